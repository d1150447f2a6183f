"""Indicators across reports: which there are, and how one of them moved."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.formats.tables import fact_table
from app.models.responses import IndicatorItem, IndicatorSeries, Page
from app.queries import FactQuery
from app.queries.indicators import find_figures, find_indicators, find_series, stream_figures
from app.routers.answers import answer_list, list_members
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.exports import Export, answer_list_as, answer_names
from app.routers.parameters import DepartmentFilter, GovernmentFilter, ListParameters, Name, SeriesParameters, WordsFilter

router = make_router("지표 · indicators")


class IndicatorsParameters(ListParameters, GovernmentFilter, DepartmentFilter, WordsFilter):
    """Which names of indicators."""


@router.get("/indicators", response_model=Page[IndicatorItem], responses=LISTED, summary="지표 이름 · List indicators")
async def list_indicators(request: Request, store: Store, wanted: Annotated[IndicatorsParameters, Query()]) -> Response:
    """이름마다 단위, 회계연도, 부서. Names with their units, years and departments."""
    find = partial(find_indicators, store, text=wanted.q, governments=wanted.government, departments=wanted.department)
    return await answer_names(request, wanted, find, Page[IndicatorItem], "지표 목록")


@router.get(
    "/indicators/{name}", response_model=IndicatorSeries, responses={**NAMED, **LISTED}, summary="지표의 흐름 · One indicator over time"
)
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

    async def show() -> Response:
        found = await find_series(store, query)
        return answer_list(request, IndicatorSeries(name=name, series=found.items, **list_members(request, found)))

    figures = Export(
        fact_table(("indicator",)),
        f"지표 {name}",
        page=lambda: find_figures(store, query),
        everything=lambda: stream_figures(store, query),
    )
    return await answer_list_as(request, wanted, figures, show)
