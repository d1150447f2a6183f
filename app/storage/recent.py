"""A set that forgets what was not asked for lately, for facts that never change once they are known."""

from collections import OrderedDict
from collections.abc import Iterable


class Recent:
    """At most `limit` strings.

    >>> seen = Recent(2)
    >>> seen.add("a", "b", "c")
    >>> "a" in seen, "c" in seen, seen.has_all(["b", "c"])
    (False, True, True)
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, name: str) -> bool:
        if name not in self._held:
            return False
        self._held.move_to_end(name)
        return True

    def has_all(self, names: Iterable[str]) -> bool:
        """Whether it knows every one of them."""
        return all(name in self for name in names)

    def add(self, *names: str) -> None:
        """Remember these; the ones longest not asked for make room."""
        for name in names:
            self._held[name] = None
            self._held.move_to_end(name)
        while len(self._held) > self._limit:
            self._held.popitem(last=False)
