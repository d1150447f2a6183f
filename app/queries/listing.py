"""Pages of long lists: totals that stay cheap, groups of facts, facets, and other orders than the store's own.

Every page after the first begins after a *key*, the sort key of the last item before it. A key is a value, not a
position: whatever is inserted or taken away between two pages, no other item is repeated or lost.
"""

import hashlib
import re
from bisect import insort
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, TypeVar

from app.models.facts import Fact
from app.models.responses import FacetCount
from app.storage.port import COUNT_LIMIT

MAX_TOTAL: Final = COUNT_LIMIT
"""Totals are exact up to here; counting further would read everything to say 'very many'."""

_KEY_CHARACTERS: Final = 40

T = TypeVar("T")
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page: its items, how many there are in all, and the key that the next page begins after."""

    items: tuple[T, ...]
    total: int
    next: Key | None
    facets: Mapping[str, tuple[FacetCount, ...]] | None = None


def year_key(year: int | None) -> str:
    """Newest first, unknown last.

    >>> sorted([year_key(None), year_key(2007), year_key(2021)]) == [year_key(2021), year_key(2007), year_key(None)]
    True
    """
    return "~" if year is None else f"{9999 - year:04}"


def natural_key(name: str) -> str:
    """Numbers inside names compare as numbers.

    >>> sorted(["t10", "t9"], key=natural_key)
    ['t9', 't10']
    """
    return re.sub(r"\d+", lambda digits: digits.group().zfill(8), name)


def short_key(name: str) -> str:
    """A name as a part of a key: itself, or its beginning and a digest, so that keys (and cursors) stay short.

    >>> len(short_key("가" * 1000)), short_key("총무과")
    (56, '총무과')
    """
    if len(name) <= _KEY_CHARACTERS:
        return name
    return f"{name[:_KEY_CHARACTERS]}{hashlib.blake2s(name.encode(), digest_size=8).hexdigest()}"


async def walk_pages(find: Callable[[Key | None], Awaitable[Listing[T]]]) -> AsyncGenerator[T, None]:
    """All items of a list that is found page by page; memory holds one page."""
    after: Key | None = None
    while True:
        page = await find(after)
        for item in page.items:
            yield item
        after = page.next
        if after is None:
            return


async def gather_groups(
    facts: AsyncIterator[Fact], key_of: Callable[[Fact], Key | None], after: Key | None, limit: int
) -> Listing[tuple[Fact, ...]]:
    """The first `limit` groups after a key, in key order, each with all its facts.

    `key_of` gives the group of a fact, or None for a fact that belongs to none. Memory holds `limit` groups and at
    most MAX_TOTAL keys, however many facts there are.
    """
    seen: set[Key] = set()
    order: list[Key] = []
    groups: dict[Key, list[Fact]] = {}
    async for fact in facts:
        key = key_of(fact)
        if key is None:
            continue
        if len(seen) <= MAX_TOTAL:
            seen.add(key)
        if key in groups:
            groups[key].append(fact)
        elif (after is None or key > after) and (len(order) <= limit or key < order[-1]):
            insort(order, key)
            groups[key] = [fact]
            if len(order) > limit + 1:
                del groups[order.pop()]
    page = order[:limit]
    return Listing(tuple(tuple(groups[key]) for key in page), len(seen), page[-1] if len(order) > limit else None)


async def count_facets(facts: AsyncIterator[Fact], fields: Sequence[str]) -> Mapping[str, tuple[FacetCount, ...]]:
    """How many facts have each value of each field; the most frequent values first, then by value."""
    counters: dict[str, Counter[str | int | None]] = {field: Counter() for field in fields}
    async for fact in facts:
        for field, counter in counters.items():
            counter[getattr(fact, field, None)] += 1
    return {field: sort_counts(counter) for field, counter in counters.items()}


def sort_counts(counts: Mapping[str | int | None, int]) -> tuple[FacetCount, ...]:
    """Counts of values, the most frequent first, then by value."""
    return tuple(FacetCount(*pair) for pair in sorted(counts.items(), key=_by_count))


def _by_count(pair: tuple[str | int | None, int]) -> tuple[int, str]:
    return -pair[1], "" if pair[0] is None else str(pair[0])


async def sort_facts(facts: AsyncIterator[Fact], field: str, after: Key | None, limit: int) -> Listing[Fact]:
    """Facts in the order of one of their fields (`-field`: falling); facts without it come last.

    Reads all that match and holds one page of it.
    """
    start = _Place.read(after, falling=field.startswith("-")) if after else None
    found = 0
    page: list[tuple[_Place, Fact]] = []
    async for fact in facts:
        found += 1
        place = _Place.of(fact, field)
        if (start is None or start < place) and (len(page) <= limit or place < page[-1][0]):
            insort(page, (place, fact), key=_first)
            del page[limit + 1 :]
    shown = page[:limit]
    return Listing(tuple(fact for _, fact in shown), found, shown[-1][0].write() if len(page) > limit else None)


def _print_order(fact: Fact) -> tuple[str, str]:
    """Facts of one report in the order of print; where two begin at one place, their ids part them."""
    return f"{fact.span.first:08}.{fact.span.start or 0:08}", fact.id


def place_facts(field: str) -> Callable[[Fact], "_Place"]:
    """What facts are compared by in the order of a field."""
    return lambda fact: _Place.of(fact, field)


def _first(pair: tuple["_Place", Fact]) -> "_Place":
    return pair[0]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fact stands in a sorted list: its value, then report, line and id so that no two are alike."""

    value: Decimal | str | None
    rest: Key
    falling: bool

    def __lt__(self, other: "_Place") -> bool:
        if self.value == other.value:
            return self.rest < other.rest
        if self.value is None or other.value is None:
            return other.value is None
        # One field has one type: both are numbers or both are words.
        return (self.value < other.value) is not self.falling  # type: ignore[operator]

    @classmethod
    def of(cls, fact: Fact, field: str) -> "_Place":
        value = getattr(fact, field.lstrip("-"), None)
        comparable = short_key(value) if isinstance(value, str) else value if value is None else Decimal(value)
        return cls(comparable, (fact.report_id, *_print_order(fact)), field.startswith("-"))

    def write(self) -> Key:
        sort = "" if self.value is None else "n" if isinstance(self.value, Decimal) else "s"
        return sort, "" if self.value is None else str(self.value), *self.rest

    @classmethod
    def read(cls, key: Key, *, falling: bool) -> "_Place":
        sort, value, *rest = key
        return cls({"n": Decimal, "s": str}[sort](value) if sort else None, tuple(rest), falling)
