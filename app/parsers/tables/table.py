"""Tables: grids with all that stands around them and says what their figures mean.

The unit stands above the table, in its heading, in the caption, in a column's or row's label, in the cell, or below the
table; a date such as `(5.31.기준)` likewise. The caption is the line that introduces the table; without one the
heading names it.

Findings: `ragged_row` where a row has more cells than the header has columns; the row is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from app.models.outline import Cell, Column, Row, Table
from app.models.span import Span, Spots
from app.parsers.characters.normalise import fold
from app.parsers.grids import Grid, GridCell, GridRow
from app.parsers.labels import (
    AMOUNT_WORDS,
    CONTINUOUS_UNITS,
    DITTO_MARKS,
    PERCENT_ENDINGS,
    TOTAL_WORDS,
    UNIT_COLUMN_WORDS,
    UNITS_OF_MEASURES,
    budget_column,
    counter_of,
    label_key,
    read_label,
    unit_alone,
)
from app.parsers.lines.lines import Line, squeeze
from app.parsers.outline.dating import find_as_of
from app.parsers.outline.tree import Part
from app.parsers.tables.axes import names_time
from app.parsers.tables.captions import Heading, read_heading, read_units
from app.parsers.tables.proven_units import proven_units
from app.parsers.tables.roles import MONEY, PERCENT, known_column
from app.parsers.tables.told_units import headed_units, told_unit
from app.parsers.values.cells import CellKind, bare_amount, cell_kind
from app.parsers.values.digits import NUMBER, to_number
from app.parsers.values.quantities import Unit, parse_unit


class Source(NamedTuple):
    """Which table a fact was read from, which of its rows, and which of its columns of values."""

    table: str | None
    row: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table with what the extractors need beside the model: its grid, its section and its units."""

    table: Table
    grid: Grid
    part: Part
    unit: Unit | None
    units: tuple[Unit, ...]
    heading: Heading
    year: int | None

    @property
    def caption_line(self) -> Line | None:
        """The line that introduces the table."""
        return self.heading.caption_line

    @property
    def title(self) -> str:
        """What stands over the table: its caption, else the heading of its section."""
        return self.table.caption or self.part.title

    @property
    def unit_column(self) -> int | None:
        """The label column that holds the unit of each row."""
        paths = self.table.label_columns
        return next((at for at, path in enumerate(paths) if path and label_key(path[-1]) in UNIT_COLUMN_WORDS), None)

    def texts(self, row: int) -> tuple[str, ...]:
        """The labels of a row as printed."""
        return self.table.rows[row].labels

    def cell(self, row: int, column: int) -> Cell:
        """A value cell."""
        return self.table.rows[row].cells[column]

    def at(self, row: int, column: int, first: int = 0, last: int | None = None) -> Spots:
        """Where a part of a cell's text is printed; columns are counted with the label columns first."""
        return self.grid.rows[row].cells[column].at(first, last)

    def figure_at(self, row: int, column: int) -> Spots:
        """Where the number is printed that a cell begins with; columns are counted with the label columns first."""
        cell = self.grid.rows[row].cells[column]
        match = _LEADING.match(fold(cell.text).lstrip())
        lead = len(cell.text) - len(cell.text.lstrip())
        return cell.at(lead + match.start(), lead + match.end()) if match else ()

    def source(self, row: int | None = None, column: int | None = None) -> Source:
        """What a fact says of where in the table it was read; columns are counted with the label columns first."""
        value = column - self.grid.label_columns if column is not None else -1
        return Source(self.table.id, row if row is not None and row >= 0 else None, value if value >= 0 else None)


