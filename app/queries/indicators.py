"""Indicators: which there are, and how one of them moved over time.

A *series* is one indicator of one body with one set of dimensions, one unit and one basis; a target and what became
of it are two series. Series come by government, bureau, department, name and dimensions; their points oldest first.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.errors import IndicatorNotFound
from app.models.facts import Fact, Indicator
from app.models.names import name_key
from app.models.responses import IndicatorItem, Series, SeriesPoint
from app.parsers.labels import is_total
from app.queries.facts import find_facts, stream_facts
from app.queries.listing import Key, Listing, gather_groups, short_key
from app.queries.names import expand_governments, find_near
from app.storage.port import CatalogueEntry, FactQuery, ReportStore

_CATALOGUES_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class _Name:
    """An indicator's name with its entries, each under the keys of its government and its department."""

    key: Key
    folded: str
    entries: tuple[tuple[str, str, CatalogueEntry], ...]


class _Names:
    """The names of catalogues in order; sorting them takes longer than a question about them, so the last ones are kept."""

    def __init__(self) -> None:
        self._kept: list[tuple[Sequence[CatalogueEntry], tuple[_Name, ...]]] = []

    def sort(self, catalogue: Sequence[CatalogueEntry]) -> tuple[_Name, ...]:
        """The names of a catalogue. It is known again by itself, not by what it holds."""
        for held, names in self._kept:
            if held is catalogue:
                return names
        names = _sort_names(catalogue)
        self._kept = [(catalogue, names), *self._kept[: _CATALOGUES_KEPT - 1]]
        return names


_names: Final = _Names()


async def find_indicators(
    store: ReportStore, *, text: str | None, governments: Sequence[str], departments: Sequence[str], after: Key | None, limit: int
) -> Listing[IndicatorItem]:
    """Names of indicators, in the order of their names; `text`: every word of it stands in the name."""
    wanted = {name_key(name) for name in await expand_governments(store, governments)}
    bodies = {name_key(name) for name in departments}
    words = [name_key(word) for word in (text or "").split()]
    found: list[tuple[Key, list[CatalogueEntry]]] = []
    for name in _names.sort(await store.find_catalogue(("indicator",))):
        if not all(word in name.folded for word in words):
            continue
        entries = [entry for government, body, entry in name.entries if not wanted or government in wanted if not bodies or body in bodies]
        if entries:
            found.append((name.key, entries))
    shown = [(key, entries) for key, entries in found if after is None or key > after][: limit + 1]
    items = tuple(_build_item(entries) for _, entries in shown[:limit])
    return Listing(items, len(found), shown[limit - 1][0] if len(shown) > limit else None)


def _sort_names(catalogue: Iterable[CatalogueEntry]) -> tuple[_Name, ...]:
    named: dict[str, list[CatalogueEntry]] = defaultdict(list)
    for entry in catalogue:
        named[name_key(entry.name)].append(entry)
    names = (
        _Name(
            (short_key(key),), key, tuple((name_key(entry.government or ""), name_key(entry.department or ""), entry) for entry in entries)
        )
        for key, entries in named.items()
    )
    return tuple(sorted(names, key=lambda name: name.key))


def _build_item(entries: Sequence[CatalogueEntry]) -> IndicatorItem:
    return IndicatorItem(
        name=entries[0].name,
        units=_sorted(unit for entry in entries for unit in entry.units),
        fiscal_years=tuple(sorted({year for entry in entries for year in entry.years})),
        governments=_sorted(entry.government for entry in entries),
        departments=_sorted(entry.department for entry in entries),
        facts=sum(sum(entry.facts.values()) for entry in entries),
    )


def _sorted(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


async def find_series(store: ReportStore, query: FactQuery) -> Listing[Series]:
    """All series of the indicator `query.names[0]`. `query.limit` and `query.after` count series.

    Raises IndicatorNotFound, with near names, where no figure bears the name as its name or subject.
    """
    query = replace(query, kinds=("indicator",), governments=await expand_governments(store, query.governments))
    groups = await gather_groups(store.stream_facts(replace(query, after=None)), _series_key, query.after, query.limit)
    if not groups.total:
        await require_indicator(store, query.names[0])
    return Listing(tuple(map(build_series, groups.items)), groups.total, groups.next)


async def find_figures(store: ReportStore, query: FactQuery) -> Listing[Fact]:
    """A page of the figures themselves, in the order of facts. Raises IndicatorNotFound."""
    query = replace(query, kinds=("indicator",))
    found = await find_facts(store, query)
    if not found.total:
        await require_indicator(store, query.names[0])
    return found


async def stream_figures(store: ReportStore, query: FactQuery) -> AsyncGenerator[Fact, None]:
    """All figures of `find_figures`; memory stays flat. Raises IndicatorNotFound."""
    query = replace(query, kinds=("indicator",))
    found = False
    async for fact in stream_facts(store, query):
        found = True
        yield fact
    if not found:
        await require_indicator(store, query.names[0])


async def require_indicator(store: ReportStore, name: str) -> None:
    """Raises IndicatorNotFound unless some figure bears the name."""
    if not (await store.find_facts(FactQuery(kinds=("indicator",), names=(name,), limit=1))).total:
        known = [entry.name for entry in await store.find_catalogue(("indicator",))]
        raise IndicatorNotFound(name, find_near(name, known))


def build_series(facts: Sequence[Fact]) -> Series:
    """One series out of its figures."""
    figures = sorted((fact for fact in facts if isinstance(fact, Indicator)), key=_time_order)
    first = figures[0]
    return Series(
        name=first.name,
        subject=first.subject,
        government=first.government,
        bureau=first.bureau,
        department=first.department,
        dimensions=dict(first.dimensions),
        unit=first.unit,
        basis=first.basis,
        points=tuple(map(_build_point, figures)),
    )


def _series_key(fact: Fact) -> Key | None:
    if not isinstance(fact, Indicator):
        return None
    # A total that its row calls 계 is the same figure as one that no label divides.
    parts = sorted((head, label) for head, label in fact.dimensions.items() if not is_total(label))
    dimensions = "\n".join(part for pair in parts for part in pair)
    body = (fact.government or "", fact.bureau or "", fact.department or "")
    names = (name_key(fact.name), name_key(fact.subject or ""), dimensions, fact.unit or "", fact.basis or "")
    return tuple(map(short_key, (*body, *names)))


def _time_order(fact: Indicator) -> tuple[int, str, str, int, str, int]:
    when = (fact.period.first if fact.period else None) or fact.as_of or ""
    return fact.fiscal_year or 0, when, fact.as_of or "", fact.step or 0, fact.report_id, fact.span.first


def _build_point(fact: Indicator) -> SeriesPoint:
    return SeriesPoint(
        fiscal_year=fact.fiscal_year,
        as_of=fact.as_of,
        period=fact.period,
        step=fact.step,
        bound=fact.bound,
        value=fact.value,
        report_id=fact.report_id,
        span=fact.span,
        printed=fact.printed,
    )
