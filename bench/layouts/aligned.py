"""Columns aligned by blanks, as a page keeps its layout in plain text: names to the left, figures to the right, heads centred.

A Korean letter is as wide as two others; where columns begin and end can be seen only by counting so.
"""

from collections.abc import Sequence
from typing import Final
from unicodedata import east_asian_width

from bench.document import Grid, GridRow
from bench.layouts.base import Printer, header_rows, printed_rows

_GAP: Final = " " * 3
_MARGIN: Final = " " * 2


class AlignedPrinter(Printer):
    """Prints tables as columns of a fixed width."""

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        headers = header_rows(grid.columns)
        body = [(row.key, [" ".join(cell.split("\n")) for cell in cells]) for row, cells in printed_rows(grid, rows)]
        widths = [max(map(_width, column)) for column in zip(*headers, *(cells for _, cells in body), strict=True)]
        for header in headers:
            self.add(_line([_centred(cell, width) for cell, width in zip(header, widths, strict=True)]))
        for key, cells in body:
            self.add(_line([_placed(cell, width) for cell, width in zip(cells, widths, strict=True)]), key)


def _line(cells: Sequence[str]) -> str:
    return (_MARGIN + _GAP.join(cells)).rstrip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _centred(text: str, width: int) -> str:
    left = (width - _width(text)) // 2
    return " " * left + text + " " * (width - _width(text) - left)


def _placed(text: str, width: int) -> str:
    blank = " " * (width - _width(text))
    return blank + text if text[:1].isdigit() or text[:1] in "△-" else text + blank
