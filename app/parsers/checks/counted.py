"""One thing counted in two tables: `지하 64대, 지상 48대` in the remark of a building, and 109 under `주차면 수(207대)` of it elsewhere.

The first table tells the parts in one cell, the second has a column or row of the building's own name below a header that gives
the unit. They count the same where the remark's label and that header begin with the same noun. A difference of a few, or of
one slip, is reported; a larger one is mostly of another time or another part.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.checks.claims import Amounts
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.labels import CONTINUOUS_UNITS
from app.parsers.tables.sheet import Sheet, View
from app.parsers.values.figures import Figure, Gap, looks_misprinted

_UNIT_IN_LABEL: Final = re.compile(r"\(\s?[\d,]+\s?(?P<unit>[가-힣]{1,3})\s?\)")
_WORD: Final = re.compile(r"[가-힣]{2,}")
_NOUN: Final = 2
"""Letters that two labels of one thing begin with."""
MOST_NAMED: Final = 40
_NEAR: Final = 0.05

Key = tuple[str, str, str]
"""Of what it is, how what is counted begins, and the unit."""


class Count(NamedTuple):
    """A count of parts that were added up: how many, as printed, and where."""

    value: Decimal
    printed: str
    span: Span


def check_counted(subject: Subject) -> Iterator[Finding]:
    """Counts in a table that the parts told in another one contradict."""
    told: dict[Key, list[Count]] = defaultdict(list)
    for sheet in subject.reading.sheets:
        for key, count in _in_cells(sheet):
            told[key].append(count)
    for sheet in subject.sheets.values() if told else ():
        for view in (sheet.columns, sheet.rows):
            yield from _check_view(sheet, view, told)


def _in_cells(sheet: Sheet) -> Iterator[tuple[Key, Count]]:
    """Cells that tell two counts or more of one unit, in a table of few rows about what its heading names."""
    rows = sheet.table.table.rows
    title = name_key(sheet.table.part.title)
    if len(rows) != 1 or not title:
        return
    for column, path in enumerate(sheet.columns.paths):
        cell = rows[0].cells[column]
        if sheet.cells[0][column] is Gap.TEXT and path:
            for unit, numbers in _by_unit(fold(cell.printed.replace("\n", " "))).items():
                value = sum((Decimal(number) for number in numbers), Decimal(0))
                for word in _WORD.findall(path[-1]) if len(numbers) > 1 else ():
                    yield (title, word[:_NOUN], unit), Count(value, cell.printed, rows[0].span)


def _by_unit(text: str) -> Mapping[str, list[Decimal]]:
    found: dict[str, list[Decimal]] = defaultdict(list)
    for number in Amounts.of(text).all:
        if number.unit and number.unit not in CONTINUOUS_UNITS:
            found[number.unit].append(Decimal(number.value or 0))
    return found


def _check_view(sheet: Sheet, view: View, told: Mapping[Key, Sequence[Count]]) -> Iterator[Finding]:
    for item, path in enumerate(view.paths):
        unit = _UNIT_IN_LABEL.search(path[0]) if len(path) > 1 else None
        read = view.cells[item][0] if unit and len(view.lines) == 1 else None
        if unit and isinstance(read, Figure):
            for count in told.get((name_key(path[-1]), path[0][:_NOUN], unit["unit"]), ())[:MOST_NAMED]:
                if count.value != read.value and looks_misprinted(read.value, count.value, _NEAR):
                    at = view.at(item, 0)
                    message = (
                        f"'{sheet.name(at)}' 칸은 {with_ro(read.printed)} 인쇄되었으나, "
                        f"{count.span.first}행의 내역({count.printed})을 더하면 {count.value:,f}{unit['unit']}입니다."
                    )
                    yield Finding(
                        FindingCode.STATED_TWICE, Severity.ERROR, message, sheet.span(at), read.printed, f"{count.value:,f}", (count.span,)
                    )
