"""Projects (사업) with what the report says of each.

How they look: a numbered heading in a chapter of projects, with its team beside it or in a list of projects, and below it
parts: 사업개요, 추진실적, 향후계획, 기대효과, 예산현황. Budget, spending and period stand as items (`소요예산 : 135,000천원`), among other
figures of an item (`운영인원 : 141명, 예산집행액 : 137백만원`), or in a table of its own. A wide table of progress (추진상황표) prints
projects as rows, one row per step: amounts of its steps add up to what was spent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.models.facts import BudgetLine, FundingShare, Period, Project, Statement
from app.models.names import name_key
from app.models.outline import Row, Topic
from app.models.span import Spot, Spots, join_spans, name_spots
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.budget import read_budget_table
from app.parsers.labels import (
    NON_BUDGET_WORDS,
    PROJECT_FIELDS,
    PROJECT_LIST_NUMBER,
    PROJECT_LIST_TEAM,
    PROJECT_LIST_TITLE,
    funding_tier,
    is_total,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import Line, squeeze
from app.parsers.outline.passages import Passage, Unit, split_key
from app.parsers.outline.tree import Part
from app.parsers.places.reading import Place, Reading, find_fields
from app.parsers.prose.statements import find_figures
from app.parsers.tables.table import ReadTable
from app.parsers.values.digits import UnreadableQuantity
from app.parsers.values.periods import UnreadablePeriod, find_periods, parse_period
from app.parsers.values.quantities import Amount, find_quantities, parse_amount, parse_unit
from app.parsers.values.quantities import Unit as MoneyUnit

_SECTIONS: Final[Mapping[Topic, str]] = {
    Topic.OVERVIEW: "overview",
    Topic.PLAN: "plans",
    Topic.SCHEDULE: "plans",
    Topic.RESULTS: "results",
    Topic.EFFECTS: "effects",
}


@dataclass(slots=True)
class _Draft:
    """What is gathered of one project."""

    goal: str | None = None
    period: Period | None = None
    budget_won: int | None = None
    executed_won: int | None = None
    funding: tuple[FundingShare, ...] = ()
    at: dict[str, Spots] = field(default_factory=dict)
    line: BudgetLine | None = None
    non_budget: bool = False
    statements: dict[str, list[Statement]] = field(
        default_factory=lambda: {name: [] for name in ("overview", "plans", "results", "effects")}
    )


def read_projects(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every project under a heading, and every project that only a table of progress names."""
    teams = _listed_teams(reading)
    tables: dict[int, list[tuple[int, ReadTable]]] = {}
    for number, table in enumerate(reading.tables):
        tables.setdefault(id(table.part), []).append((number, table))
    below = _places_below(reading)
    projects = [_read_project(reading, place, below[id(place.part)], tables, teams) for place in reading.places if place.is_project]
    return Extraction((*projects, *_progress_projects(reading)))


def _places_below(reading: Reading) -> Mapping[int, list[Place]]:
    """For each project its own sections: those below it that are not below another project inside it."""
    own: dict[int, list[Place]] = {id(place.part): [] for place in reading.places if place.is_project}
    for place in reading.places:
        nearest = next((part for part in (place.part, *reversed(place.parents)) if id(part) in own), None)
        if nearest is not None:
            own[id(nearest)].append(place)
    return own


def _read_project(
    reading: Reading, place: Place, below: Sequence[Place], tables: Mapping[int, Sequence[tuple[int, ReadTable]]], teams: Mapping[str, str]
) -> Project:
    draft = _Draft(goal=_goal(place))
    for section in below:
        _gather_statements(section, place, draft)
        _gather_fields(reading, section, draft)
        for number, table in tables.get(id(section.part), ()):
            _gather_budget(reading, number, table, draft)
    part = place.part
    heading = join_spans(reading.lines[at].span for at in part.heading_lines)
    line = draft.line
    common = reading.common(part, heading)
    common["at"] = _spots(draft)
    team = part.team or teams.get(name_key(part.title)) or teams.get(f"#{_chapter(place)}#{part.number}")
    return Project(
        id="",
        **common,
        number=part.number,
        title=part.title,
        team=team,
        parent=place.parents[-1].title if len(place.parents) > 2 else None,
        goal=draft.goal,
        period=draft.period,
        budget_won=line.budget_won if line and line.budget_won is not None else draft.budget_won,
        executed_won=line.executed_won if line and line.executed_won is not None else draft.executed_won,
        rate_percent=line.rate_percent if line else None,
        funding=(line.funding if line else ()) or draft.funding,
        non_budget=draft.non_budget,
        overview=tuple(draft.statements["overview"]),
        plans=tuple(draft.statements["plans"]),
        results=tuple(draft.statements["results"]),
        effects=tuple(draft.statements["effects"]),
    )


_OF_LINE: Final = ("budget_won", "executed_won", "rate_percent", "funding")


