"""Cells separated by tabs; a merged header cell is followed by empty ones; HTML may be left in a cell."""

from collections.abc import Sequence

from bench.document import Grid, GridRow
from bench.layouts.base import Printer, header_rows, printed_rows


class TabPrinter(Printer):
    """Prints tables as rows of tabs."""

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        for header in header_rows(grid.columns):
            self.add("\t".join(header))
        for row, cells in printed_rows(grid, rows):
            self.add("\t".join(self.cell(cell) for cell in cells), row.key)

    def cell(self, cell: str) -> str:
        lines = cell.split("\n")
        if len(lines) > 2 and self.style.nested_html:
            return "".join(f"<p>{line}</p>" for line in lines)
        return " ".join(lines)
