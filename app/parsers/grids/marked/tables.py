"""Tables whose rows and cells are marked: tabs, pipes, HTML.

How they look: the header fills one to three rows; a merged header cell is followed by empty cells, and so is a label
that spans two columns; labels are left blank in the rows that follow. A page break cuts a table in two and repeats its
header. Rows of dashes only draw a box. A cell that held a table of its own prints it again as further cells of its row,
and once more as rows below (`_nested`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models.span import join_spans
from app.parsers.characters.inline import cut_pieces
from app.parsers.grids import Grid, GridRow, blank_cell
from app.parsers.grids.joining import split_side_by_side
from app.parsers.grids.marked.beside import read_beside
from app.parsers.grids.marked.header import count_header_rows, count_label_columns, header_width, is_keyed, read_paths, split_title
from app.parsers.grids.marked.rows import Cells, grid_row, ragged
from app.parsers.grids.marked.slid import read_slid
from app.parsers.lines.lines import Line, PrintedCell
from app.parsers.lines.marks import Style
from app.parsers.lines.markup import cell_text
from app.parsers.lines.pipes import is_ruled
from app.parsers.values.cells import CellKind, cell_kind, split_glued

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
        for block, told in _split_nested([(at, _trim(lines[at].cells)) for at in range(first, last + 1)]):
            for grid in _read_moved(lines, block, ruled) or _read_block(lines, block, told):
                if grids and _continues(lines, grids[-1], grid, heads):
                    grids[-1] = _join(grids[-1], grid)
                else:
                    grids.append(grid)
        if len(grids) > known:
            grids[-1] = replace(grids[-1], last=max(grids[-1].last, last))
    return tuple(grids)


def _read_moved(lines: Sequence[Line], block: list[tuple[int, Cells]], ruled: int) -> list[Grid]:
    """The tables of a block whose cells do not stand in their places; none where they do."""
    if lines[block[0][0]].layout != "pipe" or len(block) < 2:
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


def _split_nested(rows: list[tuple[int, Cells]]) -> list[tuple[list[tuple[int, Cells]], str]]:
    """Take apart tables that were printed inside a cell and again below it.

    A row that is wider than its table's header carries the inner table's cells behind its own; where the next rows
    repeat just those cells, they are the inner table, and the surplus cells of the row say nothing new. Beside each
    block stands what the cell says right before its inner table: that is its title.
    """
    rows = [row for row in rows if row[1] and not all(_RULED.fullmatch(cell.text) for cell in row[1])]
    if not rows:
        return []
    width = len(rows[0][1])
    outer: list[tuple[int, Cells]] = []
    blocks = [(outer, "")]
    at = 0
    while at < len(rows):
        index, cells = rows[at]
        surplus = [cell.text for cell in cells[width:] if cell.text]
        inner = _repeated(rows, at + 1, surplus) if len(surplus) > 1 and "<" in "".join(cell.text for cell in cells[:width]) else 0
        if not inner:
            outer.append((index, cells))
            at += 1
            continue
        outer.append((index, cells[:width]))
        blocks.append((rows[at + 1 : at + 1 + inner], _told_before(cells[:width])))
        at += 1 + inner
    return [(block, told) for block, told in blocks if block]


def _told_before(cells: Cells) -> str:
    """The last item of a cell before the table in it."""
    text = next((cell.text for cell in cells if _INNER_TABLE.search(cell.text)), "")
    items = cell_text(_INNER_TABLE.split(text)[0]).split("\n") if text else [""]
    return re.split(r"\s(?=[-–○※·]\s)", items[-1])[-1].lstrip("-–○※· ").strip()


def _repeated(rows: list[tuple[int, Cells]], at: int, surplus: list[str]) -> int:
    """How many rows from `at` on repeat the surplus cells, in order."""
    count = 0
    while surplus and at + count < len(rows):
        texts = [cell.text for cell in rows[at + count][1] if cell.text]
        if surplus[: len(texts)] != texts:
            return 0
        surplus = surplus[len(texts) :]
        count += 1
    return 0 if surplus else count


def _read_block(lines: Sequence[Line], block: list[tuple[int, Cells]], told: str = "") -> list[Grid]:
    """The tables of a block of rows: none, one, or two that were printed side by side."""
    block = _unglued(block)
    width = max(len(cells) for _, cells in block)
    if width < 2:
        return []
    rows = [grid_row(lines[index], cells, width) for index, cells in block]
    title, above = split_title(rows)
    rows, block = rows[above:], block[above:]
    most = width
    if width == 4 and is_keyed(rows):
        rows, width = _one_below_the_other(rows), 2
    depth = count_header_rows(rows, _head_rows([cells for _, cells in block]))
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
    return split_side_by_side(grid)


def _one_below_the_other(rows: Sequence[GridRow]) -> list[GridRow]:
    """Rows of two keys with their values as rows of one."""
    halves = [GridRow(row.cells[at : at + 2], row.span) for row in rows for at in (0, 2)]
    return [row for row in halves if any(cell.text for cell in row.cells)]


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


def _unglued(block: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
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


def _continues(lines: Sequence[Line], before: Grid, after: Grid, heads: frozenset[str]) -> bool:
    """Whether `after` goes on with `before`: only a page break lies between, and its header is the same, or has none."""
    between = [line for line in lines[before.last + 1 : after.first] if line.body and line.style is not Style.PAGE]
    if before.layout != after.layout or not all(line.style is Style.UNIT or line.body in heads for line in between):
        return False
    # Tables of words stay as printed: only where figures are added up does it matter that blocks are one table.
    if not _holds_figures(after) or after.title:
        return False
    broken = any(line.style is Style.PAGE for line in lines[before.last + 1 : after.first])
    return (
        before.paths == after.paths
        if after.header
        else broken and all(line.body in heads for line in between) and _fits_under(before, after)
    )


def _fits_under(before: Grid, after: Grid) -> bool:
    """Whether rows without a header may stand under one: they have its columns, or lack only blank cells at their end."""
    missing = len(before.paths) - len(after.paths)
    return bool(before.header) and 0 <= missing <= 1 and len(after.paths) > 1


def running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Short texts that stand three times or more: the head of a page may break a table in two."""
    counts = Counter(line.body for line in lines if line.style is Style.TEXT and len(line.body) <= _LONGEST_HEAD)
    return frozenset(body for body, count in counts.items() if count >= _FEWEST_HEADS)


def _holds_figures(grid: Grid) -> bool:
    kinds = [cell_kind(cell.text) for row in grid.rows for cell in row.cells]
    return 3 * sum(kind in (CellKind.VALUE, CellKind.DASH) for kind in kinds) > len(kinds)


def _join(before: Grid, after: Grid) -> Grid:
    missing = len(before.paths) - len(after.paths)
    rows = tuple(row._replace(cells=row.cells + (blank_cell(row.span),) * missing) for row in after.rows) if missing else after.rows
    return replace(
        before,
        last=after.last,
        rows=before.rows + rows,
        span=join_spans((before.span, after.span)),
        findings=before.findings + after.findings,
        label_columns=min(before.label_columns, after.label_columns) or max(before.label_columns, after.label_columns),
    )
