"""Organisation charts as lines of text: where they stand, and which counts belong to which names.

A chart stands under a heading such as `조직` or `팀별 담당업무`. Names in it may look like headings themselves, and its lines like
a table whose columns are blanks; here they are lines again.

Charts are printed in boxes; as text, the counts of a box stand on the line above its name (`7팀 178명` over `총 무 과`) or below
it, all through a chart the same way. Boxes side by side give a line of counts over a line of names. Counts that fit no name
are those of the body that the chart is of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple

from app.models.facts import BodyLevel
from app.models.span import Span, Spots
from app.parsers.bodies.mentions import Mention, Size, read_bodies
from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.labels import DUTY_HEADINGS, ORGANISATION_TITLE, ROLE_WORDS, label_key
from app.parsers.lines.lines import Line
from app.parsers.outline.passages import Passage, TextUnit
from app.parsers.places.half_read import Place, Reading
from app.parsers.tables.body_entries import Counts
from app.parsers.tables.table import ReadTable

_LEVELS: Final = list(BodyLevel)
_LEAD: Final = re.compile(r"^[^가-힣]+")


# --- where charts stand ------------------------------------------------------------------------------------------------


def title_key(title: str) -> str:
    """A heading's words as they are compared: without number, marks and blanks."""
    return _LEAD.sub("", fold(title).replace(" ", ""))


@remember(1024)
def is_organisation_title(title: str) -> bool:
    """Whether a heading announces the organisation: `조직`, `조직·인력`, `기구 현황`; not `조직문화 확산`."""
    return bool(ORGANISATION_TITLE.fullmatch(title_key(title)))


@remember(1024)
def is_duty_title(title: str) -> bool:
    """Whether a heading announces duties: `과별 담당업무`."""
    return title_key(title).endswith(DUTY_HEADINGS)


def chart_regions(reading: Reading) -> list[list[Place]]:
    """The sections that describe bodies or their duties, each with the sections behind it whose headings are but names.

    Such a heading stands below the section's own, or has no mark: `Ⅱ. 총무과` opens the chapter of a department. The box on top
    may say who heads the body (`국 장`).
    """
    regions: list[list[Place]] = []
    open_region = False
    for place in reading.places:
        titles = [part.title for part in (place.part, *place.parents[-2:]) if part.title]
        inside = open_region and (place.part.marker is None or any(part is regions[-1][0].part for part in place.parents))
        if inside and (heading_of(reading, place) is not None or label_key(place.part.title) in ROLE_WORDS):
            regions[-1].append(place)
        else:
            open_region = any(is_organisation_title(title) or is_duty_title(title) for title in titles)
            if open_region:
                regions.append([place])
    return regions


class Snippet(NamedTuple):
    """A folded text, the same as received, and where it stands: the section, and the one line it is or the passage.

    begin: how many letters of the line stand before it.
    """

    text: str
    printed: str
    source: Line | Passage
    place: Place
    begin: int = 0

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where a part of it stands."""
        return self.source.span if isinstance(self.source, Line) else self.source.span(start, end)

    def at(self, start: int, end: int) -> Spots:
        """Where letters of it are printed."""
        return self.source.at(self.begin + start, self.begin + end)


ChartLine = tuple[Snippet, tuple[Mention, ...] | None]


def heading_of(reading: Reading, place: Place) -> ChartLine | None:
    """The heading of a section as a line of a chart; None where it is more than names, or counts."""
    if place.part.first < 0 or not place.part.title:
        return None
    line = reading.lines[place.part.heading_lines[-1]]
    text, printed = (line.mark.rest, line.printed_rest()) if line.mark.rest else (line.body, line.raw)
    snippet = Snippet(text, printed, line, place, max(0, line.body.rfind(text)))
    mentions = read_bodies(snippet.text)
    named = [one.name is not None for one in mentions or ()]
    return (snippet, mentions) if named and (all(named) or not any(named)) else None


def lines_of(reading: Reading, place: Place, unit: TextUnit) -> list[ChartLine]:
    """The lines of a unit of text: those of a paragraph, which may be boxes side by side; an item or note is one."""
    if unit.kind == "table":
        return lines_of_table(reading, place, reading.tables[unit.table])
    if unit.kind == "paragraph":
        snippets = [Snippet(line.body, line.raw, line, place) for line in unit.lines]
    else:
        snippets = [Snippet(unit.passage.text, unit.passage.printed, unit.passage, place)] if unit.kind in ("item", "note") else []
    return [(snippet, read_bodies(snippet.text)) for snippet in snippets]


def lines_of_table(reading: Reading, place: Place, table: ReadTable) -> list[ChartLine]:
    """The lines of what only looks like a table of blanks: each holds nothing but names and counts; [] for a real table."""
    if table.grid.layout != "space":
        return []
    lines = [line for line in reading.lines[table.grid.first : table.grid.last + 1] if line.body and label_key(line.body) not in ROLE_WORDS]
    found = [(Snippet(line.body, line.raw, line, place), read_bodies(line.body)) for line in lines]
    named = any(one.name for _, mentions in found for one in mentions or ())
    return [*found] if named and all(mentions for _, mentions in found) else []


# --- which counts belong to which names --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A name, or counts without one, with the snippet it stands in."""

    mention: Mention
    snippet: Snippet

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.snippet.span(self.mention.start, self.mention.end)

    @property
    def counted(self) -> Counts:
        """What it counts, and where that is printed."""
        size = self.mention.size
        return Counts(size, {name: self.snippet.at(*place) for name, place in size.at.items()})

    @property
    def printed(self) -> str:
        """Its own words as received."""
        return self.snippet.printed[self.mention.start : self.mention.end].strip()


