"""Gists of facts in SQLite, beside the sheets (`app/storage/documents/gists.py` says what they are).

The keys of a sheet's gists are kept by FTS5, as those of sections are (`app/storage/sqlite/search.py`); its rows are those of
`sheets`. Where few sheets have the keys, those are looked up; where many have, sheets are gone through in order, out of an
index that holds all that is asked of them, and only until enough facts are found.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import apsw
import orjson

from app.errors import StoreDamaged
from app.storage.asking.backend import SheetEntry
from app.storage.asking.search_keys import ANY_KEY
from app.storage.asking.selection import SheetFilter
from app.storage.documents.gists import GistTest, write_gists
from app.storage.documents.revisions import join_pieces, unfold
from app.storage.documents.trees import Document
from app.storage.sqlite.rows import find_pieces, first, to_json
from app.storage.sqlite.search import write_match
from app.storage.sqlite.sheets import number_column, sheet_source

SHARED: Final = ("kind", "government", "bureau", "department", "fiscal_year", "statement")
_FEW: Final = 500  # so many sheets are looked up faster than passed by


def insert_gists(connection: apsw.Connection, key: int, sheet: Document) -> None:
    """Keep the gists of a sheet, and what its facts share. Those of a folded one are made whenever they are asked for."""
    shared = {field: sheet[field] for field in SHARED if field in sheet}
    gists, keys = write_gists(shared | fact for fact in sheet["facts"]) if sheet["facts"] is not None else (None, [ANY_KEY])
    connection.execute("INSERT INTO sheet_bodies (sheet, document) VALUES (?, ?)", (key, to_json(shared)))
    connection.execute("INSERT INTO gists (sheet, text) VALUES (?, ?)", (key, gists))
    connection.execute("INSERT INTO gist_keys (rowid, keys) VALUES (?, ?)", (key, " ".join(keys)))


def backfill_gists(connection: apsw.Connection) -> None:
    """Gists of all sheets that are in the file."""
    for (key,) in list(connection.execute("SELECT id FROM sheets ORDER BY id")):
        sheet = first(connection, "SELECT document FROM sheets WHERE id = ?", (key,))
        assert sheet is not None, "it was listed in this very transaction"
        insert_gists(connection, key, sheet)


def find_holding(
    connection: apsw.Connection, wanted: SheetFilter, test: GistTest, start: str | None, enough: int | None
) -> list[SheetEntry]:
    """Sheets of which facts fit, by place, each with how many do; see Backend."""
    taken: list[SheetEntry] = []
    counted = 0
    for entry in _find_candidates(connection, wanted, test, start):
        if enough is not None and counted >= enough and entry.order != taken[-1].order:
            break
        if found := test.count(_fetch_gists(connection, entry.key)):
            taken.append(entry._replace(facts=found))
            counted += found if entry.order != start else 0
    return taken


def _find_candidates(connection: apsw.Connection, wanted: SheetFilter, test: GistTest, start: str | None) -> Iterator[SheetEntry]:
    """Sheets that have the keys of what is asked for, by place."""
    source, values = sheet_source(wanted)
    columns = f"s.place, s.id, s.series_id, {number_column(wanted)}, s.count"
    keys, prefixes = test.keys
    if not keys and not prefixes:
        sql = f"SELECT {columns} {source} AND s.place >= ? ORDER BY s.place, s.id"
        yield from (SheetEntry(*row) for row in connection.execute(sql, (*values, start or "")))
        return
    match = (write_match(keys, prefixes),)
    having = "SELECT rowid FROM gist_keys WHERE gist_keys MATCH ?"
    few = connection.execute(f"SELECT count(*) FROM ({having} LIMIT {_FEW + 1})", match).get <= _FEW
    # A plus sign keeps a term from choosing the index.
    sql = f"SELECT {columns} {source} AND s.place >= ? AND {'' if few else '+'}s.id IN ({having}) ORDER BY s.place, s.id"
    yield from (SheetEntry(*row) for row in connection.execute(sql, (*values, start or "", *match)))


def _fetch_gists(connection: apsw.Connection, key: int | str) -> str:
    row = next(iter(connection.execute("SELECT text FROM gists WHERE sheet = ?", (key,))), None)
    if row is None:
        raise StoreDamaged(reason=f"the gists of sheet {key} are gone")
    text: str | None = row[0]
    return text if text is not None else _make_gists(connection, key)


def _make_gists(connection: apsw.Connection, key: int | str) -> str:
    sheet = first(connection, "SELECT document FROM sheets WHERE id = ?", (key,))
    if sheet is None:
        raise StoreDamaged(reason=f"sheet {key} is gone")
    whole = unfold(sheet, "facts", join_pieces(find_pieces(connection, sheet["attempt"])))
    shared = {field: whole[field] for field in SHARED if field in whole}
    return write_gists(shared | fact for fact in whole["facts"])[0]


def count_shared(connection: apsw.Connection, wanted: SheetFilter) -> Sequence[tuple[Document, int]]:
    """What the facts of sheets share, each with the number of such facts."""
    source, values = sheet_source(wanted)
    number = number_column(wanted)
    sql = f"""SELECT b.document, s.series_id || '.' || {number}, sum(s.count)
        {source.replace(" WHERE ", " JOIN sheet_bodies b ON b.sheet = s.id WHERE ")} GROUP BY 1, 2"""
    rows: list[tuple[Any, ...]] = list(connection.execute(sql, values))
    return [(orjson.loads(shared) | {"report_id": report}, count) for shared, report, count in rows]
