"""The other names of a department: read, changed, taken away.

A change is made to the government's whole book and checked against all of it, so no two sets contradict each other: the
names of a government, in the order of time, never come back to where they began (a cycle). An office that went back to an
old name is one department with an `alias` in some years, not its own predecessor.
"""

import calendar
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from app.errors import AliasCycle, AliasesNotFound, DepartmentNotFound, InvalidParameter, PreconditionFailed
from app.models.lineage import Alias, AliasBook, AliasSet, Relation
from app.models.names import name_key
from app.queries.names import find_government, find_near, is_known
from app.storage.port import ReportStore

Accept = Callable[[str, AliasSet], bool]
"""Whether a set, of a government, is the one that a caller wants to change."""

MAX_IN_BOOK: Final = 2000
"""How many aliases the departments of one government may have in all: what one question may come to."""


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

    The department, or one of the names, must be known, or something noted of it before. Raises GovernmentNotFound,
    DepartmentNotFound, InvalidParameter, AliasCycle, PreconditionFailed where `accept` refuses what is there, StoreConflict.
    """
    cleaned = tuple(replace(alias, name=clean_name(alias.name)) for alias in aliases)
    check_aliases(department, cleaned)
    full = await find_government(store, government)
    if not find_set(await _find_book(store, full), department).version:
        await _require_any(store, full, (department, *(alias.name for alias in cleaned)))
    return full, await _change(store, full, clean_name(department), cleaned, actor=actor, accept=accept)


async def _require_any(store: ReportStore, government: str, names: Sequence[str]) -> None:
    for name in names:
        if await is_known(store, name, (government,)):
            return
    raise DepartmentNotFound(names[0], await _find_near(store, government, names[0]))


async def delete_aliases(store: ReportStore, government: str, department: str, *, actor: str, accept: Accept) -> None:
    """Take all other names of a department away. Raises GovernmentNotFound, AliasesNotFound, PreconditionFailed."""
    full = await find_government(store, government)
    if not find_set(await _find_book(store, full), department).aliases:
        raise AliasesNotFound(department)
    await _change(store, full, department, (), actor=actor, accept=accept)


def clean_name(name: str) -> str:
    """A name as it is kept: composed letters, nothing around it. What is printed between its letters stays.

    >>> clean_name("\u1100\u116a ") == "과", clean_name(" 총 무 과")
    (True, '총 무 과')
    """
    return unicodedata.normalize("NFC", name).strip()


def find_set(book: AliasBook, department: str) -> AliasSet:
    """The set of a department in a book; an empty one where it has none."""
    return next((held for held in book.sets if name_key(held.department) == name_key(department)), AliasSet(department, 0, ()))


async def _change(
    store: ReportStore, government: str, department: str, aliases: tuple[Alias, ...], *, actor: str, accept: Accept
) -> AliasSet:
    def change(book: AliasBook) -> Sequence[AliasSet] | None:
        held = find_set(book, department)
        if not accept(government, held):
            raise PreconditionFailed
        if held.aliases == aliases:
            return None
        changed = AliasSet(held.department, held.version + 1, aliases)
        sets = sorted((*(one for one in book.sets if one is not held), changed), key=_by_name)
        check_book(sets)
        return sets

    return find_set(await store.change_aliases(government, change, actor=actor, at=datetime.now(UTC)), department)


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


def check_book(sets: Sequence[AliasSet]) -> None:
    """Raises InvalidParameter where they are too many, AliasCycle where names follow each other in a circle."""
    if sum(len(one.aliases) for one in sets) > MAX_IN_BOOK:
        raise InvalidParameter("aliases", "…", f"한 지방자치단체에 모두 {MAX_IN_BOOK:,}개까지 적을 수 있습니다.")
    check_cycles(sets)


def check_cycles(sets: Sequence[AliasSet]) -> None:
    """Raises AliasCycle where names of a government follow each other in a circle."""
    after: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for held in sets:
        for alias in held.aliases:
            if alias.relation is Relation.ALIAS:
                continue  # at the same time, so not in the order of time
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
