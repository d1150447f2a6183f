"""Words that come twice in a header must be cut alike: where `처리` ends one label, it ends the other.

    구분 상반기 처리 하반기 처리        over three figures: `상반기 처리` and `하반기 처리`, and a label is gone

>>> cuts_unlike([("상반기",), ("처리",), ("하반기 처리",)]), cuts_unlike([("상반기 처리",), ("하반기 처리",)])
(True, False)
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from app.parsers.grids.spaced.deal import Path
from app.parsers.labels import BUDGET_COLUMNS, GRAND_TOTAL_WORDS, PERCENT_ENDINGS, TOTAL_WORDS, label_key


class _Place(NamedTuple):
    """Whether a word begins a label of several words, and whether it ends one; neither is true of a word alone behind one."""

    begins: bool
    ends: bool


def cuts_unlike(columns: Sequence[Path]) -> bool:
    """Whether a word that comes twice ends a label here, begins one or is one there: `상반기`, `처리`, `하반기 처리`.

    Words of amounts and totals are labels with or without others; so is a word that has none before it to go with: `인구`, `노인 인구`.
    """
    places: dict[str, set[_Place]] = {}
    for word, place in _placed_words(columns):
        places.setdefault(word, set()).add(place)
    return any(len(found) > 1 for word, found in places.items() if not _stands_anywhere(word))


def _stands_anywhere(word: str) -> bool:
    return word in TOTAL_WORDS or (word in BUDGET_COLUMNS and not word.endswith(PERCENT_ENDINGS))


def _placed_words(columns: Sequence[Path]) -> Iterator[tuple[str, _Place]]:
    """Each word of the labels, and where in its label it stands."""
    nodes = dict.fromkeys(path[:depth] for path in columns for depth in range(1, len(path) + 1))
    told = [node[-1] for node in nodes if node in columns or " " not in node[-1]]  # what a group is called may say more
    for before, label in pairwise(("", *told)):
        first, *others = label.split()
        if not others:
            yield first, _Place(begins=False, ends=not before or label_key(before) in GRAND_TOTAL_WORDS)
            continue
        yield first, _Place(begins=True, ends=False)
        yield from ((word, _Place(begins=False, ends=at == len(others))) for at, word in enumerate(others, 1))
