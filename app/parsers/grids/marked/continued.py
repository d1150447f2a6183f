"""Blocks of one table that a page break cut: the header is printed again, or the rows just go on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models.span import join_spans
from app.parsers.grids import Grid, blank_cell
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.values.cells import CellKind, cell_kind

_LONGEST_HEAD: Final = 40
_FEWEST_HEADS: Final = 3


def continues(lines: Sequence[Line], before: Grid, after: Grid, heads: frozenset[str]) -> bool:
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


def join_blocks(before: Grid, after: Grid) -> Grid:
    """The rows of both blocks as one table; a last column that the second one lacks is blank there."""
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
