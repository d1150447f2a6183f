"""A rate that a text says, with the two figures that it is of.

A text seldom says what a rate is of. Where its words leave no doubt (`40건 대비 35% 증가한 54건`) a claim is *certain*, and any
difference is reported; where two figures only stand near a rate, it is compared only if it comes near what they lead to.
A rate that was cut off instead of rounded is taken as it is.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.characters.memo import remember
from app.parsers.checks.messages import with_ro
from app.parsers.evidence.arithmetic import Kind, judge
from app.parsers.labels import CONTINUOUS_UNITS, ORDINAL_COUNTERS
from app.parsers.outline.passages import Passage
from app.parsers.values.figures import Figure, Value, looks_misprinted, show
from app.parsers.values.periods import find_periods
from app.parsers.values.quantities import is_tied
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import Number, find_numbers

NEAR: Final = 0.05
ROOM: Final = 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate of a text with the amounts that it is of: part in percent of whole, or how far part is above whole.

    proved: other figures show that it is of these two. certain: the words say so.
    """

    kind: Kind
    rate: Figure
    part: Figure
    whole: Figure
    start: int
    end: int
    proved: bool = False
    certain: bool = False
    code: FindingCode = FindingCode.SHARE_MISMATCH

    def is_meant(self, expected: Value) -> bool:
        """A change is said to be against its figure; a share is only thought to be of its whole, so it must be near it."""
        rounded = round(Decimal(expected), self.rate.places)
        room = ROOM if self.kind is Kind.GROWTH or self.proved else NEAR
        return self.certain or looks_misprinted(self.rate.value, rounded, room)


def tell(claims: Iterable[Claim], passage: Passage) -> Iterator[Finding]:
    """Findings of the claims that their own figures contradict."""
    for claim in claims:
        verdict = judge(claim.kind, claim.rate, [(claim.part, 1), (claim.whole, 1)])
        if verdict is None or not verdict.off or verdict.cut or not claim.is_meant(verdict.expected):
            continue
        printed, expected = claim.rate.printed, show(verdict.expected, verdict.figure)
        exact = show(verdict.expected, replace(verdict.figure, places=verdict.figure.places + 1))
        others = f"{claim.part.printed}, {claim.whole.printed}"
        message = f"{with_ro(printed)} 인쇄되었으나, 함께 인쇄된 값({others})으로 계산하면 {exact}입니다."
        code = FindingCode.CHANGE_MISMATCH if claim.kind is Kind.GROWTH else claim.code
        yield Finding(code, Severity.ERROR, message, passage.span(claim.start, claim.end), printed, expected, (passage.span(),))


_START: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The numbers of a text in their order, found by their place: `all` that count something, and `rates`."""

    text: str
    all: Sequence[Number]
    starts: Sequence[int]
    rates: Sequence[Number]
    every: Sequence[Number]

    @staticmethod
    def of(text: str) -> "Amounts":
        """The numbers of a text, read once for all checks that look at it."""
        return _amounts_of(text)

    @classmethod
    def read(cls, text: str) -> "Amounts":
        """Numbers that can be read and have a unit, but for times. What is only about so much (`100여 명`) is compared with nothing."""
        found = find_numbers(text)
        times = Spans((time.start, time.end) for time in find_periods(text))
        read = [number for number in found if _is_figure(text, number) and not times.touch(number.start, number.end)]
        counted = [number for number in read if _counts(number)]
        rates = [number for number in read if number.unit == "%"]
        return cls(text, counted, [number.start for number in counted], rates, found)

    def any_before(self, at: int) -> Number | None:
        """The last number of any sort that ends before a place."""
        number = bisect_left(self.every, at, key=_START) - 1
        return self.every[number] if number >= 0 and self.every[number].end <= at else None

    def before(self, at: int) -> Number | None:
        """The last one that ends before a place."""
        number = bisect_left(self.starts, at) - 1
        found = self.all[number] if number >= 0 else None
        return found if found and found.end <= at else None

    def after(self, at: int) -> Number | None:
        """The first one that begins at or behind a place."""
        number = bisect_left(self.starts, at)
        return self.all[number] if number < len(self.all) else None

    def within(self, start: int, end: int) -> Sequence[Number]:
        """Those between two places."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def figure(self, number: Number) -> Figure:
        """A number as a figure, as exact as it is printed."""
        value, unit = number.value or 0, number.unit or ""
        exact = number.step == 1 and isinstance(value, int) and unit not in CONTINUOUS_UNITS
        return Figure(value, number.step, unit, 1, 0, exact, self.text[number.start : number.end].strip())


def _is_figure(text: str, number: Number) -> bool:
    return number.unit is not None and number.value is not None and not number.chained and not is_tied(text, number.start)


def _counts(number: Number) -> bool:
    return number.unit != "%" and number.unit not in ORDINAL_COUNTERS and not number.about


@remember(64)
def _amounts_of(text: str) -> Amounts:
    return Amounts.read(text)
