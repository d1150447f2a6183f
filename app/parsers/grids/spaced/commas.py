"""Rows whose cells commas part: `과목,예산현액` over `계,"4,600"`. A figure with commas of its own stands in quotes.

Sentences have commas, too: only lines that follow each other, all of as many cells, without a blank behind a comma, are a table; the
first names what the rows are called, and every other line ends in figures.

>>> from app.parsers.lines.lines import read_lines
>>> (grid,) = find_commas(read_lines('과목,예산현액,집행액\\n계,"4,600","2,300"\\n운영비,"1,000",500'))
>>> grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]
((('과목',), ('예산현액',), ('집행액',)), [['계', '4,600', '2,300'], ['운영비', '1,000', '500']])
"""

import re
from collections.abc import Sequence
from typing import Final

from app.models.span import Span
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.cells import is_figure
from app.parsers.grids.spaced.lines import names_rows
from app.parsers.labels import label_key
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import Style

_CELL: Final = re.compile(r'(?:"(?P<quoted>[^"]*)"|(?P<plain>[^,"]*))(?:,|$)')
_FEWEST_COLUMNS: Final = 2
_FEWEST_ROWS: Final = 2
_LONGEST: Final = 400
Stretch = tuple[int, int]


def find_commas(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every table of comma-separated lines, in reading order."""
    grids = []
    at = 0
    while at < len(lines):
        grid = _read_at(lines, at)
        grids += [grid] if grid else []
        at = grid.last + 1 if grid else at + 1
    return tuple(grids)


def _read_at(lines: Sequence[Line], first: int) -> Grid | None:
    header = _cells(lines[first])
    heads = [squeeze(lines[first].body[start:end]) for start, end in header]
    if len(header) <= _FEWEST_COLUMNS or not names_rows(label_key(heads[0])) or not all(heads) or any(map(is_figure, heads)):
        return None
    rows = []
    for line in lines[first + 1 :]:
        cells = _cells(line)
        if len(cells) != len(header) or not any(is_figure(line.body[start:end]) for start, end in cells[1:] if start < end):
            break
        rows.append(GridRow(tuple(_cell(line, cell) for cell in cells), line.span))
    if len(rows) < _FEWEST_ROWS:
        return None
    span = Span(lines[first].number, rows[-1].span.last)
    return Grid(first, first + len(rows), "space", tuple((head,) for head in heads), _label_columns(heads, rows), tuple(rows), span)


def _label_columns(heads: Sequence[str], rows: Sequence[GridRow]) -> int:
    """How many columns from the left name a row: the first, and those behind it that are called so and hold no figure."""
    named = [names_rows(label_key(head)) and not any(is_figure(row.cells[at].text) for row in rows) for at, head in enumerate(heads)]
    return max(1, next((at for at, one in enumerate(named) if not one), len(heads) - 1))


def _cells(line: Line) -> list[Stretch]:
    """Where the cells of a line stand in it, without their quotes; [] where it is no row."""
    body = line.body
    if "," not in body or ", " in body or len(body) > _LONGEST or line.style is Style.TAB or line.cells:
        return []
    found: list[Stretch] = []
    at = 0
    while at < len(body):
        match = _CELL.match(body, at)
        if not match:
            return []
        found.append(match.span("quoted") if match["quoted"] is not None else match.span("plain"))
        at = match.end()
    return [*found, (at, at)] if body.endswith(",") else found


def _cell(line: Line, stretch: Stretch) -> GridCell:
    start, end = stretch
    if not line.body[start:end].strip():
        return blank_cell(line.span)
    text, pieces = line.part(start, end)
    return GridCell(text, Span(line.number, line.last, line.start + start, line.start + end), pieces)
