"""Of when a report is: its fiscal year, the day it was issued, the date that its figures are of.

A report of a department's work is of the year on its title page, else of the one that most of its dates speak of. Other
pages say it in their own words, and the day they were written is not it: a settlement of 2030 is published in 2031, a
budget of 2031 is explained in 2030. The ways of saying it are tried strongest first; where none is found the year stays
open, for a year that is only guessed would be printed beside every figure.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.report import Hints
from app.parsers.labels import (
    ACCOUNT_YEAR,
    AS_OF_DATE,
    AS_OF_KEY,
    AS_OF_WORDS,
    BASE_YEAR,
    BUDGET_YEAR,
    COMPARED_YEAR,
    CURRENT_YEAR,
    DATE_BEHIND_NAME,
    DATED_YEAR,
    ISSUED_DATE,
    ISSUED_KEYS,
    KEYED_DATE,
    MONTH_END,
    NEXT_YEAR_WORDS,
    NUMBERED_DATE,
    SAID_YEAR,
    SESSION_WORDS,
    SETTLED_YEAR,
    TITLE_YEAR,
    TITLED_YEAR,
    UPDATED_KEYS,
    WEEKDAY_NOTE,
    YEAR_KEYS,
)
from app.parsers.lines.lines import Line
from app.parsers.outline.particulars import Particular
from app.parsers.values.periods import parse_date

_LONGEST_SESSION: Final = 50
_LONGEST_HEAD: Final = 300  # characters of a line at the head of a page
_LONGEST_TITLE: Final = 40
_TITLE_LINES: Final = 3  # lines at the head of a page that may be its title
_MAJORITY: Final = 0.6
_BESIDE: Final = 2  # years that stand side by side
_YEAR: Final = r"(?:(?<!\d)(?P<long>(?:19|20)\d{2})|(?:'|(?<![\d.,]))(?P<short>\d{2}))"
_DAY: Final = re.compile(KEYED_DATE)
_AS_OF: Final = re.compile(rf"(?P<date>{AS_OF_DATE})\s*(?:{'|'.join(AS_OF_WORDS)})|{AS_OF_KEY}(?P<after>{AS_OF_DATE})")
_COMPARED: Final = re.compile(COMPARED_YEAR)
_AS_OF_WORD: Final = re.compile("|".join(AS_OF_WORDS))


@dataclass(frozen=True, slots=True)
class Page:
    """What the dates of a report are read from: all lines, those of the title page, those at the head, its particulars.

    reports: whether it is a report of works, by its title or its chapters.
    """

    lines: Sequence[Line]
    front: Sequence[Line]
    head: Sequence[Line]
    particulars: Sequence[Particular]
    reports: bool


def find_session(text: str) -> str | None:
    """A council session's name in a line, or None."""
    return text if any(word in text for word in SESSION_WORDS) and len(text) <= _LONGEST_SESSION else None


def find_as_of(text: str, year: int | None) -> str | None:
    """The date of `('21.1.31. 기준)`, `(5.31.현재)` or `기준일 : 2021. 1. 31.`, ISO 8601; without a year of its own it is of `year`."""
    match = _AS_OF.search(text) if _AS_OF_WORD.search(text) else None
    if not match:
        return None
    date = (match["date"] or match["after"]).strip().removesuffix(MONTH_END).strip()
    return parse_date(date, year)


def _full(match: re.Match[str]) -> int:
    parts = match.groupdict()
    return int(parts["long"]) if parts.get("long") else _century(int(parts.get("short") or parts["bare"]))


def _is_compared(match: re.Match[str]) -> bool:
    """Whether a page only compares its own year with this one (`2030년말에 비해`), or tells since then."""
    year = max(match.span(group)[1] for group in match.groupdict())
    return _COMPARED.match(match.string, year) is not None


def _century(year: int) -> int:
    return 1900 + year if year >= 50 else 2000 + year


# --- the fiscal year -----------------------------------------------------------------------------------------------------


def _in_head(pattern: str, lines: int | None = None) -> Callable[[Page], int | None]:
    """The first year at the head of a page, or in its first few lines, that stands before certain words."""
    wanted = re.compile(_YEAR + pattern)

    def read(page: Page) -> int | None:
        titles = [line for line in page.head[:lines] if lines is None or len(line.body) <= _LONGEST_TITLE]
        found = (wanted.search(line.body[:_LONGEST_HEAD]) for line in titles)
        return next((_full(match) for match in found if match and not _is_compared(match)), None)

    return read


def _keyed_year(page: Page) -> int | None:
    values = (re.match(r"(?:19|20)\d{2}", one.value) for one in page.particulars if one.key in YEAR_KEYS)
    return next((int(match.group()) for match in values if match), None)


def _titled_year(page: Page) -> int | None:
    matches = (TITLED_YEAR.search(line.body) for line in page.front if not find_session(line.body))
    return next((_full(match) for match in matches if match), None)


def _issued_year(page: Page) -> int | None:
    dates = (parse_date(line.body) for line in page.front if ISSUED_DATE.fullmatch(line.body))
    return next((int(date[:4]) for date in dates if date), None)


def _as_of_year(page: Page) -> int | None:
    found = (find_as_of(line.body, None) for line in page.lines if _AS_OF_WORD.search(line.body))
    return next((int(date[:4]) for date in found if date and date[:4].isdigit()), None)


