"""Stretches of a text, asked for what they touch without looking at each of them.

>>> taken = Spans([(2, 5), (9, 12), (3, 6)])
>>> taken.touch(5, 7), taken.touch(6, 9), taken.touch(0, 20)
(True, False, True)
"""

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches, each as its first character and the one after its last; what overlaps becomes one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with text[start:end]."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
