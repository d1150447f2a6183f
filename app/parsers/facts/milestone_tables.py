"""Milestones in tables.

Four sorts: columns of quarters or months whose cells are words (several items in a cell, each a milestone); a column of
times beside a column of what happens (`시기 | 추진내용`); the table of progress (추진상황표), which prints such pairs side by side
under 집행실적 (done) and 향후계획 (planned), with the amount of each, one project to a row or to several; rows whose cell tells
of what the label names, its time as one item among others (`· 기간 : 1. 20. ~ 1. 21. · 대상 : 담당자`).

Claimed are the cells that hold the time and what happens; amounts are left to the extractors of money, and a cell that
also counts something (`구청장협의회(2)`, `직무교육 (593명)`) to the one of indicators.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import Milestone, Period
from app.models.outline import Row
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.cell_items import cell_passages
from app.parsers.facts.milestone_tense import NO_WON, Tense, Won, build_milestone, tense_of_title, year_of
from app.parsers.grids import GridCell
from app.parsers.labels import (
    EVENT_COLUMNS,
    MONTH_SIGN,
    NOTHING_WORDS,
    NUMBER_COLUMN_WORDS,
    PROJECT_COLUMNS,
    PROJECT_TIME_ENDING,
    SCHEDULE_ROW_WORDS,
    TIME_COLUMNS,
    UNIT_NAME_COLUMNS,
    BudgetColumn,
    body_level,
    budget_column,
    label_key,
)
from app.parsers.places.half_read import Reading
from app.parsers.places.whose import Body
from app.parsers.prose.activities import Manner, find_activities
from app.parsers.prose.statements import find_figures
from app.parsers.tables.table import ReadTable
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import UnreadableQuantity
from app.parsers.values.periods import UnreadablePeriod, column_year, is_period, parse_period
from app.parsers.values.quantities import Unit, parse_amount, parse_unit

_ITEM_MARKS: Final = "▸▶‣►▷➤·•∙○●◦ㅇ■□▪▫◆◇※✓✔"
_ITEM: Final = re.compile(rf"(?:^|(?<=\s))(?:[{_ITEM_MARKS}]\s*|[-–]\s+|[①-⑳]\s*)(?=\S)")
_WORD: Final = re.compile(r"[가-힣]{2}")
_ARROWS: Final = ("←", "→", "<-", "->")
_SHORTEST_DOING: Final = 4
_AMOUNTS: Final = frozenset([BudgetColumn.EXECUTED, BudgetColumn.BUDGET])


def read_table_milestones(reading: Reading, number: int, table: ReadTable, used: frozenset[CellKey], tense: Tense | None) -> Extraction:
    """The milestones of one table; `tense` is what its caption or section says of them."""
    reader = _Reader(reading, number, table, used, tense)
    facts = tuple(reader.read_columns_of_times() if len(reader.times) > 1 else reader.read_pairs()) or tuple(reader.read_told_times())
    return Extraction(facts, frozenset(reader.claimed))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of times with the columns that go with it: what happens, and what it cost."""

    time: int
    events: tuple[int, ...]
    amount: int | None
    tense: Tense | None


