"""Rows without a label below rows that have one, where only blanks part the columns.

    구분 예산액 집행액
    총무과 700 500
    재무과 300 200
    1,000 700                the sum of all rows above: their total; else nobody can tell whose figures they are

A blank label is no merged cell here: what stands above is another row. So a row is called a total where it is proven to be the sum of all
others in each column that can be added up, and cut from the table with a finding where it is not.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.evidence.relations import Row, sums_all_others
from app.parsers.grids import Grid, GridRow
from app.parsers.grids.promises import is_rate, is_total
from app.parsers.grids.spaced.amounts import amounts_of
from app.parsers.labels import UNNAMED_TOTAL

_FEWEST_ROWS: Final = 3
_ABOVE_OR_BELOW: Final = (0, -1)


def settle_unlabelled(grid: Grid) -> Grid:
    """The grid with its unlabelled row named as a total, or without its unlabelled rows, each of which a finding tells of."""
    bare = [at for at, row in enumerate(grid.rows) if _is_bare(row, grid.label_columns)] if grid.label_columns else []
    if len(bare) in (0, len(grid.rows)):
        return grid
    first = bare[0]
    if len(bare) == 1 and _is_total(grid, first):
        return replace(grid, rows=(*grid.rows[:first], _named(grid.rows[first]), *grid.rows[first + 1 :]))
    kept = tuple(row for at, row in enumerate(grid.rows) if at not in bare)
    return replace(grid, rows=kept, findings=(*grid.findings, *(_unread(grid.rows[at]) for at in bare)))


def _is_bare(row: GridRow, labels: int) -> bool:
    """Whether a row has figures and no label."""
    return not any(cell.text for cell in row.cells[:labels]) and sum(any(map(str.isdigit, cell.text)) for cell in row.cells) > 1


def _is_total(grid: Grid, bare: int) -> bool:
    """Whether a first or last row is proven to be the sum of all others, which hold no total themselves."""
    others = [row for at, row in enumerate(grid.rows) if at != bare]
    named = any(is_total(cell.text) for row in others for cell in row.cells[: grid.label_columns])
    if named or len(grid.rows) < _FEWEST_ROWS or grid.rows[bare] not in [grid.rows[at] for at in _ABOVE_OR_BELOW]:
        return False
    return sums_all_others(_turned(grid), bare).proven


def _turned(grid: Grid) -> Sequence[Row]:
    """The figures of each column that can be added up, as a row."""
    columns = [at for at in range(grid.label_columns, len(grid.paths)) if grid.paths[at] and not is_rate(grid.paths[at])]
    return amounts_of([[row.cells[at].text for row in grid.rows] for at in columns])


def _named(row: GridRow) -> GridRow:
    return row._replace(cells=(row.cells[0]._replace(text=UNNAMED_TOTAL), *row.cells[1:]))


def _unread(row: GridRow) -> Finding:
    message = "이름이 없는 행이어서 누구의 수인지 알 수 없습니다."
    return Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, row.span)
