"""Rows and columns before they are read: bands, headers printed again, pictures, glued figures, columns of one name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from app.parsers.characters.inline import cut_pieces
from app.parsers.grids import Grid
from app.parsers.grids.candidates import columns_unclear
from app.parsers.grids.marked.rows import Cells, Indexed, is_figure, number_of
from app.parsers.labels import LABEL_COLUMN_WORDS, label_key
from app.parsers.lines.lines import PrintedCell
from app.parsers.values.cells import CellKind, cell_kind, split_glued

_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_ARROW: Final = re.compile(r"\s*(?:[→⇒➔➜➡▶►▷⇨>]|=>|->)+\s*")
_ARROW_AT: Final = 2
_LONGEST_SIDE: Final = 15
_FEWEST_LABELS: Final = 3
_FEWEST_ROWS: Final = 3


def without_repeats(block: list[Indexed]) -> list[Indexed]:
    """The rows without those that print the header once more, as on a second page; a header holds words only."""
    head = [cell.text for cell in block[0][1]]
    if len(head) < _FEWEST_LABELS or any(map(is_figure, head)):
        return block
    return [block[0], *((index, cells) for index, cells in block[1:] if [cell.text for cell in cells] != head)]


def split_bands(block: list[Indexed]) -> list[list[Indexed]]:
    """The bands of a table too broad for its page: each begins with a header of its own, whose first cell is that of the first header.

    구분 | 계 | 1월 | 2월        구분 | 3월 | 4월
    온천 | 15 | 7 | 8            온천 | 6 | 9
    """
    head = block[0][1][0].text if block[0][1] else ""
    if label_key(head) not in LABEL_COLUMN_WORDS:
        return [block]
    starts = [at for at in range(2, len(block)) if _heads_band(block[at][1], head) and any(map(_is_amount, block[at - 1][1]))]
    return [block[first:last] for first, last in pairwise([0, *starts, len(block)])]


def _heads_band(cells: Cells, head: str) -> bool:
    """Whether a row is a header: the name of the label column, and labels only behind it."""
    others = [cell.text for cell in cells[1:] if cell.text]
    return bool(others) and cells[0].text == head and not any(_is_amount(cell) for cell in cells[1:])


def _is_amount(cell: PrintedCell) -> bool:
    """Whether a cell holds a figure that is no year."""
    return cell_kind(cell.text) is CellKind.VALUE and _YEAR.fullmatch(cell.text.strip()) is None


def without_pictures(block: list[Indexed]) -> list[Indexed]:
    """The rows without a cell that is blank in all of them and that the header has not: a picture stood there."""
    head, body = block[0][1], [cells for _, cells in block[1:]]
    width = len(head) + 1
    blank = [at for at in range(1, width - 1) if not any(cell.text for cells in body for cell in cells[at : at + 1])]
    if len(body) < _FEWEST_ROWS or not all(cell.text for cell in head) or max(map(len, body)) != width or len(blank) != 1:
        return block
    return [block[0], *((index, cells[: blank[0]] + cells[blank[0] + 1 :]) for index, cells in block[1:])]


def is_flow(block: list[Indexed]) -> bool:
    """Whether one row draws what becomes of something: `기존 | 80개 | ⇒ | 개선 | 120개`, a name and a text on each side of an arrow."""
    cells = block[0][1]
    arrows = cells[2::3]
    sides = [cell for at, cell in enumerate(cells) if at % 3 != _ARROW_AT]
    return (
        len(block) == 1
        and len(cells) % 3 == _ARROW_AT
        and bool(arrows)
        and all(_ARROW.fullmatch(cell.text) for cell in arrows)
        and all(cell.text for cell in sides)
        and all(cell_kind(cell.text) is CellKind.TEXT and len(cell.text) <= _LONGEST_SIDE for cell in sides[::2])
    )


def without_arrows(block: list[Indexed]) -> list[Indexed]:
    """The rows without the columns that hold nothing but arrows from one column to the next."""
    width = max(len(cells) for _, cells in block)
    drawn = [at for at in range(1, width - 1) if _is_arrow([cells[at] for _, cells in block if at < len(cells)])]
    return [(index, tuple(cell for at, cell in enumerate(cells) if at not in drawn)) for index, cells in block] if drawn else block


def _is_arrow(column: Sequence[PrintedCell]) -> bool:
    return any(cell.text for cell in column) and all(_ARROW.fullmatch(cell.text) for cell in column if cell.text)


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
    return _without_columns(grid, doubles)


def without_nameless(grid: Grid) -> Grid:
    """The grid without columns that have no name and hold figures side by side: a header that was lost said what they count."""
    nameless = [at for at in range(grid.label_columns, len(grid.paths)) if not any(grid.paths[at])]
    return _without_columns(grid, nameless)


def _without_columns(grid: Grid, columns: Sequence[int]) -> Grid:
    """The grid without some columns, if a row holds figures in more than one of them; a finding tells of it."""
    if not any(sum(number_of(row.cells[at].text) is not None for at in columns) > 1 for row in grid.rows):
        return grid
    kept = [at for at in range(len(grid.paths)) if at not in columns] or [0]
    labels = max(grid.label_columns, int(kept == [0]))  # a row keeps a cell, be it that nothing is read of it
    rows, header = (tuple(row._replace(cells=tuple(row.cells[at] for at in kept)) for row in block) for block in (grid.rows, grid.header))
    named = [paths] if any(paths := grid.paths[grid.label_columns :]) else []
    findings = (*grid.findings, columns_unclear(grid.span, named))
    return replace(grid, paths=tuple(grid.paths[at] for at in kept), label_columns=labels, rows=rows, header=header, findings=findings)
