"""Figures of tables that are no budget, staffing or other special table.

A column (or row) is a time where its label is one (`2021년`, `1분기`, `2010.12월`); `계` among quarters is their total. The unit is
the cell's own, else the row's (a column 단위), else the column's, else the table's; money becomes won. A cell may hold two
figures (`13,265(60%)`), a figure with a part (`3,809,438 (이월액 1,663,420 포함)`), or words that state figures, which are read
as running text. Header labels that carry a figure (`주차면 수(210대)`) state it as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from app.models.facts import Basis, Indicator, Period
from app.models.outline import Cell, Row
from app.parsers.characters.inline import cut_pieces, find_letters
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.stated import TOPIC_BASES, Around, build_stated, short_text
from app.parsers.grids import GridCell, GridRow
from app.parsers.labels import (
    BASIS_WORDS,
    COUNTED_WORDS,
    DIMENSION_OF_COLUMNS,
    NOTE_COLUMN_WORDS,
    NUMBER_COLUMN_WORDS,
    PROJECT_LIST_TITLE,
    QUARTERS,
    SCALE_VALUES,
    SILENT_NAMES,
    TOTAL_WORDS,
    UNIT_COLUMN_WORDS,
    label_key,
    read_label,
    strip_notes,
    topic_of,
)
from app.parsers.lines.lines import read_line, squeeze
from app.parsers.outline.passages import Passage, build_text_units
from app.parsers.places.half_read import Place, Reading
from app.parsers.places.whose import of_others
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.statements import find_figures
from app.parsers.tables.table import ReadTable, counted_unit
from app.parsers.values.cells import SHARES, CellKind, cell_kind
from app.parsers.values.digits import NUMBER, UnreadableQuantity
from app.parsers.values.periods import UnreadablePeriod, column_year, is_period, parse_period
from app.parsers.values.quantities import Unit, find_quantities, parse_number, parse_unit

LONGEST_LABEL: Final = 60
_LEADING: Final = re.compile(rf"(?P<number>[△\-+]?\s?{NUMBER})\s?(?P<unit>%p?|[^\s\d()%,]{{0,6}})")
_MODIFIER: Final = re.compile(r"^(?:총|약|연|각)\s?(?=\d)")
_BRACKET_VALUE: Final = re.compile(
    rf"\(\s*(?P<words>[가-힣\s]*?)\s*(?P<number>△?{NUMBER})\s*(?P<unit>%|(?:[{''.join(SCALE_VALUES)}]{{1,2}}\s)?[가-힣]{{0,3}}?)\s*(?:포함|별도|제외)?\s*\)"
)
_TIMED_BASIS: Final = re.compile(rf"(?P<time>'?\d.{{1,20}}?)\s*\(?(?:{'|'.join(word for word, _ in BASIS_WORDS)})(?:치|값)?\)?")
_HEADER_FIGURE: Final = re.compile(r"\((?P<inner>[^()]*\d[^()]*)\)")


class _Axis(NamedTuple):
    """A column or row label: its text without notes, the time that it names, whether it is a total."""

    label: str
    period: Period | None
    year: int | None
    total: bool


def read_table_indicators(reading: Reading, number: int, table: ReadTable, used: frozenset[CellKey]) -> Extraction:
    """The figures of one table that nothing has used."""
    free = [
        (at, column)
        for at, row in enumerate(table.table.rows)
        for column, cell in enumerate(row.cells)
        if DIGIT.search(cell.printed) and (number, at, table.grid.label_columns + column) not in used
    ]
    if not free:
        return Extraction()
    layout = _Layout(reading, table)
    facts: list[Indicator] = []
    cells: set[CellKey] = set()
    for at, column in free:
        found = list(layout.read(at, column))
        if found:
            facts += found
            cells.add((number, at, table.grid.label_columns + column))
    if len(free) > 1 or not table.grid.header:
        facts += layout.header_figures()
    return Extraction(tuple(facts), frozenset(cells))


class _Layout:
    """How one table names its figures; decided once."""

    def __init__(self, reading: Reading, table: ReadTable) -> None:
        self.reading = reading
        self.table = table
        self.place: Place = reading.place_of[id(table.part)]
        self.labels = table.grid.label_columns
        self.columns = [self._axis(column.path) for column in table.table.columns]
        self.rows = [self._axis(self._row_labels(row)) for row in table.table.rows]
        self.unit_column = next(
            (at for at, path in enumerate(table.table.label_columns) if path and label_key(path[-1]) in UNIT_COLUMN_WORDS), None
        )
        self.timed_columns = any(axis.period for axis in self.columns)
        self.timed_rows = not self.timed_columns and any(axis.period for axis in self.rows)

    def _row_labels(self, row: Row) -> tuple[str, ...]:
        return tuple(
            label
            for label, path in zip(row.labels, self.table.table.label_columns, strict=True)
            if label and not (path and (label_key(path[-1]) in UNIT_COLUMN_WORDS or label_key(path[-1]) in NUMBER_COLUMN_WORDS))
        )

    def _axis(self, labels: Sequence[str]) -> _Axis:
        texts = [label for label in labels if label]
        label = texts[-1] if texts else ""
        timed = next((time for text in reversed(texts) if (time := _time_in(text))), None)
        period = _period(timed, self._context_year(texts)) if timed else None
        year = _year_of(period) or next((year for text in reversed(texts) if (year := column_year(fold(text)))), None)
        return _Axis(_bare(strip_notes(label)) or label, period, year, label_key(label) in TOTAL_WORDS)

    def _context_year(self, texts: Sequence[str]) -> int | None:
        return next((year for text in texts if (year := column_year(fold(text)))), None) or self.reading.year

    # --- one cell ----------------------------------------------------------------------------------------------------------

    def read(self, at: int, column: int) -> Iterator[Indicator]:
        """The figures of a cell."""
        cell = self.table.cell(at, column)
        text = SHARES.sub("", fold(cell.printed).strip())
        lead = len(cell.printed) - len(cell.printed.lstrip())
        path = self.table.table.columns[column].path
        if cell_kind(text) is CellKind.TIME or is_period(text) or (path and label_key(path[-1]) in NUMBER_COLUMN_WORDS):
            return
        text, whole = _MODIFIER.sub("", text), text
        head = text.split("(", 1)[0].split("\n", 1)[0].strip()
        if cell_kind(head) is CellKind.VALUE:
            yield from self._figures(at, column, text, lead + len(whole) - len(text))
        elif not self._is_note(path) or any(find_quantities(text)):
            yield from self._stated(at, column, cell)

    def _is_note(self, path: Sequence[str]) -> bool:
        return bool(path) and label_key(path[-1]) in NOTE_COLUMN_WORDS

    def _figures(self, at: int, column: int, text: str, lead: int) -> Iterator[Indicator]:
        """The figures of a cell that begins with one; `lead`: how many letters of the cell stand before `text`."""
        match = _LEADING.match(text)
        if not match:
            return
        unit = self._unit(at, column, match["unit"])
        value = _value(match["number"], unit)
        if value is None:
            return
        yield self._indicator(at, column, value, unit, (lead, lead + match.end()))
        behind = match.end()
        for bracket in _BRACKET_VALUE.finditer(text[behind:]):
            inner = parse_unit(bracket["unit"]) if bracket["unit"] else unit
            part = _value(bracket["number"], inner)
            if part is not None:
                place = (lead + behind + bracket.start("number"), lead + behind + bracket.end("unit"))
                yield self._indicator(at, column, part, inner, place, label=bracket["words"].strip() or None)

    def _unit(self, at: int, column: int, own: str) -> Unit | None:
        if own:
            return parse_unit(own)
        if self.unit_column is not None:
            printed = self.table.table.rows[at].labels[self.unit_column]
            if printed:
                return parse_unit(printed)
        labelled = next((unit for label in reversed(self.table.table.rows[at].labels) if (unit := read_label(label).unit)), None)
        if labelled:
            return parse_unit(labelled)
        for label in reversed(self.table.table.rows[at].labels if self.table.table.columns[column].unit != "%" else ()):
            if counted := counted_unit(label, self.table.units):
                return counted
        printed_unit = self.table.table.columns[column].unit
        if printed_unit:
            return parse_unit(printed_unit)
        return self.table.unit

    def _names(self, at: int, column: int) -> tuple[str, dict[str, str]]:
        """Name and dimensions of the figure in a cell."""
        path = self.table.table.columns[column].path
        row_labels = self._row_labels(self.table.table.rows[at])
        column_axis, row_axis = self.columns[column], self.rows[at]
        heads = [path[-1] if path else "" for path in self.table.table.label_columns]
        named_rows = dict(_pairs(heads, self.table.table.rows[at].labels))
        if self.timed_columns and row_labels and (column_axis.period or column_axis.total):
            beside = [label for label in path if _time_in(label) is None] if column_axis.period else [column_axis.label]
            dims = {DIMENSION_OF_COLUMNS: " ".join(beside)} if beside else {}
            above = row_labels[:-1]
            return row_axis.label, {**dims, **_outer(above)}
        if self.timed_rows and row_axis.period:
            return column_axis.label or row_axis.label, {
                **_outer(path[:-1]),
                **_outer([label for label in row_labels if not _names_time(label)]),
            }
        if row_labels and label_key(row_labels[-1]) in COUNTED_WORDS and label_key(column_axis.label) not in COUNTED_WORDS:
            return row_axis.label, {_key(heads, 0): " ".join(path)} if path else {}
        if not path:
            return row_axis.label, {}
        return column_axis.label, {**_outer(path[:-1]), **named_rows}

    def _indicator(
        self, at: int, column: int, value: int | Decimal, unit: Unit | None, place: tuple[int, int], label: str | None = None
    ) -> Indicator:
        """A figure of a cell; `place`: from which to which of the cell's letters it is printed."""
        row = self.table.table.rows[at]
        cell = row.cells[column]
        name, dimensions = self._names(at, column)
        period = self.columns[column].period or self.rows[at].period
        year = self.columns[column].year or self.rows[at].year
        if not name:
            name = self.table.table.caption or self.place.part.title or (self.place.path[-1] if self.place.path else "")
        if label:
            dimensions = {**dimensions, DIMENSION_OF_COLUMNS: label}
        span = cell.span or row.span
        dimensions = {**dimensions, **self._beside(at, column)}
        return Indicator(
            id="",
            **self.reading.common(
                self.table.part,
                span,
                year=year,
                as_of=self.table.table.as_of,
                body=of_others((*row.labels, *self.table.table.columns[column].path)),
                printed=None if cell.span is None else cell.printed,
                at={"value": self.table.at(at, self.labels + column, *place)},
                source=self.table.source(at, self.labels + column),
            ),
            name=name,
            subject=self._subject(name),
            value=value,
            unit=unit.base if unit else None,
            basis=self._basis(at, column, name),
            dimensions=dimensions,
            period=period,
            project=self._project(at),
            caption=self._title(),
        )

    def _beside(self, at: int, column: int) -> Mapping[str, str]:
        """The words that stand beside a figure under the same group of columns: what was done for the amount."""
        path = self.table.table.columns[column].path
        if len(path) < 2:
            return {}
        row = self.table.table.rows[at]
        return {
            other.path[-1]: squeeze(cell.printed)
            for other, cell in zip(self.table.table.columns, row.cells, strict=True)
            if other.path[:-1] == path[:-1]
            and cell.printed
            and len(cell.printed) <= LONGEST_LABEL
            and cell_kind(cell.printed) is CellKind.TEXT
        }

    def _project(self, at: int) -> str | None:
        """The project that the row names, else the section's."""
        for path, label in zip(self.table.table.label_columns, self.table.table.rows[at].labels, strict=True):
            if path and label and label_key(path[-1]) in PROJECT_LIST_TITLE:
                return label
        return self.place.project

    def _title(self) -> str | None:
        return self.table.table.caption or self.place.part.title or None

    def _subject(self, name: str) -> str | None:
        if label_key(name) not in SILENT_NAMES:
            return None
        return next((text for text in (self.table.table.caption, self.place.part.title, self.place.project) if text and text != name), None)

    def _basis(self, at: int, column: int, name: str) -> Basis | None:
        texts = (
            *reversed(self.table.table.columns[column].path),
            *self.table.table.rows[at].labels,
            name,
            self.table.table.caption or "",
            self.place.part.title,
        )
        found = next((basis for text in texts for word, basis in BASIS_WORDS if word in text.replace(" ", "")), None)
        if found is not None:
            return found
        return next(
            (basis for part in (self.place.part, *reversed(self.place.parents)) if (basis := TOPIC_BASES.get(topic_of(part.title)))), None
        )

    # --- words in cells, figures in headers ----------------------------------------------------------------------------

    def _stated(self, at: int, column: int, cell: Cell) -> Iterator[Indicator]:
        """The figures that the words of a cell state, line by line."""
        row = self.table.table.rows[at]
        span = cell.span or row.span
        path = self.table.table.columns[column].path
        heads = [path[-1] if path else "" for path in self.table.table.label_columns]
        dimensions = {**dict(_pairs(heads, row.labels)), **({DIMENSION_OF_COLUMNS: " ".join(path)} if path else {})}
        dimensions = {key: _shortened(text) for key, text in dimensions.items()}
        context = tuple(_bare(text) for text in (*reversed(self._row_labels(row)), *reversed(path)) if text and len(text) <= LONGEST_LABEL)
        timed = self.columns[column].period
        around = Around(span, self._title(), self.table.source(at, self.labels + column), dimensions, self._project(at))
        for passage, above in cell_passages(self.table.grid.rows[at].cells[self.labels + column]):
            for figure in find_figures(passage.text, self.reading.year):
                yield build_stated(self.reading, self.place, passage, _with_period(figure, timed), (*above, *context), around)

    def header_figures(self) -> Iterator[Indicator]:
        """Figures that header labels state in brackets."""
        heads = {
            squeeze(cell.text.replace("\n", " ")): (row, column)
            for row in reversed(self.table.grid.header)
            for column, cell in reversed(tuple(enumerate(row.cells)))
        }
        seen: set[str] = set()
        for path in self.table.grid.paths:
            for label in path:
                if label in heads and label not in seen and DIGIT.search(label):
                    yield from self._header_figure(label, *heads[label])
                seen.add(label)

    def _header_figure(self, label: str, row: GridRow, column: int) -> Iterator[Indicator]:
        folded, printed = fold(label), row.cells[column]
        for match in _HEADER_FIGURE.finditer(folded):
            if len(find_quantities(match["inner"])) != 1 or match["inner"].endswith("%↓"):
                continue
            passage = Passage(folded, label, printed.pieces)
            around = Around(row.span, self._title(), self.table.source(None, column))
            for figure in find_figures(folded, self.reading.year):
                spots = printed.at(*find_letters(printed.text, label, figure.start, figure.end))
                yield build_stated(self.reading, self.place, passage, figure, (around.caption or "",), around, spots)
            return


