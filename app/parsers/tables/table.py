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
    CONTINUOUS_UNITS,
    DITTO_MARKS,
    PERCENT_ENDINGS,
    UNIT_COLUMN_WORDS,
    UNIT_NOTE,
    UNITS_OF_MEASURES,
    budget_column,
    counter_of,
    label_key,
    read_label,
    split_units,
    unit_alone,
)
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import ITEMS, Style, read_mark
from app.parsers.lines.titles import read_title
from app.parsers.outline.front_page import find_as_of
from app.parsers.outline.tree import Part
from app.parsers.tables.roles import MONEY, PERCENT, known_column
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import NUMBER, to_number
from app.parsers.values.quantities import Unit, find_quantities, parse_unit


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
    caption_line: Line | None
    year: int | None

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


@dataclass(frozen=True, slots=True)
class Heading:
    """What introduces a table."""

    caption: str | None
    caption_line: Line | None
    unit_text: str | None
    as_of_text: str | None


def build_table(grid: Grid, number: int, part: Part, section: str, lines: Sequence[Line], year: int | None) -> ReadTable:
    """A table of its grid; `part` is the section it stands in, `year` the report's."""
    heading = _heading(grid, number, part, lines)
    units = read_units(heading.unit_text) if heading.unit_text else ()
    unit = next((one for one in units if one.money), units[0] if units else None)
    labels, values = grid.paths[: grid.label_columns], grid.paths[grid.label_columns :]
    as_of = _as_of(heading, grid, year)
    table = Table(
        id=f"t{number + 1}",
        section=section,
        caption=heading.caption,
        unit=unit.printed if unit else None,
        span=grid.span,
        label_columns=labels,
        columns=tuple(map(Column, values, _column_units(values, units, unit))),
        rows=tuple(_rows(grid)),
        as_of=as_of,
        layout=grid.layout,
    )
    return ReadTable(table, grid, part, unit, units, heading.caption_line, year)


def _as_of(heading: Heading, grid: Grid, year: int | None) -> str | None:
    texts = [heading.as_of_text or "", *(label for path in grid.paths for label in path)]
    found = (find_as_of(fold(text), year) for text in texts)
    return next((date for date in found if date), None)


def read_units(text: str) -> tuple[Unit, ...]:
    """The units of a note such as `단위 : 천원, %`; none of one that names something else (`단위: 건강증진`)."""
    match = UNIT_NOTE.search(fold(text))
    if not match:
        return ()
    return tuple(map(parse_unit, split_units(match["unit"])))


