"""Reports as documents: whole, in parts, as received, and through their history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.models.finding import Finding, FindingCode, Severity
from app.models.responses import Document, Page, ReportFinding, ReportItem, RevisionItem, SectionAnswer, SourceLines, TableAnswer
from app.models.span import Span
from tests.factories import NOON, budget_line, build_large_report, build_meta, build_report, every_kind, headcount, submit
from tests.live import LiveService, run_service

SOURCE = "Ⅰ. 일반현황\r\n□ 인력\r\n\r\n구분\t계\r정원\t43\n끝"


@pytest.fixture(scope="module")
def service(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("reports"), store_url=any_store_url, parser_workers=1) as running:
        running.save(
            submit("r1", every_kind(), "옛글"),
            submit("r1", every_kind(), SOURCE, at=NOON + timedelta(days=1)),
            submit("r2", meta=build_meta(government="가람도 나루시", department="민원과", fiscal_year=2023)),
            submit("r3", meta=build_meta(government=None, department=None, fiscal_year=None)),
        )
        yield running


def test_the_document(service: LiveService) -> None:
    answered = service.get("/reports/r1")
    document = Document.model_validate(answered)
    assert (document.id, document.series_id, document.revision, document.latest) == ("r1.2", "r1", 2, True)
    assert document.facts == dict.fromkeys((fact.kind for fact in every_kind()), 1)
    assert answered["outline"][0]["children"][0]["blocks"][0] == {"type": "table", "table": "t1", "span": _span(4, 6)}
    assert answered["tables"][0]["columns"][0] == {"path": ["일반직", "4급"], "unit": "명"}
    assert answered["tables"][0]["rows"][0]["cells"] == [
        {"printed": "43", "value": 43, "span": None, "at": {"line": 5, "start": 3, "end": 5}},
        {"printed": "4.50", "value": 4.5, "span": None, "at": None},
    ]
    assert answered["findings"][0]["code"] == "sum_mismatch"
    assert answered["coverage"]["tables"] == {"numbers": 4, "read": 3}
    assert answered["received"]["lines"] == 8


def _span(first: int, last: int) -> dict[str, int | None]:
    return {"first": first, "last": last, "start": None, "end": None}


def test_an_older_revision_stays_readable(service: LiveService) -> None:
    document = service.get("/reports/r1.1")
    assert (document["id"], document["latest"]) == ("r1.1", False)
    assert service.client.get("/reports/r1.1/source").text == "옛글\n"
    facts = service.get("/reports/r1.1/facts")["items"]
    assert {fact["report_id"] for fact in facts} == {"r1.1"}
    assert len(facts) == len(every_kind())


def test_facts_by_kind(service: LiveService) -> None:
    for fact in every_kind():
        page = service.get("/reports/r1/facts", kind=fact.kind)
        assert (page["total"], page["next"], [found["kind"] for found in page["items"]]) == (1, None, [fact.kind])
        found = page["items"][0]
        assert found["report_id"] == "r1.2"
        assert {"government", "bureau", "department", "fiscal_year", "as_of", "section", "span", "printed"} <= found.keys()
    both = service.get("/reports/r1/facts?kind=headcount&kind=duty")
    assert sorted(fact["kind"] for fact in both["items"]) == ["duty", "headcount"]
    assert service.client.get("/reports/r1/facts?kind=colour").status_code == 422


def test_a_fact_has_an_address(service: LiveService) -> None:
    for fact in service.get("/reports/r1/facts")["items"]:
        assert service.get(f"/reports/r1/facts/{fact['id']}") == fact
    one = service.client.get("/reports/r1/facts/headcount-1")
    same = service.client.get("/reports/r1/facts/headcount-1", headers={"If-None-Match": one.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert service.get("/reports/r1.1/facts/headcount-1")["report_id"] == "r1.1"


@pytest.mark.parametrize("address", ["r1/facts/headcount-77", "r1/facts/colour-1", "r1/facts/headcount", "r9/facts/headcount-1"])
def test_no_such_fact(service: LiveService, address: str) -> None:
    answer = service.client.get(f"/reports/{address}")
    assert answer.status_code == 404
    wanted = "report-not-found" if address.startswith("r9") else "fact-not-found"
    assert answer.json()["type"] == f"urn:bogo:problem:{wanted}"


def test_a_fact_says_where_each_figure_is_printed(service: LiveService) -> None:
    (line,) = service.get("/reports/r1/facts", kind="budget_line")["items"]
    assert line["at"]["funding.0"] == {"line": line["span"]["first"], "start": 4, "end": 14}
    assert (line["section_id"], line["table"], line["row"], line["column"]) == ("1.2", "t3", line["row"], None)
    assert line["role"] == "leaf"


def test_values_keep_their_types(service: LiveService) -> None:
    by_kind = {fact["kind"]: fact for fact in service.get("/reports/r1/facts")["items"]}
    assert by_kind["budget_line"]["budget_won"] == 1_250_000_000
    assert by_kind["budget_line"]["rate_percent"] == 46.5
    assert by_kind["budget_line"]["executed_won"] is None
    assert by_kind["budget_line"]["funding"] == [{"printed": "국비", "tier": "national", "won": 28_000_000}]
    assert by_kind["indicator"]["dimensions"] == {"구 분.": "행정", "$대상": "민사"}
    assert by_kind["facility"]["value"] == 27349.25
    assert by_kind["organisation"]["counts"] == {"국": 5, "동": 22}


def test_the_list_of_reports(service: LiveService) -> None:
    items = service.get("/reports")["items"]
    assert [item["id"] for item in items] == ["r2.1", "r1.2", "r3.1"], "newest fiscal year first, unknown last"
    Page[ReportItem].model_validate(service.get("/reports"))
    assert [item["id"] for item in service.get("/reports", government="나루시")["items"]] == ["r2.1"]
    assert [item["id"] for item in service.get("/reports", department="민 원 과")["items"]] == ["r2.1"]
    assert [item["id"] for item in service.get("/reports", fiscal_year="..2022")["items"]] == ["r1.2"]
    assert [item["id"] for item in service.get("/reports", kind="주요업무 보고", fiscal_year="2023")["items"]] == ["r2.1"]
    assert [item["id"] for item in service.get("/reports", updated_after="2026-03-02T20:00:00")["items"]] == ["r1.2"]


def test_sections_and_tables(service: LiveService) -> None:
    section = SectionAnswer.model_validate(service.get("/reports/r1/sections/1.1"))
    assert (section.path, section.section.title, [table.id for table in section.tables]) == (("일반현황", "인력"), "인력", ["t1"])
    assert [table.id for table in SectionAnswer.model_validate(service.get("/reports/r1/sections/1")).tables] == ["t1"]
    table = TableAnswer.model_validate(service.get("/reports/r1/tables/t1"))
    assert (table.report_id, table.path, table.table.caption) == ("r1.2", ("일반현황", "인력"), "정원 및 현원")
    assert [table["id"] for table in service.get("/reports/r1/tables")["items"]] == ["t1"]
    assert service.client.get("/reports/r1/sections/1.7").json()["type"].endswith("section-not-found")
    assert service.client.get("/reports/r1/tables/t7").json()["type"].endswith("table-not-found")


def test_source_lines(service: LiveService) -> None:
    whole = service.client.get("/reports/r1/source")
    assert whole.headers["content-type"] == "text/plain; charset=utf-8"
    assert whole.text.split("\n") == ["Ⅰ. 일반현황", "□ 인력", "", "구분\t계", "정원\t43", "끝", ""]
    assert service.client.get("/reports/r1/source?first=4&last=5").text == "구분\t계\n정원\t43\n"
    assert service.client.get("/reports/r1/source?first=6&last=900").text == "끝\n"
    as_json = service.client.get("/reports/r1/source?first=2&last=2", headers={"Accept": "application/json"}).json()
    assert SourceLines.model_validate(as_json) == SourceLines(report_id="r1.2", first=2, last=2, total=6, lines=("□ 인력",))
    for wrong in ("first=7", "first=3&last=2", "first=0"):
        assert service.client.get(f"/reports/r1/source?{wrong}").status_code == 422


def test_revisions_deletion_and_return(service: LiveService) -> None:
    service.save(submit("r8", text="하나"), submit("r8", text="둘"))
    service.get("/reports/r8")
    assert service.client.delete("/reports/r8").status_code == 204
    for path in ("/reports/r8", "/reports/r8/facts", "/reports/r8/source", "/reports/r8/findings", "/reports/r8/tables"):
        assert service.client.get(path).status_code == 404, path
    assert service.client.delete("/reports/r8").status_code == 404
    history = Page[RevisionItem].model_validate(service.get("/reports/r8/revisions")).items
    assert [(entry.revision, entry.action, entry.deleted) for entry in history] == [
        (3, "delete", True),
        (2, "ingest", False),
        (1, "ingest", False),
    ]
    service.save(submit("r8", text="둘"))
    assert service.get("/reports/r8")["id"] == "r8.4"
    assert service.get("/reports/r8.2")["latest"] is False
    assert service.client.delete("/reports/r8").status_code == 204


def test_findings_of_a_report(service: LiveService) -> None:
    found = Page[ReportFinding].model_validate(service.get("/reports/r1/findings"))
    assert [(item.code, item.severity, item.printed, item.expected) for item in found.items] == [
        (FindingCode.SUM_MISMATCH, Severity.ERROR, "43", "45")
    ]
    assert service.get("/reports/r1/findings?code=rate_mismatch")["items"] == []
    assert len(service.get("/reports/r1/findings?code=rate_mismatch&code=sum_mismatch")["items"]) == 1
    assert service.get("/reports/r1/findings?severity=notice")["items"] == []


def test_pages_go_on_with_the_revision_they_began_with(service: LiveService) -> None:
    finding = Finding(FindingCode.RATE_MISMATCH, Severity.WARNING, "비율이 맞지 않습니다", Span(1, 1))
    many = replace(build_report([headcount()]), findings=tuple(replace(finding, printed=str(n)) for n in range(5)))
    none = replace(build_report([headcount()]), findings=())
    service.save(submit("r7", report=many, text="하나"))
    first = service.get("/reports/r7/findings?limit=2")
    service.save(submit("r7", report=none, text="둘"))
    rest = service.get("/reports/r7/findings", cursor=first["next"])
    assert [item["printed"] for item in first["items"] + rest["items"]] == list("01234")
    assert service.get("/reports/r7/findings")["items"] == []
    service.client.delete("/reports/r7").raise_for_status()


def test_facts_page_by_page(service: LiveService) -> None:
    service.save(submit("r6", report=build_large_report(250)))
    found = service.pages("/reports/r6/facts", limit=100)
    assert len({fact["id"] for fact in found}) == len(found) == 250
    first = service.client.get("/reports/r6/facts?limit=100&kind=budget_line")
    assert first.json()["total"] == 250
    following = first.headers["link"]
    assert following.endswith('>; rel="next"')
    second = service.client.get(following.removeprefix("<").partition(">")[0])
    assert [fact["id"] for fact in second.json()["items"]] == [fact["id"] for fact in found[100:200]]
    other = service.client.get(f"/reports/r1/facts?limit=100&kind=budget_line&cursor={first.json()['next']}")
    assert other.json()["type"].endswith("invalid-cursor"), "a cursor is good for its own call only"
    service.client.delete("/reports/r6").raise_for_status()


def test_findings_across_reports(service: LiveService) -> None:
    everything = service.pages("/findings", limit=1)
    assert [item["report_id"] for item in everything] == ["r2.1", "r1.2", "r3.1"]
    assert service.get("/findings")["total"] == 3
    assert [item["government"] for item in service.get("/findings", government="나루시")["items"]] == ["가람도 나루시"]
    assert service.get("/findings?code=stated_twice") == {"next": None, "total": 0, "items": []}
    partly = service.get("/findings?code=sum_mismatch&limit=2")
    assert partly["total"] == 3
    assert service.get(f"/findings?code=sum_mismatch&limit=2&cursor={partly['next']}")["total"] == 3


def test_a_total_beyond_counting_is_a_lower_bound(service: LiveService) -> None:
    lines = [budget_line(number, won=number) for number in range(10_050)]
    service.save(submit("r5", lines))
    page = service.get("/reports/r5/facts?limit=1")
    assert page["total_at_least"] == 10_000
    assert "total" not in page
    service.client.delete("/reports/r5").raise_for_status()