def _spots(draft: _Draft) -> dict[str, Spot]:
    """Where the project's figures are printed: those of its budget line in that row, the others where they are stated."""
    lined = {name: spot for name, spot in draft.line.at.items() if name.startswith(_OF_LINE)} if draft.line else {}
    fields = {name.split(".")[0] for name in lined}
    return {name: spot for name, spot in name_spots(draft.at).items() if name.split(".")[0] not in fields} | lined


def _chapter(place: Place) -> str:
    return place.parents[1].title if len(place.parents) > 1 else ""


def _goal(place: Place) -> str | None:
    """What is printed right under the title, before the first part: why the project is done."""
    texts = [unit.passage.printed for unit in place.units if unit.kind in ("paragraph", "item") and not unit.depth]
    if any(split_key(text)[0] for text in texts):
        texts = texts[: next(at for at, text in enumerate(texts) if split_key(text)[0])]
    stated = next((value for name, _, value in find_fields(place.units) if name == "goal"), None)
    return stated or (" ".join(texts[:3]) if texts and place.part.children else None)


# --- what its parts say -----------------------------------------------------------------------------------------------------


def _gather_statements(section: Place, project: Place, draft: _Draft) -> None:
    """File each item under what its section is about; an item such as `추진실적` without a value opens a part of its own."""
    default = next(
        (
            found
            for part in (section.part, *reversed(section.parents))
            if part is not project.part and (found := _section_of(part)) and not _is_outside(part, project)
        ),
        None,
    )
    heading: tuple[int, str] | None = None
    for unit in section.units:
        if unit.kind not in ("item", "note", "paragraph"):
            continue
        if heading and unit.depth <= heading[0] and unit.kind == "item":
            heading = None
        opened = (
            _SECTIONS.get(topic_of(unit.passage.text))
            if unit.kind == "item" and len(unit.passage.text) <= 12 and ":" not in unit.passage.text
            else None
        )
        if opened:
            heading = (unit.depth, opened)
            continue
        where = (
            heading[1]
            if heading
            else default or ("overview" if section.part is project.part or section.part.family > project.part.family else None)
        )
        if where and not (section.part is project.part and unit.kind == "paragraph"):
            key, value = split_key(unit.passage.printed)
            draft.statements[where].append(Statement(unit.passage.printed, unit.passage.span(), key, value))


def _section_of(part: Part) -> str | None:
    return _SECTIONS.get(topic_of(part.title))


def _is_outside(part: Part, project: Place) -> bool:
    return part in project.parents


def _gather_fields(reading: Reading, section: Place, draft: _Draft) -> None:
    for stated in _stated_fields(reading, section):
        if stated.field == "budget" and draft.budget_won is None:
            _take_budget(stated, draft)
            _take_funding(stated, draft, reading.is_city)
        elif stated.field == "executed" and draft.executed_won is None:
            _take_executed(stated, draft)
        elif stated.field == "period" and draft.period is None and not stated.depth:
            draft.period = _stated_period(stated.value, reading.year)
    for unit in section.units:
        if unit.kind == "item" and ("," in unit.passage.text or "예산" in unit.passage.text):
            _gather_clauses(unit, draft)


class _Stated(NamedTuple):
    """A field of a project as a heading or an item states it: its value begins at letter `begin` of what prints it."""

    field: str
    value: str
    depth: int
    source: Line | Passage
    begin: int

    def at(self, first: int, last: int) -> Spots:
        """Where a part of the value is printed."""
        return self.source.at(self.begin + first, self.begin + last)


def _stated_fields(reading: Reading, section: Place) -> Iterator[_Stated]:
    """What a section states of the project: in its heading (`□ 소요예산 : 45백만원`) and in its items, with their depth."""
    own, value = PROJECT_FIELDS.get(label_key(section.part.title)), section.part.value
    if own and value:
        line = reading.lines[section.part.first]
        yield _Stated(own, value, 0, line, line.raw.rfind(value))
    for name, unit, told in find_fields(section.units):
        yield _Stated(name, told, unit.depth, unit.passage, unit.passage.printed.rfind(told))


def _take_budget(stated: _Stated, draft: _Draft) -> None:
    draft.budget_won, draft.at["budget_won"] = _won(stated)


def _take_executed(stated: _Stated, draft: _Draft) -> None:
    draft.executed_won, draft.at["executed_won"] = _won(stated)


def _gather_clauses(unit: Unit, draft: _Draft) -> None:
    """Fields that stand behind a comma of an item: `운영인원 : 141명(월평균 28명), 예산집행액 : 137백만원`."""
    begin = 0
    for number, clause in enumerate(unit.passage.text.split(", ")):
        key, value = split_key(clause) if number else (None, None)
        name = PROJECT_FIELDS.get(label_key(key)) if key else None
        if name and value:
            stated = _Stated(name, value, unit.depth, unit.passage, begin + clause.rfind(value))
            if name == "executed" and draft.executed_won is None:
                _take_executed(stated, draft)
            elif name == "budget" and draft.budget_won is None:
                _take_budget(stated, draft)
        begin += len(clause) + len(", ")


