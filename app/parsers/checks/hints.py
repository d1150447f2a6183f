"""What the sender said of a report against what is printed in it.

A hint never overrides the print; where the two disagree, the print stands and a notice says so. A hint that only says it
in other words does not disagree: `영등포구` is `서울특별시 영등포구`, a department may report within its bureau, a date may be
less exact, and a title may be shorter than the printed one.
"""

from collections.abc import Iterator
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.models.span import Span
from app.parsers.bodies.governments import resolve
from app.parsers.characters.normalise import fold
from app.parsers.checks.subject import Subject
from app.parsers.checks.sums import similarity
from app.parsers.places.half_read import Reading
from app.parsers.values.periods import column_year, parse_date

LEAST_ALIKE: Final = 0.3
"""Titles of one report share at least so many of their pairs of letters."""


def check_hints(subject: Subject) -> Iterator[Finding]:
    """A notice for each hint that the print contradicts."""
    reading, hints = subject.reading, subject.hints
    yield from _check_government(reading, hints.government)
    yield from _check_department(reading, hints.department)
    yield from _check_issued(reading, hints.issued)
    yield from _check_title(reading, hints.title)


def _contradiction(reading: Reading, what: str, hint: str, printed: str) -> Finding:
    message = f"보낸 쪽이 알린 {what} '{hint}'이(가) 보고서에 인쇄된 '{printed}'과(와) 다릅니다. 인쇄된 값을 따랐습니다."
    return Finding(FindingCode.HINT_CONTRADICTED, Severity.NOTICE, message, _place(reading, printed), printed, hint)


def _place(reading: Reading, printed: str) -> Span:
    """The first line that says so; the first line of all where it follows from several."""
    key = name_key(printed)
    last = name_key(printed.rsplit(maxsplit=1)[-1]) if printed.split() else key
    for wanted in (key, last):
        found = next((line.span for line in reading.lines if line.body and wanted in name_key(line.body)), None)
        if found:
            return found
    return next((line.span for line in reading.lines if line.body), Span(1, 1))


def _check_government(reading: Reading, hint: str | None) -> Iterator[Finding]:
    printed = reading.meta.government
    if hint and printed:
        meant = resolve(hint)
        if printed not in meant and name_key(hint) != name_key(printed):
            yield _contradiction(reading, "자치단체", hint, printed)


def _check_department(reading: Reading, hint: str | None) -> Iterator[Finding]:
    printed = reading.meta.department or reading.meta.bureau
    if hint and printed and not _is_of_reporter(reading, name_key(hint)):
        yield _contradiction(reading, "부서", hint, printed)


def _is_of_reporter(reading: Reading, key: str) -> bool:
    """Whether a name ends with the reporter's; where only a bureau reports, one of its departments may be meant."""
    known = [name_key(name) for name in (reading.meta.department, reading.meta.bureau) if name]
    if key.endswith(tuple(known)):
        return True
    departments = () if reading.meta.department else (place.body.department for place in reading.places)
    return any(name_key(department) == key for department in departments if department)


def _check_issued(reading: Reading, hint: str | None) -> Iterator[Finding]:
    printed = reading.meta.issued
    date = parse_date(fold(hint)) if hint else None
    if not hint or not date:
        return
    if printed and not (printed.startswith(date) or date.startswith(printed)):
        yield _contradiction(reading, "발행일", hint, printed)
    elif not printed and reading.year and abs(int(date[:4]) - reading.year) > 1:
        yield _contradiction(reading, "발행일", hint, str(reading.year))


def _check_title(reading: Reading, hint: str | None) -> Iterator[Finding]:
    printed = reading.meta.title
    if not hint:
        return
    year = column_year(fold(hint))
    if year and reading.year and year != reading.year:
        yield _contradiction(reading, "회계연도", str(year), str(reading.year))
    elif printed and similarity(name_key(hint), name_key(printed)) < LEAST_ALIKE:
        yield _contradiction(reading, "제목", hint, printed)
