"""The outline: every heading under its true parent, every line under one heading."""

import pytest

from tests.parsers.drawn import layout, outline, part_named, tree_of, under


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["Ⅰ. 일반현황", "1 조 직", "○ 4개 팀", "2 인 력", "○ 30명", "Ⅱ. 주요업무", "1 청사 관리", "○ 연중", "2 문서 관리", "○ 연중"],
            ["Ⅰ. 일반현황", "  1 조직", "  2 인력", "Ⅱ. 주요업무", "  1 청사 관리", "  2 문서 관리"],
            id="numbers begin anew in each chapter",
        ),
        pytest.param(
            ["I. 일반현황", "1. 조직", "○ 4팀", "II. 주요업무", "1. 청사", "○ 연중"],
            ["I. 일반현황", "  1. 조직", "II. 주요업무", "  1. 청사"],
            id="chapters in letters",
        ),
        pytest.param(
            ["Ⅰ", "", "일반현황", "", "1. 조직", "○ 4팀", "Ⅱ.", "", "올해 할 일", "", "1. 청사", "○ 연중"],
            ["Ⅰ 일반현황", "  1. 조직", "Ⅱ. 올해 할 일", "  1. 청사"],
            id="a numeral alone on its line, its title below",
        ),
        pytest.param(
            ["제1장 일반", "1. 조직", "○ 4팀", "제2장 업무", "1. 청사", "○ 연중"],
            ["제1장 일반", "  1. 조직", "제2장 업무", "  1. 청사"],
            id="chapters by their word",
        ),
        pytest.param(
            ["【일반현황】", "□ 조직", "○ 4팀", "【주요업무】", "□ 청사", "○ 연중"],
            ["【 일반현황", "  □ 조직", "【 주요업무", "  □ 청사"],
            id="bracketed titles over squares",
        ),
        pytest.param(
            ["Ⅱ. 주요업무", "1. 청사 관리", "□ 개요", "○ 연중", "□ 계획", "○ 5월", "2. 문서", "□ 개요", "○ 연중"],
            ["Ⅱ. 주요업무", "  1. 청사 관리", "    □ 개요", "    □ 계획", "  2. 문서", "    □ 개요"],
            id="numbers above squares",
        ),
        pytest.param(
            ["Ⅱ. 주요업무", "□ 역점사업", "1. 청사 관리", "○ 연중", "2. 문서", "○ 연중", "□ 기타", "○ 없음"],
            ["Ⅱ. 주요업무", "  □ 역점사업", "    1. 청사 관리", "    2. 문서", "  □ 기타"],
            id="squares above numbers",
        ),
        pytest.param(
            [
                "1. 청사",
                "가. 개요",
                "- 연중",
                "나. 계획",
                "- 5월",
                "1) 상반기",
                "- 3월",
                "2) 하반기",
                "- 9월",
                "2. 문서",
                "가. 개요",
                "- 연중",
            ],
            ["1. 청사", "  가. 개요", "  나. 계획", "    1) 상반기", "    2) 하반기", "2. 문서", "  가. 개요"],
            id="1. over 가. over 1)",
        ),
        pytest.param(
            ["Ⅱ. 주요업무", "1. 청사", "1-1. 관리", "○ 연중", "1-2. 보수", "○ 5월", "2. 문서", "2-1. 보존", "○ 연중"],
            ["Ⅱ. 주요업무", "  1. 청사", "    1-1. 관리", "    1-2. 보수", "  2. 문서", "    2-1. 보존"],
            id="numbers of two parts below the first of them",
        ),
        pytest.param(
            ["Ⅱ. 주요업무", "1 청사", "○ 연중", "3 문서", "○ 연중", "4 인사", "○ 연중"],
            ["Ⅱ. 주요업무", "  1 청사", "  3 문서", "  4 인사"],
            id="a heading of the series is missing",
        ),
        pytest.param(
            ["# 주요업무보고", "## 일반현황", "### 조직", "본문", "## 주요업무", "본문"],
            ["일반현황", "  조직", "주요업무"],
            id="levels of Markdown; the only one at the top is the report's title",
        ),
        pytest.param(
            ["<h2>Ⅰ. 일반현황</h2>", "<h3>조직</h3>", "<p>본문</p>", "<h2>Ⅱ. 업무</h2>", "<p>본문</p>"],
            ["Ⅰ. 일반현황", "  조직", "Ⅱ. 업무"],
            id="levels of HTML",
        ),
        pytest.param(
            ["## Ⅰ. 일반현황", "## 1. 조직", "본문", "## Ⅱ. 업무", "## 1. 청사", "본문"],
            ["Ⅰ. 일반현황", "  1. 조직", "Ⅱ. 업무", "  1. 청사"],
            id="one level for everything: the marks decide",
        ),
        pytest.param(
            ["Ⅰ. 일반현황", "**조직 현황**", "- 4팀", "**인력 현황**", "- 30명"],
            ["Ⅰ. 일반현황", "  조직 현황", "  인력 현황"],
            id="lines bold as a whole",
        ),
    ],
)
def test_parents(lines: list[str], expected: list[str]) -> None:
    assert outline(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["1", "", "청사 환경 조성", "○ 연중", "2", "", "문서 관리", "○ 연중"],
            ["1 청사 환경 조성", "2 문서 관리"],
            id="a number alone, its title below",
        ),
        pytest.param(
            ["1", "청사 환경 조성", "○ 연중", "2 문서 관리", "○ 연중"],
            ["1 청사 환경 조성", "2 문서 관리"],
            id="and one beside its title: one series",
        ),
        pytest.param(
            ["1. 청사 관리 및", "환경 정비", "○ 연중", "2. 문서", "○ 연중"],
            ["1. 청사 관리 및 환경 정비", "2. 문서"],
            id="a title over two lines",
        ),
        pytest.param(
            ["1**청사 관리**", "○ 연중", "2**문서 관리**", "○ 연중"], ["1 청사 관리", "2 문서 관리"], id="a number glued to a bold title"
        ),
        pytest.param(["1.청사 관리", "○ 연중", "2.문서 관리", "○ 연중"], ["1. 청사 관리", "2. 문서 관리"], id="no blank behind the point"),
        pytest.param(["1. 예 산 현 황", "○ 연중"], ["1. 예산현황"], id="padded letters"),
        pytest.param(["□ 예산현황 (단위: 천원)", "○ 연중"], ["□ 예산현황"], id="a unit is no part of the title"),
        pytest.param(["□ 인력 ('23.3.31. 기준)", "○ 30명"], ["□ 인력"], id="nor is a date"),
        pytest.param(["○ 3", "- 4명"], [], id="a figure is no title"),
        pytest.param(["1. 사업을 조기에 집행하여 지역경제를 살리는 데 크게 기여하였음", "○ 연중"], [], id="a sentence behind a number"),
        pytest.param(["5 명이 참석", "○ 연중"], [], id="a number that no series expects"),
    ],
)
def test_titles(lines: list[str], expected: list[str]) -> None:
    assert [row.strip() for row in outline("Ⅱ. 주요업무", *lines)][1:] == expected


