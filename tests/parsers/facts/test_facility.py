"""Attributes of buildings and sites."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.models.facts import Facility, Indicator
from app.models.finding import FindingCode
from app.parsers.facts.facility import read_value
from app.parsers.pipeline import parse_report, read_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str, str | None, str, object, str | None, str]


def rows(text: str) -> list[Row]:
    facts = parse_report(FRONT + text).facts
    return [(one.name, one.part, one.attribute, one.value, one.unit, one.text) for one in facts if isinstance(one, Facility)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 청사 현황\n\n시설명\t위치\t대지(㎡)\t연면적\t규모\t준공일\t비고\n"
            "중앙 청사\t소나무길 7\t1,250\t8,312㎡\t지하1층~지상3층\t1995. 4.12.\t-\n",
            [
                ("중앙 청사", None, "위치", None, None, "소나무길 7"),
                ("중앙 청사", None, "대지", 1250, "㎡", "1,250"),
                ("중앙 청사", None, "연면적", 8312, "㎡", "8,312㎡"),
                ("중앙 청사", None, "규모", None, None, "지하1층~지상3층"),
                ("중앙 청사", None, "준공일", None, None, "1995. 4.12."),
            ],
            id="units in labels and in cells; a dash is nothing",
        ),
        pytest.param(
            "○ 들꽃회관\n\n위 치\t대 지\t건 평\n은행동2가 7\t120㎡\t90㎡\n",
            [
                ("들꽃회관", None, "위치", None, None, "은행동2가 7"),
                ("들꽃회관", None, "대지", 120, "㎡", "120㎡"),
                ("들꽃회관", None, "건평", 90, "㎡", "90㎡"),
            ],
            id="an address is no name where the heading has one",
        ),
        pytest.param(
            "○ 구청사\n\n위 치\t대 지\t건 평\t준공일\t비 고\n"
            "당산동 370-5 (인 곡)\t교통지도\t473㎡\t'05.4.1 ~'07.3.31\t652,080천원\n\t교통행정\t434.48㎡\t〃\t\n",
            [
                ("당산동 370-5 (인곡)", "교통지도", "대지", None, None, "교통지도"),
                ("당산동 370-5 (인곡)", "교통지도", "건평", 473, "㎡", "473㎡"),
                ("당산동 370-5 (인곡)", "교통지도", "준공일", None, None, "'05.4.1 ~'07.3.31"),
                ("당산동 370-5 (인곡)", "교통지도", "비고", 652080000, "원", "652,080천원"),
                ("당산동 370-5 (인곡)", "교통행정", "대지", None, None, "교통행정"),
                ("당산동 370-5 (인곡)", "교통행정", "건평", Decimal("434.48"), "㎡", "434.48㎡"),
                ("당산동 370-5 (인곡)", "교통행정", "준공일", None, None, "'05.4.1 ~'07.3.31"),
            ],
            id="a name for several rows, a tenant where an area belongs, ditto marks",
        ),
        pytest.param(
            "□ 시설 현황\n\n구분\t구분\t대지면적\t건축면적\n본 관\t계\t7,622㎡\t15,667㎡\n\t본 관\t\t9,682㎡\n"
            "\t창고\t\t300㎡\n별 관\t창고\t500㎡\t200㎡\n",
            [
                ("본관", "계", "대지면적", 7622, "㎡", "7,622㎡"),
                ("본관", "계", "건축면적", 15667, "㎡", "15,667㎡"),
                ("본관", None, "건축면적", 9682, "㎡", "9,682㎡"),
                ("본관", "창고", "건축면적", 300, "㎡", "300㎡"),
                ("별관", "창고", "대지면적", 500, "㎡", "500㎡"),
                ("별관", "창고", "건축면적", 200, "㎡", "200㎡"),
            ],
            id="sites with parts: a total, and a name that two of them have",
        ),
        pytest.param(
            "□ 청사 현황\n\n구분\t본청사\t제2청사\n대지면적\t7,622㎡\t-\n연면적\t15,667㎡\t2,100㎡\n층수\t지상6층\t지상2층\n",
            [
                ("본청사", None, "대지면적", 7622, "㎡", "7,622㎡"),
                ("본청사", None, "연면적", 15667, "㎡", "15,667㎡"),
                ("제2청사", None, "연면적", 2100, "㎡", "2,100㎡"),
                ("본청사", None, "층수", None, None, "지상6층"),
                ("제2청사", None, "층수", None, None, "지상2층"),
            ],
            id="a column for each building",
        ),
        pytest.param(
            "□ 구민회관 현황\n\n위치\t당산동3가\n대지면적\t7,622㎡\n연면적\t15,667㎡\n준공일\t1993. 1. 6.\n",
            [
                ("구민회관", None, "위치", None, None, "당산동3가"),
                ("구민회관", None, "대지면적", 7622, "㎡", "7,622㎡"),
                ("구민회관", None, "연면적", 15667, "㎡", "15,667㎡"),
                ("구민회관", None, "준공일", None, None, "1993. 1. 6."),
            ],
            id="keys and values of the building that the heading names",
        ),
        pytest.param(
            "□ 자체청사 확보 추진\n\n- ▶ 위 치 : 중구 다동\n- ▶ 규 모 : 지하4층~지상15층, 연면적 34,897 m^2\n"
            " - 국제공모 : 6개월\n- ▶ 사 업 비 : 2,100억원(공사비 포함)\n",
            [
                ("자체청사", None, "위치", None, None, "중구 다동"),
                ("자체청사", None, "규모", None, None, "지하4층~지상15층, 연면적 34,897 m^2"),
                ("자체청사", None, "사업비", 210_000_000_000, "원", "2,100억원(공사비 포함)"),
            ],
            id="items under a heading that names a building",
        ),
        pytest.param(
            "□ 시설 현황\n\n시설명 위치 대지(㎡) 건물(㎡) 준공일\n\n"
            "남부 보건지소 소나무로263 1,200 652 2004.05.22\n\n서부보건지소 석대동 300 970 2011.09.07\n",
            [
                ("남부 보건지소", None, "위치", None, None, "소나무로263"),
                ("남부 보건지소", None, "대지", 1200, "㎡", "1,200"),
                ("남부 보건지소", None, "건물", 652, "㎡", "652"),
                ("남부 보건지소", None, "준공일", None, None, "2004.05.22"),
                ("서부보건지소", None, "위치", None, None, "석대동"),
                ("서부보건지소", None, "대지", 300, "㎡", "300"),
                ("서부보건지소", None, "건물", 970, "㎡", "970"),
                ("서부보건지소", None, "준공일", None, None, "2011.09.07"),
            ],
            id="a name and its address run together between blanks",
        ),
        pytest.param("□ 축제 개최\n\n- 위 치 : 중앙공원\n- 규 모 : 300명\n", [], id="items under another heading"),
        pytest.param(
            "□ 공사 현황\n\n사업명\t위치\t규모\t사업비\n도로 정비\t다동\t1,250m\t300백만원\n",
            [],
            id="a list of projects",
        ),
        pytest.param("□ 이용 현황\n\n구분\t면적\t인원\n1월\t1,250\t300\n", [], id="one column that other tables have too"),
    ],
)
def test_facilities(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "unit", "label", "expected"),
    [
        ("1,250", "㎡", "대지", (1250, "㎡")),
        ("7,622㎡ (2,306평)", None, "대지", (7622, "㎡")),
        ("1998", None, "준공연도", (None, None)),
        ("지하1층~지상6층", "㎡", "규모", (None, None)),
        ("1,104석", None, "열람석", (1104, "석")),
        ("2.5", "천㎡", "면적", (Decimal("2500.0"), "㎡")),
        ("621평(55대), 710평", None, "주차장", (None, None)),
    ],
)
def test_read_value(text: str, unit: str | None, label: str, expected: tuple[object, str | None]) -> None:
    assert read_value(text, unit, label) == expected


def test_a_facility_is_no_indicator_and_leaves_no_number_unread() -> None:
    report = parse_report(FRONT + "□ 청사 현황\n\n시설명\t대지(㎡)\t건물(㎡)\n본관\t1,250\t880\n별관\t720\t350\n")
    assert sum(isinstance(one, Facility) for one in report.facts) == 4
    assert not any(isinstance(one, Indicator) for one in report.facts)
    assert not any(one.code is FindingCode.UNREAD_NUMBER for one in report.findings)


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    found = []
    for path in real_reports:
        facts = [fact for fact in read_report(path.read_bytes()).facts if isinstance(fact, Facility)]
        found.append((len(facts), len({fact.name for fact in facts}), sum(fact.value is not None for fact in facts)))
    assert found == [(23, 5, 10), (47, 7, 18), (5, 1, 1), (0, 0, 0)]
