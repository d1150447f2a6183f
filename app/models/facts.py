"""The facts that a report states, one class a kind, told apart by `kind`.

Every fact knows whose figure it is (`government`, `bureau`, `department`), of which year (`fiscal_year`, `as_of`) and
where it was printed (`section`, `span`, `printed`). `report_id` is empty until the report is stored. A field that the
print does not state is None; it is never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from app.models.quantity import FundingTier, Number, Percent, Won
from app.models.span import Span, Spot


class Direction(StrEnum):
    """Money going out (세출) or coming in (세입)."""

    EXPENDITURE = "expenditure"
    REVENUE = "revenue"


class LineRole(StrEnum):
    """What a budget line is among the lines of its statement: a total, a total that is a part itself, or a part without parts."""

    TOTAL = "total"
    SUBTOTAL = "subtotal"
    LEAF = "leaf"


class Measure(StrEnum):
    """What a head count counts: posts (정원), people in them (현원), or the difference (과부족)."""

    AUTHORISED = "authorised"
    ACTUAL = "actual"
    VARIANCE = "variance"


class Basis(StrEnum):
    """Whether a figure happened (actual), is aimed at (target), decided (plan) or expected (forecast)."""

    ACTUAL = "actual"
    TARGET = "target"
    PLAN = "plan"
    FORECAST = "forecast"


class Bound(StrEnum):
    """Which end of a range a figure is: `1,200 ~ 1,400명` is a min and a max."""

    MIN = "min"
    MAX = "max"
    ABOUT = "about"


class BodyLevel(StrEnum):
    """How large a body is."""

    GOVERNMENT = "government"
    BUREAU = "bureau"
    DEPARTMENT = "department"
    OFFICE = "office"
    TEAM = "team"
    COUNCIL = "council"
    AFFILIATE = "affiliate"


class AuditCategory(StrEnum):
    """What the council asked for: 시정·처리요구, 건의, or 자료제출 and the rest."""

    CORRECTION = "correction"
    SUGGESTION = "suggestion"
    SUBMISSION = "submission"


class AuditStatus(StrEnum):
    """How far the answer has come: 완료, 추진 중, 검토 중, 미반영."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    UNDER_REVIEW = "under_review"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Period:
    """A time as printed, with the first and last day, month or year it names (ISO 8601: 2021, 2021-03, 2021-03-16)."""

    text: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class FundingShare:
    """One payer's part of an amount."""

    printed: Annotated[str, Field(description="The payer as printed.", examples=["시비"])]
    tier: FundingTier
    won: Won


