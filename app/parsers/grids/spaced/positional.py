"""Headers that were padded so that each word stands over its column: the place on the page tells what belongs together.

A label of two words may stand on two lines (`예 산` over `현 액`), and a line may hold a part of each column's label only. Where
the figures of each column stand, the rows show; a piece of the header belongs to the column that it overlaps, or to the labels
of the rows if it stands left of all figures.

>>> from app.parsers.lines.lines import read_lines
>>> from app.parsers.grids.spaced.rows import Gatherer
>>> text = "               예 산      집 행\\n  과 목        현 액       액\\n  인건비       3,600      1,800"
>>> page = Page(read_lines(text))
>>> read_positions(page, [0, 1], Gatherer(page, 2, noted=False, labelled=True).gather([2]).rows)
Heads(label=('과목',), columns=(('예산현액',), ('집행액',)), skipped=0)
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.parsers.grids.spaced.alignment import Ruler, Stretch
from app.parsers.grids.spaced.deal import Heads, Path
from app.parsers.grids.spaced.lines import Page, Piece, is_known
from app.parsers.grids.spaced.rows import Draft
from app.parsers.labels import is_total
from app.parsers.lines.lines import squeeze
from app.parsers.values.cells import GAPPED, CellKind

_WIDE: Final = "   "
_MOST_APART: Final = 4  # columns of print between a word and the figures it stands over


def read_positions(page: Page, printed: Sequence[int], rows: Sequence[Draft]) -> Heads | None:
    """The label of each column by its place; None where the print is not aligned, or a word stands over no column or several."""
    ruler = Ruler(page.lines)
    columns = _columns(page, ruler, rows)
    if columns is None or not all(_WIDE in page.lines[at].raw for at in printed[-1:]):
        return None
    heads: list[str] = []
    labels: list[list[str]] = [[] for _ in columns]
    for at in printed:
        for match in GAPPED.finditer(page.lines[at].body):
            stretch = ruler.place(Piece(match.group(), at, match.start(), match.end(), CellKind.TEXT))
            over = _over(stretch, columns)
            if over is None:
                return None
            (labels[over] if over >= 0 else heads).append(squeeze(match.group()))
    if not all(labels):
        return None
    return Heads((_joined(heads),) if heads else (), _paths(labels))


def _columns(page: Page, ruler: Ruler, rows: Sequence[Draft]) -> list[Stretch] | None:
    """Where the figures of each column stand, if they stand apart in all rows, with wide gaps between."""
    found: list[Stretch] = []
    for row in rows:
        first = row.cells[0][0]
        if len({cell[0].line for cell in row.cells}) != 1 or _WIDE not in page.lines[first.line].raw:
            return None
        here = [ruler.place(cell[0]) for cell in row.cells]
        known = found or here
        found = [(min(start, begin), max(end, stop)) for (start, end), (begin, stop) in zip(known, here, strict=True)]
    apart = all(before[1] < after[0] for before, after in pairwise(found))
    return found if found and apart else None


def _over(stretch: Stretch, columns: Sequence[Stretch]) -> int | None:
    """The column that a word stands over, -1 for the labels; None where that is not one."""
    over = [at for at, column in enumerate(columns) if stretch[0] < column[1] and column[0] < stretch[1]]
    if len(over) == 1:
        return over[0]
    if over:
        return None
    if stretch[1] <= columns[0][0] - _MOST_APART:
        return -1
    near = [at for at, column in enumerate(columns) if max(column[0] - stretch[1], stretch[0] - column[1]) < _MOST_APART]
    return near[0] if len(near) == 1 else None


def _paths(labels: Sequence[Sequence[str]]) -> tuple[Path, ...]:
    """The path of each column. A word over a subtotal names a group; the columns behind it, with a word less, are of it.

    승 합              승 용
    소계  소형  중형    소계  소형
    """
    group: tuple[str, ...] = ()
    paths: list[Path] = []
    for words, behind in zip(labels, [*labels[1:], ()], strict=True):
        if len(words) > 1 and is_total(words[-1]) and len(behind) < len(words):
            group = (_joined(words[:-1]),)
        elif len(words) > 1 or is_total(words[-1]):
            group = ()
        paths.append((*group, words[-1]) if group else (_joined(words),))
    return tuple(paths)


def _joined(words: Sequence[str]) -> str:
    """The parts of a label that stand below each other: one word if that is known, else several."""
    together = "".join(words)
    return together if is_known(together) else " ".join(words)
