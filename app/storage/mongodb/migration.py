"""How a MongoDB database is brought to the version that this program knows.

Step by step, each noted when it is done by a document of its own in `store`: nothing is changed, only inserted. A step
that was stopped is made again from its beginning, and several processes may make the same one, for whatever it writes has
a key that says what it is. A database that is ahead of the program is refused, untouched.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from app.errors import StoreTooNew
from app.storage.asking.backend import Whole
from app.storage.documents.revisions import rebuild_search
from app.storage.documents.trees import Document
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.queries import Filter
from app.storage.mongodb.schema import STEPS, VERSION, Backfill

FindWhole = Callable[[Document], Awaitable[Whole]]

# The first programs noted version 1 as "schema"; since then it is "schema.1" and so on.
_NOTES: Final[Filter] = {"_id": {"$gte": "schema", "$lt": "schema/"}}
_BY_ID: Final = (("_id", 1),)
_REVISIONS_AT_ONCE: Final = 1000


async def bring_forward(database: MongoDatabase, find_whole: FindWhole) -> None:
    """Make all steps that are not made yet. Raises StoreTooNew, StoreUnavailable, StoreDamaged."""
    held = max((int(note["version"]) for note in await database.find("store", _NOTES)), default=0)
    if held > VERSION:
        raise StoreTooNew(held, VERSION)
    for version in range(held + 1, VERSION + 1):
        step = STEPS[version - 1]
        for collection, indexes in step.indexes.items():
            await database.create_indexes(collection, indexes)
        if step.backfill is Backfill.SEARCH:
            await _backfill_search(database, find_whole)
        await database.insert("store", {"_id": f"schema.{version}", "version": version})


async def _backfill_search(database: MongoDatabase, find_whole: FindWhole) -> None:
    """Write the search documents of all reports that are stored; those that are there stay."""
    last = ""
    while some := await database.find("revisions", {"_id": {"$gt": last}}, {"_id": 1}, sort=_BY_ID, limit=_REVISIONS_AT_ONCE):
        for entry in some:
            revision = await database.find_one("revisions", {"_id": entry["_id"]})
            if revision and not revision["deleted"]:
                whole = await find_whole(revision)
                search, pieces = await asyncio.to_thread(rebuild_search, whole.revision, whole.parts)
                await asyncio.gather(database.insert_all("search", search), database.insert_all("pieces", pieces))
        last = some[-1]["_id"]
