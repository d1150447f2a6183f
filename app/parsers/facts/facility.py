"""Buildings and sites, attribute by attribute.

How they look: a table with a row for each building (`구분 | 대지(㎡) | 건물(㎡) | 규모 | 준공일자 | 비고`), or with a column for each;
several rows for the parts of one site, its name printed once; `〃` for the cell above. A merged cell may shift what a column
holds: a tenant where an area belongs names the part of the building that the row is about. Under a heading that names a
building, items such as `위 치 : …` and `규 모 : …` say the same without a table.

Every cell but the name's is one fact: its text as printed, and its number where it is just one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import Facility
from app.models.names import name_key
from app.models.quantity import Number
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.grids import GridCell
from app.parsers.labels import (
    ADDRESS_ENDINGS,
    ADDRESS_KEYS,
    DATE_COLUMN_WORDS,
    DITTO_MARKS,
    FACILITY_AREA_WORDS,
    FACILITY_AREAS,
    FACILITY_COLUMNS,
    FACILITY_COMMON_NAMES,
    FACILITY_DATE_ENDINGS,
    FACILITY_DATE_STEMS,
    FACILITY_NAME_COLUMNS,
    FACILITY_NAME_ENDINGS,
    FACILITY_PLAIN_COLUMNS,
    FACILITY_SITE_KEYS,
    FACILITY_SIZE_KEYS,
    FACILITY_TITLE_WORDS,
    FACILITY_WORK_WORDS,
    GRAND_TOTAL_WORDS,
    NAME_COLUMN_ENDING,
    NUMBER_COLUMN_WORDS,
    PART_TITLES,
    PROJECT_LIST_TITLE,
    label_key,
    strip_notes,
)
from app.parsers.lines.lines import unpad
from app.parsers.outline.passages import TextUnit, split_key
from app.parsers.places.half_read import Place, Reading
from app.parsers.prose.statements import find_figures
from app.parsers.tables.table import ReadTable
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import UnreadableQuantity
from app.parsers.values.quantities import find_quantities, parse_number, parse_unit

_HOUSE_NUMBER: Final = re.compile(r"\d{1,4}(?:-\d{1,4})?")
_REMARK: Final = re.compile(r"\s*\([^()]*\)\s*$")
_ADDRESS: Final = re.compile(rf"[가-힣0-9\s]{{1,60}}(?:{'|'.join(ADDRESS_ENDINGS)})\s?[0-9]{{1,5}}(?:-[0-9]{{1,5}})?")
_DOUBLED: Final = re.compile(r"(?P<word>\S{2,})\s*(?P=word)")
_LIST: Final = re.compile(r"\s*[-·○] ")
_LONGEST_NAME: Final = 40
_LONGEST_VALUE: Final = 80
# Labels over names of buildings and of nothing else.
_NAMING: Final = FACILITY_NAME_COLUMNS - FACILITY_COLUMNS - FACILITY_COMMON_NAMES


def read_facilities(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every attribute of a building or site, in tables and under headings that name one."""
    taken = {key[0] for key in used}
    facts: list[Facility] = []
    cells: set[CellKey] = set()
    for number, table in enumerate(reading.tables):
        attributes = () if number in taken else find_attributes(reading, table)
        facts += (_fact(reading, table, one) for one in attributes)
        # A cell of several items states figures of its own, which are read as running text.
        cells |= {(number, one.row, one.column) for one in attributes if not _states_figures(one.text)}
    for place in reading.places:
        facts += _read_items(reading, place)
    return Extraction(tuple(facts), frozenset(cells))


def _states_figures(text: str) -> bool:
    """Whether a cell holds items with figures of their own, and not only storeys and the like."""
    return bool(_LIST.match(text)) and any(find_figures(item.lstrip("-·○ "), None) for item in fold(text).split("\n"))


@dataclass(frozen=True, slots=True)
class Attribute:
    """A cell of a facility table: whose attribute it is, and its text with ditto marks resolved; `print`: the cell that prints it."""

    row: int
    column: int
    name: str
    part: str | None
    label: str
    text: str
    unit: str | None
    cell: GridCell
    print: GridCell


# --- tables --------------------------------------------------------------------------------------------------------------


