"""What every answer has in common: headers, methods, conditions, compression, faults."""

import gzip
import http.client
from collections.abc import Iterator

import httpx
import pytest

from app import errors
from app.routers.problems import KINDS, describe
from tests.factories import submit
from tests.live import LiveService, run_service
from tests.routers.test_bad_input import problem_of

SECRET = "the secret path /srv/bogo"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("manners"), parser_workers=1) as running:
        running.save(submit("r1"))
        yield running


def list_errors(kind: type[errors.BogoError] = errors.BogoError) -> list[type[errors.BogoError]]:
    return [kind, *(leaf for child in kind.__subclasses__() for leaf in list_errors(child))]


@pytest.mark.parametrize("kind", list_errors(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_and_words(kind: type[errors.BogoError]) -> None:
    assert kind in KINDS, "each class of the tree has a row of its own"
    assert 400 <= KINDS[kind].status <= 599
    assert KINDS[kind].title


def test_errors_are_described_with_their_facts() -> None:
    samples = [
        errors.EmptyReport(),
        errors.BinaryReport(3),
        errors.UndecodableReport(("utf-8", "cp949"), 17),
        errors.GarbledReport("…"),
        errors.ReportTooLarge(10),
        errors.TooManyNumbers(10),
        errors.MalformedBody("…"),
        errors.UnsupportedMedia("a/b", ["text/plain"]),
        errors.UnsupportedCoding("br", ["gzip"]),
        errors.NotAcceptable("image/png", ["text/csv"]),
        errors.UnknownParameter("limt", ["limit"], "limit"),
        errors.InvalidParameter("limit", "0", "…"),
        errors.InvalidCursor(),
        errors.OutdatedCursor(),
        errors.BodyTooLarge(10),
        errors.AliasCycle(["총무과", "행정과", "총무과"]),
        errors.PreconditionFailed(),
        *(kind("가", ["나"]) for kind in list_errors(errors.NotFound)),
        errors.ReaderBusy(3),
        errors.ReaderTimeout(1.5),
        errors.ReaderCrashed(),
        errors.StoreUnavailable("…"),
        errors.StoreConflict("r1"),
        errors.StoreDamaged("…"),
        errors.StoreTooNew(3, 2),
        errors.TransferRefused("…"),
    ]
    leaves = {kind for kind in list_errors() if not kind.__subclasses__()}
    assert leaves <= {type(sample) for sample in samples}, "a sample for each leaf of the tree"
    for sample in samples:
        problem = describe(sample)
        assert all(problem.members[fact] == getattr(sample, fact) for fact in KINDS[type(sample)].facts)
        assert any("가" <= letter <= "힣" for letter in problem.members["detail"])
        assert problem.status < 500 or problem.status in {500, 503}
        assert ("Retry-After" in problem.headers) == (problem.status in {409, 503})


def test_request_ids(service: LiveService) -> None:
    first, second = (service.client.get("/livez").headers["x-request-id"] for _ in range(2))
    assert first != second
    assert service.client.get("/livez", headers={"X-Request-ID": "abc-1"}).headers["x-request-id"] == "abc-1"
    strange = service.client.get("/livez", headers={"X-Request-ID": "a b"}).headers["x-request-id"]
    assert strange.isalnum(), "what is no plain word is not repeated"


@pytest.mark.parametrize("path", ["/livez", "/reports", "/reports/r1", "/reports/r1/facts", "/metrics", "/docs", "/openapi.json"])
def test_head_is_get_without_a_body(service: LiveService, path: str) -> None:
    plain = {"Accept-Encoding": "identity"}
    got, head = service.client.get(path, headers=plain), service.client.head(path, headers=plain)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)
    if path != "/metrics":
        assert head.headers["content-length"] == str(len(got.content))


def test_head_of_what_is_not_there(service: LiveService) -> None:
    response = service.client.head("/reports/nothing")
    assert (response.status_code, response.content) == (404, b"")


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/reports", {"GET", "HEAD", "OPTIONS"}),
        ("/reports/r1", {"GET", "HEAD", "DELETE", "OPTIONS"}),
        ("/ingest", {"POST", "OPTIONS"}),
        ("/departments/총무과/budget", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_methods(service: LiveService, path: str, allow: set[str]) -> None:
    options = service.client.options(path)
    assert (options.status_code, set(options.headers["allow"].split(", "))) == (204, allow)
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"} - allow:
        response = service.client.request(method, path)
        problem_of(response, 405, "method-not-allowed")
        assert set(response.headers["allow"].split(", ")) == allow


def test_options_of_what_is_not_there(service: LiveService) -> None:
    problem_of(service.client.options("/nothing"), 404, "no-such-address")


@pytest.mark.parametrize(
    "path", ["/reports", "/reports/r1", "/reports/r1.1/source", "/reports/r1/facts", "/departments", "/departments/총무과/budget"]
)
def test_conditional_requests(service: LiveService, path: str) -> None:
    first = service.client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for wanted in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = service.client.get(path, headers={"If-None-Match": wanted})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert service.client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_the_tag_of_a_series_moves_with_it(service: LiveService) -> None:
    service.save(submit("r9", text="하나"))
    tag = service.client.get("/reports/r9").headers["etag"]
    old = service.client.get("/reports/r9.1").headers["etag"]
    service.save(submit("r9", text="둘"))
    moved = service.client.get("/reports/r9", headers={"If-None-Match": tag})
    assert (moved.status_code, moved.json()["id"]) == (200, "r9.2")
    superseded = service.client.get("/reports/r9.1", headers={"If-None-Match": old})
    assert (superseded.status_code, superseded.json()["latest"]) == (200, False)
    service.client.delete("/reports/r9").raise_for_status()


def test_last_modified(service: LiveService) -> None:
    first = service.client.get("/reports/r1")
    modified = first.headers["last-modified"]
    assert modified == "Mon, 02 Mar 2026 12:00:00 GMT"
    assert service.client.get("/reports/r1", headers={"If-Modified-Since": modified}).status_code == 304
    earlier = {"If-Modified-Since": "Sun, 01 Mar 2026 12:00:00 GMT"}
    assert service.client.get("/reports/r1", headers=earlier).status_code == 200
    assert service.client.get("/reports/r1", headers={"If-Modified-Since": "soon"}).status_code == 200
    outweighed = {"If-None-Match": '"other"', "If-Modified-Since": modified}
    assert service.client.get("/reports/r1", headers=outweighed).status_code == 200


def test_compression(service: LiveService) -> None:
    address = httpx.URL(service.url)
    connection = http.client.HTTPConnection(address.host, address.port, timeout=30)
    connection.request("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    packed = response.read()
    connection.close()
    assert response.getheader("Content-Encoding") == "gzip"
    assert "Accept-Encoding" in (response.getheader("Vary") or "")
    assert gzip.decompress(packed) == service.client.get("/openapi.json", headers={"Accept-Encoding": "identity"}).content


def test_a_fault_of_our_own_shows_nothing_of_the_inside(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(service.app.state.store, "find_summary", fail)
    response = service.client.get("/reports/r1")
    problem_of(response, 500, "internal-error")
    assert "secret" not in response.text
    assert "RuntimeError" not in response.text
    monkeypatch.undo()
    assert service.client.get("/reports/r1").status_code == 200


def test_readiness_asks_the_store(service: LiveService, monkeypatch: pytest.MonkeyPatch) -> None:
    assert service.get("/readyz") == {"status": "ok"}

    async def fail() -> None:
        raise errors.StoreUnavailable(SECRET)

    monkeypatch.setattr(service.app.state.store, "ping", fail)
    response = service.client.get("/readyz")
    problem_of(response, 503, "store-unavailable")
    assert SECRET not in response.text
    assert response.headers["retry-after"] == "5"
    assert service.get("/livez") == {"status": "ok"}, "it lives all the same"


def test_metrics_count_by_route_not_by_address(service: LiveService) -> None:
    service.get("/departments/총무과/budget")
    service.client.get("/departments/없는과/budget")
    shown = service.client.get("/metrics").text
    assert 'route="/departments/{name}/budget",status="200"' in shown
    assert 'route="/departments/{name}/budget",status="404"' in shown
    assert "총무과" not in shown


def test_the_docs_page_loads_nothing_from_elsewhere(service: LiveService) -> None:
    page = service.client.get("/docs")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")
    parts = [page.text, *(service.client.get(f"/static/{name}").raise_for_status().text for name in ("docs.js", "docs.css"))]
    assert not any("http://" in part or "https://" in part or "//cdn" in part for part in parts)
    assert "static/docs.js" in page.text


def test_the_openapi_document_knows_every_error(service: LiveService) -> None:
    document = service.get("/openapi.json")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert operation["description"], path
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], f"{method} {path} {status}"
    assert "ProblemAnswer" in document["components"]["schemas"]
    assert "HTTPValidationError" not in str(document)
