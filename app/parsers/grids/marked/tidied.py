"""Rows and columns that say nothing or can't be told apart: headers printed again, pictures, glued figures, columns of one name."""

from collections import Counter
from dataclasses import replace
from typing import Final

from app.parsers.characters.inline import cut_pieces
from app.parsers.grids import Grid
from app.parsers.grids.candidates import columns_unclear
from app.parsers.grids.marked.rows import Cells, Indexed, is_figure, number_of
from app.parsers.lines.lines import PrintedCell
from app.parsers.values.cells import split_glued

_FEWEST_LABELS: Final = 3
_FEWEST_ROWS: Final = 3


def without_repeats(block: list[Indexed]) -> list[Indexed]:
    """The rows without those that print the header once more, as on a second page; a header holds words only."""
    head = [cell.text for cell in block[0][1]]
    if len(head) < _FEWEST_LABELS or any(map(is_figure, head)):
        return block
    return [block[0], *((index, cells) for index, cells in block[1:] if [cell.text for cell in cells] != head)]


def without_pictures(block: list[Indexed]) -> list[Indexed]:
    """The rows without a cell that is blank in all of them and that the header has not: a picture stood there."""
    head, body = block[0][1], [cells for _, cells in block[1:]]
    width = len(head) + 1
    blank = [at for at in range(1, width - 1) if not any(cell.text for cells in body for cell in cells[at : at + 1])]
    if len(body) < _FEWEST_ROWS or not all(cell.text for cell in head) or max(map(len, body)) != width or len(blank) != 1:
        return block
    return [block[0], *((index, cells[: blank[0]] + cells[blank[0] + 1 :]) for index, cells in block[1:])]


def unglued(block: list[Indexed]) -> list[Indexed]:
    """Cut cells that hold several figures with no blank between (`1,2343,456`), where just so many cells are missing."""
    usual = Counter(len(cells) for _, cells in block).most_common(1)[0][0]
    return [(index, _cut_glued(cells, usual - len(cells)) if len(cells) < usual else cells) for index, cells in block]


def _cut_glued(cells: Cells, missing: int) -> Cells:
    cut: list[PrintedCell] = []
    for cell in cells:
        parts = split_glued(cell.text)
        at = 0
        for part in parts:
            end = at + len(part)
            cut.append(cell._replace(text=part, start=cell.start + at, end=cell.start + end, pieces=cut_pieces(cell.pieces, at, end)))
            at = end
    return tuple(cut) if len(cut) - len(cells) == missing else cells


def without_doubles(grid: Grid) -> Grid:
    """The grid without columns of one full name that hold figures side by side: what tells them apart is not printed."""
    named = Counter(path for path in grid.paths[grid.label_columns :] if path)
    doubles = [at for at in range(grid.label_columns, len(grid.paths)) if named[grid.paths[at]] > 1]
    if not any(sum(number_of(row.cells[at].text) is not None for at in doubles) > 1 for row in grid.rows):
        return grid
    kept = [at for at in range(len(grid.paths)) if at not in doubles]
    rows, header = (tuple(row._replace(cells=tuple(row.cells[at] for at in kept)) for row in block) for block in (grid.rows, grid.header))
    findings = (*grid.findings, columns_unclear(grid.span, [grid.paths[grid.label_columns :]]))
    return replace(grid, paths=tuple(grid.paths[at] for at in kept), rows=rows, header=header, findings=findings)
