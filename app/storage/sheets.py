"""Facts on sheets: what one report says of one kind, body and fiscal year (of budgets: in one statement).

All facts of a sheet have the same place in the order of facts but for their line, so a reader who goes through sheets
in order and sorts within a group of equal order has all facts in order. What the facts of a sheet have in common stands
once, at its head. `positions` says where each fact stood in the report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.errors import StoreDamaged
from app.models.facts import FACTS, Fact
from app.storage.keys import find_body, find_names, index_key, index_keys, sheet_order
from app.storage.trees import Document, from_pairs

# A sheet is read whole, so it is kept short enough for a page of facts not to drag in much more than it shows.
SHEET_FACTS: Final = 200

_SHARED: Final = ("kind", "government", "bureau", "department", "fiscal_year", "statement_id", "statement")


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A fact with its place among those of its group: revision, line, position in the report."""

    place: tuple[int, int, int]
    fact: Fact


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
        "order": sheet_order(first.fiscal_year, first.government, find_body(first), series_id),
        "at": at,
        "names": list(index_keys(name for position in positions for name in find_names(facts[position]))),
        "count": len(positions),
        "positions": list(positions),
        "facts": [{field: held for field, held in trees[position].items() if field not in _SHARED} for position in positions],
    }


def read_fact_trees(sheets: Iterable[Document]) -> list[Document]:
    """The trees of all facts of one revision, as they stood in the report."""
    placed = [pair for sheet in sheets for pair in zip(sheet["positions"], _whole_trees(sheet), strict=True)]
    return [tree for _, tree in sorted(placed, key=lambda pair: int(pair[0]))]


def read_sheet(sheet: Document, report_id: str, revision: int) -> tuple[PlacedFact, ...]:
    """The facts of one sheet. Raises StoreDamaged when they are not as many as were written, or not readable."""
    try:
        facts = FACTS.validate_python([open_pairs(tree) | {"report_id": report_id} for tree in _whole_trees(sheet)])
        positions = sheet["positions"]
        if not len(facts) == len(positions) == sheet["count"]:
            raise StoreDamaged(reason=f"a sheet of {report_id} has {len(facts)} facts, it was written with {sheet['count']}")
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise StoreDamaged(reason=f"a sheet of {report_id} cannot be read: {broken!r}") from broken
    return tuple(PlacedFact((revision, fact.span.first, int(position)), fact) for fact, position in zip(facts, positions, strict=True))


def open_pairs(fact: Document) -> Document:
    """A fact's tree with its mappings opened."""
    opened = {field: from_pairs(fact[field]) for field in ("dimensions", "counts") if field in fact}
    return fact | opened if opened else fact


def _whole_trees(sheet: Document) -> list[Document]:
    shared = {field: sheet[field] for field in _SHARED if field in sheet}
    return [shared | tree for tree in sheet["facts"]]
