"""One SQLite file, opened so that nothing acknowledged is lost and no damage goes unnoticed.

- WAL with `synchronous=FULL`: a commit that returned survives a power cut; readers do not wait for the writer.
- One writer connection a process, on a thread of its own, `BEGIN IMMEDIATE` with a busy timeout: other processes (the
  command line beside a running service) wait their turn.
- Every page carries a checksum that is compared whenever it is read (SQLite's cksumvfs, which apsw ships), so a file
  that rotted is refused and never answered from. `sqlite3 bogo.db` still opens it for reading.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import apsw
import apsw.sqlite_extra
import orjson

from app.errors import StoreDamaged, StoreTooNew, StoreUnavailable
from app.storage.sqlite.backfill import BACKFILLS
from app.storage.sqlite.schema import APPLICATION_ID, STEPS, VERSION

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

# Up to 3.51.2 a commit could be lost where two connections write and checkpoint at the same moment (SQLite's WAL-reset bug).
_OLDEST_LIBRARY: Final = (3, 51, 3)
VFS: Final = "cksmvfs"
CHECKSUM_BYTES: Final = 8
_READERS: Final = 4
_CACHE_KIB: Final = 8_192
_DAMAGE: Final = frozenset({apsw.SQLITE_IOERR_DATA, apsw.SQLITE_IOERR_CORRUPTFS, apsw.SQLITE_IOERR_SHORT_READ, apsw.SQLITE_CORRUPT_INDEX})


class SqliteFile:
    """The connections to one file: a writer, and readers off the event loop."""

    def __init__(self, path: Path, busy_seconds: float) -> None:
        self._path = path
        self._busy_milliseconds = int(busy_seconds * 1000)
        self._local = threading.local()
        self._opened: list[apsw.Connection] = []
        self._writer = ThreadPoolExecutor(1, "sqlite-writer")
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader")

    async def open(self) -> None:
        """Create the file or bring it to the present version. Raises StoreUnavailable, StoreDamaged, StoreTooNew."""
        require_library()
        await self._run(self._writer, self._prepare)
        _log.info("store %s: SQLite %s with page checksums, version %d", self._path, apsw.sqlite_lib_version(), VERSION)

    async def read(self, question: Callable[[apsw.Connection], _T]) -> _T:
        """The answer to a question; all that it reads belongs to one moment."""
        return await self._run(self._readers, lambda: self._ask(question))

    async def write(self, change: Callable[[apsw.Connection], _T]) -> _T:
        """Make a change, all or nothing; it is durable when this returns."""
        return await self._run(self._writer, lambda: self._change(change))

    async def close(self) -> None:
        """Wait for what is under way, then let go of the file."""
        for pool in (self._readers, self._writer):
            await asyncio.to_thread(pool.shutdown)
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        while self._opened:
            self._opened.pop().close()  # the last one brings the WAL home

    async def _run(self, pool: ThreadPoolExecutor, task: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(pool, task)

    def _ask(self, question: Callable[[apsw.Connection], _T]) -> _T:
        with translated(self._path):
            connection = self._connection()
            connection.execute("BEGIN")
            try:
                return question(connection)
            finally:
                if connection.in_transaction:  # not after a disk error, which must not be hidden behind another one
                    connection.execute("ROLLBACK")

    def _change(self, change: Callable[[apsw.Connection], _T]) -> _T:
        with translated(self._path):
            return _commit(self._connection(), change)

    def _connection(self) -> apsw.Connection:
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            self._opened.append(connection)
        return connection

    def _connect(self) -> apsw.Connection:
        connection = apsw.Connection(str(self._path), vfs=VFS)
        connection.set_busy_timeout(self._busy_milliseconds)
        connection.execute(f"PRAGMA synchronous=FULL; PRAGMA cache_size=-{_CACHE_KIB}; PRAGMA foreign_keys=OFF; PRAGMA mmap_size=0")
        return connection

    def _prepare(self) -> None:
        with translated(self._path):
            connection = self._connection()
            if not connection.pragma("page_count"):
                connection.reserve_bytes("main", CHECKSUM_BYTES)
            elif connection.pragma("schema_version") and connection.pragma("application_id") != APPLICATION_ID:
                raise StoreDamaged(reason=f"{self._path} is an SQLite file, but no store of reports")
            connection.pragma("journal_mode", "wal")
            while _commit(connection, self._step):
                pass
            if connection.reserve_bytes() != CHECKSUM_BYTES:
                raise StoreDamaged(reason=f"{self._path} carries no page checksums: another program has rewritten it")

    def _step(self, connection: apsw.Connection) -> bool:
        """One step towards the present version; whether there was one to make. Made whole or not at all."""
        version = connection.pragma("user_version")
        if version > VERSION:
            raise StoreTooNew(version, VERSION)
        if version == VERSION:
            return False
        connection.execute(STEPS[version])
        if backfill := BACKFILLS.get(version + 1):
            backfill(connection)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={version + 1}")
        return True


def _commit(connection: apsw.Connection, change: Callable[[apsw.Connection], _T]) -> _T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = change(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return done


def require_library() -> None:
    """See that SQLite is new enough, and can compare page checksums. Raises StoreUnavailable."""
    version = tuple(map(int, apsw.sqlite_lib_version().split(".")))
    if version < _OLDEST_LIBRARY:
        raise StoreUnavailable(reason=f"SQLite {apsw.sqlite_lib_version()} is too old: 3.51.3 or newer is needed")
    if VFS in apsw.vfs_names():
        return
    try:
        with_checksums = apsw.Connection(":memory:")
        apsw.sqlite_extra.load(with_checksums, "cksumvfs")
        with_checksums.close()
    except (apsw.sqlite_extra.NotAvailable, apsw.Error) as missing:
        raise StoreUnavailable(reason=f"this build of apsw has no page checksums: {missing}") from missing


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of the driver as errors of the store: what is broken stays refused, what may pass may be tried again."""
    try:
        yield
    except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, apsw.SchemaChangeError) as broken:
        raise StoreDamaged(reason=f"{path}: {broken}") from broken
    except apsw.IOError as broken:
        if getattr(broken, "extendedresult", 0) in _DAMAGE:
            raise StoreDamaged(reason=f"{path}: a page is not what was written") from broken
        raise StoreUnavailable(reason=f"{path}: {broken}") from broken
    except orjson.JSONDecodeError as broken:
        raise StoreDamaged(reason=f"{path}: a document is no JSON: {broken}") from broken
    except apsw.Error as failed:
        raise StoreUnavailable(reason=f"{path}: {failed}") from failed
