"""Lists as files, over a real socket and on both stores: the same figures as JSON, and the manners of files."""

import csv
import http.client
import io
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx
import pytest

from app.errors import StoreUnavailable
from app.formats import MEDIA_TYPES, Format
from app.models.facts import Fact
from app.storage.port import FactQuery
from tests.factories import build_large_report, build_meta, every_kind, headcount, indicator, submit
from tests.live import LiveService, run_service
from tests.routers.test_bad_input import problem_of
from tests.workbooks import read_workbook

SLASHED = "보건소/의원"


@pytest.fixture(scope="module")
def service(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("exports"), store_url=any_store_url, parser_workers=1) as running:
        running.save(
            submit("r1", every_kind()),
            submit("r2", report=build_large_report(403)),
            submit("r3", [headcount(department=SLASHED), indicator(department=SLASHED)], meta=build_meta(department=SLASHED)),
            submit("r4", meta=build_meta(government="가람도 나루시", department="민원과", fiscal_year=2023)),
        )
        yield running


@pytest.fixture
def large(store_url: str, tmp_path: Path) -> Iterator[LiveService]:
    """A store with more facts than are read from it at once."""
    with run_service(tmp_path, store_url=store_url, parser_workers=1) as running:
        running.save(submit("r1", every_kind()), submit("r2", report=build_large_report(1203)))
        yield running


def address(service: LiveService, path: str, **parameters: Any) -> httpx.URL:
    return httpx.URL(service.url).join(path).copy_merge_params(parameters)


def fetch(service: LiveService, path: str, form: str, **parameters: Any) -> httpx.Response:
    response = service.client.get(address(service, path, format=form, **parameters))
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] == MEDIA_TYPES[Format(form)].names[0]
    return response


def read_csv(response: httpx.Response) -> list[dict[str, str]]:
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in response.content
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def read_ndjson(response: httpx.Response) -> list[Any]:
    return [json.loads(line) for line in response.content.splitlines()]


def read_xlsx(response: httpx.Response) -> list[dict[Any, Any]]:
    header, *rows = [row for sheet in read_workbook(response.content) for row in sheet.rows]
    return [dict(zip(header, row, strict=True)) for row in rows]


# A list, and where the items of its JSON stand; `lines` are inside statements.
LISTS = [
    ("/reports", "items"),
    ("/reports/r1/facts", "items"),
    ("/reports/r1/facts?kind=headcount&kind=duty", "items"),
    ("/reports/r1/findings", "items"),
    ("/governments", "items"),
    ("/governments?q=가람구", "items"),
    ("/departments", "items"),
    ("/departments/총무과/budget/trend", "points"),
    ("/departments/총무과/headcount", "items"),
    ("/departments/행정국/projects", "items"),
    ("/departments/총무과/indicators", "items"),
    ("/departments/행정국/duties", "items"),
    ("/departments/행정국/facilities", "items"),
    ("/departments/행정국/vehicles", "items"),
    ("/departments/행정국/milestones", "items"),
    ("/departments/행정국/audit-items", "items"),
    ("/indicators", "items"),
    ("/facts", "items"),
    ("/facts?kind=budget_line&fiscal_year=2020..2021&direction=expenditure", "items"),
    ("/facts?q=승소율&basis=actual&unit=%25", "items"),
    ("/projects", "items"),
    ("/audit-items", "items"),
    ("/findings", "items"),
    ("/journal", "items"),
    ("/search?q=인력", "items"),
]


@pytest.mark.parametrize(("path", "key"), LISTS)
def test_a_file_holds_what_the_pages_hold(service: LiveService, path: str, key: str) -> None:
    items = service.pages(path, key, limit=500)
    assert items
    assert read_ndjson(fetch(service, path, "ndjson")) == items
    rows = read_csv(fetch(service, path, "csv"))
    assert len(rows) == len(items)
    cells = read_xlsx(fetch(service, path, "xlsx"))
    assert len(cells) == len(items)
    for item, row, cell in zip(items, rows, cells, strict=True):
        for name, value in item.items():
            if isinstance(value, bool):
                assert (row[name], cell[name]) == (str(value).lower(), value)
            elif isinstance(value, int | float):
                assert (float(row[name]), cell[name]) == (value, value)
            elif isinstance(value, str):
                assert row[name].removeprefix("'") == value
                assert cell[name] == value
            elif value is None:
                assert row.get(name, "") == ""
                assert cell.get(name) is None