@dataclass(frozen=True, slots=True)
class Statement:
    """One item of a project's overview, plans, results or effects."""

    text: str
    span: Span
    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactBase:
    """What every fact has."""

    id: Annotated[
        str,
        Field(
            description="Unique within the report: told by what the fact says and where, not by what stands before it.",
            examples=["budget_line-7f3k2m5q"],
        ),
    ]
    government: str | None
    bureau: str | None
    department: str | None
    fiscal_year: Annotated[int | None, Field(description="The year the figure is of; it may differ from the report's.")]
    as_of: Annotated[str | None, Field(description="The date the figure is of, ISO 8601.", examples=["2021-05-31"])]
    section: Annotated[tuple[str, ...], Field(description="Titles from the root.")]
    span: Span
    printed: Annotated[str, Field(description="The row or phrase as printed.")]
    report_id: str = ""
    section_id: Annotated[str | None, Field(description="The section's id in the document.", examples=["1.2"])] = None
    table: Annotated[str | None, Field(description="The table's id, if the fact comes from one.", examples=["t3"])] = None
    row: Annotated[int | None, Field(description="Its row, counted from 0 in the table's `rows`.", examples=[0])] = None
    column: Annotated[
        int | None,
        Field(description="Its column, counted from 0 in the table's `columns`; null where a fact is a whole row.", examples=[2]),
    ] = None
    at: Annotated[Mapping[str, Spot], Field(description="Where each figure is printed, by the field that holds it.")] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine(FactBase):
    """One row of a budget, execution or settlement table, or a project's own budget."""

    kind: Literal["budget_line"] = "budget_line"
    direction: Direction
    statement: Annotated[str, Field(description="The heading or caption that names the table.")]
    statement_id: Annotated[str, Field(description="The same for all lines of one table and year.")]
    project: str | None
    item: str
    path: Annotated[tuple[str, ...], Field(description="The items it is a part of, outermost first.")]
    level: Annotated[int, Field(description="0 for the outermost items.", ge=0)]
    role: Annotated[LineRole | None, Field(description="The leaves of one statement may be added up.")] = None
    rank: Annotated[str | None, Field(description="What the table calls the item's depth.", examples=["세부"])] = None
    budget_won: Won | None = None
    budget_basis: Annotated[str | None, Field(description="The budget column's label as printed.", examples=["예산현액"])] = None
    executed_won: Won | None = None
    rate_percent: Percent | None = None
    remaining_won: Won | None = None
    prior_budget_won: Won | None = None
    prior_basis: str | None = None
    prior_year: int | None = None
    change_won: Won | None = None
    change_percent: Percent | None = None
    share_percent: Percent | None = None
    carried_over_won: Won | None = None
    funding: tuple[FundingShare, ...] = ()
    executed_funding: tuple[FundingShare, ...] = ()
    account: Annotated[str | None, Field(description="The account (일반회계, 특별회계 …), if printed.")] = None
    unit: Annotated[str | None, Field(description="The unit the amounts were printed in.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount(FactBase):
    """How many posts or people of one category and grade."""

    kind: Literal["headcount"] = "headcount"
    measure: Measure
    category: str
    grade: Annotated[str | None, Field(description="None for the category's own total.")]
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(FactBase):
    """A project (사업) with what the report says of it."""

    kind: Literal["project"] = "project"
    number: str | None
    title: str
    team: str | None = None
    parent: Annotated[str | None, Field(description="The project or chapter it is a part of.")] = None
    goal: str | None = None
    period: Period | None = None
    budget_won: Won | None = None
    executed_won: Won | None = None
    rate_percent: Percent | None = None
    funding: tuple[FundingShare, ...] = ()
    non_budget: Annotated[bool, Field(description="The report says that it has no budget of its own (비예산).")] = False
    overview: tuple[Statement, ...] = ()
    plans: tuple[Statement, ...] = ()
    results: tuple[Statement, ...] = ()
    effects: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(FactBase):
    """A measured figure, out of a table or out of running text."""

    kind: Literal["indicator"] = "indicator"
    name: Annotated[str, Field(description="What was measured.", examples=["승소율"])]
    subject: Annotated[str | None, Field(description="What a name that says nothing alone is about.")] = None
    value: Number
    unit: str | None = None
    basis: Basis | None = None
    bound: Bound | None = None
    step: Annotated[int | None, Field(description="1, 2, … in a course a→b→c.")] = None
    dimensions: Annotated[Mapping[str, str], Field(description="Labels as printed.")] = field(default_factory=dict)
    period: Period | None = None
    project: str | None = None
    caption: Annotated[str | None, Field(description="What stands over the table that it comes from.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(FactBase):
    """One attribute of a building or site."""

    kind: Literal["facility"] = "facility"
    name: str
    attribute: str
    part: str | None = None
    value: Number | None = None
    unit: str | None = None
    text: Annotated[str, Field(description="The cell as printed, ditto marks resolved.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle(FactBase):
    """How many vehicles of one sort."""

    kind: Literal["vehicle"] = "vehicle"
    category: str
    subtype: str | None
    vehicles: int
    status: Annotated[str | None, Field(description="정수, 초과, 임차 …, as printed.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(FactBase):
    """One duty of a department or team."""

    kind: Literal["duty"] = "duty"
    unit: Annotated[str, Field(description="The department or team whose duty it is.")]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(FactBase):
    """A body: a government, a bureau, a department, a team …, with its size."""

    kind: Literal["organisation"] = "organisation"
    name: str
    level: BodyLevel
    parent: str | None = None
    teams: int | None = None
    persons: int | None = None
    counts: Annotated[Mapping[str, int], Field(description="What it consists of.", examples=[{"국": 5, "동": 22}])] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(FactBase):
    """Something that happened or will happen at a stated time."""

    kind: Literal["milestone"] = "milestone"
    project: str | None
    when: Period
    what: str
    amount_won: Won | None = None
    status: Annotated[str | None, Field(description="done or planned, where the heading says so.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditItem(FactBase):
    """One request of the council's audit (행정사무감사) and what was done about it."""

    kind: Literal["audit_item"] = "audit_item"
    category: AuditCategory
    audit_year: int | None
    request: str
    departments: tuple[str, ...]
    status: AuditStatus | None
    response: str | None


Fact = Annotated[
    BudgetLine | Headcount | Project | Indicator | Facility | Vehicle | Duty | Organisation | Milestone | AuditItem,
    Field(discriminator="kind"),
]

FACTS: Final[TypeAdapter[tuple[Fact, ...]]] = TypeAdapter(tuple[Fact, ...])
"""Writes facts as JSON and reads them back."""
