"""Tables whose columns only blanks separate."""

import pytest

from app.models.span import Span
from app.parsers.grids.spaced.lines import Page
from app.parsers.lines.lines import read_lines
from tests.parsers.grids.printed import Shown, read_grids, shown

COLUMNS = "구분|예산액|집행액"


def lines(*rows: str) -> str:
    return "\n".join(rows)


# --- what a line can be -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "label", "figures", "tail"),
    [
        pytest.param("시설 관리 600 300", ["시설", "관리"], ["600", "300"], [], id="a label and its figures"),
        pytest.param("어린이 3개 반 운영 120 60", ["어린이", "3개", "반", "운영"], ["120", "60"], [], id="a figure within the label"),
        pytest.param("계 1,0002,500", ["계"], ["1,000", "2,500"], [], id="figures glued together, told apart by their commas"),
        pytest.param("소계 - 300", ["소계"], ["-", "300"], [], id="a dash holds a column"),
        pytest.param("증감 △5 +3 2.5%", ["증감"], ["△5", "+3", "2.5%"], [], id="signs and rates"),
        pytest.param("본관 300㎡ 5층 완료", ["본관"], ["300㎡"], ["5층", "완료"], id="words behind; a storey is a word"),
        pytest.param("계 600 (국 400) 300", ["계"], ["600", "(국 400)", "300"], [], id="a bracket behind its figure"),
        pytest.param("시설 (본관) 600 300", ["시설", "(본관)"], ["600", "300"], [], id="a bracket behind the label is part of it"),
        pytest.param("비 예 산 300", [], ["비 예 산", "300"], [], id="no budget, letter by letter"),
        pytest.param("홍보 비예산 -", ["홍보"], ["비예산", "-"], [], id="no budget behind a label"),
        pytest.param("비예산 사업 추진", [], ["비예산"], ["사업", "추진"], id="no budget before words"),
        pytest.param("다른 비예산 사업 추진", [], [], ["다른", "비예산", "사업", "추진"], id="the same words within a sentence"),
    ],
)
def test_a_line_taken_apart(line: str, label: list[str], figures: list[str], tail: list[str]) -> None:
    cut = Page(read_lines(line)).cut(0)
    assert ([piece.text for piece in cut.label], [piece.text for piece in cut.figures], [piece.text for piece in cut.tail]) == (
        label,
        figures,
        tail,
    )


@pytest.mark.parametrize(
    ("line", "is_row", "is_header"),
    [
        pytest.param("시설 관리 600 300", True, False, id="a label and two figures"),
        pytest.param("600 300", True, False, id="figures alone"),
        pytest.param("시설 관리 600", False, False, id="one figure only"),
        pytest.param("소계 - -", False, False, id="nothing but dashes"),
        pytest.param("행사는 3월 5일에 1,000 500", True, False, id="a short text before figures"),
        pytest.param("사업비 : 600 300", False, False, id="a key before its value"),
        pytest.param("- 시설 관리 600 300", False, False, id="an item"),
        pytest.param("□ 시설 관리 600 300", False, False, id="a heading"),
        pytest.param("구분 2022년 2023년", False, True, id="years under a word for labels"),
        pytest.param("구 분 예 산 액 집 행 액", False, True, id="labels, letter by letter"),
        pytest.param("정원 현원 과부족", False, True, id="known labels"),
        pytest.param("구분 가나다 라마바", False, False, id="words that no header has"),
        pytest.param("구분", False, False, id="one label"),
        pytest.param("구분 예산액 (단위: 천원)", False, False, id="a unit"),
    ],
)
def test_rows_and_headers(line: str, is_row: bool, is_header: bool) -> None:
    page = Page(read_lines(line))
    assert (page.is_row(0), page.is_header(0)) == (is_row, is_header)


