"""Duties: what a department or a team is there for, item by item.

How they look: a table `부서 | 주요업무` with several items in one cell; a heading or an item that names a team, with its duties
below; `총무팀 : 의전, 행사`; or a line of team names with all their duties below in one list, in which nothing marks where a
team's duties begin (`app/parsers/prose/duties.py` shares them out).

Findings: `hierarchy_unclear` where the text alone does not say which team a duty belongs to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.models.facts import BodyLevel, Duty
from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.bodies.mentions import Mention, read_bodies
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.charts import chart_regions, heading_of, is_duty_title, lines_of
from app.parsers.labels import ORGANISATION_KEYS, body_level, label_key
from app.parsers.outline.passages import OPENED_DUTIES, TextUnit, split_key
from app.parsers.places.half_read import Place, Reading
from app.parsers.places.whose import Body
from app.parsers.prose.duties import is_open, share_duties, split_duties
from app.parsers.tables.body_entries import BodyCell, BodyEntry, entries_by_column, entries_by_row, entries_without_names
from app.parsers.tables.table import ReadTable


def read_duties(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every duty in tables and lists."""
    facts: list[Duty] = []
    findings: list[Finding] = []
    cells: set[CellKey] = set()
    charts: set[int] = set()
    for region in chart_regions(reading):
        for place in region:
            charts.add(id(place.part))
            listed, unclear = _List(reading, place).read()
            facts += listed
            findings += unclear
    for number, table in enumerate(reading.tables):
        own = reading.place_of[id(table.part)].body
        for entry, cell in _table_duties(table, own.department or own.bureau, in_chart=id(table.part) in charts):
            if (number, cell.row, cell.column) not in used:
                facts += _cell_facts(reading, table, entry, cell)
                cells.add((number, cell.row, cell.column))
    return Extraction(tuple(facts), frozenset(cells), tuple(findings))


# --- tables --------------------------------------------------------------------------------------------------------------


def _table_duties(table: ReadTable, owner: str | None, *, in_chart: bool) -> Iterator[tuple[BodyEntry, BodyCell]]:
    entries = entries_by_row(table)
    if not entries and in_chart:
        entries = entries_by_column(table) or entries_without_names(table, owner)
    for entry in entries:
        if not entry.total:
            yield from ((entry, cell) for cell in entry.duties)


def _cell_facts(reading: Reading, table: ReadTable, entry: BodyEntry, cell: BodyCell) -> Iterator[Duty]:
    body = _body(reading.place_of[id(table.part)].body, entry.name, entry.level, entry.parent)
    for text in split_duties(cell.text):
        span, printed = find_print(reading, cell.span, text)
        source = table.source(cell.row, cell.column)
        common = reading.common(table.part, span, printed=printed, as_of=table.table.as_of, body=body, source=source)
        yield Duty(id="", **common, unit=entry.name, text=text)


def find_print(reading: Reading, span: Span, text: str) -> tuple[Span, str | None]:
    """The line of a span that holds a text, with the text; the whole span where it runs over several lines."""
    if span.start is not None or span.first == span.last:
        return span, text if text in reading.printed(span) else None
    for number in range(span.first, span.last + 1):
        if text in reading.received[number - 1]:
            return Span(number, number), text
    return span, None


def _body(own: Body, name: str, level: BodyLevel | None, parent: str | None = None) -> Body:
    """Whose duty it is: a team's is its department's."""
    if level is BodyLevel.BUREAU:
        return Body(own.government, name, None)
    if level in (None, BodyLevel.TEAM, BodyLevel.AFFILIATE):
        return Body(own.government, own.bureau, parent or own.department)
    return Body(own.government, own.bureau, name)


# --- lists ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """A duty in a list, with its place in print."""

    text: str
    span: Span
    printed: str | None


