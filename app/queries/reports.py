"""Reports as documents: whole, in parts, as received, and through their history."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from app.errors import InvalidParameter, ReportNotFound, SectionNotFound, TableNotFound
from app.models.finding import Finding, FindingFilter
from app.models.outline import Section, Table
from app.models.report import Report, ReportIdentity
from app.models.responses import Document, ReportFinding, ReportItem, RevisionItem, SectionAnswer, SourceLines, TableAnswer
from app.parsers.characters.normalise import decode, split_lines
from app.queries.listing import Key, Listing, walk_pages
from app.queries.names import expand_governments, find_near
from app.storage.port import Action, ReportQuery, ReportStore, ReportSummary, StoredReport

T = TypeVar("T")

_AT_ONCE: Final = 500


async def find_reports(store: ReportStore, query: ReportQuery) -> Listing[ReportItem]:
    """Latest revisions, newest fiscal year first, then by government, department and id."""
    page = await store.find_reports(replace(query, governments=await expand_governments(store, query.governments)))
    return Listing(tuple(map(build_item, page.items)), page.total, page.next)


async def stream_reports(store: ReportStore, query: ReportQuery) -> AsyncGenerator[ReportItem, None]:
    """All of `find_reports`, in the same order; memory holds one page."""
    query = replace(query, governments=await expand_governments(store, query.governments))
    async for summary in stream_summaries(store, query):
        yield build_item(summary)


def stream_summaries(store: ReportStore, query: ReportQuery) -> AsyncGenerator[ReportSummary, None]:
    """All reports that match, page by page."""

    async def find(after: Key | None) -> Listing[ReportSummary]:
        page = await store.find_reports(replace(query, after=after, limit=_AT_ONCE))
        return Listing(page.items, page.total, page.next)

    return walk_pages(find)


async def require_summary(store: ReportStore, report_id: str) -> ReportSummary:
    """A revision, or the latest of a series. Raises ReportNotFound."""
    summary = await store.find_summary(report_id)
    if summary is None or summary.deleted:
        raise ReportNotFound(report_id)
    return summary


async def require_report(store: ReportStore, report_id: str) -> StoredReport:
    """As `require_summary`, with the body."""
    stored = await store.find_report(report_id)
    if stored is None or stored.summary.deleted:
        raise ReportNotFound(report_id)
    return stored


async def require_source(store: ReportStore, report_id: str) -> bytes:
    """The bytes of a revision, or of the latest of a series, as received. Raises ReportNotFound."""
    source = await store.find_source(report_id)
    if source is None:
        raise ReportNotFound(report_id)
    return source


async def find_revisions(store: ReportStore, series_id: str) -> Listing[RevisionItem]:
    """The whole history of a series, or of the series that a revision belongs to, newest first. Raises ReportNotFound."""
    revisions = await store.find_revisions(series_id.partition(".")[0])
    if not revisions:
        raise ReportNotFound(series_id)
    return Listing(tuple(map(_build_revision, revisions)), len(revisions), None)


def build_document(report: Report, identity: ReportIdentity) -> Document:
    """A report as it is shown: facts as counts, for they have calls of their own."""
    counts: dict[str, int] = {}
    for fact in report.facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    return Document(
        id=identity.id,
        series_id=identity.series_id,
        revision=identity.revision,
        latest=identity.latest,
        meta=report.meta,
        outline=report.outline,
        tables=report.tables,
        facts=counts,
        findings=tuple(map(build_finding, report.findings)),
        coverage=report.coverage,
        parser_version=report.parser_version,
        received=report.received,
    )


def build_finding(finding: Finding) -> ReportFinding:
    """A finding as it is shown."""
    return ReportFinding(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        span=finding.span,
        printed=finding.printed,
        expected=finding.expected,
        related=finding.related,
    )


def build_item(summary: ReportSummary) -> ReportItem:
    """A report in a list."""
    return ReportItem(
        id=summary.identity.id,
        series_id=summary.identity.series_id,
        revision=summary.identity.revision,
        latest=summary.identity.latest,
        meta=summary.meta,
        facts=dict(summary.facts),
        findings=summary.findings,
        sha256=summary.sha256,
        parser_version=summary.parser_version,
        published=summary.journal.at,
    )


def _build_revision(summary: ReportSummary) -> RevisionItem:
    return RevisionItem(
        **dict(build_item(summary)),
        action=Action(summary.journal.action).value,
        actor=summary.journal.actor,
        deleted=summary.deleted,
        hints=summary.hints,
    )


def find_section(stored: StoredReport, section_id: str) -> SectionAnswer:
    """A section with the tables that stand in it or under it. Raises SectionNotFound."""
    for path, section in walk_sections(stored.report.outline):
        if section.id == section_id:
            inside = {held.id for _, held in walk_sections((section,))}
            tables = tuple(table for table in stored.report.tables if table.section in inside)
            return SectionAnswer(report_id=stored.summary.identity.id, path=path, section=section, tables=tables)
    raise SectionNotFound(section_id, find_near(section_id, [section.id for _, section in walk_sections(stored.report.outline)]))


def find_table(stored: StoredReport, table_id: str) -> TableAnswer:
    """A table with the titles above it. Raises TableNotFound."""
    for table in stored.report.tables:
        if table.id == table_id:
            path = next((path for path, section in walk_sections(stored.report.outline) if section.id == table.section), ())
            return TableAnswer(report_id=stored.summary.identity.id, path=path, table=table)
    raise TableNotFound(table_id, find_near(table_id, [table.id for table in stored.report.tables]))


async def find_tables(store: ReportStore, report_id: str, *, after: Key | None, limit: int) -> Listing[Table]:
    """A report's tables in the order of print. Raises ReportNotFound."""
    stored = await require_report(store, after[0] if after else report_id)
    return _page(stored, stored.report.tables, after, limit)


async def find_report_findings(
    store: ReportStore, report_id: str, wanted: FindingFilter, *, after: Key | None, limit: int
) -> Listing[ReportFinding]:
    """A report's findings in the order of print. Raises ReportNotFound."""
    stored = await require_report(store, after[0] if after else report_id)
    found = [build_finding(finding) for finding in stored.report.findings if wanted.takes(finding)]
    return _page(stored, found, after, limit)


def _page(stored: StoredReport, parts: Sequence[T], after: Key | None, limit: int) -> Listing[T]:
    # The key names the revision: where the series moves on, the pages go on with the text they began with.
    first = int(after[1]) if after else 0
    following = (stored.summary.identity.id, str(first + limit)) if first + limit < len(parts) else None
    return Listing(tuple(parts[first : first + limit]), len(parts), following)


def walk_sections(sections: Sequence[Section], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Section]]:
    """Every section with the titles from the root to it, in the order of print."""
    for section in sections:
        path = (*above, section.title)
        yield path, section
        yield from walk_sections(section.children, path)


def cut_source(source: bytes, report_id: str, first: int, last: int | None) -> SourceLines:
    """Lines `first` to `last` of a report as received, counted from 1, both included. Raises InvalidParameter.

    A `last` beyond the end means the end.
    """
    lines = split_lines(decode(source).text)
    if first > len(lines):
        raise InvalidParameter("first", str(first), f"보고서는 {len(lines)}줄입니다.")
    if last is not None and last < first:
        raise InvalidParameter("last", str(last), "first보다 작을 수 없습니다.")
    end = min(last or len(lines), len(lines))
    return SourceLines(report_id=report_id, first=first, last=end, total=len(lines), lines=tuple(lines[first - 1 : end]))
