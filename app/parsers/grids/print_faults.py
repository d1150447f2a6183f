"""Faults of the print that touch cells: figures glued to each other, and a figure in the middle of which the text ends.

Glued figures are parted only where their commas prove where one ends; the row is told, for nobody can see whether a digit is
missing. A text that does not end with a line may end inside a number. Where that number has far fewer digits than all others of its
column, it is taken for the beginning of one and stays unread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell

_FEWER: Final = 2
"""How many digits a cut number has less than the shortest other of its column, at least."""


def tell_glued(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    """Grids with a finding for each row in which a figure was parted from the one that it was glued to."""
    return tuple(replace(grid, findings=(*grid.findings, *found)) if (found := _glued(grid)) else grid for grid in grids)


def _glued(grid: Grid) -> list[Finding]:
    message = "붙어 인쇄된 수를 쉼표로 보아 나누었습니다."
    return [
        Finding(FindingCode.RAGGED_ROW, Severity.WARNING, message, row.span, printed=f"{before.text}{after.text}")
        for row in grid.rows
        for before, after in pairwise(row.cells[grid.label_columns :])
        if _touch(before, after)
    ]


def _touch(before: GridCell, after: GridCell) -> bool:
    """Whether two figures stand on one line without anything between."""
    ends, begins = before.at(), after.at()
    if not (ends and begins and before.text[-1:].isdigit() and after.text[:1].isdigit()):
        return False
    return ends[-1].line == begins[0].line and ends[-1].end == begins[0].start


def leave_cut(grids: Sequence[Grid], text: str) -> tuple[Grid, ...]:
    """Grids without the number that a text ends in the middle of."""
    if not grids or text.endswith(("\n", "\r")) or not text[-1:].isdigit():
        return tuple(grids)
    *others, last = grids
    return (*others, _without_cut(last, len(text.splitlines())))


def _without_cut(grid: Grid, line: int) -> Grid:
    row = grid.rows[-1] if grid.rows else None
    at = max((at for at, cell in enumerate(row.cells) if cell.text), default=-1) if row else -1
    if row is None or at < grid.label_columns or not row.cells[at].at() or row.cells[at].at()[-1].line != line:
        return grid
    above = [_digits(one.cells[at].text) for one in grid.rows[:-1] if one.cells[at].text]
    if not above or _digits(row.cells[at].text) + _FEWER > min(above):
        return grid
    message = "글이 수의 중간에서 끝나 이 수를 읽지 않았습니다."
    finding = Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, row.span, printed=row.cells[at].text)
    cells = (*row.cells[:at], blank_cell(row.span), *row.cells[at + 1 :])
    return replace(grid, rows=(*grid.rows[:-1], GridRow(cells, row.span)), findings=(*grid.findings, finding))


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
