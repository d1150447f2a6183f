"""A key on one line and its value on the next, as forms and lists of figures lose their columns:

    특별회계
    1조 9,700억원 (도 5,400, 시군 1조 4,300)
    재정자립도
    평균 34.4% (도 34.7, 시군 20.7)

One such pair may be a title over a sentence; pairs that follow each other are keys and values, and read as if they stood on one line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.parsers.labels import SENTENCE_ENDINGS, STATISTICS
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style

_LONGEST_KEY: Final = 12
_FEWEST_PAIRS: Final = 2
_KEY: Final = re.compile(r"[^\W\d_][^\d:|.,;!?()]*")


def find_keyed(lines: Sequence[Line | None], pitch: int) -> frozenset[int]:
    """Which lines are values of the line before them. `lines`: those of a section, None for what is no text.

    pitch: how many lines apart the lines of running text stand; 0 where they stand alone.
    """
    if not pitch:
        return frozenset()
    filled = [(at, line) for at, line in enumerate(lines) if line is not None and line.body]
    pairs = {place for place, ((_, key), (_, value)) in enumerate(pairwise(filled)) if _is_pair(key, value, pitch)}
    return frozenset(filled[at + 1][0] for at in pairs if at + _FEWEST_PAIRS in pairs or at - _FEWEST_PAIRS in pairs)


def _is_pair(key: Line, value: Line, pitch: int) -> bool:
    """Whether a few words without a figure stand right above a line that begins with one, and with what it counts."""
    if value.number - key.last > max(1, pitch) or key.style is not Style.TEXT or len(key.body) > _LONGEST_KEY:
        return False
    if key.body.endswith(SENTENCE_ENDINGS) or not _KEY.fullmatch(key.body):
        return False
    return _begins_with_figure(value.body)


def _begins_with_figure(body: str) -> bool:
    word = next((word for word in sorted(STATISTICS) if body.startswith(word)), "")
    rest = body[len(word) :].lstrip()
    return rest[:1].isdigit() and any(letter.isalpha() or letter == "%" for letter in rest)
