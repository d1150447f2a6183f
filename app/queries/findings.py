"""Findings across reports: what does not add up anywhere, report by report.

Findings are kept with their report, and how many of which code with the store: so a page is gathered from those reports
alone that have what is asked for, in their usual order, each with its findings in the order of print. The key of a page is
where in which report it stopped.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from typing import Final

from app.models.finding import Finding, FindingFilter
from app.models.responses import FindingItem
from app.queries.listing import Key, Listing
from app.queries.names import expand_governments
from app.queries.reports import build_finding
from app.storage.port import ReportQuery, ReportStore, ReportSummary

_REPORTS_AT_ONCE: Final = 50


async def find_findings(store: ReportStore, query: ReportQuery, wanted: FindingFilter) -> Listing[FindingItem]:
    """Findings of the latest reports that `query` matches. `query.limit` and `query.after` count findings."""
    query = replace(query, governments=await expand_governments(store, query.governments), findings=wanted)
    place = _Place.read(query.after)
    items: list[FindingItem] = []
    following: _Place | None = place
    while following and len(items) < query.limit:
        following = await _gather(store, query, wanted, following, items)
    total = await store.count_findings(query) if following or query.after else len(items)
    return Listing(tuple(items), total, following.write() if following else None)


async def stream_findings(store: ReportStore, query: ReportQuery, wanted: FindingFilter) -> AsyncGenerator[FindingItem, None]:
    """All of `find_findings`, in the same order; memory holds the findings of a few reports."""
    query = replace(query, governments=await expand_governments(store, query.governments), findings=wanted)
    after: Key | None = None
    while True:
        page = await store.find_reports(replace(query, after=after, limit=_REPORTS_AT_ONCE))
        found = await store.find_findings([summary.identity.id for summary in page.items])
        for summary in page.items:
            for finding in filter(wanted.takes, found.get(summary.identity.id, ())):
                yield _build_item(finding, summary)
        after = page.next
        if after is None:
            return


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stopped: behind the report `finished`, with `skip` findings of the next one shown."""

    skip: int
    finished: Key | None

    @classmethod
    def read(cls, key: Key | None) -> "_Place":
        return cls(int(key[0]), key[1:] or None) if key else cls(0, None)

    def write(self) -> Key:
        return str(self.skip), *(self.finished or ())


async def _gather(store: ReportStore, query: ReportQuery, wanted: FindingFilter, place: _Place, items: list[FindingItem]) -> _Place | None:
    """Add the findings of the next reports to `items`, as many as there is room for; where to go on, or None at the end."""
    at_once = min(_REPORTS_AT_ONCE, query.limit - len(items) + 1)
    page = await store.find_reports(replace(query, after=place.finished, limit=at_once))
    found = await store.find_findings([summary.identity.id for summary in page.items])
    for summary in page.items:
        own = [finding for finding in found.get(summary.identity.id, ()) if wanted.takes(finding)]
        room = query.limit - len(items)
        items.extend(_build_item(finding, summary) for finding in own[place.skip : place.skip + room])
        if place.skip + room < len(own):
            return replace(place, skip=place.skip + room)
        place = _Place(0, summary.place)
        if len(items) == query.limit and (page.next or summary is not page.items[-1]):
            return place
    return place if page.next else None


def _build_item(finding: Finding, summary: ReportSummary) -> FindingItem:
    return FindingItem(
        **dict(build_finding(finding)),
        report_id=summary.identity.id,
        government=summary.meta.government,
        bureau=summary.meta.bureau,
        department=summary.meta.department,
        fiscal_year=summary.meta.fiscal_year,
        title=summary.meta.title,
    )
