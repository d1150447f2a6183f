"""Following a department through its names: what it is called besides, what it came from, what became of it.

Every alias is a link between two names, and it is followed from either end, whichever of them it was noted at. From the
department that was asked for, links lead back (predecessors, merged departments) and then only further back, or forth
(successors) and then only further forth: what else came from a predecessor is a relative, not a part of this department's
story. Other names of the same department are followed on the way.

Each link leads to a name *in some fiscal years* (`Alias.years`), for names are used again: the 총무과 of today need not be
that of twenty years ago. A link is followed only where its years fit those in which the name it starts from belongs to the
story. Seen from the other end a link has no years of its own: a successor counts from the last year of its predecessor on,
a predecessor up to the first year of its successor.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

import orjson

from app.models.lineage import EVER, Alias, AliasBook, Relation, Years
from app.models.names import name_key
from app.queries.names import expand_governments
from app.storage.port import ReportStore, Scope

_DIGEST_BYTES: Final = 8


class _Way(Enum):
    """Which way the story has gone so far."""

    HERE = "here"
    BACK = "back"
    FORTH = "forth"


_WAYS: Final = {
    Relation.ALIAS: _Way.HERE,
    Relation.PREDECESSOR: _Way.BACK,
    Relation.MERGED: _Way.BACK,
    Relation.SUCCESSOR: _Way.FORTH,
}


@dataclass(frozen=True, slots=True)
class Relative:
    """A name whose figures belong to a department: what it is to which other name, and in which fiscal years."""

    government: str
    name: str
    relation: Relation
    of: str
    years: Years


@dataclass(frozen=True, slots=True)
class Lineage:
    """A department's name with all others that belong to it. `version` changes whenever they do."""

    name: str
    relatives: tuple[Relative, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where its figures are filed: under its own name always, under others in their years."""
        others = (Scope(one.name, one.government, None if one.years == EVER else one.years) for one in self.relatives)
        return Scope(self.name), *others

    @property
    def version(self) -> str:
        """A digest of all that decides which figures belong to it."""
        parts = [[one.government, one.name, one.relation, one.of, *one.years] for one in self.relatives]
        return hashlib.blake2s(orjson.dumps([name_key(self.name), *parts]), digest_size=_DIGEST_BYTES).hexdigest()


class _Link(NamedTuple):
    """From one name (as a key) to another."""

    source: str
    relation: Relation
    name: str
    years: Years


async def find_lineage(store: ReportStore, name: str, governments: Sequence[str] = ()) -> Lineage:
    """The names that belong to a department, in each of these governments (none named: in all) that knows any."""
    books = await store.find_aliases(await expand_governments(store, governments))
    return Lineage(name, tuple(relative for book in books for relative in walk_book(book, name)))


def walk_book(book: AliasBook, name: str) -> list[Relative]:
    """The relatives of a name in one government, nearest first."""
    links = list(_list_links(book))
    names = {name_key(name): name}
    found: dict[Relative, None] = {}
    seen = {(name_key(name), _Way.HERE, EVER)}
    waiting = [(name_key(name), _Way.HERE, EVER)]
    for source, way, years in waiting:  # grows while it is walked
        for link in links:
            step = _follow(link, source, way, years)
            if step is None or step[0] == name_key(name):
                continue
            found.setdefault(Relative(book.government, link.name, link.relation, names[source], step[2]))
            names.setdefault(step[0], link.name)
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return list(found)


def _list_links(book: AliasBook) -> Iterator[_Link]:
    for held in book.sets:
        for alias in held.aliases:
            yield _Link(name_key(held.department), alias.relation, alias.name, alias.years)
            yield _Link(name_key(alias.name), *_turn(alias, held.department))


def _turn(alias: Alias, department: str) -> tuple[Relation, str, Years]:
    """A link as it is seen from its other end."""
    first, last = alias.years
    if alias.relation is Relation.ALIAS:
        return Relation.ALIAS, department, EVER
    if alias.relation is Relation.SUCCESSOR:
        return Relation.PREDECESSOR, department, (EVER[0], first if alias.first else EVER[1])
    return Relation.SUCCESSOR, department, (last if alias.last else EVER[0], EVER[1])


def _follow(link: _Link, source: str, way: _Way, years: Years) -> tuple[str, _Way, Years] | None:
    """Where a link leads from a name that belongs to the story in some years; None where it does not lead on."""
    if link.source != source:
        return None
    leads = _WAYS[link.relation]
    first, last = link.years
    if leads is _Way.HERE:
        shared = max(first, years[0]), min(last, years[1])
        return (name_key(link.name), way, shared) if shared[0] <= shared[1] else None
    if way not in {_Way.HERE, leads}:
        return None
    fits = first <= years[1] if leads is _Way.BACK else last >= years[0]
    return (name_key(link.name), leads, link.years) if fits else None
