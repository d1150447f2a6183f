"""Tables whose rows and cells are marked: tabs, pipes, HTML.

How they look: the header fills one to three rows; a merged header cell is followed by empty cells, and so is a label
that spans two columns; labels are left blank in the rows that follow. A page break cuts a table in two and repeats its
header. Rows of dashes only draw a box. A cell that held a table of its own prints it again as further cells of its row,
and once more as rows below (`_nested`).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span, join_spans
from app.parsers.grids import Grid, GridCell, GridRow
from app.parsers.grids.cells import CellKind, cell_kind
from app.parsers.labels import LABEL_COLUMN_WORDS, NOTE_COLUMN_WORDS, UNIT_COLUMN_WORDS, label_key
from app.parsers.lines import Line, PrintedCell, squeeze
from app.parsers.marks import Style
from app.parsers.markup import cell_text

MAX_HEADER_ROWS: Final = 3
_RULED: Final = re.compile(r"[\s:\-=─━―]*")

Cells = tuple[PrintedCell, ...]


def find_rowed(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every grid of marked rows, in reading order; blocks that a page break separated are joined."""
    grids: list[Grid] = []
    for first, last in _runs(lines):
        known = len(grids)
        for block in _split_nested([(at, _trim(lines[at].cells)) for at in range(first, last + 1)]):
            grid = _read_block(lines, block)
            if grid is None:
                continue
            if grids and _continues(lines, grids[-1], grid):
                grids[-1] = _join(grids[-1], grid)
            else:
                grids.append(grid)
        if len(grids) > known:
            grids[-1] = replace(grids[-1], last=max(grids[-1].last, last))
    return tuple(grids)


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Index ranges of adjoining rows of one layout; a single blank line between rows of a tab table does not end it."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        if not lines[at].cells:
            at += 1
            continue
        end = at
        while end + 1 < len(lines) and (lines[end + 1].style is Style.RULE or _same_table(lines[at], lines[end + 1])):
            end += 1
        while lines[end].style is Style.RULE:
            end -= 1
        runs.append((at, end))
        at = end + 1
    return runs


def _same_table(first: Line, line: Line) -> bool:
    return bool(line.cells) and line.layout == first.layout and line.table == first.table


def _trim(cells: Cells) -> Cells:
    """Without the empty cells at the end, and without the HTML list tags that only open a cell."""
    end = len(cells)
    while end and not cells[end - 1].text:
        end -= 1
    return cells[:end]


def _split_nested(rows: list[tuple[int, Cells]]) -> list[list[tuple[int, Cells]]]:
    """Take apart tables that were printed inside a cell and again below it.

    A row that is wider than its table's header carries the inner table's cells behind its own; where the next rows
    repeat just those cells, they are the inner table, and the surplus cells of the row say nothing new.
    """
    rows = [row for row in rows if row[1] and not all(_RULED.fullmatch(cell.text) for cell in row[1])]
    if not rows:
        return []
    width = len(rows[0][1])
    blocks: list[list[tuple[int, Cells]]] = [[]]
    at = 0
    while at < len(rows):
        index, cells = rows[at]
        surplus = [cell.text for cell in cells[width:] if cell.text]
        inner = _repeated(rows, at + 1, surplus) if len(surplus) > 1 and "<" in "".join(cell.text for cell in cells[:width]) else 0
        if not inner:
            blocks[0].append((index, cells))
            at += 1
            continue
        blocks[0].append((index, cells[:width]))
        blocks.append(rows[at + 1 : at + 1 + inner])
        at += 1 + inner
    return [block for block in blocks if block]


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


def _read_block(lines: Sequence[Line], block: list[tuple[int, Cells]]) -> Grid | None:
    width = max(len(cells) for _, cells in block)
    if width < 2:
        return None
    rows = [_grid_row(lines[index], cells, width) for index, cells in block]
    depth = _header_rows(rows)
    if depth:
        width = _header_width(rows, depth, markup=any("<" in cell.text for _, cells in block[depth:] for cell in cells))
        rows = [replace(row, cells=row.cells[:width]) for row in rows]
    paths = _paths(rows[:depth], width)
    body = rows[depth:]
    labels = _label_columns(paths, body)
    findings = tuple(_ragged(lines[index], len(cells), width) for index, cells in block if len(cells) > width)
    return Grid(
        first=block[0][0],
        last=block[-1][0],
        layout=lines[block[0][0]].layout,
        paths=paths,
        label_columns=labels,
        rows=tuple(body),
        span=join_spans(row.span for row in rows),
        header=tuple(rows[:depth]),
        findings=findings,
    )


def _ragged(line: Line, cells: int, width: int) -> Finding:
    return Finding(
        FindingCode.RAGGED_ROW,
        Severity.NOTICE,
        f"행의 칸 수({cells})가 표의 열 수({width})와 다릅니다.",
        line.span,
        printed=str(cells),
        expected=str(width),
    )


def _grid_row(line: Line, cells: Cells, width: int) -> GridRow:
    long = len(line.raw) > 200 or line.narrow or line.number != line.last
    padded = [GridCell(cell_text(cell.text), Span(cell.number, cell.number, cell.start, cell.end) if long else line.span) for cell in cells]
    padded += [GridCell("", line.span)] * (width - len(cells))
    return GridRow(tuple(padded), line.span)


