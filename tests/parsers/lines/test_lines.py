"""Lines of a report: what is print and what markup, and the cells of tab and pipe rows."""

import pytest

from app.models.span import Span
from app.parsers.lines.lines import Line, printed_text, read_line, read_lines, squeeze, unpad
from app.parsers.lines.marks import BOLD, Style


def only(text: str) -> Line:
    (line,) = read_lines(text)
    return line


@pytest.mark.parametrize(
    ("received", "raw", "body", "indent"),
    [
        pytest.param(
            "  ○ 예산　１２천원  ", "○ 예산　１２천원", "○ 예산 12천원", 2, id="outer blanks are cut off, letters folded one for one"
        ),
        pytest.param("　　- ’23년", "- ’23년", "- '23년", 2, id="ideographic blanks indent as well"),
        pytest.param("- **사업비** : 3천원", "- 사업비 : 3천원", "- 사업비 : 3천원", 0, id="stars around words"),
        pytest.param("<b>중점</b> 사업", "중점 사업", "중점 사업", 0, id="inline tags"),
        pytest.param("3&nbsp;천원 &lt;표&gt;", "3\xa0천원 <표>", "3 천원 <표>", 0, id="entities stand for their letter"),
        pytest.param(r"1\. 조직 \- 4팀", "1. 조직 - 4팀", "1. 조직 - 4팀", 0, id="escapes of Markdown"),
        pytest.param("## 예산 현황 ##", "예산 현황", "예산 현황", 0, id="the signs of a Markdown heading"),
        pytest.param("#해시태그 홍보", "#해시태그 홍보", "#해시태그 홍보", 0, id="a hash without a blank is a letter"),
        pytest.param("5 < 7 그리고 8 > 3", "5 < 7 그리고 8 > 3", "5 < 7 그리고 8 > 3", 0, id="signs of comparison are no tag"),
        pytest.param("  \t　 ", "", "", 0, id="blanks alone"),
    ],
)
def test_text_of_a_line(received: str, raw: str, body: str, indent: int) -> None:
    line = only(received)
    assert (line.raw, line.body, line.indent) == (raw, body, indent)
    assert len(line.raw) == len(line.body)


@pytest.mark.parametrize(
    ("received", "style", "level"),
    [
        pytest.param("# 주요업무보고", Style.MARKDOWN, 1, id="a heading of Markdown"),
        pytest.param("### 1. 조직", Style.DOTTED, 3, id="a heading of Markdown with a number keeps both"),
        pytest.param("**예산 현황**", Style.MARKDOWN, BOLD, id="a line bold as a whole"),
        pytest.param("**1. 조직**", Style.DOTTED, 0, id="a bold line with a mark of its own needs no level"),
        pytest.param("**사업비**와 **기간**", Style.TEXT, 0, id="bold words within a sentence"),
        pytest.param("## ※ 참고", Style.NOTE, 0, id="a note stays a note"),
        pytest.param("####", Style.RULE, 0, id="markup that shows nothing"),
        pytest.param("****", Style.RULE, 0, id="stars that show nothing"),
    ],
)
def test_headings_of_markdown(received: str, style: Style, level: int) -> None:
    mark = only(received).mark
    assert (mark.style, mark.level) == (style, level)


def test_pieces_say_where_the_letters_of_marked_up_text_stood() -> None:
    received = "- **사업비** : 3&nbsp;천원"
    line = only(received)
    assert line.raw == "- 사업비 : 3\xa0천원"
    for offset, number, start in line.pieces:
        if line.raw[offset] != "\xa0":
            assert (number, received[start]) == (1, line.raw[offset])


@pytest.mark.parametrize(
    ("received", "cells"),
    [
        pytest.param("구분\t예산액\t집행액", ["구분", "예산액", "집행액"], id="tabs"),
        pytest.param("\t소계\t1,250", ["", "소계", "1,250"], id="a label left blank"),
        pytest.param("본관\t\t300\t", ["본관", "", "300", ""], id="blank cells, the last one too"),
        pytest.param(" 본관 \t 300 ", ["본관", "300"], id="blanks around cells"),
        pytest.param("구분\t**계**\t300", ["구분", "계", "300"], id="a cell bold as a whole"),
        pytest.param("가\t<ul><li>나</li></ul>", ["가", "<ul><li>나</li></ul>"], id="markup in a cell is left to its table"),
    ],
)
def test_cells_between_tabs(received: str, cells: list[str]) -> None:
    line = only(received)
    assert line.layout == "tab"
    assert [cell.text for cell in line.cells] == cells
    assert [received[cell.start : cell.end] for cell in line.cells] == cells


