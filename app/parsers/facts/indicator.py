"""Indicators: every measured figure that is no other kind of fact, out of tables and out of running text.

What an indicator is called: where the columns are times or steps, it is the row's label; where the rows are times, the
column's; where both are categories, the column's leaf label, and the row's labels are dimensions. A row whose label only
says what is counted (인원, 금액, 대수) names the figures of its row. In running text it is the words before the figure. A name
that says nothing alone has a `subject`: the caption, the heading or the project.

The figures of tables are read in `indicator_tables.py`, those of running text (also of words in cells) here.
"""

from collections.abc import Mapping
from typing import Final

from app.models.facts import Indicator
from app.parsers.characters.normalise import DIGIT
from app.parsers.facts import WHOLE_LINE, CellKey, Extraction, join_extractions
from app.parsers.facts.indicator_tables import read_table_indicators
from app.parsers.facts.listed import find_listed, read_units_over
from app.parsers.facts.stated import LONGEST_HEAD, build_stated, short_text
from app.parsers.labels import FURNITURE_NAMES, FURNITURE_WORDS
from app.parsers.outline.passages import Passage, TextUnit, heading_unit
from app.parsers.outline.tree import Family
from app.parsers.places.half_read import Place, Reading
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.statements import find_figures, is_class
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.quantities import Unit

_VALUED: Final = frozenset([Family.NUMBER, Family.CHAPTER])
_FIGURE_BEGINS: Final = frozenset("0123456789△-+")
_STATING: Final = frozenset([Family.SQUARE, Family.CIRCLED, Family.CIRCLE, Family.PLAIN, Family.DIAMOND, Family.BOX])


def read_indicators(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every figure of a table that nothing has used, and every figure that running text states."""
    tables = [read_table_indicators(reading, number, table, used) for number, table in enumerate(reading.tables)]
    return join_extractions([*tables, _read_text(reading, used)])


def _read_text(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    facts: list[Indicator] = []
    prose: set[tuple[int, int]] = set()
    for place in reading.places:
        if unit := _stating_heading(reading, place):
            _read_passage(reading, place, unit, (), used, facts, prose)
    head: tuple[Place, TextUnit] | None = None
    over: Mapping[int, Unit] = {}
    cells: frozenset[int] = frozenset()
    read: Place | None = None
    for place, unit, above in reading.passages():
        if place is not read:
            over, cells, read = read_units_over(place), _lone_figures(place), place
        if id(unit) in cells:
            continue  # a cell of a table that nobody could put together
        if _is_head(unit):
            head = place, unit
        # Classes without anything above them (the legend of a chart) are of the last head that had no figures of its own.
        hangs = above or ((head[1],) if head and head[0] is place and is_class(unit.passage.text) else ())
        _read_passage(reading, place, unit, hangs, used, facts, prose, over.get(id(unit)))
    return Extraction(tuple(facts), prose=frozenset(prose))


def _lone_figures(place: Place) -> frozenset[int]:
    """The lines of a section that are nothing but figures, by identity: where there are several, or one with its parts in a bracket,
    they are cells, and the title names none of them.
    """
    lone = [unit for unit in place.units if unit.kind == "paragraph" and _is_lone(unit.passage.text)]
    return frozenset(id(unit) for unit in lone if len(lone) > 1 or " " in unit.passage.text)


def _is_lone(text: str) -> bool:
    """Whether a text is a figure, perhaps with a bracket, or several: cells have no other words."""
    return text[:1] in _FIGURE_BEGINS and (
        cell_kind(text) is CellKind.VALUE or all(cell_kind(word) is CellKind.VALUE for word in text.split())
    )


def _is_head(unit: TextUnit) -> bool:
    """Whether an item is only the head of what follows: a few words and no figure."""
    text = unit.passage.text
    return unit.kind == "item" and len(text) <= LONGEST_HEAD and not DIGIT.search(text)


def _stating_heading(reading: Reading, place: Place) -> TextUnit | None:
    """A heading that states figures itself: `② 방역 지원(6건, 71억원)`, `조직·인력 : 353명`; a number or chapter behind its title."""
    if place.part.first < 0 or not (place.part.family in _STATING or (place.part.family in _VALUED and place.part.value)):
        return None
    return heading_unit(reading.lines[place.part.first])


def _read_passage(
    reading: Reading,
    place: Place,
    unit: TextUnit,
    above: tuple[TextUnit, ...],
    used: frozenset[CellKey],
    facts: list[Indicator],
    prose: set[tuple[int, int]],
    noted: Unit | None = None,
) -> None:
    passage = unit.passage
    year = reading.year_at_line.get(passage.span().first, place.year)
    listed = find_listed(passage.text, noted) if noted else ()
    for figure in listed or find_figures(passage.text, year, place.spoken):
        span = passage.span(figure.start, figure.end)
        character = figure.start
        if (-1, span.first, character) in used or (-1, span.first, WHOLE_LINE) in used:
            continue
        if _is_furniture(passage, figure):
            continue
        fact = build_stated(reading, place, passage, figure, _context(unit, above))
        if not fact.name:
            continue  # nothing on the page says what it is
        prose.add((span.first, character))
        facts.append(fact)


def _is_furniture(passage: Passage, figure: StatedFigure) -> bool:
    """Whether a figure is one of the page itself: its views, its comments, what stands on a line of its own furniture."""
    if figure.name.strip("| ") in FURNITURE_NAMES:
        return True
    return passage.text.startswith(FURNITURE_WORDS, passage.begin_of(figure.start))


def _context(unit: TextUnit, above: tuple[TextUnit, ...]) -> tuple[str, ...]:
    """The texts that a passage hangs from, nearest first; of an item with a colon, only its key."""
    return tuple(short_text(item.passage.printed) for item in reversed(above))
