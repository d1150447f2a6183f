"""Projects that tables tell of: lists with a number, a title and a team; tables of progress; a project's own quarters.

A list stands at the head of a chapter and is followed by a section for each of its rows; a row whose section is lost is a
project all the same. The number of a list is that of its outermost projects alone: a series within one begins again at 1.
A table of progress prints one row per step, the project's title in the first of them. What was spent is given where one step
prints it; of several steps no sum is made, for it is printed nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import Period, Project
from app.models.names import name_key
from app.models.outline import Row
from app.models.span import Spots, join_spans
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    PROGRESS_BUDGETS,
    PROGRESS_PERIODS,
    PROGRESS_SPENT,
    PROJECT_FIELDS,
    PROJECT_LIST_NUMBER,
    PROJECT_LIST_TEAM,
    PROJECT_LIST_TITLE,
    WON,
    is_total,
    label_key,
)
from app.parsers.lines.lines import squeeze
from app.parsers.places.half_read import Place, Reading
from app.parsers.tables.table import ReadTable
from app.parsers.values.digits import UnreadableQuantity
from app.parsers.values.periods import UnreadablePeriod, is_period, parse_period
from app.parsers.values.quantities import Amount, Unit, parse_amount, parse_unit

_LEAST_PERIODS: Final = 2  # columns of quarters or months that make a table one of them


def row_cells(table: ReadTable, row: Row) -> tuple[str, ...]:
    """All cells of a row, labels first."""
    return (*row.labels, *(cell.printed for cell in row.cells))


def _column(table: ReadTable, words: frozenset[str]) -> int | None:
    """The column, label columns first, whose label is one of `words`."""
    return next((at for at, path in enumerate(table.grid.paths) if path and label_key(path[-1]) in words), None)


# --- lists of projects ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list of projects."""

    table: ReadTable
    row: int
    chapter: str
    number: str | None
    title: str
    team: str


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of projects of a report: their rows by title, and by chapter and number."""

    entries: tuple[Entry, ...]
    by_title: Mapping[str, Entry]
    by_number: Mapping[tuple[str, str], Entry]

    def team_of(self, reading: Reading, place: Place) -> str | None:
        """The team that a list names for a project; a project within another has the outer one's where no list names it."""
        found = self.by_title.get(name_key(place.part.title))
        if found is not None:
            return found.team
        outer = _outer(reading, place)
        if outer is not None:
            return outer.part.team or self.team_of(reading, outer)
        numbered = self.by_number.get((_chapter(place), place.part.number or ""))
        return numbered.team if numbered else None


def _outer(reading: Reading, place: Place) -> Place | None:
    """The project that a project stands in."""
    above = (reading.place_of[id(part)] for part in reversed(place.parents))
    return next((one for one in above if one.is_project), None)


def _chapter(place: Place) -> str:
    return place.parents[1].title if len(place.parents) > 1 else place.part.title


def read_lists(reading: Reading) -> Lists:
    """Every table with a column of projects and one of teams."""
    entries = tuple(entry for table in reading.tables for entry in _entries(reading, table))
    numbered = {(entry.chapter, entry.number): entry for entry in entries if entry.number}
    return Lists(entries, {name_key(entry.title): entry for entry in entries}, numbered)


def _entries(reading: Reading, table: ReadTable) -> Iterator[Entry]:
    title, team = _column(table, PROJECT_LIST_TITLE), _column(table, PROJECT_LIST_TEAM)
    if title is None or team is None:
        return
    number = _column(table, PROJECT_LIST_NUMBER)
    chapter = _chapter(reading.place_of[id(table.part)])
    for at, row in enumerate(table.table.rows):
        cells = row_cells(table, row)
        name = squeeze(cells[team])
        if name and cells[title].strip():
            yield Entry(table, at, chapter, cells[number].strip() if number is not None else None, squeeze(cells[title]), name)


def listed_projects(reading: Reading, lists: Lists) -> Iterator[Project]:
    """The numbered rows of a list that no section tells of, where others of its rows have sections."""
    outermost = [place for place in reading.places if place.is_project and _outer(reading, place) is None]
    titles = {name_key(place.part.title) for place in reading.places if place.is_project}
    numbers = {(_chapter(place), place.part.number) for place in outermost}
    told = {entry.chapter for entry in lists.entries if (entry.chapter, entry.number) in numbers}
    for entry in lists.entries:
        lost = (entry.chapter, entry.number) not in numbers and name_key(entry.title) not in titles
        if entry.number and lost and entry.chapter in told:
            common = reading.common(entry.table.part, entry.table.table.rows[entry.row].span, source=entry.table.source(entry.row))
            yield Project(id="", **common, number=entry.number, title=entry.title, team=entry.team)


# --- a project's own tables -----------------------------------------------------------------------------------------------


