"""Bodies with their size: bureaus, departments, offices, teams, as charts, headings and tables of duties name them.

How they look: a heading with a value (`조직·인력 : 5과 2사업소 353명`) sizes the body whose section it is; in a chart the counts stand
above, below or beside a name (`7팀 178명` over `총 무 과`, `공무원수련원 12명`); a line of team names follows the department's; a table
lists departments with duties, teams or persons; `조직 : 25자치구 426동 (12,885통, 96,545반)` says what a whole government consists of.

A body is one fact for each section that describes it; what that section says of it in several places is put together.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.models.facts import BodyLevel, Organisation
from app.models.names import name_key
from app.models.span import Span, join_spans
from app.parsers.bodies import Mention, Size, level_of, read_bodies
from app.parsers.body_tables import BodyEntry, chart_cells, entries_by_column, entries_by_row
from app.parsers.charts import read_chart, snippets_of
from app.parsers.facts import CellKey, Extraction
from app.parsers.labels import DUTY_HEADINGS, GOVERNMENT_COUNTERS, ORGANISATION_KEYS, ORGANISATION_TITLE_WORDS, label_key
from app.parsers.markup import cell_text
from app.parsers.meta import find_as_of
from app.parsers.normalise import fold
from app.parsers.outline import Part
from app.parsers.reading import Body, Place, Reading
from app.parsers.tables import ReadTable

_TITLE: Final = re.compile(
    rf"(?:행정|일반|기본)?(?:{'|'.join(ORGANISATION_TITLE_WORDS)})(?:도|표|현황|개요|및.{{1,10}}|[·,/].{{1,10}}|과.{{1,6}})?"
)
_LEAD: Final = re.compile(r"^[^가-힣]+")
_KEYED: Final = re.compile(r"[^가-힣]*(?P<key>(?:[가-힣·]+\s*){1,6}?)\s*(?:[:：]|-{2,}|[.·…]{3,}|\s[-–]\s)\s*(?P<value>\S.*)")
_FIRST_LETTERS: Final = frozenset(key[0] for key in ORGANISATION_KEYS)


def title_key(title: str) -> str:
    """A heading's words as they are compared: without number, marks and blanks."""
    return _LEAD.sub("", fold(title).replace(" ", ""))


def is_organisation_title(title: str) -> bool:
    """Whether a heading announces the organisation: `조직`, `조직·인력`, `기구 현황`; not `조직문화 확산`."""
    return bool(_TITLE.fullmatch(title_key(title)))


def is_duty_title(title: str) -> bool:
    """Whether a heading announces duties: `과별 담당업무`."""
    return title_key(title).endswith(DUTY_HEADINGS)


def describes_bodies(place: Place) -> bool:
    """Whether a section, or one that it is a part of, is about bodies or their duties."""
    return any(is_organisation_title(part.title) or is_duty_title(part.title) for part in (place.part, *place.parents[-2:]) if part.title)


@dataclass(frozen=True, slots=True)
class _Found:
    """A body as one place describes it, before what belongs together is put together."""

    part: Part
    name: str
    level: BodyLevel
    parent: str | None
    body: Body
    size: Size
    span: Span
    printed: str | None
    as_of: str | None


