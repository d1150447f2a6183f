"""What narrows each list down: the parameters of the calls, by their types."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

Many = str | int | Sequence[str | int]
"""One value of a filter, or several of which any may fit. Years may be ranges: `2007..2021`, `2007..`."""


class ListFilters(TypedDict, total=False):
    """What narrows most lists down. `limit` is the length of a page, not of the list."""

    government: Many
    fiscal_year: Many
    q: str
    limit: int


class FactFilters(ListFilters, total=False):
    """What narrows lists of facts down."""

    department: Many
    kind: Many
    as_of: str
    direction: str
    role: str
    rank: str
    basis: str
    unit: str
    sort: str
    updated_after: datetime | str
    include_history: bool


class BudgetFilters(ListFilters, total=False):
    """What narrows a department's budget down."""

    direction: str
    project: str
    statement: str
    updated_after: datetime | str
    include_history: bool
    lineage: bool


class TrendFilters(ListFilters, total=False):
    """What narrows a department's trend down."""

    lineage: bool


class HeadcountFilters(ListFilters, total=False):
    """What narrows head counts down."""

    measure: str
    category: str
    grade: str
    as_of: str
    lineage: bool


class SeriesFilters(TypedDict, total=False):
    """What narrows the series of an indicator down."""

    government: Many
    department: Many
    fiscal_year: Many
    basis: str
    unit: str
    limit: int


class ReportFilters(TypedDict, total=False):
    """What narrows the list of reports down."""

    government: Many
    department: Many
    fiscal_year: Many
    kind: Many
    updated_after: datetime | str
    limit: int


class FindingFilters(ReportFilters, total=False):
    """What narrows findings down."""

    code: Many
    severity: Many


class SearchFilters(TypedDict, total=False):
    """What narrows a search down."""

    government: Many
    department: Many
    fiscal_year: Many
    report: str
    block: Many
    limit: int


class JournalFilters(TypedDict, total=False):
    """What narrows the journal down."""

    actor: Many
    action: Many
    since: datetime | str
    limit: int


class NameFilters(TypedDict, total=False):
    """What narrows lists of names down."""

    government: Many
    department: Many
    q: str
    limit: int
