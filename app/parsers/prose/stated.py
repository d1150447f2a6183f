"""The figures of a text once they are named, and the words around each: what the relations between them are read from."""

import re
from dataclasses import dataclass
from typing import Final

from app.parsers.labels import THAN_WORDS
from app.parsers.prose.scan import Scan
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.wording import Clause

_TAIL: Final = 24
FARTHEST: Final = 24
"""A figure that stands more figures away has nothing to do with one."""
LONGEST_SENTENCE: Final = 120
_STOP: Final = re.compile(r"[,.;:\[\n]|(?<=\S)\d")


@dataclass(frozen=True, slots=True)
class Stated:
    """The figures of a text as named by their own words, with the clause that was read before each."""

    scan: Scan
    figures: list[StatedFigure]
    clauses: list[Clause | None]
    reported: int | None = None

    def tail(self, at: int) -> str:
        """The words right behind a figure and its bracket, up to the next break or figure."""
        start = self.scan.hosting(self.figures[at].end)
        text = self.scan.text[start : start + _TAIL]
        stop = _STOP.search(text)
        return text[: stop.start()] if stop else text

    def between(self, before: int, at: int) -> str:
        """The words between two figures."""
        return self.scan.text[self.figures[before].end : self.figures[at].start][:LONGEST_SENTENCE]

    def is_base(self, at: int) -> bool:
        """Whether the next figure is compared with this one: `3억원보다`, `(36건) 대비`."""
        end = self.figures[at].end
        closing = self.scan.closings.get(self.scan.brackets[self.figures[at].start])
        behind = self.scan.text[closing + 1 if closing is not None else end :][:12]
        return any(than in piece for piece in (self.tail(at)[:8], behind[:8] if closing is not None else "") for than in THAN_WORDS)

    def previous(self, at: int) -> int | None:
        """The figure before one at the same bracket; None where there is none."""
        opening = self.scan.brackets[self.figures[at].start]
        return next(
            (before for before in range(at - 1, max(-1, at - FARTHEST), -1) if self.scan.brackets[self.figures[before].start] == opening),
            None,
        )
