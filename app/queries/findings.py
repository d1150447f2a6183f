"""Findings across reports: what does not add up anywhere, report by report.

Findings are kept with their report, so a page is gathered from the reports one after another, in their usual order,
each with its findings in the order of print. The key of a page is where in which report it stopped.
"""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace

from app.models.finding import Finding
from app.models.responses import FindingItem
from app.queries.listing import Key, Listing
from app.queries.names import expand_governments
from app.queries.reports import FindingFilter, build_finding, stream_summaries
from app.storage.port import ReportQuery, ReportStore, ReportSummary

_LARGEST_STEP = 1000


async def find_findings(store: ReportStore, query: ReportQuery, wanted: FindingFilter) -> Listing[FindingItem]:
    """Findings of the latest reports that `query` matches. `query.limit` and `query.after` count findings.

    The total is exact where codes and severities are not asked for, and on the last page; else it is what the pages so
    far have shown, a lower bound.
    """
    query = replace(query, governments=await expand_governments(store, query.governments))
    place = _Place.read(query.after)
    items: list[FindingItem] = []
    following: _Place | None = place
    while following and len(items) < query.limit:
        following = await _gather(store, query, wanted, following, items)
    if following:  # what is left may be reports without any such finding
        following = await _skip_empty(store, query, wanted, following)
    seen = place.seen + len(items)
    if following and wanted != FindingFilter():
        return Listing(tuple(items), seen + 1, replace(following, seen=seen).write(), at_least=True)
    total = await _count(store, query) if wanted == FindingFilter() else seen
    return Listing(tuple(items), total, replace(following, seen=seen).write() if following else None)


async def stream_findings(store: ReportStore, query: ReportQuery, wanted: FindingFilter) -> AsyncGenerator[FindingItem, None]:
    """All of `find_findings`, in the same order; memory holds the findings of one report."""
    query = replace(query, governments=await expand_governments(store, query.governments))
    async for summary in stream_summaries(store, query):
        for finding in await _find_in_report(store, summary, wanted):
            yield finding


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stopped: behind the report `finished`, with `skip` findings of the next one shown, `seen` in all."""

    seen: int
    skip: int
    finished: Key | None

    @classmethod
    def read(cls, key: Key | None) -> "_Place":
        return cls(int(key[0]), int(key[1]), key[2:] or None) if key else cls(0, 0, None)

    def write(self) -> Key:
        return str(self.seen), str(self.skip), *(self.finished or ())


async def _gather(store: ReportStore, query: ReportQuery, wanted: FindingFilter, place: _Place, items: list[FindingItem]) -> _Place | None:
    """Add one report's findings to `items`, as many as there is room for; where to go on, or None at the end."""
    page = await store.find_reports(replace(query, after=place.finished, limit=1))
    found = await _find_in_report(store, page.items[0], wanted) if page.items else []
    room = query.limit - len(items)
    items.extend(found[place.skip : place.skip + room])
    if place.skip + room < len(found):
        return replace(place, skip=place.skip + room)
    return _Place(place.seen, 0, page.next) if page.next else None


async def _skip_empty(store: ReportStore, query: ReportQuery, wanted: FindingFilter, place: _Place) -> _Place | None:
    """The place before the next finding; None where there is no further one."""
    following: _Place | None = place
    while following:
        probe: list[FindingItem] = []
        after = await _gather(store, replace(query, limit=1), wanted, following, probe)
        if probe:
            return following
        following = after
    return None


async def _find_in_report(store: ReportStore, summary: ReportSummary, wanted: FindingFilter) -> list[FindingItem]:
    if not summary.findings:
        return []
    stored = await store.find_report(summary.identity.id)
    if stored is None:
        return []  # taken away since the list was read
    return [_build_item(finding, summary) for finding in stored.report.findings if wanted.takes(finding)]


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


async def _count(store: ReportStore, query: ReportQuery) -> int:
    total, after = 0, None
    while True:
        page = await store.find_reports(replace(query, after=after, limit=_LARGEST_STEP))
        total += sum(summary.findings for summary in page.items)
        after = page.next
        if after is None:
            return total