@pytest.mark.parametrize(
    ("path", "key", "inside"),
    [
        ("/departments/총무과/budget", "statements", "lines"),
        (f"/governments/{quote('가람도 나루시')}/budget", "statements", "lines"),
    ],
)
def test_grouped_answers_become_their_lines(service: LiveService, path: str, key: str, inside: str) -> None:
    statements = service.pages(path, key)
    lines = [line for statement in statements for line in statement[inside]]
    rows = read_ndjson(fetch(service, path, "ndjson"))
    assert sorted(rows, key=json.dumps) == sorted(lines, key=json.dumps)
    assert len(read_csv(fetch(service, path, "csv"))) == len(lines)


def test_series_become_their_figures(service: LiveService) -> None:
    points = [point for series in service.pages("/indicators/승소율", "series") for point in series["points"]]
    rows = read_ndjson(fetch(service, "/indicators/승소율", "ndjson"))
    assert {row["kind"] for row in rows} == {"indicator"}
    assert sorted(row["value"] for row in rows) == sorted(point["value"] for point in points)
    assert {row["dimensions"] for row in read_csv(fetch(service, "/indicators/승소율", "csv"))} == {"구 분.=행정; $대상=민사"}


def test_whole_lists_are_not_cut_at_a_page(large: LiveService) -> None:
    assert len(read_csv(fetch(large, "/reports/r2/facts", "csv"))) == 1203
    assert len(read_ndjson(fetch(large, "/facts", "ndjson", kind="budget_line"))) == 1204


@pytest.mark.parametrize("path", ["/facts?kind=budget_line", "/reports/r2/facts", "/departments", "/facts?kind=budget_line&q=항목"])
def test_pages_of_a_file_are_those_of_the_list(service: LiveService, path: str) -> None:
    whole = read_csv(fetch(service, path, "csv"))
    found: list[dict[str, str]] = []
    response = fetch(service, path, "csv", limit=100)
    while True:
        assert response.headers["etag"]
        found += read_csv(response)
        if "link" not in response.headers:
            break
        response = service.client.get(response.links["next"]["url"])
    assert found == whole


def test_a_page_of_statements_counts_rows_in_a_file(service: LiveService) -> None:
    path = "/departments/가무과/budget"
    assert len(service.get(path, limit=2)["statements"]) == 2
    first = fetch(service, path, "ndjson", limit=2)
    assert len(read_ndjson(first)) == 2
    rest = service.client.get(first.links["next"]["url"])
    assert not {row["id"] for row in read_ndjson(rest)} & {row["id"] for row in read_ndjson(first)}
    # Its cursor continues rows, not statements, and the other way round.
    cursor = httpx.URL(first.links["next"]["url"]).params["cursor"]
    problem_of(service.client.get(address(service, path, limit=2, cursor=cursor)), 422, "invalid-cursor")
    assert service.client.get(address(service, path, limit=2, cursor=cursor), headers={"Accept": "application/x-ndjson"}).status_code == 200


@pytest.mark.parametrize("sort", ["value", "-value", "name"])
def test_a_sorted_file_is_sorted_like_the_list(service: LiveService, sort: str) -> None:
    path = "/departments/총무과/indicators"
    assert read_ndjson(fetch(service, path, "ndjson", sort=sort)) == service.pages(path, sort=sort, limit=1)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("Text/CSV; header=present", "text/csv"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/jsonl", "application/x-ndjson"),
        ("application/json;q=0.2, text/csv;q=0.7, application/x-ndjson;q=0.3", "text/csv"),
        ("application/json;q=0, */*;q=0.1", "text/csv"),
        (MEDIA_TYPES[Format.XLSX].names[0], MEDIA_TYPES[Format.XLSX].names[0]),
    ],
)
def test_accept(service: LiveService, accept: str | None, media_type: str) -> None:
    with httpx.Client(base_url=service.url, headers={} if accept is None else {"Accept": accept}) as client:
        if accept is None:
            del client.headers["accept"]
        response = client.get("/departments/총무과/headcount")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "Accept" in response.headers["vary"].split(", ")


def test_what_is_not_acceptable(service: LiveService) -> None:
    problem = problem_of(service.client.get("/facts", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert "text/csv" in problem["supported"]
    problem_of(service.client.get("/facts", headers={"Accept": "application/json;q=0"}), 406, "not-acceptable")
    assert service.client.get("/facts?format=json", headers={"Accept": "image/png"}).status_code == 200, "the parameter decides"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("format=pdf", "format"),
        ("format=CSV", "format"),
        ("format=", "format"),
        ("format=csv&format=json", "format"),
        ("format=csv&labels=fr", "labels"),
        ("labels=ko", "labels"),
        ("format=ndjson&labels=ko", "labels"),
        ("format=csv&facet=department", "facet"),
    ],
)
def test_impossible_formats(service: LiveService, query: str, name: str) -> None:
    assert problem_of(service.client.get(f"/facts?{query}"), 422, "invalid-parameter")["name"] == name


