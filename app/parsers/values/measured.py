"""Which numbers of a text measure something: those with a unit that counts, and bare ones in a list or a course.

Dates, hours, ages, grades, storeys, ordinals, addresses, article and telephone numbers are no figures; neither is a number
that only ends a name, nor what a rate is of (`1인당`). What the others are figures of is found in `statements.py`.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.parsers.labels import (
    ABOUT,
    AFTER_DURATIONS,
    ARTICLE_COUNTERS,
    BUILDING_COUNTER,
    BUILDING_WORKS,
    COUNTED_ORDINALS,
    DISEASES,
    DURATION_COUNTERS,
    FIGURE_MODIFIERS,
    LAW_WORDS,
    MEAN_WORDS,
    MEANS_OF_TIMES,
    MEASURED_DURATIONS,
    NUMBER_SIGN,
    ORDINAL_COUNTERS,
    OTHER_WORDS,
    PART_COUNTERS,
    PAYER_LETTERS,
    PAYERS,
    PERSON,
    PLACE_COUNTERS,
    RATE_BASE,
    RATED_COUNTERS,
    SCALE_LETTERS,
    SMALL_COUNTERS,
    STOREY_COUNTER,
    STOREYS_ALONE,
    STOREYS_TOLD,
    STREET_ENDINGS,
    TIMED_COUNTERS,
    TIMES_OF_RATES,
    UNITS_OF_RATES,
    WON,
)
from app.parsers.values.digits import Fault, Value
from app.parsers.values.periods import FoundPeriod
from app.parsers.values.quantities import FoundQuantity, as_quantity, is_tied
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import Number, find_numbers

_PAYERS: Final = (*PAYERS, *sorted(PAYER_LETTERS))
_NOT_BEHIND_BARE: Final = re.compile(rf"[\d.,:%]{{0,3}}\d|[-/:][\d○]|(?!\s(?:{'|'.join(_PAYERS)})\s)\s?[가-힣A-Za-z㎡%]")
_BEFORE_PAYER: Final = re.compile(rf"\s(?:{'|'.join(_PAYERS)})\s?\d")
_AVERAGED: Final = re.compile(rf"\s?(?:{'|'.join(MEANS_OF_TIMES)})(?![가-힣])")
_ITEM_BEGINS: Final = re.compile(r"(?:^|[-·○□ㆍ*]\s?)$")
_NOUN_FOLLOWS: Final = re.compile(r"\s[가-힣]")
WINDOW: Final = 60  # letters around a number that say what it is; more would make long texts slow
_NAMED_BUILDING: Final = re.compile(rf"\s(?!{'|'.join(BUILDING_WORKS)})[가-힣]{{2}}")
_RATED: Final = re.compile(rf"\s?(?:(?:{'|'.join(MEAN_WORDS)})\s?)?\d")
_NUMBERED: Final = re.compile(rf"(?<![가-힣]){NUMBER_SIGN}\s?(?:\d{{1,4}}\s?[-–]\s?)?$")
# `324명당 1명`: what is measured stands first, and the one behind it is the base.
_INVERSE: Final = re.compile(rf"{RATE_BASE}\s?(?:{ABOUT}\s?)?1\s?(?!{'|'.join(TIMES_OF_RATES)})[가-힣]{{1,3}}(?![\d가-힣])")
_INVERTED: Final = re.compile(rf"\d\s?[가-힣]{{1,3}}{RATE_BASE}\s?(?:{ABOUT}\s?)?$")
_LAW: Final = re.compile(rf"(?:{'|'.join(LAW_WORDS)})\s?$")
# `1인 월 210만원`, `1인 하루 배출량`: of each one.
_OF_EACH: Final = re.compile(r"\s[가-힣]")
_SYLLABLE: Final = re.compile("[가-힣]$")
_NAMED_NUMBER: Final = re.compile(r"[가-힣A-Za-z):]\s?$")
_RATED_BY: Final = re.compile(
    rf"\s?(?:(?:{'|'.join(MEAN_WORDS)})\s?)?\d[\d,.]{{0,15}}\s?(?:[{SCALE_LETTERS}]{{0,2}}{WON}|{'|'.join(UNITS_OF_RATES)})"
)


class Token(NamedTuple):
    """A number in the text before it is known what it says."""

    start: int
    end: int
    value: Value
    unit: str | None
    scale: int = 1
    about: bool = False


_MYRIADS: Final = (10**4, 10**8, 10**12)


def find_tokens(text: str, periods: Sequence[FoundPeriod]) -> list[Token]:
    """Numbers with units that count something, and bare numbers that a list or a course gives a meaning."""
    numbers = find_numbers(text)
    if any(number.fault is Fault.LOST for number in numbers):
        return []  # where one number has lost its zeros, none near it can be trusted to have kept them
    timed = Spans((period.start, period.end) for period in periods)
    found: list[Token] = []
    for number in numbers:
        if timed.touch(number.start, number.end):
            continue
        quantity = as_quantity(text, number)
        if quantity is not None:
            if _counts(text, quantity):
                found.append(Token(number.start, number.end, quantity.value, quantity.unit, _scale(number), quantity.about))
        elif number.value is not None and _is_bare(text, number) and _is_listed(text, number.start, number.last):
            found.append(Token(number.start, number.last, number.value, None))
    return found


def _scale(number: Number) -> int:
    """How many of the unit one is of what stands beside a number without any: of an amount of several scales its last (`1조 9,700억원`)."""
    return int(number.step) if number.factor == 1 and number.step in _MYRIADS else number.factor


def _is_bare(text: str, number: Number) -> bool:
    """Whether a number stands alone: no letters, no quote and no more digits are tied to it."""
    return not number.chained and not is_tied(text, number.start) and number.unit is None and not _NOT_BEHIND_BARE.match(text, number.last)


class _Near(NamedTuple):
    """A quantity with the letters before it and right behind it."""

    text: str
    quantity: FoundQuantity
    before: str
    after: str


def _counts(text: str, quantity: FoundQuantity) -> bool:
    """Whether a number with a unit measures something: no ordinal, age, grade, duration of a stay, law or rate base."""
    near = _Near(text, quantity, text[max(0, quantity.start - WINDOW) : quantity.start], text[quantity.end : quantity.end + 2])
    if _is_numbered(near):
        return False
    if _INVERSE.match(text, quantity.end):
        return quantity.unit not in DURATION_COUNTERS
    if any(names(near) for names in _NAMING):
        return False
    if quantity.unit in DURATION_COUNTERS:
        return (
            quantity.unit in MEASURED_DURATIONS and not near.after.startswith(AFTER_DURATIONS) and not _AVERAGED.match(text, quantity.end)
        )
    return not (_is_ordinal(near) or _is_base(near))


def _is_numbered(near: _Near) -> bool:
    """`제36회`, `조례 36조`."""
    return bool(_NUMBERED.search(near.before) or (near.quantity.printed.endswith(ARTICLE_COUNTERS) and _LAW.search(near.before)))


def _is_particle(near: _Near) -> bool:
    """`0과 10,000 사이`: no government has no department, or thousands of them."""
    return near.quantity.unit in SMALL_COUNTERS and not 0 < near.quantity.value < _MOST_BODIES


def _ends_name(near: _Near) -> bool:
    """`코로나19 대응`."""
    return near.before[-1:].isalpha() and " " in near.quantity.printed.strip()


def _begins_word(near: _Near) -> bool:
    """A counter that is only the beginning of a word (`과목`, `kmx`)."""
    unit, tail = near.quantity.unit, near.quantity.tail
    if not tail:
        return False
    return (unit + tail).startswith(OTHER_WORDS) or (unit.isascii() and unit != "%" and tail[0].isascii())


def _names_place(near: _Near) -> bool:
    """`둔촌1동`; not `총 5동`."""
    return near.quantity.unit in PLACE_COUNTERS and bool(_SYLLABLE.search(near.before)) and not near.before.endswith(FIGURE_MODIFIERS)


def _names_building(near: _Near) -> bool:
    """`3동 화장실` is a part of building 3; `3동 신축` counts what is built."""
    if near.quantity.unit != BUILDING_COUNTER or not _NAMED_BUILDING.match(near.text, near.quantity.end):
        return False
    return not near.before.rstrip().endswith((":", ",", *FIGURE_MODIFIERS))


def _numbers_part(near: _Near) -> bool:
    return numbers_part(near.quantity.unit, near.before, near.text[near.quantity.end : near.quantity.end + 3])


def numbers_part(unit: str | None, before: str, after: str) -> bool:
    """Whether a number at the beginning of an item names a part of a work: `- 1구간 착공`; not `1구간 : 200m`."""
    return unit in PART_COUNTERS and bool(_ITEM_BEGINS.search(before) and _NOUN_FOLLOWS.match(after))


_NAMING: Final = (_is_particle, _ends_name, _begins_word, _names_place, _names_building, _numbers_part)
"""Ways in which a number with a unit is a part of a name or of a word."""


def _is_ordinal(near: _Near) -> bool:
    return near.quantity.unit in ORDINAL_COUNTERS - COUNTED_ORDINALS and not _tells_storeys(near)


def _tells_storeys(near: _Near) -> bool:
    """`지상 4층, 지하 2층` is the size of a building; `지하 1층 식당` is a place in one."""
    if near.quantity.unit != STOREY_COUNTER:
        return False
    first = max(0, near.quantity.start - WINDOW)
    told = STOREYS_TOLD.finditer(near.text[first : near.quantity.end + WINDOW])
    paired = any(match.start() <= near.quantity.start - first < match.end() for match in told)
    return paired or (len(near.text) < WINDOW and STOREYS_ALONE.fullmatch(near.text) is not None)


def _is_base(near: _Near) -> bool:
    """`1인당`, `1매당` and `1인 50,000원` say what a rate is of; they count nothing."""
    return near.after.startswith(RATE_BASE) or (near.quantity.value == 1 and _is_each(near))


def _is_each(near: _Near) -> bool:
    """One of which something is said: `1인 50,000원`, `1인 월 210만원`, `1회 50,000원`, `324명당 1명`."""
    unit, text, end = near.quantity.unit, near.text, near.quantity.end
    return bool(
        _INVERTED.search(near.before)
        or (unit in RATED_COUNTERS and _RATED.match(text, end))
        or (unit == PERSON and _OF_EACH.match(text, end))
        or (unit in TIMED_COUNTERS and _RATED_BY.match(text, end))
    )


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a number without a unit stands in a list (`여가(5)`, `선수 1, 인솔자 1`) or begins a course (`2,060→6,902건`)."""
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    if _COURSE.match(after):
        return True
    if before.endswith("(") and after.startswith(")"):
        counts = bool(_NOUN_OPENED.search(before)) and end - start <= _LONGEST_COUNT and not _ARTICLE_OPENED.search(before)
        return counts and not (end - start == 1 and _is_mark(text, end))
    if not _NAMED_NUMBER.search(before) or end - start > _LONGEST_LISTED or _NO_LIST.search(before):
        return False
    return _ends_entry(after) and _in_list(text, start, end)


