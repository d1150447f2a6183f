"""Writers that die, answers that are lost, readers that are overtaken: the MongoDB store, whatever breaks in between."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.errors import StoreUnavailable
from app.models.report import Hints
from app.settings import Settings
from app.storage import open_store
from app.storage.documents.trees import Document
from app.storage.library import Library
from app.storage.mongodb import backend as mongo_backend
from app.storage.mongodb.backend import MongoBackend
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.queries import PART_COLLECTIONS, Filter
from app.storage.port import FactQuery, ReportQuery, ReportStore, SearchQuery
from tests.cutting_proxy import run_proxy
from tests.factories import NOON, budget_line, build_report, every_kind, stored_facts, submit


def settings(url: str, seconds: float = 10.0) -> Settings:
    return Settings(store_url=url, store_timeout_seconds=seconds)


async def prepare(database: MongoDatabase) -> Library:
    backend = MongoBackend(database)
    await backend.prepare()
    return Library(backend)


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
    # What it was writing at that moment still arrives.
    await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)
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


class SilentHeads(MongoDatabase):
    """Gives no answer about heads for a while."""

    silent = True

    async def insert(self, collection: str, document: Document) -> bool:
        if collection == "heads" and self.silent:
            raise StoreUnavailable(reason="no answer, for the test")
        return await super().insert(collection, document)


async def test_what_is_published_is_not_reported_as_failed(mongodb_url: str) -> None:
    """The database falls silent just after the publication: it is acknowledged, and whoever reads next sees it."""
    database = SilentHeads(settings(mongodb_url))
    store = await prepare(database)
    assert (await store.save(submit(text="alt", facts=every_kind()[:5]))).created
    with pytest.raises(StoreUnavailable):
        await store.find_facts(FactQuery())  # rather than an answer without what was acknowledged
    database.silent = False
    assert (await store.find_facts(FactQuery())).total == 5
    database.silent = True
    assert (await store.save(submit(text="neu", facts=every_kind()))).identity.id == "r1.2"
    database.silent = False
    assert await see(store) == {10}
    assert await store.rebuild_heads() == 0
    assert await database.find("attempts", {}) == []
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
            assert (await store.search(SearchQuery("휴직"))).total == nth
            await store.close()
            if proxy.lost == lost:
                break
        assert proxy.lost == 9  # attempt, source, sections, words, sheets, catalogue, revision, head, attempt again