@pytest.mark.parametrize(
    ("received", "cells"),
    [
        pytest.param("| 구분 | 예산액 |", ["구분", "예산액"], id="pipes on both sides"),
        pytest.param("| 구분 | 예산액", ["구분", "예산액"], id="no pipe at the end"),
        pytest.param("| | 소계 | |", ["", "소계", ""], id="blank cells"),
        pytest.param(r"| 가\|나 | 다 |", [r"가\|나", "다"], id="an escaped pipe parts no cells"),
        pytest.param("| **계** | 300 |", ["계", "300"], id="a cell bold as a whole"),
        pytest.param("|---|:-:|", ["---", ":-:"], id="the rule under a header"),
    ],
)
def test_cells_between_pipes(received: str, cells: list[str]) -> None:
    line = only(received)
    assert line.layout == "pipe"
    assert [cell.text for cell in line.cells] == cells
    assert [received[cell.start : cell.end] for cell in line.cells] == cells


@pytest.mark.parametrize(
    ("received", "style"),
    [
        pytest.param("\t\t(단위 : 천원)", Style.UNIT, id="tabs push a unit to the right"),
        pytest.param("□ 예산현황\t\t(단위: 천원)", Style.SQUARE, id="a heading and its unit"),
        pytest.param("구분\t예산(단위: 천원)", Style.TAB, id="a unit within a label is a cell"),
        pytest.param("| 가", Style.TEXT, id="one pipe makes no row"),
        pytest.param("국비 300 | 시비 200", Style.TEXT, id="a pipe within a sentence"),
    ],
)
def test_tabs_and_pipes_that_part_no_cells(received: str, style: Style) -> None:
    line = only(received)
    assert line.style is style
    assert bool(line.cells) == (style is Style.TAB)


@pytest.mark.parametrize(
    ("below", "cells"),
    [
        pytest.param("본관\t\t", ["본관", "", ""], id="as many tabs as the row above: its cells are blank"),
        pytest.param("\t\t", ["", "", ""], id="nothing but tabs"),
        pytest.param("본관\t", [], id="fewer tabs are blanks behind a text"),
        pytest.param("본관", [], id="no tab"),
        pytest.param("(단위: 천원)\t\t", [], id="a unit is none"),
    ],
)
def test_tabs_behind_the_text_of_a_line_below_a_row(below: str, cells: list[str]) -> None:
    assert [cell.text for cell in read_lines(f"구분\t예산액\t집행액\n{below}")[1].cells] == cells


def test_one_line_for_each_line_received() -> None:
    lines = read_lines("가\n\n나\r\n다\n")
    assert [(line.number, line.last, line.body) for line in lines] == [(1, 1, "가"), (2, 2, ""), (3, 3, "나"), (4, 4, "다")]


@pytest.mark.parametrize(
    ("received", "rest"),
    [
        pytest.param("○  ’23년 예산", "’23년 예산", id="as received, not folded"),
        pytest.param("Ⅱ. 주요업무", "주요업무", id="behind a numeral"),
        pytest.param("본문", "본문", id="a line without a mark is all of it"),
    ],
)
def test_printed_rest(received: str, rest: str) -> None:
    assert read_line(received, 1).printed_rest() == rest


@pytest.mark.parametrize(
    ("printed", "squeezed"),
    [
        pytest.param("예 산 현 황", "예산현황", id="padded letter by letter"),
        pytest.param("예 산 현 황 (단위 : 천원)", "예 산 현 황 (단위 : 천원)", id="a longer word: it is no padded text"),
        pytest.param("Ⅰ. 일 반 현 황", "Ⅰ. 일반현황", id="behind a numeral"),
        pytest.param("조 직·인 력", "조직·인력", id="two padded words with a dot between"),
        pytest.param("그 밖의 일", "그 밖의 일", id="one-letter words of a sentence"),
        pytest.param("추진   실적", "추진 실적", id="wide gaps become one blank"),
    ],
)
def test_squeeze(printed: str, squeezed: str) -> None:
    assert squeeze(printed) == squeezed


@pytest.mark.parametrize(
    ("printed", "joined"),
    [
        pytest.param("총 무 팀 인사팀", "총무팀 인사팀", id="beside a whole word"),
        pytest.param("부 서 명 (과 명)", "부서명 (과명)", id="within brackets"),
        pytest.param("가 : 나", "가 : 나", id="a sign between letters"),
    ],
)
def test_unpad(printed: str, joined: str) -> None:
    assert unpad(printed) == joined


@pytest.mark.parametrize(
    ("span", "printed"),
    [
        pytest.param(Span(1, 1), "구분 예산", id="a line"),
        pytest.param(Span(1, 3), "구분 예산\n\n계  300", id="lines, with their line ends and blanks"),
        pytest.param(Span(3, 3, 3, 6), "300", id="a part of a line"),
        pytest.param(Span(1, 3, 3, 1), "예산\n\n계", id="from within one line into another"),
    ],
)
def test_printed_text(span: Span, printed: str) -> None:
    assert printed_text(["구분 예산", "", "계  300"], span) == printed
