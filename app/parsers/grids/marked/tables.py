"""Tables whose rows and cells are marked: tabs, pipes, HTML.

How they look: the header fills one to three rows; a merged header cell is followed by empty cells, and so is a label
that spans two columns; labels are left blank in the rows that follow. A page break cuts a table in two and repeats its
header. Rows of dashes only draw a box. A cell that held a table of its own prints it again as further cells of its row,
and once more as rows below (`nested.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from app.models.span import join_spans
from app.parsers.grids import Grid, GridRow
from app.parsers.grids.joining import split_side_by_side
from app.parsers.grids.marked.accounts import read_accounts
from app.parsers.grids.marked.beside import read_beside
from app.parsers.grids.marked.continued import continues, join_blocks, running_heads
from app.parsers.grids.marked.header import count_header_rows, count_label_columns, header_width, is_keyed, read_paths, split_title
from app.parsers.grids.marked.nested import split_nested
from app.parsers.grids.marked.rows import Cells, Indexed, grid_row, ragged
from app.parsers.grids.marked.slid import read_slid
from app.parsers.grids.marked.tidied import (
    is_flow,
    split_bands,
    unglued,
    without_arrows,
    without_doubles,
    without_nameless,
    without_pictures,
    without_repeats,
)
from app.parsers.lines.drawn import draws_table
from app.parsers.lines.lines import Line, PrintedCell
from app.parsers.lines.marks import Style
from app.parsers.lines.pipes import is_ruled

_LONGEST_HEAD: Final = 40
_FEWEST_HEADS: Final = 3
_INNER_TABLE: Final = re.compile(r"<table\b", re.I)
_RULED: Final = re.compile(r"[\s:\-=─━―]*")


def find_rowed(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every grid of marked rows, in reading order; blocks that a page break separated are joined."""
    grids: list[Grid] = []
    heads = running_heads(lines)
    for first, last in _runs(lines):
        known = len(grids)
        ruled = _ruled_width(lines, first, last)
        for block, told in split_nested([(at, _trim(lines[at].cells)) for at in range(first, last + 1)]):
            bands = split_bands(without_repeats(block))
            for grid in chain.from_iterable(_read_moved(lines, rows, ruled) or _read_block(lines, rows, told) for rows in bands):
                if grids and continues(lines, grids[-1], grid, heads):
                    grids[-1] = join_blocks(grids[-1], grid)
                else:
                    grids.append(grid)
        if len(grids) > known:
            top, bottom = _drawn_around(lines, first, last)
            grids[known] = replace(grids[known], first=min(grids[known].first, top))
            grids[-1] = replace(grids[-1], last=max(grids[-1].last, bottom))
    return tuple(map(without_nameless, grids))


def _drawn_around(lines: Sequence[Line], first: int, last: int) -> tuple[int, int]:
    """The lines from the rule that a table is drawn with above its first row to the one below its last."""
    top = first - 1 if first and draws_table(lines[first - 1]) else first
    bottom = last + 1 if last + 1 < len(lines) and draws_table(lines[last + 1]) else last
    return top, bottom


def _read_moved(lines: Sequence[Line], block: list[Indexed], ruled: int) -> list[Grid]:
    """The tables of a block whose cells do not stand in their places; none where they do."""
    layout = lines[block[0][0]].layout
    if accounts := read_accounts(lines, block) if layout in ("tab", "pipe") else None:
        return [accounts]
    if layout != "pipe" or len(block) < 2:
        return []
    slid = None if (beside := read_beside(lines, block)) else read_slid(lines, block, ruled)
    return [slid] if slid else beside


def _ruled_width(lines: Sequence[Line], first: int, last: int) -> int:
    """How many cells the row of rules below a header draws; 0 where there is none."""
    rules = [line.body.strip("| ") for line in lines[first : last + 1] if "|" in line.body and is_ruled(line)]
    return rules[0].count("|") + 1 if rules else 0


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index ranges of adjoining rows of one layout; where a blank line stands between any two rows, of rows so far apart."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if not lines[at].cells:
            at += 1
            continue
        end = at
        ruled = False
        while end + 1 < len(lines) and (lines[end + 1].style is Style.RULE or _same_table(lines[at], lines[end + 1])):
            if lines[at].layout == "pipe" and is_ruled(lines[end + 1]):
                if ruled:
                    end -= 1  # the row above a second row of rules is the header of a table of its own
                    break
                ruled = True
            end += 1
        while lines[end].style is Style.RULE:
            end -= 1
        if at == end and runs and _stands_apart(lines, runs[-1], at):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((at, end))
        at = end + 1
    return runs


