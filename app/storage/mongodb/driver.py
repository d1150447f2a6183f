"""MongoDB through Motor: documents in, documents out, and no error of the driver. The only module that knows the driver.

Every write waits for the majority and its journal; every read is of what the majority has, from the primary. An insert
whose outcome is unknown (the connection broke, nobody answered) is looked up before anything else is done about it.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from bson import Int64
from bson.errors import BSONError
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import IndexModel, ReadPreference, WriteConcern
from pymongo.errors import BulkWriteError, ConnectionFailure, DuplicateKeyError, ExecutionTimeout, PyMongoError, WriteConcernError
from pymongo.read_concern import ReadConcern

from app.errors import StoreDamaged, StoreUnavailable
from app.settings import Settings
from app.storage.documents.trees import Document
from app.storage.mongodb.queries import Filter
from app.storage.mongodb.schema import Index

_log = logging.getLogger(__name__)

_DATABASE: Final = "bogo"  # where the URL names none
_DUPLICATE: Final = 11000
_ROUTER: Final = "isdbgrid"  # what a mongos says of itself
_UNKNOWN_OUTCOME: Final = (ConnectionFailure, ExecutionTimeout, WriteConcernError)
_LEAST_TRIES: Final = 2
_PAUSE_SECONDS: Final = 0.05
_REASON_CHARACTERS: Final = 300
_LONGEST_PAUSE_SECONDS: Final = 1.0


class MongoDatabase:
    """One database. Raises StoreUnavailable and StoreDamaged, nothing of the driver's."""

    def __init__(self, settings: Settings, listeners: Sequence[Any] = ()) -> None:
        milliseconds = int(settings.store_timeout_seconds * 1000)
        self._timeout_seconds = settings.store_timeout_seconds
        self._client: Any = _connect(
            settings.store_url,
            io_loop=asyncio.get_running_loop(),
            event_listeners=list(listeners),
            serverSelectionTimeoutMS=milliseconds,
            connectTimeoutMS=milliseconds,
            socketTimeoutMS=milliseconds,
            waitQueueTimeoutMS=milliseconds,
            maxPoolSize=settings.store_pool_size,
        )
        self._db: Any = self._client.get_default_database(
            _DATABASE,
            write_concern=WriteConcern("majority", j=True, wtimeout=milliseconds),
            read_concern=ReadConcern("majority"),
            read_preference=ReadPreference.PRIMARY,
        )

    async def find(
        self,
        collection: str,
        query: Filter,
        shown: Mapping[str, int] | None = None,
        *,
        sort: Sequence[tuple[str, int]] = (),
        limit: int = 0,
    ) -> list[Document]:
        """The documents that match, with the fields that are shown."""
        with _translated():
            cursor = self._db[collection].find(query, shown).limit(limit)
            return list(await (cursor.sort(list(sort)) if sort else cursor).to_list(None))

    async def find_one(
        self, collection: str, query: Filter, shown: Mapping[str, int] | None = None, *, sort: Sequence[tuple[str, int]] = ()
    ) -> Document | None:
        """The first document that matches."""
        found = await self.find(collection, query, shown, sort=sort, limit=1)
        return found[0] if found else None

    async def scan(self, collection: str, shown: Mapping[str, int], sort: Sequence[tuple[str, int]]) -> AsyncIterator[Document]:
        """All documents of a collection, a few at a time."""
        with _translated():
            async for document in self._db[collection].find({}, shown).sort(list(sort)):
                yield document

    async def count(self, collection: str) -> int:
        """How many documents a collection holds, as the server knows it without looking at them."""
        with _translated():
            return int(await self._db[collection].estimated_document_count())

    async def measure(self, collection: str) -> tuple[int, int, int]:
        """How many documents a collection holds, their bytes as the server stores them, and those of its indexes."""
        with _translated():
            held = await self._db.command("collStats", collection)
            return int(held["count"]), int(held["storageSize"]), int(held["totalIndexSize"])

    async def insert(self, collection: str, document: Document) -> bool:
        """Insert under a unique key: whether it is this document (this `attempt`'s) that is there afterwards.

        When the outcome is unknown and the document is not there it is inserted again, which its key makes safe.
        """
        patience = _Patience(f"writing {document['_id']}", self._timeout_seconds)
        while True:
            with _translated():
                try:
                    await self._db[collection].insert_one(encode(document))
                except DuplicateKeyError:
                    pass  # another writer's, or our own from a try whose answer was lost
                except _UNKNOWN_OUTCOME as unknown:
                    _log.warning("writing %s: outcome unknown: %s", document["_id"], unknown)
                else:
                    return True
            held = await self._look_up(collection, document["_id"])
            if held:
                return bool(held.get("attempt") == document.get("attempt"))
            await patience.wait()

    async def insert_all(self, collection: str, documents: Sequence[Document]) -> None:
        """Insert documents that nobody else can have written: what is there already is what was to be written."""
        if not documents:
            return
        encoded = [encode(document) for document in documents]
        patience = _Patience(f"writing {collection}", self._timeout_seconds)
        while True:
            with _translated():
                try:
                    await self._db[collection].insert_many(encoded, ordered=False)
                except BulkWriteError as partly:
                    if any(error["code"] != _DUPLICATE for error in partly.details["writeErrors"]):
                        raise
                    if not partly.details["writeConcernErrors"]:
                        return
                except _UNKNOWN_OUTCOME as unknown:
                    _log.warning("writing %s: outcome unknown: %s", collection, unknown)
                else:
                    return
            await patience.wait()

    async def delete(self, collection: str, query: Filter) -> None:
        """Remove the documents that match."""
        with _translated():
            await self._db[collection].delete_many(query)

    async def create_indexes(self, collection: str, indexes: Sequence[Index]) -> None:
        """Make the indexes that are not there yet."""
        models = [IndexModel(list(index.fields), name=index.name, unique=index.unique) for index in indexes]
        with _translated():
            await self._db[collection].create_indexes(models)

    async def require_cluster(self) -> None:
        """Raises StoreUnavailable where the URL leads to no mongos, and so to no shards."""
        with _translated():
            greeting = await self._client.admin.command("hello")
        if greeting.get("msg") != _ROUTER:
            raise StoreUnavailable(reason="the store's URL leads to no mongos: there are no shards to part collections over")

    async def shard(self, collection: str, key: Sequence[str], *, indexed: bool) -> None:
        """Part a collection over the shards of a cluster; one that is parted so already is left as it is.

        `indexed`: an index that begins with the key is there. Raises StoreUnavailable, also where it is parted by another key.
        """
        fields = dict.fromkeys(key, 1)
        with _translated():
            if not indexed:
                await self._db[collection].create_indexes([IndexModel(list(fields.items()))])
            await self._client.admin.command({"shardCollection": f"{self._db.name}.{collection}", "key": fields})

    async def ping(self) -> None:
        """Raises StoreUnavailable when the server does not answer."""
        with _translated():
            await self._db.command("ping")

    async def close(self) -> None:
        """Let go of the connections."""
        await asyncio.to_thread(self._client.close)  # says goodbye to the server, and waits for it

    async def _look_up(self, collection: str, key: str) -> Document | None:
        try:
            return await self.find_one(collection, {"_id": key})
        except StoreUnavailable:
            return None  # still unknown: the caller tries again, and gives up in the end


