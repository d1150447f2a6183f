"""Reading a report: each stage takes values and returns new ones, and the same text gives the same Report.

text → lines → grids → outline → tables → places → facts, each with the cells it used → unread cells → checks → Report.
"""

import hashlib
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.errors import EmptyReport
from app.models.finding import Finding
from app.models.report import Hints, Received, Report
from app.parsers.characters.damage import find_damage
from app.parsers.characters.normalise import decode, split_lines
from app.parsers.checks import check_report
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.facts.damaged import check_damaged, is_damaged, leave_damaged
from app.parsers.facts.ids import name_facts
from app.parsers.facts.registry import EXTRACTORS
from app.parsers.facts.remainder import check_remainder, find_remainder, measure_coverage
from app.parsers.grids import Grid
from app.parsers.grids.marked.tables import find_rowed
from app.parsers.grids.print_faults import leave_cut, tell_glued
from app.parsers.grids.spaced.tables import find_spaced
from app.parsers.labels import MINUTES_KIND
from app.parsers.lines.lines import Line
from app.parsers.lines.logical import logical_lines
from app.parsers.outline.dating import read_spoken, read_year
from app.parsers.outline.front_page import measures_reporter, read_meta, read_page
from app.parsers.outline.passages import TextUnit, page_pitch
from app.parsers.outline.placing import build_tree
from app.parsers.outline.tree import Tree
from app.parsers.places.half_read import Reading
from app.parsers.places.projects import find_projects
from app.parsers.places.sections import Told, build_places, build_sections, build_tables, build_units_of, number_parts
from app.parsers.places.whose import Body

PARSER_VERSION: Final = "2"

_NO_HINTS: Final = Hints()


def read_report(source: bytes, hints: Hints = _NO_HINTS) -> Report:
    """Decode and read a report. Raises EmptyReport, BinaryReport, GarbledReport, TooManyNumbers or UndecodableReport."""
    decoded = decode(source)
    received = Received(hashlib.sha256(source).hexdigest(), len(source), decoded.encoding, len(split_lines(decoded.text)))
    return parse_report(decoded.text, hints, received)


def parse_report(text: str, hints: Hints = _NO_HINTS, received: Received | None = None) -> Report:
    """Read one municipal report.

    Pure: the same text gives the same Report, field for field. Odd content never raises; it becomes a Finding.
    Raises EmptyReport when no line holds any text.
    """
    draft = draft_report(text, hints)
    reading, tables = draft.reading, draft.reading.tables
    damages = find_damage(reading.received)
    found = leave_damaged(extract_facts(reading), reading, damages)
    facts = name_facts(found.facts)
    told = {
        *found.findings,
        *(finding for table in tables for finding in table.grid.findings),
        *check_report(reading, facts, hints),
    }
    told = {*(finding for finding in told if not is_damaged(finding.span, damages)), *check_damaged(reading, damages)}
    remainder = find_remainder(reading, facts)
    findings = sorted({*told, *check_remainder(remainder, reading, told)}, key=finding_order)
    return Report(
        meta=reading.meta,
        outline=build_sections(draft.tree, draft.ids, draft.units, tables, reading.lines),
        tables=tuple(table.table for table in tables),
        facts=facts,
        findings=tuple(findings),
        coverage=measure_coverage(remainder, reading),
        parser_version=PARSER_VERSION,
        received=received or _received(text, reading.received),
    )


class Draft(NamedTuple):
    """A report before its facts: what they are read from, and the outline with the ids and units of its parts."""

    reading: Reading
    tree: Tree
    ids: dict[int, str]
    units: dict[int, list[TextUnit]]


def draft_report(text: str, hints: Hints = _NO_HINTS) -> Draft:
    """Lines, grids, outline, typed tables and places of a report. Raises EmptyReport."""
    printed = split_lines(text)
    if not any(line.strip() for line in printed):
        raise EmptyReport
    lines = logical_lines(text, printed)
    grids = leave_cut(find_grids(lines), text)
    tree = build_tree(lines, grids)
    ids = number_parts(tree)
    units = build_units_of(tree, lines, page_pitch(lines))
    page = read_page(lines, tree.children, tree.layout)
    year = read_year(page, hints)
    meta = read_meta(page, tree.children, year, hints)
    tables = build_tables(tree, grids, lines, ids, year)
    own = Body(meta.government, meta.bureau, meta.department)
    told = Told(own if measures_reporter(page) else own.whole, year, read_spoken(page, year, meta.issued))
    projects = find_projects(tree.root, units, works=page.reports) if meta.kind != MINUTES_KIND else frozenset()
    places = build_places(tree, ids, units, told, projects)
    reading = Reading(meta, lines, tuple(printed), places, tables)
    return Draft(reading, tree, ids, units)


def finding_order(finding: Finding) -> tuple[object, ...]:
    """Every field of a finding, so that no two orders of the same findings are possible."""
    span = finding.span
    places = [(place.first, place.last, place.start or 0, place.end or 0) for place in (span, *finding.related)]
    return (span.first, span.last, finding.code, finding.message, finding.printed or "", finding.expected or "", finding.severity, places)


def _received(text: str, printed: Sequence[str]) -> Received:
    source = text.encode()
    return Received(hashlib.sha256(source).hexdigest(), len(source), "utf-8", len(printed))


def find_grids(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every table as printed, in reading order."""
    return tuple(sorted((*find_rowed(lines), *tell_glued(find_spaced(lines))), key=lambda grid: (grid.first, grid.last)))


def extract_facts(reading: Reading) -> Extraction:
    """Try every extractor in order; a cell that one has used is left alone by those after it."""
    used: frozenset[CellKey] = frozenset()
    parts = []
    for entry in EXTRACTORS:
        part = entry.read(reading, used)
        used |= part.used | {(-1, line, character) for line, character in part.prose}
        parts.append(part)
    return join_extractions(parts)
