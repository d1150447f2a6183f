"""Rows as CSV, items as NDJSON.

>>> write_csv([["하수과", -1250000, "-", "=1+1", None]]).decode()
"하수과,-1250000,'-,'=1+1,\\r\\n"
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from app.formats import Labels
from app.formats.cells import Cell
from app.formats.tables import Column, RowTable

T = TypeVar("T")

# What a spreadsheet takes for the beginning of a formula, in both widths of letters.
_FORMULA: Final = frozenset("=+-@＝＋－＠")
# It looks past these, or takes them for the beginning of something else.
_CONTROLS: Final = frozenset("\t\r\n")
# Some programs part cells at semicolons and tabs as well, unless they stand in quotes; what follows could be a formula.
_QUOTED: Final = re.compile(r'[",;\t\r\n]|^\s|\s\Z')
_BLANKS: Final = " \u00a0\u200b\u2060\u3000\ufeff"
_SPECIAL: Final = re.compile(rf'[",;\t\r\n]|^[\s\-{"".join(_FORMULA - {"-"})}{_BLANKS}]|\s\Z')  # any of these


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run a text.

    >>> [is_risky(text) for text in ("=1+1", "- 승소율", "\\t=1", " @A1", "＝1", "△1,250", "1-2", "")]
    [True, True, True, True, True, False, False, False]
    """
    return text[:1] in _CONTROLS or text.lstrip(_BLANKS)[:1] in _FORMULA if text else False


def write_headers(columns: Sequence[Column], labels: Labels) -> list[list[str]]:
    """The rows above the first item."""
    names, korean = [column.name for column in columns], [column.korean for column in columns]
    return {Labels.EN: [names], Labels.KO: [korean], Labels.BOTH: [names, korean]}[labels]


def begin_csv(columns: Sequence[Column], labels: Labels) -> bytes:
    """A byte order mark, by which a spreadsheet knows UTF-8, and the header."""
    return codecs.BOM_UTF8 + write_csv(write_headers(columns, labels))


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as lines of CSV, without a header."""
    return "".join(",".join(map(_write_cell, row)) + "\r\n" for row in rows).encode()


def _write_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return _write_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    # 1E+3 is how Decimal may write a thousand
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _write_text(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    shown = f"'{text}" if is_risky(text) else text
    return '"' + shown.replace('"', '""') + '"' if _QUOTED.search(shown) else shown


def write_ndjson(table: RowTable[T], items: Iterable[T]) -> bytes:
    """Items as lines of JSON."""
    return b"".join(table.line(item) + b"\n" for item in items)
