"""Facts in order, page by page or as a stream, out of sheets.

Entries of sheets come sorted by `order`. Sheets of equal order (one year, government, body and series) form a group;
within a group facts are sorted by line. So no more is read than the groups that a page touches, and nothing is sorted
that is larger than one report. A cursor names the last fact shown: what is published meanwhile shifts nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from app.storage.backend import Backend, SheetEntry
from app.storage.port import COUNT_LIMIT, FactPage, FactQuery
from app.storage.selection import FactCursor, FactMatch, SheetFilter, match_facts, read_cursor
from app.storage.sheets import PlacedFact, read_sheet
from app.storage.trees import Document

_SHEETS_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class _Question:
    """A query with what was derived from it."""

    wanted: SheetFilter
    matches: FactMatch | None
    after: FactCursor | None
    limit: int


async def find_page(backend: Backend, query: FactQuery, wanted: SheetFilter) -> FactPage:
    """One page of the facts that match, and how many there are in all. Raises InvalidCursor."""
    question = _Question(wanted, match_facts(query), read_cursor(query.after), query.limit)
    return await (_find_counted(backend, question) if question.matches is None else _find_scanned(backend, question))


async def stream_matches(backend: Backend, query: FactQuery, wanted: SheetFilter) -> AsyncIterator[PlacedFact]:
    """All facts that match, after the query's cursor if it has one. Raises InvalidCursor."""
    question = _Question(wanted, match_facts(query), read_cursor(query.after), query.limit)
    entries = await backend.find_sheets(wanted, question.after.order if question.after else None, None)
    async for cursor, placed in _walk(backend, entries, question):
        if question.after is None or cursor > question.after:
            yield placed


async def _find_counted(backend: Backend, question: _Question) -> FactPage:
    """A page whose total the sheets know."""
    start = question.after.order if question.after else None
    entries = await backend.find_sheets(question.wanted, start, question.limit + 1)
    found: list[tuple[FactCursor, PlacedFact]] = []
    async for cursor, placed in _walk(backend, entries, question):
        if question.after is None or cursor > question.after:
            found.append((cursor, placed))
        if len(found) > question.limit:
            break
    whole = question.after is None and len(found) <= question.limit
    total = len(found) if whole else await backend.count_facts(question.wanted, COUNT_LIMIT)
    return _build_page(found, question.limit, total)


async def _find_scanned(backend: Backend, question: _Question) -> FactPage:
    """A page whose total only the facts know: all of them are looked at, or as many as are counted exactly."""
    entries = await backend.find_sheets(question.wanted, None, None)
    found: list[tuple[FactCursor, PlacedFact]] = []
    total = 0
    async for cursor, placed in _walk(backend, entries, question):
        total += 1
        if len(found) <= question.limit and (question.after is None or cursor > question.after):
            found.append((cursor, placed))
        if total > COUNT_LIMIT and len(found) > question.limit:
            break
    return _build_page(found, question.limit, total)


def _build_page(found: Sequence[tuple[FactCursor, PlacedFact]], limit: int, total: int) -> FactPage:
    shown = found[:limit]
    after = shown[-1][0].as_key() if shown and len(found) > limit else None
    return FactPage(tuple(placed.fact for _, placed in shown), total, after)


async def _walk(backend: Backend, entries: Sequence[SheetEntry], question: _Question) -> AsyncIterator[tuple[FactCursor, PlacedFact]]:
    """The facts of the entries' sheets that match, in order."""
    for batch in _cut_batches(entries):
        sheets = await backend.fetch_sheets([entry.key for entry in batch])
        # Reading costs some milliseconds a batch: too long for the event loop.
        for cursor, placed in await asyncio.to_thread(_read_batch, batch, sheets, question):
            yield cursor, placed


def _cut_batches(entries: Sequence[SheetEntry]) -> Iterator[list[SheetEntry]]:
    """Whole groups, as many as are worth one question to the database."""
    batch: list[SheetEntry] = []
    for _, group in groupby(entries, key=lambda entry: entry.order):
        batch.extend(group)
        if len(batch) >= _SHEETS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _read_batch(batch: Sequence[SheetEntry], sheets: Sequence[Document], question: _Question) -> list[tuple[FactCursor, PlacedFact]]:
    found: list[tuple[FactCursor, PlacedFact]] = []
    for entry, sheet in zip(batch, sheets, strict=True):
        # Only in its history has a series more than one revision; a cursor stays good where a new one takes its place.
        revision = entry.revision if question.wanted.history else 0
        for placed in read_sheet(sheet, f"{entry.series_id}.{entry.revision}", revision):
            if question.matches is None or question.matches(placed.fact):
                found.append((FactCursor(entry.order, placed.place), placed))
    found.sort(key=lambda pair: pair[0])
    return found
