"""Figures that follow from their neighbours: remaining amounts, changes, rates, shares, and the 과부족 of a staffing table.

The label says what a figure is, seldom out of which others it was computed: `집행률` may be of the 예산현액 or of the 예산액,
`증감` this year less last year, or the other way round, and the sign of 과부족 differs from report to report. So each
derived item has several rules, in the order of likelihood, and the table's lines decide between them. A letter formula in
the label (`징수율(C/B)`) goes before all others.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from app.models.facts import Measure
from app.parsers.evidence.arithmetic import Failure, Kind, Rule, Tally, Trust, best_tally, find_failures, tally
from app.parsers.labels import EXECUTION_RATES, MEASURES, TOTAL_WORDS, BudgetColumn, label_key
from app.parsers.tables.formulas import Formula, find_letters
from app.parsers.tables.roles import DERIVED, Path, Role, code_of
from app.parsers.tables.sheet import View, is_sum

MOST_OPERANDS: Final = 8
"""Of the items that another could be computed from, so many of the nearest are tried."""
MOST_OF_A_ROLE: Final = 4
REACH: Final = 24
"""How many items to each side are looked at, where a table has many."""


@dataclass(frozen=True)
class Items:
    """What the items of a view stand for, found once for all of them.

    eligible: by the labels they begin with, the items that others may follow from. measures: the posts and people
    by all their labels but the measure, and all of them by None.
    """

    view: View
    roles: tuple[Role, ...]
    letters: Mapping[str, Sequence[int]]
    formulas: Mapping[int, Formula]
    eligible: Mapping[Path, Sequence[int]]
    measures: Mapping[tuple[Path | None, Measure], Sequence[int]]

    @classmethod
    def of(cls, view: View) -> "Items":
        """Read the labels of a view."""
        roles = view.roles
        letters, formulas = find_letters(view.paths)
        eligible: dict[Path, list[int]] = defaultdict(list)
        measures: dict[tuple[Path | None, Measure], list[int]] = defaultdict(list)
        for item, keys in enumerate(view.keys):
            role = roles[item]
            if isinstance(role, Measure):
                measures[_without_measure(view.paths[item], keys), role].append(item)
                measures[None, role].append(item)
            if role not in DERIVED and view.numeric[item] and view.units[item] != "%":
                for depth in range(max(1, len(keys))):
                    eligible[keys[:depth]].append(item)
        return cls(view, roles, letters, formulas, eligible, measures)

    @property
    def derives(self) -> bool:
        """Whether any item follows from others."""
        return bool(self.formulas) or any(role in DERIVED and role is not BudgetColumn.NOTE for role in self.roles)

    def pool(self, item: int, least: int = 2) -> list[int]:
        """The items that one may follow from: those of its own group, if it has so many, else of the groups around it."""
        keys = self.view.keys[item]
        for depth in range(max(0, len(keys) - 1), -1, -1):
            pool = self.eligible.get(keys[:depth], ())
            if len(pool) >= least:
                at = bisect_left(pool, item)
                return list(pool[max(0, at - REACH) : at + REACH])
        return []

    def lettered(self, item: int, letter: str) -> int | None:
        """The item that a letter in the label of another means: of several, the one in its group, then the nearest."""
        keys = self.view.keys[item]
        found = self.letters.get(letter, ())
        at = bisect_left(found, item)
        near = found[max(0, at - MOST_OPERANDS) : at + MOST_OPERANDS]
        return max(near, key=lambda other: (_common(self.view.keys[other], keys), -abs(other - item)), default=None)

    def measured(self, item: int, measure: Measure) -> int | None:
        """The posts or people that a difference is of: under the same labels, else the nearest."""
        around = _without_measure(self.view.paths[item], self.view.keys[item])
        found = self.measures.get((around, measure)) or self.measures.get((None, measure), ())
        at = bisect_left(found, item)
        return min(found[max(0, at - 1) : at + 1], key=lambda other: abs(other - item), default=None)


def _without_measure(path: Path, keys: Path) -> Path:
    """The labels that say of whom a figure is; a total is of nobody in particular, as if it had no label."""
    told = ((label_key(label), key) for label, key in zip(path, keys, strict=True))
    return tuple(key for label, key in told if label not in MEASURES and label not in TOTAL_WORDS)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=False))


def check_derived(view: View) -> Iterator[Failure]:
    """Failures of every item that follows from others."""
    items = Items.of(view)
    if not items.derives:
        return
    lines = range(len(view.lines))
    variances: list[list[Tally]] = []
    for item, role in enumerate(items.roles):
        if not view.numeric[item] or role is BudgetColumn.NOTE:
            continue
        rules = list(_rules(items, item))
        if role is Measure.VARIANCE:
            variances.append([tally(view, rule, lines) for rule in rules])
        elif rules and (best := best_tally(tally(view, rule, lines) for rule in rules)):
            yield from find_failures(view, best)
    yield from _check_variances(view, variances)


def _check_variances(view: View, tallies: Sequence[Sequence[Tally]]) -> Iterator[Failure]:
    """The sign of 과부족 is one for the whole table: the one that more figures keep to."""
    pairs = [pair for pair in tallies if len(pair) == 2]
    signs = [sum(pair[sign].rank[0] for pair in pairs) for sign in (0, 1)]
    for pair in pairs:
        yield from find_failures(view, pair[0 if signs[0] >= signs[1] else 1])


def _rules(items: Items, item: int) -> Iterator[Rule]:
    role = items.roles[item]
    lettered = list(_letter_rules(items, item))
    if lettered:
        yield from lettered
    elif role is Measure.VARIANCE:
        yield from _variance_rules(items, item)
    elif role is BudgetColumn.SHARE:
        yield from _share_rules(items, item)
    elif role in (BudgetColumn.REMAINING, BudgetColumn.CHANGE):
        yield from _difference_rules(item, role, items.roles, items.pool(item))
    elif role in DERIVED:
        yield from _rate_rules(items, item, items.pool(item))


def _letter_rules(items: Items, item: int) -> Iterator[Rule]:
    """The formula in an item's label, where all its letters are found; a difference may be meant the other way round."""
    role, formula = items.roles[item], items.formulas.get(item)
    if formula is None:
        return
    operands = [(items.lettered(item, letter), weight) for letter, weight in formula.letters]
    terms = tuple((operand, weight) for operand, weight in operands if operand is not None)
    if len(terms) < len(formula.letters):
        return
    yield Rule(code_of(role, formula.kind), formula.kind, item, terms)
    if formula.kind is Kind.SUM and len(terms) == 2 and role in DERIVED:
        yield Rule(code_of(role, formula.kind), formula.kind, item, tuple((term, -weight) for term, weight in terms))


