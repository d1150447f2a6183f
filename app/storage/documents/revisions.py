"""A report as the documents that a store keeps, and back.

One report becomes one `revisions` document (what is known of it as a whole), one `sections` document a section with its
blocks and tables, one `search` document a section with its words (see `app/storage/documents/search_passages.py`), `sheets` of
facts (see `app/storage/documents/sheets.py`), `catalogue` documents (the names it can be found by) and its source. All but the
revision carry the *attempt* they were written in, a random id; the revision names the attempt whose documents are its own. So what was
written without being published belongs to nobody.

A revision knows how many documents and facts it has, and the digest over all of them: a short or wrong read is seen.
What would be larger than a database takes (a hostile report, not a real one) is *folded*: its JSON goes into `pieces`.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from app.errors import StoreDamaged
from app.models.outline import Section
from app.models.report import REPORT, Report
from app.storage.documents.catalogue import build_catalogue, find_bodies
from app.storage.documents.keys import index_key, index_year, sheet_order, to_instant
from app.storage.documents.search_passages import build_search
from app.storage.documents.sheets import build_sheets, open_pairs, read_fact_trees
from app.storage.documents.trees import Document, canonical_json, from_pairs, to_tree
from app.storage.port import Submission

FOLD_BYTES: Final = 2_000_000
_ENVELOPE: Final = ("_id", "attempt", "series_id", "government_key")
_FOLDED_FIELDS: Final = {"sections": "content", "search": "text", "sheets": "facts", "catalogue": "entries"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The documents of one attempt, ready to be written; `revision` lacks only its number."""

    attempt: str
    series_id: str
    government_key: str
    source: bytes
    sections: tuple[Document, ...]
    search: tuple[Document, ...]
    sheets: tuple[Document, ...]
    catalogue: tuple[Document, ...]
    pieces: tuple[Document, ...]
    revision: Document


@dataclass(frozen=True, slots=True)
class StoredParts:
    """The documents of one attempt as they were read back."""

    sections: Sequence[Document]
    sheets: Sequence[Document]
    pieces: Sequence[Document]


def build_parts(submission: Submission) -> Parts:
    """All documents of a submission under a fresh attempt id."""
    attempt = secrets.token_hex(12)
    report = submission.report
    fact_trees = [to_tree(fact) for fact in report.facts]
    for tree in fact_trees:
        tree.pop("report_id", None)  # given when they are read: it names the revision
    outline, sections = _split_outline(report)
    sheets = build_sheets(report.facts, fact_trees, submission.series_id, to_instant(submission.at))
    catalogue = build_catalogue(report)
    revision = _build_revision(submission, outline, len(sections), len(sheets))
    revision["digests"] |= {
        "facts": _digest(fact_trees),
        "document": document_digest(revision, sections, fact_trees),
    }
    envelope = {"attempt": attempt, "series_id": submission.series_id, "government_key": revision["government_key"]}
    pieces: list[Document] = []
    return Parts(
        attempt=attempt,
        series_id=submission.series_id,
        government_key=revision["government_key"],
        source=submission.source,
        sections=_wrap(sections, "sections", envelope, pieces),
        search=_wrap(build_search(revision, outline, sections), "search", envelope, pieces),
        sheets=_wrap(sheets, "sheets", envelope, pieces),
        catalogue=_wrap(catalogue, "catalogue", envelope, pieces),
        revision=_fold(envelope | revision, "details", "revision", pieces),
        pieces=tuple(pieces),
    )


