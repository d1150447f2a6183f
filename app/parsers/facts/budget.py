"""Budget lines: the rows of budget, execution and settlement tables, and the budget that stands under a project.

How they look: a column for the budget (예산액, 예산현액 …), mostly one for what was spent or collected, a rate, last year's
budget and the change; rows from the total down to single projects, or the departments of a bureau. Under a project the
table has no label column: the project is the item. `452,743(구비)` and `(국 28,000, 시 12,000, 구비 2,387,784)` say who pays.
A table whose money columns are quarters or years is no budget table: its figures are indicators.

Findings: `unit_missing` where no unit is printed in reach of the table (nothing is read from it then);
`hierarchy_unclear` from `app/parsers/tables/hierarchy.py`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from app.models.facts import BudgetLine, Direction, FundingShare
from app.models.finding import Finding, FindingCode, Severity
from app.models.outline import Row, Topic
from app.models.quantity import FundingTier
from app.models.span import Spots
from app.parsers.bodies.whole import names_whole
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.labels import (
    ACCOUNT_WORDS,
    BASIS_NOTE,
    DIRECTION_WORDS,
    NON_BUDGET_WORDS,
    PURE_INCREASE_WORDS,
    BudgetColumn,
    funding_tier,
    letter_payer,
    topic_of,
)
from app.parsers.places.half_read import Place, Reading
from app.parsers.places.whose import Body
from app.parsers.tables.hierarchy import Branch, find_branches
from app.parsers.tables.kinds import ColumnUse, budget_uses, is_budget_table, money_in_cells, older_uses
from app.parsers.tables.roles import MONEY
from app.parsers.tables.sheet import Sheet
from app.parsers.tables.table import ReadTable
from app.parsers.values.cells import SHARES, CellKind, cell_kind
from app.parsers.values.digits import WHOLE, UnreadableQuantity, to_number
from app.parsers.values.periods import column_year, is_period
from app.parsers.values.quantities import Amount, Unit, parse_amount, parse_number, parse_won

_PARTS: Final = re.compile(rf"(?P<payer>[가-힣·]{{1,8}})\s*:?\s*(?P<digits>{WHOLE})?")
_BRACKET: Final = re.compile(r"\((?P<inner>[^()]*)\)?", re.S)


@dataclass(slots=True)
class RowFigures:
    """The figures of one row, by column, as they are found. `used`: the columns they stand in; `at`: where, by field."""

    amounts: dict[BudgetColumn, Amount] = field(default_factory=dict)
    rates: dict[BudgetColumn, Decimal] = field(default_factory=dict)
    paid: dict[str, list[FundingShare]] = field(default_factory=lambda: {"funding": [], "executed_funding": []})
    used: set[int] = field(default_factory=set)
    at: dict[str, Spots] = field(default_factory=dict)

    def pay(self, which: str, share: FundingShare, spots: Spots) -> None:
        """Add who pays a part of the budget, or of what was executed."""
        self.at[f"{which}.{len(self.paid[which])}"] = spots
        self.paid[which].append(share)


def read_budget_lines(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every line of every budget table."""
    taken = {key[0] for key in used}
    return join_extractions(read_budget_table(reading, number, table) for number, table in enumerate(reading.tables) if number not in taken)


def read_budget_table(reading: Reading, number: int, table: ReadTable) -> Extraction:
    """The lines of one table; nothing where it is no budget table."""
    sheet = reading.sheets[number]
    uses = budget_uses(sheet, city=reading.is_city)
    if not is_budget_table(sheet, uses):
        return Extraction()
    if not any(use and use.unit and use.unit.money for use in uses) and not money_in_cells(sheet, uses):
        return Extraction(findings=(_unit_missing(table),))
    rows = _rows_of(table, uses, reading.is_city)
    payers = _take_payers(table, rows, uses, reading.is_city)
    branches = find_branches(table, [_vector(RowFigures() if at in payers else figures) for at, figures in enumerate(rows)])
    statement = _Statement.of(reading, number, table, uses)
    told = [_Told(statement, {at: figures for at, figures in enumerate(rows) if at not in payers}), *_older(reading, sheet, statement)]
    bodies = _bodies(reading, table, branches)
    facts = [_line(reading, table, one.statement, at, one.rows[at], branches[at], bodies[at]) for one in told for at in one.given()]
    used = frozenset(_cells(sheet, dict(enumerate(rows)), *(one.rows for one in told[1:])))
    unclear = tuple(_unclear(table.table.rows[branch.row]) for branch in branches if branch.unclear and branch.row not in payers)
    return Extraction(tuple(facts), used, unclear)


