"""What kind of table a table is: which columns a kind has, and what its cells hold.

A budget table: most of its columns are a budget's (예산액, 집행액, 집행률 …), one of them is a budget or an execution, and the
columns of money hold figures. A table whose columns are several times is one of progress, whatever its words.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.models.outline import Cell
from app.models.quantity import FundingTier
from app.parsers.characters.normalise import fold
from app.parsers.labels import NON_BUDGET_WORDS, TIME_COLUMN_WORDS, WON, BudgetColumn, budget_column, funding_tier, is_total, label_key
from app.parsers.tables.roles import MONEY, Path, Role, is_percent_sign, known_column, year_of
from app.parsers.tables.sheet import Sheet
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import NUMBER
from app.parsers.values.quantities import Unit, parse_unit

_LEADING: Final = re.compile(rf"△?\s?{NUMBER}%?")
_OF_A_YEAR: Final = frozenset([BudgetColumn.BUDGET, BudgetColumn.EXECUTED, BudgetColumn.RATE, BudgetColumn.REMAINING])


class ColumnUse(NamedTuple):
    """What a column of a budget table holds: its meaning, its label, the year that the label names, its unit, who pays."""

    column: BudgetColumn
    label: str
    year: int | None
    unit: Unit | None
    payer: FundingTier | None = None


def budget_uses(sheet: Sheet, *, city: bool) -> list[ColumnUse | None]:
    """What each value column holds of a budget's line; None where it is no column of a budget, or one of an older year.

    city: whether `시비` is the government's own money.
    """
    uses = _all_uses(sheet, city)
    latest = max(_budget_years(uses), default=None)
    return [None if use and latest and use.year not in (None, latest) and use.column in _OF_A_YEAR else use for use in uses]


def older_uses(sheet: Sheet, *, city: bool) -> dict[int, list[ColumnUse | None]]:
    """The columns of each older year of which more than the budget is printed: `2030년 > 예산액 | 집행액` beside 2031년's."""
    uses = _all_uses(sheet, city)
    found = {year: [_in_its_year(use, year) for use in uses] for year in _budget_years(uses)[:-1]}
    return {year: columns for year, columns in found.items() if any(use and use.column is BudgetColumn.EXECUTED for use in columns)}


def _in_its_year(use: ColumnUse | None, year: int) -> ColumnUse | None:
    """A column of a year as that year's own: what is last year's budget to the next was its budget."""
    if use is None or use.year != year or use.column not in _OF_A_YEAR | {BudgetColumn.PRIOR}:
        return None
    return use._replace(column=BudgetColumn.BUDGET) if use.column is BudgetColumn.PRIOR else use


def _budget_years(uses: Sequence[ColumnUse | None]) -> list[int]:
    """The years of which budgets are printed, in order; none where there is only one."""
    years = {use.year for use in uses if use and use.year and use.column in (BudgetColumn.BUDGET, BudgetColumn.PRIOR)}
    return sorted(years) if len(years) > 1 else []


def _all_uses(sheet: Sheet, city: bool) -> list[ColumnUse | None]:
    columns = sheet.table.table.columns
    uses = [_use(sheet, column.path, column.unit, role, city) for column, role in zip(columns, sheet.columns.roles, strict=True)]
    return _of_the_whole(sheet, uses)


def _of_the_whole(sheet: Sheet, uses: list[ColumnUse | None]) -> list[ColumnUse | None]:
    """Where groups of columns divide what is budgeted (`일반회계 > 예산액`, `특별회계 > 예산액`), a line is of the whole: of the
    group called the total. Without one no column is the line's, and the table is none of budget lines.
    """
    groups = [_group(column.path) for column in sheet.table.table.columns]
    divided = {group for group, use in zip(groups, uses, strict=True) if use and use.column in (BudgetColumn.BUDGET, BudgetColumn.PRIOR)}
    if len(divided) < 2:
        return uses
    whole = next((group for group in divided if not group or is_total(group[-1])), None)
    if whole is None:
        return [None] * len(uses)
    return [use if groups[at] in ((), whole) else None for at, use in enumerate(uses)]


def _group(path: Path) -> Path:
    """The labels around a column's own that say of what part it is: no years, and none of a budget's words."""
    return tuple(label for label in path[:-1] if budget_column(label) is None and year_of((label,)) is None and funding_tier(label) is None)


def _use(sheet: Sheet, path: Path, unit: str | None, role: Role, city: bool) -> ColumnUse | None:
    if not isinstance(role, BudgetColumn) or not (known_column(path) or is_percent_sign(path) or role in (*MONEY,)):
        return None
    printed = parse_unit(unit) if unit else sheet.table.unit
    payer = funding_tier(path[-1], city) if role is BudgetColumn.FUNDING else None
    label = next((label for label in (path[-1], " ".join(path), *reversed(path)) if budget_column(label)), path[-1])
    return ColumnUse(role, label, year_of(path), printed, payer)


def is_budget_table(sheet: Sheet, uses: Sequence[ColumnUse | None]) -> bool:
    """Whether the columns are a budget's: most are known, one is a budget or an execution, and they hold figures."""
    table = sheet.table.table
    columns = [use.column for use in uses if use]
    if sum(label_key(column.path[-1]) in TIME_COLUMN_WORDS for column in table.columns if column.path) > 1:
        return False  # a table of progress: its amounts belong to steps, not to items
    parts = _parts(sheet, uses)
    money = parts + sum(column is not BudgetColumn.NOTE for column in columns)
    return (
        bool({BudgetColumn.BUDGET, BudgetColumn.EXECUTED} & set(columns))
        and (len(columns) + parts) * 3 >= len(uses) * 2
        and 2 * money >= len(uses)
        and len(set(columns) - {BudgetColumn.NOTE}) >= 2
        and _holds_figures(sheet, uses)
    )


def _parts(sheet: Sheet, uses: Sequence[ColumnUse | None]) -> int:
    """How many columns are a budget's, but of a part of what its lines are of."""
    columns = zip(sheet.table.table.columns, sheet.columns.roles, uses, strict=True)
    return sum(use is None and isinstance(role, BudgetColumn) and year_of(column.path) is None for column, role, use in columns)


def _holds_figures(sheet: Sheet, uses: Sequence[ColumnUse | None]) -> bool:
    """Whether at least half of what stands in the columns of money is figures."""
    cells = [
        cell
        for row in sheet.table.table.rows
        for cell, use in zip(row.cells, uses, strict=False)
        if use and use.column in MONEY and cell_kind(cell.printed) is not CellKind.BLANK
    ]
    return 2 * sum(map(_is_figure, cells)) >= len(cells) > 0


def _is_figure(cell: Cell) -> bool:
    return (
        cell_kind(cell.printed) in (CellKind.VALUE, CellKind.DASH)
        or bool(_LEADING.match(fold(cell.printed)))
        or cell.printed.replace(" ", "") in NON_BUDGET_WORDS
    )


def money_in_cells(sheet: Sheet, uses: Sequence[ColumnUse | None]) -> bool:
    """Whether the amounts carry their own unit (`86백만원`)."""
    return any(
        WON in cell.printed
        for row in sheet.table.table.rows
        for cell, use in zip(row.cells, uses, strict=False)
        if use and use.column in MONEY
    )
