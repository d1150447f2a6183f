"""What a heading's line says besides its title, and what stands around a line."""

import pytest

from app.parsers.lines.lines import read_lines
from app.parsers.lines.titles import Surroundings, Title, is_complete, is_note, read_title


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        pytest.param("예 산 현 황", Title("예산현황"), id="padded letters"),
        pytest.param("**예산 현황**", Title("예산 현황"), id="stars"),
        pytest.param("예산현황 (단위: 천원)", Title("예산현황"), id="a unit"),
        pytest.param("본관 [단위:천원]", Title("본관"), id="a unit in square brackets"),
        pytest.param("인력 (’23.3.31. 기준)", Title("인력"), id="a date that figures are of"),
        pytest.param("인력 (5.31.현재) (단위: 명)", Title("인력"), id="both"),
        pytest.param("예산현황 ※ 추경 포함", Title("예산현황"), id="a note behind"),
        pytest.param("청사 관리(계속)", Title("청사 관리(계속)"), id="other words in brackets stay"),
        pytest.param("조직·인력 : 5과 353명", Title("조직·인력", None, "5과 353명"), id="a value after a colon"),
        pytest.param("인력(’23.3.31. 기준) : 353명", Title("인력", None, "353명"), id="a date before the colon"),
        pytest.param("상반기 6 : 4 배분", Title("상반기 6 : 4 배분"), id="a ratio is no value"),
        pytest.param("탁트인 청사 조성 총무팀", Title("탁트인 청사 조성", "총무팀"), id="a team behind the title"),
        pytest.param("청사 조성 (총무팀)", Title("청사 조성", "총무팀"), id="in brackets"),
        pytest.param("청사 조성 【총무과】", Title("청사 조성", "총무과"), id="a department in brackets"),
        pytest.param("청사 조성 [소관부서 : 총무과]", Title("청사 조성", "총무과"), id="with a word that says so"),
        pytest.param("청사 조성      총무과", Title("청사 조성", "총무과"), id="a department far apart"),
        pytest.param("청사 조성 총무과", Title("청사 조성 총무과"), id="a department right behind belongs to the title"),
        pytest.param("추진 성과 (기대효과)", Title("추진 성과 (기대효과)"), id="a word that only ends like a department"),
        pytest.param("총무팀", Title("총무팀"), id="a team's name alone is the title"),
    ],
)
def test_numbered_headings(printed: str, title: Title) -> None:
    assert read_title(printed) == title


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        pytest.param("인력 - 353명", Title("인력", None, "353명"), id="a figure after a dash is a value"),
        pytest.param("인력 – 총 353명", Title("인력", None, "총 353명"), id="a word for a total before it"),
        pytest.param("청사 건립 - 설계", Title("청사 건립 - 설계"), id="words after a dash are title"),
        pytest.param("청사 조성 총무팀", Title("청사 조성 총무팀"), id="no team beside a title without a number"),
    ],
)
def test_headings_without_a_number(printed: str, title: Title) -> None:
    assert read_title(printed, numbered=False) == title


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("단위: 천원", True),
        ("단위 명", True),
        ("'23.3.31. 기준", True),
        ("5월 현재", True),
        ("3월말", True),
        ("기준", False),
        ("계속", False),
        ("35명", False),
    ],
)
def test_notes_in_brackets(inner: str, expected: bool) -> None:
    assert is_note(inner) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("사업을 마침내 완료함", True, id="the last word of a sentence"),
        pytest.param("사업비 : 30백만원", True, id="a figure and its unit"),
        pytest.param("전 직원(35명)", True, id="a bracket"),
        pytest.param("3회 실시.", True, id="a full stop"),
        pytest.param("경각심 부여 및", False, id="a word that joins"),
        pytest.param("대상 확대, 업무", False, id="a noun"),
    ],
)
def test_complete_lines(body: str, expected: bool) -> None:
    assert is_complete(body) is expected


def test_neighbours_leave_blank_lines_out() -> None:
    around = Surroundings(read_lines("가\n\n\n나\n다\n"), [False] * 5)
    following = around.following(0)
    preceding = around.preceding(3)
    assert (following and following.body, preceding and preceding.body) == ("나", "가")
    assert (around.preceding(0), around.following(4)) == (None, None)
    assert (around.next, around.before) == ([3, 3, 3, 4, 5], [-1, 0, 0, 0, 3])


@pytest.mark.parametrize(
    ("text", "chapter"),
    [
        pytest.param("표지\nⅠ. 일반현황", 1, id="a numeral"),
        pytest.param("표지\n제1장 일반", 1, id="a chapter's word"),
        pytest.param("## 일반현황", 0, id="a heading of Markdown"),
        pytest.param("일반현황\n□ 조직", -1, id="none"),
    ],
)
def test_the_first_chapter(text: str, chapter: int) -> None:
    lines = read_lines(text)
    around = Surroundings(lines, [False] * len(lines))
    assert (around.chapter, around.chaptered) == (chapter, chapter >= 0)


def test_a_full_line_is_as_long_as_nine_in_ten_are() -> None:
    lines = read_lines("\n".join(["가" * 30] * 9 + ["가" * 60, "짧은 줄"]))
    assert Surroundings(lines, [False] * len(lines)).wrap == 60
    assert Surroundings(lines[:9], [False] * 9).wrap == 30
    assert Surroundings(lines[-1:], [False]).wrap == 80
