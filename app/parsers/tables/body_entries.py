"""Tables whose rows, or whose columns, are bodies: with their duties, their teams and persons, or their names alone.

How they look: `부서 | 주요업무`, `팀명 | 인원 | 담당업무`, `부서 | 팀 | 인원`; the other way round, `구분 | 총무과 | 인사과` with
rows `팀` and `인원`; or a chart, where every cell is a name, a count, or the duties of the name above it. A name left blank is
the one above. `서울기록원 (4급사업소)` is named without its remark; `4팀 43명` counts whatever the column is called.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Final, NamedTuple

from app.models.facts import BodyLevel
from app.models.span import Span, Spots, join_spans
from app.parsers.bodies.mentions import Mention, Size, count_name, read_bodies
from app.parsers.characters.inline import find_letters
from app.parsers.characters.normalise import fold
from app.parsers.grids import GridCell
from app.parsers.labels import (
    AUTHORISED_WORD,
    COMMON_UNIT_COLUMNS,
    DUTY_COLUMNS,
    NOTE_COLUMN_WORDS,
    NUMBER_COLUMN_WORDS,
    PERSON_COUNT_COLUMNS,
    PROJECT_LIST_TITLE,
    TEAM_COUNT_COLUMNS,
    TOTAL_WORDS,
    UNIT_NAME_COLUMNS,
    body_level,
    label_key,
)
from app.parsers.lines.lines import squeeze
from app.parsers.tables.table import ReadTable
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import UnreadableQuantity
from app.parsers.values.quantities import parse_number


class Use(StrEnum):
    """What a column (or, where the bodies are columns, a row) holds."""

    NAME = "name"
    DUTY = "duty"
    TEAMS = "teams"
    PERSONS = "persons"
    NOTE = "note"
    OTHER = "other"


class Counts(NamedTuple):
    """How large a body is, and where each of its counts is printed."""

    size: Size
    at: Mapping[str, Spots]


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell with something about a body, and where it is in the grid."""

    row: int
    column: int
    print: GridCell

    @property
    def text(self) -> str:
        """Its text, with line breaks."""
        return self.print.text

    @property
    def filled(self) -> bool:
        """Whether anything is printed in it."""
        return bool(self.text.strip())

    @property
    def span(self) -> Span:
        """The lines that it stands on."""
        return self.print.span

    def located(self, size: Size) -> Counts:
        """What the cell states of a body's size, with where it is printed."""
        shown = " ".join(self.text.split())
        return Counts(size, {name: self.print.at(*find_letters(self.text, shown, *place)) for name, place in size.at.items()})


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """One body of a table. `total`: the row counts all bodies together. `parent`: a body that a column to its left names.

    at: where its counts are printed.
    """

    name: str
    level: BodyLevel | None
    parent: str | None
    total: bool
    span: Span
    size: Size
    counted: tuple[BodyCell, ...]
    duties: tuple[BodyCell, ...]
    at: Mapping[str, Spots] = field(default_factory=dict)


_LARGEST: Final = 400


def entries_by_row(table: ReadTable) -> tuple[BodyEntry, ...]:
    """The bodies of a table with a column of names and a column of duties or of counts; () for any other table."""
    uses = _column_uses(table)
    if not _names_bodies(uses):
        return ()
    names = [at for at, use in enumerate(uses) if use is Use.NAME]
    entries = []
    above: Mapping[int, BodyCell | None] = {}
    for number, row in enumerate(table.grid.rows):
        above = _names_of_row(table, number, names, above)
        entries.append(_entry(list(above.values()), row.span, _cells_of_row(table, number, uses)))
    return tuple(entry for entry in entries if entry is not None)


def _names_bodies(uses: Sequence[Use]) -> bool:
    """Whether a column of names stands before the duties, and duties or counts are there."""
    if Use.NAME not in uses or not ({Use.DUTY, Use.TEAMS, Use.PERSONS} & set(uses)):
        return False
    return Use.DUTY not in uses or uses.index(Use.NAME) < uses.index(Use.DUTY)


