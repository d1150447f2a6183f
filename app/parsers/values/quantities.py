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
app.parsers.values.quantities.UnreadableQuantity: '12개소' is not an amount of money
>>> [(q.value, q.unit) for q in find_quantities("1.4만 건과 22조 1,491억원, 1천5백면")]
[(14000, '건'), (22149100000000, '원'), (1500, '면')]
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import BLANK_CELLS, COUNTERS, SCALES, WON_UNITS

_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE: Final = r"[십백천만억조]{1,2}"
_PLAIN: Final = re.compile(rf"(?P<sign>[△\-]?)\s*(?P<digits>{_NUMBER}|\.\d+)\s*(?P<percent>%?)")
# `(1,250)` is bookkeeping's minus nowhere in these reports: brackets hold parts and shares, so they are no sign here.

# A run of numbers with scales, ended by a unit: `22조 1,491억원`, `1만1천 권`, `5천만원`. Each part but the last must carry a scale.
_COMPOUND: Final = rf"(?:(?:{_NUMBER})\s?{_SCALE}(?:원(?=\s?\d{{1,4}}원))?\s?)*(?:{_NUMBER})(?:\s?{_SCALE})?"
_UNIT_WORDS: Final = "|".join(re.escape(word) for word in sorted(COUNTERS, key=len, reverse=True))
_QUANTITY: Final = re.compile(
    rf"(?=[△\d])(?<![\d'A-Za-z])(?<!\d[.,:/·-])(?P<sign>△\s?)?(?P<number>{_COMPOUND})(?P<gap>\s?)(?P<unit>(?:{_UNIT_WORDS}))(?P<tail>[가-힣A-Za-z]*)"
)
_PART: Final = re.compile(rf"(?P<digits>{_NUMBER})\s?(?P<scale>{_SCALE})?원?\s?")
_MULTIPLE: Final = {"십": 10, "백": 100, "천": 1000}
_MYRIADS: Final = {"만": 10**4, "억": 10**8, "조": 10**12}


class UnreadableQuantity(ValueError):
    """A text that is not the kind of number asked for."""

    def __init__(self, printed: str, wanted: str) -> None:
        super().__init__(f"{printed!r} is not {wanted}")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its base (`원`, `명`) and how many of the base one of it is."""

    printed: str
    base: str
    factor: int = 1

    @property
    def money(self) -> bool:
        """Whether the unit counts won."""
        return self.base == "원"


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


def parse_number(text: str) -> int | Decimal:
    """One plain number: `1,250`, `△3.5`, `57.5%`. Raises UnreadableQuantity."""
    match = _PLAIN.fullmatch(text.strip())
    if not match:
        raise UnreadableQuantity(text, "a number")
    return _plain_value(match)


def _plain_value(match: re.Match[str]) -> int | Decimal:
    value = to_number(match["digits"])
    return -value if match["sign"] else value


def to_number(digits: str) -> int | Decimal:
    """The value of digits with commas and perhaps a decimal point, as a pattern has found them."""
    bare = digits.replace(",", "")
    return Decimal(bare) if "." in bare else int(bare)


def is_blank(cell: str) -> bool:
    """Whether a cell holds nothing: empty, or only a dash."""
    return cell.strip() in BLANK_CELLS


@remember(4096)
def parse_unit(text: str) -> Unit:
    """A unit as printed (`천원`, `백만원`, `명`, `천㎡`); what no table knows is its own base."""
    word = text.replace(" ", "")
    if word in WON_UNITS:
        return Unit(text, "원", WON_UNITS[word])
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
        if isinstance(value, int):
            return Amount(value * unit.factor, unit.factor)
        step = Decimal(unit.factor).scaleb(_exponent(value))
        return Amount(_whole(value * unit.factor), max(1, int(step)))
    own = parse_won(text)
    if own is None:
        raise UnreadableQuantity(cell, "an amount of money")
    return own


def parse_won(text: str) -> Amount | None:
    """An amount that carries its own unit (`571억원`, `1,128 백만원`, `△3천원`); None when it is none."""
    found = find_quantities(text)
    if len(found) != 1 or found[0].unit != "원" or found[0].printed.strip() != text.strip():
        return None
    return Amount(_whole(found[0].value), step_of(found[0].printed))


def step_of(printed: str) -> int:
    """The won that one step of the last printed digit is worth: `571억원` says nothing below 억."""
    parts = list(_PART.finditer(printed))
    if not parts:
        return 1
    digits, scale = parts[-1]["digits"], parts[-1]["scale"] or ""
    factor = Decimal(_scale_factor(scale)).scaleb(_exponent(Decimal(digits.replace(",", ""))))
    return max(1, int(factor))


def _exponent(value: int | Decimal) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _whole(value: int | Decimal) -> int:
    return int(value) if isinstance(value, int) else int(value.to_integral_value())


def _scale_factor(scale: str) -> int:
    factor = 1
    for letter in scale:
        factor *= _MULTIPLE.get(letter) or _MYRIADS[letter]
    return factor


def read_scaled(text: str) -> int | Decimal:
    """The value of a run such as `22조 1,491억` or `1천5백`: parts below a myriad gather until one closes them."""
    total: int | Decimal = 0
    group: int | Decimal = 0
    for part in _PART.finditer(text):
        value = to_number(part["digits"])
        for letter in part["scale"] or "":
            if letter in _MULTIPLE:
                value *= _MULTIPLE[letter]
            else:
                total, group, value = total + (group + value) * _MYRIADS[letter], 0, 0
        group += value
    total += group
    return int(total) if isinstance(total, Decimal) and total == total.to_integral_value() else total


@remember(1024)
def find_quantities(text: str) -> tuple[FoundQuantity, ...]:
    """Every number with a unit in running text, leftmost first. Dates and ordinals are not looked at here."""
    if not DIGIT.search(text):
        return ()
    found = tuple(_found(match) for match in _QUANTITY.finditer(text))
    if "억" not in text and "조" not in text:
        return found
    # `자산규모 643억` leaves out the won; nothing else is counted in such numbers without saying so.
    spans = [(quantity.start, quantity.end) for quantity in found]
    short = [
        _found_short(match)
        for match in _SHORT_WON.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]
    return tuple(sorted((*found, *short), key=lambda quantity: quantity.start)) if short else found


def _found_short(match: re.Match[str]) -> FoundQuantity:
    # `9억 5천` leaves out the 만 as well.
    number = f"{match['number']}만" if match["number"].endswith("천") else match["number"]
    return FoundQuantity(match.start(), match.end(), read_scaled(number), "원", match.group(), "")


_SHORT_WON: Final = re.compile(
    rf"(?<![\d'A-Za-z])(?<!\d[.,:/·-])(?P<number>(?:{_NUMBER})\s?[억조](?:\s?(?:{_NUMBER})\s?[억만])*(?:\s?\d천(?=$|[\s,)]))?)(?=$|[\s,)·~]|[가-힣])(?!\s?원)"
)


def _found(match: re.Match[str]) -> FoundQuantity:
    value = read_scaled(match["number"])
    unit = match["unit"]
    money = WON_UNITS.get(unit)
    if money:
        value, unit = value * money, "원"
    if match["sign"]:
        value = -value
    return FoundQuantity(match.start(), match.end("unit"), value, unit, match.group()[: match.end("unit") - match.start()], match["tail"])
