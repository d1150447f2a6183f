"""Every table by itself: totals, budget trees, and what follows from its neighbours."""

from collections.abc import Iterator, Sequence

from app.models.facts import BudgetLine
from app.models.finding import Finding
from app.parsers.checks.budgets import check_tree, rows_of_lines
from app.parsers.checks.derived import check_derived
from app.parsers.checks.messages import describe
from app.parsers.checks.related import check_related
from app.parsers.checks.totals import check_totals
from app.parsers.evidence.arithmetic import Failure
from app.parsers.tables.sheet import Sheet


def check_table(sheet: Sheet, lines: Sequence[BudgetLine]) -> Iterator[Finding]:
    """What does not come out within a table; a figure that explains several failures is named once.

    lines: the budget lines that were read from it.
    """
    failures = list(_failures(sheet, lines))
    yield from describe(sheet, failures)
    if not failures:
        yield from check_related(sheet)


def _failures(sheet: Sheet, lines: Sequence[BudgetLine]) -> Iterator[Failure]:
    yield from check_derived(sheet.columns)
    yield from check_derived(sheet.rows)
    yield from check_totals(sheet.columns)
    if any(line.path for line in lines):
        yield from check_tree(sheet, rows_of_lines(sheet, lines))
    else:
        yield from check_totals(sheet.rows)