class _Patience:
    """How long a write whose outcome is unknown is tried: twice the longest wait for the database, and twice at least."""

    def __init__(self, what: str, timeout_seconds: float) -> None:
        self._what = what
        self._end = time.monotonic() + 2 * timeout_seconds
        self._tries = 0
        self._pause = _PAUSE_SECONDS

    async def wait(self) -> None:
        """Raises StoreUnavailable when it is over: nobody knows the outcome."""
        self._tries += 1
        if self._tries >= _LEAST_TRIES and time.monotonic() > self._end:
            raise StoreUnavailable(reason=f"{self._what}: no answer in {self._tries} tries, the outcome is unknown")
        await asyncio.sleep(self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)


def _connect(url: str, **options: Any) -> Any:
    try:
        return AsyncIOMotorClient(url, **options)
    except (PyMongoError, ValueError) as wrong:
        raise StoreUnavailable(reason=f"the store's URL cannot be used: {wrong}") from wrong


def encode(tree: Any, field: str = "") -> Any:
    """A document as it is stored: amounts as 64-bit integers, whatever their size, so that a shell shows and compares them alike."""
    if isinstance(tree, dict):
        return {name: encode(held, name) for name, held in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [encode(held) for held in tree]
    if type(tree) is int and (field == "won" or field.endswith("_won")):
        return Int64(tree)
    return tree


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except BSONError as broken:
        raise StoreDamaged(reason=f"a document cannot be read or written: {broken}") from broken
    except PyMongoError as failed:
        raise StoreUnavailable(str(failed)[:_REASON_CHARACTERS]) from failed  # the driver quotes whole documents
