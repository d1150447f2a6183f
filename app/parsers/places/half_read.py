"""A report half read: its sections, tables and passages, and what every fact needs to know about where it stands.

Whose figure it is: that of the body that a caption or an item's key names, else that of its section (`places/whose.py`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, TypedDict

from app.models.outline import Topic
from app.models.report import ReportMeta
from app.models.span import Span, Spot, Spots, name_spots
from app.parsers.bodies.governments import GovernmentLevel, level
from app.parsers.bodies.whole import names_whole
from app.parsers.labels import CITY_ENDING, topic_of
from app.parsers.lines.lines import Line, printed_text, squeeze
from app.parsers.outline.passages import TextUnit, split_key
from app.parsers.outline.tree import Part
from app.parsers.places.whose import Body, bodies_of_rows, body_named, counts_whole, measures_whole
from app.parsers.places.works import Work, works_at_lines
from app.parsers.places.years import only_year, title_year, year_blocks
from app.parsers.tables.sheet import Sheet, build_sheet
from app.parsers.tables.table import ReadTable, Source

_MOST_ABOVE: Final = 4  # lines from a table up to its caption
_LONGEST_NAME: Final = 30


class Common(TypedDict):
    """The fields that every fact has, but its id."""

    government: str | None
    bureau: str | None
    department: str | None
    fiscal_year: int | None
    as_of: str | None
    section: tuple[str, ...]
    section_id: str
    table: str | None
    row: int | None
    column: int | None
    span: Span
    printed: str
    at: dict[str, Spot]


NO_TABLE: Final = Source(None, None, None)
_NOWHERE: Final[Mapping[str, Spots]] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A section with its way from the root, its units of text and its body.

    year: that of what stands in it. spoken: the year in which it is said, for `올해` and `작년`; None where that is not known.
    """

    part: Part
    id: str
    path: tuple[str, ...]
    parents: tuple[Part, ...]
    units: tuple[TextUnit, ...]
    body: Body
    year: int | None
    spoken: int | None
    project: str | None
    is_project: bool

    @property
    def topic(self) -> Topic:
        """What the section is about by its own title."""
        return topic_of(self.part.title)