def _names_of_row(table: ReadTable, number: int, names: Sequence[int], above: Mapping[int, BodyCell | None]) -> dict[int, BodyCell | None]:
    """The name in each column of names; a blank is the one above, unless a name further left begins another body."""
    named: dict[int, BodyCell | None] = {}
    begun = False
    for at in names:
        cell = _cell(table, number, at)
        named[at] = cell if cell.filled else None if begun else above.get(at)
        begun = begun or cell.filled
    return named


def _cells_of_row(table: ReadTable, number: int, uses: Sequence[Use]) -> dict[Use, tuple[BodyCell, ...]]:
    """The filled cells of a row by their use, authorised posts last."""
    held = sorted(range(len(uses)), key=lambda at: _is_authorised(table.grid.paths[at]))
    return _by_use([(uses[at], _cell(table, number, at)) for at in held])


def _by_use(held: Sequence[tuple[Use, BodyCell]]) -> dict[Use, tuple[BodyCell, ...]]:
    return {use: tuple(cell for one, cell in held if one is use and cell.filled) for use in Use}


def _is_authorised(path: Sequence[str]) -> bool:
    """Whether a label counts posts: where persons are counted beside them, a body is as large as its persons are many."""
    return bool(path) and label_key(path[-1]) == AUTHORISED_WORD


def entries_without_names(table: ReadTable, owner: str | None) -> tuple[BodyEntry, ...]:
    """The rows of a table of persons and their duties in which no column names a body: they are all of `owner`."""
    duties = [at for at, path in enumerate(table.grid.paths) if path and label_key(path[-1]) in DUTY_COLUMNS]
    if not owner or not duties:
        return ()
    rows = [tuple(_cell(table, number, at) for at in duties) for number in range(len(table.grid.rows))]
    return tuple(_entry_of(owner, row.span, cells) for row, cells in zip(table.grid.rows, rows, strict=True) if _any_filled(cells))


def _any_filled(cells: Sequence[BodyCell]) -> bool:
    return any(cell.filled for cell in cells)


def _entry_of(owner: str, span: Span, duties: tuple[BodyCell, ...]) -> BodyEntry:
    return BodyEntry(owner, body_level(owner), None, total=False, span=span, size=Size(), counted=(), duties=duties)


def _cell(table: ReadTable, row: int, column: int) -> BodyCell:
    cell = table.grid.rows[row].cells[column]
    return BodyCell(row, column, cell)


def _column_uses(table: ReadTable) -> list[Use]:
    """What each column holds, label columns first, by its label and by what stands in it."""
    keys = [label_key(path[-1]) if path else "" for path in table.grid.paths]
    if PROJECT_LIST_TITLE & set(keys) - DUTY_COLUMNS or not (DUTY_COLUMNS | TEAM_COUNT_COLUMNS | PERSON_COUNT_COLUMNS) & set(keys):
        return []
    columns = [[row.cells[at].text for row in table.grid.rows] for at in range(len(table.grid.paths))]
    return [_use(key, [text for text in texts if text.strip()]) for key, texts in zip(keys, columns, strict=True)]


class _Column(NamedTuple):
    """A column of a table of bodies: its label, its filled cells, and how many of them name a body or only count."""

    key: str
    cells: int
    named: int
    counted: int
    numeric: bool

    @property
    def counts(self) -> bool:
        """Whether its cells are counts."""
        return self.numeric or self.counted > 0

    @property
    def names(self) -> bool:
        """Whether half its cells name a body, or its label says so and they are no counts."""
        labelled = self.key in UNIT_NAME_COLUMNS - COMMON_UNIT_COLUMNS
        return 2 * self.named >= max(1, self.cells) or (labelled and not self.counts)


# The first that holds is the use of a column: what its cells are goes before its label.
_COLUMN_USES: Final[tuple[tuple[Use, Callable[[_Column], bool]], ...]] = (
    (Use.DUTY, lambda column: column.key in DUTY_COLUMNS and not column.named),
    (Use.NAME, lambda column: column.names),
    (Use.TEAMS, lambda column: column.key in TEAM_COUNT_COLUMNS and column.counts),
    (Use.PERSONS, lambda column: column.key in PERSON_COUNT_COLUMNS and column.counts),
    (Use.NOTE, lambda column: column.key in NOTE_COLUMN_WORDS or column.key in NUMBER_COLUMN_WORDS),
)


