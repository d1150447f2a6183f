"""Budget trees against their parts, amounts against those who pay, and one line in two tables."""

import pytest

from tests.parsers.checks.reported import Said, reported, table

HEAD = "구분 | 2022 예산현액 | 2021 최종예산 | 증감액 | 증감률 | 집행액 | 집행률"


def tree(*amounts: tuple[str, int, int, int]) -> list[str]:
    """Rows of a budget beside last year's, computed; amounts as name, budget, prior, executed."""
    rows = [HEAD]
    for name, budget, prior, executed in amounts:
        change, rate, spent = budget - prior, round((budget - prior) / prior * 100, 1), executed / budget * 100
        rows.append(f"{name} | {budget:,} | {prior:,} | {_signed(change)} | {_signed(rate)}% | {executed:,} | {spent:.1f}%")
    return rows


def _signed(value: float) -> str:
    return f"△{-value:,}" if value < 0 else f"{value:,}"


TREE = [
    ("행정국", 96_000, 90_000, 31_000),
    ("총무과", 60_000, 50_000, 20_000),
    ("청사 관리", 45_000, 38_000, 15_000),
    ("청사 청소", 25_000, 20_000, 9_000),
    ("청사 보수", 20_000, 18_000, 6_000),
    ("기본경비", 15_000, 12_000, 5_000),
    ("인사과", 36_000, 40_000, 11_000),
    ("인사 운영", 21_000, 30_000, 7_000),
    ("교육 훈련", 15_000, 10_000, 4_000),
]


def test_a_tree_that_adds_up() -> None:
    assert reported(table(*tree(*TREE), unit="천원, %", title="1 세출예산")) == []


@pytest.mark.parametrize(
    ("row", "printed", "misprint", "found"),
    [
        pytest.param(1, "31,000", "34,000", {("sum_mismatch", 4, "34,000", "31,000")}, id="the whole"),
        pytest.param(2, "20,000", "20,500", {("sum_mismatch", 5, "20,500", "20,000")}, id="a department"),
        pytest.param(
            4,
            "25,000",
            "52,000",
            {("sum_mismatch", 7, "52,000", "25,000")},
            id="a single project: one figure explains what its row and its policy say",
        ),
        pytest.param(6, "15,000", "15,001", set(), id="a part that was rounded"),
    ],
)
def test_a_misprint_in_a_tree(row: int, printed: str, misprint: str, found: set[Said]) -> None:
    rows = tree(*TREE)
    assert printed in rows[row]
    rows[row] = rows[row].replace(printed, misprint, 1)
    assert set(reported(table(*rows, unit="천원, %", title="1 세출예산"))) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("2,427,784 (국 28,000, 시 12,000, 구비 2,387,784)", [], id="agrees"),
        pytest.param(
            "2,427,784 (국 28,000, 시 12,000, 구비 2,378,784)", [("sum_mismatch", 4, "2,427,784", "2,418,784")], id="two digits swapped"
        ),
        pytest.param("3,809,438 (이월액 1,663,420 포함)", [], id="no split"),
        pytest.param("452,743(구비)", [], id="one payer pays all"),
    ],
)
def test_who_pays(cell: str, found: list[Said]) -> None:
    assert reported(table("구분 | 예산액 | 집행액", f"청사 관리 | {cell} | 906,247", unit="천원", title="1 예산현황")) == found


def two_tables(summary: str, detail: str) -> str:
    first = table("구분 | 예산현액 | 전년예산 | 집행액", summary, "나과 | 54,321 | 50,000 | 10,101", unit="천원", title="□ 세출 총괄\n")
    second = table(
        "구분 | 예산현액 | 전년예산 | 집행액", detail, "새 사업 | 77,777 | 66,666 | 5,555", unit="천원", title="□ 세출 세부현황\n"
    )
    return f"2022년도\n주요업무보고\n\nⅠ. 일반현황\n\n{first}\n{second}"


@pytest.mark.parametrize(
    ("detail", "codes"),
    [
        pytest.param("가과 | 345,442 | 300,100 | 123,456", [], id="the same"),
        pytest.param("가과 소관 | 345,445 | 300,100 | 123,456", ["stated_twice"], id="two of three amounts agree, the third nearly"),
        pytest.param("가과 | 345,443 | 300,100 | 123,456", [], id="one thousand is rounding"),
        pytest.param("가과 | 999,999 | 300,100 | 123,456", [], id="far apart: not the same line"),
        pytest.param("다과 | 345,445 | 300,200 | 123,456", [], id="one amount alone, and another name"),
    ],
)
def test_one_line_in_two_tables(detail: str, codes: list[str]) -> None:
    found = reported(two_tables("가과 | 345,442 | 300,100 | 123,456", detail))
    assert [said[0] for said in found] == codes
