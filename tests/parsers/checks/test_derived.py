"""Figures that follow from others: rates, changes, remaining amounts, shares, the difference of posts and people."""

import pytest

from tests.parsers.checks.reported import Said, reported, table

BUDGET = "구분 | 예산현액 | 집행액 | 잔액 | 집행률(%)"
CHANGE = "구분 | 2022 예산현액 | 2021 최종예산 | 증감액 | 증감률"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(
            [BUDGET, "계 | 3,000 | 1,370 | 1,630 | 45.7", "가 | 1,000 | 470 | 530 | 47.0", "나 | 2,000 | 900 | 1,100 | 45.0"],
            [],
            id="all agree",
        ),
        pytest.param(
            [BUDGET, "계 | 3,000 | 1,370 | 1,630 | 45.7", "가 | 1,000 | 470 | 530 | 74.0", "나 | 2,000 | 900 | 1,100 | 45.0"],
            [("rate_mismatch", 5, "74.0", "47.0")],
            id="a rate with its digits swapped",
        ),
        pytest.param(
            [BUDGET, "계 | 3,000 | 1,370 | 1,630 | 45.7", "가 | 1,000 | 470 | 530 | 47.0", "나 | 2,000 | 900 | 1,000 | 45.0"],
            [("sum_mismatch", 6, "1,000", "1,100")],
            id="what remains, proved by its row and by the total",
        ),
        pytest.param(
            [BUDGET.replace("잔액", "이월액 | 잔액"), "가 | 1,000 | 470 | 100 | 430 | 47.0"], [], id="carried over is not remaining"
        ),
        pytest.param(
            [CHANGE, "가 | 1,250 | 1,000 | 250 | 25.0%", "나 | 900 | 1,000 | 100 | △10.0%"],
            [("change_mismatch", 5, "100", "△100")],
            id="a change without its triangle",
        ),
        pytest.param(
            [CHANGE, "가 | 1,250 | 1,000 | 250 | 25.0%", "나 | 900 | 1,000 | △100 | 10.0%"],
            [("change_mismatch", 5, "10.0%", "△10.0%")],
            id="a rate of change without it",
        ),
        pytest.param([CHANGE, "가 | 53,000 | - | 53,000 | 순증", "나 | - | 2,000 | △2,000 | △100.0%"], [], id="new and ended"),
        pytest.param([CHANGE, "가 | 69,989 | 70,007 | △18 | △0.0%", "나 | 20 | 3 | 17 | 566.7%"], [], id="hardly changed, and much"),
    ],
)
def test_budget_tables(rows: list[str], found: list[Said]) -> None:
    assert reported(table(*rows, unit="천원", title="1 세출예산 현황")) == found


@pytest.mark.parametrize(
    ("rates", "found"),
    [
        pytest.param(("66.6", "28.5", "57.1"), [], id="cut off throughout"),
        pytest.param(("66.7", "28.6", "57.1"), [], id="rounded throughout"),
        pytest.param(("66.7", "28.5", "57.1"), [("rate_mismatch", 5, "28.5", "28.6")], id="cut off once"),
    ],
)
def test_rates_that_were_cut_off(rates: tuple[str, str, str], found: list[Said]) -> None:
    rows = [f"{name} | {budget} | {executed} | {rate}" for (name, budget, executed), rate in zip(_ROWS, rates, strict=True)]
    assert reported(table("구분 | 예산액 | 집행액 | 집행률", *rows, unit="천원", title="1 예산현황")) == found


_ROWS = (("가", "3,000", "2,000"), ("나", "7,000", "2,000"), ("다", "7,000", "4,000"))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(
            [
                "구분 | 계(A+B) | 진행(A) | 종결(B) | 승소 | 승소율(%)",
                "행정 | 67 | 56 | 11 | 9 | 82",
                "민사 | 38 | 33 | 2 | 2 | 100",
                "심판 | 61 | 26 | 35 | 31 | 89",
            ],
            [("sum_mismatch", 5, "38", "35")],
            id="letters name the parts of a total",
        ),
        pytest.param(
            ["구분 | ’22년(A) | ’23년(B) | 증감(B-A) | 증감률", "가 | 100 | 120 | 20 | 20.0", "나 | 200 | 150 | △40 | △25.0"],
            [("change_mismatch", 5, "△40", "△50")],
            id="letters name the sides of a difference",
        ),
        pytest.param(
            ["구분 | 대상(A) | 참여(B) | 참여율(B/A)", "가 | 100 | 80 | 80%", "나 | 200 | 150 | 57%"],
            [("rate_mismatch", 5, "57%", "75%")],
            id="letters name a rate's amounts",
        ),
        pytest.param(
            [
                "구분 | 접수 | 승소 | 패소 | 소계 | 승소율",
                *("가 | 90 | 40 | 10 | 50 | 80%", "나 | 99 | 30 | 30 | 60 | 50%", "다 | 77 | 9 | 1 | 10 | 90%"),
                "라 | 40 | 5 | 15 | 20 | 52%",
            ],
            [("rate_mismatch", 7, "52%", "25%")],
            id="most rows show what a rate is of",
        ),
        pytest.param(
            ["구분 | 사업비 | 집행액 | 공정률(%)", "가 도로 | 1,000 | 500 | 80"], [], id="how far the work is, is no rate of money"
        ),
        pytest.param(
            ["구분 | 가구 | 구성비", "계 | 1,000 | 100.0", "1인 | 400 | 40.0", "2인 | 350 | 53.0", "3인 이상 | 250 | 25.0"],
            [("sum_mismatch", 6, "53.0", "35.0")],
            id="a share of the total",
        ),
        pytest.param(
            ["구분 | 대상 | 1차 | 2차", "접종 | 21,910 | 13,265(60%) | 9,465(34%)"],
            [("share_mismatch", 4, "34%", "43%")],
            id="shares in brackets",
        ),
    ],
)
def test_other_tables(rows: list[str], found: list[Said]) -> None:
    assert [said for said in reported(table(*rows)) if said[0] != "unit_missing"] == found


@pytest.mark.parametrize(
    ("variance", "found"),
    [
        pytest.param("△1 | - | △2 | 1", [], id="people less posts"),
        pytest.param("1 | - | 2 | △1", [], id="posts less people"),
        pytest.param("△1 | - | △1 | 1", [("sum_mismatch", 6, "△1", "△2")], id="one grade"),
        pytest.param("- | - | △2 | 1", [("sum_mismatch", 6, "-", "△1")], id="a dash is nobody"),
    ],
)
def test_variance(variance: str, found: list[Said]) -> None:
    rows = ["구분 | 계 | 5급 | 6급 | 7급", "정원 | 10 | 1 | 5 | 4", "현원 | 9 | 1 | 3 | 5", f"과부족 | {variance}"]
    assert reported(table(*rows, unit="명", title="1 인력")) == found


def test_a_point_printed_for_a_comma() -> None:
    """The figure is named, not the share that follows from it."""
    rows = ["구분 | 예산액 | 구성비", "계 | 81,720 | 100", "세외 | 38.643 | 47.29", "지방세 | 43,077 | 52.71"]
    found = [said for said in reported(table(*rows, unit="백만원")) if said[0].endswith("_mismatch")]
    assert [(line, printed, expected) for _, line, printed, expected in found] == [(5, "38.643", "38,643")]
