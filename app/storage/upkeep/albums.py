"""Books of aliases (`app/storage/documents/books.py`) as they travel between stores: every version, as it was published.

A version is a document that is whole in itself: government, number, sets, its entry in the journal with the digest of what it
says and of what the version before said. What is left behind is `attempt` alone, which tells who wrote it into which store.

As a line of a dump: {"book": {"_id": "aliases:….2", "series_id": "aliases:…", "number": 2, "government": …, "sets": […], …}}
"""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import orjson

from app.errors import StoreConflict, StoreDamaged, TransferRefused
from app.storage.documents.books import read_book
from app.storage.documents.trees import Document
from app.storage.upkeep.inspection import Flaw, FlawKind
from app.storage.upkeep.keeper import Keeper

_BEGIN: Final = b'{"book":'


async def list_versions(keeper: Keeper) -> list[Document]:
    """Every version of every book of a store, by series and number, as it travels."""
    return sorted(map(_strip, await keeper.inspection.list_books()), key=_place)


def write_version(version: Document) -> bytes:
    """A version as one line of JSON."""
    return orjson.dumps({"book": version}) + b"\n"


def is_version(line: bytes) -> bool:
    """Whether a line of a dump is a version of a book, and no revision."""
    return line.startswith(_BEGIN)


def read_version(line: bytes) -> Document:
    """The version of a line. Raises TransferRefused when it is none, or is not what its digest says."""
    try:
        version: Document = orjson.loads(line)["book"]
        read_book(version)
        _place(version)
    except (StoreDamaged, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as broken:
        raise TransferRefused(reason=f"a line is no book of aliases: {broken}") from broken
    return version


async def restore_versions(keeper: Keeper, versions: Iterable[Document]) -> int:
    """Publish versions as they were; how many were not there yet. What is there already stays.

    Raises TransferRefused where another version has the number, or the one before it is missing.
    """
    held = {version["_id"]: version for version in await list_versions(keeper)}
    brought = 0
    for version in sorted(versions, key=_place):
        name, before = version["_id"], held.get(f"{version['series_id']}.{version['number'] - 1}")
        if name in held:
            if held[name] != version:
                raise TransferRefused(reason=f"{name} is another version in the store: their histories differ")
            continue
        if fault := _find_break(version, before):
            raise TransferRefused(reason=fault)
        if not await keeper.backend.publish_book(version | {"attempt": secrets.token_hex(12)}):
            raise StoreConflict(version["series_id"])
        held[name] = version
        brought += 1
    return brought


def examine_versions(versions: Sequence[Document]) -> Iterator[tuple[str, int, tuple[Flaw, ...]]]:
    """Of each book its series, how many versions it has, and what is wrong with them."""
    for series_id, found in groupby(versions, key=lambda version: str(version["series_id"])):
        book = list(found)
        yield series_id, len(book), tuple(_check_book(book))


def _check_book(book: Sequence[Document]) -> Iterator[Flaw]:
    before: Document | None = None
    for version in book:
        try:
            read_book(version)
        except StoreDamaged as broken:
            yield Flaw(FlawKind.CONTENT, version["_id"], broken.reason)
        if fault := _find_break(version, before):
            yield Flaw(FlawKind.JOURNAL, version["_id"], fault)
        before = version


def _find_break(version: Document, before: Document | None) -> str | None:
    """In what way a version does not follow the one before; None where it does."""
    if version["number"] != (before["number"] + 1 if before else 1):
        return f"{version['_id']} cannot follow: what is before it is missing"
    if version["journal"]["before_sha256"] != (before["journal"]["after_sha256"] if before else None):
        return f"{version['_id']} does not follow the version before it: their histories differ"
    return None


def _strip(version: Document) -> Document:
    return {field: value for field, value in version.items() if field != "attempt"}


def _place(version: Document) -> tuple[Any, ...]:
    return str(version["series_id"]), int(version["number"])
