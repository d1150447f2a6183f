"""Many reports in one request, while both sides stream."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.live import LiveService, run_service
from tests.routers.test_bad_input import problem_of

REPORT = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\n정원\t{}\t1\n현원\t6\t1\n"
NDJSON = {"Content-Type": "application/x-ndjson"}
LIMIT = 20_000


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("batch"), parser_workers=1, max_report_bytes=LIMIT) as running:
        yield running


def line(number: int, **members: str) -> bytes:
    """One line of a batch."""
    return json.dumps({"text": REPORT.format(number), "source": f"일괄-{number}", **members}).encode() + b"\n"


def send(service: LiveService, body: bytes | Iterator[bytes]) -> list[dict[str, Any]]:
    response = service.client.post("/ingest/batch", content=body, headers=NDJSON)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    return [json.loads(answer) for answer in response.text.splitlines()]


def test_one_bad_line_harms_no_other(service: LiveService) -> None:
    long = json.dumps({"text": "1 " * LIMIT}).encode() + b"\n"
    overlong = b"x" * (LIMIT * 6 + 70_000) + b"\n"
    body = b"".join([line(1), b"{broken\n", b"\n", line(2), long, overlong, line(3, departmnet="x"), line(4, text=" "), line(5)[:-1]])
    answers = send(service, body)
    assert [(answer["line"], answer["status"]) for answer in answers] == [
        (1, 201),
        (2, 400),
        (4, 201),
        (5, 413),
        (6, 413),
        (7, 422),
        (8, 422),
        (9, 201),
    ]
    assert answers[1]["type"] == "urn:bogo:problem:malformed-body"
    assert answers[5]["near"] == "department"
    receipt = answers[0]
    stored = service.get(f"/reports/{receipt['id']}")
    assert (receipt["series_id"], receipt["revision"], receipt["facts"]) == (stored["series_id"], 1, stored["facts"])
    assert send(service, line(1))[0]["status"] == 200, "the same again changes nothing"


def test_texts_of_one_series_keep_their_order(service: LiveService) -> None:
    answers = send(service, b"".join(line(number, source="일괄-순서") for number in range(20, 30)))
    assert [answer["revision"] for answer in answers] == list(range(1, 11))
    assert len({answer["series_id"] for answer in answers}) == 1


def test_receipts_come_while_lines_are_still_being_sent(service: LiveService) -> None:
    address = httpx.URL(service.url)
    with socket.create_connection((address.host, address.port), timeout=60) as connection:
        connection.sendall(
            b"POST /ingest/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        received = b""
        for number in (40, 41, 42):
            sent = line(number)
            connection.sendall(f"{len(sent):x}\r\n".encode() + sent + b"\r\n")
            while received.count(b'"status":201') < number - 39:
                part = connection.recv(65_536)
                assert part, received
                received += part
        connection.sendall(b"0\r\n\r\n")
        while not received.endswith(b"0\r\n\r\n"):
            received += connection.recv(65_536)
    assert received.count(b'"status":201') == 3


def test_a_sender_that_goes_away_leaves_the_service_well(service: LiveService) -> None:
    address = httpx.URL(service.url)
    with socket.create_connection((address.host, address.port), timeout=60) as connection:
        head = b"POST /ingest/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"
        connection.sendall(head + line(50))
        assert b'"status":201' in _receive_until(connection, b'"status":201')
        connection.sendall(line(51)[:20])
    assert service.get("/readyz") == {"status": "ok"}
    assert send(service, line(50))[0]["status"] == 200, "what was acknowledged is kept"


def _receive_until(connection: socket.socket, wanted: bytes) -> bytes:
    received = b""
    while wanted not in received:
        part = connection.recv(65_536)
        assert part, received
        received += part
    return received


def test_a_batch_is_ndjson(service: LiveService) -> None:
    problem_of(service.client.post("/ingest/batch", content=line(1), headers={"Content-Type": "text/plain"}), 415, "unsupported-media")
    problem_of(service.client.post("/ingest/batch?department=x", content=line(1), headers=NDJSON), 422, "unknown-parameter")
    assert send(service, b"") == []
