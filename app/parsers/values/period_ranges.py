"""Ranges of points, and the bounds that they say.

A range leaves out of its end what its beginning has said (`2007. 2.15~2.20`, `'21. 1. ~ 12.`), may be open at either end
(`~ '21.6월`, `2월~`, `’12년 이후`) and may turn the year (`'20. 11. ~ 2.`). Hours, a weekday and a length in brackets belong to
the day before them. A point that could be a plain number (`4.15`, `2008`, `'20`) is a time only where what stands around
it says so; the rules for that are `_is_time` and below.

>>> reading = read_time("'21.3.16. ~ 3.20.(5일간)", 0)
>>> reading.end, bounds(reading, None)
(22, ('2021-03-16', '2021-03-20'))
>>> read_time("1,200 ~ 1,400명", 0) is read_time("4.5%", 0) is None
True
"""

import re
from calendar import monthrange
from functools import lru_cache
from typing import Final, NamedTuple

from app.parsers.labels import (
    ABOUT_WORD,
    AFTER_WORDS,
    AS_OF_TAILS,
    BEFORE_WORDS,
    CLOCK_HOUR,
    DAY_OR_YEAR_SIGN,
    FROM_WORD,
    LENGTH_OF_TIME,
    NOT_COUNTING,
    NOW_WORDS,
    RANGE_LETTERS,
    SCALE_VALUES,
    WEEKDAY_IN_BRACKETS,
    YEAR_NOUNS,
)
from app.parsers.labels import TIME_DASHES as DASHES
from app.parsers.labels import TIME_GAP as B
from app.parsers.labels import TIME_TILDES as TILDES
from app.parsers.labels import YEAR_QUOTES as QUOTES
from app.parsers.values.counters import counter_at
from app.parsers.values.period_points import Point, full_year, read_point

# --- what stands between and behind points ------------------------------------------------------------------------------

_AROUND: Final = r"[ \r\n\u00a0\u3000]{0,3}"  # a range may be broken over lines at its sign
_HOURS: Final = rf"{CLOCK_HOUR}(?:{B}[{TILDES}{DASHES}]{B}(?:{CLOCK_HOUR})?)?"
_CLOCK: Final = re.compile(rf"(?P<weekday>{B}{WEEKDAY_IN_BRACKETS})?(?:{B}\({B}{_HOURS}{B}\)|{B},?{B}{_HOURS})?")
_SIGN: Final = re.compile(rf"{_AROUND}(?:(?P<tilde>[{TILDES}])|[{DASHES}]|{FROM_WORD}(?={_AROUND}[0-9{QUOTES}])){_AROUND}")
_LEADING: Final = re.compile(rf"[{TILDES}]{B}")
_NOW: Final = re.compile(NOW_WORDS)
_RELATION: Final = re.compile(f"{B}(?:(?P<after>{AFTER_WORDS})|(?P<before>{BEFORE_WORDS}))|{B}{ABOUT_WORD}")
_LENGTH: Final = re.compile(rf"{B}\({B}{LENGTH_OF_TIME}{B}\)")
_BARE_END: Final = re.compile(
    rf"(?P<number>[0-9]{{1,2}})(?![0-9])(?:{B}{DAY_OR_YEAR_SIGN}|{B}\.(?![0-9])|{NOT_COUNTING}(?!{B}[.,:/~-]{B}[0-9]))"
)
_CONTINUED: Final = re.compile(rf"[.,:][0-9]|[-/][0-9]|{B}[{TILDES}{DASHES}]{B}[0-9]|[가-힣]{{1,3}} ?[0-9]{{2}}")
_YEAR_NOUN: Final = re.compile(f"{B}(?:{YEAR_NOUNS})")
_SCALED: Final = re.compile(rf"[0-9](?:{'|'.join(SCALE_VALUES)})[ ]?$")
_GLUED: Final = re.compile("[가-힣]")
_NOT_COUNTING: Final = re.compile(NOT_COUNTING)
_AS_OF: Final = re.compile(rf"{B}(?:{AS_OF_TAILS})")
_CLOSES: Final = re.compile(rf"{B}(?:[)\]{TILDES},]|$)")
_LOOKS_LIKE_DAYS: Final = re.compile(r"[0-9]\. ?[0-9]{2}(?![0-9])|\. [0-9]|\.$|\.(?=[^0-9])")
# What a range, hours, a weekday, a length or a word such as 이후 can begin with: most points have none of these behind them.
_TAIL: Final = re.compile(rf"{_AROUND}[(,0-9{RANGE_LETTERS}{TILDES}{DASHES}]")
_TILDE_SIGNS: Final = tuple(TILDES)
_LEFT_SIDES: Final = tuple("0123456789.)%")
_LOOK_BACK: Final = 8
# A bare number of four digits is a year only in this range; other numbers of that size are mostly counts.
_PLAUSIBLE_YEARS: Final = range(1950, 2050)


