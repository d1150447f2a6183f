"""How long each call takes with many reports stored.

    python -m bench.latency [--reports 1000] [--rounds 40] [--store URL]

Fills a store with generated reports in all layouts (14 governments, 19 years), serves it in a process of its own, and asks
every call over the socket, one question after another: first once, unmeasured, then `rounds` times, each time about other
reports, departments, governments and indicators. `p95` is the time that one question in twenty exceeds; `KiB` is the
longest answer, before it is compressed. With `--store` the questions go to a store that is there already, and nothing is
written to it.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import httpx

from app.main import create_app
from bench.document import LAYOUTS
from bench.exports import serve
from bench.generate import generate_report
from bench.search import fill

_SUBJECTS: Final = 20
_PERCENT: Final = 95
_FIRST_UNUSED_SEED: Final = 1_000_000
_TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}
_DEPARTMENT: Final = "/departments/{department}"
_REPORT: Final = "/reports/{report}"

# What is asked. The braces are filled from another subject each time; more than one question a call where they differ in cost.
QUESTIONS: Final = (
    "/livez",
    "/readyz",
    "/reports",
    "/reports?department={department}",
    "/reports?government={government}&fiscal_year={year}",
    "/reports?fiscal_year=2015..2020&limit=20",
    _REPORT,
    f"{_REPORT}/facts",
    f"{_REPORT}/facts?kind=budget_line&limit=1000",
    f"{_REPORT}/findings",
    f"{_REPORT}/source",
    f"{_REPORT}/revisions",
    f"{_REPORT}/sections/{{section}}",
    f"{_REPORT}/tables",
    f"{_REPORT}/tables/{{table}}",
    f"{_REPORT}/diff/{{other}}",
    "/governments",
    "/governments?q=시",
    "/governments/{government}/budget",
    "/governments/{government}/headcount",
    "/departments",
    "/departments?q=정책",
    _DEPARTMENT,
    f"{_DEPARTMENT}/budget",
    f"{_DEPARTMENT}/budget?government={{government}}&fiscal_year={{year}}",
    f"{_DEPARTMENT}/budget/trend",
    f"{_DEPARTMENT}/headcount",
    f"{_DEPARTMENT}/projects",
    f"{_DEPARTMENT}/projects?sort=-budget_won&facet=fiscal_year",
    f"{_DEPARTMENT}/indicators",
    f"{_DEPARTMENT}/duties",
    f"{_DEPARTMENT}/facilities",
    f"{_DEPARTMENT}/vehicles",
    f"{_DEPARTMENT}/milestones",
    f"{_DEPARTMENT}/audit-items",
    f"{_DEPARTMENT}/aliases",
    "/governments/{government}/departments/{department}/aliases",
    "/indicators",
    "/indicators?q={indicator}",
    "/indicators?department={department}",
    "/indicators/{indicator}",
    "/indicators/{indicator}?government={government}",
    "/facts",
    "/facts?kind=project&government={government}",
    "/facts?q=예산",
    "/facts?q={project}",
    "/facts?q=뷁퉳",
    "/facts?kind=indicator&unit=명",
    "/facts?kind=budget_line&facet=fiscal_year",
    "/facts?updated_after=2000-01-01T00:00:00Z",
    "/projects",
    "/projects?q={project}",
    "/projects?q=주차장",
    "/projects?q=뷁퉳",
    "/projects?sort=-budget_won",
    "/projects?facet=government&facet=fiscal_year",
    "/audit-items",
    "/audit-items?q=예산",
    "/audit-items?status=done",
    "/findings",
    "/findings?code={code}",
    "/findings?code={rare_code}",
    "/findings?severity=error",
    "/findings?department={department}",
    "/search?q=예산",
    "/search?q=예산 집행&facet=government",
    "/search?q=주차장",
    "/search?q=뷁퉳",
    "/journal",
    "/journal?action=ingest",
    "/metrics",
    "/openapi.json",
    "/docs",
)
_NEAR: Final = ("/departments/{department}가나/budget", "/indicators/{indicator}가나", "/governments/{government}가나/budget")
"""Names that nobody bears: answered with those that are near."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What one round asks about: a report, and names that stand in it."""

    report: str
    other: str
    section: str
    table: str
    government: str
    department: str
    year: str
    indicator: str
    project: str
    code: str
    rare_code: str


