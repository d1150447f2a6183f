"""Which numbers of the print the facts hold: those at the places that the facts name for their figures.

An attribute of a facility that is no plain number is served as its text (`지하1층~지상3층`), so every number of that text is held.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from app.models.facts import Facility, FactBase
from app.parsers.characters.normalise import fold
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import find_numbers


class Claims:
    """The places of the facts' figures by line, and the digits of what is served as text."""

    def __init__(self, facts: Iterable[FactBase]) -> None:
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._texts: dict[int, set[str]] = defaultdict(set)
        for fact in facts:
            for spot in fact.at.values():
                places[spot.line].append((spot.start, spot.end))
            if isinstance(fact, Facility):
                for line in range(fact.span.first, fact.span.last + 1):
                    self._texts[line] |= set(_digits(fact.text))
        self._places = {line: Spans(found) for line, found in places.items()}

    def hold(self, line: int, start: int, end: int, digits: str) -> bool:
        """Whether digits of a line are the print of some fact's figure or text."""
        placed = line in self._places and self._places[line].touch(start, end)
        return placed or (line in self._texts and digits in self._texts[line])


def _digits(printed: str) -> Iterator[str]:
    text = fold(printed)
    return (text[number.first : number.last] for number in find_numbers(text))
