"""Dumps, loads, copies and examinations: between both databases, stopped, damaged, out of step."""

import dataclasses
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.errors import TransferRefused
from app.models.report import Hints
from app.parsers.pipeline import read_report
from app.settings import Settings
from app.storage import open_keeper, open_store
from app.storage.port import Action, FactQuery, JournalQuery, ReportQuery, ReportStore, Submission
from app.storage.upkeep.bundle import Bundle, read_line, write_line
from app.storage.upkeep.copying import copy_store, digest_store
from app.storage.upkeep.dump import check_dump, load_dump, write_dump
from app.storage.upkeep.examination import examine_all
from app.storage.upkeep.inspection import Flaw, FlawKind
from app.storage.upkeep.keeper import Keeper
from tests.factories import NOON, budget_line, build_large_report, build_report, every_kind, submit
from tests.mongodb_server import MongoServer

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


@asynccontextmanager
async def keeping(url: str) -> AsyncIterator[Keeper]:
    keeper = await open_keeper(Settings(store_url=url))
    try:
        yield keeper
    finally:
        await keeper.close()


@asynccontextmanager
async def serving(url: str) -> AsyncIterator[ReportStore]:
    store = await open_store(Settings(store_url=url))
    try:
        yield store
    finally:
        await store.close()


@pytest.fixture
def other_url(store_url: str, tmp_path: Path, mongodb_server: MongoServer) -> Any:
    """An empty store on the other database."""
    if store_url.startswith("mongodb"):
        yield f"sqlite:///{tmp_path}/other.db"
    else:
        with mongodb_server.fresh_database() as url:
            yield url


async def fill(url: str) -> None:
    """Series with one revision, several, a new reading, a deletion and a return from it, hints, odd bytes."""
    async with serving(url) as store:
        await store.save(submit("r1", every_kind(), "하나"))
        await store.save(submit("r1", [budget_line(won=2**70)], "둘", at=NOON + timedelta(hours=1), actor="세무시스템"))
        reading = build_report([budget_line(), budget_line(2)], source="둘".encode(), parser_version="2")
        await store.save(submit("r1", text="둘", report=reading, action=Action.REPARSE, at=NOON + timedelta(hours=2)))
        await store.save(submit("r2", every_kind(), "셋", hints=Hints(title="보고", issued="2021")))
        await store.delete("r2", actor="관리자", at=NOON + timedelta(hours=3))
        await store.save(submit("r2", every_kind(), "셋"))
        await store.delete("r2", actor="관리자", at=NOON + timedelta(hours=4))
        await store.save(Submission("r3", build_report([budget_line()]), b"\xff\xfe\x00", Hints(), "tester", NOON))
        await store.save(submit("r4", []))


async def fill_more(url: str) -> None:
    """A report of many facts, and the samples."""
    await fill(url)
    async with serving(url) as store:
        await store.save(submit("r5", report=build_large_report(500)))
        for number, path in enumerate(SEEDS[:2]):
            source = path.read_bytes()
            await store.save(Submission(f"s{number}", read_report(source), source, Hints(), "tester", NOON))


async def ask_everything(url: str) -> dict[str, Any]:
    """All that a store can be asked, as values."""
    async with serving(url) as store:
        entries = (await store.find_journal(JournalQuery(limit=1000))).items
        series = sorted({entry.series_id for entry in entries})
        revisions = [one for series_id in series for one in await store.find_revisions(series_id)]
        return {
            "journal": entries,
            "revisions": revisions,
            "reports": await store.find_reports(ReportQuery()),
            "whole": [await store.find_report(one.identity.id) for one in revisions],
            "sources": [None if one.deleted else await store.find_source(one.identity.id) for one in revisions],
            "facts": [fact async for fact in store.stream_facts(FactQuery())],
            "history": [fact async for fact in store.stream_facts(FactQuery(include_history=True))],
            "catalogue": await store.find_catalogue(),
        }


async def dump(url: str) -> bytes:
    async with keeping(url) as keeper:
        file = io.BytesIO()
        await write_dump(keeper, file)
        return file.getvalue()