class _List:
    """Reads the lists of one section: names, and the items below them."""

    def __init__(self, reading: Reading, place: Place) -> None:
        self.reading = reading
        self.place = place
        self.department: str | None = None
        self.names: list[Mention] = []
        self.items: list[_Item] = []
        self.facts: list[Duty] = []
        self.findings: list[Finding] = []

    def read(self) -> tuple[list[Duty], list[Finding]]:
        """The duties of the section, and where their owner could not be told."""
        heading = heading_of(self.reading, self.place)
        own = self.place.body.department or self.place.body.bureau
        if heading is not None:
            self.names = [one for one in heading[1] or () if one.name]
        elif is_duty_title(self.place.part.title) and own and self.place.project is None:
            self.names = [Mention(own, body_level(own), 0, 0)]
        for unit in self.place.units:
            if unit.kind in ("item", "paragraph", "table"):
                self._read_unit(unit)
        self._close([])
        return self.facts, self.findings

    def _read_unit(self, unit: TextUnit) -> None:
        lines = lines_of(self.reading, self.place, unit)
        for _, mentions in lines:
            named = [one for one in mentions or () if one.name]
            if named:
                self._name(named)
        if any(mentions is not None for _, mentions in lines):
            return
        if unit.kind == "table":
            self._close([])
        elif not self._opens(unit):
            self._read_words(unit)

    def _opens(self, unit: TextUnit) -> bool:
        """Whether a paragraph opens with a body and goes on with its duties (`총무팀 - 문서 관리`); then they are read."""
        opening = OPENED_DUTIES.match(unit.passage.text) if unit.kind == "paragraph" else None
        level = body_level(opening["name"]) if opening else None
        if opening is None or level is None:
            return False
        self._close([Mention(opening["name"], level, 0, 0)])
        self._add_items(unit, unit.passage.printed[opening.end() :])
        return True

    def _read_words(self, unit: TextUnit) -> None:
        """An item or paragraph: `총무팀 : 문서 관리`, or a duty of the bodies named above."""
        key, value = split_key(unit.passage.printed)
        owner = next((one for one in read_bodies(fold(key)) or () if one.name), None) if key else None
        if owner is not None and value is not None:
            self._close([owner])
            self._add_items(unit, value)
            self._close([])
        elif unit.kind == "item" and self.names and not (key and label_key(key) in ORGANISATION_KEYS) and not _counts(unit.passage.text):
            self._add_items(unit, unit.passage.printed)

    def _name(self, named: list[Mention]) -> None:
        """Names of one level that follow each other without any duty between them share what comes below."""
        if not self.items and self.names and self.names[-1].level is named[0].level:
            self.names += named
        else:
            self._close(named)

    def _add_items(self, unit: TextUnit, text: str) -> None:
        span = unit.passage.span()
        whole = text if span.first == span.last and text in self.reading.printed(span) else None
        self.items.append(_Item(text, span, whole))

    def _close(self, names: list[Mention]) -> None:
        """Give the gathered duties to the bodies named above them; the next ones will belong to `names`."""
        if self.items and self.names:
            self._share()
        self.items = []
        self.department = next((one.name for one in self.names if one.level not in (None, BodyLevel.TEAM)), self.department)
        self.names = names

    def _share(self) -> None:
        items = self._joined_items()
        units = [one.name or "" for one in self.names]
        if len(units) == 1:
            self._add(units[0], self.names[0].level, items)
            return
        shares, clear = share_duties([item.text for item in items], units)
        if not shares:
            self._add(self.place.body.department or self.department or units[0], BodyLevel.DEPARTMENT, items)
        at = 0
        for mention, share in zip(self.names, shares, strict=False):
            self._add(mention.name or "", mention.level, items[at : at + share])
            at += share
        if not clear:
            self.findings.append(_unclear(items))

    def _joined_items(self) -> list[_Item]:
        """The items, with those that were cut behind `및` joined again."""
        joined: list[_Item] = []
        for item in self.items:
            if joined and is_open(joined[-1].text):
                before = joined.pop()
                joined.append(_Item(f"{before.text} {item.text}", Span(before.span.first, item.span.last), None))
            else:
                joined.append(item)
        return joined

    def _add(self, unit: str, level: BodyLevel | None, items: Sequence[_Item]) -> None:
        body = _body(self.place.body, unit, level, self.place.body.department or self.department)
        for item in items:
            common = self.reading.common(self.place.part, item.span, printed=item.printed, body=body)
            self.facts.append(Duty(id="", **common, unit=unit, text=item.text))


def _counts(text: str) -> bool:
    """Whether an item counts something: the remarks under a chart do, duties do not."""
    return any(letter.isdigit() for letter in text)


def _unclear(items: Sequence[_Item]) -> Finding:
    span = Span(items[0].span.first, items[-1].span.last)
    message = "담당업무가 어느 팀의 것인지 글만으로는 나눌 수 없어 팀 이름과 가짓수로 나누었습니다."
    return Finding(FindingCode.HIERARCHY_UNCLEAR, Severity.NOTICE, message, span)
