"""Lists that are told in two units at once: `84종 813점 - 기본 52종 421점 / 선택 32종 192점`, `▲간담 18건 517만원 ▲… 총 34건 679만원`.

Each unit proves that the other's list is complete: where the parts add up exactly in one of them, a slip in the other is a
misprint; a larger difference may count the same people twice.
The whole stands before its parts or behind them; a word such as 등 says nothing where the counts come out.

>>> [(one.printed, one.expected) for one in find_parallels("장비 84종 813점 - 기본 52종 421점 / 선택 32종 192점")]
[('813점', 613)]
>>> find_parallels("장비 20종 1,520점 - 기본 14종 1,010점, 선택 6종 510점"), find_parallels("교육 3회 20명, 회의 5회 9명")
([], [])
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.claims import Amounts
from app.parsers.checks.messages import with_ro
from app.parsers.labels import SENTENCE_END, WON, WON_UNITS
from app.parsers.outline.passages import Passage
from app.parsers.values.figures import Value, looks_misprinted
from app.parsers.values.tokens import Number

MOST_PARTS: Final = 24
LEAST_PARTS: Final = 2
_SENTENCE: Final = re.compile(SENTENCE_END)
_NUMBER_ENDS: Final = re.compile(r"\d(?![\d,.])")
_BETWEEN: Final = 3
"""Letters between the two figures of one part."""


class Pair(NamedTuple):
    """Two figures of one thing, in two units; ordered by unit, so that `12명(3회)` and `3회 12명` are alike."""

    one: Number
    other: Number

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return min(self.one.start, self.other.start)

    @property
    def end(self) -> int:
        """Where the second of them ends."""
        return max(self.one.end, self.other.end)

    @property
    def units(self) -> tuple[str, str]:
        """The two units."""
        return self.one.unit or "", self.other.unit or ""


class Parallel(NamedTuple):
    """A whole whose parts come out in one unit and not in the other. `expected`: what they add up to."""

    start: int
    end: int
    printed: str
    unit: str
    expected: Value
    parts: int


def check_parallels(passage: Passage) -> Iterator[Finding]:
    """Wholes of a passage that their parts contradict in one of two units."""
    for one in find_parallels(passage.text):
        expected = _shown(one)
        message = f"{with_ro(one.printed)} 인쇄되었으나, 함께 적힌 내역 {one.parts}개를 더하면 {expected}입니다."
        span = passage.span(one.start, one.end)
        yield Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, span, one.printed, expected, (passage.span(),))


def find_parallels(text: str) -> list[Parallel]:
    """Wholes in a text that their parts contradict in one of two units."""
    found: list[Parallel] = []
    if len(_NUMBER_ENDS.findall(text)) < 2 * (LEAST_PARTS + 1):
        return found
    amounts = Amounts.of(text)
    for run in _runs(text, _pairs(amounts)):
        for whole, parts in ((run[0], run[1:]), (run[-1], run[:-1])):
            wrong = _wrong(whole, parts)
            if wrong:
                one = _parallel(amounts, wrong, [part.one if wrong is whole.one else part.other for part in parts])
                found += [one] if looks_misprinted(wrong.value or 0, one.expected) else []
    return found


def _pairs(amounts: Amounts) -> list[Pair]:
    """Figures of different units that stand right beside each other, each in one pair at most."""
    pairs: list[Pair] = []
    for one, other in pairwise(amounts.all):
        beside = other.start - one.end <= _BETWEEN and not amounts.text[one.end : other.start].strip(" (/,")
        if beside and one.unit != other.unit and (not pairs or pairs[-1].end <= one.start):
            pairs.append(Pair(*sorted((one, other), key=lambda number: number.unit or "")))
    return pairs


def _runs(text: str, pairs: Sequence[Pair]) -> Iterator[Sequence[Pair]]:
    """Every longest run of pairs of the same units within one sentence."""
    begun = 0
    for at in range(1, len(pairs) + 1):
        if at == len(pairs) or pairs[at].units != pairs[begun].units or _SENTENCE.search(text, pairs[at - 1].end, pairs[at].start):
            if LEAST_PARTS < at - begun <= MOST_PARTS:
                yield pairs[begun:at]
            begun = at


def _wrong(whole: Pair, parts: Sequence[Pair]) -> Number | None:
    """The figure of a whole that its parts contradict, though they agree with the other one."""
    ones = sum(Decimal(part.one.value or 0) for part in parts) == whole.one.value
    others = sum(Decimal(part.other.value or 0) for part in parts) == whole.other.value
    if ones == others or not (whole.other.value if others else whole.one.value):
        return None
    return whole.one if others else whole.other


def _parallel(amounts: Amounts, wrong: Number, parts: Sequence[Number]) -> Parallel:
    added = sum((Decimal(part.value or 0) for part in parts), Decimal(0))
    expected = int(added) if added == added.to_integral_value() else added
    return Parallel(wrong.start, wrong.end, amounts.text[wrong.start : wrong.end].strip(), wrong.unit or "", expected, len(parts))


def _shown(one: Parallel) -> str:
    if one.unit != WON:
        return f"{one.expected:,f}{one.unit}" if isinstance(one.expected, Decimal) else f"{one.expected:,}{one.unit}"
    printed = one.printed.replace(" ", "")
    unit = next((unit for unit in sorted(WON_UNITS, key=len, reverse=True) if printed.endswith(unit)), WON)
    return f"{(Decimal(one.expected) / WON_UNITS[unit]).normalize():,f}{unit}"
