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

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.labels import DURATION_TOLD, MONTHS_TOLD, NIGHTS_TOLD
from app.parsers.outline.passages import Passage
from app.parsers.values.periods import find_periods

_DURATION: Final = re.compile(DURATION_TOLD)
_NIGHTS: Final = re.compile(NIGHTS_TOLD)


def check_durations(passage: Passage, year: int | None) -> Iterator[Finding]:
    """A duration in brackets that its period contradicts; only where the passage has one of each."""
    text = passage.text
    if "(" not in text or ("~" not in text and "-" not in text):
        return
    found = [*_DURATION.finditer(text), *_NIGHTS.finditer(text)]
    if len(found) != 1:
        return
    match = found[0]
    in_months = match.re is _DURATION and match["unit"] == MONTHS_TOLD
    length = 7 if in_months else 10
    ranges = [one for one in find_periods(text, year) if one.period.first and one.period.last and one.period.first != one.period.last]
    if len(ranges) != 1 or not _is_beside(text, match, ranges[0].start, ranges[0].end):
        return
    first, last = ranges[0].period.first or "", ranges[0].period.last or ""
    if min(len(first), len(last)) < length:
        return
    count = int(match["count"])
    actual = months_between(first, last) if in_months else days_between(first, last)
    if abs(count - actual) > 1:
        unit = "개월" if in_months else "일"
        message = f"{with_ro(match.group().strip('() '))} 인쇄되었으나, 인쇄된 기간({ranges[0].period.text})은 {actual}{unit}입니다."
        span = passage.span(match.start(), match.end())
        yield Finding(
            FindingCode.STATED_TWICE, Severity.ERROR, message, span, match.group().strip("() "), f"{actual}{unit}", (passage.span(),)
        )


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
