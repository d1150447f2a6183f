"""The same line in two tables of one report: in a summary and in the detailed table.

Two tables call one line by different names (`계` and the bureau's own; a department and its policy), and different lines by
one name (`기본경비`). So lines are paired by what they say: two lines of different tables that agree in two large amounts, or
in one and in name, are one line; where another amount differs beyond precision, one of them is a misprint. A line that has
its exact twin in the other table is left alone.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Final

from app.models.facts import BudgetLine
from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.parsers.checks.figures import looks_misprinted
from app.parsers.checks.messages import with_ro
from app.parsers.quantities import parse_unit

_FIELDS: Final = ("budget_won", "prior_budget_won", "executed_won", "change_won", "remaining_won")
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


def check_restated(lines: Sequence[BudgetLine], flagged: Container[int]) -> Iterator[Finding]:
    """Lines of different tables that are one line, and differ in one amount.

    flagged: where lines begin that do not add up in their own table: of two that differ, such a one is the misprint.
    """
    if len({line.statement_id for line in lines}) < 2:
        return
    alike: dict[Key, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        for key in _keys(line):
            alike[key].append(at)
    for at, line in enumerate(lines):
        others = _others(line, at, lines, alike)
        for other, shared in others.items():
            named = name_key(line.item) == name_key(lines[other].item)
            if other > at and (shared > 1 or named) and not _have_twins(line, lines[other], lines, alike):
                swap = line.span.first in flagged and lines[other].span.first not in flagged
                yield from _compare(lines[other], line) if swap else _compare(line, lines[other])


def _keys(line: BudgetLine) -> Iterator[Key]:
    for field in _FIELDS[:3]:
        won: int | None = getattr(line, field)
        if won and len(str(abs(won) // _step(line))) >= LEAST_DIGITS:
            yield (field, line.fiscal_year, line.direction.value, won)


def _step(line: BudgetLine) -> int:
    return parse_unit(line.unit).factor if line.unit else 1


def _others(line: BudgetLine, at: int, lines: Sequence[BudgetLine], alike: dict[Key, list[int]]) -> dict[int, int]:
    """Lines of other tables that share amounts with a line, and how many."""
    shared: dict[int, int] = defaultdict(int)
    for key in _keys(line):
        for other in alike[key][:MOST_ALIKE]:
            if other != at and lines[other].statement_id != line.statement_id:
                shared[other] += 1
    return shared


def _have_twins(line: BudgetLine, other: BudgetLine, lines: Sequence[BudgetLine], alike: dict[Key, list[int]]) -> bool:
    """Whether either line is said just so in the table of the other."""
    return _has_twin(line, other, lines, alike) or _has_twin(other, line, lines, alike)


def _has_twin(line: BudgetLine, other: BudgetLine, lines: Sequence[BudgetLine], alike: dict[Key, list[int]]) -> bool:
    """Whether the other's table has a line that says just the same."""
    for key in _keys(line):
        for at in alike[key][:MOST_ALIKE]:
            if lines[at].statement_id == other.statement_id and lines[at] is not other and not _differing(line, lines[at]):
                return True
    return False


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


def _compare(line: BudgetLine, other: BudgetLine) -> Iterator[Finding]:
    differing = _differing(line, other)
    if not differing or len(differing) > 2:
        return
    field = differing[0]
    one, two = getattr(line, field), getattr(other, field)
    if not looks_misprinted(one, two, 0.05):
        return
    printed, expected = _shown(two, other), _shown(one, line)
    message = (
        f"같은 항목의 {_NAMES[field]}이 {line.span.first}행('{line.item}')에는 {with_ro(expected)}, "
        f"{other.span.first}행('{other.item}')에는 {with_ro(printed)} 다르게 인쇄되었습니다."
    )
    yield Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, other.span, printed, expected, (line.span,))


def _shown(won: int, line: BudgetLine) -> str:
    step = _step(line)
    text = f"{abs(won) // step:,}" if won % step == 0 else f"{abs(won) / step:,}"
    return f"{'△' if won < 0 else ''}{text}{line.unit or '원'}"
