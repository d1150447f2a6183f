"""Pipes as converters of web pages write them: no bar at the left, merged header cells dropped, their bars left at the end of the row."""

from collections.abc import Sequence

from bench.document import Grid, GridRow
from bench.layouts.base import header_rows, printed_rows
from bench.layouts.pipe import PipePrinter


class BarePrinter(PipePrinter):
    """Prints Markdown whose tables lost their left bars and merged header cells, so that labels slide to the left."""

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        first, *others = header_rows(grid.columns)
        self.add(_slid(first))
        self.add("---|" * len(first))
        for header in others:
            self.add(_slid(header))
        for row, cells in printed_rows(grid, rows):
            self.add(_bare([cell.replace("\n", "<br>") for cell in cells]), row.key)


def _slid(cells: Sequence[str]) -> str:
    """A header row without its blank cells; as many bars as it had stand at its end."""
    kept = [cell for cell in cells if cell]
    return _bare(kept) + "|" * (len(cells) - len(kept))


def _bare(cells: Sequence[str]) -> str:
    return "".join(f"{cell} | " for cell in cells).rstrip()
