"""What the MongoDB store promises beyond the contract: publication by insert, whatever breaks in between."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import Int64
from pymongo import monitoring

from app.errors import StoreDamaged, StoreTooNew, StoreUnavailable
from app.models.finding import FindingFilter
from app.models.lineage import AliasSet
from app.settings import Settings
from app.storage import open_store
from app.storage.library import Library
from app.storage.mongodb import backend as mongo_backend
from app.storage.mongodb.backend import MongoBackend
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.queries import Filter
from app.storage.mongodb.schema import INDEXES, VERSION
from app.storage.port import COUNT_LIMIT, Action, FactQuery, JournalQuery, ReportQuery, ReportStore, Scope, SearchQuery
from tests.factories import NOON, budget_line, every_kind, submit
from tests.mongodb_server import MongoServer

WRITES = {"insert", "update", "delete", "findAndModify"}
READS = {"find", "aggregate", "count", "distinct"}


def settings(url: str, seconds: float = 10.0) -> Settings:
    return Settings(store_url=url, store_timeout_seconds=seconds)


async def prepare(database: MongoDatabase) -> Library:
    backend = MongoBackend(database)
    await backend.prepare()
    return Library(backend)


async def use_everything(store: ReportStore) -> None:
    """Every call of the port, with every way of asking that leads to a query of its own."""
    await store.save(submit(facts=every_kind()))
    await store.save(submit(text="둘", facts=every_kind()))
    await store.save(submit(text="둘", facts=every_kind()))
    await store.save(submit("r2"))
    await store.delete("r2", actor="tester", at=NOON)
    for query in FACT_QUERIES:
        await store.find_facts(query)
    for reports in REPORT_QUERIES:
        await store.find_reports(reports)
        await store.count_findings(reports)
    await store.find_findings(("r1.1", "r2.1"))
    for report_id in ("r1", "r1.1", "r2"):
        await store.find_report(report_id)
        await store.find_source(report_id)
        await store.find_revisions(report_id)
    for search in SEARCH_QUERIES:
        assert (await store.search(search)).items
    await store.change_aliases("한빛특별시 가람구", lambda _: (AliasSet("총무과", 1, ()),), actor="tester", at=NOON)
    await store.find_aliases()
    await store.find_aliases(("한빛특별시 가람구",))
    for journal in JOURNAL_QUERIES:
        await store.find_journal(journal)
    await store.note_reading("r1.1", "2")
    await store.find_readings(("r1.1",), "2")
    await store.find_catalogue()
    await store.find_catalogue(("department",))
    await store.sweep(datetime.now(UTC))
    await store.ping()


FACT_QUERIES = (
    FactQuery(),
    FactQuery(limit=1),
    FactQuery(kinds=("headcount",)),
    FactQuery(kinds=("headcount", "indicator"), fiscal_years=((2020, 2022), (2010, 2011))),
    FactQuery(body="총무과"),
    FactQuery(body="총무과", kinds=("headcount",)),
    FactQuery(governments=("한빛특별시 가람구",)),
    FactQuery(governments=("한빛특별시 가람구",), body="총무과", kinds=("headcount",)),
    FactQuery(governments=("한빛특별시 가람구",), kinds=("indicator",), names=("승소율",)),
    FactQuery(names=("승소율",)),
    FactQuery(whole_government=True, updated_after=NOON - timedelta(days=1)),
    FactQuery(fiscal_years=((2021, 2021),), text="승소율"),
    FactQuery(report_id="r1.1"),
    FactQuery(report_id="r1", kinds=("duty",)),
    FactQuery(include_history=True),
    FactQuery(scopes=(Scope("총무과"), Scope("재무과", "한빛특별시 가람구", (2001, 2010))), fiscal_years=((2021, 2021), (2001, 2002))),
)
REPORT_QUERIES = (
    ReportQuery(),
    ReportQuery(governments=("한빛특별시 가람구",)),
    ReportQuery(departments=("총무과", "행정국"), kinds=("주요업무보고",)),
    ReportQuery(fiscal_years=((2021, 2021),), updated_after=NOON - timedelta(days=1)),
    ReportQuery(findings=FindingFilter()),
    ReportQuery(findings=FindingFilter(("sum_mismatch",), ("error",))),
)


JOURNAL_QUERIES = (
    JournalQuery(limit=1),
    JournalQuery(actors=("tester",), after=("2026-03-02T12:00:00.123456+00:00", "r1.2")),
    JournalQuery(actors=("tester", "cli"), actions=(Action.INGEST, Action.DELETE), since=NOON),
    JournalQuery(actions=(Action.REPARSE,)),
)


SEARCH_QUERIES = (
    SearchQuery("인력"),
    SearchQuery("정원 휴직", facets=("government", "block")),
    SearchQuery("과"),
    SearchQuery("위치", governments=("한빛특별시 가람구",), departments=("총무과", "행정국"), fiscal_years=((2021, 2021), (2001, 2002))),
    SearchQuery("인력", report_id="r1.1"),
)


class Recorder(monitoring.CommandListener):
    """Keeps every command that is sent."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, dict[str, Any]]] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.commands.append((event.command_name, dict(event.command)))

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


async def record(url: str) -> list[tuple[str, dict[str, Any]]]:
    recorder = Recorder()
    store = await prepare(MongoDatabase(settings(url), [recorder]))
    await use_everything(store)
    await store.close()
    return recorder.commands


