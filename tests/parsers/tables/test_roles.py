"""What columns stand for: by their words, their units and the columns beside them."""

import pytest

from app.models.facts import Measure
from app.parsers.labels import BudgetColumn as Is
from app.parsers.tables.formulas import find_letters
from app.parsers.tables.roles import Role, find_roles

WON = "천원"


@pytest.mark.parametrize(
    ("paths", "units", "roles"),
    [
        pytest.param(["예산액", "집행액", "집행률"], [WON, WON, "%"], [Is.BUDGET, Is.EXECUTED, Is.RATE], id="by their words"),
        pytest.param(
            ["예산현액(천 원)", "집행액[천원]", "잔액(A-B)"], [WON, WON, WON], [Is.BUDGET, Is.EXECUTED, Is.REMAINING], id="with notes"
        ),
        pytest.param(
            ["2030 예산액", "2031 예산액", "증감"], [WON] * 3, [Is.PRIOR, Is.BUDGET, Is.CHANGE], id="of two years the latest is the budget"
        ),
        pytest.param(
            ["30년 예산액", "예산액(2031)", "증감"], [WON] * 3, [Is.PRIOR, Is.BUDGET, Is.CHANGE], id="however the years are written"
        ),
        pytest.param(["기정예산", "예산액"], [WON] * 2, [Is.PRIOR, Is.BUDGET], id="of one year, the one that says so"),
        pytest.param(["예산액", "집행(건)"], [WON, "건"], [Is.BUDGET, None], id="what counts something else is no money"),
        pytest.param(["예산액", "집행(%)"], [WON, "%"], [Is.BUDGET, Is.RATE], id="nor is what is in percent"),
        pytest.param(["예산액", "%"], [WON, "%"], [Is.BUDGET, Is.SHARE], id="a sign behind a budget is its share"),
        pytest.param(["예산액", "집행액", "%"], [WON, WON, "%"], [Is.BUDGET, Is.EXECUTED, Is.RATE], id="behind what was spent, its rate"),
        pytest.param(
            ["예산액", "전년도예산액", "증감액", "(%)"],
            [WON, WON, WON, "%"],
            [Is.BUDGET, Is.PRIOR, Is.CHANGE, Is.CHANGE_RATE],
            id="behind a change, how fast it grew",
        ),
        pytest.param(["예산액", "국비", "시비"], [WON] * 3, [Is.BUDGET, Is.FUNDING, Is.FUNDING], id="who pays, beside a budget"),
        pytest.param(["국비", "시비"], [WON] * 2, [None, None], id="but not without one"),
        pytest.param(["정원", "현원", "증감"], ["명"] * 3, [Measure.AUTHORISED, Measure.ACTUAL, Measure.VARIANCE], id="posts and people"),
        pytest.param(["참가 인원", "장소"], ["명", ""], [None, None], id="nothing known"),
    ],
)
def test_roles(paths: list[str], units: list[str], roles: list[Role]) -> None:
    assert list(find_roles([(path,) for path in paths], units)) == roles


@pytest.mark.parametrize(
    ("paths", "units", "roles"),
    [
        pytest.param([("예산액", "금액"), ("예산액", "비율")], [WON, "%"], [Is.BUDGET, Is.SHARE], id="a rate under a budget is no budget"),
        pytest.param([("증감", "금액"), ("증감", "비율")], [WON, "%"], [Is.CHANGE, Is.CHANGE_RATE], id="under a change"),
        pytest.param([("예산액",), ("재원", "국비")], [WON, WON], [Is.BUDGET, Is.FUNDING], id="payers under a word of their own"),
        pytest.param(
            [("예산액", "계"), ("예산액", "국비")], [WON, WON], [Is.BUDGET, Is.FUNDING], id="payers under the budget, beside its whole"
        ),
    ],
)
def test_roles_of_two_levels(paths: list[tuple[str, ...]], units: list[str], roles: list[Role]) -> None:
    assert list(find_roles(paths, units)) == roles


def test_years_alone_are_budgets_where_the_title_says_so() -> None:
    paths, units = [("2030년",), ("2031년",), ("증감",)], [WON] * 3
    assert list(find_roles(paths, units, "예산 현황")) == [Is.PRIOR, Is.BUDGET, Is.CHANGE]
    assert list(find_roles(paths, units, "방문객 현황")) == [None, None, Is.CHANGE]


def test_letters_and_formulas() -> None:
    letters, formulas = find_letters([("예산현액(A)",), ("집행액(B)",), ("잔액(C=A-B)",), ("집행률(B/A×100)",)])
    assert letters == {"A": [0], "B": [1]}
    assert {item: formula.letters for item, formula in formulas.items()} == {2: (("A", 1), ("B", -1)), 3: (("B", 1), ("A", 1))}