def _kinds(row: GridRow) -> list[CellKind]:
    return [cell_kind(cell.text) for cell in row.cells]


def _is_headerish(row: GridRow) -> bool:
    kinds = _kinds(row)
    if any(kind is CellKind.DASH for kind in kinds):
        return False
    values = [cell.text for cell, kind in zip(row.cells, kinds, strict=True) if kind is CellKind.VALUE]
    return not values or all(re.fullmatch(r"(?:19|20)\d{2}", text) for text in values)


def _header_rows(rows: list[GridRow]) -> int:
    """How many rows from the top are header: none holds a figure, and each fills blanks that the one above left."""
    if len(rows) < 2 or not _is_headerish(rows[0]):
        return 0
    depth = 1
    while depth < min(MAX_HEADER_ROWS, len(rows) - 1) and _is_headerish(rows[depth]):
        above, here, below = rows[depth - 1], rows[depth], rows[depth + 1]
        fills = sum(1 for up, cell in zip(above.cells[1:], here.cells[1:], strict=True) if cell.text and not up.text)
        figures = any(kind in (CellKind.VALUE, CellKind.DASH) for kind in _kinds(below))
        if not fills or (here.cells[0].text and not figures):
            break
        depth += 1
    return depth


def _header_width(rows: list[GridRow], depth: int, *, markup: bool) -> int:
    """The columns that the header names, with the ones that its last label may span; cells with markup repeat theirs beside."""
    named = max((at + 1 for row in rows[:depth] for at, cell in enumerate(row.cells) if cell.text), default=len(rows[0].cells))
    widest = max((at + 1 for row in rows[depth:] for at, cell in enumerate(row.cells) if cell.text), default=named)
    return max(2, named if markup else max(named, widest if widest <= named + 2 else named))


def _paths(header: list[GridRow], width: int) -> tuple[tuple[str, ...], ...]:
    """The leaf path of each column; an empty header cell belongs to the label on its left where it was merged."""
    filled: list[list[str]] = []
    for depth, row in enumerate(header):
        labels, left = [], ""
        below = header[depth + 1] if depth + 1 < len(header) else None
        for column in range(width):
            text = squeeze(row.cells[column].text.replace("\n", " "))
            spans = not below or bool(below.cells[column].text) or depth == 0
            merged = left if not text and spans and _same_parent(filled, column) else text
            labels.append(merged)
            left = merged
        filled.append(labels)
    paths = []
    for column in range(width):
        path: list[str] = []
        for depth, labels in enumerate(filled):
            # A label in the row above with nothing below it fills both rows; a blank over a label was merged.
            own = bool(header[depth].cells[column].text)
            if labels[column] and (own or not path):
                path.append(labels[column])
        paths.append(tuple(path))
    return tuple(paths)


def _same_parent(filled: list[list[str]], column: int) -> bool:
    """Whether a blank may take its left neighbour's label: only below the same label of the row above."""
    return column > 0 and (not filled or filled[-1][column] == filled[-1][column - 1])


def _label_columns(paths: tuple[tuple[str, ...], ...], body: list[GridRow]) -> int:
    """How many columns from the left name a row: those whose header or whose cells are words."""
    count = 0
    for column in range(len(paths) - 1):
        key = label_key(paths[column][-1]) if paths[column] else ""
        kinds = [cell_kind(row.cells[column].text) for row in body]
        figures = sum(kind in (CellKind.VALUE, CellKind.DASH) for kind in kinds)
        words = sum(kind in (CellKind.TEXT, CellKind.TIME) for kind in kinds)
        named = key in LABEL_COLUMN_WORDS or key in UNIT_COLUMN_WORDS or (count > 0 and paths[column] and paths[column] == paths[count - 1])
        if key in NOTE_COLUMN_WORDS and count:
            break
        if not (named and (words or column == 0)) and not (column == 0 and words > figures):
            break
        if count and not named:
            break
        count = column + 1
    return count


def _continues(lines: Sequence[Line], before: Grid, after: Grid) -> bool:
    """Whether `after` goes on with `before`: only blanks and page numbers lie between, and its header is the same."""
    between = lines[before.last + 1 : after.first]
    if before.layout != after.layout or any(line.body and line.style is not Style.PAGE for line in between):
        return False
    # Tables of words stay as printed: only where figures are added up does it matter that blocks are one table.
    return bool(after.header) and before.paths == after.paths and _holds_figures(after)


def _holds_figures(grid: Grid) -> bool:
    kinds = [cell_kind(cell.text) for row in grid.rows for cell in row.cells]
    return 3 * sum(kind in (CellKind.VALUE, CellKind.DASH) for kind in kinds) > len(kinds)


def _join(before: Grid, after: Grid) -> Grid:
    return replace(
        before,
        last=after.last,
        rows=before.rows + after.rows,
        span=join_spans((before.span, after.span)),
        findings=before.findings + after.findings,
        label_columns=min(before.label_columns, after.label_columns) or max(before.label_columns, after.label_columns),
    )
