"""Which numbers of the print the facts hold.

A fact says on which lines it stands, and its figures are printed there in some unit: 1,250 of a table in 천원 is 1,250,000 won. So a
number is held where a fact of its line has its digits, the zeros of a unit left aside.

>>> significant(1_250_000) == significant(Decimal("-12.50")) == "125"
True
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Final

from app.models.facts import FACT_CLASSES, Facility, FactBase, FundingShare, Project
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.values.digits import Value
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import find_numbers

# What every fact has, and numbers that say when or where in a hierarchy a figure stands, not how much.
_NO_FIGURES: Final = frozenset([*(field.name for field in fields(FactBase)), "prior_year", "audit_year", "level", "step"])
_FIGURE_FIELDS: Final = {
    kind.__name__: tuple(field.name for field in fields(kind) if field.name not in _NO_FIGURES) for kind in FACT_CLASSES.values()
}
_TO_THE_END: Final = 10**9


def significant(value: Value) -> str:
    """The digits of a value without its sign, its point and the zeros around them; `0` of nothing."""
    text = format(abs(value), "f") if isinstance(value, Decimal) else str(abs(value))
    return text.replace(".", "").strip("0") or "0"


def figures_of(fact: FactBase) -> Iterator[Value]:
    """Every figure of a fact."""
    if isinstance(fact, Facility):
        # An attribute that is no plain number is served as its text: `지하1층~지상3층`.
        yield from (number.value for number in find_numbers(fold(fact.text)) if number.value is not None)
    for name in _FIGURE_FIELDS[type(fact).__name__]:
        held = getattr(fact, name)
        if isinstance(held, int | Decimal) and not isinstance(held, bool):
            yield held
        elif isinstance(held, Mapping):
            yield from (value for value in held.values() if isinstance(value, int))
        elif isinstance(held, tuple):
            yield from (share.won for share in held if isinstance(share, FundingShare))


def _spans_of(fact: FactBase) -> Iterator[Span]:
    """Where the figures of a fact are printed; those of a project stand in its items."""
    yield fact.span
    if isinstance(fact, Project):
        for items in (fact.overview, fact.plans, fact.results, fact.effects):
            yield from (item.span for item in items)


class Claims:
    """The figures of facts by the lines on which they are printed."""

    def __init__(self, facts: Iterable[FactBase]) -> None:
        stretches: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
        for fact in facts:
            held = {significant(value) for value in figures_of(fact)}
            for span in _spans_of(fact) if held else ():
                for line in range(span.first, span.last + 1):
                    start = span.start if span.start is not None and line == span.first else 0
                    end = span.end if span.end is not None and line == span.last else _TO_THE_END
                    for digits in held:
                        stretches[line, digits].append((start, end))
        self._stretches = {key: Spans(found) for key, found in stretches.items()}

    def hold(self, line: int, start: int, end: int, value: Value) -> bool:
        """Whether a fact holds a number: its value, at characters of a line."""
        stretch = self._stretches.get((line, significant(value)))
        return stretch is not None and stretch.touch(start, end)
