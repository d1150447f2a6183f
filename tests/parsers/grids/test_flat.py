"""Tables flattened into one line."""

import pytest

from app.models.span import Span
from tests.parsers.grids.printed import read_grids, shown


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        pytest.param("구분 예산액 집행액 계 1,000 500 시설 600 300", "구분|예산액|집행액", ["계|1,000|500", "시설|600|300"], id="two rows"),
        pytest.param(
            "구 분 예 산 액 집 행 액 합 계 1,000 500 시설 관리 600 300 장비 400 200",
            "구분|예산액|집행액",
            ["합 계|1,000|500", "시설 관리|600|300", "장비|400|200"],
            id="padded letters, labels of several words",
        ),
        pytest.param(
            "구분 예산액 집행액 계 1,000 (국 600) 500 시설 600 300",
            "구분|예산액|집행액",
            ["계|1,000 (국 600)|500", "시설|600|300"],
            id="a bracket belongs to the figure before it",
        ),
        pytest.param(
            "구분 정원 현원 과부족 본청 120 118 △2 사업소 30 - 1",
            "구분|정원|현원|과부족",
            ["본청|120|118|△2", "사업소|30|-|1"],
            id="signs and dashes are cells",
        ),
    ],
)
def test_flat_tables(text: str, columns: str, rows: list[str]) -> None:
    assert shown(text) == [(columns, 1, rows)]
    (grid,) = read_grids(text)
    assert grid.layout == "flat"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("구분 예산액 집행액 계 1,000 500 시설 600", id="a figure is missing"),
        pytest.param("구분 예산액 집행액 계 1,000 500 완료", id="a single row"),
        pytest.param("구분 예산액 계 1,000 500 시설 600 300", id="a label is missing in the header"),
        pytest.param("구분 가나 다라 계 1,000 500 시설 600 300", id="words that no header has"),
        pytest.param("총무과 예산액 집행액 계 1,000 500 시설 600 300", id="no word for labels at its beginning"),
        pytest.param("구분 계 1 2 시설 3 4", id="too short"),
        pytest.param("구분 계 일반직 공무직 소계 5급 6급 온천과 40 33 13 20 7 나루과 31 26 11 15 5", id="more labels than columns"),
    ],
)
def test_lines_that_are_no_flat_table(text: str) -> None:
    assert [grid for grid in read_grids(text) if grid.layout == "flat"] == []


def test_cells_stand_where_they_were_printed() -> None:
    text = "  구분 예산액 집행액 계 1,000 500 시설 600 300"
    (grid,) = read_grids(text)
    assert grid.span == Span(1, 1)
    cells = [cell for row in grid.rows for cell in row.cells]
    assert [text[cell.span.start : cell.span.end] for cell in cells] == [cell.text for cell in cells]


def test_a_flattened_budget_specification() -> None:
    text = (
        "세출예산 부서: 물길과 (단위:천원) 부서ㆍ정책ㆍ단위 예산액 전년도 예산액 비교증감 물길과 9,300 8,000 1,300 국 3,000 구 6,300 "
        "하천 정비 650 900 △250 307 민간이전 650 900 △250 ○물놀이 행사 500 ○ 둑길 걷기 150 50,000원*3명 정원 관리 400 300 100 끝\n"
    )
    assert shown(text) == [
        (
            "부서ㆍ정책ㆍ단위|예산액|전년도 예산액|비교증감",
            1,
            [
                "물길과|9,300\n국 3,000\n구 6,300|8,000|1,300",
                "하천 정비|650|900|△250",
                "307 민간이전|650|900|△250",
                "물놀이 행사|500||",
                "둑길 걷기|150||",
                "정원 관리|400|300|100",
            ],
        )
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "(단위 : 억원) 구분 2021 2022 2023 신속집행 대상(A) 1,140 1,205 1,310 목표액(B) 627 675 747 향후계획 매월 점검\n",
            [("구분|2021|2022|2023", 1, ["신속집행 대상(A)|1,140|1,205|1,310", "목표액(B)|627|675|747"])],
            id="years name the columns",
        ),
        pytest.param(
            "구분 예산액 전년도예산액 비교증감 가람 650 300 △250 나루 400 300 100 다솜 90 80 10\n", [], id="the change does not come out"
        ),
    ],
)
def test_flat_headers(text: str, expected: list[object]) -> None:
    assert shown(text) == expected
