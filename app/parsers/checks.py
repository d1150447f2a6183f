"""Figures that do not add up. The printed value always stands; a finding names it, what was expected, and both places."""

from collections.abc import Iterator, Sequence

from app.models.facts import Fact
from app.models.finding import Finding
from app.models.report import Hints
from app.parsers.reading import Reading


def check_report(reading: Reading, facts: Sequence[Fact], hints: Hints) -> Iterator[Finding]:
    """All checks over all kinds, in the order of this file."""
    yield from ()