async def test_every_write_waits_for_the_majority_and_every_read_is_of_it(mongodb_url: str) -> None:
    commands = await record(mongodb_url)
    writes = [command for name, command in commands if name in WRITES]
    reads = [command for name, command in commands if name in READS]

    assert len(writes) > 30
    assert len(reads) > 50
    for command in writes:
        assert (command["writeConcern"]["w"], command["writeConcern"]["j"]) == ("majority", True)
        assert command["writeConcern"]["wtimeout"] > 0
    for command in reads:
        assert command["readConcern"] == {"level": "majority"}
        assert command.get("$readPreference", {"mode": "primary"})["mode"] in {"primary", "primaryPreferred"}
    assert {name for name, _ in commands} <= WRITES | READS | {"createIndexes", "ping", "getMore", "endSessions"}
    assert "update" not in {name for name, _ in commands}  # what FerretDB does not make atomic is not used


def is_served(collection: str, query: Filter, sort: Sequence[str]) -> bool:
    """Whether a declared index (or `_id`) leads with a field that the query fixes, or with the order that it asks for."""
    if "_id" in query:
        return True
    fixed = {field for field, test in query.items() if not isinstance(test, dict) or "$in" in test}
    leading = {index.fields[0][0] for index in INDEXES.get(collection, ())}
    asked = {sort[0]} if sort else set()
    ranged = set(query) - fixed
    return bool(leading & fixed or leading & (ranged | asked))


async def test_every_query_is_served_by_a_declared_index(mongodb_url: str) -> None:
    asked = [(command, command["find"], command.get("filter", {})) for name, command in await record(mongodb_url) if name == "find"]
    unserved = [(name, query) for command, name, query in asked if not is_served(name, query, list(command.get("sort", {})))]

    assert unserved == []
    assert {name for _, name, _ in asked} >= INDEXES.keys() - {"pieces"}


async def test_every_removal_is_served_by_a_declared_index(mongodb_url: str) -> None:
    removals = [command for name, command in await record(mongodb_url) if name == "delete"]

    assert removals
    for command in removals:
        for removal in command["deletes"]:
            assert is_served(command["delete"], removal["q"], ())


async def test_the_declared_indexes_are_made(mongodb_url: str, mongodb_server: MongoServer) -> None:
    if mongodb_server.product == "nx-27017":
        pytest.skip("nx-27017 does not report which indexes are unique")
    database = MongoDatabase(settings(mongodb_url))
    await (await prepare(database)).ping()
    for collection, indexes in INDEXES.items():
        information = (await database._db[collection].index_information()).values()
        held = {(tuple(map(tuple, index["key"])), bool(index.get("unique"))) for index in information}
        assert {(index.fields, index.unique) for index in indexes} <= held
    await database.close()


async def test_heads_are_rebuilt_from_the_revisions(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    for series_id in ("r1", "r2", "r3"):
        await store.save(submit(series_id, text="가"))
        await store.save(submit(series_id, text="나"))
    database = MongoDatabase(settings(mongodb_url))
    await database.delete("heads", {"series_id": "r1"})
    await database.insert("heads", {"_id": "r2.9", "series_id": "r2", "number": 9, "attempt": "none", "deleted": False})
    await database.close()

    assert await store.rebuild_heads() == 2
    assert await store.rebuild_heads() == 0
    assert [one.identity.id for one in (await store.find_reports(ReportQuery())).items] == ["r1.2", "r2.2", "r3.2"]
    await store.close()


async def test_a_newer_database_is_refused(mongodb_url: str) -> None:
    database = MongoDatabase(settings(mongodb_url))
    await database.insert("store", {"_id": f"schema.{VERSION + 1}", "version": VERSION + 1})
    await database.close()

    with pytest.raises(StoreTooNew):
        await open_store(settings(mongodb_url))


async def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreUnavailable):
        await open_store(settings("mongodb://127.0.0.1:1/bogo", seconds=0.3))


@pytest.mark.parametrize("url", ["mongodb://", "mongodb://127.0.0.1:port/bogo", "mongodb://a:b:c@127.0.0.1/bogo"])
async def test_a_url_that_means_nothing(url: str) -> None:
    with pytest.raises(StoreUnavailable):
        await open_store(settings(url, seconds=0.3))


async def test_amounts_are_64_bit_integers(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    await store.save(submit(facts=[budget_line(won=1)]))
    database = MongoDatabase(settings(mongodb_url))
    (sheet,) = await database.find("sheets", {})
    await database.close()

    assert type(sheet["facts"][0]["budget_won"]) is Int64
    assert type(sheet["facts"][0]["funding"][0]["won"]) is Int64
    assert type(sheet["facts"][0]["rate_percent"]) is float
    await store.close()


async def test_a_missing_sheet_is_noticed(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    await store.save(submit(facts=every_kind()))
    database = MongoDatabase(settings(mongodb_url))
    await database.delete("sheets", {"kind": "duty"})
    await database.close()

    with pytest.raises(StoreDamaged, match=r"r1\.1"):
        await store.find_report("r1")
    await store.close()


async def test_many_revisions_of_one_series_do_not_hide_others(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Superseded sheets fill the index; a page still gets as many current ones as it wants."""
    monkeypatch.setattr(mongo_backend, "_FIRST_LOOK", 2)
    store = await open_store(settings(mongodb_url))
    for number in range(12):
        await store.save(submit("r1", text=str(number), facts=[budget_line(won=number)]))
    for number in range(2, 7):
        await store.save(submit(f"r{number}", facts=[budget_line(won=number)]))

    found: list[str] = []
    after = None
    while True:
        page = await store.find_facts(FactQuery(limit=2, after=after))
        assert page.total == 6 <= COUNT_LIMIT
        found.extend(fact.report_id for fact in page.items)
        if page.next is None:
            break
        after = page.next
    assert found == ["r1.12", "r2.1", "r3.1", "r4.1", "r5.1", "r6.1"]
    await store.close()
