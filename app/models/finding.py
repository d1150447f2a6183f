"""What looks wrong in a report, or was not fully read.

A finding is data: it is stored and shown with the document. The printed value always stands.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.models.span import Span


class FindingCode(StrEnum):
    """Every code a finding can have; the code says what was compared or missed."""

    SUM_MISMATCH = "sum_mismatch"  # a printed total is not the sum of its parts
    RATE_MISMATCH = "rate_mismatch"  # a printed execution rate is not executed / budget
    CHANGE_MISMATCH = "change_mismatch"  # a printed change is not this year less last year
    VARIANCE_MISMATCH = "variance_mismatch"  # 과부족 is not the difference of 정원 and 현원
    REMAINING_MISMATCH = "remaining_mismatch"  # 잔액 is not budget less executed
    SHARE_MISMATCH = "share_mismatch"  # a printed share is not part / whole
    STATED_TWICE = "stated_twice"  # one report states the same figure twice, differently
    UNREAD_NUMBER = "unread_number"  # a number of the print that measures something and that no fact holds
    UNKNOWN_LABEL = "unknown_label"  # a label that no table of words knows
    RAGGED_ROW = "ragged_row"  # a row with more or fewer cells than its table has columns
    COLUMNS_UNCLEAR = "columns_unclear"  # which label stands over which column could not be proven
    UNIT_MISSING = "unit_missing"  # an amount without any unit in reach
    HIERARCHY_UNCLEAR = "hierarchy_unclear"  # whose part a row is could not be decided
    HINT_CONTRADICTED = "hint_contradicted"  # the sender's hint and the print disagree


class Severity(StrEnum):
    """`error`: printed figures contradict each other. `warning`: something stayed unread. `notice`: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings; empty means any."""

    codes: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()

    def takes(self, finding: "Finding") -> bool:
        """Whether a finding is one of them."""
        return (not self.codes or finding.code in self.codes) and (not self.severities or finding.severity in self.severities)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not add up or was not read, with the print that shows it."""

    code: FindingCode
    severity: Severity
    message: Annotated[str, Field(description="In Korean, for a reader of the report.")]
    span: Span
    printed: Annotated[str | None, Field(description="What stands in print.")] = None
    expected: Annotated[str | None, Field(description="What the other printed figures lead to.")] = None
    related: Annotated[tuple[Span, ...], Field(description="The other places that were compared.")] = ()
