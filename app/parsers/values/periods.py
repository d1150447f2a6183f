"""Times as municipal reports print them: dates, months, quarters, halves, years, and ranges of all of these.

The same day stands as `'21.1.31.`, `2007. 7. 2`, `2007-07-02` or `21년 1월 31일`; a range leaves out of its end what its
beginning has said (`2007. 2.15~2.20`, `'21. 1. ~ 12.`, `’23. 4~5월`) and may be open (`~ '21.6월`, `2월~`, `’12년 이후`). Hours, a
weekday and a length in brackets belong to the date before them (`2007. 5. 26(토) 07:00 - 22:00`, `2.15~2.20(5박6일)`).

A `Period` has the widest bounds that are certain, as exact as printed. They are None where a range is open, where no year
is known (`1분기` in a report whose year is not stated) and where a time recurs (매월, 수시, 격월). Nothing is a time because
its digits could be one: amounts, counts, rates, ages, section and telephone numbers and addresses are left alone.

>>> [(found.text, found.period.first, found.period.last) for found in find_periods("'21.1월 1,200명, ~'21.3월 4.5%, 3분기 접종", 2021)]
[("'21.1월", '2021-01', '2021-01'), ("~'21.3월", None, '2021-03'), ('3분기', '2021-07', '2021-09')]
>>> parse_period("’21. 1. ~ 12.")
Period(text='’21. 1. ~ 12.', first='2021-01', last='2021-12')
>>> parse_date("2007. 7. 2"), parse_date("7월", 2007), parse_date("7월")
('2007-07-02', '2007-07', None)
>>> parse_period("연 2회")
Traceback (most recent call last):
    ...
app.parsers.values.periods.UnreadablePeriod: '연 2회' is not a time
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.models.facts import Period
from app.parsers.characters.memo import remember, remember_with
from app.parsers.labels import (
    AND_BETWEEN_TIMES,
    AS_OF_REMARKS,
    PERIOD_REMARKS,
    TIME_BEGINNINGS,
    TIME_CELL_BEGINNINGS,
    TIME_ENDS,
    TIME_PARTS,
    TIME_SIGNS,
    TIME_SIGNS_BEHIND,
    TIME_UNITS,
    TIME_WORDS,
    YEAR,
)
from app.parsers.labels import TIME_DASHES as DASHES
from app.parsers.labels import TIME_GAP as B
from app.parsers.labels import TIME_TILDES as TILDES
from app.parsers.labels import YEAR_QUOTES as QUOTES
from app.parsers.values.period_points import Point, full_year
from app.parsers.values.period_ranges import Reading, bounds, read_time


class UnreadablePeriod(ValueError):
    """A text that is no time."""

    def __init__(self, printed: str) -> None:
        super().__init__(f"{printed!r} is not a time")
        self.printed = printed


class FoundPeriod(NamedTuple):
    """A time in running text; `start` and `end` are places in that text."""

    text: str
    start: int
    end: int
    period: Period


# --- running text -----------------------------------------------------------------------------------------------------------

# Every time has one of these somewhere; most lines of a report have none, and are let go at once.
_SIGNS: Final = re.compile(
    rf"""
    [{TIME_SIGNS}./12{QUOTES}]
    (?: {TIME_SIGNS_BEHIND}
      | (?<=[./]) (?<=[0-9].) {B} [0-3]?[0-9] (?![0-9%])
      | (?<=[12]) [09][0-9][0-9] (?![0-9])
      | (?<=[{QUOTES}]) [ ]? [0-9]
      | {TIME_PARTS}
    )
    """,
    re.VERBOSE,
)
# Where a time can begin: its first character, then as little as rules most others out.
_CANDIDATE: Final = re.compile(
    rf"""
    [0-9{QUOTES}{TILDES}{TIME_BEGINNINGS}]
    (?: (?<=[0-9]) (?<![0-9][0-9])
        (?: (?<=[12]) [09][0-9][0-9] (?![0-9])
          | [0-9]? (?![0-9]) (?= {B} (?:[{TIME_UNITS}·ㆍ/{TILDES}{DASHES}] | [.](?![0-9]{{1,2}}%) | ,(?![0-9]{{3}})) ) )
      | (?<=[{QUOTES}]) [ ]? [0-9][0-9] (?![0-9])
      | (?<=[{TILDES}]) {B} (?:[{QUOTES}]|[0-9]{{1,4}}{B}[.{TIME_UNITS}/]|[12][09][0-9][0-9]|{TIME_ENDS})
      | {TIME_PARTS} | {TIME_WORDS} {B}[1-4]
    )
    """,
    re.VERBOSE,
)


def find_periods(text: str, year: int | None = None) -> tuple[FoundPeriod, ...]:
    """Every time in running text, leftmost first, none within another. `year` is taken where no year is printed.

    `text` of a period leaves out the words that say what sort of date it is (기준, 현재, 예정).
    """
    return _find_periods(text, year) if _SIGNS.search(text) else ()


@remember_with(1024)
def _find_periods(text: str, year: int | None) -> tuple[FoundPeriod, ...]:
    found: list[FoundPeriod] = []
    candidate = _CANDIDATE.search(text)
    while candidate:
        reading = read_time(text, candidate.start())
        if reading:
            found.append(_found(text, reading, year))
        candidate = _CANDIDATE.search(text, reading.end if reading else candidate.start() + 1)
    return tuple(found)


def _found(text: str, reading: Reading, year: int | None) -> FoundPeriod:
    period = _period(text, reading, year)
    return FoundPeriod(period.text, reading.start, reading.end, period)


def _period(text: str, reading: Reading, year: int | None) -> Period:
    return Period(text[reading.start : reading.end], *bounds(reading, year))


# --- whole cells ------------------------------------------------------------------------------------------------------------

_BLANKS: Final = re.compile(r"\s+")
_NOTE: Final = re.compile(rf"[ ]?\.?(?:[ ]?(?:{PERIOD_REMARKS}))*(?:[ ]?\([^()]*\))?[ ]?\.?")
_AS_OF_NOTE: Final = re.compile(rf"[ ]?\.?[ ]?(?:{AS_OF_REMARKS})?")
_MORE: Final = re.compile(f"[ ]?(?:{AND_BETWEEN_TIMES})[ ]?")
_MONTHS_ALONE: Final = re.compile(rf"(?P<first>1[0-2]|0?[1-9])(?:{B}[{TILDES}{DASHES}]{B}(?P<last>1[0-2]|0?[1-9]))?\.?")
_FIRST_CHARACTERS: Final = frozenset(f"0123456789{QUOTES}{TILDES}{TIME_CELL_BEGINNINGS}(")
_LONGEST_LABEL: Final = 40


def parse_period(text: str, year: int | None = None, months: bool = False) -> Period:
    """A whole cell or value that is a time, or several times one after another (`3월, 9월`: the bounds of all).

    A remark in brackets and words such as 기준, 예정, 실시 may follow; they are no part of the period's text. With `months`
    the cell stands where only months stand, so `1-5` is January to May. Raises UnreadablePeriod when it is no time.
    """
    cell = _without_brackets(_BLANKS.sub(" ", text).strip())
    if months:
        alone = _MONTHS_ALONE.fullmatch(cell)
        if alone:
            first, last = int(alone["first"]), int(alone["last"] or alone["first"])
            point = Point(months=(first, last))
            return _period(cell, Reading(0, len(cell), point, point), year)
    readings = _read_cell(cell, year)
    if not readings:
        raise UnreadablePeriod(text)
    return _joined(cell, readings, year)


def _read_cell(cell: str, year: int | None) -> tuple[Reading, ...]:
    """The times that fill a cell, empty when something else is left over."""
    readings: list[Reading] = []
    at = 0
    while True:
        reading = read_time(cell, at, in_cell=True) or (_short_year(cell, at, year) if at == 0 else None)
        if reading is None:
            return ()
        readings.append(reading)
        if _NOTE.fullmatch(cell, reading.end):
            return tuple(readings)
        more = _MORE.match(cell, reading.end)
        if not more:
            return ()
        at = more.end()


_SHORT_YEAR: Final = re.compile(f"(?P<first>[0-9]{{2}}){B}{YEAR}?(?:{B}[{TILDES}]{B}(?P<last>[0-9]{{2}}){B}{YEAR})?(?<={YEAR})")


def _short_year(cell: str, at: int, year: int | None) -> Reading | None:
    """`21년` alone is a year where it lies near the report's own, else it may as well be a length of time."""
    match = _SHORT_YEAR.match(cell, at)
    if not match or year is None:
        return None
    first, last = full_year(int(match["first"])), full_year(int(match["last"] or match["first"]))
    if max(abs(first - year), abs(last - year)) > 10:
        return None
    return Reading(at, match.end(), *(Point((known, known)) for known in (first, last)))


