"""Figures that do not add up, labels that nobody knows, hints that the print contradicts.

The printed value always stands; a finding names it, what the other printed figures lead to, and both places. `CHECKS` is the
list of all of them: first each table by itself (how a table decides what was meant, and which figure is to blame, is told in
`app/parsers/evidence/arithmetic.py`), then running text, then what stands in two places of one report. Every check looks at
each figure a bounded number of times, so all of them together are linear in the size of the report. Of two checks that name one
printed figure the first speaks for both: one misprint is one finding.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from app.models.facts import Fact
from app.models.finding import Finding
from app.models.report import Hints
from app.parsers.checks.agree import check_agreement
from app.parsers.checks.audits import check_audits
from app.parsers.checks.bands import check_bands
from app.parsers.checks.budgets import check_cell_splits
from app.parsers.checks.calendar import check_calendar
from app.parsers.checks.cell_shares import check_cell_shares
from app.parsers.checks.compositions import check_bodies
from app.parsers.checks.counted import check_counted
from app.parsers.checks.formulas import check_formulas, check_named_rates
from app.parsers.checks.growth import check_growth
from app.parsers.checks.hints import check_hints
from app.parsers.checks.lettered import check_lettered
from app.parsers.checks.means import check_means
from app.parsers.checks.messages import join_doubles
from app.parsers.checks.misspelt import check_misspelt
from app.parsers.checks.parallel import check_parallels
from app.parsers.checks.places import check_places
from app.parsers.checks.restated import check_restated
from app.parsers.checks.shares import check_shares
from app.parsers.checks.splits import check_splits
from app.parsers.checks.subject import Check, Subject, of_passages, of_sheets
from app.parsers.checks.sums import check_sums
from app.parsers.checks.twice import check_header_counts
from app.parsers.checks.unknown_labels import check_labels
from app.parsers.places.half_read import Reading

CHECKS: Final[tuple[Check, ...]] = (
    # Tables: totals, trees, differences, rates, shares; what a cell or a header says of itself; labels and units.
    lambda subject: iter(subject.tabled),
    of_sheets(check_header_counts),
    of_sheets(check_cell_splits),
    of_sheets(check_cell_shares),
    check_labels,
    # Running text: wholes and parts, changes, shares, times.
    of_passages(check_splits, check_parallels, check_growth, check_shares, check_formulas, check_misspelt),
    check_named_rates,
    check_lettered,
    check_bands,
    check_means,
    check_calendar,
    check_places,  # what a heading or an item says of what stands below it
    # Two places of one report, and the sender's hints.
    check_bodies,
    check_audits,
    check_restated,
    check_counted,
    check_agreement,
    check_sums,
    check_hints,
)


def check_report(reading: Reading, facts: Sequence[Fact], hints: Hints) -> Iterator[Finding]:
    """All checks over all kinds."""
    subject = Subject(reading, facts, hints)
    yield from join_doubles(finding for check in CHECKS for finding in check(subject))