@dataclass(frozen=True, slots=True)
class Pair:
    """A body of a chart with the box of counts that stands apart from its name; without a name, counts of the chart's body."""

    name: Box | None
    counts: Box | None

    @property
    def size(self) -> Counts:
        """How large the body is, and where that is printed."""
        box = self.counts or self.name
        return box.counted if box is not None else Counts(Size(), {})


def read_chart(chart: Sequence[ChartLine]) -> Iterator[Pair]:
    """The bodies of a chart, in reading order; each line comes with what was read from it."""
    lines = [[Box(mention, snippet) for mention in _shifted(mentions)] for snippet, mentions in chart if mentions]
    above = _counts_stand_above(lines)
    waiting: list[Box] = []
    for boxes in lines:
        counts_only = all(box.mention.name is None for box in boxes)
        if above == counts_only:
            # What stands first: counts where they stand above, names where they stand below.
            yield from _alone(waiting)
            waiting = boxes
        elif above:
            yield from _match(boxes, waiting)
            waiting = []
        else:
            yield from _match(waiting, boxes)
            waiting = []
    yield from _alone(waiting)


def _match(names: Sequence[Box], counts: Sequence[Box]) -> Iterator[Pair]:
    """Give each name its counts; where they do not fit, the counts are nobody's here."""
    fit = len(names) == len(counts) and all(_fits(name.mention, box.mention.size) for name, box in zip(names, counts, strict=True))
    if fit:
        yield from (Pair(name, box) for name, box in zip(names, counts, strict=True))
    else:
        yield from _alone([*counts, *names] if counts and names and counts[0].span.first <= names[0].span.first else [*names, *counts])


def _alone(boxes: Sequence[Box]) -> Iterator[Pair]:
    """Names and counts that found no partner; several counts side by side are of bodies that nothing names."""
    nameless = sum(box.mention.name is None for box in boxes)
    for box in boxes:
        if box.mention.name:
            yield Pair(box, None)
        elif nameless == 1:
            yield Pair(None, box)


def _fits(name: Mention, size: Size) -> bool:
    """Whether a body can have such parts: no department consists of departments, no team of teams; and one has one size."""
    if name.size.given:
        return False
    if name.level is BodyLevel.TEAM:
        return size.teams is None and not size.counts
    return name.level is not BodyLevel.DEPARTMENT or not size.counts


def _counts_stand_above(lines: Sequence[Sequence[Box]]) -> bool:
    """Whether a chart prints counts over names: lines of as many boxes say so, else its first line.

    Unless that only names the body that the chart is of.
    """
    votes = sum(_votes(above, below) for above, below in pairwise(lines))
    if votes:
        return votes > 0
    bare = [boxes for boxes in lines if not (boxes[0].mention.name and boxes[0].mention.size.given)]
    names = [boxes[0].mention.level for boxes in bare if boxes[0].mention.name]
    if bare and bare[0][0].mention.name and len(names) > 1 and len(bare) == 2 * len(names) - 1:
        return _rank(names[0]) < _rank(names[1])
    return bool(bare) and bare[0][0].mention.name is None


def _votes(above: Sequence[Box], below: Sequence[Box]) -> int:
    """1 where counts stand over as many names, -1 where names stand over as many counts; one box alone says nothing."""
    kinds = [{box.mention.name is None for box in boxes} for boxes in (above, below)]
    if len(above) != len(below) or len(above) < 2:
        return 0
    return 1 if kinds == [{True}, {False}] else -1 if kinds == [{False}, {True}] else 0


def _rank(level: BodyLevel | None) -> int:
    return _LEVELS.index(level) if level is not None else len(_LEVELS)


def _shifted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Counts before their names on one line (`7팀 178명 총무과 5팀 41명 인사과`): each belongs to the name behind it."""
    names = mentions[1:]
    if len(mentions) < 2 or mentions[0].name or mentions[-1].size.given or not all(one.name for one in names):
        return mentions
    starts = [before.end if before.name else before.start for before in mentions]
    shifted = zip(mentions, names, starts, strict=False)
    return tuple(replace(name, start=start, size=before.size) for before, name, start in shifted)