def _joined(cell: str, readings: tuple[Reading, ...], year: int | None) -> Period:
    periods = [_period(cell, reading, year) for reading in _inherit_years(readings)]
    if len(periods) == 1:
        return periods[0]
    firsts, lasts = [period.first for period in periods if period.first], [period.last for period in periods if period.last]
    return Period(
        cell[: readings[-1].end],
        min(firsts) if len(firsts) == len(periods) else None,
        max(lasts) if len(lasts) == len(periods) else None,
    )


def _inherit_years(readings: tuple[Reading, ...]) -> Iterator[Reading]:
    """`'21. 3월, 9월`: a time without a year, in a row of times, has the year of the one before."""
    known: tuple[int, int] | None = None
    for reading in readings:
        point = reading.first or reading.last
        if point and known and point.years is None and not point.recurring and point.shift is None:
            point = point._replace(years=known)
            same = reading.first is reading.last
            yield reading._replace(first=point if reading.first else None, last=point if same or reading.first is None else reading.last)
        else:
            yield reading
        last = reading.last or reading.first
        known = (last and last.years) or (point and point.years) or known


def _without_brackets(cell: str) -> str:
    inner = cell[1:-1]
    return inner.strip() if cell[:1] == "(" and cell[-1:] == ")" and "(" not in inner and ")" not in inner else cell


def parse_date(text: str, year: int | None = None) -> str | None:
    """One date as ISO 8601, as exact as printed (2021, 2021-03, 2021-03-16); None for a range, a half or no date at all."""
    try:
        period = parse_period(text, year)
    except UnreadablePeriod:
        return None
    return period.first if period.first == period.last else None


@remember(4096)
def is_period(text: str) -> bool:
    """Whether a whole string, such as a column's label, is nothing but a time."""
    if len(text) > _LONGEST_LABEL:
        return False
    label = _without_brackets(text.strip())
    if label[:1] not in _FIRST_CHARACTERS or not _CANDIDATE.match(label):
        return False
    reading = read_time(label, 0)
    return reading is not None and _AS_OF_NOTE.fullmatch(label, reading.end) is not None


@remember(4096)
def column_year(label: str) -> int | None:
    """The year that a column's or row's label names (`'21년 예산현액`, `2020최종예산`); None when none, several or an open range."""
    years: set[str] = set()
    for found in find_periods(label):
        first, last = found.period.first, found.period.last
        if first is None and last is None:
            continue
        if first is None or last is None:
            return None
        years |= {first[:4], last[:4]}
    return int(years.pop()) if len(years) == 1 else None