def _older(reading: Reading, sheet: Sheet, statement: "_Statement") -> Iterator["_Told"]:
    """The statements of older years that the table holds beside the latest's."""
    for year, columns in older_uses(sheet, city=reading.is_city).items():
        yield _Told(statement.of_year(year, columns), dict(enumerate(_rows_of(sheet.table, columns, reading.is_city))))


def _cells(sheet: Sheet, *claimed: Mapping[int, RowFigures]) -> Iterator[CellKey]:
    """The cells whose figures the rows have taken."""
    labels = sheet.table.grid.label_columns
    for rows in claimed:
        for at, figures in rows.items():
            yield from ((sheet.number, at, labels + column) for column in figures.used)


class _Told(NamedTuple):
    """A statement with the rows that are its lines."""

    statement: "_Statement"
    rows: dict[int, RowFigures]

    def given(self) -> list[int]:
        """The rows that hold anything of a budget."""
        return [at for at, figures in self.rows.items() if figures.amounts or figures.rates or figures.used]


def _rows_of(table: ReadTable, uses: Sequence[ColumnUse | None], city: bool) -> list[RowFigures]:
    return [_figures(table, at, uses, city) for at in range(len(table.table.rows))]


def _take_payers(table: ReadTable, rows: Sequence[RowFigures], uses: Sequence[ColumnUse | None], city: bool) -> set[int]:
    """Rows that say who pays the row above them (`국 | 1,100`) become its funding; they are no items of their own."""
    payers: set[int] = set()
    above: int | None = None
    for at, (row, figures) in enumerate(zip(table.table.rows, rows, strict=True)):
        label = "".join("".join(row.labels).split())
        tier = letter_payer(label, city)
        if tier is None or set(figures.amounts) != {BudgetColumn.BUDGET} or above is None:
            above = at if len(figures.amounts) > 1 else above
            continue
        payers.add(at)
        column = next(column for column, use in enumerate(uses) if use and use.column is BudgetColumn.BUDGET)
        share = FundingShare(label, tier, figures.amounts[BudgetColumn.BUDGET].won)
        rows[above].pay("funding", share, table.at(at, table.grid.label_columns + column))
    return payers


def _unit_missing(table: ReadTable) -> Finding:
    message = "금액의 단위가 인쇄되어 있지 않아 읽지 않았습니다."
    return Finding(FindingCode.UNIT_MISSING, Severity.WARNING, message, table.table.span)


def _unclear(row: Row) -> Finding:
    message = "이 행이 어느 항목에 속하는지 정할 수 없습니다."
    return Finding(FindingCode.HIERARCHY_UNCLEAR, Severity.NOTICE, message, row.span, printed=" ".join(row.labels))


# --- rows ----------------------------------------------------------------------------------------------------------------


_FIELDS: Final[Mapping[BudgetColumn, str]] = {
    BudgetColumn.BUDGET: "budget_won",
    BudgetColumn.EXECUTED: "executed_won",
    BudgetColumn.RATE: "rate_percent",
    BudgetColumn.REMAINING: "remaining_won",
    BudgetColumn.PRIOR: "prior_budget_won",
    BudgetColumn.CHANGE: "change_won",
    BudgetColumn.CHANGE_RATE: "change_percent",
    BudgetColumn.SHARE: "share_percent",
    BudgetColumn.CARRIED_OVER: "carried_over_won",
}


