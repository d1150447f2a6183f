"""How much of the print became facts: every number of a table that no fact used is reported, those in text are counted."""

import re
from collections.abc import Iterator
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.report import Coverage, NumberCount
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.places.half_read import Reading
from app.parsers.tables.table import ReadTable
from app.parsers.values.periods import find_periods, is_period
from app.parsers.values.quantities import find_quantities

# `1. 조직운영 2. 교육훈련`: a number that only counts the items of a list states nothing.
_ENUMERATION: Final = re.compile(r"(?:^|(?<=\s))[0-9]{1,2}[.)](?=\s|[가-힣])")


def _number_cells(number: int, table: ReadTable) -> Iterator[tuple[CellKey, str]]:
    """The cells of a table that hold numbers; a day or a month is none."""
    labels = table.grid.label_columns
    for at, row in enumerate(table.table.rows):
        for column, cell in enumerate(row.cells):
            if DIGIT.search(cell.printed) and DIGIT.search(_ENUMERATION.sub(" ", cell.printed)) and not is_period(fold(cell.printed)):
                yield (number, at, labels + column), cell.printed


def check_unread(reading: Reading, used: frozenset[CellKey]) -> Iterator[Finding]:
    """A finding `unread_number` for every cell with a number that no fact has used."""
    for number, table in enumerate(reading.tables):
        for key, printed in _number_cells(number, table):
            if key not in used:
                row = table.table.rows[key[1]]
                cell = row.cells[key[2] - table.grid.label_columns]
                yield Finding(
                    FindingCode.UNREAD_NUMBER,
                    Severity.WARNING,
                    "표의 숫자가 어느 항목으로도 읽히지 않았습니다.",
                    cell.span or row.span,
                    printed=printed,
                )


def _count_numbers(text: str, year: int | None) -> int:
    """Numbers with a unit that belong to no time: `2023년도` is one number less than it looks."""
    times = find_periods(text, year)
    return sum(not any(time.start <= found.start < time.end for time in times) for found in find_quantities(text))


def measure_coverage(reading: Reading, found: Extraction) -> Coverage:
    """How many numbers stand in tables and in text, and how many of them facts hold."""
    by_table = {}
    for number, table in enumerate(reading.tables):
        keys = [key for key, _ in _number_cells(number, table)]
        by_table[table.table.id] = NumberCount(len(keys), sum(key in found.used for key in keys))
    prose = sum(_count_numbers(unit.passage.text, reading.year) for _, unit, _ in reading.passages())
    tables = NumberCount(sum(count.numbers for count in by_table.values()), sum(count.read for count in by_table.values()))
    return Coverage(tables, NumberCount(prose, min(prose, len(found.prose))), by_table)
