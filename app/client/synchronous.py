"""The client for programs that wait for their answers. See `app.client`."""

import time
from collections.abc import Iterable, Iterator
from itertools import count
from types import TracebackType
from typing import Final, Self, TypeVar, Unpack

import httpx

from app.client import calls
from app.client.calls import Call, Ingested, LineProblem, NotedAliases, Part, Submission
from app.client.filters import (
    BudgetFilters,
    FactFilters,
    FindingFilters,
    HeadcountFilters,
    JournalFilters,
    NameFilters,
    ReportFilters,
    SearchFilters,
    SeriesFilters,
    TrendFilters,
)
from app.client.problems import Unreachable, read_problem
from app.models.facts import AuditItem, Fact, Headcount, Project
from app.models.history import JournalItem
from app.models.lineage import Alias
from app.models.report import Hints
from app.models.responses import (
    BatchReceipt,
    BodyItem,
    Document,
    FindingItem,
    IndicatorItem,
    Profile,
    ReportFinding,
    ReportItem,
    RevisionItem,
    Series,
    SourceLines,
    Statement,
    TrendPoint,
)
from app.models.search import SearchHit

T = TypeVar("T")

TIMEOUT_SECONDS: Final = 60.0
RETRIES: Final = 3
LONGEST_WAIT_SECONDS: Final = 30.0


