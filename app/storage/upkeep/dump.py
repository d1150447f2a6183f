"""A whole store as a file of lines, for any database and any program.

The first line says what the file is, each further one is a revision (`bundle.py`) or a version of a book of aliases
(`albums.py`), the last one counts them and has the
SHA-256 of all bytes before it. A file that was cut or changed is refused before anything of it is loaded.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final

import orjson

from app.errors import TransferRefused
from app.storage.documents.trees import Document
from app.storage.upkeep.albums import is_version, list_versions, read_version, restore_versions, write_version
from app.storage.upkeep.bundle import read_line, write_line
from app.storage.upkeep.keeper import Keeper

FORMAT: Final = 1
_BEGIN: Final = "bogo_dump"
_END: Final = "end"

Note = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Transferred:
    """What went from one place to another, versions of books among the revisions. `brought`: those that were not there yet."""

    revisions: int
    brought: int
    sha256: str


async def write_dump(keeper: Keeper, file: IO[bytes], note: Note = lambda: None) -> Transferred:
    """Write all revisions of a store; `note` is called after each. What is published meanwhile may be in it or not."""
    digest = hashlib.sha256()
    revisions = 0
    async for line in _write_lines(keeper):
        file.write(line)
        digest.update(line)
        revisions += 1
        note()
    revisions -= 1  # the first line is none
    file.write(orjson.dumps({_END: {"revisions": revisions, "sha256": digest.hexdigest()}}) + b"\n")
    return Transferred(revisions, revisions, digest.hexdigest())


async def _write_lines(keeper: Keeper) -> AsyncIterator[bytes]:
    yield orjson.dumps({_BEGIN: FORMAT}) + b"\n"
    async for bundle in keeper.stream_bundles():
        yield write_line(bundle)
    for version in await list_versions(keeper):
        yield write_version(version)


def check_dump(file: IO[bytes]) -> Transferred:
    """Read a file to its end and compare its digest. Raises TransferRefused."""
    digest = hashlib.sha256()
    last = b""
    revisions = -1
    for line in file:
        if last:
            digest.update(last)
            revisions += 1
        last = line
    end = _read_end(last)
    found = {"revisions": revisions, "sha256": digest.hexdigest()}
    if end != found:
        raise TransferRefused(reason=f"the file is not what was written: it ends with {end}, and has {found}")
    return Transferred(revisions, 0, digest.hexdigest())


async def load_dump(keeper: Keeper, file: IO[bytes], note: Note = lambda: None) -> Transferred:
    """Bring all revisions of a file that can be read twice into a store; those that are there already stay.

    Raises TransferRefused before anything is changed when the file is damaged, and at the revision that does not fit.
    """
    checked = check_dump(file)
    file.seek(0)
    brought = 0
    books: list[Document] = []
    for line in _list_lines(file):
        if is_version(line):
            books.append(read_version(line))
        else:
            brought += await keeper.restore(read_line(line))
        note()
    brought += await restore_versions(keeper, books)
    return Transferred(checked.revisions, brought, checked.sha256)


def _list_lines(file: IO[bytes]) -> Iterator[bytes]:
    begin = _read_object(next(file, b""))
    if begin.get(_BEGIN) != FORMAT:
        raise TransferRefused(reason=f"the file is no dump of this form: it begins with {begin}")
    line = next(file)
    for following in file:
        yield line
        line = following


def _read_end(line: bytes) -> object:
    end = _read_object(line).get(_END)
    if end is None:
        raise TransferRefused(reason="the file has no end: it was cut, or is no dump")
    return end


def _read_object(line: bytes) -> dict[str, object]:
    try:
        read = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}
