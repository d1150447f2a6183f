"""HTML: tables with spans and lost end tags, lists, headings, and what is left of HTML in a cell."""

import pytest

from app.models.span import Span
from app.parsers.characters.normalise import split_lines
from app.parsers.lines.lines import Line, printed_text, read_lines
from app.parsers.lines.markup import cell_text, is_markup, unfold, unfold_lines


def rows(text: str) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in unfold(split_lines(text))]


def shown(text: str) -> list[tuple[str, str, int]]:
    """Each logical line: its text, its form and how deep it is indented."""
    return [(line.body, line.style.value, line.indent) for line in unfold(split_lines(text))]


def unfolded(text: str) -> tuple[Line, ...]:
    return unfold_lines(read_lines(text), split_lines(text))


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<table><tr><th>구분</th><th>예산</th></tr><tr><td>계</td><td>300</td></tr></table>",
            [["구분", "예산"], ["계", "300"]],
            id="rows and cells",
        ),
        pytest.param(
            "<table><tr><th colspan=2>구분</th><th>예산</th></tr></table>",
            [["구분", "", "예산"]],
            id="a cell over two columns is followed by a blank one",
        ),
        pytest.param(
            "<table><tr><td rowspan='2'>본관</td><td>1층</td></tr><tr><td>2층</td></tr><tr><td>별관</td><td>3층</td></tr></table>",
            [["본관", "1층"], ["", "2층"], ["별관", "3층"]],
            id="a cell over two rows leaves a blank one below, and none further down",
        ),
        pytest.param(
            '<table><tr><th rowspan="2">구분</th><th colspan="2">정원</th></tr><tr><th>남</th><th>여</th></tr></table>',
            [["구분", "정원", ""], ["", "남", "여"]],
            id="both in one header",
        ),
        pytest.param(
            "<table><tr><td colspan=2 rowspan=2>가</td><td>1</td></tr><tr><td>2</td></tr></table>",
            [["가", "", "1"], ["", "", "2"]],
            id="a cell over two columns and two rows",
        ),
        pytest.param(
            "<table><tr><td>가<td>1<tr><td>나<td>2</table>",
            [["가", "1"], ["나", "2"]],
            id="cells and rows that are never closed",
        ),
        pytest.param("<table><tr><td>가</td><td>1", [["가", "1"]], id="a table that is never closed"),
        pytest.param("<table><td>가</td><td>1</td></table>", [["가", "1"]], id="cells without a row"),
        pytest.param("<table><tr><td>가</td></tr><td>나</td></table>", [["가"], ["나"]], id="a cell behind the end of a row begins one"),
        pytest.param(
            "<TABLE>\n<TR>\n<TD>본\n관</TD>\n<TD>300</TD>\n</TR>\n</TABLE>",
            [["본 관", "300"]],
            id="tags in capitals; a line end within a cell is a blank",
        ),
        pytest.param(
            "<table><tr><td>가<br>나</td><td><p>1</p><p>2</p></td></tr></table>", [["가\n나", "1\n2"]], id="line breaks in a cell"
        ),
        pytest.param(
            "<table><tr><td><ul><li>가<li>나</ul></td><td>1</td></tr></table>",
            [["가\n나", "1"]],
            id="a list in a cell, its items never closed",
        ),
        pytest.param("<table><tr><td>&nbsp;</td><td>1 &lt; 2</td></tr></table>", [["", "1 < 2"]], id="entities"),
        pytest.param("<table><tr><td></td><td> </td></tr><tr><td>가</td></tr></table>", [["가"]], id="a row without any text is none"),
        pytest.param(
            "<table><tr><td>밖<table><tr><td>안</td><td>2</td></tr></table></td><td>1</td></tr></table>",
            [["밖", "1"], ["안", "2"]],
            id="a table within a cell follows after the one around it",
        ),
        pytest.param(
            "<table><tr><td><table><tr><td>3월</td></tr></table>부터 <table><tr><td>9월</td></tr></table> 까지</td><td>1</td></tr></table>",
            [["3월 부터 9월 까지", "1"]],
            id="boxes drawn within a cell are words of it",
        ),
        pytest.param("<table><tr><td colspan=100000>가</td></tr></table>", [["가"] + [""] * 59], id="a span beyond reason is cut"),
        pytest.param("<table><tr><td colspan=0>가</td><td rowspan=x>나</td></tr></table>", [["가", "나"]], id="a span that is none"),
    ],
)
def test_rows_of_tables(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


def test_tables_are_told_apart() -> None:
    lines = unfold(["<table><tr><td>가<table><tr><td>나</td><td>2</td></tr></table></td></tr></table><table><tr><td>다</td></tr></table>"])
    assert len({line.table for line in lines}) == 3


def test_header_cells_are_known() -> None:
    (line,) = unfold(["<table><tr><th>계</th><td>1</td></tr></table>"])
    assert [cell.head for cell in line.cells] == [True, False]


def test_a_header_cell_that_reaches_down_leaves_a_blank_one() -> None:
    _, below = unfold(["<table><tr><th rowspan=2>과</th><td rowspan=2>가</td><th>계</th></tr><tr><td>1</td></tr></table>"])
    assert [(cell.text, cell.head) for cell in below.cells] == [("", True), ("", False), ("1", False)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<table><tr><td>가나</td><td>1,250</td></tr></table>", id="on one line"),
        pytest.param("앞\n<table>\n<tr><td> 가나 </td>\n<td>\n1,250</td></tr>\n</table>\n뒤", id="over lines"),
        pytest.param("<table><tr><td><b>가나</b></td><td>1,250<br></td></tr></table>", id="with tags around their text"),
    ],
)
def test_cells_stand_where_they_were_printed(text: str) -> None:
    (line,) = [line for line in unfolded(text) if line.cells]
    assert [printed_text(split_lines(text), cell.span) for cell in line.cells] == ["가나", "1,250"]


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<p>가</p><div>나</div>", [("가", "text", 0), ("나", "text", 0)], id="paragraphs"),
        pytest.param("<p>가<br/>나</p>", [("가", "text", 0), ("나", "text", 0)], id="a break within one"),
        pytest.param("<h2>예산</h2><p>가</p>", [("예산", "markdown", 0), ("가", "text", 0)], id="a heading"),
        pytest.param("<h3>1. 예산</h3>", [("1. 예산", "dotted", 0)], id="a heading with a number"),
        pytest.param("<ul><li>가<li>나</ul>", [("가", "dash", 2), ("나", "dash", 2)], id="items without end tags"),
        pytest.param(
            "<ul><li>가<ul><li>나</li></ul></li><li>다</li></ul>",
            [("가", "dash", 2), ("나", "dash", 4), ("다", "dash", 2)],
            id="a list within a list",
        ),
        pytest.param("<ul><li>○ 가</li></ul>", [("○ 가", "circle", 2)], id="an item with a mark of its own"),
        pytest.param("<ol><li>3</li></ol>", [("3", "dash", 2)], id="an item that is a number is an item"),
        pytest.param("<dl><dt>기간</dt><dd>연중</dd></dl>", [("기간", "dash", 2), ("연중", "dash", 2)], id="terms and what they mean"),
        pytest.param("<p>중점 <b>사업</b>의 <i>예산</i></p>", [("중점 사업의 예산", "text", 0)], id="tags within a line part no lines"),
        pytest.param("<p>가   나\n다</p>", [("가 나 다", "text", 0)], id="blanks and line ends are one blank"),
        pytest.param("<script>var x = 1;</script><style>p {}</style><p>가</p>", [("가", "text", 0)], id="scripts and styles are not shown"),
        pytest.param("<p>가<!-- <p>나</p> -->다</p>", [("가다", "text", 0)], id="nor are comments"),
        pytest.param("<p>가 < 7, 8 > 3</p>", [("가 < 7, 8 > 3", "text", 0)], id="signs of comparison are text"),
        pytest.param("<p>가<td", [("가<td", "text", 0)], id="a tag that never ends is text"),
        pytest.param(
            "<table><caption>예산 현황</caption><tr><td>가</td><td>1</td></tr></table>",
            [("예산 현황", "caption", 0), ("가\t1", "tab", 0)],
            id="a caption stands above its table",
        ),
    ],
)
def test_lines_of_text(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert shown(text) == expected


def test_lines_stand_where_they_were_printed() -> None:
    received = ["<p>가나</p><p>다라", "마바</p>"]
    assert [(line.body, line.span) for line in unfold(received)] == [
        ("가나", Span(1, 1, 3, 5)),
        ("다라 마바", Span(1, 2, 12, 2)),
    ]


def test_a_line_alone_on_its_printed_line_stands_for_all_of_it() -> None:
    assert [line.span for line in unfold(["<p>가나</p>", "<p>다라</p>"])] == [Span(1, 1), Span(2, 2)]


# --- HTML among other lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("□ 예산\n<p>가</p>\n○ 나", ["□ 예산", "가", "○ 나"], id="between lines of text"),
        pytest.param(
            "<table>\n<tr><td>가</td>\n\n<td>1</td></tr>\n</table>\n○ 나",
            ["가\t1", "○ 나"],
            id="a blank line within a table does not end it",
        ),
        pytest.param("<table>\n<tr>\n<td>가\n나</td>\n</tr>\n</table>", ["가 나"], id="a line without tags within a table"),
        pytest.param("<table\nborder=1>\n<tr><td>가</td></tr></table>", ["가"], id="a tag broken over lines"),
        pytest.param("구분\t<ul><li>가</ul>", ["구분\t<ul><li>가</ul>"], id="a tab row keeps the HTML in its cells"),
        pytest.param("예산이 <b>크게</b> 늘어남", ["예산이 크게 늘어남"], id="tags within a line of text are no HTML blocks"),
        pytest.param("3 < 5\n○ 나", ["3 < 5", "○ 나"], id="a sign of comparison"),
    ],
)
def test_unfold_lines(text: str, expected: list[str]) -> None:
    assert [line.body for line in unfolded(text) if line.body] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [("<p>가", True), ("가</td>", True), ("<BR/>", True), ("<b>가</b>", False), ("<총무과>", False), ("3 < 5 > 2", False), ("가", False)],
)
def test_is_markup(body: str, expected: bool) -> None:
    assert is_markup(body) is expected


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        pytest.param("1,250", "1,250", id="no markup"),
        pytest.param("**계**", "계", id="stars"),
        pytest.param("가<br>나", "가\n나", id="a line break"),
        pytest.param("<ul><li>가<li>나", "- 가\n- 나", id="items of a list that is never closed"),
        pytest.param("<ul><li>- 가</li><li>※ 나</li></ul>", "- 가\n※ 나", id="items with marks of their own"),
        pytest.param("앞 <table><tr><td>가</td><td>1</td></tr></table> 뒤", "앞\n가\t1\n뒤", id="a table, its cells apart by tabs"),
        pytest.param("가 &amp; 나 <b>다</b>", "가 & 나 다", id="entities and tags within a line"),
        pytest.param("<p></p>", "", id="nothing but tags"),
    ],
)
def test_cell_text(printed: str, text: str) -> None:
    assert cell_text(printed) == text
