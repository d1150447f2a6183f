"""Projects (사업) with what the report says of each.

How they look: a numbered heading in a chapter of projects, with its team beside it or in a list of projects, and below it
parts: 사업개요, 추진실적, 향후계획, 기대효과, 예산현황. Budget, spending and period stand as items (`소요예산 : 135,000천원`), among other
figures of an item (`운영인원 : 141명, 예산집행액 : 137백만원`), or in a table of its own. Tables of projects are
read in `project_tables.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final, NamedTuple

from app.models.facts import BudgetLine, FundingShare, Period, Project, Statement
from app.models.outline import Topic
from app.models.span import Spot, Spots, join_spans, name_spots
from app.parsers.characters.normalise import fold
from app.parsers.facts import CellKey, Extraction
from app.parsers.facts.budget import read_budget_table
from app.parsers.facts.project_tables import (
    Lists,
    find_field_cells,
    listed_projects,
    progress_projects,
    quarters_total,
    read_lists,
    row_cells,
)
from app.parsers.labels import (
    BUDGET_WORD,
    NON_BUDGET_WORDS,
    PROJECT_FIELDS,
    WON,
    funding_tier,
    is_total,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import Line, squeeze
from app.parsers.outline.passages import Passage, TextUnit, split_key
from app.parsers.outline.tree import Part
from app.parsers.places.half_read import Place, Reading
from app.parsers.places.projects import find_fields
from app.parsers.prose.statements import find_figures
from app.parsers.tables.table import ReadTable
from app.parsers.values.periods import UnreadablePeriod, find_periods, parse_period
from app.parsers.values.quantities import find_quantities
from app.parsers.values.tokens import find_numbers

_SECTIONS: Final[Mapping[Topic, str]] = {
    Topic.OVERVIEW: "overview",
    Topic.PLAN: "plans",
    Topic.SCHEDULE: "plans",
    Topic.RESULTS: "results",
    Topic.EFFECTS: "effects",
}


_GOAL_LINES: Final = 3
_LONGEST_TITLE: Final = 12  # letters of an item that is a title


@dataclass(slots=True)
class _Draft:
    """What is gathered of one project."""

    goal: str | None = None
    period: Period | None = None
    budget_won: int | None = None
    executed_won: int | None = None
    quarters: tuple[int, Spots] | None = None
    funding: tuple[FundingShare, ...] = ()
    at: dict[str, Spots] = field(default_factory=dict)
    line: BudgetLine | None = None
    non_budget: bool = False
    statements: dict[str, list[Statement]] = field(
        default_factory=lambda: {name: [] for name in ("overview", "plans", "results", "effects")}
    )


def read_projects(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every project under a heading, and every project that only a table of progress names."""
    lists = read_lists(reading)
    tables: dict[int, list[tuple[int, ReadTable]]] = {}
    for number, table in enumerate(reading.tables):
        tables.setdefault(id(table.part), []).append((number, table))
    below = _places_below(reading)
    projects = [_read_project(reading, place, below[id(place.part)], tables, lists) for place in reading.places if place.is_project]
    return Extraction((*projects, *listed_projects(reading, lists), *progress_projects(reading)))


def _places_below(reading: Reading) -> Mapping[int, list[Place]]:
    """For each project its own sections: those below it that are not below another project inside it."""
    own: dict[int, list[Place]] = {id(place.part): [] for place in reading.places if place.is_project}
    for place in reading.places:
        nearest = next((part for part in (place.part, *reversed(place.parents)) if id(part) in own), None)
        if nearest is not None:
            own[id(nearest)].append(place)
    return own


