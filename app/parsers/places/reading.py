"""A report half read: its sections, tables and passages, and what every fact needs to know about where it stands.

Whose figure it is: a section belongs to the body that its nearest heading names (`총무과 주요업무`, `영등포구 일반현황`), else to
the report's own. Whether a numbered heading is a project is decided here too, because budgets, indicators and
milestones are filed under projects: it stands in a chapter of projects, is no part of another project's text, and is
not a mere goal that groups numbered headings below it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypedDict

from app.models.facts import BodyLevel
from app.models.outline import Topic
from app.models.report import ReportMeta
from app.models.span import Span, Spot, Spots, name_spots
from app.parsers.bodies.governments import GovernmentLevel, find_governments, level
from app.parsers.bodies.reporters import names_reporter
from app.parsers.labels import (
    BODY_TITLE_WORDS,
    CITY_ENDING,
    GENERAL_CHAPTER_WORDS,
    OVERVIEW_TAIL,
    PART_TITLE_ENDINGS,
    PART_TITLES,
    PROJECT_CHAPTER_WORDS,
    PROJECT_FIELDS,
    body_level,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import Line, printed_text, squeeze
from app.parsers.outline.passages import Unit, split_key
from app.parsers.outline.tree import Family, Part
from app.parsers.tables.sheet import Sheet, build_sheet
from app.parsers.tables.table import ReadTable, Source


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
class Body:
    """Whose figure something is."""

    government: str | None
    bureau: str | None
    department: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A section with its way from the root, its units of text and its body."""

    part: Part
    id: str
    path: tuple[str, ...]
    parents: tuple[Part, ...]
    units: tuple[Unit, ...]
    body: Body
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
        return tuple(build_sheet(table, number) for number, table in enumerate(self.tables))

    @property
    def year(self) -> int | None:
        """The report's fiscal year."""
        return self.meta.fiscal_year

    @property
    def is_city(self) -> bool:
        """Whether the report's government pays `시비` out of its own pocket: it is a city, or has no districts above it."""
        name = self.meta.government
        return name is not None and (level(name) is GovernmentLevel.UPPER or name.endswith(CITY_ENDING))

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
        """The fields that every fact has; without `year` it is the report's.

        at: where each figure of the fact is printed, by the field that holds it. source: the table that it was read from.
        """
        place = self.place_of[id(part)]
        whose = body or place.body
        return Common(
            government=whose.government,
            bureau=whose.bureau,
            department=whose.department,
            fiscal_year=year if year is not None else self.year,
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

    def passages(self) -> Iterator[tuple[Place, Unit, tuple[Unit, ...]]]:
        """Every item, paragraph and note, with its section and the items it hangs from, outermost first."""
        for place in self.places:
            above: list[Unit] = []
            for unit in place.units:
                if unit.kind in ("item", "paragraph", "note"):
                    del above[unit.depth :]
                    yield place, unit, tuple(above)
                    if unit.kind == "item":
                        above = [*above[: unit.depth], unit]


def find_projects(root: Part, units_of: Mapping[int, Sequence[Unit]]) -> frozenset[int]:
    """The identities of the parts that are projects; `units_of` holds the units of each part by its identity."""
    found: set[int] = set()
    for chapter in root.children:
        if _is_general(chapter):
            continue
        before = len(found)
        if chapter.family is not Family.CHAPTER and _has_project_parts(chapter):
            found.add(id(chapter))
        _gather_projects(chapter, found, units_of)
        if len(found) == before:
            _gather_unnumbered(chapter, found)
    return frozenset(found)


def _gather_unnumbered(chapter: Part, found: set[int]) -> None:
    """Where a chapter of works numbers none of them: the headings in circles, or without any mark over their parts."""
    works = any(word in chapter.title.replace(" ", "") for word in PROJECT_CHAPTER_WORDS)
    for family in (Family.CIRCLED, Family.PLAIN_ABOVE):
        members = [child for child in chapter.children if child.family is family and not _is_part_title(child.title)]
        if (works and len(members) > 1) or any(map(_has_project_parts, members)):
            found |= {id(child) for child in members}
            return


def _has_project_parts(part: Part) -> bool:
    """Whether the headings below it are those of a project: 사업개요, 추진실적, 향후계획."""
    return sum(_is_part_title(child.title) for child in part.children) > 1


def _is_general(chapter: Part) -> bool:
    word = chapter.title.replace(" ", "")
    return any(entry in word for entry in GENERAL_CHAPTER_WORDS)


def _gather_projects(part: Part, found: set[int], units_of: Mapping[int, Sequence[Unit]]) -> None:
    inside = id(part) in found
    numbered = [
        child
        for child in part.children
        if child.family in (Family.NUMBER, Family.MARKDOWN) and not _is_part_title(child.title) and (child.number or not inside)
    ]
    mixed = not all(map(_groups, numbered))
    for child in numbered:
        if mixed or not _groups(child):
            found.add(id(child))
        _gather_projects(child, found, units_of)
    if inside:
        # A square heading is a project of its own where it states a budget or a period; else it is a part of this one.
        squares = (child for child in part.children if child.family is Family.SQUARE and not _is_part_title(child.title))
        found |= {id(child) for child in squares if any(name in ("budget", "period") for name, _, _ in find_fields(units_of[id(child)]))}


def _groups(part: Part) -> bool:
    """Whether a heading only groups numbered ones."""
    return sum(
        child.family in (Family.NUMBER, Family.MARKDOWN) and not _is_part_title(child.title) for child in part.children
    ) > 1 and not any(child.family is Family.SQUARE for child in part.children)


def _is_part_title(title: str) -> bool:
    key = _BRACKET_AT_END.sub("", label_key(title)).strip("()")
    return key in PART_TITLES or key.endswith((OVERVIEW_TAIL, *PART_TITLE_ENDINGS)) or names_reporter(title)


_BRACKET_AT_END: Final = re.compile(r"(?<=.)\([^()]*\)$")


def body_named(title: str, default: Body) -> Body | None:
    """The body that a heading names as the one it is about, or None."""
    words = squeeze(title).strip("[]【】()").split()
    if not words:
        return None
    level = body_level(words[0])
    rest = "".join(words[1:])
    if level is not None and level is not BodyLevel.TEAM and (not rest or any(rest.startswith(word) for word in BODY_TITLE_WORDS)):
        if level is BodyLevel.BUREAU:
            return Body(default.government, words[0], None)
        return Body(default.government, default.bureau, words[0])
    governments = find_governments(words[0])
    if (
        governments
        and governments[0].start == 0
        and governments[0].end == len(words[0])
        and governments[0].certain
        and any(rest.startswith(word) for word in BODY_TITLE_WORDS)
    ):
        return Body(governments[0].name, None, None)
    return None


def find_fields(units: Sequence[Unit]) -> Iterator[tuple[str, Unit, str]]:
    """The project fields that items state (`소요예산 : …`): which field, the item, the value as printed."""
    for unit in units:
        key, value = split_key(unit.passage.printed) if unit.kind == "item" else (None, None)
        name = PROJECT_FIELDS.get(label_key(key)) if key else None
        if name and value:
            yield name, unit, value
