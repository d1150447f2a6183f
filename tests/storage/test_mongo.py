"""What the MongoDB store promises beyond the contract: publication by insert, whatever breaks in between."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson import Int64
from pymongo import monitoring

from app.errors import StoreDamaged, StoreTooNew, StoreUnavailable
from app.models.report import Hints
from app.settings import Settings
from app.storage import mongo_backend, open_store
from app.storage.library import Library
from app.storage.mongo import MongoDatabase
from app.storage.mongo_backend import VERSION, MongoBackend
from app.storage.mongo_queries import INDEXES, PART_COLLECTIONS, SHARD_KEYS, Filter
from app.storage.port import COUNT_LIMIT, FactQuery, ReportQuery, ReportStore
from app.storage.trees import Document
from tests.cutting_proxy import run_proxy
from tests.factories import NOON, budget_line, build_report, every_kind, stored_facts, submit
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
    for report_id in ("r1", "r1.1", "r2"):
        await store.find_report(report_id)
        await store.find_source(report_id)
        await store.find_revisions(report_id)
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
)
REPORT_QUERIES = (
    ReportQuery(),
    ReportQuery(governments=("한빛특별시 가람구",)),
    ReportQuery(departments=("총무과", "행정국"), kinds=("주요업무보고",)),
    ReportQuery(fiscal_years=((2021, 2021),), updated_after=NOON - timedelta(days=1)),
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


def test_a_unique_index_can_live_on_shards() -> None:
    """On a sharded collection a unique index must begin with the shard key."""
    for collection, indexes in INDEXES.items():
        for index in indexes:
            if index.unique:
                assert tuple(field for field, _ in index.fields)[: len(SHARD_KEYS[collection])] == SHARD_KEYS[collection]


class StoppedError(Exception):
    """The process that wrote died."""


class StoppingDatabase(MongoDatabase):
    """Dies after a number of writes: the next one never happens."""

    def __init__(self, url: str, writes: int) -> None:
        super().__init__(settings(url))
        self.left = writes

    def _spend(self) -> None:
        if self.left == 0:
            raise StoppedError
        self.left -= 1

    async def insert(self, collection: str, document: Document) -> bool:
        self._spend()
        return await super().insert(collection, document)

    async def insert_all(self, collection: str, documents: Sequence[Document]) -> None:
        for document in documents:  # one by one, so that it may die between any two
            self._spend()
            await super().insert_all(collection, [document])

    async def delete(self, collection: str, query: Filter) -> None:
        self._spend()
        await super().delete(collection, query)


async def count_parts(url: str) -> int:
    database = MongoDatabase(settings(url))
    found = [len(await database.find(collection, {})) for collection in (*PART_COLLECTIONS, "attempts")]
    await database.close()
    return sum(found)


async def see(store: ReportStore) -> set[int]:
    """How many facts there are, by every way to ask; and that those of one report are of one revision."""
    facts = (await store.find_facts(FactQuery(limit=1000))).items
    assert len({fact.report_id for fact in facts}) <= 1
    return {len(facts), len((await store.find_reports(ReportQuery())).items) * 10}


async def test_a_writer_that_dies_after_any_write_leaves_all_or_nothing(mongodb_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """First publication of a series, stopped after 0, 1, 2 … writes, then tried again by another process."""
    caplog.set_level(logging.ERROR)
    digests, stops = set(), 0
    for writes in range(200):
        series_id = f"r{writes}"
        dying = Library(MongoBackend(StoppingDatabase(mongodb_url, writes=-1)))
        dying._backend._db.left = writes  # type: ignore[attr-defined]
        died = False
        try:
            await dying.save(submit(series_id, every_kind(), hints=Hints()))
        except StoppedError:
            died = True
        await dying.close()
        stops += died

        store = await open_store(settings(mongodb_url))
        assert len(await see(store)) == 1
        published = await store.find_report(series_id)
        assert published is None or len(published.report.facts) == 10
        if published:  # whoever saw it has moved its head
            assert await see(store) == {10}
        again = await store.save(submit(series_id, every_kind(), hints=Hints()))
        assert again.identity.id == f"{series_id}.1"
        assert again.created is (published is None)
        assert await see(store) == {10}
        (revision,) = await store._backend.find_revisions(series_id)  # type: ignore[attr-defined]
        digests.add(revision["digests"]["document"])
        await store.delete(series_id, actor="tester", at=NOON)
        await store.close()
        if not died:
            break
    assert stops > 15
    assert len(digests) == 1


async def test_a_revision_whose_writer_dies_is_all_old_or_all_new(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    for writes in range(200):
        number = (await store.save(submit(text=f"{writes} alt", facts=[budget_line(won=1), budget_line(2, won=1)]))).identity.revision
        dying = Library(MongoBackend(StoppingDatabase(mongodb_url, writes)))
        died = False
        try:
            await dying.save(submit(text=f"{writes} neu", facts=[budget_line(won=2), budget_line(2, won=2), budget_line(3, won=2)]))
        except StoppedError:
            died = True
        await dying.close()

        reader = await open_store(settings(mongodb_url))
        answers = [[fact.report_id for fact in (await reader.find_facts(FactQuery())).items] for _ in range(2)]
        summary = await reader.find_summary("r1")
        answers.append([fact.report_id for fact in (await reader.find_facts(FactQuery())).items])
        await reader.close()
        assert all(answer in ([f"r1.{number}"] * 2, [f"r1.{number + 1}"] * 3) for answer in answers)
        assert summary is not None
        assert set(answers[-1]) == {summary.identity.id}  # the head was rolled forward to what was seen
        if not died:
            break
    else:
        pytest.fail("it never got to the end")
    await store.close()


async def test_a_tombstone_whose_writer_dies_is_there_or_not(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    for writes in range(20):
        await store.save(submit(text=f"{writes}", facts=every_kind()))
        dying = Library(MongoBackend(StoppingDatabase(mongodb_url, writes)))
        died = False
        try:
            await dying.delete("r1", actor="tester", at=NOON)
        except StoppedError:
            died = True
        await dying.close()
        there = await store.find_report("r1") is not None
        assert await see(store) == ({10} if there else {0})
        if not died:
            assert not there
            break
    await store.close()


async def test_what_was_never_published_is_swept_after_a_day(mongodb_url: str) -> None:
    dying = await prepare(StoppingDatabase(mongodb_url, writes=12 + 1))
    with pytest.raises(StoppedError):
        await dying.save(submit(facts=every_kind()))
    await dying.close()
    store = await open_store(settings(mongodb_url))
    await store.save(submit("r2", facts=every_kind()))
    written = await count_parts(mongodb_url)

    assert await store.sweep(datetime.now(UTC)) == 0
    assert await store.sweep(datetime.now(UTC) + timedelta(hours=23)) == 0
    assert await count_parts(mongodb_url) == written
    assert await store.sweep(datetime.now(UTC) + timedelta(hours=25)) == 1
    assert await count_parts(mongodb_url) < written
    assert await store.sweep(datetime.now(UTC) + timedelta(hours=25)) == 0
    found = await store.find_report("r2")
    assert found is not None
    assert found.report.facts == stored_facts(build_report(every_kind()), "r2.1")
    await store.close()


async def test_a_sweep_rolls_heads_forward(mongodb_url: str) -> None:
    """A writer dies between publication and head: the next sweep, at the latest when a store is opened, makes it seen."""
    backend = MongoBackend(MongoDatabase(settings(mongodb_url)))
    await backend.prepare()

    async def die(revision: Document) -> None:
        raise StoppedError

    backend._move_head = die  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        await Library(backend).save(submit(facts=every_kind()))
    await backend.close()

    store = await open_store(settings(mongodb_url))
    assert await see(store) == {10}
    await store.close()


async def test_losers_of_a_race_clean_up(mongodb_url: str) -> None:
    stores = [await open_store(settings(mongodb_url)) for _ in range(3)]
    await asyncio.gather(*(store.save(submit(facts=every_kind())) for store in stores))
    once = await count_parts(mongodb_url)
    for store in stores:
        await store.close()

    alone = await open_store(settings(mongodb_url))
    await alone.save(submit("r2", facts=every_kind()))
    assert await count_parts(mongodb_url) == 2 * once
    await alone.close()


async def test_an_old_attempt_may_not_publish(mongodb_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = await open_store(settings(mongodb_url))
    with monkeypatch.context() as patched:
        patched.setattr(mongo_backend, "ATTEMPT_SECONDS", 0.0)
        with pytest.raises(StoreUnavailable, match="more than"):
            await store.save(submit())
    assert await store.find_report("r1") is None
    assert (await store.save(submit())).identity.id == "r1.1"
    await store.close()


async def test_a_head_cannot_move_backward(mongodb_url: str) -> None:
    store = await open_store(settings(mongodb_url))
    for text in ("가", "나", "다"):
        await store.save(submit(text=text))
    backend = store._backend  # type: ignore[attr-defined]
    late = await backend.find_revision("r1", 1)
    await backend._move_head(late)  # by a writer that was held up since the first revision

    assert {fact.report_id for fact in (await store.find_facts(FactQuery())).items} == {"r1.3"}
    assert await store.rebuild_heads() == 0
    await store.close()


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


class HeldUp(MongoDatabase):
    """Lets something else happen just before it asks for heads, or between two halves of the sheets it writes."""

    def __init__(self, url: str) -> None:
        super().__init__(settings(url))
        self.half_written = asyncio.Event()
        self.go_on = asyncio.Event()
        self.before_heads: Any = None

    async def find(self, collection: str, query: Filter, shown: Any = None, *, sort: Any = (), limit: int = 0) -> list[Document]:
        if collection == "heads" and self.before_heads:
            meanwhile, self.before_heads = self.before_heads, None
            await meanwhile()
        return await super().find(collection, query, shown, sort=sort, limit=limit)

    async def insert_all(self, collection: str, documents: Sequence[Document]) -> None:
        if collection == "sheets":
            await super().insert_all(collection, documents[:5])
            self.half_written.set()
            await self.go_on.wait()
            documents = documents[5:]
        await super().insert_all(collection, documents)


@pytest.mark.parametrize(
    "query", [FactQuery(), FactQuery(include_history=True), FactQuery(text="인건비")], ids=["latest", "history", "scan"]
)
async def test_a_reader_overtaken_by_a_publication_sees_all_of_it(mongodb_url: str, query: FactQuery) -> None:
    """Entries are taken while half of the new sheets are there; then the revision is published; then heads are asked."""
    writing, reading = HeldUp(mongodb_url), HeldUp(mongodb_url)
    writer, reader = await prepare(writing), await prepare(reading)
    save = asyncio.create_task(writer.save(submit(facts=[budget_line(n, department=f"{n}과") for n in range(10)])))
    await writing.half_written.wait()

    async def publish() -> None:
        writing.go_on.set()
        await save

    reading.before_heads = publish
    page = await reader.find_facts(query)

    assert len(page.items) == page.total == 10
    for store in (writer, reader):
        await store.close()


async def test_a_newer_database_is_refused(mongodb_url: str) -> None:
    database = MongoDatabase(settings(mongodb_url))
    await database.insert("store", {"_id": "schema", "version": VERSION + 1})
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


def is_write(request: bytes) -> bool:
    return b"\x02insert\x00" in request or b"\x02delete\x00" in request


@pytest.mark.parametrize("deliver", [True, False], ids=["the answer is lost", "the request is lost"])
async def test_a_write_whose_outcome_is_unknown_is_looked_up(mongodb_url: str, deliver: bool, caplog: pytest.LogCaptureFixture) -> None:
    """Each write of a publication in turn loses its connection; the report is saved once, and acknowledged."""
    caplog.set_level(logging.CRITICAL)
    async with run_proxy(mongodb_url) as (proxy, url):
        proxy.deliver = deliver
        for nth in range(1, 30):
            series_id, seen = f"r{nth}", [0]

            def cuts(request: bytes, nth: int = nth, seen: list[int] = seen) -> bool:
                seen[0] += is_write(request)
                return is_write(request) and seen[0] == nth

            store = await open_store(settings(url, seconds=5))
            proxy.cuts, lost = cuts, proxy.lost
            saved = await store.save(submit(series_id, every_kind()))
            proxy.cuts = lambda _: False
            assert saved.identity.id == f"{series_id}.1"
            assert len(await store.find_revisions(series_id)) == 1
            assert (await store.find_facts(FactQuery(report_id=series_id))).total == 10
            assert (await store.find_facts(FactQuery())).total == 10 * nth
            await store.close()
            if proxy.lost == lost:
                break
        assert proxy.lost == 8  # attempt, source, sections, sheets, catalogue, revision, head, attempt again


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