def _with_role(pool: Iterable[int], item: int, roles: Sequence[Role], *wanted: BudgetColumn) -> list[int]:
    """The items of a role that are nearest to one, in their order."""
    found = [other for other in pool if roles[other] in wanted]
    return sorted(sorted(found, key=lambda other: abs(other - item))[:MOST_OF_A_ROLE])


def _difference_rules(item: int, role: Role, roles: Sequence[Role], pool: Sequence[int]) -> Iterator[Rule]:
    budgets = _with_role(pool, item, roles, BudgetColumn.BUDGET, BudgetColumn.PRIOR)
    code = code_of(role, Kind.SUM)
    if role is BudgetColumn.REMAINING:
        carried = [(other, -1) for other in _with_role(pool, item, roles, BudgetColumn.CARRIED_OVER)]
        for budget in budgets:
            for executed in _with_role(pool, item, roles, BudgetColumn.EXECUTED):
                yield Rule(code, Kind.SUM, item, ((budget, 1), (executed, -1)))
                if carried:
                    yield Rule(code, Kind.SUM, item, ((budget, 1), (executed, -1), *carried))
        return
    for one, other, trust in _compared(item, roles, pool):
        yield Rule(code, Kind.SUM, item, ((one, 1), (other, -1)), trust)


def _compared(item: int, roles: Sequence[Role], pool: Sequence[int]) -> Iterator[tuple[int, int, Trust]]:
    """The pairs that a change may be between: budgets with last year's, else any two items near it."""
    budgets, priors = _with_role(pool, item, roles, BudgetColumn.BUDGET), _with_role(pool, item, roles, BudgetColumn.PRIOR)
    if budgets and priors:
        for prior in priors:
            for budget in budgets:
                yield budget, prior, Trust.NAMED
                yield prior, budget, Trust.NAMED
        return
    money = [*budgets, *priors]
    if len(money) == 2:
        yield money[0], money[1], Trust.NAMED
        yield money[1], money[0], Trust.NAMED
        return
    near = sorted(pool, key=lambda other: abs(other - item))[:MOST_OPERANDS]
    trust = Trust.NAMED if len(near) == 2 else Trust.FOUND
    for one, other in permutations(sorted(near, reverse=True), 2):
        yield one, other, trust


def _rate_rules(items: Items, item: int, pool: Sequence[int]) -> Iterator[Rule]:
    role, roles = items.roles[item], items.roles
    code = code_of(role, Kind.RATE)
    if role is BudgetColumn.CHANGE_RATE:
        for one, other, trust in _compared(item, roles, pool):
            yield Rule(code, Kind.GROWTH, item, ((one, 1), (other, 1)), trust)
        return
    budgets = _with_role(pool, item, roles, BudgetColumn.BUDGET, BudgetColumn.PRIOR)
    executed = _with_role(pool, item, roles, BudgetColumn.EXECUTED)
    if budgets and executed:
        trust = Trust.NAMED if label_key(items.view.paths[item][-1]) in EXECUTION_RATES else Trust.FOUND
        for whole in budgets:
            for part in executed:
                yield Rule(code, Kind.RATE, item, ((part, 1), (whole, 1)), trust)
        return
    near = sorted(pool, key=lambda other: abs(other - item))[:MOST_OPERANDS]
    for part, whole in permutations(near, 2):
        yield Rule(code, Kind.RATE, item, ((part, 1), (whole, 1)), Trust.FOUND)


def _share_rules(items: Items, item: int) -> Iterator[Rule]:
    """A share is of the line that is called the total."""
    whole = next((line for line, path in enumerate(items.view.lines) if path and is_sum(path[-1])), None)
    if whole is None:
        return
    near = sorted(items.pool(item, least=1), key=lambda other: abs(other - item))[:MOST_OPERANDS]
    for part in near:
        trust = Trust.NAMED if len(near) == 1 or items.roles[part] is BudgetColumn.BUDGET else Trust.FOUND
        yield Rule(code_of(BudgetColumn.SHARE, Kind.RATE), Kind.RATE, item, ((part, 1), (part, 1)), trust, whole)


def _variance_rules(items: Items, item: int) -> Iterator[Rule]:
    """현원 - 정원 and 정원 - 현원."""
    actual, authorised = items.measured(item, Measure.ACTUAL), items.measured(item, Measure.AUTHORISED)
    if actual is None or authorised is None:
        return
    code = code_of(Measure.VARIANCE, Kind.SUM)
    yield Rule(code, Kind.SUM, item, ((actual, 1), (authorised, -1)))
    yield Rule(code, Kind.SUM, item, ((authorised, 1), (actual, -1)))
