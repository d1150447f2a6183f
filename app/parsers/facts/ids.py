"""The id of each fact: what it says and of whom, never how many facts stand before it.

An id is made of the kind and of a hash of the words that name the fact (`IDENTITY` of its kind), whose it is, of when, and
under which headings, caption and statement it stands. Amounts are no part of it, so a corrected figure keeps its id; nor are
lines, so a line that is put in elsewhere leaves it alone. Facts that say the same are counted in the order of print.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from app.models.facts import Fact, FactBase, Period
from app.models.kinds import IDENTITY
from app.models.names import name_key
from app.parsers.characters.memo import remember

_OF: Final = ("government", "bureau", "department", "fiscal_year", "as_of", "section", "statement", "caption", "when")
"""What tells facts of one identity apart: whose, of when, and where in the structure; kinds without such a field have nothing there."""

_key: Final = remember(8192)(name_key)  # headings and names stand in many facts

_DIGEST_BYTES: Final = 5  # eight letters: of 10,000 facts, one in 20,000 reports would have two alike, and those are told apart
_PARTED: Final = "\x1f"


def name_facts(facts: Sequence[FactBase]) -> tuple[Fact, ...]:
    """Give each fact its id; the facts come back in the order of print."""
    ordered = [cast(Fact, fact) for _, fact in sorted(enumerate(facts), key=lambda pair: (*_print_order(pair[1]), pair[0]))]
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for fact in ordered:
        words = _identity(fact)
        fact_id = _next_id(fact.kind, words, seen)
        while fact_id in taken:
            fact_id = _next_id(fact.kind, words, seen)
        taken.add(fact_id)
        # A copy of every fact would cost more than the fact did; nobody outside has seen it yet.
        object.__setattr__(fact, "id", fact_id)
    return tuple(ordered)


def _print_order(fact: FactBase) -> tuple[int, int]:
    return fact.span.first, fact.span.start or 0


def _next_id(kind: str, words: str, seen: Counter[str]) -> str:
    """The id of the next fact that says just this."""
    seen[words] += 1
    told = words if seen[words] == 1 else f"{words}{_PARTED}{seen[words]}"
    digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
    return f"{kind}-{base64.b32encode(digest).decode().lower()}"


def _identity(fact: Fact) -> str:
    values = [getattr(fact, name, None) for name in (*IDENTITY[fact.kind], *_OF)]
    return _PARTED.join([fact.kind, *["" if value is None else _told(value) for value in values]])


def _told(value: Any) -> str:
    """A value as it is compared: names whatever their spacing, a period as printed."""
    if isinstance(value, str):
        return _key(value)
    if isinstance(value, Period):
        return _key(value.text)
    if isinstance(value, Mapping):
        return "\x1e".join(sorted(f"{_key(label)}\x1d{_told(held)}" for label, held in value.items()))
    if isinstance(value, tuple):
        return "\x1e".join(map(_told, value))
    return str(value)
