"""The label columns of a table of blanks: which words of a row's label stand in which of them.

A running number stands first, a body's name or a unit last; else two blanks or more part the words. Where columns are
aligned and a cell was left blank, for it repeats the one above, only the place on the page tells which one that is. Where single
blanks part the words, a label alone below a row that fills all columns goes on with its group, but for totals and names of groups:

    회계 과목 예산액
    일반회계 인건비 300
    시설비 200              of 일반회계
    기금회계 시설비 100
"""

from collections.abc import Sequence
from typing import Final

from app.parsers.grids.spaced.alignment import Ruler
from app.parsers.grids.spaced.lines import Piece
from app.parsers.grids.spaced.rows import Draft
from app.parsers.labels import NUMBER_COLUMN_WORDS, TOTAL_WORDS, UNIT_COLUMN_WORDS, body_level, label_key
from app.parsers.lines.lines import Line
from app.parsers.values.cells import CellKind

Cells = list[list[Piece]]
_TWO: Final = 2


def share_labels(lines: Sequence[Line], rows: Sequence[Draft], heads: Sequence[str]) -> list[Cells]:
    """For each row the pieces of its label in each label column; `heads` are what those columns are called."""
    if len(heads) <= 1:
        return [[list(row.label)] * len(heads) for row in rows]
    keys = [label_key(head) for head in heads]
    shared = [_share(row.label, keys) for row in rows]
    if _stand_close(shared):
        return _below_groups(shared)
    starts = _column_starts(lines, shared)
    return [_placed(lines, cells, starts) for cells in shared] if starts else shared


def _share(label: Sequence[Piece], keys: Sequence[str]) -> Cells:
    words, columns = _lettered(label), len(keys)
    cells: Cells = [[] for _ in range(columns)]
    left, right = 0, columns
    if keys[0] in NUMBER_COLUMN_WORDS and words and words[0].kind is not CellKind.TEXT:
        cells[0], words, left = [words[0]], words[1:], 1
    if right - left > 1 and len(words) > 1 and (keys[-1] in UNIT_COLUMN_WORDS or body_level(words[-1].text) is not None):
        cells[columns - 1], words, right = [words[-1]], words[:-1], columns - 1
    runs = _at_gaps(words)
    if len(runs) == right - left:
        cells[left:right] = runs
    elif right - left == len(words):
        cells[left:right] = [[word] for word in words]
    else:
        cells[left] = words
    return cells


def _stand_close(shared: Sequence[Cells]) -> bool:
    """Whether labels of two columns stand one blank apart in all rows that have both: the columns are not aligned."""
    whole = [cells for cells in shared if all(cells)]
    gaps = [second[0].start - first[-1].end for first, second, *_ in whole if first[-1].line == second[0].line]
    return bool(whole) and len(whole[0]) == _TWO and len(gaps) == len(whole) and max(gaps) == 1


def _below_groups(shared: Sequence[Cells]) -> list[Cells]:
    """Rows of two label columns: a label alone below a whole row stands in the second one, if it is no total and heads no row itself."""
    groups = {_said(cells[0]) for cells in shared if all(cells)}
    read: list[Cells] = []
    opened = False
    for cells in shared:
        alone = bool(cells[0]) and not cells[1]
        below = alone and opened and _said(cells[0]) not in groups and label_key(_said(cells[0])) not in TOTAL_WORDS
        read.append([[], cells[0]] if below else cells)
        opened = opened or all(cells)
    return read


def _said(cell: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in cell)


def _lettered(label: Sequence[Piece]) -> list[Piece]:
    """The words of a label; letters that padding drove apart are one: `합 계`."""
    words: list[Piece] = []
    for piece in label:
        before = words[-1] if words else None
        beside = before is not None and before.line == piece.line and piece.start - before.end == 1
        if before and beside and len(piece.text) == 1 and piece.kind is CellKind.TEXT and before.text.isalpha() and _is_padded(before):
            words[-1] = Piece(before.text + piece.text, piece.line, before.start, piece.end, CellKind.TEXT)
        else:
            words.append(piece)
    return words


def _is_padded(piece: Piece) -> bool:
    """Whether a piece is one letter, or some that were joined."""
    return len(piece.text) == 1 or piece.end - piece.start > len(piece.text)


def _at_gaps(words: Sequence[Piece]) -> Cells:
    """Words of one line, cut where two blanks or more stand between them."""
    runs: Cells = []
    for word in words:
        before = runs[-1][-1] if runs else None
        if before is None or before.line != word.line or word.start - before.end > 1:
            runs.append([])
        runs[-1].append(word)
    return runs


def _column_starts(lines: Sequence[Line], shared: Sequence[Cells]) -> list[int]:
    """Where each label column begins on the page, by the rows that fill all of them on one line; [] where none does."""
    whole = [cells for cells in shared if all(cells) and len({piece.line for cell in cells for piece in cell}) == 1]
    ruler = Ruler(lines)
    return [min(ruler.place(cell[0])[0] for cell in column) for column in zip(*whole, strict=True)]


def _placed(lines: Sequence[Line], cells: Cells, starts: Sequence[int]) -> Cells:
    """A label that stands alone goes to the column under which it begins."""
    alone, *others = cells
    if not alone or any(others) or len({piece.line for piece in alone}) > 1:
        return cells
    begin, _ = Ruler(lines).place(alone[0])
    column = max((at for at, start in enumerate(starts) if start <= begin), default=0)
    return [alone if at == column else [] for at in range(len(cells))]
