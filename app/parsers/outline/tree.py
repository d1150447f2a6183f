"""The outline as a tree of parts: what sorts of headings there are, and what stands under each.

A part is a section while it is built; `app/parsers/outline/placing.py` places every line under one of them. Markdown and HTML say
themselves how deep a heading is; how a report uses those levels is seen by looking through all of them once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from app.parsers.lines.lines import Line
from app.parsers.lines.marks import BOLD, NUMBERED, Style


class Family(IntEnum):
    """Sorts of headings; smaller ones stand above larger ones where nothing else decides."""

    ROOT = 0
    CHAPTER = 1
    GROUP = 2  # without a mark, over numbers that start again below it, or a body's name over its part of a chapter
    MARKDOWN = 3
    NUMBER = 4
    PLAIN_ABOVE = 5  # without a mark, over □ headings or unmarked parts
    SQUARE = 6
    PLAIN = 7
    CIRCLED = 8
    DIAMOND = 9
    BOX = 10
    CIRCLE = 11


@dataclass(slots=True)
class Part:
    """A section being built. `content` holds indexes of lines, and of grids as negative numbers (-1 - grid)."""

    family: Family
    style: Style
    marker: str | None
    number: str | None
    title: str
    team: str | None = None
    value: str | None = None
    level: int = 0
    first: int = -1
    heading_lines: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    children: list["Part"] = field(default_factory=list)
    square_rank: bool = False
    noted: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing stands under it yet."""
        return not self.content and not self.children

    @property
    def bare(self) -> bool:
        """Whether nothing but its date or unit stands under it yet."""
        return self.noted == len(self.content) and not self.children


@dataclass(slots=True)
class Tree:
    """A whole outline: the root with everything before the first heading, and the lines that are layout.

    cover: the line that Markdown or HTML prints as the heading of the whole report, its title.
    """

    root: Part
    layout: frozenset[int]
    cover: int | None = None

    @property
    def children(self) -> list[Part]:
        """The outermost headings."""
        return self.root.children


LEVELED: Final = {
    Style.ROMAN: Family.CHAPTER,
    **dict.fromkeys(NUMBERED, Family.NUMBER),
    Style.CHAPTER: Family.CHAPTER,
    Style.SQUARE: Family.SQUARE,
    Style.CIRCLED: Family.CIRCLED,
    Style.DIAMOND: Family.DIAMOND,
    Style.TITLE_BOX: Family.BOX,
    Style.CIRCLE: Family.CIRCLE,
}


@dataclass(frozen=True, slots=True)
class Levels:
    """How a report uses the levels of Markdown or HTML headings.

    of_family: the levels at which each sort of heading stands. cover: the line that heads the whole report.
    """

    of_family: Mapping[Family, frozenset[int]]
    cover: int | None

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Levels":
        """Look through a report's headings."""
        leveled = [(at, line.mark) for at, line in enumerate(lines) if 0 < line.mark.level < BOLD]
        families: dict[Family, set[int]] = {}
        for _, mark in leveled:
            families.setdefault(LEVELED.get(mark.style, Family.MARKDOWN), set()).add(mark.level)
        tops = [at for at, mark in leveled if mark.level == 1 and mark.style is Style.MARKDOWN]
        alone = len(tops) == 1 and tops[0] == leveled[0][0] and len(leveled) > 1 and leveled[1][1].level > 1
        return cls({family: frozenset(levels) for family, levels in families.items()}, tops[0] if alone else None)

    def share(self, above: Family, below: Family) -> bool:
        """Whether headings of two sorts, the first ranking above the second, stand at one and the same level throughout."""
        return above < below and self.of_family.get(above) == self.of_family.get(below) and len(self.of_family.get(above, ())) == 1


def last_number(number: str | None) -> int:
    """The last part of a heading's number: 3 of `2-3`."""
    return int((number or "0").rpartition("-")[2])


def same_series(first: Style, second: Style) -> bool:
    """`1 제목` and a number alone on its line are one series; a bold title after its number is `1 제목` as well."""
    bare = (Style.BARE, Style.ALONE)
    return first is second or (first in bare and second in bare)
