"""Bodies with their size: bureaus, departments, offices, teams, as charts, headings and tables of duties name them.

How they look: a heading with a value (`조직·인력 : 5과 2사업소 353명`) sizes the body whose section it is; in a chart the counts stand
above, below or beside a name (`7팀 178명` over `총 무 과`, `공무원수련원 12명`); a line of team names follows the department's; a table
lists departments with duties, teams or persons; `조직 : 25자치구 426동 (12,885통, 96,545반)` says what a whole government consists of.

A body is one fact for each section that describes it; what that section says of it in several places is put together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.models.facts import BodyLevel, Organisation
from app.models.names import name_key
from app.models.span import Span, Spots, join_spans
from app.parsers.bodies.mentions import Mention, Size, read_bodies
from app.parsers.characters.normalise import fold
from app.parsers.facts import WHOLE_LINE, CellKey, Extraction
from app.parsers.facts.charts import (
    ChartLine,
    chart_regions,
    heading_of,
    is_organisation_title,
    lines_of,
    lines_of_table,
    read_chart,
    title_key,
)
from app.parsers.labels import GOVERNMENT_COUNTERS, ORGANISATION_KEYS, body_level, label_key
from app.parsers.outline.dating import find_as_of
from app.parsers.places.half_read import NO_TABLE, Place, Reading
from app.parsers.places.whose import Body
from app.parsers.tables.body_entries import BodyCell, BodyEntry, Counts, chart_cells, entries_by_column, entries_by_row, merge_counts
from app.parsers.tables.table import ReadTable, Source

_KEYED: Final = re.compile(r"[^가-힣]*(?P<key>[가-힣·]+(?:\s+[가-힣·]+){0,5}?)\s*(?::|-{2,}|[.·…]{3,}|\s[-–]\s)\s*(?P<value>\S.*)")
_FIRST_LETTERS: Final = frozenset(key[0] for key in ORGANISATION_KEYS)
_LONGEST_KEYED: Final = 240


@dataclass(frozen=True, slots=True)
class _Found:
    """A body as one place describes it, before what belongs together is put together."""

    place: Place
    name: str
    level: BodyLevel
    parent: str | None
    body: Body
    counts: Counts
    span: Span
    printed: str | None
    as_of: str | None
    source: Source

    @property
    def size(self) -> Size:
        """How large it is."""
        return self.counts.size


def read_organisations(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every body that is described."""
    taken = {key[0] for key in used}
    found: list[_Found] = []
    cells: set[CellKey] = set()
    claimed: set[tuple[int, int]] = set()  # the lines of charts: their counts are sizes of bodies, no indicators
    regions = chart_regions(reading)
    charts = {id(place) for region in regions for place in region}
    for region in (*regions, *([place] for place in reading.places if id(place) not in charts)):
        section = _Section(reading, region)
        if id(region[0]) in charts:
            section.read_text()
            claimed |= {
                (line, WHOLE_LINE)
                for one in section.found
                if one.level is not BodyLevel.GOVERNMENT
                for line in range(one.span.first, one.span.last + 1)
            }
        else:
            section.read_keyed()
        cells |= set(section.read_tables(taken, chart=id(region[0]) in charts))
        found += section.found
    return Extraction(tuple(_fact(reading, one) for one in _together(found)), frozenset(cells), prose=frozenset(claimed))