def build_table(
    grid: Grid,
    number: int,
    part: Part,
    at: int,
    section: str,
    lines: Sequence[Line],
    year: int | None,
    before: ReadTable | None = None,
) -> ReadTable:
    """A table of its grid; `part` is the section it stands in, `at` its place there, `year` the report's.

    before: the table right before it in the same section, with nothing between.
    """
    heading = read_heading(grid, at, part, lines)
    labels, values = grid.paths[: grid.label_columns], grid.paths[grid.label_columns :]
    if before is not None and (before.grid.span.first == grid.span.first or _goes_on(before, values)):
        heading = before.heading
    units = read_units(heading.unit_text) if heading.unit_text else ()
    if not units and (told := told_unit(grid, at, part, lines)):
        units = (told,)
    unit = next((one for one in units if one.money), units[0] if units else None)
    as_of, rows = _as_of(heading, grid, year), tuple(_rows(grid))
    table = Table(
        id=f"t{number + 1}",
        section=section,
        caption=heading.caption,
        unit=unit.printed if unit else None,
        span=grid.span,
        label_columns=labels,
        columns=tuple(map(Column, values, proven_units(values, _units_of(grid, values, units, unit), rows, heading.told))),
        rows=rows,
        as_of=as_of,
        layout=grid.layout,
    )
    return ReadTable(table, grid, part, unit, units, heading, year)


