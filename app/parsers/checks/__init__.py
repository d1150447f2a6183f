"""Figures that do not add up. The printed value always stands; a finding names it, what was expected, and both places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.models.facts import BudgetLine, Fact
from app.models.finding import Finding
from app.models.report import Hints
from app.parsers.checks.budgets import check_tree, rows_of_lines
from app.parsers.checks.derived import check_derived
from app.parsers.checks.messages import describe
from app.parsers.checks.rules import Failure
from app.parsers.checks.totals import check_totals
from app.parsers.checks.views import Sheet, build_sheet
from app.parsers.reading import Reading


def check_report(reading: Reading, facts: Sequence[Fact], hints: Hints) -> Iterator[Finding]:
    """All checks over all kinds, in the order of this file."""
    budgets: dict[str, list[BudgetLine]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, BudgetLine):
            budgets[fact.statement_id].append(fact)
    for number, table in enumerate(reading.tables):
        sheet = build_sheet(table, number)
        if sheet is not None:
            yield from describe(list(_check_sheet(sheet, budgets.get(table.table.id, ()))))


def _check_sheet(sheet: Sheet, lines: Sequence[BudgetLine]) -> Iterator[Failure]:
    rows = rows_of_lines(sheet, lines)
    tree = any(line.path for line in lines)
    yield from check_derived(sheet.columns)
    yield from check_derived(sheet.rows)
    yield from check_totals(sheet.columns)
    if tree:
        yield from check_tree(sheet, rows)
    else:
        yield from check_totals(sheet.rows)
