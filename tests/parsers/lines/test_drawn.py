"""Tables drawn with characters, cells in quotation marks, and tags indented with tabs."""

import pytest

from app.parsers.characters.normalise import split_lines
from app.parsers.lines.lines import Line
from app.parsers.lines.logical import logical_lines
from app.parsers.lines.marks import Style


def lines_of(text: str) -> tuple[Line, ...]:
    return logical_lines(text, split_lines(text))


def rows_of(text: str) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in lines_of(text) if line.cells]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(
            "+------+----+\n| 과목 | 계  |\n+======+====+\n| 책값  | 30 |\n| (봄) |    |\n+------+----+\n| 찻값  |  5 |\n+------+----+",
            [["과목", "계"], ["책값\n(봄)", "30"], ["찻값", "5"]],
            id="a grid: what stands below a cell goes on with it",
        ),
        pytest.param(
            "┌────┬────┐\n│ 구분 │ 계  │\n├────┼────┤\n│ 정원 │ 30 │\n│ 현원 │ 28 │\n└────┴────┘",
            [["구분", "계"], ["정원", "30"], ["현원", "28"]],
            id="a box: each line is a row",
        ),
        pytest.param(
            "  구분     계   5급\n  ------ ---- -----\n  정원     30     6\n  현원            5\n  ------ ---- -----",
            [["구분", "계", "5급"], ["정원", "30", "6"], ["현원", "", "5"]],
            id="columns below dashes, a cell left blank",
        ),
        pytest.param(
            "  마을          사람\n  이름            수\n  -------- ---------\n  느티 골         30\n\n뒤",
            [["마을\n이름", "사람\n수"], ["느티 골", "30"]],
            id="a header of two lines; a blank line ends the rows",
        ),
        pytest.param(
            "┌────┬─────┐\n│ 구분 │  정원  │\n│    ├──┬──┤\n│    │ 남 │ 여 │\n├────┼──┼──┤\n│ 느티 │ 3 │ 2 │\n└────┴──┴──┘",
            [["구분", "정원"], ["남", "여"], ["느티", "3", "2"]],
            id="merged cells of a box, and the label that reaches down",
        ),
        pytest.param(
            "┌─────┬───┐\n│ 과목  │ 계  │\n├─────┼───┤\n│││ 12   │   │\n│││ 책값  │ 30 │\n├┬────┼───┤\n│││ 찻값  │ 5 │\n└─────┴───┘",
            [["과목", "계"], ["12\n책값", "30"], ["찻값", "5"]],
            id="the branches of a tree before the labels",
        ),
        pytest.param(
            "┌────┬────┬────┐\n│ 구분 │ 정원 │    │\n│    │ 남  │ 여  │\n├────┼────┼────┤\n│ 느티 │ 3  │ 2  │\n└────┴────┴────┘",
            [["구분", "정원", ""], ["", "남", "여"], ["느티", "3", "2"]],
            id="a word below a blank, right of a label of both lines: the lines of a header are levels",
        ),
        pytest.param(
            "+----+----+----+\n| 구분 | 예산 | 집행 |\n|    | 현액 | 액  |\n+====+====+====+\n| 느티 | 3  | 2  |\n+----+----+----+",
            [["구분", "예산\n현액", "집행\n액"], ["느티", "3", "2"]],
            id="a header broken over two lines has one level",
        ),
        pytest.param("---- ----\n\n뒤", [], id="dashes over nothing"),
        pytest.param("+----+\n뒤", [], id="a rule alone"),
    ],
)
def test_drawn_rows(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_rules_are_no_words() -> None:
    lines = lines_of("+----+---+\n| 가 | 1 |\n+----+---+\n| 나 | 2 |\n+----+---+")
    assert [line.style for line in lines if not line.cells] == [Style.RULE] * 3


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param('과목\t계\n"책값\n(봄)"\t30', [["과목", "계"], ["책값\n(봄)", "30"]], id="the first cell"),
        pytest.param('과목\t계\n책값\t"30\n(봄)"\t5', [["과목", "계"], ["책값", "30\n(봄)", "5"]], id="a cell in the middle"),
        pytest.param('과목\t계\n"책값\n봄"\t"3\n4"', [["과목", "계"], ["책값\n봄", "3\n4"]], id="two cells of a row"),
        pytest.param('과목\t계\n"책값\n찻값\t5', [["과목", "계"], ["찻값", "5"]], id="a mark that is never closed"),
        pytest.param('과목\t계\n〃\t5\n"\t6', [["과목", "계"], ["〃", "5"], ['"', "6"]], id="a mark alone repeats what is above"),
    ],
)
def test_quoted_cells(text: str, rows: list[list[str]]) -> None:
    assert [row for row in rows_of(text) if len(row) > 1] == rows


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        pytest.param('과목,예산,집행\n"책\n값","1,000",5', ["과목,예산,집행", '"책 값","1,000",5'], id="a cell broken in a row of commas"),
        pytest.param('"여럿이\n함께" 걷는 길, 함께', ['"여럿이', '함께" 걷는 길, 함께'], id="a quoted phrase over two lines"),
        pytest.param('과목,"책\n값,5', ['과목,"책', "값,5"], id="a mark that is never closed"),
        pytest.param('과목,"책\n값"', ['과목,"책', '값"'], id="two cells are no row"),
    ],
)
def test_quoted_rows_of_commas(text: str, bodies: list[str]) -> None:
    assert [line.body for line in lines_of(text)] == bodies


def test_a_quoted_cell_knows_where_its_parts_stand() -> None:
    (row,) = [line for line in lines_of('과목\t계\n"책값\n(봄)"\t30') if line.number == 2]
    assert (row.last, row.cells[0].pieces) == (3, ((0, 2, 1), (3, 3, 0)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\t<ul>\n\t\t<li>가</li>\n\t</ul>", ["가"], id="a list"),
        pytest.param(
            "\t<table>\n\t\t<tr><td>가</td>\n\t\t\t<td>나와\n\t\t\t다</td></tr>\n\t</table>",
            ["가 | 나와 다"],
            id="words indented in a cell",
        ),
        pytest.param("구분\t내용\n가\t<ul><li> 나", ["구분 | 내용", "가 | <ul><li> 나"], id="tags in a cell of a row of tabs"),
        pytest.param("구분\t내용\n\t<ul> 나", ["구분 | 내용", " | <ul> 나"], id="a list that is never closed is a cell"),
    ],
)
def test_indented_tags(text: str, shown: list[str]) -> None:
    assert [" | ".join(cell.text for cell in line.cells) or line.raw for line in lines_of(text) if line.body] == shown
