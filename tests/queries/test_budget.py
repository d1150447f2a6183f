"""Which line is the headline of a year."""

from dataclasses import replace

import pytest

from app.models.facts import BudgetLine
from app.queries.budget import build_statement, find_headline, find_whole
from tests.factories import budget_line


def line(
    item: str,
    won: int | None,
    level: int = 0,
    *,
    statement: str = "t1",
    as_of: str | None = "2021-05-31",
    number: int = 1,
    report: str = "r1.1",
) -> BudgetLine:
    made = budget_line(number, item=item, won=won, line=10 + number)
    path = tuple("계" for _ in range(level))
    return replace(made, level=level, path=path, statement_id=statement, as_of=as_of, report_id=report)


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        pytest.param([line("계", 10), line("인건비", 6, 1), line("운영비", 4, 1)], "계", id="its own total"),
        pytest.param([line("총무과", 10, 1), line("인건비", 6, 2)], "총무과", id="its row in a wider table"),
        pytest.param([line("총 무 과", 10, 1)], "총 무 과", id="only that row"),
        pytest.param([line("일반회계", 6), line("특별회계", 4), line("합 계", 10)], "합 계", id="a total printed last"),
        pytest.param([line("일반회계", 6), line("총 무 과", 10)], "총 무 과", id="its own name among others"),
        pytest.param([line("일반회계", 6), line("특별회계", 4)], None, id="nothing holds all others"),
        pytest.param([], None, id="no lines"),
    ],
)
def test_find_whole(lines: list[BudgetLine], whole: str | None) -> None:
    found = find_whole(lines)
    assert (found.item if found else None) == whole


@pytest.mark.parametrize(
    ("lines", "won"),
    [
        pytest.param([line("계", 10, statement="t1"), line("계", 3, statement="t2", as_of="2021-12-31")], 10, id="a part is passed over"),
        pytest.param([line("계", 10, statement="t1"), line("계", 9, statement="t2", as_of="2021-12-31")], 9, id="the latest date counts"),
        pytest.param([line("계", 10, statement="t1"), line("계", 9, statement="t2", as_of=None)], 10, id="a date outweighs none"),
        pytest.param([line("계", 10, statement="t1"), line("계", 11, statement="t2")], 11, id="then the larger budget"),
        pytest.param([line("계", 10, report="r1.1"), line("계", 8, report="r2.1", as_of="2021-09-30")], 8, id="a later report"),
        pytest.param([line("계", None, statement="t1"), line("계", 5, statement="t2")], 5, id="a dash is no headline"),
        pytest.param([line("계", None)], None, id="nothing but a dash"),
        pytest.param([line("가", 1), line("나", 2)], None, id="no whole"),
    ],
)
def test_find_headline(lines: list[BudgetLine], won: int | None) -> None:
    found = find_headline(lines)
    assert (found.budget_won if found else None) == won


def test_lines_of_a_statement_come_in_the_order_of_print() -> None:
    lines = [line("나", 2, number=2), line("가", 1, number=1), replace(line("다", 3, number=3), as_of=None)]
    statement = build_statement(lines)
    assert [found.item for found in statement.lines] == ["가", "나", "다"]
    assert (statement.span.first, statement.span.last) == (11, 13)
    assert statement.as_of is None, "the lines do not agree on one date"
