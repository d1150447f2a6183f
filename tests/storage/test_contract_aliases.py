"""What every store promises about books of aliases, and about facts of several bodies, on each database in turn."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import InvalidCursor
from app.models.lineage import Alias, AliasBook, AliasSet, Relation
from app.settings import Settings
from app.storage import open_store
from app.storage.port import Action, AliasChange, FactQuery, JournalQuery, ReportStore, Scope
from tests.factories import GOVERNMENT, NOON, budget_line, build_meta, headcount, submit

FIRST = (
    AliasSet("행정지원과", 1, (Alias("총 무 과", Relation.PREDECESSOR, last="2014-06"), Alias("행정과", Relation.ALIAS))),
    AliasSet("재무과", 2, ()),
)
OTHER = (AliasSet("총무과", 1, (Alias("서무과", Relation.MERGED, "2001", "2003-02-01"),)),)
ELSEWHERE = "가람도 나루시"


async def save(
    store: ReportStore, sets: tuple[AliasSet, ...], government: str = GOVERNMENT, minutes: int = 0, actor: str = "tester"
) -> AliasBook:
    return await store.change_aliases(government, lambda _: sets, actor=actor, at=NOON + timedelta(minutes=minutes))


async def test_an_empty_store_has_no_aliases(store: ReportStore) -> None:
    assert await store.find_aliases() == ()
    assert await store.find_aliases((GOVERNMENT,)) == ()


async def test_a_book_comes_back_as_it_was_saved(store: ReportStore) -> None:
    assert await save(store, FIRST) == AliasBook(GOVERNMENT, 1, FIRST)
    other = await save(store, OTHER, ELSEWHERE)

    assert await store.find_aliases() == (other, AliasBook(GOVERNMENT, 1, FIRST)), "in the order of the governments' names"
    assert await store.find_aliases((f" {GOVERNMENT} ",)) == (AliasBook(GOVERNMENT, 1, FIRST),)
    assert await store.find_aliases(("없는시", "가람도나루시")) == (other,)


async def test_what_changes_a_book_is_shown_the_newest_one(store: ReportStore) -> None:
    shown: list[AliasBook] = []

    def change(book: AliasBook) -> tuple[AliasSet, ...]:
        shown.append(book)
        return FIRST if book.number == 0 else ()

    for government in (GOVERNMENT, GOVERNMENT.replace(" ", "")):
        await store.change_aliases(government, change, actor="tester", at=NOON)
    assert shown == [AliasBook(GOVERNMENT, 0, ()), AliasBook(GOVERNMENT, 1, FIRST)], "the same government"
    assert await store.find_aliases() == (AliasBook(GOVERNMENT, 2, ()),)


async def test_nothing_to_change_changes_nothing(store: ReportStore) -> None:
    def refuse(book: AliasBook) -> None:
        raise InvalidCursor

    await save(store, FIRST)
    assert await store.change_aliases(GOVERNMENT, lambda _: None, actor="tester", at=NOON) == AliasBook(GOVERNMENT, 1, FIRST)
    with pytest.raises(InvalidCursor):
        await store.change_aliases(GOVERNMENT, refuse, actor="tester", at=NOON)
    assert await store.find_aliases() == (AliasBook(GOVERNMENT, 1, FIRST),)


async def test_changes_at_once_are_made_one_after_the_other(store_url: str) -> None:
    """By two programs, each with callers of its own."""
    programs = [await open_store(Settings(store_url=store_url)) for _ in range(2)]

    def add(name: str) -> AliasChange:
        return lambda book: (*book.sets, AliasSet(name, 1, ()))

    names = {f"{number}과" for number in range(8)}
    changes = (
        programs[number % 2].change_aliases(GOVERNMENT, add(name), actor="tester", at=NOON) for number, name in enumerate(sorted(names))
    )
    books = await asyncio.gather(*changes)
    (book,) = await programs[0].find_aliases()
    for program in programs:
        await program.close()
    assert sorted(book.number for book in books) == list(range(1, 9))
    assert {held.department for held in book.sets} == names


async def test_the_journal_tells_of_books_among_reports(store: ReportStore) -> None:
    await store.save(submit("r1", at=NOON))
    await save(store, FIRST, minutes=1, actor="관리자")
    await store.save(submit("r2", at=NOON + timedelta(minutes=2)))
    await save(store, (), minutes=3)
    page = await store.find_journal(JournalQuery())

    assert [(entry.action, entry.series_id.partition(":")[0], entry.revision) for entry in page.items] == [
        (Action.ALIAS, "aliases", 2), (Action.INGEST, "r2", 1), (Action.ALIAS, "aliases", 1), (Action.INGEST, "r1", 1),
    ]  # fmt: skip
    assert page.total == 4
    newer, older = page.items[0], page.items[2]
    assert (older.actor, older.before_sha256) == ("관리자", None)
    assert newer.before_sha256 == older.after_sha256 != newer.after_sha256
    assert (await store.find_journal(JournalQuery(actions=(Action.ALIAS,), actors=("관리자",)))).items == (older,)
    two = await store.find_journal(JournalQuery(limit=2))
    assert two.items + (await store.find_journal(JournalQuery(after=two.next))).items == page.items


SCOPED = [
    pytest.param((Scope("총무과"),), ["2021", "2020", "2019", "나루"], id="one name, everywhere and always"),
    pytest.param((Scope("총무과", GOVERNMENT),), ["2021", "2020", "2019"], id="of one government"),
    pytest.param((Scope("총무과", GOVERNMENT, (2019, 2020)),), ["2020", "2019"], id="in some years"),
    pytest.param((Scope("총 무 과", GOVERNMENT, (0, 2019)), Scope("재무과")), ["재무", "2019"], id="two names"),
    pytest.param((Scope("재무과", GOVERNMENT), Scope("재무과", years=(2021, 9999))), ["재무"], id="twice the same"),
    pytest.param((Scope("없는과"),), [], id="a name that is not there"),
]


@pytest.mark.parametrize(("scopes", "items"), SCOPED)
async def test_facts_of_scopes(store: ReportStore, scopes: tuple[Scope, ...], items: list[str]) -> None:
    await store.save(submit("r1", [budget_line(number, fiscal_year=2018 + number, item=str(2018 + number)) for number in (1, 2, 3)]))
    await store.save(submit("r2", [budget_line(1, department="재무과", fiscal_year=2021, item="재무"), headcount(1, department="행정과")]))
    other = budget_line(1, government="하늘시", item="나루", fiscal_year=2018)
    await store.save(submit("r3", [other], meta=build_meta(government="하늘시")))
    query = FactQuery(kinds=("budget_line",), scopes=scopes, body="is not looked at")

    found = await store.find_facts(query)
    assert [getattr(fact, "item", None) for fact in found.items] == items
    assert found.total == len(items)
    assert [fact async for fact in store.stream_facts(query)] == list(found.items)
    assert (await store.find_facts(replace(query, fiscal_years=((1990, 1991), (1999, 1999))))).total == 0


async def test_many_scopes_are_asked_for_at_once(store: ReportStore) -> None:
    await store.save(submit("r1", [budget_line()]))
    scopes = tuple(Scope(f"{number}과", GOVERNMENT, (2000, 2030)) for number in range(2500))

    assert (await store.find_facts(FactQuery(scopes=scopes))).total == 0
    assert (await store.find_facts(FactQuery(scopes=(*scopes, Scope("총무과", GOVERNMENT, (2021, 2021)))))).total == 1


async def test_scopes_of_years_leave_out_what_is_of_no_year(store: ReportStore) -> None:
    await store.save(submit("r1", [budget_line(fiscal_year=None)]))

    assert (await store.find_facts(FactQuery(scopes=(Scope("총무과"),)))).total == 1
    assert (await store.find_facts(FactQuery(scopes=(Scope("총무과", years=(0, 9999)),)))).total == 0
