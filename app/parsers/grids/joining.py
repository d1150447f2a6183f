"""Two tables printed side by side: one header names its label column twice.

Where both halves have the same header the right one goes on with the left one, row below row; else they are two tables.
"""

from dataclasses import replace
from typing import Final

from app.parsers.grids import Grid, GridRow
from app.parsers.labels import LABEL_COLUMN_WORDS, label_key

_NARROWEST: Final = 2


def split_side_by_side(grid: Grid) -> list[Grid]:
    """The table itself, or the halves of two that stand side by side."""
    at = _second_label(grid)
    if at is None:
        return [grid]
    gap = at - 1 if at > _NARROWEST and _is_gap(grid, at - 1) else at
    left, right = _cut(grid, 0, gap), _cut(grid, at, len(grid.paths))
    if left.paths == right.paths:
        return [replace(left, rows=(*left.rows, *right.rows))]
    return [left, right]


def _second_label(grid: Grid) -> int | None:
    """Where the first column's label stands a second time, with columns of values on either side."""
    first = grid.paths[0]
    if not first or label_key(first[-1]) not in LABEL_COLUMN_WORDS:
        return None
    again = [at for at in range(_NARROWEST, len(grid.paths) - 1) if grid.paths[at] == first and _is_printed(grid, at)]
    return again[0] if len(again) == 1 else None


def _is_printed(grid: Grid, column: int) -> bool:
    """Whether a column's label stands over it in print, and is not the one merged on its left."""
    return not grid.header or bool(grid.header[0].cells[column].text)


def _is_gap(grid: Grid, column: int) -> bool:
    """Whether a column is blank throughout: it only keeps the two tables apart."""
    return not any(row.cells[column].text for row in (*grid.header, *grid.rows))


def _cut(grid: Grid, first: int, last: int) -> Grid:
    rows = tuple(row for row in (_cut_row(row, first, last) for row in grid.rows) if any(cell.text for cell in row.cells))
    header = tuple(_cut_row(row, first, last) for row in grid.header)
    return replace(grid, paths=grid.paths[first:last], label_columns=1, rows=rows, header=header)


def _cut_row(row: GridRow, first: int, last: int) -> GridRow:
    return row._replace(cells=row.cells[first:last])
