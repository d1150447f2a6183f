"""Milestones: what was done, or will be, at a stated time.

How they look: items under 추진일정, 향후계획 and the like that state a time; results with their date; events with a line
`일시 : …`; tables of quarters whose cells are words, tables with a column of times, and tables of progress (추진상황표), which
`milestone_tables.py` reads. What a phrase says happened when is decided in `app/parsers/prose/activities.py`; what its section says
of that (under 추진실적 it is done, under 향후계획 it is planned) in `milestone_tense.py`.

No milestones: periods of projects, as-of dates, completion dates of buildings, budgets, measured figures with their time.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from app.models.facts import Milestone
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.facts.milestone_tables import read_table_milestones
from app.parsers.facts.milestone_tense import LONGEST_PART_TITLE, Tense, build_milestone, tense_of_place, tense_of_title, year_of
from app.parsers.labels import EVENT_KEYS, OVERVIEW_TAIL, PART_PERIOD_KEYS, PART_TITLES, label_key
from app.parsers.outline.passages import TextUnit, heading_unit, split_key
from app.parsers.outline.tree import Family
from app.parsers.places.half_read import Place, Reading
from app.parsers.prose.activities import Activity, Manner, find_activities

_FURTHEST_SUBJECT: Final = 8  # items between a doing and the one that says when
_MARKED_FAMILIES: Final = frozenset([Family.SQUARE, Family.CIRCLED, Family.CIRCLE, Family.DIAMOND, Family.BOX, Family.PLAIN, Family.NUMBER])


class _Item(NamedTuple):
    """An item where it stands: the items it hangs from, outermost first, and the last ones printed before it."""

    place: Place
    unit: TextUnit
    above: Sequence[TextUnit] = ()
    before: Sequence[TextUnit] = ()


def read_milestones(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every milestone of the running text and of the tables."""
    tenses = {id(place.part): tense_of_place(reading, place) for place in reading.places}
    tables = []
    for number, table in enumerate(reading.tables):
        captioned = tense_of_title(table.table.caption) if table.table.caption else None
        tables.append(read_table_milestones(reading, number, table, used, captioned or tenses[id(table.part)]))
    return join_extractions([Extraction(tuple(_read_text(reading, tenses))), *tables])


def _read_text(reading: Reading, tenses: Mapping[int, Tense | None]) -> Iterator[Milestone]:
    for place in reading.places:
        if place.parents and (unit := _marked_heading(reading, place)) is not None:
            above = reading.place_of[id(place.parents[-1])]
            yield from _read_item(reading, _Item(above, unit), tenses[id(above.part)])
    before: list[TextUnit] = []
    last: Place | None = None
    for place, unit, items in reading.passages():
        before = before[-_FURTHEST_SUBJECT:] if place is last else []
        if unit.kind != "note":
            yield from _read_item(reading, _Item(place, unit, items, before), tenses[id(place.part)])
        before.append(unit)
        last = place


def _marked_heading(reading: Reading, place: Place) -> TextUnit | None:
    """A marked heading as an item of the section above it: `ㅇ 시차출퇴근제 시범실시(’23. 3.~)` over its own items."""
    if place.part.first < 0 or place.is_project or place.part.family not in _MARKED_FAMILIES:
        return None
    return heading_unit(reading.lines[place.part.first])


def _read_item(reading: Reading, item: _Item, section: Tense | None) -> Iterator[Milestone]:
    tense = _nearest(item.above, section)
    if tense is None or (item.unit.kind != "item" and tense.manner is Manner.MENTIONED):
        return
    passage = item.unit.passage
    for activity in find_activities(passage.text, passage.printed, year_of(reading, item.place), tense.manner):
        what = activity.what or _subject(item, activity, done=tense.manner is Manner.DONE)
        if what:
            status = tense.status_of(passage.text[activity.start : activity.end])
            work = reading.work_at_line.get(passage.span().first)
            project = work.name if work else None
            yield build_milestone(reading, item.place, passage.span(), activity.when, what, status=status, project=project)


def _nearest(above: Sequence[TextUnit], section: Tense | None) -> Tense | None:
    """The tense that the items above give (`- 추진실적` over its own items), else the section's."""
    for unit in reversed(above):
        own = tense_of_title(unit.passage.text) if len(unit.passage.text) <= LONGEST_PART_TITLE else None
        if own is not None:
            return own
    return section


def _subject(item: _Item, activity: Activity, *, done: bool) -> str | None:
    """What an item that only says when (`기 간 : …`) is the time of: the item it hangs from or follows, or its section's event.

    Among results (`done`), the works (공사기간) are the project's.
    """
    place, above = item.place, item.above
    owner = above[-1].passage.printed if above and label_key(above[-1].passage.text) not in PART_TITLES else None
    if activity.key in PART_PERIOD_KEYS:
        return (owner if split_key(owner)[0] is None else None) if owner is not None else place.project if done else None
    owner = owner if owner is not None else _item_before(item)
    if owner is not None:
        return owner
    if activity.key not in EVENT_KEYS and not activity.at_an_hour:
        return None
    title = label_key(place.part.title)
    named = title.endswith(OVERVIEW_TAIL) and title not in PART_TITLES
    return title.removesuffix(OVERVIEW_TAIL) if named else place.project


def _item_before(item: _Item) -> str | None:
    """The last item before, of the same depth, that states no value, where only items that state one stand between."""
    for other in reversed(item.before):
        if other.kind != "item" or other.depth != item.unit.depth:
            return None
        if split_key(other.passage.text)[0] is None:
            return other.passage.printed if other.depth else None
    return None
