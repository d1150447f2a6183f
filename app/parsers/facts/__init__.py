"""One file per kind of fact.

An extractor takes the whole reading and returns the facts of its kind with the table cells it has used. The order in
which they are tried is `EXTRACTORS` in `registry.py`: a cell that one has used is left alone by those after it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import FactBase
from app.models.finding import Finding
from app.parsers.places.half_read import Reading

CellKey = tuple[int, int, int]
"""Number of the table, row, column (label columns first); for a figure in running text -1, line, character in its passage."""

WHOLE_LINE: Final = -1
"""In place of a character: every figure of the line."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found. `used` are cells whose figures its facts hold, or that only repeat others."""

    facts: tuple[FactBase, ...] = ()
    used: frozenset[CellKey] = frozenset()
    findings: tuple[Finding, ...] = ()
    prose: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    """Places of figures in running text that facts hold: (line, character in its passage)."""


Extractor = Callable[[Reading, frozenset[CellKey]], Extraction]


def join_extractions(found: Iterable[Extraction]) -> Extraction:
    """All of them as one."""
    parts = tuple(found)
    return Extraction(
        tuple(fact for part in parts for fact in part.facts),
        frozenset().union(*(part.used for part in parts)),
        tuple(finding for part in parts for finding in part.findings),
        frozenset().union(*(part.prose for part in parts)),
    )
