"""What a heading or an item says of what stands right below it: its parts, and the tables that it introduces."""

from collections.abc import Iterator, Mapping, Sequence

from app.models.finding import Finding
from app.parsers.checks.splits import check_heading_splits, check_nested
from app.parsers.checks.subject import Subject
from app.parsers.checks.told import check_told_rates
from app.parsers.checks.twice import check_explained, check_introduced
from app.parsers.outline.passages import TextUnit
from app.parsers.places.half_read import Place, Reading
from app.parsers.tables.sheet import Sheet

_INTRODUCING = 2
"""So many passages before a table may tell its rates."""


def check_places(subject: Subject) -> Iterator[Finding]:
    """Every section by itself."""
    for place in subject.reading.places:
        yield from _check_place(subject.reading, place, subject.sheets)


def _check_place(reading: Reading, place: Place, sheets: Mapping[int, Sheet]) -> Iterator[Finding]:
    heading = reading.lines[place.part.first] if place.part.first >= 0 else None
    if heading:
        yield from check_heading_splits(heading)
    before: list[TextUnit] = []
    above: Sheet | None = None
    for unit, children in _with_children(place.units):
        if unit.kind == "table":
            above = sheets.get(unit.table)
            if above:
                yield from check_introduced(heading, before, above)
                for passage in before[-_INTRODUCING:]:
                    yield from check_told_rates(passage.passage, above)
            before, heading = [], None
        elif unit.kind != "layout":
            yield from check_nested(unit, children)
            if above and unit.kind == "note":
                yield from check_explained(unit.passage, above)
            before.append(unit)


def _with_children(units: Sequence[TextUnit]) -> Iterator[tuple[TextUnit, tuple[TextUnit, ...]]]:
    """Every unit with the items right below it."""
    children: list[list[TextUnit]] = [[] for _ in units]
    above: list[int] = []
    for at, unit in enumerate(units):
        if unit.kind != "item":
            above = above if unit.kind in ("note", "layout") else []
            continue
        del above[unit.depth :]
        if above and len(above) == unit.depth:
            children[above[-1]].append(unit)
        above.append(at)
    for unit, below in zip(units, children, strict=True):
        yield unit, tuple(below)
