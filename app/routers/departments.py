"""Departments, offices and bureaus: `{name}` matches whatever its spacing and Unicode form.

The same name in several governments gives all of them, told apart by `government`.
"""

from functools import partial
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request
from starlette.responses import Response

from app.formats.tables import model_table
from app.models.facts import AuditItem, Duty, Facility, Headcount, Indicator, Milestone, Project, Vehicle
from app.models.kinds import KIND_NAMES
from app.models.lineage import Followed
from app.models.responses import BodyItem, DepartmentBudget, DepartmentHeadcount, DepartmentTrend, Page, Profile, TrendPoint
from app.queries import FactQuery, Scope, budget
from app.queries.bodies import find_bodies, find_profiles
from app.queries.lineage import find_lineage
from app.routers.answers import answer_list, answer_page, list_members
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.exports import Export, answer_facts, answer_list_as, answer_names, export_facts
from app.routers.negotiation import note_state
from app.routers.parameters import (
    AnyFactParameters,
    AuditParameters,
    BodyParameters,
    DepartmentBudgets,
    DepartmentHeadcounts,
    GovernmentFilter,
    IndicatorParameters,
    MilestoneParameters,
    Name,
    PageParameters,
    PlainParameters,
    ProjectParameters,
    VehicleParameters,
    WordsFilter,
    YearParameters,
)

router = make_router("부서 · departments")

_LISTED: Final[dict[int | str, dict[str, Any]]] = {**NAMED, **LISTED}


class DepartmentsParameters(YearParameters, GovernmentFilter, WordsFilter):
    """Which departments and bureaus."""

    level: Literal["bureau", "department"] | None = None


@router.get("/departments", response_model=Page[BodyItem], responses=LISTED, summary="부서 목록 · List departments")
async def list_departments(request: Request, store: Store, wanted: Annotated[DepartmentsParameters, Query()]) -> Response:
    """부서와 국의 이름, 회계연도, 사실의 수. Departments and bureaus with their years and how many facts there are of each kind."""
    kinds = (wanted.level,) if wanted.level else ("bureau", "department")
    find = partial(find_bodies, store, kinds, text=wanted.q, governments=wanted.government, years=wanted.years())
    return await answer_names(request, wanted, find, Page[BodyItem], "부서 목록")


class ProfileParameters(PageParameters, GovernmentFilter):
    """Which governments' body of that name."""


@router.get("/departments/{name}", response_model=Page[Profile], responses=NAMED, summary="부서 개요 · Profile of a department")
async def show_department(request: Request, store: Store, name: Name, wanted: Annotated[ProfileParameters, Query()]) -> Response:
    """팀, 업무, 최근 인력과 예산, 사업, 지표. Teams, duties, the latest head count and budget, projects and indicators."""
    found = await find_profiles(store, name, governments=wanted.government, after=wanted.after(request), limit=wanted.limit)
    return answer_page(request, found, Page[Profile])


@router.get("/departments/{name}/budget", response_model=DepartmentBudget, responses=_LISTED, summary="부서 예산 · Budget of a department")
async def show_budget(request: Request, store: Store, name: Name, wanted: Annotated[DepartmentBudgets, Query()]) -> Response:
    """표마다 한 묶음으로, 회계연도가 새로운 것부터. Statement by statement, newest fiscal year first; pages count statements."""
    scopes, followed = await _follow(request, store, name, wanted)
    query = wanted.query(request, governments=wanted.government, body=name, scopes=scopes)

    async def show() -> Response:
        found = await budget.find_department_budget(store, query)
        members = list_members(request, found)
        return answer_list(request, DepartmentBudget(department=name, statements=found.items, **members, lineage=followed))

    return await answer_list_as(request, wanted, export_facts(store, wanted, query, f"{name} 예산"), show)


