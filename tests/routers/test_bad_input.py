"""What is refused: one clear problem each, and nothing changes in the store."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.live import TEXT, LiveService, run_service

REPORT = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\n정원\t7\t1\n현원\t6\t1\n"
LIMIT = 5000
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("bad"), parser_workers=1, max_report_bytes=LIMIT) as running:
        yield running


def problem_of(response: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    """The problem in an answer, after the checks that hold for each of them."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"urn:bogo:problem:{kind}"
    assert problem["status"] == status
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["instance"] == response.request.url.raw_path.decode().partition("?")[0]
    assert any("가" <= letter <= "힣" for letter in problem["detail"]), "said in Korean"
    return problem


@pytest.mark.parametrize(
    ("body", "status", "kind", "facts"),
    [
        pytest.param(b"", 422, "empty-report", {}, id="nothing"),
        pytest.param(b" \r\n\t ", 422, "empty-report", {}, id="blanks"),
        pytest.param("　\n ".encode(), 422, "empty-report", {}, id="wide blanks"),
        pytest.param(b"1 \xea\xb0\x80\n\x00\x01", 422, "binary-report", {"offset": 6}, id="binary"),
        pytest.param("1 조직\n가".encode() + b"\xff\xff", 422, "undecodable-report", {"offset": 12}, id="undecodable"),
        pytest.param(b"A" * (LIMIT + 1), 413, "report-too-large", {"limit_bytes": LIMIT}, id="too large"),
    ],
)
def test_bad_reports(service: LiveService, body: bytes, status: int, kind: str, facts: dict[str, Any]) -> None:
    problem = problem_of(service.client.post("/ingest", content=body, headers=TEXT), status, kind)
    assert {name: problem[name] for name in facts} == facts
    assert service.count_reports() == 0


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        pytest.param(b'{"text": "1 ', 400, "malformed-body", id="cut off"),
        pytest.param(b"", 400, "malformed-body", id="nothing"),
        pytest.param(b'["1 \xec\xa1\xb0"]', 400, "malformed-body", id="no object"),
        pytest.param(b'{"department": "\xea\xb0\x80\xea\xb3\xbc"}', 400, "malformed-body", id="no text"),
        pytest.param(b'{"text": 5}', 400, "malformed-body", id="text is no string"),
        pytest.param(b'{"text": "1 A", "base64": "QQ=="}', 400, "malformed-body", id="both text and base64"),
        pytest.param(b'{"base64": "*"}', 400, "malformed-body", id="not base64"),
        pytest.param(b'{"text": "\\ud800"}', 400, "malformed-body", id="half a character"),
        pytest.param(b'{"text": "1 A", "departmnet": "x"}', 422, "unknown-parameter", id="misspelt hint"),
        pytest.param(b'{"text": "1 A", "issued": "June"}', 422, "invalid-parameter", id="impossible hint"),
        pytest.param(b'{"text": "1 A", "department": 7}', 422, "invalid-parameter", id="a hint that is no string"),
        pytest.param(b'{"text": " "}', 422, "empty-report", id="blank text"),
        pytest.param(json.dumps({"text": "가" * LIMIT}).encode(), 413, "report-too-large", id="text too large"),
        pytest.param(b" " * (LIMIT * 6 + 70_000), 413, "report-too-large", id="body too large"),
    ],
)
def test_bad_json(service: LiveService, body: bytes, status: int, kind: str) -> None:
    problem_of(service.client.post("/ingest", content=body, headers=JSON), status, kind)
    assert service.count_reports() == 0


