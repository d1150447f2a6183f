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

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import BodyLevel
from app.models.outline import Row
from app.parsers.labels import GRAND_TOTAL_WORDS, NUMBER_COLUMN_WORDS, UNIT_COLUMN_WORDS, body_level, label_key, strip_notes
from app.parsers.tables import ReadTable

MOST_PARTS: Final = 400  # parts of one row that are added up, at the most

Vector = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a row stands: its item, the items it is a part of, and the body that it or a row above it names."""

    row: int
    item: str
    path: tuple[str, ...]
    department: str | None = None
    bureau: str | None = None
    is_bureau: bool = False
    unclear: bool = False


@dataclass(slots=True)
class _Node:
    row: int
    vector: Vector
    children: list["_Node"] = field(default_factory=list)


def find_branches(table: ReadTable, vectors: Sequence[Vector]) -> list[Branch]:
    """A branch for each row of a table, in order."""
    labels = [row.labels for row in table.table.rows]
    if not any(labels):
        return [Branch(at, "", ()) for at in range(len(labels))]
    depth = _text_columns(table)
    parents = _label_parents(table, depth) if depth > 1 else _arithmetic_parents(table, vectors)
    return _branches(table, vectors, parents)


def _text_columns(table: ReadTable) -> int:
    """How many label columns name items (a running number is none)."""
    return sum(1 for path in dict.fromkeys(table.table.label_columns) if path and not _is_number_column(path[-1]))


def _is_number_column(label: str) -> bool:
    return label_key(label) in NUMBER_COLUMN_WORDS or label_key(label) in UNIT_COLUMN_WORDS


def _item(labels: Sequence[str]) -> str:
    return next((label for label in reversed(labels) if label), "")


# --- by arithmetic ------------------------------------------------------------------------------------------------------


def _arithmetic_parents(table: ReadTable, vectors: Sequence[Vector]) -> list[int | None]:
    step = table.unit.factor if table.unit and table.unit.money else 1
    roots: list[_Node] = []  # trees right below the current row, the nearest last
    for at in range(len(vectors) - 1, -1, -1):
        node = _Node(at, vectors[at])
        count = _adopted(node, roots, step)
        if count:
            node.children = [roots.pop() for _ in range(count)]
        roots.append(node)
    roots.reverse()
    _close_totals(table, roots, step)
    parents: list[int | None] = [None] * len(vectors)
    stack = [(node, None) for node in roots]
    while stack:
        node, parent = stack.pop()
        parents[node.row] = parent.row if parent else None
        stack += [(child, node) for child in node.children]
    return parents


def _adopted(node: _Node, roots: Sequence[_Node], step: int) -> int:
    """How many of the trees below (nearest last) are this row's parts: the shortest run that adds up to it; 0 for none.

    A run that adds up in every column goes before one that leaves a column out, which may only be its beginning.
    """
    if not any(node.vector):
        return 0
    sums = [0] * len(node.vector)
    nearly = 0
    for count, root in enumerate(reversed(roots[-MOST_PARTS:]), 1):
        sums = [total + (value or 0) for total, value in zip(sums, root.vector, strict=True)]
        missed, matched = _compare(node.vector, sums, count, step)
        if not missed and matched:
            return count
        if missed == 1 and matched >= 2 and count > 1 and not nearly:
            nearly = count
        if _overshoots(node.vector, sums, count, step):
            break
    return nearly


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
    if len(roots) < 2:
        return
    last = roots[-1]
    rows = table.table.rows
    if label_key(_item(rows[last.row].labels)) in GRAND_TOTAL_WORDS and not last.children:
        sums = [sum(root.vector[at] or 0 for root in roots[:-1]) for at in range(len(last.vector))]
        missed, matched = _compare(last.vector, sums, len(roots) - 1, step)
        if not missed and matched:
            last.children = roots[:-1]
            del roots[:-1]
            return
    first = roots[0]
    if label_key(_item(rows[first.row].labels)) in GRAND_TOTAL_WORDS and not first.children and first.row == 0:
        first.children = roots[1:]
        del roots[1:]


# --- by label columns --------------------------------------------------------------------------------------------------


def _label_parents(table: ReadTable, depth: int) -> list[int | None]:
    """Columns of labels: a row is a part of the last row above it whose labels are a beginning of its own."""
    rows = table.table.rows
    parents: list[int | None] = []
    opened: list[tuple[int, tuple[str, ...]]] = []
    for at, row in enumerate(rows):
        own = tuple(label for label in row.labels if label and label_key(label) not in ("소계", "계"))
        while opened and not (len(opened[-1][1]) < len(own) and own[: len(opened[-1][1])] == opened[-1][1]):
            opened.pop()
        parents.append(opened[-1][0] if opened else None)
        opened.append((at, own))
    return parents


# --- names and bodies -----------------------------------------------------------------------------------------------------


def _branches(table: ReadTable, vectors: Sequence[Vector], parents: Sequence[int | None]) -> list[Branch]:
    rows = table.table.rows
    children = {parent for parent in parents if parent is not None}
    branches: list[Branch] = []
    for at, row in enumerate(rows):
        item = _item(row.labels)
        parent = branches[parents[at]] if parents[at] is not None and (parents[at] or 0) < at else None
        path = _path(rows, parents, at)
        level = body_level(strip_notes(item)) if not any(char.isdigit() for char in item) else None
        names_body = level is not None and level is not BodyLevel.TEAM and (at in children or _beside_bodies(rows, parents, at))
        unclear = not any(value is not None for value in vectors[at]) and parents[at] is None and len(rows) > 1 and at > 0
        if names_body:
            bureau = level is BodyLevel.BUREAU
            outer = parent.department if parent and parent.is_bureau else (parent.bureau if parent else None)
            branches.append(Branch(at, item, path, item.replace(" ", "") if not bureau else item, outer, bureau, unclear))
        elif parent and parent.department:
            branches.append(Branch(at, item, path, parent.department, parent.bureau, parent.is_bureau, unclear))
        else:
            branches.append(Branch(at, item, path, unclear=unclear))
    return branches


def _path(rows: Sequence[Row], parents: Sequence[int | None], at: int) -> tuple[str, ...]:
    path: list[str] = []
    parent = parents[at]
    while parent is not None and len(path) < 20:
        path.append(_item(rows[parent].labels))
        parent = parents[parent]
    return tuple(reversed(path))


def _beside_bodies(rows: Sequence[Row], parents: Sequence[int | None], at: int) -> bool:
    """Whether most rows under the same parent name bodies as well: departments come in rows."""
    siblings = [_item(rows[other].labels) for other, parent in enumerate(parents) if parent == parents[at]]
    named = sum(body_level(strip_notes(name)) is not None for name in siblings)
    return named >= 2 and 2 * named >= len(siblings)
