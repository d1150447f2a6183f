"""The calls of the service as values: what is sent, and how the answer is read. Nothing here sends anything."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Generic, NamedTuple, TypeVar
from urllib.parse import quote

import httpx
import orjson
from pydantic import BaseModel, TypeAdapter

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
from app.client.problems import ProblemError, build_problem
from app.models.facts import AuditItem, Fact, Headcount, Project
from app.models.history import JournalItem
from app.models.lineage import Alias, DepartmentAliases
from app.models.report import Hints
from app.models.responses import (
    BatchReceipt,
    BodyItem,
    DepartmentBudget,
    DepartmentHeadcount,
    DepartmentTrend,
    Document,
    FindingItem,
    IndicatorItem,
    IndicatorSeries,
    Page,
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
P = TypeVar("P", bound=BaseModel)

NDJSON: Final = "application/x-ndjson"
BUSY: Final = 503
PORTION_REPORTS: Final = 50
PORTION_BYTES: Final = 8_000_000
_HTTP_WAIT_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Submission:
    """A report to send: its text, or its bytes as they are, and what is known of it besides."""

    report: str | bytes
    hints: Hints = field(default_factory=Hints)


class Ingested(NamedTuple):
    """What became of a report. `created` is False where the same bytes and hints were stored already."""

    document: Document
    created: bool


class NotedAliases(NamedTuple):
    """The other names of a department, and the ETag under which they may be changed."""

    noted: DepartmentAliases
    etag: str


class LineProblem(NamedTuple):
    """A report of a batch that was refused; `line` counts the reports of the batch from 1."""

    line: int
    problem: ProblemError


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request. `repeatable`: doing it twice is the same as doing it once."""

    path: str
    read: Callable[[httpx.Response], T]
    method: str = "GET"
    parameters: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    repeatable: bool = True

    def after(self, cursor: str) -> "Call[T]":
        """The same call for the page behind a cursor."""
        return Call(self.path, self.read, parameters=(*self.parameters, ("cursor", cursor)))


class Part(NamedTuple, Generic[T]):
    """One page of a list."""

    items: tuple[T, ...]
    next: str | None


def name_caller(name: str | None) -> tuple[tuple[str, str], ...]:
    """The header in which a caller says its name; headers hold no Korean as it is."""
    return (("X-Client-Name", quote(name, safe="")),) if name else ()


def find_wait(call: Call[Any], response: httpx.Response, tried: int, retries: int, longest_seconds: float) -> float | None:
    """How many seconds to wait before the call is made again; None where it should not be."""
    if response.status_code != BUSY or not call.repeatable or tried >= retries:
        return None
    return min(read_retry_after(response.headers.get("retry-after")), longest_seconds)


