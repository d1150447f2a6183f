"""Pages of hits over a backend.

Hits come best first, so all of them are looked at before the first is shown. That stays bounded by *windows*: sections are
taken in the order of facts (newest fiscal year first) until so many hits are found as are counted exactly, and ranked
among themselves; what is older is ranked in the next window, which follows when the pages of this one are through. A
window is bounded by places in that order, which its cursors name, so nothing that is published meanwhile is repeated or
lost. Facets count the hits of the window that a page belongs to: all there are, unless there are very many.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import groupby
from typing import Final, NamedTuple

from app.errors import InvalidCursor
from app.models.responses import FacetCount
from app.models.search import SearchHit
from app.storage.asking.backend import Backend, SectionEntry
from app.storage.asking.ranking import match_section
from app.storage.asking.search_keys import Word
from app.storage.asking.selection import SearchFilter
from app.storage.asking.snippets import show_hit
from app.storage.documents.search_passages import KINDS
from app.storage.documents.trees import Document
from app.storage.port import COUNT_LIMIT, SearchPage, SearchQuery

_SECTIONS_AT_ONCE: Final = 500


class _Place(NamedTuple):
    """Where a hit stands in its window: how good it is, then the place of its report, then its number in the report."""

    rank: int
    order: str
    number: int


class _Hit(NamedTuple):
    place: _Place
    entry: SectionEntry
    facets: tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class _Cursor:
    """Behind which hit of which window a page begins. start, end: orders of the reports before the window and at its end,
    empty where it is open. place: None for the first page of a window.
    """

    start: str = ""
    end: str = ""
    place: _Place | None = None

    def as_key(self) -> tuple[str, ...]:
        """As `SearchPage.next`."""
        return (self.start, self.end, *map(str, self.place or ()))


@dataclass(frozen=True, slots=True)
class _Window:
    hits: Sequence[_Hit]
    end: str


async def find_hits(backend: Backend, query: SearchQuery, words: Sequence[Word], wanted: SearchFilter) -> SearchPage:
    """One page of the sections that hold all words. Raises InvalidCursor."""
    cursor = _read_cursor(query.after)
    window = await _look_through(backend, query, words, wanted, cursor)
    page = nsmallest(query.limit + 1, (hit for hit in window.hits if cursor.place is None or hit.place > cursor.place))
    shown = page[: query.limit]
    following = None
    if len(page) > len(shown):
        following = _Cursor(cursor.start, window.end, shown[-1].place)
    elif window.end:
        following = _Cursor(window.end)
    whole = not cursor.start and not window.end
    return SearchPage(
        items=await _show(backend, [hit.entry for hit in shown], words),
        total=len(window.hits) if whole else COUNT_LIMIT + 1,
        next=following.as_key() if following else None,
        facets=_count_facets(query.facets, window.hits),
    )


def _read_cursor(after: tuple[str, ...] | None) -> _Cursor:
    if after is None:
        return _Cursor()
    try:
        start, end, *place = after
        if not place:
            return _Cursor(start, end)
        rank, order, number = place
        return _Cursor(start, end, _Place(int(rank), order, int(number)))
    except ValueError as broken:
        raise InvalidCursor from broken


async def _look_through(backend: Backend, query: SearchQuery, words: Sequence[Word], wanted: SearchFilter, cursor: _Cursor) -> _Window:
    """All hits of a window, in no order."""
    hits: list[_Hit] = []
    revisions: dict[str, int] = {}  # a report that is issued anew meanwhile is not shown twice
    taken = cursor.start
    while entries := await _take_entries(backend, wanted, taken, cursor.end):
        current = [entry for entry in entries if revisions.setdefault(entry.series_id, entry.revision) == entry.revision]
        for batch in _cut_batches(current):
            documents = await backend.fetch_search([entry.key for entry in batch])
            # Scanning costs some milliseconds a batch: too long for the event loop.
            hits.extend(await asyncio.to_thread(_match_batch, batch, documents, query, words))
            if len(hits) > COUNT_LIMIT and not cursor.end:
                return _Window(hits, batch[-1].order)
        taken = entries[-1].order
    return _Window(hits, cursor.end)


async def _take_entries(backend: Backend, wanted: SearchFilter, taken: str, end: str) -> list[SectionEntry]:
    """The next sections that may hold the words, of whole reports."""
    found = await backend.find_sections(wanted, taken or None, COUNT_LIMIT)
    return [entry for entry in found if entry.order > taken and (not end or entry.order <= end)]


def _cut_batches(entries: Sequence[SectionEntry]) -> Iterator[list[SectionEntry]]:
    batch: list[SectionEntry] = []
    for _, group in groupby(entries, key=lambda entry: entry.order):
        batch.extend(group)
        if len(batch) >= _SECTIONS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _match_batch(entries: Sequence[SectionEntry], documents: Sequence[Document], query: SearchQuery, words: Sequence[Word]) -> list[_Hit]:
    hits = []
    for entry, document in zip(entries, documents, strict=True):
        kinds = document["kinds"]
        match = match_section(document["text"], kinds, words)
        if match is None:
            continue
        block = KINDS[kinds[match.best]]
        if query.blocks and block not in query.blocks:
            continue
        held = document["report"] | {"block": block.value}
        place = _Place(match.rank, entry.order, int(document["n"]))
        hits.append(_Hit(place, entry, tuple(held.get(field) for field in query.facets)))
    return hits


async def _show(backend: Backend, entries: Sequence[SectionEntry], words: Sequence[Word]) -> tuple[SearchHit, ...]:
    documents = await backend.fetch_search([entry.key for entry in entries])
    contents = await backend.fetch_contents(documents)
    return await asyncio.to_thread(_show_all, entries, documents, contents, words)


def _show_all(
    entries: Sequence[SectionEntry], documents: Sequence[Document], contents: Sequence[Document | None], words: Sequence[Word]
) -> tuple[SearchHit, ...]:
    return tuple(
        show_hit(document, content, words, f"{entry.series_id}.{entry.revision}")
        for entry, document, content in zip(entries, documents, contents, strict=True)
    )


def _count_facets(fields: Sequence[str], hits: Sequence[_Hit]) -> Mapping[str, tuple[FacetCount, ...]]:
    """How many hits have each value of each field; the most frequent values first, then by value."""
    counters = [Counter(hit.facets[position] for hit in hits) for position in range(len(fields))]
    return {
        field: tuple(FacetCount(*pair) for pair in sorted(counter.items(), key=_by_count))
        for field, counter in zip(fields, counters, strict=True)
    }


def _by_count(pair: tuple[str | int | None, int]) -> tuple[int, str]:
    return -pair[1], "" if pair[0] is None else str(pair[0])
