"""Facts in order, page by page or as a stream, out of sheets.

Entries of sheets come sorted by `order`. Sheets of equal order (one year, government, body and series) form a group;
within a group facts are sorted by line. So no more is read than the groups that a page touches, and nothing is sorted
that is larger than one report. A cursor names the last fact shown: what is published meanwhile shifts nothing.

A question that only facts can answer (words, names, values of their fields) is asked of their gists where the database keeps
them, so that no more is read than is shown; else all sheets in question are gone through.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from app.models.facts import Fact
from app.storage.asking.backend import Backend, SheetEntry
from app.storage.asking.selection import FactCursor, FactMatch, SheetFilter, match_facts, read_cursor
from app.storage.documents.gists import GistTest, build_test
from app.storage.documents.sheets import build_facts, read_sheet
from app.storage.documents.trees import Document
from app.storage.port import COUNT_LIMIT, FactPage, FactQuery

_FACTS_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class _Question:
    """A query with what was derived from it."""

    wanted: SheetFilter
    matches: FactMatch | None
    test: GistTest | None
    after: FactCursor | None
    limit: int

    @classmethod
    def of(cls, query: FactQuery, wanted: SheetFilter) -> "_Question":
        """Raises InvalidCursor."""
        return cls(wanted, match_facts(query), build_test(query), read_cursor(query.after), query.limit)

    @property
    def start(self) -> str | None:
        """The order of the sheets that the page begins in; None for the first page."""
        return self.after.order if self.after else None

    def is_beyond(self, found: "_Found") -> bool:
        """Whether a fact comes after the page before."""
        return self.after is None or found.cursor > self.after


class _Found(NamedTuple):
    """A fact that matches; its model is built only when it is shown."""

    cursor: FactCursor
    tree: Document


async def find_page(backend: Backend, query: FactQuery, wanted: SheetFilter) -> FactPage:
    """One page of the facts that match, and how many there are in all. Raises InvalidCursor."""
    question = _Question.of(query, wanted)
    if question.matches is None:
        return await _find_counted(backend, question)
    page = await _find_held(backend, question, question.test) if question.test else None
    return page or await _find_scanned(backend, question)


async def stream_matches(backend: Backend, query: FactQuery, wanted: SheetFilter) -> AsyncIterator[Fact]:
    """All facts that match, after the query's cursor if it has one. Raises InvalidCursor."""
    question = _Question.of(query, wanted)
    held = await backend.find_holding(wanted, question.test, question.start, None) if question.test else None
    entries = await backend.find_sheets(wanted, question.start, None) if held is None else held
    async for batch in _walk(backend, entries, question, _FACTS_AT_ONCE):
        trees = [found.tree for found in batch if question.is_beyond(found)]
        for fact in await asyncio.to_thread(build_facts, trees):
            yield fact


async def _find_counted(backend: Backend, question: _Question) -> FactPage:
    """A page whose total the sheets know."""
    entries = await backend.find_sheets(question.wanted, question.start, question.limit + 1)
    shown: list[_Found] = []
    async for batch in _walk(backend, entries, question, question.limit + 1):
        shown.extend(found for found in batch if question.is_beyond(found))
        if len(shown) > question.limit:
            break
    whole = question.after is None and len(shown) <= question.limit
    total = len(shown) if whole else await backend.count_facts(question.wanted, COUNT_LIMIT)
    return _build_page(shown, question.limit, total)


async def _find_held(backend: Backend, question: _Question, test: GistTest) -> FactPage | None:
    """A page whose total the gists know; None where there are none."""
    every = await backend.find_holding(question.wanted, test, None, COUNT_LIMIT + 1)
    if every is None:
        return None
    total = sum(entry.facts for entry in every)
    entries: Sequence[SheetEntry] | None = every
    if question.start is not None and total > COUNT_LIMIT:
        entries = await backend.find_holding(question.wanted, test, question.start, question.limit + 1)
    shown: list[_Found] = []
    beyond = [entry for entry in entries or () if question.start is None or entry.order >= question.start]
    async for batch in _walk(backend, beyond, question, question.limit + 1):
        shown.extend(found for found in batch if question.is_beyond(found))
        if len(shown) > question.limit:
            break
    return _build_page(shown, question.limit, total)


async def _find_scanned(backend: Backend, question: _Question) -> FactPage:
    """A page whose total only the facts know: all of them are looked at, or as many as are counted exactly."""
    entries = await backend.find_sheets(question.wanted, None, None)
    shown: list[_Found] = []
    total = 0
    async for batch in _walk(backend, entries, question, _FACTS_AT_ONCE):
        total += len(batch)
        if len(shown) <= question.limit:
            shown.extend(found for found in batch if question.is_beyond(found))
        if total > COUNT_LIMIT and len(shown) > question.limit:
            break
    return _build_page(shown, question.limit, total)


def _build_page(found: Sequence[_Found], limit: int, total: int) -> FactPage:
    shown = found[:limit]
    after = shown[-1].cursor.as_key() if shown and len(found) > limit else None
    return FactPage(build_facts(one.tree for one in shown), total, after)


async def _walk(backend: Backend, entries: Sequence[SheetEntry], question: _Question, facts: int) -> AsyncIterator[list[_Found]]:
    """The facts of the entries' sheets that match, in order, out of about so many at a time."""
    for batch in _cut_batches(entries, facts):
        sheets = await backend.fetch_sheets([entry.key for entry in batch])
        # Reading costs some milliseconds a batch: too long for the event loop.
        yield await asyncio.to_thread(_read_batch, batch, sheets, question)


def _cut_batches(entries: Sequence[SheetEntry], facts: int) -> Iterator[list[SheetEntry]]:
    """Whole groups, as many as hold that many facts."""
    batch: list[SheetEntry] = []
    held = 0
    for _, group in groupby(entries, key=lambda entry: entry.order):
        for entry in group:
            batch.append(entry)
            held += entry.facts
        if held >= facts:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _read_batch(batch: Sequence[SheetEntry], sheets: Sequence[Document], question: _Question) -> list[_Found]:
    found: list[_Found] = []
    for entry, sheet in zip(batch, sheets, strict=True):
        # Only in its history has a series more than one revision; a cursor stays good where a new one takes its place.
        revision = entry.revision if question.wanted.history else 0
        for placed in read_sheet(sheet, f"{entry.series_id}.{entry.revision}", revision):
            if question.matches is None or question.matches(placed.tree):
                found.append(_Found(FactCursor(entry.order, placed.place), placed.tree))
    found.sort(key=lambda one: one.cursor)
    return found
