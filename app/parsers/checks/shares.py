"""Shares and changes in running text and in cells, against the amounts that stand beside them.

How they look: a share with its whole (`690명(총인원 1,306명/52.8%)`, `78% (대상 95건, 심사 74건)`), several shares of one whole
(`대상자 26,389명 / 동의자: 20,350명(77%)→21,910명(83%)`, `13,265(60%)` in cells), and a change against an earlier figure
(`4조 1,679억원(본예산 3조 8,123억원 대비 9.3% 증가)`, `2,060→6,902건 / 235%↑`).

A text seldom says what its rate is of. So a share is compared only where it comes near, and several only where one of them
agrees. A rate that was cut off instead of rounded is taken as it is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.evidence.arithmetic import CellAt, Kind, judge
from app.parsers.labels import CONTINUOUS_UNITS, FALLING_WORDS, PERCENT_ENDINGS, RISING_WORDS
from app.parsers.outline.passages import Passage
from app.parsers.tables.sheet import Sheet, is_sum
from app.parsers.values.figures import Figure, Value, looks_misprinted, percent, show
from app.parsers.values.quantities import FoundQuantity, find_quantities, step_of

_WAYS: Final = (*RISING_WORDS, *FALLING_WORDS)
_RATE: Final = r"(?P<rate>△?\d[\d,]{0,12}(?:\.\d{1,4})?)\s?%\s?(?P<tail>\S{0,3})"
_AGAINST: Final = re.compile(rf"\s?대비\s?(?:약\s?)?{_RATE}")
_COURSE: Final = re.compile(
    rf"(?<![\d.,])(?P<before>\d[\d,]{{0,15}})\s?[가-힣]{{0,3}}\s?→\s?(?P<after>\d[\d,]{{0,15}})\s?[가-힣]{{1,3}}[^→%\d]{{0,12}}{_RATE}"
)
_SHARE: Final = re.compile(r"\((?P<inner>[^()]*?)[\s,/:](?P<rate>\d[\d,]{0,12}(?:\.\d{1,4})?)\s?%\)")
_BEHIND: Final = re.compile(r"\s?\(\s?(?P<rate>\d{1,9}(?:\.\d{1,4})?)\s?%\s?\)")
_OF_TWO: Final = re.compile(r"(?P<rate>\d{1,9}(?:\.\d{1,4})?)\s?%\s?\((?P<inner>[^()%]*)\)")


def check_shares(passage: Passage) -> Iterator[Finding]:
    """Changes and shares in a passage that their amounts contradict."""
    text = passage.text
    if "%" not in text:
        return
    amounts = Amounts.of(text)
    for claim in (*_changes(text, amounts), *_shares(text, amounts), *_several(text, amounts)):
        verdict = judge(claim.kind, claim.rate, [(claim.part, 1), (claim.whole, 1)])
        if verdict is None or not verdict.off or verdict.cut or not _is_meant(claim, verdict.expected):
            continue
        printed, expected = claim.rate.printed, show(verdict.expected, verdict.figure)
        others = f"{claim.part.printed}, {claim.whole.printed}"
        message = f"{with_ro(printed)} 인쇄되었으나, 함께 인쇄된 값({others})으로 계산하면 {expected}입니다."
        code = FindingCode.CHANGE_MISMATCH if claim.kind is Kind.GROWTH else FindingCode.SHARE_MISMATCH
        yield Finding(code, Severity.ERROR, message, passage.span(claim.start, claim.end), printed, expected, (passage.span(),))


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate of a text with the amounts that it is of."""

    kind: Kind
    rate: Figure
    part: Figure
    whole: Figure
    start: int
    end: int
    proved: bool = False


def _is_meant(claim: Claim, expected: Value) -> bool:
    """A change is said to be against its figure; a share is only thought to be of its whole, so it must be near it."""
    rounded = round(Decimal(expected), claim.rate.places)
    return looks_misprinted(claim.rate.value, rounded, ROOM if claim.kind is Kind.GROWTH or claim.proved else NEAR)


