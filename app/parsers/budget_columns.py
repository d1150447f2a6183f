"""What the columns of a budget table hold, and whether a table is one at all.

A column's label says it (예산현액, 집행액, 집행률 …), `labels/budgets.py` knows the words; a column named after who pays (국비, 시비)
is a part of the budget beside it. Of several budgets the latest year's is the budget, the others are what it was before.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.models.outline import Cell
from app.models.quantity import FundingTier
from app.parsers.bodies.governments import GovernmentLevel, level
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    BUDGET_WORD,
    NON_BUDGET_WORDS,
    PRIOR_WORDS,
    TIME_COLUMN_WORDS,
    BudgetColumn,
    budget_column,
    funding_tier,
    label_key,
)
from app.parsers.places.reading import Reading
from app.parsers.tables.table import ReadTable, is_percent_sign
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import NUMBER
from app.parsers.values.periods import column_year
from app.parsers.values.quantities import Unit, parse_unit

_LEADING: Final = re.compile(rf"△?\s?{NUMBER}%?")
MONEY: Final = frozenset(
    [
        BudgetColumn.BUDGET,
        BudgetColumn.PRIOR,
        BudgetColumn.EXECUTED,
        BudgetColumn.REMAINING,
        BudgetColumn.CHANGE,
        BudgetColumn.CARRIED_OVER,
        BudgetColumn.FUNDING,
    ]
)


class ColumnUse(NamedTuple):
    """What a column of a budget table holds: its meaning, its label, the year that the label names, its own unit."""

    column: BudgetColumn
    label: str
    year: int | None
    unit: Unit | None
    payer: FundingTier | None = None


def column_uses(reading: Reading, table: ReadTable) -> list[ColumnUse | None]:
    """What each value column holds; None where it is no column of a budget."""
    uses = _with_units([_use(reading, table, column.path, column.unit) for column in table.table.columns])
    uses = _with_rates(table, _with_years(reading, table, uses))
    budgets = [use for use in uses if use and use.column is BudgetColumn.BUDGET]
    years = {use.year for use in budgets if use.year}
    if len(budgets) > 1 and len(years) > 1:
        latest = max(years)
        before = max(years - {latest})
        return [_of_year(use, latest, before) for use in uses]
    return _one_budget(uses)


def _of_year(use: ColumnUse | None, latest: int, before: int) -> ColumnUse | None:
    """Of columns of several years, those of the latest, and the budget of the year before it; the others are no line's own."""
    if use is None or use.year is None or use.year == latest:
        return use
    if use.column is BudgetColumn.BUDGET and use.year == before:
        return _as_prior(use)
    return None if use.column in (BudgetColumn.BUDGET, BudgetColumn.EXECUTED, BudgetColumn.RATE, BudgetColumn.REMAINING) else use


def _with_units(uses: list[ColumnUse | None]) -> list[ColumnUse | None]:
    """Where columns print their unit themselves, one that leaves it out is in that of the others: `예산액(천원)`, `증감액`."""
    printed = {use.unit for use in uses if use and use.column in MONEY and use.unit and use.unit.money}
    if len(printed) != 1:
        return uses
    (unit,) = printed
    return [use._replace(unit=unit) if use and use.column in MONEY and use.unit is None else use for use in uses]


_RATE_OF: Final = {BudgetColumn.CHANGE: BudgetColumn.CHANGE_RATE, BudgetColumn.EXECUTED: BudgetColumn.RATE}


def _with_rates(table: ReadTable, uses: list[ColumnUse | None]) -> list[ColumnUse | None]:
    """A column that is called only `%` is the rate of the column before it."""
    found = list(uses)
    for at, column in enumerate(table.table.columns[1:], 1):
        before = uses[at - 1]
        if uses[at] is None and before is not None and before.column in _RATE_OF and is_percent_sign(column.path):
            found[at] = ColumnUse(_RATE_OF[before.column], column.path[-1], before.year, None)
    return found


_YEAR_ALONE: Final = re.compile(r"(?:'\d{2}|(?:19|20)\d{2})\s?년?도?\s?(?:\([A-Z]\))?")


