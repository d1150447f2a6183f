"""What the columns of a table are called whose head cells are certain, but not over which columns they stood.

A header of one cell a line reads from left to right, level by level: cells that were merged over several columns come before the
leaves below them. As many labels as columns leave no doubt. Of more, some are groups: a group has two leaves or more, and no label
stands twice under it. Where several deals remain, the one is taken under which totals, changes and rates come out.

>>> deal_stacked(["지자체명", "공무원 정원", "총원", "복지"], Block([["688", "80"], ["741", "98"]]))
Heads(label=('지자체명',), columns=(('공무원 정원', '총원'), ('공무원 정원', '복지')), skipped=0)
>>> deal_stacked(["과목", "예산액", "전년도", "비교"], Block([["42,000", "958,000", "1,000,000"], ["△12,000", "512,000", "500,000"]]))
Heads(label=('과목',), columns=(('비교',), ('전년도',), ('예산액',)), skipped=0)
>>> deal_stacked(["구분", "계"], Block([["688", "80"], ["741", "98"]]))
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, islice, pairwise
from typing import Final, NamedTuple

from app.parsers.evidence.choice import CUT_SHORT, FLOOR, LEAD, Chosen, Evidence, choose, weigh
from app.parsers.evidence.relations import ENOUGH
from app.parsers.grids.deals import is_group, repeats
from app.parsers.grids.promises import is_total, kept_totals
from app.parsers.grids.spaced.promises import Block
from app.parsers.grids.spaced.triple import find_triple
from app.parsers.labels import BUDGET_COLUMNS, GRAND_TOTAL_WORDS, GROUP_ENDINGS, LABEL_COLUMN_WORDS, SUBTOTAL_WORDS, BudgetColumn, label_key

Path = tuple[str, ...]
Deal = tuple[Path, ...]
TRIPLE: Final = (BudgetColumn.BUDGET, BudgetColumn.PRIOR, BudgetColumn.CHANGE)
_MOST_LABELS: Final = 24
_MOST_GROUPS: Final = 6
_MOST_DEALS: Final = 400
_DEEPEST: Final = 3  # levels of a header
_ECHO: Final = 2  # letters of a word that make it known again
_DIGITS: Final = re.compile(r"\d+")
_PARTS_OF_GROUPS: Final = SUBTOTAL_WORDS - GRAND_TOTAL_WORDS


class Heads(NamedTuple):
    """What the rows' labels are called, and the path of each column of figures; `skipped`: lines above that are no part of the header."""

    label: Path
    columns: tuple[Path, ...]
    skipped: int = 0


def deal_stacked(labels: Sequence[str], block: Block, *, backwards: bool = False, title: str = "") -> Heads | None:
    """The columns of a block of rows, or None where no deal of its header cells is clearly the best.

    backwards: whether the labels stand behind their figures; then the figures stand backwards, too, and must bear it out by arithmetic.
    title: the line above the header; a head cell that says the same stands over all columns.
    """
    width = block.width
    if (named := triple_names(labels)) and width == len(TRIPLE):
        return _deal_triple(labels, named, block, backwards=backwards)
    if not backwards and (spelt := _spelt_out(labels, width)):
        return spelt
    deals = [] if backwards else _candidates(labels, width)
    found = choose(deals, _evidence(block, title), cut_short=len(deals) == _MOST_DEALS, says=tuple)
    return Heads(tuple(labels[:1]), found.reading) if isinstance(found, Chosen) else None


def share_stacked(labels: Sequence[str], block: Block) -> dict[int, Path]:
    """The columns that every deal near the best gives one name: they may be read although the others may not."""
    deals = [] if triple_names(labels) else _candidates(labels, block.width)
    table = _evidence(block, "")
    weights = [weigh(deal, table) for deal in deals]
    best = max(weights, default=FLOOR - 1)
    if best < FLOOR or len(deals) == _MOST_DEALS:
        return {}
    near = [deal for deal, weight in zip(deals, weights, strict=True) if weight > best - CUT_SHORT * LEAD]
    return {at: paths[0] for at, paths in enumerate(zip(*near, strict=True)) if len(set(paths)) == 1}


def _candidates(labels: Sequence[str], width: int) -> list[Deal]:
    """Every deal of the head cells behind the first, as far as they may be looked at."""
    return list(islice(_deals(labels[1:], width), _MOST_DEALS)) if width < len(labels) <= _MOST_LABELS else []


def _spelt_out(labels: Sequence[str], width: int) -> Heads | None:
    """A header whose merged cells stand again over each column: level by level as many cells as the rows have."""
    for depth in range(2, _DEEPEST + 1):
        levels = [labels[start : start + width + 1] for start in range(0, len(labels), width + 1)]
        if len(labels) != depth * (width + 1) or len({level[0] for level in levels}) > 1:
            continue
        paths = tuple(tuple(label for label, _ in groupby(column) if label) for column in zip(*levels, strict=True))
        if len(set(paths)) == len(paths) and any(before[0] == after[0] for before, after in pairwise(paths[1:])):
            return Heads(paths[0], paths[1:])
    return None


def _evidence(block: Block, title: str) -> tuple[Evidence[Deal], ...]:
    return (
        Evidence("what the labels promise", 1, lambda deal: block.weigh(_promising(deal))),
        Evidence("the table's title is over all columns", 2, lambda deal: all(label_key(path[0]) == label_key(title) for path in deal)),
        Evidence("totals are the sum of what their group says", 8, lambda deal: _totals_kept(deal, block)),
        *_STRUCTURE,
    )


def _promising(deal: Deal) -> list[str]:
    """The label right over each column, but for totals where there are groups: of what they are the sum the groups say, not the row."""
    grouped = any(len(path) > 1 for path in deal)
    return ["" if grouped and is_total(path[-1]) else path[-1] for path in deal]


