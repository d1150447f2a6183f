"""Means that a text prints beside their whole: `1,150명(월평균 230명)` of five months, `의회(15) : 정원 514명(평균 34명)`.

Of how many a mean is, is told by the number in brackets behind a group's name, by `15개 시군`, or by the month up to which a list
of monthly figures goes (`추진실적(5.31.현재)`). A mean may be rounded, cut off or rounded up; which of these a report does is seen
from its other means. One that is off by a whole of its last digit or more is a misprint in any case.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.claims import Amounts
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.labels import CURRENT_WORDS, MEAN_WORD, MONTH_TOLD, MONTHLY_MEAN, NUMBERED_GROUP, PER_GROUP
from app.parsers.outline.passages import Passage
from app.parsers.values.figures import looks_misprinted
from app.parsers.values.tokens import Number, find_numbers

_COUNTED: Final = re.compile(r"(?P<group>[가-힣]{1,8})\s?\(\s?(?P<count>\d{1,3})\s?\)\s?:")
_NUMBERED: Final = re.compile(NUMBERED_GROUP)
_MEAN: Final = re.compile(rf"\(\s?(?P<group>[가-힣]{{0,4}})\s?{MEAN_WORD}\s?(?=\d)")
_PER_GROUP: Final = re.compile(PER_GROUP)
_MONTHLY: Final = re.compile(rf"\(\s?{MONTHLY_MEAN}\s?(?=\d)")
_UP_TO: Final = re.compile(rf"{MONTH_TOLD}(?:{'|'.join(CURRENT_WORDS)})")
_LOOK_BACK: Final = 24
NEAR: Final = 0.2
_WAYS: Final = (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING)


class Mean(NamedTuple):
    """A mean with its whole and the number of those that it is of."""

    passage: Passage
    start: int
    end: int
    printed: str
    value: Decimal
    step: Decimal
    whole: Decimal
    shared_by: int

    @property
    def quotient(self) -> Decimal:
        """The mean as it comes out, in steps of its last digit."""
        return self.whole / self.shared_by / self.step

    def fits(self, way: str) -> bool:
        """Whether the print comes of rounding in one way."""
        return self.value / self.step == self.quotient.quantize(Decimal(1), way)


def check_means(subject: Subject) -> Iterator[Finding]:
    """Means that their whole contradicts, by the way in which the report rounds."""
    means = list(_means(subject))
    slight = [mean for mean in means if abs(mean.quotient - mean.value / mean.step) < 1]
    cut = [way for way in _WAYS if all(mean.fits(way) for mean in slight)]
    for mean in means:
        off = not mean.fits(ROUND_HALF_UP) if not cut else mean not in slight
        if off and looks_misprinted(mean.value, mean.quotient * mean.step, NEAR):
            yield _finding(mean, Severity.NOTICE if mean in slight else Severity.ERROR)


def _finding(mean: Mean, severity: Severity) -> Finding:
    rounded = mean.quotient.quantize(Decimal(1), ROUND_HALF_UP) * mean.step
    expected = f"{rounded:,f}" if mean.step < 1 else f"{int(rounded):,}"
    message = f"평균이 {with_ro(mean.printed)} 인쇄되었으나, {mean.whole:,f}을(를) {with_ro(str(mean.shared_by))} 나누면 {expected}입니다."
    span = mean.passage.span(mean.start, mean.end)
    return Finding(FindingCode.SUM_MISMATCH, severity, message, span, mean.printed, expected, (mean.passage.span(),))


def _means(subject: Subject) -> Iterator[Mean]:
    passages = [passage for passage in subject.passages if MEAN_WORD in passage.text]
    if not passages:
        return
    groups = _groups(passage.text for passage in subject.passages)
    counted = _by_unit(passage.text for passage in subject.passages)
    for passage in passages:
        amounts = Amounts.of(passage.text)
        yield from _of_groups(passage, amounts, groups)
        yield from _per_group(passage, amounts, groups, counted)
    for place in subject.reading.places:
        months = _months(subject.reading.lines[place.part.first].body) if place.part.first >= 0 else None
        for unit in place.units if months else ():
            yield from _of_months(unit.passage, months or 1)


def _groups(texts: Iterable[str]) -> dict[str, int]:
    """How many there are of each group that a report names with its number; none where it gives two."""
    found: dict[str, set[int]] = {}
    for text in texts:
        for match in (*_COUNTED.finditer(text), *_NUMBERED.finditer(text)):
            found.setdefault(match["group"], set()).add(int(match["count"]))
    return {group: next(iter(counts)) for group, counts in found.items() if len(counts) == 1}


def _months(heading: str) -> int | None:
    found = [int(match["month"]) for match in _UP_TO.finditer(heading)]
    return found[0] if len(found) == 1 and 1 < found[0] <= 12 else None


def _of_groups(passage: Passage, amounts: Amounts, groups: Mapping[str, int]) -> Iterator[Mean]:
    own = _COUNTED.search(passage.text)
    for match in _MEAN.finditer(passage.text):
        count = int(own["count"]) if own and own.end() <= match.start() and not match["group"] else groups.get(match["group"])
        if count and count > 1:
            yield from _mean(passage, amounts, match, count)


def _of_months(passage: Passage, months: int) -> Iterator[Mean]:
    if MEAN_WORD in passage.text:
        amounts = Amounts.of(passage.text)
        for match in _MONTHLY.finditer(passage.text):
            yield from _mean(passage, amounts, match, months)


def _by_unit(texts: Iterable[str]) -> dict[str, list[Number]]:
    """The different figures of a report by unit, in the order of their values."""
    found: dict[str, dict[Decimal, Number]] = {}
    for text in texts:
        for number in find_numbers(text):
            if number.unit and number.value:
                found.setdefault(number.unit, {}).setdefault(Decimal(number.value), number)
    return {unit: sorted(numbers.values(), key=_value) for unit, numbers in found.items()}


def _value(number: Number) -> Decimal:
    return Decimal(number.value or 0)


def _per_group(passage: Passage, amounts: Amounts, groups: Mapping[str, int], counted: Mapping[str, Sequence[Number]]) -> Iterator[Mean]:
    """`자치구별 - 평균 377천명`: of the one figure of the report that gives it; it shows how the report rounds."""
    for match in _PER_GROUP.finditer(passage.text):
        mean, count = amounts.after(match.end()), groups.get(match["group"])
        if mean is None or mean.start != match.end() or not count or mean.unit is None:
            continue
        wholes = counted.get(mean.unit, ())
        low, high = ((Decimal(mean.value or 0) + way * Decimal(mean.step)) * count for way in (-1, 1))
        near = wholes[bisect_right(wholes, low, key=_value) : bisect_left(wholes, high, key=_value)]
        if len(near) == 1:
            yield _build(passage, amounts, mean, near[0], count)


def _mean(passage: Passage, amounts: Amounts, match: re.Match[str], count: int) -> Iterator[Mean]:
    mean = amounts.after(match.end())
    if mean is None or mean.start != match.end() or mean.value is None:
        return
    near = amounts.within(max(0, match.start() - _LOOK_BACK), match.start())
    whole = next((number for number in reversed(near) if number.unit == mean.unit and number.end <= match.start()), None)
    if whole and whole.value and whole.value > mean.value:
        yield _build(passage, amounts, mean, whole, count)


def _build(passage: Passage, amounts: Amounts, mean: Number, whole: Number, count: int) -> Mean:
    printed = amounts.text[mean.start : mean.end].strip()
    values = Decimal(mean.value or 0), Decimal(mean.step), Decimal(whole.value or 0)
    return Mean(passage, mean.start, mean.end, printed, *values, count)