class Bogo:
    """A service at an address. `http`: a client of your own, for certificates, proxies or a login; it stays yours to close.

    name: who calls, for the service's journal. retries: how often a call is made again while the service is busy.
    longest_wait_seconds: the longest pause before one.
    """

    def __init__(
        self,
        address: str,
        *,
        name: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
        longest_wait_seconds: float = LONGEST_WAIT_SECONDS,
        http: httpx.Client | None = None,
    ) -> None:
        self._address = httpx.URL(address.rstrip("/") + "/")
        self._headers = calls.name_caller(name)
        self._retries = retries
        self._longest_wait = longest_wait_seconds
        self._http = http or httpx.Client(timeout=timeout_seconds)
        self._owned = http is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        if self._owned:
            self._http.close()

    def ingest(
        self,
        report: str | bytes,
        *,
        government: str | None = None,
        department: str | None = None,
        issued: str | None = None,
        title: str | None = None,
        source: str | None = None,
    ) -> Ingested:
        """Send one report; sending the same again changes nothing. Raises InvalidCall where it can't be taken in."""
        hints = Hints(government=government, department=department, issued=issued, title=title, source=source)
        return self._send(calls.ingest(Submission(report, hints)))

    def batch(self, submissions: Iterable[Submission]) -> Iterator[BatchReceipt | LineProblem]:
        """Send many reports; a receipt or a problem for each, in their order. One bad report harms no other."""
        before = 0
        for portion in calls.cut_batch(submissions):
            yield from self._send(calls.send_batch(portion, before))
            before += len(portion)

    def reports(self, **filters: Unpack[ReportFilters]) -> Iterator[ReportItem]:
        """The latest reports, newest fiscal year first."""
        return self._list(calls.reports(filters))

    def report(self, report_id: str) -> Document:
        """A revision (`<series>.2`), or the latest of a series. Raises NotFound."""
        return self._send(calls.report(report_id))

    def revisions(self, report_id: str) -> Iterator[RevisionItem]:
        """The history of a report, newest first, deletions included."""
        return self._list(calls.revisions(report_id))

    def source(self, report_id: str, first: int | None = None, last: int | None = None) -> SourceLines:
        """Lines of a report as received, counted from 1, both ends included."""
        return self._send(calls.source(report_id, first, last))

    def delete(self, series_id: str) -> None:
        """Take a report away, with all its revisions. Raises NotFound."""
        self._send(calls.delete(series_id))

    def facts(self, report_id: str | None = None, **filters: Unpack[FactFilters]) -> Iterator[Fact]:
        """Facts of one report (narrowed by `kind` and `limit` alone), or across all."""
        return self._list(calls.facts(report_id, filters))

    def fact(self, report_id: str, fact_id: str) -> Fact:
        """One fact of a revision, or of the latest of a series. Raises NotFound."""
        return self._send(calls.fact(report_id, fact_id))

    def export_facts(self, form: str, labels: str | None = None, **filters: Unpack[FactFilters]) -> Iterator[bytes]:
        """All facts across reports as a file (`csv`, `ndjson`, `xlsx`), part by part; labels: `en`, `ko` or `both`."""
        return self._stream(calls.export_facts(form, labels, filters))

    def findings(self, **filters: Unpack[FindingFilters]) -> Iterator[FindingItem]:
        """What does not add up or was not read, across all reports."""
        return self._list(calls.findings(filters))

    def report_findings(self, report_id: str) -> Iterator[ReportFinding]:
        """What does not add up or was not read in one report."""
        return self._list(calls.report_findings(report_id))

    def governments(self, **filters: Unpack[NameFilters]) -> Iterator[BodyItem]:
        """Governments that figures are known of."""
        return self._list(calls.governments(filters))

    def departments(self, **filters: Unpack[NameFilters]) -> Iterator[BodyItem]:
        """Departments and bureaus that figures are known of."""
        return self._list(calls.departments(filters))

    def profiles(self, name: str, **filters: Unpack[NameFilters]) -> Iterator[Profile]:
        """What is known of the departments of one name, one a government."""
        return self._list(calls.profiles(name, filters))

    def department_budget(self, name: str, **filters: Unpack[BudgetFilters]) -> Iterator[Statement]:
        """A department's budget, statement by statement, newest fiscal year first."""
        return self._list(calls.department_budget(name, filters))

    def trend(self, name: str, **filters: Unpack[TrendFilters]) -> Iterator[TrendPoint]:
        """A department's headline budget, one point a fiscal year."""
        return self._list(calls.trend(name, filters))

    def headcount(self, name: str, **filters: Unpack[HeadcountFilters]) -> Iterator[Headcount]:
        """A department's posts and people."""
        return self._list(calls.headcount(name, filters))

    def aliases(self, government: str, name: str) -> NotedAliases:
        """What else a department is or was called; `lineage=True` follows it. Raises NotFound."""
        return self._send(calls.aliases(government, name))

    def put_aliases(self, government: str, name: str, aliases: Iterable[Alias], *, etag: str | None = None) -> NotedAliases:
        """Note the other names of a department, in place of those it had. Raises Outdated where `etag` is not theirs any more."""
        return self._send(calls.put_aliases(government, name, aliases, etag))

    def delete_aliases(self, government: str, name: str, *, etag: str | None = None) -> None:
        """Forget the other names of a department. Raises NotFound, Outdated."""
        self._send(calls.delete_aliases(government, name, etag))

    def indicators(self, **filters: Unpack[NameFilters]) -> Iterator[IndicatorItem]:
        """Names of indicators."""
        return self._list(calls.indicators(filters))

    def series(self, name: str, **filters: Unpack[SeriesFilters]) -> Iterator[Series]:
        """How one indicator moved, series by series."""
        return self._list(calls.series(name, filters))

    def projects(self, **filters: Unpack[FactFilters]) -> Iterator[Project]:
        """Projects across reports."""
        return self._list(calls.projects(filters))

    def audit_items(self, **filters: Unpack[FactFilters]) -> Iterator[AuditItem]:
        """Requests of the councils' audits, across reports."""
        return self._list(calls.audit_items(filters))

    def search(self, words: str, **filters: Unpack[SearchFilters]) -> Iterator[SearchHit]:
        """Sections that hold all words, the best first."""
        return self._list(calls.search(words, filters))

    def journal(self, **filters: Unpack[JournalFilters]) -> Iterator[JournalItem]:
        """Who did what to which report, newest first."""
        return self._list(calls.journal(filters))

    def _list(self, call: Call[Part[T]]) -> Iterator[T]:
        following: Call[Part[T]] | None = call
        while following:
            part = self._send(following)
            yield from part.items
            following = call.after(part.next) if part.next else None

    def _send(self, call: Call[T]) -> T:
        response = self._open(call)
        try:
            response.read()
        except httpx.TransportError as error:
            raise Unreachable(self._address, error) from error
        finally:
            response.close()
        return call.read(response)

    def _stream(self, call: Call[None]) -> Iterator[bytes]:
        response = self._open(call)
        try:
            yield from response.iter_bytes()
        except httpx.TransportError as error:
            raise Unreachable(self._address, error) from error
        finally:
            response.close()

    def _open(self, call: Call[T]) -> httpx.Response:
        """The beginning of an answer that is no problem. Raises Unreachable, ProblemError."""
        for tried in count():
            try:
                response = self._http.send(self._build(call), stream=True)
                if response.is_success:
                    return response
                response.read()
            except httpx.TransportError as error:
                raise Unreachable(self._address, error) from error
            wait = calls.find_wait(call, response, tried, self._retries, self._longest_wait)
            if wait is None:
                break
            time.sleep(wait)
        raise read_problem(response)

    def _build(self, call: Call[T]) -> httpx.Request:
        address = self._address.join(call.path).copy_merge_params(call.parameters)
        return self._http.build_request(call.method, address, content=call.content, headers=(*self._headers, *call.headers))
