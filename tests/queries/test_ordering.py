"""Sorting without limit: the same order as page by page, whatever is held in memory at a time."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from app.models.facts import Fact
from app.queries.listing import sort_facts
from app.queries.ordering import order_facts
from tests.factories import budget_line, indicator


def make_facts() -> list[Fact]:
    random = Random(7)
    values = [Decimal(random.randrange(-500, 500)) / 10 for _ in range(240)]
    facts: list[Fact] = [replace(indicator(number, value=value), report_id=f"r{number % 3}.1") for number, value in enumerate(values)]
    facts += [replace(budget_line(number), report_id="r1.1") for number in range(10)]  # no value, no name
    random.shuffle(facts)
    return facts


async def stream(facts: Sequence[Fact]) -> AsyncIterator[Fact]:
    for fact in facts:
        yield fact


@pytest.mark.parametrize("field", ["value", "-value", "name", "-name"])
@pytest.mark.parametrize("run_facts", [1, 7, 250, 1000])
async def test_the_order_is_that_of_the_pages(field: str, run_facts: int) -> None:
    facts = make_facts()
    pages: list[Fact] = []
    after = None
    while len(pages) < len(facts):
        page = await sort_facts(stream(facts), field, after, 17)
        pages += page.items
        after = page.next
    assert after is None
    assert [fact async for fact in order_facts(stream(facts), field, run_facts)] == pages


async def test_nothing_to_sort() -> None:
    assert [fact async for fact in order_facts(stream([]), "value")] == []
