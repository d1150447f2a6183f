"""The store of reports: what is kept and what is answered, whatever the database.

Publishing takes the next number of a series and tries again when another writer was faster. Reading facts goes through
sheets in order and sorts within each group of equal order (see `app/storage/documents/sheets.py`).
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final, NamedTuple
from weakref import WeakValueDictionary

from app.errors import StoreConflict, StoreDamaged
from app.models.facts import Fact
from app.models.finding import Finding
from app.models.lineage import AliasBook
from app.storage.asking.backend import Backend
from app.storage.asking.facts import find_page, stream_matches
from app.storage.asking.search import find_hits
from app.storage.asking.search_keys import parse_words
from app.storage.asking.selection import SheetFilter, read_journal_cursor, select_journal, select_reports, select_sections, select_sheets
from app.storage.documents.books import name_series, read_book, write_book
from app.storage.documents.catalogue import CATALOGUE_KINDS, merge_entries
from app.storage.documents.gists import build_test
from app.storage.documents.keys import index_key, index_keys
from app.storage.documents.revisions import Parts, build_parts, number_revision, read_report, source_digest
from app.storage.documents.sheets import SHARED_FIELDS
from app.storage.documents.summaries import build_tombstone, read_findings, read_identity, read_journal, read_summary
from app.storage.documents.trees import Document, to_tree
from app.storage.port import (
    Action,
    AliasChange,
    CatalogueEntry,
    FactPage,
    FactQuery,
    JournalPage,
    JournalQuery,
    ReportPage,
    ReportQuery,
    ReportSummary,
    Saved,
    SearchPage,
    SearchQuery,
    StoredReport,
    Submission,
)

_TRIES: Final = 50  # each lost try means that another writer of the same series won
_PAUSE_SECONDS: Final = 0.005
_LONGEST_PAUSE_SECONDS: Final = 0.2
_UNPUBLISHED_KEPT: Final = timedelta(days=1)
_NUMBER_DIGITS: Final = 9
_NAMES_SECONDS: Final = 30.0  # a publication of another process may be counted a moment before its head moves


class _Names(NamedTuple):
    """A part of the catalogue, and the state of the store that it was merged from."""

    state: str
    since: float
    entries: tuple[CatalogueEntry, ...]


class Library:
    """A ReportStore over any Backend; see the port for what each call promises."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        # Writers of one process take turns at a series; those of other processes are met at its next number.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._names: dict[str, _Names] = {}

    async def save(self, submission: Submission) -> Saved:
        if "." in submission.series_id:
            raise ValueError(submission.series_id)  # the point parts series and number in a report id
        async with self._lock(submission.series_id):
            return await self._publish(submission)

    async def delete(self, series_id: str, *, actor: str, at: datetime) -> bool:
        async with self._lock(series_id):
            async for _ in _tries(series_id):
                newest = await self._backend.find_newest(series_id)
                if newest is None or newest["deleted"]:
                    return False
                if await self._backend.publish(None, build_tombstone(newest, actor, at)):
                    self._names.clear()
                    break
        return True

    async def find_report(self, report_id: str) -> StoredReport | None:
        found = await self._find(report_id)
        if found is None:
            return None
        revision, newest = found
        whole = await self._backend.find_whole(revision)
        report = await asyncio.to_thread(read_report, whole.revision, whole.parts, revision["_id"])
        return StoredReport(read_summary(revision, newest), report)

    async def find_summary(self, report_id: str) -> ReportSummary | None:
        found = await self._find(report_id)
        return read_summary(*found) if found else None

    async def find_source(self, report_id: str) -> bytes | None:
        found = await self._find(report_id)
        if found is None:
            return None
        revision = found[0]
        source = await self._backend.find_source(revision)
        if source is None or source_digest(source) != revision["digests"]["source"]:
            raise StoreDamaged(reason=f"the source of revision {revision['_id']} is not what was received")
        return source

    async def find_revisions(self, series_id: str) -> tuple[ReportSummary, ...]:
        revisions = await self._backend.find_revisions(series_id)
        return tuple(read_summary(revision, revisions[0]) for revision in revisions)

    async def find_journal(self, query: JournalQuery) -> JournalPage:
        found, total = await self._backend.find_journal(select_journal(query), read_journal_cursor(query.after), query.limit + 1)
        shown = found[: query.limit]
        last = (shown[-1]["at"], shown[-1]["_id"]) if len(found) > len(shown) and shown else None
        return JournalPage(tuple(map(read_journal, shown)), total, last)

    async def note_reading(self, report_id: str, parser_version: str) -> None:
        await self._backend.note_reading(report_id, parser_version)

    async def find_readings(self, report_ids: Sequence[str], parser_version: str) -> frozenset[str]:
        return await self._backend.find_readings(report_ids, parser_version) if report_ids else frozenset()

    async def find_reports(self, query: ReportQuery) -> ReportPage:
        after = query.after[0] if query.after else None
        found, total = await self._backend.find_summaries(select_reports(query), after, query.limit + 1)
        shown = found[: query.limit]
        last = (shown[-1]["order"],) if len(found) > len(shown) and shown else None
        return ReportPage(tuple(read_summary(revision, revision) for revision in shown), total, last)

    async def find_findings(self, report_ids: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        named = [_split_id(report_id) for report_id in report_ids]
        found = await self._backend.find_details([(series_id, number) for series_id, number in named if number is not None])
        return {revision["_id"]: read_findings(revision) for revision in found}

    async def count_findings(self, query: ReportQuery) -> int:
        return await self._backend.count_findings(select_reports(query))

    async def find_facts(self, query: FactQuery) -> FactPage:
        wanted = await self._select_sheets(query)
        return await find_page(self._backend, query, wanted) if wanted else FactPage((), 0, None)

    async def stream_facts(self, query: FactQuery) -> AsyncIterator[Fact]:
        wanted = await self._select_sheets(query)
        if wanted:
            async for fact in stream_matches(self._backend, query, wanted):
                yield fact

    async def count_values(self, query: FactQuery, field: str) -> Mapping[str | int | None, int] | None:
        if build_test(query) or query.text or query.equal or field not in SHARED_FIELDS:
            return None
        wanted = await self._select_sheets(query)
        shared = await self._backend.count_shared(wanted) if wanted else ()
        if shared is None:
            return None
        counted: Counter[str | int | None] = Counter()
        for document, facts in shared:
            counted[document.get(field)] += facts
        return counted

    async def search(self, query: SearchQuery) -> SearchPage:
        words = parse_words(query.text)
        found = await self._find(query.report_id) if query.report_id is not None else None
        if query.report_id is not None and found is None:
            return SearchPage((), 0, None, dict.fromkeys(query.facets, ()))
        return await find_hits(self._backend, query, words, select_sections(query, words, found[0]["attempt"] if found else None))

    async def find_catalogue(self, kinds: Sequence[str] = ()) -> tuple[CatalogueEntry, ...]:
        state = await self._backend.find_state()
        found = [await self._find_names(kind, state) for kind in CATALOGUE_KINDS if kind in kinds or not kinds]
        if len(found) == 1:
            return found[0]  # as it is, so that what somebody made out of it can be kept with it
        return tuple(entry for entries in found for entry in entries)

    async def find_aliases(self, governments: Sequence[str] = ()) -> tuple[AliasBook, ...]:
        return tuple(map(read_book, await self._backend.find_books(index_keys(governments))))

    async def change_aliases(self, government: str, change: AliasChange, *, actor: str, at: datetime) -> AliasBook:
        series_id = name_series(government)
        async with self._lock(series_id):
            async for _ in _tries(series_id):
                held = await self._backend.find_books((index_key(government),))
                newest = held[0] if held else None
                book = read_book(newest) if newest else AliasBook(government, 0, ())
                sets = change(book)
                if sets is None:
                    break
                book = AliasBook(book.government, book.number + 1, tuple(sets))
                if await self._backend.publish_book(write_book(book, newest, actor, at)):
                    break
        return book

    async def rebuild_heads(self) -> int:
        self._names.clear()
        return await self._backend.rebuild_heads()

    async def sweep(self, now: datetime) -> int:
        return await self._backend.sweep(now - _UNPUBLISHED_KEPT)

    async def ping(self) -> None:
        await self._backend.ping()

    async def close(self) -> None:
        await self._backend.close()

    def _lock(self, series_id: str) -> asyncio.Lock:
        return self._locks.setdefault(series_id, asyncio.Lock())

    async def _find_names(self, kind: str, state: str) -> tuple[CatalogueEntry, ...]:
        """The catalogue of one kind: merged anew when something was published, or after a while in any case."""
        held = self._names.get(kind)
        if held is None or held.state != state or time.monotonic() - held.since > _NAMES_SECONDS:
            since = time.monotonic()
            documents = await self._backend.find_catalogue((kind,))
            held = self._names[kind] = _Names(state, since, await asyncio.to_thread(merge_entries, documents))
        return held.entries

    async def _publish(self, submission: Submission) -> Saved:
        parts: Parts | None = None
        async for _ in _tries(submission.series_id):
            newest = await self._backend.find_newest(submission.series_id)
            held = await self._find_held(newest, submission)
            if parts is None and held is None:
                parts = await asyncio.to_thread(build_parts, submission)
                held = _held_reading(newest, submission, parts)
            if newest and held:
                if parts:
                    await self._backend.abandon(parts)
                return Saved(read_identity(held, newest), created=False)
            assert parts is not None
            revision = number_revision(parts.revision, *_next_number(newest))
            if await self._backend.publish(parts, revision):
                self._names.clear()
                break
        return Saved(read_identity(revision, revision), created=True)

    async def _find_held(self, newest: Document | None, submission: Submission) -> Document | None:
        """The revision that holds a submission already, so that nothing is to be published; None where there is none.

        Of a deleted series all is published anew. A new reading that is of what is no longer the latest is not wanted any more.
        """
        if newest is None or newest["deleted"]:
            return newest if newest and submission.action is Action.REPARSE else None
        if submission.action is Action.REPARSE:
            return None if _is_received(newest, submission) else newest
        if submission.force:
            return None
        if _is_received(newest, submission):
            return newest
        earlier = await self._backend.find_revisions(submission.series_id) if newest["number"] > 1 else ()
        since = takewhile(lambda one: not one["deleted"], earlier)  # newest first: what was deleted is not there
        return next((one for one in since if _is_received(one, submission)), None)

    async def _find(self, report_id: str) -> tuple[Document, Document] | None:
        """The revision that an id names, with the newest one of its series; None where there is nothing to read."""
        series_id, number = _split_id(report_id)
        newest = await self._backend.find_newest(series_id)
        if newest is None or number is None or number == newest["number"]:
            revision = newest
        else:
            revision = await self._backend.find_revision(series_id, number)
        return (revision, newest) if newest and revision and not revision["deleted"] else None

    async def _select_sheets(self, query: FactQuery) -> SheetFilter | None:
        """Which sheets a query is about; None where the report it names is not there."""
        if query.report_id is None:
            return select_sheets(query, None)
        found = await self._find(query.report_id)
        return select_sheets(query, found[0]["attempt"]) if found else None


def _split_id(report_id: str) -> tuple[str, int | None]:
    """Series and number of a report id; no number where it names a series.

    >>> _split_id("r1.2"), _split_id("r1"), _split_id("r1.x")
    (('r1', 2), ('r1', None), ('r1.x', None))
    """
    series_id, _, number = report_id.rpartition(".")
    if series_id and number.isascii() and number.isdigit() and len(number) <= _NUMBER_DIGITS:
        return series_id, int(number)
    return report_id, None


def _next_number(newest: Document | None) -> tuple[int, str | None]:
    """The number after the newest, and the digest of what it follows."""
    return (int(newest["number"]) + 1, newest["digests"]["source"] or None) if newest else (1, None)


def _is_received(revision: Document, submission: Submission) -> bool:
    """Whether a revision is of the same bytes, with the same hints."""
    return bool(revision["hints"] == to_tree(submission.hints) and revision["digests"]["source"] == source_digest(submission.source))


def _held_reading(newest: Document | None, submission: Submission, parts: Parts) -> Document | None:
    """The newest revision, where a new reading of its bytes found the same facts."""
    same = newest is not None and newest["digests"]["facts"] == parts.revision["digests"]["facts"]
    return newest if same and submission.action is Action.REPARSE else None


async def _tries(series_id: str) -> AsyncIterator[None]:
    """One try after another with growing pauses between them. Raises StoreConflict after the last."""
    for tried in range(_TRIES):
        yield
        await asyncio.sleep(min(_PAUSE_SECONDS * 2**tried, _LONGEST_PAUSE_SECONDS) * random.uniform(0.5, 1))
    raise StoreConflict(series_id)
