"""Rows as an XLSX workbook, written to a file row by row.

Texts are written as texts, whatever they begin with, and those that look like formulas are marked so that they stay texts
when a person edits them. A whole number with more digits than a spreadsheet keeps (15) is written as text rather than
rounded. A sheet takes 1,048,576 rows; the rest goes on on further sheets, each with the header.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

import xlsxwriter

from app.formats import Labels
from app.formats.cells import Cell
from app.formats.tables import Column
from app.formats.text import is_risky, write_headers

SHEET_ROWS: Final = 1_048_576
SHEET_NAME: Final = "자료"
_CELL_CHARACTERS: Final = 32_767
_CUT: Final = "…"
_LARGEST_EXACT: Final = 10**15
_WIDTHS: Final = {"printed": 60, "section": 30, "government": 18, "id": 18, "report_id": 22}
_WIDTH: Final = 14
# The same rows give the same bytes, so the file does not say when it was made.
_CREATED: Final = datetime(2000, 1, 1)


class Workbook:
    """A workbook that is being written; `folder` takes what has no place in memory. Not for two threads at once."""

    def __init__(self, file: IO[bytes], folder: Path, columns: Sequence[Column], labels: Labels, sheet_rows: int = SHEET_ROWS) -> None:
        options = {"constant_memory": True, "tmpdir": str(folder), "strings_to_urls": False, "use_zip64": True}
        self._book = xlsxwriter.Workbook(file, options)
        self._book.set_properties({"created": _CREATED})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._text = self._book.add_format({"quote_prefix": True})
        self._won = self._book.add_format({"num_format": "#,##0"})
        self._columns = columns
        self._forms = [self._won if column.name.endswith("_won") else None for column in columns]
        self._headers = write_headers(columns, labels)
        self._sheet_rows = sheet_rows
        self._sheets = 0
        self._begin_sheet()

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows after those before."""
        for row in rows:
            if self._row == self._sheet_rows:
                self._end_sheet()
                self._begin_sheet()
            for number, cell in enumerate(row):
                if cell is not None:
                    self._write(number, cell)
            self._row += 1

    def close(self) -> None:
        """Finish the file. Raises OSError where there is no room for it."""
        self._end_sheet()
        try:
            self._book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise OSError(str(error)) from error

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(SHEET_NAME if self._sheets == 1 else f"{SHEET_NAME} {self._sheets}")
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, _WIDTHS.get(column.name, _WIDTH), self._forms[number])
        for row, names in enumerate(self._headers):
            for number, name in enumerate(names):
                self._sheet.write_string(row, number, name, self._bold)
        self._row = len(self._headers)
        self._sheet.freeze_panes(self._row, 0)

    def _end_sheet(self) -> None:
        self._sheet.autofilter(len(self._headers) - 1, 0, max(self._row - 1, len(self._headers) - 1), len(self._columns) - 1)

    def _write(self, number: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, number, cell)
        elif isinstance(cell, str) or (isinstance(cell, int) and abs(cell) >= _LARGEST_EXACT):
            self._write_text(number, str(cell))
        else:
            self._sheet.write_number(self._row, number, _to_number(cell), self._forms[number])

    def _write_text(self, number: int, text: str) -> None:
        kept = text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - 1] + _CUT
        self._sheet.write_string(self._row, number, kept, self._text if is_risky(kept) else None)


def _to_number(cell: int | float | Decimal | None) -> int | float:
    assert cell is not None, "an empty cell is not written"
    return float(cell) if isinstance(cell, Decimal) else cell