def find_field_cells(table: ReadTable) -> Iterator[tuple[str, int, Spots]]:
    """The project fields that a table of one row states under their names: `집행액 | 수혜현황` over `1,500천원 | 3명`."""
    if len(table.grid.rows) != 1:
        return
    for at, path in enumerate(table.grid.paths):
        name = PROJECT_FIELDS.get(label_key(path[-1])) if path else None
        if name:
            yield from ((name, amount.won, spots) for amount, spots in _amount(table, 0, at))


def quarters_total(table: ReadTable) -> tuple[int, Spots] | None:
    """The total beside a project's quarters: of its only row of money, or of the row that sums them up."""
    heads = [path[-1] if path else "" for path in table.grid.paths]
    totals = [at for at, head in enumerate(heads) if is_total(head)]
    if sum(map(is_period, heads)) < _LEAST_PERIODS or len(totals) != 1:
        return None
    sums = list(_amounts_of(table, totals[0]))
    whole = sums if len(sums) == 1 else [one for one in sums if is_total(next(iter(one[0]), ""))]
    return whole[0][1:] if len(whole) == 1 else None


def _amounts_of(table: ReadTable, column: int) -> Iterator[tuple[tuple[str, ...], int, Spots]]:
    """The rows of a column that print an amount of money: their labels, the amount, where it is."""
    for at, row in enumerate(table.table.rows):
        amount = _first_amount(table, at, column)
        if amount:
            yield row.labels, amount.won, table.at(at, column)


def _first_amount(table: ReadTable, row: int, column: int) -> Amount | None:
    """An amount of money that a cell begins with: `3,800 (이월액 1,600 포함)`."""
    text = fold(table.grid.rows[row].cells[column].text).split("(")[0].strip()
    unit = table.unit if table.unit and table.unit.money else None
    try:
        return parse_amount(text, unit) if text and unit else None
    except UnreadableQuantity:
        return None


# --- tables of progress ---------------------------------------------------------------------------------------------------

_PROGRESS: Final = {
    "title": PROJECT_LIST_TITLE,
    "period": PROGRESS_PERIODS,
    "budget": PROGRESS_BUDGETS,
    "executed": PROGRESS_SPENT,
}


def progress_projects(reading: Reading) -> Iterator[Project]:
    """Projects that a table of progress prints as rows: one row per step, the title in the first of them."""
    for table in reading.tables:
        columns = {name: _column(table, words) for name, words in _PROGRESS.items()}
        if columns["title"] is None or columns["executed"] is None or columns["budget"] is None or columns["period"] is None:
            continue
        for rows in _by_project(table, columns["title"]):
            yield _progress_project(reading, table, columns, rows)


def _by_project(table: ReadTable, title: int) -> Iterator[list[int]]:
    group: list[int] = []
    for at, row in enumerate(table.grid.rows):
        if row.cells[title].text and group:
            yield group
            group = []
        if row.cells[title].text or group:
            group.append(at)
    if group:
        yield group


def _progress_project(reading: Reading, table: ReadTable, columns: Mapping[str, int | None], rows: Sequence[int]) -> Project:
    first = table.grid.rows[rows[0]]
    span = join_spans(table.grid.rows[at].span for at in rows)
    steps = [(amount.won, spots) for at in rows for amount, spots in _amount(table, at, columns["executed"])]
    spent = steps[0] if len(steps) == 1 else None
    budget = next(iter(_amount(table, rows[0], columns["budget"])), None)
    period = first.cells[columns["period"] or 0].text
    return Project(
        id="",
        **reading.common(
            table.part,
            span,
            at={"executed_won": spent[1] if spent else (), "budget_won": budget[1] if budget else ()},
            source=table.source(rows[0]),
        ),
        number=None,
        title=squeeze(first.cells[columns["title"] or 0].text),
        period=_table_period(period, reading.year),
        budget_won=budget[0].won if budget else None,
        executed_won=spent[0] if spent else None,
    )


def _table_period(text: str, year: int | None) -> Period | None:
    if not text.strip():
        return None
    try:
        return parse_period(text, year, months=True)
    except UnreadablePeriod:
        return Period(squeeze(text))


def _amount(table: ReadTable, row: int, column: int | None) -> list[tuple[Amount, Spots]]:
    """An amount of a column, if it prints one, and where; one without a unit is in the unit that the column's other cells print."""
    if column is None:
        return []
    text = fold(table.grid.rows[row].cells[column].text)
    try:
        amount = parse_amount(text, _unit_of(table, column))
    except UnreadableQuantity:
        return []
    return [(amount, table.at(row, column))] if amount else []


def _unit_of(table: ReadTable, column: int) -> Unit:
    for row in table.grid.rows:
        text = fold(row.cells[column].text)
        if WON in text:
            return parse_unit("".join(letter for letter in text if not (letter.isdigit() or letter in " ,.")))
    return table.unit or parse_unit(WON)
