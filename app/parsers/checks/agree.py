"""One figure of one thing, stated in two places: the total of a body's posts in two tables, an item of one year in table and text.

Two facts say the same where everything but their value is the same: what was measured, of whom, when, in which unit. Such
figures differ mostly because they are of different things after all, so only a slip is reported: a digit changed, left out or
put in, or two of them exchanged. Where a third place agrees with one of the two, the other is the misprint.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from app.models.facts import Basis, Headcount, Indicator
from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.models.span import Span
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.values.figures import Value, looks_misprinted

LEAST_DIGITS: Final = 4
"""Figures with fewer digits are soon a slip away from each other."""
LEAST_STAFF: Final = 3
MOST_PLACES: Final = 12
SHORTEST: Final = 3
"""A name with fewer letters says too little."""

Key = tuple[object, ...]


class Stated(NamedTuple):
    """A figure as it was stated somewhere. `place`: its table, or its line."""

    name: str
    value: Value
    printed: str
    span: Span
    place: object


def check_agreement(subject: Subject) -> Iterator[Finding]:
    """Figures of one thing that differ by a slip."""
    found: Mapping[Key, list[Stated]] = defaultdict(list)
    for fact in subject.facts:
        key = _key(fact)
        if key and isinstance(fact, Indicator | Headcount):
            found[key].append(_stated(subject, fact))
    for stated in found.values():
        if 1 < len(stated) <= MOST_PLACES:
            yield from _compare(stated)


def _stated(subject: Subject, fact: Indicator | Headcount) -> Stated:
    value, name = (fact.value or 0, fact.name) if isinstance(fact, Indicator) else (fact.persons, fact.category)
    spot = fact.at.get("value" if isinstance(fact, Indicator) else "persons")
    printed = subject.reading.received[spot.line - 1][spot.start : spot.end].strip() if spot else f"{value:,}"
    return Stated(name, value, printed, fact.span, fact.table or fact.span.first)


def _key(fact: object) -> Key | None:
    """What a figure is of; None where that is not told well enough."""
    if isinstance(fact, Headcount):
        return _of_staff(fact)
    return _of_item(fact) if isinstance(fact, Indicator) and _is_told(fact) else None


def _of_staff(fact: Headcount) -> Key | None:
    whom = (fact.government, fact.bureau, fact.department)
    what = (fact.measure, name_key(fact.category), fact.grade, fact.as_of or fact.fiscal_year)
    return ("staff", *whom, *what) if fact.department and len(str(fact.persons)) >= LEAST_STAFF else None


def _is_told(fact: Indicator) -> bool:
    digits = str(fact.value).replace(".", "").strip("0")
    dated = fact.period is not None or fact.fiscal_year is not None
    plain = fact.value is not None and fact.bound is None and fact.step is None
    return plain and dated and len(digits) >= LEAST_DIGITS and len(name_key(fact.name)) >= SHORTEST


def _of_item(fact: Indicator) -> Key:
    whom = (fact.government, fact.bureau, fact.department, fact.project)
    what = (name_key(fact.name), name_key(fact.subject or ""), tuple(sorted(fact.dimensions.items())))
    when = (fact.fiscal_year, fact.as_of, fact.period.text if fact.period else None)
    return ("indicator", *whom, *what, *when, fact.unit, fact.basis or Basis.ACTUAL)


def _compare(stated: Sequence[Stated]) -> Iterator[Finding]:
    """Each place that differs from the others by a slip, once."""
    places = {one.place: one for one in reversed(stated)}
    if len(places) < len(stated) or len(places) < 2:
        return  # one table states it twice: these are two things
    values = [one.value for one in stated]
    common = max(values, key=values.count)
    first = next(one for one in stated if one.value == common)
    for other in stated:
        if other.value != common and looks_misprinted(other.value, common, 0):
            yield _finding(first, other)


def _finding(first: Stated, other: Stated) -> Finding:
    printed, expected = other.printed, first.printed
    places = f"{first.span.first}행에는 {with_ro(expected)}, {other.span.first}행에는 {with_ro(printed)}"
    message = f"'{other.name}'이(가) {places} 다르게 인쇄되었습니다."
    return Finding(FindingCode.STATED_TWICE, Severity.NOTICE, message, other.span, printed, expected, (first.span,))
