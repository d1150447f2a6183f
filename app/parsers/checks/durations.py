"""How long something takes, against the days between which it is said to take place: `'23. 4. 1 ~ '29. 8. 30 (60개월)`.

Both ends may be counted or only one, so a day or a month more or less is no contradiction.

>>> from app.parsers.values.periods import find_periods
>>> [months_between("2023-04-01", "2029-08-30"), days_between("2021-03-16", "2021-03-20")]
[77, 5]
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.models.facts import Period
from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.labels import DAYS_TOLD, DURATION_TOLD, MONTHS_TOLD, NIGHTS_TOLD
from app.parsers.outline.passages import Passage
from app.parsers.values.periods import FoundPeriod, find_periods

_DURATION: Final = re.compile(DURATION_TOLD)
_NIGHTS: Final = re.compile(NIGHTS_TOLD)
_TO_THE_MONTH: Final = 7
_TO_THE_DAY: Final = 10
"""Letters of a date: `2023-04`, `2023-04-01`."""


def check_durations(passage: Passage, year: int | None) -> Iterator[Finding]:
    """A duration in brackets that its period contradicts; only where the passage has one of each."""
    text = passage.text
    if "(" not in text or ("~" not in text and "-" not in text):
        return
    found = [*_DURATION.finditer(text), *_NIGHTS.finditer(text)]
    ranges = _ranges(text, year) if len(found) == 1 else []
    if len(ranges) == 1 and _is_beside(text, found[0], ranges[0].start, ranges[0].end):
        yield from _compare(passage, found[0], ranges[0].period)


def _ranges(text: str, year: int | None) -> list[FoundPeriod]:
    """The periods that end later than they begin."""
    return [one for one in find_periods(text, year) if one.period.first and one.period.last and one.period.first != one.period.last]


def _compare(passage: Passage, match: re.Match[str], period: Period) -> Iterator[Finding]:
    """A duration against its period, where both ends are known to the month or the day that it counts."""
    in_months = match.re is _DURATION and match["unit"] == MONTHS_TOLD
    first, last = period.first or "", period.last or ""
    if min(len(first), len(last)) < (_TO_THE_MONTH if in_months else _TO_THE_DAY):
        return
    actual = months_between(first, last) if in_months else days_between(first, last)
    if abs(int(match["count"]) - actual) > 1:
        expected = f"{actual}{MONTHS_TOLD if in_months else DAYS_TOLD}"
        printed = match.group().strip("() ")
        message = f"{with_ro(printed)} 인쇄되었으나, 인쇄된 기간({period.text})은 {expected}입니다."
        span = passage.span(match.start(), match.end())
        yield Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, span, printed, expected, (passage.span(),))


def _is_beside(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Right behind the period (or read as its end), or before it with only a colon between."""
    if match.start() >= start:
        return not text[end : match.start()].strip(" .")
    return match.end() <= start and not text[match.end() : start].strip(" :")


def months_between(first: str, last: str) -> int:
    """Months from one to the other, both begun ones counted."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def days_between(first: str, last: str) -> int:
    """Days from one to the other, both counted."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
