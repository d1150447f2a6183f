"""How long a search takes, and how large its index is.

    python -m bench.search [--reports 1000] [--mongodb]

Fills a store with generated reports in all layouts, serves it in a process of its own, and asks over the socket. With
`--mongodb` the store is in the server that the tests use (BOGO_TEST_MONGODB_URL, else FerretDB): the time of a stand-in says
little about MongoDB itself. Sizes are bytes a report: what the SQLite file holds of words, beside all that it holds.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import apsw
import httpx

from app.parsers.pipeline import read_report
from app.settings import Settings
from app.storage import open_store
from app.storage.port import ReportStore
from bench.document import LAYOUTS
from bench.exports import serve
from bench.generate import generate_report
from tests.factories import submit
from tests.mongodb_server import run_server

_ROUNDS: Final = 15
_QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {"q": "예산"},
    {"q": "예산", "limit": 10},
    {"q": "예산", "limit": 10, "facet": ["government", "department", "fiscal_year", "block"]},
    {"q": "예산 집행", "limit": 10},
    {"q": '"예산 현황"', "limit": 10},
    {"q": "과", "limit": 10},
    {"q": "정원", "limit": 10},
    {"q": "예산", "fiscal_year": "2024..", "limit": 10},
    {"q": "주차장", "limit": 10},
    {"q": "뷁퉳", "limit": 10},
)


async def fill(url: str, reports: int) -> None:
    """A store with that many reports, in each layout in turn."""
    store = await open_store(Settings(store_url=url))
    try:
        for number in range(reports):
            await _save(store, number)
    finally:
        await store.close()


async def _save(store: ReportStore, number: int) -> None:
    text = generate_report(number, LAYOUTS[number % len(LAYOUTS)]).printed.text
    await store.save(submit(f"g{number}", report=read_report(text.encode()), text=text))


def measure(client: httpx.Client) -> None:
    """Print the times of all questions."""
    print(f"{'question':75} {'hits':>7} {'median ms':>10} {'slowest':>8}")
    for question in _QUESTIONS:
        times = []
        for _ in range(_ROUNDS):
            started = time.perf_counter()
            answer = client.get("/search", params=question).raise_for_status().json()
            times.append((time.perf_counter() - started) * 1000)
        total = str(answer.get("total", f"{answer.get('total_at_least')}+"))
        print(f"{question!s:75} {total:>7} {statistics.median(times):10.1f} {max(times):8.1f}")


def weigh(path: Path) -> Iterator[tuple[str, int]]:
    """What the tables of words, and all tables, fill of a file, in bytes."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    for name, chosen in (
        ("keys of words", "name LIKE 'search_keys%'"),
        ("text for scanning", "name IN ('search', 'search_reports') OR name GLOB 'sqlite_autoindex_search_*'"),
        ("everything", "TRUE"),
    ):
        yield name, connection.execute(f"SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE {chosen}").get
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--mongodb", action="store_true")
    chosen = parser.parse_args()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="bogo-bench-")))
        url = f"sqlite:///{folder / 'bogo.db'}"
        if chosen.mongodb:
            server = held.enter_context(run_server())
            url = held.enter_context(server.fresh_database())
            print(f"on {server.product}")
        started = time.perf_counter()
        asyncio.run(fill(url, chosen.reports))
        print(f"{chosen.reports} reports generated, read and stored in {time.perf_counter() - started:.0f} s")
        if not chosen.mongodb:
            for name, size in weigh(folder / "bogo.db"):
                print(f"{name:20} {size / chosen.reports:10.0f} bytes a report")
        client, _ = held.enter_context(serve(url, folder))
        measure(client)


if __name__ == "__main__":
    main()
