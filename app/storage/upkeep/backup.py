"""The embedded store's file, copied while it is written to, and put back.

A copy belongs to one moment: all of its pages are read in one transaction of the source, which delays no writer. Page
checksums are compared while the pages are read, the copy is checked as a whole and its rows are counted against those of
the source before it gets its name. So a file that has the name is a good copy, whatever happened in between.

Putting back replaces the file under its name. A store that another program has open is left alone.
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from app.errors import StoreDamaged, StoreTooNew, StoreUnavailable, TransferRefused
from app.storage.sqlite.file import CHECKSUM_BYTES, VFS, require_library, translated
from app.storage.sqlite.schema import APPLICATION_ID, VERSION
from app.storage.upkeep.sqlite import measure_tables

_log = logging.getLogger(__name__)


_PAGES_AT_ONCE: Final = 2000
_BUSY_MILLISECONDS: Final = 2000

Counts = Mapping[str, int]
Progress = Callable[[int, int], None]
"""Is told how many pages are copied, of how many."""


def back_up(store: Path, target: Path, *, progress: Progress = lambda done, total: None) -> Counts:
    """Copy the store's file to `target`, which must not be there; how many rows each table has.

    Raises TransferRefused, StoreUnavailable, StoreDamaged, StoreTooNew.
    """
    if not store.exists():
        raise TransferRefused(reason=f"{store} is not there")
    if target.exists():
        raise TransferRefused(reason=f"{target} is there already")
    require_library()
    with _unfinished(target) as part:
        with translated(store), _open(store) as source:
            _require_store(source, store)
            counts = _copy(source, part, progress)
        _publish(part, target)
    return counts


def restore(backup: Path, store: Path, *, force: bool, progress: Progress = lambda done, total: None) -> Counts:
    """Put a copy in the place of the store's file; how many rows each table has. `force`: also where there is a file.

    Raises TransferRefused, StoreUnavailable (another program has the store open), StoreDamaged, StoreTooNew (the copy).
    """
    if not backup.exists():
        raise TransferRefused(reason=f"{backup} is not there")
    if store.exists() and store.stat().st_size and not force:
        raise TransferRefused(reason=f"{store} is there already")
    require_library()
    with _unfinished(store) as part:
        with translated(backup), _open(backup, apsw.SQLITE_OPEN_READONLY) as found:
            _require_store(found, backup)
            counts = _copy(found, part, progress)
        with _locked(store):
            _publish(part, store)
    return counts


def _copy(source: apsw.Connection, part: Path, progress: Progress) -> Counts:
    """Copy one moment of the source into a new file, and see that it is the same."""
    if not source.in_transaction:
        source.execute("BEGIN")
    wanted = _count(source)  # the first read: from here on the source stands still for this connection
    with translated(part):
        with _open(part) as copy:
            _begin_checksums(copy)
            with copy.backup("main", source, "main") as steps:
                while not steps.done:
                    steps.step(_PAGES_AT_ONCE)
                    progress(steps.page_count - steps.remaining, steps.page_count)
            copy.pragma("journal_mode", "delete")  # one file, without a log beside it
        with _open(part, apsw.SQLITE_OPEN_READONLY) as copy:  # anew, so that every page is read from the disk
            faults = [text for (text,) in copy.execute("PRAGMA integrity_check(10)")]
            found = _count(copy)
    if faults != ["ok"]:
        raise StoreDamaged(reason=f"the copy has faults: {'; '.join(map(str, faults))}")
    if found != wanted:
        raise StoreDamaged(reason=f"the copy has {found}, the original {wanted}")
    return wanted


def _begin_checksums(copy: apsw.Connection) -> None:
    # Pages get their checksum when they are written, if by then the first page says so; a backup writes that one last.
    copy.pragma("synchronous", "off")  # made durable once, when it is whole
    copy.reserve_bytes("main", CHECKSUM_BYTES)
    copy.execute("VACUUM")


def _count(connection: apsw.Connection) -> Counts:
    return {name: held.documents for name, held in measure_tables(connection).items() if held.documents is not None}


def _require_store(connection: apsw.Connection, path: Path) -> None:
    if connection.pragma("application_id") != APPLICATION_ID:
        raise StoreDamaged(reason=f"{path} is no store of reports")
    version = connection.pragma("user_version")
    if version > VERSION:
        raise StoreTooNew(version, VERSION)


@contextmanager
def _open(path: Path, flags: int = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE) -> Iterator[apsw.Connection]:
    connection = apsw.Connection(str(path), flags=flags, vfs=VFS)
    try:
        connection.set_busy_timeout(_BUSY_MILLISECONDS)
        yield connection
    finally:
        connection.close()


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A file beside the target, to be given its name when it is whole; removed where that does not happen."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield part
    finally:
        for beside in (part, *_list_logs(part)):
            beside.unlink(missing_ok=True)


def _publish(part: Path, target: Path) -> None:
    """Give a whole file its name, durably."""
    _sync(part)
    part.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(store: Path) -> Iterator[None]:
    """Keep every other program out of a store while it is replaced, and leave no log that the new file would be read with.

    Raises StoreUnavailable when a program has it open. A file that is no store any more is nobody's.
    """
    if not store.exists():
        yield
        return
    with _open(store) as held:
        try:
            held.pragma("locking_mode", "exclusive")
            held.pragma("journal_mode", "delete")  # brings the log home and removes it
            held.execute("BEGIN EXCLUSIVE")
        except apsw.BusyError as busy:
            raise StoreUnavailable(reason=f"{store} is in use by another program") from busy
        except apsw.Error as broken:
            _log.warning("what is replaced was broken: %s: %s", store, broken)
        for log in _list_logs(store):
            log.unlink(missing_ok=True)
        yield


def _list_logs(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))
