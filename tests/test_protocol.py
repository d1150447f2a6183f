"""First lines of requests that are not all ASCII, against the service as its users start it."""

import re
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.running import running

LINE = "GET /departments?q={} HTTP/1.1\r\n".format
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
HOST = "Host: a\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(["bogo", "serve"], tmp_path_factory.mktemp("protocol")) as found:
        yield found


def send(client: httpx.Client, *pieces: bytes) -> list[int]:
    """The statuses of the answers to what is sent in these pieces, on one connection."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        received, asked = b"", 0
        for piece in pieces:
            connection.sendall(piece)
            asked += piece.endswith(b"\r\n\r\n")
            while len(STATUS.findall(received)) < asked and (more := connection.recv(65536)):
                received += more
        return list(map(int, STATUS.findall(received)))


def test_letters_behind_the_question_mark(client: httpx.Client) -> None:
    assert send(client, (LINE("총무과") + HOST).encode()) == [200]


def test_letters_in_the_path(client: httpx.Client) -> None:
    assert send(client, f"GET /departments/총무과/budget HTTP/1.1\r\n{HOST}".encode()) == [404]


def test_a_first_line_in_pieces(client: httpx.Client) -> None:
    first, second = LINE("총무과").encode(), HOST.encode()
    cut = first.index(b"\xec") + 1  # within a letter
    assert send(client, first[:cut], first[cut:], second) == [200]


def test_one_request_after_another(client: httpx.Client) -> None:
    request = (LINE("예산") + HOST).encode()
    assert send(client, request, b"\r\n" + request, request) == [200, 200, 200]


def test_a_body_stays_as_it_is(client: httpx.Client) -> None:
    text = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\n정원\t7\n현원\t6\n".encode()
    head = f"POST /ingest?title=업무보고 HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: {len(text)}\r\n\r\n".encode()
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=30) as connection:
        connection.sendall(head)
        connection.sendall(text)
        assert connection.recv(65536).startswith(b"HTTP/1.1 201")
    reports = client.get("/reports").json()["items"]
    assert client.get(f"/reports/{reports[0]['id']}/source").content.strip() == text.strip()
    assert reports[0]["meta"]["title"] == "업무보고"


def test_what_is_no_request_is_refused(client: httpx.Client) -> None:
    assert send(client, "예산\r\n\r\n".encode()) == [400]