def find_subjects(client: httpx.Client) -> list[Subject]:
    """Subjects from all over the store: reports of departments, evenly spread."""
    items = (item for page in _pages(client, "/reports") for item in page)
    reports = [item["meta"] | {"id": item["id"]} for item in items if item["meta"]["department"] and item["meta"]["government"]]
    codes = _count_codes(client)
    ordered = sorted(codes, key=lambda code: -codes[code])
    chosen = reports[:: max(1, len(reports) // _SUBJECTS)][:_SUBJECTS]
    return [_find_subject(client, report, other, ordered) for report, other in zip(chosen, [*chosen[1:], chosen[0]], strict=True)]


def _pages(client: httpx.Client, path: str) -> Iterator[Sequence[Mapping[str, Any]]]:
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, params={"limit": "1000", **cursor}).raise_for_status().json()
        yield page["items"]
        if page["next"] is None:
            return
        cursor = {"cursor": page["next"]}


def _count_codes(client: httpx.Client) -> dict[str, int]:
    codes: dict[str, int] = {}
    for page in _pages(client, "/findings"):
        for finding in page:
            codes[finding["code"]] = codes.get(finding["code"], 0) + 1
    return codes or {"sum_mismatch": 0}


def _find_subject(client: httpx.Client, report: Mapping[str, Any], other: Mapping[str, Any], codes: Sequence[str]) -> Subject:
    document = client.get(f"/reports/{report['id']}").raise_for_status().json()
    facts = client.get(f"/reports/{report['id']}/facts?kind=indicator&kind=project&limit=1000").raise_for_status().json()["items"]
    indicators = [fact["name"] for fact in facts if fact["kind"] == "indicator"]
    projects = [fact["title"] for fact in facts if fact["kind"] == "project"]
    return Subject(
        report=report["id"],
        other=other["id"],
        section=document["outline"][0]["id"],
        table=document["tables"][0]["id"] if document["tables"] else "t1",
        government=report["government"],
        department=report["department"],
        year=str(report["fiscal_year"]),
        indicator=indicators[0] if indicators else "처리건수",
        project=projects[0] if projects else "사업",
        code=codes[0],
        rare_code=codes[-1],
    )


def write_address(question: str, subject: Subject) -> str:
    """A question about a subject, as it is sent."""
    filled = {name: quote(value, safe="") for name, value in asdict(subject).items()}
    path, _, query = question.partition("?")
    return path.format(**filled) + (f"?{query.format(**filled)}" if query else "")


def measure(client: httpx.Client, question: str, subjects: Sequence[Subject], rounds: int) -> None:
    """Ask one question about other subjects each time, and print how long it took."""
    times, sizes, statuses = [], [], set[int]()
    for number in range(-1, rounds):  # the first one warms up
        address = write_address(question, subjects[number % len(subjects)])
        started = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        sizes.append(len(answer.content))
        statuses.add(answer.status_code)
    _print_row(question, times[1:], max(sizes), "/".join(map(str, sorted(statuses))))


def measure_ingest(client: httpx.Client, rounds: int) -> None:
    """Send new reports, then the same ones again, then take them away."""
    seeds = range(_FIRST_UNUSED_SEED, _FIRST_UNUSED_SEED + rounds)
    texts = [generate_report(seed, LAYOUTS[seed % len(LAYOUTS)]).printed.text.encode() for seed in seeds]
    addresses: list[str] = []
    for title in ("POST /ingest (new)", "POST /ingest (the same again)"):
        times, sizes = [], []
        for text in texts:
            started = time.perf_counter()
            answer = client.post("/ingest", content=text, headers=_TEXT).raise_for_status()
            times.append((time.perf_counter() - started) * 1000)
            sizes.append(len(answer.content))
            addresses.append(f"/reports/{answer.json()['series_id']}")
        _print_row(title, times, max(sizes), str(answer.status_code))
    times = []
    for address in addresses[:rounds]:
        started = time.perf_counter()
        client.delete(address).raise_for_status()
        times.append((time.perf_counter() - started) * 1000)
    _print_row("DELETE /reports/{report}", times, 0, "204")


def _print_row(question: str, times: Sequence[float], size: int, status: str) -> None:
    p95 = statistics.quantiles(times, n=100, method="inclusive")[_PERCENT - 1]
    print(f"{question:72}{status:>8}{statistics.median(times):9.1f}{p95:9.1f}{max(times):9.1f}{size / 1024:9.1f}", flush=True)


def find_unasked() -> list[str]:
    """The calls of the service that answer a GET and that no question is about."""
    shapes = {_shape(question.partition("?")[0]) for question in QUESTIONS}
    document = create_app().openapi()
    return sorted(path for path, methods in document["paths"].items() if "get" in methods and _shape(path) not in shapes)


def _shape(path: str) -> str:
    return "/".join("*" if part.startswith("{") else part for part in path.split("/"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--store", help="a store that is there already; it is only asked")
    chosen = parser.parse_args()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="bogo-bench-")))
        url = chosen.store or f"sqlite:///{folder / 'bogo.db'}"
        if not chosen.store:
            started = time.perf_counter()
            asyncio.run(fill(url, chosen.reports))
            print(f"{chosen.reports} reports generated, read and stored in {time.perf_counter() - started:.0f} s")
        client, _ = held.enter_context(serve(url, folder))
        client.headers["Accept-Encoding"] = "identity"
        subjects = find_subjects(client)
        print(f"{client.get('/reports?limit=1').json()['total']} reports, {len(subjects)} subjects, {chosen.rounds} rounds, milliseconds")
        print(f"{'question':72}{'status':>8}{'p50':>9}{'p95':>9}{'max':>9}{'KiB':>9}")
        for question in (*QUESTIONS, *_NEAR):
            measure(client, question, subjects, chosen.rounds)
        if not chosen.store:
            measure_ingest(client, chosen.rounds)
        for path in find_unasked():
            print(f"not asked: {path}")


if __name__ == "__main__":
    main()
