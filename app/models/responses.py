"""What the HTTP calls answer, beyond the models of a report itself.

A field that is always sent has no default; one that may be left out (`total_at_least`, `facets`) is left out when it
says nothing. Figures keep the names, units and types that they have in a fact (`app/models/facts.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from app.models.answer import Answer, left_out
from app.models.facts import Basis, Bound, BudgetLine, Direction, Duty, Headcount, Period
from app.models.finding import FindingCode, Severity
from app.models.lineage import Followed, Relative
from app.models.outline import Section, Table
from app.models.quantity import Number, Percent, Won
from app.models.report import Coverage, Hints, Received, ReportMeta
from app.models.span import Span

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many facts have one value."""

    value: str | int | None
    count: int


# What every list has behind its items.
NextCursor = Annotated[str | None, Field(description="다음 쪽의 cursor. The cursor of the next page; null on the last.")]
Total = Annotated[int | None, Field(description="전체 건수. Exact up to 10,000; left out beyond.", exclude_if=left_out)]
TotalAtLeast = Annotated[
    int | None, Field(description="Instead of `total` where more match, or the count is not known.", exclude_if=left_out)
]


Facets = Annotated[
    Mapping[str, tuple[FacetCount, ...]] | None,
    Field(description="Counts over all that match, per value, for each `facet` asked for.", exclude_if=left_out),
]
LineageFollowed = Annotated[Followed | None, Field(description="The names that were followed, with `lineage=true`.", exclude_if=left_out)]


