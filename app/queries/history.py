"""What was done to all reports, and what one text says otherwise than another."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.models.facts import FACTS, Fact
from app.models.history import ActionName, ChangeCounts, ChangeName, FactChange, FieldChange, JournalItem
from app.models.kinds import FACT_KINDS
from app.models.responses import ReportItem
from app.models.span import Span
from app.parsers.characters.normalise import decode, split_lines
from app.queries.listing import Key, Listing
from app.queries.matching import Pair, find_changed_fields, match_facts
from app.queries.reports import build_item, require_report, require_source
from app.storage.port import JournalEntry, JournalQuery, ReportStore, StoredReport

_KIND_PLACES: Final = {kind: place for place, kind in enumerate(FACT_KINDS)}


async def find_journal(store: ReportStore, query: JournalQuery) -> Listing[JournalItem]:
    """Entries of the journal, newest first."""
    page = await store.find_journal(query)
    return Listing(tuple(map(_build_entry, page.items)), page.total, page.next)


def _build_entry(entry: JournalEntry) -> JournalItem:
    action: ActionName = entry.action.value
    return JournalItem(
        at=entry.at,
        actor=entry.actor,
        action=action,
        report_id=f"{entry.series_id}.{entry.revision}",
        series_id=entry.series_id,
        revision=entry.revision,
        before_sha256=entry.before_sha256,
        after_sha256=entry.after_sha256,
    )


@dataclass(frozen=True, slots=True)
class DiffQuery:
    """Which changes; empty means any. `after`: the key that the page before gave."""

    kinds: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    after: Key | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Diff:
    """One page of the changes between two revisions, and how many facts there are of each fate in all."""

    before: ReportItem
    after: ReportItem
    counts: ChangeCounts
    kinds: dict[str, ChangeCounts]
    listing: Listing[FactChange]


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two revisions, with its lines as received."""

    stored: StoredReport
    lines: Sequence[str]

    @property
    def id(self) -> str:
        """The revision's."""
        return self.stored.summary.identity.id

    def cut(self, fact: Fact | None) -> tuple[str, ...]:
        """The lines that print a fact; of long ones the part that does."""
        return cut_lines(self.lines, fact.span) if fact else ()


async def find_diff(store: ReportStore, before_id: str, after_id: str, query: DiffQuery) -> Diff:
    """What the revision (or latest of the series) `after_id` says otherwise than `before_id`. Raises ReportNotFound.

    The key of a page names both revisions: where a series moves on, the pages go on with the texts they began with.
    """
    first = 0
    if query.after:
        before_id, after_id, first = query.after[0], query.after[1], int(query.after[2])
    before, after = await _find_side(store, before_id), await _find_side(store, after_id)
    return await asyncio.to_thread(_compare, before, after, query, first)


async def _find_side(store: ReportStore, report_id: str) -> _Side:
    stored = await require_report(store, report_id)
    source = await require_source(store, stored.summary.identity.id)
    return _Side(stored, await asyncio.to_thread(lambda: split_lines(decode(source).text)))


def _compare(before: _Side, after: _Side, query: DiffQuery, first: int) -> Diff:
    fates = [(_find_fate(pair), pair) for pair in match_facts(before.stored.report.facts, after.stored.report.facts)]
    shown = [(fate, pair) for fate, pair in fates if fate is not None and _is_wanted(fate, pair, query)]
    shown.sort(key=lambda found: _print_order(found[1]))
    page = [_build_change(fate, pair, before, after) for fate, pair in shown[first : first + query.limit]]
    beyond = first + query.limit
    following = (before.id, after.id, str(beyond)) if beyond < len(shown) else None
    return Diff(
        before=build_item(before.stored.summary),
        after=build_item(after.stored.summary),
        counts=_count(fate for fate, _ in fates),
        kinds={kind: _count(fate for fate, pair in fates if _kind(pair) == kind) for kind in _list_kinds(fates)},
        listing=Listing(tuple(page), len(shown), following),
    )


def _find_fate(pair: Pair) -> ChangeName | None:
    """What became of a fact; None where it is what it was."""
    if pair.before is None:
        return "appeared"
    if pair.after is None:
        return "vanished"
    return "changed" if find_changed_fields(pair.before, pair.after) else None


def _is_wanted(fate: ChangeName, pair: Pair, query: DiffQuery) -> bool:
    return (not query.changes or fate in query.changes) and (not query.kinds or _kind(pair) in query.kinds)


def _build_change(fate: ChangeName, pair: Pair, before: _Side, after: _Side) -> FactChange:
    fields: list[FieldChange] = []
    if pair.before and pair.after:
        old, new = _plain(pair.before), _plain(pair.after)
        names = find_changed_fields(pair.before, pair.after)
        fields = [FieldChange(name=name, before=old[name], after=new[name]) for name in names]
    return FactChange(
        change=fate,
        kind=_kind(pair),
        before=pair.before,
        after=pair.after,
        fields=tuple(fields),
        before_lines=before.cut(pair.before),
        after_lines=after.cut(pair.after),
    )


def cut_lines(lines: Sequence[str], span: Span) -> tuple[str, ...]:
    """The lines of a span, cut to its characters where it names them.

    >>> cut_lines(["가나다", "라마바", "사"], Span(1, 2, 1, 2))
    ('나다', '라마')
    >>> cut_lines(["가나다"], Span(1, 1, 1, 2)), cut_lines(["가나다"], Span(1, 1))
    (('나',), ('가나다',))
    """
    found = list(lines[span.first - 1 : span.last])
    if found and span.end is not None:
        found[-1] = found[-1][: span.end]
    if found and span.start is not None:
        found[0] = found[0][span.start :]
    return tuple(found)


def _count(fates: Iterable[ChangeName | None]) -> ChangeCounts:
    counted = Counter(fates)
    return ChangeCounts(appeared=counted["appeared"], vanished=counted["vanished"], changed=counted["changed"], unchanged=counted[None])


def _list_kinds(fates: Sequence[tuple[ChangeName | None, Pair]]) -> list[str]:
    found = {_kind(pair) for _, pair in fates}
    return [kind for kind in FACT_KINDS if kind in found]


def _kind(pair: Pair) -> str:
    return _shown(pair).kind


def _shown(pair: Pair) -> Fact:
    fact = pair.after or pair.before
    assert fact is not None, "a pair has one fact at least"
    return fact


def _print_order(pair: Pair) -> tuple[int, int, int, bool, str]:
    fact = _shown(pair)
    return (_KIND_PLACES[fact.kind], fact.span.first, fact.span.start or 0, pair.after is not None, fact.id)


def _plain(fact: Fact) -> dict[str, Any]:
    """A fact's fields as JSON values."""
    (plain,) = FACTS.dump_python((fact,), mode="json")
    fields: dict[str, Any] = plain
    return fields