@pytest.mark.parametrize("path", ["/reports/r1/tables", "/departments/총무과", "/reports/r1"])
def test_only_lists_of_rows_are_files(service: LiveService, path: str) -> None:
    problem_of(service.client.get(f"{path}?format=csv"), 422, "unknown-parameter")
    assert service.client.get(path, headers={"Accept": "text/csv, */*;q=0.1"}).headers["content-type"] == "application/json"


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
@pytest.mark.parametrize("more", ["", "&limit=5"])
def test_errors_come_as_problems_not_as_broken_files(service: LiveService, form: str, more: str) -> None:
    problem = problem_of(service.client.get(f"/departments/총무가/budget?format={form}{more}"), 404, "department-not-found")
    assert "총무과" in problem["near"]
    problem_of(service.client.get(f"/indicators/승소유?format={form}{more}"), 404, "indicator-not-found")
    problem_of(service.client.get(f"/reports/r9/facts?format={form}{more}"), 404, "report-not-found")
    problem_of(service.client.get(f"/governments/중구/headcount?format={form}{more}"), 404, "government-not-found")
    problem_of(service.client.get(f"/facts?format={form}&cursor=AAAA"), 422, "invalid-cursor")


def test_an_empty_list_is_an_empty_file(service: LiveService) -> None:
    assert read_ndjson(fetch(service, "/facts", "ndjson", fiscal_year="1900")) == []
    empty = fetch(service, "/facts", "csv", fiscal_year="1900", kind="vehicle")
    assert read_csv(empty) == []
    assert empty.text.endswith(",printed,section_id,table,row,column,at\r\n"), "its header says what there could have been"
    [sheet] = read_workbook(fetch(service, "/facts", "xlsx", fiscal_year="1900").content)
    assert len(sheet.rows) == 1


