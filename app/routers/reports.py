"""Reports as documents: whole, in parts, as received, and through their history."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.errors import ReportNotFound
from app.formats.tables import model_table
from app.models.facts import Fact
from app.models.finding import FindingFilter
from app.models.outline import Table
from app.models.responses import Document, Page, ReportFinding, ReportItem, RevisionItem, SectionAnswer, SourceLines, TableAnswer
from app.queries import FactQuery, ReportQuery, ReportSummary, reports
from app.queries.facts import find_fact
from app.routers.actors import Actor
from app.routers.answers import answer, answer_page, answer_unchanged, last_modified, to_json
from app.routers.context import LISTED, NAMED, Store, make_router
from app.routers.documents import send_document
from app.routers.exports import Export, answer_facts, answer_items, answer_names
from app.routers.parameters import (
    FindingParameters,
    Name,
    PageParameters,
    ReportFactParameters,
    ReportParameters,
    SourceParameters,
    to_utc,
)

router = make_router("보고서 · reports")


@router.get("/reports", response_model=Page[ReportItem], responses=LISTED, summary="보고서 목록 · List reports")
async def list_reports(request: Request, store: Store, wanted: Annotated[ReportParameters, Query()]) -> Response:
    """가장 새로운 판만, 회계연도가 새로운 것부터. Latest revisions, newest fiscal year first, then by government, body and series."""
    query = ReportQuery(
        governments=wanted.government,
        departments=wanted.department,
        kinds=wanted.kind,
        fiscal_years=wanted.years(),
        updated_after=to_utc(wanted.updated_after),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    found = Export(
        model_table(ReportItem),
        "보고서 목록",
        page=lambda: reports.find_reports(store, query),
        everything=lambda: reports.stream_reports(store, query),
    )
    return await answer_items(request, wanted, found, Page[ReportItem])


@router.get("/reports/{report_id}", response_model=Document, responses=NAMED, summary="보고서 문서 · One report as a document")
async def show_report(request: Request, store: Store, report_id: Name) -> Response:
    """한 판(`<series>.2`) 또는 한 보고서의 최신 판(`<series>`). A revision, or the latest of a series."""
    return await send_document(request, store, report_id)


@router.delete("/reports/{report_id}", status_code=204, responses=NAMED, summary="보고서 삭제 · Take a report away")
async def delete_report(store: Store, actor: Actor, report_id: Name) -> Response:
    """보고서(`<series>`)의 모든 판이 답에서 빠집니다. 번호는 다시 쓰지 않습니다.

    Takes the id of a series, not of one revision: all its revisions vanish from the answers. Their numbers are never used again.
    """
    if not await store.delete(report_id, actor=actor, at=datetime.now(UTC)):
        raise ReportNotFound(report_id)
    return Response(status_code=204)


@router.get(
    "/reports/{report_id}/facts", response_model=Page[Fact], responses={**NAMED, **LISTED}, summary="보고서의 사실 · Facts of a report"
)
async def list_report_facts(request: Request, store: Store, report_id: Name, wanted: Annotated[ReportFactParameters, Query()]) -> Response:
    """표와 글에서 읽은 값, 종류별로. Every figure that was read, by kind, each with the lines that print it."""
    summary = await reports.require_summary(store, report_id)
    query = FactQuery(
        kinds=wanted.kind, report_id=summary.identity.id, include_history=True, after=wanted.after(request), limit=wanted.limit
    )
    return await answer_facts(request, store, wanted, query, f"{_name(summary)} 사실")


@router.get("/reports/{report_id}/facts/{fact_id}", response_model=Fact, responses=NAMED, summary="한 사실 · One fact")
async def show_fact(request: Request, store: Store, report_id: Name, fact_id: Name) -> Response:
    """사실 하나의 주소. 식별자는 말하는 내용과 자리로 정해져, 다른 곳이 고쳐진 다음 판에서도 같습니다.

    The address of one figure or row. Its id tells what it says and where, so it is the same in a revision that corrects other places.
    """
    return answer(request, await find_fact(store, report_id, fact_id))


@router.get(
    "/reports/{report_id}/findings",
    response_model=Page[ReportFinding],
    responses={**NAMED, **LISTED},
    summary="보고서의 발견 · What does not add up",
)
async def list_report_findings(request: Request, store: Store, report_id: Name, wanted: Annotated[FindingParameters, Query()]) -> Response:
    """맞지 않는 합계와 비율, 읽지 못한 숫자. Totals and rates that do not add up, numbers that stayed unread."""
    filters = FindingFilter(wanted.code, wanted.severity)
    summary = await reports.require_summary(store, report_id)
    find = partial(reports.find_report_findings, store, report_id, filters)
    return await answer_names(request, wanted, find, Page[ReportFinding], f"{_name(summary)} 발견")


@router.get(
    "/reports/{report_id}/source",
    response_model=SourceLines,
    responses={**NAMED, 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="원문 · Lines as received",
)
async def show_source(request: Request, store: Store, report_id: Name, wanted: Annotated[SourceParameters, Query()]) -> Response:
    """받은 그대로의 줄. `Accept: application/json`이면 JSON. Plain text, or JSON where `Accept` asks for it."""
    summary = await reports.require_summary(store, report_id)
    modified = summary.journal.at
    as_json = "application/json" in request.headers.get("accept", "")
    tag = f'W/"{summary.identity.id}/{wanted.first}-{wanted.last or ""}/{"json" if as_json else "text"}"'
    unchanged = answer_unchanged(request, tag, modified)
    if unchanged:
        return unchanged
    source = await reports.require_source(store, summary.identity.id)
    lines = reports.cut_source(source, summary.identity.id, wanted.first, wanted.last)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", **last_modified(modified)}
    if as_json:
        return Response(to_json(lines), headers=headers, media_type="application/json")
    return Response("".join(f"{line}\n" for line in lines.lines), headers=headers, media_type="text/plain")


@router.get("/reports/{report_id}/revisions", response_model=Page[RevisionItem], responses=NAMED, summary="판의 역사 · Its revisions")
async def list_revisions(request: Request, store: Store, report_id: Name) -> Response:
    """새로운 판부터, 삭제 기록까지. Newest first, deletions included."""
    return answer_page(request, await reports.find_revisions(store, report_id), Page[RevisionItem])


@router.get("/reports/{report_id}/sections/{section_id}", response_model=SectionAnswer, responses=NAMED, summary="한 절 · One section")
async def show_section(request: Request, store: Store, report_id: Name, section_id: Name) -> Response:
    """절과 그 아래의 글·표. A section with the text and tables under it."""
    return answer(request, reports.find_section(await reports.require_report(store, report_id), section_id))


@router.get("/reports/{report_id}/tables", response_model=Page[Table], responses=NAMED, summary="표 목록 · Tables of a report")
async def list_tables(request: Request, store: Store, report_id: Name, wanted: Annotated[PageParameters, Query()]) -> Response:
    """인쇄된 순서대로. In the order of print."""
    found = await reports.find_tables(store, report_id, after=wanted.after(request), limit=wanted.limit)
    return answer_page(request, found, Page[Table])


@router.get("/reports/{report_id}/tables/{table_id}", response_model=TableAnswer, responses=NAMED, summary="한 표 · One table")
async def show_table(request: Request, store: Store, report_id: Name, table_id: Name) -> Response:
    """표의 머리와 줄. Its columns and rows."""
    return answer(request, reports.find_table(await reports.require_report(store, report_id), table_id))


def _name(summary: ReportSummary) -> str:
    """A report as people name it: whose it is, of when, and what."""
    meta = summary.meta
    return " ".join(filter(None, (meta.department or meta.bureau or meta.government, str(meta.fiscal_year or ""), meta.title))) or "보고서"
