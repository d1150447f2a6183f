"""Reading reports in processes beside the event loop, so that a long report delays no other request.

One *reader* is one process that reads one report at a time. A report that takes too long, or takes its process down,
costs that process alone: it is ended and a fresh one takes its place, while the other readers go on. A process that
died for a reason of its own (memory, an operator) does not fail the report: a fresh one tries once more, which is safe
because reading is pure.
"""

import asyncio
import multiprocessing
import multiprocessing.context
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final

from app.errors import BogoError, ReaderBusy, ReaderCrashed, ReaderTimeout
from app.models.report import Hints, Report
from app.parsers.pipeline import read_report

ReadFunction = Callable[[bytes, Hints], Report]


def _choose_context() -> multiprocessing.context.BaseContext:
    """How processes begin: forked off a small server that has loaded the parser once and runs no threads.

    Not forked off the service: it has threads, and a child may inherit a lock that one of them held. Where there are no
    forks (Windows) each process begins anew and loads the parser itself, which takes about a second.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", __name__])
    return context


_CONTEXT: Final = _choose_context()


class ReaderPool:
    """A fixed number of reading processes. Made and used inside one event loop."""

    def __init__(self, readers: int, limit_seconds: float, max_waiting: int, read: ReadFunction = read_report) -> None:
        self._max_waiting = max_waiting
        self._readers = tuple(_Reader(limit_seconds, read) for _ in range(readers))
        self._idle: asyncio.Queue[_Reader] = asyncio.Queue()
        for reader in self._readers:
            self._idle.put_nowait(reader)
        self.waiting = 0
        self.reading_seconds = 0.0

    async def start(self) -> None:
        """Start all processes, so that the first report does not wait for one."""
        await asyncio.gather(*(reader.start() for reader in self._readers))

    async def read(self, source: bytes, hints: Hints, *, patient: bool = False) -> Report:
        """Read one report. Raises the InvalidReport family, ReaderBusy (not if `patient`), ReaderTimeout, ReaderCrashed."""
        if self.waiting >= self._max_waiting and not patient:
            raise ReaderBusy(self.waiting)
        self.waiting += 1
        try:
            reader = await self._idle.get()
        finally:
            self.waiting -= 1
        started = time.perf_counter()
        try:
            return await reader.read(source, hints)
        finally:
            self.reading_seconds += time.perf_counter() - started
            self._idle.put_nowait(reader)

    def close(self) -> None:
        """End all processes, whatever they are at."""
        for reader in self._readers:
            reader.end()


class _Reader:
    def __init__(self, limit_seconds: float, read: ReadFunction) -> None:
        self._limit_seconds = limit_seconds
        self._read = read
        self._executor: ProcessPoolExecutor | None = None
        self._pid = 0
        self._starting = asyncio.Lock()

    async def start(self) -> ProcessPoolExecutor:
        """The running process; a new one where there is none. Raises ReaderCrashed when none can be started."""
        async with self._starting:  # the first report may come while the service is still starting its readers
            if self._executor is None:
                self._executor, self._pid = await _start_process()
            return self._executor

    async def read(self, source: bytes, hints: Hints) -> Report:
        """Read one report, with a second try where the process dies under the first."""
        for _ in range(2):
            executor = await self.start()
            with suppress(BrokenProcessPool):
                return await self._read_once(executor, source, hints)
        raise ReaderCrashed

    async def _read_once(self, executor: ProcessPoolExecutor, source: bytes, hints: Hints) -> Report:
        try:
            async with asyncio.timeout(self._limit_seconds):
                return await asyncio.get_running_loop().run_in_executor(executor, self._read, source, hints)
        except BogoError:
            raise  # the report's own fault: the process is as good as before
        except TimeoutError as error:
            self.end()
            raise ReaderTimeout(self._limit_seconds) from error
        except BaseException:
            # Crashed, or nobody waits any more (cancelled): what the process is at can't be known.
            self.end()
            raise

    def end(self) -> None:
        """End the process; the next report starts a new one."""
        if self._executor is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = None


async def _start_process() -> tuple[ProcessPoolExecutor, int]:
    executor = ProcessPoolExecutor(1, mp_context=_CONTEXT, initializer=_prepare)
    try:
        return executor, await asyncio.get_running_loop().run_in_executor(executor, os.getpid)
    except BrokenProcessPool as error:
        executor.shutdown(wait=False, cancel_futures=True)
        raise ReaderCrashed from error


def _prepare() -> None:
    # Ctrl-C reaches every process of a terminal; the service itself decides when its readers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A service that is killed can't end its readers, and they would wait for work for ever.
    parent = multiprocessing.parent_process()
    assert parent is not None, "runs in a child process only"
    parent.join()
    os._exit(1)
