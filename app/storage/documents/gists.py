"""The gist of a fact: all that it can be asked by besides its sheet, folded into one line.

A question with words (`q=`), with own names or with values of own fields (`unit=명`) can be answered by facts alone. To read
all of them for it would cost a second a thousand reports, so a database may keep their gists beside the sheets: it takes the
sheets that hold the words' keys, counts the gists that fit, and reads the facts of the shown page only.

A gist is what a fact prints and is called, then marks of its names and values. Names are compared by `name_key`, which leaves
no blank and no control character in them: so a blank parts the pieces, and a mark can't be mistaken for a word.

>>> gist = write_gist({"kind": "vehicle", "printed": "승용 2", "category": "승 용", "section": ["차량 현황"]})
>>> gist == f"승용2 승용 차량현황{MARK}name=승용{MARK}category=승용{MARK}"
True
>>> GistTest(("차량",), frozenset(), (("category", "승용"),)).fits(gist), GistTest(("category",), frozenset(), ()).fits(gist)
(True, False)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from app.models.kinds import FACT_CLASSES
from app.models.names import name_key
from app.storage.asking.search_keys import Word, find_keys, limit_keys, write_signs
from app.storage.documents.keys import find_names
from app.storage.documents.trees import Document, default_tree
from app.storage.port import FactQuery

MARK: Final = "\x1f"
EQUAL_FIELDS: Final = (
    "as_of",
    "direction",
    "role",
    "rank",
    "statement",
    "project",
    "basis",
    "unit",
    "measure",
    "category",
    "grade",
    "team",
    "status",
    "audit_year",
)
"""The fields whose values a gist marks: those that the calls compare."""

_key: Final[Callable[[str], str]] = lru_cache(65_536)(name_key)  # headings and names stand in many facts


@dataclass(frozen=True, slots=True)
class GistTest:
    """Which gists: every word, one of the names (none: any), every value of a field. All by `name_key`."""

    words: tuple[str, ...]
    names: frozenset[str]
    equal: tuple[tuple[str, str], ...]

    def fits(self, gist: str) -> bool:
        """Whether a fact of that gist is asked for."""
        said, _, marks = gist.partition(MARK)
        if not all(word in said for word in self.words):
            return False
        marks = f"{MARK}{marks}"
        if not all(f"{MARK}{field}={value}{MARK}" in marks for field, value in self.equal):
            return False
        return not self.names or any(f"{MARK}name={name}{MARK}" in marks for name in self.names)

    def count(self, gists: str) -> int:
        """How many of a sheet's gists fit."""
        return sum(map(self.fits, gists.split("\n"))) if gists else 0

    @property
    def keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The keys that a sheet with such a fact has, and the beginnings of further ones."""
        words = [Word(word) for word in self.words]
        marks = {_mark_key(field, value) for field, value in self.equal}
        return (
            tuple(sorted(marks.union(*(word.keys for word in words)))),
            tuple(sorted({prefix for word in words for prefix in word.prefixes})),
        )


def build_test(query: FactQuery) -> GistTest | None:
    """What a query asks of gists; None where it asks nothing of them, or compares what they do not mark."""
    words = tuple(dict.fromkeys(key for word in (query.text or "").split() if (key := name_key(word))))
    equal = tuple(sorted((field, name_key(value)) for field, value in query.equal.items()))
    names = frozenset(map(name_key, query.names))
    if not (words or equal or names) or not all(field in EQUAL_FIELDS for field, _ in equal):
        return None
    return GistTest(words, names, equal)


def fold_fact(fact: Mapping[str, Any]) -> str:
    """What a fact prints and is called, out of its tree: a blank between the pieces, none within."""
    return " ".join((name_key(fact["printed"]), *map(_key, find_names(fact)), *map(_key, fact["section"])))


def held_keys(fact: Mapping[str, Any], field: str) -> list[str]:
    """The keys of the values that a fact's tree holds in a field; those of its kind's default where it was left out."""
    held = fact[field] if field in fact else default_tree(FACT_CLASSES[fact["kind"]], field)
    return [name_key(str(value)) for value in (held if isinstance(held, list) else [held]) if value is not None]


def write_gist(fact: Mapping[str, Any]) -> str:
    """The gist of a fact, out of its tree."""
    names = (f"name={key}" for key in dict.fromkeys(map(_key, find_names(fact))))
    values = (f"{field}={key}" for field in EQUAL_FIELDS for key in held_keys(fact, field))
    return MARK.join((fold_fact(fact), *names, *values, ""))


def write_gists(facts: Iterable[Document]) -> tuple[str, list[str]]:
    """The gists of a sheet, a line each, and the keys it is found by."""
    trees = list(facts)
    gists = [write_gist(fact) for fact in trees]
    marks = {_mark_key(field, key) for fact in trees for field in EQUAL_FIELDS for key in held_keys(fact, field)}
    said = {gist.partition(MARK)[0] for gist in gists}
    return "\n".join(gists), limit_keys(marks | find_keys(" ".join(said)))


def _mark_key(field: str, value: str) -> str:
    return write_signs(f"{field}={value}")[:200]
