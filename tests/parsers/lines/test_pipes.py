"""Rows of cells that bars part: what makes a row, and which lines belong to one."""

import pytest

from app.parsers.characters.normalise import split_lines
from app.parsers.lines.lines import Line, read_lines
from app.parsers.lines.pipes import gather_rows


def gathered(text: str) -> tuple[Line, ...]:
    return gather_rows(read_lines(text), split_lines(text))


def rows_of(text: str) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in gathered(text) if line.cells]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("구분 | 계 |\n---|---|\n금액 | 7 |", [["구분", "계"], ["금액", "7"]], id="no bar at the left"),
        pytest.param("구분 | 계\n금액 | 7", [["구분", "계"], ["금액", "7"]], id="no outer bars and no rules"),
        pytest.param("구분 | 계 | ||\n---|---|---|---|\n", [["구분", "계", "", ""]], id="bars that fill up a row are cells"),
        pytest.param(
            "구분 | 계 |\n남 | 여 |\n---|---|---|---|\n갑 | 3 | 1 | 2 |",
            [["구분", "계", "남", "여"], ["갑", "3", "1", "2"]],
            id="a header over two lines",
        ),
        pytest.param(
            "구분 | 계 | 남 |\n---|---|---|\n느티 마을 |\n3 | 1 |\n솔 마을 | 4 | 2 |",
            [["구분", "계", "남"], ["느티 마을", "3", "1"], ["솔 마을", "4", "2"]],
            id="a label on a line of its own",
        ),
        pytest.param(
            "구분 | 계 | 남 |\n---|---|---|\n솔 마을 | 4 |\n느티 마을 | 3 | 1 |",
            [["구분", "계", "남"], ["솔 마을", "4"], ["느티 마을", "3", "1"]],
            id="a row one cell short is not joined",
        ),
        pytest.param(
            "구분 | 계 |\n---|---|\n갑 | 3 |\n구분 | 남 | 여 |\n---|---|---|\n을 | 1 | 2 |",
            [["구분", "계"], ["갑", "3"], ["구분", "남", "여"], ["을", "1", "2"]],
            id="a second table right below",
        ),
        pytest.param(
            "구분 | 계 | |\n | 소계 | 남 | 여\n갑 | 3 | 1 | 2\n을 | 5 | 2 | 3",
            [["구분", "계", ""], ["", "소계", "남", "여"], ["갑", "3", "1", "2"], ["을", "5", "2", "3"]],
            id="a bar at the left stands behind a blank cell where no other row has one",
        ),
        pytest.param(
            "구분 |\n계 |\n남 |\n갑 | 3 | 1\n을 | 5 | 2",
            [["구분", "계", "남"], ["갑", "3", "1"], ["을", "5", "2"]],
            id="the cells of a header one a line above rows of as many",
        ),
        pytest.param("구분 |\n계 |\n남 |\n갑 | 3\n을 | 5", [], id="single cells above rows of fewer are no header"),
        pytest.param(
            "| 구분 | 계 | 남 |\n|---|---|---|\n갑\n| 3 | 1 |\n을\n| 5 | 2 |",
            [["구분", "계", "남"], ["---"] * 3, ["갑", "3", "1"], ["을", "5", "2"]],
            id="labels without a bar above the rest of their rows",
        ),
        pytest.param(
            "| 구분 | 과목 | 계 |\n|---|---|---|\n갑\n급여\n| 3 |",
            [["구분", "과목", "계"], ["---"] * 3, ["3"]],
            id="a single cell is no rest of a row",
        ),
        pytest.param(
            "| 구분 | 과목 | 계 | 남 |\n|---|---|---|---|\n갑\n급여\n| 3 | 1 |",
            [["구분", "과목", "계", "남"], ["---"] * 4, ["갑", "급여", "3", "1"]],
            id="two labels without bars",
        ),
        pytest.param(
            "| 구분 | 계 | 남 |\n|---|---|---|\n| 갑 | 3 | 1 |\n둘째 표\n| 구경 | 요금 |\n|---|---|\n| 15 | 600 |",
            [["구분", "계", "남"], ["---"] * 3, ["갑", "3", "1"], ["구경", "요금"], ["---"] * 2, ["15", "600"]],
            id="a title above the header of another table is no label",
        ),
        pytest.param("구분 | 업무 |\n---|---|\n갑 | 하나<ul><li>둘 |", [["구분", "업무"], ["갑", "하나<ul><li>둘"]], id="tags in a cell"),
        pytest.param("|\n갑 | 3 | 1 |\n을 | 5 | 2 |", [["갑", "3", "1"], ["을", "5", "2"]], id="a bar alone above rows"),
        pytest.param("사업기간 |\n2년 |\n총사업비 |\n700 |", [["사업기간", "2년"], ["총사업비", "700"]], id="keys and values, one a line"),
        pytest.param("일반회계 |\n|\n1,200 |", [], id="cells one a line without known keys are left alone"),
        pytest.param("홈 | 알림", [], id="one line with a bar is text"),
        pytest.param("처음 |\n끝 |", [], id="words one a line are text"),
        pytest.param(r"가 \| 나" "\n" r"다 \| 라", [], id="an escaped bar parts nothing"),
        pytest.param("│ 구분 │ 계 │\n│ 금액 │ 7 │", [["구분", "계"], ["금액", "7"]], id="drawn bars"),
    ],
)
def test_rows(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_no_line_is_lost() -> None:
    text = "앞\n구분 | 계 |\n남 | 여 |\n---|---|---|---|\n느티 |\n3 | 1 | 2 |\n뒤 |\n끝"
    assert [number for line in gathered(text) for number in range(line.number, line.last + 1)] == list(range(1, 9))


def test_a_cell_knows_its_place() -> None:
    (line,) = [line for line in gathered("구분 | 계 |\n---|---|\n솔 마을 |\n 4 |") if line.number == 3]
    assert [(cell.text, cell.number, cell.start, cell.end) for cell in line.cells] == [("솔 마을", 3, 0, 4), ("4", 4, 1, 2)]


def test_text_loses_the_bar_at_its_end() -> None:
    text = "사업기간 |\n2년 |\n총사업비 |\n700 |\n추진경위 |"
    assert [line.raw for line in gathered(text) if not line.cells] == ["추진경위"]
