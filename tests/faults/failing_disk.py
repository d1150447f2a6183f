"""A disk that fails: SQLite's own file layer, with errors where a test wants them.

It lies beneath the page checksums, so it must be there before any store is opened, and stays for as long as the process
lives: `python -m tests.faults.failing_disk FOLDER STEP` runs every fault through in a process of its own. A report is issued
anew while its first, second, third … (every STEP-th) access to the disk fails, until one run has met no fault; after each
run all that is there is looked at, with the same store and with one that is opened anew, and the text is sent once more.
"""

import asyncio
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import apsw

from app.errors import StoreUnavailable
from app.settings import Settings
from app.storage import open_keeper, open_store
from app.storage.port import FactQuery, ReportStore, SearchQuery, Submission
from app.storage.upkeep.examination import examine_all
from tests.factories import every_kind, submit

_MOST: Final = 2000
_USUAL: Final = "unix"
_REASON: Final = "the disk failed, for the test"


class Fault(NamedTuple):
    """What the disk reports, for which accesses, and whether it goes on doing so."""

    fails: Callable[[str], Exception]
    accesses: tuple[str, ...]
    forever: bool


FAULTS: Final = {
    "EIO on a write": Fault(apsw.IOError, ("write", "sync"), False),
    "EIO on all writes": Fault(apsw.IOError, ("write", "sync"), True),
    "EIO on a read": Fault(apsw.IOError, ("read",), False),
    "EIO on everything": Fault(apsw.IOError, ("read", "write", "sync"), True),
    "full": Fault(apsw.FullError, ("write",), True),
}


class Disk(apsw.VFS):
    """The usual one, until it is armed: then the n-th access of that kind fails, or (`forever`) all from it on."""

    def __init__(self) -> None:
        super().__init__("failing", _USUAL, makedefault=True)
        self.fault = FAULTS["full"]
        self.left = -1
        self.met = 0

    def xOpen(self, name: Any, flags: Any) -> "File":  # noqa: N802 - SQLite's name
        return File(self, name, flags)

    def arm(self, left: int) -> None:
        """Let so many accesses pass before the fault; -1: no fault."""
        self.left, self.met = left, 0

    def access(self, kind: str) -> None:
        """Raises what the disk would report."""
        if self.left < 0 or kind not in self.fault.accesses:
            return
        if self.left == 0:
            self.met += 1
            if not self.fault.forever:
                self.left = -1
            raise self.fault.fails(_REASON)
        self.left -= 1


class File(apsw.VFSFile):
    """One file on it."""

    def __init__(self, disk: Disk, name: Any, flags: Any) -> None:
        super().__init__(_USUAL, name, flags)
        self._disk = disk

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._disk.access("read")
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self._disk.access("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.access("sync")
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.access("write")
        super().xTruncate(size)


@dataclass
class Outcome:
    """How the runs ended."""

    runs: int = 0
    refused: int = 0
    there_though_refused: int = 0  # after the store was opened anew


async def ask_all(store: ReportStore) -> tuple[str, int]:
    """The source of the latest text, and how many facts each way of asking tells of: they must agree."""
    found = await store.find_report("r1")
    assert found is not None
    source = await store.find_source("r1")
    assert source is not None
    page = await store.find_facts(FactQuery(limit=1000))
    own = [fact for fact in page.items if fact.report_id == found.summary.identity.id]
    assert list(own) == [fact async for fact in store.stream_facts(FactQuery(report_id="r1"))]
    assert page.total == len(page.items) == len(own)
    assert sorted(map(repr, own)) == sorted(map(repr, found.report.facts))
    hits = await store.search(SearchQuery("휴직"))
    assert [hit.report_id for hit in hits.items] == [found.summary.identity.id]
    return source.decode(), len(own)


async def run_once(disk: Disk, path: Path, left: int, outcome: Outcome) -> bool:
    """Issue a report anew with a fault after `left` accesses; whether the fault was met."""
    store = await open_store(Settings(store_url=f"sqlite:///{path}", store_timeout_seconds=2))
    before, after = ("alt", 5), ("neu", 10)
    assert await ask_all(store) == before
    disk.arm(left)
    refused = None
    try:
        saved = await store.save(new_text())
        assert saved.created
    except StoreUnavailable as error:
        refused = error
    assert refused is None or _REASON in refused.reason
    met = disk.met > 0
    disk.arm(-1)
    seen = await ask_all(store)
    assert seen == (before if refused else after)
    await store.close()

    store = await open_store(Settings(store_url=f"sqlite:///{path}"))
    reopened = await ask_all(store)
    assert reopened in ({before, after} if refused else {after})
    again = await store.save(new_text())
    assert (again.identity.id, again.created) == ("r1.2", reopened == before)
    assert await ask_all(store) == after
    await store.close()
    await require_sound(path)
    outcome.runs += 1
    outcome.refused += refused is not None
    outcome.there_though_refused += refused is not None and reopened == after
    return met


def new_text() -> Submission:
    """The text that is sent while the disk fails."""
    return submit(text="neu", facts=every_kind())


async def require_sound(path: Path) -> None:
    """A full examination finds nothing."""
    keeper = await open_keeper(Settings(store_url=f"sqlite:///{path}"))
    flaws = [*[flaw async for one in examine_all(keeper) for flaw in one.flaws], *await keeper.inspection.find_flaws()]
    await keeper.close()
    assert flaws == []


async def run_fault(disk: Disk, folder: Path, step: int) -> Outcome:
    """The disk's fault at every `step`-th access in turn, each time on a fresh copy of the same store."""
    first = folder / "first.db"
    store = await open_store(Settings(store_url=f"sqlite:///{first}"))
    await store.save(submit(text="alt", facts=every_kind()[:5]))
    await store.close()
    outcome = Outcome()
    for left in range(0, _MOST, step):
        path = folder / f"{left}.db"
        shutil.copy(first, path)
        if not await run_once(disk, path, left, outcome):
            return outcome
    raise RecursionError(disk.fault)  # it was met again and again


def run_all(folder: Path, step: int) -> dict[str, Outcome]:
    """Every fault."""
    disk = Disk()
    outcomes = {}
    for name, fault in FAULTS.items():
        disk.fault = fault
        (folder / name).mkdir()
        outcomes[name] = asyncio.run(run_fault(disk, folder / name, step))
    return outcomes


if __name__ == "__main__":
    print(json.dumps({name: asdict(outcome) for name, outcome in run_all(Path(sys.argv[1]), int(sys.argv[2])).items()}))