class Page(Answer, Generic[Item]):
    """One page of a list."""

    items: tuple[Item, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None
    facets: Facets = None


class Document(Answer):
    """A report as a section-structured document."""

    id: Annotated[str, Field(description="Names one revision and never changes.", examples=["rdgk3m2qf7abcdef.2"])]
    series_id: str
    revision: int
    latest: bool
    meta: ReportMeta
    outline: tuple[Section, ...]
    tables: tuple[Table, ...]
    facts: Annotated[Mapping[str, int], Field(description="How many facts of each kind.")]
    findings: "tuple[ReportFinding, ...]"
    coverage: Coverage
    parser_version: str
    received: Received


class ReportItem(Answer):
    """A report in a list: without its body."""

    id: str
    series_id: str
    revision: int
    latest: bool
    meta: ReportMeta
    facts: Mapping[str, int]
    findings: int
    sha256: str
    parser_version: str
    published: datetime


class RevisionItem(ReportItem):
    """One entry of a report's history."""

    action: Literal["ingest", "delete", "reparse", "alias"]
    actor: str
    deleted: Annotated[bool, Field(description="This entry took the report away.")]
    hints: Hints


class SectionAnswer(Answer):
    """One section with what stands under it."""

    report_id: str
    path: Annotated[tuple[str, ...], Field(description="Titles from the root to the section.")]
    section: Section
    tables: Annotated[tuple[Table, ...], Field(description="The tables that stand in the section or under it.")]


class TableAnswer(Answer):
    """One table."""

    report_id: str
    path: Annotated[tuple[str, ...], Field(description="Titles from the root to the table's section.")]
    table: Table


class ReportFinding(Answer):
    """A finding, within its report."""

    code: FindingCode
    severity: Severity
    message: str
    span: Span
    printed: str | None
    expected: str | None
    related: tuple[Span, ...]


class FindingItem(ReportFinding):
    """A finding, in a list over many reports."""

    report_id: str
    government: str | None
    bureau: str | None
    department: str | None
    fiscal_year: int | None
    title: str | None


class SourceLines(Answer):
    """Lines of the report as received."""

    report_id: str
    first: int
    last: int
    total: Annotated[int, Field(description="How many lines the report has.")]
    lines: tuple[str, ...]


class BodyItem(Answer):
    """A government, bureau or department that figures are known of."""

    name: str
    level: Literal["government", "bureau", "department"]
    government: str | None
    fiscal_years: tuple[int, ...]
    facts: Annotated[Mapping[str, int], Field(description="How many facts of each kind.")]


class IndicatorItem(Answer):
    """An indicator that figures are known of."""

    name: str
    units: tuple[str, ...]
    fiscal_years: tuple[int, ...]
    governments: tuple[str, ...]
    departments: tuple[str, ...]
    facts: int


class Statement(Answer):
    """One budget table, or what of it belongs to the body that was asked for."""

    statement_id: str
    report_id: str
    government: str | None
    bureau: str | None
    department: str | None
    statement: str
    direction: Direction
    project: str | None
    fiscal_year: int | None
    as_of: str | None
    unit: str | None
    section: tuple[str, ...]
    span: Span
    lines: tuple[BudgetLine, ...]


class DepartmentBudget(Answer):
    """The budget of a department, statement by statement."""

    department: str
    statements: tuple[Statement, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None
    lineage: LineageFollowed = None


class GovernmentBudget(Answer):
    """The budget of a whole government, statement by statement."""

    government: str
    statements: tuple[Statement, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None


class TrendPoint(Answer):
    """The headline of one fiscal year: what the body as a whole had and spent."""

    fiscal_year: int | None
    government: str | None
    bureau: str | None
    department: str | None
    as_of: str | None
    statement: str
    statement_id: str
    item: Annotated[str, Field(description="The line that is the whole.")]
    budget_won: Won | None
    budget_basis: str | None
    executed_won: Won | None
    rate_percent: Percent | None
    prior_budget_won: Won | None
    report_id: str
    span: Span
    printed: str


class DepartmentTrend(Answer):
    """The headline budget of a department over the years, newest first."""

    department: str
    points: tuple[TrendPoint, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None
    lineage: LineageFollowed = None


class DepartmentHeadcount(Answer):
    """The posts and people of a department."""

    items: tuple[Headcount, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None
    facets: Facets = None
    lineage: LineageFollowed = None


class HeadcountSummary(Answer):
    """A body's latest head count."""

    fiscal_year: int | None
    as_of: str | None
    authorised: int | None
    actual: int | None
    variance: int | None
    report_id: str
    span: Span


class ProjectName(Answer):
    """A project in a profile."""

    title: str
    team: str | None
    fiscal_year: int | None
    budget_won: Won | None
    report_id: str
    span: Span


class Profile(Answer):
    """What is known of one body, newest first."""

    name: str
    level: Literal["bureau", "department"]
    government: str | None
    bureau: str | None
    fiscal_years: tuple[int, ...]
    facts: Mapping[str, int]
    teams: tuple[str, ...]
    duties: Annotated[tuple[Duty, ...], Field(description="Of the newest report that states any.")]
    headcount: HeadcountSummary | None
    budget: Annotated[TrendPoint | None, Field(description="The newest point of its trend.")]
    projects: Annotated[tuple[ProjectName, ...], Field(description="Of the newest report that states any.")]
    indicators: Annotated[tuple[str, ...], Field(description="Names of the newest year, for `/indicators/{name}`.")]
    relatives: Annotated[tuple[Relative, ...], Field(description="Whose figures belong to it too, with `lineage=true`.")]


class SeriesPoint(Answer):
    """One figure of a series."""

    fiscal_year: int | None
    as_of: str | None
    period: Period | None
    step: int | None
    bound: Bound | None
    value: Number
    report_id: str
    span: Span
    printed: str


class Series(Answer):
    """One indicator of one body, with one set of dimensions and one basis, over time (oldest first)."""

    name: str
    subject: str | None
    government: str | None
    bureau: str | None
    department: str | None
    dimensions: Mapping[str, str]
    unit: str | None
    basis: Basis | None
    points: tuple[SeriesPoint, ...]


class IndicatorSeries(Answer):
    """All series of an indicator."""

    name: str
    series: tuple[Series, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None


class BatchReceipt(Answer):
    """One line of a batch's answer: a report that is safely stored."""

    line: Annotated[int, Field(description="Which line of the request it answers, counted from 1.")]
    status: Literal[200, 201]
    id: str
    series_id: str
    revision: int
    facts: Mapping[str, int]
    findings: int


class Health(Answer):
    """Whether the service lives, or is ready."""

    status: Literal["ok"]


class FieldFault(Answer):
    """One parameter that is wrong."""

    name: str
    reason: str


class ProblemAnswer(BaseModel):
    """Every error: RFC 9457, `application/problem+json`."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(description="Stable name of the problem.", examples=["urn:bogo:problem:department-not-found"])]
    title: Annotated[str, Field(examples=["No such department"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[
        str, Field(description="한국어 설명.", examples=["'총무가'에 해당하는 부서를 찾을 수 없습니다. 비슷한 이름: 총무과."])
    ]
    instance: Annotated[str, Field(description="The address that was asked for.")]
    request_id: Annotated[str, Field(description="Also in the header X-Request-ID.")]
    near: Annotated[list[str] | str | None, Field(description="The nearest names that are known.")] = None
    offset: Annotated[int | None, Field(description="The byte at which a text could not be decoded, counted from 0.")] = None
    limit_bytes: int | None = None
    errors: list[FieldFault] | None = None
