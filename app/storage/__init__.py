"""Where reports are kept: one port, two databases behind it, chosen by the URL."""

from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreUnavailable
from app.settings import Settings
from app.storage.backend import Backend
from app.storage.library import Library
from app.storage.mongo_backend import open_mongo
from app.storage.port import ReportStore
from app.storage.sqlite import open_sqlite

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
