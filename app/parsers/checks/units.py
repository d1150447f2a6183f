"""Amounts of money without any unit in reach: `346` in a column of `86백만원`, a row 금액 in a table that names no unit.

A budget table without a unit is reported where its lines are read (`app/parsers/facts/budget.py`); here are the amounts
that stand in other tables, one finding a column or row.
"""

from collections.abc import Iterator

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.labels import AMOUNT_WORDS, WON, BudgetColumn, label_key
from app.parsers.tables.sheet import Sheet, View
from app.parsers.values.figures import Figure

_MONEY = frozenset([BudgetColumn.BUDGET, BudgetColumn.EXECUTED, BudgetColumn.PRIOR, BudgetColumn.REMAINING])


def check_missing_units(sheet: Sheet) -> Iterator[Finding]:
    """Columns and rows of amounts in which some figure has no unit."""
    for view in (sheet.columns, sheet.rows):
        amounts = [item for item in _amounts(view) if view.numeric[item]]
        if len(amounts) > 1 and not any(_has_units(view, item) for item in amounts):
            continue  # a budget table, which has its own finding
        for item in amounts:
            yield from _check(view, item)


def _amounts(view: View) -> list[int]:
    roles = view.roles
    return [item for item, path in enumerate(view.paths) if path and (roles[item] in _MONEY or label_key(path[-1]) in AMOUNT_WORDS)]


def _has_units(view: View, item: int) -> bool:
    return any(isinstance(read, Figure) and read.base == WON for read in view.cells[item])


def _check(view: View, item: int) -> Iterator[Finding]:
    sheet = view.sheet
    bare = [view.at(item, line) for line, read in enumerate(view.cells[item]) if isinstance(read, Figure) and not read.base]
    told = len(bare) > 1 or _has_units(view, item)
    if bare and told:  # a form may give one amount alone, and no unit; there is nothing to compare it with
        printed = sheet.cell(bare[0]).printed
        message = f"'{view.paths[item][-1]}' 금액 {len(bare)}개에 단위가 인쇄되어 있지 않습니다(첫 번째: {printed})."
        related = tuple(dict.fromkeys(sheet.span(at) for at in bare[1:]))
        yield Finding(FindingCode.UNIT_MISSING, Severity.WARNING, message, sheet.span(bare[0]), printed=printed, related=related)
