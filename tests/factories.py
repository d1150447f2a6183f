"""Reports built by hand, small and large, for tests that need a report without reading one."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.models.facts import (
    AuditCategory,
    AuditItem,
    AuditStatus,
    Basis,
    BodyLevel,
    BudgetLine,
    Direction,
    Duty,
    Facility,
    Fact,
    FundingShare,
    Headcount,
    Indicator,
    LineRole,
    Measure,
    Milestone,
    Organisation,
    Period,
    Project,
    Statement,
    Vehicle,
)
from app.models.finding import Finding, FindingCode, Severity
from app.models.outline import Cell, Column, ItemList, ListItem, Note, Paragraph, Row, Section, Table, TableReference, Topic
from app.models.quantity import FundingTier
from app.models.report import Coverage, Hints, NumberCount, Received, Report, ReportMeta, Session
from app.models.span import Span, Spot
from app.storage.port import Action, Submission

GOVERNMENT = "한빛특별시 가람구"
NOON = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)


def budget_line(
    number: int = 1,
    *,
    government: str | None = GOVERNMENT,
    bureau: str | None = None,
    department: str | None = "총무과",
    fiscal_year: int | None = 2021,
    statement: str = "세출예산 집행현황",
    line: int | None = None,
    item: str = "인건비",
    won: int | None = 1_250_000_000,
) -> BudgetLine:
    """A row of a budget table; everything that orders or finds it can be set."""
    first = line if line is not None else 10 + number
    return BudgetLine(
        id=f"budget_line-{number}",
        government=government,
        bureau=bureau,
        department=department,
        fiscal_year=fiscal_year,
        as_of="2021-05-31",
        section=("예산현황", statement),
        span=Span(first, first),
        printed=f"{item}\t{won}\t46.50",
        direction=Direction.EXPENDITURE,
        statement=statement,
        statement_id=f"statement-{statement}",
        project=None,
        item=item,
        path=("계",),
        level=1,
        budget_won=won,
        budget_basis="예산현액",
        rate_percent=Decimal("46.50"),
        funding=(FundingShare("국비", FundingTier.NATIONAL, 28_000_000),),
        unit="천원",
        role=LineRole.LEAF,
        rank="세부",
        section_id="1.2",
        table="t3",
        row=number,
        at={"budget_won": Spot(first, 4, 14), "rate_percent": Spot(first, 15, 20), "funding.0": Spot(first, 4, 14)},
    )


def headcount(
    number: int = 1, *, department: str | None = "총무과", fiscal_year: int | None = 2021, line: int = 5, persons: int = 43
) -> Headcount:
    """A cell of a staffing table."""
    return Headcount(
        id=f"headcount-{number}",
        government=GOVERNMENT,
        bureau=None,
        department=department,
        fiscal_year=fiscal_year,
        as_of=None,
        section=("일반현황", "인력"),
        span=Span(line, line, 3, 5),
        printed=str(persons),
        measure=Measure.AUTHORISED,
        category="일반직",
        grade=f"{number}급",
        persons=persons,
        section_id="1.1",
        table="t1",
        row=0,
        column=number,
        at={"persons": Spot(line, 3, 5)},
    )


def indicator(
    number: int = 1,
    *,
    name: str = "승소율",
    subject: str | None = None,
    value: int | Decimal = Decimal("86.5"),
    department: str | None = "총무과",
    fiscal_year: int | None = 2021,
    line: int = 30,
) -> Indicator:
    """A measured figure."""
    return Indicator(
        id=f"indicator-{number}",
        government=GOVERNMENT,
        bureau=None,
        department=department,
        fiscal_year=fiscal_year,
        as_of=None,
        section=("주요성과",),
        span=Span(line, line),
        printed=f"{name} : {value} %",
        name=name,
        subject=subject,
        value=value,
        unit="%",
        basis=Basis.ACTUAL,
        # Labels are as printed: a database must take any character in them.
        dimensions={"구 분.": "행정", "$대상": "민사"},
        period=Period("’21. 1. ~ 12.", "2021-01", "2021-12"),
    )


def every_kind() -> tuple[Fact, ...]:
    """One fact of each kind, with all its own fields filled where it has any."""
    base = indicator()
    own: dict[str, Any] = {
        "government": base.government,
        "bureau": "행정국",
        "department": None,
        "fiscal_year": 2021,
        "as_of": "2021-05-31",
        "section": base.section,
        "printed": "…",
    }
    statement = Statement("위치 : 본관 1층", Span(51, 51), "위치", "본관 1층")
    return (
        budget_line(),
        headcount(),
        Project(
            id="project-1",
            span=Span(50, 60),
            number="1",
            title="청사 환경 조성",
            team="총무팀",
            goal="쾌적한 청사",
            period=Period("연중"),
            budget_won=9_250_000_000,
            funding=(FundingShare("시비", FundingTier.UPPER, 1),),
            non_budget=True,
            overview=(statement,),
            results=(statement, statement),
            **own,
        ),
        base,
        Facility(
            id="facility-1",
            span=Span(61, 61),
            name="구청사",
            attribute="연면적",
            part="본관",
            value=Decimal("27349.25"),
            unit="㎡",
            text="27,349.25㎡",
            **own,
        ),
        Vehicle(id="vehicle-1", span=Span(62, 62), category="승용", subtype="전기", vehicles=3, status="정수", **own),
        Duty(id="duty-1", span=Span(63, 63), unit="총무팀", text="청사 관리", **own),
        Organisation(
            id="organisation-1", span=Span(64, 64), name="행정국", level=BodyLevel.BUREAU, teams=5, counts={"국": 5, "동": 22}, **own
        ),
        Milestone(
            id="milestone-1",
            span=Span(65, 65),
            project="청사 환경 조성",
            when=Period("2021. 3.", "2021-03", "2021-03"),
            what="설계",
            amount_won=0,
            **own,
        ),
        AuditItem(
            id="audit_item-1",
            span=Span(66, 67),
            category=AuditCategory.CORRECTION,
            audit_year=2020,
            request="주차 개선",
            departments=("총무과", "교통과"),
            status=AuditStatus.DONE,
            response="완료",
            **own,
        ),
    )


def build_report(
    facts: Sequence[Fact] = (),
    *,
    meta: ReportMeta | None = None,
    source: bytes = b"",
    parser_version: str = "1",
) -> Report:
    """A report with two sections, a table, a finding and these facts."""
    table = Table(
        id="t1",
        section="1.1",
        caption="정원 및 현원",
        unit="명",
        span=Span(4, 6),
        label_columns=(("구분",),),
        columns=(Column(("일반직", "4급"), "명"), Column(("일반직", "5급"))),
        rows=(
            Row(("정원",), (Cell("43", 43, at=Spot(5, 3, 5)), Cell("4.50", Decimal("4.5"))), Span(5, 5)),
            Row(("현원",), (Cell("-"), Cell("2", 2, Span(6, 6, 3, 4))), Span(6, 6)),
        ),
    )
    people = Section(
        id="1.1", level=2, marker="□", number=None, title="인력", topic=Topic.STAFFING, team=None, span=Span(3, 8),
        blocks=(TableReference("t1", Span(4, 6)), Note("※ 휴직 포함", Span(7, 7))),
    )  # fmt: skip
    nested = ListItem("○", "위치 : 본관", Span(2, 2), "위치", "본관", (ListItem("-", "1층", Span(2, 2)),))
    general = Section(
        id="1", level=1, marker="Ⅰ.", number="Ⅰ", title="일반현황", topic=Topic.GENERAL, team="총무팀", span=Span(1, 8),
        blocks=(Paragraph("총무과는 …", Span(1, 1)), ItemList((nested,), Span(2, 2))), children=(people,),
    )  # fmt: skip
    return Report(
        meta=meta or build_meta(),
        outline=(general,),
        tables=(table,),
        facts=tuple(facts),
        findings=(Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, "합계가 맞지 않습니다", Span(5, 6), "43", "45", (Span(6, 6),)),),
        coverage=Coverage(NumberCount(4, 3), NumberCount(2, 0), {"t1": NumberCount(4, 3)}),
        parser_version=parser_version,
        received=Received(hashlib.sha256(source).hexdigest(), len(source), "utf-8", 8),
    )


def build_meta(*, government: str | None = GOVERNMENT, department: str | None = "총무과", fiscal_year: int | None = 2021) -> ReportMeta:
    """What a report of a department says of itself."""
    return ReportMeta(
        title="주요업무보고",
        kind="주요업무보고",
        government=government,
        department=department,
        fiscal_year=fiscal_year,
        issued="2021-06",
        session=Session("제1차 정례회", "2021-07-02"),
    )


def build_large_report(facts: int, *, departments: int = 10, years: int = 3) -> Report:
    """A report with that many budget lines, spread over departments, years and statements."""
    lines = [
        budget_line(
            number,
            department=f"{chr(0xAC00 + 28 * (number % departments))}무과",
            fiscal_year=2021 - number // departments % years,
            statement=f"예산현황 {number % 4}",
            line=1 + number // 3,
            item=f"항목 {number % 50}",
            won=number * 1000,
        )
        for number in range(facts)
    ]
    return build_report(lines)


def submit(
    series_id: str = "r1",
    facts: Sequence[Fact] | None = None,
    text: str = "하나",
    *,
    hints: Hints | None = None,
    meta: ReportMeta | None = None,
    at: datetime = NOON,
    action: Action = Action.INGEST,
    report: Report | None = None,
    actor: str = "tester",
) -> Submission:
    """A submission of a report with these facts, whose source is `text`."""
    source = text.encode()
    built = report or build_report((budget_line(),) if facts is None else facts, meta=meta, source=source)
    return Submission(series_id, built, source, hints or Hints(source=series_id), actor, at, action)


def stored_facts(report: Report, report_id: str) -> tuple[Fact, ...]:
    """A report's facts as a store answers them."""
    return tuple(replace(fact, report_id=report_id) for fact in report.facts)
