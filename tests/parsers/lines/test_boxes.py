"""Rows of cells that make no table: drawn titles, paragraphs in boxes, items behind a tab, contents with tabs."""

import pytest

from app.models.span import Span
from app.parsers.characters.normalise import split_lines
from app.parsers.lines.boxes import settle_rows
from app.parsers.lines.lines import Line, printed_text, read_lines
from app.parsers.lines.markup import unfold_lines


def settled(*lines: str) -> tuple[Line, ...]:
    text = "\n".join(lines)
    return settle_rows(unfold_lines(read_lines(text), split_lines(text)))


def shown(*lines: str) -> list[tuple[str, str]]:
    return [(line.body, line.style.value) for line in settled(*lines) if line.body]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["| Ⅰ | 일반현황 |"], [("Ⅰ 일반현황", "roman")], id="a title drawn as a table of one row"),
        pytest.param(
            ["| Ⅰ | 일반현황 |", "|---|---|"], [("Ⅰ 일반현황", "roman"), ("|---|---|", "rule")], id="and the rule that Markdown needs"
        ),
        pytest.param(["1\t청사 환경 조성"], [("1 청사 환경 조성", "bare")], id="with tabs"),
        pytest.param(["가.\t추진배경"], [("가. 추진배경", "letter")], id="a letter"),
        pytest.param(["①\t추진배경"], [("① 추진배경", "circled")], id="a circled number"),
        pytest.param(["<table><tr><td>Ⅱ</td><td>주요업무</td></tr></table>"], [("Ⅱ 주요업무", "roman")], id="with HTML"),
        pytest.param(["| 추진 방향을 정함 |", "|---|"], [("추진 방향을 정함", "text"), ("|---|", "rule")], id="a paragraph in a box"),
        pytest.param(["| ○ 가 |", "| - 나 |"], [("○ 가", "circle"), ("- 나", "dash")], id="items in a box"),
        pytest.param(["<table><tr><td>○ 가<br>- 나</td></tr></table>"], [("○ 가", "circle"), ("- 나", "dash")], id="in one cell"),
        pytest.param(["\t<ul><li>가<li>나</ul>"], [("가", "dash"), ("나", "dash")], id="a list in a cell of its own"),
        pytest.param(["\t본 사업은 올해 끝남"], [("본 사업은 올해 끝남", "text")], id="an indent of a tab"),
        pytest.param(
            ["□\t추진현황", "○\t연중 추진"],
            [("□ 추진현황", "square"), ("○ 연중 추진", "circle")],
            id="marks apart from their text by a tab",
        ),
    ],
)
def test_rows_that_become_text(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert shown(*lines) == expected
    assert [line.cells for line in settled(*lines) if line.cells] == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["구분\t예산", "계\t100"], id="a header and a row"),
        pytest.param(["사업기간\t연중"], id="a key and its value"),
        pytest.param(["1\t1,250"], id="a number and a figure"),
        pytest.param(["1\t청사 관리", "2\t문서 관리"], id="several numbered rows: a list drawn as a table"),
        pytest.param(["-\t1,250", "-\t300"], id="dashes that hold a column"),
        pytest.param(["| ○ | 가 |", "| ○ | 나 |"], id="marks in a column of their own"),
    ],
)
def test_rows_that_stay_rows(lines: list[str]) -> None:
    assert all(line.cells for line in settled(*lines))


@pytest.mark.parametrize(
    ("lines", "styles"),
    [
        pytest.param(["목 차", "일반현황\t3", "주요업무\t5"], ["text", "leader", "leader"], id="a tab before the page"),
        pytest.param(
            ["목 차", "", "Ⅰ\t일반현황\t3", "Ⅱ\t주요업무\t5"],
            ["text", "leader", "leader"],
            id="a numeral before the title, a blank line above",
        ),
        pytest.param(["목 차", "일반현황\t3", "", "주요업무\t5"], ["text", "leader", "leader"], id="blank lines between"),
        pytest.param(["목 차", "○ 가", "일반현황\t3", "주요업무\t5"], ["text", "circle", "tab", "tab"], id="other text ends the contents"),
        pytest.param(["목 차", "구분\t예산", "계\t100"], ["text", "tab", "tab"], id="a table whose last cells are no pages"),
        pytest.param(["현황", "일반현황\t3", "주요업무\t5"], ["text", "tab", "tab"], id="no contents page"),
    ],
)
def test_contents_lists_with_tabs(lines: list[str], styles: list[str]) -> None:
    assert [style for _, style in shown(*lines)] == styles


@pytest.mark.parametrize(
    ("text", "span"),
    [
        pytest.param("| Ⅰ | 일반현황 |", Span(1, 1), id="a title fills its line"),
        pytest.param("<p>앞</p><table><tr><td>○ 가나</td></tr></table>", Span(1, 1, 23, 27), id="a cell its place in the line"),
    ],
)
def test_text_out_of_cells_stands_where_it_was_printed(text: str, span: Span) -> None:
    line = settled(text)[-1]
    assert line.span == span
    assert line.raw.split()[-1] in printed_text([text], line.span)


def test_a_list_out_of_a_cell_stands_where_it_was_printed() -> None:
    text = "\t<ul><li>가나<li>다라</ul>"
    assert [printed_text([text], line.span) for line in settled(text)] == ["가나", "다라"]