def _figures(table: ReadTable, number: int, uses: Sequence[ColumnUse | None], city: bool) -> RowFigures:
    """The figures of one row; of several columns of one meaning the first counts."""
    found = RowFigures()
    for at, (cell, use) in enumerate(zip(table.table.rows[number].cells, uses, strict=False)):
        if use is None or use.column is BudgetColumn.NOTE or not cell.printed.strip():
            continue
        text = fold(cell.printed).strip()
        spots = partial(table.at, number, table.grid.label_columns + at)
        taken = _take(found, use, cell.printed, text, spots, city)
        if taken or cell_kind(text) is CellKind.DASH or text.replace(" ", "") in _NOTHING:
            found.used.add(at)
    return found


_NOTHING: Final = NON_BUDGET_WORDS | PURE_INCREASE_WORDS
_RATES: Final = frozenset([BudgetColumn.RATE, BudgetColumn.CHANGE_RATE, BudgetColumn.SHARE])


def _take(found: RowFigures, use: ColumnUse, printed: str, text: str, spots: Callable[[int, int | None], Spots], city: bool) -> bool:
    """Put the figure of a cell where its column says; whether there was one."""
    if use.column in _RATES:
        rate = _rate(text)
        if rate is None or use.column in found.rates:
            return False
        found.rates[use.column] = rate
        found.at[_FIELDS[use.column]] = spots(0, None)
        return True
    amount, end = _amount(text, use.unit), _head_end(printed)
    if amount is None:
        return False
    if use.column is BudgetColumn.FUNDING:
        if use.payer is not None:
            found.pay("funding", FundingShare(use.label, use.payer, amount.won), spots(0, end))
        return use.payer is not None
    if use.column in found.amounts:
        return False
    found.amounts[use.column] = amount
    found.at[_FIELDS[use.column]] = spots(0, end)
    for share, (first, last) in _shares(printed, amount, use.unit, city):
        found.pay("executed_funding" if use.column is BudgetColumn.EXECUTED else "funding", share, spots(first, last or end))
    return True


def _head_end(printed: str) -> int:
    """Where the amount ends that a cell begins with: at the first bracket or share, else with the cell."""
    return len(SHARES.sub("", fold(printed)).split("(", 1)[0])


def _amount(text: str, unit: Unit | None) -> Amount | None:
    """The amount that a cell begins with; what stands in brackets behind it says who pays. A bare number without a unit is none."""
    head = SHARES.sub("", text).split("(", 1)[0].strip()
    if unit is None or not unit.money:
        return parse_won(head)
    try:
        return parse_amount(head, unit) if head else None
    except UnreadableQuantity:
        return None


def _rate(text: str) -> Decimal | None:
    try:
        return Decimal(parse_number(text.replace(" ", "").removesuffix("%")))
    except UnreadableQuantity:
        return None


def _shares(printed: str, amount: Amount, unit: Unit | None, city: bool) -> Iterator[tuple[FundingShare, tuple[int, int]]]:
    """Who pays, out of the brackets behind an amount: `(구비)` pays all of it, `(국 28,000, 시 12,000 …)` a part each.

    So do lines below it, a letter and a sum each. Beside each share its digits' place in the cell; (0, 0) where it is the amount itself.
    """
    factor = unit.factor if unit and unit.money else 1
    yield from _lined_shares(fold(printed), factor, city)
    for bracket in _BRACKET.finditer(printed) if "(" in printed else ():
        for match in _PARTS.finditer(fold(bracket["inner"])):
            tier = funding_tier(match["payer"], city)
            if tier is None:
                continue
            if match["digits"]:
                begin = bracket.start("inner")
                place = (begin + match.start("digits"), begin + match.end("digits"))
                yield FundingShare(match["payer"], tier, int(to_number(match["digits"])) * factor), place
            elif bracket["inner"].strip() == match["payer"]:
                yield FundingShare(match["payer"], tier, amount.won), (0, 0)


