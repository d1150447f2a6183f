"""How the stores connect: as the settings say, and on SQLite with one writer."""

import asyncio
import time
from pathlib import Path

import apsw
import pytest

from app.errors import StoreUnavailable
from app.settings import Settings
from app.storage import open_store
from app.storage.mongodb.driver import MongoDatabase
from app.storage.sqlite.file import SqliteFile
from tests.factories import every_kind, submit


async def test_the_pool_and_every_timeout_are_those_of_the_settings() -> None:
    url = "mongodb://127.0.0.1:1/bogo?w=1&journal=false&readPreference=secondary"
    database = MongoDatabase(Settings(store_url=url, store_pool_size=7, store_timeout_seconds=3.5))
    options, db = database._client.options, database._db
    pool = options.pool_options
    await database.close()

    assert pool.max_pool_size == 7
    assert options.server_selection_timeout == pool.connect_timeout == pool.socket_timeout == pool.wait_queue_timeout == 3.5
    assert db.write_concern.document == {"w": "majority", "j": True, "wtimeout": 3500}  # whatever the URL says
    assert (db.read_concern.level, db.read_preference.name) == ("majority", "Primary")


async def test_a_server_that_is_not_there_is_waited_for_as_long_as_the_settings_say() -> None:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable):
        await open_store(Settings(store_url="mongodb://127.0.0.1:1/bogo", store_timeout_seconds=1.0))
    assert 0.9 < time.monotonic() - begun < 9


async def test_a_process_writes_through_one_connection_and_takes_the_lock_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many write at once: every change begins with the lock that no other process can then take from it."""
    connect, statements = SqliteFile._connect, list[tuple[int, str]]()

    def connect_listening(file: SqliteFile) -> apsw.Connection:
        connection = connect(file)

        def listen(cursor: apsw.Cursor, sql: str, values: object) -> bool:
            statements.append((id(connection), sql.strip().partition("\n")[0]))
            return True

        connection.exec_trace = listen
        return connection

    monkeypatch.setattr(SqliteFile, "_connect", connect_listening)
    store = await open_store(Settings(store_url=f"sqlite:///{tmp_path}/bogo.db"))
    await asyncio.gather(*(store.save(submit(f"r{number}", every_kind())) for number in range(12)))
    await asyncio.gather(*(store.find_report(f"r{number}") for number in range(12)))
    await store.close()

    changes = ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "PRAGMA user_version=")
    writers = {connection for connection, sql in statements if sql.startswith(changes)}
    assert len(writers) == 1
    assert len({connection for connection, _ in statements}) > 1  # readers have their own
    begins = [sql for connection, sql in statements if connection in writers and sql.startswith("BEGIN")]
    assert len(begins) > 12
    assert set(begins) == {"BEGIN IMMEDIATE"}
    assert {sql for connection, sql in statements if connection not in writers and sql.startswith("BEGIN")} == {"BEGIN"}