def _use(key: str, texts: Sequence[str]) -> Use:
    read = [_mentions(text) for text in texts[:40]]
    named = sum(any(one.name for one in mentions) for mentions in read)
    counted = sum(bool(mentions) and all(one.name is None and one.size.given for one in mentions) for mentions in read)
    column = _Column(key, len(texts), named, counted, _numeric(texts))
    return next((use for use, holds in _COLUMN_USES if holds(column)), Use.OTHER)


def _numeric(texts: Sequence[str]) -> bool:
    return bool(texts) and all(cell_kind(text) in (CellKind.VALUE, CellKind.DASH, CellKind.BLANK) for text in texts)


def _mentions(text: str) -> tuple[Mention, ...]:
    return read_bodies(fold(" ".join(text.split()))) or ()


def _entry(named: Sequence[BodyCell | None], span: Span, cells: Mapping[Use, tuple[BodyCell, ...]]) -> BodyEntry | None:
    """The body of one row; None where the row names none."""
    printed = [cell for cell in named if cell is not None]
    parts = [_named(cell.text) for cell in printed]
    if not parts:
        return None
    mention = parts[-1]
    counted = (*cells[Use.TEAMS], *cells[Use.PERSONS])
    size, at = _size(printed[-1].located(mention.size), cells[Use.TEAMS], cells[Use.PERSONS])
    parent = parts[-2].name if len(parts) > 1 else None
    total = label_key(mention.name or "") in TOTAL_WORDS
    return BodyEntry(mention.name or "", mention.level, parent, total, span, size, counted, cells[Use.DUTY], at)


def _named(text: str) -> Mention:
    """The body that a cell names: without a remark in brackets; as printed where its ending says nothing (`팀명 | 총무`)."""
    folded = fold(" ".join(text.split()))
    found = next((one for one in _mentions(text) if one.name), None)
    if found is not None:
        return found
    name = squeeze(folded.split("(", 1)[0]) or folded
    return Mention(name, None, 0, len(folded))


def _size(own: Counts, teams: Sequence[BodyCell], persons: Sequence[BodyCell]) -> Counts:
    """What the cells of a row count, and what stands beside the name."""
    held = [(cell, use) for use, cells in ((Use.TEAMS, teams), (Use.PERSONS, persons)) for cell in cells]
    return reduce(merge_counts, (cell.located(read_size(cell.text, use)) for cell, use in held), own)


def merge_counts(first: Counts, later: Counts) -> Counts:
    """What two places say of one body: the first that counts something is believed."""
    size = Size(
        first.size.teams if first.size.teams is not None else later.size.teams,
        first.size.persons if first.size.persons is not None else later.size.persons,
        first.size.counts or later.size.counts,
    )
    taken = [name for name in later.at if name not in first.at and not (first.size.counts and name.startswith(count_name("")))]
    return Counts(size, {**first.at, **{name: later.at[name] for name in taken}})


def read_size(text: str, use: Use) -> Size:
    """The size that a cell states: `4팀 43명` says what it counts, a bare number counts what its column does."""
    mentions = _mentions(text)
    if mentions:
        return mentions[0].size
    try:
        number = int(parse_number(fold(text).strip()))
    except UnreadableQuantity:
        return Size()
    whole = (0, len(" ".join(text.split())))
    return Size(teams=number, at={"teams": whole}) if use is Use.TEAMS else Size(persons=number, at={"persons": whole})


# --- bodies as columns, and charts -------------------------------------------------------------------------------------


def entries_by_column(table: ReadTable) -> tuple[BodyEntry, ...]:
    """The bodies of a table whose columns are bodies: rows of teams and persons, or of duties; () for any other table."""
    labels = _columns_of_labels(table)
    bodies = _columns_of_bodies(table.grid.paths, labels)
    rows = [_row_use(table, number, labels) for number in range(len(table.grid.rows))] if bodies else []
    if Use.OTHER in rows:
        return ()
    return tuple(_column_entry(table, at, name, rows) for at, name in bodies)


