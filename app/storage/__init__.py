"""Where reports are kept: one port, two databases behind it, chosen by the URL."""

from pathlib import Path

from app.errors import StoreUnavailable
from app.settings import Settings
from app.storage.library import Library
from app.storage.mongo_backend import open_mongo
from app.storage.port import ReportStore
from app.storage.sqlite import open_sqlite

_SQLITE = "sqlite:///"
_MONGODB = ("mongodb://", "mongodb+srv://")


async def open_store(settings: Settings) -> ReportStore:
    """The store that `settings.store_url` names: `sqlite:///PATH` (made if it is not there) or `mongodb://…`.

    Raises StoreUnavailable, StoreDamaged, StoreTooNew.
    """
    url = settings.store_url
    if url.startswith(_SQLITE):
        return Library(await open_sqlite(Path(url.removeprefix(_SQLITE)), settings.store_timeout_seconds))
    if url.startswith(_MONGODB):
        return Library(await open_mongo(settings))
    raise StoreUnavailable(reason=f"no store is known for {url.partition(':')[0]}:")
