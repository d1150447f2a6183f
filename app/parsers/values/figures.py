"""Printed figures as the checks compare them: how much, how exactly, and in what they were counted.

A printed figure stands for a range: `8,860억원` is anything that rounds to it, half its last digit to both sides. People,
cars and cases are counted, so a plain `154` is exactly 154; amounts in 천원, areas and rates are rounded. A sum may be
off by half a last digit for each of its parts; a rate may be off by half its own last digit and by what the rounding of
its two amounts can move it.

>>> thousand = Unit("천원", "원", 1000)
>>> read_figure("△1,250", thousand).value, read_figure("86백만원", thousand).value, read_figure("13,265(60%)", None).value
(-1250000, 86000000, 13265)
>>> read_figure("-", thousand), read_figure("연중", thousand)
(<Gap.DASH: 'dash'>, <Gap.TEXT: 'text'>)
>>> show(1_250_000, read_figure("3,000", thousand)), show(Decimal("41.04"), read_figure("57.5%", None))
('1,250', '41.0%')
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from app.parsers.characters.memo import remember, remember_with
from app.parsers.characters.normalise import fold
from app.parsers.labels import BEFORE_FIGURES, CONTINUOUS_UNITS, COUNTERS, NON_BUDGET_WORDS, SCALES, WON, WON_UNITS
from app.parsers.values.cells import SHARES, CellKind, cell_kind
from app.parsers.values.digits import WHOLE
from app.parsers.values.quantities import Unit, parse_unit, parse_won

Value = int | Decimal

_FIGURE: Final = re.compile(
    rf"(?:{BEFORE_FIGURES})?\s?(?P<sign>[△\-+]?)\s?(?P<whole>{WHOLE})(?P<decimals>\.\d{{1,9}})?\s?(?P<unit>[^\s\d(]*)\s*(?P<rest>\(.*)?",
    re.S,
)


_NOTHING: Final = Decimal(0)
_THOUSAND: Final = 3
"""Digits of a group of thousands."""


class Gap(Enum):
    """A cell without a figure: nothing printed, a dash, or words."""

    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure. `value` is in `base` (원, 명, % …; empty where no unit is known), `step` one of its last digit.

    `factor`: how many of the base one printed unit is. `places`: decimals. `exact`: it was counted, not rounded.
    """

    value: Value
    step: Value
    base: str
    factor: int
    places: int
    exact: bool
    printed: str

    @property
    def slack(self) -> Decimal:
        """How far the true value may be from the printed one: half the last digit, nothing where it was counted."""
        return _NOTHING if self.exact else _half(self.step)


Read = Figure | Gap


@lru_cache(maxsize=256)
def _half(step: Value) -> Decimal:
    return Decimal(step) / 2


@remember_with(16384)
def read_figure(printed: str, unit: Unit | None) -> Read:
    """The figure that a cell holds; what stands in brackets behind it is left aside. `unit` is the column's."""
    text = fold(printed).strip()
    text = SHARES.sub("", text) if "\n" in text else text
    kind = cell_kind(text)
    if kind is CellKind.BLANK:
        return Gap.BLANK
    if kind is CellKind.DASH or text.replace(" ", "") in NON_BUDGET_WORDS:
        return Gap.DASH
    match = _FIGURE.fullmatch(text)
    if kind is CellKind.TIME or not match:
        return _read_compound(text)
    own = match["unit"]
    if own and own != "%" and not _is_unit(own):
        return _read_compound(text)
    return _figure(match, parse_unit(own) if own else unit, text)


def _figure(match: re.Match[str], unit: Unit | None, text: str) -> Figure:
    digits, decimals = match["whole"].replace(",", ""), match["decimals"] or ""
    factor = unit.factor if unit else 1
    value: Value = Decimal(digits + decimals) * factor if decimals else int(digits) * factor
    if match["sign"] in ("△", "-"):
        value = -value
    step: Value = Decimal(factor).scaleb(1 - len(decimals)) if decimals else factor
    base = unit.base if unit else ""
    exact = factor == 1 and not decimals and base not in CONTINUOUS_UNITS
    return Figure(value, step, base, factor, max(0, len(decimals) - 1), exact, text)


@remember(1024)
def _is_unit(word: str) -> bool:
    return word in COUNTERS or word in WON_UNITS or any(word.startswith(scale) and word[len(scale) :] in COUNTERS for scale in SCALES)


def _read_compound(text: str) -> Read:
    """An amount such as `12억 3,400만원`."""
    amount = parse_won(text.split("(", 1)[0].strip()) if WON in text and text[:1].isdigit() else None
    if amount is None:
        return Gap.TEXT
    return Figure(amount.won, amount.step_won, WON, 1, 0, amount.step_won == 1, text)


def percent(printed: str, *, falls: bool = False) -> Figure:
    """A rate in running text: `9.3`, `△1.2`."""
    digits = printed.lstrip("△").replace(",", "")
    places = len(digits.rpartition(".")[2]) if "." in digits else 0
    value = Decimal(digits)
    return Figure(-value if falls else value, Decimal(1).scaleb(-places), "%", 1, places, False, f"{printed}%")


def show(value: Value, like: Figure) -> str:
    """A value as it would be printed beside `like`: in its unit, with as many decimals and the same sign of a decrease."""
    scaled = (Decimal(value) / like.factor).quantize(Decimal(1).scaleb(-like.places), ROUND_HALF_UP)
    if like.places == _THOUSAND and abs(scaled) >= 10**_THOUSAND and scaled == scaled.to_integral_value():
        scaled = scaled.quantize(Decimal(1))  # a point was printed for the comma of thousands: `16.783`
    sign = "△" if scaled < 0 else ""
    return f"{sign}{abs(scaled):,}{'%' if '%' in like.printed.split('(', 1)[0] else ''}"


def looks_misprinted(printed: Value, expected: Value, share: float = 0.2) -> bool:
    """Whether one slip explains the difference: the two are near each other, or one digit away.

    Figures that differ by more are mostly figures of different things (a mean beside a total, persons counted once).

    >>> looks_misprinted(154, 153), looks_misprinted(7_123, 1_723), looks_misprinted(1_234, 234)
    (True, True, True)
    >>> looks_misprinted(100, 750), looks_misprinted(28, 248)
    (False, False)
    """
    one, other = Decimal(printed), Decimal(expected)
    if (one < 0) != (other < 0) and abs(one) != abs(other):
        return abs(one - other) <= 2
    if abs(one - other) <= Decimal(str(share)) * max(abs(one), abs(other)):
        return True
    digits, others = _digits(one), _digits(other)
    zeros = min(len(digits) - len(digits.rstrip("0")), len(others) - len(others.rstrip("0")))  # of the unit, not of the print
    digits, others = digits[: len(digits) - zeros], others[: len(others) - zeros]
    return min(len(digits), len(others)) >= LEAST_DIGITS and _one_slip(digits, others)


LEAST_DIGITS: Final = 3
"""Figures with fewer digits are soon one digit away from each other."""


def _digits(value: Decimal) -> str:
    return format(abs(value).normalize(), "f").replace(".", "")


def _one_slip(one: str, other: str) -> bool:
    """One digit changed, left out, put in, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])
