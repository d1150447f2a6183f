"""Rows of marked cells as rows of a grid, and what is told of those that do not fit."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.characters.normalise import fold
from app.parsers.grids import GridCell, GridRow, blank_cell
from app.parsers.lines.lines import Line, PrintedCell
from app.parsers.lines.markup import show_cell
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.figures import Figure, read_figure

Cells = tuple[PrintedCell, ...]
Indexed = tuple[int, Cells]
"""The index of a row's line, and its cells."""

_NEXT_ITEM: Final = re.compile(r"(?<=[^\s\d~-]) (?=- \S)|(?<=\d) (?=- \D)")
LONG_LINE: Final = 200
"""Of longer lines a cell's place is told to the character."""


def grid_row(line: Line, cells: Sequence[PrintedCell | None], width: int) -> GridRow:
    """A row of a grid, filled up with blank cells; None is a blank one."""
    long = len(line.raw) > LONG_LINE or line.narrow or line.number != line.last
    blank = blank_cell(line.span)
    shown = [(cell, show_cell(cell)) if cell else None for cell in cells]
    padded = [GridCell(_listed(one[1][0]), one[0].span if long else line.span, one[1][1]) if one else blank for one in shown]
    return GridRow((*padded, *(blank,) * (width - len(padded))), line.span)


def _listed(text: str) -> str:
    """A cell whose items stand behind each other (`- 대지 : 20㎡ - 건물 : 8㎡`), one item a line."""
    return _NEXT_ITEM.sub("\n", text) if text.startswith("- ") and "\n" not in text else text


def ragged(line: Line, cells: int, width: int) -> Finding:
    """A row whose cells are not as many as the columns."""
    message = f"행의 칸 수({cells})가 표의 열 수({width})와 다릅니다."
    return Finding(FindingCode.RAGGED_ROW, Severity.NOTICE, message, line.span, printed=str(cells), expected=str(width))


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, or a dash for none."""
    return cell_kind(text) in (CellKind.VALUE, CellKind.DASH)


def number_of(text: str) -> int | Decimal | None:
    """The number that a cell holds, as printed; None where it holds none."""
    if cell_kind(text) is not CellKind.VALUE:
        return None
    read = read_figure(fold(text), None)
    return read.value if isinstance(read, Figure) else None
