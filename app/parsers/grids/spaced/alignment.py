"""Where things stand on the page, for tables whose columns are aligned: a Korean letter is as wide as two others.

Rows that fill all columns on one line show where the columns are; a row with blank cells is read by that.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final
from unicodedata import east_asian_width

from app.parsers.characters.memo import remember
from app.parsers.grids.spaced.lines import Piece
from app.parsers.lines.lines import Line

_WIDE_GAP: Final = " " * 3
Stretch = tuple[int, int]


class Ruler:
    """Measures where pieces stand on the page; the letters of a line are measured once for all its pieces."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._edges: dict[int, tuple[int, ...]] = {}

    def place(self, piece: Piece) -> Stretch:
        """From which to which letter's breadth of the page a piece stands."""
        edges = self._edges.get(piece.line)
        if edges is None:
            line = self._lines[piece.line]
            edges = self._edges[piece.line] = tuple(accumulate(map(_letters_broad, line.raw), initial=line.indent))
        return edges[piece.start], edges[piece.end]


@remember(4096)
def _letters_broad(letter: str) -> int:
    return 2 if east_asian_width(letter) in "WF" else 1


class FigureColumns:
    """Where the figures of each column stand, as far as the rows read so far have shown."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.stretches: list[Stretch] = []
        self.ruler = Ruler(lines)

    def learn(self, cells: Sequence[Sequence[Piece]]) -> None:
        """A row with a figure in each column; what runs over several lines shows nothing."""
        if len({piece.line for cell in cells for piece in cell}) != 1:
            return
        found = [self.ruler.place(cell[0]) for cell in cells]
        known = self.stretches or found
        self.stretches = [(min(start, first), max(end, last)) for (start, end), (first, last) in zip(known, found, strict=True)]

    def seat(self, cells: Sequence[list[Piece]]) -> list[list[Piece]] | None:
        """A row with fewer figures than columns: each under its column, blanks between; None where they stand under none."""
        if not self.stretches or not cells or len({piece.line for cell in cells for piece in cell}) != 1:
            return None
        if _WIDE_GAP not in self.lines[cells[0][0].line].raw:
            return None
        seated: list[list[Piece]] = [[] for _ in self.stretches]
        free = 0
        for cell in cells:
            start, end = self.ruler.place(cell[0])
            under = [at for at in range(free, len(seated)) if start < self.stretches[at][1] and self.stretches[at][0] < end]
            if len(under) != 1:
                return None
            seated[under[0]] = list(cell)
            free = under[0] + 1
        return seated
