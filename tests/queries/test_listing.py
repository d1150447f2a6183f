"""Pages, groups, facets and orders, over streams of facts."""

import random
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from app.models.facts import BudgetLine, Fact
from app.queries.listing import Key, count_facets, gather_groups, natural_key, sort_facts, year_key
from tests.factories import budget_line, headcount, indicator


async def stream(facts: Iterable[Fact]) -> AsyncIterator[Fact]:
    for fact in facts:
        yield fact


def by_statement(fact: Fact) -> Key | None:
    return (year_key(fact.fiscal_year), natural_key(fact.statement_id)) if isinstance(fact, BudgetLine) else None


def some_lines() -> list[Fact]:
    """Lines of 30 statements over three years and none, in no order at all, with facts of another kind between."""
    lines: list[Fact] = [
        replace(budget_line(number, fiscal_year=(2021, 2020, 2019, None)[number % 4]), statement_id=f"t{number % 30}")
        for number in range(300)
    ]
    lines += [headcount(number) for number in range(10)]
    random.Random(7).shuffle(lines)
    return lines


@pytest.mark.parametrize("limit", [1, 7, 60, 100])
async def test_groups_page_by_page_are_the_groups_at_once(limit: int) -> None:
    lines = some_lines()
    at_once = await gather_groups(stream(lines), by_statement, None, 1000)
    found: list[tuple[Fact, ...]] = []
    after: Key | None = None
    while True:
        page = await gather_groups(stream(lines), by_statement, after, limit)
        assert page.total == at_once.total == 60
        assert len(page.items) <= limit
        found += page.items
        after = page.next
        if after is None:
            break
    assert found == list(at_once.items)
    assert sum(map(len, found)) == 300, "every line is in one group"
    assert found[0][0].fiscal_year == 2021
    assert found[-1][0].fiscal_year is None


async def test_inserts_between_pages_neither_repeat_nor_lose() -> None:
    lines = some_lines()
    first = await gather_groups(stream(lines), by_statement, None, 20)
    added = [replace(budget_line(n, fiscal_year=2022 - 3 * n), statement_id="new") for n in range(2)]
    rest = await gather_groups(stream([*added, *lines]), by_statement, first.next, 1000)
    keys = [by_statement(group[0]) for group in (*first.items, *rest.items)]
    assert len(keys) == len(set(keys)) == 61, "what was inserted behind the key is there, what was inserted before it is not"


async def test_totals_stop_at_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.queries.listing.MAX_TOTAL", 10)
    assert (await gather_groups(stream(some_lines()), by_statement, None, 3)).total == 11


@pytest.mark.parametrize("field", ["persons", "-persons"])
async def test_sorted_pages(field: str) -> None:
    facts: list[Fact] = [replace(headcount(number, persons=number % 5), report_id="r1.1") for number in range(40)]
    facts += [replace(indicator(1), report_id="r1.1")]  # has no such field: comes last, whichever way
    random.Random(7).shuffle(facts)
    found: list[Fact] = []
    after: Key | None = None
    while True:
        page = await sort_facts(stream(facts), field, after, 7)
        found += page.items
        after = page.next
        if after is None:
            break
    assert len(found) == len({fact.id for fact in found}) == page.total == 41
    assert persons(found[:-1]) == sorted(persons(found[:-1]), reverse=field.startswith("-"))
    assert found[-1].kind == "indicator"


def persons(facts: Sequence[Fact]) -> list[int]:
    return [fact.persons for fact in facts if fact.kind == "headcount"]


async def test_numbers_sort_as_numbers_across_pages() -> None:
    values: tuple[int | Decimal, ...] = (Decimal("9.5"), 10, Decimal("-3"), 100)
    facts: list[Fact] = [replace(indicator(number, value=value), report_id="r1.1") for number, value in enumerate(values)]
    found: list[Fact] = []
    after: Key | None = None
    for _ in values:
        page = await sort_facts(stream(facts), "value", after, 1)
        found += page.items
        after = page.next
    assert [fact.value for fact in found if fact.kind == "indicator"] == [-3, Decimal("9.5"), 10, 100]


async def test_facets_count_each_value_most_frequent_first() -> None:
    facts = [headcount(1), headcount(2), headcount(3, fiscal_year=None), headcount(4, department="민원과")]
    facets = await count_facets(stream(facts), ["department", "fiscal_year"])
    assert [(count.value, count.count) for count in facets["department"]] == [("총무과", 3), ("민원과", 1)]
    assert [(count.value, count.count) for count in facets["fiscal_year"]] == [(2021, 3), (None, 1)]
