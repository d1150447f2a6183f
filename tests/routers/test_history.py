"""The journal and the differences between texts, over HTTP, on both stores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest

from app.models.history import JournalItem, ReportDiff
from app.models.responses import Page
from app.models.span import Span
from tests.factories import NOON, budget_line, every_kind, headcount, submit
from tests.live import LiveService, run_service

OLD = "Ⅰ. 일반현황\n인건비 1\n물건비 5\n공사비 7\n"
NEW = "Ⅰ. 일반현황\n\n인건비 2\n물건비 5\n여비 9\n"


def line(item: str, number: int, won: int) -> Any:
    return budget_line(number, item=item, line=number, won=won)


@pytest.fixture(scope="module")
def service(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("history"), store_url=any_store_url, parser_workers=1) as running:
        running.save(
            submit("r1", [line("인건비", 2, 1), line("물건비", 3, 5), line("공사비", 4, 7)], OLD, actor="세무시스템"),
            submit("r1", [line("인건비", 3, 2), line("물건비", 4, 5), line("여비", 5, 9)], NEW, at=NOON + timedelta(hours=1)),
            submit("r2", every_kind(), NEW * 20, at=NOON + timedelta(hours=2)),
        )
        yield running


def test_what_a_newer_text_says_otherwise(service: LiveService) -> None:
    answered = service.get("/reports/r1.1/diff/r1.2")
    ReportDiff.model_validate(answered)

    assert answered["before"]["id"] == "r1.1"
    assert answered["after"]["id"] == "r1.2"
    assert answered["counts"] == {"appeared": 1, "vanished": 1, "changed": 1, "unchanged": 1}
    assert answered["kinds"] == {"budget_line": answered["counts"]}
    found = {item["change"]: item for item in answered["items"]}
    assert found["changed"]["fields"] == [{"name": "budget_won", "before": 1, "after": 2}]
    assert (found["changed"]["before_lines"], found["changed"]["after_lines"]) == (["인건비 1"], ["인건비 2"])
    assert found["changed"]["before"]["report_id"] == "r1.1"
    assert (found["vanished"]["before"]["item"], found["vanished"]["after"]) == ("공사비", None)
    assert (found["vanished"]["before_lines"], found["vanished"]["after_lines"]) == (["공사비 7"], [])
    assert (found["appeared"]["before"], found["appeared"]["after"]["item"]) == (None, "여비")
    assert found["appeared"]["after_lines"] == ["여비 9"]


def test_backwards_it_says_the_opposite(service: LiveService) -> None:
    forth, back = service.get("/reports/r1.1/diff/r1.2"), service.get("/reports/r1/diff/r1.1")

    assert back["before"]["id"] == "r1.2"
    opposite = {"appeared": "vanished", "vanished": "appeared", "changed": "changed"}
    assert {(item["change"], (item["after"] or item["before"])["item"]) for item in back["items"]} == {
        (opposite[item["change"]], (item["after"] or item["before"])["item"]) for item in forth["items"]
    }


def test_a_text_and_itself(service: LiveService) -> None:
    answered = service.get("/reports/r2/diff/r2.1")
    assert answered["items"] == []
    assert answered["total"] == 0
    assert answered["counts"]["unchanged"] == len(every_kind())


def test_two_reports(service: LiveService) -> None:
    answered = service.get("/reports/r1.1/diff/r2")
    assert answered["kinds"]["duty"] == {"appeared": 1, "vanished": 0, "changed": 0, "unchanged": 0}
    assert answered["counts"]["appeared"] + answered["counts"]["changed"] + answered["counts"]["unchanged"] == len(every_kind())


def test_filters_narrow_the_items_and_not_the_counts(service: LiveService) -> None:
    whole = service.get("/reports/r1.1/diff/r2")
    for wanted in ({"kind": "duty"}, {"kind": ["duty", "vehicle"]}, {"change": "vanished"}, {"kind": "budget_line", "change": "changed"}):
        some = service.get("/reports/r1.1/diff/r2", **wanted)
        kinds, changes = ({wanted[name]} if isinstance(wanted.get(name), str) else set(wanted.get(name, ())) for name in ("kind", "change"))
        expected = [
            item for item in whole["items"] if item["kind"] in (kinds or {item["kind"]}) and item["change"] in (changes or item["change"])
        ]
        assert some["items"] == expected
        assert some["total"] == len(expected)
        assert some["counts"] == whole["counts"]


def test_pages_stay_with_the_texts_they_began_with(service: LiveService) -> None:
    issued = [budget_line(n, won=n * 1000, line=1 + n // 3, department=None) for n in range(300)]
    changed = [budget_line(n, won=n * 1000 + n % 3, line=1 + n // 3, department=None) for n in range(300)]
    service.save(submit("r5", issued, "가\n" * 200), submit("r5", changed, "나\n" * 200))
    at_once = service.get("/reports/r5.1/diff/r5", limit=1000)
    first = service.get("/reports/r5.1/diff/r5", limit=30)
    service.save(submit("r5", [headcount()], "다\n" * 200))
    rest = service.get("/reports/r5.1/diff/r5", limit=1000, cursor=first["next"])

    assert first["total"] == at_once["total"] == 200
    assert first["items"] + rest["items"] == at_once["items"]
    assert rest["next"] is None
    assert rest["after"]["id"] == "r5.2"
    lines = [item["after"]["span"]["first"] for item in at_once["items"]]
    assert lines == sorted(lines)


def test_long_lines_are_cut_to_what_prints_the_fact(service: LiveService) -> None:
    before, after = (replace(headcount(persons=number), span=Span(2, 2, 4, 6)) for number in (1, 2))
    service.save(submit("r6", [before], "가\n123 56 89\n"), submit("r6", [after], "나\n123 57 89\n"))
    (change,) = service.get("/reports/r6.1/diff/r6.2")["items"]

    assert (change["before_lines"], change["after_lines"]) == (["56"], ["57"])


@pytest.mark.parametrize("path", ["/reports/none/diff/r1", "/reports/r1/diff/r1.99", "/reports/r1.x/diff/r1"])
def test_an_unknown_report(service: LiveService, path: str) -> None:
    refused = service.client.get(path)
    assert refused.status_code == 404
    assert refused.json()["type"].endswith("report-not-found")


def test_the_journal(service: LiveService) -> None:
    answered = service.get("/journal", limit=1000)
    Page[JournalItem].model_validate(answered)
    own = [entry for entry in answered["items"] if entry["series_id"] == "r1"]

    assert [(entry["report_id"], entry["actor"], entry["action"]) for entry in own] == [
        ("r1.2", "tester", "ingest"),
        ("r1.1", "세무시스템", "ingest"),
    ]
    assert own[0]["before_sha256"] == own[1]["after_sha256"] == service.get("/reports/r1.1")["received"]["sha256"]
    assert own[0]["at"] == (NOON + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    assert answered["total"] == len(answered["items"])


def test_the_journal_page_by_page_and_filtered(service: LiveService) -> None:
    whole = service.get("/journal", limit=1000)["items"]
    assert service.pages("/journal", limit=2) == whole
    assert service.get("/journal", actor="세무시스템")["items"] == [entry for entry in whole if entry["actor"] == "세무시스템"]
    since = (NOON + timedelta(hours=1)).isoformat()
    assert service.get("/journal", since=since, action="ingest")["items"] == [entry for entry in whole if entry["at"] >= since[:19]]
    assert service.get("/journal", action="alias")["items"] == []
    assert service.client.get("/journal", params={"action": "burn"}).status_code == 422
    assert service.client.get("/journal", params={"actr": "cli"}).json()["near"] == "actor"


@pytest.mark.parametrize(
    ("headers", "actor"),
    [
        pytest.param({}, "anonymous", id="nobody says"),
        pytest.param({"X-Client-Name": "tax-office"}, "tax-office", id="a plain name"),
        pytest.param({"X-Client-Name": quote("세무시스템")}, "세무시스템", id="a Korean name"),
        pytest.param({"X-Client-Name": "%00%0a"}, "anonymous", id="nothing that can be shown"),
    ],
)
def test_the_journal_says_who(service: LiveService, headers: dict[str, str], actor: str) -> None:
    text = f"Ⅰ. 일반현황\n\n1 인 력 {actor}\n구분\t계\n정원\t7\n".encode()
    sent = service.client.post("/ingest", content=text, headers={"Content-Type": "text/plain", **headers}, params={"source": actor})
    assert sent.status_code == 201, sent.text
    series_id = sent.json()["series_id"]
    batch = service.client.post(
        "/ingest/batch",
        content=b'{"text": "\xe2\x85\xa0. \xea\xb0\x80\\n\xeb\x82\x98", "source": "%b"}\n' % actor.encode(),
        headers={"Content-Type": "application/x-ndjson", **headers},
    )
    assert batch.json()["status"] == 201
    assert service.client.delete(f"/reports/{series_id}", headers=headers).status_code == 204
    own = [entry for entry in service.get("/journal")["items"] if entry["series_id"] == series_id]

    assert [(entry["action"], entry["actor"]) for entry in own[:3]] == [("delete", actor), ("ingest", actor), ("ingest", actor)]
    assert own[0]["after_sha256"] is None


def test_a_name_that_no_header_holds(service: LiveService) -> None:
    refused = service.client.delete("/reports/r1", headers={b"X-Client-Name": "세무".encode()})
    assert refused.status_code == 422
    assert service.get("/reports/r1")["id"] == "r1.2"
