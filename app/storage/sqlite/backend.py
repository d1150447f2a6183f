"""The embedded store: reports in one SQLite file.

A publication is one transaction, so a file never holds documents that belong to no revision, and no head is ever
behind. What a reader asks runs in one read transaction and so belongs to one moment.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw
import orjson

from app.errors import StoreDamaged
from app.storage.asking.backend import SectionEntry, SheetEntry, Whole
from app.storage.asking.selection import JournalCursor, JournalFilter, ReportFilter, SearchFilter, SheetFilter
from app.storage.documents.books import merge_entries
from app.storage.documents.gists import GistTest
from app.storage.documents.revisions import Parts, StoredParts, join_pieces, unfold
from app.storage.documents.trees import Document
from app.storage.port import COUNT_LIMIT
from app.storage.sqlite.aliases import find_books, insert_book
from app.storage.sqlite.file import SqliteFile
from app.storage.sqlite.findings import count_findings, fetch_details, insert_findings
from app.storage.sqlite.gists import count_shared, find_holding, insert_gists
from app.storage.sqlite.rows import documents, find_pieces, first, marks, to_json
from app.storage.sqlite.search import fetch_contents, fetch_search, find_sections, insert_search
from app.storage.sqlite.sheets import number_column, report_conditions, sheet_source, take_entries


class SqliteBackend:
    """A Backend over one file."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    async def publish(self, parts: Parts | None, revision: Document) -> bool:
        return await self._file.write(lambda connection: _publish(connection, parts, revision))

    async def abandon(self, parts: Parts) -> None:
        """Nothing to do: what is not published is not written."""

    async def find_newest(self, series_id: str) -> Document | None:
        sql = "SELECT document FROM revisions WHERE series_id = ? ORDER BY number DESC LIMIT 1"
        return await self._file.read(lambda connection: first(connection, sql, (series_id,)))

    async def find_revision(self, series_id: str, number: int) -> Document | None:
        sql = "SELECT document FROM revisions WHERE series_id = ? AND number = ?"
        return await self._file.read(lambda connection: first(connection, sql, (series_id, number)))

    async def find_revisions(self, series_id: str) -> Sequence[Document]:
        sql = "SELECT document FROM revisions WHERE series_id = ? ORDER BY number DESC"
        return await self._file.read(lambda connection: documents(connection, sql, (series_id,)))

    async def find_whole(self, revision: Document) -> Whole:
        return await self._file.read(lambda connection: _find_whole(connection, revision))

    async def find_source(self, revision: Document) -> bytes | None:
        sql = "SELECT bytes FROM sources WHERE attempt = ?"
        return await self._file.read(lambda connection: connection.execute(sql, (revision["attempt"],)).get)

    async def find_summaries(self, wanted: ReportFilter, after: str | None, limit: int) -> tuple[Sequence[Document], int]:
        conditions, values = report_conditions(wanted)
        source = f"FROM heads h JOIN revisions r ON r.id = h.revision WHERE {conditions}"

        def ask(connection: apsw.Connection) -> tuple[Sequence[Document], int]:
            page = f"SELECT r.document {source} AND h.place > ? ORDER BY h.place LIMIT ?"
            total = f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {COUNT_LIMIT + 1})"
            return documents(connection, page, (*values, after or "", limit)), connection.execute(total, values).get

        return await self._file.read(ask)

    async def find_details(self, revisions: Sequence[tuple[str, int]]) -> Sequence[Document]:
        return await self._file.read(lambda connection: fetch_details(connection, revisions))

    async def count_findings(self, wanted: ReportFilter) -> int:
        return await self._file.read(lambda connection: count_findings(connection, wanted))

    async def find_journal(self, wanted: JournalFilter, after: JournalCursor | None, limit: int) -> tuple[Sequence[Document], int]:
        def ask(connection: apsw.Connection) -> tuple[Sequence[Document], int]:
            return merge_entries([_find_journal(connection, table, wanted, after, limit) for table in ("revisions", "aliases")], limit)

        return await self._file.read(ask)

    async def note_reading(self, revision_id: str, parser_version: str) -> None:
        sql = "INSERT OR IGNORE INTO readings (parser_version, revision) VALUES (?, ?)"
        await self._file.write(lambda connection: connection.execute(sql, (parser_version, revision_id)))

    async def find_readings(self, revision_ids: Sequence[str], parser_version: str) -> frozenset[str]:
        sql = f"SELECT revision FROM readings WHERE parser_version = ? AND revision IN ({marks(revision_ids)})"
        values = (parser_version, *revision_ids)
        return await self._file.read(lambda connection: frozenset(found for (found,) in connection.execute(sql, values)))

    async def find_sheets(self, wanted: SheetFilter, start: str | None, enough: int | None) -> Sequence[SheetEntry]:
        source, values = sheet_source(wanted)
        sql = f"SELECT s.place, s.id, s.series_id, {number_column(wanted)}, s.count {source} AND s.place >= ? ORDER BY s.place, s.id"
        return await self._file.read(lambda connection: take_entries(connection.execute(sql, (*values, start or "")), start, enough))

    async def count_facts(self, wanted: SheetFilter, limit: int) -> int:
        source, values = sheet_source(wanted)
        sql = f"SELECT coalesce(sum(count), 0) FROM (SELECT s.count {source} LIMIT ?)"  # a sheet holds one fact at least
        return await self._file.read(lambda connection: connection.execute(sql, (*values, limit + 1)).get)

    async def find_holding(self, wanted: SheetFilter, test: GistTest, start: str | None, enough: int | None) -> Sequence[SheetEntry]:
        return await self._file.read(lambda connection: find_holding(connection, wanted, test, start, enough))

    async def count_shared(self, wanted: SheetFilter) -> Sequence[tuple[Document, int]]:
        return await self._file.read(lambda connection: count_shared(connection, wanted))

    async def fetch_sheets(self, keys: Sequence[int | str]) -> Sequence[Document]:
        return await self._file.read(lambda connection: [_fetch_sheet(connection, key) for key in keys])

    async def find_sections(self, wanted: SearchFilter, start: str | None, enough: int) -> Sequence[SectionEntry]:
        return await self._file.read(lambda connection: find_sections(connection, wanted, start, enough))

    async def fetch_search(self, keys: Sequence[int | str]) -> Sequence[Document]:
        return await self._file.read(lambda connection: fetch_search(connection, keys))

    async def fetch_contents(self, found: Sequence[Document]) -> Sequence[Document | None]:
        return await self._file.read(lambda connection: fetch_contents(connection, found))

    async def find_catalogue(self, kinds: Sequence[str]) -> Sequence[Document]:
        chosen = f"WHERE c.kind IN ({marks(kinds)})" if kinds else ""
        sql = f"SELECT c.document FROM catalogue c JOIN heads h ON h.series_id = c.series_id AND h.attempt = c.attempt {chosen}"
        return await self._file.read(lambda connection: documents(connection, sql, tuple(kinds)))

    async def publish_book(self, book: Document) -> bool:
        return await self._file.write(lambda connection: insert_book(connection, book))

    async def find_books(self, governments: Sequence[str]) -> Sequence[Document]:
        return await self._file.read(lambda connection: find_books(connection, governments))

    async def find_state(self) -> str:
        return await self._file.read(lambda connection: str(connection.execute("SELECT max(id) FROM revisions").get))

    async def rebuild_heads(self) -> int:
        return await self._file.write(_rebuild_heads)

    async def sweep(self, before: datetime) -> int:
        """Nothing to do: what is not published is not written."""
        await self.ping()
        return 0

    async def ping(self) -> None:
        await self._file.read(lambda connection: connection.execute("SELECT count(*) FROM (SELECT 1 FROM revisions LIMIT 1)").get)

    async def close(self) -> None:
        await self._file.close()