_ITEM_BREAK: Final = re.compile(r"\s(?=[○◦□■▶▸※◆➔·]\s?[^\s○◦□■▶▸※◆➔·])|\s(?=[-–]\s\S)|\n")


def cell_passages(cell: GridCell) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """The items of a cell of words, each with the texts of the items that it hangs from, nearest first."""
    items = tuple(_cell_items(cell.text))
    lines = [read_line(cell.text[first:last], number) for number, (first, last) in enumerate(items, 1)]
    above: list[str] = []
    for unit in build_text_units(lines, range(len(lines)), frozenset(), 1):
        if unit.kind in ("item", "paragraph", "note"):
            del above[unit.depth :]
            yield _in_print(unit.passage, items, cell), tuple(reversed(above))
            if unit.kind == "item":
                above = [*above[: unit.depth], short_text(unit.passage.printed)]


def _cell_items(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the items of a cell stand in its text: they begin on a line of their own or with a mark."""
    breaks = [match.span() for match in _ITEM_BREAK.finditer(text)]
    edges = [0, *(edge for pair in breaks for edge in pair), len(text)]
    return ((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if text[first:last].strip())


def _in_print(passage: Passage, items: Sequence[tuple[int, int]], cell: GridCell) -> Passage:
    """A passage whose lines are items of a cell, with its places in the report."""
    ends = [*(begin for begin, _, _ in passage.starts[1:]), len(passage.text)]
    starts = [
        (begin + offset, line, character)
        for (begin, item, at), end in zip(passage.starts, ends, strict=True)
        for offset, line, character in cut_pieces(cell.pieces, items[item - 1][0] + at, items[item - 1][0] + at + end - begin)
    ]
    return passage._replace(starts=tuple(starts))


def _with_period(figure: StatedFigure, period: Period | None) -> StatedFigure:
    return figure if figure.period or period is None else figure._replace(period=period)


def _shortened(text: str) -> str:
    """A label that is a whole paragraph is shown by its beginning."""
    return text if len(text) <= LONGEST_LABEL else f"{text[:LONGEST_LABEL].rstrip()}…"


def _bare(label: str) -> str:
    """A label without the mark before it."""
    return squeeze(label).lstrip("▶▸○◦□■◆·- ") or label


def _names_time(text: str) -> bool:
    folded = strip_notes(fold(text))
    return bool(folded) and (label_key(folded) in QUARTERS or is_period(folded) or cell_kind(folded) is CellKind.TIME)


def _time_in(text: str) -> str | None:
    """The time that a label is, or begins with before it says that a figure was aimed at or reached: `2024년 목표`."""
    if _names_time(text):
        return text
    behind = _TIMED_BASIS.fullmatch(strip_notes(fold(text)))
    return behind["time"] if behind and _names_time(behind["time"]) else None


def _period(text: str, year: int | None) -> Period:
    try:
        return parse_period(strip_notes(fold(text)), year)
    except UnreadablePeriod:
        return Period(text)


def _year_of(period: Period | None) -> int | None:
    date = (period.last or period.first) if period else None
    return int(date[:4]) if date else None


def _value(digits: str, unit: Unit | None) -> int | Decimal | None:
    try:
        value = parse_number(digits.replace(" ", ""))
    except UnreadableQuantity:
        return None
    if unit and unit.factor != 1:
        value *= unit.factor
        return int(value) if value == int(value) else value
    return value


def _pairs(heads: Sequence[str], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Head and label of each label column that names the row; equal heads are told apart by a number."""
    count: dict[str, int] = {}
    for at, (head, label) in enumerate(zip(heads, labels, strict=True)):
        if not label or label_key(head) in UNIT_COLUMN_WORDS or label_key(head) in NUMBER_COLUMN_WORDS:
            continue
        key = _key(heads, at)
        count[key] = count.get(key, 0) + 1
        yield (key if count[key] == 1 else f"{key}{count[key]}"), label


def _key(heads: Sequence[str], at: int) -> str:
    return squeeze(heads[at]) if at < len(heads) and heads[at] else DIMENSION_OF_COLUMNS


def _outer(labels: Sequence[str]) -> Mapping[str, str]:
    return {DIMENSION_OF_COLUMNS: " ".join(labels)} if labels else {}
