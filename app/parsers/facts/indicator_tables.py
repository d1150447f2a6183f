"""Figures of tables that are no budget, staffing or other special table.

A column (or row) is a time where its label is one (`2021년`, `1분기`, `2010.12월`); `계` among quarters is their total. The unit is
the cell's own, else the row's (a column 단위), else the column's, else the table's; money becomes won. A cell may hold two
figures (`13,265(60%)`), a figure with a part (`3,809,438 (이월액 1,663,420 포함)`), or words that state figures, which are read
as running text. Header labels that carry a figure (`주차면 수(210대)`) state it as well.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.models.facts import Indicator, Period
from app.models.outline import Cell
from app.parsers.characters.inline import find_letters
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.cell_items import cell_passages
from app.parsers.facts.indicator_names import (
    LONGEST_LABEL,
    basis_of,
    name_cell,
    project_of_row,
    row_dimensions,
    subject_of,
    under_caption,
    words_beside,
)
from app.parsers.facts.stated import Around, build_stated
from app.parsers.grids import GridRow
from app.parsers.labels import (
    BEFORE_CELLS,
    BESIDE_AMOUNTS,
    DIMENSION_OF_COLUMNS,
    NOTE_COLUMN_WORDS,
    NUMBER_COLUMN_WORDS,
    SCALE_VALUES,
    label_key,
    read_label,
)
from app.parsers.lines.lines import squeeze
from app.parsers.outline.passages import Passage
from app.parsers.places.half_read import Place, Reading
from app.parsers.places.whose import of_others
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.statements import find_figures
from app.parsers.tables.axes import bare, bare_name
from app.parsers.tables.sheet import Sheet
from app.parsers.tables.table import ReadTable
from app.parsers.values.cells import SHARES, CellKind, bare_amount, cell_kind
from app.parsers.values.digits import NUMBER
from app.parsers.values.figures import Figure, Value, read_figure
from app.parsers.values.periods import is_period
from app.parsers.values.quantities import Unit, find_quantities, parse_unit

_LEADING: Final = re.compile(rf"[△\-+]?\s?{NUMBER}\s?(?:%p?|[^\s\d()%,]{{0,6}})")
_MODIFIER: Final = re.compile(rf"^(?:{BEFORE_CELLS})\s?(?=\d)")
_BRACKET_VALUE: Final = re.compile(
    rf"\(\s*(?P<words>[가-힣\s]*?)\s*(?P<number>△?{NUMBER})\s*(?P<unit>%|(?:[{''.join(SCALE_VALUES)}]{{1,2}}\s)?[가-힣]{{0,3}}?)\s*(?:{BESIDE_AMOUNTS})?\s*\)"
)
_HEADER_FIGURE: Final = re.compile(r"\((?P<inner>[^()]*\d[^()]*)\)")


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
    layout = _Layout(reading, reading.sheets[number])
    facts: list[Indicator] = []
    cells = {(number, at, table.grid.label_columns + column) for at, column in free if column in layout.sheet.naming_columns}
    for at, column in free:
        found = list(layout.read(at, column))
        if found:
            facts += found
            cells.add((number, at, table.grid.label_columns + column))
    if len(free) > 1 or not table.grid.header:
        facts += layout.header_figures()
    return Extraction(tuple(facts), frozenset(cells))


class _Layout:
    """The cells of one table as facts."""

    def __init__(self, reading: Reading, sheet: Sheet) -> None:
        self.reading = reading
        self.sheet = sheet
        self.table = sheet.table
        self.place: Place = reading.place_of[id(sheet.table.part)]
        self.labels = sheet.table.grid.label_columns

    # --- one cell ----------------------------------------------------------------------------------------------------------

    def read(self, at: int, column: int) -> Iterator[Indicator]:
        """The figures of a cell."""
        cell = self.table.cell(at, column)
        text = SHARES.sub("", fold(cell.printed).strip())
        text = bare_amount(text) if self.table.grid.signed else text
        lead = len(cell.printed) - len(cell.printed.lstrip())
        path = self.table.table.columns[column].path
        if cell_kind(text) is CellKind.TIME or is_period(text) or self._names_rows(column):
            return
        text, whole = _MODIFIER.sub("", text), text
        head = text.split("(", 1)[0].split("\n", 1)[0].strip()
        # A dash with a blank behind it begins an item of a list.
        if cell_kind(head) is CellKind.VALUE and not head.startswith("- "):
            yield from self._figures(at, column, text, lead + len(whole) - len(text))
        elif not self._is_note(path) or any(find_quantities(text)):
            yield from self._stated(at, column, cell)

    def _names_rows(self, column: int) -> bool:
        """Whether a column holds running numbers, or sizes and ranges that the other figures of a row are of."""
        path = self.table.table.columns[column].path
        return column in self.sheet.naming_columns or bool(path and label_key(path[-1]) in NUMBER_COLUMN_WORDS)

    def _is_note(self, path: Sequence[str]) -> bool:
        return bool(path) and label_key(path[-1]) in NOTE_COLUMN_WORDS

    def _figures(self, at: int, column: int, text: str, lead: int) -> Iterator[Indicator]:
        """The figures of a cell that begins with one; `lead`: how many letters of the cell stand before `text`."""
        match, figure = _LEADING.match(text), self.sheet.cells[at][column]
        if not match or not isinstance(figure, Figure):
            return
        yield self._indicator(at, column, figure, (lead, lead + match.end()))
        behind = match.end()
        for bracket in _BRACKET_VALUE.finditer(text[behind:]):
            inner = parse_unit(bracket["unit"]) if bracket["unit"] else _unit_of(figure)
            part = read_figure(bracket["number"], inner)
            if isinstance(part, Figure):
                place = (lead + behind + bracket.start("number"), lead + behind + bracket.end("unit"))
                yield self._indicator(at, column, part, place, label=bracket["words"].strip() or None)

    def _indicator(self, at: int, column: int, figure: Figure, place: tuple[int, int], label: str | None = None) -> Indicator:
        """A figure of a cell; `place`: from which to which of the cell's letters it is printed."""
        sheet, cell = self.sheet, self.table.cell(at, column)
        over, beside = sheet.column_items[column], sheet.row_items[at]
        called = name_cell(sheet, at, column)
        name = called.name or self._title() or (self.place.path[-1] if self.place.path else "")
        part = {DIMENSION_OF_COLUMNS: label} if label else {}
        return Indicator(
            id="",
            **self.reading.common(
                self.table.part,
                sheet.span((at, column)),
                year=over.year or beside.year,
                as_of=self.table.table.as_of,
                body=of_others((*self.table.table.rows[at].labels, *self.table.table.columns[column].path)),
                printed=None if cell.span is None else cell.printed,
                at={"value": self.table.at(at, self.labels + column, *place)},
                source=self.table.source(at, self.labels + column),
            ),
            name=name,
            subject=subject_of(name, sheet, self.place),
            value=_plain(figure),
            unit=figure.base or None,
            basis=basis_of(name, sheet, at, column, self.place, self.reading.year),
            dimensions={**under_caption(sheet, name), **called.dimensions, **part, **words_beside(sheet, at, column)},
            period=over.period or beside.period,
            project=project_of_row(sheet, at, self.place),
            caption=self._title(),
        )

    def _title(self) -> str | None:
        return self.table.table.caption or self.place.part.title or None

    # --- words in cells, figures in headers ----------------------------------------------------------------------------

    def _stated(self, at: int, column: int, cell: Cell) -> Iterator[Indicator]:
        """The figures that the words of a cell state, line by line."""
        row = self.table.table.rows[at]
        span = cell.span or row.span
        path = self.table.table.columns[column].path
        dimensions = {**row_dimensions(self.sheet, at), **({DIMENSION_OF_COLUMNS: " ".join(path)} if path else {})}
        dimensions = {key: _shortened(text) for key, text in dimensions.items()}
        labels = (*reversed(self.sheet.row_items[at].labels), *reversed(path))
        context = tuple(bare(text) for text in labels if text and len(text) <= LONGEST_LABEL)
        timed = self.sheet.column_items[column].period
        around = Around(
            span, self._title(), self.table.source(at, self.labels + column), dimensions, project_of_row(self.sheet, at, self.place)
        )
        for passage, above in cell_passages(self.table.grid.rows[at].cells[self.labels + column]):
            for figure in find_figures(passage.text, self.sheet.year):
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
            year = read_label(label).year
            timed = Period(str(year), str(year), str(year)) if year else None
            for found in find_figures(folded, self.sheet.year):
                figure = _with_period(found._replace(name=found.name or bare_name(label[: match.start()])), timed)
                spots = printed.at(*find_letters(printed.text, label, figure.start, figure.end))
                yield build_stated(self.reading, self.place, passage, figure, (around.caption or "",), around, spots)
            return


def _with_period(figure: StatedFigure, period: Period | None) -> StatedFigure:
    return figure if figure.period or period is None else figure._replace(period=period)


def _shortened(text: str) -> str:
    """A label that is a whole paragraph is shown by its beginning."""
    return text if len(text) <= LONGEST_LABEL else f"{text[:LONGEST_LABEL].rstrip()}…"


def _unit_of(figure: Figure) -> Unit | None:
    return Unit(figure.base, figure.base, figure.factor) if figure.base else None


def _plain(figure: Figure) -> Value:
    """The value as served; a scaled one as a whole number where it is whole: 1.5억원 is 150,000,000."""
    return int(figure.value) if figure.factor != 1 and figure.value == int(figure.value) else figure.value