def read_organisations(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every body that is described."""
    taken = {key[0] for key in used}
    found: list[_Found] = []
    cells: set[CellKey] = set()
    by_part: dict[int, list[tuple[int, ReadTable]]] = {}
    for number, table in enumerate(reading.tables):
        if number not in taken:
            by_part.setdefault(id(table.part), []).append((number, table))
    chart = False
    for place in reading.places:
        chart = describes_bodies(place) or (chart and read_level(place.part.title) is not None)
        section = _Section(reading, place)
        if chart:
            section.read_text()
        else:
            section.read_keyed()
        for number, table in by_part.get(id(place.part), ()):
            cells |= {(number, row, column) for row, column in section.read_table(table, chart=chart)}
        found += section.found
    return Extraction(tuple(_fact(reading, one) for one in _together(found)), frozenset(cells))


def read_level(title: str) -> BodyLevel | None:
    """The level of the body that a heading is the name of."""
    mentions = read_bodies(title) or ()
    return mentions[0].level if len(mentions) == 1 else None


class _Section:
    """Reads one section; it knows the bureau and the department named last, which are the parents of what follows."""

    def __init__(self, reading: Reading, place: Place) -> None:
        self.reading = reading
        self.place = place
        self.found: list[_Found] = []
        self.bureau = place.body.bureau
        self.department = place.body.department

    # --- running text --------------------------------------------------------------------------------------------------

    def read_text(self) -> None:
        """The heading with its value, then the lines of the chart."""
        part = self.place.part
        value = read_bodies(fold(part.value)) if part.value else None
        if value and is_organisation_title(part.title):
            self._add_nameless(value, self.reading.lines[part.first].span, None)
        owner = next((one for one in read_bodies(fold(part.title)) or () if one.name), None)
        if owner is not None and self.place.units and owner.level is not BodyLevel.BUREAU:
            self._add(owner, self.reading.lines[part.first].span, None, owner.size)
        lines = [(snippet, _chart_line(snippet.text)) for unit in self.place.units for snippet in snippets_of(unit)]
        for pair in read_chart(lines):
            boxes = [box for box in (pair.counts, pair.name) if box is not None]
            span = boxes[0].span if len(boxes) == 1 else join_spans(box.span for box in boxes)
            printed = boxes[0].printed if len(boxes) == 1 else None
            if pair.name is None:
                self._add_nameless([box.mention for box in boxes], span, printed)
            else:
                self._add(pair.name.mention, span, printed, pair.size)

    def read_keyed(self) -> None:
        """Outside of charts only `조직 : …` is read."""
        for unit in self.place.units:
            if unit.kind == "item" and unit.passage.text[:1] in _FIRST_LETTERS:
                mentions = _keyed_size(unit.passage.text)
                self._add_nameless(mentions, unit.passage.span(), None)

    # --- tables --------------------------------------------------------------------------------------------------------

    def read_table(self, table: ReadTable, *, chart: bool) -> Iterator[tuple[int, int]]:
        """The bodies of a table; gives the cells (row, column) whose figures were read."""
        entries = entries_by_row(table)
        if entries and not chart and not any(entry.duties for entry in entries):
            entries = ()
        entries = entries or (entries_by_column(table) if chart else ())
        if entries:
            for entry in entries:
                self._add_entry(entry)
                yield from ((cell.row, cell.column) for cell in entry.counted)
        elif chart:
            yield from self._read_chart(table)
        if not entries:
            self._read_key_rows(table)

    def _add_entry(self, entry: BodyEntry) -> None:
        if entry.total:
            self._add_nameless([Mention(None, None, 0, 0, entry.size)], entry.span, None)
            return
        if entry.parent and entry.level is BodyLevel.TEAM:
            self.department = entry.parent
        mention = Mention(entry.name, entry.level or BodyLevel.TEAM, 0, 0, entry.size)
        self._add(mention, entry.span, None, entry.size)

    def _read_chart(self, table: ReadTable) -> Iterator[tuple[int, int]]:
        waiting: dict[int, int] = {}
        for cell, mentions in chart_cells(table):
            for mention in mentions:
                if mention.name:
                    self._add(mention, cell.span, None, mention.size)
                    waiting[cell.column] = len(self.found) - 1
                elif cell.column in waiting and not self.found[waiting[cell.column]].size.given:
                    one = self.found[waiting[cell.column]]
                    self.found[waiting[cell.column]] = replace(one, size=mention.size, span=join_spans((one.span, cell.span)), printed=None)
            if cell.row >= 0 and any(one.size.given for one in mentions):
                yield cell.row, cell.column

    def _read_key_rows(self, table: ReadTable) -> None:
        """Rows such as `조직 | ----- | 25자치구 426동` in a table of keys and values; their figures are left to be indicators as well."""
        if len(table.grid.paths) > 3:
            return
        for row in table.grid.rows:
            texts = [" ".join(cell_text(cell.text).split()) for cell in row.cells]
            if title_key(texts[0])[:1] in _FIRST_LETTERS and title_key(texts[0]) in ORGANISATION_KEYS:
                self._add_nameless(read_bodies(fold(texts[-1])) or (), row.span, None)

    # --- what was found ------------------------------------------------------------------------------------------------

    def _add_nameless(self, mentions: Iterable[Mention], span: Span, printed: str | None) -> None:
        """Counts without a name: the size of the section's own body."""
        for mention in mentions:
            if mention.name is None and mention.size.given:
                whose = _whose(self.place.body, mention.size)
                if whose is not None:
                    self._add(Mention(whose[0], whose[1], 0, 0, mention.size), span, printed, mention.size)

    def _add(self, mention: Mention, span: Span, printed: str | None, size: Size) -> None:
        level, name = mention.level, mention.name
        if name is None or level is None:
            return
        government = self.place.body.government
        if level is BodyLevel.GOVERNMENT:
            parent, body = None, Body(government, None, None)
        elif level is BodyLevel.BUREAU:
            self.bureau, parent, body = name, government, Body(government, name, None)
        elif level is BodyLevel.TEAM:
            parent, body = self.department or self.bureau, Body(government, self.bureau, self.department)
        elif level is BodyLevel.AFFILIATE:
            parent, body = self.bureau or self.department, self.place.body
        else:
            own = self.place.body.department
            # An office has departments of its own.
            parent = self.bureau or (own if own and own != name and level_of(own) is BodyLevel.OFFICE else None)
            body = Body(government, self.bureau, name)
            self.department = name
        as_of = self._as_of()
        self.found.append(_Found(self.place.part, name, level, parent, body, size, span, printed, as_of))

    def _as_of(self) -> str | None:
        texts = (unit.passage.text for unit in self.place.units if unit.kind in ("paragraph", "layout", "item", "note"))
        return next((date for text in texts if (date := find_as_of(text, self.reading.year))), self.reading.meta.as_of)


def _keyed_size(text: str) -> tuple[Mention, ...]:
    """The counts of `조직 : 5국 1담당관 22동`, or of the same behind a leader."""
    match = _KEYED.fullmatch(text) if len(text) <= 240 else None
    if match is None or label_key(match["key"]) not in ORGANISATION_KEYS:
        return ()
    mentions = read_bodies(match["value"]) or ()
    return tuple(replace(one, start=0, end=len(text)) for one in mentions if one.name is None)


def _chart_line(text: str) -> tuple[Mention, ...]:
    return _keyed_size(text) or read_bodies(text) or ()


def _whose(body: Body, size: Size) -> tuple[str, BodyLevel] | None:
    """The body that counts without a name belong to: the section's own, or the government whose districts they are."""
    if any(unit in GOVERNMENT_COUNTERS for unit in size.counts):
        return (body.government, BodyLevel.GOVERNMENT) if body.government else None
    if size.counts and body.bureau:
        return body.bureau, BodyLevel.BUREAU
    if body.department:
        return body.department, level_of(body.department) or BodyLevel.DEPARTMENT
    if body.bureau:
        return body.bureau, BodyLevel.BUREAU
    return (body.government, BodyLevel.GOVERNMENT) if body.government else None


def _together(found: Iterable[_Found]) -> list[_Found]:
    """One for each body and section: what a later line adds is joined to the first, what says nothing new is left out."""
    kept: dict[tuple[int, str], _Found] = {}
    for one in found:
        key = (id(one.part), name_key(one.name))
        first = kept.get(key)
        if first is None:
            kept[key] = one
        elif one.size.given and _adds(first.size, one.size):
            size = Size(
                first.size.teams if first.size.teams is not None else one.size.teams,
                first.size.persons if first.size.persons is not None else one.size.persons,
                first.size.counts or one.size.counts,
            )
            kept[key] = replace(first, size=size, span=join_spans((first.span, one.span)), printed=None)
    return list(kept.values())


def _adds(first: Size, later: Size) -> bool:
    return any(new is not None and old is None for old, new in ((first.teams, later.teams), (first.persons, later.persons))) or bool(
        later.counts and not first.counts
    )


def _fact(reading: Reading, one: _Found) -> Organisation:
    printed = one.printed if one.printed and one.printed in reading.printed(one.span) else None
    common = reading.common(one.part, one.span, as_of=one.as_of, printed=printed, body=one.body)
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
