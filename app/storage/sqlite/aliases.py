"""Books of aliases in SQLite."""

from collections.abc import Sequence

import apsw

from app.storage.documents.trees import Document
from app.storage.sqlite.rows import documents, marks, to_json


def insert_book(connection: apsw.Connection, book: Document) -> bool:
    """Keep a version of a book. False when its number is taken."""
    row = (book["series_id"], book["number"], book["government_key"], book["at"], to_json(book))
    sql = "INSERT INTO aliases (series_id, number, government, at, document) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    connection.execute(sql, row)
    return bool(connection.changes())


def find_books(connection: apsw.Connection, governments: Sequence[str]) -> list[Document]:
    """The newest books of these governments (none: of all)."""
    chosen = f"AND government IN ({marks(governments)})" if governments else ""
    sql = f"""SELECT document FROM aliases a
        WHERE number = (SELECT max(number) FROM aliases WHERE government = a.government) {chosen} ORDER BY government"""
    return documents(connection, sql, tuple(governments))