def _lined_shares(printed: str, factor: int, city: bool) -> Iterator[tuple[FundingShare, tuple[int, int]]]:
    """The shares that stand one a line below an amount."""
    lines = SHARES.search(printed) if "\n" in printed else None
    for match in _PARTS.finditer(printed, lines.start()) if lines else ():
        tier = funding_tier(match["payer"], city) or FundingTier.OTHER
        yield FundingShare(match["payer"], tier, int(to_number(match["digits"])) * factor), match.span("digits")


def _vector(figures: RowFigures) -> tuple[int | None, ...]:
    """The figures that add up from children to parents."""
    columns = (BudgetColumn.BUDGET, BudgetColumn.PRIOR, BudgetColumn.EXECUTED, BudgetColumn.REMAINING)
    return tuple(figures.amounts[column].won if column in figures.amounts else None for column in columns)


# --- whose line, and of which statement ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Statement:
    """What all lines of one table share."""

    id: str
    name: str
    direction: Direction
    project: str | None
    year: int | None
    as_of: str | None
    account: str | None
    prior_year: int | None
    budget_basis: str | None
    prior_basis: str | None
    unit: str | None

    def of_year(self, year: int, uses: Sequence[ColumnUse | None]) -> "_Statement":
        """The statement of an older year in the same table."""
        basis = _basis(uses, BudgetColumn.BUDGET)
        return replace(self, id=f"{self.id}-{year}", year=year, as_of=None, prior_year=None, budget_basis=basis, prior_basis=None)

    @classmethod
    def of(cls, reading: Reading, number: int, table: ReadTable, uses: Sequence[ColumnUse | None]) -> "_Statement":
        place = reading.place_of[id(table.part)]
        name = _statement_name(reading, place, table)
        year = _latest(uses, BudgetColumn.BUDGET) or _title_year_of(place) or _year_of(table.table.as_of) or reading.year
        return cls(
            f"{table.table.id}",
            name,
            _direction(place, table, uses),
            place.project,
            year,
            table.table.as_of or _as_of(reading, table, year),
            _account(name, place),
            _latest(uses, BudgetColumn.PRIOR),
            _basis(uses, BudgetColumn.BUDGET),
            _basis(uses, BudgetColumn.PRIOR),
            next((unit.printed for unit in (table.unit, *(use.unit for use in uses if use and use.column in MONEY)) if unit), None),
        )


def _statement_name(reading: Reading, place: Place, table: ReadTable) -> str:
    """What a statement is called: its caption, unless that says nothing of money and the section's title does not name a project."""
    name = table.table.caption or place.part.title or (place.path[-1] if place.path else "") or reading.meta.title or ""
    return place.part.title if place.part.title and not place.is_project and not _speaks_of_money(name) else name


def _latest(uses: Sequence[ColumnUse | None], column: BudgetColumn) -> int | None:
    """The last year that the columns of a role are of, if their labels name one."""
    return max((use.year for use in uses if use and use.column is column and use.year), default=None)


def _title_year_of(place: Place) -> int | None:
    """The year that the nearest title names."""
    return next((year for title in reversed(place.path) if (year := _title_year(title))), None)


def _account(name: str, place: Place) -> str | None:
    """The account (일반회계 …) that the nearest title names."""
    texts = [text.replace(" ", "") for text in (name, *reversed(place.path))]
    return next((word for text in texts for word in ACCOUNT_WORDS if word in text), None)


def _speaks_of_money(name: str) -> bool:
    return topic_of(name) in (Topic.BUDGET, Topic.REVENUE, Topic.EXPENDITURE)


def _title_year(title: str) -> int | None:
    return column_year(title) if any(char.isdigit() for char in title) else None


def _year_of(date: str | None) -> int | None:
    return int(date[:4]) if date else None


def _as_of(reading: Reading, table: ReadTable, year: int | None) -> str | None:
    """A table without a date of its own is of the report's date, if that lies in its year."""
    date = reading.meta.as_of
    return date if date and year and date[:4] == str(year) else None


