"""Columns that add up in all rows but one, though no label says so: 자산 = 부채 + 자본.

Which columns belong together is proven by the rows that keep to it (`app/parsers/evidence/relations.py`); the row that does not
is named where one figure of it, read with a single slip mended, would set it right.
"""

from collections.abc import Iterator
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
    if len(figures) < len(terms) + 1:
        return
    off = Decimal(figures[item].value) - sum(Decimal(figures[at].value) for at in terms)
    fixes = {at: Decimal(read.value) + (off if at != item else -off) for at, read in figures.items()}
    slips = [at for at, value in fixes.items() if looks_misprinted(figures[at].value, value, 0)]
    if not slips:
        return
    at = slips[0]
    printed, expected = figures[at].printed, show(fixes[at], figures[at])
    names = [view.paths[one][-1] if view.paths[one] else "" for one in (item, *terms)]
    held = f"'{names[0]}' = {' + '.join(repr(name) for name in names[1:])}"
    name = names[(item, *terms).index(at)]
    message = f"다른 {len(support.held)}개 줄에서는 {held}이나, 이 줄의 '{name}' 칸은 {with_ro(printed)} 인쇄되었습니다."
    related = tuple(dict.fromkeys(sheet.span(view.at(one, line)) for one in figures if one != at))
    yield Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, sheet.span(view.at(at, line)), printed, expected, related)
