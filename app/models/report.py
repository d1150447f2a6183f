"""A whole report, read: what `parse_report` returns and what a store keeps.

The parser knows nothing of revisions: `Report` is what one text says. A store adds who it is (`ReportIdentity`).
"""

from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from app.models.facts import Fact
from app.models.finding import Finding
from app.models.outline import Section, Table


@dataclass(frozen=True, slots=True)
class Session:
    """The council session a report was printed for."""

    name: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the sender says of a report besides its text. A hint never overrides what is printed."""

    government: str | None = None
    department: str | None = None
    issued: str | None = None
    title: str | None = None
    source: Annotated[str | None, Field(description="The sender's own document number or address.")] = None


@dataclass(frozen=True, slots=True)
class ReportMeta:
    """Who reports, what, and of when. None where neither text nor hints say so."""

    title: str | None = None
    kind: Annotated[str | None, Field(description="As printed: 주요업무보고, 주요업무 추진실적 …")] = None
    government: str | None = None
    bureau: str | None = None
    department: str | None = None
    fiscal_year: int | None = None
    issued: Annotated[str | None, Field(description="ISO 8601, as exact as printed.", examples=["2007-06"])] = None
    as_of: str | None = None
    source: str | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True)
class NumberCount:
    """How many numbers stand somewhere and how many of them a fact has used."""

    numbers: int
    read: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of the printed numbers became facts, in tables and in running text."""

    tables: NumberCount
    prose: NumberCount
    by_table: Annotated[dict[str, NumberCount], Field(description="Per table id.")]


@dataclass(frozen=True, slots=True)
class Received:
    """The bytes as they came."""

    sha256: str
    bytes: int
    encoding: str
    lines: int


@dataclass(frozen=True, slots=True)
class Report:
    """One text, read. The same text and hints give the same Report, field for field."""

    meta: ReportMeta
    outline: tuple[Section, ...]
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    parser_version: str
    received: Received


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """Which revision of which series a stored report is."""

    id: Annotated[str, Field(description="Names one revision and never changes.", examples=["rdgk3m2qf7abc.2"])]
    series_id: str
    revision: int
    latest: bool


REPORT: Final[TypeAdapter[Report]] = TypeAdapter(Report)
"""Writes a report as JSON and reads it back."""
