"""Whether a section holds the words that are asked for, and how well.

A hit is as good as the word that it holds worst: first by where that word stands (a title before a caption or a label
before text before what is no content), then whether it is printed as a whole word or within a longer one. Hits that are
equally good follow the order of facts (newest fiscal year first, then government, body, report), then the order of print.

The passage that a hit is shown by is the one that holds most of the words, then the best placed, then the first.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from app.models.search import BlockKind
from app.storage.search.passages import KINDS
from app.storage.search.words import Word

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
_LETTER_TIERS: Final[Mapping[str, int]] = {letter: _TIERS[kind] for letter, kind in KINDS.items()}


class Rank(NamedTuple):
    """How well a word, or a section, answers; the smaller the better. inner: only within longer words."""

    tier: int
    inner: bool


class Match(NamedTuple):
    """What a section that holds all words has: its rank, and for each line that holds any of them which, and how well."""

    rank: Rank
    lines: Mapping[int, Mapping[int, Rank]]
    best: int
    """The line that the hit is shown by."""


def match_section(text: str, kinds: str, words: Sequence[Word]) -> Match | None:
    """How a section's folded text (see `passages.py`) answers the words; None where it does not hold all of them."""
    starts = _find_starts(text)
    lines: dict[int, dict[int, Rank]] = {}
    weakest = Rank(0, inner=False)
    for number, word in enumerate(words):
        best: Rank | None = None
        for found in word.pattern.finditer(text):
            line = bisect_right(starts, found.start()) - 1
            rank = Rank(_LETTER_TIERS[kinds[line]], _is_inner(text, found))
            held = lines.setdefault(line, {})
            held[number] = min(rank, held.get(number, rank))
            best = rank if best is None else min(best, rank)
        if best is None:
            return None
        weakest = max(weakest, best)
    return Match(weakest, lines, min(lines, key=lambda line: (-len(lines[line]), max(lines[line].values()), line)))


def cover_words(match: Match) -> list[int]:
    """The line that the hit is shown by, and then the best ones for the words that it does not hold."""
    shown = [match.best]
    missing = {number for held in match.lines.values() for number in held} - match.lines[match.best].keys()
    while missing:
        line = min(match.lines, key=lambda one: (-len(match.lines[one].keys() & missing), max(match.lines[one].values()), one))
        shown.append(line)
        missing -= match.lines[line].keys()
    return shown


def _find_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _is_inner(text: str, found: re.Match[str]) -> bool:
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return (before.isalnum() and found[0][0].isalnum()) or (after.isalnum() and found[0][-1].isalnum())
