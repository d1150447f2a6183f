"""The same line in two tables of one report: in a summary and in the detailed table.

Two tables call one line by different names (`계` and the bureau's own; a department and its policy), and different lines by
one name (`기본경비`). So lines are paired by what they say: two lines of different tables that agree in two large amounts, or
in one and in name, are one line; where another amount differs beyond precision, one of them is a misprint. A line that has
its exact twin in the other table is left alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from app.models.facts import BudgetLine
from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.values.figures import looks_misprinted
from app.parsers.values.quantities import parse_unit

_FIELDS: Final = ("budget_won", "prior_budget_won", "executed_won", "change_won", "remaining_won")
_LARGE: Final = _FIELDS[:3]
_NAMES: Final = {
    "budget_won": "예산",
    "prior_budget_won": "전년도 예산",
    "executed_won": "집행(징수)액",
    "change_won": "증감액",
    "remaining_won": "잔액",
}
LEAST_DIGITS: Final = 5
"""An amount with fewer digits may be the same by chance."""
MOST_ALIKE: Final = 12
"""Of the lines that share an amount, so many are compared."""

Key = tuple[str, int | None, str, int]


class _Index:
    """The lines of a report, found by their amounts."""

    def __init__(self, lines: Sequence[BudgetLine]) -> None:
        self.lines = lines
        self._alike: dict[Key, list[int]] = defaultdict(list)
        self._stated: dict[tuple[str, str, int], list[BudgetLine]] = defaultdict(list)
        for at, line in enumerate(lines):
            for key in _keys(line):
                self._alike[key].append(at)
            for field in _LARGE:
                if won := getattr(line, field):
                    self._stated[line.statement_id, field, won].append(line)

    def others(self, at: int) -> dict[int, int]:
        """Later lines of other tables that share large amounts with a line, and how many."""
        shared: dict[int, int] = defaultdict(int)
        for key in _keys(self.lines[at]):
            for other in self._alike[key][:MOST_ALIKE]:
                if other > at and self.lines[other].statement_id != self.lines[at].statement_id:
                    shared[other] += 1
        return shared

    def has_twin(self, line: BudgetLine, other: BudgetLine) -> bool:
        """Whether the other's table has another line that says just what this one does."""
        near = (self.lines[at] for key in _keys(line) for at in self._alike[key][:MOST_ALIKE])
        return any(one.statement_id == other.statement_id and one is not other and not _differing(line, one) for one in near)

    def leaves_out(self, line: BudgetLine, field: str, won: int, agreed: Sequence[str]) -> bool:
        """Whether the table of a line has one with just this amount and nothing in the fields that agree without it."""
        found = self._stated.get((line.statement_id, field, won), ())[:MOST_ALIKE]
        return any(not any(getattr(one, other) for other in agreed) for one in found)


def check_restated(subject: Subject) -> Iterator[Finding]:
    """Lines of different tables that are one line, and differ in one amount.

    Of two that differ, one that does not add up in its own table is the misprint.
    """
    lines = subject.lines
    if len({line.statement_id for line in lines}) < 2:
        return
    flagged = {finding.span.first for finding in subject.tabled}
    index = _Index(lines)
    for at, line in enumerate(lines):
        for number, shared in index.others(at).items():
            other = lines[number]
            if shared < 2 and name_key(line.item) != name_key(other.item):
                continue
            field = _misprint(index, line, other)
            if field:
                swap = line.span.first in flagged and other.span.first not in flagged
                yield _finding(field, other, line) if swap else _finding(field, line, other)


def _keys(line: BudgetLine) -> Iterator[Key]:
    for field in _LARGE:
        won: int | None = getattr(line, field)
        if won and len(str(abs(won) // _step(line))) >= LEAST_DIGITS:
            yield (field, line.fiscal_year, line.direction.value, won)


def _step(line: BudgetLine) -> int:
    return parse_unit(line.unit).factor if line.unit else 1


def _misprint(index: _Index, line: BudgetLine, other: BudgetLine) -> str | None:
    """The field in which two lines that are one differ by a slip; None where they agree or are two lines after all.

    A difference that is just what a third line states says that the one leaves out what the other takes in.
    """
    differing = _differing(line, other)
    if not differing or len(differing) > 2 or index.has_twin(line, other) or index.has_twin(other, line):
        return None
    field = differing[0]
    one, two = getattr(line, field), getattr(other, field)
    agreed = [name for name in _LARGE if name not in differing and getattr(line, name) and getattr(other, name)]
    explained = any(index.leaves_out(table, field, abs(one - two), agreed) for table in (line, other))
    return field if looks_misprinted(one, two, 0.05) and not explained else None


def _differing(line: BudgetLine, other: BudgetLine) -> list[str]:
    """The fields that both lines state, differently."""
    slack = max(_step(line), _step(other))
    found = []
    for field in _FIELDS:
        one, two = getattr(line, field), getattr(other, field)
        if one is None or two is None or (field in ("executed_won", "remaining_won") and line.as_of != other.as_of):
            continue
        if abs(one - two) > slack:
            found.append(field)
    return found


def _finding(field: str, line: BudgetLine, other: BudgetLine) -> Finding:
    printed, expected = _shown(getattr(other, field), other), _shown(getattr(line, field), line)
    message = (
        f"같은 항목의 {_NAMES[field]}이 {line.span.first}행('{line.item}')에는 {with_ro(expected)}, "
        f"{other.span.first}행('{other.item}')에는 {with_ro(printed)} 다르게 인쇄되었습니다."
    )
    return Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, other.span, printed, expected, (line.span,))


def _shown(won: int, line: BudgetLine) -> str:
    step = _step(line)
    text = f"{abs(won) // step:,}" if won % step == 0 else f"{abs(won) / step:,}"
    return f"{'△' if won < 0 else ''}{text}{line.unit or '원'}"
