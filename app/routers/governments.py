"""Governments, and the figures that belong to one as a whole."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.models.facts import Headcount
from app.models.kinds import KIND_NAMES
from app.models.responses import BodyItem, GovernmentBudget, Page
from app.queries.bodies import find_bodies, find_whole_government
from app.queries.budget import find_statements
from app.routers.answers import answer_list, list_members
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.exports import answer_facts, answer_list_as, answer_names, export_facts
from app.routers.parameters import BudgetParameters, HeadcountParameters, Name, WordsFilter, YearParameters

router = make_router("지방자치단체 · governments")


class GovernmentsParameters(YearParameters, WordsFilter):
    """Which governments."""


@router.get("/governments", response_model=Page[BodyItem], responses=LISTED, summary="지방자치단체 목록 · List governments")
async def list_governments(request: Request, store: Store, wanted: Annotated[GovernmentsParameters, Query()]) -> Response:
    """이름, 회계연도, 종류별 사실의 수. Names with their years and how many facts there are of each kind."""
    find = partial(find_bodies, store, ("government",), text=wanted.q, years=wanted.years())
    return await answer_names(request, wanted, find, Page[BodyItem], "지방자치단체 목록")


@router.get(
    "/governments/{name}/budget",
    response_model=GovernmentBudget,
    responses={**NAMED, **LISTED},
    summary="전체 예산 · Budget of a government",
)
async def show_government_budget(request: Request, store: Store, name: Name, wanted: Annotated[BudgetParameters, Query()]) -> Response:
    """국·부서의 것이 아닌 전체의 예산. Statements of the government as a whole, not of its departments."""
    query = await find_whole_government(store, name, wanted.query(request))

    async def show() -> Response:
        found = await find_statements(store, query)
        budget = GovernmentBudget(government=query.governments[0], statements=found.items, **list_members(request, found))
        return answer_list(request, budget)

    return await answer_list_as(request, wanted, export_facts(store, wanted, query, f"{query.governments[0]} 예산"), show)


@router.get(
    "/governments/{name}/headcount", response_model=Page[Headcount], responses={**NAMED, **LISTED}, summary="전체 정원·현원 · Head count"
)
async def list_government_headcount(
    request: Request, store: Store, name: Name, wanted: Annotated[HeadcountParameters, Query()]
) -> Response:
    """국·부서의 것이 아닌 전체의 정원과 현원. Posts and people of the government as a whole."""
    query = await find_whole_government(store, name, wanted.query(request, "headcount"))
    return await answer_facts(request, store, wanted, query, f"{query.governments[0]} {KIND_NAMES['headcount']}")
