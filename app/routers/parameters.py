"""The query parameters of each call.

Each class below is the parameters of one or more calls; what several calls share stands in their common ancestor.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Final, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.errors import InvalidParameter
from app.formats import Format, Labels
from app.models.facts import AuditCategory, AuditStatus, Basis, Direction, LineRole, Measure
from app.models.finding import FindingCode, Severity
from app.models.kinds import FACT_KINDS
from app.queries import FactQuery
from app.queries.listing import Key
from app.routers.cursors import read_cursor
from app.routers.middleware import restore_name
from app.routers.negotiation import describe_request, find_state

MAX_LIMIT: Final = 1000
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d")
NameText = Annotated[str, Field(min_length=1, max_length=200)]


Name = Annotated[str, AfterValidator(restore_name)]
"""A name in an address, with the slashes of its own."""

Year = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}(\.\.(\d{4})?)?|\.\.\d{4})$",
        examples=["2021", "2007..2021"],
    ),
]


def _refuse_numbers(given: object) -> object:
    # A bare number would be taken for seconds since 1970, which nobody means.
    if isinstance(given, str) and not _MOMENT.match(given):
        raise PydanticCustomError("datetime_parsing", "not an ISO 8601 time")
    return given


Moment = Annotated[datetime, BeforeValidator(_refuse_numbers)]


class PageParameters(BaseModel):
    """Which page of a list, and how long."""

    limit: Annotated[int, Field(description="한 쪽의 건수. Items of a page.", ge=1, le=MAX_LIMIT)] = 100
    cursor: Annotated[
        str | None, Field(description="앞 응답의 next 값. `next` of the page before.", max_length=4000, pattern=r"^[A-Za-z0-9_-]+$")
    ] = None

    def after(self, request: Request) -> Key | None:
        """The key that the page begins after. Raises InvalidCursor."""
        if self.cursor is None:
            return None
        return read_cursor(describe_request(request), self.cursor, find_state(request))


class ListParameters(PageParameters):
    """A list that can also be a file."""

    format: Annotated[
        Format | None,
        Field(
            description="형식. 없으면 Accept. csv, ndjson, xlsx는 limit과 cursor가 없으면 전부를 담습니다. "
            "Without it `Accept` decides. A file holds the whole list unless `limit` or `cursor` is given."
        ),
    ] = None
    labels: Annotated[
        Labels, Field(description="csv와 xlsx의 열 이름: 영문 en, 국문 ko, 두 줄 both. Names above the columns of a file.")
    ] = Labels.EN


class YearFilter(BaseModel):
    """Which fiscal years."""

    fiscal_year: Annotated[
        tuple[Year, ...],
        Field(description="회계연도. 여러 번 쓸 수 있고 범위(2007..2021, 2007.., ..2021)도 됩니다. Repeatable, ranges included."),
    ] = ()

    def years(self) -> tuple[tuple[int, int], ...]:
        """First and last year of each range. Raises InvalidParameter."""
        return tuple(map(parse_years, self.fiscal_year))


class YearParameters(ListParameters, YearFilter):
    """Which fiscal years of a list that can also be a file."""


def parse_years(text: str) -> tuple[int, int]:
    """A year or a range of years, open ends included.

    >>> parse_years("2007..2021"), parse_years("2007.."), parse_years("2021")
    ((2007, 2021), (2007, 9999), (2021, 2021))
    """
    first, dots, last = text.partition("..")
    span = (int(first or 0), int(last or 9999)) if dots else (int(first), int(first))
    if span[0] > span[1]:
        raise InvalidParameter("fiscal_year", text, "범위의 앞 연도가 뒤 연도보다 클 수 없습니다.")
    return span


class GovernmentFilter(BaseModel):
    """Which governments."""

    government: Annotated[
        tuple[NameText, ...],
        Field(description="지방자치단체 이름. Full name, or its last words where they are unique. Repeatable."),
    ] = ()


class DepartmentFilter(BaseModel):
    """Which departments, for the calls that go across them."""

    department: Annotated[
        tuple[NameText, ...],
        Field(description="부서·국 이름. Department, office or bureau. Repeatable."),
    ] = ()


class LineageFilter(BaseModel):
    """Whether a department is followed through its names."""

    lineage: Annotated[
        bool,
        Field(
            description="다른 이름, 이전·이후 이름의 값도(`/governments/{government}/departments/{name}/aliases`). "
            "Also the figures that stand under its other names, in the years of each."
        ),
    ] = False


class WordsFilter(BaseModel):
    """Which words."""

    q: Annotated[NameText | None, Field(description="모든 낱말이 들어 있는 것만. Only what holds every one of these words.")] = None


SharedFacet = Literal["government", "bureau", "department", "fiscal_year", "as_of", "report_id"]


class FactParameters(YearParameters, WordsFilter):
    """Which facts; `EQUAL` maps a parameter of a call to the field that it compares."""

    EQUAL: ClassVar[Mapping[str, str]] = {"as_of": "as_of"}

    as_of: Annotated[
        str | None, Field(description="기준일. The date the figures are of, as answered.", pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")
    ] = None
    updated_after: Annotated[
        Moment | None, Field(description="이 시각 뒤에 저장된 보고서만. Only reports stored after this time (UTC unless it says so).")
    ] = None
    include_history: Annotated[bool, Field(description="지난 판의 값도. Also the figures of superseded revisions.")] = False

    def query(self, request: Request, *kinds: str, **own: Any) -> FactQuery:
        """The question to the store, about facts of some kinds; none named means any."""
        given = ((field, getattr(self, name)) for name, field in self.EQUAL.items())
        return FactQuery(
            kinds=kinds,
            fiscal_years=self.years(),
            equal={field: str(value) for field, value in given if value is not None},
            text=self.q,
            updated_after=to_utc(self.updated_after),
            include_history=self.include_history,
            after=self.after(request),
            limit=self.limit,
            **own,
        )


class SharedFacets(FactParameters):
    """Facets of the kinds that have none of their own."""

    facet: Annotated[tuple[SharedFacet, ...], Field(description="값마다 건수를 함께 셉니다. Count the matches per value.")] = ()


class PlainParameters(SharedFacets, GovernmentFilter):
    """Which facts, of the kinds that have no filters of their own."""

    sort: Annotated[Literal["as_of", "-as_of"] | None, Field(description="`-`: falling.")] = None


def to_utc(moment: datetime | None) -> datetime | None:
    """A time without a zone is taken as UTC."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


