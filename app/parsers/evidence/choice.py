"""Choosing among readings: each is weighed by a table of evidence, and the best is taken only where it clearly leads.

A text that can be read in several ways gives several *candidates*. What speaks for or against one is a row of a table: a
name, a weight, and how much of it a candidate has. The sum decides. A reading is chosen if its weight is not below `FLOOR` and
no rival comes near it (`LEAD`); where the list of candidates had to be cut short the right one may be missing, so
the lead must be three times as large. Candidates that say the same are no rivals. What is not chosen is `Unproven`, with the two
best readings for people to see.

>>> table = (Evidence("is even", 3, lambda number: number % 2 == 0), Evidence("is small", 1, lambda number: number < 10))
>>> choose([3, 4, 15], table)
Chosen(reading=4, score=4)
>>> choose([4, 6], table)
Unproven(readings=(4, 6))
>>> choose([4, 6], table, says=lambda number: number % 2)
Chosen(reading=4, score=4)
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

LEAD: Final = 2
FLOOR: Final = -2
CUT_SHORT: Final = 3
"""How many times the lead must be longer where candidates are missing."""


class Evidence(NamedTuple, Generic[T]):
    """What speaks for a reading, or against it where its weight is negative; `measure` says how much of it there is."""

    name: str
    weight: float
    measure: Callable[[T], float]


class Chosen(NamedTuple, Generic[T]):
    """The reading that is clearly the best, and its weight."""

    reading: T
    score: float


class Unproven(NamedTuple, Generic[T]):
    """No reading is clearly the best: the two best, or fewer where there are none."""

    readings: tuple[T, ...]


def weigh(candidate: T, table: Sequence[Evidence[T]]) -> float:
    """What speaks for a candidate, all in all."""
    return sum(row.weight * row.measure(candidate) for row in table)


def explain(candidate: T, table: Sequence[Evidence[T]]) -> tuple[tuple[str, float], ...]:
    """The evidence that a candidate has, by name, with what it adds."""
    told = ((row.name, row.weight * row.measure(candidate)) for row in table)
    return tuple((name, share) for name, share in told if share)


def choose(
    candidates: Iterable[T],
    table: Sequence[Evidence[T]],
    *,
    cut_short: bool = False,
    says: Callable[[T], Hashable] = id,
) -> Chosen[T] | Unproven[T]:
    """The candidate that clearly leads. `cut_short`: the list lacks some. `says`: candidates alike in it are no rivals.

    Of equals the first in the list goes first, so the order of the candidates must not hang on chance.
    """
    weighed = [(weigh(one, table), one) for one in candidates]
    ranked = sorted(weighed, key=lambda pair: -pair[0])
    if not ranked:
        return Unproven(())
    best, first = ranked[0]
    rival = next((pair for pair in ranked[1:] if says(pair[1]) != says(first)), None)
    lead = LEAD * (CUT_SHORT if cut_short else 1)
    if best >= FLOOR and (rival is None or best - rival[0] >= lead):
        return Chosen(first, best)
    return Unproven((first,) if rival is None else (first, rival[1]))
