"""Text as it is compared: as `name_key` has it, but with its blanks, each run of them as one.

>>> fold("총\\u3000무 과․Ⅰ ㎡")
'총 무 과·i m2'
>>> from app.models.names import name_key
>>> fold("총\\u3000무 과").replace(" ", "") == name_key("총\\u3000무 과")
True

What is found in the folded text is shown in the printed one, so folding can also tell where each character came from.
A printed character may become several (㎡), and several may become one (letters that are sent as 자모):

>>> folded = fold_with_origins("넓이 5㎡")
>>> folded.text, folded.place(3, 5), folded.place(4, 6)
('넓이 5m2', (3, 5), (4, 5))
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.models.names import fold_dots

_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff]+")
_BLANKS: Final = re.compile(r"\s+")


def fold(text: str) -> str:
    """The form in which text is searched. Blanks at its ends are no part of it."""
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFKC", fold_dots(text)))
    return _BLANKS.sub(" ", composed).strip().casefold()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins` has for each of its characters the first and the behind-last printed one."""

    text: str
    origins: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of folded text, which must not be empty, stands in the printed text."""
        return self.origins[start][0], self.origins[end - 1][1]


def fold_with_origins(text: str) -> Folded:
    """As `fold`, with where each character came from."""
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    dotted = fold_dots(text)
    for first, last in _cut_clusters(dotted):
        for character in _INVISIBLE.sub("", unicodedata.normalize("NFKC", dotted[first:last])).casefold():
            blank = character.isspace()
            if not blank or (characters and characters[-1] != " "):
                characters.append(" " if blank else character)
                origins.append((first, last))
    if characters and characters[-1] == " ":
        del characters[-1], origins[-1]
    folded = fold(text)
    if folded != "".join(characters):  # a script in which far letters compose: all that is known is the whole
        return Folded(folded, ((0, len(text)),) * len(folded))
    return Folded(folded, tuple(origins))


def _cut_clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text that are composed each by itself."""
    if unicodedata.is_normalized("NFKC", text):
        yield from ((at, at + 1) for at in range(len(text)))
        return
    first = 0
    for at in range(1, len(text)):
        if _begins_cluster(text[first:at], text[at]):
            yield first, at
            first = at
    if text:
        yield first, len(text)


def _begins_cluster(before: str, character: str) -> bool:
    if unicodedata.combining(character):
        return False
    compose = unicodedata.normalize
    return compose("NFKC", before + character) == compose("NFKC", before) + compose("NFKC", character)
