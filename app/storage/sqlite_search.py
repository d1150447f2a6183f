"""The index of words in SQLite: search documents in a table, their keys beside it in a full-text index.

The full-text index is a list of rows for each key, no more: keys are cut before they come here (pairs of syllables, see
`app/storage/search/words.py`), and what is found is decided by scanning the documents' text.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import apsw

from app.errors import StoreDamaged
from app.storage.backend import SectionEntry
from app.storage.documents import join_pieces, unfold
from app.storage.search.words import ANY_KEY
from app.storage.selection import SearchFilter
from app.storage.sqlite_rows import find_pieces, first, marks, to_json, year_test
from app.storage.trees import Document


def insert_search(connection: apsw.Connection, found: Iterable[Document]) -> None:
    """Keep the search documents of an attempt."""
    for document in found:
        own = ("attempt", "n", "series_id", "order", "government_key")
        light = {field: value for field, value in document.items() if field != "keys"}
        row = (*(document[field] for field in own), to_json(document["body_keys"]), document["year"], to_json(light))
        sql = f"INSERT INTO search (attempt, n, series_id, place, government, bodies, fiscal_year, document) VALUES ({marks(row)})"
        connection.execute(sql, row)
        keys = (connection.last_insert_rowid(), " ".join(document["keys"]))
        connection.execute("INSERT INTO search_keys (rowid, keys) VALUES (?, ?)", keys)


def find_sections(connection: apsw.Connection, wanted: SearchFilter, start: str | None, enough: int) -> list[SectionEntry]:
    """Sections that may hold the words, from the place `start` on; see Backend."""
    if wanted.attempt is None:
        joined, number = "JOIN heads h ON h.series_id = s.series_id AND h.attempt = s.attempt", "h.number"
    else:
        joined, number = "JOIN revisions r ON r.attempt = s.attempt", "r.number"
    tests = [*_tests(wanted), ("s.place >= ?", (start or "",))]
    sql = f"""SELECT s.place, s.id, s.series_id, {number} FROM search_keys k CROSS JOIN search s ON s.id = k.rowid {joined}
        WHERE {" AND ".join(test for test, _ in tests)} ORDER BY s.place, s.id"""
    return _take(connection.execute(sql, tuple(value for _, values in tests for value in values)), start, enough)


def fetch_search(connection: apsw.Connection, keys: Sequence[int | str]) -> list[Document]:
    """The search documents of these rows. Raises StoreDamaged when one is not there."""
    found = [first(connection, "SELECT document FROM search WHERE id = ?", (key,)) for key in keys]
    if None in found:
        raise StoreDamaged(reason=f"search document {keys[found.index(None)]} is gone")
    return [_unfold(connection, document, "text") for document in found if document]


def fetch_contents(connection: apsw.Connection, found: Iterable[Document]) -> list[Document | None]:
    """The documents of the sections that were found, where they have any."""
    sql = "SELECT document FROM sections WHERE attempt = ? AND n = ?"
    contents = (first(connection, sql, (document["attempt"], document["n"])) for document in found)
    return [_unfold(connection, content, "content") if content else None for content in contents]


def _tests(wanted: SearchFilter) -> Iterator[tuple[str, tuple[Any, ...]]]:
    yield "search_keys MATCH ?", (write_question(wanted),)
    if wanted.governments:
        yield f"s.government IN ({marks(wanted.governments)})", wanted.governments
    if wanted.bodies:
        yield f"EXISTS (SELECT 1 FROM json_each(s.bodies) WHERE value IN ({marks(wanted.bodies)}))", wanted.bodies
    if wanted.fiscal_years:
        yield year_test("s.fiscal_year", wanted.fiscal_years)
    if wanted.attempt is not None:
        yield "s.attempt = ?", (wanted.attempt,)


def write_question(wanted: SearchFilter) -> str:
    """What the full-text index is asked.

    >>> write_question(SearchFilter(keys=("예산", "％"), prefixes=("과",)))
    '("예산" AND "％" AND "과" *) OR "any"'
    """
    every = [*(f'"{key}"' for key in wanted.keys), *(f'"{prefix}" *' for prefix in wanted.prefixes)]
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
