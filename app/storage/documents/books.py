"""Books of aliases as the documents that a store keeps, and back.

A version of a government's book is one document, published as a revision is: inserted under its number, never changed,
with its entry in the journal. So the book, who wrote it and what it said before cannot disagree, and two who change it
at once cannot contradict each other: one of them finds the number taken and begins anew.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import TypeAdapter

from app.errors import StoreDamaged
from app.models.lineage import AliasBook, AliasSet
from app.storage.documents.keys import index_key, to_instant
from app.storage.documents.trees import Document, canonical_json, to_tree
from app.storage.port import COUNT_LIMIT, Action

_SETS: TypeAdapter[tuple[AliasSet, ...]] = TypeAdapter(tuple[AliasSet, ...])


def name_series(government: str) -> str:
    """The series of a government's book, in the journal and in the store."""
    return f"aliases:{index_key(government)}"


def write_book(book: AliasBook, before: Document | None, actor: str, at: datetime) -> Document:
    """The document of a version; `before` is that of the version that it follows."""
    series_id = name_series(book.government)
    sets = to_tree(book.sets)
    return {
        "_id": f"{series_id}.{book.number}",
        "series_id": series_id,
        "number": book.number,
        "attempt": secrets.token_hex(12),  # tells whose version it is
        "government": book.government,
        "government_key": index_key(book.government),
        "at": to_instant(at),
        "sets": sets,
        "journal": {
            "action": Action.ALIAS.value,
            "actor": actor,
            "at": to_instant(at),
            "revision": book.number,
            "before_sha256": before["journal"]["after_sha256"] if before else None,
            "after_sha256": hashlib.sha256(canonical_json(sets)).hexdigest(),
        },
    }


def read_book(document: Document) -> AliasBook:
    """The book that a document holds. Raises StoreDamaged when it is not what was written."""
    try:
        if hashlib.sha256(canonical_json(document["sets"])).hexdigest() != document["journal"]["after_sha256"]:
            raise StoreDamaged(reason=f"{document['_id']} is not what was written: its digest differs")
        return AliasBook(document["government"], int(document["number"]), _SETS.validate_python(document["sets"]))
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"{document.get('_id')} cannot be read: {broken!r}") from broken


def merge_entries(found: Iterable[tuple[Sequence[Document], int]], limit: int) -> tuple[Sequence[Document], int]:
    """Documents of several collections with their journal entries, newest first, and how many there are in all."""
    pages = list(found)
    documents = sorted((document for page, _ in pages for document in page), key=lambda one: (one["at"], one["_id"]), reverse=True)
    return documents[:limit], min(sum(total for _, total in pages), COUNT_LIMIT + 1)
