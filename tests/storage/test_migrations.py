"""Stores of every older version, brought forward: nothing is lost, whatever stops the program on the way.

A store of version n is made by a program that knows the first n steps only, and writes what such a program wrote.
"""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw
import pytest

from app.errors import StoreTooNew
from app.models.finding import FindingFilter
from app.settings import Settings
from app.storage import open_store
from app.storage.documents.trees import Document
from app.storage.library import Library
from app.storage.mongodb import migration as mongo_migration
from app.storage.mongodb import schema as mongo_schema
from app.storage.mongodb.backend import MongoBackend
from app.storage.mongodb.driver import MongoDatabase
from app.storage.mongodb.queries import Filter
from app.storage.mongodb.schema import INDEXES, Index
from app.storage.port import FactQuery, JournalQuery, ReportQuery, ReportStore, SearchQuery
from app.storage.sqlite import file as sqlite_file
from app.storage.sqlite import schema as sqlite_schema
from app.storage.sqlite.backfill import BACKFILLS
from app.storage.sqlite.file import VFS
from tests.factories import NOON, budget_line, build_large_report, every_kind, submit
from tests.mongodb_server import MongoServer

MONGO_SEARCH = 2  # the version from which on words are stored
OLDER_FILES = range(1, sqlite_schema.VERSION)
OLDER_DATABASES = range(1, mongo_schema.VERSION)
KILLED = 9


async def write_reports(store: ReportStore) -> None:
    """Revisions, a deletion, a series that came back."""
    await store.save(submit("r1", every_kind(), text="가"))
    await store.save(submit("r1", every_kind(), text="나"))
    await store.save(submit("r2", [budget_line()]))
    await store.delete("r2", actor="tester", at=NOON)
    await store.save(submit("r2", report=build_large_report(12)))
    await store.save(submit("r3"))
    await store.delete("r3", actor="tester", at=NOON)


async def ask_all(store: ReportStore) -> list[object]:
    """All that a store answers, in a form that can be compared."""
    reports = await store.find_reports(ReportQuery())
    return [
        reports,
        [fact async for fact in store.stream_facts(FactQuery())],
        [fact async for fact in store.stream_facts(FactQuery(include_history=True))],
        [await store.find_facts(FactQuery(text=words)) for words in ("정원", "과", "없는말")],
        await store.count_findings(ReportQuery(findings=FindingFilter())),
        [await store.find_report(summary.identity.id) for summary in reports.items],
        [await store.find_revisions(series_id) for series_id in ("r1", "r2", "r3")],
        [await store.search(SearchQuery(words)) for words in ("인력", "정원 휴직", "위치")],
        await store.search(SearchQuery("인력", report_id="r1.1")),
        (await store.find_journal(JournalQuery())).items,
        await store.find_catalogue(),
    ]


async def open_file(path: Path) -> ReportStore:
    return await open_store(Settings(store_url=f"sqlite:///{path}"))


