"""What a store of reports does. Every adapter passes `tests/storage/test_contract.py`.

A *series* is one report through its re-issues; a *revision* is one text of it. Revisions are immutable and numbered
1, 2, … without reuse; the newest that is no tombstone is the *latest*. Publication is one insert: before it nobody
sees anything of the revision, after it everybody sees all of it (design §7).

Facts are kept in *sheets*: one per revision, kind, body and fiscal year (budget lines: and statement), so that a
query reads few of them and a page needs no more than the sheets it shows.

Adapters return models and let none of their driver's errors out: StoreUnavailable, StoreConflict, StoreDamaged and
StoreTooNew are all that a caller meets.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from app.models.facts import Fact
from app.models.finding import Finding, FindingFilter
from app.models.lineage import AliasBook, AliasSet, Years
from app.models.report import Hints, Report, ReportIdentity, ReportMeta
from app.models.responses import FacetCount
from app.models.search import BlockKind, SearchHit

COUNT_LIMIT: Final = 10_000


class Action(StrEnum):
    """What a journal entry records."""

    INGEST = "ingest"
    DELETE = "delete"
    REPARSE = "reparse"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Who did what, when; a part of the revision it speaks of, so that the two cannot disagree.

    A book of aliases has entries too; its series is `aliases:` and the key of its government, its
    digests are over the book.
    """

    action: Action
    actor: str
    at: datetime
    series_id: str
    revision: int
    before_sha256: str | None
    after_sha256: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A report that was read, with all that its revision needs to know. `force`: publish it though it is there already."""

    series_id: str
    report: Report
    source: bytes
    hints: Hints
    actor: str
    at: datetime
    action: Action = Action.INGEST
    force: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a submission: `created` is False where the same bytes and hints were one of the series' revisions already."""

    identity: ReportIdentity
    created: bool


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A revision without its body. `place`: the key that a list of reports goes on after, behind this one."""

    identity: ReportIdentity
    meta: ReportMeta
    hints: Hints
    facts: Mapping[str, int]
    findings: int
    sha256: str
    parser_version: str
    journal: JournalEntry
    deleted: bool = False
    place: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A revision, whole."""

    summary: ReportSummary
    report: Report


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which reports, of the latest revisions. Names compare by `name_key`; empty means any.

    governments, departments: reports of such a body (a bureau counts as a department), or with figures of it.
    kinds: as printed (주요업무보고 …). updated_after: published later than that.
    findings: only reports that have such a finding (an empty filter: any finding); a store may take others along that it would
        have to read to know.
    """

    governments: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fiscal_years: tuple[tuple[int, int], ...] = ()
    updated_after: datetime | None = None
    findings: FindingFilter | None = None
    after: tuple[str, ...] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Reports newest fiscal year first, then by government, body and series. `next` is the key to go on after.

    `total` counts all pages; it is exact up to COUNT_LIMIT, and some number above it where there are more.
    """

    items: tuple[ReportSummary, ...]
    total: int
    next: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A department, office or bureau in some fiscal years; of one government, or of any. Without years: always."""

    body: str
    government: str | None = None
    years: Years | None = None


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts. Names compare by `name_key`; empty means any.

    body: a department, office or bureau: facts whose department it is, or whose bureau it is and that have no department.
    bodies: the same for any of several.
    scopes: instead of `body` and `bodies`: facts of any of these.
    whole_government: only facts that belong to no bureau and no department.
    names: any of a fact's own names (indicator name or subject, project title, budget item, category, …).
    equal: exact comparisons of a fact's own fields (`direction`, `basis`, `unit`, `statement`, `project`, …), by `name_key`.
    text: every blank-separated word stands somewhere in the fact's `printed`, names or section, by `name_key`.
    report_id: a revision, or a series (then its latest).
    include_history: superseded revisions too, but nothing of a series that is deleted.
    after: `FactPage.next` of the page before, of a query that differs in nothing but `after` and `limit`.
    """

    kinds: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    body: str | None = None
    bodies: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    whole_government: bool = False
    fiscal_years: tuple[tuple[int, int], ...] = ()
    names: tuple[str, ...] = ()
    equal: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    report_id: str | None = None
    updated_after: datetime | None = None
    include_history: bool = False
    after: tuple[str, ...] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class FactPage:
    """Facts newest fiscal year first (none last), then by government, body, series, line and place in the report.

    `total` counts all pages; it is exact up to COUNT_LIMIT, and some number above it where there are more.
    """

    items: tuple[Fact, ...]
    total: int
    next: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Which sections, of the latest revisions. Names compare by `name_key`; empty means any.

    text: words parted by blanks, phrases in quotes; a section holds all of them (app/storage/asking/search_keys.py has the rules).
    governments, departments: of reports of such a body (a bureau counts as a department).
    fiscal_years: of the report.
    report_id: a revision, or a series (then its latest).
    blocks: of what kind the passage is that the hit is shown by.
    facets: of which fields values are counted: any of SEARCH_FACETS.
    """

    text: str
    governments: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    fiscal_years: tuple[tuple[int, int], ...] = ()
    report_id: str | None = None
    blocks: tuple[BlockKind, ...] = ()
    facets: tuple[str, ...] = ()
    after: tuple[str, ...] | None = None
    limit: int = 100


SEARCH_FACETS: Final = ("government", "bureau", "department", "fiscal_year", "block")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits, the best first (app/storage/asking/ranking.py has the order). `next` is the key to go on after.

    `total` counts all pages; it is exact up to COUNT_LIMIT, and some number above it where there are more. Beyond it the
    newest hits are ranked and counted in facets first (app/storage/asking/search.py).
    """

    items: tuple[SearchHit, ...]
    total: int
    next: tuple[str, ...] | None
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A name that facts can be found by, with where it occurs. May lag behind the reports.

    units: the units of an indicator's figures; empty for other kinds.
    """

    kind: str
    name: str
    government: str | None
    department: str | None
    years: tuple[int, ...]
    facts: Mapping[str, int]
    units: tuple[str, ...] = ()
    bureau: str | None = None


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """Which entries of the journal; empty means any. since: made then or later."""

    actors: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    since: datetime | None = None
    after: tuple[str, ...] | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Entries newest first. `next` is the key to go on after.

    `total` counts all pages; it is exact up to COUNT_LIMIT, and some number above it where there are more.
    """

    items: tuple[JournalEntry, ...]
    total: int
    next: tuple[str, ...] | None


