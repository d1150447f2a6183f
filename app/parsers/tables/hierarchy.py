"""Which row of a budget table is a part of which.

A long table is printed flat: a total, its parts, their parts, each with the same columns, over page breaks and with
equal names at several depths (`기본경비` under `기본경비`). What is whose part shows in the figures: a row is the parent of
the rows below it whose figures add up to its own in every column that both print. Columns that label the row's depth
(정책 | 단위 | 세부사업) or an indent decide where they are printed. Printed sums may be off by the last digit, once per part,
and one column may hold a misprint; then the others decide, and the check of sums reports it.

A row that names a department, standing in a table that is wider than the department, has all rows below it in the tree
for that department. A row with nothing but dashes cannot be placed by arithmetic: where an indent does not place it
either, it stays at the top, and `unclear` says so.

The tree is built from the last row to the first: each row looks at the finished trees right below it and takes the
shortest run of them that adds up to it, so every row is looked at a bounded number of times.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.models.facts import BodyLevel, LineRole
from app.models.names import name_key
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    GRAND_TOTAL_WORDS,
    NUMBER_COLUMN_WORDS,
    SUBTOTAL_WORDS,
    TIME_COLUMN_WORDS,
    UNIT_COLUMN_WORDS,
    body_level,
    is_total,
    label_key,
    strip_notes,
)
from app.parsers.lines.marks import Style, read_mark
from app.parsers.tables.ranks import find_ranks, role_of
from app.parsers.tables.table import ReadTable

_MOST_LEVELS: Final = 20
_BULLETS: Final = frozenset([Style.CIRCLE, Style.DASH, Style.DOT, Style.ARROW, Style.SQUARE, Style.DIAMOND])
_MARKS: Final = _BULLETS | {Style.ROMAN, Style.DOTTED, Style.LETTER, Style.BRACKETED, Style.LETTER_BRACKETED, Style.CIRCLED}
MOST_PARTS: Final = 400  # parts of one row that are added up, at the most

Vector = tuple[int | None, ...]


class Branch(NamedTuple):
    """Where a row stands: its item, the items it is a part of, and the body that it or a row above it names."""

    row: int
    item: str
    path: tuple[str, ...]
    department: str | None = None
    bureau: str | None = None
    is_bureau: bool = False
    unclear: bool = False
    role: LineRole = LineRole.LEAF
    rank: str | None = None


@dataclass(slots=True)
class _Node:
    row: int
    vector: Vector
    children: list["_Node"] = field(default_factory=list)


def find_branches(table: ReadTable, vectors: Sequence[Vector]) -> list[Branch]:
    """A branch for each row of a table, in order."""
    labels = row_names(table)
    if not any(labels):
        return [Branch(at, "", ()) for at in range(len(labels))]
    if any(len(set(filter(None, names))) > 1 for names in labels):
        parents = _label_parents(table)
        branches = [_under_labels(labels[branch.row], branch) for branch in _branches(table, vectors, parents)]
        return _ranked(table, branches, parents, [0] * len(labels))
    marks = _mark_depths([_printed_item(row) for row in labels])
    parents = _marked_parents(table, vectors, marks) if marks else _arithmetic_parents(table, vectors, range(len(vectors)))
    return _ranked(table, _branches(table, vectors, parents), parents, marks or [0] * len(labels))


def _ranked(table: ReadTable, branches: Sequence[Branch], parents: Sequence[int | None], depths: Sequence[int]) -> list[Branch]:
    """The branches with their roles and ranks."""
    whole = set(parents)
    ranks = find_ranks(table, depths)
    return [
        branch._replace(
            role=role_of(parts=branch.row in whole, inner=bool(branch.path), total=len(branches) > 1 and is_total(branch.item)),
            rank=rank,
        )
        for branch, rank in zip(branches, ranks, strict=True)
    ]


_ASIDE: Final = NUMBER_COLUMN_WORDS | UNIT_COLUMN_WORDS | TIME_COLUMN_WORDS


def _names_nothing(label: str) -> bool:
    """Whether a label column holds running numbers, units or periods, which are no items."""
    return label_key(label) in _ASIDE


def row_names(table: ReadTable) -> list[tuple[str, ...]]:
    """The labels of each row that name it: those of running numbers, units and periods only where a row has no others."""
    naming = [not path or not _names_nothing(path[-1]) for path in table.table.label_columns]
    named = [tuple(label for label, names in zip(row.labels, naming, strict=True) if names) for row in table.table.rows]
    return [own if any(own) else row.labels for own, row in zip(named, table.table.rows, strict=True)]


def _printed_item(labels: Sequence[str]) -> str:
    return next((label for label in reversed(labels) if label), "")


def _item(labels: Sequence[str]) -> str:
    """What a row is called: its last label, without the bullet before it; a subtotal is of the label it stands beside."""
    named = [label for label in labels if label]
    if len(named) > 1 and label_key(named[-1]) in SUBTOTAL_WORDS:
        named.pop()
    printed = _printed_item(named)
    mark = read_mark(fold(printed))
    return printed[-len(mark.rest) :] if mark.style in _BULLETS and mark.rest else printed


# --- by marks ------------------------------------------------------------------------------------------------------------


def _mark_depths(items: Sequence[str]) -> list[int] | None:
    """How deep each row's mark (`○`, `-`, `1.`) puts it: marks nest in the order in which they first follow each other.

    None where fewer than half of the rows have a mark, or all have the same one.
    """
    styles = [mark.style if (mark := read_mark(fold(item))).style in _MARKS else None for item in items]
    if 2 * sum(style is not None for style in styles) < len(styles) or len(set(styles)) < 2:
        return None
    opened: list[Style] = []
    depths = []
    for style in styles:
        if style is None:
            opened = []
            depths.append(0)
            continue
        if style in opened:
            del opened[opened.index(style) + 1 :]
        else:
            opened.append(style)
        depths.append(len(opened))
    return depths


def _marked_parents(table: ReadTable, vectors: Sequence[Vector], depths: Sequence[int]) -> list[int | None]:
    """Marked rows are parts of the last row above that is less deep; the unmarked ones are placed by arithmetic."""
    parents = _arithmetic_parents(table, vectors, [at for at, depth in enumerate(depths) if not depth])
    opened: list[int] = []
    for at, depth in enumerate(depths):
        while opened and depths[opened[-1]] >= depth:
            opened.pop()
        if depth and opened:
            parents[at] = opened[-1]
        opened.append(at)
    return parents


# --- by arithmetic ------------------------------------------------------------------------------------------------------


def _arithmetic_parents(table: ReadTable, vectors: Sequence[Vector], among: Sequence[int]) -> list[int | None]:
    """The parents of the rows `among`, found by sums; all other rows have none."""
    step = table.unit.factor if table.unit and table.unit.money else 1
    roots: list[_Node] = []  # trees right below the current row, the nearest last
    for at in reversed(among):
        node = _Node(at, vectors[at])
        count = _adopted(node, roots, step)
        if count:
            node.children = [roots.pop() for _ in range(count)]
        roots.append(node)
    roots.reverse()
    _close_totals(table, roots, step)
    parents: list[int | None] = [None] * len(vectors)
    stack = list(roots)
    while stack:
        node = stack.pop()
        for child in node.children:
            parents[child.row] = node.row
        stack += node.children
    return parents


def _adopted(node: _Node, roots: Sequence[_Node], step: int) -> int:
    """How many of the trees below (nearest last) are this row's parts: the shortest run that adds up to it; 0 for none.

    A run that adds up in every column goes before one that misses a column, which may only be its beginning; of several
    that miss one, the nearest goes first: it is the whole run with a misprint in it.
    """
    if not any(node.vector):
        return 0
    sums = [0] * len(node.vector)
    nearly: list[tuple[int, int]] = []  # how far off the runs are that miss one column, and of how many trees
    for count, root in enumerate(reversed(roots[-MOST_PARTS:]), 1):
        sums = [total + (value or 0) for total, value in zip(sums, root.vector, strict=True)]
        missed, matched = _compare(node.vector, sums, count, step)
        if not missed and matched:
            return count
        if missed == 1 and matched >= 2:
            nearly.append((_distance(node.vector, sums), count))
        if _overshoots(node.vector, sums, count, step):
            break
    return min(nearly, default=(0, 0))[1]


def _distance(vector: Vector, sums: Sequence[int]) -> int:
    return sum(abs((value or 0) - total) for value, total in zip(vector, sums, strict=True))


def _compare(vector: Vector, sums: Sequence[int], count: int, step: int) -> tuple[int, int]:
    """In how many columns the parts' sums miss the row's figures, and in how many they meet one that is not zero.

    Each part may have been rounded, so a sum may be off by half a step a part.
    """
    slack = step * (count // 2)
    given = [(value or 0, total) for value, total in zip(vector, sums, strict=True) if value is not None or total]
    met = [abs(value - total) <= slack for value, total in given]
    return met.count(False), sum(hit and value != 0 for hit, (value, _) in zip(met, given, strict=True))


def _overshoots(vector: Vector, sums: Sequence[int], count: int, step: int) -> bool:
    """Whether more parts cannot help: the sums are beyond the row's figures in every column it prints."""
    given = [(value, total) for value, total in zip(vector, sums, strict=True) if value]
    return bool(given) and all(total > value + step * count for value, total in given)


