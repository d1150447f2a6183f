"""Budget lines: what each column holds, in which unit, whose line it is, and what it is a part of."""

from decimal import Decimal

import pytest

from app.models.facts import BudgetLine, Indicator
from app.models.finding import FindingCode
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str, tuple[str, ...], int | None, int | None, Decimal | None]


def read(text: str) -> list[BudgetLine]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, BudgetLine)]


def rows(text: str) -> list[Row]:
    return [(line.item, line.path, line.budget_won, line.executed_won, line.rate_percent) for line in read(text)]


_TREE = "구분\t예산현액\t집행액\t집행률\n합계\t1,000\t450\t45.0\n정책사업\t800\t400\t50.0\n행정운영경비\t200\t50\t25.0\n"
_EXPECTED: list[Row] = [
    ("합계", (), 1000000, 450000, Decimal("45.0")),
    ("정책사업", ("합계",), 800000, 400000, Decimal("50.0")),
    ("행정운영경비", ("합계",), 200000, 50000, Decimal("25.0")),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"□ 세출예산 집행현황 (단위: 천원, %)\n\n{_TREE}", _EXPECTED, id="the unit in the heading"),
        pytest.param(f"□ 세출예산 집행현황\n\n(단위: 천원, %)\n{_TREE}", _EXPECTED, id="the unit above"),
        pytest.param(f"□ 세출예산 집행현황\n\n단위 : 천원, %\n{_TREE}", _EXPECTED, id="the unit above without a bracket"),
        pytest.param(f"□ 세출예산 집행현황\n\n{_TREE}\n(단위: 천원, %)\n", _EXPECTED, id="the unit below"),
        pytest.param(
            "□ 세출예산 집행현황\n\n구분\t예산현액(천원)\t집행액(천원)\t집행률(%)\n합계\t1,000\t450\t45.0\n",
            [("합계", (), 1000000, 450000, Decimal("45.0"))],
            id="the unit in each column",
        ),
        pytest.param(
            "□ 세출예산 집행현황\n\n(단위 : 백만원)\n      구    분      예산현액     집행액    집행률\n"
            "      합    계         1,000        450      45.0\n      인 건 비           800        400      50.0\n"
            "      물 건 비           200         50      25.0\n",
            [
                ("합계", (), 1000000000, 450000000, Decimal("45.0")),
                ("인건비", ("합계",), 800000000, 400000000, Decimal("50.0")),
                ("물건비", ("합계",), 200000000, 50000000, Decimal("25.0")),
            ],
            id="columns of blanks, padded labels",
        ),
        pytest.param(
            "□ 예산현황\n\n| 구분 | 예산액(백만원) | 집행액 |\n| --- | --- | --- |\n| **계** | 12 | 3 |\n",
            [("계", (), 12000000, 3000000, None)],
            id="a column that leaves out the unit of the others",
        ),
        pytest.param(
            "□ 예산현황\n\n(단위: 천원)\n구분\t예산액\t집행액\n과태료\t-\t-\n수수료\t△12\t0\n",
            [("과태료", (), None, None, None), ("수수료", (), -12000, 0, None)],
            id="a dash is not given, a triangle is a minus, nought is nought",
        ),
    ],
)
def test_lines(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_budgets_of_several_accounts_are_nobodys_line() -> None:
    text = "□ 예산현황 (단위: 천원)\n\n구분\t계\t일반회계\t\t특별회계\t\n\t\t예산액\t구성비\t예산액\t구성비\n계\t900\t800\t100\t100\t100\n"
    facts = parse_report(text).facts
    assert not [fact for fact in facts if isinstance(fact, BudgetLine)]
    told = {(fact.value, fact.dimensions.get("항목")) for fact in facts if isinstance(fact, Indicator) and fact.unit == "원"}
    assert told == {(900_000, None), (800_000, "일반회계"), (100_000, "특별회계")}


def test_last_year_and_the_change() -> None:
    (line,) = read("□ 예산현황 (단위: 천원)\n\n구분\t2023년 예산\t2022년 예산\t증감액\t증감률\n계\t1,100\t1,000\t100\t10.0\n")
    assert (line.budget_won, line.prior_budget_won, line.prior_year) == (1100000, 1000000, 2022)
    assert (line.change_won, line.change_percent, line.fiscal_year) == (100000, Decimal("10.0"), 2023)


def test_a_column_called_percent_is_the_rate_of_the_one_before() -> None:
    report = parse_report(FRONT + "□ 예산 총괄\n\n(단위 : 백만원)\n구분\t2023년\t2022년\t증감\t%\n계\t110\t100\t10\t10.0\n")
    (line,) = report.facts
    assert isinstance(line, BudgetLine)
    assert (line.change_won, line.change_percent) == (10000000, Decimal("10.0"))
    assert report.findings == ()


def test_a_row_called_a_year_is_of_that_year() -> None:
    lines = read("□ 예산현황 (단위: 백만원)\n\n구분\t예산액\t집행액\n2022년\t100\t90\n2023년\t110\t40\n")
    assert [(line.fiscal_year, line.budget_won) for line in lines] == [(2022, 100000000), (2023, 110000000)]


def test_who_pays() -> None:
    (line,) = read("□ 예산현황 (단위: 천원)\n\n구분\t예산액\t집행액\n도로 정비\t1,000(국 400, 시 100, 구 500)\t-\n")
    assert [(share.printed, share.tier.value, share.won) for share in line.funding] == [
        ("국", "national", 400000),
        ("시", "upper", 100000),
        ("구", "own", 500000),
    ]


def test_rows_of_departments_in_the_table_of_a_bureau() -> None:
    lines = read("□ 부서별 예산현황 (단위: 천원)\n\n부서별\t예산액\t집행액\n계\t300\t30\n총무과\t100\t10\n민원과\t200\t20\n")
    assert [(line.department, line.item, line.budget_won) for line in lines] == [
        (None, "계", 300000),
        ("총무과", "총무과", 100000),
        ("민원과", "민원과", 200000),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("세입예산 현황", "revenue"), ("세출예산 현황", "expenditure"), ("지방세 징수현황", "revenue"), ("예산현황", "expenditure")],
)
def test_direction(title: str, expected: str) -> None:
    (line,) = read(
        f"□ {title} (단위: 천원)\n\n구분\t예산액\t징수액\n계\t300\t30\n".replace("징수액", "징수액" if expected == "revenue" else "집행액")
    )
    assert (line.direction.value, line.statement) == (expected, title)