class Reading(NamedTuple):
    """A time in the making: its place, and its first and last point, None where that end is open."""

    start: int
    end: int
    first: Point | None
    last: Point | None


def read_time(text: str, at: int, in_cell: bool = False) -> Reading | None:
    """The longest time that begins at `at`, or None. `in_cell`: the whole text is known to be a time."""
    begin = at
    leading = text.startswith(_TILDE_SIGNS, at)
    if leading:
        if text[max(0, at - _LOOK_BACK) : at].rstrip().endswith(_LEFT_SIDES):
            return None  # 5 ~ 3월: the sign has a left side, which is no time
        begin = _skip(_LEADING, text, at)
    found = read_point(text, begin, in_cell)
    if found is None:
        return None
    point, end = found
    if point.recurring:
        return None if leading else Reading(at, end, point, point)
    reading = Reading(at, end, None if leading else point, point)
    if _TAIL.match(text, end):
        reading = _read_tail(text, reading, point)
    return reading if point.marked or in_cell or _is_time(text, begin, end, point, reading) else None


def _read_tail(text: str, begun: Reading, point: Point) -> Reading:
    begun = begun._replace(end=_skip_clock(text, begun.end, point))
    reading = _read_end(text, begun, begun.first) if begun.first else begun
    return reading._replace(end=_skip(_LENGTH, text, reading.end))


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _skip_clock(text: str, at: int, point: Point) -> int:
    """The place after the weekday and the hours that belong to a day."""
    return _skip(_CLOCK, text, at) if point.days else at


def _read_end(text: str, begun: Reading, first: Point) -> Reading:
    """A range's end, a word such as 이후 or 까지, or a sign that leaves the end open."""
    sign = _SIGN.match(text, begun.end)
    if sign:
        found = _read_last(text, sign.end(), first, sign["tilde"] is not None)
        if found:
            last, end = found
            return begun._replace(end=_skip(_RELATION, text, _skip_clock(text, end, last)), last=last)
        now = _NOW.match(text, sign.end())
        if now:
            return begun._replace(end=now.end(), last=None)
        if sign["tilde"] and ("\n" in sign.group() or not text[sign.end() : sign.end() + 1].isdigit()):
            return begun._replace(end=begun.end + len(sign.group().rstrip()), last=None)
    relation = _RELATION.match(text, begun.end)
    if not relation:
        return begun
    return Reading(begun.start, relation.end(), None if relation["before"] else first, None if relation["after"] else begun.last)


def _read_last(text: str, at: int, first: Point, tilde: bool) -> tuple[Point, int] | None:
    """The last point of a range, and the place after it. It may be a bare number, of the kind that the first point is exact to."""
    found = read_point(text, at)
    if found:
        point, end = found
        fits = not point.recurring and (point.marked or point.years or first.days or first.months)
        plain_year = not point.marked and point.months is None and text[at] not in QUOTES
        if fits and not (plain_year and _continues(text, end)):
            return found
    bare = _BARE_END.match(text, at) if tilde else None
    point_of_number = _point_of_number(int(bare["number"]), first) if bare else None
    return (point_of_number, bare.end()) if bare and point_of_number else None


def _point_of_number(number: int, first: Point) -> Point | None:
    if first.days:
        return Point(days=(number, number)) if first.days[1] < number <= 31 else None
    if first.months:
        return Point(months=(number, number)) if 1 <= number <= 12 else None
    year = full_year(number)
    return Point((year, year)) if first.years and first.years[1] < year < first.years[1] + 30 else None


def _continues(text: str, end: int) -> bool:
    """Whether a bare year goes on as a number, or counts what follows it."""
    return (
        _CONTINUED.match(text, end) is not None or _NOT_COUNTING.match(text, end) is None or counter_at(text, end, whole=True) is not None
    )


# --- telling a time from a number -----------------------------------------------------------------------------------------


