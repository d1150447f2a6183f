"""Tables of one cell a line, as programs that copy the text of a page out of a PDF or a browser leave them; blank cells leave nothing."""

from collections.abc import Sequence

from bench.document import Grid, GridRow
from bench.layouts.base import Printer, header_rows, printed_rows


class LinesPrinter(Printer):
    """Prints each cell on a line of its own."""

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        for header in header_rows(grid.columns):
            self.add(_one_a_line(header))
        for row, cells in printed_rows(grid, rows):
            self.add(_one_a_line(cells), row.key)


def _one_a_line(cells: Sequence[str]) -> str:
    return "\n".join(cell.replace("\n", " ") for cell in cells if cell)
