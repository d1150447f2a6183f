"""Whether a section holds the words that are asked for, and how well.

A hit is as good as the word that it holds worst: first by where that word stands (a title before a caption or a label
before text before what is no content), then whether it is printed as a whole word or within a longer one. Hits that are
equally good follow the order of facts (newest fiscal year first, then government, body, report), then the order of print.

The passage that a hit is shown by is the one that holds most of the words, then the best placed, then the first.

Thousands of sections are ranked for one question, so a rank is a plain number, the smaller the better: twice the tier of
the place, and one more within a longer word.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from app.models.search import BlockKind
from app.storage.asking.search_keys import Word
from app.storage.documents.search_passages import LETTERS

_TIERS: Final[Mapping[BlockKind, int]] = {
    BlockKind.TITLE: 0,
    BlockKind.CAPTION: 1,
    BlockKind.LABEL: 1,
    BlockKind.PARAGRAPH: 2,
    BlockKind.ITEM: 2,
    BlockKind.NOTE: 2,
    BlockKind.CELL: 2,
    BlockKind.LAYOUT: 3,
}
_RANKS: Final[Mapping[str, int]] = {LETTERS[kind]: 2 * tier for kind, tier in _TIERS.items()}

Lines = Mapping[int, Mapping[int, int]]
"""For each line that holds any of the words: the numbers of those words, and how well it holds them."""


class Match(NamedTuple):
    """What a section has that holds all words. best: the line that the hit is shown by."""

    rank: int
    lines: Lines
    best: int


def match_section(text: str, kinds: str, words: Sequence[Word]) -> Match | None:
    """How a section's folded text (see `passages.py`) answers the words; None where it does not hold all of them."""
    lines: dict[int, dict[int, int]] = {}
    ranks = [_rank_word(text, kinds, word, number, lines) for number, word in enumerate(words)]
    if None in ranks:
        return None
    best = min(lines, key=lambda line: (-len(lines[line]), max(lines[line].values()), line))
    return Match(max(rank for rank in ranks if rank is not None), lines, best)


def _rank_word(text: str, kinds: str, word: Word, number: int, lines: dict[int, dict[int, int]]) -> int | None:
    """The best rank of one word, which is noted with its lines; None where it is not found."""
    best: int | None = None
    line = counted = 0
    for found in word.pattern.finditer(text):
        start, end = found.span()
        line += text.count("\n", counted, start)
        counted = start
        rank = _RANKS[kinds[line]] + _is_inner(text, start, end)
        held = lines.setdefault(line, {})
        held[number] = min(rank, held.get(number, rank))
        best = rank if best is None else min(best, rank)
    return best


def cover_words(match: Match) -> list[int]:
    """The line that the hit is shown by, and then the best ones for the words that it does not hold."""
    shown = [match.best]
    missing = {number for held in match.lines.values() for number in held} - match.lines[match.best].keys()
    while missing:
        line = min(match.lines, key=lambda one: (-len(match.lines[one].keys() & missing), max(match.lines[one].values()), one))
        shown.append(line)
        missing -= match.lines[line].keys()
    return shown


def _is_inner(text: str, start: int, end: int) -> bool:
    """Whether a longer word goes on before or behind."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
