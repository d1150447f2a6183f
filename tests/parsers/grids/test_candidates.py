"""Labels dealt over columns: what the figures prove, and what stays open."""

from decimal import Decimal

import pytest

from app.models.finding import FindingCode
from app.models.span import Span
from app.parsers.evidence.choice import Chosen, Unproven
from app.parsers.evidence.relations import Row
from app.parsers.grids.candidates import Block, candidate_columns, choose_columns, columns_unclear, shared_columns

D = Decimal


def names(block: Block) -> list[str] | None:
    chosen = choose_columns(block)
    return [" ".join(path) for path in chosen.reading] if isinstance(chosen, Chosen) else None


@pytest.mark.parametrize(
    ("levels", "rows", "labels", "expected"),
    [
        pytest.param(
            [["주민", "학생", "비율"], ["계", "남", "여", "계", "남", "여"]],
            [(900, 440, 460, 135, 60, 75, 15)],
            0,
            ["주민 계", "주민 남", "주민 여", "학생 계", "학생 남", "학생 여", "비율"],
            id="totals of groups",
        ),
        pytest.param(
            [["비율", "주민", "학생"], ["계", "남", "여", "계", "남", "여"]],
            [(15, 900, 440, 460, 135, 60, 75)],
            0,
            ["비율", "주민 계", "주민 남", "주민 여", "학생 계", "학생 남", "학생 여"],
            id="the label that stands alone is first",
        ),
        pytest.param(
            [["종별", "계", "구성비", "본점", "지점"], ["금액", "구성비", "금액", "구성비"]],
            [
                (9000, 100, 8000, 100, 1000, 100),
                (4500, D("50.0"), 4500, D("56.3"), None, None),
                (4500, D("50.0"), 3500, D("43.8"), 1000, 100),
            ],
            1,
            ["종별", "계", "구성비", "본점 금액", "본점 구성비", "지점 금액", "지점 구성비"],
            id="a share is never an amount",
        ),
        pytest.param(
            [["구분", "작년 말 (A)", "늘고 줆", "올해 말 E=(A+B)", "식구"], ["계 (B=C-D)", "늚 (C)", "줆 (D)"]],
            [(76, -8, 34, 42, 68, 331), (36, 31, 34, 3, 67, 331), (43, 32, 34, 2, 75, 331)],
            1,
            ["구분", "작년 말 (A)", "늘고 줆 계 (B=C-D)", "늘고 줆 늚 (C)", "늘고 줆 줆 (D)", "올해 말 E=(A+B)", "식구"],
            id="formulas in labels",
        ),
        pytest.param(
            [["모임", "쉼터"], ["계", "어린이", "어르신", "나눔"], ["수", "식구", "수", "식구", "수", "식구", "수", "식구"]],
            [(17, 731, 3, 24, 14, 707, 10, 898)],
            0,
            [
                *("모임 계 수", "모임 계 식구", "모임 어린이 수", "모임 어린이 식구", "모임 어르신 수", "모임 어르신 식구"),
                *("쉼터 나눔 수", "쉼터 나눔 식구"),
            ],
            id="three levels",
        ),
        pytest.param(
            [["땅과 집", "모두", "쓰는 것", "남는 것"], ["필지", "넓이", "필지", "넓이", "필지", "넓이"]],
            [(2698, 3572, 2622, 3564, 76, 8)],
            2,
            ["땅과 집", "땅과 집", "모두 필지", "모두 넓이", "쓰는 것 필지", "쓰는 것 넓이", "남는 것 필지", "남는 것 넓이"],
            id="no label twice in a group",
        ),
        pytest.param(
            [["구분", "갑+을", "갑", "을"], ["", "비율", "", "비율", "", "비율"]],
            [(300, 10, 100, 20, 200, 30)],
            1,
            ["구분", "갑+을 ", "갑+을 비율", "갑 ", "갑 비율", "을 ", "을 비율"],
            id="inner labels among nameless ones",
        ),
        pytest.param([["가", "나", "다"], ["수", "양", "수"]], [(1, 2, 3, 4)], 0, None, id="nothing to tell by"),
        pytest.param([["구분", "계"]], [(4, 3, 1)], 1, None, id="too few labels"),
    ],
)
def test_columns(levels: list[list[str]], rows: list[Row], labels: int, expected: list[str] | None) -> None:
    block = Block(tuple(map(tuple, levels)), len(rows[0]), tuple(rows), labels)
    assert names(block) == expected


def test_notes_never_stand_over_figures() -> None:
    block = Block((("비고", "계"), ("남", "여")), 3, ((1, 2, 3),))
    assert all("비고" not in path[0] for reading in candidate_columns(block)[0] for path in reading)


def test_a_label_may_stand_over_columns_that_hold_nothing() -> None:
    rows = ((900, 440, 460, 135, 60, 75, 15, None),)
    block = Block((("주민", "학생", "비율", "비고"), ("계", "남", "여", "계", "남", "여")), 8, rows, spare=1)
    assert names(block) == ["주민 계", "주민 남", "주민 여", "학생 계", "학생 남", "학생 여", "비율", "비고"]


def test_what_all_readings_share_is_told() -> None:
    block = Block((("종별", "가", "나", "다"), ("수", "양", "건", "량")), 5, ((1, 2, 3, 4, 5),), labels=1)
    assert isinstance(choose_columns(block), Unproven)
    assert shared_columns(block) == (0,)


def test_nothing_is_shared_where_no_reading_is_plausible() -> None:
    rows = ((264, 71, 99, 93, 48, 26), (115, 16, 81, 18, 59, 32), (155, 45, 63, 46, 75, 41))
    block = Block((("종별", "가"), ("합계", "국비", "시비", "구비", "건수", "명")), 6, rows, labels=1)
    assert isinstance(choose_columns(block), Unproven)
    assert shared_columns(block) == ()


@pytest.mark.parametrize(
    ("tops", "labels"),
    [
        pytest.param(["가", "나"], ["2022년", "2023년", "증감", "건수"], id="behind a change"),
        pytest.param(["가", "나"], ["구성비", "금액", "건수"], id="a rate before what it is a rate of"),
        pytest.param(["가", "나"], ["계", "남", "여", "소계"], id="two totals"),
        pytest.param(["가", "나"], ["남", "계", "여"], id="a total amid its parts"),
        pytest.param(["가", "나"], ["건수", "2022년", "2023년"], id="years beside what is no year"),
    ],
)
def test_some_labels_are_no_group(tops: list[str], labels: list[str]) -> None:
    width = len(labels) + 1
    readings, _ = candidate_columns(Block((tuple(tops), tuple(labels)), width, (tuple(range(1, width + 1)),)))
    assert readings == []


def test_both_readings_are_shown() -> None:
    finding = columns_unclear(Span(3, 9), [(("가", "수"), ("나",)), (("가",), ("나", "수"))])
    assert (finding.code, finding.printed, finding.expected) == (FindingCode.COLUMNS_UNCLEAR, "가 수 | 나", "가 | 나 수")


def test_wide_headers_are_bounded() -> None:
    levels = (tuple(f"무리{at}" for at in range(12)), tuple(f"줄{at}" for at in range(30)))
    readings, cut_short = candidate_columns(Block(levels, 34, (tuple(range(34)),)))
    assert cut_short
    assert len(readings) <= 400