class _Section:
    """Reads one section, with those behind it that its chart runs over.

    It knows the bureau and the department named last, which are the parents of what follows.
    """

    def __init__(self, reading: Reading, region: Sequence[Place]) -> None:
        self.reading = reading
        self.region = region
        self.own = region[0].body
        self.found: list[_Found] = []
        self.bureau = self.own.bureau
        self.department = self.own.department
        texts = (unit.passage.text for unit in region[0].units if unit.kind != "table")
        self.as_of = next((date for text in texts if (date := find_as_of(text, reading.year))), reading.meta.as_of)

    # --- running text --------------------------------------------------------------------------------------------------

    def read_text(self) -> None:
        """The heading with its value, then the lines of the chart."""
        self._read_heading(self.region[0])
        for pair in read_chart(list(self._chart_lines())):
            boxes = [box for box in (pair.counts, pair.name) if box is not None]
            place = boxes[-1].snippet.place
            span = boxes[0].span if len(boxes) == 1 else join_spans(box.span for box in boxes)
            printed = boxes[0].printed if len(boxes) == 1 else None
            if pair.name is None:
                self._add_nameless(place, [box.counted for box in boxes if box.mention.name is None], span, printed)
            else:
                self._add(place, pair.name.mention, span, printed, pair.size)

    def _read_heading(self, place: Place) -> None:
        """`조직 : 6과 24팀`: what a heading says of all that is below it."""
        part = place.part
        value = read_bodies(fold(part.value)) if part.value else None
        if value and is_organisation_title(part.title):
            line = self.reading.lines[part.first]
            begin = line.raw.rfind(part.value or "")
            self._add_nameless(place, _counted(value, lambda first, last: line.at(begin + first, begin + last)), line.span, None)

    def _chart_lines(self) -> Iterator[ChartLine]:
        """The headings and lines of the region that may be boxes of a chart."""
        for place in self.region:
            heading = heading_of(self.reading, place)
            if heading is not None:
                yield heading
            for unit in place.units:
                for snippet, mentions in lines_of(self.reading, place, unit):
                    yield snippet, _keyed_size(snippet.text) or mentions

    def read_keyed(self) -> None:
        """Outside of charts only `조직 : …` is read."""
        for unit in self.region[0].units:
            if unit.kind == "item" and unit.passage.text[:1] in _FIRST_LETTERS:
                counted = _counted(_keyed_size(unit.passage.text), unit.passage.at)
                self._add_nameless(self.region[0], counted, unit.passage.span(), None)

    # --- tables --------------------------------------------------------------------------------------------------------

    def read_tables(self, taken: set[int], *, chart: bool) -> Iterator[CellKey]:
        """The bodies of the tables; gives the cells whose figures were read."""
        for place in self.region:
            for unit in place.units:
                if unit.kind == "table" and (chart or unit.table not in taken):
                    table = self.reading.tables[unit.table]
                    if chart and lines_of_table(self.reading, place, table):
                        shape = ((row, column) for row in range(len(table.grid.rows)) for column in range(len(table.grid.paths)))
                    else:
                        shape = ((row, column) for row, column in self._read_table(place, table, chart=chart))
                    yield from ((unit.table, row, column) for row, column in shape)

    def _read_table(self, place: Place, table: ReadTable, *, chart: bool) -> Iterator[tuple[int, int]]:
        entries = entries_by_row(table)
        if not chart and not any(entry.duties or (entry.size.teams and entry.size.persons) for entry in entries):
            entries = ()
        entries = entries or (entries_by_column(table) if chart else ())
        for entry in entries:
            self._add_entry(place, entry, table)
            yield from ((cell.row, cell.column) for cell in entry.counted)
        if not entries:
            self._read_key_rows(place, table)
        if not entries and chart:
            yield from self._read_boxes(place, table)

    def _add_entry(self, place: Place, entry: BodyEntry, table: ReadTable) -> None:
        counts = Counts(entry.size, entry.at)
        row = entry.counted[0].row if len({cell.row for cell in entry.counted}) == 1 else None
        if entry.total:
            self._add_nameless(place, [counts], entry.span, None, table.source(row))
            return
        if entry.parent and entry.level is BodyLevel.TEAM:
            self.department = entry.parent
        self._add(place, Mention(entry.name, entry.level or BodyLevel.TEAM, 0, 0), entry.span, None, counts, table.source(row))

    def _read_boxes(self, place: Place, table: ReadTable) -> Iterator[tuple[int, int]]:
        """A chart printed as a table: counts belong to the name above them."""
        waiting: dict[int, int] = {}
        for cell, mentions in chart_cells(table):
            for mention in mentions:
                if mention.name:
                    self._add(place, mention, cell.span, None, cell.located(mention.size), table.source(cell.row, cell.column))
                    waiting[cell.column] = len(self.found) - 1
                elif cell.column in waiting and not self.found[waiting[cell.column]].size.given:
                    one = self.found[waiting[cell.column]]
                    span = join_spans((one.span, cell.span))
                    self.found[waiting[cell.column]] = replace(one, counts=cell.located(mention.size), span=span, printed=None)
            if cell.row >= 0 and any(one.size.given for one in mentions):
                yield cell.row, cell.column

    def _read_key_rows(self, place: Place, table: ReadTable) -> None:
        """Rows such as `조직 | ----- | 25자치구 426동` in a table of keys and values; their figures are left to be indicators as well."""
        if len(table.grid.paths) > 3:
            return
        for number, row in enumerate(table.grid.rows):
            key = title_key(row.cells[0].text)
            if key[:1] in _FIRST_LETTERS and key in ORGANISATION_KEYS:
                value = BodyCell(number, len(row.cells) - 1, row.cells[-1])
                mentions = read_bodies(fold(" ".join(value.text.split()))) or ()
                counted = [value.located(one.size) for one in mentions if one.name is None]
                self._add_nameless(place, counted, row.span, None, table.source(number, value.column))

    # --- what was found ------------------------------------------------------------------------------------------------

    def _add_nameless(self, place: Place, counted: Iterable[Counts], span: Span, printed: str | None, source: Source = NO_TABLE) -> None:
        """Counts without a name: the size of the section's own body."""
        for counts in counted:
            whose = _whose(self.own, counts.size) if counts.size.given else None
            if whose is not None:
                self._add(place, Mention(*whose, 0, 0), span, printed, counts, source)

    def _add(self, place: Place, mention: Mention, span: Span, printed: str | None, counts: Counts, source: Source = NO_TABLE) -> None:
        level, name = mention.level, mention.name
        if name is None or level is None:
            return
        parent, body = self._belongs(name, level)
        if level is BodyLevel.BUREAU:
            self.bureau = name
        elif level not in (BodyLevel.GOVERNMENT, BodyLevel.TEAM, BodyLevel.AFFILIATE):
            self.department = name
        self.found.append(_Found(place, name, level, parent, body, counts, span, printed, self.as_of, source))

    def _belongs(self, name: str, level: BodyLevel) -> tuple[str | None, Body]:
        """What a body is a part of, and whose figures its counts are."""
        government, own = self.own.government, self.own.department
        if level is BodyLevel.GOVERNMENT:
            return None, Body(government, None, None)
        if level is BodyLevel.BUREAU:
            return government, Body(government, name, None)
        if level is BodyLevel.TEAM:
            return self.department or self.bureau, Body(government, self.bureau, self.department)
        if level is BodyLevel.AFFILIATE:
            return self.bureau or self.department, self.own
        # An office has departments of its own.
        outer = own if own and own != name and body_level(own) is BodyLevel.OFFICE else None
        return self.bureau or outer, Body(government, self.bureau, name)