def _close_totals(table: ReadTable, roots: list[_Node], step: int) -> None:
    """A total that stands below its parts, or first without adding up exactly, still is their parent."""
    rows = row_names(table)
    closed: list[_Node] = []
    for node in roots:
        count = _adopted(node, closed, step) if closed and not node.children and is_total(_item(rows[node.row])) else 0
        if count:
            node.children = closed[-count:]
            del closed[-count:]
        closed.append(node)
    roots[:] = closed
    if len(roots) > 1 and not roots[0].children and not roots[0].row and label_key(_item(rows[0])) in GRAND_TOTAL_WORDS:
        roots[0].children = roots[1:]
        del roots[1:]


# --- by label columns --------------------------------------------------------------------------------------------------


def _label_parents(table: ReadTable) -> list[int | None]:
    """Columns of labels: a row is a part of the last row above it whose labels are a beginning of its own."""
    parents: list[int | None] = []
    opened: list[tuple[int, tuple[str, ...]]] = []
    for at, labels in enumerate(row_names(table)):
        own = tuple(label for label in labels if label and label_key(label) not in SUBTOTAL_WORDS)
        while opened and not (len(opened[-1][1]) < len(own) and own[: len(opened[-1][1])] == opened[-1][1]):
            opened.pop()
        parents.append(opened[-1][0] if opened else None)
        opened.append((at, own))
    return parents


