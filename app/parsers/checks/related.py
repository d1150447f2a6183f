"""Columns that add up in all rows but one, though no label says so: 자산 = 부채 + 자본.

Which columns belong together is proven by the rows that keep to it (`app/parsers/evidence/relations.py`); the row that does not
is named where one figure of it, read with a single slip mended, would set it right.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.evidence.relations import Kind, Support, find_relations
from app.parsers.tables.sheet import Sheet, View
from app.parsers.values.figures import Figure, Value, looks_misprinted, show

LEAST_ROWS: Final = 4
MOST_COLUMNS: Final = 12
"""In wider tables so many sums are possible that they are not looked for."""
LEAST_HELD: Final = 4
"""Rows that must keep to a relation which no label names."""


def check_related(sheet: Sheet) -> Iterator[Finding]:
    """The figure of one row that breaks a sum which all other rows prove."""
    view = sheet.columns
    if len(view.lines) <= LEAST_ROWS or len(view.paths) > MOST_COLUMNS:
        return
    rows = [[_value(view, item, line) for item in range(len(view.paths))] for line in range(len(view.lines))]
    told: set[int] = set()
    for support in find_relations(rows):
        broken = support.failed[0] if _is_told(support) else None
        if broken is not None and broken not in told:
            told.add(broken)
            yield from _finding(sheet, support, broken)


def _is_told(support: Support) -> bool:
    return support.relation.kind is Kind.SUM and support.proven and len(support.failed) == 1 and len(support.held) >= LEAST_HELD


def _value(view: View, item: int, line: int) -> Value | None:
    """A figure as printed, without its unit: how exact a sum is, is seen from the digits."""
    read = view.cells[item][line]
    if not isinstance(read, Figure) or not view.adds[item]:
        return None
    printed = Decimal(read.value) / read.factor
    return int(printed) if printed == printed.to_integral_value() else printed


def _finding(sheet: Sheet, support: Support, line: int) -> Iterator[Finding]:
    view, (_, item, terms, _) = sheet.columns, support.relation
    figures = {at: read for at in (item, *terms) if isinstance(read := view.cells[at][line], Figure)}
    fixes = _fixes(figures, item, terms) if len(figures) == len(terms) + 1 else {}
    for at, value in list(fixes.items())[:1]:
        names = [view.paths[one][-1] if view.paths[one] else "" for one in (item, *terms)]
        printed, expected = figures[at].printed, show(value, figures[at])
        related = tuple(dict.fromkeys(sheet.span(view.at(one, line)) for one in figures if one != at))
        message = _message(names, names[(item, *terms).index(at)], len(support.held), printed)
        yield Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, sheet.span(view.at(at, line)), printed, expected, related)


def _fixes(figures: Mapping[int, Figure], item: int, terms: Sequence[int]) -> dict[int, Decimal]:
    """What each figure of the row would have to be, of those that are a single slip away from it."""
    off = Decimal(figures[item].value) - sum(Decimal(figures[at].value) for at in terms)
    values = {at: Decimal(read.value) + (off if at != item else -off) for at, read in figures.items()}
    return {at: value for at, value in values.items() if looks_misprinted(figures[at].value, value, 0)}


def _message(names: Sequence[str], name: str, held: int, printed: str) -> str:
    relation = f"'{names[0]}' = {' + '.join(repr(one) for one in names[1:])}"
    return f"다른 {held}개 줄에서는 {relation}이나, 이 줄의 '{name}' 칸은 {with_ro(printed)} 인쇄되었습니다."
