"""The MongoDB store, inspected."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from app.storage.documents.trees import Document
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.queries import PART_COLLECTIONS
from app.storage.mongodb.schema import INDEXES
from app.storage.upkeep.inspection import Flaw, FlawKind, Holding

_PARTS: Final = ("sections", "sheets", "search", "catalogue")
_ATTEMPTS_AT_ONCE: Final = 1000
_BY_SERIES: Final = (("series_id", 1), ("number", -1))
_SHOWN: Final = {"series_id": 1, "number": 1, "attempt": 1}


class MongoInspection:
    """An Inspection of one database."""

    def __init__(self, database: MongoDatabase) -> None:
        self._db = database

    async def find_series(self, after: str | None, limit: int) -> Sequence[str]:
        found: list[str] = []
        while len(found) < limit:
            last = found[-1] if found else after or ""
            entries = await self._db.find("revisions", {"series_id": {"$gt": last}}, {"series_id": 1}, sort=_BY_SERIES, limit=limit)
            if not entries:
                break
            found += [series_id for series_id, _ in groupby(entries, key=lambda entry: str(entry["series_id"]))]
        return found

    async def list_books(self) -> Sequence[Document]:
        return await self._db.find("aliases", {"series_id": {"$gt": ""}})

    async def count_parts(self, attempt: str) -> Mapping[str, int]:
        return {name: len(await self._db.find(name, {"attempt": attempt}, {"_id": 1})) for name in _PARTS}

    async def find_flaws(self) -> Sequence[Flaw]:
        flaws = [Flaw(FlawKind.HEAD, series_id, "its head is not its newest revision") for series_id in await self._find_wrong_heads()]
        for collection, attempts in (await self._find_orphans()).items():
            if attempts:
                flaws.append(Flaw(FlawKind.ORPHANS, collection, f"documents of {len(attempts)} attempts that belong to no revision"))
        return flaws

    async def remove_orphans(self) -> int:
        found = await self._find_orphans()
        for collection, attempts in found.items():
            for attempt in attempts:
                await self._db.delete(collection, {"attempt": attempt})
        return len(set().union(*found.values()))

    async def measure(self) -> Mapping[str, Holding]:
        return {name: await self._measure(name) for name in INDEXES}

    async def close(self) -> None:
        await self._db.close()

    async def _measure(self, collection: str) -> Holding:
        documents, data, indexes = await self._db.measure(collection)
        return Holding(documents, data, indexes)

    async def _find_wrong_heads(self) -> list[str]:
        newest, held = await self._find_first("revisions"), await self._find_first("heads")
        return sorted(one for one in newest.keys() | held.keys() if newest.get(one) != held.get(one))

    async def _find_first(self, collection: str) -> dict[str, str]:
        """The attempt of the highest number of each series."""
        found: dict[str, str] = {}
        async for document in self._db.scan(collection, _SHOWN, _BY_SERIES):
            found.setdefault(document["series_id"], document["attempt"])
        return found

    async def _find_orphans(self) -> dict[str, set[str]]:
        """By collection the attempts that have documents in it, and are neither published nor under way.

        An attempt is entered before it writes and stays entered until it is published: so it is asked first whether it is
        under way, then whether it is published.
        """
        orphans: dict[str, set[str]] = {}
        for collection in PART_COLLECTIONS:
            attempts: set[str] = set()
            async for document in self._db.scan(collection, {"attempt": 1}, (("attempt", 1),)):
                attempts.add(document["attempt"])
            orphans[collection] = attempts - await self._find_known("attempts", "_id", attempts)
            orphans[collection] -= await self._find_known("revisions", "attempt", orphans[collection])
        return orphans

    async def _find_known(self, collection: str, field: str, attempts: set[str]) -> set[str]:
        known: set[str] = set()
        wanted = sorted(attempts)
        for start in range(0, len(wanted), _ATTEMPTS_AT_ONCE):
            some = {"$in": wanted[start : start + _ATTEMPTS_AT_ONCE]}
            found: list[Document] = await self._db.find(collection, {field: some}, {field: 1})
            known |= {document[field] for document in found}
        return known