async def open_sqlite(path: Path, busy_seconds: float) -> SqliteBackend:
    """The store in a file, which is made if it is not there. Raises StoreUnavailable, StoreDamaged, StoreTooNew."""
    file = SqliteFile(path, busy_seconds)
    try:
        await file.open()
    except BaseException:
        await file.close()
        raise
    return SqliteBackend(file)


def _publish(connection: apsw.Connection, parts: Parts | None, revision: Document) -> bool:
    if not _insert_revision(connection, revision):
        return False
    number = connection.last_insert_rowid()
    attempt, series_id = revision["attempt"], revision["series_id"]
    if parts:
        _insert_parts(connection, parts)
        insert_findings(connection, number, revision)
    head = (series_id, revision["number"], number, None if revision["deleted"] else attempt, revision["order"])
    connection.execute("INSERT OR REPLACE INTO heads (series_id, number, revision, attempt, place) VALUES (?, ?, ?, ?, ?)", head)
    connection.execute("DELETE FROM catalogue WHERE series_id = ? AND attempt IS NOT ?", (series_id, attempt))
    return True


def _insert_revision(connection: apsw.Connection, revision: Document) -> bool:
    light = {field: value for field, value in revision.items() if field != "details"}
    row = (
        revision["series_id"],
        revision["number"],
        revision["attempt"],
        int(revision["deleted"]),
        revision["at"],
        revision["order"],
        revision["kind_key"],
        revision["fiscal_year"],
        to_json(light),
        to_json(revision["details"]),
    )
    sql = f"""INSERT INTO revisions (series_id, number, attempt, deleted, at, place, kind, fiscal_year, document, details)
        VALUES ({marks(row)}) ON CONFLICT (series_id, number) DO NOTHING"""
    connection.execute(sql, row)
    if not connection.changes():
        return False
    bodies = {(found["kind"], found["key"], connection.last_insert_rowid()) for found in revision["found_by"]}
    connection.executemany("INSERT INTO revision_bodies (kind, name, revision) VALUES (?, ?, ?)", sorted(bodies))
    return True


