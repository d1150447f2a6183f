"""What the columns (or rows) of a table stand for: budgets and what follows from them, posts and people.

A column's label says it (예산현액, 집행액, 집행률 …); the innermost label that is known goes before those above it. A column named
after who pays (국비, 시비) is a part of the budget beside it. What is counted in percent is a rate and never money, whatever
its words; a column of nothing but `%` is a rate of the column before it. Of budgets of several years the latest is the
budget, the year before it last year's; two columns of nothing but years beside their change are budgets where the title
speaks of one. Roles are decided once for a table: facts and checks read the same.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from app.models.facts import Measure
from app.models.finding import FindingCode
from app.parsers.characters.normalise import fold
from app.parsers.evidence.arithmetic import Kind
from app.parsers.labels import (
    BUDGET_WORD,
    MEASURES,
    PERCENT_ENDINGS,
    PRIOR_WORDS,
    WON,
    YEAR_SIGN,
    BudgetColumn,
    budget_column,
    funding_tier,
    label_key,
    read_label,
)
from app.parsers.values.periods import column_year

Path = tuple[str, ...]
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
MONEY: Final = frozenset(
    [
        BudgetColumn.BUDGET,
        BudgetColumn.PRIOR,
        BudgetColumn.EXECUTED,
        BudgetColumn.REMAINING,
        BudgetColumn.CHANGE,
        BudgetColumn.CARRIED_OVER,
        BudgetColumn.FUNDING,
    ]
)
# What a column of percent is, by what its words say of the money beside it.
_RATE_OF: Final[Mapping[BudgetColumn, BudgetColumn]] = {
    BudgetColumn.CHANGE: BudgetColumn.CHANGE_RATE,
    BudgetColumn.EXECUTED: BudgetColumn.RATE,
    BudgetColumn.REMAINING: BudgetColumn.RATE,
    BudgetColumn.CARRIED_OVER: BudgetColumn.RATE,
    BudgetColumn.BUDGET: BudgetColumn.SHARE,
    BudgetColumn.PRIOR: BudgetColumn.SHARE,
    BudgetColumn.FUNDING: BudgetColumn.SHARE,
}
_YEAR_ALONE: Final = re.compile(rf"(?:'\d{{2}}|(?:19|20)\d{{2}})\s?{YEAR_SIGN}\s?(?:\([A-Z]\))?")
PERCENT: Final = "%"


def find_roles(paths: Sequence[Path], units: Sequence[str], title: str = "") -> tuple[Role, ...]:
    """The role of each column, by its labels and unit; `title` is what stands over the table.

    Of 증감 it is the variance where posts and people stand beside it.
    """
    measures = {MEASURES.get(label_key(label)) for path in paths for label in path}
    staffing = Measure.ACTUAL in measures and Measure.AUTHORISED in measures
    roles = [_role(path, unit, staffing) for path, unit in zip(paths, units, strict=True)]
    _name_payers(paths, roles)
    _name_rates(paths, roles)
    _name_years(paths, roles, title)
    _name_prior(paths, roles)
    return tuple(roles)


def _role(path: Path, unit: str, staffing: bool) -> Role:
    if not path:
        return None
    if staffing and (measure := _measure(path)):
        return measure
    return _column_role(path, unit)


def _column_role(path: Path, unit: str) -> BudgetColumn | None:
    column = known_column(path)
    shared = label_key(path[-1]).endswith(PERCENT_ENDINGS)
    if unit == PERCENT or (column in MONEY and shared):
        return _of_percent(path, column)
    if column in MONEY and _counts_no_money(path):
        return None
    return BudgetColumn.RATE if column is None and shared else column


def _measure(path: Path) -> Measure | None:
    """What the innermost label that is known counts: posts, people, or how they differ."""
    return next((found for label in reversed(path) if (found := MEASURES.get(label_key(label)))), None)


def known_column(path: Path) -> BudgetColumn | None:
    """What the innermost label that is known says; the whole path may be one label that was printed on several lines."""
    labels = (path[-1], " ".join(path), *reversed(path[:-1]))
    return next((column for label in labels if (column := budget_column(label))), None)


def _of_percent(path: Path, column: BudgetColumn | None) -> BudgetColumn:
    if any(budget_column(label) is BudgetColumn.CHANGE for label in path):
        return BudgetColumn.CHANGE_RATE  # `증감 > 비율`
    return BudgetColumn.RATE if column is None else _RATE_OF.get(column, column)


def _counts_no_money(path: Path) -> bool:
    """Whether a label's own note counts something else: `집행(건)`."""
    unit = next((unit for label in reversed(path) if (unit := read_label(label).unit)), None)
    return unit is not None and WON not in unit


def _name_payers(paths: Sequence[Path], roles: list[Role]) -> None:
    """Columns named 국비, 시비 … are parts of a budget: of the one above them, or of one beside them."""
    budgets = any(role is BudgetColumn.BUDGET and not funding_tier(path[-1]) for path, role in zip(paths, roles, strict=True) if path)
    for at, path in enumerate(paths):
        if not path or funding_tier(path[-1]) is None or roles[at] not in (None, BudgetColumn.BUDGET):
            continue
        if roles[at] is BudgetColumn.BUDGET and not budgets:
            continue
        if len(path) > 1 or budgets:
            roles[at] = BudgetColumn.FUNDING


def is_percent_sign(path: Sequence[str]) -> bool:
    """Whether a column is called nothing but `%` or `(%)`: a rate of what stands before it."""
    return bool(path) and fold(path[-1]).strip(" ()") == PERCENT


def _name_rates(paths: Sequence[Path], roles: list[Role]) -> None:
    for at in range(1, len(paths)):
        before = roles[at - 1]
        if is_percent_sign(paths[at]) and len(paths[at]) == 1 and isinstance(before, BudgetColumn) and before in _RATE_OF:
            roles[at] = _RATE_OF[before]


def _name_years(paths: Sequence[Path], roles: list[Role], title: str) -> None:
    """Two columns of nothing but years beside their change are budgets, where the title speaks of a budget."""
    years = [at for at, path in enumerate(paths) if path and _YEAR_ALONE.fullmatch(fold(" ".join(path)))]
    if len(years) == 2 and BudgetColumn.CHANGE in roles and BudgetColumn.BUDGET not in roles and BUDGET_WORD in title:
        for at in years:
            roles[at] = BudgetColumn.BUDGET


def year_of(path: Sequence[str]) -> int | None:
    """The year that a path names, innermost label first."""
    return next((year for label in reversed(path) if (year := column_year(fold(label)))), None)


def _name_prior(paths: Sequence[Path], roles: list[Role]) -> None:
    """Of several budgets: the year before the latest is last year's; of one year, one that says 기정 or 당초 and is not the last."""
    budgets = [at for at, role in enumerate(roles) if role is BudgetColumn.BUDGET]
    if len(budgets) < 2:
        return
    years = {at: year_of(paths[at]) for at in budgets}
    known = sorted({year for year in years.values() if year})
    for at in budgets:
        before = years[at] == known[-2] if len(known) > 1 else at < budgets[-1] and label_key(paths[at][-1]) in PRIOR_WORDS
        if before:
            roles[at] = BudgetColumn.PRIOR


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
