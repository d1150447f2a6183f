"""What the items of a table stand for: by the words of their labels, and by the letters in them.

Reports write how a column was computed into its label: `예산현액(A)`, `집행액(B)`, `잔액(A-B)`, `집행률(B/A)`, `계(A+B)`.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.models.facts import Measure
from app.models.finding import FindingCode
from app.parsers.evidence.arithmetic import Kind
from app.parsers.labels import MEASURES, PERCENT_ENDINGS, BudgetColumn, budget_column, label_key, read_label
from app.parsers.tables.sheet import Path, View

Role = BudgetColumn | Measure | None

DERIVED: Final = frozenset(
    [
        BudgetColumn.RATE,
        BudgetColumn.REMAINING,
        BudgetColumn.CHANGE,
        BudgetColumn.CHANGE_RATE,
        BudgetColumn.SHARE,
        BudgetColumn.NOTE,
        Measure.VARIANCE,
    ]
)

_LETTER: Final = r"[A-Za-z①-⑳㉠-㉭ⓐ-ⓩⒶ-Ⓩ]"
_PERCENT: Final = re.compile(r"(?:[×xX*]100)?%?$")
_SIGNED: Final = re.compile(rf"([+\-]?)\s*({_LETTER})")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a label: what kind of rule, and its letters with their weights."""

    kind: Kind
    letters: tuple[tuple[str, int], ...]


def find_roles(view: View) -> tuple[Role, ...]:
    """The role of each item; of 증감 it is the variance where posts and people stand beside it."""
    measures = {MEASURES.get(label_key(label)) for path in view.paths for label in path}
    staffing = Measure.ACTUAL in measures and Measure.AUTHORISED in measures
    return tuple(_role(path, unit, staffing) for path, unit in zip(view.paths, view.units, strict=True))


def _role(path: Path, unit: str, staffing: bool) -> Role:
    if not path:
        return None
    if staffing:
        found = next((measure for label in reversed(path) if (measure := MEASURES.get(label_key(label)))), None)
        if found:
            return found
    if unit == "%" and any(budget_column(label) is BudgetColumn.CHANGE for label in path[:-1]):
        return BudgetColumn.CHANGE_RATE  # `증감 > 비율`
    for label in (path[-1], " ".join(path)):
        column = budget_column(label)
        if column is not None:
            return BudgetColumn.CHANGE_RATE if column is BudgetColumn.CHANGE and unit == "%" else column
    if label_key(path[-1]).endswith(PERCENT_ENDINGS) or unit == "%":
        return BudgetColumn.RATE
    return next(
        (column for label in reversed(path[:-1]) if (column := budget_column(label)) in (BudgetColumn.BUDGET, BudgetColumn.EXECUTED)), None
    )


def find_letters(view: View) -> tuple[dict[str, list[int]], dict[int, Formula]]:
    """Which items each letter names, and the formulas of the items that follow from others."""
    letters: dict[str, list[int]] = defaultdict(list)
    formulas: dict[int, Formula] = {}
    for item, path in enumerate(view.paths):
        for printed in (letter for label in path if (letter := read_label(label).letter)):
            if len(printed) == 1:
                letters[printed].append(item)
            elif read := _read_formula(printed):
                formulas.setdefault(item, read)
    return letters, formulas


def _read_formula(text: str) -> Formula | None:
    """`A+B`, `B-A`, `C/B`, `(B-A)/A`, `C=A-B`, `C/B×100`.

    >>> _read_formula("(B-A)/A")
    Formula(kind=<Kind.GROWTH: 'growth'>, letters=(('B', 1), ('A', 1)))
    """
    parts = re.split(r"[/÷]", _PERCENT.sub("", text.rpartition("=")[2]))
    terms = [(letter, -1 if sign == "-" else 1) for sign, letter in _SIGNED.findall(parts[0])]
    if len(parts) == 1:
        return Formula(Kind.SUM, tuple(terms)) if len(terms) > 1 else None
    below = _SIGNED.findall(parts[1])
    if len(parts) > 2 or len(below) != 1:
        return None
    if len(terms) == 1:
        return Formula(Kind.RATE, ((terms[0][0], 1), (below[0][1], 1)))
    if len(terms) == 2 and terms[1][1] == -1 and terms[1][0] == below[0][1]:
        return Formula(Kind.GROWTH, ((terms[0][0], 1), (below[0][1], 1)))
    return None


CODES: Final[Mapping[Role, FindingCode]] = {
    BudgetColumn.RATE: FindingCode.RATE_MISMATCH,
    BudgetColumn.REMAINING: FindingCode.REMAINING_MISMATCH,
    BudgetColumn.CHANGE: FindingCode.CHANGE_MISMATCH,
    BudgetColumn.CHANGE_RATE: FindingCode.CHANGE_MISMATCH,
    BudgetColumn.SHARE: FindingCode.SHARE_MISMATCH,
    Measure.VARIANCE: FindingCode.VARIANCE_MISMATCH,
}


def code_of(role: Role, kind: Kind) -> FindingCode:
    """The code of a failure: by what the item stands for, else by how it was computed."""
    if role in CODES:
        return CODES[role]
    return {Kind.SUM: FindingCode.SUM_MISMATCH, Kind.RATE: FindingCode.RATE_MISMATCH, Kind.GROWTH: FindingCode.CHANGE_MISMATCH}[kind]
