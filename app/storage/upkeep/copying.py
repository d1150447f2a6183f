"""From one store into another, whatever their databases: to move from SQLite to MongoDB, or to keep a second store.

What is there already is passed over, so a copy that was stopped goes on where it was, and a copy of a store that is in
use is brought up to date by copying again. Each revision is read back and compared with what it was taken from; over all
that was compared both stores give a digest.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import orjson

from app.errors import TransferRefused
from app.storage.documents.trees import Document, canonical_json
from app.storage.upkeep.albums import list_versions, restore_versions
from app.storage.upkeep.bundle import Fingerprint, read_fingerprint
from app.storage.upkeep.keeper import Keeper

Note = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What is the same in both stores now, versions of books among the revisions. `brought`: those that were not there yet;
    `sha256`: over all of them.
    """

    series: int
    revisions: int
    brought: int
    sha256: str


async def copy_store(source: Keeper, target: Keeper, note: Note = lambda: None) -> Copied:
    """Bring every revision of `source` into `target`; `note` is called after each series.

    Raises TransferRefused at the first revision that does not fit. What else the target holds stays.
    """
    digest = hashlib.sha256()
    series = revisions = brought = 0
    async for series_id in source.stream_series():
        history = await source.find_history(series_id)
        wanted = tuple(map(read_fingerprint, history))
        held = await target.find_fingerprints(series_id)
        _require_same_beginning(series_id, wanted, held)
        for revision in history[len(held) :]:
            brought += await target.restore(await source.fetch(revision))
        if len(held) < len(history):
            held = await target.find_fingerprints(series_id)
        _require_same_beginning(series_id, wanted, held)
        digest.update(_write(held[: len(wanted)]))
        series += 1
        revisions += len(history)
        note()
    books = await list_versions(source)
    brought += await restore_versions(target, books)
    digest.update(_write_books(books))
    return Copied(series, revisions + len(books), brought, digest.hexdigest())


def _require_same_beginning(series_id: str, wanted: Sequence[Fingerprint], held: Sequence[Fingerprint]) -> None:
    if any(one != other for one, other in zip(wanted, held, strict=False)):
        raise TransferRefused(reason=f"series {series_id} has another history in the target")


async def digest_store(keeper: Keeper) -> str:
    """SHA-256 over what every revision and book of a store says, in the order of series and numbers: equal stores, equal digests."""
    digest = hashlib.sha256()
    async for series_id in keeper.stream_series():
        digest.update(_write(await keeper.find_fingerprints(series_id)))
    digest.update(_write_books(await list_versions(keeper)))
    return digest.hexdigest()


def _write_books(versions: Sequence[Document]) -> bytes:
    return b"".join(canonical_json(version) + b"\n" for version in versions)


def _write(fingerprints: Sequence[Fingerprint]) -> bytes:
    return b"".join(orjson.dumps(asdict(fingerprint)) + b"\n" for fingerprint in fingerprints)
