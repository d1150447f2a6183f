"""Sending reports: every form of body, receipts, and a service that stays awake meanwhile."""

import base64
import statistics
import threading
import time
from collections.abc import Iterator

import pytest

from tests.live import LiveService, run_service

REPORT = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\t6급\n정원\t7\t1\t6\n현원\t6\t1\t5\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("ingest"), parser_workers=1) as running:
        yield running


def test_receipt(service: LiveService) -> None:
    sent = service.ingest(REPORT, source="접수-1", department="접수과")
    assert sent.status_code == 201
    document = sent.json()
    assert sent.headers["location"] == f"/reports/{document['id']}"
    assert service.get(sent.headers["location"]) == document
    assert service.client.get(sent.headers["location"]).headers["etag"] == sent.headers["etag"]
    again = service.ingest(REPORT, source="접수-1", department="접수과")
    assert (again.status_code, again.json()) == (200, document)
    assert again.headers["location"] == sent.headers["location"]


@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [
        pytest.param("utf-8", "text/plain", id="utf-8"),
        pytest.param("utf-8-sig", "text/plain; charset=utf-8", id="with a byte order mark"),
        pytest.param("utf-16", "text/plain; charset=utf-16", id="utf-16"),
        pytest.param("cp949", "text/plain; charset=euc-kr", id="cp949"),
        pytest.param("cp949", "text/plain; charset=utf-8", id="the bytes count, not what is said of them"),
        pytest.param("utf-8", "text/markdown", id="markdown"),
        pytest.param("utf-8", "text/html; charset=UTF-8", id="html"),
        pytest.param("utf-8", None, id="nothing said"),
    ],
)
def test_encodings_and_media_types(service: LiveService, encoding: str, media_type: str | None) -> None:
    hints = {"source": f"{encoding} {media_type}"}
    headers = {"Content-Type": media_type} if media_type else {}
    sent = service.client.post("/ingest", content=REPORT.encode(encoding), headers=headers, params=hints)
    assert sent.status_code == 201, sent.text
    shown = service.client.get(f"{sent.headers['location']}/source").text
    assert shown.removeprefix("\ufeff") == REPORT


def test_json_bodies(service: LiveService) -> None:
    as_text = service.client.post("/ingest", json={"text": REPORT, "source": "본문-1", "department": "본문과"})
    assert as_text.status_code == 201
    encoded = base64.b64encode(REPORT.encode("cp949")).decode()
    as_bytes = service.client.post("/ingest", json={"base64": encoded, "source": "본문-2"})
    assert as_bytes.json()["received"]["encoding"] == "cp949"
    both = service.client.post("/ingest?department=본문과", json={"text": REPORT, "source": "본문-1"})
    assert (both.status_code, both.json()["id"]) == (200, as_text.json()["id"]), "hints may come from either side"
    torn = service.client.post("/ingest?department=다른과", json={"text": REPORT, "department": "본문과"})
    assert (torn.status_code, torn.json()["name"]) == (422, "department")


def test_a_draft_and_its_correction_sent_again_change_nothing(service: LiveService) -> None:
    draft, corrected = REPORT, REPORT.replace("현원\t6", "현원\t7")
    first = service.ingest(draft, source="접수-9").json()
    second = service.ingest(corrected, source="접수-9").json()
    again = service.ingest(draft, source="접수-9")
    assert (again.status_code, again.json()["id"]) == (200, first["id"])
    assert service.ingest(corrected, source="접수-9").json() == second
    forced = service.ingest(draft, source="접수-9", force="true")
    assert (forced.status_code, forced.json()["id"]) == (201, first["id"].replace(".1", ".3"))


def test_two_texts_of_one_series_at_once_are_both_kept(service: LiveService) -> None:
    texts = [REPORT.replace("7", str(number)) for number in range(10, 16)]
    threads = [threading.Thread(target=service.ingest, args=(text,), kwargs={"source": "동시-1"}) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    series = service.ingest(texts[0], source="동시-1").json()["series_id"]
    revisions = service.get(f"/reports/{series}/revisions")["items"]
    assert [entry["revision"] for entry in revisions] == list(range(len(revisions), 0, -1))
    assert len({entry["sha256"] for entry in revisions}) == len(texts)


def build_long_report(size: int) -> str:
    """A report of so many characters, with tables and text as they are printed."""
    parts = ["Ⅰ. 일반현황\n"]
    for number in range(1, 10_000):
        rows = "".join(f"항목 {row}\t{row * number + 1000:,}\t{row * number:,}\t{row % 100}.5\n" for row in range(1, 15))
        parts.append(
            f"{number} 사업 {number}호 추진\n□ 사업개요\n○ 기간 : 2021. 1. ~ 12.\n(단위: 천원)\n구분\t예산액\t집행액\t집행률\n{rows}"
        )
        if sum(map(len, parts)) > size:
            break
    return "\n".join(parts)


def test_other_requests_are_answered_while_a_long_report_is_read(service: LiveService) -> None:
    report = build_long_report(60_000)
    assert len(report.encode()) > 70_000
    answers: list[float] = []
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            started = time.perf_counter()
            service.client.get("/livez").raise_for_status()
            answers.append(time.perf_counter() - started)
            time.sleep(0.005)

    asking = threading.Thread(target=ask)
    asking.start()
    sent = service.ingest(report, source="긴 보고서")
    ended.set()
    asking.join()
    assert sent.status_code == 201, sent.text
    assert len(answers) > 20
    # Reading takes seconds; the event loop itself may only be busy for moments, with receipt and document.
    assert statistics.median(answers) < 0.05
    assert max(answers) < 1.0
