"""The index of words in SQLite: search documents in a table, their keys beside it in a full-text index.

The full-text index is a list of rows for each key, no more: keys are cut before they come here (pairs of syllables, see
`app/storage/asking/search_keys.py`), and what is found is decided by scanning the documents' text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import apsw
import orjson

from app.errors import StoreDamaged
from app.storage.asking.backend import SectionEntry
from app.storage.asking.search_keys import ANY_KEY
from app.storage.asking.selection import SearchFilter
from app.storage.documents.revisions import join_pieces, unfold
from app.storage.documents.trees import Document
from app.storage.sqlite.rows import find_pieces, first, marks, to_json, year_test

_OF_THE_REPORT: Final = ("_id", "attempt", "series_id", "government_key", "order", "year", "body_keys", "report")
_OF_THE_ROW: Final = ("n", "kinds", "text", "keys")


def insert_search(connection: apsw.Connection, found: Sequence[Document]) -> None:
    """Keep the search documents of an attempt."""
    if not found:
        return
    report = _insert_report(connection, found[0])
    for document in found:
        rest = {field: value for field, value in document.items() if field not in _OF_THE_REPORT and field not in _OF_THE_ROW}
        row = (document["attempt"], report, document["n"], document["kinds"], document["text"], to_json(rest))
        connection.execute("INSERT INTO search (attempt, report, n, kinds, text, document) VALUES (?, ?, ?, ?, ?, ?)", row)
        keys = (connection.last_insert_rowid(), " ".join(document["keys"]))
        connection.execute("INSERT INTO search_keys (rowid, keys) VALUES (?, ?)", keys)


def _insert_report(connection: apsw.Connection, document: Document) -> int:
    """What all search documents of an attempt have in common; its row."""
    own = ("attempt", "series_id", "order", "government_key")
    row = (*(document[field] for field in own), to_json(document["body_keys"]), document["year"], to_json(document["report"]))
    sql = f"INSERT INTO search_reports (attempt, series_id, place, government, bodies, fiscal_year, document) VALUES ({marks(row)})"
    connection.execute(sql, row)
    return connection.last_insert_rowid()


def find_sections(connection: apsw.Connection, wanted: SearchFilter, start: str | None, enough: int) -> list[SectionEntry]:
    """Sections that may hold the words, from the place `start` on; see Backend."""
    if wanted.attempt is None:
        joined, number = "JOIN heads h ON h.series_id = p.series_id AND h.attempt = p.attempt", "h.number"
    else:
        joined, number = "JOIN revisions h ON h.attempt = p.attempt", "h.number"
    tests = [*_tests(wanted), ("p.place >= ?", (start or "",))]
    # CROSS JOIN keeps the order of tables: what has the keys is looked up, not the other way round.
    sql = f"""SELECT p.place, s.id, p.series_id, {number} FROM search_keys k CROSS JOIN search s ON s.id = k.rowid
        CROSS JOIN search_reports p ON p.id = s.report {joined}
        WHERE {" AND ".join(test for test, _ in tests)} ORDER BY p.place, s.id"""
    return _take(connection.execute(sql, tuple(value for _, values in tests for value in values)), start, enough)


def fetch_search(connection: apsw.Connection, keys: Sequence[int | str]) -> list[Document]:
    """The search documents of these rows. Raises StoreDamaged when one is not there."""
    reports: dict[int, Document] = {}
    return [_fetch_one(connection, key, reports) for key in keys]


def _fetch_one(connection: apsw.Connection, key: int | str, reports: dict[int, Document]) -> Document:
    """One search document; `reports` remembers what those of one report have in common."""
    row = next(iter(connection.execute("SELECT report, n, kinds, text, document FROM search WHERE id = ?", (key,))), None)
    if row is None:
        raise StoreDamaged(reason=f"search document {key} is gone")
    report, n, kinds, text, document = row
    if report not in reports:
        reports[report] = _fetch_report(connection, report)
    found = reports[report] | orjson.loads(document) | {"n": n, "kinds": kinds, "text": text}
    return _unfold(connection, found, "text")


def _fetch_report(connection: apsw.Connection, report: int) -> Document:
    row = next(iter(connection.execute("SELECT attempt, document FROM search_reports WHERE id = ?", (report,))), None)
    if row is None:
        raise StoreDamaged(reason=f"what search documents of report {report} share is gone")
    return {"attempt": row[0], "report": orjson.loads(row[1])}


def fetch_contents(connection: apsw.Connection, found: Iterable[Document]) -> list[Document | None]:
    """The documents of the sections that were found, where they have any."""
    sql = "SELECT document FROM sections WHERE attempt = ? AND n = ?"
    contents = (first(connection, sql, (document["attempt"], document["n"])) for document in found)
    return [_unfold(connection, content, "content") if content else None for content in contents]


def _tests(wanted: SearchFilter) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "search_keys MATCH ?", (write_match(wanted.keys, wanted.prefixes),)
    if wanted.governments:
        yield f"p.government IN ({marks(wanted.governments)})", wanted.governments
    if wanted.bodies:
        yield f"EXISTS (SELECT 1 FROM json_each(p.bodies) WHERE value IN ({marks(wanted.bodies)}))", wanted.bodies
    if wanted.fiscal_years:
        yield year_test("p.fiscal_year", wanted.fiscal_years)
    if wanted.attempt is not None:
        yield "p.attempt = ?", (wanted.attempt,)


def write_match(keys: Iterable[str], prefixes: Iterable[str]) -> str:
    """What the full-text index is asked.

    >>> write_match(("예산", "％"), ("과",))
    '("예산" AND "％" AND "과" *) OR "any"'
    """
    every = [*(f'"{key}"' for key in keys), *(f'"{prefix}" *' for prefix in prefixes)]
    return f'({" AND ".join(every)}) OR "{ANY_KEY}"'


def _take(rows: Iterable[Any], start: str | None, enough: int) -> list[SectionEntry]:
    taken: list[SectionEntry] = []
    counted = 0
    for row in rows:
        entry = SectionEntry(*row)
        if counted >= enough and entry.order != taken[-1].order:
            break
        taken.append(entry)
        counted += entry.order != start
    return taken


def _unfold(connection: apsw.Connection, document: Document, field: str) -> Document:
    if not document.get("folded"):
        return document
    return unfold(document, field, join_pieces(find_pieces(connection, document["attempt"])))
