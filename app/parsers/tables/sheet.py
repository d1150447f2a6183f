"""A table seen in one direction: its columns compared along each row, or its rows along each column.

What holds for columns holds for rows: `계` may stand over a column or before a row, `정원` and `현원` may be columns of a
table of departments or rows of a table of grades. So a check is written once, over *items* (the columns, say) that are
compared on each *line* (the rows), and runs in both directions.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.models.facts import Measure
from app.models.outline import Cell, Row
from app.models.span import Span
from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.evidence.arithmetic import CellAt
from app.parsers.labels import (
    MEASURES,
    NIL_SIGNS,
    NOTE_COLUMN_WORDS,
    NUMBER_COLUMN_WORDS,
    PARTIAL_WORDS,
    PERCENT_ENDINGS,
    PERSON_COUNTER,
    RUNNING_TOTAL_WORDS,
    SORT_ENDINGS,
    TOTAL_ENDINGS,
    TOTAL_WORDS,
    UNIT_COLUMN_WORDS,
    label_key,
    strip_notes,
)
from app.parsers.tables.axes import Item, read_item
from app.parsers.tables.roles import Path, Role, find_roles
from app.parsers.tables.table import ReadTable, row_unit
from app.parsers.values.cells import bare_amount
from app.parsers.values.figures import Figure, Gap, Read, read_figure
from app.parsers.values.quantities import Unit, parse_unit

LONGEST_FIGURE: Final = 60
"""A longer cell is running text, unless it begins with a figure and goes on in brackets."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table with its cells read. `cells[row][column]` as the table's model has them."""

    table: ReadTable
    number: int
    cells: tuple[tuple[Read, ...], ...]
    year: int | None = None

    @cached_property
    def column_items(self) -> tuple[Item, ...]:
        """What the labels of each column tell."""
        return tuple(read_item(column.path, self.year) for column in self.table.table.columns)

    @cached_property
    def has_timed_columns(self) -> bool:
        """Whether some column is called by a time."""
        return any(item.period for item in self.column_items)

    @cached_property
    def row_items(self) -> tuple[Item, ...]:
        """What the labels of each row tell; running numbers and units name none."""
        return tuple(read_item(labels, self.year) for labels in self._naming_labels)

    @cached_property
    def naming_columns(self) -> tuple[int, ...]:
        """Columns of values that name the rows: words or ranges left of all figures, or sizes under `구경별` where nothing else does."""
        table = self.table.table
        figured = [any(isinstance(row[at], Figure) for row in self.cells) for at in range(len(table.columns))]
        first = figured.index(True) if True in figured else len(figured)
        if not first and not table.label_columns and sum(figured) > 1 and _sorts(table.columns[0].path):
            return (0,)
        return tuple(at for at in range(first) if first < len(figured) and _can_name(table.columns[at].path))

    @cached_property
    def _naming_labels(self) -> tuple[Path, ...]:
        aside = [_is_aside(path) for path in self.table.table.label_columns]
        return tuple(
            (
                *(label for label, beside in zip(row.labels, aside, strict=True) if not beside or is_sum(label)),
                *self._told(at),
            )
            for at, row in enumerate(self.table.table.rows)
        )

    def _told(self, at: int) -> list[str]:
        """What the columns of values that name rows say of a row."""
        cells = self.table.table.rows[at].cells
        return [" ".join(cells[column].printed.split())[:LONGEST_FIGURE] for column in self.naming_columns]

    def row_labels(self, at: int) -> tuple[tuple[str, str], ...]:
        """The heads of the columns that name rows, each with a row's label; running numbers and units among them."""
        table = self.table.table
        naming = [table.columns[column].path for column in self.naming_columns]
        heads = [path[-1] if path else "" for path in (*table.label_columns, *naming)]
        labels = (*table.rows[at].labels, *self._told(at))
        return tuple(zip(heads, labels, strict=True))

    @cached_property
    def columns(self) -> "View":
        """The columns, compared along each row."""
        cells = tuple(zip(*self.cells, strict=True)) if self.cells else ()
        return View(self, self._column_paths, self._column_units, self._row_paths, self._row_units, cells, True)

    @cached_property
    def rows(self) -> "View":
        """The rows, compared along each column."""
        return View(self, self._row_paths, self._row_units, self._column_paths, self._column_units, self.cells, False)

    @cached_property
    def _column_paths(self) -> tuple[Path, ...]:
        return _tidy([column.path for column in self.table.table.columns])

    @cached_property
    def _column_units(self) -> tuple[str, ...]:
        return tuple(column.unit or "" for column in self.table.table.columns)

    @cached_property
    def _row_paths(self) -> tuple[Path, ...]:
        return _tidy(self._naming_labels)

    @cached_property
    def _row_units(self) -> tuple[str, ...]:
        return tuple(unit.printed if unit else "" for unit in self._units_of_rows)

    @cached_property
    def _units_of_rows(self) -> tuple[Unit | None, ...]:
        return tuple(_unit_of_row(self.table, row) for row in self.table.table.rows)

    @cached_property
    def is_figured(self) -> bool:
        """Whether it holds more than one figure, so that there is something to compare."""
        return sum(isinstance(read, Figure) for row in self.cells for read in row) > 1

    def cell(self, at: CellAt) -> Cell:
        """The cell as printed."""
        return self.table.table.rows[at[0]].cells[at[1]]

    def span(self, at: CellAt) -> Span:
        """Where a cell stands: its own lines, if they are known, else its row's."""
        return self.cell(at).span or self.table.table.rows[at[0]].span

    def name(self, at: CellAt) -> str:
        """What a cell is called: the label of its row and of its column."""
        row, column = self._row_paths[at[0]], self._column_paths[at[1]]
        return " · ".join(label for label in (row[-1] if row else "", " ".join(column)) if label)


