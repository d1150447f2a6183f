"""Which numbers of the print the facts hold: those at the places that the facts name for their figures."""

from collections import defaultdict
from collections.abc import Iterable

from app.models.facts import FactBase
from app.parsers.values.spans import Spans


class Claims:
    """The places of the facts' figures, by line."""

    def __init__(self, facts: Iterable[FactBase]) -> None:
        places: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for fact in facts:
            for spot in fact.at.values():
                places[spot.line].append((spot.start, spot.end))
        self._places = {line: Spans(found) for line, found in places.items()}

    def hold(self, line: int, start: int, end: int) -> bool:
        """Whether characters of a line are the print of some fact's figure."""
        return line in self._places and self._places[line].touch(start, end)