@dataclass(frozen=True)
class Reading:
    """Everything the extractors read from; none of them changes it."""

    meta: ReportMeta
    lines: tuple[Line, ...]
    received: tuple[str, ...]
    places: tuple[Place, ...]
    tables: tuple[ReadTable, ...]

    @cached_property
    def place_of(self) -> dict[int, Place]:
        """The place of each part, by the part's identity."""
        return {id(place.part): place for place in self.places}

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Each table with its cells read, by the table's number: what facts and checks both look at."""
        return tuple(build_sheet(table, number, self.year_around(table)) for number, table in enumerate(self.tables))

    def year_around(self, table: ReadTable) -> int | None:
        """The nearest year that is printed around a table: of its caption or header, else of its section."""
        own = self._year_of(table)
        return own if own is not None else self.place_of[id(table.part)].year

    @property
    def year(self) -> int | None:
        """The report's fiscal year."""
        return self.meta.fiscal_year

    @property
    def is_city(self) -> bool:
        """Whether the report's government pays `시비` out of its own pocket: it is a city, or has no districts above it."""
        name = self.meta.government
        return name is not None and (level(name) is GovernmentLevel.UPPER or name.endswith(CITY_ENDING))

    @cached_property
    def own(self) -> Body:
        """The body that reports."""
        return self.places[0].body

    @cached_property
    def body_at_line(self) -> dict[int, Body]:
        """The bodies that items name in their key (`구 전체 정원 : …`) and tables in their caption, by the lines they hold for."""
        found: dict[int, Body] = {}
        for place, unit, above in self.passages():
            named = next((body for one in (unit, *reversed(above)) if (body := self._whole_at(one, place))), None)
            if named:
                found |= dict.fromkeys((line.number for line in unit.lines), named)
        for table in self.tables:
            span, body = table.table.span, self.body_of(table)
            if body != self.place_of[id(table.part)].body:
                found |= dict.fromkeys(range(span.first, span.last + 1), body)
            found |= _bodies_of_rows(table, body)
        return found

    @staticmethod
    def _whole_at(unit: TextUnit, place: Place) -> Body | None:
        """The whole government, where a key or a text opens with it, or a department's key is of what only a whole has."""
        key, _ = split_key(unit.passage.text)
        own = key is None or not place.body.department or not measures_whole(key)
        return place.body.whole if not own or names_whole(key or unit.passage.text[:_LONGEST_NAME]) else None

    @cached_property
    def work_at_line(self) -> dict[int, Work]:
        """The works that items describe, by the lines of these items and of what hangs from them."""
        return works_at_lines(self.passages(), self.meta)

    @cached_property
    def year_at_line(self) -> dict[int, int]:
        """The years that items give to what hangs from them, and captions and the first columns of tables to their rows."""
        found = {line: year for place in self.places for line, year in self._blocks_of(place).items()}
        for _, unit, above in self.passages():
            texts = (one.passage.text for one in reversed(above))
            year = next((year for text in texts if (year := title_year(text, self.year)) is not None), None)
            if year is not None:
                found |= dict.fromkeys((line.number for line in unit.lines), year)
        for table in self.tables:
            span = table.table.span
            if (year := self._year_of(table)) is not None:
                found |= dict.fromkeys(range(span.first, span.last + 1), year)
        return found

    def _blocks_of(self, place: Place) -> dict[int, int]:
        """The years that lines of a section, its title among them, give to what stands below them, its tables too."""
        title = self.lines[place.part.first : place.part.first + 1] if place.part.first >= 0 else ()
        held = (line for unit in place.units for line in self._lines_of(unit))
        return year_blocks(chain(title, held), self.year)

    def _lines_of(self, unit: TextUnit) -> Sequence[Line]:
        if unit.kind != "table":
            return unit.lines
        table = self.tables[unit.table]
        first, caption = table.grid.first, table.table.caption
        above = range(first - 1, max(-1, first - _MOST_ABOVE), -1) if caption else ()
        first = next((at for at in above if squeeze(self.lines[at].body) == caption), first)
        return self.lines[first : table.grid.last + 1]

    def _year_of(self, table: ReadTable) -> int | None:
        captioned = title_year(table.table.caption, self.year) if table.table.caption else None
        if captioned is not None:
            return captioned
        heads = [path[-1] for path in table.grid.paths if path]
        return only_year(heads, self.year) if heads and title_year(heads[0], self.year) is not None else None

    def body_of(self, table: ReadTable) -> Body:
        """Whose figures a table holds: the body that its caption names, else its section's; posts of a whole are the whole's."""
        body = self.place_of[id(table.part)].body
        caption = table.table.caption
        named = body_named(caption, self.own) if caption else None
        if named is not None:
            return named
        labels = [*(label for row in table.table.rows for label in row.labels[:1]), *(path[0] for path in _paths(table) if path)]
        return body.whole if body.department and counts_whole(labels) else body

    def printed(self, span: Span) -> str:
        """The text of a span as received."""
        return printed_text(self.received, span)

    def common(
        self,
        part: Part,
        span: Span,
        *,
        year: int | None = None,
        as_of: str | None = None,
        printed: str | None = None,
        body: Body | None = None,
        at: Mapping[str, Spots] = _NOWHERE,
        source: Source = NO_TABLE,
    ) -> Common:
        """The fields that every fact has; without `year` it is that of what the fact stands under, at last the report's.

        at: where each figure of the fact is printed, by the field that holds it. source: the table that it was read from.
        """
        place = self.place_of[id(part)]
        whose = body or self.body_at_line.get(span.first) or place.body
        return Common(
            government=whose.government,
            bureau=whose.bureau,
            department=whose.department,
            fiscal_year=next((one for one in (year, self.year_at_line.get(span.first), place.year) if one is not None), None),
            as_of=as_of,
            section=place.path,
            section_id=place.id,
            table=source.table,
            row=source.row,
            column=source.column,
            span=span,
            printed=printed if printed is not None else self.printed(span),
            at=name_spots(at),
        )

    def passages(self) -> Iterator[tuple[Place, TextUnit, tuple[TextUnit, ...]]]:
        """Every item, paragraph and note, with its section and the items it hangs from, outermost first."""
        for place in self.places:
            above: list[TextUnit] = []
            for unit in place.units:
                if unit.kind in ("item", "paragraph", "note"):
                    del above[unit.depth :]
                    yield place, unit, tuple(above)
                    if unit.kind == "item":
                        above = [*above[: unit.depth], unit]


def _bodies_of_rows(table: ReadTable, own: Body) -> dict[int, Body]:
    """The bodies that rows name in their first label, by the rows' lines; rows that share a line are left to their table."""
    rows = [row for row in table.table.rows if row.labels and row.span.start is None]
    named = zip(rows, bodies_of_rows([row.labels[0] for row in rows], own), strict=True)
    return {line: body for row, body in named if body for line in range(row.span.first, row.span.last + 1)}


def _paths(table: ReadTable) -> list[tuple[str, ...]]:
    return [column.path for column in table.table.columns]