async def load(url: str, dumped: bytes) -> int:
    async with keeping(url) as keeper:
        return (await load_dump(keeper, io.BytesIO(dumped))).brought


async def examine(url: str) -> list[Flaw]:
    async with keeping(url) as keeper:
        found = [flaw async for examined in examine_all(keeper) for flaw in examined.flaws]
        return [*found, *await keeper.inspection.find_flaws()]


async def test_a_store_goes_through_a_file_into_another_database(store_url: str, other_url: str) -> None:
    await fill_more(store_url)
    dumped = await dump(store_url)
    lines = dumped.splitlines()

    assert len(lines) == 1 + 12 + 1
    assert await load(other_url, dumped) == 12
    assert await ask_everything(other_url) == await ask_everything(store_url)
    assert await dump(other_url) == dumped, "there and back it is the same file"
    assert await examine(other_url) == []


async def test_an_empty_store_is_a_file_too(store_url: str, other_url: str) -> None:
    dumped = await dump(store_url)
    assert len(dumped.splitlines()) == 2
    assert await load(other_url, dumped) == 0


async def test_loading_twice_brings_nothing(store_url: str, other_url: str) -> None:
    await fill(store_url)
    dumped = await dump(store_url)
    before = await ask_everything(store_url)

    assert await load(store_url, dumped) == 0
    assert await ask_everything(store_url) == before
    assert await load(other_url, dumped) == 9
    assert await load(other_url, dumped) == 0


async def test_loading_goes_on_where_it_was_stopped(store_url: str, other_url: str) -> None:
    await fill(store_url)
    dumped = await dump(store_url)

    class StoppedError(Exception):
        pass

    for stop in (1, 4, 3):
        left = [stop]

        def note(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise StoppedError

        async with keeping(other_url) as keeper:
            with pytest.raises(StoppedError):
                await load_dump(keeper, io.BytesIO(dumped), note)
    brought = await load(other_url, dumped)

    assert 0 < brought < 9
    assert await ask_everything(other_url) == await ask_everything(store_url)


@pytest.mark.parametrize("place", [0, 0.2, 0.5, 0.9, 0.999])
async def test_a_changed_file_is_refused_before_anything_is_loaded(tmp_path: Path, place: float) -> None:
    source, target = (f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two"))
    await fill(source)
    dumped = await dump(source)
    damaged = bytearray(dumped)
    damaged[int(place * len(dumped))] ^= 1

    with pytest.raises(TransferRefused):
        await load(target, bytes(damaged))
    with pytest.raises(TransferRefused):
        await load(target, dumped[: int(place * len(dumped))])
    assert (await ask_everything(target))["journal"] == ()


async def test_a_forged_revision_is_refused_whatever_the_file_says(tmp_path: Path) -> None:
    """With a right digest over the file: what a revision says of itself is compared as well."""
    url = f"sqlite:///{tmp_path}/one.db"
    await fill(url)
    async with keeping(url) as keeper:
        bundles = [bundle async for bundle in keeper.stream_bundles()]
    honest = next(bundle for bundle in bundles if bundle.content and bundle.content["facts"])
    read = orjson.loads(write_line(honest))
    read["content"]["facts"][0]["printed"] = "gefälscht"
    with pytest.raises(TransferRefused, match="digest differs"):
        read_line(orjson.dumps(read))
    read = orjson.loads(write_line(honest)) | {"source": "QQ=="}
    with pytest.raises(TransferRefused, match="not what was received"):
        read_line(orjson.dumps(read))
    assert read_line(write_line(honest)) == honest


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"no json", b'{"id": "r1.1"}'])
def test_a_line_that_is_no_revision(line: bytes) -> None:
    with pytest.raises(TransferRefused, match="no revision"):
        read_line(line)


async def test_another_history_is_refused(store_url: str, other_url: str) -> None:
    async with serving(store_url) as store, serving(other_url) as other:
        await store.save(submit("r1", text="하나"))
        await store.save(submit("r1", text="둘"))
        await other.save(submit("r1", text="다른 하나"))
    with pytest.raises(TransferRefused, match=r"r1\.1"):
        await load(other_url, await dump(store_url))
    async with keeping(store_url) as one, keeping(other_url) as two:
        with pytest.raises(TransferRefused, match="r1"):
            await copy_store(one, two)
    async with serving(other_url) as other:
        assert [one.identity.revision for one in await other.find_revisions("r1")] == [1]


