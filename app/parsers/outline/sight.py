"""What a rule for headings may look at: the lines, what stands around each, and the headings that are open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.parsers.lines.lines import Line
from app.parsers.lines.titles import Surroundings
from app.parsers.outline.tree import Part


@dataclass(frozen=True, slots=True)
class Sight:
    """What a rule may look at: all lines with what stands around each, and the headings that are open, outermost first.

    cover: the line that heads the whole report, which is no section of it.
    """

    lines: Sequence[Line]
    around: Surroundings
    layout: frozenset[int]
    open: Sequence[Part]
    cover: int | None

    def below(self, at: int) -> Line | None:
        """The next line that is not blank and no layout."""
        following = self.around.next[at]
        return self.lines[following] if following < len(self.lines) and following not in self.layout else None

    def over_table(self, at: int) -> bool:
        """Whether a table begins on the next line."""
        following = self.around.next[at]
        return following < len(self.lines) and self.around.in_table[following]


Evidence = Callable[[Sight, int], bool]
"""Something that speaks for or against the line at an index being a heading."""
