"""Head cells over columns: which are groups, and in which order they stand."""

import pytest

from app.parsers.evidence.choice import LEAD
from app.parsers.grids.spaced.deal import deal_stacked
from app.parsers.grids.spaced.promises import Block


@pytest.mark.parametrize(
    ("labels", "rows", "columns"),
    [
        pytest.param("구분 정원 현원", ["30 28", "6 6"], "정원|현원", id="as many labels as columns"),
        pytest.param(
            "구분 인구 노인 계 남 여 계 남 여",
            ["90 44 46 13 6 7", "71 33 38 11 5 6"],
            "인구>계|인구>남|인구>여|노인>계|노인>남|노인>여",
            id="two groups",
        ),
        pytest.param("구분 계 직원 남 여", ["90 44 46", "71 33 38"], "계|직원>남|직원>여", id="a total beside a group"),
        pytest.param("구분 가 나 다 라", ["90 44 46", "71 33 38"], None, id="nothing says which label is a group"),
        pytest.param("구분 가", ["90 44"], None, id="too few labels"),
        pytest.param("구분 비율 금액", ["4,100 30", "5,200 40"], None, id="a rate over amounts is no rate"),
    ],
)
def test_deal(labels: str, rows: list[str], columns: str | None) -> None:
    heads = deal_stacked(labels.split(), Block([row.split() for row in rows]))
    assert (heads and "|".join(">".join(path) for path in heads.columns)) == columns


@pytest.mark.parametrize(
    ("right", "wrong", "rows"),
    [
        pytest.param("계 남 여", "남 계 여", ["900 440 460", "135 60 75"], id="total"),
        pytest.param("예산액 집행액 집행률", "집행률 예산액 집행액", ["200 150 75.0", "400 100 25.0"], id="rate"),
        pytest.param("전년도 예산액 증감", "증감 전년도 예산액", ["760 820 60", "455 410 △45"], id="change"),
        pytest.param(
            "조성(B) 사용(C) 증감(D=B-C)", "조성(B) 증감(D=B-C) 사용(C)", ["1,600 2,200 △600", "2,500 900 1,600"], id="printed formula"
        ),
    ],
)
def test_promises_that_the_rows_keep(right: str, wrong: str, rows: list[str]) -> None:
    block = Block([row.split() for row in rows])
    assert block.weigh(right.split()) > block.weigh(wrong.split()) + LEAD
