"""One cell a line, as text taken out of a PDF or off the clipboard: a table is a column of words and figures.

Nothing tells where a row ends but how many columns there are. Some converters print a merged header cell again for each column that it
spans; others print it once and leave no line for the blank cells beside it, so that nobody can tell what it stood over but by
arithmetic. A merged label stands at the first of its rows alone.
"""

from collections.abc import Sequence

from bench.document import Grid, GridRow
from bench.layouts.base import Printer, header_rows, printed_rows


class LinesPrinter(Printer):
    """Prints every cell of a table on a line of its own."""

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        for header in _spelt_out(grid.columns) if self.style.nested_html else header_rows(grid.columns):
            self._cells([cell for cell in header if cell])
        for row, cells in printed_rows(grid, rows):
            self._cells([cell for cell in cells if cell], row.key)

    def _cells(self, cells: Sequence[str], key: str | None = None) -> None:
        between = "\n\n" if self.style.loose else "\n"
        self.add(between.join(cells), key)
        if self.style.loose:
            self.gap()


def _spelt_out(columns: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Header rows in which a merged cell stands over each of its columns, and in each of its rows.

    >>> _spelt_out([("구분",), ("일반직", "6급"), ("일반직", "7급")])
    [['구분', '일반직', '일반직'], ['구분', '6급', '7급']]
    """
    return [[path[min(level, len(path) - 1)] for path in columns] for level in range(max(map(len, columns)))]
