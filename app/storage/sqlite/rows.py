"""How documents go into SQLite's rows and come out of them again."""

from collections.abc import Sequence
from typing import Any

import apsw
import orjson

from app.storage.documents.trees import Document


def to_json(document: Any) -> str:
    """A document as the text that a row keeps."""
    return orjson.dumps(document).decode()


def first(connection: apsw.Connection, sql: str, values: Sequence[Any]) -> Document | None:
    """The document that a question answers first."""
    found = connection.execute(sql, values).get
    return orjson.loads(found) if found is not None else None


def documents(connection: apsw.Connection, sql: str, values: Sequence[Any]) -> list[Document]:
    """All documents that a question answers."""
    return [orjson.loads(text) for (text,) in connection.execute(sql, values)]


def find_pieces(connection: apsw.Connection, attempt: str) -> list[Document]:
    """What of an attempt was folded."""
    return documents(connection, "SELECT document FROM pieces WHERE attempt = ? ORDER BY part, n", (attempt,))


def year_test(column: str, years: Sequence[tuple[int, int]]) -> tuple[str, tuple[Any, ...]]:
    """Whether a column holds one of these years, and the values of its question marks."""
    sql = " OR ".join(f"{column} BETWEEN ? AND ?" for _ in years)
    return f"({sql})", tuple(year for pair in years for year in pair)


def marks(values: Sequence[Any]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))
