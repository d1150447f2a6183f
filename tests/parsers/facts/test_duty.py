"""Duties of departments and teams, in tables and lists."""

from pathlib import Path

import pytest

from app.models.facts import Duty
from app.models.finding import FindingCode
from app.models.report import Report
from app.parsers.pipeline import parse_report, read_report
from app.parsers.prose.duties import share_duties, split_duties

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"


def duties(report: Report) -> list[Duty]:
    return [fact for fact in report.facts if isinstance(fact, Duty)]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one.unit, one.text) for one in duties(parse_report(FRONT + text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 업무\n\n부서\t주요업무\n총 무 과\t· 국내·외 교육훈련, 후생복지 · 당직 등\n\t· 의전\n",
            [("총무과", "국내·외 교육훈련, 후생복지"), ("총무과", "당직 등"), ("총무과", "의전")],
            id="several in one cell, a second row without the name",
        ),
        pytest.param(
            "□ 조직\n\n팀명\t인원\t담당업무\n총무팀\t5명\t<ul><li>청사 관리</li><li>당직</li></ul>\n"
            "인사팀\t4명\t<p>○ 임용</p><p>○ 승진</p>\n",
            [("총무팀", "청사 관리"), ("총무팀", "당직"), ("인사팀", "임용"), ("인사팀", "승진")],
            id="HTML left in cells",
        ),
        pytest.param(
            "| 팀 | 담당업무 |\n|---|---|\n| 총무팀 | 청사 관리 및<br>방호<br>당직 |\n| 인사팀 | 1. 임용 2. 승진 |\n",
            [("총무팀", "청사 관리 및 방호"), ("총무팀", "당직"), ("인사팀", "임용"), ("인사팀", "승진")],
            id="line breaks and numbers",
        ),
        pytest.param(
            "부  서 담  당  업  무\n총 무 과 ◦ 청사 시설물 관리 및 방호\n\n◦ 당직, 보안, 의전\n\n"
            "인 사 과 ◦ 공무원 인사관리\n\n◦ 보수 및 수당\n",
            [
                ("총무과", "청사 시설물 관리 및 방호"),
                ("총무과", "당직, 보안, 의전"),
                ("인사과", "공무원 인사관리"),
                ("인사과", "보수 및 수당"),
            ],
            id="columns of blanks, the name before the first line alone",
        ),
        pytest.param(
            "□ 조직\n\n| 총무팀 | 인사팀 |\n|---|---|\n| - 청사 관리<br>- 당직 | - 임용 |\n",
            [("총무팀", "청사 관리"), ("총무팀", "당직"), ("인사팀", "임용")],
            id="a chart with duties below the names",
        ),
        pytest.param(
            "1 조 직\n\n총 무 팀 인 사 팀\n\n- 각종 행사\n\n- 본관, 보건소 및 별관\n\n청사 관리 등\n\n- 공무원 임용\n\n- 상훈\n",
            [("총무팀", "각종 행사"), ("총무팀", "본관, 보건소 및 별관 청사 관리 등"), ("인사팀", "공무원 임용"), ("인사팀", "상훈")],
            id="all duties below all names, a wrapped one",
        ),
        pytest.param(
            "1 조 직\n\n총무팀 인사팀\n\n- 주차장 관리 및\n\n- 셔틀버스 운행 등\n\n- 임용\n",
            [("총무팀", "주차장 관리 및 셔틀버스 운행 등"), ("인사팀", "임용")],
            id="a rest that was printed as an item",
        ),
        pytest.param(
            "□ 조직\n\n팀명\n\n담당업무\n\n총무팀\n· 청사 관리\n· 당직\n인사팀\n· 임용\n",
            [("총무팀", "청사 관리"), ("총무팀", "당직"), ("인사팀", "임용")],
            id="one cell a line",
        ),
        pytest.param(
            "□ 팀별 담당업무\n\n 가. 행정팀\n   - 복무 관리\n   - 단속\n\n 나. 기획팀\n   - 계획 수립\n",
            [("행정팀", "복무 관리"), ("행정팀", "단속"), ("기획팀", "계획 수립")],
            id="headings that name teams",
        ),
        pytest.param(
            "□ 팀별 담당업무\n\n○ 총무팀 : 의전, 행사\n○ 인사팀\n - 임용\n - 승진\n",
            [("총무팀", "의전, 행사"), ("인사팀", "임용"), ("인사팀", "승진")],
            id="items that name teams",
        ),
        pytest.param(
            "□ 조직\n\n- 사단법인 시민봉사센터('06.1.18설립) - 2부 5팀 28명\n- 자원봉사자 관리·교육 등\n",
            [("사단법인 시민봉사센터", "자원봉사자 관리·교육 등")],
            id="an item below a body of the chart",
        ),
        pytest.param("□ 주요기능\n\n- 청사 관리\n- 의전\n", [("총무과", "청사 관리"), ("총무과", "의전")], id="the department's own"),
        pytest.param(
            "□ 조직\n\n총무팀 5명\n- 휴직자 3명 제외\n",
            [],
            id="what counts something is a remark",
        ),
        pytest.param("구분\t현행\t개선\n업무\t수기\t전산\n", [], id="a table of something else"),
    ],
)
def test_duties(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_borders_that_the_text_leaves_open_are_a_finding() -> None:
    text = "1 조 직\n\n의전팀 청사팀 차량팀\n\n- 의전 계획\n\n- 외빈 의전\n\n- 청사 방호\n\n- 청사 보수\n\n- 차량 배차\n"
    report = parse_report(FRONT + text)
    assert [one.unit for one in duties(report)] == ["의전팀", "의전팀", "청사팀", "청사팀", "차량팀"]
    (finding,) = [one for one in report.findings if one.code is FindingCode.HIERARCHY_UNCLEAR]
    assert (finding.span.first, finding.span.last) == (duties(report)[0].span.first, duties(report)[-1].span.last)


@pytest.mark.parametrize(
    ("items", "teams", "expected"),
    [
        (["a 등", "b", "c 등", "d"], ["가팀", "나팀", "다팀"], ([1, 2, 1], True)),
        (["a", "b 등", "c"], ["가팀", "나팀"], ([2, 1], True)),
        (["a"], ["가팀", "나팀"], ([], False)),
        (["감사 계획", "민원 접수", "민원 처리", "민원 안내"], ["감사팀", "민원팀"], ([1, 3], False)),
    ],
)
def test_share_duties(items: list[str], teams: list[str], expected: tuple[list[int], bool]) -> None:
    assert share_duties(items, teams) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("- 가\n- 나", ("가", "나")),
        ("○ 가 나\n다 ○ 라", ("가 나 다", "라")),
        ("가, 나, 다", ("가, 나, 다",)),
        ("· 차량·통신 관리", ("차량·통신 관리",)),
        ("가\n※ 나는 제외", ("가",)),
        ("", ()),
    ],
)
def test_split_duties(cell: str, expected: tuple[str, ...]) -> None:
    assert split_duties(cell) == expected


def test_where_and_whose() -> None:
    first, second = duties(parse_report(FRONT + "1 조 직\n\n총무팀\n\n- 청사 관리\n\n- 본관 및 별관의\n\n방호\n"))
    assert (first.department, first.printed, first.span.first) == ("총무과", "청사 관리", first.span.last)
    assert second.printed == "- 본관 및 별관의\n\n방호"
    assert second.section[:2] == ("일반현황", "조직")


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    found = []
    for path in real_reports:
        report = read_report(path.read_bytes())
        assert not any(one.code is FindingCode.HIERARCHY_UNCLEAR and "담당업무" in one.message for one in report.findings)
        facts = duties(report)
        found.append((len(facts), len({fact.unit for fact in facts})))
    assert found == [(32, 4), (0, 0), (12, 7), (14, 7)]
