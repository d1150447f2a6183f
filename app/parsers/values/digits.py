"""How a number's digits are printed, and how much they may say.

Thousands are parted by commas in groups of three (`1,250,000`), or not at all (`1250`); a point leads to decimals. Digits in
other groups (`1,2345`, `8,90`, `63,,`) are a number that was cut, glued to another or misspelt: what it says can't be known.
So can't a run of more digits than any report counts; a store could not keep it.

>>> to_number("1,250,000"), to_number("41.0")
(1250000, Decimal('41.0'))
>>> to_number("9" * 5000)
Traceback (most recent call last):
    ...
app.parsers.values.digits.UnreadableQuantity: '99999999999999999999…' is not a number
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from app.parsers.labels import WON_UNITS

Value = int | Decimal

WHOLE: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,18})(?![0-9]|,[0-9]{3})"
"""Digits of a whole number, as a pattern: all of them, and no more than can be counted."""

GROUPED: Final = r"[0-9]{1,3}(?:,[0-9]{3})+"
"""Digits in groups of thousands, as a pattern, wherever they end: amounts as tables print them."""

NUMBER: Final = rf"(?:{WHOLE}(?:\.[0-9]{{1,18}}(?![0-9]))?)"
"""Digits with commas and perhaps decimals, as a pattern; no sign, no unit."""

MOST_DIGITS: Final = 18
"""A number with more digits is none; those with as many fit every store."""

LARGEST: Final = 10**MOST_DIGITS
"""No value reaches it."""

_LONGEST_QUOTE: Final = 20


class UnreadableQuantity(ValueError):
    """A text that is not the kind of number asked for."""

    def __init__(self, printed: str, wanted: str) -> None:
        quoted = printed if len(printed) <= _LONGEST_QUOTE else f"{printed[:_LONGEST_QUOTE]}…"
        super().__init__(f"{quoted!r} is not {wanted}")


def to_number(digits: str) -> Value:
    """The value of digits with commas and perhaps a decimal point, as a pattern has found them. Raises UnreadableQuantity."""
    bare = digits.replace(",", "")
    if len(bare) > MOST_DIGITS:
        raise UnreadableQuantity(digits, "a number")
    return Decimal(bare) if "." in bare else int(bare)


class Fault(StrEnum):
    """Why the digits of a number can't be read."""

    DIGITS = "digits"  # groups of other than three: cut, glued, misspelt
    LOST = "lost"  # commas with nothing between or behind: digits are missing
    SCALES = "scales"  # 만 after 만: no compound falls like that
    LENGTH = "length"  # more digits than anything is counted in


CHUNK: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_WELL: Final = re.compile(NUMBER)
_SHORT_PART: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?|(?:19|20)[0-9]{2}(?:\.[0-9]{1,2})?")
_LOST: Final = re.compile(rf",,|,(?=(?:{'|'.join(WON_UNITS)})(?![가-힣]))")  # `63,,원`: zeros that a converter lost
_JOINTS: Final = frozenset(".,:/·-")


class Digits(NamedTuple):
    """Digits of one number, as they stand in a chunk."""

    start: int
    end: int
    fault: Fault | None = None
    chained: bool = False


def cut_chunk(text: str, start: int, end: int) -> list[Digits]:
    """The numbers of a run of digits, commas and points: one, or a list of short ones (`3,6,9`, `2021.3.16`)."""
    chunk = text[start:end]
    if _LOST.match(text, end) or text[start - 2 : start] == ",,":
        return [Digits(start, end, Fault.LOST)]
    if _WELL.fullmatch(chunk) and not (chunk[0] == "0" and "," in chunk):
        longer = sum(map(str.isdigit, chunk)) > MOST_DIGITS
        return [Digits(start, end, Fault.LENGTH if longer else None, _is_joined(text, start, end))]
    parts = chunk.split(",")
    if not all(part.count(".") > 1 or _SHORT_PART.fullmatch(part) for part in parts):
        return [Digits(start, end, Fault.LENGTH if chunk.isdigit() else Fault.DIGITS)]
    return list(_list_of(parts, start))


def _list_of(parts: list[str], at: int) -> Iterator[Digits]:
    for part in parts:
        for piece in part.split(".") if part.count(".") > 1 else [part]:
            yield Digits(at, at + len(piece), Fault.LENGTH if len(piece) > MOST_DIGITS else None, chained=True)
            at += len(piece) + 1


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether more digits are tied to these by a stroke: a telephone number, a clock, a code."""
    before = start > 1 and text[start - 1] in _JOINTS and is_digit(text[start - 2])
    return before or (text[end : end + 1] in _JOINTS and is_digit(text[end + 1 : end + 2]))


def is_digit(letter: str) -> bool:
    """Whether a letter is one of the ten digits; not a `②`, not a `²`."""
    return "0" <= letter <= "9"
