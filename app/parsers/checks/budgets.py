"""Budget trees: what a policy, a unit or a department spends is the sum of what stands under it.

Which line is a part of which was decided when the budget lines were read (`app/parsers/tables/hierarchy.py`) and stands in their
paths. Here each line is compared with the sum of its parts in every column of amounts. A line whose parts agree with it in
no column was placed by its label alone; then only a slip in a table of one column of amounts is reported.

Who pays (국비, 시비, 구비) is compared with the amount that is split.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from app.models.facts import BudgetLine
from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.checks.messages import with_ro
from app.parsers.checks.splits import parts_in, read_pieces
from app.parsers.evidence.arithmetic import CellAt, Failure, Kind, Rule, Tally, find_failures, tally
from app.parsers.labels import BudgetColumn, funding_tier
from app.parsers.tables.sheet import Sheet, View
from app.parsers.values.digits import WHOLE
from app.parsers.values.figures import Figure, Value, looks_misprinted, show

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
    view, columns = sheet.rows, sheet.columns
    amounts = [at for at, role in enumerate(columns.roles) if role not in _UNADDED and columns.numeric[at] and columns.adds[at]]
    for whole, parts in find_parts(lines).items():
        rule = Rule(FindingCode.SUM_MISMATCH, Kind.SUM, whole, tuple((part, 1) for part in parts))
        kept = tally(view, rule, amounts)
        if kept.broken and not _holds_without_one(view, kept, amounts):
            yield from find_failures(view, kept)


def _holds_without_one(view: View, kept: Tally, amounts: Sequence[int]) -> bool:
    """Whether the sums are over by just one of the parts: then that line was placed here though it is no part."""
    over = {line: verdict.expected - verdict.figure.value for line, verdict in kept.broken}
    parts = [part for part, _ in kept.rule.terms] if len(kept.rule.terms) > 2 else []
    return any(all(_value(view, part, line) == over.get(line, 0) for line in amounts) for part in parts)


def _value(view: View, item: int, line: int) -> Value:
    read = view.cells[item][line]
    return read.value if isinstance(read, Figure) else 0


def find_parts(lines: Mapping[int, BudgetLine]) -> dict[int, list[int]]:
    """The rows right below each row that has any, by the paths of their lines; a total may stand below its parts."""
    parts: dict[int, list[int]] = defaultdict(list)
    last: dict[tuple[str, ...], int] = {}
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    owned = {(*line.path, line.item) for line in lines.values()}
    for row, line in lines.items():
        own = (*line.path, line.item)
        over = line.path
        while over and over not in owned:  # a group that has no row of its own
            over = over[:-1]
        if own in waiting:
            parts[row] += waiting.pop(own)
        last[own] = row
        if not over:
            continue
        above = last.get(over)
        if above is None:
            waiting[over].append(row)
        else:
            parts[above].append(row)
    return parts


# --- who pays ------------------------------------------------------------------------------------------------------------

_SPLIT_CELL: Final = re.compile(rf"\s*(?P<whole>{WHOLE})\s*\((?P<inner>[^()]*)\)?\s*", re.S)


def check_cell_splits(sheet: Sheet) -> Iterator[Finding]:
    """Cells that say in brackets what their amount is made of: `2,427,784 (국 28,000, 시 12,000, 구비 2,387,784)`."""
    for row, cells in enumerate(sheet.table.table.rows):
        for column, cell in enumerate(cells.cells):
            if "(" not in cell.printed or not cell.printed[0].isdigit():
                continue
            match = _SPLIT_CELL.fullmatch(fold(cell.printed))
            figure = sheet.cells[row][column]
            if match and isinstance(figure, Figure):
                yield from _check_split(sheet, (row, column), match, figure)


def _check_split(sheet: Sheet, at: CellAt, match: re.Match[str], figure: Figure) -> Iterator[Finding]:
    parts = parts_in(read_pieces(" ".join(match["inner"].split())), "", figure.factor)
    if len(parts) < 2:
        return
    added = sum((Decimal(part.value) for part in parts), Decimal(0))
    paid = all(funding_tier(part.label) for part in parts)
    slack = 0 if figure.exact else figure.factor * len(parts) // 2
    if abs(Decimal(figure.value) - added) > slack and looks_misprinted(figure.value, added, 0.5 if paid else 0.1):
        printed, expected = match["whole"], show(added, figure)
        message = f"'{sheet.name(at)}' 칸은 {with_ro(printed)} 인쇄되었으나, 괄호 안의 {len(parts)}개를 더하면 {expected}입니다."
        yield Finding(
            FindingCode.SUM_MISMATCH, Severity.ERROR, message, sheet.span(at), printed, expected, (sheet.table.table.rows[at[0]].span,)
        )