async def make_file(path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as a program of that version left it: the tables of its steps, with the rows that are written into them."""
    whole = path.with_suffix(".whole")
    store = await open_file(whole)
    await write_reports(store)
    await store.close()
    with monkeypatch.context() as older:
        older.setattr(sqlite_file, "STEPS", sqlite_schema.STEPS[:version])
        older.setattr(sqlite_file, "VERSION", version)
        older.setattr(sqlite_file, "BACKFILLS", {})
        await (await open_file(path)).close()
    copy_rows(whole, path)


def copy_rows(source: Path, target: Path) -> None:
    connection = apsw.Connection(str(target), vfs=VFS)
    connection.execute("ATTACH ? AS whole", (str(source),))
    connection.execute("BEGIN IMMEDIATE")
    # An index of words is a table of tables, which are copied as they are.
    for (table,) in list(connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")):
        columns = ", ".join(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)))
        connection.execute(f"DELETE FROM {table}; INSERT INTO {table} ({columns}) SELECT {columns} FROM whole.{table}")
    connection.execute("COMMIT")
    connection.close()


async def ask_file(path: Path) -> list[object]:
    store = await open_file(path)
    try:
        return await ask_all(store)
    finally:
        await store.close()


def read_schema(path: Path) -> tuple[int, list[Any]]:
    # Through the same layer of checksums: whoever closes a file last writes its log home.
    connection = apsw.Connection(str(path), vfs=VFS)
    version = connection.pragma("user_version")
    tables = list(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2"))
    connection.close()
    return version, tables


def test_every_step_of_a_file_is_counted() -> None:
    assert len(sqlite_schema.STEPS) == sqlite_schema.VERSION
    assert BACKFILLS.keys() <= set(range(1, sqlite_schema.VERSION + 1))


@pytest.mark.parametrize("version", OLDER_FILES)
async def test_an_older_file_is_brought_forward(tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_file(tmp_path / "new.db", sqlite_schema.VERSION, monkeypatch)
    await make_file(tmp_path / "old.db", version, monkeypatch)
    assert read_schema(tmp_path / "old.db")[0] == version

    assert await ask_file(tmp_path / "old.db") == await ask_file(tmp_path / "new.db")
    assert read_schema(tmp_path / "old.db") == read_schema(tmp_path / "new.db")


@pytest.mark.parametrize("version", OLDER_FILES)
async def test_an_older_program_refuses_a_newer_file(tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_file(tmp_path / "bogo.db", sqlite_schema.VERSION, monkeypatch)
    before = (tmp_path / "bogo.db").read_bytes()

    monkeypatch.setattr(sqlite_file, "VERSION", version)
    with pytest.raises(StoreTooNew) as refused:
        await open_file(tmp_path / "bogo.db")
    assert (refused.value.found, refused.value.known) == (sqlite_schema.VERSION, version)
    assert (tmp_path / "bogo.db").read_bytes() == before


def open_and_die(path: Path, statements: int) -> bool:
    """Open a file in a process that is killed when it begins that many statements and one; whether it came to that."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    connect, left = sqlite_file.SqliteFile._connect, statements

    def count(cursor: apsw.Cursor, sql: str, values: object) -> bool:
        nonlocal left
        if left == 0:
            os._exit(KILLED)
        left -= 1
        return True

    def connect_counting(file: sqlite_file.SqliteFile) -> apsw.Connection:
        connection = connect(file)
        connection.exec_trace = count
        return connection

    sqlite_file.SqliteFile._connect = connect_counting  # type: ignore[assignment, method-assign]
    try:
        asyncio.run(ask_file(path))
    finally:
        os._exit(0)


@pytest.mark.parametrize("stride", [pytest.param(5, id="some"), pytest.param(1, id="every", marks=pytest.mark.soak)])
def test_a_program_that_dies_at_any_statement_of_any_step_loses_nothing(
    tmp_path: Path, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(make_file(tmp_path / "new.db", sqlite_schema.VERSION, monkeypatch))
    asyncio.run(make_file(tmp_path / "old.db", 1, monkeypatch))
    old, right = (tmp_path / "old.db").read_bytes(), asyncio.run(ask_file(tmp_path / "new.db"))
    path, statements, seen = tmp_path / "bogo.db", 0, set()
    while True:
        for beside in tmp_path.glob("bogo.db*"):
            beside.unlink()
        path.write_bytes(old)
        died = open_and_die(path, statements)
        seen.add(read_schema(path)[0])
        assert asyncio.run(ask_file(path)) == right, f"killed after {statements} statements"
        if sqlite_schema.VERSION in seen:
            break
        assert died
        statements += stride
    assert seen == set(range(1, sqlite_schema.VERSION + 1))
    assert statements > 30


def settings(url: str) -> Settings:
    return Settings(store_url=url)


async def make_database(url: str, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database as a program of that version left it."""
    with monkeypatch.context() as older:
        older.setattr(mongo_migration, "STEPS", mongo_schema.STEPS[:version])
        older.setattr(mongo_migration, "VERSION", version)
        store = await open_store(settings(url))
        await write_reports(store)
        await store.close()
    if version < MONGO_SEARCH:
        database = MongoDatabase(settings(url))
        await database.delete("search", {"_id": {"$gt": ""}})
        await database.close()


async def ask_database(url: str) -> list[object]:
    store = await open_store(settings(url))
    try:
        return await ask_all(store)
    finally:
        await store.close()


async def read_versions(url: str) -> set[tuple[str, int]]:
    database = MongoDatabase(settings(url))
    notes = await database.find("store", {"_id": {"$gt": ""}})
    await database.close()
    return {(note["_id"], note["version"]) for note in notes}


async def read_index_names(url: str) -> set[tuple[str, str]]:
    database = MongoDatabase(settings(url))
    found = {(name, index) for name in INDEXES for index in await database._db[name].index_information()}
    await database.close()
    return found


ALL_VERSIONS = {(f"schema.{version}", version) for version in range(1, mongo_schema.VERSION + 1)}


async def right_answers(tmp_path: Path) -> list[object]:
    """What a store answers into which all was written at once."""
    store = await open_file(tmp_path / "right.db")
    await write_reports(store)
    try:
        return await ask_all(store)
    finally:
        await store.close()


@pytest.mark.parametrize("version", OLDER_DATABASES)
async def test_an_older_database_is_brought_forward(
    tmp_path: Path, mongodb_url: str, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_database(mongodb_url, version, monkeypatch)
    assert max(found for _, found in await read_versions(mongodb_url)) == version

    assert await ask_database(mongodb_url) == await right_answers(tmp_path)
    assert await read_versions(mongodb_url) == ALL_VERSIONS
    assert {(name, index.name) for name, indexes in INDEXES.items() for index in indexes} <= await read_index_names(mongodb_url)


async def test_a_database_of_the_first_programs_is_brought_forward(
    tmp_path: Path, mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They noted their only version under a name without a number."""
    await make_database(mongodb_url, 1, monkeypatch)
    database = MongoDatabase(settings(mongodb_url))
    await database.delete("store", {"_id": "schema.1"})
    await database.insert("store", {"_id": "schema", "version": 1})
    await database.close()

    assert await ask_database(mongodb_url) == await right_answers(tmp_path)
    assert await read_versions(mongodb_url) == ALL_VERSIONS - {("schema.1", 1)} | {("schema", 1)}


@pytest.mark.parametrize("version", OLDER_DATABASES)
async def test_an_older_program_refuses_a_newer_database(mongodb_url: str, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    await make_database(mongodb_url, mongo_schema.VERSION, monkeypatch)

    with pytest.raises(StoreTooNew) as refused:
        await make_database(mongodb_url, version, monkeypatch)
    assert (refused.value.found, refused.value.known) == (mongo_schema.VERSION, version)


class StoppedError(Exception):
    """The program that brought the database forward died."""


class StoppingDatabase(MongoDatabase):
    """Dies after a number of writes: the next one never happens."""

    def __init__(self, url: str, writes: int) -> None:
        super().__init__(settings(url))
        self._left = writes

    def _spend(self) -> None:
        if self._left == 0:
            raise StoppedError
        self._left -= 1

    async def create_indexes(self, collection: str, indexes: Sequence[Index]) -> None:
        for index in indexes:  # one by one, so that it may die between any two
            self._spend()
            await super().create_indexes(collection, [index])

    async def insert(self, collection: str, document: Document) -> bool:
        self._spend()
        return await super().insert(collection, document)

    async def insert_all(self, collection: str, documents: Sequence[Document]) -> None:
        for document in documents:
            self._spend()
            await super().insert_all(collection, [document])

    async def delete(self, collection: str, query: Filter) -> None:
        self._spend()
        await super().delete(collection, query)


async def test_a_program_that_dies_after_any_write_of_any_step_loses_nothing(
    tmp_path: Path, mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try goes on where the one before it died, one write further in its step, until one comes to the end; then all is there."""
    await make_database(mongodb_url, 1, monkeypatch)
    seen, writes, died = {1}, 0, 0
    while True:
        dying = MongoBackend(StoppingDatabase(mongodb_url, writes))
        try:
            await dying.prepare()
        except StoppedError:
            died += 1
        else:
            break
        finally:
            await dying.close()
        held = max(found for _, found in await read_versions(mongodb_url))
        writes = writes + 1 if held in seen else 0
        seen.add(held)
    assert seen | {mongo_schema.VERSION} == set(range(1, mongo_schema.VERSION + 1))
    assert died > 5
    assert await ask_database(mongodb_url) == await right_answers(tmp_path)


async def test_programs_may_bring_a_database_forward_at_once(
    tmp_path: Path, mongodb_server: MongoServer, mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if mongodb_server.product.startswith("FerretDB"):
        pytest.skip("FerretDB breaks down for good when two make indexes of one collection at once")
    await make_database(mongodb_url, 1, monkeypatch)
    backends = [MongoBackend(MongoDatabase(settings(mongodb_url))) for _ in range(3)]

    await asyncio.gather(*(backend.prepare() for backend in backends))

    right = await right_answers(tmp_path)
    assert [await ask_all(Library(backend)) for backend in backends] == [right] * 3
    assert await read_versions(mongodb_url) == ALL_VERSIONS
    for backend in backends:
        await backend.close()