def _won(stated: _Stated) -> tuple[int | None, Spots]:
    """The first amount of money that a value states, and where it is printed."""
    found = next((found for found in find_quantities(fold(stated.value)) if found.unit == "원"), None)
    return (int(found.value), stated.at(found.start, found.end)) if found else (None, ())


_WHOLE_PAYER: Final = re.compile(r"[^()]*\(\s*(?P<payer>[가-힣·]{1,8})(?:\s?100%)?\s*\)")


def _take_funding(stated: _Stated, draft: _Draft, city: bool) -> None:
    shares = _stated_funding(stated.value, draft.budget_won, city)
    draft.funding = tuple(share for share, _ in shares)
    for number, (_, place) in enumerate(shares):
        draft.at[f"funding.{number}"] = stated.at(*place) if place else draft.at["budget_won"]


def _stated_funding(value: str, won: int | None, city: bool) -> list[tuple[FundingShare, tuple[int, int] | None]]:
    """Who pays, out of a stated budget: `150백만원(군비)` names one payer, `(국비 9,250, 도비 2,775 …)` what each pays.

    Beside each share the place of its figure in the value; None where it is the budget itself.
    """
    text = fold(value)
    whole = _WHOLE_PAYER.match(text)
    tier = funding_tier(whole["payer"], city) if whole else None
    if whole and tier and won is not None:
        return [(FundingShare(whole["payer"], tier, won), None)]
    return [
        (FundingShare(figure.label, tier, int(figure.value)), (figure.start, figure.end))
        for figure in find_figures(text)
        if figure.unit == "원" and figure.label and (tier := funding_tier(figure.label, city))
    ]


def _stated_period(value: str, year: int | None) -> Period | None:
    try:
        return parse_period(value, year)
    except UnreadablePeriod:
        found = find_periods(fold(value), year)
        first = found[0].period if found else None
        return Period(squeeze(value), first.first, first.last) if first else Period(squeeze(value)) if len(value) <= 30 else None


def _gather_budget(reading: Reading, number: int, table: ReadTable, draft: _Draft) -> None:
    """The project's own budget: the only row of a budget table below it, or its total."""
    if draft.line is not None:
        return
    lines = [fact for fact in read_budget_table(reading, number, table).facts if isinstance(fact, BudgetLine)]
    if len(lines) == 1 or (lines and is_total(lines[0].item)):
        draft.line = lines[0]
        draft.non_budget = any(text.replace(" ", "") in NON_BUDGET_WORDS for text in _cells(table, table.table.rows[0]))


# --- lists and tables of projects -----------------------------------------------------------------------------------------


def _column(table: ReadTable, words: frozenset[str]) -> int | None:
    """The column, label columns first, whose label is one of `words`."""
    return next((at for at, path in enumerate(table.grid.paths) if path and label_key(path[-1]) in words), None)


def _cells(table: ReadTable, row: Row) -> tuple[str, ...]:
    return (*row.labels, *(cell.printed for cell in row.cells))


def _listed_teams(reading: Reading) -> Mapping[str, str]:
    """Teams by the title, and by chapter and number, out of lists with a column of projects and one of teams."""
    teams: dict[str, str] = {}
    for table in reading.tables:
        title, team = _column(table, PROJECT_LIST_TITLE), _column(table, PROJECT_LIST_TEAM)
        if title is None or team is None:
            continue
        number = _column(table, PROJECT_LIST_NUMBER)
        place = reading.place_of[id(table.part)]
        chapter = next((part.title for part in (*place.parents[1:], place.part)), "")
        for row in table.table.rows:
            cells = _cells(table, row)
            name = squeeze(cells[team])
            if name:
                teams[name_key(cells[title])] = name
                if number is not None:
                    teams[f"#{chapter}#{cells[number].strip()}"] = name
    return teams


_PROGRESS: Final = {
    "title": PROJECT_LIST_TITLE,
    "period": frozenset(["사업기간", "추진기간"]),
    "budget": frozenset(["소요예산", "사업비", "예산액", "예산"]),
    "executed": frozenset(["집행금액", "집행액", "지출금액"]),
}


def _progress_projects(reading: Reading) -> Iterator[Project]:
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
    budget = next(iter(_amount(table, rows[0], columns["budget"])), None)
    period = first.cells[columns["period"] or 0].text
    return Project(
        id="",
        **reading.common(
            table.part,
            span,
            at={"executed_won": tuple(spot for _, spots in steps for spot in spots), "budget_won": budget[1] if budget else ()},
            source=table.source(rows[0]),
        ),
        number=None,
        title=squeeze(first.cells[columns["title"] or 0].text),
        period=_table_period(period, reading.year),
        budget_won=budget[0].won if budget else None,
        executed_won=sum(won for won, _ in steps) if steps else None,
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


def _unit_of(table: ReadTable, column: int) -> MoneyUnit:
    for row in table.grid.rows:
        text = fold(row.cells[column].text)
        if "원" in text:
            return parse_unit("".join(letter for letter in text if not (letter.isdigit() or letter in " ,.")))
    return table.unit or parse_unit("원")
