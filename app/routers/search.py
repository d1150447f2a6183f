"""Search over the text of all reports."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from app.formats.tables import model_table
from app.models.responses import Page
from app.models.search import BlockKind, SearchHit
from app.queries import SearchQuery
from app.queries.listing import walk_pages
from app.queries.search import search
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.exports import Export, answer_items
from app.routers.parameters import MAX_LIMIT, DepartmentFilter, GovernmentFilter, YearParameters

router = make_router("검색 · search")


class SearchParameters(YearParameters, GovernmentFilter, DepartmentFilter):
    """What is looked for, and where."""

    q: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description='찾을 낱말. 빈칸으로 나눈 낱말이 모두 있는 절을 찾고, 따옴표 안은 한 낱말로 봅니다("불용 사유"). '
            "Words parted by blanks: a section holds all of them. Quotes make one of several.",
            examples=["예산 집행", '"불용 사유"'],
        ),
    ]
    report: Annotated[
        str | None,
        Field(min_length=1, max_length=200, description="보고서 하나에서만. In one report: a series (its latest), or one revision."),
    ] = None
    block: Annotated[
        tuple[BlockKind, ...],
        Field(description="첫 snippet이 이런 곳에 있는 것만. Only hits whose first snippet is of such a block. Repeatable."),
    ] = ()
    facet: Annotated[
        tuple[Literal["government", "bureau", "department", "fiscal_year", "block"], ...],
        Field(description="값마다 건수를 함께 셉니다. Count the hits per value."),
    ] = ()


@router.get("/search", response_model=Page[SearchHit], responses={**NAMED, **LISTED}, summary="본문 검색 · Search the text")
async def search_text(request: Request, store: Store, wanted: Annotated[SearchParameters, Query()]) -> Response:
    """보고서 본문에서 낱말을 찾습니다: 절마다 한 건, 좋은 것부터. Sections of the latest reports whose own text holds all words.

    제목, 문단, 목록, 주석, 표의 제목과 머리와 칸을 모두 찾습니다. 한두 글자 낱말(예산, 정원)도, 긴 낱말의 일부도,
    띄어쓰기가 달라도 찾습니다. Titles, paragraphs, items, notes, captions, labels and cells; words of any length, also within
    longer ones. Spacing does not matter where a word begins as a printed one does: `예산현황` finds `예 산 현 황` and
    `예산 현황`; `정원` is not found in `행정 원가`.

    A title comes before a caption or label, that before text, that before print that is no content; a whole word before a part of a longer
    one; then newest fiscal year first. Beyond 10,000 hits the newest are ranked (and counted in `facets`) first.
    `snippets` show where the words stand; `highlights` are places in their `text`, in characters.
    """
    query = SearchQuery(
        text=wanted.q,
        governments=wanted.government,
        departments=wanted.department,
        fiscal_years=wanted.years(),
        report_id=wanted.report,
        blocks=wanted.block,
        facets=tuple(dict.fromkeys(wanted.facet)),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    hits = Export(
        model_table(SearchHit),
        f"검색 {wanted.q}",
        page=lambda: search(store, query),
        everything=lambda: walk_pages(lambda after: search(store, replace(query, after=after, limit=MAX_LIMIT))),
    )
    return await answer_items(request, wanted, hits, Page[SearchHit])
