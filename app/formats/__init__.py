"""Lists as files: NDJSON for programs, CSV and XLSX for spreadsheets.

    NDJSON  one item a line, just as JSON lists it in `items`
    CSV     UTF-8 with a byte order mark, lines end in CRLF, one header line; every item is one flat row
    XLSX    the same rows in a workbook; what does not fit on one sheet goes on on further ones

Flat rows are made by `tables.py` out of the models themselves, so the columns cannot drift from the fields. All three are
written in portions: memory holds one portion, however long the list is.

A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula, and reports are full of lines that begin
with a dash. Such a text gets an apostrophe before it in CSV, and is a cell of text in XLSX; numbers stay numbers, also
negative ones.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Format(StrEnum):
    """How a list is written."""

    JSON = "json"
    CSV = "csv"
    NDJSON = "ndjson"
    XLSX = "xlsx"


class Labels(StrEnum):
    """Which names stand above the columns: the English ones of the fields, the Korean ones, or both in two rows."""

    EN = "en"
    KO = "ko"
    BOTH = "both"


class MediaType(NamedTuple):
    """How a format is asked for and sent: the first name is the one that is sent."""

    names: tuple[str, ...]
    described: str


MEDIA_TYPES: Final = {
    Format.JSON: MediaType(("application/json",), "JSON"),
    Format.CSV: MediaType(("text/csv",), "CSV"),
    Format.NDJSON: MediaType(("application/x-ndjson", "application/ndjson", "application/jsonl"), "NDJSON"),
    Format.XLSX: MediaType(("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",), "XLSX"),
}