def _is_time(text: str, begin: int, end: int, point: Point, reading: Reading) -> bool:
    """Whether a point at begin:end that could be a plain number (`2008`, `4.15`) is a time, by what stands around it."""
    if point.months:
        return _is_day(text, begin, end, reading)
    if text[begin] in QUOTES:
        return reading.end > end or (_is_quoted_year(text, end) and not text[max(0, begin - 1) : begin].isdigit())
    plausible = point.years is not None and point.years[0] in _PLAUSIBLE_YEARS
    return plausible and (reading.end > end or not (_is_in_a_number(text, begin) or _continues(text, end)))


def _is_in_a_number(text: str, begin: int) -> bool:
    """제2007호, B2021, 2670-2007, 1.2008, 3만 2008."""
    if _SCALED.search(text[max(0, begin - _LOOK_BACK) : begin]):
        return True
    before = text[max(0, begin - 2) : begin]
    return before[-1:].isalnum() or (before[-1:] in (".", ",", "/", "-") and before[:1].isdigit())


def _is_quoted_year(text: str, end: int) -> bool:
    if _CONTINUED.match(text, end) or not _NOT_COUNTING.match(text, end):
        return False  # '20.5, '10대, '30%
    return _GLUED.match(text, end) is None or _YEAR_NOUN.match(text, end) is not None


def _is_day(text: str, begin: int, end: int, reading: Reading) -> bool:
    """Whether `4.15` at begin:end is a day of a month: something that only a day has must stand beside it."""
    if reading.end > end:
        if reading.first and reading.last:
            # A range must look like days (3.28~4.7); a weekday or hours do by themselves.
            return reading.first is reading.last or reading.last.marked or _LOOKS_LIKE_DAYS.search(text[begin : reading.end]) is not None
        return text[end - 1] == "." or text[reading.end - 1] not in TILDES or _CLOSES.match(text, reading.end) is not None
    if _AS_OF.match(text, end):
        return True
    if text[end - 1] != ".":
        return False
    # `1.4. 배경` at the very beginning is a section's number; elsewhere, or closed by a bracket, a third point makes a day.
    return _CLOSES.match(text, end) is not None or begin > _LOOK_BACK or bool(text[:begin].strip())


# --- bounds ---------------------------------------------------------------------------------------------------------------


def bounds(reading: Reading, year: int | None) -> tuple[str | None, str | None]:
    """First and last day, month or year of a time, as exact as printed; None where open, recurring or of no known year."""
    return _bounds(reading.first, reading.last, year)


@lru_cache(maxsize=4096)
def _bounds(first: Point | None, last: Point | None, year: int | None) -> tuple[str | None, str | None]:
    if first and last and first != last:
        first, last = _complete(first, last, year)
    else:
        first, last = first and _in_year(first, year), last and _in_year(last, year)
    return _first_bound(first) if first else None, _last_bound(last) if last else None


def _in_year(point: Point, year: int | None) -> Point:
    """The point with the report's year, where none is printed."""
    if point.years or point.recurring or year is None:
        return point
    return point._replace(years=(year + (point.shift or 0),) * 2)


def _complete(first: Point, last: Point, year: int | None) -> tuple[Point, Point | None]:
    """Both ends of a range, each with what only the other one says.

    An end without a year that would lie before its beginning on the same month's days is a misprint, and None; a whole
    month or more before, it lies in the next year (`'20. 11. ~ 2.`). What is printed with its year stands.
    """
    begun = _in_year(first, year)
    if last.shift is not None:
        last = _in_year(last, year)
    if last.years:
        if (
            begun.years
            and not first.years
            and begun.months
            and (begun.years[0], *begun.months) > (last.years[1], *(last.months or (12, 12)))
        ):
            begun = begun._replace(years=(last.years[0] - 1,) * 2)
        return begun, last
    years, months = begun.years, last.months or begun.months
    if years and begun.months and months and months[1] < begun.months[0]:
        return begun, last._replace(years=(years[1] + 1,) * 2, months=months)
    if begun.days and last.days and begun.months == months and last.days[1] < begun.days[0]:
        return begun, None
    return begun, last._replace(years=years, months=months)


def _first_bound(point: Point) -> str | None:
    if point.years is None:
        return None
    return _iso(point.years[0], point.months and point.months[0], point.days and point.days[0])


def _last_bound(point: Point) -> str | None:
    if point.years is None:
        return None
    turned = point.months is not None and point.months[1] < point.months[0]
    return _iso(point.years[1] + turned, point.months and point.months[1], point.days and point.days[1])


def _iso(year: int, month: int | None, day: int | None) -> str:
    """ISO 8601, as exact as said; a day that the month does not have (2.30) leaves the month."""
    if month is None:
        return f"{year}"
    if day is None or day > monthrange(year, month)[1]:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{day:02}"
