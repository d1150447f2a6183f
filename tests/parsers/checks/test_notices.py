"""Hints that the print contradicts, labels that nobody knows, amounts without a unit, and what is said of bodies and audits."""

import pytest

from app.models.finding import FindingCode, Severity
from app.models.report import Hints
from app.parsers.pipeline import parse_report
from tests.parsers.checks.reported import reported, table

FRONT = "2021년도\n\n주요업무보고\n\n2021. 2.\n\n서울특별시 영등포구\n\n총 무 과\n\nⅠ. 일반현황\n\n1 조직\n"


@pytest.mark.parametrize(
    ("hints", "printed"),
    [
        pytest.param(Hints(government="영등포구", department="총무과", issued="2021-02", title="주요업무보고"), [], id="all agree"),
        pytest.param(Hints(government="서울특별시 영등포구", department="총 무 과", issued="2021-02-17"), [], id="in other words"),
        pytest.param(Hints(government="부산광역시 해운대구"), ["서울특별시 영등포구"], id="another government"),
        pytest.param(Hints(department="재무과"), ["총무과"], id="another department"),
        pytest.param(Hints(issued="2021-07"), ["2021-02"], id="another date"),
        pytest.param(Hints(title="2023년도 주요업무보고"), ["2021"], id="another year"),
        pytest.param(Hints(title="결산검사 의견서"), ["2021년도 주요업무보고"], id="another title"),
    ],
)
def test_hints(hints: Hints, printed: list[str]) -> None:
    findings = [finding for finding in parse_report(FRONT, hints).findings if finding.code is FindingCode.HINT_CONTRADICTED]
    assert [finding.printed for finding in findings] == printed
    assert all(finding.severity is Severity.NOTICE for finding in findings)


def test_a_hint_is_shown_beside_the_line_that_says_otherwise() -> None:
    (finding,) = (one for one in parse_report(FRONT, Hints(department="재무과")).findings if one.code is FindingCode.HINT_CONTRADICTED)
    assert (finding.span.first, finding.expected) == (9, "재무과")


def test_an_unknown_column_of_a_budget() -> None:
    rows = ["구분 | 예산액 | 집행액 | 뜬구름액 | 집행률", "가 | 1,000 | 500 | 77 | 50.0", "나 | 2,000 | 500 | 88 | 25.0"]
    found = reported(table(*rows, unit="천원", title="1 예산현황"))
    assert found == [("unknown_label", 3, "뜬구름액", None)]


def test_an_unknown_category_of_staff() -> None:
    rows = ["구분 | 계 | 일반직 | 뜬구름직", "정원 | 10 | 8 | 2", "현원 | 9 | 8 | 1"]
    assert reported(table(*rows, unit="명", title="1 인력")) == [("unknown_label", 3, "뜬구름직", None)]


@pytest.mark.parametrize(
    ("rows", "unit", "found"),
    [
        pytest.param(["구분 | 2008년 | 2009년", "금액 | 140,794 | 147,834"], None, [("unit_missing", 4, "140,794", None)], id="a row"),
        pytest.param(["구분 | 2008년 | 2009년", "금액 | 140,794 | 147,834"], "천원", [], id="the table names it"),
        pytest.param(
            ["사업명 | 금액 | 대상", "가 사업 | 86백만원 | 3명", "나 사업 | 346 | 5명"],
            None,
            [("unit_missing", 5, "346", None)],
            id="one of a column",
        ),
    ],
)
def test_amounts_without_a_unit(rows: list[str], unit: str | None, found: list[object]) -> None:
    assert [said for said in reported(table(*rows, unit=unit)) if said[0] == "unit_missing"] == found


CHART = (
    "주요업무보고\n\n2021. 2.\n\n행정국\n\nⅠ. 일반현황\n\n□ 조직 및 인력 : {whole}\n\n"
    "부서\t팀수\t인원\n총무과\t5팀\t40명\n인사과\t4팀\t31명\n중앙기록원\t2팀\t12명\n"
)


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        pytest.param("2과 1사업소 83명", [], id="agrees"),
        pytest.param("2과 1사업소 84명", [], id="with its head"),
        pytest.param("2과 1사업소 93명", [("93명", "83명")], id="persons"),
        pytest.param("3과 1사업소 83명", [("4개", "3개")], id="departments"),
    ],
)
def test_bodies(whole: str, found: list[tuple[str, str]]) -> None:
    said = reported(CHART.format(whole=whole))
    assert [(printed, expected) for code, _, printed, expected in said if code == "stated_twice"] == found


AUDIT = (
    "Ⅳ. 2020년 행정사무감사 처리결과\n\n□ 총괄\n\n(단위 : 건)\n\n구분\t계\t완료\t추진 중\n시정·처리요구사항\t2\t{counts}\n\n"
    "□ 시정·처리요구사항\n\n지적사항\t처리결과\n"
    "○ 청사를 고칠 것 (총무과)\t○ 추진상황 : 완료\n○ 장부를 맞출 것 (총무과)\t○ 추진상황 : 추진 중\n"
)


@pytest.mark.parametrize(("counts", "found"), [("1\t1", []), ("2\t-", [("2", "1"), ("0", "1")])])
def test_audits(counts: str, found: list[tuple[str, str]]) -> None:
    said = reported(FRONT + AUDIT.format(counts=counts))
    assert [(printed, expected) for code, _, printed, expected in said if code == "stated_twice"] == found