class _Reader:
    """One table and what is gathered of it. Columns are counted with the label columns first."""

    def __init__(self, reading: Reading, number: int, table: ReadTable, used: frozenset[CellKey], tense: Tense | None) -> None:
        self.reading, self.number, self.table, self.used, self.tense = reading, number, table, used, tense
        place = self.place = reading.place_of[id(table.part)]
        self.paths = (*table.table.label_columns, *(column.path for column in table.table.columns))
        self.keys = [label_key(path[-1]) if path else "" for path in self.paths]
        self.labels = table.grid.label_columns
        self.year = year_of(reading, place)
        self.claimed: set[CellKey] = set()
        self.times = self._time_columns()

    @property
    def scheduled(self) -> bool:
        """Whether the section says that it tells what is to come."""
        return self.tense is not None and self.tense.manner is Manner.SCHEDULED

    def text(self, row: Row, column: int) -> str:
        """What a cell prints, line breaks kept."""
        return row.labels[column] if column < self.labels else row.cells[column - self.labels].printed

    def build(self, at: int, column: int | None, when: Period, what: str, tense: Tense | None, amount: Won = NO_WON) -> Milestone:
        """A milestone of a row, told in one of its cells."""
        row = self.table.table.rows[at]
        status = (tense or self.tense or _UNKNOWN).status_of(what)
        project, body = self._named(row, PROJECT_COLUMNS), self._body(row)
        source = self.table.source(at, column)
        return build_milestone(
            self.reading, self.place, row.span, when, what, status=status, project=project, amount=amount, body=body, source=source
        )

    def _named(self, row: Row, words: frozenset[str]) -> str | None:
        """The label of a row in the column that one of the words heads."""
        return next((row.labels[at] for at in range(self.labels) if self.keys[at] in words and row.labels[at]), None)

    def _body(self, row: Row) -> Body | None:
        name = self._named(row, UNIT_NAME_COLUMNS)
        return Body(self.place.body.government, self.place.body.bureau, name) if name and body_level(name) is not None else None

    def _claim(self, at: int, row: Row, column: int) -> None:
        if not find_figures(fold(self.text(row, column)), self.year):
            self.claimed.add((self.number, at, column))

    # --- columns of times ------------------------------------------------------------------------------------------------

    def _time_columns(self) -> dict[int, Period]:
        """The value columns whose label is a time, with that time."""
        found = {}
        for at, path in enumerate(self.paths):
            if at >= self.labels and path and is_period(fold(path[-1])):
                year = next((year for part in reversed(path) if (year := column_year(fold(part)))), self.year)
                found[at] = parse_period(path[-1], year)
        return found

    def read_columns_of_times(self) -> Iterator[Milestone]:
        """A row of words under columns of quarters: one milestone for each item of each cell."""
        times = self.times
        for at, row in enumerate(self.table.table.rows):
            spread = self._spread_cell(row)
            if spread is not None:
                ends = list(times.values())
                when = Period(f"{ends[0].text} ~ {ends[-1].text}", ends[0].first, ends[-1].last)
                yield from self._read_cell(at, row, spread, when)
                continue
            marked = [column for column in times if _is_mark(self.text(row, column))]
            if self.scheduled and marked and all(column in marked or not self.text(row, column).strip() for column in times):
                yield from self._read_marks(at, row, [times[column] for column in marked])
                continue
            words = [column for column in times if (self.number, at, column) not in self.used and _is_doing(self.text(row, column))]
            if self._tells_doings(row, words):
                for column in words:
                    yield from self._read_cell(at, row, column, times[column])

    def _spread_cell(self, row: Row) -> int | None:
        """The only cell of a row, where arrows on both sides spread it over all columns."""
        filled = [column for column in range(self.labels, len(self.paths)) if self.text(row, column).strip()]
        text = self.text(row, filled[0]).strip() if len(filled) == 1 else ""
        return filled[0] if text.startswith(_ARROWS) and text.endswith(_ARROWS) else None

    def _read_marks(self, at: int, row: Row, times: Sequence[Period]) -> Iterator[Milestone]:
        """A row of bars or dots: what its label says lasts from the first to the last of them."""
        what = " ".join(label for at, label in enumerate(row.labels) if label and self.keys[at] not in NUMBER_COLUMN_WORDS)
        text = times[0].text if len(times) == 1 else f"{times[0].text} ~ {times[-1].text}"
        if _WORD.search(what):
            yield self.build(at, None, Period(text, times[0].first, times[-1].last), what, None)

    def _tells_doings(self, row: Row, words: Sequence[int]) -> bool:
        """Whether the words of a row are doings: by the row's label, by the section, or because they are more than single words."""
        if self.scheduled or self._is_schedule_row(row):
            return bool(words)
        within_a_year = all(len(self.times[column].first or "") > len("2007") for column in words)
        return within_a_year and sum(len(self.text(row, column).replace(" ", "")) >= _SHORTEST_DOING for column in words) > 1

    def _is_schedule_row(self, row: Row) -> bool:
        return any(word in label_key(label) for label in row.labels for word in SCHEDULE_ROW_WORDS)

    def _read_cell(self, at: int, row: Row, column: int, when: Period) -> Iterator[Milestone]:
        self._claim(at, row, column)
        silent = not row.labels or self._is_schedule_row(row) or self.keys[self.labels - 1] in PROJECT_COLUMNS
        label = "" if silent else row.labels[-1]
        for item in split_items(self.text(row, column)):
            yield self.build(at, column, when, f"{label}: {item}" if label else item, None)

    # --- a column of times beside one of doings -----------------------------------------------------------------------------

    def read_pairs(self) -> Iterator[Milestone]:
        """The rows of `시기 | 추진내용` and of tables of progress."""
        pairs = tuple(self._pairs())
        # `7 ~ 8` is July to August where other times of the table say 월.
        months = any(MONTH_SIGN in self.text(row, pair.time) for row in self.table.table.rows for pair in pairs)
        for pair in pairs:
            for at, row in enumerate(self.table.table.rows):
                yield from self._read_pair(at, row, pair, months)

    def _pairs(self) -> Iterator[_Pair]:
        groups: dict[tuple[str, ...], list[int]] = {}
        for at, path in enumerate(self.paths):
            groups.setdefault(path[:-1], []).append(at)
        for outer, columns in groups.items():
            time = self._time_of(outer, columns)
            events = self._events_beside(outer, columns, time) if time is not None else ()
            if time is not None and events:
                amount = next((at for at in columns if budget_column(self.keys[at]) in _AMOUNTS), None)
                yield _Pair(time, events, amount, tense_of_title(outer[-1]) if outer else None)

    def _time_of(self, outer: tuple[str, ...], columns: Sequence[int]) -> int | None:
        """The column of times of a group; in a list of projects their periods are none."""
        time = next((at for at in columns if self.keys[at] in TIME_COLUMNS), None)
        if outer:
            return time
        if self.scheduled:
            return time if time is not None else next((at for at in columns if self._holds_times(at)), None)
        of_projects = any(self.keys[at] in PROJECT_COLUMNS for at in columns)
        return None if time is None or (of_projects and self.keys[time].endswith(PROJECT_TIME_ENDING)) else time

    def _events_beside(self, outer: tuple[str, ...], columns: Sequence[int], time: int) -> tuple[int, ...]:
        """The columns that say what happens at a time; in a plan the labels of the rows may."""
        events = tuple(at for at in columns if self.keys[at] in EVENT_COLUMNS and at != time)
        if events or outer or not self.scheduled:
            return events
        return tuple(at for at in range(self.labels) if at != time and self.keys[at] not in NUMBER_COLUMN_WORDS)[-1:]

    def _holds_times(self, column: int) -> bool:
        cells = [text for row in self.table.table.rows if (text := fold(self.text(row, column)).strip())]
        return bool(cells) and all(is_period(text) for text in cells)

    def _read_pair(self, at: int, row: Row, pair: _Pair, months: bool) -> Iterator[Milestone]:
        time = self.text(row, pair.time).replace("\n", " ").strip()
        try:
            when = parse_period(time, self.year, months=months) if time else None
        except UnreadablePeriod:
            when = None
        if when is None:
            return
        items = [(item, column) for column in pair.events for item in _happenings(self.text(row, column))]
        if not items:
            return
        amount = self._amount(at, pair.amount) if pair.amount is not None and len(items) == 1 else NO_WON
        project = self._named(row, PROJECT_COLUMNS) or self.place.project
        for item, column in items:
            counted = cell_kind(item) is CellKind.VALUE
            yield self.build(at, column, when, f"{project}: {item}" if counted and project else item, pair.tense, amount)
        for column in (pair.time, *pair.events):
            self._claim(at, row, column)

    # --- a time among the items of a cell ------------------------------------------------------------------------------------

    def read_told_times(self) -> Iterator[Milestone]:
        """The times that cells tell, under a key of their own, of what the row's label names."""
        for at, row in enumerate(self.table.table.rows):
            label = row.labels[-1] if row.labels else ""
            if self.tense is None or not _WORD.search(label):
                continue
            for column, cell in enumerate(self.table.grid.rows[at].cells[self.labels :], self.labels):
                for when in self._told_times(cell) if (self.number, at, column) not in self.used else ():
                    yield self.build(at, column, when, label, None)

    def _told_times(self, cell: GridCell) -> Iterator[Period]:
        manner = self.tense.manner if self.tense else Manner.MENTIONED
        for passage, _ in cell_passages(cell) if ":" in cell.text else ():
            for activity in find_activities(passage.text, passage.printed, self.year, manner):
                if activity.key and not activity.what:
                    yield activity.when

    def _amount(self, at: int, column: int) -> Won:
        """The amount of a cell that prints its unit, or has its column's or its table's; None where no unit is in reach."""
        own = self.table.table.columns[column - self.labels].unit if column >= self.labels else None
        unit = parse_unit(own) if own else self.table.unit
        try:
            amount = parse_amount(fold(self.text(self.table.table.rows[at], column)), unit if unit and unit.money else Unit("", ""))
        except UnreadableQuantity:
            return NO_WON
        return Won(amount.won, self.table.at(at, column)) if amount else NO_WON