def test_amounts_without_a_unit_are_not_guessed_at() -> None:
    report = parse_report(FRONT + "□ 예산현황\n\n구분\t예산액\t집행액\n계\t300\t30\n")
    assert [fact for fact in report.facts if isinstance(fact, BudgetLine)] == []
    assert FindingCode.UNIT_MISSING in {finding.code for finding in report.findings}


def test_each_line_is_traced_to_its_print() -> None:
    text = FRONT + "□ 예산현황 (단위: 천원)\n\n구분\t예산액\t집행액\n계\t300\t30\n인건비\t300\t30\n"
    printed = text.split("\n")
    for line in parse_report(text).facts:
        assert line.printed == printed[line.span.first - 1]


def test_lines_of_one_letter_and_a_sum_say_who_pays_the_row_above() -> None:
    lines = read(
        "1 예산\n\n단위: 물길 정비 (단위:천원)\n\n부서ㆍ정책ㆍ단위 예산액전년도예산액\n\n비교증감\n\n물길과 5,400 5,000 400\n\n국 1,100\n\n"
        "구 4,300\n\n307 민간이전 900 950 △50\n"
    )
    assert [(line.item, line.budget_won, [(share.printed, share.tier.value, share.won) for share in line.funding]) for line in lines] == [
        ("물길과", 5_400_000, [("국", "national", 1_100_000), ("구", "own", 4_300_000)]),
        ("307 민간이전", 900_000, []),
    ]
    assert [spot.start for field, spot in lines[0].at.items() if field.startswith("funding")] == [2, 2]