@pytest.mark.parametrize(
    ("heading", "title", "value"),
    [
        pytest.param("□ 조직 : 5과 20팀", "조직", "5과 20팀", id="after a colon"),
        pytest.param("□ 인력 - 353명", "인력", "353명", id="after a dash"),
        pytest.param("□ 조직ㆍ인력", "조직ㆍ인력", None, id="none"),
        pytest.param("□ 청사 건립 - 설계 단계", "청사 건립 - 설계 단계", None, id="words after a dash belong to the title"),
    ],
)
def test_values_of_headings(heading: str, title: str, value: str | None) -> None:
    assert part_named(title, "Ⅰ. 일반현황", heading, "○ 4개 팀").value == value


@pytest.mark.parametrize(
    ("heading", "team"),
    [
        pytest.param(["1 청사 환경 조성 총무팀"], "총무팀", id="behind the title"),
        pytest.param(["1 청사 환경 조성 (총무팀)"], "총무팀", id="in brackets"),
        pytest.param(["1 청사 환경 조성 [담당부서: 총무과]"], "총무과", id="a department, with a word that says so"),
        pytest.param(["1", "청사 환경 조성", "(총무팀)"], "총무팀", id="in brackets below the title below the number"),
        pytest.param(["1 청사 환경 조성 (계속)"], None, id="another word in brackets"),
    ],
)
def test_teams_beside_titles(heading: list[str], team: str | None) -> None:
    part = part_named("청사 환경 조성" if team else "청사 환경 조성 (계속)", "Ⅱ. 주요업무", *heading, "○ 연중")
    assert part.team == team


# --- what heads a list and what is an item -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["○ 인구 현황", "- 10명", "○ 세대 현황", "- 5세대"], ["○ 인구 현황", "○ 세대 현황"], id="a circle over dashes"),
        pytest.param(["○ 예산", "(단위: 천원)", "구분\t예산", "계\t100"], ["○ 예산"], id="over a unit and a table"),
        pytest.param(["○ 기간 : 연중", "- 상반기"], [], id="a circle with a value is an item"),
        pytest.param(["○ 인구 현황", "○ 세대 현황"], [], id="circles with nothing below are items"),
        pytest.param(["◇ 추진 방향", "○ 가", "○ 나"], ["◇ 추진 방향"], id="a diamond over circles"),
        pytest.param(["① 상반기", "- 3월", "② 하반기", "- 9월"], ["① 상반기", "② 하반기"], id="circled numbers over dashes"),
        pytest.param(["① 상반기", "② 하반기"], [], id="circled numbers with nothing below are items"),
        pytest.param(["〈사진 1〉", "〈사진 2〉"], [], id="captions of pictures in a row"),
    ],
)
def test_marks_that_may_head_a_list(lines: list[str], expected: list[str]) -> None:
    assert [row.strip() for row in outline("Ⅰ. 일반현황", "□ 현황", *lines)][2:] == expected


