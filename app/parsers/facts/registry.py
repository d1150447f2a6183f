"""The extractors, in the order in which they are tried."""

from dataclasses import dataclass
from typing import Final

from app.parsers.facts import Extractor
from app.parsers.facts.audit_item import read_audit_items
from app.parsers.facts.budget import read_budget_lines
from app.parsers.facts.duty import read_duties
from app.parsers.facts.facility import read_facilities
from app.parsers.facts.headcount import read_headcounts
from app.parsers.facts.indicator import read_indicators
from app.parsers.facts.milestone import read_milestones
from app.parsers.facts.organisation import read_organisations
from app.parsers.facts.project import read_projects
from app.parsers.facts.vehicle import read_vehicles


@dataclass(frozen=True, slots=True)
class Entry:
    """An extractor with the kind of fact it gives."""

    kind: str
    read: Extractor


EXTRACTORS: Final = (
    # Staffing tables may carry a budget column, so head counts are tried before budgets.
    Entry("headcount", read_headcounts),
    Entry("budget_line", read_budget_lines),
    Entry("project", read_projects),
    # Buildings, vehicles and bodies have tables of their own kind, whose figures are no indicators.
    Entry("organisation", read_organisations),
    Entry("duty", read_duties),
    Entry("facility", read_facilities),
    Entry("vehicle", read_vehicles),
    Entry("milestone", read_milestones),
    # Whatever nothing else has claimed is an indicator.
    Entry("indicator", read_indicators),
    # An answer to an audit is kept whole; the figures in it are indicators first.
    Entry("audit_item", read_audit_items),
)
