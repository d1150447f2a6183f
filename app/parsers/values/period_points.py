"""One point of time as printed: a day, month, quarter, half or year, before ranges are made of them.

A year has four digits, or two behind a quote (`'21`, `’21`); two digits alone are a year only where the rest leaves no
doubt (`83.11.30`, `21년 3월`, `21년도`). Parts are separated by points, 년/월/일, hyphens or blanks, in any mixture. What looks like
a date but counts something is none: `'20. 11개` is a year and eleven of something, `2,007명` and `2007명` are people,
`2.5단계` and `4.5%` are numbers. `4.15` alone says nothing; it is read as a day only by what stands around it, so such a
point is not `marked` and `periods` decides.

>>> read_point("'21. 4.15.(목)", 0)
(Point(years=(2021, 2021), months=(4, 4), days=(15, 15), shift=None, marked=True, recurring=False), 10)
>>> read_point("'20. 11개", 0)
(Point(years=(2020, 2020), months=None, days=None, shift=None, marked=False, recurring=False), 3)
>>> read_point("2.5단계", 0) is None
True
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from app.parsers.labels import (
    HALF_YEARS,
    MONTH_LED_TIME,
    QUARTER_LED_TIME,
    RECURRING_TIME,
    RELATIVE_YEARS,
    SHORT_YEAR_IN_CELL,
    SHORT_YEAR_LED_TIME,
    TIME_DASHES,
    TIME_GAP,
    TIME_TILDES,
    UNMARKED_DAY,
    WHOLE_YEAR,
    WORD_LED_TIME,
    YEAR_LED_TIME,
    YEAR_QUOTES,
)


class _Form(NamedTuple):
    """A pattern all of whose groups have names, and the names."""

    pattern: re.Pattern[str]
    groups: tuple[str, ...]


def _form(pattern: str) -> _Form:
    """Compile a pattern; its own blanks and line breaks mean nothing (those in square brackets do)."""
    compiled = re.compile(pattern, re.VERBOSE)
    return _Form(compiled, tuple(compiled.groupindex))


_YEAR_LED: Final = _form(YEAR_LED_TIME)
_SHORT_YEAR_LED: Final = _form(SHORT_YEAR_LED_TIME)
_MONTH_LED: Final = _form(MONTH_LED_TIME)
_QUARTER_LED: Final = _form(QUARTER_LED_TIME)
_UNMARKED_DAY: Final = _form(UNMARKED_DAY)
_WORD_LED: Final = _form(WORD_LED_TIME)
_SHORT_YEAR_IN_CELL: Final = _form(SHORT_YEAR_IN_CELL)
_RECURRING: Final = re.compile(RECURRING_TIME)
_NUMBERS: Final = re.compile("[0-9]+")
_QUARTER_OF_FOUR: Final = re.compile(f"{TIME_GAP}/{TIME_GAP}4")


class Point(NamedTuple):
    """What a point says: first and last year, month and day, each None where it says nothing.

    `shift` counts from the report's year (내년 is 1). `marked` is False where only the
    surroundings can tell a time from a number (`4.15`, `2008`). `recurring` points (매월, 수시) have no place in a calendar.
    """

    years: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    shift: int | None = None
    marked: bool = True
    recurring: bool = False


RECURRING: Final = Point(recurring=True)


def read_point(text: str, at: int, in_cell: bool = False) -> tuple[Point, int] | None:
    """The longest point that begins at `at`, and the place after it; None when there is none.

    `in_cell`: the whole text is known to be a time.
    """
    letter = text[at : at + 1]
    if letter in YEAR_QUOTES:
        return _said(_YEAR_LED, text, at)
    if not ("0" <= letter <= "9"):
        return _read_words(text, at)
    if text[at : at + 2] in ("19", "20") and text[at + 2 : at + 4].isdigit():
        return _said(_YEAR_LED, text, at)
    return (
        _said(_SHORT_YEAR_LED, text, at)
        or _said(_MONTH_LED, text, at)
        or _said(_QUARTER_LED, text, at)
        or (_said(_SHORT_YEAR_IN_CELL, text, at) if in_cell else None)
        or _said(_UNMARKED_DAY, text, at)
    )


def _read_words(text: str, at: int) -> tuple[Point, int] | None:
    said = _said(_WORD_LED, text, at)
    if said:
        return said
    recurring = _RECURRING.match(text, at)
    if recurring:
        return RECURRING, recurring.end()
    # A year beside the report's (전년 대비) is a comparison, and a time only with a part of it: 내년 상반기.
    said = _said(_YEAR_LED, text, at)
    return said if said and said[0].months else None


def _said(form: _Form, text: str, at: int) -> tuple[Point, int] | None:
    match = form.pattern.match(text, at)
    return (_point(form.groups, match.groups()), match.end()) if match else None


@lru_cache(maxsize=4096)
def _point(names: tuple[str, ...], values: tuple[str | None, ...]) -> Point:
    """What the groups of a match say (all groups of the patterns have names). Reports print the same times again and again."""
    said = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    unmarked = "bare" in said or "unmarked_month" in said
    month = said.get("month") or said.get("iso_month") or said.get("unmarked_month")
    day = said.get("day") or said.get("iso_day") or said.get("unmarked_day")
    return Point(
        _years(said),
        (int(month), int(month)) if month else _months(said),
        (int(day), int(day)) if day else _span_of(said["days"]) if "days" in said else None,
        RELATIVE_YEARS[said["relative"]] if "relative" in said else None,
        marked=not unmarked,
    )


def _years(said: Mapping[str, str]) -> tuple[int, int] | None:
    if "y4" in said:
        year = int(said["y4"])
    elif "y2" in said:
        year = full_year(int(said["y2"]))
    else:
        return None
    return (year, year + 9) if "decade" in said else (year, year)


def full_year(two_digits: int) -> int:
    """The year that two digits stand for: 50-99 lie in the twentieth century.

    >>> full_year(21), full_year(76)
    (2021, 1976)
    """
    return two_digits + (1900 if two_digits >= 50 else 2000)


def _months(said: Mapping[str, str]) -> tuple[int, int] | None:
    if "months" in said:
        return _span_of(said["months"])
    if "quarters" in said:
        first, last = _span_of(_QUARTER_OF_FOUR.sub("", said["quarters"]))
        return 3 * first - 2, 3 * last
    if "half" in said:
        named = [months for sign, months in HALF_YEARS.items() if sign in said["half"]]
        return named[0][0], named[-1][1]
    return WHOLE_YEAR if "whole" in said else None


def _span_of(printed: str) -> tuple[int, int]:
    """First and last of `2~8` or `3,6,9`. Only a range may run backwards, over the turn of the year (11~2)."""
    if printed.isdigit():
        return int(printed), int(printed)
    numbers = [int(number) for number in _NUMBERS.findall(printed)]
    if any(sign in printed for sign in TIME_TILDES + TIME_DASHES):
        return numbers[0], numbers[-1]
    return min(numbers), max(numbers)
