"""Two lists of names and amounts side by side: revenue at the left, expenditure at the right, each under its title.

    세입 | 세출 | ||
    ---|---|---|---|
    이전수입 | 300 | 교육 | 250 |
    자체수입 | 100 | 운영 | 50 |
    시설 | 100 | ||              the shorter list has ended: the row slid to the left
    계 | 400 | 계 | 400 |

To which list the rows with one pair belong is said by their totals: 250 + 50 + 100 = 400. Where they don't, such rows are
`ragged_row` and stay unread.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from app.models.finding import Finding
from app.models.span import join_spans
from app.parsers.grids import Grid
from app.parsers.grids.marked.rows import Cells, Indexed, grid_row, is_figure, number_of, ragged
from app.parsers.grids.promises import is_total
from app.parsers.lines.lines import Line, PrintedCell, squeeze

_FEWEST_FULL: Final = 2
_FEWEST_LISTS: Final = 2


class Pair(NamedTuple):
    """A name and its amount, in the row of a line."""

    line: int
    name: PrintedCell
    amount: PrintedCell


def read_beside(lines: Sequence[Line], block: Sequence[Indexed]) -> list[Grid]:
    """The lists of a block of rows, from left to right; none where the rows are no pairs of names and amounts."""
    count = len(block[0][1])
    rows = [_pairs(index, cells) for index, cells in block[1:]]
    full = [pairs for pairs in rows if len(pairs) == count]
    titled = count >= _FEWEST_LISTS and all(cell.text for cell in block[0][1])
    if not titled or len(full) < _FEWEST_FULL or not all(rows):
        return []
    short = [pair for pairs in rows for pair in pairs if len(pairs) < count]
    lists = [list(pairs) for pairs in zip(*full, strict=True)]
    owner = _owner(lists, short)
    if owner is not None:
        lists[owner] = sorted([*lists[owner], *short], key=_line_of)
    unread = [ragged(lines[pair.line], 2, 2 * count) for pair in short] if owner is None else []
    return [_list(lines, block, at, pairs, [] if at else unread) for at, pairs in enumerate(lists)]


def _line_of(pair: Pair) -> int:
    return pair.line


def _pairs(index: int, cells: Cells) -> list[Pair]:
    """The names and amounts of a row; none where it holds anything else."""
    filled = [cell for cell in cells if cell.text]
    pairs = [Pair(index, name, amount) for name, amount in zip(filled[::2], filled[1::2], strict=False)]
    fits = len(filled) % 2 == 0 and all(not is_figure(pair.name.text) and is_figure(pair.amount.text) for pair in pairs)
    return pairs if fits else []


def _owner(lists: Sequence[Sequence[Pair]], short: Sequence[Pair]) -> int | None:
    """The list whose total needs the rows with one pair, while all others add up without them."""
    if not short:
        return None
    owners = []
    for at in range(len(lists)):
        others = [pairs for other, pairs in enumerate(lists) if other != at]
        if _adds_up([*lists[at], *short]) and all(_adds_up(pairs) for pairs in others):
            owners.append(at)
    return owners[0] if len(owners) == 1 else None


def _adds_up(pairs: Sequence[Pair]) -> bool:
    totals = [number_of(pair.amount.text) for pair in pairs if is_total(pair.name.text)]
    members = [number_of(pair.amount.text) or 0 for pair in pairs if not is_total(pair.name.text)]
    return len(totals) == 1 and totals[0] == sum(members)


def _list(lines: Sequence[Line], block: Sequence[Indexed], at: int, pairs: Sequence[Pair], findings: Sequence[Finding]) -> Grid:
    """One of the lists as a table of its own; its title stands over its amounts."""
    title = squeeze(block[0][1][at].text)
    return Grid(
        first=block[0][0],
        last=block[-1][0],
        layout=lines[block[0][0]].layout,
        paths=((), (title,)),
        label_columns=1,
        rows=tuple(grid_row(lines[pair.line], (pair.name, pair.amount), 2) for pair in pairs),
        span=join_spans(lines[index].span for index, _ in block),
        findings=tuple(findings),
    )
