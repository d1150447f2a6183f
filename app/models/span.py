"""Where something stands in the report as received.

Lines are counted from 1 and both ends are included. Most things fill whole lines. Where a line is long (an HTML
cell, a flattened table) `start` and `end` narrow the span: `start` counts characters from 0 within the first line,
`end` is the character after the last one within the last line.

>>> Span(3, 5).covers(Span(4, 4))
True
>>> join_spans([Span(7, 8), Span(3, 3)])
Span(first=3, last=8, start=None, end=None)
"""

from collections.abc import Iterable
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