class BudgetParameters(YearParameters, WordsFilter):
    """Which budget statements."""

    direction: Annotated[Direction | None, Field(description="세출 expenditure, 세입 revenue.")] = None
    project: Annotated[NameText | None, Field(description="사업 이름. Only tables of this project.")] = None
    statement: Annotated[NameText | None, Field(description="표 제목. Only statements of this title.")] = None
    updated_after: Annotated[Moment | None, Field(description="이 시각 뒤에 저장된 보고서만. Only reports stored after this time.")] = None
    include_history: Annotated[bool, Field(description="지난 판의 값도. Also the figures of superseded revisions.")] = False

    def query(self, request: Request, **own: Any) -> FactQuery:
        """The question to the store; pages are counted in statements."""
        equal = {"direction": self.direction, "project": self.project, "statement": self.statement}
        return FactQuery(
            kinds=("budget_line",),
            fiscal_years=self.years(),
            equal={field: str(value) for field, value in equal.items() if value is not None},
            text=self.q,
            updated_after=to_utc(self.updated_after),
            include_history=self.include_history,
            after=self.after(request),
            limit=self.limit,
            **own,
        )


class DepartmentBudgets(BudgetParameters, GovernmentFilter, LineageFilter):
    """Which budget statements of a department."""


class BodyParameters(YearParameters, GovernmentFilter, LineageFilter):
    """Which years and governments."""


class HeadcountParameters(SharedFacets):
    """Which head counts."""

    EQUAL = {**FactParameters.EQUAL, "measure": "measure", "category": "category", "grade": "grade"}

    measure: Annotated[Measure | None, Field(description="정원 authorised, 현원 actual, 과부족 variance.")] = None
    category: Annotated[NameText | None, Field(description="일반직, 별정직 …")] = None
    grade: Annotated[NameText | None, Field(description="5급, 6급 …")] = None
    sort: Annotated[Literal["persons", "-persons", "as_of", "-as_of"] | None, Field(description="`-`: falling.")] = None


