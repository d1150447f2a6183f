"""What a database must tell of itself, so that a store can be looked after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.storage.documents.trees import Document


class FlawKind(StrEnum):
    """What can be wrong with a store."""

    PAGES = "pages"  # the file itself is broken
    NUMBERS = "numbers"  # a series lacks a revision
    CONTENT = "content"  # a revision is not what was written
    JOURNAL = "journal"  # a journal entry does not follow the one before
    PARTS = "parts"  # documents that are made out of a revision are missing, or too many
    HEAD = "head"  # a series shows another revision than its newest: `rebuild_heads` mends it
    ORPHANS = "orphans"  # documents that belong to no revision: harmless, `sweep` removes them


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: of what, and in what way."""

    kind: FlawKind
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What a table or collection holds. `documents` is None for an index that is a table of its own."""

    documents: int | None
    bytes: int
    index_bytes: int


class Inspection(Protocol):
    """Questions about a database as a whole. None of the driver's errors gets out."""

    async def find_series(self, after: str | None, limit: int) -> Sequence[str]:
        """Ids of series, in their order, those after `after`; fewer than `limit` only at the end."""
        ...

    async def list_books(self) -> Sequence[Document]:
        """Every version of every book of aliases, in no order."""
        ...

    async def count_parts(self, attempt: str) -> Mapping[str, int]:
        """How many `sections`, `sheets`, `search` and `catalogue` documents an attempt has."""
        ...

    async def find_flaws(self) -> Sequence[Flaw]:
        """What is wrong with pages, heads and orphans; nothing is changed."""
        ...

    async def remove_orphans(self) -> int:
        """Remove documents that belong to no revision and to no attempt under way; how many attempts they were of."""
        ...

    async def measure(self) -> Mapping[str, Holding]:
        """What each table or collection holds."""
        ...

    async def close(self) -> None:
        """Let go of connections and files."""
        ...