def _totals_kept(deal: Deal, block: Block) -> float:
    """How far totals come out as sums of their own groups, less those that do not."""
    promised = kept_totals(deal, block.rows)
    return sum(min(1.0, max(0.0, one.proof / ENOUGH)) if one.holds else -1.0 for one in promised)


def _echoes(deal: Deal) -> float:
    """How many groups have a word that returns in a label below: `징수현황` over `징수액`."""
    pairs = {path for path in deal if len(path) > 1}
    return len({group for group, leaf in pairs if any(word[:_ECHO] in leaf for word in group.split() if len(word) >= _ECHO)})


def _called_groups(deal: Deal) -> float:
    """How many groups are called like groups: `집행현황`, `일반직`."""
    return sum(map(_is_called_group, {path[0] for path in deal if len(path) > 1}))


def _called_leaves(deal: Deal) -> float:
    """How many columns have the name of a group."""
    return sum(_is_called_group(path[-1]) for path in deal)


def _is_called_group(label: str) -> bool:
    return label_key(label).endswith(GROUP_ENDINGS)


def _foreign(deal: Deal) -> float:
    """How many columns stand below the name of another column: a change below an amount, a rest below what was spent."""
    roles = [(BUDGET_COLUMNS.get(label_key(path[0])), BUDGET_COLUMNS.get(label_key(path[1]))) for path in deal if len(path) > 1]
    return sum(1 for group, leaf in roles if group and leaf and group is not leaf)


def _torn_sorts(deal: Deal) -> float:
    """How many sorts of labels that differ in their digits only (`4급`, `5급`; `2020년`, `2021년`) stand on two levels."""
    levels: dict[str, set[int]] = {}
    for path in deal:
        for level, label in enumerate(path):
            sort = _DIGITS.sub("0", label)
            if sort != label:
                levels.setdefault(sort, set()).add(level)
    return sum(1 for found in levels.values() if len(found) > 1)


def _lost_totals(deal: Deal) -> float:
    """How many subtotals stand in no group, or head one."""
    return len({path[0] for path in deal if label_key(path[0]) in _PARTS_OF_GROUPS})


def _headed_by_totals(deal: Deal) -> float:
    """How many totals head a group whose labels are those of no other."""
    leaves: dict[str, list[str]] = {}
    for path in deal:
        if len(path) > 1:
            leaves.setdefault(path[0], []).append(path[1])
    return sum(1 for group, own in leaves.items() if is_total(group) and list(leaves.values()).count(own) == 1)


def _repeated_alone(deal: Deal) -> float:
    """How many labels stand over single columns more than once."""
    alone = [path[0] for path in deal if len(path) == 1]
    return len(alone) - len(set(alone))


_STRUCTURE: Final[tuple[Evidence[Deal], ...]] = (
    Evidence("a word of a group returns in its labels", 2, _echoes),
    Evidence("groups are called like groups", 2, _called_groups),
    Evidence("a group's name is no column's", -2, _called_leaves),
    Evidence("a column stands below the name of another", -6, _foreign),
    Evidence("labels of one sort stand on two levels", -4, _torn_sorts),
    Evidence("a subtotal stands outside a group", -6, _lost_totals),
    Evidence("a total heads labels that no other group has", -12, _headed_by_totals),
    Evidence("a label stands alone twice", -6, _repeated_alone),
)


def _deals(labels: Sequence[str], width: int) -> Iterator[tuple[Path, ...]]:
    """Every deal of labels over columns: groups first, then the leaves of all groups, in order."""
    groups = len(labels) - width
    if not groups:
        yield tuple((label,) for label in labels)
    for top in range(groups, width if 0 < groups <= _MOST_GROUPS else groups):
        for over in combinations(range(top), groups):
            yield from _leaves_dealt(labels, top, over)


def _leaves_dealt(labels: Sequence[str], top: int, over: Sequence[int]) -> Iterator[tuple[Path, ...]]:
    """The deals in which the first `top` labels stand in the upper row, those at `over` merged."""
    for cuts in combinations(range(top + 1, len(labels)), len(over) - 1):
        runs = [labels[start:end] for start, end in pairwise((top, *cuts, len(labels)))]
        if any(len(run) < 2 or repeats(run) or not is_group(run) for run in runs):
            continue
        waiting = iter(runs)
        yield tuple(path for at in range(top) for path in (_under(labels[at], next(waiting)) if at in over else ((labels[at],),)))


def _under(group: str, leaves: Sequence[str]) -> tuple[Path, ...]:
    return tuple((group, leaf) for leaf in leaves)


def triple_names(labels: Sequence[str]) -> dict[BudgetColumn, str]:
    """The labels of this year, last year and the change, in the order of print; {} where one is missing."""
    named: dict[BudgetColumn, str] = {}
    for label in labels:
        role = BUDGET_COLUMNS.get(label_key(label))
        if role in TRIPLE:
            named.setdefault(role, label)
    return named if len(named) == len(TRIPLE) else {}


def _deal_triple(labels: Sequence[str], named: dict[BudgetColumn, str], block: Block, *, backwards: bool) -> Heads | None:
    """Columns of this year, last year and the change, in the order that the rows prove, whatever else the header says."""
    printed = list(reversed(named)) if backwards else list(named)
    this, last, change = (printed.index(role) for role in TRIPLE)
    order = find_triple(block.rows, (this, last, change))
    if order is None:
        return None
    roles = dict(zip(order, TRIPLE, strict=True))
    heads = [label for label in labels if label_key(label) in LABEL_COLUMN_WORDS]
    return Heads(tuple(heads[:1]), tuple((named[roles[at]],) for at in range(len(order))))
