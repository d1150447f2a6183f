"""Which fact of one text is which fact of another.

A figure keeps its identity through re-issues: what it is called (its own names, path, dimensions, period), of whose body
and which year. Its amounts and words are values and may change. Texts also move: a heading is renamed, a date of
reference changes, a parser files a row under another department. So facts are paired in rounds, from strict to loose:

1. the same identity, body and year, under the same heading and date;
2. the same identity, body and year, wherever it is printed;
3. the same identity alone, where just one is left of it on either side, so that nothing is guessed.

Within a round those with equal values are paired first, the rest in the order of print. Names compare by `name_key`.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final

from app.models.facts import Fact
from app.models.kinds import FACT_CLASSES, IDENTITY
from app.models.names import name_key
from app.models.span import Span

Key = tuple[Hashable, ...]

_WHOSE: Final = ("government", "bureau", "department", "fiscal_year")
_WHERE: Final = ("section", "statement", "as_of")

# Where a fact stands in its report is no part of what it says.
_NO_VALUES: Final = frozenset(
    ["id", "report_id", "span", "printed", "section", "section_id", "statement", "statement_id", "table", "caption", "row", "column", "at"]
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact of the one text, of the other, or of both."""

    before: Fact | None
    after: Fact | None


def match_facts(before: Sequence[Fact], after: Sequence[Fact]) -> list[Pair]:
    """Every fact of both texts, in one pair each."""
    left, right = list(before), list(after)
    pairs: list[Pair] = []
    for key_of, only_unique in ((_key_of_place, False), (_key_of_owner, False), (_key_of_name, True)):
        found = _pair_round(left, right, key_of, only_unique=only_unique)
        pairs += found
        left = _without(left, (pair.before for pair in found))
        right = _without(right, (pair.after for pair in found))
    return [*pairs, *(Pair(fact, None) for fact in left), *(Pair(None, fact) for fact in right)]


def find_changed_fields(before: Fact, after: Fact) -> list[str]:
    """The names of the values that differ."""
    return [name for name in _list_values(before.kind) if comparable(getattr(before, name)) != comparable(getattr(after, name))]


def comparable(value: Any) -> Hashable:
    """A value in a form in which equal values are equal, whatever their spacing and wherever they are printed."""
    if value is None or isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return name_key(value)
    if isinstance(value, Mapping):
        return frozenset((name_key(label), comparable(held)) for label, held in value.items())
    if isinstance(value, tuple):
        return tuple(map(comparable, value))
    if isinstance(value, Span):
        return None
    if dataclasses.is_dataclass(value):
        return tuple(comparable(getattr(value, name)) for name in _list_fields(value))
    assert isinstance(value, Hashable)
    return value


def _pair_round(before: Sequence[Fact], after: Sequence[Fact], key_of: Callable[[Fact], Key], *, only_unique: bool) -> list[Pair]:
    left, right = _group(before, key_of), _group(after, key_of)
    pairs: list[Pair] = []
    for key in left.keys() & right.keys():
        if not only_unique or len(left[key]) == len(right[key]) == 1:
            pairs += _pair_group(left[key], right[key])
    return pairs


def _pair_group(before: Sequence[Fact], after: Sequence[Fact]) -> list[Pair]:
    by_value = _group(after, _values)
    pairs: list[Pair] = []
    rest: list[Fact] = []
    for fact in before:
        equal = by_value.get(_values(fact))
        if equal:
            pairs.append(Pair(fact, equal.pop(0)))
        else:
            rest.append(fact)
    left_over = _without(after, (pair.after for pair in pairs))
    return [*pairs, *(Pair(one, other) for one, other in zip(rest, left_over, strict=False))]


def _group(facts: Iterable[Fact], key_of: Callable[[Fact], Key]) -> dict[Key, list[Fact]]:
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[key_of(fact)].append(fact)
    return groups


def _without(facts: Iterable[Fact], taken: Iterable[Fact | None]) -> list[Fact]:
    gone = {id(fact) for fact in taken}
    return [fact for fact in facts if id(fact) not in gone]


def _key_of_place(fact: Fact) -> Key:
    return (*_key_of_owner(fact), *(comparable(getattr(fact, field, None)) for field in _WHERE))


def _key_of_owner(fact: Fact) -> Key:
    return (*_key_of_name(fact), *(comparable(getattr(fact, field)) for field in _WHOSE))


def _key_of_name(fact: Fact) -> Key:
    return (fact.kind, *(comparable(getattr(fact, field)) for field in IDENTITY[fact.kind]))


def _values(fact: Fact) -> Key:
    return tuple(comparable(getattr(fact, name)) for name in _list_values(fact.kind))


@cache
def _list_values(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(FACT_CLASSES[kind]) if field.name not in _NO_VALUES)


def _list_fields(value: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(value))
