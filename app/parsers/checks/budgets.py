"""Budget trees: what a policy, a unit or a department spends is the sum of what stands under it.

Which line is a part of which was decided when the budget lines were read (`app/parsers/hierarchy.py`) and stands in their
paths. Here each line is compared with the sum of its parts in every column of amounts. A line whose parts agree with it in
no column was placed by its label alone; then only a slip in a table of one column of amounts is reported.

Who pays (국비, 시비, 구비) is compared with the amount that is split.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.models.facts import BudgetLine
from app.models.finding import FindingCode
from app.models.span import Span
from app.parsers.checks.roles import find_roles
from app.parsers.checks.rules import Failure, Kind, Rule, find_failures, tally
from app.parsers.checks.views import Sheet
from app.parsers.labels import BudgetColumn

_UNADDED = frozenset([BudgetColumn.RATE, BudgetColumn.CHANGE_RATE, BudgetColumn.SHARE, BudgetColumn.NOTE])


def rows_of_lines(sheet: Sheet, lines: Sequence[BudgetLine]) -> dict[int, BudgetLine]:
    """The budget line of each row of a table."""
    by_span: dict[Span, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        by_span[line.span].append(line)
    found = {}
    for at, row in enumerate(sheet.table.table.rows):
        waiting = by_span.get(Span(row.span.first, row.span.last, row.span.start, row.span.end))
        if waiting:
            found[at] = waiting.pop(0)
    return found


def check_tree(sheet: Sheet, lines: Mapping[int, BudgetLine]) -> Iterator[Failure]:
    """Failures of every line that has parts."""
    view = sheet.rows
    amounts = [
        at
        for at, role in enumerate(find_roles(sheet.columns))
        if role not in _UNADDED and sheet.columns.numeric[at] and sheet.columns.adds[at]
    ]
    for whole, parts in find_parts(lines).items():
        rule = Rule(FindingCode.SUM_MISMATCH, Kind.SUM, whole, tuple((part, 1) for part in parts))
        yield from find_failures(view, tally(view, rule, amounts))


def find_parts(lines: Mapping[int, BudgetLine]) -> dict[int, list[int]]:
    """The rows right below each row that has any, by the paths of their lines; a total may stand below its parts."""
    parts: dict[int, list[int]] = defaultdict(list)
    last: dict[tuple[str, ...], int] = {}
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row, line in lines.items():
        own = (*line.path, line.item)
        if own in waiting:
            parts[row] += waiting.pop(own)
        last[own] = row
        if not line.path:
            continue
        above = last.get(line.path)
        if above is None:
            waiting[line.path].append(row)
        else:
            parts[above].append(row)
    return parts
