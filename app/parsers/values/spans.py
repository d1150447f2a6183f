"""Stretches of a text that don't overlap, asked for what they touch without looking at each of them.

>>> taken = Spans([(2, 5), (9, 12)])
>>> taken.touch(4, 6), taken.touch(5, 9), taken.touch(0, 20)
(True, False, True)
"""

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches in their order: first character, and the one after the last."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with text[start:end]."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
