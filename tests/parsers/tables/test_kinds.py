"""Whether a table is one of budget lines, and which of its columns are a line's own."""

import pytest

from app.models.facts import BudgetLine
from app.parsers.pipeline import draft_report, parse_report
from app.parsers.tables.kinds import budget_uses, is_budget_table, older_uses

HEAD = ("2031년도 주요업무보고", "", "Ⅰ. 일반현황", "(단위: 천원)")


def text_of(*lines: str) -> str:
    return "\n".join((*HEAD, *lines))


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        pytest.param(["구분\t예산액\t집행액", "갑\t3\t1"], ["budget", "executed"], id="a budget and its execution"),
        pytest.param(
            ["구분\t2030년\t\t2031년\t", "\t예산액\t집행액\t예산액\t집행액", "갑\t3\t1\t4\t2"],
            ["prior", None, "budget", "executed"],
            id="of two years the latest",
        ),
        pytest.param(
            ["구분\t총계\t\t일반회계\t", "\t예산액\t집행액\t예산액\t집행액", "갑\t4\t2\t3\t1"],
            ["budget", "executed", None, None],
            id="of groups the whole",
        ),
        pytest.param(
            ["구분\t일반회계\t\t특별회계\t", "\t예산액\t집행액\t예산액\t집행액", "갑\t4\t2\t3\t1"],
            None,
            id="groups without a whole are no line's",
        ),
        pytest.param(["구분\t예산액\t집행시기\t추진기간", "갑\t3\t1월\t2월"], None, id="a table of progress"),
    ],
)
def test_columns_of_a_line(lines: list[str], columns: list[str | None] | None) -> None:
    (sheet,) = draft_report(text_of(*lines)).reading.sheets
    uses = budget_uses(sheet, city=False)
    found = [use.column.value if use else None for use in uses] if is_budget_table(sheet, uses) else None
    assert found == columns


def test_a_year_with_its_own_execution_is_a_line_of_its_own() -> None:
    text = text_of("구분\t2030년\t\t2031년\t", "\t예산액\t집행액\t예산액\t집행액", "갑\t3\t1\t4\t2")
    (sheet,) = draft_report(text).reading.sheets
    assert list(older_uses(sheet, city=False)) == [2030]
    lines = [fact for fact in parse_report(text).facts if isinstance(fact, BudgetLine)]
    told = [(line.fiscal_year, line.budget_won, line.executed_won, line.prior_budget_won) for line in lines]
    assert sorted(told, key=str) == [(2030, 3_000, 1_000, None), (2031, 4_000, 2_000, 3_000)]


def test_rows_of_one_letter_say_who_pays_the_row_above() -> None:
    text = text_of("과목\t예산액\t전년도예산액\t증감", "갑과\t9\t8\t1", "국\t4\t\t", "구\t5\t\t", "을과\t3\t3\t-")
    lines = [fact for fact in parse_report(text).facts if isinstance(fact, BudgetLine)]
    assert [(line.item, [(share.printed, share.won) for share in line.funding]) for line in lines] == [
        ("갑과", [("국", 4_000), ("구", 5_000)]),
        ("을과", []),
    ]