def rebuild_search(revision: Document, parts: StoredParts) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The search documents of a stored revision, with the pieces of those that are folded: as its publication would write them."""
    unfolded, sections, _ = unfold_parts(revision, parts)
    envelope = {field: revision[field] for field in ("attempt", "series_id", "government_key")}
    pieces: list[Document] = []
    found = build_search(unfolded, unfolded["details"]["outline"], sections)
    return _wrap(found, "search", envelope, pieces), tuple(pieces)


def number_revision(revision: Document, number: int, before_sha256: str | None) -> Document:
    """The revision under its number, with its place in the journal."""
    series_id = revision["series_id"]
    journal = revision["journal"] | {"revision": number, "before_sha256": before_sha256}
    return {"_id": f"{series_id}.{number}", "number": number} | revision | {"journal": journal}


def source_digest(source: bytes) -> str:
    """SHA-256 of a text as received."""
    return hashlib.sha256(source).hexdigest()


def read_report(revision: Document, parts: StoredParts, report_id: str) -> Report:
    """The report of a revision, whole. Raises StoreDamaged when a document is missing or is not what was written."""
    try:
        return _read_report(revision, parts, report_id)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as broken:
        raise StoreDamaged(reason=f"revision {report_id} cannot be put together: {broken!r}") from broken


def _read_report(revision: Document, parts: StoredParts, report_id: str) -> Report:
    revision, sections, sheets = unfold_parts(revision, parts)
    facts = read_fact_trees(sheets)
    found = {"sections": len(sections), "sheets": len(sheets), "facts": len(facts)}
    stated = {key: revision["counts"][key] for key in found}
    if found != stated:
        raise StoreDamaged(reason=f"revision {report_id} has {found}, it was written with {stated}")
    if document_digest(revision, [_strip(section) for section in sections], facts) != revision["digests"]["document"]:
        raise StoreDamaged(reason=f"revision {report_id} is not what was written: its digest differs")
    details = revision["details"]
    contents = {section["n"]: section["content"] for section in sections}
    return REPORT.validate_python(
        {
            "meta": revision["meta"],
            "outline": [_join_section(section, contents) for section in details["outline"]],
            "tables": _join_tables(contents.values()),
            "facts": [fact | {"report_id": report_id} for fact in map(open_pairs, facts)],
            "findings": details["findings"],
            "coverage": details["coverage"] | {"by_table": from_pairs(details["coverage"]["by_table"])},
            "parser_version": revision["parser_version"],
            "received": revision["received"],
        }
    )


def document_digest(revision: Document, sections: Iterable[Document], facts: Iterable[Document]) -> str:
    """SHA-256 over all that a revision says, however its documents are cut."""
    own = {key: revision[key] for key in ("meta", "hints", "details", "parser_version", "received")}
    return _digest([own, sorted(sections, key=lambda section: int(section["n"])), list(facts)])


def unfold_parts(revision: Document, parts: StoredParts) -> tuple[Document, list[Document], list[Document]]:
    """Revision, sections and sheets, with what was folded put back."""
    texts = join_pieces(parts.pieces)
    return (
        unfold(revision, "details", texts),
        [unfold(section, "content", texts) for section in parts.sections],
        [unfold(sheet, "facts", texts) for sheet in parts.sheets],
    )


def join_pieces(pieces: Iterable[Document]) -> dict[str, str]:
    """Folded JSON by the name of the document it belongs to."""
    texts: dict[str, list[str]] = {}
    for piece in sorted(pieces, key=lambda piece: int(piece["n"])):
        texts.setdefault(piece["part"], []).append(piece["text"])
    return {part: "".join(found) for part, found in texts.items()}


def unfold(document: Document, field: str, texts: Mapping[str, str]) -> Document:
    """The document with its folded field put back."""
    return document | {field: orjson.loads(texts[document["folded"]])} if document.get("folded") else document


def _build_revision(submission: Submission, outline: list[Any], sections: int, sheets: int) -> Document:
    report, meta = submission.report, submission.report.meta
    found_by = find_bodies(report)
    return {
        "series_id": submission.series_id,
        "deleted": False,
        "at": to_instant(submission.at),
        "order": sheet_order(meta.fiscal_year, meta.government, meta.department or meta.bureau, submission.series_id),
        "government_key": index_key(meta.government),
        "kind_key": index_key(meta.kind),
        "fiscal_year": index_year(meta.fiscal_year),
        "meta": to_tree(meta),
        "hints": to_tree(submission.hints),
        "received": to_tree(report.received),
        "parser_version": report.parser_version,
        "counts": {
            "sections": sections,
            "sheets": sheets,
            "tables": len(report.tables),
            "facts": len(report.facts),
            "findings": len(report.findings),
            "by_kind": _count_kinds(report),
        },
        "digests": {"source": source_digest(submission.source)},
        "journal": {
            "action": submission.action.value,
            "actor": submission.actor,
            "at": to_instant(submission.at),
            "after_sha256": source_digest(submission.source),
        },
        "found_by": found_by,
        "government_keys": sorted({found["key"] for found in found_by if found["kind"] == "government"}),
        "body_keys": sorted({found["key"] for found in found_by if found["kind"] != "government"}),
        "details": {"outline": outline, "findings": to_tree(report.findings), "coverage": to_tree(report.coverage)},
    }


def _count_kinds(report: Report) -> dict[str, int]:
    counts: dict[str, int] = {}
    for fact in report.facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    return counts


def _split_outline(report: Report) -> tuple[list[Document], list[Document]]:
    """The skeleton of the outline, and a document for each section that has blocks or tables, numbered in reading order."""
    skeleton: list[Document] = []
    contents: list[Document] = []
    by_id: dict[str, Document] = {}
    for section in report.outline:
        skeleton.append(_split_section(section, contents, by_id))
    stray: Document = {"n": len(contents), "id": None, "title": None, "content": {"blocks": [], "tables": []}}
    for position, table in enumerate(report.tables):
        home = by_id.get(table.section, stray)
        home["content"]["tables"].append({"position": position} | to_tree(table))
    return skeleton, [document for document in (*contents, stray) if any(document["content"].values())]


def _split_section(section: Section, contents: list[Document], by_id: dict[str, Document]) -> Document:
    tree: Document = {
        field: to_tree(getattr(section, field)) for field in ("id", "level", "marker", "number", "title", "topic", "team", "span")
    }
    content = {"n": len(contents), "id": section.id, "title": section.title}
    contents.append(content | {"content": {"blocks": to_tree(section.blocks), "tables": []}})
    by_id.setdefault(section.id, contents[-1])
    return tree | {"n": content["n"], "children": [_split_section(child, contents, by_id) for child in section.children]}


def _join_section(section: Document, contents: Mapping[int, Document]) -> Document:
    content = contents.get(section["n"])
    own = {field: value for field, value in section.items() if field not in {"n", "children"}}
    return own | {
        "blocks": content["blocks"] if content else [],
        "children": [_join_section(child, contents) for child in section["children"]],
    }


def _join_tables(contents: Iterable[Document]) -> list[Document]:
    tables = sorted((table for content in contents for table in content["tables"]), key=lambda table: int(table["position"]))
    return [_open_table(table) for table in tables]


def _open_table(table: Document) -> Document:
    own = {field: value for field, value in table.items() if field != "position"}
    return own | {"label_columns": [column["path"] for column in table["label_columns"]]}


def _wrap(documents: Sequence[Document], collection: str, envelope: Document, pieces: list[Document]) -> tuple[Document, ...]:
    wrapped = []
    for position, document in enumerate(documents):
        part = f"{collection}/{document.get('n', position)}"
        full = {"_id": f"{envelope['attempt']}/{part}"} | envelope | document
        wrapped.append(_fold(full, _FOLDED_FIELDS[collection], part, pieces))
    return tuple(wrapped)


def _fold(document: Document, field: str, part: str, pieces: list[Document]) -> Document:
    text = orjson.dumps(document[field])
    if len(text) <= FOLD_BYTES:
        return document
    whole = text.decode()
    envelope = {field: document[field] for field in ("attempt", "series_id", "government_key")}
    for n, start in enumerate(range(0, len(whole), FOLD_BYTES // 4)):  # a character may take four bytes
        piece = whole[start : start + FOLD_BYTES // 4]
        pieces.append({"_id": f"{envelope['attempt']}/{part}/{n}"} | envelope | {"part": part, "n": n, "text": piece})
    return document | {field: None, "folded": part}


def _strip(document: Document) -> Document:
    return {field: value for field, value in document.items() if field not in _ENVELOPE and field != "folded"}


def _digest(tree: Any) -> str:
    return hashlib.sha256(canonical_json(tree)).hexdigest()
