"""Where something stands in the report as received.

Lines are counted from 1 and both ends are included. Most things fill whole lines. Where a line is long (an HTML
cell, a flattened table) `start` and `end` narrow the span: `start` counts characters from 0 within the first line,
`end` is the character after the last one within the last line.

>>> Span(3, 5).covers(Span(4, 4))
True
>>> join_spans([Span(7, 8), Span(3, 3)])
Span(first=3, last=8, start=None, end=None)

A *spot* is where one figure or cell stands: characters of one line. A figure that a line break cuts in two, or that is the
sum of several printed ones, has a spot for each part.

>>> name_spots({"executed_won": (Spot(7, 4, 9), Spot(9, 4, 8)), "budget_won": (Spot(7, 0, 3),)})
{'executed_won': Spot(line=7, start=4, end=9), 'executed_won.1': Spot(line=9, start=4, end=8), 'budget_won': Spot(line=7, start=0, end=3)}
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class Span:
    """First and last line (counted from 1, both included), optionally narrowed to characters."""

    first: Annotated[int, Field(description="First line, counted from 1.", ge=1, examples=[241])]
    last: Annotated[int, Field(description="Last line, counted from 1, included.", ge=1, examples=[247])]
    start: Annotated[int | None, Field(description="First character within the first line, counted from 0.")] = None
    end: Annotated[int | None, Field(description="Character after the last one, within the last line.")] = None

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies on this span's lines (characters are not compared)."""
        return self.first <= other.first and other.last <= self.last


def join_spans(spans: Iterable[Span]) -> Span:
    """The smallest run of whole lines that holds all of `spans`. Raises ValueError when there is none."""
    lines = [(span.first, span.last) for span in spans]
    return Span(min(lines)[0], max(last for _, last in lines))


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters of one line as received: where a figure or a cell is printed."""

    line: Annotated[int, Field(description="The line, counted from 1.", ge=1, examples=[241])]
    start: Annotated[int, Field(description="First character within the line, counted from 0.", ge=0, examples=[12])]
    end: Annotated[int, Field(description="Character after the last one.", ge=0, examples=[21])]


Spots = tuple[Spot, ...]
"""The spots of one figure, mostly one; empty where nothing is printed."""


def name_spots(named: Mapping[str, Spots]) -> dict[str, Spot]:
    """The spots of a fact's figures by field: the first under the field's own name, the parts behind it as `.1`, `.2`."""
    return {f"{name}.{part}" if part else name: spot for name, spots in named.items() for part, spot in enumerate(spots)}
