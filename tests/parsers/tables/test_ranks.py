"""What a budget line is among the others: its role by the tree of rows, its rank by what the table says."""

from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from app.models.facts import BudgetLine
from app.parsers.pipeline import parse_report, read_report
from app.parsers.tables.ranks import rank_before, ranks_of_head
from bench.document import LAYOUTS
from bench.generate import generate_report

HEAD: Final = "□ 세출예산 집행현황\n(단위:천원)\n"


def lines(text: str) -> list[BudgetLine]:
    return [fact for fact in parse_report(text).facts if isinstance(fact, BudgetLine)]


@pytest.mark.parametrize(("rows", "roles"), [
    pytest.param("계\t900\t450\n시설\t600\t300\n청사\t300\t150", "total leaf leaf", id="a total and its parts"),
    pytest.param(
        "계\t900\t450\n사업비\t700\t350\n시설\t600\t300\n장비\t100\t50\n운영비\t200\t100", "total subtotal leaf leaf leaf", id="a subtotal"
    ),
    pytest.param("시설\t600\t300\n청사\t300\t150\n합계\t900\t450", "leaf leaf total", id="a total below its parts"),
    pytest.param("시설\t600\t300\n청사\t300\t150", "leaf leaf", id="no total"),
    pytest.param("계\t900\t450", "leaf", id="a total alone is all there is to add up"),
    pytest.param("시설\t600\t300\n소계\t950\t470\n청사\t300\t150", "leaf total leaf", id="a total of parts that cannot be told"),
])  # fmt: skip
def test_roles(rows: str, roles: str) -> None:
    assert [line.role for line in lines(f"{HEAD}구분\t예산액\t집행액\n{rows}")] == roles.split()


@pytest.mark.parametrize(("head", "rows", "ranks"), [
    pytest.param("단위사업", "계\t900\t450\n시설\t600\t300\n청사\t300\t150", [None, "단위", "단위"], id="a total is of no rank"),
    pytest.param(
        "정책사업\t단위사업\t세부사업",
        "환경\t\t\t900\t450\n\t시설\t\t900\t450\n\t\t보수\t600\t300\n\t\t교체\t300\t150",
        ["정책", "단위", "세부", "세부"],
        id="a column for each rank",
    ),
    pytest.param("구분", "정책: 환경\t900\t450\n단위: 시설\t900\t450\n세부: 보수\t900\t450", ["정책", "단위", "세부"], id="told"),
    pytest.param(
        "정책/단위/세부사업",
        "□ 환경\t900\t450\n○ 시설\t900\t450\n- 보수\t600\t300\n- 교체\t300\t150",
        ["정책", "단위", "세부", "세부"],
        id="by marks",
    ),
    pytest.param("구분", "계\t900\t450\n시설\t600\t300\n청사\t300\t150", [None] * 3, id="the table says nothing"),
])  # fmt: skip
def test_ranks(head: str, rows: str, ranks: list[str | None]) -> None:
    assert [line.rank for line in lines(f"{HEAD}{head}\t예산액\t집행액\n{rows}")] == ranks


@pytest.mark.parametrize(("head", "ranks"), [("단위", ()), ("항목", ()), ("부문·사업", ()), ("분야/부문", ("분야", "부문"))])
def test_heads(head: str, ranks: tuple[str, ...]) -> None:
    assert ranks_of_head(head) == ranks


@pytest.mark.parametrize(("label", "rank"), [("세부사업명 : 보수", "세부"), ("위치: 본관", None), ("보수", None)])
def test_a_rank_before_a_name(label: str, rank: str | None) -> None:
    assert rank_before(label) == rank


def sums(found: list[BudgetLine]) -> dict[str, tuple[int, int, int]]:
    """Of each statement the sum of its leaves, of its outermost lines, and how far rounding may part them."""
    statements = defaultdict(list)
    for line in found:
        statements[line.statement_id].append(line)
    return {
        name: (
            sum(line.budget_won or 0 for line in held if line.role == "leaf"),
            sum(line.budget_won or 0 for line in held if not line.path),
            1_000_000 * len(held),
        )
        for name, held in statements.items()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_leaves_of_a_statement_add_up_to_its_total(layout: str) -> None:
    """But where a figure is misprinted, which one in three of these reports has somewhere."""
    compared = [one for seed in (2, 4, 6) for one in sums(lines(generate_report(seed, layout).printed.text)).values()]  # type: ignore[arg-type]
    assert len(compared) > 5
    assert sum(abs(leaves - whole) > slack for leaves, whole, slack in compared) <= 2


def test_the_leaves_of_real_statements_add_up(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        found = [fact for fact in read_report(path.read_bytes()).facts if isinstance(fact, BudgetLine)]
        assert all(abs(leaves - whole) <= slack for leaves, whole, slack in sums(found).values()), path.name
