"""Numbers of the print that measure nothing, each with the reason: `REASONS`, tried in their order.

A date, an hour, a grade, an article of a law, a page, a telephone, an address, the number of a list's item, a name that holds
digits. A reason is read from the number and the few letters around it, never from the page. What no reason dismisses is a figure:
a fact holds it, or a finding says that none does.

>>> [reason_of(text, number) for text in ("제36조", "총 36명", "02-731-1234", "119구조대", "1인당") for number in find_numbers(text)][:6]
['ordinal', None, 'phone', 'phone', 'phone', 'name']
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import (
    ABOVE_GROUND,
    ARTICLE_COUNTERS,
    BELOW_GROUND,
    CLOCK_WORDS,
    DURATION_COUNTERS,
    LAW_WORDS,
    MEASURED_DURATIONS,
    NAMED_NUMBERS,
    NAMES_BEFORE,
    NUMBER_SIGN,
    ORDINAL_COUNTERS,
    PAGE_WORDS,
    PERSON,
    PHONE_WORDS,
    PLACE_NUMBERS,
    RATE_BASE,
    STOREY,
    STREET_ENDINGS,
)
from app.parsers.values.digits import is_digit
from app.parsers.values.measured import numbers_part
from app.parsers.values.periods import find_periods
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import Number, find_numbers

WINDOW: Final = 16
"""Letters around a number that are looked at."""


class Near(NamedTuple):
    """A number with the letters around it."""

    number: Number
    digits: str
    before: str
    after: str


class Reason(NamedTuple):
    """Why a number measures nothing, and how that is seen."""

    name: str
    holds: Callable[[Near], bool]


def _pattern(*words: str) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PHONE_BEFORE: Final = re.compile(rf"(?:{_pattern(*PHONE_WORDS)})[^가-힣]{{0,{WINDOW}}}$")
_PHONE: Final = re.compile(r"0[0-9]{1,2}[-)][0-9]{3,4}-[0-9]{4}|[0-9]{3,4}-[0-9]{4}(?![0-9])")
_CLOCK_AFTER: Final = re.compile(rf"(?::[0-9]{{2}}(?![0-9])|[ ]?(?:{_pattern(*CLOCK_WORDS)})(?![가-힣]))")
_CLOCK_BEFORE: Final = re.compile(rf"[0-9]{{1,2}}(?::|[ ]?(?:{_pattern(*CLOCK_WORDS)})[ ]?)$")
_ARTICLE_BEFORE: Final = re.compile(rf"(?:{_pattern(*LAW_WORDS)})[ ]?$")
_ARTICLE_AFTER: Final = re.compile(rf"[ ]?(?:{_pattern(*ARTICLE_COUNTERS)})")
_NAME_BEFORE: Final = re.compile(rf"(?:{_pattern(*NAMES_BEFORE)})[ -]?$")
_STREET_BEFORE: Final = re.compile(rf"[가-힣](?:{_pattern(*STREET_ENDINGS)})[ ]?$")
_PLACE_AFTER: Final = re.compile(rf"[ ]?(?:{_pattern(*PLACE_NUMBERS)})(?![가-힣])")
_ENUMERATED: Final = re.compile(r"(?:^|[\s|>])[(]?$")
_ENUMERATION_AFTER: Final = re.compile(r"[.)](?=\s|[가-힣A-Z]|$)")
_NOTE_MARK: Final = re.compile(r"(?:^|[^(0-9][^(]*)[가-힣A-Za-z%]$")
_PAGE_BEFORE: Final = re.compile(r"(?:^|[^A-Za-z])pp?\.?[ ]?$", re.I)
_CODE: Final = re.compile(r"-[0-9]")
_RATED: Final = re.compile(r"\s[0-9]")
# `지하2층/지상4층`, in either order, or an item that says `지상4층` and no more.
_OTHER_SIDE: Final = re.compile(rf"[ ]?{STOREY}[ ]?[,/·][ ]?(?:{ABOVE_GROUND}|{BELOW_GROUND})[ ]?[0-9]")
_ONE_SIDE: Final = re.compile(
    rf"(?:{ABOVE_GROUND}|{BELOW_GROUND})[ ]?[0-9]+[ ]?{STOREY}[ ]?[,/·][ ]?(?:{ABOVE_GROUND}|{BELOW_GROUND})[ ]?$"
)
_ABOVE_GROUND: Final = re.compile(rf"(?:^|[-○□ㆍ·|\t])[ ]?{ABOVE_GROUND}[ ]?$")
_STOREY_ALONE: Final = re.compile(rf"[ ]?{STOREY}[ ]?(?:$|[-|\t])")
_LONGEST_MARK: Final = 2


def _is_year(near: Near) -> bool:
    """A bare year (`2021`), or two digits behind a quote (`'21`)."""
    quoted = near.before.endswith("'") and len(near.digits) == 2
    return quoted or (near.number.unit is None and len(near.digits) == 4 and near.digits[:2] in ("19", "20") and near.digits.isdigit())


def _is_ordinal(near: Near) -> bool:
    if near.number.unit == STOREY and _counts_storeys(near):
        return False
    if numbers_part(near.number.unit, near.before, near.after[near.number.end - near.number.last :]):
        return True
    return near.number.unit in ORDINAL_COUNTERS or near.before.rstrip().endswith(NUMBER_SIGN)


def _counts_storeys(near: Near) -> bool:
    """Whether storeys are counted, where one of them is a place elsewhere (`지하 1층 회의실`)."""
    if _OTHER_SIDE.match(near.after) or _ONE_SIDE.search(near.before):
        return True
    return bool(_ABOVE_GROUND.search(near.before) and _STOREY_ALONE.match(near.after))


def _is_duration(near: Near) -> bool:
    return near.number.unit in DURATION_COUNTERS - MEASURED_DURATIONS


def _is_clock(near: Near) -> bool:
    return len(near.digits) <= _LONGEST_MARK and bool(_CLOCK_AFTER.match(near.after) or _CLOCK_BEFORE.search(near.before))


def _is_page(near: Near) -> bool:
    return bool(_PAGE_BEFORE.search(near.before)) or near.after.lstrip().startswith(PAGE_WORDS)


def _is_article(near: Near) -> bool:
    named = near.digits.endswith(ARTICLE_COUNTERS) or _ARTICLE_AFTER.match(near.after) is not None
    return named and _ARTICLE_BEFORE.search(near.before) is not None


def _is_phone(near: Near) -> bool:
    if _PHONE_BEFORE.search(near.before):
        return True
    run = near.before[len(near.before.rstrip("0123456789-)")) :] + near.digits + near.after
    return near.number.chained and bool(_PHONE.match(run))


def _is_address(near: Near) -> bool:
    """`당산동3가`, `중앙로 123`, `12번지`: a number tied to the name of a place."""
    glued = near.before[-1:].isalpha() and not near.before[-1:].isascii()
    return (glued and bool(_PLACE_AFTER.match(near.after))) or (near.number.unit is None and bool(_STREET_BEFORE.search(near.before)))


def _is_name(near: Near) -> bool:
    """A number tied to letters (`A4`, `SO2`), or one that a name begins or ends in (`코로나19`, `119구조대`)."""
    if near.before[-1:].isascii() and near.before[-1:].isalpha():
        return True
    named = NAMED_NUMBERS.get(near.digits, ())
    if named:
        return near.after.startswith(named)
    return near.number.unit is None and len(near.digits) <= _LONGEST_MARK and bool(_NAME_BEFORE.search(near.before))


def _is_enumeration(near: Near) -> bool:
    """`1. 조직 2. 교육`, `(1)`, `2)`; or the mark of a note behind a word: `총계1)`."""
    if len(near.digits) > _LONGEST_MARK or not _ENUMERATION_AFTER.match(near.after):
        return False
    return bool(_ENUMERATED.search(near.before) or (near.after.startswith(")") and _NOTE_MARK.fullmatch(near.before)))


def _is_code(near: Near) -> bool:
    """`211-01`, `2021.3`: a number of a document, a budget item, a section."""
    if not near.number.chained or near.number.unit is not None:
        return False
    return bool(_CODE.match(near.after)) or (near.before.endswith("-") and is_digit(near.before[-2:-1]))


def _is_rate_base(near: Near) -> bool:
    if near.number.unit is None:
        return False
    behind = near.after[near.number.end - near.number.last :]
    return behind.lstrip().startswith(RATE_BASE) or (near.number.unit == PERSON and bool(_RATED.match(behind)))


REASONS: Final = (
    Reason("duration", _is_duration),
    Reason("ordinal", _is_ordinal),
    Reason("phone", _is_phone),
    Reason("clock", _is_clock),
    Reason("date", _is_year),
    Reason("page", _is_page),
    Reason("article", _is_article),
    Reason("address", _is_address),
    Reason("name", _is_name),
    Reason("enumeration", _is_enumeration),
    Reason("code", _is_code),
    Reason("rate base", _is_rate_base),
)


def reason_of(text: str, number: Number) -> str | None:
    """Why a number of a folded text measures nothing, None where it may."""
    first, last = number.first, number.last
    if number.fault is not None or "," in text[first:last]:
        return None  # nothing is numbered or dated in thousands
    near = Near(number, text[first:last], text[max(0, number.start - WINDOW) : number.start], text[last : last + WINDOW])
    return next((reason.name for reason in REASONS if reason.holds(near)), None)


@remember(4096)
def measuring_numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a folded text that no time holds and no reason dismisses."""
    if not DIGIT.search(text):
        return ()
    timed = Spans((time.start, time.end) for time in find_periods(text))
    return tuple(number for number in find_numbers(text) if not timed.touch(number.first, number.last) and reason_of(text, number) is None)