def _under_labels(names: Sequence[str], branch: Branch) -> Branch:
    """A row that stands under the label of a group which has no row of its own: `의회운영 | 방송시설 운영`."""
    named = [label for label in names if label and label_key(label) not in SUBTOTAL_WORDS]
    known = {name_key(label) for label in (*branch.path, named[-1])} if named else set()
    outer = [label for at, label in enumerate(named[:-1]) if label not in named[:at] and name_key(label) not in known]
    return branch._replace(path=(*branch.path, *outer)) if outer else branch


# --- names and bodies -----------------------------------------------------------------------------------------------------


def _branches(table: ReadTable, vectors: Sequence[Vector], parents: Sequence[int | None]) -> list[Branch]:
    """Names, paths and bodies of all rows; a row below its parts is their parent as well."""
    items = list(map(_item, row_names(table)))
    bodies = _body_levels(items, parents)
    branches: dict[int, Branch] = {}
    for at in range(len(items)):
        # Parents first: a total may stand below its parts.
        waiting = [at]
        while (above := parents[waiting[-1]]) is not None and above not in branches and above not in waiting:
            waiting.append(above)
        for row in reversed(waiting):
            if row not in branches:
                over = parents[row]
                branches[row] = _branch(row, items, vectors[row], bodies[row], branches.get(over) if over is not None else None)
    return [branches[at] for at in range(len(items))]


def _branch(at: int, items: Sequence[str], vector: Vector, level: BodyLevel | None, parent: Branch | None) -> Branch:
    if parent is None:
        blank = not any(value is not None for value in vector)
        own = Branch(at, items[at], (), unclear=blank and at > 0 and len(items) > 1)
    else:
        own = _below(at, items[at], parent)
    return own if level is None else _of_body(own, level, parent)


def _below(at: int, item: str, parent: Branch) -> Branch:
    """A row that is a part of another, and of the same body."""
    path = (*parent.path, parent.item)[-_MOST_LEVELS:]
    if not parent.department:
        return Branch(at, item, path)
    return Branch(at, item, path, parent.department, parent.bureau, parent.is_bureau)


def _of_body(branch: Branch, level: BodyLevel, parent: Branch | None) -> Branch:
    """A row that names a body, in the bureau that the row above it is of."""
    is_bureau = level is BodyLevel.BUREAU
    outer = None if parent is None else parent.department if parent.is_bureau else parent.bureau
    department = branch.item if is_bureau else branch.item.replace(" ", "")
    return branch._replace(department=department, bureau=outer, is_bureau=is_bureau)


def _mostly(named: Counter[int | None], all_parts: Counter[int | None]) -> set[int | None]:
    """The rows of which two parts, and half of all, name bodies."""
    return {parent for parent, count in named.items() if count >= 2 and 2 * count >= all_parts[parent]}


def _body_levels(items: Sequence[str], parents: Sequence[int | None]) -> list[BodyLevel | None]:
    """Which rows name a body: those with parts of their own, and those most of whose neighbours name bodies as well."""
    found = [None if any(map(str.isdigit, item)) else body_level(strip_notes(item)) for item in items]
    named = Counter(parent for parent, level in zip(parents, found, strict=True) if level is not None)
    beside = Counter(parents)
    over = set(parents)
    among = _mostly(named, beside)
    held = [level is not BodyLevel.TEAM and (at in over or parents[at] in among) for at, level in enumerate(found)]
    return [level if holds else None for level, holds in zip(found, held, strict=True)]
