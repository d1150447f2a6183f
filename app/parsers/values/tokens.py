"""Which numbers of a text measure something: those with a unit that counts, and bare ones in a list or a course.

Dates, hours, ages, grades, storeys, ordinals, addresses, article and telephone numbers are no figures; neither is a number
that only ends a name, nor what a rate is of (`1인당`). What the others are figures of is found in `statements.py`.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from app.parsers.labels import (
    BUILDING_COUNTER,
    BUILDING_WORKS,
    DURATION_COUNTERS,
    FIGURE_MODIFIERS,
    MEASURED_DURATIONS,
    ORDINAL_COUNTERS,
    OTHER_WORDS,
    PAYERS,
    PLACE_COUNTERS,
    WON_UNITS,
)
from app.parsers.values.periods import FoundPeriod
from app.parsers.values.quantities import FoundQuantity, UnreadableQuantity, find_quantities, parse_number

_BARE: Final = re.compile(
    r"(?<![\d'A-Za-z△])(?<!\d[.,:/·-])(?P<digits>△?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?![\d.,:%]*\d|[-/:][\d○]|(?!\s(?:"
    + "|".join(PAYERS)
    + r")\s)\s?[가-힣A-Za-z㎡%])"
)
_BEFORE_PAYER: Final = re.compile(rf"\s(?:{'|'.join(PAYERS)})\s?\d")
_PRINTED_UNIT: Final = re.compile(r"△?\s?[\d,.]+\s?(?P<unit>[가-힣\s]+)")
_ARROW: Final = re.compile(r"\s*(?:→|▶|=>|->)\s*")
WINDOW: Final = 60  # letters around a number that say what it is; more would make long texts slow
_NAMED_BUILDING: Final = re.compile(rf"\s(?!{'|'.join(BUILDING_WORKS)})[가-힣]{{2}}")
_LAW: Final = re.compile(r"제\s?$")
_NAMED_NUMBER: Final = re.compile(r"[가-힣A-Za-z)]\s?$")


class Token(NamedTuple):
    """A number in the text before it is known what it says."""

    start: int
    end: int
    value: int | Decimal
    unit: str | None
    scale: int = 1


def find_tokens(text: str, periods: Sequence[FoundPeriod]) -> list[Token]:
    """Numbers with units that count something, and bare numbers that a list or a course gives a meaning."""
    taken = [(period.start, period.end) for period in periods]
    found: list[Token] = []
    for quantity in find_quantities(text):
        if _overlaps(taken, quantity.start, quantity.end) or not _counts(text, quantity):
            taken.append((quantity.start, quantity.end))
            continue
        found.append(Token(quantity.start, quantity.end, quantity.value, quantity.unit, _scale(quantity)))
        taken.append((quantity.start, quantity.end))
    for match in _BARE.finditer(text):
        if not _overlaps(taken, match.start(), match.end()) and _is_listed(text, match):
            found.append(Token(match.start(), match.end(), _number(match["digits"]), None))
    return sorted(found, key=lambda token: token.start)


def _scale(quantity: FoundQuantity) -> int:
    """How many won one of an amount's printed unit is: 1,000,000 of `18,500백만원`."""
    match = _PRINTED_UNIT.fullmatch(quantity.printed) if quantity.unit == "원" else None
    return WON_UNITS.get(match["unit"].replace(" ", ""), 1) if match else 1


def _number(digits: str) -> int | Decimal:
    try:
        return parse_number(digits)
    except UnreadableQuantity:
        return Decimal(digits.replace(",", ""))


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in taken)


def _counts(text: str, quantity: FoundQuantity) -> bool:
    """Whether a number with a unit measures something: no ordinal, age, grade, duration of a stay, law or rate base."""
    before = text[max(0, quantity.start - WINDOW) : quantity.start]
    if _LAW.search(before):
        return False
    after = text[quantity.end : quantity.end + 2]
    if text[quantity.start - 1 : quantity.start].isalpha() and " " in quantity.printed.strip():
        return False  # the number ends a name: `코로나19 대응`
    if quantity.tail and (quantity.unit + quantity.tail).startswith(OTHER_WORDS):
        return False
    if quantity.unit.isascii() and quantity.unit != "%" and quantity.tail and quantity.tail[0].isascii():
        return False
    if quantity.unit in PLACE_COUNTERS and re.search(r"[가-힣]$", before) and not before.endswith(FIGURE_MODIFIERS):
        return False
    if (
        quantity.unit == BUILDING_COUNTER
        and _NAMED_BUILDING.match(text, quantity.end)
        and not before.rstrip().endswith((":", ",", *FIGURE_MODIFIERS))
    ):
        return False
    if quantity.unit in DURATION_COUNTERS:
        return quantity.unit in MEASURED_DURATIONS and not after.startswith(("이상", "이내", "전", "후", "마다"))
    if quantity.unit in ORDINAL_COUNTERS and quantity.unit != "호":
        return False
    # `1인당`, `1매당` and `1인 50,000원` say what a rate is of; they count nothing.
    return not (
        after.startswith("당")
        or (
            quantity.value == 1
            and quantity.unit in ("인", "명", "매", "건", "개소", "회")
            and re.match(r"\s?(?:연\s?)?\d", text[quantity.end :])
        )
    )


def _is_listed(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a unit stands in a list (`여가(5)`, `선수 1, 인솔자 1`) or begins a course (`2,060→6,902건`)."""
    before, after = text[max(0, match.start() - WINDOW) : match.start()], text[match.end() : match.end() + WINDOW]
    if _ARROW.match(after) and re.match(r"\s*(?:→|▶)\s*'?[\d(]", after):
        return True
    if before.endswith("(") and after.startswith(")"):
        return bool(re.search(r"[가-힣]{2}\s?\($", before)) and len(match["digits"]) <= 6 and not re.search(r"제\s?\d+[조항호]\($", before)
    if not _NAMED_NUMBER.search(before):
        return False
    ends = not after or after[0] in ",)/" or after.startswith((" /", " )")) or bool(_BEFORE_PAYER.match(after))
    if not ends or len(match["digits"]) > 9 or re.search(r"코로나\s?$|제\s?$|[가-힣]+[로길]\s$", before):
        return False
    return _in_list(text, match)


def _in_list(text: str, match: re.Match[str]) -> bool:
    """Whether the number's neighbours between commas are words with numbers as well, or a figure opened its bracket."""
    opening = text.rfind("(", 0, match.start())
    if opening > text.rfind(")", 0, match.start()) and re.search(r"\d[\d,]*\s?[가-힣㎡%A-Za-z]{0,6}(?:\s원)?\s?$", text[:opening]):
        return True
    left, right = text[: match.start()].rfind(","), text[match.end() :].find(",")
    near = text[max(0, text.rfind(",", 0, left)) : left] if left >= 0 else ""
    far = text[match.end() + right + 1 : match.end() + right + 40].split(",", maxsplit=1)[0] if right >= 0 else ""
    return any(re.search(r"[가-힣A-Za-z]\s?\d[\d,.]*(?:[가-힣%]{0,3})?\s*[)/]?\s*$", part) for part in (near, far) if part)
