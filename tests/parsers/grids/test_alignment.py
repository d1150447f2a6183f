"""Tables whose columns are aligned by blanks: what a blank cell is, by where the others stand."""

import pytest

from app.models.outline import Table
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n□ 처리 현황\n\n"


def read(text: str) -> Table:
    (table,) = parse_report(FRONT + text).tables
    return table


def rows(text: str) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(row.labels, [cell.printed for cell in row.cells]) for row in read(text).rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "  구분        계    4급    5급    6급\n  정원        10      1      2      7\n"
            "  현원         9             2      7\n  과부족      △1     △1\n",
            [
                (("정원",), ["10", "1", "2", "7"]),
                (("현원",), ["9", "", "2", "7"]),
                (("과부족",), ["△1", "△1", "", ""]),
            ],
            id="figures to the right: a blank in the middle, blanks at the end",
        ),
        pytest.param(
            "  구분         2021년     2022년     2023년\n  접수          1,234      2,345      3,456\n"
            "  반려                        12         34\n",
            [(("접수",), ["1,234", "2,345", "3,456"]), (("반려",), ["", "12", "34"])],
            id="a blank at the beginning",
        ),
        pytest.param(
            "  분야        대상        상담     방문\n  학습        어르신     4,784    7,555\n              다문화     2,194    7,242\n",
            [(("학습", "어르신"), ["4,784", "7,555"]), (("학습", "다문화"), ["2,194", "7,242"])],
            id="a label that repeats the one above",
        ),
    ],
)
def test_blank_cells(text: str, expected: list[tuple[tuple[str, ...], list[str]]]) -> None:
    assert rows(text) == expected


def test_figures_that_stand_under_no_column_end_the_table() -> None:
    text = "  구분        계    4급    5급\n  정원        10      3      7\n  현원         9      2      7\n  그 밖의 사람 7 명이 있다\n"
    assert [labels for labels, _ in rows(text)] == [("정원",), ("현원",)]


def test_a_word_over_a_subtotal_names_a_group() -> None:
    text = "  계   승합              승용\n       소계   소형   중형   소계   소형   중형\n  90     10      6      4     80     46     34\n"
    paths = [column.path for column in read(text).columns]
    assert paths == [("계",), ("승합", "소계"), ("승합", "소형"), ("승합", "중형"), ("승용", "소계"), ("승용", "소형"), ("승용", "중형")]
