"""The collections of the MongoDB store: their indexes, the steps that lead from any older database to them, and by what each
is parted over the shards of a cluster. No driver here: plain declarations.

A step is never changed once it was released: a new one follows it. A step may be made twice, and by several processes at
once, with the same outcome; its version is noted when it is done, so one that was stopped halfway is made again.

What a shard key must do here: a unique index is unique within a shard alone unless it begins with the whole shard key. So
`revisions`, `aliases` and `heads`, whose unique keys decide what is published, are parted by series (a series may come to
name another government, so that cannot lead); what is large and searched is parted by government, then by attempt, so that
all parts of a revision lie together and no government is too large to be parted further. An `_id` there begins with the
attempt and is random: two equal ones are of one document, and so of one shard.

>>> [name for name, index in ((index.name, index) for index in INDEXES["revisions"]) if index.unique]
['series_id_number']
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


@dataclass(frozen=True, slots=True)
class Index:
    """A declared index: its fields in order (1 ascending, -1 descending)."""

    fields: tuple[tuple[str, int], ...]
    unique: bool = False

    @property
    def name(self) -> str:
        """Under which the database keeps it."""
        return "_".join(field for field, _ in self.fields)


class Backfill(Enum):
    """What is made out of the reports that are stored already, where a step adds what new ones bring along."""

    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from one version to the next: indexes by collection, then what stored reports lack."""

    indexes: Mapping[str, tuple[Index, ...]]
    backfill: Backfill | None = None


def _index(*fields: str, unique: bool = False) -> Index:
    return Index(tuple((field.removeprefix("-"), -1 if field.startswith("-") else 1) for field in fields), unique)


_FIRST: Final = Step(
    {
        "revisions": (
            _index("series_id", "-number", unique=True),  # publication leans on this one
            _index("attempt"),
            _index("order"),
            _index("government_keys", "order"),
            _index("body_keys", "order"),
            _index("-at", "-_id"),
            _index("journal.actor", "-at", "-_id"),
            _index("journal.action", "-at", "-_id"),
        ),
        "heads": (_index("series_id", "-number"),),
        "attempts": (_index("started"),),
        "sheets": (
            _index("attempt", "order"),
            _index("order"),
            _index("kind", "order"),
            _index("names", "order"),
            _index("body_key", "kind", "order"),
            _index("government_key", "body_key", "kind", "order"),
            _index("government_key", "kind", "order"),
        ),
        "sections": (_index("attempt"),),
        "sources": (_index("attempt"),),
        "pieces": (_index("attempt"),),
        "catalogue": (_index("kind"), _index("attempt")),
    }
)

# Sections by the words they hold. Without `order`, which would make each of many keys several times as long.
_SEARCH: Final = Step({"search": (_index("keys", "government_key"), _index("order"), _index("attempt"))}, Backfill.SEARCH)

# Books of aliases, published as revisions are.
_ALIASES: Final = Step(
    {"aliases": (_index("series_id", "-number", unique=True), _index("government_key", "-number"), _index("-at", "-_id"))}
)

# Facts and cells say where each figure is printed: documents are as they were, but an older program cannot read what is in them.
# Reports that are stored already get their places when they are read again (`bogo reparse`).
_PLACES: Final = Step({})

# Step n (counted from 1) leads to version n.
STEPS: Final = (_FIRST, _SEARCH, _ALIASES, _PLACES)
VERSION: Final = len(STEPS)


def _gather_indexes(steps: Sequence[Step]) -> dict[str, tuple[Index, ...]]:
    gathered: dict[str, tuple[Index, ...]] = {}
    for step in steps:
        for collection, indexes in step.indexes.items():
            gathered[collection] = (*gathered.get(collection, ()), *indexes)
    return gathered


INDEXES: Final[Mapping[str, tuple[Index, ...]]] = _gather_indexes(STEPS)

_BY_SERIES: Final = ("series_id",)
_BY_GOVERNMENT: Final = ("government_key", "attempt")
SHARD_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "revisions": _BY_SERIES,
    "aliases": _BY_SERIES,
    "heads": _BY_SERIES,
    "sheets": _BY_GOVERNMENT,
    "sections": _BY_GOVERNMENT,
    "search": _BY_GOVERNMENT,
    "sources": _BY_GOVERNMENT,
    "pieces": _BY_GOVERNMENT,
    "catalogue": _BY_GOVERNMENT,
    "readings": ("_id",),
}

# Small, and the same size however many reports there are: they stay on one shard.
NOT_SHARDED: Final = ("store", "attempts")