def test_an_item_ends_the_heading_of_its_own_mark() -> None:
    lines = ["□ 현황", "○ 인구", "- 10명", "○ 세대 : 5세대"]
    assert under("현황", *lines) == ["○ 세대 : 5세대"]
    assert under("인구", *lines) == ["- 10명"]


def test_a_table_stands_under_the_heading_above_it() -> None:
    lines = ["□ 예산", "(단위: 천원)", "구분\t예산", "계\t100", "□ 인력", "○ 30명"]
    assert under("예산", *lines) == ["(단위: 천원)", "table"]


# --- circled numbers in three roles, contents, layout --------------------------------------------------------------------

PROJECTS = ["1 청사 관리", "□ 개요", "○ 연중", "2 문서 관리", "□ 개요", "○ 연중"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Ⅱ. 주요업무", "① 청사 관리", "② 문서 관리", *PROJECTS], id="a list below the chapter"),
        pytest.param(
            ["목 차", "① 청사 관리", "② 문서 관리", "Ⅱ. 주요업무", "① 청사 관리", "② 문서 관리", *PROJECTS],
            id="contents, divider page, heading",
        ),
        pytest.param(["Ⅱ. 주요업무", "1 청사 관리", "2 문서 관리", *PROJECTS], id="a divider page with the same numbers"),
        pytest.param(["Ⅱ", "", "주요업무", "", "Ⅱ. 주요업무", *PROJECTS], id="a divider page, its numeral alone"),
        pytest.param(["목 차", "Ⅱ. 주요업무 ······ 3", "Ⅱ. 주요업무", *PROJECTS], id="contents with leaders"),
        pytest.param(
            ["목차", "Ⅱ. 주요업무 3", "1 청사 관리 4", "2 문서 관리 5", "Ⅱ. 주요업무", *PROJECTS], id="contents with page numbers alone"
        ),
        pytest.param(["순 서", "Ⅱ. 주요업무", "Ⅱ. 주요업무", *PROJECTS], id="contents without page numbers"),
        pytest.param(["구 분 쪽", "Ⅱ. 주요업무 ······ 3", "Ⅱ. 주요업무", *PROJECTS], id="contents that lost their title"),
    ],
)
def test_a_title_that_is_printed_up_to_three_times_is_one_section(lines: list[str]) -> None:
    assert outline(*lines) == ["Ⅱ. 주요업무", "  1 청사 관리", "    □ 개요", "  2 문서 관리", "    □ 개요"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["Ⅰ. 일반현황", "○ 4팀", "- 1 -", "○ 5팀"], ["- 1 -"], id="a page number"),
        pytest.param(["Ⅰ. 일반현황", "○ 4팀", "──────", "○ 5팀"], ["──────"], id="a rule"),
        pytest.param(
            ["Ⅰ. 일반현황", "○ 4팀", "- 1 -", "업무보고", "○ 5팀", "- 2 -", "업무보고", "○ 6팀", "- 3 -", "업무보고", "○ 7팀"],
            ["- 1 -", "업무보고", "- 2 -", "업무보고", "- 3 -", "업무보고"],
            id="a running head beside page numbers",
        ),
        pytest.param(
            ["Ⅰ. 일반현황", "○ 4팀", "- 1 -", "업무보고", "○ 5팀", "- 2 -", "업무보고", "○ 6팀"],
            ["- 1 -", "- 2 -"],
            id="twice is no running head",
        ),
        pytest.param(
            ["Ⅰ. 일반현황", "1. 조직", "○ 4팀", "- 1 -", "Ⅰ. 일반현황", "2. 인력", "○ 30명"],
            ["- 1 -", "Ⅰ. 일반현황"],
            id="a chapter's title over a further page",
        ),
        pytest.param(["Ⅰ. 일반현황", "1. 순서 안내", "○ 4팀"], [], id="a title with a word of contents pages"),
    ],
)
def test_layout(lines: list[str], expected: list[str]) -> None:
    assert layout(*lines) == expected


def test_layout_is_no_text_but_has_its_place() -> None:
    lines = ["Ⅰ. 일반현황", "1. 조직", "○ 4팀", "- 1 -", "Ⅰ. 일반현황", "2. 인력", "○ 30명"]
    assert outline(*lines) == ["Ⅰ. 일반현황", "  1. 조직", "  2. 인력"]
    assert under("조직", *lines) == ["○ 4팀", "- 1 -", "Ⅰ. 일반현황"]


def test_what_stands_before_the_first_heading_belongs_to_the_root() -> None:
    tree, bodies = tree_of("2023년도\n주요업무보고\n\n총무과\n\nⅠ. 일반현황\n○ 4팀")
    assert [bodies[at] for at in tree.root.content] == ["2023년도", "주요업무보고", "총무과"]
