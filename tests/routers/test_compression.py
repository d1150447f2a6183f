"""Compressed answers: which coding is taken, that the bytes come back equal, and that a stream stays one."""

import gzip
import sys
from collections.abc import Iterator

import httpx
import orjson
import pytest

from app.routers.compression import choose_coding
from tests.factories import build_large_report, submit
from tests.live import LiveService, run_service

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FACTS = "/reports/r1/facts?limit=1000"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("compression"), parser_workers=1) as running:
        running.save(submit("r1", report=build_large_report(3000)))
        yield running


def fetch(service: LiveService, path: str, accepted: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """An answer with its bytes as they travelled."""
    with service.client.stream("GET", path, headers={"Accept-Encoding": accepted, **headers}) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        pytest.param("gzip, deflate, br, zstd", "zstd", id="a browser"),
        pytest.param("gzip", "gzip", id="gzip alone"),
        pytest.param("zstd;q=0.5, gzip;q=0.8", "gzip", id="weights decide"),
        pytest.param("zstd;q=0, gzip", "gzip", id="zstd refused"),
        pytest.param("gzip;q=0", "identity", id="gzip refused"),
        pytest.param("*", "zstd", id="anything"),
        pytest.param("*;q=0", "identity", id="nothing: uncompressed is better than no answer"),
        pytest.param("identity, gzip;q=0.3", "identity", id="rather uncompressed"),
        pytest.param("x-gzipped", "identity", id="a name within another is none"),
        pytest.param("GZIP;Q=1.0", "gzip", id="letters of any case"),
        pytest.param("", "identity", id="empty"),
    ],
)
def test_the_most_welcome_coding_is_taken(service: LiveService, accepted: str, coding: str) -> None:
    assert choose_coding(accepted) == coding
    response, _ = fetch(service, FACTS, accepted)
    assert response.headers.get("content-encoding", "identity") == coding
    assert "Accept-Encoding" in response.headers["vary"]


@pytest.mark.parametrize("path", [FACTS, "/facts?format=ndjson", "/facts?format=csv"], ids=["whole", "lines streamed", "table streamed"])
def test_all_codings_hold_the_same_bytes(service: LiveService, path: str) -> None:
    plain = fetch(service, path, "identity")
    for coding, unpack in (("zstd", zstd.decompress), ("gzip", gzip.decompress)):
        response, packed = fetch(service, path, coding)
        assert unpack(packed) == plain[1]
        assert len(packed) < len(plain[1]) / 4
        assert response.headers.get("etag") == plain[0].headers.get("etag")
        assert {"accept", "accept-encoding"} <= {part.strip().lower() for part in response.headers["vary"].split(",")}


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_an_answer_is_unchanged_whatever_the_coding(service: LiveService, coding: str) -> None:
    tag = fetch(service, FACTS, "identity")[0].headers["etag"]
    response, body = fetch(service, FACTS, coding, **{"If-None-Match": tag})
    assert (response.status_code, body) == (304, b"")
    assert "Accept-Encoding" in response.headers["vary"]
    assert "content-encoding" not in response.headers


def test_a_portion_can_be_read_before_the_next_one_comes(service: LiveService) -> None:
    unpacker = zstd.ZstdDecompressor()
    with service.client.stream("GET", "/facts?format=ndjson", headers={"Accept-Encoding": "zstd"}) as response:
        portions = response.iter_raw(4096)
        assert orjson.loads(unpacker.decompress(next(portions)).splitlines()[0])["report_id"] == "r1.1"
        assert not unpacker.eof, "the first portion is not all"


def test_what_is_short_or_packed_already_goes_as_it_is(service: LiveService) -> None:
    for path in ("/livez", "/facts?format=xlsx&limit=500"):
        response, _ = fetch(service, path, "zstd, gzip")
        assert "content-encoding" not in response.headers


def test_the_headers_alone_name_the_coding(service: LiveService) -> None:
    response = service.client.head(FACTS, headers={"Accept-Encoding": "zstd"})
    assert (response.headers["content-encoding"], response.content) == ("zstd", b"")


def test_a_problem_is_compressed_too(service: LiveService) -> None:
    response, packed = fetch(service, "/departments/" + "가" * 300 + "/budget", "zstd")
    assert response.status_code == 404
    assert response.headers["content-encoding"] == "zstd"
    assert b"department-not-found" in zstd.decompress(packed)