def test_a_misspelt_parameter_names_the_near_one(service: LiveService) -> None:
    problem = problem_of(service.client.get("/departments?fiscal_yaer=2021"), 422, "unknown-parameter")
    assert (problem["name"], problem["near"]) == ("fiscal_yaer", "fiscal_year")
    assert "fiscal_year" in problem["detail"]
    problem = problem_of(service.client.post("/ingest?govermnent=x", content=REPORT.encode(), headers=TEXT), 422, "unknown-parameter")
    assert problem["near"] == "government"
    assert service.count_reports() == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        pytest.param("/departments?limit=0", "limit", id="limit too small"),
        pytest.param("/departments?limit=1001", "limit", id="limit too large"),
        pytest.param("/departments?limit=ten", "limit", id="no number"),
        pytest.param("/departments?limit=1&limit=2", "limit", id="twice"),
        pytest.param("/departments?fiscal_year=21", "fiscal_year", id="year of two digits"),
        pytest.param("/departments?fiscal_year=2021..2007", "fiscal_year", id="range backwards"),
        pytest.param("/projects?updated_after=yesterday", "updated_after", id="no time"),
        pytest.param("/projects?updated_after=0.5", "updated_after", id="a bare number is no time"),
        pytest.param("/projects?sort=colour", "sort", id="no such order"),
        pytest.param("/projects?facet=colour", "facet", id="no such facet"),
        pytest.param("/findings?code=wrong", "code", id="no such code"),
        pytest.param("/departments?government=", "government", id="empty name"),
    ],
)
def test_impossible_values(service: LiveService, address: str, name: str) -> None:
    problem = problem_of(service.client.get(address), 422, "invalid-parameter")
    assert problem["name"] == name


def test_too_many_values_of_a_parameter(service: LiveService) -> None:
    most = [("government", f"가람{number}") for number in range(50)]
    assert service.client.get("/facts", params=most).status_code == 200
    problem = problem_of(service.client.get("/facts", params=[*most, ("government", "가람")]), 422, "invalid-parameter")
    assert (problem["name"], problem["value"]) == ("government", "51")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "W10", "WzFd", "bnVsbA", "WyJhIiwiYiJd"])
def test_made_up_cursors(service: LiveService, cursor: str) -> None:
    problem_of(service.client.get(f"/departments?cursor={cursor}"), 422, "invalid-cursor")


@pytest.mark.parametrize(
    ("media_type", "status"),
    [
        pytest.param("application/pdf", 415, id="pdf"),
        pytest.param("application/x-www-form-urlencoded", 415, id="form"),
        pytest.param("text/plain; charset=shift_jis", 415, id="another charset"),
        pytest.param("nonsense", 415, id="no media type"),
        pytest.param("", 415, id="empty"),
        pytest.param('text/plain;a="' + ";" * 5_000, 415, id="parameters without end"),
    ],
)
def test_media_types(service: LiveService, media_type: str, status: int) -> None:
    response = service.client.post("/ingest", content=REPORT.encode(), headers={"Content-Type": media_type})
    assert "supported" in problem_of(response, status, "unsupported-media")
    assert service.count_reports() == 0


def test_unknown_addresses_and_names(service: LiveService) -> None:
    problem_of(service.client.get("/nothing/here"), 404, "no-such-address")
    problem_of(service.client.get("/departments/총무과/budget"), 404, "department-not-found")
    problem_of(service.client.get("/governments/중구/budget"), 404, "government-not-found")
    problem_of(service.client.get("/indicators/승소율"), 404, "indicator-not-found")
    problem_of(service.client.get("/reports/r1"), 404, "report-not-found")
    problem_of(service.client.get("/reports/r1.7/facts"), 404, "report-not-found")
    problem_of(service.client.delete("/reports/r1"), 404, "report-not-found")


def test_a_large_body_is_refused_before_it_is_read(service: LiveService) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 200_000_000:
            sent += 65_536
            yield b"A" * 65_536

    # A client that does not say how much is coming is cut short as well.
    response = service.client.post("/ingest", content=endless(), headers=TEXT)
    problem_of(response, 413, "report-too-large")
    assert service.count_reports() == 0


def test_a_sender_that_goes_away_is_no_fault_of_ours(service: LiveService, caplog: pytest.LogCaptureFixture) -> None:
    address = httpx.URL(service.url)
    with caplog.at_level(logging.INFO):
        with socket.create_connection((address.host, address.port), timeout=30) as connection:
            connection.sendall(b"POST /ingest HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n1 ")
        deadline = time.monotonic() + 10
        while not any("left by its sender" in record.message for record in caplog.records):
            assert time.monotonic() < deadline, [record.message for record in caplog.records]
            time.sleep(0.01)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert service.count_reports() == 0
