"""Which figures are points of one series."""

import pytest

from app.parsers.pipeline import parse_report
from app.queries.indicators import _series_key

HEAD = ("2031년도 주요업무보고", "", "Ⅰ. 일반현황", "□ 방문객", "(단위: 명)")


@pytest.mark.parametrize(
    ("lines", "one"),
    [
        pytest.param(["구분\t2030년\t2031년", "방문객\t10\t12"], True, id="two years of one row"),
        pytest.param(["구분\t방문객\t비고", "계\t10\t-", "갑\t10\t-"], False, id="a total and its part"),
    ],
)
def test_series(lines: list[str], one: bool) -> None:
    keys = {_series_key(fact) for fact in parse_report("\n".join((*HEAD, *lines))).facts if fact.kind == "indicator"}
    assert (len(keys) == 1) is one


def test_a_total_row_and_a_total_without_row_are_one_series() -> None:
    tables = (["구분\t방문객\t비고", "계\t10\t-", "갑\t10\t-"], ["방문객\t참가자", "10\t4"])
    keys = [
        {_series_key(fact) for fact in parse_report("\n".join((*HEAD, *lines))).facts if fact.kind == "indicator" and fact.name == "방문객"}
        for lines in tables
    ]
    assert keys[0] & keys[1]