def _with_years(reading: Reading, table: ReadTable, uses: list[ColumnUse | None]) -> list[ColumnUse | None]:
    """Two columns of nothing but years beside their change are budgets, where the title speaks of a budget."""
    years = [at for at, column in enumerate(table.table.columns) if column.path and _YEAR_ALONE.fullmatch(fold(" ".join(column.path)))]
    title = table.table.caption or reading.place_of[id(table.part)].part.title
    changes = any(use is not None and use.column is BudgetColumn.CHANGE for use in uses)
    if len(years) != 2 or not changes or BUDGET_WORD not in title or any(use and use.column is BudgetColumn.BUDGET for use in uses):
        return uses
    found = list(uses)
    for at in years:
        column = table.table.columns[at]
        label = column.path[-1]
        found[at] = ColumnUse(BudgetColumn.BUDGET, label, column_year(fold(label)), _own_unit(column.unit) or table.unit)
    return found


def _one_budget(uses: list[ColumnUse | None]) -> list[ColumnUse | None]:
    """Of several budget columns of one year, the last is the budget; one that says so is last year's."""
    last = max((at for at, use in enumerate(uses) if use and use.column is BudgetColumn.BUDGET), default=-1)
    return [
        _as_prior(use) if use and use.column is BudgetColumn.BUDGET and at < last and label_key(use.label) in PRIOR_WORDS else use
        for at, use in enumerate(uses)
    ]


def _as_prior(use: ColumnUse) -> ColumnUse:
    return ColumnUse(BudgetColumn.PRIOR, use.label, use.year, use.unit)


def _use(reading: Reading, table: ReadTable, path: Sequence[str], unit: str | None) -> ColumnUse | None:
    if not path:
        return None
    own = _own_unit(unit) or table.unit
    for label in (path[-1], " ".join(path), *reversed(path[:-1])):
        column = budget_column(label)
        if column is None:
            continue
        if unit == "%" and any(budget_column(part) is BudgetColumn.CHANGE for part in path):
            column = BudgetColumn.CHANGE_RATE
        year = next((year for part in reversed(path) if (year := column_year(part))), None)
        return ColumnUse(column, label, year, own)
    tier = funding_tier(path[-1], is_city(reading))
    if tier is None or (len(path) == 1 and not _beside_budget(table)):
        return None
    return ColumnUse(BudgetColumn.FUNDING, path[-1], None, own, tier)


def _beside_budget(table: ReadTable) -> bool:
    """Columns named 국비, 시비 … are parts of a budget where a budget or total column stands beside them."""
    keys = {label_key(column.path[-1]) for column in table.table.columns if column.path}
    return any(budget_column(key) is BudgetColumn.BUDGET for key in keys) and table.grid.label_columns > 0


def _own_unit(unit: str | None) -> Unit | None:
    return parse_unit(unit) if unit else None


def is_budget_table(table: ReadTable, uses: Sequence[ColumnUse | None]) -> bool:
    """Whether the columns are a budget's: most are known, one is a budget or an execution, and they hold figures."""
    columns = [use.column for use in uses if use]
    known = sum(use is not None for use in uses)
    main = {BudgetColumn.BUDGET, BudgetColumn.EXECUTED} & set(columns)
    figures = [
        cell
        for row in table.table.rows
        for cell, use in zip(row.cells, uses, strict=False)
        if use and use.column in MONEY and cell_kind(cell.printed) is not CellKind.BLANK
    ]
    numeric = sum(_is_figure(cell) for cell in figures)
    if sum(label_key(column.path[-1]) in TIME_COLUMN_WORDS for column in table.table.columns if column.path) > 1:
        return False  # a table of progress: its amounts belong to steps, not to items
    money = sum(column is not BudgetColumn.NOTE for column in columns)
    return (
        bool(main)
        and known * 3 >= len(uses) * 2
        and 2 * money >= len(uses)
        and len(set(columns) - {BudgetColumn.NOTE}) >= 2
        and 2 * numeric >= len(figures) > 0
    )


def _is_figure(cell: Cell) -> bool:
    return (
        cell_kind(cell.printed) in (CellKind.VALUE, CellKind.DASH)
        or bool(_LEADING.match(fold(cell.printed)))
        or cell.printed.replace(" ", "") in NON_BUDGET_WORDS
    )


def money_in_cells(table: ReadTable, uses: Sequence[ColumnUse | None]) -> bool:
    """Whether the amounts carry their own unit (`86백만원`)."""
    return any(
        "원" in cell.printed for row in table.table.rows for cell, use in zip(row.cells, uses, strict=False) if use and use.column in MONEY
    )


def is_city(reading: Reading) -> bool:
    """Whether the report's government pays `시비` out of its own pocket: it is a city, or has no districts above it."""
    name = reading.meta.government
    return name is not None and (level(name) is GovernmentLevel.UPPER or name.endswith("시"))
