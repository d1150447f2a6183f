"""Rectangles of cells, however they were printed.

`marked` reads rows whose cells are marked as such (tabs, bars, tags, drawn boxes), `spaced` what only blanks or line ends part;
`candidates` deals the labels of a header over columns where the print does not say which stands over which, and `joining` parts
tables that stand side by side. All give a Grid: the path of labels of each column, how many columns name a row, and the
rows. `app/parsers/tables/table.py` makes a Table of it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from app.models.finding import Finding
from app.models.span import Span, Spots
from app.parsers.characters.inline import Pieces, locate


class GridCell(NamedTuple):
    """A cell: its text as shown, the lines it stands on, and where the parts of its text were printed (nothing where it is blank)."""

    text: str
    span: Span
    pieces: Pieces

    def at(self, first: int = 0, last: int | None = None) -> Spots:
        """Where a part of the text is printed."""
        return locate(self.text, self.pieces, first, len(self.text) if last is None else last)


def blank_cell(span: Span) -> GridCell:
    """A cell in which nothing is printed; `span` is its row's."""
    return GridCell("", span, ())


class GridRow(NamedTuple):
    """A row: one cell for each column of its grid, label columns first."""

    cells: tuple[GridCell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed.

    first, last: indexes of the logical lines it fills, both included.
    paths: the labels of each column, outermost first. label_columns: how many columns, from the left, name a row.
    title: the text of a row that stands above the header and holds the table's name or unit.
    signed: whether an amount in brackets is negative, as accountants print it.
    """

    first: int
    last: int
    layout: Literal["tab", "space", "pipe", "html", "flat"]
    paths: tuple[tuple[str, ...], ...]
    label_columns: int
    rows: tuple[GridRow, ...]
    span: Span
    header: tuple[GridRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    signed: bool = False
