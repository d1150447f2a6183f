"""What the readers of running text hand on: one figure, its name and what else its words say."""

from decimal import Decimal
from typing import NamedTuple

from app.models.facts import Bound, Period


class StatedFigure(NamedTuple):
    """One figure of a text; `start` and `end` are places in that text.

    name: the key, the topic, or the words before the figure; empty where only the context says it. label: the words that
    tell a part from its siblings, or say what a figure is to its item (`집행`, `증가`). step: 1, 2, … in a course. undated: it is
    of another year than the report's, and which one is not known (`작년` in a text without a date).
    """

    start: int
    end: int
    value: int | Decimal
    unit: str | None
    name: str
    label: str | None
    period: Period | None = None
    bound: Bound | None = None
    step: int | None = None
    undated: bool = False
