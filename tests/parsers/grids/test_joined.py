"""Tables that hide in lines: commas between cells, box characters on one line."""

import pytest

from tests.parsers.grids.printed import Shown, read_grids, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '과목,예산현액,집행액\n계,"5,600","2,300"\n운영비,"1,000",500\n',
            [("과목|예산현액|집행액", 1, ["계|5,600|2,300", "운영비|1,000|500"])],
            id="figures in quotes",
        ),
        pytest.param(
            "과목,예산현액,집행액\n계,56,\n운영비,10,5\n", [("과목|예산현액|집행액", 1, ["계|56|", "운영비|10|5"])], id="a blank cell"
        ),
        pytest.param("과목,예산현액,집행액\n계,56,23\n", [], id="one row is none"),
        pytest.param("구분,내용,시기\n물길,청소,봄\n둑길,보수,가을\n", [], id="lines without figures"),
        pytest.param("과목, 예산, 집행\n계, 56, 23\n운영비, 10, 5\n", [], id="a blank behind a comma: a list in a sentence"),
        pytest.param("과목,예산현액,집행액\n계,56\n운영비,10,5\n", [], id="a row is short"),
    ],
)
def test_commas_between_cells(text: str, expected: list[Shown]) -> None:
    assert shown(text) == expected


BOX = (
    "(장 3000)물길 (단위 : 천원) ┏━━┯━━┯━━┯━━┓ ┃ 과 목 │ 예 산 액 │ 전 년 도 │ 비 고 ┃ ┣━━┿━━┿━━┿━━┫ ┃│140 │ │ │ ┃ "
    "┃│ 경상경비 │ 46,000│ 31,000│ ┃ ┃││ 운영비 │ 20,000│ 18,000│○ 책자 ┃ ┃││ │ │ │ 400 X 50부 = 20 ┃\n"
)


def test_a_box_on_one_line() -> None:
    assert shown(BOX) == [("과목|예산액|전년도|비고", 1, ["140 경상경비|46,000|31,000|", "운영비|20,000|18,000|○ 책자"])]
    (grid,) = read_grids(BOX)
    assert [BOX[cell.span.start : cell.span.end] for row in grid.rows for cell in row.cells[1:3]] == [
        "46,000",
        "31,000",
        "20,000",
        "18,000",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("┃ 알림 ┃ 오늘은 쉽니다 ┃\n", id="bars without rules"),
        pytest.param("┏━┯━┓ ┃ 과목 │ 예산액 ┃ ┣━┿━┫ ┃ 계 │ 40 ┃\n", id="one row"),
    ],
)
def test_bars_that_are_no_table(text: str) -> None:
    assert [grid for grid in read_grids(text) if grid.layout == "flat"] == []
