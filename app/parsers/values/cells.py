"""What a single cell looks like: a figure, a dash, a label, a time.

>>> [cell_kind(text).value for text in ("1,250", "△3.5%", "17회", "13,265(60%)", "-", "", "총무과", "2021년", "3분기")]
['value', 'value', 'value', 'value', 'dash', 'blank', 'text', 'time', 'time']
"""

import re
from enum import Enum
from typing import Final

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    BEFORE_CELLS,
    BLANK_CELLS,
    COUNTED_IN_CELLS,
    COUNTERS,
    FIRST_IN_CELLS,
    ORDINAL_COUNTERS,
    PAYER_LETTERS,
    PURE_INCREASE_WORDS,
    SCALES_IN_CELLS,
    TIME_OF_CELL,
)
from app.parsers.values.digits import GROUPED, NUMBER, WHOLE


class CellKind(Enum):
    """How a cell reads at first sight."""

    BLANK = "blank"
    DASH = "dash"
    VALUE = "value"
    TIME = "time"
    TEXT = "text"


_NUMBER: Final = rf"[△\-+]?\s?{NUMBER}"
_VALUE: Final = re.compile(rf"(?:{BEFORE_CELLS})?\s?{_NUMBER}\s?(?P<unit>[^\s\d()]*)\s?(?:\([^()]*\))?")
# `4급` and `2층` name a grade and a storey; they count nothing.
_COUNTING: Final = COUNTERS - (ORDINAL_COUNTERS - COUNTED_IN_CELLS)
_UNITS: Final = frozenset(
    ["", *(counter.replace(" ", "") for counter in _COUNTING), *(scale + counter for scale in SCALES_IN_CELLS for counter in _COUNTING)]
)
_TIME: Final = re.compile(TIME_OF_CELL)


SHARES: Final = re.compile(rf"(?:\n[{''.join(sorted(PAYER_LETTERS))}]\s?{WHOLE})+$")
"""Who pays what of the amount that a cell begins with, one a line: `2,600\\n국 1,500\\n시 1,100`."""


@remember(8192)
def cell_kind(text: str) -> CellKind:
    """The kind of a cell; `2021년` and `3분기` are times, not figures."""
    folded = SHARES.sub("", fold(text).strip()) if "\n" in text else fold(text).strip()
    if not folded:
        return CellKind.BLANK
    if folded in BLANK_CELLS or not folded.strip("-– "):
        return CellKind.DASH
    if folded in PURE_INCREASE_WORDS:
        return CellKind.VALUE
    first = folded[0]
    if not (first.isdigit() or first in f"△-+'{FIRST_IN_CELLS}"):
        return CellKind.TEXT
    if _TIME.fullmatch(folded) and not folded.isdigit():
        return CellKind.TIME
    match = _VALUE.fullmatch(folded)
    return CellKind.VALUE if match and match["unit"] in _UNITS else CellKind.TEXT


_BRACKETED: Final = re.compile(rf"\(\s?{WHOLE}\s?\)")


def is_bracketed(text: str) -> bool:
    """Whether a cell is nothing but an amount in brackets."""
    return _BRACKETED.fullmatch(text.strip()) is not None


def bare_amount(text: str) -> str:
    """An amount in brackets with the sign that they stand for, its letters in their places.

    >>> bare_amount("(1,250)"), bare_amount("1,250"), bare_amount("(가)")
    ('-1,250', '1,250', '(가)')
    """
    return f"-{text.strip()[1:-1].strip()}" if is_bracketed(text) else text


_GAP: Final = re.compile(r"\s{2,}")
GAPPED: Final = re.compile(r"\S+(?:\s\S+)*")
"""A piece of a line that two blanks or more separate from the next."""


def cut_at_gaps(text: str) -> list[str]:
    """The pieces of a line that two blanks or more separate."""
    return [piece for piece in _GAP.split(text.strip()) if piece]


_GROUPED: Final = re.compile(rf"△?{GROUPED}")
_GLUED: Final = re.compile(rf"(?:{_GROUPED.pattern}){{2,}}")


def split_glued(text: str) -> tuple[str, ...]:
    """Figures printed without a blank between them, as far as their commas prove where one ends: three digits behind each.

    >>> split_glued("1,234,5671,000"), split_glued("1,2345"), split_glued("12")
    (('1,234,567', '1,000'), ('1,2345',), ('12',))
    """
    folded = fold(text)
    if "," not in folded or not _GLUED.fullmatch(folded):
        return (text,)
    return tuple(text[match.start() : match.end()] for match in _GROUPED.finditer(folded))