_UNKNOWN: Final = Tense(Manner.MENTIONED, None)


def _is_doing(text: str) -> bool:
    """Whether a cell holds words, and no figure, dash or time."""
    folded = fold(text).strip()
    if not _WORD.search(folded) or label_key(folded) in NOTHING_WORDS:
        return False
    return cell_kind(folded) is CellKind.TEXT and not folded[:1].isdigit()


def _is_mark(text: str) -> bool:
    """Whether a cell holds a bar, dot or arrow and no words."""
    return bool(text.strip()) and not any(letter.isalnum() for letter in text) and cell_kind(text) is CellKind.TEXT


def _happenings(text: str) -> list[str]:
    """The items of a cell that says what happens; a cell that is only a figure counts it."""
    if cell_kind(text) is CellKind.VALUE:
        return [text.strip()]
    return [item for item in split_items(text) if label_key(item) not in NOTHING_WORDS]


def split_items(text: str) -> list[str]:
    """The items of a cell: by their marks, else the whole cell.

    >>> split_items("▸ 민생현장 ▸ 해빙기 안전점검"), split_items("·시스템 구축 ·온·오프라인 교육"), split_items("설계와 발주")
    (['민생현장', '해빙기 안전점검'], ['시스템 구축', '온·오프라인 교육'], ['설계와 발주'])
    """
    whole = " ".join(text.split()).strip("←→ ")
    marks = list(_ITEM.finditer(fold(whole)))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(whole)]
    pieces = [whole[start:end].strip(" ,") for start, end in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if _WORD.search(piece)]
