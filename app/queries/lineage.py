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
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

import orjson

from app.models.lineage import EVER, Alias, AliasBook, Followed, Relation, Relative, Years
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
class Lineage:
    """A department's name with all others that belong to it. `version` changes whenever they do."""

    name: str
    relatives: tuple[Relative, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Where its figures are filed: under its own name always, under others in their years."""
        return Scope(self.name), *map(_build_scope, self.relatives)

    @property
    def version(self) -> str:
        """A digest of all that decides which figures belong to it."""
        parts = [list(one.model_dump().values()) for one in self.relatives]
        return hashlib.blake2s(orjson.dumps([name_key(self.name), *parts]), digest_size=_DIGEST_BYTES).hexdigest()

    @property
    def followed(self) -> Followed:
        """As it is answered."""
        return Followed(version=self.version, relatives=self.relatives)


class _Link(NamedTuple):
    """From one name to another."""

    relation: Relation
    name: str
    years: Years


_Step = tuple[str, _Way, Years]
"""A name (as a key) that belongs to the story: which way it lies, and in which years."""


async def find_lineage(store: ReportStore, name: str, governments: Sequence[str] = ()) -> Lineage:
    """The names that belong to a department, in each of these governments (none named: in all) that knows any."""
    books = await store.find_aliases(await expand_governments(store, governments))
    return Lineage(name, tuple(relative for book in books for relative in walk_book(book, name)))


def walk_book(book: AliasBook, name: str) -> list[Relative]:
    """The relatives of a name in one government, nearest first."""
    links = _index_links(book)
    names = {name_key(name): name}
    found: dict[Relative, None] = {}
    reached: dict[tuple[str, _Way], list[Years]] = defaultdict(list)
    waiting: list[_Step] = [(name_key(name), _Way.HERE, EVER)]
    for source, way, years in waiting:  # grows while it is walked
        for link in links.get(source, ()):
            step = _follow(link, way, years)
            if step is None or step[0] == name_key(name) or any(_covers(earlier, step[2]) for earlier in reached[step[:2]]):
                continue
            found.setdefault(_build_relative(book.government, link, names[source], step[2]))
            names.setdefault(step[0], link.name)
            reached[step[:2]].append(step[2])
            waiting.append(step)
    return list(found)


def _covers(years: Years, others: Years) -> bool:
    return years[0] <= others[0] and others[1] <= years[1]


def _build_relative(government: str, link: _Link, of: str, years: Years) -> Relative:
    first, last = (year if year not in EVER else None for year in years)
    return Relative(government=government, name=link.name, relation=link.relation, of=of, first_year=first, last_year=last)


def _build_scope(relative: Relative) -> Scope:
    first, last = relative.first_year, relative.last_year
    years = None if first is None and last is None else (EVER[0] if first is None else first, EVER[1] if last is None else last)
    return Scope(relative.name, relative.government, years)


def _index_links(book: AliasBook) -> dict[str, list[_Link]]:
    """The links of a book by the key of the name that each starts from."""
    links: dict[str, list[_Link]] = defaultdict(list)
    for held in book.sets:
        for alias in held.aliases:
            links[name_key(held.department)].append(_Link(alias.relation, alias.name, alias.years))
            links[name_key(alias.name)].append(_Link(*_turn(alias, held.department)))
    return links


def _turn(alias: Alias, department: str) -> tuple[Relation, str, Years]:
    """A link as it is seen from its other end."""
    first, last = alias.years
    if alias.relation is Relation.ALIAS:
        return Relation.ALIAS, department, EVER
    if alias.relation is Relation.SUCCESSOR:
        return Relation.PREDECESSOR, department, (EVER[0], first if alias.first else EVER[1])
    return Relation.SUCCESSOR, department, (last if alias.last else EVER[0], EVER[1])


def _follow(link: _Link, way: _Way, years: Years) -> _Step | None:
    """Where a link leads from a name that belongs to the story in some years; None where it does not lead on."""
    leads = _WAYS[link.relation]
    first, last = link.years
    if leads is _Way.HERE:
        shared = max(first, years[0]), min(last, years[1])
        return (name_key(link.name), way, shared) if shared[0] <= shared[1] else None
    if way not in {_Way.HERE, leads}:
        return None
    fits = first <= years[1] if leads is _Way.BACK else last >= years[0]
    return (name_key(link.name), leads, link.years) if fits else None
