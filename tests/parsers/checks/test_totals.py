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


NESTED = [
    "회계 | 예산현액 | 지출액 누계 | 집행잔액",
    "합계 | {} | 2,600 | {}",
    "일반회계 | 8,000 | 2,000 | 6,000",
    "일반회계 | 8,000 | 2,000 | 6,000",
    "특별회계 | 900 | 400 | 500",
    "하천 | 600 | 300 | 300",
    "주차 | 300 | 100 | 200",
    "기금 | 500 | 200 | 300",
    "자활 | 250 | 60 | 190",
    "재난 | 250 | 140 | 110",
]


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        pytest.param(("9,400", "6,800"), [], id="groups and their parts in one list, told apart by their sums"),
        pytest.param(("9,500", "6,900"), [("sum_mismatch", 4, "9,500", "9,400")], id="a total with what follows from it: one misprint"),
    ],
)
def test_nested_sums_without_marks(whole: tuple[str, str], found: list[Said]) -> None:
    rows = [NESTED[0], NESTED[1].format(*whole), *NESTED[2:]]
    assert [said for said in reported(table(*rows)) if said[0] != "unit_missing"] == found


@pytest.mark.parametrize(
    ("rows", "unit", "found"),
    [
        pytest.param(
            [
                "구분 | 가동 | 나동",
                "합계 | 900 | 700",
                "온천 | 500 | 400",
                "나루 | 400 | 300",
                "그중 큰 집 | 120 | 90",
                "그중 새 집 | 60 | 30",
            ],
            "명",
            [],
            id="the first rows add up to the total, what follows are some of their parts",
        ),
        pytest.param(
            ["구분 | 가동 | 나동", "합계 | 900 | 700", "온천 | 500 | 400", "나루 | 400 | 200", "강가 | 0 | 90"],
            "명",
            [("sum_mismatch", 4, "700", "690")],
            id="not where they do in one column alone",
        ),
        pytest.param(
            ["구분 | 가동 | 나동 | 다동", "계 | 0 | 0 | 0", "낮 | 0 | 100 | 100", "밤 | 50 | 20 | 70"],
            "명",
            [("sum_mismatch", 4, "0", "170")],
            id="a total that nobody filled in",
        ),
        pytest.param(["구분 | 합계 | 남 | 여", "증감 | 0 | △3 | 3"], "명", [], id="a total of 0 of parts that cancel each other"),
        pytest.param(
            ["구분 | 채무액 | 인구수", "합계 | 500 | 33,000", "일반 | 300 | 33,000", "특별 | 200 | 33,000"],
            None,
            [],
            id="one figure that stands in every line",
        ),
        pytest.param(
            ["구분 | 계 | 일반 | 별정", "정원 | 122 | 89 | 34", "현원 | 121 | 88 | 34", "과부족 | △1 | △1 | ·"],
            "명",
            [("sum_mismatch", 4, "122", "123"), ("sum_mismatch", 5, "121", "122")],
            id="a dot is an empty cell",
        ),
    ],
)
def test_what_is_no_part_or_no_total(rows: list[str], unit: str | None, found: list[Said]) -> None:
    assert reported(table(*rows, unit=unit)) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param(
            ["구분 | 예산액 | 구성비", "계 | 60,000 | 100.0", "교육 | 25,900 | 43.1", "교통 | 10,900 | 18.2", "복지 | 23,200 | 38.7"],
            [],
            id="a share that was trimmed so that all add up to 100",
        ),
        pytest.param(
            ["구분 | 올해(A) | 작년(B) | 증감(A-B)", "가 | 73 | 74 | △1", "나 | 112 | 87 | 24", "다 | 642 | 596 | 46"],
            [],
            id="figures of no known unit, rounded before they were compared",
        ),
        pytest.param(
            ["구분 | 올해(A) | 작년(B) | 증감(A-B)", "가 | 73 | 74 | △1", "나 | 112 | 87 | 52", "다 | 642 | 596 | 46"],
            [("change_mismatch", 5, "52", "25")],
            id="a change that is no rounding",
        ),
    ],
)
def test_rounding_is_no_misprint(rows: list[str], found: list[Said]) -> None:
    assert [said for said in reported(table(*rows)) if said[0] != "unit_missing"] == found


BALANCE = [
    "연도 | 자산 | 부채 | 자본 | 순이익",
    "2009 | 48,921,761 | 611,204 | 48,310,557 | 1,100",
    "2010 | 50,579,961 | 702,918 | 49,877,043 | 1,417",
    "2011 | 51,789,106 | 588,340 | 51,200,766 | 1,734",
    "2012 | 53,844,325 | 1,204,117 | 52,640,208 | 2,051",
    "2013 | {} | 977,406 | 53,918,125 | 2,904",
]


@pytest.mark.parametrize(
    ("assets", "found"),
    [
        ("54,895,531", []),
        ("54,895,571", [("sum_mismatch", 8, "54,895,571", "54,895,531")]),
        pytest.param("83,500,000", [], id="too far off to be a slip"),
    ],
)
def test_a_relation_that_no_label_names(assets: str, found: list[Said]) -> None:
    assert reported(table(*BALANCE[:-1], BALANCE[-1].format(assets), unit="천원")) == found
