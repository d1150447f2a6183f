"""Labels of a header of several levels dealt over columns, where only their order is known.

Each label of a level stands over one column or heads a group of the labels of the level below; together they take all columns. A group
holds no label twice, and a total begins or ends it.

>>> [[node.columns for node in nodes] for nodes in deals((("가", "나"), ("계", "남")), 3, Patience(9))]
[[(('가',),), (('나', '계'), ('나', '남'))], [(('가', '계'), ('가', '남')), (('나',),)]]
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.parsers.characters.normalise import fold
from app.parsers.grids.promises import Reading, is_change, is_rate, is_total
from app.parsers.labels import label_key
from app.parsers.values.periods import column_year


class Node(NamedTuple):
    """A label with the columns below it."""

    label: str
    columns: Reading


class Patience:
    """How many deals may still be looked at; a header of many labels has more than anyone could weigh."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self) -> bool:
        """Whether one more may be looked at."""
        self.left -= 1
        return self.left >= 0


def deals(levels: Sequence[Sequence[str]], width: int, patience: Patience) -> Iterator[tuple[Node, ...]]:
    """Every way to deal the labels of some levels over so many columns."""
    top, below = levels[0], levels[1:]
    if not below:
        if len(top) == width:
            yield tuple(Node(label, ((label,),)) for label in top)
        return
    for alone in range(len(top)):
        for nodes in deals(below, width - alone, patience):
            for groups in _Grouping(top, nodes).ways(0, 0, alone):
                if not patience.spend():
                    return
                yield groups


class _Grouping:
    """Nodes put under labels in order: a label stands alone over a column, or over one node or more."""

    def __init__(self, labels: Sequence[str], nodes: Sequence[Node]) -> None:
        self.labels, self.nodes = labels, nodes
        self._known: dict[tuple[int, int, int], bool] = {}

    def ways(self, label: int, node: int, alone: int) -> Iterator[tuple[Node, ...]]:
        """Every way for the labels and nodes from some on, where so many of the labels stand alone."""
        if label == len(self.labels):
            yield ()
            return
        for group, after in self._choices(label, node, alone):
            yield from ((group, *others) for others in self.ways(*after))

    def _choices(self, label: int, node: int, alone: int) -> Iterator[tuple[Node, tuple[int, int, int]]]:
        """What a label may stand over, and where the next one begins; only what leads to an end."""
        name = self.labels[label]
        if alone and self._ends(label + 1, node, alone - 1):
            yield Node(name, ((name,),)), (label + 1, node, alone - 1)
        for size in _group_sizes(self.nodes[node:]) if len(self.labels) - label > alone else ():
            if self._ends(label + 1, node + size, alone):
                columns = tuple((name, *path) for one in self.nodes[node : node + size] for path in one.columns)
                yield Node(name, columns), (label + 1, node + size, alone)

    def _ends(self, label: int, node: int, alone: int) -> bool:
        """Whether the labels from one on can take all nodes from one on."""
        if label == len(self.labels):
            return node == len(self.nodes) and not alone
        known = self._known.get((label, node, alone))
        if known is None:
            sizes = _group_sizes(self.nodes[node:]) if len(self.labels) - label > alone else ()
            known = (alone > 0 and self._ends(label + 1, node, alone - 1)) or any(
                self._ends(label + 1, node + size, alone) for size in sizes
            )
            self._known[label, node, alone] = known
        return known


def _group_sizes(nodes: Sequence[Node]) -> Iterator[int]:
    """How many of the next nodes can be a group."""
    for count in range(1, len(nodes) + 1):
        labels = [node.label for node in nodes[:count]]
        if repeats(labels):
            return
        if is_group(labels):
            yield count


def repeats(labels: Sequence[str]) -> bool:
    """Whether a label stands twice in a group."""
    return max(Counter(label_key(label) or label for label in labels).values()) > 1


def is_group(labels: Sequence[str]) -> bool:
    """Whether labels, none of which stands twice, can be a group.

    One total at most begins or ends it; a rate does not come before what it is a rate of, and behind a change there are rates only;
    years stand beside years, what they differ by, and nothing else.
    """
    totals = [at for at, label in enumerate(labels) if is_total(label)]
    rates = [is_rate((label,)) for label in labels]
    changes = [is_change((label,)) for label in labels]
    behind = (changes.index(True) if any(changes) else len(labels)) + 1
    ordered = rates[0] == all(rates) and all(rates[behind:])
    return len(totals) <= 1 and all(at in (0, len(labels) - 1) for at in totals) and ordered and _is_of_one_sort(labels, rates, changes)


def _is_of_one_sort(labels: Sequence[str], rates: Sequence[bool], changes: Sequence[bool]) -> bool:
    """Whether labels are all years or none, but for totals and what compares years."""
    compared = zip(labels, rates, changes, strict=True)
    timed = {column_year(fold(label)) is not None for label, rate, change in compared if not (rate or change or is_total(label))}
    return len(timed) < 2
