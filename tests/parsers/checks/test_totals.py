"""Totals of any table: over columns, down rows, in groups, at the top and at the bottom."""

import pytest

from tests.parsers.checks.reported import Said, reported, table


@pytest.mark.parametrize(
    ("rows", "unit", "found"),
    [
        pytest.param(["구분 | 계 | 남 | 여", "본관 | 30 | 10 | 20", "별관 | 45 | 25 | 20"], "명", [], id="columns agree"),
        pytest.param(
            ["구분 | 계 | 남 | 여", "본관 | 30 | 10 | 20", "별관 | 46 | 25 | 20"],
            "명",
            [("sum_mismatch", 5, "46", "45")],
            id="a column's total",
        ),
        pytest.param(
            ["계 | 승용 | 승합 | | 화물", " | | 소계 | 소형 | ", "155 | 100 | 30 | 30 | 24"],
            None,
            [("sum_mismatch", 5, "155", "154")],
            id="one line, a total over groups",
        ),
        pytest.param(
            ["구분 | 접수 | 처리", "합계 | 310 | 300", "민원 | 200 | 190", "신고 | 120 | 110"],
            "건",
            [("sum_mismatch", 4, "310", "320")],
            id="the total above its parts",
        ),
        pytest.param(
            ["구분 | 접수 | 처리", "민원 | 200 | 190", "신고 | 120 | 110", "합계 | 320 | 310"],
            "건",
            [("sum_mismatch", 6, "310", "300")],
            id="the total below its parts",
        ),
        pytest.param(
            [
                "부서 | 구분 | 정규 | 기간제",
                "합계 | 합계 | 60 | 600",
                "교육과 | 소계 | 30 | 310",
                " | 집합 | 10 | 100",
                " | 화상 | 20 | 200",
                "행사과 | 소계 | 30 | 300",
                " | 봄 | 20 | 200",
                " | 가을 | 10 | 100",
            ],
            None,
            [("sum_mismatch", 5, "310", "300")],
            id="a subtotal: the one figure that mends its own sum and the whole's",
        ),
        pytest.param(
            ["구분 | 계 | 1분기 | 2분기", "예산 | 13 | 6 | 7", "집행 | 54 | 15 | 36"],
            "명",
            [("sum_mismatch", 5, "54", "51")],
            id="quarters",
        ),
        pytest.param(
            ["구분 | 계 | 1분기 | 2분기 | 3분기", "조성 | 1.0 | 0.3 | 0.3 | 0.3"],
            "억원",
            [],
            id="rounded parts may be off by half a digit each",
        ),
        pytest.param(
            ["구분 | 계 | 남 | 여", "인원 | 101 | 50 | 50"], "명", [("sum_mismatch", 4, "101", "100")], id="people are counted, not rounded"
        ),
        pytest.param(["구분 | 계 | 가 | 나", "면적 | 101 | 50 | 50"], "㎡", [], id="areas are rounded"),
        pytest.param(
            ["구분 | 계 | 구비 | 시비", "비율 | 100% | 30% | 60%"], None, [("sum_mismatch", 4, "100%", "90%")], id="shares of a whole"
        ),
        pytest.param(["구분 | 평균 | 남 | 여", "점수 | 80 | 78 | 82"], "점", [], id="a mean is no sum"),
        pytest.param(
            ["구분 | 계 | 남 | 여", "점수 | 80 | 78 | 82"], "점", [], id="nor is a figure far from the sum, whatever it is called"
        ),
        pytest.param(["구분 | 누계 | 1월 | 2월", "인원 | 340 | 100 | 200"], "명", [], id="a running total takes in what is not printed"),
        pytest.param(
            ["구분 | 이용 | | | 수입 | | ", " | 계 | 성인 | 학생 | 계 | 성인 | 학생", "본관 | 30 | 20 | 10 | 905 | 700 | 200"],
            None,
            [("sum_mismatch", 5, "905", "900")],
            id="two groups, each with its own total",
        ),
    ],
)
def test_totals(rows: list[str], unit: str | None, found: list[Said]) -> None:
    assert reported(table(*rows, unit=unit)) == found


def test_a_cell_in_two_sums_is_the_one_to_blame() -> None:
    """A part that its row's total and its column's total both contradict is reported once, where it stands."""
    rows = ["구분 | 계 | 남 | 여", "계 | 60 | 25 | 35", "본관 | 30 | 10 | 20", "별관 | 30 | 15 | 25"]
    assert reported(table(*rows, unit="명")) == [("sum_mismatch", 6, "25", "15")]
