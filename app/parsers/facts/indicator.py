"""Indicators: every measured figure that is no other kind of fact, out of tables and out of running text.

What an indicator is called: where the columns are times or steps, it is the row's label; where the rows are times, the
column's; where both are categories, the column's leaf label, and the row's labels are dimensions. A row whose label only
says what is counted (인원, 금액, 대수) names the figures of its row. In running text it is the words before the figure. A name
that says nothing alone has a `subject`: the caption, the heading or the project.

The figures of tables are read in `indicator_tables.py`, those of running text (also of words in cells) here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from app.models.facts import Basis, Indicator, Period
from app.models.outline import Topic
from app.models.span import Span
from app.parsers.blocks import Passage, Unit, split_key
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.facts.indicator_tables import read_table_indicators
from app.parsers.labels import BASIS_WORDS, DIMENSION_OF_PARTS, DIMENSION_OF_WHOLE, SILENT_NAMES, label_key, topic_of
from app.parsers.lines import Line, squeeze
from app.parsers.outline import Family
from app.parsers.reading import Place, Reading
from app.parsers.statements import Figure, find_figures

LONGEST_NAME: Final = 60
TOPIC_BASES: Final[Mapping[Topic, Basis]] = {
    Topic.RESULTS: Basis.ACTUAL,
    Topic.GENERAL: Basis.ACTUAL,
    Topic.STAFFING: Basis.ACTUAL,
    Topic.FACILITIES: Basis.ACTUAL,
    Topic.VEHICLES: Basis.ACTUAL,
    Topic.PLAN: Basis.PLAN,
    Topic.SCHEDULE: Basis.PLAN,
    Topic.GOALS: Basis.TARGET,
    Topic.EFFECTS: Basis.FORECAST,
}
_STRIPPED: Final = re.compile(r"\*\*|__|<[^>]+>")


def read_indicators(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every figure of a table that nothing has used, and every figure that running text states."""
    tables = [read_table_indicators(reading, number, table, used) for number, table in enumerate(reading.tables)]
    return join_extractions([*tables, _read_text(reading, used)])


def _read_text(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    facts: list[Indicator] = []
    prose: set[tuple[int, int]] = set()
    for place in reading.places:
        for unit in _heading_units(reading, place):
            _read_passage(reading, place, unit, (), used, facts, prose)
    for place, unit, above in reading.passages():
        _read_passage(reading, place, unit, above, used, facts, prose)
    return Extraction(tuple(facts), prose=frozenset(prose))


def _heading_units(reading: Reading, place: Place) -> Iterator[Unit]:
    """A heading that states figures itself: `② 방역 인력 지원(6건, 71억원)`, `조직·인력 : 353명`."""
    if place.part.first < 0 or place.part.family not in (Family.SQUARE, Family.CIRCLED, Family.CIRCLE, Family.PLAIN, Family.DIAMOND, Family.BOX):
        return
    line: Line = reading.lines[place.part.first]
    if not any(letter.isdigit() for letter in line.mark.rest):
        return
    offset = max(0, line.body.rfind(line.mark.rest)) if line.mark.rest else 0
    passage = Passage(line.body[offset:], line.raw[offset:], ((0, line.number, line.start + offset),), line.narrow)
    yield Unit("item", passage, marker=line.mark.marker, lines=[line])


def _read_passage(
    reading: Reading, place: Place, unit: Unit, above: tuple[Unit, ...], used: frozenset[CellKey], facts: list[Indicator], prose: set[tuple[int, int]]
) -> None:
    passage = unit.passage
    for figure in find_figures(passage.text, reading.year):
        span = passage.span(figure.start, figure.end)
        character = figure.start
        if (-1, span.first, character) in used:
            continue
        prose.add((span.first, character))
        facts.append(build_stated(reading, place, passage, figure, _context(unit, above)))


def _context(unit: Unit, above: tuple[Unit, ...]) -> tuple[str, ...]:
    """The texts that a passage hangs from, nearest first; of an item with a colon, only its key."""
    return tuple(_short(item.passage.printed) for item in reversed(above))


def _short(text: str) -> str:
    key, _ = split_key(text)
    return squeeze(_STRIPPED.sub("", key or text))[:LONGEST_NAME].strip()


def build_stated(
    reading: Reading,
    place: Place,
    passage: Passage,
    figure: Figure,
    context: tuple[str, ...],
    dimensions: Mapping[str, str] | None = None,
    span: Span | None = None,
    table: str | None = None,
) -> Indicator:
    """An indicator of a stated figure. `context`: what the passage hangs from, nearest first."""
    own = _printed_name(passage, figure)
    name, rest = (own, context) if own else ((context[0], context[1:]) if context else (place.part.title or (place.path[-1] if place.path else ""), ()))
    if not name:
        name = reading.meta.title or place.project or ""
    labels = dict(dimensions or {})
    if figure.label:
        labels[DIMENSION_OF_PARTS] = squeeze(figure.label)
    if rest and rest[0] and rest[0] != name:
        labels[DIMENSION_OF_WHOLE] = rest[0]
    where = span or passage.span(figure.start, figure.end)
    year = int(figure.period.last[:4]) if figure.period and figure.period.last else int(figure.period.first[:4]) if figure.period and figure.period.first else None
    return Indicator(
        id="",
        **reading.common(place.part, where, year=year, as_of=None, printed=_printed_phrase(passage, figure)),
        name=name,
        subject=_subject(name, rest, place),
        value=figure.value,
        unit=figure.unit,
        basis=_basis(name, passage.text[figure.start : figure.end + 12], place, figure.period),
        bound=figure.bound,
        step=figure.step,
        dimensions=labels,
        period=figure.period,
        project=place.project,
        table=table,
    )


def _printed_name(passage: Passage, figure: Figure) -> str:
    """The name as received: the folded one is as long, so it is found at the same place where it stands in one piece."""
    name = squeeze(_STRIPPED.sub("", figure.name)).strip("-·~ ")
    at = passage.text.rfind(name, 0, figure.start) if name else -1
    return passage.printed[at : at + len(name)] if at >= 0 else name


def _printed_phrase(passage: Passage, figure: Figure) -> str:
    """The clause that states a figure, as received."""
    start = max(passage.text.rfind(sign, 0, figure.start) for sign in (", ", "; ", "\n")) + 1
    line = max((begin for begin, _, _ in passage.starts if begin <= figure.start), default=0)
    start = max(start, line)
    after = next((begin for begin, _, _ in passage.starts if begin > figure.start), len(passage.text))
    return passage.printed[start : max(figure.end, min(after, figure.end))].strip()


def _subject(name: str, rest: tuple[str, ...], place: Place) -> str | None:
    if label_key(name) not in SILENT_NAMES:
        return None
    return next((text for text in (*rest, place.part.title, place.project or "") if text and text != name), None)


def _basis(name: str, near: str, place: Place, period: Period | None) -> Basis | None:
    """Whether the figure happened: by its own words, else by the heading it stands under."""
    for text in (near, name, place.part.title):
        for word, basis in BASIS_WORDS:
            if word in text:
                return basis
    for part in (place.part, *reversed(place.parents)):
        basis = TOPIC_BASES.get(topic_of(part.title))
        if basis is not None:
            return basis
    return None
