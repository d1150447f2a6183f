"""The counter behind a number: where it begins, and whether it is a word of its own.

Glued to its number a counter may have any word behind it (`12회실시`), unless both make another word (`12회의`); a lone letter
that is no particle is no word, so the counter was another one (`98종록`). Behind a blank, its own too (`21개 동청사`), it must
end with its word, or with a particle: `3,000 명이` counts, `250,000 교재구입` doesn't.

>>> [counter_at(text, 1) for text in ("5회실시", "5 명이", "5 교재", "5회의", "5종록", "5개 과정에", "5개 동청사")]
[('회', 2), ('명', 3), None, None, None, ('개 과정', 5), ('개', 2)]
"""

import re
from typing import Final, NamedTuple

from app.parsers.labels import AFTER_COUNTERS, COUNTERS, FIRST_SYLLABLE, LAST_SYLLABLE, OTHER_WORDS

BLANK: Final = frozenset(" \n")
"""What may stand once between a number, its scale and its counter."""


class _Counter(NamedTuple):
    """A unit that may follow, and the words that begin with it and count nothing (`회의` is no 회)."""

    text: str
    others: tuple[str, ...]


def _by_first_letters() -> dict[str, tuple[_Counter, ...]]:
    """The counters that may stand where a text begins with some letters, longest first: by one letter or two."""
    longest_first = sorted(COUNTERS, key=lambda word: (-len(word), word))
    others = {counter: tuple(word for word in OTHER_WORDS if word.startswith(counter) and word != counter) for counter in COUNTERS}
    beginnings = {counter[:length] for counter in COUNTERS for length in (1, 2)}
    return {
        letters: tuple(_Counter(counter, others[counter]) for counter in longest_first if letters.startswith(counter[:2]))
        for letters in sorted(beginnings)
    }


_COUNTERS: Final = _by_first_letters()
_AFTER_COUNTER: Final = re.compile(rf"(?:{'|'.join(sorted(AFTER_COUNTERS, key=len, reverse=True))})(?![가-힣])")


def counter_at(text: str, at: int, *, whole: bool = False) -> tuple[str, int] | None:
    """The longest counter that stands at a place or behind one blank, and where it ends; `whole`: as a word of its own."""
    begin = at + (text[at : at + 1] in BLANK and at < len(text))
    glued = begin == at and not whole
    beginning = text[begin : begin + 2]
    for counter, others in _COUNTERS.get(beginning) or _COUNTERS.get(beginning[:1], ()):
        end = begin + len(counter)
        if (
            text.startswith(counter, begin)
            and not text.startswith(others, begin)
            and _ends_counter(text, end, glued=glued and " " not in counter)
        ):
            return counter, end
    return None


def _ends_counter(text: str, end: int, *, glued: bool) -> bool:
    """Whether a counter ends at a place: with its word, or, glued to its number, before any word (`12회실시`)."""
    following = text[end : end + 1]
    if "A" <= following <= "z" and following.isalpha():
        return not text[end - 1].isascii()
    if not FIRST_SYLLABLE <= following <= LAST_SYLLABLE or ends_word(text, end):
        return True
    return glued and FIRST_SYLLABLE <= text[end + 1 : end + 2] <= LAST_SYLLABLE


def ends_word(text: str, at: int) -> bool:
    """Whether only a particle and the like follows, then the word ends."""
    return _AFTER_COUNTER.match(text, at) is not None
