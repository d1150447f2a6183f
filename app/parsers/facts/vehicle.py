"""Vehicles by sort and size.

How they look: one row of counts under sorts and sizes (`승용 > 소계, 소형, 중형`), with a total before them; or a row for each
sort; or a row for each department or year. A sort's own total (소계) has no subtype. A heading may say more than its table:
`공용차량 - 총 224대(정수 223대, 초과 1대)`; a note takes a count apart: `특수차 기타(구급차1, 렉카차1)`. A printed 0 is a value, a
dash is not.

Only tables under a heading about vehicles are read: in a project's text, vehicles are one of the things it counts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import Vehicle
from app.models.outline import Row
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.labels import (
    TOTAL_WORDS,
    VEHICLE_ALL,
    VEHICLE_CATEGORIES,
    VEHICLE_COUNT_WORDS,
    VEHICLE_COUNTER,
    VEHICLE_FUELS,
    VEHICLE_KIND_COLUMNS,
    VEHICLE_PLACE_WORDS,
    VEHICLE_SORT_ENDINGS,
    VEHICLE_STATUS_WORDS,
    VEHICLE_TITLE_TAILS,
    VEHICLE_TITLE_WORDS,
    VEHICLE_VALUE,
    WON,
    body_level,
    label_key,
)
from app.parsers.lines.lines import Line
from app.parsers.outline.passages import Passage, TextUnit, split_key
from app.parsers.places.half_read import Common, Place, Reading
from app.parsers.places.whose import Body
from app.parsers.tables.table import ReadTable
from app.parsers.values.digits import WHOLE, to_number
from app.parsers.values.periods import column_year

_STATUS: Final = re.compile(
    rf"(?P<status>{'|'.join(sorted(VEHICLE_STATUS_WORDS, key=len, reverse=True))})\s*:?\s*(?P<count>{WHOLE})\s*{VEHICLE_COUNTER}"
)
_COUNTED: Final = re.compile(
    rf"(?P<sort>(?<![가-힣])[가-힣]{{1,12}}(?:\([가-힣]{{1,8}}\))?)\s*:?\s*(?P<count>{WHOLE})\s*(?:{VEHICLE_COUNTER}(?![가-힣])|(?=[,)]))"
)
_TAKEN_APART: Final = re.compile(r"(?P<sort>[가-힣][가-힣·.\s]{0,30})\((?P<parts>[^()]{0,200})\)")
_GROUP: Final = re.compile(rf"(?P<sort>[가-힣][^-–:,()]{{1,30}}?)\s*[-–:]\s*(?P<parts>[^()]{{0,200}}{VEHICLE_COUNTER})")
_PART: Final = re.compile(rf"\s*(?P<name>[가-힣]+)\s*:?\s*(?P<count>{WHOLE})\s*{VEHICLE_COUNTER}?\s*")
_PIECE: Final = re.compile("[^,]+")
_OTHER_UNITS: Final = ("%", WON)


@dataclass(frozen=True, slots=True)
class Sort:
    """Which vehicles are counted."""

    category: str
    subtype: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A cell of a vehicle table, with what it counts. `year`, `body`: where its labels name one of their own."""

    row: int
    column: int
    sort: Sort
    vehicles: int
    year: int | None
    body: str | None