def _stands_apart(lines: Sequence[Line], before: tuple[int, int], at: int) -> bool:
    """Whether a single row goes on with the rows before it on a page that sets each of its rows a blank line apart."""
    first, last = before
    return (
        at == last + 2
        and not lines[last + 1].body
        and lines[at].layout == "tab"
        and _same_table(lines[first], lines[at])
        and len(lines[at].cells) == len(lines[first].cells)
        and (first == last or not lines[last - 1].body)
    )


def _same_table(first: Line, line: Line) -> bool:
    return bool(line.cells) and line.layout == first.layout and line.table == first.table


def _trim(cells: Cells) -> Cells:
    """Without the empty cells at the end, and without the HTML list tags that only open a cell."""
    end = len(cells)
    while end and not cells[end - 1].text:
        end -= 1
    return cells[:end]


def _read_block(lines: Sequence[Line], block: list[Indexed], told: str = "") -> list[Grid]:
    """The tables of a block of rows: none, one, or two that were printed side by side."""
    flows = is_flow(block)
    block = unglued(without_pictures(without_arrows(block)))
    width = max(len(cells) for _, cells in block)
    if width < 2:
        return []
    rows = [grid_row(lines[index], cells, width) for index, cells in block]
    title, above = split_title(rows)
    rows, block = rows[above:], block[above:]
    most = width
    if width > 2 and (flows or is_keyed(rows)):
        rows, width = _one_below_the_other(rows, width), 2
    depth = 0 if flows else count_header_rows(rows, _head_rows([cells for _, cells in block]))
    if depth:
        most = width = header_width(rows, depth, markup=any("<" in cell.text for _, cells in block[depth:] for cell in cells))
        rows = [row._replace(cells=row.cells[:width]) for row in rows]
    paths = read_paths(rows[:depth], width)
    body = rows[depth:]
    grid = Grid(
        first=block[0][0] - above,
        last=block[-1][0],
        layout=lines[block[0][0]].layout,
        paths=paths,
        label_columns=count_label_columns(paths, body, _head_columns([cells for _, cells in block[depth:]])),
        rows=tuple(body),
        span=join_spans(row.span for row in rows),
        header=tuple(rows[:depth]),
        findings=tuple(ragged(lines[index], len(cells), most) for index, cells in block if len(cells) > most),
        title=title or told,
    )
    return [without_doubles(part) for part in split_side_by_side(grid)]


def _one_below_the_other(rows: Sequence[GridRow], width: int) -> list[GridRow]:
    """Rows of several keys with their values as rows of one."""
    pairs = [GridRow(row.cells[at : at + 2], row.span) for row in rows for at in range(0, width, 2)]
    return [row for row in pairs if any(cell.text for cell in row.cells)]


def _head_rows(block: Sequence[Cells]) -> int:
    """How many rows from the top hold nothing but what HTML calls header cells, or stand beside one that reaches down."""
    count = 0
    while count < len(block) - 1 and (all(cell.head for cell in block[count] if cell.text) or (count and _reaches_down(block[count]))):
        count += 1
    return count if count < len(block) - 1 or not all(cell.head for cell in block[-1] if cell.text) else 0


def _reaches_down(cells: Cells) -> bool:
    """Whether a row lies beside a header cell that spans it from above: a blank one that no header cell on its left spans."""
    return any(cell.head and not cell.text and (not at or not cells[at - 1].head) for at, cell in enumerate(cells))


def _head_columns(body: Sequence[Cells]) -> int:
    """How many columns from the left hold nothing but what HTML calls header cells, in some row at least."""
    count = 0
    while all(count >= len(cells) or cell_is_head(cells[count]) for cells in body) and any(
        count < len(cells) and cells[count].text for cells in body
    ):
        count += 1
    return count


def cell_is_head(cell: PrintedCell) -> bool:
    """Whether a cell is a header cell or blank."""
    return cell.head or not cell.text
