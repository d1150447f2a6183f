"""Indicators across reports: which there are, and how one of them moved."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.models.responses import IndicatorItem, IndicatorSeries, Page
from app.queries import FactQuery
from app.queries.indicators import find_indicators, find_series
from app.routers.answers import answer_list, answer_page, list_members
from app.routers.context import NAMED, Store, make_router
from app.routers.parameters import DepartmentFilter, GovernmentFilter, Name, PageParameters, SeriesParameters, WordsFilter

router = make_router("지표 · indicators")


class IndicatorsParameters(PageParameters, GovernmentFilter, DepartmentFilter, WordsFilter):
    """Which names of indicators."""


@router.get("/indicators", response_model=Page[IndicatorItem], summary="지표 이름 · List indicators")
async def list_indicators(request: Request, store: Store, wanted: Annotated[IndicatorsParameters, Query()]) -> Response:
    """이름마다 단위, 회계연도, 부서. Names with their units, years and departments."""
    found = await find_indicators(
        store,
        text=wanted.q,
        governments=wanted.government,
        departments=wanted.department,
        after=wanted.after(request),
        limit=wanted.limit,
    )
    return answer_page(request, found, Page[IndicatorItem])


@router.get("/indicators/{name}", response_model=IndicatorSeries, responses=NAMED, summary="지표의 흐름 · One indicator over time")
async def show_indicator(request: Request, store: Store, name: Name, wanted: Annotated[SeriesParameters, Query()]) -> Response:
    """기관, 부서, 차원, 단위, 구분(실적·목표)마다 한 계열. One series a body, set of dimensions, unit and basis; oldest point first."""
    equal = {"basis": wanted.basis, "unit": wanted.unit}
    query = FactQuery(
        governments=wanted.government,
        bodies=wanted.department,
        fiscal_years=wanted.years(),
        names=(name,),
        equal={field: str(value) for field, value in equal.items() if value is not None},
        include_history=wanted.include_history,
        after=wanted.after(request),
        limit=wanted.limit,
    )
    found = await find_series(store, query)
    return answer_list(request, IndicatorSeries(name=name, series=found.items, **list_members(request, found)))
