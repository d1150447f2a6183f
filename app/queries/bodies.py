"""Governments, bureaus and departments: which are known, and what is known of one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from app.models.facts import BodyLevel, Duty, Fact, Headcount, Measure, Organisation, Project
from app.models.names import name_key
from app.models.responses import BodyItem, HeadcountSummary, Profile, ProjectName, TrendPoint
from app.queries.budget import find_trend
from app.queries.listing import Key, Listing, short_key
from app.queries.names import expand_governments, find_government, require_department
from app.storage.port import CatalogueEntry, FactQuery, ReportStore

_LEVELS: Final[Mapping[str, Literal["government", "bureau", "department"]]] = {
    "government": "government",
    "bureau": "bureau",
    "department": "department",
}
_INDICATORS_SHOWN: Final = 1000


async def find_bodies(
    store: ReportStore,
    kinds: Sequence[str],
    *,
    text: str | None = None,
    governments: Sequence[str] = (),
    years: Sequence[tuple[int, int]] = (),
    after: Key | None = None,
    limit: int = 100,
) -> Listing[BodyItem]:
    """Bodies of some kinds (`government`, `bureau`, `department`) by government, name and level."""
    wanted = {name_key(name) for name in await expand_governments(store, governments)}
    words = [name_key(word) for word in (text or "").split()]
    named: dict[Key, list[CatalogueEntry]] = defaultdict(list)
    for entry in await store.find_catalogue(kinds):
        key = name_key(entry.name)
        if (wanted and name_key(entry.government or "") not in wanted) or not all(word in key for word in words):
            continue
        if not years or any(first <= year <= last for first, last in years for year in entry.years):
            named[short_key(entry.government or ""), short_key(key), entry.kind].append(entry)
    keys = sorted(key for key in named if after is None or key > after)
    items = tuple(_build_body(named[key]) for key in keys[:limit])
    return Listing(items, len(named), keys[limit - 1] if len(keys) > limit else None)


def _build_body(entries: Sequence[CatalogueEntry]) -> BodyItem:
    facts: Counter[str] = Counter()
    for entry in entries:
        facts.update(entry.facts)
    return BodyItem(
        name=entries[0].name,
        level=_LEVELS[entries[0].kind],
        government=entries[0].government,
        fiscal_years=tuple(sorted({year for entry in entries for year in entry.years})),
        facts=dict(sorted(facts.items())),
    )


async def find_whole_government(store: ReportStore, name: str, query: FactQuery) -> FactQuery:
    """`query` narrowed to the figures of a government as a whole. Raises GovernmentNotFound."""
    return replace(query, governments=(await find_government(store, name),), whole_government=True)


@dataclass(slots=True)
class _Gathered:
    """What is being gathered of one body while its facts go by, newest year first."""

    years: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    bureau: str | None = None
    level: Literal["bureau", "department"] = "bureau"
    teams: dict[str, str] = field(default_factory=dict)
    duties: list[Duty] = field(default_factory=list)
    headcounts: list[Headcount] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    indicators: dict[str, None] = field(default_factory=dict)


async def find_profiles(
    store: ReportStore,
    name: str,
    *,
    governments: Sequence[str] = (),
    years: tuple[tuple[int, int], ...] = (),
    after: Key | None = None,
    limit: int = 100,
) -> Listing[Profile]:
    """What is known of the bodies of one name, government by government. Raises DepartmentNotFound."""
    wanted = await expand_governments(store, governments)
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    async for fact in store.stream_facts(FactQuery(body=name, governments=wanted, fiscal_years=years)):
        _gather(gathered[fact.government or ""], name, fact)
    if not gathered:
        await require_department(store, name, wanted)
    order = sorted(government for government in gathered if after is None or (government,) > after)
    shown = order[:limit]
    profiles = [await _build_profile(store, name, government or None, gathered[government]) for government in shown]
    return Listing(tuple(profiles), len(gathered), (shown[-1],) if len(order) > limit else None)


def _gather(body: _Gathered, name: str, fact: Fact) -> None:
    body.counts[fact.kind] += 1
    if fact.fiscal_year is not None:
        body.years.add(fact.fiscal_year)
    if fact.department is not None:
        body.level = "department"
        body.bureau = body.bureau or fact.bureau
    if isinstance(fact, Organisation) and fact.level is BodyLevel.TEAM:
        body.teams.setdefault(name_key(fact.name), fact.name)
    elif isinstance(fact, Duty) and _is_newest(body.duties, fact):
        body.duties.append(fact)
        if name_key(fact.unit) != name_key(name):
            body.teams.setdefault(name_key(fact.unit), fact.unit)
    elif isinstance(fact, Headcount) and _is_newest(body.headcounts, fact):
        body.headcounts.append(fact)
    elif isinstance(fact, Project) and _is_newest(body.projects, fact):
        body.projects.append(fact)
    elif fact.kind == "indicator" and len(body.indicators) < _INDICATORS_SHOWN:
        body.indicators.setdefault(fact.name)


def _is_newest(gathered: Sequence[Fact], fact: Fact) -> bool:
    """Facts come newest year first: what the first report of its kind states is the newest."""
    return not gathered or gathered[0].report_id == fact.report_id


async def _build_profile(store: ReportStore, name: str, government: str | None, body: _Gathered) -> Profile:
    return Profile(
        name=name,
        level=body.level,
        government=government,
        bureau=body.bureau,
        fiscal_years=tuple(sorted(body.years)),
        facts=dict(sorted(body.counts.items())),
        teams=tuple(body.teams.values()),
        duties=tuple(body.duties),
        headcount=summarise_headcount(body.headcounts),
        budget=await _newest_point(store, name, government),
        projects=tuple(_name_project(project) for project in body.projects),
        indicators=tuple(sorted(body.indicators)),
    )


async def _newest_point(store: ReportStore, name: str, government: str | None) -> TrendPoint | None:
    governments = (government,) if government else ()
    trend = await find_trend(store, FactQuery(kinds=("budget_line",), body=name, governments=governments))
    return next((point for point in trend.items if point.government == government), None)


def summarise_headcount(facts: Iterable[Headcount]) -> HeadcountSummary | None:
    """Posts and people in all: the newest figures without a grade, of the category that holds all others."""
    totals = [fact for fact in facts if fact.grade is None]
    if not totals:
        return None
    newest = max(totals, key=lambda fact: (fact.as_of or "", abs(fact.persons)))
    same = {fact.measure: fact.persons for fact in totals if (fact.category, fact.as_of) == (newest.category, newest.as_of)}
    return HeadcountSummary(
        fiscal_year=newest.fiscal_year,
        as_of=newest.as_of,
        authorised=same.get(Measure.AUTHORISED),
        actual=same.get(Measure.ACTUAL),
        variance=same.get(Measure.VARIANCE),
        report_id=newest.report_id,
        span=newest.span,
    )


def _name_project(fact: Project) -> ProjectName:
    return ProjectName(
        title=fact.title,
        team=fact.team,
        fiscal_year=fact.fiscal_year,
        budget_won=fact.budget_won,
        report_id=fact.report_id,
        span=fact.span,
    )
