"""The typed table: each cell read once, in the unit that the print gives it."""

from pathlib import Path

import pytest

from app.models.facts import BudgetLine, Indicator
from app.parsers.labels import BudgetColumn
from app.parsers.pipeline import draft_report, parse_report
from app.parsers.places.half_read import Reading
from app.parsers.tables.sheet import Sheet
from app.parsers.values.figures import Figure


def reading_of(*lines: str) -> Reading:
    return draft_report("\n".join(lines)).reading


def sheet_of(*lines: str) -> Sheet:
    (sheet,) = reading_of("2031년도 주요업무보고", "", "Ⅰ. 일반현황", *lines).sheets
    return sheet


def figures(sheet: Sheet) -> list[tuple[object, str]]:
    return [(read.value, read.base) for row in sheet.cells for read in row if isinstance(read, Figure)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["(단위: 천원)", "구분\t예산액\t집행률", "갑\t12\t50"], [(12_000, "원"), (50, "%")], id="rates are no money"),
        pytest.param(["(단위: 천원)", "구분\t금액\t인원(명)", "갑\t12\t3"], [(12_000, "원"), (3, "명")], id="a count keeps its unit"),
        pytest.param(
            ["(단위: 천원)", "구분\t금액\t학생수", "갑\t12\t3"], [(12_000, "원"), (3, "명")], id="a label that says what it counts"
        ),
        pytest.param(["(단위: 천명)", "구분\t남\t여", "갑\t12\t3"], [(12_000, "명"), (3_000, "명")], id="thousands of people"),
        pytest.param(["구분\t단위\t30년\t31년", "나무\t그루\t12\t3"], [(12, "그루"), (3, "그루")], id="a column of units"),
        pytest.param(["구분\t30년\t31년", "사업비(백만원)\t12\t3"], [(12_000_000, "원"), (3_000_000, "원")], id="a row's own unit"),
        pytest.param(
            ["(단위: 명)", "구분\t예산(천원)\t증가율(%)", "인원(명)\t12\t3.5"], [(12, "명"), ("3.5", "%")], id="but a rate stays a rate"
        ),
        pytest.param(["구분\t예산액(천원)\t증감액", "갑\t12\t△3"], [(12_000, "원"), (-3_000, "원")], id="money beside money"),
        pytest.param(["(단위: 물사랑)", "구분\t신청\t선정", "갑\t12\t3"], [(12, ""), (3, "")], id="a note that names no unit"),
    ],
)
def test_units_of_cells(lines: list[str], expected: list[tuple[object, str]]) -> None:
    assert [(str(value), base) for value, base in figures(sheet_of(*lines))] == [(str(value), base) for value, base in expected]


def test_facts_and_checks_look_at_one_sheet() -> None:
    reading = reading_of("2031년도 주요업무보고", "", "Ⅰ. 일반현황", "(단위: 천원)", "구분\t예산액\t집행액", "갑\t12\t3")
    assert reading.sheets[0] is reading.sheets[0]
    assert reading.sheets[0].columns.roles is reading.sheets[0].columns.roles


SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
MONEY = {
    BudgetColumn.BUDGET: "budget_won",
    BudgetColumn.EXECUTED: "executed_won",
    BudgetColumn.PRIOR: "prior_budget_won",
    BudgetColumn.REMAINING: "remaining_won",
    BudgetColumn.CHANGE: "change_won",
}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_facts_and_checks_can_not_disagree(path: Path) -> None:
    """Whatever a fact says of a cell, the checks compare: the same value in the same unit, under the same role."""
    text = path.read_text(encoding="utf-8")
    sheets = {sheet.table.table.id: sheet for sheet in draft_report(text).reading.sheets}
    compared = 0
    for fact in parse_report(text).facts:
        if isinstance(fact, Indicator) and fact.table and fact.row is not None and fact.column is not None:
            read = sheets[fact.table].cells[fact.row][fact.column]
            if isinstance(read, Figure) and "(" not in read.printed:
                assert (fact.value, fact.unit or "") == (read.value, read.base)
                compared += 1
        if isinstance(fact, BudgetLine) and fact.table and fact.row is not None:
            sheet = sheets[fact.table]
            for role, field in MONEY.items():
                reads = [sheet.cells[fact.row][at] for at, found in enumerate(sheet.columns.roles) if found is role]
                values = {read.value for read in reads if isinstance(read, Figure) and read.base == "원"}
                assert getattr(fact, field) in {None, *values}
                compared += 1
    assert compared