class DepartmentHeadcounts(HeadcountParameters, GovernmentFilter, LineageFilter):
    """Which head counts of a department."""


class ProjectParameters(FactParameters, GovernmentFilter):
    """Which projects."""

    EQUAL = {**FactParameters.EQUAL, "team": "team"}

    team: Annotated[NameText | None, Field(description="담당 팀. The team in charge.")] = None
    facet: Annotated[tuple[SharedFacet | Literal["team"], ...], Field(description="Count the matches per value.")] = ()
    sort: Annotated[
        Literal["title", "-title", "budget_won", "-budget_won", "executed_won", "-executed_won", "rate_percent", "-rate_percent"] | None,
        Field(description="`-`: falling."),
    ] = None


class IndicatorParameters(FactParameters, GovernmentFilter):
    """Which indicators' figures."""

    EQUAL = {**FactParameters.EQUAL, "basis": "basis", "unit": "unit", "project": "project"}

    indicator: Annotated[NameText | None, Field(description="지표 이름. Its name or subject.")] = None
    basis: Annotated[Basis | None, Field(description="실적 actual, 목표 target, 계획 plan, 전망 forecast.")] = None
    unit: Annotated[NameText | None, Field(description="단위, 인쇄된 대로. The unit as printed.", examples=["건"])] = None
    project: Annotated[NameText | None, Field(description="사업 이름.")] = None
    facet: Annotated[tuple[SharedFacet | Literal["name", "unit", "basis"], ...], Field(description="Count the matches per value.")] = ()
    sort: Annotated[Literal["name", "-name", "value", "-value"] | None, Field(description="`-`: falling.")] = None


class SeriesParameters(YearParameters, GovernmentFilter, DepartmentFilter):
    """Which series of an indicator."""

    basis: Annotated[Basis | None, Field(description="실적 actual, 목표 target, 계획 plan, 전망 forecast.")] = None
    unit: Annotated[NameText | None, Field(description="단위, 인쇄된 대로.")] = None
    include_history: Annotated[bool, Field(description="지난 판의 값도. Also the figures of superseded revisions.")] = False


class VehicleParameters(SharedFacets, GovernmentFilter):
    """Which vehicles."""

    EQUAL = {**FactParameters.EQUAL, "category": "category", "status": "status"}

    category: Annotated[NameText | None, Field(description="승용, 승합, 화물, 특수 …")] = None
    status: Annotated[NameText | None, Field(description="정수, 초과, 임차 …")] = None
    sort: Annotated[Literal["vehicles", "-vehicles"] | None, Field(description="`-`: falling.")] = None


class MilestoneParameters(SharedFacets, GovernmentFilter):
    """Which milestones."""

    EQUAL = {**FactParameters.EQUAL, "project": "project", "status": "status"}

    project: Annotated[NameText | None, Field(description="사업 이름.")] = None
    status: Annotated[Literal["done", "planned"] | None, Field(description="한 일 done, 할 일 planned.")] = None
    sort: Annotated[Literal["amount_won", "-amount_won"] | None, Field(description="`-`: falling.")] = None


class AuditParameters(FactParameters, GovernmentFilter):
    """Which requests of the council's audits."""

    EQUAL = {**FactParameters.EQUAL, "category": "category", "status": "status", "audit_year": "audit_year"}

    category: Annotated[AuditCategory | None, Field(description="시정·처리요구 correction, 건의 suggestion, 자료제출 submission.")] = None
    status: Annotated[AuditStatus | None, Field(description="완료 done, 추진 중 in_progress, 검토 중 under_review, 미반영 rejected.")] = (
        None
    )
    audit_year: Annotated[int | None, Field(description="감사 연도.", ge=1900, le=2999)] = None
    facet: Annotated[
        tuple[SharedFacet | Literal["category", "status", "audit_year"], ...], Field(description="Count the matches per value.")
    ] = ()
    sort: Annotated[Literal["audit_year", "-audit_year"] | None, Field(description="`-`: falling.")] = None