async def test_a_gap_is_refused(store_url: str) -> None:
    await fill(store_url)
    async with keeping(store_url) as keeper:
        bundles: list[Bundle] = [bundle async for bundle in keeper.stream_bundles()]
        later = dataclasses.replace(next(bundle for bundle in bundles if bundle.id == "r1.3"), number=5)
        with pytest.raises(TransferRefused, match="missing"):
            await keeper.restore(later)


async def test_a_copy_into_another_database(store_url: str, other_url: str) -> None:
    await fill(store_url)
    async with keeping(store_url) as one, keeping(other_url) as two:
        first = await copy_store(one, two)
        again = await copy_store(one, two)
        digests = await digest_store(one), await digest_store(two)

    assert (first.series, first.revisions, first.brought) == (4, 9, 9)
    assert (again.series, again.revisions, again.brought) == (4, 9, 0)
    assert {first.sha256, again.sha256, *digests} == {first.sha256}
    assert await ask_everything(other_url) == await ask_everything(store_url)
    assert await examine(other_url) == []


async def test_a_copy_goes_on_where_it_was_and_catches_up(store_url: str, other_url: str) -> None:
    await fill(store_url)

    class StoppedError(Exception):
        pass

    async with keeping(store_url) as one, keeping(other_url) as two:
        done: list[int] = []

        def note() -> None:
            done.append(1)
            if len(done) == 2:
                raise StoppedError

        with pytest.raises(StoppedError):
            await copy_store(one, two, note)
        async with serving(store_url) as store:  # in use meanwhile
            await store.save(submit("r1", text="später", at=NOON + timedelta(days=1)))
            await store.save(submit("r9", text="später", at=NOON + timedelta(days=1)))
        rest = await copy_store(one, two)

    assert (rest.revisions, 0 < rest.brought < 11) == (11, True)
    assert await ask_everything(other_url) == await ask_everything(store_url)


