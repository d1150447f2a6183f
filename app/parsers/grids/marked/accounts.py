"""Statements of accounts: each period has an inner and an outer column, and a row uses one of them.

    과목 | 2023년 | 2022년            two periods, under each two columns
    금액 | 금액 | 금액 | 금액
    Ⅰ. 영업수익 |  | 900 |  | 800     sums stand in the outer columns
    1. 이용료 | 500 | 450             their parts in the inner ones; what was blank behind them is lost

Which of the two columns a figure stands in says how deep its row is, not what it is. A row with just as many figures as there are
periods has them in the periods' order; one with more or fewer is `ragged_row` and stays unread, for no label parts its columns.
"""

from collections.abc import Sequence
from typing import Final

from app.models.span import join_spans
from app.parsers.characters.normalise import fold
from app.parsers.grids import Grid
from app.parsers.grids.marked.rows import Indexed, grid_row, is_figure, ragged
from app.parsers.labels import label_key
from app.parsers.lines.lines import Line, PrintedCell, squeeze
from app.parsers.values.cells import is_bracketed
from app.parsers.values.periods import column_year

_FEWEST_ROWS: Final = 3
_MOST_PERIODS: Final = 4


def read_accounts(lines: Sequence[Line], block: Sequence[Indexed]) -> Grid | None:
    """The statement that a block of rows is, with one column for each period; None where it is none."""
    filled = [(index, [cell for cell in cells if cell.text]) for index, cells in block]
    if len(filled) <= _FEWEST_ROWS or not _is_header(filled[0][1], filled[1][1]):
        return None
    head, body = filled[0][1], filled[2:]
    rows = [(index, (cells[0], *(cell for cell in cells[1:] if _is_amount(cell.text)))) for index, cells in body]
    told = [(index, cells) for index, cells in rows if len(cells) in (1, len(head))]
    return Grid(
        first=block[0][0],
        last=block[-1][0],
        layout=lines[block[0][0]].layout,
        paths=tuple((squeeze(cell.text),) for cell in head),
        label_columns=1,
        rows=tuple(grid_row(lines[index], cells, len(head)) for index, cells in told),
        span=join_spans(lines[index].span for index, _ in block),
        signed=True,
        header=tuple(grid_row(lines[index], cells[: len(head)], len(head)) for index, cells in filled[:2]),
        findings=tuple(ragged(lines[index], len(cells), len(head)) for index, cells in rows if len(cells) not in (1, len(head))),
    )


def _is_header(head: Sequence[PrintedCell], inner: Sequence[PrintedCell]) -> bool:
    """Whether labels are two periods or more, each over two columns of one name."""
    periods = head[1:]
    timed = 1 < len(periods) <= _MOST_PERIODS and all(column_year(fold(cell.text)) for cell in periods)
    alike = len({label_key(cell.text) for cell in inner}) == 1 and not is_figure(inner[0].text)
    return timed and alike and len(inner) == 2 * len(periods)


def _is_amount(text: str) -> bool:
    """Whether a cell holds an amount; one in brackets is negative, as accountants print it."""
    return is_figure(text) or is_bracketed(text)
