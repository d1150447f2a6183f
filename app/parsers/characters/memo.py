"""Answers that are kept, for a report asks the same of the same words again and again.

The label of a column is looked at for every figure under it, a line of text by every extractor and every check. What is kept
is bounded in number and in length: a text that fills pages is read anew each time, so no report stays in memory.

>>> @remember(16)
... def count_letters(text: str) -> int:
...     return len(text)
>>> count_letters("예산"), count_letters("예산")
(2, 2)
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Final, TypeVar

T = TypeVar("T")
U = TypeVar("U", bound=Hashable)

LONGEST: Final = 2048
"""Letters of the longest text whose answer is kept."""


class Kept(dict[str, T]):
    """Answers by their texts. A dict finds one without running any Python code; when it is full it begins anew."""

    def __init__(self, read: Callable[[str], T], size: int) -> None:
        self.read = read
        self.size = size

    def __missing__(self, text: str) -> T:
        answer = self.read(text)
        if len(text) <= LONGEST:
            if len(self) >= self.size:
                self.clear()
            self[text] = answer
        return answer


def remember(size: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Keep up to `size` answers of a pure function of one text."""
    return lambda read: Kept(read, size).__getitem__


def remember_with(size: int) -> Callable[[Callable[[str, U], T]], Callable[[str, U], T]]:
    """Keep the last `size` answers of a pure function of a text and of one thing more."""

    def decorate(read: Callable[[str, U], T]) -> Callable[[str, U], T]:
        kept = lru_cache(size)(read)

        @wraps(read)
        def look_up(text: str, other: U) -> T:
            return read(text, other) if len(text) > LONGEST else kept(text, other)

        return look_up

    return decorate