@dataclass(frozen=True, eq=False)
class View:
    """One direction of a sheet. `cells[item][line]`; `columns`: whether the items are the columns."""

    sheet: Sheet
    paths: tuple[Path, ...]
    units: tuple[str, ...]
    lines: tuple[Path, ...]
    line_units: tuple[str, ...]
    cells: tuple[tuple[Read, ...], ...]
    columns: bool

    def at(self, item: int, line: int) -> CellAt:
        """The cell of an item on a line."""
        return (line, item) if self.columns else (item, line)

    def read(self, at: CellAt) -> Read:
        """What a cell of the sheet holds."""
        return self.sheet.cells[at[0]][at[1]]

    @cached_property
    def keys(self) -> tuple[Path, ...]:
        """The paths as they are compared: without blanks and column notes, but with their years."""
        return tuple(tuple(map(_key, path)) for path in self.paths)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """What each item stands for."""
        return find_roles(self.paths, self.units, self.sheet.table.title)

    @cached_property
    def adds(self) -> tuple[bool, ...]:
        """Whether the figures of an item can be parts of a sum: no rates, means or ranks."""
        return tuple(map(_adds, self.paths))

    @cached_property
    def line_adds(self) -> tuple[bool, ...]:
        """Whether the figures of a line can be added."""
        return tuple(map(_adds, self.lines))

    @cached_property
    def numeric(self) -> tuple[bool, ...]:
        """Whether an item holds figures at all."""
        return tuple(any(isinstance(read, Figure) for read in cells) for cells in self.cells)


def build_sheet(table: ReadTable, number: int, year: int | None = None) -> Sheet:
    """The table with its figures read, each in its unit; `year` is the nearest that is printed around it."""
    columns = [parse_unit(column.unit) if column.unit else None for column in table.table.columns]
    none = _NOBODY if _is_staffing(table) else Gap.DASH
    cells = tuple(
        tuple(
            _read(bare_amount(cell.printed) if table.grid.signed else cell.printed, unit, none)
            for cell, unit in zip(row.cells, _units_of_cells(columns, _unit_of_row(table, row)), strict=True)
        )
        for row in table.table.rows
    )
    return Sheet(table, number, cells, year)


def _units_of_cells(columns: Sequence[Unit | None], own: Unit | None) -> Sequence[Unit | None]:
    """The units of a row's cells: what the row's own labels tell goes before its columns', but for rates."""
    return columns if own is None else [unit if unit and unit.base == "%" else own for unit in columns]


def _unit_of_row(table: ReadTable, row: Row) -> Unit | None:
    """What a row is counted in by its cell in a column 단위, else by its labels."""
    at = table.unit_column
    printed = row.labels[at] if at is not None else ""
    told = printed or row_unit(row.labels, table.units)
    return parse_unit(told) if told else None


_NOBODY: Final = Figure(0, 1, PERSON_COUNTER, 1, 0, True, "-")


def _is_staffing(table: ReadTable) -> bool:
    """Whether a table counts posts and people: a dash is nobody there."""
    labels = [
        *(label for row in table.table.rows for label in row.labels),
        *(label for column in table.table.columns for label in column.path),
    ]
    measures = {MEASURES.get(label_key(label)) for label in labels}
    return Measure.AUTHORISED in measures and Measure.ACTUAL in measures


def _read(printed: str, unit: Unit | None, none: Read) -> Read:
    if not printed:
        return Gap.BLANK
    if len(printed) > LONGEST_FIGURE and not printed[0].isdigit():
        return Gap.TEXT
    read = read_figure(printed, unit)
    nothing = read is Gap.DASH or (read is Gap.TEXT and printed.replace(" ", "") in NIL_SIGNS)
    return none if nothing else read


def _tidy(paths: Sequence[Sequence[str]]) -> tuple[Path, ...]:
    """Labels without what was left blank; a label that a merged cell repeats at every depth is said once."""
    kept = [tuple(label for label in path if label) for path in paths]
    firsts = Counter(path[0] for path in kept if path)
    return tuple(path[:1] if len(set(path)) == 1 and firsts[path[0]] == 1 else path for path in kept)


@remember(8192)
def _key(label: str) -> str:
    return "".join(strip_notes(fold(label)).split())


def _is_aside(path: Sequence[str]) -> bool:
    key = label_key(path[-1]) if path else ""
    return key in NUMBER_COLUMN_WORDS or key in UNIT_COLUMN_WORDS


def _sorts(path: Sequence[str]) -> bool:
    """Whether a column sorts the rows, whatever its cells are: `구경별(㎜)`, `연령별`."""
    return bool(path) and label_key(path[-1]).endswith(SORT_ENDINGS)


def _can_name(path: Sequence[str]) -> bool:
    return bool(path) and label_key(path[-1]) not in NOTE_COLUMN_WORDS


def _adds(path: Path) -> bool:
    for label in path:
        key = label_key(label).split("(")[0]
        if key.endswith(PERCENT_ENDINGS) or any(word in key for word in PARTIAL_WORDS):
            return False
    return True


_SHORTEST_OF_A_TOTAL: Final = 2


def is_sum(label: str) -> bool:
    """Whether a label names the sum of its neighbours: `계`, `소계`, `총계(A+B)`, `등록대수 계`; no running total."""
    key = label_key(label)
    if key in RUNNING_TOTAL_WORDS:
        return False
    if key in TOTAL_WORDS or key.split("(")[0] in TOTAL_WORDS:
        return True
    return label.rsplit(" ", 1)[-1] in TOTAL_ENDINGS and len(label) > _SHORTEST_OF_A_TOTAL