NEAR: Final = 0.05
ROOM: Final = 0.6


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a text in their order, found by their place."""

    all: Sequence[FoundQuantity]
    starts: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Amounts":
        """All but rates."""
        found = [quantity for quantity in find_quantities(text) if quantity.unit != "%"]
        return cls(found, [quantity.start for quantity in found])

    def before(self, at: int) -> FoundQuantity | None:
        """The last one that ends before a place."""
        number = bisect_left(self.starts, at) - 1
        found = self.all[number] if number >= 0 else None
        return found if found and found.end <= at else None

    def within(self, start: int, end: int) -> Sequence[FoundQuantity]:
        """Those between two places."""
        return self.all[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _changes(text: str, amounts: Amounts) -> Iterator[Claim]:
    for match in _AGAINST.finditer(text):
        earlier = amounts.before(match.start())
        opened = text.rfind("(", max(0, match.start() - LONGEST_BRACKET), match.start())
        if earlier is None or match.start() - earlier.end > 1 or earlier.start < opened or opened < 0:
            continue
        now = amounts.before(opened)
        beside = now is not None and opened - now.end <= 1
        if now is not None and beside and now.unit == earlier.unit and match["tail"].startswith(_WAYS):
            yield Claim(Kind.GROWTH, _rate(match), _figure(now), _figure(earlier), match.start(), match.end())
    for match in _COURSE.finditer(text) if "→" in text else ():
        if match["tail"].startswith(_WAYS):
            yield Claim(Kind.GROWTH, _rate(match), _plain(match["after"]), _plain(match["before"]), match.start(), match.end())


LONGEST_BRACKET: Final = 200


def _shares(text: str, amounts: Amounts) -> Iterator[Claim]:
    for match in _SHARE.finditer(text):
        part = amounts.before(match.start())
        if part is None or match.start() - part.end > 1:
            continue
        inner = [quantity for quantity in amounts.within(match.start(), match.end()) if quantity.unit == part.unit]
        if len(inner) == 1 and inner[0].value:
            yield Claim(Kind.RATE, _rate(match), _figure(part), _figure(inner[0]), match.start(), match.end())
    for match in _OF_TWO.finditer(text):
        inner = list(amounts.within(*match.span("inner")))
        if len(inner) == 2 and inner[0].unit == inner[1].unit and inner[0].value != inner[1].value:
            small, large = sorted(inner, key=lambda quantity: Decimal(quantity.value))
            named = _names_part(text[max(0, match.start() - LONGEST_BRACKET) : match.start()], match["inner"])
            yield Claim(Kind.RATE, _rate(match), _figure(small), _figure(large), match.start(), match.end(), named)


def _names_part(before: str, inner: str) -> bool:
    """Whether what a rate is called stands in its bracket: `심사 비율 : 78% (대상 95건, 심사 74건)`."""
    name = before.rpartition(":")[0].replace(" ", "")
    stem = next((name.removesuffix(ending) for ending in PERCENT_ENDINGS if name.endswith(ending)), "").removesuffix("비")
    return len(stem) > 1 and stem in inner.replace(" ", "")


def _several(text: str, amounts: Amounts) -> Iterator[Claim]:
    """Shares of one whole that stands before them: if one of them agrees with it, all are meant."""
    behind = ((amounts.before(match.start()), match) for match in _BEHIND.finditer(text))
    shares = [(part, match) for part, match in behind if part and part.end == match.start()]
    if not 1 < len(shares) <= MOST_SHARES or len({part.unit for part, _ in shares}) > 1:
        return
    first = shares[0][0]
    wholes = [quantity for quantity in amounts.within(0, first.start) if quantity.unit == first.unit and quantity.value]
    for whole in wholes[-MOST_SHARES:]:
        claims = [Claim(Kind.RATE, _rate(match), _figure(part), _figure(whole), part.start, match.end(), True) for part, match in shares]
        verdicts = [judge(claim.kind, claim.rate, [(claim.part, 1), (claim.whole, 1)]) for claim in claims]
        off = [claim for claim, verdict in zip(claims, verdicts, strict=True) if verdict is None or (verdict.off and not verdict.cut)]
        if len(off) < 2:
            yield from off
            return


MOST_SHARES: Final = 12


def _rate(match: re.Match[str]) -> Figure:
    """The rate of a match; words of falling behind it make it negative."""
    falls = match["rate"].startswith("△") or (match.groupdict().get("tail") or "").startswith(FALLING_WORDS)
    return percent(match["rate"], falls=falls)


def _plain(digits: str) -> Figure:
    return Figure(int(digits.replace(",", "")), 1, "", 1, 0, True, digits)


def _figure(quantity: FoundQuantity) -> Figure:
    step = step_of(quantity.printed)
    exact = step == 1 and isinstance(quantity.value, int) and quantity.unit not in CONTINUOUS_UNITS
    return Figure(quantity.value, step, quantity.unit, 1, 0, exact, quantity.printed.strip())


# --- cells -----------------------------------------------------------------------------------------------------------------

_CELL: Final = re.compile(r"\s*\d[\d,.]*\s*[가-힣]*\s*\(\s*(?P<rate>\d{1,9}(?:\.\d{1,4})?)\s?%\s*\)\s*")


@dataclass(frozen=True, slots=True)
class CellShare:
    """A share in a cell, with what it is thought to be of."""

    at: CellAt
    rate: Figure
    whole: Figure
    expected: Value


def check_cell_shares(sheet: Sheet) -> Iterator[Finding]:
    """Cells such as `13,265(60%)`: shares of another column, or of the column's total, as most of them agree."""
    shares = list(_cells(sheet))
    if len(shares) < 2:
        return
    holds, off = 0, list[CellShare]()
    for whole in (*range(len(sheet.columns.paths)), None):
        found = _against(sheet, shares, whole)
        if found[0] > holds and len(found[1]) < max(2, found[0]):
            holds, off = found
    for one in off:
        printed, expected = one.rate.printed, show(one.expected, one.rate)
        message = f"'{sheet.name(one.at)}' 칸은 {with_ro(printed)} 인쇄되었으나, {one.whole.printed}에 대한 비율은 {expected}입니다."
        row = sheet.table.table.rows[one.at[0]].span
        yield Finding(FindingCode.SHARE_MISMATCH, Severity.ERROR, message, sheet.span(one.at), printed, expected, (row,))


