"""Numbers of several parts: `22조 1,491억`, `1만1천`, `2천7백59억8천2백만`, `3만276`.

Parts below a myriad (만 억 조) gather until one closes them, and each part is smaller than the scale before it. Where one is not,
and nothing parts the two, the number is misspelt: `1조1,471만1,800만` says nothing. With a blank between they are two columns.

>>> [measure(text, gather(text, piece_of(text, Digits(0, at)))) for text, at in (("22조 1,491억", 2), ("1천5백", 1), ("3만276명", 1))]
[22149100000000, 1500, 30276]
>>> measure(text := "10만 30만", gather(text, piece_of(text, Digits(0, 2))))
100000
>>> measure(text := "1조1,471만1,800만원", gather(text, piece_of(text, Digits(0, 1)))) is None
True
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from app.parsers.labels import (
    ABOUT_LETTER,
    FIRST_SYLLABLE,
    LAST_SYLLABLE,
    LEFT_OUT,
    MONEY_SCALES,
    MULTIPLES,
    MYRIADS,
    OTHER_WORDS,
    SCALE_VALUES,
    WORDS_OF_SCALES,
)
from app.parsers.values.counters import BLANK, counter_at, ends_word
from app.parsers.values.digits import CHUNK, Digits, Fault, Value, cut_chunk, is_digit, to_number

_MULTIPLE: Final = "".join(MULTIPLES)
# `1억3천여만원`: about so many, said within the scale.
_SCALE: Final = re.compile(
    rf"[ \n]?(?:(?P<multiple>[{_MULTIPLE}]?)(?P<about>[ ]?{ABOUT_LETTER}[ ]?)?(?P<myriad>[{''.join(MYRIADS)}])|(?P<alone>[{_MULTIPLE}]))"
)
_MYRIAD: Final = 10**4


class ScaledDigits(NamedTuple):
    """Digits with the scale behind them: `1,491억`."""

    digits: Digits
    scale: str
    end: int
    about: bool = False


def piece_of(text: str, digits: Digits) -> ScaledDigits:
    """Digits with the scale that stands behind them, if one does."""
    scale = _SCALE.match(text, digits.end)
    if scale and _is_scale(text, scale):
        name = scale["alone"] or scale["multiple"] + scale["myriad"]
        return ScaledDigits(digits, name, scale.end(), scale["about"] is not None)
    return ScaledDigits(digits, "", digits.end)


def _is_scale(text: str, scale: re.Match[str]) -> bool:
    """Whether letters behind digits scale them, and are not the beginning of a word (`3조직`, `5 만족`)."""
    end = scale.end()
    if text.startswith(WORDS_OF_SCALES, end - len(scale["alone"] or scale["myriad"])):
        return False
    following = text[end : end + 1]
    if is_digit(following) or counter_at(text, end) is not None or text.startswith(ABOUT_LETTER, end):
        return True
    if text[scale.start()] in BLANK:
        return following in BLANK and is_digit(text[end + 1 : end + 2])
    if not FIRST_SYLLABLE <= following <= LAST_SYLLABLE or ends_word(text, end):
        return True
    return scale["myriad"] in MONEY_SCALES and not text.startswith(OTHER_WORDS, end - 1)


def _follow(text: str, piece: ScaledDigits) -> ScaledDigits | None:
    """The next part of a compound: digits right behind the scale, or behind one blank."""
    at = piece.end + (text[piece.end : piece.end + 1] in BLANK and piece.end < len(text))
    chunk = CHUNK.match(text, at) if piece.scale else None
    if chunk is None:
        return None
    parts = cut_chunk(text, chunk.start(), chunk.end())
    following = (
        piece_of(text, parts[0]) if len(parts) == 1 else ScaledDigits(Digits(chunk.start(), chunk.end(), Fault.DIGITS), "", chunk.end())
    )
    goes_on = at == piece.end or following.scale or counter_at(text, following.end) is not None
    return following if goes_on or _leaves_out(text, piece, following) else None


def _leaves_out(text: str, piece: ScaledDigits, following: ScaledDigits) -> bool:
    """`6조 2,760` and `9억 5천` leave out the myriad that comes next, the won with it."""
    digits = following.digits
    plain = not digits.fault and not digits.chained and "." not in text[digits.start : digits.end]
    return plain and piece.scale[-1] in LEFT_OUT and not text.startswith("%", following.end)


def fill(pieces: list[ScaledDigits]) -> list[ScaledDigits]:
    """A compound without a unit, with the scale that its last part leaves out."""
    left_out = LEFT_OUT.get(pieces[-2].scale[-1]) if len(pieces) > 1 else None
    if left_out is None or SCALE_VALUES.get(pieces[-1].scale, 1) >= _MYRIAD:
        return pieces
    return [*pieces[:-1], pieces[-1]._replace(scale=pieces[-1].scale + left_out)]


def gather(text: str, first: ScaledDigits) -> list[ScaledDigits]:
    """A number and the parts of its compound. Of two columns side by side (`10만 30만`) the second is no part."""
    pieces = [first]
    while (following := _follow(text, pieces[-1])) is not None:
        apart = following.digits.start > pieces[-1].end
        if apart and len(pieces) == 1 and measure(text, [first, following]) is None:
            break
        pieces.append(following)
    return pieces


def measure(text: str, pieces: list[ScaledDigits]) -> Value | None:
    """The value of a compound, None where its digits can't be read or its scales don't fall: parts gather until a myriad closes them."""
    if any(piece.digits.fault for piece in pieces):
        return None
    if len(pieces) == 1 and not pieces[0].scale:  # nearly every number
        return _plain(to_number(text[pieces[0].digits.start : pieces[0].digits.end]))
    total: Value = 0
    outer: int | None = None  # the myriad before, which what follows must stay below
    for group, myriad in _groups(text, pieces):
        if group is None or (outer is not None and group * myriad >= outer):
            return None
        total, outer = total + group * myriad, myriad
    return _plain(total)


def _plain(total: Value) -> Value:
    """A whole number as such, whatever decimals were printed."""
    return int(total) if isinstance(total, Decimal) and total == total.to_integral_value() else total


def _groups(text: str, pieces: list[ScaledDigits]) -> Iterator[tuple[Value | None, int]]:
    """The parts below each myriad, summed, with the myriad; None where a part is not below the scale before it."""
    group: Value | None = 0
    room: int | None = None
    for piece in pieces:
        multiple, myriad = _factors(piece.scale)
        value = to_number(text[piece.digits.start : piece.digits.end]) * multiple
        group = None if group is None or (room is not None and value >= room) else group + value
        room = multiple
        if myriad > 1:
            yield group, myriad
            group, room = 0, None
    if room is not None:
        yield group, 1


def _factors(scale: str) -> tuple[int, int]:
    """The multiple and the myriad of a scale: 1,000 and 10,000 of 천만."""
    factor = SCALE_VALUES.get(scale, 1)
    multiple = factor if factor < _MYRIAD else SCALE_VALUES.get(scale[:-1], 1)
    return multiple, factor // multiple


def last_step(text: str, pieces: list[ScaledDigits]) -> Value:
    """What one of the last printed digit is worth: 10,000,000 in `3.12억`."""
    digits, scale = pieces[-1].digits, SCALE_VALUES.get(pieces[-1].scale, 1)
    places = len(text[digits.start : digits.end].partition(".")[2])
    return Decimal(scale).scaleb(-places) if places else scale
