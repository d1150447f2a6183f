"""A table in two bands, one below the other: the rows of the first come back in the second with other columns.

`2021 16 640 9 400` … `2021 4 150 3 90`: the totals of the first band take in the parts of the second. Which columns they are is often
lost, or stands letter by letter; so rows are taken from the lines as printed (a label, then figures and dashes), put side by
side by their labels, and a sum that all rows but one prove (`app/parsers/evidence/relations.py`) names the one that breaks it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.evidence.relations import MOST_COLUMNS, Kind, Support, find_relations
from app.parsers.labels import BLANK_CELLS, YEAR_ENDING
from app.parsers.lines.lines import Line
from app.parsers.values.figures import Value, looks_misprinted
from app.parsers.values.tokens import find_numbers

_YEAR: Final = re.compile(r"(?P<label>(?:1\s?9|2\s?0)\s?\d\s?\d)" + YEAR_ENDING + r"\s+")
_LABEL: Final = re.compile(r"(?P<label>[^\d\s][^\d]*?)\s+(?=[\d△-])")
LEAST_ROWS: Final = 5
LEAST_HELD: Final = 4
_NEAR: Final = 0.05


class BandRow(NamedTuple):
    """A row of a band: its label, its figures (0 where a dash stands) and where it was printed."""

    label: str
    values: tuple[int | Decimal, ...]
    span: Span


def check_bands(subject: Subject) -> Iterator[Finding]:
    """The figure of one row that breaks a sum over two bands."""
    for above, below in pairwise(_bands(subject.reading.lines)):
        alike = [row.label for row in above] == [row.label for row in below]
        width = len(above[0].values) + len(below[0].values)
        if alike and width <= MOST_COLUMNS:
            yield from _check(above, below)


def _bands(lines: Sequence[Line]) -> list[list[BandRow]]:
    """Runs of rows of one width."""
    bands: list[list[BandRow]] = [[]]
    for line in lines:
        row = _row(line)
        if row is None or (bands[-1] and len(row.values) != len(bands[-1][0].values)):
            bands.append([])
        if row is not None:
            bands[-1].append(row)
    return [band for band in bands if len(band) >= LEAST_ROWS]


def _row(line: Line) -> BandRow | None:
    match = _YEAR.match(line.body) or _LABEL.match(line.body)
    values = _values(line.body[match.end() :].split()) if match and not line.cells else ()
    return BandRow(match["label"].replace(" ", ""), values, line.span) if match and values else None


LEAST_COLUMNS: Final = 2


def _values(cells: Sequence[str]) -> tuple[Value, ...]:
    """The figures of a row; none where it has too few, or a word among them: most lines are no rows, and are left at once."""
    values: list[Value] = []
    for cell in cells if len(cells) >= LEAST_COLUMNS else ():
        value = _value(cell)
        if value is None:
            return ()
        values.append(value)
    return tuple(values)


def _value(cell: str) -> Value | None:
    if cell in BLANK_CELLS:
        return 0
    numbers = find_numbers(cell)
    whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(cell))
    return numbers[0].value if whole and not numbers[0].unit else None


def _check(above: Sequence[BandRow], below: Sequence[BandRow]) -> Iterator[Finding]:
    rows = [(*one.values, *other.values) for one, other in zip(above, below, strict=True)]
    width, told = len(above[0].values), set[tuple[int, int]]()
    for support in find_relations(rows):
        relation = support.relation
        if _is_told(support) and relation.item < width <= relation.terms[-1] and (support.failed[0], relation.item) not in told:
            told.add((support.failed[0], relation.item))
            yield from _finding(above, below, rows, support)


def _is_told(support: Support) -> bool:
    return support.relation.kind is Kind.SUM and support.proven and len(support.failed) == 1 and len(support.held) >= LEAST_HELD


def _finding(above: Sequence[BandRow], below: Sequence[BandRow], rows: Sequence[Sequence[Value]], support: Support) -> Iterator[Finding]:
    at = support.failed[0]
    printed = Decimal(rows[at][support.relation.item])
    expected = sum((Decimal(rows[at][term]) for term in support.relation.terms), Decimal(0))
    if looks_misprinted(printed, expected, _NEAR) or abs(printed - expected) <= 1:
        parts = sum(1 for term in support.relation.terms if rows[at][term])
        message = (
            f"'{above[at].label}' 줄에 {with_ro(f'{printed:,f}')} 인쇄되었으나, 아래 단까지 부분 {parts}개를 더하면 {expected:,f}입니다"
            f"(다른 {len(support.held)}개 줄은 맞습니다)."
        )
        span, related = above[at].span, (below[at].span,)
        yield Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, message, span, f"{printed:,f}", f"{expected:,f}", related)
