"""Rows taken from the lines as printed: letters with formulas, and tables in two bands."""

import pytest

from tests.parsers.checks.reported import reported

COSTS = (
    "1 원가 현황\n\n구 분 2023년 2022년 비고\n생산량 (㎥)(A) 215,340,112 209,881,455\n조정량 (㎥)(B) 198,120,640 187,455,310\n"
    "급수수익 (C) 171,204,833,910 163,990,120,445\n총 원 가 (D) 224,918,550,377 201,337,904,812\n"
    "결 함 액 (E) 53,713,716,467 {} 총원가-급수수익(E=D-C)\n㎥당 원가(G) 1,135.26 {} 총원가/조정량(G=D/B)\n"
)
BANDS = (
    "1 복지시설\n\n단위:명\n시설 계 아동 노인\n2 0 1 1 470 292 78\n2 0 1 2 {} 376 52\n2 0 1 3 507 347 64\n2 0 1 4 527 359 54\n"
    "2 0 1 5 374 264 49\n2 0 1 6 526 321 147\n"
    "\n여성 요양\n2 0 1 1 100 -\n2 0 1 2 59 -\n2 0 1 3 96 -\n2 0 1 4 114 -\n2 0 1 5 61 -\n2 0 1 6 {} -\n"
)


def accused(text: str) -> list[tuple[str, str | None, str | None]]:
    """Code, printed and expected of what is accused; how the lines were read as a table is told elsewhere."""
    return [(code, printed, expected) for code, _, printed, expected in reported(text) if code.endswith("_mismatch")]


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (("37,347,784,367", "1,074.06"), []),
        (("37,347,784,367", "1,074.36"), [("rate_mismatch", "1,074.36", "1,074.06")]),
        (("73,347,784,367", "1,074.06"), [("sum_mismatch", "73,347,784,367", "37,347,784,367")]),
    ],
)
def test_lettered_rows(figures: tuple[str, str], found: list[tuple[str, str, str]]) -> None:
    assert accused(COSTS.format(*figures)) == found


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (("487", "58"), []),
        (("485", "58"), [("sum_mismatch", "485", "487")]),
        pytest.param(("485", "66"), [], id="two rows break it: it is no rule"),
    ],
)
def test_bands(figures: tuple[str, str], found: list[tuple[str, str, str]]) -> None:
    assert accused(BANDS.format(*figures)) == found
