"""The remainder: every number of the print is held by a fact, or measures nothing, or a finding says that it was not read.

The print is gone through line by line, not what the finders have recognised: what they miss would otherwise be missed twice, once as
a fact and once in the count. Markup is no print. `coverage` is the share of the measuring numbers that facts hold.

Findings: `unread_number`, one for a run of numbers of a line that no fact holds; `printed` is the line from the first of them to the last.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from app.models.facts import FactBase
from app.models.finding import Finding, FindingCode, Severity
from app.models.report import Coverage, NumberCount
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.facts.claims import Claims
from app.parsers.facts.dismissed import measuring_numbers
from app.parsers.facts.regions import Regions
from app.parsers.places.half_read import Reading
from app.parsers.values.tokens import Number, find_numbers

_TAG: Final = re.compile(r"<[/!]?[A-Za-z-][^<>]*>|&#?[0-9A-Za-z]{1,8};")
LEAST_FIGURE: Final = 3
"""Digits of a number that no label bears without a unit."""

_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
FARTHEST: Final = 60
"""Letters between two numbers of one finding."""

_MESSAGES: Final = {
    False: "이 줄의 숫자가 어느 항목으로도 읽히지 않았습니다.",
    True: "숫자가 잘렸거나 붙었거나 잘못 적혀 읽을 수 없습니다.",
}
_TELLING: Final = frozenset([FindingCode.UNREAD_NUMBER, FindingCode.RAGGED_ROW])
_NOT_BREAK: Final = re.compile(r"[^\n]")


class Printed(NamedTuple):
    """A measuring number at its place in the print."""

    line: int
    number: Number
    text: str
    held: bool
    table: str | None


def find_remainder(reading: Reading, facts: Sequence[FactBase]) -> tuple[Printed, ...]:
    """Every measuring number of the print, and whether a fact holds it."""
    claims, regions, tables = Claims(facts), Regions(reading), _tables_by_line(reading)
    return tuple(
        Printed(line, number, text, claims.hold(line, number.first, number.last), tables.get(line))
        for line, text in enumerate(_without_markup(reading.received), 1)
        for number in measuring_numbers(text)
        if not _is_placed(regions, line, number, text)
    )


def _tables_by_line(reading: Reading) -> dict[int, str]:
    return {
        line: table.table.id for table in reading.tables for row in table.table.rows for line in range(row.span.first, row.span.last + 1)
    }


def _without_markup(received: Sequence[str]) -> list[str]:
    """The lines folded, with blanks in place of tags and entities, so that every character stays where it is."""
    text = fold("\n".join(received))
    if "<" in text or "&" in text:
        text = _TAG.sub(lambda tag: _NOT_BREAK.sub(" ", tag.group()), text)
    return text.split("\n")


def _is_placed(regions: Regions, line: int, number: Number, text: str) -> bool:
    """Whether a number only numbers or names something by its place: a heading, a page, a row or column of a table."""
    if regions.is_layout(line, number.first, number.last):
        return True
    printed = text[number.first : number.last]
    counted = number.unit is None and len(printed) >= LEAST_FIGURE and not _YEAR.fullmatch(printed)
    figure = number.fault is not None or "," in printed or "." in printed or number.unit is not None or counted
    return not figure and regions.is_label(line, number.first, number.last, printed)


def check_remainder(remainder: Sequence[Printed], reading: Reading, told: Iterable[Finding]) -> Iterator[Finding]:
    """A finding for every run of numbers that no fact holds and no other finding quotes."""
    quoted = _Quotes(told)
    unread = [one for one in remainder if not one.held and not quoted.hold(one)]
    run: list[Printed] = []
    for one in unread:
        if run and not _goes_on(run[-1], one):
            yield _unread(run, reading)
            run = []
        run.append(one)
    if run:
        yield _unread(run, reading)


def _goes_on(before: Printed, one: Printed) -> bool:
    near = one.line == before.line and one.number.start - before.number.end <= FARTHEST
    return near and (one.number.fault is None) == (before.number.fault is None)


def _unread(run: Sequence[Printed], reading: Reading) -> Finding:
    first, last = run[0], run[-1]
    span = Span(first.line, first.line, first.number.start, last.number.end)
    message = _MESSAGES[first.number.fault is not None]
    return Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, span, printed=reading.printed(span))


class _Quotes:
    """The figures that findings quote as unread, by line."""

    def __init__(self, told: Iterable[Finding]) -> None:
        self._quoted: dict[int, set[str]] = defaultdict(set)
        for finding in told:
            if finding.code in _TELLING and finding.printed:
                texts = {_digits(number, text) for text in fold(finding.printed).split("\n") for number in find_numbers(text)}
                for line in range(finding.span.first, finding.span.last + 1):
                    self._quoted[line] |= texts

    def hold(self, one: Printed) -> bool:
        """Whether a finding on its line quotes a number."""
        return one.line in self._quoted and _digits(one.number, one.text) in self._quoted[one.line]


def _digits(number: Number, text: str) -> str:
    return text[number.first : number.last]


def measure_coverage(remainder: Sequence[Printed], reading: Reading) -> Coverage:
    """How many measuring numbers stand in tables and in text, and how many of them facts hold."""
    numbers = Counter(one.table for one in remainder)
    held = Counter(one.table for one in remainder if one.held)
    counts = {table.table.id: NumberCount(numbers[table.table.id], held[table.table.id]) for table in reading.tables}
    tables = NumberCount(sum(count.numbers for count in counts.values()), sum(count.read for count in counts.values()))
    return Coverage(tables, NumberCount(numbers[None], held[None]), counts)
