"""Revisions without their bodies: the models that a store answers with, out of the documents that it keeps."""

import secrets
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from app.errors import StoreDamaged
from app.models.finding import Finding
from app.models.report import Hints, ReportIdentity, ReportMeta
from app.storage.documents.keys import to_instant
from app.storage.documents.trees import Document
from app.storage.port import Action, JournalEntry, ReportSummary

META: Final = TypeAdapter(ReportMeta)
FINDINGS: Final = TypeAdapter(tuple[Finding, ...])
HINTS: Final = TypeAdapter(Hints)


def read_summary(revision: Document, newest: Document) -> ReportSummary:
    """The summary of a revision; `newest` is the newest one of its series. Raises StoreDamaged."""
    try:
        return ReportSummary(
            identity=read_identity(revision, newest),
            meta=META.validate_python(revision["meta"]),
            hints=HINTS.validate_python(revision["hints"]),
            facts={kind: int(count) for kind, count in revision["counts"]["by_kind"].items()},
            findings=int(revision["counts"]["findings"]),
            sha256=revision["digests"]["source"],
            parser_version=revision["parser_version"],
            journal=read_journal(revision),
            deleted=revision["deleted"],
            place=(revision["order"],),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as broken:
        raise StoreDamaged(reason=f"revision {revision.get('_id')} cannot be read: {broken!r}") from broken


def read_findings(revision: Document) -> tuple[Finding, ...]:
    """The findings of a revision, out of its details. Raises StoreDamaged."""
    try:
        return FINDINGS.validate_python(revision["details"]["findings"])
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"the findings of revision {revision.get('_id')} cannot be read: {broken!r}") from broken


def read_identity(revision: Document, newest: Document) -> ReportIdentity:
    """Who a revision is. The latest is the newest one, unless that is a tombstone."""
    latest = revision["number"] == newest["number"] and not newest["deleted"]
    return ReportIdentity(revision["_id"], revision["series_id"], int(revision["number"]), latest)


def build_tombstone(newest: Document, actor: str, at: datetime) -> Document:
    """The revision that takes a series away. It says what the series was of, and holds nothing of it."""
    series_id, number = newest["series_id"], int(newest["number"]) + 1
    kept = {field: newest[field] for field in ("order", "government_key", "kind_key", "fiscal_year", "meta", "hints", "parser_version")}
    return kept | {
        "_id": f"{series_id}.{number}",
        "series_id": series_id,
        "number": number,
        "attempt": secrets.token_hex(12),  # tells whose tombstone it is; nothing was written under it
        "deleted": True,
        "at": to_instant(at),
        "received": None,
        "counts": {"sections": 0, "sheets": 0, "tables": 0, "facts": 0, "findings": 0, "by_kind": {}},
        "digests": {"source": "", "facts": "", "document": ""},
        "journal": {
            "action": Action.DELETE.value,
            "actor": actor,
            "at": to_instant(at),
            "revision": number,
            "before_sha256": newest["digests"]["source"],
            "after_sha256": None,
        },
        "found_by": [],
        "government_keys": [],
        "body_keys": [],
        "details": None,
    }


def read_journal(revision: Document) -> JournalEntry:
    """The journal entry that a revision is. Raises StoreDamaged."""
    try:
        entry = revision["journal"]
        return JournalEntry(
            action=Action(entry["action"]),
            actor=entry["actor"],
            at=datetime.fromisoformat(entry["at"]),
            series_id=revision["series_id"],
            revision=int(entry["revision"]),
            before_sha256=entry["before_sha256"],
            after_sha256=entry["after_sha256"],
        )
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"revision {revision.get('_id')} has no journal entry: {broken!r}") from broken
