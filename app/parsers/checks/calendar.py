"""Times that contradict themselves: a day of the week, years counted, a duration beside its period.

`2023. 5. 16(화)` names a day that the calendar knows, where the year is printed with it. `5개년('16~'21)` counts years, both
the first and the last; `5년간` may count from one to the next, so one more or less is no contradiction there.

>>> [weekday_of(2023, 5, 16), weekday_of(2021, 2, 29)]
['화', None]
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.durations import check_durations
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.labels import DATE_IN_FULL, PLAN_WORD, WEEKDAY_ENDING, WEEKDAYS, YEAR_ENDING, YEARS_COUNTED
from app.parsers.outline.passages import Passage
from app.parsers.values.period_points import full_year

_DAY: Final = re.compile(DATE_IN_FULL + rf"\(\s?(?P<weekday>[{WEEKDAYS}]){WEEKDAY_ENDING}\s?[),]")
_YEAR: Final = r"(?:(?:19|20)\d\d|'\d\d)"
_SPAN: Final = rf"(?P<first>{_YEAR}){YEAR_ENDING}\s?[~-]\s?(?P<last>{_YEAR}){YEAR_ENDING}"
_COUNT: Final = rf"(?P<count>\d{{1,2}})\s?{YEARS_COUNTED}"
_YEARS: Final = (re.compile(rf"{_COUNT}\s?{PLAN_WORD}\s?\(\s?{_SPAN}\s?\)"), re.compile(rf"{_SPAN}\s?\(\s?{_COUNT}\s?\)"))


def check_calendar(subject: Subject) -> Iterator[Finding]:
    """Days, years and durations in running text that contradict themselves."""
    for passage in subject.passages:
        yield from _check_days(passage)
        yield from _check_years(passage)
        yield from check_durations(passage, subject.reading.year)


def _check_days(passage: Passage) -> Iterator[Finding]:
    for match in _DAY.finditer(passage.text) if "(" in passage.text else ():
        expected = weekday_of(_year(match["year"]), int(match["month"]), int(match["day"]))
        if expected and expected != match["weekday"]:
            yield _finding(passage, match, match["weekday"], expected, f"그날은 {expected}요일입니다.")


def _check_years(passage: Passage) -> Iterator[Finding]:
    for pattern in _YEARS if YEARS_COUNTED in passage.text else ():
        for match in pattern.finditer(passage.text):
            years = _year(match["last"]) - _year(match["first"]) + 1
            if years > 1 and years != int(match["count"]):
                expected = f"{years}{YEARS_COUNTED}"
                yield _finding(passage, match, f"{match['count']}{YEARS_COUNTED}", expected, f"함께 인쇄된 기간은 {expected}입니다.")


def _finding(passage: Passage, match: re.Match[str], printed: str, expected: str, reason: str) -> Finding:
    message = f"'{match.group().strip()}'에 {with_ro(printed)} 인쇄되었으나, {reason}"
    span = passage.span(match.start(), match.end())
    return Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, span, printed, expected, (passage.span(),))


def weekday_of(year: int, month: int, day: int) -> str | None:
    """The day of the week of a date; None where the calendar has no such day."""
    try:
        return WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return None


def _year(printed: str) -> int:
    return int(printed) if len(printed) > len("'21") else full_year(int(printed[1:]))
