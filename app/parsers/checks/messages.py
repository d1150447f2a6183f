"""Findings out of failures: one clear sentence in Korean for a reader of the report."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.evidence.arithmetic import Culprit, Failure, Kind, find_culprits
from app.parsers.labels import FIRST_SYLLABLE, LAST_SYLLABLE
from app.parsers.tables.sheet import Sheet
from app.parsers.values.figures import Figure, show

_REASONS: Final = {
    # In the order in which they go before each other: what is added up is sooner misprinted than what was computed from it.
    FindingCode.SUM_MISMATCH: "부분의 합",
    FindingCode.VARIANCE_MISMATCH: "정원과 현원의 차이",
    FindingCode.REMAINING_MISMATCH: "예산과 집행의 차이",
    FindingCode.CHANGE_MISMATCH: "증감",
    FindingCode.RATE_MISMATCH: "비율",
    FindingCode.SHARE_MISMATCH: "구성비",
}
MOST_RELATED: Final = 50
THOUSAND: Final = 3


def describe(sheet: Sheet, failures: Sequence[Failure]) -> Iterator[Finding]:
    """A finding for each failure in a table; one for all that a single figure explains, under the code that says most."""
    culprits, alone = find_culprits(failures)
    dotted = {id(failure): culprit for failure in alone if (culprit := _dotted(sheet, failure))}
    alone = [failure for failure in alone if id(failure) not in dotted]
    for culprit in (*culprits, *dotted.values()):
        yield from _blame(sheet, culprit)
    for failure, others in _alike(alone):
        finding = _finding(sheet, failure)
        related = _spans(sheet.span(cell) for other in others for cell in other.cells)
        yield replace(finding, related=tuple(dict.fromkeys((*finding.related, *related)))[:MOST_RELATED])


def _dotted(sheet: Sheet, failure: Failure) -> Culprit | None:
    """The figure of a rule in which a point was printed for the comma of thousands (`38.643`), where that explains the failure."""
    for at in failure.cells:
        read = sheet.cells[at[0]][at[1]]
        if isinstance(read, Figure) and read.places == THOUSAND and "," not in read.printed:
            meant = read.value * 10**THOUSAND
            if failure.holds_with(at, meant):
                return Culprit(at, meant, (failure,))
    return None


def _alike(failures: Sequence[Failure]) -> Iterator[tuple[Failure, Sequence[Failure]]]:
    """Failures, each with those that come along with it: totals of one line that are off by the same, or were all left at 0."""
    groups: dict[tuple[object, ...], list[Failure]] = defaultdict(list)
    for at, failure in enumerate(failures):
        off = Decimal(failure.figure.value) - Decimal(failure.expected)
        lines = frozenset(cell[0] for cell in failure.terms)
        summed = failure.kind is Kind.SUM and failure.code is FindingCode.SUM_MISMATCH and failure.at[0] not in lines
        empty = not failure.figure.value
        groups[(failure.at[0], lines, "empty" if empty else off) if summed else (at,)].append(failure)
    for group in groups.values():
        first = max(group, key=lambda one: Decimal(one.expected)) if len(group) > 1 and not group[0].figure.value else group[0]
        yield first, [failure for failure in group if failure is not first]


def _blame(sheet: Sheet, culprit: Culprit) -> Iterator[Finding]:
    read = sheet.cells[culprit.at[0]][culprit.at[1]]
    assert isinstance(read, Figure)
    expected = show(culprit.value, read)
    codes = list(dict.fromkeys(failure.code for failure in culprit.failures))
    reasons = ", ".join(dict.fromkeys(_REASONS[code] for code in codes))
    name = sheet.name(culprit.at)
    message = f"'{name}' 칸은 {with_ro(read.printed)} 인쇄되었으나, {reasons} 계산에 모두 맞는 값은 {expected}입니다."
    severity = Severity.NOTICE if all(failure.slight for failure in culprit.failures) else Severity.ERROR
    cells = dict.fromkeys(cell for failure in culprit.failures for cell in failure.cells if cell != culprit.at)
    code = min(codes, key=tuple(_REASONS).index)
    yield Finding(code, severity, message, sheet.span(culprit.at), read.printed, expected, _spans(map(sheet.span, cells)))


def _finding(sheet: Sheet, failure: Failure) -> Finding:
    printed, expected = failure.figure.printed, show(failure.expected, failure.figure)
    related = _spans(sheet.span(cell) for cell in failure.terms)
    severity = Severity.NOTICE if failure.slight else Severity.ERROR
    return Finding(failure.code, severity, _message(sheet, failure, printed, expected), sheet.span(failure.at), printed, expected, related)


def _message(sheet: Sheet, failure: Failure, printed: str, expected: str) -> str:
    name = sheet.name(failure.at)
    head = f"'{name}' 칸은 {with_ro(printed)} 인쇄되었으나"
    if failure.kind is Kind.SUM and failure.code is FindingCode.SUM_MISMATCH:
        return f"{head}, 부분 {len(failure.terms)}개를 더하면 {expected}입니다."
    others = ", ".join(sheet.cell(cell).printed.split("\n")[0] or "-" for cell in failure.terms)
    tail = "(반올림하지 않고 버린 값으로 보임)" if failure.slight else ""
    return f"{head}, 함께 인쇄된 값({others})으로 계산하면 {expected}입니다{tail}."


def join_doubles(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each printed figure: what a later check says of it is added to the first one's message."""
    kept: dict[tuple[int, str], Finding] = {}
    for at, finding in enumerate(findings):
        digits = _NO_DIGIT.sub("", finding.printed or "") if finding.code in _ACCUSING else ""
        key = (finding.span.first, digits) if digits else (-at, "")
        first = kept.get(key)
        kept[key] = _joined(first, finding) if first else finding
    yield from kept.values()


def _joined(first: Finding, other: Finding) -> Finding:
    if first == other:
        return first
    message = first.message if other.message in first.message else f"{first.message} {other.message}"
    severity = min(first.severity, other.severity, key=tuple(Severity).index)
    return replace(first, message=message, severity=severity, related=tuple(dict.fromkeys((*first.related, *other.related)))[:MOST_RELATED])


_NO_DIGIT: Final = re.compile(r"[^\d.]")
_ACCUSING: Final = frozenset((*_REASONS, FindingCode.STATED_TWICE))


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))[:MOST_RELATED]


def with_ro(text: str) -> str:
    """A text with the particle (으)로, as its last letter is read.

    >>> with_ro("1,250"), with_ro("154"), with_ro("41.1%"), with_ro("31건"), with_ro("7대")
    ('1,250으로', '154로', '41.1%로', '31건으로', '7대로')
    """
    last = next((letter for letter in reversed(text) if letter.isalnum() or letter == "%"), "")
    if FIRST_SYLLABLE <= last <= LAST_SYLLABLE:
        final = (ord(last) - ord(FIRST_SYLLABLE)) % 28
        return text + ("로" if final in (0, 8) else "으로")
    return text + ("으로" if last in "036" and last else "로")