def _read_project(
    reading: Reading, place: Place, below: Sequence[Place], tables: Mapping[int, Sequence[tuple[int, ReadTable]]], lists: Lists
) -> Project:
    draft = _Draft(goal=_goal(place))
    for section in below:
        _gather_statements(section, place, draft)
        _gather_fields(reading, section, draft)
        for number, table in tables.get(id(section.part), ()):
            _gather_budget(reading, number, table, draft)
    if draft.quarters is not None:
        # What a table prints for the year goes before what a text states: that may be of all years together.
        draft.budget_won, draft.at["budget_won"] = draft.quarters
    part = place.part
    heading = join_spans(reading.lines[at].span for at in part.heading_lines)
    line = draft.line
    common = reading.common(part, heading)
    common["at"] = _spots(draft)
    return Project(
        id="",
        **common,
        number=part.number,
        title=part.title,
        team=part.team or lists.team_of(reading, place),
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


def _goal(place: Place) -> str | None:
    """What is printed right under the title, before the first part: why the project is done."""
    stated = next((value for name, _, value in find_fields(place.units) if name == "goal"), None)
    if stated or not place.part.children:
        return stated
    texts = (unit.passage.printed for unit in place.units if unit.kind in ("paragraph", "item") and not unit.depth)
    first = list(islice(takewhile(lambda text: not split_key(text)[0], texts), _GOAL_LINES))
    return " ".join(first) or None


# --- what its parts say -----------------------------------------------------------------------------------------------------


def _gather_statements(section: Place, project: Place, draft: _Draft) -> None:
    """File each item under what its section is about; an item such as `추진실적` without a value opens a part of its own."""
    default = _default_part(section, project)
    heading: tuple[int, str] | None = None
    for unit in section.units:
        if unit.kind not in ("item", "note", "paragraph"):
            continue
        if heading and unit.kind == "item" and unit.depth <= heading[0]:
            heading = None
        opened = _part_opened(unit)
        if opened:
            heading = (unit.depth, opened)
            continue
        where = heading[1] if heading else default
        if where and not (section.part is project.part and unit.kind == "paragraph"):
            key, value = split_key(unit.passage.printed)
            draft.statements[where].append(Statement(unit.passage.printed, unit.passage.span(), key, value))


def _default_part(section: Place, project: Place) -> str | None:
    """Where the items of a section are filed: by the nearest title that says so, else with what the project is."""
    own = (part for part in (section.part, *reversed(section.parents)) if part is not project.part and part not in project.parents)
    found = next((part for one in own if (part := _section_of(one))), None)
    inner = section.part is project.part or section.part.family > project.part.family
    return found or ("overview" if inner else None)


def _part_opened(unit: TextUnit) -> str | None:
    """The part of a project that an item opens: a short title without a value."""
    text = unit.passage.text
    return _SECTIONS.get(topic_of(text)) if unit.kind == "item" and len(text) <= _LONGEST_TITLE and ":" not in text else None


def _section_of(part: Part) -> str | None:
    return _SECTIONS.get(topic_of(part.title))


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
        if unit.kind == "item" and ("," in unit.passage.text or BUDGET_WORD in unit.passage.text):
            _gather_clauses(unit, draft)
    if draft.executed_won is None and _section_of(section.part) == "results":
        for stated in filter(None, map(_spent_on, section.units)):
            _take_executed(stated, draft)
            break


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


def _gather_clauses(unit: TextUnit, draft: _Draft) -> None:
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


def _spent_on(unit: TextUnit) -> _Stated | None:
    """What a result without a name was spent: `1,250명/62,500천원` says on how many, and how much."""
    numbers = find_numbers(unit.passage.text)[:2] if unit.kind == "item" else ()
    if len(numbers) < 2 or numbers[0].start or numbers[0].unit in (None, WON) or numbers[1].unit != WON:
        return None
    count, money = numbers
    joined = unit.passage.text[count.end : money.start].strip() == "/"
    return _Stated("executed", unit.passage.printed[money.start : money.end], unit.depth, unit.passage, money.start) if joined else None


def _won(stated: _Stated) -> tuple[int | None, Spots]:
    """The first amount of money that a value states, and where it is printed."""
    found = next((found for found in find_quantities(fold(stated.value)) if found.unit == WON), None)
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
        if figure.unit == WON and figure.label and (tier := funding_tier(figure.label, city))
    ]


def _stated_period(value: str, year: int | None) -> Period | None:
    try:
        return parse_period(value, year)
    except UnreadablePeriod:
        found = find_periods(fold(value), year)
        first = found[0].period if found else None
        return Period(squeeze(value), first.first, first.last) if first else Period(squeeze(value)) if len(value) <= 30 else None


def _gather_budget(reading: Reading, number: int, table: ReadTable, draft: _Draft) -> None:
    """The project's own budget: the only row of a budget table below it, or its total; the total of its quarters; its only cells."""
    if draft.quarters is None:
        draft.quarters = quarters_total(table)
    for name, won, spots in find_field_cells(table):
        if name == "budget" and draft.budget_won is None:
            draft.budget_won, draft.at["budget_won"] = won, spots
        elif name == "executed" and draft.executed_won is None:
            draft.executed_won, draft.at["executed_won"] = won, spots
    if draft.line is not None:
        return
    lines = [fact for fact in read_budget_table(reading, number, table).facts if isinstance(fact, BudgetLine)]
    if len(lines) == 1 or (lines and is_total(lines[0].item)):
        draft.line = lines[0]
        draft.non_budget = any(text.replace(" ", "") in NON_BUDGET_WORDS for text in row_cells(table, table.table.rows[0]))