# --- headers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "rows", "columns"),
    [
        pytest.param(["구 분 예 산 액 집 행 액"], ["계 1,000 500", "시설 600 300"], COLUMNS, id="letter by letter on one line"),
        pytest.param(["구", "분", "예산액", "집행", "액"], ["계 1,000 500", "시설 600 300"], COLUMNS, id="broken over lines"),
        pytest.param(
            ["구분 정원 현원", "남 여 남 여"],
            ["계 10 5 9 4", "일반직 8 4 7 3"],
            "구분|정원>남|정원>여|현원>남|현원>여",
            id="two rows: groups above their columns",
        ),
        pytest.param(
            ["구 분", "총", "계", "일 반 직", "별정직", "소", "계", "4급", "5급", "소", "계", "6급", "7급"],
            ["정 원 10 6 3 3 4 2 2", "현 원 9 6 3 3 3 1 2"],
            "구분|총계|일반직>소계|일반직>4급|일반직>5급|별정직>소계|별정직>6급|별정직>7급",
            id="groups and columns letter by letter; the sums say which are groups",
        ),
        pytest.param(
            ["구분 접수", "(A)", "처리", "(B)", "처리율(B/A)"],
            ["민원 100 50 50.0%", "신고 60 30 50.0%"],
            "구분|접수(A)|처리(B)|처리율(B/A)",
            id="notes on lines of their own",
        ),
        pytest.param(["구분 2022년 2023년"], ["이용 10 20", "회원 3 4"], "구분|2022년|2023년", id="years"),
        pytest.param(["정원 현원 과부족"], ["10 9 1"], "정원|현원|과부족", id="no label column"),
    ],
)
def test_headers(header: list[str], rows: list[str], columns: str) -> None:
    (table,) = shown(lines(*header, "", *rows))
    assert table[0] == columns
    assert [row.replace("|", " ") for row in table[2]] == rows


# --- rows -------------------------------------------------------------------------------------------------------------

HEAD = "구분 예산액 집행액"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(lines(HEAD, "", "계 1,000 500", "", "시설 600 300"), ["계|1,000|500", "시설|600|300"], id="a blank line between rows"),
        pytest.param(
            lines(HEAD, "계 1,000 500", "청사 시설", "관리 운영 600 300", "장비 400 200"),
            ["계|1,000|500", "청사 시설 관리 운영|600|300", "장비|400|200"],
            id="a label that begins on a line above its figures",
        ),
        pytest.param(
            lines(HEAD, "", "계 1,000 500", "", "청사 시설의", "600 300", "유지 관리", "", "장비 400 200"),
            ["계|1,000|500", "청사 시설의 유지 관리|600|300", "장비|400|200"],
            id="a label wrapped around its figures",
        ),
        pytest.param(
            lines(HEAD, "", "계 1,000", "(국 600, 시 400)", "500", "", "시설 600 300"),
            ["계|1,000\n(국 600, 시 400)|500", "시설|600|300"],
            id="a bracket on the line below its figure, the next figure below that",
        ),
        pytest.param(
            lines(HEAD, "", "계 1,000", "(국 600,", "시 300,", "구비 100)", "500", "", "시설 600 300"),
            ["계|1,000\n(국 600,\n시 300,\n구비 100)|500", "시설|600|300"],
            id="a bracket over several lines",
        ),
        pytest.param(
            lines(f"{HEAD} 비고", "계 1,000 500", "시설 600 300 완료", "장비 400 200"),
            ["계|1,000|500|", "시설|600|300|완료", "장비|400|200|"],
            id="remarks behind some rows",
        ),
        pytest.param(
            lines(HEAD, "계 1,000 500", "시설 - 300", "장비 400 -"),
            ["계|1,000|500", "시설|-|300", "장비|400|-"],
            id="a dash is a cell",
        ),
        pytest.param(
            lines(HEAD, "계 1,000 500", "시설 600 300", "홍보 비예산 -", "장비 400 200"),
            ["계|1,000|500", "시설|600|300", "홍보|비예산|-", "장비|400|200"],
            id="a row without any figure: no budget",
        ),
        pytest.param(
            lines(HEAD, "계 1,000 500", "시설 600 300", "- 5 -", "장비 400 200"),
            ["계|1,000|500", "시설|600|300", "장비|400|200"],
            id="a page number between rows",
        ),
        pytest.param(
            lines(HEAD, "계 1,000 500", "시설 600 300", "- 5 -", HEAD, "장비 400 200", "인력 300 100"),
            ["계|1,000|500", "시설|600|300", "장비|400|200", "인력|300|100"],
            id="the header again on the next page",
        ),
        pytest.param(
            lines(HEAD, "계 1,000 500", "시설 600 300", "", "청사", HEAD, "관리 400 200", "인력 300 100"),
            ["계|1,000|500", "시설|600|300", "청사 관리|400|200", "인력|300|100"],
            id="the header again within a label",
        ),
    ],
)
def test_rows(text: str, rows: list[str]) -> None:
    (table,) = shown(text)
    assert table[2] == rows


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("○ 다음 항목 400 200", id="an item"),
        pytest.param("□ 다음 현황 400 200", id="a heading"),
        pytest.param("- 세부 내역", id="a dashed item"),
        pytest.param("※ 장비 400 200 별도", id="a note"),
        pytest.param("(단위: 천원)", id="the unit of what follows"),
        pytest.param("2 다음 과제", id="a numbered heading"),
        pytest.param("지난해 400 200 집행을 마침", id="words behind figures where no column holds remarks"),
    ],
)
def test_a_table_ends_at_the_next_mark_or_sentence(below: str) -> None:
    (grid,) = read_grids(lines(HEAD, "계 1,000 500", "시설 600 300", below))
    assert [cell.text for cell in grid.rows[-1].cells] == ["시설", "600", "300"]
    assert grid.span == Span(1, 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lines("예산은 모두 집행하였음.", "지난해에는 1,000 500"), id="figures behind sentences"),
        pytest.param(lines("시설 600 300", "장비 400 200"), id="rows without a header"),
        pytest.param(lines(HEAD, "○ 세부 내역은 붙임과 같음"), id="a header without rows"),
        pytest.param(lines("○ 교육 3회 45명", "○ 행사 2회 60명"), id="items with figures"),
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert read_grids(text) == ()


