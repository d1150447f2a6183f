"""From the tree of headings to the sections of the document and the places that facts are read from."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.models.outline import Section
from app.models.span import join_spans
from app.parsers.grids import Grid
from app.parsers.labels import topic_of
from app.parsers.lines.lines import Line
from app.parsers.outline.passages import TextUnit, build_blocks, build_text_units, page_wrap
from app.parsers.outline.tree import Part, Tree
from app.parsers.places.half_read import Place
from app.parsers.places.whose import Body, body_named
from app.parsers.places.years import said_in, title_year
from app.parsers.tables.table import ReadTable, build_table


def number_parts(tree: Tree) -> dict[int, str]:
    """The id of each part: its numbers from the root joined by points; what stands before the first heading is `0`."""
    ids = {id(tree.root): "0"}

    def walk(part: Part, prefix: str) -> None:
        for number, child in enumerate(part.children, 1):
            ids[id(child)] = f"{prefix}{number}"
            walk(child, f"{prefix}{number}.")

    walk(tree.root, "")
    return ids


def all_parts(part: Part) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """Every part under `part`, itself first, each with the parts above it, outermost first."""
    stack: list[tuple[Part, tuple[Part, ...]]] = [(part, ())]
    while stack:
        here, above = stack.pop()
        yield here, above
        stack += [(child, (*above, here)) for child in reversed(here.children)]


def build_units_of(tree: Tree, lines: Sequence[Line], pitch: int) -> dict[int, list[TextUnit]]:
    """The units of each part, by the part's identity."""
    wrap = page_wrap(lines)
    return {
        id(part): build_text_units(lines, part.content, tree.layout, _pitch(tree, part, pitch), wrap) for part, _ in all_parts(tree.root)
    }


def _pitch(tree: Tree, part: Part, pitch: int) -> int:
    """The lines of a title page stand alone; a report without any heading is no title page."""
    return 0 if part is tree.root and part.children else pitch


def build_tables(tree: Tree, grids: Sequence[Grid], lines: Sequence[Line], ids: dict[int, str], year: int | None) -> tuple[ReadTable, ...]:
    """All tables in the order of the grids."""
    owner = {-1 - at: (part, place) for part, _ in all_parts(tree.root) for place, at in enumerate(part.content) if at < 0}
    tables: list[ReadTable] = []
    for number, grid in enumerate(grids):
        part, place = owner[number]
        follows = number > 0 and owner[number - 1] == (part, place - 1)
        tables.append(build_table(grid, number, part, place, ids[id(part)], lines, year, tables[-1] if follows else None))
    return tuple(tables)


class Told(NamedTuple):
    """What a section has that no heading gives it: the body that reports, the year of its figures, the year in which it speaks."""

    body: Body
    year: int | None
    spoken: int | None


def build_places(
    tree: Tree, ids: dict[int, str], units_of: dict[int, list[TextUnit]], told: Told, projects: frozenset[int]
) -> tuple[Place, ...]:
    """Every section as a place: its way from the root, its body and years, the project it belongs to (`projects`: parts that are one)."""
    places: dict[int, Place] = {}
    for part, above in all_parts(tree.root):
        outer = places[id(above[-1])] if above else None
        over = Told(outer.body, outer.year, outer.spoken) if outer else told
        inherited = outer.project if outer else None
        path = outer.path if outer else ()
        places[id(part)] = Place(
            part=part,
            id=ids[id(part)],
            path=(*path, part.title) if part.title else path,
            parents=above,
            units=tuple(units_of[id(part)]),
            **_told_below(part.title, over, told)._asdict(),
            project=part.title if id(part) in projects else inherited,
            is_project=id(part) in projects,
        )
    return tuple(places.values())


def _told_below(title: str, over: Told, report: Told) -> Told:
    """What a heading gives to what stands below it; what it does not say is as it is above."""
    if not title:
        return over
    return Told(
        body_named(title, report.body) or over.body,
        _nearest(title_year(title, report.year), over.year),
        _nearest(said_in(title), over.spoken),
    )


def _nearest(own: int | None, outer: int | None) -> int | None:
    return own if own is not None else outer


def build_sections(
    tree: Tree, ids: dict[int, str], units_of: dict[int, list[TextUnit]], tables: Sequence[ReadTable], lines: Sequence[Line]
) -> tuple[Section, ...]:
    """The outline as the document shows it; text before the first heading is a section `0` without a title."""
    table_ids = [table.table.id for table in tables]
    spans = [table.table.span for table in tables]

    def build(part: Part, level: int) -> Section:
        blocks = build_blocks(units_of[id(part)], table_ids, spans)
        children = tuple(build(child, level + 1) for child in part.children)
        heading = [lines[at].span for at in part.heading_lines]
        span = join_spans([*heading, *(block.span for block in blocks), *(child.span for child in children)])
        if len(heading) == 1 and not blocks and not children:
            span = heading[0]
        return Section(ids[id(part)], level, part.marker, part.number, part.title, topic_of(part.title), part.team, span, blocks, children)

    front = build_blocks(units_of[id(tree.root)], table_ids, spans)
    sections = tuple(build(child, 1) for child in tree.root.children)
    if not front:
        return sections
    cover = Section("0", 1, None, None, "", topic_of(""), None, join_spans(block.span for block in front), front)
    return (cover, *sections)
