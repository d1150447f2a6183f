"""Who pays what of an amount, on lines or in words of their own: `국 1,100,000` below the row that it is a share of.

Budget specifications print one letter for who pays (국, 균, 기, 분, 시, 도, 구 …) and the sum behind it. These are no rows: they go
on in the cell of the amount that they split, one a line, as the brackets behind an amount do elsewhere.
"""

from collections.abc import Sequence

from app.models.span import join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.grids import GridCell, GridRow
from app.parsers.grids.spaced.lines import Page, Piece
from app.parsers.labels import PAYER_LETTERS
from app.parsers.values.cells import CellKind


def is_share(label: Sequence[Piece], figures: Sequence[Sequence[Piece]]) -> bool:
    """Whether words and figures are one letter for who pays, and one sum."""
    return len(label) == 1 and label[0].text in PAYER_LETTERS and len(figures) == 1 and len(figures[0]) == 1


def is_share_line(page: Page, at: int) -> bool:
    """Whether a line is nothing but a share."""
    pieces = page.pieces(at)
    return len(pieces) == 2 and pieces[1].kind is CellKind.VALUE and is_share(pieces[:1], (pieces[1:],))


def attach_share(row: GridRow, column: int, share: GridCell) -> GridRow:
    """A row whose cell in a column goes on with a share."""
    cell = row.cells[column]
    text, pieces = join_texts([("\n", cell.text, cell.pieces), ("\n", share.text, share.pieces)])
    span = join_spans([cell.span, share.span]) if share.span.first != cell.span.first else cell.span
    whole = GridCell(text, span, pieces)
    cells = (*row.cells[:column], whole, *row.cells[column + 1 :])
    return GridRow(cells, join_spans([row.span, share.span]) if share.span.first != row.span.first else row.span)