def find_attributes(reading: Reading, table: ReadTable) -> tuple[Attribute, ...]:
    """The attributes that a table of buildings or sites states; () for any other table."""
    keys = [label_key(path[-1]) if path else "" for path in table.grid.paths]
    if PROJECT_LIST_TITLE & set(keys) and not _NAMING & set(keys):
        return ()
    title = _title(reading, table)
    if _is_about_buildings(keys, title):
        return tuple(_by_row(table, keys, title))
    rows = [label_key(row.cells[0].text) for row in table.grid.rows]
    if _strength(rows) >= 2 and 3 * sum(map(_is_told, rows)) >= 2 * len(rows):
        return tuple(_by_column(table, title))
    return ()


def _title(reading: Reading, table: ReadTable) -> str:
    """What stands over the table: its caption, else the heading."""
    return table.table.caption or reading.place_of[id(table.part)].part.title


def _strength(keys: Sequence[str]) -> int:
    """Two for each label that only tables of buildings have, one for each that others have as well."""
    return sum(1 if key in FACILITY_PLAIN_COLUMNS else 2 for key in set(keys) if _is_told(key))


def _is_told(key: str) -> bool:
    """Whether a label is one of a building's."""
    return key in FACILITY_COLUMNS or key.endswith(FACILITY_AREAS) or key.startswith(FACILITY_DATE_STEMS)


def _is_about_buildings(keys: Sequence[str], title: str) -> bool:
    """Whether columns are those of buildings: two of them, one of which other tables have not, or else a name that says so."""
    told = sum(map(_is_told, set(keys)))
    named = bool(_NAMING & set(keys))
    headed = any(word in title.replace(" ", "") for word in FACILITY_TITLE_WORDS)
    return (told >= 2 and (_strength(keys) >= 3 or named or headed)) or (told == 1 and named and headed)


def _by_row(table: ReadTable, keys: Sequence[str], title: str) -> Iterator[Attribute]:
    """One building a row."""
    named = _name_columns(table, keys)
    if named and keys[named[0]] in ADDRESS_KEYS and _site_name(title) and _are_addresses(table, named[0]):
        named = ()  # the heading names the building, its address does not
    labels = [_label(path) for path in table.grid.paths]
    names = _names(table, named, title)
    above: dict[int, tuple[str, GridCell]] = {}
    for number, row in enumerate(table.grid.rows):
        texts = {at: cell.text.strip() for at, cell in enumerate(row.cells) if at not in named and keys[at] not in NUMBER_COLUMN_WORDS}
        tenant = next((text for at, text in texts.items() if _is_misplaced(keys[at], text)), None)
        name, part = names[number]
        if table.grid.layout == "space" and len(named) == 1:
            name, address = _without_address(name, keys, texts, named[0])
            texts |= address
        for at, printed in texts.items():
            own = (printed, row.cells[at])
            text, source = above.get(at, own) if fold(printed).replace(" ", "") in DITTO_MARKS else own
            if cell_kind(text) in (CellKind.BLANK, CellKind.DASH):
                continue
            above[at] = text, source
            yield Attribute(number, at, name, part or tenant, labels[at], text, _column_unit(table, at), row.cells[at], source)


def _without_address(name: str, keys: Sequence[str], texts: Mapping[int, str], column: int) -> tuple[str, dict[int, str]]:
    """Part a name from the address behind it: between columns of blanks they run together, and the address's own is empty."""
    behind = column + 1
    words = name.split()
    number = texts.get(behind, "-")
    if len(words) < 2 or behind >= len(keys) or keys[behind] not in FACILITY_SITE_KEYS:
        return name, {}
    # The number of a house looks like a figure of its own between columns of blanks.
    housed = keys[behind] in ADDRESS_KEYS and _HOUSE_NUMBER.fullmatch(number) and words[-1].endswith(ADDRESS_ENDINGS)
    if number and not housed:
        return name, {}
    streets = (at for at in range(1, len(words)) if words[at].rstrip("0123456789-").endswith(ADDRESS_ENDINGS))
    first = next(streets, len(words) - 1)
    return " ".join(words[:first]), {behind: " ".join([*words[first:], number]).strip()}