@pytest.mark.parametrize(
    ("path", "plain", "title"),
    [
        ("/departments/총무과/budget", "bogo-budget", "총무과 예산"),
        ("/departments/총 무 과/headcount", "bogo-headcount", "총 무 과 인력"),
        (f"/departments/{quote(SLASHED, safe='')}/indicators", "bogo-indicators", "보건소_의원 지표"),
        ("/indicators/승소율", "bogo-indicators", "지표 승소율"),
        ("/reports/r1/facts", "bogo-facts", "총무과 2021 주요업무보고 사실"),
        ("/governments/나루시/budget", "bogo-budget", "가람도 나루시 예산"),
        ("/audit-items", "bogo-audit-items", "감사 처리"),
        ("/search?q=" + quote('인력 "정원"\r\nX-Evil: 1'), "bogo-search", None),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_files_have_korean_names(service: LiveService, path: str, plain: str, title: str | None, form: str) -> None:
    response = fetch(service, path, form)
    header = response.headers["content-disposition"]
    kind, fallback, extended = header.split("; ")
    assert (kind, fallback) == ("attachment", f'filename="{plain}.{form}"')
    encoded = extended.removeprefix("filename*=UTF-8''")
    assert encoded.isascii()
    assert not set(encoded) & set(" \"'()*,/:;<=>?@[\\]{}"), "RFC 8187: nothing but attr-char and percent signs"
    name = unquote(encoded)
    assert title is None or name == f"{title}.{form}"
    assert name.isprintable()
    assert "x-evil" not in response.headers


def test_labels(service: LiveService) -> None:
    path = "/departments/총무과/headcount"
    rows = list(csv.reader(io.StringIO(fetch(service, path, "csv", labels="both").content.decode("utf-8-sig"), newline="")))
    assert rows[0][8:12] == ["measure", "category", "grade", "persons"]
    assert rows[1][8:12] == ["정원·현원 구분", "직종", "직급", "인원"]
    assert rows[2][11] == "43"
    assert fetch(service, path, "csv", labels="ko").text.startswith("\ufeff종류,식별자,")
    [sheet] = read_workbook(fetch(service, path, "xlsx", labels="ko").content)
    assert (sheet.rows[0][11], sheet.rows[1][11]) == ("인원", 43)


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
def test_head_of_a_file(service: LiveService, form: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    for query, names in (
        (f"/facts?format={form}", ("content-type", "content-disposition", "cache-control")),
        (f"/facts?format={form}&limit=7", ("content-type", "content-disposition", "etag", "link", "content-length")),
    ):
        got, head = service.client.get(query, headers=plain), service.client.head(query, headers=plain)
        assert (head.status_code, head.content) == (200, b"")
        assert [head.headers[name] for name in names] == [got.headers[name] for name in names]
    problem = service.client.head(f"/departments/총무가/budget?format={form}")
    assert (problem.status_code, problem.content) == (404, b"")


def test_head_makes_no_file(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    store = service.app.state.store
    stream, read = store.stream_facts, 0

    async def counted(query: FactQuery) -> AsyncIterator[Fact]:
        nonlocal read
        async for fact in stream(query):
            read += 1
            yield fact

    monkeypatch.setattr(store, "stream_facts", counted)
    assert service.client.head("/facts?format=xlsx").status_code == 200
    assert 0 < read <= 500, "no more than tells whether there is an answer"


@pytest.mark.parametrize("form", ["csv", "ndjson", "xlsx"])
def test_conditional_requests(service: LiveService, form: str) -> None:
    path = f"/departments/총무과/headcount?format={form}&limit=10"
    first = service.client.get(path)
    again = service.client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert "Accept" in again.headers["vary"]
    other = service.client.get("/departments/총무과/headcount?limit=10", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200, "another format is another answer"
    assert "etag" not in service.client.get(f"/departments/총무과/headcount?format={form}").headers


def test_a_workbook_says_how_long_it_is_and_is_not_packed_again(service: LiveService) -> None:
    response = fetch(service, "/facts", "xlsx")
    assert int(response.headers["content-length"]) == len(response.content)
    assert "content-encoding" not in response.headers
    assert fetch(service, "/facts", "csv").headers["content-encoding"] == "gzip"


def test_a_file_that_can_not_be_finished_is_cut_off(large: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    store = large.app.state.store
    stream = store.stream_facts

    async def break_off(query: FactQuery) -> AsyncIterator[Fact]:
        number = 0
        async for fact in stream(query):
            number += 1
            if number > 900:
                raise StoreUnavailable("gone")
            yield fact

    monkeypatch.setattr(store, "stream_facts", break_off)
    for form in ("csv", "ndjson"):
        with pytest.raises(httpx.RemoteProtocolError):
            large.client.get(f"/facts?format={form}")
    problem_of(large.client.get("/facts?format=xlsx"), 503, "store-unavailable")
    monkeypatch.undo()
    assert len(read_ndjson(fetch(large, "/facts", "ndjson"))) > 900


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_reader_that_goes_away_stops_the_work(service: LiveService, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    store = service.app.state.store
    stream = store.stream_facts
    state = {"read": 0, "ended": False}

    async def endless(query: FactQuery) -> AsyncIterator[Fact]:
        try:
            while True:
                async for fact in stream(query):
                    state["read"] += 1
                    yield fact
        finally:
            state["ended"] = True

    monkeypatch.setattr(store, "stream_facts", endless)
    url = httpx.URL(service.url)
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall(f"GET /facts?format={form} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        deadline = time.monotonic() + 20
        while state["read"] < 3000:
            if form == "csv":
                connection.recv(1 << 20)
            assert time.monotonic() < deadline, state
            time.sleep(0.01)
    deadline = time.monotonic() + 20
    while not state["ended"]:
        assert time.monotonic() < deadline, f"still reading: {state}"
        time.sleep(0.05)
    monkeypatch.undo()
    assert service.get("/readyz") == {"status": "ok"}


def test_a_slow_reader_holds_the_writer_back(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    store = service.app.state.store
    stream = store.stream_facts
    read = 0

    async def counted(query: FactQuery) -> AsyncIterator[Fact]:
        nonlocal read
        held = [fact async for fact in stream(query)]
        for _ in range(60):
            for fact in held:
                read += 1
                yield fact

    monkeypatch.setattr(store, "stream_facts", counted)
    url = httpx.URL(service.url)
    connection = http.client.HTTPConnection(url.host, url.port, timeout=60)
    connection.request("GET", "/facts?format=ndjson", headers={"Accept-Encoding": "identity"})
    response = connection.getresponse()
    seen = -1
    while seen != read:  # until the buffers between us are full
        seen = read
        time.sleep(0.5)
    total = 60 * len(service.pages("/facts", limit=1000))
    assert read < total / 2, "what nobody takes is not made"
    assert sum(1 for _ in response) == total
    connection.close()
