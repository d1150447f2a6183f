"""Rows named by letters, and the formula that says how one follows from others: `㎥당원가(G) 1,135.26 1,074.06 (G=D/B)`.

A statement of costs prints such formulas behind the figures, however its columns are laid out; so rows are taken from the lines as
printed. A formula is believed where it comes out in at least one column; a column in which it does not has a misprint.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.values.figures import looks_misprinted
from app.parsers.values.tokens import Number, find_numbers

_LETTER: Final = re.compile(r"\((?P<letter>[A-Z])\)\s*(?=[△\d])")
_FORMULA: Final = re.compile(
    r"(?<![A-Z])(?P<letter>[A-Z])\s?=\s?(?P<one>[A-Z])\s?(?P<sign>[-/+])\s?(?P<other>[A-Z])(?![A-Z]|\s?[-+×x*/)]\s?\d)"
)
_NEAR: Final = 0.05


class LetteredRow(NamedTuple):
    """A row with its letter: the figures that stand one behind the other, and how exactly they are printed."""

    text: str
    span: Span
    numbers: tuple[Number, ...]

    def value(self, at: int) -> Decimal:
        """The figure of a column."""
        return Decimal(self.numbers[at].value or 0)

    def step(self, at: int) -> Decimal:
        """One of the last digit of a figure."""
        return Decimal(self.numbers[at].step)


def check_lettered(subject: Subject) -> Iterator[Finding]:
    """Figures that the formula behind them contradicts."""
    bodies = [(line.body, line.span) for line in subject.reading.lines if "(" in line.body]
    rows = _rows(bodies)
    for body, _ in bodies if len(rows) > 2 else ():
        for match in _FORMULA.finditer(body):
            named = [rows.get(match[part]) for part in ("letter", "one", "other")]
            found = [row for row in named if row is not None]
            if len(found) == len(named) and len({len(row.numbers) for row in found}) == 1:
                yield from _check(match["sign"], *found)


def _rows(bodies: Sequence[tuple[str, Span]]) -> Mapping[str, LetteredRow]:
    """The rows by their letters; a letter that two rows have names none of them."""
    found: dict[str, list[LetteredRow]] = {}
    for body, span in bodies:
        match = _LETTER.search(body)
        numbers = _run(body, match.end()) if match else ()
        if match and len(numbers) > 1:
            found.setdefault(match["letter"], []).append(LetteredRow(body, span, numbers))
    return {letter: rows[0] for letter, rows in found.items() if len(rows) == 1}


def _run(body: str, at: int) -> tuple[Number, ...]:
    """The numbers that follow each other from a place, with blanks between them only."""
    run: list[Number] = []
    for number in find_numbers(body):
        if number.start < at or number.value is None:
            continue
        if body[at : number.start].strip(" |\t"):
            break
        run.append(number)
        at = number.end
    return tuple(run)


def _check(sign: str, row: LetteredRow, one: LetteredRow, other: LetteredRow) -> Iterator[Finding]:
    expected = [_apply(sign, one.value(at), other.value(at)) for at in range(len(row.numbers))]
    held = [value is not None and abs(value - row.value(at)) <= row.step(at) for at, value in enumerate(expected)]
    for at, value in enumerate(expected) if any(held) else ():
        if value is not None and not held[at] and looks_misprinted(row.value(at), value, _NEAR):
            number = row.numbers[at]
            printed = row.text[number.start : number.end]
            shown = f"{value.quantize(row.step(at)):,f}"
            message = f"{with_ro(printed)} 인쇄되었으나, 인쇄된 산식({one.text.split('(')[0].strip()} 등)으로 계산하면 {shown}입니다."
            code = FindingCode.RATE_MISMATCH if sign == "/" else FindingCode.SUM_MISMATCH
            yield Finding(code, Severity.ERROR, message, row.span, printed, shown, (one.span, other.span))


def _apply(sign: str, one: Decimal, other: Decimal) -> Decimal | None:
    try:
        return {"/": lambda: one / other, "-": lambda: one - other, "+": lambda: one + other}[sign]()
    except (DivisionByZero, InvalidOperation):
        return None
