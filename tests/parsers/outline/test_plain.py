"""Headings without a mark, and lines that only look like one."""

import pytest

from tests.parsers.drawn import outline

TABLE = ("구분\t예산액\t집행액", "계\t100\t50")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["예산 현황", *TABLE], ["예산 현황"], id="over a table"),
        pytest.param(["예산 현황", "(단위: 천원)", *TABLE], ["예산 현황"], id="over a unit and a table"),
        pytest.param(["추진 방향", "○ 주민 참여 확대", "○ 조기 집행"], ["추진 방향"], id="over items"),
        pytest.param(["추진 방향", "- 주민 참여 확대"], ["추진 방향"], id="over dashes"),
        pytest.param(["추진실적", "", "올해 사업을 모두 마쳤음"], ["추진실적"], id="a title that is one wherever it stands, over text"),
        pytest.param(["추 진 방 향", "", "올해 사업을 모두 마쳤음"], ["추진방향"], id="a padded title over text"),
        pytest.param(["예산 현황", "('23.3.31. 기준)", *TABLE], ["예산 현황"], id="over a date"),
        pytest.param(
            ["사업 내용", "□ 대상", "○ 주민", "□ 기간", "○ 연중"],
            ["사업 내용", "  □ 대상", "  □ 기간"],
            id="over squares: it ranks above them",
        ),
        pytest.param(
            ["□ 현황", "○ 30명", "", "", "", "", "예산 집행", "○ 연중"], ["□ 현황", "예산 집행"], id="beside a square, after a wide gap"
        ),
    ],
)
def test_headings(lines: list[str], expected: list[str]) -> None:
    assert outline("Ⅰ. 일반현황", *lines)[1:] == [f"  {row}" for row in expected]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["올해 사업을 모두 마쳤음", "○ 연중"], id="a sentence"),
        pytest.param(["주민 참여와 조기 집행,", "○ 연중"], id="an enumeration"),
        pytest.param(["주민 참여를 위한", "○ 조기 집행"], id="a line that goes on below"),
        pytest.param(["2023. 3. 31.", "○ 조기 집행"], id="a date"),
        pytest.param(["(별도 관리)", "○ 조기 집행"], id="words in brackets"),
        pytest.param(["총무과 인사과 세무과", "○ 조기 집행"], id="names of several bodies"),
        pytest.param(["총무팀 5명", "○ 조기 집행"], id="a count"),
        pytest.param(["총무과", "○ 5팀 30명"], id="a body over its counts, as in a chart"),
        pytest.param(["계획 → 집행 → 평가", "○ 조기 집행"], id="a course of steps"),
        pytest.param(["접수 100 50", "○ 조기 집행"], id="words before figures"),
        pytest.param(["예산 현황"], id="nothing below"),
        pytest.param(["주민 참여", "사업은 여러 해에 걸쳐 나누어 추진되며 해마다 점검을 받음"], id="an unknown title over text"),
        pytest.param(["다섯 개 분야의 여러 가지 과제를 서른 글자가 넘는 아주 긴 제목으로 길게 적어 놓은 줄", "○ 조기 집행"], id="too long"),
    ],
)
def test_lines_that_are_no_heading(lines: list[str]) -> None:
    assert outline("Ⅰ. 일반현황", "□ 현황", "○ 개요 : 있음", "", *lines)[2:] == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["○ 주민의 참여를 늘리고 예산을 조기에 집행하기 위하여 다음과 같이", "추진 방안 마련", "○ 연중"],
            id="the rest of a wrapped item",
        ),
        pytest.param(["○ 주민 참여 및", "조기 집행", "○ 연중"], id="a line above that joins"),
        pytest.param(["※ 별도 계획에 따름", "조기 집행", "○ 연중"], id="the rest of a note"),
    ],
)
def test_wrapped_lines_are_no_headings(lines: list[str]) -> None:
    assert outline("Ⅰ. 일반현황", "□ 현황", *lines) == ["Ⅰ. 일반현황", "  □ 현황"]


def test_a_report_without_chapters_has_standing_titles_for_chapters() -> None:
    lines = ["총무과", "", "일반현황", "", "□ 조직", "○ 4팀", "", "주요업무", "", "1. 청사 관리", "○ 연중"]
    assert outline(*lines) == ["일반현황", "  □ 조직", "주요업무", "  1. 청사 관리"]


def test_the_title_page_has_no_headings() -> None:
    assert outline("예산 현황", "- 2023년 -", "", "Ⅰ. 일반현황", "○ 4팀") == ["Ⅰ. 일반현황"]
