"""Numbers as municipal reports print them, with their scale, sign and unit.

A cell's unit mostly stands above its table ("(단위: 천원)"), so a cell means nothing without it; in running text the
unit follows the number, and the scale may stand between: `386천명`, `10백만원`, `22조 1,491억원`, `1만1천 권`, `1.4만 건`,
`12억 3456만 7000원`. A triangle before the digits (△ ▲ Δ, folded to △) or a leading minus marks a decrease. A dash or an
empty cell means "not given"; it is never zero.

>>> parse_amount("△1,250", Unit("천원", "원", 1000)).won
-1250000
>>> parse_amount("-", Unit("천원", "원", 1000)) is None
True
>>> parse_amount("12개소", Unit("천원", "원", 1000))
Traceback (most recent call last):
    ...
app.parsers.values.digits.UnreadableQuantity: '12개소' is not an amount of money
>>> [(q.value, q.unit) for q in find_quantities("1.4만 건과 22조 1,491억원, 1천5백면")]
[(14000, '건'), (22149100000000, '원'), (1500, '면')]
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember
from app.parsers.labels import BLANK_CELLS, COUNTERS, SCALES, WON, WON_UNITS
from app.parsers.values.digits import LARGEST, NUMBER, UnreadableQuantity, to_number
from app.parsers.values.tokens import Number, find_numbers

_PLAIN: Final = re.compile(rf"(?P<sign>[△\-]?)\s*(?P<digits>{NUMBER}|\.\d+)\s*(?P<percent>%?)")
# `(1,250)` is bookkeeping's minus nowhere in these reports: brackets hold parts and shares, so they are no sign here.


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its base (`원`, `명`) and how many of the base one of it is."""

    printed: str
    base: str
    factor: int = 1

    @property
    def money(self) -> bool:
        """Whether the unit counts won."""
        return self.base == WON


class Amount(NamedTuple):
    """An amount of money: `won`, and the won that one step of its last printed digit is worth."""

    won: int
    step_won: int


class FoundQuantity(NamedTuple):
    """A number with its unit in running text; `start` and `end` are places in that text."""

    start: int
    end: int
    value: int | Decimal
    unit: str
    printed: str
    tail: str
    about: bool = False


def parse_number(text: str) -> int | Decimal:
    """One plain number: `1,250`, `△3.5`, `57.5%`. Raises UnreadableQuantity."""
    match = _PLAIN.fullmatch(text.strip())
    if not match:
        raise UnreadableQuantity(text, "a number")
    return _plain_value(match)


def _plain_value(match: re.Match[str]) -> int | Decimal:
    value = to_number(match["digits"])
    return -value if match["sign"] else value


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing: empty, or only a dash."""
    return cell.strip() in BLANK_CELLS


@remember(4096)
def parse_unit(text: str) -> Unit:
    """A unit as printed (`천원`, `백만원`, `명`, `천㎡`); what no table knows is its own base."""
    word = text.replace(" ", "")
    if word in WON_UNITS:
        return Unit(text, WON, WON_UNITS[word])
    for scale, factor in SCALES.items():
        if word.startswith(scale) and word[len(scale) :] in COUNTERS:
            return Unit(text, word[len(scale) :], factor)
    return Unit(text, word)


def parse_amount(cell: str, unit: Unit) -> Amount | None:
    """A cell of money in won; a unit printed in the cell itself goes before the table's. None for a dash or blank.

    Raises UnreadableQuantity when the cell is no amount.
    """
    text = cell.strip()
    if is_blank(text):
        return None
    match = _PLAIN.fullmatch(text)
    if match and not match["percent"] and unit.money:
        value = _plain_value(match)
        step = Decimal(unit.factor).scaleb(_exponent(value))
        return Amount(_in_won(value, unit.factor), max(1, int(step)))
    own = parse_won(text)
    if own is None:
        raise UnreadableQuantity(cell, "an amount of money")
    return own


def _in_won(value: int | Decimal, factor: int) -> int:
    """An amount in won. Raises UnreadableQuantity where no store could keep it."""
    won = _whole(value * factor)
    if abs(won) >= LARGEST:
        raise UnreadableQuantity(f"{value}", "an amount of money")
    return won


def parse_won(text: str) -> Amount | None:
    """An amount that carries its own unit (`571억원`, `1,128 백만원`, `△3천원`); None when it is none."""
    found = find_quantities(text)
    if len(found) != 1 or found[0].unit != WON or found[0].printed.strip() != text.strip():
        return None
    return Amount(_whole(found[0].value), step_of(found[0].printed))


def step_of(printed: str) -> int:
    """The won that one step of the last printed digit is worth: `571억원` says nothing below 억."""
    numbers = find_numbers(printed)
    return max(1, int(numbers[-1].step)) if numbers else 1


def read_scaled(text: str) -> int | Decimal | None:
    """The value of a number without its unit, such as `22조 1,491억` or `1천5백`; None where it can't be read."""
    numbers = find_numbers(text)
    return numbers[0].value if numbers else None


def _exponent(value: int | Decimal) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _whole(value: int | Decimal) -> int:
    return int(value) if isinstance(value, int) else int(value.to_integral_value())


@remember(1024)
def find_quantities(text: str) -> tuple[FoundQuantity, ...]:
    """Every number with a unit in running text, leftmost first. Dates and ordinals are not looked at here."""
    return tuple(quantity for number in find_numbers(text) if (quantity := as_quantity(text, number)))


def as_quantity(text: str, number: Number) -> FoundQuantity | None:
    """A number that has a value and a unit; None for one that ends a name (`A4`), a year (`'21`), a longer chain of digits."""
    value, unit = number.value, number.unit
    if value is None or unit is None or number.chained or is_tied(text, number.start):
        return None
    return FoundQuantity(number.start, number.end, value, unit, text[number.start : number.end], number.tail, number.about)


def is_tied(text: str, start: int) -> bool:
    """Whether a number is tied to what stands before it: a letter (`A4`, `SO2`) or the quote of a year."""
    before = text[start - 1] if start else ""
    return before == "'" or (before.isascii() and before.isalpha())