def _heading(grid: Grid, number: int, part: Part, lines: Sequence[Line]) -> Heading:
    """Look above the table for its caption, unit and date: back to the last item or table, else the heading; then below."""
    at = part.content.index(-1 - number)
    caption: Line | None = None
    unit = as_of = None
    for index in reversed(part.content[:at]):
        if index < 0:
            break
        line = lines[index]
        if line.style is Style.PAGE:
            continue
        unit = unit or (line.body if UNIT_NOTE.search(line.body) else None)
        as_of = as_of or (line.body if find_as_of(line.body, 2000) else None)
        if line.style is Style.UNIT or (line.style is Style.TEXT and _is_bracketed_note(line.body)):
            continue
        caption = line if _introduces(line, grid, lines) else None
        break
    heading = lines[part.first].body if part.first >= 0 else ""
    if unit is None and UNIT_NOTE.search(heading):
        unit = heading
    if as_of is None and find_as_of(heading, 2000):
        as_of = heading
    if UNIT_NOTE.search(fold(grid.title)):
        unit = fold(grid.title)
    unit = unit or _unit_below(part, at, lines) or _unit_in_labels(grid)
    title = _unbracketed(read_title(grid.title, numbered=False).title) if grid.title and not is_unit(grid.title) else None
    return Heading(title or (_caption_text(caption) if caption else None), caption, unit, as_of or grid.title or unit)


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit in brackets."""
    return read_mark(fold(text)).style is Style.UNIT


def _is_bracketed_note(body: str) -> bool:
    return body.startswith("(") and body.endswith(")") and bool(UNIT_NOTE.search(body) or find_as_of(body, 2000))


def _introduces(line: Line, grid: Grid, lines: Sequence[Line]) -> bool:
    """Whether a line above a table names it: short, and not far away."""
    near = grid.span.first - line.last <= 6
    if line.style in ITEMS and ":" not in line.body and len(find_quantities(line.body)) > 1:
        return False  # an item that states figures of several things
    return near and line.style not in (Style.PAGE, Style.RULE, Style.LEADER) and len(line.mark.rest or line.body) <= 50


def _caption_text(line: Line) -> str:
    return _unbracketed(read_title(line.printed_rest() or line.raw, numbered=False).title)


def _unbracketed(title: str) -> str:
    """A title without the bracket around it as a whole: `(목 표)`."""
    return title[1:-1].strip() if title.startswith("(") and title.endswith(")") else title


def _unit_below(part: Part, at: int, lines: Sequence[Line]) -> str | None:
    """A unit printed right below a table, unless it belongs to a table that follows it."""
    after = part.content[at + 1 : at + 3]
    if after and after[0] >= 0 and lines[after[0]].style is Style.UNIT and not (len(after) > 1 and after[1] < 0):
        return lines[after[0]].body
    return None


def _unit_in_labels(grid: Grid) -> str | None:
    """A unit in the label of the first label column: `구분(단위: 명)`."""
    return next((label for path in grid.paths for label in path if UNIT_NOTE.search(fold(label))), None)


def _column_units(paths: Sequence[tuple[str, ...]], units: Sequence[Unit], unit: Unit | None) -> list[str | None]:
    """The unit of each column. Where only some columns of money print theirs, the others are in the same: `예산액(천원)`, `증감액`."""
    found = [_column_unit(path, units, unit) for path in paths]
    money = [at for at, path in enumerate(paths) if path and found[at] != PERCENT and known_column(path) in MONEY]
    printed = {word for at in money if (word := found[at]) is not None}
    if unit is None and len(printed) == 1:
        for at in money:
            found[at] = found[at] or next(iter(printed))
    return found


def _column_unit(path: tuple[str, ...], units: Sequence[Unit], unit: Unit | None) -> str | None:
    """The unit that a column's labels print, innermost first; rates are percent whatever the table's unit, and counts are no amounts."""
    for label in reversed(path):
        if printed := read_label(label).unit or unit_alone(label):
            return printed
        if label_key(label).endswith(PERCENT_ENDINGS):
            return PERCENT
        if budget_column(label) in MONEY:
            break
    fitting = next((own for label in reversed(path) if (own := counted_unit(label, units))), unit)
    return fitting.printed if fitting else None


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
    named = next((unit for unit in units if _fits(unit, label_key(label))), None) if len(units) > 1 else None
    counter = counter_of(label) if units and named is None else None
    if counter is None:
        return named
    own = next((unit for unit in units if unit.base == counter), None)
    measured = len(units) > 1 or units[0].money or units[0].base in CONTINUOUS_UNITS
    return own or (parse_unit(counter) if measured else None)


def _rows(grid: Grid) -> list[Row]:
    """The rows with their labels: a label left blank is the one above it, as long as the labels to its left stay the same."""
    rows: list[Row] = []
    above: list[str] = [""] * grid.label_columns
    for row in grid.rows:
        labels = [_label(cell) for cell in row.cells[: grid.label_columns]]
        labels = [above[at] if label in DITTO_MARKS and above[at] else label for at, label in enumerate(labels)]
        first = next((at for at, label in enumerate(labels) if label), len(labels))
        if any(labels):
            labels = [above[at] if at < first and not _is_unit_column(grid, at) else label for at, label in enumerate(labels)]
        elif grid.label_columns and any(cell.text for cell in row.cells[grid.label_columns :]):
            labels = list(above)
        above = labels
        rows.append(Row(tuple(labels), tuple(_cell(cell, row) for cell in row.cells[grid.label_columns :]), row.span))
    return rows


def _is_unit_column(grid: Grid, column: int) -> bool:
    path = grid.paths[column]
    return bool(path) and label_key(path[-1]) in UNIT_COLUMN_WORDS


def _label(cell: GridCell) -> str:
    return squeeze(cell.text.replace("\n", " "))


def _cell(cell: GridCell, row: GridRow) -> Cell:
    span: Span | None = cell.span if cell.span != row.span else None
    return Cell(cell.text, cell_value(cell.text), span, next(iter(cell.at()), None))


def cell_value(text: str) -> int | Decimal | None:
    """The number of a cell that holds just one, with or without a unit, a sign or parts in brackets."""
    if cell_kind(text) is not CellKind.VALUE:
        return None
    match = _LEADING.match(fold(text).strip())
    if not match:
        return None
    value = to_number(match["digits"])
    return -value if match["sign"] else value


_LEADING: Final = re.compile(rf"(?P<sign>[△\-]?)\s?(?P<digits>{NUMBER})")
