"""Figures that do not add up, labels that nobody knows, hints that the print contradicts.

The printed value always stands; a finding names it, what the other printed figures lead to, and both places. Tables are
checked first: totals, trees of budget lines, differences, rates and shares (`rules.py` says how a table decides what was
meant, and which figure is to blame). Then running text, then what stands in two places of one report. Every check looks at
each figure a bounded number of times, so all of them together are linear in the size of the report.

How exact a printed figure is, is told in `figures.py`; the sentences of findings in tables in `messages.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.models.facts import AuditItem, BudgetLine, Fact, Headcount, Organisation
from app.models.finding import Finding
from app.models.report import Hints
from app.parsers.checks.audits import check_audits
from app.parsers.checks.bodies import check_bodies
from app.parsers.checks.budgets import check_cell_splits, check_tree, rows_of_lines
from app.parsers.checks.derived import check_derived
from app.parsers.checks.durations import check_durations
from app.parsers.checks.hints import check_hints
from app.parsers.checks.messages import describe
from app.parsers.checks.restated import check_restated
from app.parsers.checks.shares import check_cell_shares, check_shares
from app.parsers.checks.splits import check_heading_splits, check_nested, check_splits
from app.parsers.checks.sums import check_sums
from app.parsers.checks.told import check_told_rates
from app.parsers.checks.totals import check_totals
from app.parsers.checks.twice import check_explained, check_header_counts, check_introduced
from app.parsers.checks.units import check_missing_units
from app.parsers.checks.words import check_budget_labels, check_staff_labels
from app.parsers.evidence.arithmetic import Failure
from app.parsers.outline.passages import Unit
from app.parsers.places.reading import Place, Reading
from app.parsers.tables.sheet import Sheet


def check_report(reading: Reading, facts: Sequence[Fact], hints: Hints) -> Iterator[Finding]:
    """All checks over all kinds."""
    lines = [fact for fact in facts if isinstance(fact, BudgetLine)]
    statements: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        statements[line.statement_id].append(line)
    staffed = {fact.span.first for fact in facts if isinstance(fact, Headcount)}
    sheets = {sheet.number: sheet for sheet in reading.sheets if sheet.is_figured}
    tabled = [finding for sheet in sheets.values() for finding in _check_sheet(sheet, statements.get(sheet.table.table.id, ()), staffed)]
    yield from tabled
    for place in reading.places:
        yield from _check_place(reading, place, sheets)
    yield from check_bodies([fact for fact in facts if isinstance(fact, Organisation)])
    audits = [fact for fact in facts if isinstance(fact, AuditItem)]
    for sheet in sheets.values() if audits else ():
        yield from check_audits(sheet, audits)
    yield from check_restated(lines, {finding.span.first for finding in tabled})
    yield from check_sums(reading, tuple(sheets.values()))
    yield from check_hints(reading, hints)


def _check_sheet(sheet: Sheet, lines: Sequence[BudgetLine], staffed: set[int]) -> Iterator[Finding]:
    """One table by itself."""
    yield from describe(sheet, list(_failures(sheet, lines)))
    yield from check_header_counts(sheet)
    yield from check_cell_splits(sheet)
    yield from check_cell_shares(sheet)
    if lines:
        yield from check_budget_labels(sheet)
        return
    yield from check_missing_units(sheet)
    if not staffed.isdisjoint(row.span.first for row in sheet.table.table.rows):
        yield from check_staff_labels(sheet)


def _failures(sheet: Sheet, lines: Sequence[BudgetLine]) -> Iterator[Failure]:
    yield from check_derived(sheet.columns)
    yield from check_derived(sheet.rows)
    yield from check_totals(sheet.columns)
    if any(line.path for line in lines):
        yield from check_tree(sheet, rows_of_lines(sheet, lines))
    else:
        yield from check_totals(sheet.rows)


def _check_place(reading: Reading, place: Place, sheets: Mapping[int, Sheet]) -> Iterator[Finding]:
    """The running text of a section, and what it says of the tables in it."""
    heading = reading.lines[place.part.first] if place.part.first >= 0 else None
    if heading:
        yield from check_heading_splits(heading)
    before: list[Unit] = []
    above: Sheet | None = None
    for unit, children in _with_children(place.units):
        if unit.kind == "table":
            above = sheets.get(unit.table)
            if above:
                yield from check_introduced(heading, before, above)
                for passage in before[-2:]:
                    yield from check_told_rates(passage.passage, above)
            before, heading = [], None
        elif unit.kind != "layout":
            yield from check_splits(unit.passage)
            yield from check_nested(unit, children)
            yield from check_shares(unit.passage)
            yield from check_durations(unit.passage, reading.year)
            if above and unit.kind == "note":
                yield from check_explained(unit.passage, above)
            before.append(unit)


def _with_children(units: Sequence[Unit]) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    """Every unit with the items right below it."""
    children: list[list[Unit]] = [[] for _ in units]
    above: list[int] = []
    for at, unit in enumerate(units):
        if unit.kind != "item":
            above = above if unit.kind in ("note", "layout") else []
            continue
        del above[unit.depth :]
        if above and len(above) == unit.depth:
            children[above[-1]].append(unit)
        above.append(at)
    for unit, below in zip(units, children, strict=True):
        yield unit, tuple(below)