def _direction(place: Place, table: ReadTable, uses: Sequence[ColumnUse | None]) -> Direction:
    """Revenue or expenditure: by the nearest words that say so, from the caption to the columns and the headings above."""
    texts = [
        table.table.caption or "",
        place.part.title,
        *(label for column in table.table.columns for label in column.path),
        *reversed(place.path),
    ]
    for text in texts:
        found = {direction for word, direction in DIRECTION_WORDS.items() if word in text.replace(" ", "")}
        if len(found) == 1:
            return found.pop()
    return Direction.EXPENDITURE


def _bodies(reading: Reading, table: ReadTable, branches: Sequence[Branch]) -> list[Body]:
    """Whose line each is: the nearest body named by a row above it in the tree, if the table is wider than that body.

    A row over several departments is of none of them, and a row of the whole government (`구 전체`) of no department at all.
    """
    own = reading.body_of(table)
    wider = _over_departments(branches)
    bodies: list[Body] = []
    for branch in branches:
        named = branch.department
        if names_whole(branch.item) or (named is None and any(map(names_whole, branch.path))):
            bodies.append(own.whole)
        elif named is None:
            bodies.append(Body(own.government, own.bureau, None) if branch.row in wider else own)
        elif branch.is_bureau:
            bodies.append(Body(own.government, named, None))
        else:
            bodies.append(Body(own.government, branch.bureau or own.bureau, named))
    return bodies


def _over_departments(branches: Sequence[Branch]) -> frozenset[int]:
    """The rows that hold two departments or more."""
    below: dict[tuple[str, ...], set[str]] = {}
    for branch in branches:
        if branch.department is not None:
            for depth in range(len(branch.path)):
                below.setdefault(branch.path[: depth + 1], set()).add(branch.department)
    return frozenset(branch.row for branch in branches if len(below.get((*branch.path, branch.item), ())) > 1)


def _line(
    reading: Reading,
    table: ReadTable,
    statement: _Statement,
    at: int,
    figures: RowFigures,
    branch: Branch,
    body: Body,
) -> BudgetLine:
    row = table.table.rows[at]
    amounts = figures.amounts
    change = amounts.get(BudgetColumn.CHANGE)
    item = branch.item or statement.project or statement.name
    return BudgetLine(
        id="",
        **reading.common(
            table.part,
            row.span,
            year=_row_year(item) or statement.year,
            as_of=statement.as_of,
            body=body,
            at=figures.at,
            source=table.source(at),
        ),
        direction=statement.direction,
        statement=statement.name,
        statement_id=statement.id,
        project=statement.project,
        item=item,
        path=branch.path,
        level=len(branch.path),
        role=branch.role,
        rank=branch.rank,
        budget_won=_won(amounts, BudgetColumn.BUDGET),
        budget_basis=statement.budget_basis,
        executed_won=_won(amounts, BudgetColumn.EXECUTED),
        rate_percent=figures.rates.get(BudgetColumn.RATE),
        remaining_won=_won(amounts, BudgetColumn.REMAINING),
        prior_budget_won=_won(amounts, BudgetColumn.PRIOR),
        prior_basis=statement.prior_basis,
        prior_year=statement.prior_year,
        change_won=change.won if change else None,
        change_percent=figures.rates.get(BudgetColumn.CHANGE_RATE),
        share_percent=figures.rates.get(BudgetColumn.SHARE),
        carried_over_won=_won(amounts, BudgetColumn.CARRIED_OVER),
        funding=tuple(figures.paid["funding"]),
        executed_funding=tuple(figures.paid["executed_funding"]),
        account=statement.account,
        unit=statement.unit,
    )


def _row_year(item: str) -> int | None:
    """The year that a row is of, where it is called nothing but that: `2022년`."""
    return column_year(item) if is_period(item) else None


def _won(amounts: Mapping[BudgetColumn, Amount], column: BudgetColumn) -> int | None:
    return amounts[column].won if column in amounts else None


_BASIS_NOTE: Final = re.compile(BASIS_NOTE)


def _basis(uses: Sequence[ColumnUse | None], column: BudgetColumn) -> str | None:
    use = next((use for use in uses if use and use.column is column), None)
    if use is None:
        return None
    return _BASIS_NOTE.sub("", use.label).strip() or use.label
