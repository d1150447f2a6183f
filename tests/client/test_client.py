"""The client against the live service, on both stores; each call in its plain and in its async form."""

import inspect
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from app.client import (
    AsyncBogo,
    Bogo,
    Conflict,
    Failed,
    InvalidCall,
    LineProblem,
    NotFound,
    Outdated,
    ProblemError,
    Submission,
    Unavailable,
    Unreachable,
)
from app.client.calls import PORTION_REPORTS
from app.errors import StoreConflict, StoreUnavailable
from app.models.facts import Fact
from app.models.kinds import FACT_CLASSES
from app.models.lineage import Alias, Relation
from app.models.report import Hints
from app.models.responses import BatchReceipt
from tests.factories import GOVERNMENT, NOON, build_large_report, build_meta, every_kind, headcount, indicator, stored_facts, submit
from tests.live import LiveService, run_service

REPORT = "2021년 주요업무보고\n\nⅠ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\n정원\t{}\t1\n현원\t6\t1\n"
SLASHED = "보건소/의원"


@pytest.fixture(scope="module", params=["sqlite", "mongodb"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    folder = tmp_path_factory.mktemp("client")
    with ExitStack() as stack:
        url = f"sqlite:///{folder}/bogo.db"
        if request.param == "mongodb":
            url = stack.enter_context(request.getfixturevalue("mongodb_server").fresh_database())
        running = stack.enter_context(run_service(folder, parser_workers=1, store_url=url))
        running.save(
            submit("r1", every_kind()),
            submit("r2", report=build_large_report(250)),
            submit("r3", [headcount(department=SLASHED), indicator(department=SLASHED)], meta=build_meta(department=SLASHED)),
        )
        yield running


@pytest.fixture
def bogo(service: LiveService) -> Iterator[Bogo]:
    with Bogo(service.url) as client:
        yield client


@pytest.fixture
async def async_bogo(service: LiveService) -> AsyncIterator[AsyncBogo]:
    async with AsyncBogo(service.url) as client:
        yield client


# A call, and the call of the service that it makes; {} stands for what its answer is compared with.
LISTS: list[tuple[str, tuple[Any, ...], dict[str, Any], str, str]] = [
    ("reports", (), {}, "/reports", "items"),
    ("reports", (), {"fiscal_year": ["..2000", 2021], "kind": "주요업무보고"}, "/reports?fiscal_year=..2000&fiscal_year=2021", "items"),
    ("revisions", ("r1",), {}, "/reports/r1/revisions", "items"),
    ("facts", (), {"kind": ["headcount", "duty"], "limit": 1}, "/facts?kind=headcount&kind=duty", "items"),
    ("facts", (), {"kind": "budget_line", "limit": 100, "q": "항목 7"}, "/facts?kind=budget_line&q=항목 7", "items"),
    ("facts", ("r1",), {}, "/reports/r1/facts", "items"),
    ("findings", (), {"severity": "error"}, "/findings?severity=error", "items"),
    ("report_findings", ("r1",), {}, "/reports/r1/findings", "items"),
    ("governments", (), {}, "/governments", "items"),
    ("departments", (), {"q": "총무", "limit": 1}, "/departments?q=총무", "items"),
    ("profiles", ("총무과",), {}, "/departments/총무과", "items"),
    (
        "department_budget",
        ("가무과",),
        {"limit": 1, "fiscal_year": "2020.."},
        "/departments/가무과/budget?fiscal_year=2020..",
        "statements",
    ),
    ("trend", ("총무과",), {"limit": 1}, "/departments/총무과/budget/trend", "points"),
    ("headcount", ("총 무 과",), {"measure": "authorised"}, "/departments/총무과/headcount?measure=authorised", "items"),
    ("headcount", (SLASHED,), {}, "/departments/보건소%2F의원/headcount", "items"),
    ("indicators", (), {}, "/indicators", "items"),
    ("series", ("승소율",), {"basis": "actual"}, "/indicators/승소율?basis=actual", "series"),
    ("projects", (), {"sort": "-budget_won"}, "/projects?sort=-budget_won", "items"),
    ("audit_items", (), {}, "/audit-items", "items"),
    ("search", ("인력",), {"block": "title"}, "/search?q=인력&block=title", "items"),
    ("journal", (), {"since": datetime(2026, 1, 1, tzinfo=UTC)}, "/journal", "items"),
]


def as_json(item: Any) -> Any:
    return TypeAdapter(type(item)).dump_python(item, mode="json")


@pytest.mark.parametrize(("call", "arguments", "filters", "path", "key"), LISTS)
async def test_lists(
    service: LiveService,
    bogo: Bogo,
    async_bogo: AsyncBogo,
    call: str,
    arguments: tuple[Any, ...],
    filters: dict[str, Any],
    path: str,
    key: str,
) -> None:
    expected = service.pages(path, key)
    assert expected
    got = list(getattr(bogo, call)(*arguments, **filters))
    assert [as_json(item) for item in got] == expected
    assert [item async for item in getattr(async_bogo, call)(*arguments, **filters)] == got


def test_facts_are_the_models_that_were_stored(bogo: Bogo) -> None:
    facts: list[Fact] = list(bogo.facts("r1"))
    assert {type(fact) for fact in facts} == set(FACT_CLASSES.values())
    assert sorted(facts, key=lambda fact: fact.id) == sorted(
        stored_facts(submit("r1", every_kind()).report, "r1.1"), key=lambda fact: fact.id
    )


async def test_a_fact_by_its_address(bogo: Bogo, async_bogo: AsyncBogo) -> None:
    for fact in bogo.facts("r1"):
        assert bogo.fact("r1", fact.id) == fact
        assert await async_bogo.fact("r1.1", fact.id) == fact
    with pytest.raises(NotFound):
        bogo.fact("r1", "duty-77")


def test_pages_are_fetched_as_they_are_needed(service: LiveService) -> None:
    asked: list[str] = []
    with (
        httpx.Client(event_hooks={"request": [lambda request: asked.append(str(request.url))]}) as http,
        Bogo(service.url, http=http) as bogo,
    ):
        assert len(list(islice(bogo.facts(kind="budget_line", limit=10), 15))) == 15
        assert len(asked) == 2
    assert all("limit=10" in address for address in asked)


def test_a_client_of_ones_own_stays_open(service: LiveService) -> None:
    with httpx.Client() as http:
        with Bogo(service.url, http=http) as bogo:
            bogo.report("r1")
        assert not http.is_closed


async def test_documents(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo) -> None:
    document = bogo.report("r1")
    assert (document.id, document.facts["headcount"]) == ("r1.1", 1)
    assert await async_bogo.report("r1") == document
    lines = bogo.source("r1", 1, 1)
    assert (lines.report_id, lines.lines) == ("r1.1", ("하나",))
    assert await async_bogo.source("r1", 1) == lines


async def test_sending(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo) -> None:
    first = bogo.ingest(REPORT.format(7), department="총무과", source="client-1")
    assert (first.created, first.document.revision, first.document.facts) == (True, 1, {"headcount": 4})
    assert first.document.meta.department == "총무과"
    again = await async_bogo.ingest(REPORT.format(7).encode(), department="총무과", source="client-1")
    assert (again.created, again.document.id) == (False, first.document.id)
    corrected = bogo.ingest(REPORT.format(8).encode("cp949"), department="총무과", source="client-1")
    assert (corrected.created, corrected.document.revision, corrected.document.received.encoding) == (True, 2, "cp949")
    bogo.delete(corrected.document.series_id)
    with pytest.raises(NotFound) as caught:
        await async_bogo.delete(corrected.document.series_id)
    assert caught.value.kind == "report-not-found"
    back = await async_bogo.ingest(REPORT.format(8), source="client-1")
    assert back.document.revision == 4
    await async_bogo.delete(back.document.series_id)


async def test_other_names_of_a_department(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo) -> None:
    given = [Alias("서무과", Relation.PREDECESSOR, last="2014-06"), Alias("총무팀", Relation.ALIAS)]
    first = bogo.put_aliases(GOVERNMENT, "총무과", given)
    assert (first.noted.version, list(first.noted.aliases)) == (1, given)
    assert bogo.aliases(GOVERNMENT, "총 무 과") == await async_bogo.aliases(GOVERNMENT, "총무과") == first
    assert list(bogo.headcount("서무과", lineage=True)) == list(bogo.headcount("총무과", government=GOVERNMENT))
    assert [one async for one in async_bogo.trend("서무과", lineage=True)] == list(bogo.trend("총무과"))
    assert [one.statement for one in bogo.department_budget("서무과", lineage=True)]

    second = await async_bogo.put_aliases(GOVERNMENT, "총무과", given[:1], etag=first.etag)
    with pytest.raises(Outdated) as caught:
        bogo.put_aliases(GOVERNMENT, "총무과", given, etag=first.etag)
    assert caught.value.kind == "precondition-failed"
    with pytest.raises(Outdated):
        await async_bogo.delete_aliases(GOVERNMENT, "총무과", etag=first.etag)
    bogo.delete_aliases(GOVERNMENT, "총무과", etag=second.etag)
    with pytest.raises(NotFound):
        await async_bogo.delete_aliases(GOVERNMENT, "총무과")


def test_the_caller_says_its_name(service: LiveService) -> None:
    with Bogo(service.url, name="세무 시스템") as named:
        document = named.ingest(REPORT.format(3), source="client-named").document
        assert [entry.actor for entry in named.journal(actor="세무 시스템")] == ["세무 시스템"]
        named.delete(document.series_id)


def make_submissions(number: int, prefix: str) -> Iterator[Submission]:
    for at in range(1, number + 1):
        text: str | bytes = REPORT.format(at) if at % 2 else REPORT.format(at).encode("cp949")
        yield Submission(text if at != 3 else " ", Hints(source=f"{prefix}-{at}"))


async def test_batches(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo) -> None:
    number = PORTION_REPORTS + 4
    answers = list(bogo.batch(make_submissions(number, "batch")))
    assert [answer.line for answer in answers] == list(range(1, number + 1))
    receipts = [answer for answer in answers if isinstance(answer, BatchReceipt)]
    assert {receipt.status for receipt in receipts} == {201}
    [refused] = [answer for answer in answers if isinstance(answer, LineProblem)]
    assert (refused.line, type(refused.problem), refused.problem.kind) == (3, InvalidCall, "empty-report")
    again = [answer async for answer in async_bogo.batch(make_submissions(number, "batch"))]
    assert [getattr(answer, "id", None) for answer in again] == [getattr(answer, "id", None) for answer in answers]
    assert list(bogo.batch([])) == []
    for receipt in receipts:
        bogo.delete(receipt.series_id)


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
async def test_files(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo, form: str) -> None:
    expected = service.client.get("/facts", params={"format": form, "kind": "headcount"}).content
    assert b"".join(bogo.export_facts(form, kind="headcount")) == expected
    assert b"".join([part async for part in async_bogo.export_facts(form, kind="headcount")]) == expected
    with pytest.raises(InvalidCall):
        next(bogo.export_facts("pdf"))


async def test_errors_are_typed(service: LiveService, bogo: Bogo, async_bogo: AsyncBogo) -> None:
    with pytest.raises(NotFound) as caught:
        next(bogo.department_budget("총무가"))
    error = caught.value
    assert (error.status, error.kind, error.near) == (404, "department-not-found", ("총무과", "가무과"))
    assert "비슷한 이름" in str(error)
    assert error.request_id
    assert error.members["name"] == "총무가"
    with pytest.raises(NotFound):
        await anext(async_bogo.department_budget("총무가"))
    with pytest.raises(InvalidCall) as misspelt:
        next(bogo.facts(departmnet="총무과"))  # type: ignore[call-arg]
    assert misspelt.value.near == ("department",)
    with pytest.raises(InvalidCall) as empty:
        bogo.ingest(" ")
    assert (empty.value.status, empty.value.kind) == (422, "empty-report")
    with pytest.raises(InvalidCall):
        bogo.ingest(b"1 \x00\x01")


async def test_faults_of_the_service(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    store = service.app.state.store
    raised: list[Exception] = []

    async def fail(*_: object) -> None:
        raise raised[-1]

    monkeypatch.setattr(store, "find_summary", fail)
    monkeypatch.setattr(store, "delete", lambda *_, **__: fail())
    with Bogo(service.url, retries=0) as bogo:
        for error, kind in ((StoreUnavailable("gone"), Unavailable), (RuntimeError("?"), Failed)):
            raised.append(error)
            with pytest.raises(kind):
                bogo.report("r1")
        raised.append(StoreConflict("r1"))
        with pytest.raises(Conflict):
            bogo.delete("r1")


class Busy:
    """A store that has no answer the first few times."""

    def __init__(self, service: LiveService, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
        self.asked = 0
        find = service.app.state.store.find_summary

        async def find_summary(report_id: str) -> Any:
            self.asked += 1
            if self.asked <= times:
                raise StoreUnavailable("busy")
            return await find(report_id)

        monkeypatch.setattr(service.app.state.store, "find_summary", find_summary)


async def test_a_busy_service_is_asked_again(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy(service, monkeypatch, 2)
    with Bogo(service.url, longest_wait_seconds=0.2) as bogo:
        started = time.monotonic()
        assert bogo.report("r1").id == "r1.1"
        assert busy.asked == 3
        assert time.monotonic() - started >= 0.4, "after as long as the service asks for, or as its caller allows"
    monkeypatch.undo()
    busy = Busy(service, monkeypatch, 2)
    async with AsyncBogo(service.url, longest_wait_seconds=0.05) as async_bogo:
        assert (await async_bogo.report("r1")).id == "r1.1"
    assert busy.asked == 3


def test_it_is_not_asked_for_ever(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy(service, monkeypatch, 99)
    with Bogo(service.url, retries=2, longest_wait_seconds=0.01) as bogo, pytest.raises(Unavailable):
        bogo.report("r1")
    assert busy.asked == 3


def test_what_changes_something_twice_is_not_repeated(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    async def delete(*_: object, **__: object) -> None:
        nonlocal asked
        asked += 1
        raise StoreUnavailable("busy")

    monkeypatch.setattr(service.app.state.store, "delete", delete)
    with Bogo(service.url, longest_wait_seconds=0.01) as bogo, pytest.raises(Unavailable):
        bogo.delete("r1")
    assert asked == 1


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """A server that is none of ours: it gives one answer to each caller and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)

        def serve() -> None:
            try:
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(65_536)
                        connection.sendall(answer)
            except OSError:
                return  # the test is over

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 20\r\n\r\n<h1>Bad Gateway</h1>", Failed),
        (b'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\n["x"', InvalidCall),
        (b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n", InvalidCall),
    ],
)
def test_answers_of_others(answer: bytes, kind: type[ProblemError]) -> None:
    with answering(answer) as address, Bogo(address) as bogo, pytest.raises(kind) as caught:
        bogo.report("r1")
    assert caught.value.kind == ""
    assert caught.value.detail


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"])
async def test_no_answer(answer: bytes) -> None:
    with answering(answer) as address:
        with Bogo(address) as bogo:
            with pytest.raises(Unreachable, match=address.removeprefix("http://")):
                bogo.report("r1")
            with pytest.raises(Unreachable):
                list(bogo.export_facts("csv"))
        async with AsyncBogo(address) as async_bogo:
            with pytest.raises(Unreachable):
                await async_bogo.report("r1")
            with pytest.raises(Unreachable):
                [part async for part in async_bogo.export_facts("csv")]


def test_nobody_listens() -> None:
    with Bogo("http://127.0.0.1:9") as bogo, pytest.raises(Unreachable):
        bogo.report("r1")


def test_both_clients_have_the_same_calls() -> None:
    def calls_of(kind: type) -> dict[str, list[str]]:
        return {
            name: list(inspect.signature(held).parameters)
            for name, held in vars(kind).items()
            if not name.startswith("_") and callable(held)
        }

    assert calls_of(Bogo) == calls_of(AsyncBogo)


def test_follow_what_is_new(service: LiveService, bogo: Bogo) -> None:
    """What a system does that keeps a copy: it asks for what was published since the newest report it knows."""
    newest = max(item.published for item in bogo.reports())
    later = max(newest, NOON) + timedelta(seconds=1)
    service.save(submit("r9", [headcount(9)], at=later))
    assert [item.series_id for item in bogo.reports(updated_after=newest)] == ["r9"]
    assert {fact.report_id for fact in bogo.facts(updated_after=newest)} == {"r9.1"}
    bogo.delete("r9")
