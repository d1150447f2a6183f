"""Governments, and the figures that belong to one as a whole."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.models.facts import Fact, Headcount
from app.models.responses import BodyItem, GovernmentBudget, Page
from app.queries.bodies import find_bodies, find_whole_government
from app.queries.budget import find_statements
from app.queries.facts import find_facts
from app.routers.answers import answer_list, answer_page, list_members
from app.routers.context import NAMED, Store, make_router
from app.routers.parameters import BudgetParameters, HeadcountParameters, Name, WordsFilter, YearParameters

router = make_router("지방자치단체 · governments")


class GovernmentsParameters(YearParameters, WordsFilter):
    """Which governments."""


@router.get("/governments", response_model=Page[BodyItem], summary="지방자치단체 목록 · List governments")
async def list_governments(request: Request, store: Store, wanted: Annotated[GovernmentsParameters, Query()]) -> Response:
    """이름, 회계연도, 종류별 사실의 수. Names with their years and how many facts there are of each kind."""
    found = await find_bodies(
        store,
        ("government",),
        text=wanted.q,
        years=wanted.years(),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    return answer_page(request, found, Page[BodyItem])


@router.get("/governments/{name}/budget", response_model=GovernmentBudget, responses=NAMED, summary="전체 예산 · Budget of a government")
async def show_government_budget(request: Request, store: Store, name: Name, wanted: Annotated[BudgetParameters, Query()]) -> Response:
    """국·부서의 것이 아닌 전체의 예산. Statements of the government as a whole, not of its departments."""
    query = await find_whole_government(store, name, wanted.query(request))
    found = await find_statements(store, query)
    budget = GovernmentBudget(government=query.governments[0], statements=found.items, **list_members(request, found))
    return answer_list(request, budget)


@router.get("/governments/{name}/headcount", response_model=Page[Headcount], responses=NAMED, summary="전체 정원·현원 · Head count")
async def list_government_headcount(
    request: Request, store: Store, name: Name, wanted: Annotated[HeadcountParameters, Query()]
) -> Response:
    """국·부서의 것이 아닌 전체의 정원과 현원. Posts and people of the government as a whole."""
    query = await find_whole_government(store, name, wanted.query(request, "headcount"))
    return answer_page(request, await find_facts(store, query, sort=wanted.sort, facets=wanted.facet), Page[Fact])
