"""Governments, bureaus and departments: which are known, and what is known of one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from app.models.facts import BodyLevel, Duty, Fact, Headcount, Indicator, Measure, Organisation, Project
from app.models.names import name_key
from app.models.responses import BodyItem, HeadcountSummary, Profile, ProjectName
from app.queries.budget import find_trend
from app.queries.lineage import find_lineage
from app.queries.listing import Key, Listing, short_key
from app.queries.names import expand_governments, find_government, require_department
from app.storage.port import CatalogueEntry, FactQuery, ReportStore

_LEVELS: Final[Mapping[str, Literal["government", "bureau", "department"]]] = {
    "government": "government",
    "bureau": "bureau",
    "department": "department",
}


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


_PROFILE_KINDS: Final = ("organisation", "duty", "headcount", "project")


@dataclass(slots=True)
class _Gathered:
    """What is being gathered of one body while its facts go by, newest year first."""

    teams: dict[str, str] = field(default_factory=dict)
    duties: list[Duty] = field(default_factory=list)
    headcounts: list[Headcount] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)


async def find_profiles(
    store: ReportStore, name: str, *, governments: Sequence[str] = (), after: Key | None = None, limit: int = 100
) -> Listing[Profile]:
    """What is known of the bodies of one name, government by government. Raises DepartmentNotFound."""
    wanted = {name_key(one) for one in await expand_governments(store, governments)}
    known: dict[str, list[CatalogueEntry]] = defaultdict(list)
    for entry in await store.find_catalogue(("department", "bureau")):
        if name_key(entry.name) == name_key(name) and (not wanted or name_key(entry.government or "") in wanted):
            known[entry.government or ""].append(entry)
    if not known:
        await require_department(store, name, tuple(wanted))
    order = sorted(government for government in known if after is None or (short_key(government),) > after)
    profiles = [await _build_profile(store, name, known[government]) for government in order[:limit]]
    return Listing(tuple(profiles), len(known), (short_key(order[limit - 1]),) if len(order) > limit else None)


async def _build_profile(store: ReportStore, name: str, entries: Sequence[CatalogueEntry]) -> Profile:
    first = entries[0]
    facts: Counter[str] = Counter()
    for entry in entries:
        facts.update(entry.facts)
    own = FactQuery(body=name, governments=(first.government,) if first.government else ())
    body = _Gathered()
    async for fact in store.stream_facts(replace(own, kinds=_PROFILE_KINDS)):
        if fact.government == first.government:
            _gather(body, name, fact)
    trend = await find_trend(store, replace(own, kinds=("budget_line",)))
    return Profile(
        name=first.name,
        level="department" if first.kind == "department" else "bureau",
        government=first.government,
        bureau=first.bureau,
        fiscal_years=tuple(sorted({year for entry in entries for year in entry.years})),
        facts=dict(sorted(facts.items())),
        teams=tuple(body.teams.values()),
        duties=tuple(body.duties),
        headcount=summarise_headcount(body.headcounts),
        budget=next((point for point in trend.items if point.government == first.government), None),
        projects=tuple(map(_name_project, body.projects)),
        indicators=await _find_newest_indicators(store, own, first.government),
        relatives=(await find_lineage(store, name, (first.government,))).relatives if first.government else (),
    )


def _gather(body: _Gathered, name: str, fact: Fact) -> None:
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


def _is_newest(gathered: Sequence[Fact], fact: Fact) -> bool:
    """Facts come newest year first: what the first report of its kind states is the newest."""
    return not gathered or gathered[0].report_id == fact.report_id


async def _find_newest_indicators(store: ReportStore, own: FactQuery, government: str | None) -> tuple[str, ...]:
    """The names of the indicators of the newest year that has any."""
    newest = await store.find_facts(replace(own, kinds=("indicator",), limit=1))
    year = newest.items[0].fiscal_year if newest.items else None
    if year is None:
        return ()
    names: dict[str, None] = {}
    async for fact in store.stream_facts(replace(own, kinds=("indicator",), fiscal_years=((year, year),))):
        if isinstance(fact, Indicator) and fact.government == government:
            names.setdefault(fact.name)
    return tuple(sorted(names))


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
