"""Time and memory of whole lists as files, asked from the running service.

    python -m bench.exports [FACTS]

Fills a store with budget lines (100,000 unless said otherwise), serves it in a process of its own, and fetches all facts
in each format over the socket. `rows/s` counts from the first byte asked to the last one received; `peak` is the greatest
resident memory of the service while it did so, `above rest` how much that is more than before it was asked.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from app.formats import Format
from app.settings import Settings
from app.storage import open_store
from tests.factories import build_large_report, submit
from tests.running import free_port, wait_until_ready

_FACTS: Final = 100_000
_REPORT_FACTS: Final = 5_000
_MEBIBYTE: Final = 1 << 20
_ASKED: Final = (Format.NDJSON, Format.CSV, Format.XLSX)


async def fill(url: str, facts: int) -> None:
    """A store with that many facts."""
    store = await open_store(Settings(store_url=url))
    try:
        for number in range(facts // _REPORT_FACTS):
            await store.save(submit(f"r{number}", report=build_large_report(_REPORT_FACTS), text=str(number)))
    finally:
        await store.close()


@contextmanager
def serve(url: str, folder: Path) -> Iterator[tuple[httpx.Client, int]]:
    """The service in a process of its own, with its number."""
    port, log = free_port(), folder / "service.log"
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--store", url]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600) as client:
                wait_until_ready(client, process, log)
                yield client, process.pid
        finally:
            process.terminate()
            process.wait(30)


def read_memory(process: int, line: str) -> float:
    """A line of a process's status in MiB: VmRSS is what it holds now, VmHWM the most it held since `forget_peak`."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(found for found in status.splitlines() if found.startswith(line)).split()[1]) / 1024


def forget_peak(process: int) -> None:
    Path(f"/proc/{process}/clear_refs").write_text("5", encoding="ascii")


def fetch(client: httpx.Client, form: Format) -> tuple[float, int]:
    """Seconds and bytes of all facts in one format, uncompressed."""
    started, received = time.perf_counter(), 0
    with client.stream("GET", "/facts", params={"format": form}, headers={"Accept-Encoding": "identity"}) as response:
        response.raise_for_status()
        for part in response.iter_bytes():
            received += len(part)
    return time.perf_counter() - started, received


def main() -> None:
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else _FACTS
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bogo.db"
        asyncio.run(fill(url, facts))
        with serve(url, Path(folder)) as (client, process):
            client.get("/facts?format=csv&limit=1").raise_for_status()
            print(f"{facts:,} facts\n{'format':8}{'seconds':>9}{'rows/s':>10}{'MiB':>8}{'peak MiB':>10}{'above rest':>12}")
            for form in _ASKED:
                forget_peak(process)
                rest = read_memory(process, "VmRSS")
                seconds, received = fetch(client, form)
                peak = read_memory(process, "VmHWM")
                size = received / _MEBIBYTE
                print(f"{form:8}{seconds:9.1f}{facts / seconds:10,.0f}{size:8.1f}{peak:10.1f}{peak - rest:12.1f}")


if __name__ == "__main__":
    main()
