"""Tables whose merged cells were dropped: rows set right, labels dealt, and what can't be told."""

import pytest

from app.models.finding import FindingCode
from tests.parsers.grids.printed import Shown, read_grids, shown

PROPERTY = """땅과 집 |
합계 | 쓰는 것 | 남는 것 | ||||
---|---|---|---|---|---|---|---|
필지 | 넓이 | 필지 | 넓이 | 필지 | 넓이 | ||
계 | 310 | 5,120 | 290 | 4,800 | 20 | 320 | |
마을 것 | 땅 | 200 | 3,000 | 185 | 2,700 | 15 | 300 |
집 | 30 | 520 | 28 | 510 | 2 | 10 | |
나라 것 | 땅 | 80 | 1,600 | 77 | 1,590 | 3 | 10 |"""

DEBT = """구분 | 작년 말 (A) |
증감 | 올해 말 E=(A+B) |
식구 |
|||
---|---|---|---|---|---|---|---|
계 (B=C-D) |
빌림 (C) |
갚음 (D) |
|||||
합계 | 76,600 | △8,500 | 34,000 | 42,500 | 68,100 | 337 | |
느티 | 소계 | 36,600 | 31,500 | 34,000 | 2,500 | 68,100 | 337 |
솔숲 | 4,300 | 31,630 | 34,000 | 2,370 | 35,930 | 120 | |
들꽃 | 32,300 | △130 | 0 | 130 | 32,170 | 217 | |
"""
SHORT = "바람 | 40,000 | △40,000 | 0 | 40,000 | 0 | ||"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            PROPERTY,
            (
                "땅과 집|땅과 집|합계>필지|합계>넓이|쓰는 것>필지|쓰는 것>넓이|남는 것>필지|남는 것>넓이",
                2,
                [
                    "계||310|5,120|290|4,800|20|320",
                    "마을 것|땅|200|3,000|185|2,700|15|300",
                    "|집|30|520|28|510|2|10",
                    "나라 것|땅|80|1,600|77|1,590|3|10",
                ],
            ),
            id="groups of columns and groups of rows",
        ),
        pytest.param(
            "구분 | 갑+을 | 갑 | 을 | |||\n---|---|---|---|---|---|---|\n계 | 300 | 비율 | 100 | 비율 | 200 | 비율 |\n"
            "느티 | 120 | 40.0 | 50 | 50.0 | 70 | 35.0 |\n솔숲 | 180 | 60.0 | 50 | 50.0 | 130 | 65.0 |",
            (
                "구분|갑+을|갑+을>비율|갑|갑>비율|을|을>비율",
                1,
                ["계|300||100||200|", "느티|120|40.0|50|50.0|70|35.0", "솔숲|180|60.0|50|50.0|130|65.0"],
            ),
            id="labels among the figures of the total row",
        ),
        pytest.param(
            "모든 사람 | 어르신 | 구성비(%) | 비고 | ||||\n---|---|---|---|---|---|---|---|\n계 | 남 | 여 | 계 | 남 | 여 | ||\n"
            "34,100 | 16,900 | 17,200 | 13,600 | 5,700 | 7,900 | 40 |",
            (
                "모든 사람>계|모든 사람>남|모든 사람>여|어르신>계|어르신>남|어르신>여|구성비(%)|비고",
                0,
                ["34,100|16,900|17,200|13,600|5,700|7,900|40|"],
            ),
            id="a column of notes that is blank",
        ),
        pytest.param(
            "구분 | 종류 | 유형 | 곳 |\n---|---|---|---|\n갑법 | 쉼터 | 작은 쉼터 | 10 |\n큰 쉼터 | 1 | ||\n돌봄 | 하루 돌봄 | 20 | |",
            ("구분|종류|유형|곳", 3, ["갑법|쉼터|작은 쉼터|10", "||큰 쉼터|1", "|돌봄|하루 돌봄|20"]),
            id="labels merged with those above",
        ),
        pytest.param(
            "연번 | 목표 | 일 | 지표 |\n---|---|---|---|\n1 | 맑은 물 | 3 | 5 |\n2 | 푸른 숲 | 4 | 6 |\n총계 | 7 | 11 |",
            ("연번|목표|일|지표", 2, ["1|맑은 물|3|5", "2|푸른 숲|4|6", "|총계|7|11"]),
            id="a total is no running number",
        ),
        pytest.param(
            "구분 | 해 마 다 | ||\n---|---|---|---|\n2021 | 2022 | 2023 | |\n빚 | 390 | 280 | 590 |",
            ("구분|해마다>2021|해마다>2022|해마다>2023", 1, ["빚|390|280|590"]),
            id="years below one label",
        ),
        pytest.param(
            "| 구분 | 2024년 | | |\n|---|---|---|---|\n| | 계 | 남 | 여 |\n| 느티 | 3 | 1 | 2 |",
            ("구분|2024년>계|2024년>남|2024년>여", 1, ["느티|3|1|2"]),
            id="cells in their places stay there",
        ),
    ],
)
def test_slid_tables(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


def test_a_short_row_is_placed_where_what_the_others_prove_comes_out() -> None:
    (grid,) = read_grids(DEBT + SHORT)
    assert [cell.text for cell in grid.rows[-1].cells] == ["", "바람", "40,000", "△40,000", "0", "40,000", "0", ""]


@pytest.mark.parametrize(
    "row", [pytest.param("바람 | 0 | 0 | 0 | 0 |", id="zeros"), pytest.param("바람 | 40 | 30 | 20 | 10 |", id="no sum")]
)
def test_a_short_row_that_proves_nothing_stays_unread(row: str) -> None:
    (grid,) = read_grids(DEBT + row)
    assert len(grid.rows) == 4
    assert [(finding.code, finding.span.first) for finding in grid.findings] == [(FindingCode.RAGGED_ROW, 14)]


def test_columns_that_cannot_be_told_apart_are_not_read() -> None:
    (grid,) = read_grids(
        "구분 | 가 | 나 | 다 | ||\n---|---|---|---|---|---|\n수 | 양 | 건 | 량 | ||\n느티 | 1 | 2 | 3 | 4 | 5 |\n솔 | 5 | 6 | 7 | 9 | 8 |"
    )
    assert [finding.code for finding in grid.findings] == [FindingCode.COLUMNS_UNCLEAR]
    assert grid.label_columns == len(grid.paths)


def test_a_header_with_too_few_labels_names_nothing() -> None:
    (grid,) = read_grids("구분 | 가 | 나 | | |\n---|---|---|---|---|\n느티 | 1 | 2 | 3 | 4 |\n솔숲 | 5 | 6 | 7 | 9 |")
    assert [finding.code for finding in grid.findings] == [FindingCode.COLUMNS_UNCLEAR]
    assert grid.label_columns == len(grid.paths)


def test_figures_here_and_there_are_no_columns() -> None:
    """Cells with figures of which no column has more than half."""
    text = "○ 9%(A) 3건 → 0%('21|0.0001%\n-3|100명 25개 군 0.0001%을 집행하고 집행률은 12% 등 3건대비 9%(16.783총 "
    assert read_grids(text) is not None


def test_labels_slide_beside_a_column_of_notes_as_well() -> None:
    text = "갈래 | 일 | 작년 | 올해 | 비고 |\n---|---|---|---|---|\n돌봄 | 밥 | 12 | 15 | 새 일 |\n놀이 | 30 | 32 | | |\n계 | 42 | 47 | | |"
    assert shown(text) == [("갈래|일|작년|올해|비고", 2, ["돌봄|밥|12|15|새 일", "|놀이|30|32|", "계||42|47|"])]
