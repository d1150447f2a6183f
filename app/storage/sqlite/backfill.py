"""What a step of the embedded store makes out of the reports that are in the file already.

A step that adds what new reports bring along (words to search by) owes it to the old ones too. It is made in the
transaction of its step: a file has both or neither. A later step that changes such a table changes what is written here.
"""

from collections.abc import Callable, Mapping
from typing import Final

import apsw
import orjson

from app.storage.documents.revisions import StoredParts, rebuild_search
from app.storage.sqlite.findings import backfill_findings
from app.storage.sqlite.gists import backfill_gists
from app.storage.sqlite.rows import documents, find_pieces, to_json
from app.storage.sqlite.search import insert_search


def _backfill_search(connection: apsw.Connection) -> None:
    """Words of all revisions that say something."""
    numbers = [number for (number,) in connection.execute("SELECT id FROM revisions WHERE NOT deleted ORDER BY id")]
    for number in numbers:
        attempt, document, details = next(connection.execute("SELECT attempt, document, details FROM revisions WHERE id = ?", (number,)))
        sections = documents(connection, "SELECT document FROM sections WHERE attempt = ? ORDER BY n", (attempt,))
        revision = orjson.loads(document) | {"details": orjson.loads(details)}
        found, pieces = rebuild_search(revision, StoredParts(sections, (), find_pieces(connection, attempt)))
        insert_search(connection, found)
        connection.executemany(
            "INSERT INTO pieces (attempt, part, n, document) VALUES (?, ?, ?, ?)",
            [(attempt, piece["part"], piece["n"], to_json(piece)) for piece in pieces],
        )


def _backfill_gists(connection: apsw.Connection) -> None:
    """Gists of all sheets, and counts of all findings."""
    backfill_gists(connection)
    backfill_findings(connection)


# By the version that the step leads to.
BACKFILLS: Final[Mapping[int, Callable[[apsw.Connection], None]]] = {3: _backfill_search, 5: _backfill_gists}