AliasChange = Callable[[AliasBook], Sequence[AliasSet] | None]
"""The sets of a book in place of those it has (of a first one: version 0, none); None: they are as they should be."""


class ReportStore(Protocol):
    """Where reports are kept."""

    async def save(self, submission: Submission) -> Saved:
        """Publish a text as the next revision of its series, or find it there already.

        The latest revision having the same bytes and hints: nothing changes. A new reading (Action.REPARSE) is published
        only where the latest revision still has the bytes and hints that were read, and other facts; else nothing changes.
        Two at once: both are kept, one after the other. Raises StoreConflict after many tries, StoreUnavailable.
        """
        ...

    async def delete(self, series_id: str, *, actor: str, at: datetime) -> bool:
        """Publish a tombstone. False when there is no such series, or it is deleted already."""
        ...

    async def find_report(self, report_id: str) -> StoredReport | None:
        """A revision (`<series>.2`), or the latest of a series. None when unknown or, for a series, deleted."""
        ...

    async def find_summary(self, report_id: str) -> ReportSummary | None:
        """As `find_report`, without the body."""
        ...

    async def find_source(self, report_id: str) -> bytes | None:
        """The bytes as received."""
        ...

    async def find_revisions(self, series_id: str) -> tuple[ReportSummary, ...]:
        """All revisions, newest first, tombstones included; empty when the series is unknown."""
        ...

    async def find_journal(self, query: JournalQuery) -> JournalPage:
        """What was done to all reports, read off the revisions themselves. Raises InvalidCursor."""
        ...

    async def find_reports(self, query: ReportQuery) -> ReportPage:
        """Latest revisions that match; empty when none does."""
        ...

    async def find_findings(self, report_ids: Sequence[str]) -> Mapping[str, tuple[Finding, ...]]:
        """All findings of these revisions, in the order of print; those that are not there are left out."""
        ...

    async def count_findings(self, query: ReportQuery) -> int:
        """How many findings, of those that `query.findings` takes, the latest revisions have that match."""
        ...

    async def find_facts(self, query: FactQuery) -> FactPage:
        """Facts of the latest revisions that match (of all revisions with `include_history`); never two revisions mixed."""
        ...

    def stream_facts(self, query: FactQuery) -> AsyncIterator[Fact]:
        """All facts that match, in the order of `find_facts`, whatever its limit; memory stays flat."""
        ...

    async def count_values(self, query: FactQuery, field: str) -> Mapping[str | int | None, int] | None:
        """How many matching facts have each value of a field, where the store knows without reading them; else None."""
        ...

    async def search(self, query: SearchQuery) -> SearchPage:
        """Sections that hold all words in their own title, blocks and tables: just those that a scan of all text finds.

        Empty where the report that the query names is not there. Raises InvalidParameter where there is no word in the text,
        InvalidCursor.
        """
        ...

    async def note_reading(self, report_id: str, parser_version: str) -> None:
        """Keep in mind that this parser reads the same facts in a revision as are stored."""
        ...

    async def find_readings(self, report_ids: Sequence[str], parser_version: str) -> frozenset[str]:
        """Which of these revisions `note_reading` was told of."""
        ...

    async def find_catalogue(self, kinds: Sequence[str] = ()) -> tuple[CatalogueEntry, ...]:
        """Names by kind (`government`, `bureau`, `department`, `indicator`, `project`), in the order of their names."""
        ...

    async def find_aliases(self, governments: Sequence[str] = ()) -> tuple[AliasBook, ...]:
        """The newest book of aliases of each of these governments (none named: of all), in the order of their names."""
        ...

    async def change_aliases(self, government: str, change: AliasChange, *, actor: str, at: datetime) -> AliasBook:
        """Publish what `change` makes of a government's newest book as its next version; the book as it is then.

        Where another writer was faster `change` is asked again, about the newer book; what it raises ends the call, and
        nothing is changed. Raises StoreConflict when others were faster all the time.
        """
        ...

    async def rebuild_heads(self) -> int:
        """Work out anew which revisions are the latest; how many heads were missing or wrong."""
        ...

    async def sweep(self, now: datetime) -> int:
        """Remove what was written a day before `now` or earlier and never published; how many attempts that were."""
        ...

    async def ping(self) -> None:
        """Raises StoreUnavailable when the store cannot answer."""
        ...

    async def close(self) -> None:
        """Let go of connections and files."""
        ...
