"""Projects, audit requests and findings across all reports."""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from app.models.facts import AuditItem, Fact, Project
from app.models.responses import FindingItem, Page
from app.queries import ReportQuery
from app.queries.facts import find_facts
from app.queries.findings import find_findings
from app.queries.reports import FindingFilter
from app.routers.answers import answer_page
from app.routers.context import Store, make_router
from app.routers.parameters import AuditAcross, FindingsAcross, ProjectsAcross, to_utc

router = make_router("전체 · across reports")


@router.get("/projects", response_model=Page[Project], summary="사업 · Projects across reports")
async def list_projects(request: Request, store: Store, wanted: Annotated[ProjectsAcross, Query()]) -> Response:
    """모든 부서의 사업. Projects of all departments; `q` looks in titles, sections and print."""
    query = wanted.query(request, "project", governments=wanted.government, bodies=wanted.department)
    return answer_page(request, await find_facts(store, query, sort=wanted.sort, facets=wanted.facet), Page[Fact])


@router.get("/audit-items", response_model=Page[AuditItem], summary="감사 처리 · Audit requests across reports")
async def list_audit_items(request: Request, store: Store, wanted: Annotated[AuditAcross, Query()]) -> Response:
    """행정사무감사의 요구와 조치. Requests of the councils' audits and what was done."""
    query = wanted.query(request, "audit_item", governments=wanted.government, bodies=wanted.department)
    return answer_page(request, await find_facts(store, query, sort=wanted.sort, facets=wanted.facet), Page[Fact])


@router.get("/findings", response_model=Page[FindingItem], summary="발견 · Findings across reports")
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
    return answer_page(request, await find_findings(store, query, FindingFilter(wanted.code, wanted.severity)), Page[FindingItem])