AnyFactParameters = (
    PlainParameters
    | DepartmentHeadcounts
    | ProjectParameters
    | IndicatorParameters
    | VehicleParameters
    | MilestoneParameters
    | AuditParameters
)


class ProjectsAcross(ProjectParameters, DepartmentFilter):
    """Which projects, of all departments."""


class AuditAcross(AuditParameters, DepartmentFilter):
    """Which requests, of all departments."""


class FactsAcross(FactParameters, GovernmentFilter, DepartmentFilter):
    """Which facts, of all reports and kinds."""

    EQUAL = {**FactParameters.EQUAL, **{field: field for field in ("direction", "role", "rank", "basis", "unit")}}

    kind: Annotated[tuple[Literal[FACT_KINDS], ...], Field(description="사실의 종류. Kind of fact. Repeatable.")] = ()  # type: ignore[valid-type]
    direction: Annotated[Direction | None, Field(description="세출 expenditure, 세입 revenue.")] = None
    role: Annotated[
        LineRole | None,
        Field(description="예산 줄의 구분: 합계 total, 소계 subtotal, 개별 leaf. The leaves of one statement may be added up."),
    ] = None
    rank: Annotated[NameText | None, Field(description="예산 줄의 단계: 정책, 단위, 세부 … What the table calls its depth.")] = None
    basis: Annotated[Basis | None, Field(description="실적 actual, 목표 target, 계획 plan, 전망 forecast.")] = None
    unit: Annotated[NameText | None, Field(description="단위, 인쇄된 대로. The unit as printed.", examples=["건"])] = None
    facet: Annotated[tuple[SharedFacet | Literal["kind", "role", "rank"], ...], Field(description="Count the matches per value.")] = ()


class ReportFactParameters(ListParameters):
    """Which facts of one report."""

    kind: Annotated[tuple[Literal[FACT_KINDS], ...], Field(description="사실의 종류. Kind of fact. Repeatable.")] = ()  # type: ignore[valid-type]


class FindingParameters(ListParameters):
    """Which findings."""

    code: Annotated[tuple[FindingCode, ...], Field(description="발견 종류. Repeatable.")] = ()
    severity: Annotated[tuple[Severity, ...], Field(description="Repeatable.")] = ()


class ReportParameters(YearParameters, GovernmentFilter, DepartmentFilter):
    """Which reports."""

    kind: Annotated[
        tuple[NameText, ...],
        Field(description="보고서 종류, 인쇄된 대로. As printed. Repeatable.", examples=["주요업무보고"]),
    ] = ()
    updated_after: Annotated[Moment | None, Field(description="이 시각 뒤에 저장된 보고서만. Only reports stored after this time.")] = None


class FindingsAcross(ReportParameters, FindingParameters):
    """Which findings, of all reports."""


class SourceParameters(BaseModel):
    """Which lines of a report."""

    first: Annotated[int, Field(description="첫 줄(1부터). First line, counted from 1.", ge=1, le=10_000_000)] = 1
    last: Annotated[int | None, Field(description="끝 줄(포함). Last line, included.", ge=1, le=10_000_000)] = None


class HintParameters(BaseModel):
    """What the sender says of a report besides its text (`app.models.report.Hints`)."""

    government: Annotated[NameText | None, Field(description="지방자치단체.")] = None
    department: Annotated[NameText | None, Field(description="부서.")] = None
    issued: Annotated[
        str | None, Field(description="발행일. ISO 8601, as exact as known.", pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", examples=["2021-06"])
    ] = None
    title: Annotated[str | None, Field(description="제목.", max_length=500)] = None
    source: Annotated[
        str | None, Field(description="보낸 쪽의 문서 번호나 주소. The sender's own document number or address.", max_length=1000)
    ] = None


class IngestParameters(HintParameters):
    """The hints, and whether to publish what is there already."""

    force: Annotated[bool, Field(description="같은 내용이 있어도 새 판으로 냅니다. Publish it though a revision holds the same.")] = False