def _goes_on(before: ReadTable, values: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table is a second band of the one before it: as many columns, all of them times (`1월 … 6월`, then `7월 … 12월`)."""
    paths = [*values, *(column.path for column in before.table.columns)]
    return 2 * len(values) == len(paths) and all(path and names_time(path[-1]) for path in paths)


def _as_of(heading: Heading, grid: Grid, year: int | None) -> str | None:
    texts = [heading.as_of_text or "", *(label for path in grid.paths for label in path)]
    found = (find_as_of(fold(text), year) for text in texts)
    return next((date for date in found if date), None)


def _units_of(grid: Grid, paths: Sequence[tuple[str, ...]], units: Sequence[Unit], unit: Unit | None) -> list[str | None]:
    """The unit of each column: that of the total which its label carries, else what the label says."""
    headed = headed_units(grid)
    return [headed[at].printed if at in headed else own for at, own in enumerate(_column_units(paths, units, unit))]


def _column_units(paths: Sequence[tuple[str, ...]], units: Sequence[Unit], unit: Unit | None) -> list[str | None]:
    """The unit of each column. Where only some columns of money print theirs, the others are in the same: `예산액(천원)`, `증감액`."""
    rated = {path[:-1] for path in paths if len(path) > 1 and label_key(path[-1]).endswith(PERCENT_ENDINGS)}
    found = [_column_unit(_bare_group(path) if path[:-1] in rated else path, units, unit) for path in paths]
    money = [at for at, path in enumerate(paths) if path and found[at] != PERCENT and known_column(path) in MONEY]
    printed = {word for at in money if (word := found[at]) is not None}
    if unit is None and len(printed) == 1:
        for at in money:
            found[at] = found[at] or next(iter(printed))
    return found


def _bare_group(path: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a column of a group that has a rate of its own: the group's name (`관리자 비율`) is not that of all its columns."""
    return (*(label for label in path[:-1] if not label_key(label).endswith(PERCENT_ENDINGS)), path[-1])


def _column_unit(path: tuple[str, ...], units: Sequence[Unit], unit: Unit | None) -> str | None:
    """The unit that a column's labels print, innermost first; rates are percent whatever the table's unit, and counts are no amounts."""
    for label in reversed(path):
        if printed := read_label(label).unit or unit_alone(label):
            return printed
        if label_key(label).endswith(PERCENT_ENDINGS) and (label == path[-1] or _only_times(path)):
            return PERCENT
        if budget_column(label) in MONEY:
            break
    told = next((own for label in reversed(path) if (own := counted_unit(label, units))), None)
    fitting = told or (unit if _is_certain(path, units) else None)
    return fitting.printed if fitting else None


def _only_times(path: tuple[str, ...]) -> bool:
    """Whether a column's own label only says when, so that its group's says what: `집행률` over `2023년`."""
    return cell_kind(path[-1]) is CellKind.TIME


def _is_certain(path: tuple[str, ...], units: Sequence[Unit]) -> bool:
    """Whether a column whose label does not say what it counts is in the table's unit: the only one, but for percent, or money's word."""
    if len({unit.base for unit in units if unit.base != PERCENT}) < 2:
        return True
    return any(unit.money for unit in units) and any(budget_column(label) in MONEY or label_key(label) in AMOUNT_WORDS for label in path)


def row_unit(labels: Sequence[str], units: Sequence[Unit]) -> str | None:
    """The unit that the labels of a row tell: in brackets behind one (`사업비(백만원)`), or by what one counts (`영치대수`)."""
    for label in reversed(labels):
        if printed := read_label(label).unit:
            return printed
        if counted := counted_unit(label, units):
            return counted.printed
    return None


def _fits(unit: Unit, key: str) -> bool:
    """Whether a label ends in a unit, or in what the unit measures: `지급가구`, `조성면적`."""
    measured = next((units for ending, units in UNITS_OF_MEASURES if key.endswith(ending)), ())
    return (len(unit.base) > 1 and key.endswith(unit.base)) or unit.base in measured


def counted_unit(label: str, units: Sequence[Unit]) -> Unit | None:
    """The unit of what a label says it counts, of a table's units: `세대수` under (명, 세대), `노선수` under (km).

    None where the label says nothing, or the table's one unit counts something itself.
    """
    if not units:
        return None
    several = len(units) > 1
    named = next((unit for unit in units if several and _fits(unit, label_key(label))), None)
    counter = None if named else counter_of(label)
    if counter is None:
        return named
    own = next((unit for unit in units if unit.base == counter), None)
    return own or (parse_unit(counter) if several or units[0].money or units[0].base in CONTINUOUS_UNITS else None)


def _rows(grid: Grid) -> list[Row]:
    """The rows with their labels: a label left blank is the one above it, as long as the labels to its left stay the same."""
    rows: list[Row] = []
    above = [""] * grid.label_columns
    units = [_is_unit_column(grid, at) for at in range(grid.label_columns)]
    for row in grid.rows:
        own = _joined_total([_label(cell) for cell in row.cells[: grid.label_columns]])
        valued = any(cell.text for cell in row.cells[grid.label_columns :])
        above = _labels(own, above, units) if any(own) or not (above and valued) else list(above)
        rows.append(Row(tuple(above), tuple(_cell(cell, row, signed=grid.signed) for cell in row.cells[grid.label_columns :]), row.span))
    return rows


def _labels(own: Sequence[str], above: Sequence[str], units: Sequence[bool]) -> list[str]:
    """A row's labels: a ditto mark is the label above, and so is what is left blank before the first that is printed."""
    labels = [above[at] if label in DITTO_MARKS and above[at] else label for at, label in enumerate(own)]
    first = next((at for at, label in enumerate(labels) if label), 0)
    return [above[at] if at < first and not units[at] else label for at, label in enumerate(labels)]


def _joined_total(labels: list[str]) -> list[str]:
    """Labels of a row; a total whose letters stand apart (`합  계`) is one label, however many columns it was taken for."""
    letters = [label for label in labels if label]
    if len(letters) > 1 and all(len(label) == 1 for label in letters) and "".join(letters) in TOTAL_WORDS:
        return [" ".join(letters), *[""] * (len(labels) - 1)]
    return labels


def _is_unit_column(grid: Grid, column: int) -> bool:
    path = grid.paths[column]
    return bool(path) and label_key(path[-1]) in UNIT_COLUMN_WORDS


def _label(cell: GridCell) -> str:
    return squeeze(cell.text.replace("\n", " "))


def _cell(cell: GridCell, row: GridRow, *, signed: bool) -> Cell:
    span: Span | None = cell.span if cell.span != row.span else None
    return Cell(cell.text, cell_value(bare_amount(cell.text) if signed else cell.text), span, next(iter(cell.at()), None))


def cell_value(text: str) -> int | Decimal | None:
    """The number of a cell that holds just one, with or without a unit, a sign or parts in brackets."""
    if cell_kind(text) is not CellKind.VALUE:
        return None
    match = _LEADING.match(fold(text).strip())
    if not match:
        return None
    value = to_number(match["digits"])
    return -value if match["sign"] in ("△", "-") else value


_LEADING: Final = re.compile(rf"(?P<sign>[△\-+]?)\s?(?P<digits>{NUMBER})")
