"""What every store promises about facts: their order, filters, pages and totals, on each database in turn."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from app.errors import InvalidCursor
from app.models.facts import Fact, Indicator
from app.storage.port import COUNT_LIMIT, FactQuery, ReportStore
from tests.factories import GOVERNMENT, NOON, budget_line, build_large_report, every_kind, headcount, indicator, submit

# Two reports, and the order in which their facts are answered: by fiscal year (newest first, none last), government,
# body (none first), series, line, and place in the report.
FIRST = (
    budget_line(1, department="회계과", fiscal_year=2021, line=9, item="ㄱ"),
    headcount(1, department="회계과", fiscal_year=2021, line=3),
    headcount(2, department="회계과", fiscal_year=2021, line=9),
    budget_line(2, department="총무과", fiscal_year=2021, line=50, item="ㄴ"),
    budget_line(3, department="총무과", fiscal_year=None, line=1, item="ㄷ"),
    budget_line(4, department="총무과", fiscal_year=2022, line=70, item="ㄹ"),
    budget_line(5, government="가람시", department="총무과", fiscal_year=2021, line=60, item="ㅁ"),
    budget_line(6, department=None, fiscal_year=2021, line=65, item="ㅂ"),
    budget_line(7, department=None, bureau="행정국", fiscal_year=2021, line=66, item="ㅅ"),
)
SECOND = (
    budget_line(1, department="총 무 과", fiscal_year=2021, line=2, item="ㅇ"),
    indicator(1, department="총무과", fiscal_year=2021, line=1),
)
ORDER = [
    "r1 budget_line-4",
    "r1 budget_line-5",
    "r1 budget_line-6",
    "r1 budget_line-2",
    "r2 indicator-1",
    "r2 budget_line-1",
    "r1 budget_line-7",
    "r1 headcount-1",
    "r1 budget_line-1",
    "r1 headcount-2",
    "r1 budget_line-3",
]


def ids(facts: Sequence[Fact]) -> list[str]:
    return [f"{fact.report_id.partition('.')[0]} {fact.id}" for fact in facts]


async def find_all(store: ReportStore, query: FactQuery, limit: int) -> list[Fact]:
    """Page by page; each page must state the same total."""
    found: list[Fact] = []
    totals, after = set(), None
    while True:
        page = await store.find_facts(dataclasses.replace(query, limit=limit, after=after))
        assert len(page.items) <= limit
        found.extend(page.items)
        totals.add(page.total)
        if page.next is None:
            break
        assert len(page.items) == limit
        after = page.next
    assert totals == {len(found)}
    return found


async def keep_both(store: ReportStore) -> None:
    await store.save(submit("r2", SECOND, at=NOON + timedelta(hours=1)))
    await store.save(submit("r1", FIRST))


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 11, 100])
async def test_facts_come_in_order_whatever_the_page(store: ReportStore, limit: int) -> None:
    await keep_both(store)

    assert ids(await find_all(store, FactQuery(), limit)) == ORDER


async def test_a_stream_has_the_same_facts_as_the_pages(store: ReportStore) -> None:
    await keep_both(store)
    pages = await find_all(store, FactQuery(), 2)

    assert [fact async for fact in store.stream_facts(FactQuery(limit=1))] == pages
    half = (await store.find_facts(FactQuery(limit=5))).next
    assert [fact async for fact in store.stream_facts(FactQuery(after=half))] == pages[5:]


async def test_facts_of_every_kind_come_back_equal(store: ReportStore) -> None:
    await store.save(submit(facts=every_kind()))

    found = (await store.find_facts(FactQuery())).items

    assert sorted(found, key=lambda fact: fact.id) == sorted(
        (dataclasses.replace(fact, report_id="r1.1") for fact in every_kind()), key=lambda fact: fact.id
    )
    assert {type(fact.value) for fact in found if isinstance(fact, Indicator)} == {Decimal}


@pytest.mark.parametrize("limit", [1, 100])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(FactQuery(kinds=("headcount",)), ["r1 headcount-1", "r1 headcount-2"], id="kind"),
        pytest.param(FactQuery(kinds=("headcount", "indicator")), ["r2 indicator-1", "r1 headcount-1", "r1 headcount-2"], id="kinds"),
        pytest.param(FactQuery(kinds=("duty",)), [], id="a kind that is not there"),
        pytest.param(FactQuery(governments=("가 람 시",)), ["r1 budget_line-5"], id="government"),
        pytest.param(FactQuery(governments=("가람시", GOVERNMENT)), ORDER, id="governments"),
        pytest.param(FactQuery(body="회계과"), ["r1 headcount-1", "r1 budget_line-1", "r1 headcount-2"], id="department"),
        pytest.param(FactQuery(body="행정국"), ["r1 budget_line-7"], id="bureau: only its own"),
        pytest.param(
            FactQuery(bodies=("행정국", "회 계 과"), kinds=("budget_line",)), ["r1 budget_line-7", "r1 budget_line-1"], id="bodies"
        ),
        pytest.param(FactQuery(body="없는과"), [], id="unknown department"),
        pytest.param(FactQuery(whole_government=True), ["r1 budget_line-6"], id="the whole government's own"),
        pytest.param(FactQuery(fiscal_years=((2022, 2030),)), ["r1 budget_line-4"], id="years"),
        pytest.param(FactQuery(fiscal_years=((2022, 2022), (1990, 2000))), ["r1 budget_line-4"], id="ranges of years: no year fits none"),
        pytest.param(FactQuery(names=("ㄹ",)), ["r1 budget_line-4"], id="name"),
        pytest.param(FactQuery(names=("승 소 율", "ㄹ")), ["r1 budget_line-4", "r2 indicator-1"], id="names"),
        pytest.param(FactQuery(names=("승소",)), [], id="a part of a name is no name"),
        pytest.param(FactQuery(equal={"item": "ㅇ"}), ["r2 budget_line-1"], id="equal"),
        pytest.param(FactQuery(equal={"basis": "actual"}), ["r2 indicator-1"], id="equal: an enum"),
        pytest.param(FactQuery(equal={"direction": "expenditure", "item": "ㄹ"}), ["r1 budget_line-4"], id="equal: all must fit"),
        pytest.param(FactQuery(equal={"no_such_field": "x"}), [], id="equal: a field that no fact has"),
        pytest.param(FactQuery(text="ㄹ"), ["r1 budget_line-4"], id="text in what is printed"),
        pytest.param(FactQuery(text="주요 성과 86.5"), ["r2 indicator-1"], id="text: every word, anywhere"),
        pytest.param(FactQuery(text="주요성과 없는말"), [], id="text: one word missing"),
        pytest.param(FactQuery(report_id="r2"), ["r2 indicator-1", "r2 budget_line-1"], id="series"),
        pytest.param(FactQuery(report_id="r2.1", kinds=("indicator",)), ["r2 indicator-1"], id="revision"),
        pytest.param(FactQuery(updated_after=NOON), ["r2 indicator-1", "r2 budget_line-1"], id="published later"),
        pytest.param(FactQuery(updated_after=NOON + timedelta(hours=1)), [], id="published later than the last"),
    ],
)
async def test_facts_are_filtered(store: ReportStore, query: FactQuery, found: list[str], limit: int) -> None:
    await keep_both(store)

    assert ids(await find_all(store, query, limit)) == found
    assert ids([fact async for fact in store.stream_facts(query)]) == found


async def test_names_of_any_length_are_compared_whole(store: ReportStore) -> None:
    long = "가" * 500
    await store.save(submit(facts=[indicator(1, name=long + "나"), indicator(2, name=long + "다")]))

    assert ids(await find_all(store, FactQuery(names=(long + "다",)), 10)) == ["r1 indicator-2"]


async def test_an_indicator_is_found_by_its_subject(store: ReportStore) -> None:
    await store.save(submit(facts=[indicator(1, name="계", subject="민원 처리"), indicator(2)]))

    assert ids(await find_all(store, FactQuery(names=("민원처리",)), 10)) == ["r1 indicator-1"]


@pytest.mark.parametrize("query", [FactQuery(), FactQuery(text="천")], ids=["by sheets", "fact by fact"])
async def test_inserts_between_pages_neither_repeat_nor_lose(store: ReportStore, query: FactQuery) -> None:
    years = (2020, 2021, 2022)
    for number in (2, 4, 6):
        lines = [budget_line(n, fiscal_year=years[n % 3], department=f"{number}천과", line=n + 1, item="천") for n in range(9)]
        await store.save(submit(f"r{number}", lines))
    before = [fact async for fact in store.stream_facts(query)]
    found: list[Fact] = []
    after, new = None, iter(range(1, 99, 2))
    while True:
        page = await store.find_facts(dataclasses.replace(query, limit=5, after=after))
        found.extend(page.items)
        if page.next is None:
            break
        after = page.next
        number = next(new)
        lines = [budget_line(n, fiscal_year=years[n % 3], department=f"{number}천과", line=n + 1, item="천") for n in range(4)]
        await store.save(submit(f"r{number}", lines))

    assert len({(fact.report_id, fact.id) for fact in found}) == len(found)
    assert [fact for fact in found if fact in before] == before
    assert len(before) == 27


async def test_a_page_goes_on_where_a_report_was_issued_anew(store: ReportStore) -> None:
    await store.save(submit(text="가", facts=[budget_line(n, line=n) for n in range(1, 7)]))
    first = await store.find_facts(FactQuery(limit=3))
    await store.save(submit(text="나", facts=[budget_line(n, line=n) for n in range(1, 9)]))
    second = await store.find_facts(FactQuery(limit=10, after=first.next))

    assert [fact.span.first for fact in (*first.items, *second.items)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert {fact.report_id for fact in second.items} == {"r1.2"}


async def test_only_the_latest_revision_is_answered(store: ReportStore) -> None:
    await store.save(submit(text="가", facts=[budget_line(1, won=1), budget_line(2, won=2)]))
    await store.save(submit(text="나", facts=[budget_line(1, won=3)]))

    assert [fact.report_id for fact in await find_all(store, FactQuery(), 10)] == ["r1.2"]
    assert len(await find_all(store, FactQuery(report_id="r1.1"), 1)) == 2


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_history_has_all_revisions(store: ReportStore, limit: int) -> None:
    await store.save(submit(text="가", facts=[budget_line(1, line=1), budget_line(2, line=2)]))
    await store.save(submit(text="나", facts=[budget_line(1, line=1)]))
    await store.save(submit("r2", text="다", facts=[budget_line(1, line=7)]))
    query = FactQuery(include_history=True)

    found = [(fact.report_id, fact.span.first) for fact in await find_all(store, query, limit)]

    assert found == [("r1.1", 1), ("r1.1", 2), ("r1.2", 1), ("r2.1", 7)]
    assert [(fact.report_id, fact.span.first) async for fact in store.stream_facts(query)] == found


@pytest.mark.parametrize(
    "after",
    [("x",), ("x", "1", "2"), ("x", "a", "2", "3"), ("x", "1", "2", "3", "4"), ()],
    ids=["too short", "one missing", "no number", "too long", "empty"],
)
async def test_a_cursor_of_another_call_is_refused(store: ReportStore, after: tuple[str, ...]) -> None:
    await store.save(submit())

    with pytest.raises(InvalidCursor):
        await store.find_facts(FactQuery(after=after))


async def test_totals_are_exact_up_to_the_limit(sqlite_store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    await sqlite_store.save(submit(report=build_large_report(COUNT_LIMIT)))
    assert (await sqlite_store.find_facts(FactQuery(limit=1))).total == COUNT_LIMIT
    assert (await sqlite_store.find_facts(FactQuery(limit=1, text="항목"))).total == COUNT_LIMIT

    await sqlite_store.save(submit("r2", [budget_line()]))
    assert (await sqlite_store.find_facts(FactQuery(limit=1))).total > COUNT_LIMIT


async def test_many_sheets_of_one_place_are_merged_by_line(store: ReportStore) -> None:
    """More sheets in one group than are fetched at once, the facts of each spread over the whole report."""
    lines = [budget_line(n, statement=f"표 {n % 80}", line=1 + n // 2) for n in range(400)]
    await store.save(submit(facts=lines))
    await store.save(submit("r2", facts=lines[:3]))

    found = await find_all(store, FactQuery(), 150)

    assert ids(found) == [f"r1 budget_line-{n}" for n in range(400)] + [f"r2 budget_line-{n}" for n in range(3)]
