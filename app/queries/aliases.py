"""The other names of a department: read, changed, taken away.

A change is made to the government's whole book and checked against all of it, so no two sets contradict each other: the
names of a government, in the order of time, never come back to where they began (a cycle). An office that went back to an
old name is one department with an `alias` in some years, not its own predecessor.
"""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.errors import AliasCycle, AliasesNotFound, DepartmentNotFound, InvalidParameter, PreconditionFailed, StoreConflict
from app.models.lineage import Alias, AliasBook, AliasSet, Relation
from app.models.names import name_key
from app.queries.names import find_government, find_near, is_known
from app.storage.port import ReportStore

Accept = Callable[[str, AliasSet], bool]
"""Whether a set, of a government, is the one that a caller wants to change."""

_TRIES: Final = 20


async def find_aliases(store: ReportStore, government: str, department: str) -> tuple[str, AliasSet]:
    """The other names of a department, with its government's full name; none noted: an empty set of version 0.

    Raises GovernmentNotFound, DepartmentNotFound.
    """
    full = await find_government(store, government)
    held = find_set(await _find_book(store, full), department)
    if not held.version and not await is_known(store, department, (full,)):
        raise DepartmentNotFound(department, await _find_near(store, full, department))
    return full, held


async def put_aliases(
    store: ReportStore, government: str, department: str, aliases: Sequence[Alias], *, actor: str, accept: Accept
) -> tuple[str, AliasSet]:
    """Note the other names of a department instead of those it had; the same ones again change nothing.

    The department, or one of the names, must be known. Raises GovernmentNotFound, DepartmentNotFound, InvalidParameter,
    AliasCycle, PreconditionFailed where `accept` refuses what is there, StoreConflict.
    """
    check_aliases(department, aliases)
    full = await find_government(store, government)
    names = (department, *(alias.name for alias in aliases))
    if not any([await is_known(store, name, (full,)) for name in names]):
        raise DepartmentNotFound(department, await _find_near(store, full, department))
    return full, await _change(store, full, department, tuple(aliases), actor=actor, accept=accept)


async def delete_aliases(store: ReportStore, government: str, department: str, *, actor: str, accept: Accept) -> None:
    """Take all other names of a department away. Raises GovernmentNotFound, AliasesNotFound, PreconditionFailed, StoreConflict."""
    full = await find_government(store, government)
    if not find_set(await _find_book(store, full), department).aliases:
        raise AliasesNotFound(department)
    await _change(store, full, department, (), actor=actor, accept=accept)


def find_set(book: AliasBook, department: str) -> AliasSet:
    """The set of a department in a book; an empty one where it has none."""
    return next((held for held in book.sets if name_key(held.department) == name_key(department)), AliasSet(department, 0, ()))


async def _change(
    store: ReportStore, government: str, department: str, aliases: tuple[Alias, ...], *, actor: str, accept: Accept
) -> AliasSet:
    for _ in range(_TRIES):
        book = await _find_book(store, government)
        held = find_set(book, department)
        if not accept(government, held):
            raise PreconditionFailed
        if held.aliases == aliases and held.version:
            return held
        changed = AliasSet(held.department, held.version + 1, aliases)
        others = [one for one in book.sets if one is not held]
        following = replace(book, number=book.number + 1, sets=tuple(sorted((*others, changed), key=_by_name)))
        check_cycles(following)
        if await store.save_aliases(following, actor=actor, at=datetime.now(UTC)):
            return changed
    raise StoreConflict(f"aliases:{government}")


async def _find_book(store: ReportStore, government: str) -> AliasBook:
    books = await store.find_aliases((government,))
    return books[0] if books else AliasBook(government, 0, ())


async def _find_near(store: ReportStore, government: str, department: str) -> tuple[str, ...]:
    known = await store.find_catalogue(("bureau", "department"))
    return find_near(department, [entry.name for entry in known if entry.government == government])


def _by_name(held: AliasSet) -> str:
    return name_key(held.department)


def check_aliases(department: str, aliases: Sequence[Alias]) -> None:
    """Raises InvalidParameter for what makes no sense in itself."""
    for number, alias in enumerate(aliases):
        place = f"aliases[{number}]"
        if not name_key(alias.name):
            raise InvalidParameter(f"{place}.name", alias.name, "이름이 비어 있습니다.")
        if name_key(alias.name) == name_key(department):
            raise InvalidParameter(f"{place}.name", alias.name, "부서 자신의 이름입니다.")
        for member, date in (("first", alias.first), ("last", alias.last)):
            if date is not None and not is_date(date):
                raise InvalidParameter(f"{place}.{member}", date, "없는 날짜입니다.")
        if alias.first and alias.last and alias.first[: len(alias.last)] > alias.last[: len(alias.first)]:
            raise InvalidParameter(f"{place}.first", alias.first, "first가 last보다 늦습니다.")
        if any(_overlap(alias, other) for other in aliases[:number]):
            raise InvalidParameter(f"{place}.name", alias.name, "같은 이름이 같은 기간에 두 번 있습니다.")


def is_date(date: str) -> bool:
    """Whether a date of the right form is one of the calendar.

    >>> is_date("2014"), is_date("2014-13"), is_date("2015-02-29")
    (True, False, False)
    """
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _overlap(one: Alias, other: Alias) -> bool:
    same = name_key(one.name) == name_key(other.name)
    return same and one.years[0] <= other.years[1] and other.years[0] <= one.years[1]


def check_cycles(book: AliasBook) -> None:
    """Raises AliasCycle where names of a government follow each other in a circle."""
    after: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for held in book.sets:
        for alias in held.aliases:
            earlier, later = (held.department, alias.name) if alias.relation is Relation.SUCCESSOR else (alias.name, held.department)
            after.setdefault(name_key(earlier), []).append(name_key(later))
            names.update({name_key(earlier): earlier, name_key(later): later})
    for cycle in _find_cycles(after):
        raise AliasCycle([names[key] for key in cycle])


def _find_cycles(after: Mapping[str, Iterable[str]]) -> Iterable[list[str]]:
    """The first circle there is, from a name back to itself; without recursion, for chains may be long."""
    done: set[str] = set()
    for start in after:
        path: list[str] = []
        ways = [iter((start,))]
        while ways:
            key = next(ways[-1], None)
            if key is None:
                ways.pop()
                if path:
                    done.add(path.pop())
            elif key in path:
                yield [*path[path.index(key) :], key]
                return
            elif key not in done:
                path.append(key)
                ways.append(iter(after.get(key, ())))
