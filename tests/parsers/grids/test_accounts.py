"""Statements of accounts: inner and outer columns of each period."""

import pytest

from app.models.facts import Indicator
from app.models.finding import FindingCode
from app.parsers.pipeline import parse_report
from tests.parsers.grids.printed import read_grids, shown, tabbed

HEAD = ("과목|2023년도(당기)|2022년도(전기)", "금액|금액|금액|금액")


def test_inner_and_outer_columns_are_one_period_each() -> None:
    rows = ("Ⅰ. 들어온 돈||900||800", "1. 이용료|500|450", "2. 빌린 돈|(400)|350", "3. 나머지|-||-|")
    assert shown(tabbed(*HEAD, *rows)) == [
        (
            "과목|2023년도(당기)|2022년도(전기)",
            1,
            ["Ⅰ. 들어온 돈|900|800", "1. 이용료|500|450", "2. 빌린 돈|(400)|350", "3. 나머지|-|-"],
        )
    ]


def test_a_row_with_more_or_fewer_figures_stays_unread() -> None:
    rows = ("Ⅰ. 들어온 돈|1|900|2|800", "1. 이용료|500", "2. 빌린 돈|400|350")
    (grid,) = read_grids(tabbed(*HEAD, *rows))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["2. 빌린 돈", "400", "350"]]
    assert [(finding.code, finding.span.first) for finding in grid.findings] == [(FindingCode.RAGGED_ROW, 3), (FindingCode.RAGGED_ROW, 4)]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        pytest.param(
            ("과목|2023년||2022년|", "|건수|금액|건수|금액", "가|1|20|3|40"),
            "과목|2023년>건수|2023년>금액|2022년>건수|2022년>금액",
            id="columns that say different things",
        ),
    ],
)
def test_other_tables_keep_their_columns(rows: tuple[str, ...], columns: str) -> None:
    assert [table[0] for table in shown(tabbed(*rows))] == [columns]


def test_amounts_in_brackets_are_negative() -> None:
    text = "□ 들고 난 돈\n(단위: 원)\n" + tabbed(*HEAD, "Ⅰ. 들어온 돈||(900)||800", "1. 이용료|(500)|450", "2. 빌린 돈|400|350")
    told = [(fact.name, fact.value, fact.fiscal_year) for fact in parse_report(text).facts if isinstance(fact, Indicator)]
    assert told[:4] == [
        ("Ⅰ. 들어온 돈", -900, 2023),
        ("Ⅰ. 들어온 돈", 800, 2022),
        ("1. 이용료", -500, 2023),
        ("1. 이용료", 450, 2022),
    ]
