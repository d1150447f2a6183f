"""Rates in running text against the amounts that stand beside them.

How they look: a share with its whole (`690명(총인원 1,306명/52.8%)`, `78% (대상 95건, 심사 74건)`), a change against an earlier
figure (`4조 1,679억원(본예산 3조 8,123억원 대비 9.3% 증가)`, `2,060→6,902건 / 235%↑`), and a rate of a table told in words above it
(`승소율 86% (행정 86%, 민사 94%)` over a table of cases won and lost). A text seldom says what its rate is of. So a share is
compared only where it comes near, and a rate of a table only where most of those that are told agree with the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.blocks import Passage
from app.parsers.checks.figures import Figure, Value, looks_misprinted, show
from app.parsers.checks.messages import with_ro
from app.parsers.checks.rules import Kind, judge
from app.parsers.checks.splits import read_pieces
from app.parsers.checks.views import Sheet, View, is_sum
from app.parsers.labels import CONTINUOUS_UNITS, FALLING_WORDS, PERCENT_ENDINGS, RISING_WORDS, label_key
from app.parsers.quantities import FoundQuantity, find_quantities, step_of

_WAYS: Final = (*RISING_WORDS, *FALLING_WORDS)
_RATE: Final = r"(?P<rate>△?\d[\d,]*(?:\.\d+)?)\s?%\s?(?P<tail>\S{0,3})"
_AGAINST: Final = re.compile(rf"\s?대비\s?(?:약\s?)?{_RATE}")
_COURSE: Final = re.compile(
    rf"(?<![\d.,])(?P<before>\d[\d,]*)\s?[가-힣]{{0,3}}\s?→\s?(?P<after>\d[\d,]*)\s?[가-힣]{{1,3}}[^→%\d]{{0,12}}{_RATE}"
)
_SHARE: Final = re.compile(r"\((?P<inner>[^()]*?)[\s,/:](?P<rate>\d[\d,]*(?:\.\d+)?)\s?%\)")
_OF_TWO: Final = re.compile(r"(?P<rate>\d+(?:\.\d+)?)\s?%\s?\((?P<inner>[^()%]*)\)")
_NEAR: Final = 0.05


def check_shares(passage: Passage) -> Iterator[Finding]:
    """Changes and shares in a passage that their amounts contradict."""
    text = passage.text
    if "%" not in text:
        return
    quantities = [quantity for quantity in find_quantities(text) if quantity.unit != "%"]
    for claim in (*_changes(text, quantities), *_shares(text, quantities)):
        verdict = judge(claim.kind, claim.rate, [(claim.part, 1), (claim.whole, 1)])
        if verdict is None or not verdict.off or verdict.cut or not _is_meant(claim, verdict.expected):
            continue
        expected = show(verdict.expected, verdict.figure)
        message = f"{with_ro(claim.rate.printed)} 인쇄되었으나, 함께 인쇄된 값({claim.part.printed}, {claim.whole.printed})으로 계산하면 {expected}입니다."
        code = FindingCode.CHANGE_MISMATCH if claim.kind is Kind.GROWTH else FindingCode.SHARE_MISMATCH
        yield Finding(code, Severity.ERROR, message, passage.span(claim.start, claim.end), claim.rate.printed, expected, (passage.span(),))


@dataclass(frozen=True, slots=True)
class Claim:
    """A rate of a text with the amounts that it is of."""

    kind: Kind
    rate: Figure
    part: Figure
    whole: Figure
    start: int
    end: int


def _is_meant(claim: Claim, expected: Value) -> bool:
    """A change is said to be against its figure; a share is only thought to be of its whole, so it must be near it."""
    return looks_misprinted(claim.rate.value, expected, 0.5 if claim.kind is Kind.GROWTH else _NEAR)


def _changes(text: str, quantities: Sequence[FoundQuantity]) -> Iterator[Claim]:
    for match in _AGAINST.finditer(text):
        earlier = next((quantity for quantity in reversed(quantities) if quantity.end <= match.start()), None)
        opened = text.rfind("(", 0, match.start())
        if earlier is None or match.start() - earlier.end > 1 or earlier.start < opened or opened < 0:
            continue
        now = next((quantity for quantity in reversed(quantities) if quantity.end <= opened), None)
        if now is not None and opened - now.end <= 1 and now.unit == earlier.unit and match["tail"].startswith(_WAYS):
            yield Claim(Kind.GROWTH, _percent(match), _figure(now), _figure(earlier), match.start(), match.end())
    for match in _COURSE.finditer(text) if "→" in text else ():
        if match["tail"].startswith(_WAYS):
            yield Claim(Kind.GROWTH, _percent(match), _plain(match["after"]), _plain(match["before"]), match.start(), match.end())


def _shares(text: str, quantities: Sequence[FoundQuantity]) -> Iterator[Claim]:
    for match in _SHARE.finditer(text):
        part = next((quantity for quantity in reversed(quantities) if quantity.end <= match.start()), None)
        inner = [quantity for quantity in quantities if match.start() < quantity.start and quantity.end < match.end()]
        if part and len(inner) == 1 and match.start() - part.end <= 1 and inner[0].unit == part.unit and inner[0].value:
            yield Claim(Kind.RATE, _percent(match), _figure(part), _figure(inner[0]), match.start(), match.end())
    for match in _OF_TWO.finditer(text):
        inner = [quantity for quantity in quantities if match.start("inner") <= quantity.start and quantity.end <= match.end("inner")]
        if len(inner) == 2 and inner[0].unit == inner[1].unit and inner[0].value != inner[1].value:
            small, large = sorted(inner, key=lambda quantity: Decimal(quantity.value))
            yield Claim(Kind.RATE, _percent(match), _figure(small), _figure(large), match.start(), match.end())


def _percent(match: re.Match[str]) -> Figure:
    printed = match["rate"]
    places = len(printed.rpartition(".")[2]) if "." in printed else 0
    value = Decimal(printed.lstrip("△").replace(",", ""))
    falls = printed.startswith("△") or match.groupdict().get("tail", "").startswith(FALLING_WORDS)
    return Figure(-value if falls else value, Decimal(1).scaleb(-places), "%", 1, places, False, f"{printed}%")


def _plain(digits: str) -> Figure:
    return Figure(int(digits.replace(",", "")), 1, "", 1, 0, True, digits)


def _figure(quantity: FoundQuantity) -> Figure:
    step = step_of(quantity.printed)
    exact = step == 1 and isinstance(quantity.value, int) and quantity.unit not in CONTINUOUS_UNITS
    return Figure(quantity.value, step, quantity.unit, 1, 0, exact, quantity.printed.strip())


# --- rates of a table, told above it --------------------------------------------------------------------------------------

_TOLD: Final = re.compile(r"(?P<name>[가-힣]{1,8}[률율])\s?:?\s?(?P<rate>\d+(?:\.\d+)?)\s?%\s?\((?P<inner>[^()]*%[^()]*)\)")


def check_told_rates(passage: Passage, sheet: Sheet) -> Iterator[Finding]:
    """A rate told in words with its parts, against the columns of the table below that it was computed from."""
    match = _TOLD.search(passage.text) if "%" in passage.text else None
    told = _told(match, sheet) if match else []
    if not match or len(told) < LEAST_TOLD:
        return
    wrong = _wrong(told, _parts(match["name"], sheet.columns), sheet.columns)
    if wrong is None:
        return
    line, figure, value = wrong
    expected = show(value, figure)
    name = f"{sheet.columns.lines[line][-1]} {match['name']}"
    message = f"'{name}'은 글에 {with_ro(figure.printed)} 인쇄되었으나, 아래 표의 값으로 계산하면 {expected}입니다."
    span, row = passage.span(match.start(), match.end()), sheet.table.table.rows[line].span
    yield Finding(FindingCode.RATE_MISMATCH, Severity.ERROR, message, span, figure.printed, expected, (row,))


LEAST_TOLD: Final = 3
"""Of so many rates told, all but one must agree with the table."""


def _parts(name: str, view: View) -> list[int]:
    """The columns that a rate counts: 승소율 counts what stands under 승소."""
    stem = label_key(name)[:-1]
    return [item for item, keys in enumerate(view.keys) if keys and keys[-1].startswith(stem) and not keys[-1].endswith(PERCENT_ENDINGS)]


def _wrong(told: Sequence[tuple[int, Figure]], parts: Sequence[int], view: View) -> tuple[int, Figure, Value] | None:
    """The one rate that the table contradicts, whatever column it is of; None where all agree, or more than one does not."""
    found = None
    for part, whole in ((part, whole) for part in parts[:2] for whole in range(len(view.paths)) if whole != part):
        verdicts = [judge(Kind.RATE, rate, [(view.cells[part][line], 1), (view.cells[whole][line], 1)]) for line, rate in told]
        known = [verdict for verdict in verdicts if verdict]
        off = [at for at, verdict in enumerate(known) if verdict.off and not verdict.cut]
        if len(known) < len(told) or len(off) > 1:
            continue
        if not off:
            return None
        found = told[off[0]][0], known[off[0]].figure, known[off[0]].expected
    return found


def _told(match: re.Match[str], sheet: Sheet) -> list[tuple[int, Figure]]:
    """The rows of a table that a text tells a rate of: the total's, and those of its parts."""
    lines = {label_key(path[-1]): line for line, path in enumerate(sheet.columns.lines) if path}
    total = next((line for line, path in enumerate(sheet.columns.lines) if path and is_sum(path[-1])), None)
    told = [] if total is None else [(total, _percent(match))]
    for piece in read_pieces(match["inner"]):
        line = lines.get(label_key(piece.label))
        number, unit = piece.amounts[0]
        if line is not None and unit == "%":
            places = len(number.rpartition(".")[2]) if "." in number else 0
            told.append((line, Figure(Decimal(number), Decimal(1).scaleb(-places), "%", 1, places, False, f"{number}%")))
    return told
