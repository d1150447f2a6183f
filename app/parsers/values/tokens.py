"""The tokens of the print: every number of a line with its sign and unit, every time, bracket and break, in one pass.

A number is its digits and what belongs to them: a sign right before (△ ▲ folded to one, - + ±), scales in between
(`22조 1,491억원`, `1만1천 권`, `2천7백59억8천2백만원`, `3만276필지`), a unit behind. Scales fall from left to right; where they don't
(`1조1,471만1,800만원`), where digits stand in no groups of three (`1,2503,180`, `8,90`) or are too many, something was cut, glued
or misspelt: the token has a `fault` and no value. `3,6,9` and `2021.3.16` are several numbers, `chained` to each other.

A counter is a word: `45명이` and `12회실시` count, `-250,000 교재구입` and `5만 이상 평균` don't (교, 평). `100여 명` is `about` so many.

>>> [(n.value, n.unit) for n in read_tokens("1.4만 건과 22조 1,491억원, △1천5백면, 100여 명").numbers]
[(14000, '건'), (22149100000000, '원'), (-1500, '면'), (100, '명')]
>>> [(n.value, str(n.fault)) for n in read_tokens("1조1,471만1,800만원 8,90만원").numbers]
[(None, 'scales'), (None, 'digits')]
>>> [(n.value, n.unit, n.chained) for n in read_tokens("3,6,9월과 교재 -250,000 교재구입").numbers]
[(3, None, True), (6, None, True), (9, None, True), (-250000, None, False)]
"""

import re
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import ABOUT_LETTER, DECREASES, MONEY_SCALES, SCALE_VALUES, WON, WON_UNITS
from app.parsers.values.compounds import ScaledDigits, fill, gather, last_step, measure, piece_of
from app.parsers.values.counters import counter_at
from app.parsers.values.digits import CHUNK, LARGEST, Digits, Fault, Value, cut_chunk, to_number
from app.parsers.values.periods import FoundPeriod, find_periods


class Number(NamedTuple):
    """A number of the print. text[start:end] with sign and unit, text[first:last] its digits and scales alone.

    value: signed, scaled, in `unit` (money in 원); None where it can't be read. factor: how many of the unit one printed
    step is, where one scale tells it (1,000,000 of `18,500백만원`). step: how many of the unit one of the last digit is.
    tail: what is glued to the unit. chained: a part of a longer run of digits and points, commas, strokes (`2021.3.16`, `211-01`).
    """

    start: int
    end: int
    first: int
    last: int
    value: Value | None
    unit: str | None = None
    sign: str = ""
    factor: int = 1
    step: Value = 1
    tail: str = ""
    about: bool = False
    fault: Fault | None = None
    chained: bool = False


class Mark(NamedTuple):
    """A bracket, or a sign at which a clause may end."""

    at: int
    letter: str


class Tokens(NamedTuple):
    """What a text is made of, each in its order."""

    numbers: tuple[Number, ...]
    times: tuple[FoundPeriod, ...]
    marks: tuple[Mark, ...]


def read_tokens(text: str, year: int | None = None) -> Tokens:
    """The tokens of a folded text; `year` is taken for times that print none."""
    return Tokens(find_numbers(text), find_periods(text, year), find_marks(text))


_MARK: Final = re.compile(r"[()\[\]{}【】〔〕,;:→/▶~·|\t]")


def find_marks(text: str) -> tuple[Mark, ...]:
    """Every bracket and break of a folded text."""
    return tuple(Mark(found.start(), found.group()) for found in _MARK.finditer(text))


_TAIL: Final = re.compile("[가-힣A-Za-z]*")
_SIGNS: Final = frozenset("△+±-")


def _sign_before(text: str, at: int) -> tuple[str, int]:
    """The sign that belongs to digits, and where the number with it begins: a stroke between words or digits is none."""
    place = at - 1
    if place > 0 and text[place] == " " and text[place - 1] != "-":
        place -= 1
    if place < 0 or text[place] not in _SIGNS:
        return "", at
    if text[place] != "△" and place and (text[place - 1].isalnum() or text[place - 1] in ")%"):
        return "", at
    return text[place], place


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every number of a folded text, leftmost first: each of its digits belongs to one of them."""
    return _find_numbers(text) if DIGIT.search(text) else ()


@remember(1024)
def _find_numbers(text: str) -> tuple[Number, ...]:
    found: list[Number] = []
    chunk = CHUNK.search(text)
    while chunk:
        *listed, last = cut_chunk(text, chunk.start(), chunk.end())
        number = _number(text, last)
        if listed and (number.unit == WON or number.factor > 1):
            # `8,90만원`: no list of amounts is printed like that; digits were lost.
            found.append(Number(chunk.start(), number.end, chunk.start(), number.last, None, number.unit, fault=Fault.DIGITS))
        else:
            found.extend(_bare(text, digits) for digits in listed)
            found.append(number)
        chunk = CHUNK.search(text, found[-1].end)
    return tuple(found)


def _bare(text: str, digits: Digits) -> Number:
    value = None if digits.fault else to_number(text[digits.start : digits.end])
    return Number(digits.start, digits.end, digits.start, digits.end, value, fault=digits.fault, chained=digits.chained)


def _number(text: str, digits: Digits) -> Number:
    pieces = gather(text, piece_of(text, digits))
    last = pieces[-1].end
    sign, start = ("", digits.start) if digits.chained else _sign_before(text, digits.start)
    about = text.startswith(ABOUT_LETTER, last)
    unit, end = counter_at(text, last + about) or (None, last)
    pieces = pieces if unit else fill(pieces)
    about = (about and unit is not None) or any(piece.about for piece in pieces)
    bare = Number(start, end, digits.start, last, measure(text, pieces), unit, sign, about=about, chained=digits.chained)
    return _counted(text, bare, pieces) if bare.value is not None else bare._replace(fault=_fault(pieces))


def _fault(pieces: list[ScaledDigits]) -> Fault:
    """Why a number has no value: its digits, or its scales."""
    return next((piece.digits.fault for piece in pieces if piece.digits.fault), Fault.SCALES)


def _counted(text: str, number: Number, pieces: list[ScaledDigits]) -> Number:
    """A number in its unit: money in 원, and with the sign of a decrease."""
    money = WON_UNITS.get(number.unit or "", 1)
    value = (number.value or 0) * money
    if value >= LARGEST:
        return number._replace(value=None, fault=Fault.LENGTH)
    scale = SCALE_VALUES.get(pieces[0].scale, 1) if len(pieces) == 1 else 1
    tail = _TAIL.match(text, number.end)
    return Number(
        *number[:4],
        value=-value if number.sign in DECREASES else value,
        unit=WON if money > 1 else number.unit or _unsaid(pieces),
        sign=number.sign,
        factor=scale * money,
        step=last_step(text, pieces) * money,
        tail=tail.group() if tail and number.unit else "",
        about=number.about,
        chained=number.chained,
    )


def _unsaid(pieces: list[ScaledDigits]) -> str | None:
    """`자산규모 643억` leaves out the won; nothing else is counted in such numbers without saying so."""
    return WON if any(piece.scale.endswith(MONEY_SCALES) for piece in pieces) else None
