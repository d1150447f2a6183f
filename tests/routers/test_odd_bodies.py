"""Bodies as other programs write them: marks, encodings and compression; each works, or is refused by its name."""

import codecs
import gzip
import json
import socket
import sys
import zlib
from collections.abc import Iterator

import pytest

from tests.live import LiveService, run_service
from tests.routers.test_bad_input import problem_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

REPORT = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\n정원\t7\t1\n현원\t6\t1\n"
RAW = REPORT.encode()
JSON = json.dumps({"text": REPORT}, ensure_ascii=False)
LIMIT = 20_000


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("odd"), parser_workers=1, max_report_bytes=LIMIT) as running:
        yield running


def bare_deflate(source: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(source) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(REPORT.encode("utf-16-le"), {"Content-Type": "text/plain; charset=utf-16le"}, id="UTF-16LE without a mark"),
        pytest.param(REPORT.encode("utf-16-be"), {"Content-Type": "text/plain"}, id="UTF-16BE without a mark or a name"),
        pytest.param(REPORT.encode("cp949", "replace"), {"Content-Type": "text/plain; charset=windows-949"}, id="CP949 by another name"),
        pytest.param(codecs.BOM_UTF8 + JSON.encode(), {"Content-Type": "application/json"}, id="JSON with a mark"),
        pytest.param(JSON.encode("cp949"), {"Content-Type": "application/json; charset=euc-kr"}, id="JSON in EUC-KR"),
        pytest.param(JSON.encode("utf-16"), {"Content-Type": "application/json; charset=utf-16"}, id="JSON in UTF-16"),
        pytest.param(json.dumps({"text": REPORT}).encode("utf-16-le"), {"Content-Type": "application/json"}, id="escaped JSON in UTF-16"),
        pytest.param(gzip.compress(RAW), {"Content-Encoding": "gzip"}, id="gzip"),
        pytest.param(gzip.compress(RAW[:40]) + gzip.compress(RAW[40:]), {"Content-Encoding": "X-GZIP"}, id="gzip in two parts"),
        pytest.param(zlib.compress(RAW), {"Content-Encoding": "deflate"}, id="deflate"),
        pytest.param(bare_deflate(RAW), {"Content-Encoding": "deflate"}, id="deflate without its header"),
        pytest.param(zstd.compress(RAW), {"Content-Encoding": "zstd"}, id="zstd"),
        pytest.param(RAW, {"Content-Encoding": "identity"}, id="not packed, and said so"),
        pytest.param(
            gzip.compress(JSON.encode()), {"Content-Encoding": "gzip", "Content-Type": "application/json"}, id="JSON packed with gzip"
        ),
    ],
)
def test_odd_bodies_are_read(service: LiveService, body: bytes, headers: dict[str, str]) -> None:
    answer = service.client.post("/ingest", content=body, headers={"Content-Type": "text/plain", **headers})
    assert answer.status_code in (200, 201), answer.text
    assert answer.json()["facts"] == {"headcount": 4}


@pytest.mark.parametrize(
    ("body", "coding", "status", "kind", "told"),
    [
        pytest.param(RAW, "br", 415, "unsupported-coding", "gzip", id="a coding that nothing unpacks"),
        pytest.param(gzip.compress(RAW), "gzip, gzip", 415, "unsupported-coding", "gzip", id="packed twice"),
        pytest.param(RAW, "gzip", 400, "malformed-body", "gzip", id="not packed at all"),
        pytest.param(gzip.compress(RAW)[:-9], "gzip", 400, "malformed-body", "gzip", id="gzip cut off"),
        pytest.param(gzip.compress(RAW) + b"more", "gzip", 400, "malformed-body", "gzip", id="gzip with something behind"),
        pytest.param(zstd.compress(RAW)[:-5], "zstd", 400, "malformed-body", "zstd", id="zstd cut off"),
        pytest.param(b"", "gzip", 422, "empty-report", "글자", id="nothing, packed"),
        pytest.param(gzip.compress(b"1 A" * 10**8), "gzip", 413, "report-too-large", f"{LIMIT:,}", id="gzip bomb"),
        pytest.param(zlib.compress(b"0" * 10**8), "deflate", 413, "report-too-large", f"{LIMIT:,}", id="deflate bomb"),
        pytest.param(zstd.compress(b"0" * 10**8), "zstd", 413, "report-too-large", f"{LIMIT:,}", id="zstd bomb"),
    ],
)
def test_packed_bodies_that_are_refused(service: LiveService, body: bytes, coding: str, status: int, kind: str, told: str) -> None:
    headers = {"Content-Type": "text/plain", "Content-Encoding": coding}
    problem = problem_of(service.client.post("/ingest", content=body, headers=headers), status, kind)
    assert told in problem["detail"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param(RAW.decode("latin-1"), "서유럽", id="UTF-8 as Latin-1"),
        pytest.param(REPORT.encode("ascii", "replace").decode(), "물음표", id="question marks"),
    ],
)
def test_spoilt_text_is_refused(service: LiveService, text: str, mistake: str) -> None:
    answer = service.client.post("/ingest", content=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})
    assert mistake in problem_of(answer, 422, "garbled-report")["detail"]


def batch(service: LiveService, body: bytes, coding: str) -> list[int]:
    """The status of each line of a packed batch."""
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": coding}
    answer = service.client.post("/ingest/batch", content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return [json.loads(line)["status"] for line in answer.text.splitlines()]


def test_a_batch_may_be_packed(service: LiveService) -> None:
    lines = f"{JSON}\n{{}}\n".encode()
    assert batch(service, gzip.compress(lines), "gzip") == [200, 400]
    cut = zlib.compressobj(wbits=31)
    assert batch(service, cut.compress(lines) + cut.flush(zlib.Z_SYNC_FLUSH), "gzip") == [200, 400, 400]


def test_a_batch_of_an_unknown_coding_is_refused(service: LiveService) -> None:
    headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "br"}
    problem_of(service.client.post("/ingest/batch", content=RAW, headers=headers), 415, "unsupported-coding")


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        pytest.param(f"Content-Length: {len(RAW) - 20}", RAW, b"400", id="a length too short: half a report is none"),
        pytest.param("Content-Length: -5", RAW, b"400", id="a negative length"),
        pytest.param("Content-Length: ten", RAW, b"400", id="no number"),
        pytest.param("Transfer-Encoding: chunked", b"zz\r\n", b"400", id="chunks without a size"),
    ],
)
def test_bodies_whose_length_is_wrong(service: LiveService, headers: str, body: bytes, status: bytes) -> None:
    with socket.create_connection((service.client.base_url.host, service.client.base_url.port or 80), timeout=10) as wire:
        wire.sendall(f"POST /ingest HTTP/1.1\r\nHost: bogo\r\nContent-Type: text/plain\r\n{headers}\r\n\r\n".encode() + body)
        assert wire.recv(65_536).split(b" ", 2)[1] == status