def read_retry_after(header: str | None) -> float:
    """Seconds to wait: a number of them, or until a date.

    >>> read_retry_after("5"), read_retry_after(None), read_retry_after("Sun, 06 Nov 1994 08:49:37 GMT")
    (5.0, 1.0, 0.0)
    """
    if header is None:
        return _HTTP_WAIT_SECONDS
    if header.strip().isdigit():
        return float(header)
    try:
        return max((parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds(), 0.0)
    except ValueError:
        return _HTTP_WAIT_SECONDS


def ingest(submission: Submission) -> Call[Ingested]:
    """Send one report."""
    is_text = isinstance(submission.report, str)
    content = submission.report.encode() if isinstance(submission.report, str) else submission.report
    # Bytes go without a charset: which it is, is for the service to see.
    media_type = "text/plain; charset=utf-8" if is_text else "text/plain"
    return Call(
        "ingest",
        lambda response: Ingested(Document.model_validate_json(response.content), response.status_code == httpx.codes.CREATED),
        method="POST",
        parameters=list_parameters(asdict(submission.hints)),
        content=content,
        headers=(("Content-Type", media_type),),
    )


def cut_batch(submissions: Iterable[Submission]) -> Iterator[list[bytes]]:
    """Lines of a batch, in portions that are sent one after the other: a request is sent whole before its answer is read."""
    portion: list[bytes] = []
    held = 0
    for submission in submissions:
        line = _write_line(submission)
        if portion and (len(portion) == PORTION_REPORTS or held + len(line) > PORTION_BYTES):
            yield portion
            portion, held = [], 0
        portion.append(line)
        held += len(line)
    if portion:
        yield portion


def _write_line(submission: Submission) -> bytes:
    report = submission.report
    member = {"text": report} if isinstance(report, str) else {"base64": base64.b64encode(report).decode()}
    return orjson.dumps({**member, **{name: value for name, value in asdict(submission.hints).items() if value is not None}}) + b"\n"


def send_batch(portion: Sequence[bytes], before: int) -> Call[list[BatchReceipt | LineProblem]]:
    """Send one portion of a batch; `before`: how many reports the portions before had."""
    headers = (("Content-Type", NDJSON),)
    return Call(
        "ingest/batch", lambda response: _read_receipts(response, before), method="POST", content=b"".join(portion), headers=headers
    )


def _read_receipts(response: httpx.Response, before: int) -> list[BatchReceipt | LineProblem]:
    return [_read_receipt(orjson.loads(line), before) for line in response.content.splitlines()]


def _read_receipt(members: Mapping[str, Any], before: int) -> BatchReceipt | LineProblem:
    line = before + members["line"]
    if "id" in members:
        return BatchReceipt.model_validate({**members, "line": line})
    return LineProblem(line, build_problem(members["status"], members))


def report(report_id: str) -> Call[Document]:
    """One report."""
    return _value(f"reports/{_name(report_id)}", Document)


def source(report_id: str, first: int | None, last: int | None) -> Call[SourceLines]:
    """Lines of a report as received."""
    call = _value(f"reports/{_name(report_id)}/source", SourceLines)
    headers = (("Accept", "application/json"),)
    return Call(call.path, call.read, parameters=list_parameters({"first": first, "last": last}), headers=headers)


def delete(series_id: str) -> Call[None]:
    """Take a report away."""
    return Call(f"reports/{_name(series_id)}", lambda _: None, method="DELETE", repeatable=False)


def reports(filters: ReportFilters) -> Call[Part[ReportItem]]:
    """The latest reports."""
    return _items("reports", Page[ReportItem], filters)


def revisions(report_id: str) -> Call[Part[RevisionItem]]:
    """The history of a report."""
    return _items(f"reports/{_name(report_id)}/revisions", Page[RevisionItem], {})


def facts(report_id: str | None, filters: FactFilters) -> Call[Part[Fact]]:
    """Facts of one report, or across all."""
    return _items(f"reports/{_name(report_id)}/facts" if report_id else "facts", Page[Fact], filters)


_FACT: Final[TypeAdapter[Fact]] = TypeAdapter(Fact)


def fact(report_id: str, fact_id: str) -> Call[Fact]:
    """One fact of one report."""
    return Call(f"reports/{_name(report_id)}/facts/{_name(fact_id)}", lambda response: _FACT.validate_json(response.content))


def export_facts(form: str, labels: str | None, filters: FactFilters) -> Call[None]:
    """Facts across all reports as a file."""
    parameters = list_parameters({**filters, "format": form, "labels": labels})
    return Call("facts", lambda _: None, parameters=parameters)


def findings(filters: FindingFilters) -> Call[Part[FindingItem]]:
    """What does not add up, across all reports."""
    return _items("findings", Page[FindingItem], filters)


def report_findings(report_id: str) -> Call[Part[ReportFinding]]:
    """What does not add up in one report."""
    return _items(f"reports/{_name(report_id)}/findings", Page[ReportFinding], {})


def governments(filters: NameFilters) -> Call[Part[BodyItem]]:
    """Governments that figures are known of."""
    return _items("governments", Page[BodyItem], filters)


def departments(filters: NameFilters) -> Call[Part[BodyItem]]:
    """Departments and bureaus that figures are known of."""
    return _items("departments", Page[BodyItem], filters)


def profiles(name: str, filters: NameFilters) -> Call[Part[Profile]]:
    """What is known of the bodies of one name."""
    return _items(f"departments/{_name(name)}", Page[Profile], filters)


def department_budget(name: str, filters: BudgetFilters) -> Call[Part[Statement]]:
    """A department's budget, statement by statement."""
    return _list(f"departments/{_name(name)}/budget", DepartmentBudget, lambda page: Part(page.statements, page.next), filters)


def trend(name: str, filters: TrendFilters) -> Call[Part[TrendPoint]]:
    """A department's headline budget, year by year."""
    return _list(f"departments/{_name(name)}/budget/trend", DepartmentTrend, lambda page: Part(page.points, page.next), filters)


def headcount(name: str, filters: HeadcountFilters) -> Call[Part[Headcount]]:
    """A department's posts and people."""
    return _list(f"departments/{_name(name)}/headcount", DepartmentHeadcount, lambda page: Part(page.items, page.next), filters)


def aliases(government: str, name: str) -> Call[NotedAliases]:
    """The other names of a department."""
    return Call(_aliases_path(government, name), _read_aliases)


def put_aliases(government: str, name: str, given: Iterable[Alias], etag: str | None) -> Call[NotedAliases]:
    """Note the other names of a department."""
    content = orjson.dumps({"aliases": [asdict(alias) for alias in given]})
    headers = (("Content-Type", "application/json"), *_condition(etag))
    return Call(_aliases_path(government, name), _read_aliases, method="PUT", content=content, headers=headers)


def delete_aliases(government: str, name: str, etag: str | None) -> Call[None]:
    """Forget the other names of a department."""
    return Call(_aliases_path(government, name), lambda _: None, method="DELETE", headers=_condition(etag), repeatable=False)


def _aliases_path(government: str, name: str) -> str:
    return f"governments/{_name(government)}/departments/{_name(name)}/aliases"


def _read_aliases(response: httpx.Response) -> NotedAliases:
    return NotedAliases(DepartmentAliases.model_validate_json(response.content), response.headers["etag"])


def _condition(etag: str | None) -> tuple[tuple[str, str], ...]:
    return (("If-Match", etag),) if etag else ()


def indicators(filters: NameFilters) -> Call[Part[IndicatorItem]]:
    """Names of indicators."""
    return _items("indicators", Page[IndicatorItem], filters)


def series(name: str, filters: SeriesFilters) -> Call[Part[Series]]:
    """How one indicator moved."""
    return _list(f"indicators/{_name(name)}", IndicatorSeries, lambda page: Part(page.series, page.next), filters)


def projects(filters: FactFilters) -> Call[Part[Project]]:
    """Projects across reports."""
    return _items("projects", Page[Project], filters)


def audit_items(filters: FactFilters) -> Call[Part[AuditItem]]:
    """Requests of the councils' audits."""
    return _items("audit-items", Page[AuditItem], filters)


def search(words: str, filters: SearchFilters) -> Call[Part[SearchHit]]:
    """Sections that hold all words."""
    return _items("search", Page[SearchHit], {**filters, "q": words})


def journal(filters: JournalFilters) -> Call[Part[JournalItem]]:
    """Who did what to which report."""
    return _items("journal", Page[JournalItem], filters)


def list_parameters(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Parameters as they are sent; what is None is left out.

    >>> list_parameters({"fiscal_year": [2021, "2007..2009"], "include_history": True, "q": None})
    (('fiscal_year', '2021'), ('fiscal_year', '2007..2009'), ('include_history', 'true'))
    """
    return tuple((name, _write(value)) for name, held in given.items() for value in _each(held))


def _each(held: Any) -> Sequence[Any]:
    if held is None:
        return ()
    return held if isinstance(held, Sequence) and not isinstance(held, str) else (held,)


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _name(name: str) -> str:
    return quote(name, safe="")


def _value(path: str, model: type[P]) -> Call[P]:
    return Call(path, lambda response: model.model_validate_json(response.content))


def _items(path: str, page: type[Page[T]], filters: Mapping[str, Any]) -> Call[Part[T]]:
    return _list(path, page, lambda found: Part(found.items, found.next), filters)


def _list(path: str, page: type[P], part: Callable[[P], Part[T]], filters: Mapping[str, Any]) -> Call[Part[T]]:
    return Call(path, lambda response: part(page.model_validate_json(response.content)), parameters=list_parameters(filters))