def test_a_heading_above_the_header_is_no_part_of_it() -> None:
    (grid,) = read_grids(lines("□ 예산 현황", "(단위: 천원)", HEAD, "계 1,000 500", "시설 600 300"))
    assert grid.span == Span(3, 5)


def test_a_wrapped_row_stands_on_all_its_lines() -> None:
    (grid,) = read_grids(lines(HEAD, "", "계 1,000 500", "", "청사 시설의", "600 300", "유지 관리"))
    assert [row.span for row in grid.rows] == [Span(3, 3), Span(5, 7)]
    assert [cell.span for cell in grid.rows[1].cells] == [Span(5, 7), Span(6, 6), Span(6, 6)]


# --- columns of words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            lines(
                "연번    사업명           소관팀      사업비",
                "1       청사 관리        총무팀      300백만원",
                "2       축제             문화팀      200백만원",
            ),
            ("연번|사업명|소관팀|사업비", 3, ["1|청사 관리|총무팀|300백만원", "2|축제|문화팀|200백만원"]),
            id="cells two blanks or more apart",
        ),
        pytest.param(
            lines(
                "연번    사업명           소관팀      사업비",
                "1       청사 관리        총무팀      300백만원",
                "2       축제                         200백만원",
            ),
            ("연번|사업명|소관팀|사업비", 3, ["1|청사 관리|총무팀|300백만원", "2|축제||200백만원"]),
            id="a cell left blank is told by where the others stand",
        ),
        pytest.param(
            lines("부서명 담당업무", "", "총무팀 ○ 청사 관리", "○ 문서 관리", "", "인사팀 ○ 인사 운영"),
            ("부서명|담당업무", 1, ["총무팀|○ 청사 관리\n○ 문서 관리", "인사팀|○ 인사 운영"]),
            id="a body's name before its first duty",
        ),
        pytest.param(
            lines("시설명 대지 건물 규모 준공일", "본관 1,200 800 지하1층~지상3층 1995.4.12", "별관 300 200 지상2층 2001.5.3"),
            ("시설명|대지|건물|규모|준공일", 1, ["본관|1,200|800|지하1층~지상3층|1995.4.12", "별관|300|200|지상2층|2001.5.3"]),
            id="storeys and dates go to the columns that can hold them",
        ),
        pytest.param(
            lines("시설명 대지 건물 규모 준공일", "본관 1,200 800 지상3층 1995.4.12", "별관 200 지상2층 2001.5.3"),
            ("시설명|대지|건물|규모|준공일", 1, ["본관|1,200|800|지상3층|1995.4.12", "별관||200|지상2층|2001.5.3"]),
            id="a merged cell leaves the first figure out",
        ),
    ],
)
def test_columns_of_words(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]
