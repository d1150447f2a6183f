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

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, pairwise
from typing import Final, NamedTuple

from app.parsers.evidence.choice import Chosen, Evidence, choose
from app.parsers.evidence.relations import Kind, Relation, try_relation
from app.parsers.grids.spaced.promises import KEPT, Block
from app.parsers.grids.spaced.triple import find_triple
from app.parsers.labels import BUDGET_COLUMNS, GROUP_ENDINGS, LABEL_COLUMN_WORDS, BudgetColumn, budget_column, is_total, label_key

Path = tuple[str, ...]
Deal = tuple[Path, ...]
TRIPLE: Final = (BudgetColumn.BUDGET, BudgetColumn.PRIOR, BudgetColumn.CHANGE)
_MOST_LABELS: Final = 24
_MOST_GROUPS: Final = 6
_MOST_DEALS: Final = 800


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
    head, rest = labels[:1], labels[1:]
    if len(rest) == width + 1 and label_key(rest[0]) in LABEL_COLUMN_WORDS:
        head, rest = rest[:1], rest[1:]  # of two columns of names, the first is blank in all rows
    if backwards or not width <= len(rest) <= _MOST_LABELS:
        return None
    deals = [deal for deal in islice(_deals(rest, width), _MOST_DEALS) if not any(map(_is_amount, _groups(deal)))]
    evidence = (
        Evidence[Deal]("what the labels promise", 1, lambda deal: block.weigh([path[-1] for path in deal])),
        Evidence[Deal](
            "the table's title is over all columns", 2, lambda deal: all(label_key(path[0]) == label_key(title) for path in deal)
        ),
        Evidence[Deal]("groups are called like groups", 2, lambda deal: sum(map(_is_called_group, _groups(deal)))),
        Evidence[Deal]("a group's name is no leaf", -2, lambda deal: sum(_is_called_group(path[-1]) for path in deal)),
        Evidence[Deal]("a subtotal begins its group", -2, _late_totals),
        Evidence[Deal]("totals of groups and of all add up", KEPT, lambda deal: _sums_kept(deal, block)),
    )
    cut_short = next(islice(_deals(rest, width), _MOST_DEALS, None), None) is not None
    found = choose(deals, evidence, cut_short=cut_short, says=lambda deal: tuple(path[-1] for path in deal))
    return Heads(tuple(head), found.reading) if isinstance(found, Chosen) else None


def _groups(deal: Deal) -> list[str]:
    """The groups of a deal, from left to right."""
    return [path[0] for at, path in enumerate(deal) if len(path) > 1 and (not at or deal[at - 1][0] != path[0])]


def _is_called_group(label: str) -> bool:
    return label_key(label).endswith(GROUP_ENDINGS)


def _is_amount(label: str) -> bool:
    """Whether a label heads amounts itself, and so stands over no other columns."""
    return budget_column(label) is not None and not _is_called_group(label)


def _late_totals(deal: Deal) -> int:
    """How many totals stand behind another column of their group."""
    return sum(len(path) > 1 and path[:-1] == before[:-1] and is_total(path[-1]) for before, path in pairwise(deal))


def _sums_kept(deal: Deal, block: Block) -> int:
    """How many of the sums that the totals of a deal promise come out in all rows, less those that do not."""
    tried = [try_relation(block.rows, relation) for relation in _promised_sums(deal)]
    return sum(1 if support.holds else -1 for support in tried if support.held or support.failed)


def _promised_sums(deal: Deal) -> Iterator[Relation]:
    """A total at the head of a group is the sum of the group; one at the head of all that of the groups' totals, or of all leaves."""
    starts = [at for at, path in enumerate(deal) if len(path) == 1 or not at or deal[at - 1][:-1] != path[:-1]]
    grouped = [(start, end) for start, end in pairwise((*starts, len(deal))) if end - start > 1]
    totalled = [(start, end) for start, end in grouped if is_total(deal[start][-1])]
    yield from (Relation(Kind.SUM, start, tuple(range(start + 1, end))) for start, end in totalled)
    if grouped and len(deal[0]) == 1 and is_total(deal[0][0]) and totalled in (grouped, []):
        yield Relation(Kind.SUM, 0, tuple(starts[1:] if totalled else range(1, len(deal))))


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
        if any(len(run) < 2 or len(set(run)) < len(run) for run in runs):
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
