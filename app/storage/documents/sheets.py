"""Facts on sheets: what one report says of one kind, body and fiscal year (of budgets: in one statement).

All facts of a sheet have the same place in the order of facts but for their line, so a reader who goes through sheets
in order and sorts within a group of equal order has all facts in order. What the facts of a sheet have in common stands
once, at its head. `positions` says where each fact stood in the report.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from app.errors import StoreDamaged
from app.models.facts import FACTS, Fact
from app.storage.documents.keys import find_body, find_names, index_key, index_keys, index_year, sheet_order
from app.storage.documents.trees import Document, from_pairs

# A sheet is read whole, so it is kept short enough for a page of facts not to drag in much more than it shows.
SHEET_FACTS: Final = 200

_SHARED: Final = ("kind", "government", "bureau", "department", "fiscal_year", "statement_id", "statement")


SHARED_FIELDS: Final = ("kind", "government", "bureau", "department", "fiscal_year", "report_id")
"""What the facts of a sheet have in common, of what values are counted of."""


class PlacedTree(NamedTuple):
    """A fact's tree with its place among those of its group: revision, line, position in the report."""

    place: tuple[int, int, int]
    tree: Document


def build_sheets(facts: Sequence[Fact], trees: Sequence[Document], series_id: str, at: str) -> tuple[Document, ...]:
    """The sheets of a report, each fact on one of them, in the order of their first facts."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for position, tree in enumerate(trees):
        groups.setdefault(tuple(tree.get(field) for field in _SHARED), []).append(position)
    return tuple(
        _build_sheet(facts, trees, positions[start : start + SHEET_FACTS], series_id, at)
        for positions in groups.values()
        for start in range(0, len(positions), SHEET_FACTS)
    )


def _build_sheet(facts: Sequence[Fact], trees: Sequence[Document], positions: Sequence[int], series_id: str, at: str) -> Document:
    first, tree = facts[positions[0]], trees[positions[0]]
    return {field: tree[field] for field in _SHARED if field in tree} | {
        "government_key": index_key(first.government),
        "body_key": index_key(find_body(first)),
        "year": index_year(first.fiscal_year),
        "order": sheet_order(first.fiscal_year, first.government, find_body(first), series_id),
        "at": at,
        "names": list(index_keys(name for position in positions for name in find_names(trees[position]))),
        "count": len(positions),
        "positions": list(positions),
        "facts": [{field: held for field, held in trees[position].items() if field not in _SHARED} for position in positions],
    }


def read_fact_trees(sheets: Iterable[Document]) -> list[Document]:
    """The trees of all facts of one revision, as they stood in the report."""
    placed = [
        (int(position), _shared(sheet) | tree)
        for sheet in sheets
        for position, tree in zip(sheet["positions"], sheet["facts"], strict=True)
    ]
    return [tree for _, tree in sorted(placed, key=lambda pair: pair[0])]


def read_sheet(sheet: Document, report_id: str, revision: int) -> list[PlacedTree]:
    """The facts of one sheet, as trees. Raises StoreDamaged when they are not as many as were written."""
    try:
        if not len(sheet["facts"]) == len(sheet["positions"]) == sheet["count"]:
            raise StoreDamaged(reason=f"a sheet of {report_id} has {len(sheet['facts'])} facts, it was written with {sheet['count']}")
        shared = _shared(sheet) | {"report_id": report_id}
        return [
            PlacedTree((revision, int(tree["span"]["first"]), int(position)), shared | tree)
            for position, tree in zip(sheet["positions"], sheet["facts"], strict=True)
        ]
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"a sheet of {report_id} cannot be read: {broken!r}") from broken


def build_facts(trees: Iterable[Document]) -> tuple[Fact, ...]:
    """The facts of these trees. Raises StoreDamaged when one is no fact."""
    try:
        return FACTS.validate_python([open_pairs(tree) for tree in trees])
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"a fact cannot be read: {broken}") from broken


def open_pairs(fact: Document) -> Document:
    """A fact's tree with its mappings opened, under the names that its fields have today."""
    opened = {field: from_pairs(fact[field]) for field in ("dimensions", "counts", "at") if field in fact}
    whole = fact | opened if opened else fact
    return whole if "section_id" in whole else _name_anew(whole)


def _name_anew(fact: Document) -> Document:
    """A fact of a program that knew no places: what it calls the table of an indicator is what stands over it."""
    kept = {field: held for field, held in fact.items() if field != "table"}
    return kept | {"caption": fact["table"]} if "table" in fact else fact


def _shared(sheet: Document) -> Document:
    return {field: sheet[field] for field in _SHARED if field in sheet}
