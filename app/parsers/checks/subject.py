"""What all checks look at: one report with its facts, and its tables read once."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from app.models.facts import BudgetLine, Fact, Headcount
from app.models.finding import Finding
from app.models.report import Hints
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.checks.tables import check_table
from app.parsers.outline.passages import Passage
from app.parsers.places.half_read import Reading
from app.parsers.tables.sheet import Sheet
from app.parsers.values.figures import Gap


@dataclass(frozen=True, eq=False)
class Subject:
    """A report as the checks see it."""

    reading: Reading
    facts: Sequence[Fact]
    hints: Hints

    @cached_property
    def sheets(self) -> Mapping[int, Sheet]:
        """The tables, by their number."""
        return {sheet.number: sheet for sheet in self.reading.sheets if sheet.is_figured}

    @cached_property
    def lines(self) -> Sequence[BudgetLine]:
        """The budget lines."""
        return [fact for fact in self.facts if isinstance(fact, BudgetLine)]

    @cached_property
    def statements(self) -> Mapping[str, Sequence[BudgetLine]]:
        """The budget lines of each table that has any, by its id."""
        found: dict[str, list[BudgetLine]] = defaultdict(list)
        for line in self.lines:
            found[line.statement_id].append(line)
        return found

    @cached_property
    def staffed(self) -> frozenset[int]:
        """The printed lines on which rows of head counts begin."""
        return frozenset(fact.span.first for fact in self.facts if isinstance(fact, Headcount))

    @cached_property
    def tabled(self) -> Sequence[Finding]:
        """What does not come out within the tables."""
        return [finding for sheet in self.sheets.values() for finding in check_table(sheet, self.lines_of(sheet))]

    def lines_of(self, sheet: Sheet) -> Sequence[BudgetLine]:
        """The budget lines of a table."""
        return self.statements.get(sheet.table.table.id, ())

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """The running text, and what stands in cells that hold more than a figure; what has no digit is left out."""
        told = (passage for sheet in self.reading.sheets for passage in _told_in_cells(sheet))
        said = (unit.passage for _, unit, _ in self.reading.passages())
        return [passage for passage in (*said, *told) if DIGIT.search(passage.text)]


Check = Callable[[Subject], Iterator[Finding]]


def of_sheets(check: Callable[[Sheet], Iterator[Finding]]) -> Check:
    """A check of one table, as a check of all."""
    return lambda subject: (finding for sheet in subject.sheets.values() for finding in check(sheet))


def of_passages(*checks: Callable[[Passage], Iterator[Finding]]) -> Check:
    """Checks of one piece of running text, as a check of all."""
    return lambda subject: (finding for passage in subject.passages for check in checks for finding in check(passage))


LEAST_TOLD: Final = 20
"""Letters of a cell that may tell several figures."""


def _told_in_cells(sheet: Sheet) -> Iterator[Passage]:
    for row, cells in enumerate(sheet.table.table.rows):
        for column, cell in enumerate(cells.cells):
            if len(cell.printed) >= LEAST_TOLD and sheet.cells[row][column] is Gap.TEXT:
                text = cell.printed.replace("\n", " ")
                yield Passage(fold(text), text, ((0, cells.span.first, 0),))