def _current_year(page: Page) -> int | None:
    """The year of the column that is called this one: the latest, where a caption was not brought up to date."""
    wanted = re.compile(_YEAR + CURRENT_YEAR)
    return max((_full(match) for line in page.lines for match in wanted.finditer(line.body)), default=None)


def _years(page: Page, pattern: re.Pattern[str]) -> Counter[int]:
    """How often each year is spoken of, the lines left out that say when a page was written or touched."""
    dated = {one.at for one in page.particulars if one.key in ISSUED_KEYS | UPDATED_KEYS}
    lines = (line for at, line in enumerate(page.lines) if page.reports or at not in dated)
    return Counter(_full(match) for line in lines for match in pattern.finditer(line.body))


def _most_dated(page: Page) -> int | None:
    """The year that most dates of a report speak of."""
    voted = _years(page, DATED_YEAR) if page.reports else None
    return voted.most_common(1)[0][0] if voted else None


def _only_year(page: Page) -> int | None:
    """The only year of a page, or the one it speaks of nearly always; one that it only compares with is before its own."""
    year = _prevailing_year(page)
    return year if year is not None and _is_told(page, year) else None


def _is_told(page: Page, year: int) -> bool:
    """Whether a year stands anywhere but before what a page compares with it (`2030년말에 비해`), or tells since then."""
    found = (match for line in page.lines for match in DATED_YEAR.finditer(line.body))
    return any(_full(match) == year and not _is_compared(match) for match in found)


def _prevailing_year(page: Page) -> int | None:
    """The only year of a page, or the one it speaks of nearly always."""
    dated, said = _years(page, DATED_YEAR), _years(page, SAID_YEAR)
    if len(dated) == 1:
        return next(iter(dated))
    if not said:
        return None
    if len(said) == _BESIDE and max(said) - min(said) == 1:
        return max(said)  # this year and the one before it, side by side
    year, count = said.most_common(1)[0]
    return year if count > _MAJORITY * said.total() and count > 1 else None


_OF_REPORTS: Final = (_titled_year, _issued_year, _as_of_year, _most_dated)
_OF_PAGES: Final = (
    _keyed_year,
    _in_head(SETTLED_YEAR),
    _in_head(ACCOUNT_YEAR),
    _in_head(BASE_YEAR),
    _current_year,
    _in_head(BUDGET_YEAR),
    _in_head(TITLE_YEAR, _TITLE_LINES),
    _as_of_year,
    _only_year,
)


def read_year(page: Page, hints: Hints) -> int | None:
    """The fiscal year of a report, before anything else is read: dates without a year are of this one."""
    readers = _OF_REPORTS if page.reports else _OF_PAGES
    found = next((year for read in readers if (year := read(page)) is not None), None)
    if found is not None or not hints.issued:
        return found
    issued = parse_date(hints.issued)
    return int(issued[:4]) if issued else None


def read_spoken(page: Page, year: int | None, issued: str | None) -> int | None:
    """The year in which a text is said, from which 작년, 올해 and 내년 count: of its day, else its own where it tells of no next one.

    What has been settled is told in a later year, and which one is not known.
    """
    if issued:
        return int(issued[:4])
    if not page.reports and _in_head(SETTLED_YEAR)(page) is not None:
        return None
    return None if any(word in line.body for line in page.lines for word in NEXT_YEAR_WORDS) else year


# --- the day of issue, and the date that figures are of ---------------------------------------------------------------------


def read_issued(page: Page) -> str | None:
    """The day that a report was written: behind a key that says so, alone on a line of the title page, behind a number or a name."""
    return next(_issued_dates(page), None)


def _issued_dates(page: Page) -> Iterator[str]:
    front = {id(line) for line in page.front}
    keyed = (one for one in page.particulars if one.key in ISSUED_KEYS)
    texts = (one.value for one in keyed if not page.reports or id(page.lines[one.at]) in front)
    yield from filter(None, map(_day, texts))
    yield from filter(None, (_whole_day(line.body) for line in page.front))
    yield from filter(None, (_day_behind(line.body[:_LONGEST_HEAD]) for line in page.head))


def _day_behind(text: str) -> str | None:
    """The date behind the number of a notice, or behind the name of whoever gives it."""
    match = NUMBERED_DATE.search(text) or DATE_BEHIND_NAME.fullmatch(text)
    if not match or find_session(text):
        return None
    return _day(match["date"]) or parse_date(match["date"].strip())


def _whole_day(text: str) -> str | None:
    """The date that is all a line says, perhaps with its day of the week."""
    whole = WEEKDAY_NOTE.sub("", text).strip()
    return parse_date(whole) if ISSUED_DATE.fullmatch(whole) else None


def _day(text: str) -> str | None:
    """The date that a value opens with, as exact as printed."""
    match = _DAY.match(text)
    if match:
        parts = [match["year"], match["month"], *([match["day"]] if match["day"] else [])]
        return parse_date(". ".join(parts) + ".")
    return _whole_day(text)


def report_as_of(lines: Sequence[Line], year: int | None) -> str | None:
    """The date most figures are of; a report of January speaks of the end of the year before."""
    found = [date for line in lines if (date := find_as_of(line.body, year))]
    for near in (year, year - 1) if year else ():
        dates = Counter(date for date in found if date[:4] == str(near))
        if dates:
            return max(dates, key=lambda date: (dates[date], date))
    return None