def _cells(sheet: Sheet) -> Iterator[tuple[CellAt, Figure]]:
    for row, cells in enumerate(sheet.table.table.rows):
        for column, cell in enumerate(cells.cells):
            match = _CELL.fullmatch(cell.printed) if "%" in cell.printed else None
            if match and isinstance(sheet.cells[row][column], Figure):
                yield (row, column), percent(match["rate"])


def _against(sheet: Sheet, shares: Sequence[tuple[CellAt, Figure]], whole: int | None) -> tuple[int, list[CellShare]]:
    """How many shares are of column `whole` (of the total row, for None), and those that are off."""
    total = next((row for row, path in enumerate(sheet.rows.paths) if path and is_sum(path[-1])), None)
    holds, off = 0, list[CellShare]()
    for (row, column), rate in shares:
        other = sheet.cells[row][whole] if whole is not None else sheet.cells[total][column] if total is not None else None
        part = sheet.cells[row][column]
        if whole == column or not isinstance(other, Figure) or not isinstance(part, Figure):
            continue
        verdict = judge(Kind.RATE, rate, [(part, 1), (other, 1)])
        if verdict and verdict.off and not verdict.cut:
            off.append(CellShare((row, column), rate, other, verdict.expected))
        elif verdict:
            holds += 1
    return holds, off