async def test_what_the_target_has_besides_stays(tmp_path: Path) -> None:
    one_url, two_url = (f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two"))
    await fill(one_url)
    async with serving(two_url) as store:
        await store.save(submit("own", text="eigen"))
    async with keeping(one_url) as one, keeping(two_url) as two:
        assert (await copy_store(one, two)).brought == 9
    async with serving(two_url) as store:
        assert await store.find_source("own") == b"eigen"


async def test_a_sound_store_has_no_flaws(store_url: str) -> None:
    await fill(store_url)
    async with keeping(store_url) as keeper:
        held = await keeper.count()

    assert await examine(store_url) == []
    assert held["revisions"].documents == 9
    assert held["sources"].documents == 7
    assert held["sheets"].bytes
    assert held["sheets"].index_bytes


async def damage(url: str, sql: str, collection: str, query: dict[str, Any], change: Any) -> None:
    """The same damage on either database: SQL on the one, a document taken out and put back changed on the other."""
    async with keeping(url) as keeper:
        if url.startswith("sqlite"):
            await keeper.backend._file.write(lambda connection: connection.execute(sql))  # type: ignore[attr-defined]
            return
        database = keeper.backend._db  # type: ignore[attr-defined]
        found = await database.find(collection, query)
        await database.delete(collection, query)
        for document in found:
            if changed := change(document):
                await database.insert(collection, changed)


def gone(document: Any) -> None:
    """Taken away."""


async def test_a_missing_sheet_is_found(store_url: str) -> None:
    await fill(store_url)
    await damage(store_url, "DELETE FROM sheets WHERE kind = 'duty'", "sheets", {"kind": "duty"}, gone)
    flaws = await examine(store_url)

    assert {FlawKind.CONTENT} <= {flaw.kind for flaw in flaws}
    assert "r1.1" in {flaw.subject for flaw in flaws}


async def test_a_changed_source_is_found(store_url: str) -> None:
    await fill(store_url)
    sql = "UPDATE sources SET bytes = x'41' WHERE attempt = (SELECT attempt FROM revisions WHERE series_id = 'r4')"
    await damage(store_url, sql, "sources", {"series_id": "r4"}, lambda document: document | {"bytes": b"A"})

    assert [(flaw.kind, flaw.subject) for flaw in await examine(store_url)] == [(FlawKind.CONTENT, "r4.1")]


async def test_a_missing_revision_is_found(store_url: str) -> None:
    await fill(store_url)
    sql = "DELETE FROM revisions WHERE series_id = 'r1' AND number = 2"
    await damage(store_url, sql, "revisions", {"_id": "r1.2"}, gone)
    flaws = await examine(store_url)

    assert {(FlawKind.NUMBERS, "r1"), (FlawKind.ORPHANS, "sources")} <= {(flaw.kind, flaw.subject) for flaw in flaws}


async def test_a_journal_that_was_rewritten_is_found(store_url: str) -> None:
    await fill(store_url)
    sql = "UPDATE revisions SET document = json_set(document, '$.journal.before_sha256', 'x') WHERE series_id = 'r1' AND number = 2"

    def rewrite(document: Any) -> Any:
        return document | {"journal": document["journal"] | {"before_sha256": "x"}}

    await damage(store_url, sql, "revisions", {"_id": "r1.2"}, rewrite)

    assert [(flaw.kind, flaw.subject) for flaw in await examine(store_url)] == [(FlawKind.JOURNAL, "r1.2")]


async def test_missing_names_are_found(store_url: str) -> None:
    await fill(store_url)
    await damage(store_url, "DELETE FROM catalogue WHERE series_id = 'r3'", "catalogue", {"series_id": "r3"}, gone)

    assert [(flaw.kind, flaw.subject) for flaw in await examine(store_url)] == [(FlawKind.PARTS, "r3.1")]


async def test_a_wrong_head_is_found_and_mended(store_url: str) -> None:
    await fill(store_url)
    await damage(store_url, "DELETE FROM heads WHERE series_id = 'r1'", "heads", {"series_id": "r1"}, gone)
    # Reading a series rolls its head forward on MongoDB: so the database is asked first.
    async with keeping(store_url) as keeper:
        assert [(flaw.kind, flaw.subject) for flaw in await keeper.inspection.find_flaws()] == [(FlawKind.HEAD, "r1")]
        assert await keeper.backend.rebuild_heads() == 1
    assert await examine(store_url) == []


async def test_orphans_are_found_and_swept(store_url: str) -> None:
    await fill(store_url)
    before = await ask_everything(store_url)
    sql = "INSERT INTO sections (attempt, n, document) VALUES ('nobody', 0, '{}')"
    if store_url.startswith("sqlite"):
        await damage(store_url, sql, "", {}, gone)
    else:
        async with keeping(store_url) as keeper:
            await keeper.backend._db.insert("sections", {"_id": "nobody/0", "attempt": "nobody", "n": 0})  # type: ignore[attr-defined]

    assert [(flaw.kind, flaw.subject) for flaw in await examine(store_url)] == [(FlawKind.ORPHANS, "sections")]
    async with keeping(store_url) as keeper:
        assert await keeper.sweep() == (0, 1)
        assert await keeper.sweep() == (0, 0)
    assert await examine(store_url) == []
    assert await ask_everything(store_url) == before


async def test_dumping_while_texts_come_in(store_url: str, other_url: str) -> None:
    """What is published while a dump is written is in it or not, whole; the dump is sound either way."""
    await fill(store_url)
    file = io.BytesIO()
    number = [0]
    async with serving(store_url) as store, keeping(store_url) as keeper:
        async for bundle in keeper.stream_bundles():
            number[0] += 1
            await store.save(submit(f"r{number[0] % 3}x", [budget_line(won=number[0])], f"{number[0]}"))
            assert read_line(write_line(bundle)) == bundle
        await write_dump(keeper, file)
    file.seek(0)
    assert check_dump(file).revisions == 9 + number[0]
    assert await load(other_url, file.getvalue()) == 9 + number[0]
