"""The embedded store, inspected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import apsw

from app.storage.documents.trees import Document
from app.storage.sqlite.file import SqliteFile
from app.storage.sqlite.rows import documents
from app.storage.upkeep.inspection import Flaw, FlawKind, Holding

_OF_ATTEMPTS: Final = ("sections", "sheets", "search_reports", "catalogue", "pieces", "sources")
_PARTS: Final = {
    **{name: f"SELECT count(*) FROM {name} WHERE attempt = ?" for name in ("sections", "sheets", "catalogue")},
    "search": "SELECT count(*) FROM search s JOIN search_reports r ON r.id = s.report WHERE r.attempt = ?",
}
_MOST_FAULTS: Final = 100
_DANGLING: Final = {
    "revision_bodies": "revision NOT IN (SELECT id FROM revisions)",
    "sheet_names": "sheet NOT IN (SELECT id FROM sheets)",
    "gists": "sheet NOT IN (SELECT id FROM sheets)",
    "sheet_bodies": "sheet NOT IN (SELECT id FROM sheets)",
    "revision_findings": "revision NOT IN (SELECT id FROM revisions)",
    "search": "report NOT IN (SELECT id FROM search_reports)",
}

# Which head each series should have, and which it has.
_NEWEST: Final = """SELECT series_id, number, CASE WHEN deleted THEN NULL ELSE attempt END, place FROM revisions r
    WHERE number = (SELECT max(number) FROM revisions WHERE series_id = r.series_id)"""
_HELD: Final = "SELECT series_id, number, attempt, place FROM heads"


class SqliteInspection:
    """An Inspection of one file."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    async def find_series(self, after: str | None, limit: int) -> Sequence[str]:
        sql = "SELECT DISTINCT series_id FROM revisions WHERE series_id > ? ORDER BY series_id LIMIT ?"
        return await self._file.read(lambda connection: [found for (found,) in connection.execute(sql, (after or "", limit))])

    async def list_books(self) -> Sequence[Document]:
        return await self._file.read(lambda connection: documents(connection, "SELECT document FROM aliases", ()))

    async def count_parts(self, attempt: str) -> Mapping[str, int]:
        def ask(connection: apsw.Connection) -> Mapping[str, int]:
            return {name: connection.execute(sql, (attempt,)).get for name, sql in _PARTS.items()}

        return await self._file.read(ask)

    async def find_flaws(self) -> Sequence[Flaw]:
        return await self._file.read(lambda connection: [*_check_pages(connection), *_check_heads(connection), *_check_orphans(connection)])

    async def remove_orphans(self) -> int:
        return await self._file.write(_remove_orphans)

    async def measure(self) -> Mapping[str, Holding]:
        return await self._file.read(measure_tables)

    async def close(self) -> None:
        await self._file.close()


def measure_tables(connection: apsw.Connection) -> dict[str, Holding]:
    """What each table holds. Bytes are whole pages, those of a virtual table's own tables included."""
    bytes_of: dict[str, int] = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    virtual = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")]
    shadows = {name: found for name in tables for found in virtual if name.startswith(f"{found}_")}
    indexes: dict[str, int] = {}
    for name, table in connection.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index'"):
        indexes[table] = indexes.get(table, 0) + bytes_of.get(name, 0)
    holdings = {}
    for table in tables:
        if table not in shadows:
            own = sum(bytes_of.get(name, 0) for name in (table, *(shadow for shadow, of in shadows.items() if of == table)))
            documents = None if table in virtual else connection.execute(f'SELECT count(*) FROM "{table}"').get
            holdings[table] = Holding(documents, own, indexes.get(table, 0))
    return holdings


def _check_pages(connection: apsw.Connection) -> Iterator[Flaw]:
    # Every page is read here, and so compared with its checksum.
    found = [text for (text,) in connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
    if found != ["ok"]:
        yield from (Flaw(FlawKind.PAGES, "file", str(text)) for text in found)


def _check_heads(connection: apsw.Connection) -> Iterator[Flaw]:
    wrong = f"SELECT series_id FROM ({_NEWEST} EXCEPT {_HELD}) UNION SELECT series_id FROM ({_HELD} EXCEPT {_NEWEST})"
    for (series_id,) in connection.execute(wrong):
        yield Flaw(FlawKind.HEAD, series_id, "its head is not its newest revision")


def _check_orphans(connection: apsw.Connection) -> Iterator[Flaw]:
    for table in _OF_ATTEMPTS:
        found = connection.execute(f"SELECT count(DISTINCT attempt) FROM {table} WHERE attempt NOT IN (SELECT attempt FROM revisions)").get
        if found:
            yield Flaw(FlawKind.ORPHANS, table, f"documents of {found} attempts that belong to no revision")
    for table, condition in _DANGLING.items():
        found = connection.execute(f"SELECT count(*) FROM {table} WHERE {condition}").get
        if found:
            yield Flaw(FlawKind.ORPHANS, table, f"{found} entries that belong to nothing")


def _remove_orphans(connection: apsw.Connection) -> int:
    orphaned = " UNION ".join(f"SELECT attempt FROM {table} WHERE attempt NOT IN (SELECT attempt FROM revisions)" for table in _OF_ATTEMPTS)
    attempts: list[Any] = connection.execute(orphaned).fetchall()
    for table in _OF_ATTEMPTS:
        connection.executemany(f"DELETE FROM {table} WHERE attempt = ?", attempts)
    for table, condition in _DANGLING.items():
        connection.execute(f"DELETE FROM {table} WHERE {condition}")
    return len(attempts)
