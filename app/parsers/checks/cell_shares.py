"""Shares in the cells of a table, beside the figure that is shared: `13,265(60%)`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.evidence.arithmetic import CellAt, Kind, judge
from app.parsers.tables.sheet import Sheet, is_sum
from app.parsers.values.digits import NUMBER
from app.parsers.values.figures import Figure, Read, Value, percent, show

_CELL: Final = re.compile(rf"\s*{NUMBER}\s*[가-힣]*\s*\(\s*(?P<rate>\d{{1,9}}(?:\.\d{{1,4}})?)\s?%\s*\)\s*")


@dataclass(frozen=True, slots=True)
class CellShare:
    """A share in a cell, with what it is thought to be of."""

    at: CellAt
    rate: Figure
    whole: Figure
    expected: Value


def check_cell_shares(sheet: Sheet) -> Iterator[Finding]:
    """Cells such as `13,265(60%)`: shares of another column, or of the column's total, as most of them agree."""
    shares = list(_cells(sheet))
    if len(shares) < 2:
        return
    holds, off = 0, list[CellShare]()
    for whole in (*range(len(sheet.columns.paths)), None):
        found = _against(sheet, shares, whole)
        if found[0] > holds and len(found[1]) < max(2, found[0]):
            holds, off = found
    for one in off:
        printed, expected = one.rate.printed, show(one.expected, one.rate)
        message = f"'{sheet.name(one.at)}' 칸은 {with_ro(printed)} 인쇄되었으나, {one.whole.printed}에 대한 비율은 {expected}입니다."
        row = sheet.table.table.rows[one.at[0]].span
        yield Finding(FindingCode.SHARE_MISMATCH, Severity.ERROR, message, sheet.span(one.at), printed, expected, (row,))


def _cells(sheet: Sheet) -> Iterator[tuple[CellAt, Figure]]:
    for row, cells in enumerate(sheet.table.table.rows):
        for column, cell in enumerate(cells.cells):
            match = _CELL.fullmatch(cell.printed) if "%" in cell.printed else None
            if match and isinstance(sheet.cells[row][column], Figure):
                yield (row, column), percent(match["rate"])


def _against(sheet: Sheet, shares: Sequence[tuple[CellAt, Figure]], whole: int | None) -> tuple[int, list[CellShare]]:
    """How many shares are of column `whole` (of the total row, for None), and those that are off."""
    total = _total_row(sheet)
    holds, off = 0, list[CellShare]()
    for at, rate in shares:
        part, other = sheet.cells[at[0]][at[1]], _whole(sheet, at, whole, total)
        if not isinstance(other, Figure) or not isinstance(part, Figure):
            continue
        verdict = judge(Kind.RATE, rate, [(part, 1), (other, 1)])
        if verdict and verdict.off and not verdict.cut:
            off.append(CellShare(at, rate, other, verdict.expected))
        elif verdict:
            holds += 1
    return holds, off


def _total_row(sheet: Sheet) -> int | None:
    return next((row for row, path in enumerate(sheet.rows.paths) if path and is_sum(path[-1])), None)


def _whole(sheet: Sheet, at: CellAt, column: int | None, total: int | None) -> Read | None:
    """What a cell's share may be of: another column of its row, or the total of its own column."""
    if column is not None:
        return sheet.cells[at[0]][column] if column != at[1] else None
    return sheet.cells[total][at[1]] if total is not None else None
