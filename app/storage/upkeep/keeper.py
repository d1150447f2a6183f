"""Every revision of a store, out and in.

What goes in keeps its number, its time and its place in the journal, and is published as everything else is. It goes in
only where it belongs: behind the revision before it. What is there already stays; where something else is there, the
whole transfer is refused, for two histories of one series cannot be made one.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from app.errors import StoreConflict, StoreDamaged, TransferRefused
from app.storage.asking.backend import Backend
from app.storage.documents.revisions import Parts, build_parts, number_revision
from app.storage.documents.summaries import build_tombstone
from app.storage.documents.trees import Document
from app.storage.upkeep.bundle import Bundle, Fingerprint, build_submission, read_fingerprint, tie_bundle
from app.storage.upkeep.inspection import Holding, Inspection

_SERIES_AT_ONCE: Final = 500
_UNPUBLISHED_KEPT: Final = timedelta(days=1)


class Keeper:
    """A store, to be looked after. `backend` and `inspection` are of the same database; closing closes it."""

    def __init__(self, backend: Backend, inspection: Inspection) -> None:
        self.backend = backend
        self.inspection = inspection

    async def stream_series(self) -> AsyncIterator[str]:
        """The ids of all series, in their order."""
        after: str | None = None
        while found := await self.inspection.find_series(after, _SERIES_AT_ONCE):
            for series_id in found:
                yield series_id
            after = found[-1]

    async def find_history(self, series_id: str) -> Sequence[Document]:
        """The revisions of a series, the first one first."""
        return tuple(reversed(await self.backend.find_revisions(series_id)))

    async def find_fingerprints(self, series_id: str) -> tuple[Fingerprint, ...]:
        """Of all revisions of a series, the first one first; empty where there is no such series."""
        return tuple(map(read_fingerprint, await self.find_history(series_id)))

    async def fetch(self, revision: Document) -> Bundle:
        """A stored revision as a bundle. Raises StoreDamaged when it is not what was written."""
        if revision["deleted"]:
            return tie_bundle(revision, None, None)
        whole, source = await asyncio.gather(self.backend.find_whole(revision), self.backend.find_source(revision))
        return await asyncio.to_thread(tie_bundle, revision, whole, source)

    async def stream_bundles(self) -> AsyncIterator[Bundle]:
        """Every revision of every series, in the order of series and numbers."""
        async for series_id in self.stream_series():
            for revision in await self.find_history(series_id):
                yield await self.fetch(revision)

    async def restore(self, bundle: Bundle) -> bool:
        """Publish a revision as it was; False where it is there. Raises TransferRefused where another one is, or none before it.

        What was published is read back and compared before this returns.
        """
        newest = await self.backend.find_newest(bundle.series_id)
        held = int(newest["number"]) if newest else 0
        if bundle.number <= held:
            await self._require_same(bundle)
            return False
        if bundle.number != held + 1:
            raise TransferRefused(reason=f"{bundle.id} cannot follow revision {held}: what is between them is missing")
        if bundle.journal["before_sha256"] != (newest["digests"]["source"] or None if newest else None):
            raise TransferRefused(reason=f"{bundle.id} does not follow what the store has: their histories differ")
        parts, revision = await asyncio.to_thread(_rebuild, bundle, newest)
        if not await self.backend.publish(parts, revision):
            if parts:
                await self.backend.abandon(parts)
            raise StoreConflict(bundle.series_id)
        await self._require_same(bundle, whole=True)
        return True

    async def count(self) -> Mapping[str, Holding]:
        """What each table or collection holds."""
        return await self.inspection.measure()

    async def sweep(self) -> tuple[int, int]:
        """Remove what was never published, a day old or older, and what belongs to nobody; how many attempts of either."""
        swept = await self.backend.sweep(datetime.now(UTC) - _UNPUBLISHED_KEPT)
        return swept, await self.inspection.remove_orphans()

    async def close(self) -> None:
        """Let go of connections and files."""
        await self.inspection.close()

    async def _require_same(self, bundle: Bundle, *, whole: bool = False) -> None:
        revision = await self.backend.find_revision(bundle.series_id, bundle.number)
        if revision is None:
            raise StoreDamaged(reason=f"revision {bundle.id} is missing")
        same = await self.fetch(revision) == bundle if whole else read_fingerprint(revision) == bundle.fingerprint
        if not same:
            raise TransferRefused(reason=f"{bundle.id} is another revision in the store: their histories differ")


def _rebuild(bundle: Bundle, newest: Document | None) -> tuple[Parts | None, Document]:
    """The revision and its parts, out of a bundle. Raises TransferRefused when that would not come to the same."""
    if bundle.content is None:
        if newest is None or newest["deleted"]:
            raise TransferRefused(reason=f"{bundle.id} deletes what is not there")
        parts, revision = None, build_tombstone(newest, bundle.journal["actor"], datetime.fromisoformat(bundle.journal["at"]))
    else:
        parts = build_parts(build_submission(bundle))
        revision = number_revision(parts.revision, bundle.number, bundle.journal["before_sha256"])
    if read_fingerprint(revision) != bundle.fingerprint:
        raise TransferRefused(reason=f"{bundle.id} would become another revision: it is from a program that keeps reports otherwise")
    return parts, revision