def _insert_parts(connection: apsw.Connection, parts: Parts) -> None:
    attempt = parts.attempt
    connection.execute("INSERT INTO sources (attempt, bytes) VALUES (?, ?)", (attempt, parts.source))
    connection.executemany(
        "INSERT INTO sections (attempt, n, document) VALUES (?, ?, ?)",
        [(attempt, section["n"], to_json(section)) for section in parts.sections],
    )
    connection.executemany(
        "INSERT INTO catalogue (kind, attempt, series_id, document) VALUES (?, ?, ?, ?)",
        [(entry["kind"], attempt, parts.series_id, to_json(entry)) for entry in parts.catalogue],
    )
    connection.executemany(
        "INSERT INTO pieces (attempt, part, n, document) VALUES (?, ?, ?, ?)",
        [(attempt, piece["part"], piece["n"], to_json(piece)) for piece in parts.pieces],
    )
    insert_search(connection, parts.search)
    for sheet in parts.sheets:
        _insert_sheet(connection, attempt, sheet)


def _insert_sheet(connection: apsw.Connection, attempt: str, sheet: Document) -> None:
    own = ("series_id", "order", "kind", "government_key", "body_key", "year", "at", "count")
    row = (attempt, *(sheet[field] for field in own), to_json(sheet))
    connection.execute(
        f"""INSERT INTO sheets (attempt, series_id, place, kind, government, body, fiscal_year, at, count, document)
        VALUES ({marks(row)})""",
        row,
    )
    key = connection.last_insert_rowid()
    connection.executemany("INSERT INTO sheet_names (name, sheet) VALUES (?, ?)", [(name, key) for name in sheet["names"]])
    insert_gists(connection, key, sheet)


def _find_whole(connection: apsw.Connection, revision: Document) -> Whole:
    attempt = revision["attempt"]
    details = connection.execute("SELECT details FROM revisions WHERE attempt = ?", (attempt,)).get
    if details is None:
        raise StoreDamaged(reason=f"revision {revision['_id']} is gone")
    parts = StoredParts(
        sections=documents(connection, "SELECT document FROM sections WHERE attempt = ? ORDER BY n", (attempt,)),
        sheets=documents(connection, "SELECT document FROM sheets WHERE attempt = ?", (attempt,)),
        pieces=find_pieces(connection, attempt),
    )
    return Whole(revision | {"details": orjson.loads(details)}, parts)


def _fetch_sheet(connection: apsw.Connection, key: int | str) -> Document:
    sheet = first(connection, "SELECT document FROM sheets WHERE id = ?", (key,))
    if sheet is None:
        raise StoreDamaged(reason=f"sheet {key} is gone")
    return unfold(sheet, "facts", join_pieces(find_pieces(connection, sheet["attempt"]))) if sheet.get("folded") else sheet


def _find_journal(
    connection: apsw.Connection, table: str, wanted: JournalFilter, after: JournalCursor | None, limit: int
) -> tuple[Sequence[Document], int]:
    tests: list[tuple[str, tuple[Any, ...]]] = [("TRUE", ())]
    for field, keys in (("actor", wanted.actors), ("action", wanted.actions)):
        if keys:
            tests.append((f"document ->> '$.journal.{field}' IN ({marks(keys)})", keys))
    if wanted.since:
        tests.append(("at >= ?", (wanted.since,)))
    source = f"FROM {table} WHERE {' AND '.join(sql for sql, _ in tests)}"
    values = tuple(value for _, given in tests for value in given)
    name = "series_id || '.' || number"
    beyond = f"AND at <= ? AND (at, {name}) < (?, ?)" if after else ""
    page = f"SELECT document {source} {beyond} ORDER BY at DESC, {name} DESC LIMIT ?"
    total = f"SELECT count(*) FROM (SELECT 1 {source} LIMIT {COUNT_LIMIT + 1})"
    found = documents(connection, page, (*values, *((after.at, *after) if after else ()), limit))
    return found, connection.execute(total, values).get


def _rebuild_heads(connection: apsw.Connection) -> int:
    newest = """SELECT series_id, number, id, CASE WHEN deleted THEN NULL ELSE attempt END, place FROM revisions r
        WHERE number = (SELECT max(number) FROM revisions WHERE series_id = r.series_id)"""
    held = "SELECT series_id, number, revision, attempt, place FROM heads"
    wrong = f"SELECT count(*) FROM (SELECT series_id FROM ({newest} EXCEPT {held}) UNION SELECT series_id FROM ({held} EXCEPT {newest}))"
    found: int = connection.execute(wrong).get
    if found:
        connection.execute(f"DELETE FROM heads; INSERT INTO heads (series_id, number, revision, attempt, place) {newest}")
    return found
