"""Where reports are kept: one port, two databases behind it, chosen by the URL."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreUnavailable
from app.settings import Settings
from app.storage.asking.backend import Backend
from app.storage.library import Library
from app.storage.mongodb.backend import MongoBackend, open_mongo
from app.storage.mongodb.driver import MongoDatabase
from app.storage.port import ReportStore
from app.storage.sqlite.backend import SqliteBackend, open_sqlite
from app.storage.sqlite.file import SqliteFile
from app.storage.upkeep.keeper import Keeper
from app.storage.upkeep.mongo import MongoInspection
from app.storage.upkeep.sqlite import SqliteInspection

_SQLITE = "sqlite:///"
_MONGODB = ("mongodb://", "mongodb+srv://")


async def open_store(settings: Settings) -> ReportStore:
    """The store that `settings.store_url` names: `sqlite:///PATH` (made if it is not there) or `mongodb://…`.

    What writers that died have left is put in order first. Raises StoreUnavailable, StoreDamaged, StoreTooNew.
    """
    store = Library(await _open_backend(settings))
    try:
        await store.sweep(datetime.now(UTC))
    except BaseException:
        await store.close()
        raise
    return store


async def _open_backend(settings: Settings) -> Backend:
    url = settings.store_url
    if url.startswith(_SQLITE):
        return await open_sqlite(Path(url.removeprefix(_SQLITE)), settings.store_timeout_seconds)
    if url.startswith(_MONGODB):
        return await open_mongo(settings)
    raise StoreUnavailable(reason=f"no store is known for {url.partition(':')[0]}:")


def find_file(store_url: str) -> Path | None:
    """The file of an embedded store; None where the URL names another one."""
    return Path(store_url.removeprefix(_SQLITE)) if store_url.startswith(_SQLITE) else None


async def open_keeper(settings: Settings) -> Keeper:
    """The store that `settings.store_url` names, to be looked after. Raises StoreUnavailable, StoreDamaged, StoreTooNew."""
    path = find_file(settings.store_url)
    if path is not None:
        file = SqliteFile(path, settings.store_timeout_seconds)
        return await _prepare(Keeper(SqliteBackend(file), SqliteInspection(file)), file.open)
    if not settings.store_url.startswith(_MONGODB):
        raise StoreUnavailable(reason=f"no store is known for {settings.store_url.partition(':')[0]}:")
    database = MongoDatabase(settings)
    backend = MongoBackend(database)
    return await _prepare(Keeper(backend, MongoInspection(database)), backend.prepare)


async def _prepare(keeper: Keeper, prepare: Callable[[], Awaitable[None]]) -> Keeper:
    try:
        await prepare()
    except BaseException:
        await keeper.close()
        raise
    return keeper