def _is_mark(text: str, end: int) -> bool:
    """Whether words go on behind a digit in brackets, so that it may as well mark a note: `자본비용(3) 자본`; not `협의회(2)`."""
    return _WORDS_GO_ON.match(text, end) is not None


def _ends_entry(after: str) -> bool:
    """Whether an entry of a list ends behind a number."""
    return not after or after[0] in ",)/" or after.startswith((" /", " )", " ,")) or _BEFORE_PAYER.match(after) is not None


_COURSE: Final = re.compile(r"\s*(?:→|▶)\s*'?[\d(]")
_WORDS_GO_ON: Final = re.compile(r"\)\s[가-힣]")
_NOUN_OPENED: Final = re.compile(r"[가-힣]{2}\s?\($")
_ARTICLE_OPENED: Final = re.compile(rf"{NUMBER_SIGN}\s?\d+(?:{'|'.join(ARTICLE_COUNTERS)})\($")
_NO_LIST: Final = re.compile(rf"(?:{'|'.join(DISEASES)}|{NUMBER_SIGN})\s?$|[가-힣](?:{'|'.join(STREET_ENDINGS)})\s$")
_MOST_BODIES: Final = 1000
_LONGEST_COUNT: Final = 6
_LONGEST_LISTED: Final = 9
_ENDS_IN_FIGURE: Final = re.compile(rf"\d\s?[가-힣㎡%A-Za-z]{{0,6}}(?:\s{WON})?\s?$")
_ENDS_IN_COUNT: Final = re.compile(r"[가-힣A-Za-z]\s?\d[\d,.]{0,20}(?:[가-힣%]{0,3})?\s*[)/]?\s*$")


def _in_list(text: str, start: int, end: int) -> bool:
    """Whether the number's neighbours between commas are words with numbers as well, or a figure opened its bracket."""
    reach = max(0, start - 4 * WINDOW)
    opening = text.rfind("(", reach, start)
    if opening > text.rfind(")", reach, start) and _ENDS_IN_FIGURE.search(text[max(0, opening - WINDOW) : opening]):
        return True
    left, right = text.rfind(",", reach, start), text.find(",", end, end + WINDOW)
    near = text[max(reach, text.rfind(",", reach, left)) : left] if left >= 0 else ""
    far = text[right + 1 : right + 40].split(",", maxsplit=1)[0] if right >= 0 else ""
    return any(_ENDS_IN_COUNT.search(part) for part in (near, far) if part)
