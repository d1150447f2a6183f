"""Projects, audit requests and findings across all reports."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.formats.tables import model_table
from app.models.facts import AuditItem, Fact, Project
from app.models.finding import FindingFilter
from app.models.responses import FindingItem, Page
from app.queries import ReportQuery
from app.queries.findings import find_findings, stream_findings
from app.routers.context import LISTED, Store, make_router
from app.routers.exports import Export, answer_facts, answer_items
from app.routers.parameters import AuditAcross, FactsAcross, FindingsAcross, ProjectsAcross, to_utc

router = make_router("전체 · across reports")


@router.get("/facts", response_model=Page[Fact], responses=LISTED, summary="사실 · Facts across reports")
async def list_facts(request: Request, store: Store, wanted: Annotated[FactsAcross, Query()]) -> Response:
    """모든 보고서의 사실, 모든 종류. Facts of all kinds across reports; with `updated_after` only what is new since then."""
    query = wanted.query(request, *wanted.kind, governments=wanted.government, bodies=wanted.department)
    return await answer_facts(request, store, wanted, query, "사실")


@router.get("/projects", response_model=Page[Project], responses=LISTED, summary="사업 · Projects across reports")
async def list_projects(request: Request, store: Store, wanted: Annotated[ProjectsAcross, Query()]) -> Response:
    """모든 부서의 사업. Projects of all departments; `q` looks in titles, sections and print."""
    query = wanted.query(request, "project", governments=wanted.government, bodies=wanted.department)
    return await answer_facts(request, store, wanted, query, "사업")


@router.get("/audit-items", response_model=Page[AuditItem], responses=LISTED, summary="감사 처리 · Audit requests across reports")
async def list_audit_items(request: Request, store: Store, wanted: Annotated[AuditAcross, Query()]) -> Response:
    """행정사무감사의 요구와 조치. Requests of the councils' audits and what was done."""
    query = wanted.query(request, "audit_item", governments=wanted.government, bodies=wanted.department)
    return await answer_facts(request, store, wanted, query, "감사 처리")


@router.get("/findings", response_model=Page[FindingItem], responses=LISTED, summary="발견 · Findings across reports")
async def list_findings(request: Request, store: Store, wanted: Annotated[FindingsAcross, Query()]) -> Response:
    """보고서마다 맞지 않거나 읽지 못한 곳. What does not add up or stayed unread, report by report."""
    query = ReportQuery(
        governments=wanted.government,
        departments=wanted.department,
        kinds=wanted.kind,
        fiscal_years=wanted.years(),
        updated_after=to_utc(wanted.updated_after),
        after=wanted.after(request),
        limit=wanted.limit,
    )
    filters = FindingFilter(wanted.code, wanted.severity)
    found = Export(
        model_table(FindingItem),
        "발견",
        page=lambda: find_findings(store, query, filters),
        everything=lambda: stream_findings(store, query, filters),
    )
    return await answer_items(request, wanted, found, Page[FindingItem])
