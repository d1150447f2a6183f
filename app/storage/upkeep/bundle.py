"""One revision as it travels between stores: all that it says, its source and its place in the journal.

A bundle does not know how a database cuts documents, nor under which attempt they were written: it holds what the digest
of a revision is made over. So a bundle can be checked anywhere, and a revision that was made out of it has the same
digests as the one it was taken from.

As a line of JSON it is meant to be read by people and by other programs:

    {"id": "r1.2", "deleted": false, "journal": {"action": "ingest", "actor": …, "at": …, …}, "digests": {…},
     "content": {"meta": {…}, "hints": {…}, "details": {"outline": …}, "parser_version": …, "received": {…},
                 "sections": […], "facts": […]}, "source": "<base64>"}

The revision of a deletion has neither content nor source.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from app.errors import StoreDamaged, TransferRefused
from app.models.report import Report
from app.storage.asking.backend import Whole
from app.storage.documents.revisions import StoredParts, document_digest, read_report, source_digest, unfold_parts
from app.storage.documents.sheets import read_fact_trees
from app.storage.documents.summaries import HINTS
from app.storage.documents.trees import Document
from app.storage.port import Action, Submission

_OWN: Final = ("meta", "hints", "details", "parser_version", "received")
_SECTION: Final = ("n", "id", "title", "content")
_JOURNAL: Final = ("action", "actor", "at", "before_sha256", "after_sha256")
_DIGESTS: Final = ("source", "facts", "document")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A revision, whole. `content` and `source` are None for a deletion."""

    series_id: str
    number: int
    journal: Mapping[str, Any]
    digests: Mapping[str, str]
    content: Document | None
    source: bytes | None

    @property
    def id(self) -> str:
        """Of the revision."""
        return f"{self.series_id}.{self.number}"

    @property
    def fingerprint(self) -> "Fingerprint":
        """What two equal revisions have in common."""
        return Fingerprint(self.id, self.content is None, tuple(self.journal.values()), tuple(self.digests.values()))


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells one revision from another: its id, what the journal says of it, and the digests of all that it says."""

    id: str
    deleted: bool
    journal: tuple[Any, ...]
    digests: tuple[str, ...]


def read_fingerprint(revision: Document) -> Fingerprint:
    """The fingerprint of a stored revision. Raises StoreDamaged."""
    try:
        journal, digests = _pick(revision["journal"], _JOURNAL), _pick(revision["digests"], _DIGESTS)
        return Fingerprint(revision["_id"], revision["deleted"], tuple(journal.values()), tuple(digests.values()))
    except (KeyError, TypeError) as broken:
        raise StoreDamaged(reason=f"revision {revision.get('_id')} cannot be read: {broken!r}") from broken


def tie_bundle(revision: Document, whole: Whole | None, source: bytes | None) -> Bundle:
    """The bundle of a stored revision; a deletion has no `whole` and no `source`. Raises StoreDamaged."""
    read_fingerprint(revision)
    content = _gather(whole) if whole else None
    bundle = Bundle(
        series_id=revision["series_id"],
        number=int(revision["number"]),
        journal=_pick(revision["journal"], _JOURNAL),
        digests=_pick(revision["digests"], _DIGESTS),
        content=content,
        source=source,
    )
    if fault := find_fault(bundle):
        raise StoreDamaged(reason=fault)
    return bundle


def find_fault(bundle: Bundle) -> str | None:
    """In what way a bundle is not what its digests say; None where it is."""
    if bundle.content is None:
        return None if bundle.source is None else f"{bundle.id} is a deletion and has a source"
    if bundle.source is None or source_digest(bundle.source) != bundle.digests["source"]:
        return f"the source of {bundle.id} is not what was received"
    try:
        digest = document_digest(bundle.content, bundle.content["sections"], bundle.content["facts"])
    except (KeyError, TypeError, ValueError) as broken:
        return f"{bundle.id} cannot be read: {broken!r}"
    return None if digest == bundle.digests["document"] else f"{bundle.id} is not what was written: its digest differs"


def write_line(bundle: Bundle) -> bytes:
    """A bundle as one line of JSON."""
    written = {
        "id": bundle.id,
        "series_id": bundle.series_id,
        "number": bundle.number,
        "deleted": bundle.content is None,
        "journal": bundle.journal,
        "digests": bundle.digests,
        "content": bundle.content,
        "source": None if bundle.source is None else base64.b64encode(bundle.source).decode(),
    }
    return orjson.dumps(written) + b"\n"


def read_line(line: bytes) -> Bundle:
    """The bundle of a line. Raises TransferRefused when it is none, or is not what its digests say."""
    try:
        read = orjson.loads(line)
        source = None if read["source"] is None else base64.b64decode(read["source"], validate=True)
        journal, digests = _pick(read["journal"], _JOURNAL), _pick(read["digests"], _DIGESTS)
        bundle = Bundle(str(read["series_id"]), int(read["number"]), journal, digests, read["content"], source)
        Action(journal["action"])
        datetime.fromisoformat(journal["at"])
        if "." in bundle.series_id:  # it parts series and number in an id
            raise ValueError(bundle.series_id)
    except (KeyError, TypeError, ValueError, binascii.Error) as broken:
        raise TransferRefused(reason=f"a line is no revision: {broken!r}") from broken
    if fault := find_fault(bundle):
        raise TransferRefused(reason=fault)
    return bundle


def build_submission(bundle: Bundle) -> Submission:
    """What a bundle that is no deletion was submitted as. Raises TransferRefused."""
    content, source = bundle.content, bundle.source
    assert content is not None, "a deletion was never submitted"
    assert source is not None, "what was submitted has a source"
    try:
        hints = HINTS.validate_python(content["hints"])
        report = _read_report(bundle, content)
    except (StoreDamaged, KeyError, ValueError) as broken:
        raise TransferRefused(reason=f"{bundle.id} cannot be read: {broken}") from broken
    at, action = datetime.fromisoformat(bundle.journal["at"]), Action(bundle.journal["action"])
    return Submission(bundle.series_id, report, source, hints, bundle.journal["actor"], at, action)


def _read_report(bundle: Bundle, content: Document) -> Report:
    facts = content["facts"]
    counts = {"sections": len(content["sections"]), "sheets": 1, "facts": len(facts)}
    every = {"positions": range(len(facts)), "facts": facts}  # all facts on one sheet: how they are cut is up to the store
    return read_report(content | {"counts": counts, "digests": bundle.digests}, StoredParts(content["sections"], (every,), ()), "")


def _gather(whole: Whole) -> Document:
    revision, sections, sheets = unfold_parts(whole.revision, whole.parts)
    try:
        own = _pick(revision, _OWN)
        in_order = sorted((_pick(section, _SECTION) for section in sections), key=lambda section: int(section["n"]))
        facts = read_fact_trees(sheets)
    except (KeyError, TypeError, ValueError) as broken:
        raise StoreDamaged(reason=f"revision {revision['_id']} cannot be put together: {broken!r}") from broken
    if len(facts) != revision["counts"]["facts"]:
        raise StoreDamaged(reason=f"revision {revision['_id']} has {len(facts)} facts, it was written with {revision['counts']['facts']}")
    return own | {"sections": in_order, "facts": facts}


def _pick(document: Mapping[str, Any], fields: tuple[str, ...]) -> Document:
    return {field: document[field] for field in fields}
