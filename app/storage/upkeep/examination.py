"""What is wrong with a store, if anything: every revision is read whole and compared with what it says of itself.

Of each series: its numbers are without a gap; each revision has all its documents, and the digests that it was written
with; its source is what was received; its journal entry follows the one before. Of books of aliases: that each version
follows the one before, and says what it was written with. Of the database: its pages, its heads, and documents that belong
to nobody. Nothing is changed.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from app.errors import StoreDamaged, TransferRefused
from app.storage.documents.revisions import build_parts
from app.storage.documents.trees import Document
from app.storage.upkeep.albums import examine_versions, list_versions
from app.storage.upkeep.bundle import build_submission
from app.storage.upkeep.inspection import Flaw, FlawKind
from app.storage.upkeep.keeper import Keeper

_DERIVED: Final = ("sections", "sheets", "search", "catalogue")


@dataclass(frozen=True, slots=True)
class Examined:
    """One series: how many revisions it has, and what is wrong with them."""

    series_id: str
    revisions: int
    flaws: tuple[Flaw, ...]


async def examine_all(keeper: Keeper) -> AsyncIterator[Examined]:
    """Every series of a store, in their order; then every book of aliases."""
    async for series_id in keeper.stream_series():
        yield await examine_series(keeper, series_id)
    for book in examine_versions(await list_versions(keeper)):
        yield Examined(*book)


async def examine_series(keeper: Keeper, series_id: str) -> Examined:
    """One series."""
    try:
        history = await keeper.find_history(series_id)
    except StoreDamaged as broken:
        return Examined(series_id, 0, (Flaw(FlawKind.CONTENT, series_id, broken.reason),))
    flaws = [*_check_numbers(series_id, history), *_check_journal(history)]
    for revision in history:
        flaws += await _check_revision(keeper, revision, newest=revision is history[-1])
    return Examined(series_id, len(history), tuple(flaws))


def _check_numbers(series_id: str, history: Sequence[Document]) -> Iterator[Flaw]:
    numbers = [int(revision["number"]) for revision in history]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Flaw(FlawKind.NUMBERS, series_id, f"its revisions are {', '.join(map(str, numbers))}")


def _check_journal(history: Sequence[Document]) -> Iterator[Flaw]:
    for revision in history:
        own = revision["digests"]["source"] or None
        if (entry := _entry(revision)) != (own, revision["number"], revision["at"]):
            yield Flaw(FlawKind.JOURNAL, revision["_id"], f"its entry says {entry}, it is {(own, revision['number'], revision['at'])}")
    for earlier, later in pairwise([None, *history]):
        assert later is not None
        before = earlier["digests"]["source"] or None if earlier else None
        if later["journal"].get("before_sha256") != before:
            yield Flaw(FlawKind.JOURNAL, later["_id"], "its entry does not follow the one before")


def _entry(revision: Document) -> tuple[Any, Any, Any]:
    journal = revision["journal"]
    return journal.get("after_sha256"), journal.get("revision"), journal.get("at")


async def _check_revision(keeper: Keeper, revision: Document, *, newest: bool) -> list[Flaw]:
    if revision["deleted"]:
        return []
    try:
        bundle = await keeper.fetch(revision)
        parts = build_parts(build_submission(bundle))
        held = await keeper.inspection.count_parts(revision["attempt"])
    except (StoreDamaged, TransferRefused) as broken:
        return [Flaw(FlawKind.CONTENT, revision["_id"], broken.reason)]
    # The catalogue is of the latest revisions alone.
    stated = {name: len(getattr(parts, name)) for name in _DERIVED if name != "catalogue" or newest}
    found = {name: held[name] for name in stated}
    return [Flaw(FlawKind.PARTS, revision["_id"], f"it has {found}, and should have {stated}")] if found != stated else []
