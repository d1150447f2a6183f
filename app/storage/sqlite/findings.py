"""Findings in SQLite: how many of each code and severity a revision has, beside the revision that holds them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import apsw
import orjson

from app.storage.asking.selection import FindingKeys, ReportFilter
from app.storage.documents.revisions import join_pieces, unfold
from app.storage.documents.trees import Document
from app.storage.sqlite.rows import find_pieces
from app.storage.sqlite.sheets import finding_test, report_conditions


def insert_findings(connection: apsw.Connection, row: int, revision: Document) -> None:
    """Count the findings of a revision. `row`: that of the revision."""
    details = _unfold(connection, revision)["details"]
    counts = Counter((finding["code"], finding["severity"]) for finding in details["findings"])
    rows = [(code, severity, row, count) for (code, severity), count in sorted(counts.items())]
    connection.executemany("INSERT INTO revision_findings (code, severity, revision, count) VALUES (?, ?, ?, ?)", rows)


def backfill_findings(connection: apsw.Connection) -> None:
    """The counts of all revisions that say something."""
    for (row,) in list(connection.execute("SELECT id FROM revisions WHERE NOT deleted ORDER BY id")):
        revision = next(_read_whole(connection.execute("SELECT document, details FROM revisions WHERE id = ?", (row,))))
        insert_findings(connection, row, revision)


def count_findings(connection: apsw.Connection, wanted: ReportFilter) -> int:
    """How many of the wanted findings the wanted revisions have."""
    conditions, values = report_conditions(wanted)
    test, keys = finding_test(wanted.findings or FindingKeys())
    sql = f"""SELECT coalesce(sum(f.count), 0) FROM revision_findings f CROSS JOIN revisions r ON r.id = f.revision
        CROSS JOIN heads h ON h.series_id = r.series_id AND h.revision = r.id WHERE {test} AND {conditions}"""
    found: int = connection.execute(sql, (*keys, *values)).get
    return found


def fetch_details(connection: apsw.Connection, revisions: Sequence[tuple[str, int]]) -> list[Document]:
    """Revisions with their details, those that are there."""
    sql = "SELECT document, details FROM revisions WHERE series_id = ? AND number = ? AND NOT deleted"
    return [_unfold(connection, found) for key in revisions for found in _read_whole(connection.execute(sql, key))]


def _read_whole(rows: Any) -> Any:
    return (orjson.loads(document) | {"details": orjson.loads(details)} for document, details in rows)


def _unfold(connection: apsw.Connection, revision: Document) -> Document:
    return unfold(revision, "details", join_pieces(find_pieces(connection, revision["attempt"]))) if revision.get("folded") else revision