def _name_columns(table: ReadTable, keys: Sequence[str]) -> tuple[int, ...]:
    """The columns that name a row's building: one, or two that one merged header covers (the site, then its part)."""
    candidates = [at for at, key in enumerate(keys) if key in FACILITY_NAME_COLUMNS or key.endswith(NAME_COLUMN_ENDING)]
    candidates = [at for at in candidates if keys[at] in _NAMING][:1] or candidates
    # The address of the one building of a table is no name: the heading's is.
    nameless = NUMBER_COLUMN_WORDS | ADDRESS_KEYS if len(table.grid.rows) == 1 else NUMBER_COLUMN_WORDS
    candidates = candidates or [at for at in range(table.grid.label_columns) if keys[at] not in nameless]
    if not candidates:
        return ()
    first = candidates[0]
    return tuple(
        at for at in range(first, len(keys)) if at == first or (table.grid.paths[at] == table.grid.paths[first] and at < first + 3)
    )


def _are_addresses(table: ReadTable, column: int) -> bool:
    """Whether a column holds nothing but addresses: then what stands over the table is the building's name."""
    texts = [text for row in table.grid.rows if (text := " ".join(row.cells[column].text.split()))]
    return bool(texts) and all(map(_ADDRESS.fullmatch, texts))


def _names(table: ReadTable, columns: Sequence[int], title: str) -> list[tuple[str, str | None]]:
    """The name of each row's building, and its part where one name stands for several rows."""
    printed: list[list[str]] = []
    above = [""] * len(columns)
    for row in table.grid.rows:
        texts = [_clean_name(row.cells[at].text) for at in columns]
        first = next((at for at, text in enumerate(texts) if text), len(texts))
        above = [above[at] if at < first or text in DITTO_MARKS else text for at, text in enumerate(texts)]
        printed.append([text for text in above if text])
    leaves = Counter(names[-1] for names in printed if names)
    known = {name_key(names[-1]) for names in printed if names}
    return [_name(names, leaves, known, title) for names in printed]


def _name(names: Sequence[str], leaves: Counter[str], known: set[str], title: str) -> tuple[str, str | None]:
    """A building's own name. A total is a part of its site; a name that several sites have is told apart by the site."""
    if not names:
        return _site_name(title) or title, None
    leaf = names[-1]
    if len(names) > 1 and name_key(names[0]) != name_key(leaf) and (label_key(leaf) in GRAND_TOTAL_WORDS or leaves[leaf] > 1):
        return names[0], leaf
    total = next((word for word in GRAND_TOTAL_WORDS if leaf.endswith(word) and len(leaf) > len(word) + 1), None)
    if total is not None:
        site = leaf.removesuffix(total).strip()
        if name_key(site) in known or site.endswith(FACILITY_NAME_ENDINGS):
            return site, total
    return leaf, None


def _clean_name(printed: str) -> str:
    """A name without padding; once where the site and its building have the same (`별 관` over `별 관`)."""
    text = unpad(" ".join(printed.split()))
    doubled = _DOUBLED.fullmatch(text) if len(text) <= _LONGEST_NAME else None
    return doubled["word"] if doubled else text


def _label(path: Sequence[str]) -> str:
    """A column's name as printed, without its unit."""
    words = [unpad(strip_notes(label)) for label in path]
    return " ".join(dict.fromkeys(word for word in words if word))


def _is_misplaced(key: str, text: str) -> bool:
    """Whether words stand where an area belongs."""
    return (
        key.endswith(FACILITY_AREA_WORDS)
        and bool(text)
        and not any(letter.isdigit() for letter in text)
        and cell_kind(text) is CellKind.TEXT
    )


def _by_column(table: ReadTable, title: str) -> Iterator[Attribute]:
    """One building a column, or just one, whose attributes stand in two columns of keys and values."""
    labels = table.grid.label_columns or 1
    headless = bool(table.grid.paths[0]) and _is_told(label_key(table.grid.paths[0][-1]))
    header = list(table.grid.header) if headless else []
    site = _site_name(title) or title
    for number, row in enumerate([*header, *table.grid.rows], -len(header)):
        label = _label([cell.text for cell in row.cells[:labels] if cell.text.strip()])
        for at in range(labels, len(row.cells)):
            text = row.cells[at].text.strip()
            if not label or cell_kind(text) in (CellKind.BLANK, CellKind.DASH):
                continue
            path = table.grid.paths[at]
            name = _clean_name(path[-1]) if path and not headless else site
            yield Attribute(number, at, name, None, label, text, None, row.cells[at], row.cells[at])


