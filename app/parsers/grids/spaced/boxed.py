"""Tables drawn with box characters whose lines were joined: `┏━┯━┓ ┃ 과 목 │ 예산액 ┃ ┣━┿━┫ ┃│ 인건비 │ 45,000┃`.

Rules part the header from the rows; a thick bar begins and ends a row, a thin one parts its cells. Where a row has more cells than the
header, the blank ones in front show how deep its label stands. A row that holds an account code alone gives it to the next one's
label; what stands in the column of remarks alone is no row.

>>> from app.parsers.grids.spaced.lines import Page
>>> from app.parsers.lines.lines import read_lines
>>> text = "(단위 : 천원) ┏━┯━┯━┓ ┃ 과 목 │ 예 산 액 │ 비 고 ┃ ┣━┿━┿━┫ ┃│130 │ │ ┃ ┃│ 경상비 │ 45,000│ ┃ ┃││ 인건비 │ 20,000│ ┃"
>>> grid = read_boxed(Page(read_lines(text)), 0)
>>> grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]
((('과목',), ('예산액',), ('비고',)), [['130 경상비', '45,000', ''], ['인건비', '20,000', '']])
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.models.span import Span
from app.parsers.characters.inline import join_texts
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.lines import Page
from app.parsers.labels import UNIT_NOTE
from app.parsers.lines.lines import Line, squeeze
from app.parsers.values.cells import CellKind, cell_kind

_RULE: Final = re.compile(r"[┌┏├┣└┗╔╠╚][─━═┬┯┳┼┿╋┴┷┻╦╬╩┐┓┤┫┘┛╗╣╝\s]+")
_ROW: Final = re.compile(r"[┃║](?P<cells>[^┃║]*)(?=[┃║])")
_CELL: Final = re.compile(r"[^│|]*")
_CODE: Final = re.compile(r"\d{1,4}(?:-\d{1,2})?")
_FEWEST_ROWS: Final = 2
Stretch = tuple[int, int]


class _Row(NamedTuple):
    """Where the cells of a row stand in the line; those of its label first, and how many these are."""

    label: tuple[Stretch, ...]
    values: tuple[Stretch, ...]


def read_boxed(page: Page, at: int) -> Grid | None:
    """The table that is drawn on a line; None where none is."""
    line = page.lines[at]
    if "┃" not in line.body and "║" not in line.body:
        return None
    rules = list(_RULE.finditer(line.body))
    if len(rules) < 2:
        return None
    header = _rows(line.body, rules[0].end() - 1, rules[1].start())
    if len(header) != 1 or len(header[0]) < 2:
        return None
    heads = [squeeze(line.body[start:end]) for start, end in header[0]]
    read = [_apart(line, cells, len(heads)) for cells in _rows(line.body, rules[1].end() - 1, len(line.body))]
    rows = _built(line, [row for row in read if row])
    if len(rows) < _FEWEST_ROWS or not all(heads):
        return None
    return Grid(at, at, "flat", tuple((head,) for head in heads), 1, tuple(rows), line.span, title=_unit(page, at))


def _unit(page: Page, at: int) -> str:
    found = (piece for piece in page.pieces(at) if piece.text[0] == "(" and UNIT_NOTE.search(piece.text))
    return next((page.lines[at].raw[piece.start : piece.end] for piece in found), "")


def _rows(body: str, first: int, last: int) -> list[list[Stretch]]:
    """The rows between two places of a line: where their cells stand, without the blanks around them."""
    found: list[list[Stretch]] = []
    at = first
    while at < last and (match := _ROW.search(body, at, last + 1)):
        cells, start = [], match.start("cells")
        for piece in re.split(r"[│|]", match["cells"]):
            lead = len(piece) - len(piece.lstrip())
            cells.append((start + lead, start + lead + len(piece.strip())))
            start += len(piece) + 1
        found += [cells] if match["cells"].strip() else []
        at = match.end()
    return found


def _apart(line: Line, cells: Sequence[Stretch], width: int) -> _Row | None:
    """The label and the values of a row; blank cells in front of its label show its depth."""
    spare = len(cells) - width
    if spare < 0:
        return None
    label = tuple(cell for cell in cells[: spare + 1] if cell[0] < cell[1])
    return _Row(label, tuple(cells[spare + 1 :]))


def _built(line: Line, rows: Sequence[_Row]) -> list[GridRow]:
    """The rows that have a figure, each with the code above it."""
    built: list[GridRow] = []
    code: tuple[Stretch, ...] = ()
    for row in rows:
        held = [stretch for stretch in row.values if stretch[0] < stretch[1]]
        if not held and len(row.label) == 1 and _CODE.fullmatch(line.body[slice(*row.label[0])]):
            code = row.label
        elif row.label and any(cell_kind(line.body[slice(*stretch)]) is CellKind.VALUE for stretch in held):
            built.append(_grid_row(line, _Row((*code, *row.label), row.values)))
            code = ()
    return built


def _grid_row(line: Line, row: _Row) -> GridRow:
    span = Span(line.number, line.last, line.start + row.label[0][0], line.start + max(end for _, end in (*row.label, *row.values)))
    text, pieces = join_texts((" ", *line.part(start, end)) for start, end in row.label)
    label = GridCell(text, Span(line.number, line.last, line.start + row.label[0][0], line.start + row.label[-1][1]), pieces)
    return GridRow((label, *(_cell(line, stretch, span) for stretch in row.values)), span)


def _cell(line: Line, stretch: Stretch, row: Span) -> GridCell:
    start, end = stretch
    if start >= end:
        return blank_cell(row)
    text, pieces = line.part(start, end)
    return GridCell(text, Span(line.number, line.last, line.start + start, line.start + end), pieces)
