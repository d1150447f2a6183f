"""The production store: how reports are published and found in MongoDB, without transactions.

A publication writes its documents under a random attempt, then inserts the revision under a unique key: that insert is
the publication. Heads are inserted too, one a revision; the highest number of a series is its head, so that a head
cannot move backward however two movers interleave, and lower ones are removed afterwards. What a dead attempt has left
behind is known by its entry in `attempts`. Only unique inserts decide anything here: a server that ignores write
concerns, or does not make a filtered update atomic (FerretDB), changes nothing.

A reader takes entries by index, then asks which revisions are the heads. An attempt that this process sees as a head
for the first time may have been half written when its entries were taken, so they are taken once more: everything that
belongs to a head was complete before it became one. What is older than its head is left out.
"""

import asyncio
import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from app.errors import StoreDamaged, StoreUnavailable
from app.settings import Settings
from app.storage.asking.backend import SectionEntry, SheetEntry, Whole
from app.storage.asking.selection import JournalCursor, JournalFilter, ReportFilter, SearchFilter, SheetFilter
from app.storage.documents.books import merge_entries, name_series
from app.storage.documents.catalogue import CATALOGUE_KINDS
from app.storage.documents.gists import GistTest
from app.storage.documents.keys import to_instant
from app.storage.documents.revisions import Parts, StoredParts, join_pieces, unfold
from app.storage.documents.trees import Document
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.migration import bring_forward
from app.storage.mongodb.queries import (
    NEWEST_ENTRY_FIRST,
    PART_COLLECTIONS,
    Filter,
    finding_test,
    journal_filter,
    older_than,
    report_filter,
    search_filter,
    sheet_filter,
    within,
)
from app.storage.port import COUNT_LIMIT
from app.storage.recent import Recent

_log = logging.getLogger(__name__)

ATTEMPT_SECONDS: Final = 600.0  # an attempt that took longer may be taken for dead, so it does not publish
_SERIES_AT_ONCE: Final = 1000
_FIRST_LOOK: Final = 256
_REMEMBERED: Final = 100_000
_NEWEST_FIRST: Final = (("number", -1),)
_BY_ORDER: Final = (("order", 1),)
_LIGHT: Final = {"details": 0}
_FINDINGS: Final = {"attempt": 1, "folded": 1, "details.findings.code": 1, "details.findings.severity": 1}
_HEAD: Final = ("_id", "series_id", "number", "attempt", "deleted")
_ENTRY: Final = {"order": 1, "series_id": 1, "attempt": 1, "count": 1, "number": 1}


