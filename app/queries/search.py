"""Search over the text of all reports."""

from dataclasses import replace

from app.models.search import SearchHit
from app.queries.listing import Listing
from app.queries.names import expand_governments
from app.queries.reports import require_summary
from app.storage.port import ReportStore, SearchQuery


async def search(store: ReportStore, query: SearchQuery) -> Listing[SearchHit]:
    """Sections that hold all words of `query.text`, the best first. Raises InvalidParameter, ReportNotFound."""
    if query.report_id is not None:
        await require_summary(store, query.report_id)
    page = await store.search(replace(query, governments=await expand_governments(store, query.governments)))
    return Listing(page.items, page.total, page.next, facets=page.facets or None)