def _counted(mentions: Iterable[Mention], at: Callable[[int, int], Spots]) -> list[Counts]:
    """What mentions without a name count; `at` says where letters of their text are printed."""
    nameless = (one.size for one in mentions if one.name is None)
    return [Counts(size, {name: at(*place) for name, place in size.at.items()}) for size in nameless]


def _keyed_size(text: str) -> tuple[Mention, ...]:
    """The counts of `조직 : 5국 1담당관 22동`, or of the same behind a leader."""
    match = _KEYED.fullmatch(text) if len(text) <= _LONGEST_KEYED else None
    if match is None or label_key(match["key"]) not in ORGANISATION_KEYS:
        return ()
    mentions = read_bodies(match["value"]) or ()
    begin = match.start("value")
    return tuple(replace(one, start=0, end=len(text), size=one.size.moved(begin)) for one in mentions if one.name is None)


def _whose(body: Body, size: Size) -> tuple[str, BodyLevel] | None:
    """The body that counts without a name belong to: the section's own, or the government whose districts they are."""
    if any(unit in GOVERNMENT_COUNTERS for unit in size.counts):
        return (body.government, BodyLevel.GOVERNMENT) if body.government else None
    if size.counts and body.bureau:
        return body.bureau, BodyLevel.BUREAU
    if body.department:
        return body.department, body_level(body.department) or BodyLevel.DEPARTMENT
    if body.bureau:
        return body.bureau, BodyLevel.BUREAU
    return (body.government, BodyLevel.GOVERNMENT) if body.government else None


def _together(found: Iterable[_Found]) -> list[_Found]:
    """One for each body and section: what a later line adds is joined to the first, what says nothing new is left out."""
    kept: dict[tuple[int, str], _Found] = {}
    for one in found:
        key = (id(one.place), name_key(one.name))
        first = kept.get(key)
        if first is None:
            kept[key] = one
        elif one.size.given and _adds(first.size, one.size):
            counts = merge_counts(first.counts, one.counts)
            kept[key] = replace(first, counts=counts, span=join_spans((first.span, one.span)), printed=None)
    return list(kept.values())


def _adds(first: Size, later: Size) -> bool:
    return any(new is not None and old is None for old, new in ((first.teams, later.teams), (first.persons, later.persons))) or bool(
        later.counts and not first.counts
    )


def _fact(reading: Reading, one: _Found) -> Organisation:
    printed = one.printed if one.printed and one.printed in reading.printed(one.span) else None
    common = reading.common(one.place.part, one.span, as_of=one.as_of, printed=printed, body=one.body, at=one.counts.at, source=one.source)
    return Organisation(
        id="",
        **common,
        name=one.name,
        level=one.level,
        parent=one.parent,
        teams=one.size.teams,
        persons=one.size.persons,
        counts=dict(one.size.counts),
    )