class MongoBackend:
    """A Backend over one MongoDB database."""

    def __init__(self, database: MongoDatabase) -> None:
        self._db = database
        self._begun: dict[str, float] = {}  # attempts of this process that are written but not published, and since when
        self._complete = Recent(_REMEMBERED)  # attempts that were seen published: whole, whenever they are read again
        self._settled = Recent(_REMEMBERED)  # attempts whose heads are known not to be behind them
        self._behind: dict[str, Document] = {}  # by attempt: published by this process, which could not move the head

    async def prepare(self) -> None:
        """Bring an empty or older database to this version. Raises StoreTooNew, StoreUnavailable, StoreDamaged."""
        await bring_forward(self._db, self.find_whole)

    async def publish(self, parts: Parts | None, revision: Document) -> bool:
        attempt = revision["attempt"]
        if attempt not in self._begun:
            await self._begin(attempt, parts)
        if time.monotonic() - self._begun[attempt] > ATTEMPT_SECONDS:
            raise StoreUnavailable(reason=f"writing took more than {ATTEMPT_SECONDS:.0f} seconds")
        published = await self._db.insert("revisions", revision)
        if not published and parts:
            return False  # its documents stand ready for the next number
        del self._begun[attempt]
        if published:
            try:
                await self._move_head(revision)
            except StoreUnavailable as unknown:
                # The publication stands: it must not be reported as failed. Whoever reads next moves the head first.
                _log.warning("revision %s is published, its head is left to the next reader: %s", revision["_id"], unknown)
                self._behind[attempt] = {field: revision[field] for field in _HEAD}
                return True
        await self._tidy(("attempts", {"_id": attempt}))
        return published

    async def abandon(self, parts: Parts) -> None:
        if self._begun.pop(parts.attempt, None) is not None:
            await self._remove_attempt(parts.attempt)

    async def find_newest(self, series_id: str) -> Document | None:
        newest = await self._db.find_one("revisions", {"series_id": series_id}, _LIGHT, sort=_NEWEST_FIRST)
        if newest:
            await self._roll_forward(newest)
        return newest

    async def find_revision(self, series_id: str, number: int) -> Document | None:
        return await self._db.find_one("revisions", {"series_id": series_id, "number": number}, _LIGHT)

    async def find_revisions(self, series_id: str) -> Sequence[Document]:
        revisions = await self._db.find("revisions", {"series_id": series_id}, _LIGHT, sort=_NEWEST_FIRST)
        if revisions:
            await self._roll_forward(revisions[0])
        return revisions

    async def find_whole(self, revision: Document) -> Whole:
        own = _own(revision)
        full, sections, sheets = await asyncio.gather(
            self._db.find_one("revisions", {"series_id": revision["series_id"], "number": revision["number"]}),
            self._db.find("sections", own),
            self._db.find("sheets", {"attempt": revision["attempt"]}),
        )
        if full is None:
            raise StoreDamaged(reason=f"revision {revision['_id']} is gone")
        folded = any(document.get("folded") for document in (full, *sections, *sheets))
        pieces = await self._db.find("pieces", own) if folded else []
        return Whole(full, StoredParts(sections, sheets, pieces))

    async def find_source(self, revision: Document) -> bytes | None:
        source = await self._db.find_one("sources", _own(revision))
        return bytes(source["bytes"]) if source else None

    async def find_summaries(self, wanted: ReportFilter, after: str | None, limit: int) -> tuple[Sequence[Document], int]:
        base = report_filter(wanted)
        found = await self._find_current("revisions", base, None, COUNT_LIMIT + 1)
        total = len(found)
        if after is not None and total > COUNT_LIMIT:
            found = await self._find_current("revisions", base, after, limit)
        page = [entry["_id"] for entry in found if after is None or entry["order"] > after][:limit]
        return await self._fetch("revisions", page, _LIGHT), total

    async def find_details(self, revisions: Sequence[tuple[str, int]]) -> Sequence[Document]:
        ids = [f"{series_id}.{number}" for series_id, number in revisions]
        query = {"series_id": {"$in": sorted({series_id for series_id, _ in revisions})}, "_id": {"$in": ids}, "deleted": False}
        return [await self._unfold(revision, "details") for revision in await self._db.find("revisions", query)]

    async def count_findings(self, wanted: ReportFilter) -> int:
        entries = await self._find_current("revisions", report_filter(wanted), None, None)
        takes = finding_test(wanted)
        found = 0
        for some in _cut([entry["_id"] for entry in entries]):
            for revision in await self._db.find("revisions", {"_id": {"$in": some}}, _FINDINGS):
                details = (await self._unfold(revision, "details"))["details"]
                found += sum(map(takes, details["findings"]))
        return found

    async def find_journal(self, wanted: JournalFilter, after: JournalCursor | None, limit: int) -> tuple[Sequence[Document], int]:
        return merge_entries([await self._find_entries(name, wanted, after, limit) for name in ("revisions", "aliases")], limit)

    async def _find_entries(
        self, collection: str, wanted: JournalFilter, after: JournalCursor | None, limit: int
    ) -> tuple[Sequence[Document], int]:
        query = journal_filter(wanted)
        every = await self._db.find(collection, query, {"at": 1}, sort=NEWEST_ENTRY_FIRST, limit=COUNT_LIMIT + 1)
        return await self._db.find(collection, query | older_than(after), _LIGHT, sort=NEWEST_ENTRY_FIRST, limit=limit), len(every)

    async def note_reading(self, revision_id: str, parser_version: str) -> None:
        await self._db.insert("readings", {"_id": f"{revision_id}@{parser_version}"})

    async def find_readings(self, revision_ids: Sequence[str], parser_version: str) -> frozenset[str]:
        wanted = {f"{revision_id}@{parser_version}": revision_id for revision_id in revision_ids}
        return frozenset(wanted[held["_id"]] for held in await self._db.find("readings", {"_id": {"$in": list(wanted)}}))

    async def find_sheets(self, wanted: SheetFilter, start: str | None, enough: int | None) -> Sequence[SheetEntry]:
        if wanted.attempt is not None:
            found = await self._find_own("sheets", wanted.attempt, sheet_filter(wanted) | within(start, None))
        else:
            found = await self._find_current("sheets", sheet_filter(wanted), start, enough, history=wanted.history)
        return [SheetEntry(entry["order"], entry["_id"], entry["series_id"], entry["number"], entry["count"]) for entry in found]

    async def count_facts(self, wanted: SheetFilter, limit: int) -> int:
        return sum(entry.facts for entry in await self.find_sheets(wanted, None, limit + 1))

    async def find_holding(self, wanted: SheetFilter, test: GistTest, start: str | None, enough: int | None) -> None:
        """No gists are kept here: an index of their keys would be larger than all else."""

    async def count_shared(self, wanted: SheetFilter) -> None:
        """What facts share stands on their sheets alone."""

    async def fetch_sheets(self, keys: Sequence[int | str]) -> Sequence[Document]:
        sheets = await self._fetch("sheets", [str(key) for key in keys])
        return [await self._unfold(sheet, "facts") for sheet in sheets]

    async def find_sections(self, wanted: SearchFilter, start: str | None, enough: int) -> Sequence[SectionEntry]:
        if wanted.attempt is not None:
            found = await self._find_own("search", wanted.attempt, search_filter(wanted) | within(start, None))
        else:
            found = await self._find_current("search", search_filter(wanted), start, enough, look=enough)
        return [SectionEntry(entry["order"], entry["_id"], entry["series_id"], entry["number"]) for entry in found]

    async def fetch_search(self, keys: Sequence[int | str]) -> Sequence[Document]:
        found = await self._fetch("search", [str(key) for key in keys], {"keys": 0})
        return [await self._unfold(document, "text") for document in found]

    async def fetch_contents(self, found: Sequence[Document]) -> Sequence[Document | None]:
        keys = [f"{document['attempt']}/sections/{document['n']}" for document in found]
        contents = {document["_id"]: document for document in await self._db.find("sections", {"_id": {"$in": keys}})}
        return [await self._unfold(contents[key], "content") if key in contents else None for key in keys]

    async def find_catalogue(self, kinds: Sequence[str]) -> Sequence[Document]:
        query = {"kind": {"$in": list(kinds or CATALOGUE_KINDS)}}
        return await self._confirm("catalogue", query, None, await self._db.find("catalogue", query))

    async def publish_book(self, book: Document) -> bool:
        return await self._db.insert("aliases", book)

    async def find_books(self, governments: Sequence[str]) -> Sequence[Document]:
        if len(governments) == 1:
            series = {"series_id": name_series(*governments)}
            return await self._db.find("aliases", series, sort=(("series_id", 1), ("number", -1)), limit=1)
        query = {"government_key": {"$in": list(governments)}} if governments else {}
        held = await self._db.find("aliases", query, {"government_key": 1}, sort=(("government_key", 1), ("number", -1)))
        newest: dict[str, str] = {}
        for book in held:
            newest.setdefault(book["government_key"], book["_id"])
        return await self._fetch("aliases", list(newest.values()))

    async def find_state(self) -> str:
        return str(await self._db.count("revisions"))  # none is ever removed

    async def rebuild_heads(self) -> int:
        newest: dict[str, Document] = {}
        held: dict[str, Document] = {}
        async for revision in self._db.scan("revisions", _ENTRY, (("series_id", 1), ("number", -1))):
            newest.setdefault(revision["series_id"], revision)
        async for head in self._db.scan("heads", _ENTRY, (("series_id", 1), ("number", -1))):
            held.setdefault(head["series_id"], head)
        series = newest.keys() | held.keys()
        wrong = sorted(one for one in series if newest.get(one, {}).get("attempt") != held.get(one, {}).get("attempt"))
        for series_id in wrong:
            await self._rebuild_head(series_id)
        return len(wrong)

    async def sweep(self, before: datetime) -> int:
        swept = 0
        for attempt in await self._db.find("attempts", {"started": {"$gte": ""}}):
            published = await self._db.find_one("revisions", {"attempt": attempt["_id"]}, {"series_id": 1})
            if published:
                await self.find_newest(published["series_id"])
                await self._db.delete("attempts", {"_id": attempt["_id"]})
            elif attempt["started"] < to_instant(before):
                await self._remove_attempt(attempt["_id"])
                swept += 1
        return swept

    async def ping(self) -> None:
        await self._db.ping()

    async def close(self) -> None:
        await self._db.close()

    async def _remove_attempt(self, attempt: str) -> None:
        await asyncio.gather(*(self._db.delete(collection, {"attempt": attempt}) for collection in PART_COLLECTIONS))
        await self._db.delete("attempts", {"_id": attempt})  # last: until then a sweep finds the rest

    async def _begin(self, attempt: str, parts: Parts | None) -> None:
        """Write what a revision stands on. Nobody sees it before the revision is there."""
        begun = time.monotonic()
        await self._db.insert("attempts", {"_id": attempt, "attempt": attempt, "started": to_instant(datetime.now(UTC))})
        if parts:
            own = {"_id": attempt, "attempt": attempt, "series_id": parts.series_id, "government_key": parts.government_key}
            await asyncio.gather(
                self._db.insert_all("sources", [own | {"bytes": parts.source}]),
                self._db.insert_all("sections", parts.sections),
                self._db.insert_all("search", parts.search),
                self._db.insert_all("sheets", parts.sheets),
                self._db.insert_all("pieces", parts.pieces),
                self._db.insert_all("catalogue", parts.catalogue),
            )
        self._begun[attempt] = begun

    async def _move_head(self, revision: Document) -> None:
        """Make a published revision the head of its series, unless a higher one is."""
        head = {field: revision[field] for field in _HEAD}
        await self._db.insert("heads", head)
        lower = await self._db.find("heads", {"series_id": head["series_id"], "number": {"$lt": head["number"]}})
        if lower:
            await self._tidy(
                ("catalogue", {"attempt": {"$in": [old["attempt"] for old in lower]}}),
                ("heads", {"_id": {"$in": [old["_id"] for old in lower]}}),
            )
        self._settled.add(head["attempt"])

    async def _tidy(self, *removals: tuple[str, Filter]) -> None:
        """Remove what nobody reads any more, one after the other. The next mover or sweep does it where this fails."""
        for collection, query in removals:
            try:
                await self._db.delete(collection, query)
            except StoreUnavailable as unknown:
                # The publication stands, whether this is done or not: it must not be reported as failed.
                _log.warning("tidying %s is left to the next one: %s", collection, unknown)
                return

    async def _catch_up(self) -> None:
        """Move the heads that this process has left behind."""
        for attempt, revision in list(self._behind.items()):
            await self._move_head(revision)
            if self._behind.pop(attempt, None):
                await self._tidy(("attempts", {"_id": attempt}))

    async def _roll_forward(self, newest: Document) -> None:
        """See to it that the head of a series is not behind a revision that was seen."""
        if newest["attempt"] in self._settled:
            return
        head = (await self._find_heads({newest["series_id"]})).get(newest["series_id"])
        if head is None or head["number"] < newest["number"]:
            _log.info("head of series %s rolled forward to %s", newest["series_id"], newest["number"])
            await self._move_head(newest)
        self._settled.add(newest["attempt"])

    async def _rebuild_head(self, series_id: str) -> None:
        newest = await self._db.find_one("revisions", {"series_id": series_id}, _LIGHT, sort=_NEWEST_FIRST)
        for head in await self._db.find("heads", {"series_id": series_id}):
            revision = await self._db.find_one("revisions", {"series_id": series_id, "number": head["number"]}, _ENTRY)
            if revision is None or revision["attempt"] != head["attempt"]:
                await self._db.delete("heads", {"_id": head["_id"]})
        if newest:
            await self._move_head(newest)

    async def _find_heads(self, series: Iterable[str]) -> dict[str, Document]:
        """The head of each series that has one."""
        await self._catch_up()
        heads: dict[str, Document] = {}
        for some in _cut(sorted(series)):
            query = {"series_id": {"$in": some}}
            for head in await self._db.find("heads", query, sort=(("series_id", 1), ("number", -1))):
                heads.setdefault(head["series_id"], head)
        return heads

    async def _find_numbers(self, attempts: Iterable[str]) -> dict[str, int]:
        """The revision numbers of those attempts that were published."""
        numbers: dict[str, int] = {}
        for some in _cut(sorted(attempts)):
            for revision in await self._db.find("revisions", {"attempt": {"$in": some}}, {"attempt": 1, "number": 1}):
                numbers[revision["attempt"]] = revision["number"]
        return numbers

    async def _find_current(
        self, collection: str, base: Filter, start: str | None, enough: int | None, *, history: bool = False, look: int | None = None
    ) -> list[Document]:
        """Entries from `start` on that belong to heads (with `history`: to any revision), in whole groups of equal order.

        They hold at least `enough` facts (or are as many revisions) beyond the group of `start`. The index also holds what
        is superseded, so it is looked at in growing stretches (`look` documents at first), each confirmed as a whole: all
        belongs to one moment.
        """
        limit = 0 if enough is None else look or _FIRST_LOOK
        while True:
            query = base | within(start, None)
            found = await self._db.find(collection, query, _ENTRY, sort=_BY_ORDER, limit=limit)
            more = limit > 0 and len(found) == limit
            if more:  # up to the end of the group that the limit cuts
                query = base | within(start, found[-1]["order"])
                found = await self._db.find(collection, query, _ENTRY, sort=_BY_ORDER)
            current = await self._confirm(collection, query, _ENTRY, found, history=history)
            if not more or enough is None or _count_beyond(current, start) >= enough:
                return sorted(current, key=lambda entry: str(entry["order"]))
            limit *= 4

    async def _confirm(
        self, collection: str, query: Filter, shown: Mapping[str, int] | None, found: Sequence[Document], *, history: bool = False
    ) -> list[Document]:
        """Of what was found by `query`, what belongs to heads, all of it, with its revision's number (see the module)."""
        heads = await self._find_heads({entry["series_id"] for entry in found})
        alive = {series_id: head for series_id, head in heads.items() if not head["deleted"]}
        if history:
            numbers = await self._find_numbers({entry["attempt"] for entry in found if entry["series_id"] in alive})
        else:
            numbers = {head["attempt"]: head["number"] for head in alive.values()}
        if not self._complete.has_all(numbers):
            found = await self._db.find(collection, query, shown)
        self._complete.add(*numbers)
        return [entry | {"number": numbers[entry["attempt"]]} for entry in found if entry["attempt"] in numbers]

    async def _find_own(self, collection: str, attempt: str, query: Filter) -> list[Document]:
        """What belongs to one attempt that is known to be published, and so is complete."""
        numbers = await self._find_numbers((attempt,))
        found = await self._db.find(collection, query, _ENTRY, sort=_BY_ORDER)
        return [entry | {"number": numbers[attempt]} for entry in found]

    async def _unfold(self, document: Document, field: str) -> Document:
        if not document.get("folded"):
            return document
        return unfold(document, field, join_pieces(await self._db.find("pieces", {"attempt": document["attempt"]})))

    async def _fetch(self, collection: str, keys: Sequence[str], shown: Mapping[str, int] | None = None) -> list[Document]:
        """The documents of these keys, in their order. Raises StoreDamaged when one is not there."""
        found = {document["_id"]: document for document in await self._db.find(collection, {"_id": {"$in": list(keys)}}, shown)}
        if missing := [key for key in keys if key not in found]:
            raise StoreDamaged(reason=f"{collection}: {missing[0]} is gone")
        return [found[key] for key in keys]


async def open_mongo(settings: Settings) -> MongoBackend:
    """The store in a MongoDB database, made ready if it is empty. Raises StoreUnavailable, StoreTooNew."""
    backend = MongoBackend(MongoDatabase(settings))
    try:
        await backend.prepare()
    except BaseException:
        await backend.close()
        raise
    return backend


def _own(revision: Document) -> Filter:
    """What an attempt's documents are found by; the shard key first."""
    return {"government_key": revision["government_key"], "attempt": revision["attempt"]}


def _count_beyond(entries: Iterable[Document], start: str | None) -> int:
    return sum(entry.get("count", 1) for entry in entries if entry["order"] != start)


def _cut(keys: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _SERIES_AT_ONCE):
        yield list(keys[start : start + _SERIES_AT_ONCE])
