"""Calculations that a text prints: `620,000원 × 7개단체 = 4,340,000원`, `43/64 = 67.2%`, and a rate whose name says what it is of.

`달성률(전체 사업 수 대비 완료 사업 수) : 70.0%` stands in a list that says how many there are of each; the item called 완료 is
the part, and all items together are the whole where that number is printed nearby, too.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.claims import Amounts, Claim, tell
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.evidence.arithmetic import Kind
from app.parsers.labels import CONTINUOUS_UNITS, RATE_NAME, RATE_OF
from app.parsers.outline.passages import Passage, TextUnit, split_key
from app.parsers.values.figures import Figure, looks_misprinted, percent
from app.parsers.values.tokens import Number, find_numbers

_TIMES: Final = re.compile(r"\s?[×xX*]\s?")
_EQUALS: Final = re.compile(r"\s?=\s?")
_DIVIDED: Final = re.compile(r"\s?[/÷]\s?")
_WHOLE_RATE: Final = 100
MOST_FACTORS: Final = 6
THOUSAND: Final = 1000


def check_formulas(passage: Passage) -> Iterator[Finding]:
    """Products and quotients in a passage that do not come out."""
    if "=" not in passage.text:
        return
    amounts = Amounts.of(passage.text)
    for chain in _chains(amounts):
        yield from _check_product(amounts, chain, passage)
    yield from tell(_quotients(amounts), passage)


def _chains(amounts: Amounts) -> Iterator[Sequence[Number]]:
    """Factors and their product, in the order of print."""
    factors: list[Number] = []
    for one, other in pairwise(amounts.every):
        between = amounts.text[one.end : other.start]
        if _TIMES.fullmatch(between):
            factors = factors if factors and factors[-1] is one else [one]
            factors.append(other)
        elif 1 < len(factors) <= MOST_FACTORS and factors[-1] is one and _EQUALS.fullmatch(between):
            yield [*factors, other]


def _check_product(amounts: Amounts, chain: Sequence[Number], passage: Passage) -> Iterator[Finding]:
    *factors, product = chain
    if not _is_exact(chain) or any(number.unit in CONTINUOUS_UNITS - {"%"} for number in factors):
        return
    expected = _multiplied(factors)
    value = Decimal(product.value or 0)
    step = max(Decimal(product.step), _rounded_to(value))
    if product.unit is None or abs(value - expected) < step or not looks_misprinted(value, expected):
        return
    printed = amounts.text[product.start : product.end].strip()
    shown = f"{expected.normalize():,f}{product.unit}"
    message = f"{with_ro(printed)} 인쇄되었으나, 인쇄된 산식대로 곱하면 {shown}입니다."
    yield Finding(
        FindingCode.SUM_MISMATCH, Severity.ERROR, message, passage.span(product.start, product.end), printed, shown, (passage.span(),)
    )


def _is_exact(chain: Sequence[Number]) -> bool:
    """Whether all numbers are known, and none is said to be about so much."""
    return not any(number.value is None or number.about for number in chain)


def _multiplied(factors: Sequence[Number]) -> Decimal:
    expected = Decimal(1)
    for factor in factors:
        expected *= Decimal(factor.value or 0) / (_WHOLE_RATE if factor.unit == "%" else 1)
    return expected


def _rounded_to(value: Decimal) -> Decimal:
    """What a product was rounded to, by its zeros: budgets are drawn up in thousands of won."""
    return Decimal(THOUSAND) if value and value % THOUSAND == 0 else Decimal(1)


def _quotients(amounts: Amounts) -> Iterator[Claim]:
    every = amounts.every
    for part, whole, rate in zip(every, every[1:], every[2:], strict=False):
        divided = _DIVIDED.fullmatch(amounts.text[part.end : whole.start]) and _EQUALS.fullmatch(amounts.text[whole.end : rate.start])
        if divided and rate.unit == "%" and rate.value is not None and part.unit == whole.unit and part.value and whole.value:
            printed = percent(amounts.text[rate.first : rate.last])
            figures = amounts.figure(part), amounts.figure(whole)
            yield Claim(Kind.RATE, printed, *figures, part.start, rate.end, certain=True, code=FindingCode.RATE_MISMATCH)


# --- a rate whose name says what it is of ---------------------------------------------------------------------------------

_NAMED: Final = re.compile(rf"{RATE_NAME}\s?\(\s?{RATE_OF}\)\s?:?\s?(?P<rate>\d{{1,3}}(?:\.\d{{1,3}})?)\s?%")
LEAST_ITEMS: Final = 2
_NEAR: Final = 8
"""So many items before the rate may belong to its list."""


def check_named_rates(subject: Subject) -> Iterator[Finding]:
    """Rates that say in brackets what they are of, against the items beside them."""
    above: Sequence[TextUnit] = ()
    for place in subject.reading.places:
        for at, unit in enumerate(place.units):
            match = _NAMED.search(unit.passage.text) if "%" in unit.passage.text else None
            if match:
                yield from tell(_named(match, place.units[max(0, at - _NEAR) : at], above), unit.passage)
        above = place.units[-_NEAR:]


def _named(match: re.Match[str], near: Sequence[TextUnit], above: Sequence[TextUnit]) -> Iterator[Claim]:
    counted = _counted(near)
    part = next((figure for key, figure in counted.items() if key.startswith(match["part"])), None)
    alike = [figure for figure in counted.values() if part is not None and figure.base == part.base]
    whole = sum(Decimal(figure.value) for figure in alike)
    if part is None or len(alike) < LEAST_ITEMS or not _is_printed(whole, (*above, *near)):
        return
    total = Figure(int(whole), 1, part.base, 1, 0, True, f"{whole:,}{part.base}")
    yield Claim(Kind.RATE, percent(match["rate"]), part, total, match.start(), match.end(), code=FindingCode.RATE_MISMATCH)


def _counted(near: Sequence[TextUnit]) -> dict[str, Figure]:
    """How many there are of each item of a list, the nearest first."""
    counted: dict[str, Figure] = {}
    for unit in reversed(near):
        key, figure = _key_of(unit), _only(unit)
        if key in counted:
            break  # the same list stands here a second time
        if key and figure:
            counted[key] = figure
    return counted


def _is_printed(value: Decimal | int, units: Sequence[TextUnit]) -> bool:
    return any(number.value == value for unit in units for number in find_numbers(unit.passage.text))


def _key_of(unit: TextUnit) -> str:
    key, _ = split_key(unit.passage.text)
    return (key or "").split("(")[0].replace(" ", "")


def _only(unit: TextUnit) -> Figure | None:
    """The figure of an item that says nothing else: `완료(계속추진 포함) : 54개`."""
    _, value = split_key(unit.passage.text)
    amounts = Amounts.of(value) if value else None
    if amounts is None or len(amounts.all) != 1 or (value or "").strip() != amounts.text[amounts.all[0].start : amounts.all[0].end]:
        return None
    return amounts.figure(amounts.all[0])
