"""Questions about facts and reports, made ready for a database: keys instead of names, and what is left to compare.

A sheet is chosen by what its index knows (kind, government, body, year, names); what only the facts themselves can
answer (`names` exactly, `equal`, `text`) is decided fact by fact.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.errors import InvalidCursor
from app.models.names import name_key
from app.storage.asking.search_keys import Word
from app.storage.documents.gists import fold_fact, held_keys
from app.storage.documents.keys import find_names, index_key, index_keys, to_instant
from app.storage.documents.trees import Document
from app.storage.port import FactQuery, JournalQuery, ReportQuery, SearchQuery

FactMatch = Callable[[Document], bool]
ScopeKeys = tuple[str | None, str, tuple[int, int] | None]


@dataclass(frozen=True, slots=True)
class SheetFilter:
    """Which sheets. Every part is a set of keys of which one must fit; empty means any.

    attempt: only the sheets of that attempt, published or not asked.
    history: of all published revisions, else of the latest ones.
    scopes: government (or None), body and years (or None), of which one must fit altogether.
    """

    kinds: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    fiscal_years: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    updated_after: str | None = None
    attempt: str | None = None
    history: bool = False
    scopes: tuple[ScopeKeys, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingKeys:
    """Which findings; empty means any."""

    codes: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which revisions, of the latest ones; parts as in SheetFilter. findings: those with such a one, if it is not None."""

    governments: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fiscal_years: tuple[tuple[int, int], ...] = ()
    updated_after: str | None = None
    findings: FindingKeys | None = None


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries of the journal; parts as in SheetFilter."""

    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    since: str | None = None


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which sections may hold the words: those with all `keys`, and for each of `prefixes` a key that begins so.

    The other parts as in SheetFilter; of the latest revisions, or of one attempt that is published.
    """

    keys: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    fiscal_years: tuple[tuple[int, int], ...] = ()
    attempt: str | None = None


class JournalCursor(NamedTuple):
    """The entry that a page ended with: when it was made, and of which revision."""

    at: str
    id: str


class FactCursor(NamedTuple):
    """The fact that a page ended with: its sheet's order, then revision, line and position in the report."""

    order: str
    place: tuple[int, int, int]

    def as_key(self) -> tuple[str, ...]:
        """As `FactPage.next`."""
        return (self.order, *map(str, self.place))


def select_sheets(query: FactQuery, attempt: str | None) -> SheetFilter:
    """What the index of sheets can tell of a query."""
    bodies = (query.body, *query.bodies) if query.body is not None else query.bodies
    if query.scopes:
        bodies = tuple(scope.body for scope in query.scopes)
    return SheetFilter(
        kinds=tuple(sorted(set(query.kinds))),
        governments=index_keys(query.governments),
        bodies=("",) if query.whole_government else index_keys(bodies),
        fiscal_years=query.fiscal_years,
        names=index_keys(query.names),
        updated_after=_instant(query.updated_after),
        attempt=attempt,
        history=query.include_history,
        scopes=tuple(
            (None if scope.government is None else index_key(scope.government), index_key(scope.body), scope.years)
            for scope in query.scopes
        ),
    )


def select_reports(query: ReportQuery) -> ReportFilter:
    """What the index of revisions can tell of a query: all of it."""
    return ReportFilter(
        governments=index_keys(query.governments),
        departments=index_keys(query.departments),
        kinds=index_keys(query.kinds),
        fiscal_years=query.fiscal_years,
        updated_after=_instant(query.updated_after),
        findings=FindingKeys(index_keys(query.findings.codes), index_keys(query.findings.severities)) if query.findings else None,
    )


def select_sections(query: SearchQuery, words: Iterable[Word], attempt: str | None) -> SearchFilter:
    """What the index of sections can tell of a question."""
    asked = tuple(words)
    return SearchFilter(
        keys=tuple(sorted({key for word in asked for key in word.keys})),
        prefixes=tuple(sorted({prefix for word in asked for prefix in word.prefixes})),
        governments=index_keys(query.governments),
        bodies=index_keys(query.departments),
        fiscal_years=query.fiscal_years,
        attempt=attempt,
    )


def select_journal(query: JournalQuery) -> JournalFilter:
    """What is asked of the journal."""
    return JournalFilter(
        actors=tuple(sorted(set(query.actors))),
        actions=tuple(sorted({action.value for action in query.actions})),
        since=_instant(query.since),
    )


def read_journal_cursor(after: tuple[str, ...] | None) -> JournalCursor | None:
    """The cursor that a page of the journal gave as `next`. Raises InvalidCursor."""
    if after is None:
        return None
    try:
        return JournalCursor(*after)
    except TypeError as broken:
        raise InvalidCursor from broken


def match_facts(query: FactQuery) -> FactMatch | None:
    """What only a fact itself can answer, out of its tree; None when the sheets say it all."""
    tests = [
        test for test in (_match_names(query.names), _match_equal(query.equal.items()), _match_text(query.text or "")) if test is not None
    ]
    return (lambda fact: all(test(fact) for test in tests)) if tests else None


def read_cursor(after: tuple[str, ...] | None) -> FactCursor | None:
    """The cursor that a page gave as `next`. Raises InvalidCursor."""
    if after is None:
        return None
    try:
        order, revision, line, position = after
        return FactCursor(order, (int(revision), int(line), int(position)))
    except ValueError as broken:
        raise InvalidCursor from broken


def _match_names(names: Iterable[str]) -> FactMatch | None:
    indexed, wanted = frozenset(index_keys(names)), frozenset(map(name_key, names))

    def has_name(fact: Document) -> bool:
        # The index's key is at hand for most names; it is only a part of the longest ones.
        return any(index_key(name) in indexed and name_key(name) in wanted for name in find_names(fact))

    return has_name if wanted else None


def _match_equal(pairs: Iterable[tuple[str, str]]) -> FactMatch | None:
    wanted = [(field, name_key(value)) for field, value in pairs]
    return (lambda fact: all(value in held_keys(fact, field) for field, value in wanted)) if wanted else None


def _match_text(text: str) -> FactMatch | None:
    words = [name_key(word) for word in text.split()]

    def stands_in(fact: Document) -> bool:
        folded = fold_fact(fact)
        return all(word in folded for word in words)

    return stands_in if words else None


def _instant(at: datetime | None) -> str | None:
    return to_instant(at) if at else None
