"""Names as people send them, and names that facts can be found by.

A name matches whatever its spacing, letter width or Unicode form (`name_key`). A local government also answers to the
last words of its name where only one such is known: `영등포구` is unique, `중구` is not.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from app.errors import DepartmentNotFound, GovernmentNotFound
from app.models.lineage import AliasBook
from app.models.names import name_key
from app.storage.port import FactQuery, ReportQuery, ReportStore

_MIN_LIKENESS: Final = 0.4
_MAX_NEAR: Final = 5


async def find_government(store: ReportStore, name: str) -> str:
    """The full name of a government. Raises GovernmentNotFound with near names, also where several would fit."""
    known = [entry.name for entry in await store.find_catalogue(("government",))]
    fitting = match_government(name, known)
    if len(fitting) == 1:
        return fitting[0]
    raise GovernmentNotFound(name, fitting or find_near(name, known))


async def expand_governments(store: ReportStore, names: Sequence[str]) -> tuple[str, ...]:
    """Full names for a filter; a name that fits nothing, or several, stays as it is and matches only itself."""
    if not names:
        return ()
    known = [entry.name for entry in await store.find_catalogue(("government",))]
    fitting = [(name, match_government(name, known)) for name in names]
    return tuple(found[0] if len(found) == 1 else name for name, found in fitting)


def match_government(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known governments that a name can mean: the one of just that name, else those that end in its words.

    >>> match_government("영등포구", ["서울특별시 영등포구", "서울특별시 중구", "부산광역시 중구"])
    ('서울특별시 영등포구',)
    >>> match_government("중구", ["서울특별시 중구", "부산광역시 중구"])
    ('서울특별시 중구', '부산광역시 중구')
    """
    key = name_key(name)
    ending = []
    for government in dict.fromkeys(known):
        if name_key(government) == key:
            return (government,)
        words = government.split()
        if any(name_key("".join(words[first:])) == key for first in range(1, len(words))):
            ending.append(government)
    return tuple(ending)


async def require_department(store: ReportStore, name: str, governments: Sequence[str] = (), relatives: Iterable[str] = ()) -> None:
    """Raises DepartmentNotFound, with near names, unless the name or one of its relatives is known; GovernmentNotFound, where
    one of the governments that are asked for is not known itself.

    First among the near names is what a department is called that is noted under the name that was asked for.
    """
    for one in (name, *relatives):
        if await is_known(store, one, governments):
            return
    for government in governments:
        await find_government(store, government)
    wanted = set(map(name_key, governments))
    bodies = await store.find_catalogue(("bureau", "department"))
    known = [entry.name for entry in bodies if not wanted or name_key(entry.government or "") in wanted]
    related = _find_related(name, await store.find_aliases(governments), known)
    raise DepartmentNotFound(name, tuple(dict.fromkeys((*related, *find_near(name, known))))[:_MAX_NEAR])


async def require_body(store: ReportStore, query: FactQuery) -> None:
    """Raises DepartmentNotFound unless the body that a query names, or one that it follows, is known."""
    assert query.body is not None, "a question about a body names it"
    governments = await expand_governments(store, query.governments)
    await require_department(store, query.body, governments, [scope.body for scope in query.scopes])


def _find_related(name: str, books: Iterable[AliasBook], known: Iterable[str]) -> list[str]:
    """The known names that are noted together with a name."""
    sets = ([held.department, *(alias.name for alias in held.aliases)] for book in books for held in book.sets)
    together = {name_key(one) for names in sets if name_key(name) in map(name_key, names) for one in names}
    return [one for one in dict.fromkeys(known) if name_key(one) in together]


async def is_known(store: ReportStore, name: str, governments: Sequence[str] = ()) -> bool:
    """Whether some report or figure is of a body of that name."""
    if (await store.find_facts(FactQuery(body=name, governments=tuple(governments), limit=1))).total:
        return True
    return (await store.find_reports(ReportQuery(departments=(name,), governments=tuple(governments), limit=1))).total > 0


def find_near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """The most similar names, best first: by pairs of letters (자모), so that one wrong vowel weighs little.

    >>> find_near("총무가", ["총무과", "기획예산과", "재무과"])
    ('총무과',)
    """
    wanted = _pairs(name)
    scored = ((_likeness(wanted, _pairs(other)), other) for other in dict.fromkeys(known))
    near = sorted(((score, other) for score, other in scored if score >= _MIN_LIKENESS), key=lambda pair: (-pair[0], pair[1]))
    return tuple(other for _, other in near[:_MAX_NEAR])


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


@lru_cache(maxsize=65_536)
def _pairs(name: str) -> frozenset[str]:
    letters = f"^{unicodedata.normalize('NFD', name_key(name))}$"
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