def _column_unit(table: ReadTable, at: int) -> str | None:
    labels = table.grid.label_columns
    return table.table.columns[at - labels].unit if at >= labels else None


def _fact(reading: Reading, table: ReadTable, one: Attribute) -> Facility:
    value, unit = read_value(one.text, one.unit, one.label)
    # A ditto mark repeats what is printed above, so that is where the figure stands.
    lead = len(one.print.text) - len(one.print.text.lstrip())
    spots = {"value": one.print.at(lead, lead + _value_end(one.text))} if value is not None else {}
    common = reading.common(table.part, one.cell.span, as_of=table.table.as_of, at=spots, source=table.source(one.row, one.column))
    return Facility(id="", **common, name=one.name, attribute=one.label, part=one.part, value=value, unit=unit, text=one.text)


def _value_end(text: str) -> int:
    """Where the text ends that a conversion or remark in brackets follows."""
    return len(_REMARK.sub("", fold(text)).rstrip())


def read_value(text: str, unit: str | None, label: str) -> tuple[Number | None, str | None]:
    """The number of a cell that holds just one, with its unit; a conversion or remark in brackets does not count."""
    key = label_key(label)
    if len(text) > _LONGEST_VALUE or key in DATE_COLUMN_WORDS or key.endswith(FACILITY_DATE_ENDINGS):
        return None, None
    folded = fold(text)[: _value_end(text)].strip()
    try:
        number = parse_number(folded)
    except UnreadableQuantity:
        found = find_quantities(folded)
        return (found[0].value, found[0].unit) if len(found) == 1 and found[0].printed.strip() == folded else (None, None)
    known = parse_unit(unit) if unit else None
    return (number * known.factor, known.base) if known else (number, None)


# --- items under a heading -----------------------------------------------------------------------------------------------


def _read_items(reading: Reading, place: Place) -> Iterator[Facility]:
    """The attributes that items state under a heading that names a building: where it is, how large, and all beside."""
    keyed = [(unit, *split_key(unit.passage.printed)) for unit in place.units if unit.kind == "item"]
    stated = [(unit, key, text) for unit, key, text in keyed if key and text]
    keys = {label_key(key) for _, key, _ in stated}
    name = _named_by_titles(place) if keys & FACILITY_SITE_KEYS and any(map(_is_size, keys)) else None
    if name is None:
        return
    depth = next(unit.depth for unit, key, _ in stated if label_key(key) in FACILITY_SITE_KEYS)
    for unit, key, text in stated:
        if unit.depth == depth:
            yield _stated_attribute(reading, place, unit, name, unpad(key), text)


def _named_by_titles(place: Place) -> str | None:
    """The building that the nearest title names which says more than what part of a project follows."""
    titles = (part.title for part in (place.part, *reversed(place.parents)) if part.title)
    title = next((title for title in titles if label_key(title) not in PART_TITLES), None)
    return _site_name(title) if title else None


def _stated_attribute(reading: Reading, place: Place, unit: TextUnit, name: str, label: str, text: str) -> Facility:
    value, measured = read_value(text, None, label)
    begin = unit.passage.printed.rfind(text)
    spots = {"value": unit.passage.at(begin, begin + _value_end(text))} if value is not None else {}
    common = reading.common(place.part, unit.passage.span(), at=spots)
    return Facility(id="", **common, name=name, attribute=label, value=value, unit=measured, text=text)


def _is_size(key: str) -> bool:
    """Whether an item's key says how large a building is."""
    return key in FACILITY_SIZE_KEYS or (_is_told(key) and key not in FACILITY_PLAIN_COLUMNS)


def _site_name(title: str) -> str | None:
    """The building that a heading names before it says what becomes of it: `자체청사 확보 추진` is of `자체청사`."""
    words = fold(title).split()
    while words:
        work = next((work for work in FACILITY_WORK_WORDS if words[-1].endswith(work)), None)
        if work is None:
            break
        words[-1] = words[-1].removesuffix(work)
        if not words[-1]:
            words.pop()
    name = " ".join(words)
    return name if words and len(name) <= _LONGEST_NAME and words[-1].endswith(FACILITY_NAME_ENDINGS) else None