def read_vehicles(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every count of vehicles under a heading about them."""
    taken = {key[0] for key in used}
    facts: list[Vehicle] = []
    cells: set[CellKey] = set()
    tables: dict[int, list[tuple[ReadTable, tuple[Count, ...]]]] = {}
    for number, table in enumerate(reading.tables):
        counts = find_counts(reading, table) if number not in taken else ()
        if counts:
            facts += (_cell_fact(reading, table, one) for one in counts)
            cells |= {(number, one.row, one.column) for one in counts}
            tables.setdefault(id(table.part), []).append((table, counts))
    for place in reading.places:
        held = tables.get(id(place.part), [])
        facts += _read_headings(reading, place, held)
        facts += _read_text(reading, place, held)
    return Extraction(tuple(facts), frozenset(cells))


# --- tables --------------------------------------------------------------------------------------------------------------


def is_vehicle_title(title: str) -> bool:
    """Whether a heading is over vehicles: `공용차량`, `청소차량 현황`; not what a project does with them."""
    words = VEHICLE_VALUE.split(fold(title).replace(" ", ""), maxsplit=1)[0]
    return any(words.rpartition(word)[2] in VEHICLE_TITLE_TAILS for word in VEHICLE_TITLE_WORDS if word in words)


def find_counts(reading: Reading, table: ReadTable) -> tuple[Count, ...]:
    """The counts of a vehicle table; () for any other table."""
    place = reading.place_of[id(table.part)]
    if place.project is not None:
        return ()
    titles = (table.table.caption or "", place.part.title)
    titled = any(map(is_vehicle_title, titles))
    if not titled and not (_is_counted(table) and any(word in title for word in VEHICLE_PLACE_WORDS for title in titles)):
        return ()
    by_column = [label_key(column.path[0]) for column in table.table.columns if column.path]
    by_row = [label_key(row.labels[0]) for row in table.table.rows if row.labels and row.labels[0]]
    known = max(_known(by_column), _known(by_row))
    if known < (1 if titled else 2):
        return ()
    if _known(by_row) > _known(by_column):
        return tuple(_rows_of_sorts(table))
    return tuple(_columns_of_sorts(table))


def _known(keys: Sequence[str]) -> int:
    """How many of the labels are sorts of vehicles in every report."""
    return sum(key in VEHICLE_CATEGORIES for key in keys)


def _is_sort(label: str) -> bool:
    key = label_key(label)
    return key in VEHICLE_CATEGORIES or key.endswith(VEHICLE_SORT_ENDINGS)


def _columns_of_sorts(table: ReadTable) -> Iterator[Count]:
    for at, row in enumerate(table.table.rows):
        labels = [label for label in row.labels if label]
        status, year, body = _status(labels), _year(labels), _body(labels)
        kinds = [label for label in labels if label != status and column_year(label) is None] if body is None else []
        for column, cell in enumerate(row.cells):
            path = table.table.columns[column].path
            vehicles = _vehicles(cell.printed, cell.value, table.table.columns[column].unit)
            if vehicles is not None and path and (_is_counted(table) or _is_sort(path[0]) or label_key(path[0]) in TOTAL_WORDS):
                sort = Sort(path[0], _subtype([*path[1:], *kinds]), status)
                yield Count(at, table.grid.label_columns + column, sort, vehicles, year, body)


def _rows_of_sorts(table: ReadTable) -> Iterator[Count]:
    for at, row in enumerate(table.table.rows):
        if not row.labels or not row.labels[0]:
            continue
        for column, cell in enumerate(row.cells):
            path = table.table.columns[column].path
            vehicles = _vehicles(cell.printed, cell.value, table.table.columns[column].unit)
            if vehicles is None or not (_is_counted(table) or _counts_vehicles(path, cell.printed)):
                continue
            status, year = _status(path), _year(path)
            kinds = [*row.labels[1:], *_named(table, row), *(label for label in path if label != status and column_year(label) is None)]
            yield Count(at, table.grid.label_columns + column, Sort(row.labels[0], _subtype(kinds), status), vehicles, year, None)


def _is_counted(table: ReadTable) -> bool:
    return table.unit is not None and table.unit.base == VEHICLE_COUNTER


def _counts_vehicles(path: Sequence[str], printed: str) -> bool:
    """Whether a column counts vehicles: its label says so, or its cells do. Years of make and prices are figures too."""
    key = label_key(path[-1]) if path else ""
    known = key in VEHICLE_COUNT_WORDS or key in TOTAL_WORDS or key in VEHICLE_STATUS_WORDS or _year(path) is not None
    return known or printed.rstrip().endswith(VEHICLE_COUNTER)


def _named(table: ReadTable, row: Row) -> list[str]:
    """The cells of a row that name its size or use."""
    columns = table.table.columns
    return [
        cell.printed
        for column, cell in zip(columns, row.cells, strict=False)
        if column.path and label_key(column.path[-1]) in VEHICLE_KIND_COLUMNS
    ]


def _vehicles(printed: str, value: object, unit: str | None) -> int | None:
    """A count of vehicles, or None for a dash, a text, a rate or money."""
    own = re.sub(r"[\d,\s]", "", fold(printed))
    if not isinstance(value, int) or own not in ("", VEHICLE_COUNTER) or (unit or "").endswith(_OTHER_UNITS):
        return None
    return value


def _subtype(labels: Sequence[str]) -> str | None:
    """The size or use below the sort; None for the sort's own total."""
    words = [label for label in labels if label and label_key(label) not in TOTAL_WORDS and label_key(label) not in VEHICLE_COUNT_WORDS]
    return " ".join(dict.fromkeys(words)) or None


def _status(labels: Sequence[str]) -> str | None:
    return next((label for label in labels if label_key(label) in VEHICLE_STATUS_WORDS), None)


def _year(labels: Sequence[str]) -> int | None:
    return next((year for label in labels if (year := column_year(label)) is not None), None)


def _body(labels: Sequence[str]) -> str | None:
    return next((label for label in labels if body_level(label.replace(" ", "")) is not None), None)


def _cell_fact(reading: Reading, table: ReadTable, one: Count) -> Vehicle:
    row = table.table.rows[one.row]
    cell = row.cells[one.column - table.grid.label_columns]
    own = reading.place_of[id(table.part)].body
    body = Body(own.government, own.bureau, one.body) if one.body else None
    common = reading.common(
        table.part,
        cell.span or row.span,
        year=one.year,
        as_of=table.table.as_of or reading.meta.as_of,
        body=body,
        at={"vehicles": table.figure_at(one.row, one.column)},
        source=table.source(one.row, one.column),
    )
    return _vehicle(common, one.sort, one.vehicles)


def _vehicle(common: Common, sort: Sort, vehicles: int) -> Vehicle:
    return Vehicle(id="", **common, category=sort.category, subtype=sort.subtype, vehicles=vehicles, status=sort.status)


# --- headings, notes and items -------------------------------------------------------------------------------------------


def _read_headings(reading: Reading, place: Place, tables: Sequence[tuple[ReadTable, tuple[Count, ...]]]) -> Iterator[Vehicle]:
    """What a heading over a table, or a section's own, says of all vehicles: `정수 223대, 초과 1대`."""
    lines: dict[int, Line] = {}
    if is_vehicle_title(place.part.title) and place.part.first >= 0:
        lines[place.part.first] = reading.lines[place.part.first]
    for table, _ in tables:
        if table.caption_line is not None and is_vehicle_title(table.table.caption or ""):
            lines[table.caption_line.number] = table.caption_line
    sorts = [one.sort.category for _, counts in tables for one in counts]
    for line in lines.values():
        yield from _stated(reading, place, line.body, line, sorts)


def _stated(reading: Reading, place: Place, text: str, source: Line | Passage, sorts: Sequence[str]) -> Iterator[Vehicle]:
    """The statuses of all vehicles together, called as the table's total is."""
    category = next((sort for sort in sorts if label_key(sort) in TOTAL_WORDS), VEHICLE_ALL)
    for match in _STATUS.finditer(text):
        span = source.span if isinstance(source, Line) else source.span()
        spots = {"vehicles": source.at(*match.span("count"))}
        common = reading.common(place.part, span, as_of=reading.meta.as_of, at=spots)
        yield _vehicle(common, Sort(category, None, match["status"]), int(to_number(match["count"])))


def _read_text(reading: Reading, place: Place, tables: Sequence[tuple[ReadTable, tuple[Count, ...]]]) -> Iterator[Vehicle]:
    """The notes below a table take its counts apart; without a table, items count by sort."""
    if tables:
        known = _known_sorts(one.sort for _, counts in tables for one in counts)
        for unit in place.units:
            if unit.kind == "note":
                yield from _taken_apart(reading, place, unit, known)
    elif place.project is None:
        titled = is_vehicle_title(place.part.title)
        for unit in place.units:
            if unit.kind in ("item", "paragraph") and (titled or _is_keyed(unit)):
                yield from _listed(reading, place, unit)


def _is_keyed(unit: TextUnit) -> bool:
    """Whether an item is about vehicles: `공용차량 : 총 12대`."""
    text = unit.passage.text
    key = split_key(text)[0] if VEHICLE_COUNTER in text else None
    return key is not None and is_vehicle_title(key)


def _known_sorts(sorts: Iterable[Sort]) -> dict[str, str]:
    """The category of each sort by the names it may be called by; a name that two of them have is none."""
    known: dict[str, str] = {}
    for sort in sorts:
        names = [sort.category] if sort.subtype is None else [sort.subtype, sort.category + sort.subtype]
        for name in map(_sort_key, names):
            known[name] = sort.category if known.get(name, sort.category) == sort.category else ""
    return known


def _sort_key(name: str) -> str:
    return re.sub(r"[\s·.․]", "", fold(name))


def _taken_apart(reading: Reading, place: Place, unit: TextUnit, known: Mapping[str, str]) -> Iterator[Vehicle]:
    """The parts of a count of the table (`기타(구급차 1, 렉카차 1)`), or of a group of its own: `친환경 차량 - 전기차 2대, 수소차 1대`."""
    text = unit.passage.text
    for match in _TAKEN_APART.finditer(text):
        yield from _parts_of(reading, place, unit, match, known.get(_sort_key(match["sort"])))
    if (group := _GROUP.fullmatch(text)) and is_vehicle_title(group["sort"]):
        yield from _parts_of(reading, place, unit, group, unit.passage.printed[slice(*group.span("sort"))])


def _parts_of(reading: Reading, place: Place, unit: TextUnit, match: re.Match[str], category: str | None) -> Iterator[Vehicle]:
    begin = match.start("parts")
    pieces = [piece.span() for piece in _PIECE.finditer(match["parts"])]
    parts = [part for first, last in pieces if (part := _PART.fullmatch(unit.passage.text, begin + first, begin + last))]
    if not category or len(parts) < len(pieces):
        return
    span = unit.passage.span(match.start(), match.end())
    for part in parts:
        spots = {"vehicles": unit.passage.at(*part.span("count"))}
        common = reading.common(place.part, span, as_of=reading.meta.as_of, at=spots)
        yield _vehicle(common, Sort(category, part["name"]), int(to_number(part["count"])))


def _listed(reading: Reading, place: Place, unit: TextUnit) -> Iterator[Vehicle]:
    """`승용 5대, 승합 4대`, and what is said of all of them."""
    text = unit.passage.text
    yield from _stated(reading, place, text, unit.passage, ())
    for match in _COUNTED.finditer(text):
        category = _listed_sort(match["sort"], match.group())
        if category is not None:
            span = unit.passage.span(match.start(), match.end())
            common = reading.common(place.part, span, as_of=reading.meta.as_of, at={"vehicles": unit.passage.at(*match.span("count"))})
            yield _vehicle(common, Sort(category), int(to_number(match["count"])))


def _listed_sort(word: str, printed: str) -> str | None:
    """The sort that a word before a count names; None where it names none, or a fuel."""
    key = label_key(word)
    if key in VEHICLE_CATEGORIES - VEHICLE_FUELS - VEHICLE_STATUS_WORDS:
        return word
    whole = key in TOTAL_WORDS or is_vehicle_title(word)
    return VEHICLE_ALL if whole and printed.endswith(VEHICLE_COUNTER) else None