def _columns_of_bodies(paths: Sequence[Sequence[str]], labels: int) -> list[tuple[int, Mention]]:
    """The columns behind the labels with the bodies that they name, one of all bodies first; none where more name nothing."""
    columns = [(at, _header_name(path)) for at, path in enumerate(paths[labels:], labels)]
    named = [(at, name) for at, name in columns if name is not None]
    if len(named) < 2 or len(named) < len(columns) - 1:
        return []
    totals = [(at, _named(paths[at][-1])) for at, name in columns if name is None and paths[at]]
    return [*totals, *named]


def _header_name(path: Sequence[str]) -> Mention | None:
    mentions = _mentions(path[-1]) if path else ()
    return mentions[0] if len(mentions) == 1 and mentions[0].name else None


def _columns_of_labels(table: ReadTable) -> int:
    """How many columns name the rows; none where the first one is a body as well."""
    first = table.grid.paths[0] if table.grid.paths else ()
    return 0 if _header_name(first) is not None else table.grid.label_columns


def _row_use(table: ReadTable, number: int, labels: int) -> Use:
    row = table.grid.rows[number]
    key = label_key(next(_filled(row.cells[:labels]), ""))
    texts = list(_filled(row.cells[labels:]))
    if key in TEAM_COUNT_COLUMNS:
        return Use.TEAMS
    if key in PERSON_COUNT_COLUMNS or _count_persons(texts):
        return Use.PERSONS
    return Use.DUTY if key in DUTY_COLUMNS or (not key and _are_words(texts)) else Use.OTHER


def _filled(cells: Sequence[GridCell]) -> Iterator[str]:
    return (cell.text for cell in cells if cell.text.strip())


def _count_persons(texts: Sequence[str]) -> bool:
    return bool(texts) and all(any(one.size.persons for one in _mentions(text)) for text in texts)


def _are_words(texts: Sequence[str]) -> bool:
    """Whether cells hold something that is neither bodies nor figures: what stands below a body's name is its duties."""
    return bool(texts) and not any(_mentions(text) for text in texts) and not _numeric(texts)


def _column_entry(table: ReadTable, at: int, name: Mention, rows: Sequence[Use]) -> BodyEntry:
    cells = _cells_of_column(table, at, rows)
    counted = (*cells[Use.TEAMS], *cells[Use.PERSONS])
    header = [cell for row in table.grid.header for cell in row.cells[at : at + 1] if cell.text.strip()]
    span = join_spans([*(cell.span for cell in header), *(cell.span for cell in counted)] or [table.table.span])
    own = BodyCell(-1, at, header[-1]).located(name.size) if header else Counts(name.size, {})
    size, spots = _size(own, cells[Use.TEAMS], cells[Use.PERSONS])
    total = label_key(name.name or "") in TOTAL_WORDS
    return BodyEntry(name.name or "", name.level, None, total, span, size, counted, cells[Use.DUTY], spots)


def _cells_of_column(table: ReadTable, at: int, rows: Sequence[Use]) -> dict[Use, tuple[BodyCell, ...]]:
    """The filled cells of a column by the use of their row, authorised posts last."""
    held = [(use, _cell(table, number, at)) for number, use in enumerate(rows)]
    return _by_use(sorted(held, key=lambda pair: _is_authorised([table.grid.rows[pair[1].row].cells[0].text])))


def chart_cells(table: ReadTable) -> Iterator[tuple[BodyCell, tuple[Mention, ...]]]:
    """The cells of a table that is a chart: each a name or a count; none where any cell is something else."""
    header = len(table.grid.header)
    rows = [*table.grid.header, *table.grid.rows]
    if len(rows) * len(table.grid.paths) > _LARGEST:
        return
    found = []
    for number, row in enumerate(rows):
        for at, cell in enumerate(row.cells):
            text = cell.text
            if not text.strip() or cell_kind(text) is CellKind.DASH:
                continue
            mentions = read_bodies(fold(" ".join(text.split())))
            if mentions is None:
                return
            found.append((BodyCell(number - header, at, cell), mentions))
    if any(one.name for _, mentions in found for one in mentions):
        yield from found
