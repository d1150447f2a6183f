"""Budgets: statement by statement, and as one headline a year.

**Statements.** A statement is one budget table, or what of it belongs to the body that was asked for. Statements come
newest fiscal year first, then by government, bureau, department, report and the order of print; pages are counted in
statements, and a statement is never divided.

**The headline of a year.** A department's reports hold many budget tables: its own whole, parts of it, single projects.
The headline is found by these rules, for each government and fiscal year:

1. Only expenditure, and no tables of a single project.
2. The *whole* of a statement is the outermost of the department's own lines: in its own table the total, in a wider
   table the row that bears its name. Where several lines are outermost, the one that is called a total or bears the
   department's name; a statement without such a line has no whole and is passed over.
3. A whole of less than half of the year's largest is a part of something; it is passed over.
4. Of the rest the latest as-of date counts (a statement without a date is older than any other), then the larger
   budget, then the statement printed first.
"""

from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from app.models.facts import BudgetLine, Direction, Fact
from app.models.names import name_key
from app.models.responses import Statement, TrendPoint
from app.models.span import join_spans
from app.parsers.labels import GRAND_TOTAL_WORDS
from app.queries.listing import Key, Listing, gather_groups, natural_key, short_key, year_key
from app.queries.names import expand_governments, require_body
from app.storage.port import FactQuery, ReportStore

_ALL_YEARS: Final = 1_000_000  # fiscal years of all governments
_PART: Final = 2  # a whole is at least one half of the year's largest


async def find_statements(store: ReportStore, query: FactQuery) -> Listing[Statement]:
    """Budget lines grouped by statement. `query.limit` and `query.after` count statements."""
    query = replace(query, governments=await expand_governments(store, query.governments))
    groups = await gather_groups(store.stream_facts(replace(query, after=None)), _statement_key, query.after, query.limit)
    return Listing(tuple(map(build_statement, groups.items)), groups.total, groups.next)


async def find_department_budget(store: ReportStore, query: FactQuery) -> Listing[Statement]:
    """The statements of the department, office or bureau `query.body`. Raises DepartmentNotFound."""
    listing = await find_statements(store, query)
    if not listing.total:
        await require_body(store, query)
    return listing


def build_statement(facts: Sequence[Fact]) -> Statement:
    """One statement out of its lines, which come in the order of print."""
    lines = tuple(sorted((fact for fact in facts if isinstance(fact, BudgetLine)), key=_print_order))
    first = lines[0]
    return Statement(
        statement_id=first.statement_id,
        report_id=first.report_id,
        government=first.government,
        bureau=first.bureau,
        department=first.department,
        statement=first.statement,
        direction=first.direction,
        project=_common(line.project for line in lines),
        fiscal_year=first.fiscal_year,
        as_of=_common(line.as_of for line in lines),
        unit=_common(line.unit for line in lines),
        section=first.section,
        span=join_spans(line.span for line in lines),
        lines=lines,
    )


def _statement_key(fact: Fact) -> Key | None:
    if not isinstance(fact, BudgetLine):
        return None
    body = map(short_key, (fact.government or "", fact.bureau or "", fact.department or ""))
    return year_key(fact.fiscal_year), *body, fact.report_id, short_key(natural_key(fact.statement_id)), fact.direction


def _print_order(fact: BudgetLine) -> tuple[int, int, int, str]:
    return fact.span.first, fact.span.start or 0, fact.row or 0, fact.id


def _common(values: Iterable[str | None]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


async def find_trend(store: ReportStore, query: FactQuery) -> Listing[TrendPoint]:
    """The headline of each fiscal year, newest first, then by government. Raises DepartmentNotFound.

    Where several departments are asked for (`query.scopes`), of each of them: two that were merged are never summed up.
    """
    query = replace(query, governments=await expand_governments(store, query.governments))
    key_of = _year_and_department if query.scopes else _year_and_body
    years = await gather_groups(store.stream_facts(replace(query, after=None)), key_of, query.after, query.limit)
    if not years.total:
        await require_body(store, query)
    headlines = (find_headline([fact for fact in facts if isinstance(fact, BudgetLine)]) for facts in years.items)
    points = tuple(_build_point(line) for line in headlines if line)
    whole = query.after is None and years.next is None
    return Listing(points, len(points) if whole else years.total, years.next)


async def stream_trend(store: ReportStore, query: FactQuery) -> AsyncGenerator[TrendPoint, None]:
    """All points of `find_trend`. Raises DepartmentNotFound."""
    for point in (await find_trend(store, replace(query, after=None, limit=_ALL_YEARS))).items:
        yield point


def _year_and_body(fact: Fact) -> Key | None:
    if not isinstance(fact, BudgetLine) or fact.fiscal_year is None:
        return None
    if fact.direction is not Direction.EXPENDITURE or fact.project is not None:
        return None
    return year_key(fact.fiscal_year), fact.government or ""


def _year_and_department(fact: Fact) -> Key | None:
    key = _year_and_body(fact)
    return (*key, short_key(name_key(fact.department or fact.bureau or ""))) if key else None


def find_headline(lines: Sequence[BudgetLine]) -> BudgetLine | None:
    """The line that is the whole of one body in one fiscal year, by the rules above; None where nothing is."""
    ordered = sorted(lines, key=lambda line: (line.report_id, natural_key(line.statement_id), *_print_order(line)))
    statements = groupby(ordered, key=lambda line: (line.report_id, line.statement_id, line.bureau, line.department))
    wholes = [whole for _, statement in statements if (whole := find_whole(tuple(statement))) and whole.budget_won is not None]
    largest = max((abs(whole.budget_won or 0) for whole in wholes), default=0)
    enough = [whole for whole in wholes if abs(whole.budget_won or 0) * _PART >= largest]
    return max(enough, key=lambda whole: (whole.as_of or "", whole.budget_won or 0), default=None)


def find_whole(lines: Sequence[BudgetLine]) -> BudgetLine | None:
    """The line of a statement that all other lines of the same body are parts of; None where there is no such line."""
    outermost_level = min((line.level for line in lines), default=0)
    outermost = [line for line in lines if line.level == outermost_level]
    if len(outermost) == 1:
        return outermost[0]
    return next((line for line in outermost if _is_total(line)), None)


def _is_total(line: BudgetLine) -> bool:
    item = name_key(line.item)
    return item in GRAND_TOTAL_WORDS or item == name_key(line.department or line.bureau or line.government or "")


def _build_point(line: BudgetLine) -> TrendPoint:
    return TrendPoint(
        fiscal_year=line.fiscal_year,
        government=line.government,
        bureau=line.bureau,
        department=line.department,
        as_of=line.as_of,
        statement=line.statement,
        statement_id=line.statement_id,
        item=line.item,
        budget_won=line.budget_won,
        budget_basis=line.budget_basis,
        executed_won=line.executed_won,
        rate_percent=line.rate_percent,
        prior_budget_won=line.prior_budget_won,
        report_id=line.report_id,
        span=line.span,
        printed=line.printed,
    )