@router.get(
    "/departments/{name}/budget/trend", response_model=DepartmentTrend, responses=_LISTED, summary="예산 추이 · Budget over the years"
)
async def show_trend(request: Request, store: Store, name: Name, wanted: Annotated[BodyParameters, Query()]) -> Response:
    """회계연도마다 대표 표의 총액 하나. One point a fiscal year: the department's headline statement.

    The headline is found by these rules, for each government and fiscal year: (1) only expenditure, and no tables of a single project;
    (2) the whole of a statement is the outermost of the department's own lines, or, of several, the one that is called a total or bears
    the department's name;
    (3) a whole of less than half of the year's largest is passed over; (4) the latest as-of date counts, then the larger budget.
    With `lineage=true` each of its names has points of its own: what was two departments is never added up.
    """
    scopes, followed = await _follow(request, store, name, wanted)
    query = FactQuery(
        kinds=("budget_line",),
        body=name,
        scopes=scopes,
        governments=wanted.government,
        fiscal_years=wanted.years(),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    trend = Export(
        model_table(TrendPoint),
        f"{name} 예산 추이",
        page=lambda: budget.find_trend(store, query),
        everything=lambda: budget.stream_trend(store, query),
    )

    async def show() -> Response:
        found = await trend.page()
        members = list_members(request, found)
        return answer_list(request, DepartmentTrend(department=name, points=found.items, **members, lineage=followed))

    return await answer_list_as(request, wanted, trend, show)


async def _follow(
    request: Request, store: Store, name: str, wanted: DepartmentBudgets | BodyParameters | DepartmentHeadcounts
) -> tuple[tuple[Scope, ...], Followed | None]:
    """Under which names figures are looked for, and how that is answered; nothing of either where nobody asked for it."""
    if not wanted.lineage:
        return (), None
    lineage = await find_lineage(store, name, wanted.government)
    note_state(request, lineage.version)
    return lineage.scopes, lineage.followed


async def _list_facts(request: Request, store: Store, name: str, wanted: AnyFactParameters, kind: str) -> Response:
    query = wanted.query(request, kind, governments=wanted.government, body=name)
    return await answer_facts(request, store, wanted, query, f"{name} {KIND_NAMES[kind]}")


@router.get("/departments/{name}/headcount", response_model=DepartmentHeadcount, responses=_LISTED, summary="정원·현원 · Head count")
async def list_headcount(request: Request, store: Store, name: Name, wanted: Annotated[DepartmentHeadcounts, Query()]) -> Response:
    """정원, 현원, 과부족을 직종과 직급별로. Posts, people and the difference, by category and grade."""
    scopes, followed = await _follow(request, store, name, wanted)
    query = wanted.query(request, "headcount", governments=wanted.government, body=name, scopes=scopes)
    people = export_facts(store, wanted, query, f"{name} {KIND_NAMES['headcount']}")

    async def show() -> Response:
        found = await people.page()
        items = tuple(fact for fact in found.items if isinstance(fact, Headcount))
        members = list_members(request, found)
        return answer_list(request, DepartmentHeadcount(items=items, facets=found.facets, **members, lineage=followed))

    return await answer_list_as(request, wanted, people, show)


@router.get("/departments/{name}/projects", response_model=Page[Project], responses=_LISTED, summary="사업 · Projects")
async def list_department_projects(request: Request, store: Store, name: Name, wanted: Annotated[ProjectParameters, Query()]) -> Response:
    """사업마다 개요, 계획, 실적, 효과와 예산. Each with its overview, plans, results, effects and budget."""
    return await _list_facts(request, store, name, wanted, "project")


@router.get("/departments/{name}/indicators", response_model=Page[Indicator], responses=_LISTED, summary="지표 · Indicators")
async def list_department_indicators(
    request: Request, store: Store, name: Name, wanted: Annotated[IndicatorParameters, Query()]
) -> Response:
    """표와 글의 모든 수치. Every other figure, out of tables and running text."""
    names = (wanted.indicator,) if wanted.indicator else ()
    query = wanted.query(request, "indicator", governments=wanted.government, body=name, names=names)
    return await answer_facts(request, store, wanted, query, f"{name} {KIND_NAMES['indicator']}")


@router.get("/departments/{name}/duties", response_model=Page[Duty], responses=_LISTED, summary="업무 · Duties")
async def list_duties(request: Request, store: Store, name: Name, wanted: Annotated[PlainParameters, Query()]) -> Response:
    """부서와 팀의 분장 업무. What the department and its teams are in charge of."""
    return await _list_facts(request, store, name, wanted, "duty")


@router.get("/departments/{name}/facilities", response_model=Page[Facility], responses=_LISTED, summary="시설 · Facilities")
async def list_facilities(request: Request, store: Store, name: Name, wanted: Annotated[PlainParameters, Query()]) -> Response:
    """건물과 부지의 항목별 값. Buildings and sites, one attribute an item."""
    return await _list_facts(request, store, name, wanted, "facility")


@router.get("/departments/{name}/vehicles", response_model=Page[Vehicle], responses=_LISTED, summary="차량 · Vehicles")
async def list_vehicles(request: Request, store: Store, name: Name, wanted: Annotated[VehicleParameters, Query()]) -> Response:
    """차종별 대수. How many of each sort."""
    return await _list_facts(request, store, name, wanted, "vehicle")


@router.get("/departments/{name}/milestones", response_model=Page[Milestone], responses=_LISTED, summary="일정 · Milestones")
async def list_milestones(request: Request, store: Store, name: Name, wanted: Annotated[MilestoneParameters, Query()]) -> Response:
    """추진일정과 향후계획. What happened or will happen when."""
    return await _list_facts(request, store, name, wanted, "milestone")


@router.get("/departments/{name}/audit-items", response_model=Page[AuditItem], responses=_LISTED, summary="감사 처리 · Audit requests")
async def list_department_audits(request: Request, store: Store, name: Name, wanted: Annotated[AuditParameters, Query()]) -> Response:
    """행정사무감사의 요구와 조치. Requests of the council's audits and what was done."""
    return await _list_facts(request, store, name, wanted, "audit_item")
