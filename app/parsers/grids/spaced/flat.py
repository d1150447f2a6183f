"""Tables flattened into one line: `구분 예산액 집행액 계 1,000 500 시설관리 600 300 …`.

The words before the first figure are the header and the first row's label; how many figures follow each label says where
the header ends. Only what fits without rest is read: as many figures behind each label, as many labels in the header.

>>> from app.parsers.grids.spaced.lines import Page
>>> from app.parsers.lines.lines import read_lines
>>> grid = read_flat(Page(read_lines("구분 예산액 집행액 계 1,000 500 시설 관리 600 300")), 0)
>>> grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]
((('구분',), ('예산액',), ('집행액',)), [['계', '1,000', '500'], ['시설 관리', '600', '300']])
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.models.span import Span
from app.parsers.grids import Grid, GridCell, GridRow
from app.parsers.grids.spaced.header import split_labels
from app.parsers.grids.spaced.lines import Page, Piece, is_known
from app.parsers.labels import LABEL_COLUMN_WORDS, label_key
from app.parsers.lines.lines import Line
from app.parsers.values.cells import CellKind

_SHORTEST: Final = 20
_FEWEST_DIGITS: Final = 4
_FIRST_LETTERS: Final = frozenset(word[0] for word in LABEL_COLUMN_WORDS)
_FEWEST_ROWS: Final = 2
_FEWEST_COLUMNS: Final = 2


def read_flat(page: Page, at: int) -> Grid | None:
    """The table that a line holds, header and rows; None where it holds none."""
    if not begins_flat(page, at):
        return None
    groups = _groups(page.pieces(at))
    width = len(groups[0][1]) if groups else 0
    if len(groups) < _FEWEST_ROWS or width < _FEWEST_COLUMNS or any(len(figures) != width or not label for label, figures in groups):
        return None
    line = page.lines[at]
    header = _header_end(line, groups[0][0], width)
    if header is None or groups[-1][1][-1][-1].end != len(line.body):
        return None
    labels, rest = split_labels([_run(line, header[0], header[-1]).body]), groups[0][0][len(header) :]
    rows = tuple(_row(line, label, figures) for label, figures in ((rest, groups[0][1]), *groups[1:]))
    return Grid(at, at, "flat", tuple((label,) for label in labels), 1, rows, line.span)


def begins_flat(page: Page, at: int) -> bool:
    """Whether a line is long enough for a table, begins like a header and holds figures."""
    body = page.lines[at].body
    if len(body) < _SHORTEST or body[0] not in _FIRST_LETTERS or sum(letter.isdigit() for letter in body) < _FEWEST_DIGITS:
        return False
    return label_key(split_labels([body[:_SHORTEST]])[0]) in LABEL_COLUMN_WORDS


def _groups(pieces: Sequence[Piece]) -> list[tuple[list[Piece], list[list[Piece]]]]:
    """Runs of words, each with the figures behind it; a bracket belongs to the figure before it."""
    groups: list[tuple[list[Piece], list[list[Piece]]]] = []
    for piece in pieces:
        if not groups or (piece.kind is CellKind.TEXT and groups[-1][1] and piece.text[0] != "("):
            groups.append(([], []))
        label, figures = groups[-1]
        if piece.text[0] == "(" and figures:
            figures[-1].append(piece)
        elif piece.kind is CellKind.TEXT:
            label.append(piece)
        else:
            figures.append([piece])
    return groups


def _header_end(line: Line, words: Sequence[Piece], width: int) -> list[Piece] | None:
    """The words that make one label more than there are figures, all of them known; a label of the first row is left."""
    for count in range(len(words) - 1, 0, -1):
        labels = split_labels([_run(line, words[0], words[count - 1]).body])
        if len(labels) == width + 1 and all(map(is_known, labels)):
            return list(words[:count])
    return None


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a line: folded, as received, and where it ends and stands."""

    body: str
    raw: str
    end: int
    span: Span


def _run(line: Line, first: Piece, last: Piece) -> _Run:
    span = Span(line.number, line.last, line.start + first.start, line.start + last.end)
    return _Run(line.body[first.start : last.end], line.raw[first.start : last.end], last.end, span)


def _row(line: Line, label: Sequence[Piece], figures: Sequence[list[Piece]]) -> GridRow:
    runs = [_run(line, label[0], label[-1]), *(_run(line, cell[0], cell[-1]) for cell in figures)]
    return GridRow(tuple(GridCell(run.raw, run.span) for run in runs), _run(line, label[0], figures[-1][-1]).span)
