"""Reading in processes of their own: limits, crashes, and the death of the service."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.errors import BinaryReport, ReaderBusy, ReaderCrashed, ReaderTimeout
from app.models.report import Hints, Report
from app.reading import ReaderPool
from tests.factories import build_report


def read_slowly(source: bytes, hints: Hints) -> Report:
    """Sleeps as many seconds as the bytes say."""
    time.sleep(float(source))
    return build_report(source=source)


def crash_always(source: bytes, hints: Hints) -> Report:
    os._exit(7)


def crash_once(source: bytes, hints: Hints) -> Report:
    """Dies where the file that the bytes name is not there yet."""
    mark = Path(source.decode())
    if not mark.exists():
        mark.touch()
        os._exit(7)
    return build_report(source=source)


def refuse(source: bytes, hints: Hints) -> Report:
    raise BinaryReport(42)


def tell_process(source: bytes, hints: Hints) -> Report:
    return build_report(source=str(os.getpid()).encode(), parser_version=str(os.getpid()))


@asynccontextmanager
async def open_pool(
    read: Callable[[bytes, Hints], Report], *, readers: int = 1, seconds: float = 30.0, waiting: int = 10
) -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(readers, seconds, waiting, read)
    try:
        yield pool
    finally:
        pool.close()


async def test_errors_keep_their_facts_across_the_process_border() -> None:
    async with open_pool(refuse) as pool:
        with pytest.raises(BinaryReport) as caught:
            await pool.read(b"x", Hints())
    assert caught.value.offset == 42


async def test_one_process_reads_many_reports() -> None:
    async with open_pool(tell_process) as pool:
        first, second = [(await pool.read(b"", Hints())).parser_version for _ in range(2)]
    assert first == second != str(os.getpid())


async def test_a_report_that_takes_too_long_costs_its_process_alone() -> None:
    async with open_pool(read_slowly, readers=2, seconds=8.0) as pool:
        await pool.start()
        slow, quick = asyncio.create_task(pool.read(b"60", Hints())), asyncio.create_task(pool.read(b"0.2", Hints()))
        assert (await quick).received.bytes == 3
        with pytest.raises(ReaderTimeout):
            await slow
        again = await asyncio.gather(*(pool.read(b"0", Hints()) for _ in range(4)))
    assert len(again) == 4, "both readers read on"


async def test_a_process_that_dies_for_a_reason_of_its_own_does_not_fail_the_report(tmp_path: Path) -> None:
    async with open_pool(crash_once) as pool:
        report = await pool.read(str(tmp_path / "mark").encode(), Hints())
    assert report.outline


async def test_a_report_that_kills_every_process_is_given_up() -> None:
    async with open_pool(crash_always) as pool:
        for _ in range(2):
            with pytest.raises(ReaderCrashed):
                await pool.read(b"x", Hints())


async def test_too_many_waiting_reports_are_told_to_come_back() -> None:
    async with open_pool(read_slowly, waiting=2) as pool:
        running = [asyncio.create_task(pool.read(b"0.3", Hints())) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(ReaderBusy) as caught:
            await pool.read(b"0", Hints())
        patient = asyncio.create_task(pool.read(b"0", Hints(), patient=True))
        await asyncio.gather(*running, patient)
    assert caught.value.waiting == 2


async def test_a_cancelled_reading_gives_its_reader_back() -> None:
    async with open_pool(read_slowly) as pool:
        await pool.start()
        reading = asyncio.create_task(pool.read(b"60", Hints()))
        await asyncio.sleep(0.1)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert (await asyncio.wait_for(pool.read(b"0", Hints()), 30)).outline


def test_readers_end_with_a_service_that_is_killed() -> None:
    script = """
        import asyncio, os, signal
        from app.models.report import Hints
        from app.reading import ReaderPool
        from tests.test_reading import tell_process

        async def run():
            pool = ReaderPool(1, 30, 10, tell_process)
            print((await pool.read(b"", Hints())).parser_version, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

        if __name__ == "__main__":
            asyncio.run(run())
    """
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    reader = int(ended.stdout)
    deadline = time.monotonic() + 10
    while _is_running(reader):
        assert time.monotonic() < deadline, "the reader outlived its service"
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
