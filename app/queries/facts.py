"""Facts as they are: of one report, of one body, or across all reports."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace

from app.errors import FactNotFound
from app.models.facts import Fact
from app.models.kinds import FACT_KINDS
from app.models.responses import FacetCount
from app.queries.listing import Listing, count_facets, sort_counts, sort_facts
from app.queries.names import expand_governments, require_body
from app.queries.ordering import order_facts
from app.queries.reports import require_summary
from app.storage.port import FactQuery, ReportStore


async def find_facts(store: ReportStore, query: FactQuery, *, sort: str | None = None, facets: Sequence[str] = ()) -> Listing[Fact]:
    """A page of facts, newest fiscal year first or by `sort`, with the counts of `facets` over all that match.

    Sorting and facets read all that match; a plain page reads no more than it shows.
    """
    query = replace(query, governments=await expand_governments(store, query.governments))
    everything = replace(query, after=None)  # the store's own keys are not those of another order
    if sort:
        listing = await sort_facts(store.stream_facts(everything), sort, query.after, query.limit)
    else:
        page = await store.find_facts(query)
        listing = Listing(page.items, page.total, page.next)
    if facets:
        listing = replace(listing, facets=await _count_facets(store, everything, facets))
    return listing


async def find_fact(store: ReportStore, report_id: str, fact_id: str) -> Fact:
    """One fact of a revision, or of the latest of a series. Raises ReportNotFound, FactNotFound."""
    summary = await require_summary(store, report_id)
    kind = fact_id.rpartition("-")[0]
    if kind in FACT_KINDS:
        query = FactQuery(kinds=(kind,), report_id=summary.identity.id, include_history=True)
        async for fact in store.stream_facts(query):
            if fact.id == fact_id:
                return fact
    raise FactNotFound(fact_id)


async def _count_facets(store: ReportStore, query: FactQuery, facets: Sequence[str]) -> Mapping[str, tuple[FacetCount, ...]]:
    """The counts of all facets; facts are read only for those that the store does not know."""
    known = {field: await store.count_values(query, field) for field in facets}
    unknown = [field for field, counts in known.items() if counts is None]
    read = await count_facets(store.stream_facts(query), unknown) if unknown else {}
    return {field: read[field] if counts is None else sort_counts(counts) for field, counts in known.items()}


async def find_body_facts(store: ReportStore, query: FactQuery, *, sort: str | None = None, facets: Sequence[str] = ()) -> Listing[Fact]:
    """As `find_facts`, of the department, office or bureau `query.body`. Raises DepartmentNotFound."""
    listing = await find_facts(store, query, sort=sort, facets=facets)
    if not listing.total:
        await require_body(store, query)
    return listing


async def stream_facts(store: ReportStore, query: FactQuery, *, sort: str | None = None) -> AsyncGenerator[Fact, None]:
    """All facts of `find_facts`, whatever its limit, in the same order; memory stays flat."""
    query = replace(query, after=None, governments=await expand_governments(store, query.governments))
    facts = store.stream_facts(query)
    async for fact in order_facts(facts, sort) if sort else facts:
        yield fact


async def stream_body_facts(store: ReportStore, query: FactQuery, *, sort: str | None = None) -> AsyncGenerator[Fact, None]:
    """As `stream_facts`, of the department, office or bureau `query.body`. Raises DepartmentNotFound."""
    found = False
    async for fact in stream_facts(store, query, sort=sort):
        found = True
        yield fact
    if not found:
        await require_body(store, query)
