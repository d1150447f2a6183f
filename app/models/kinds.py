"""The kinds of facts: one row each, with what a kind is called, which fields name it and which tell one fact from another.

A new kind is a class in `facts.py` (and in its union), a row here, the Korean names of its fields in `field_names.py`, a file
in `parsers/facts/` and its entry in the registry there. Lists, searches, exports, files and pages take the rest from this table.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from app.models.facts import (
    AuditItem,
    BudgetLine,
    Duty,
    Facility,
    FactBase,
    Headcount,
    Indicator,
    Milestone,
    Organisation,
    Project,
    Vehicle,
)


class FactKind(NamedTuple):
    """A kind of fact.

    called: in Korean. names: the fields with a fact's own names, what somebody would ask for it by.
    identity: the fields that say which fact it is, not what it amounts to.
    """

    kind: str
    model: type[FactBase]
    called: str
    names: tuple[str, ...]
    identity: tuple[str, ...]


_OF_INDICATORS: Final = ("name", "subject", "unit", "basis", "bound", "step", "dimensions", "period", "project")

KINDS: Final = (
    FactKind("budget_line", BudgetLine, "예산", ("item", "project"), ("direction", "project", "item", "path", "account")),
    FactKind("headcount", Headcount, "인력", ("category", "grade"), ("measure", "category", "grade")),
    FactKind("project", Project, "사업", ("title",), ("title", "parent")),
    FactKind("indicator", Indicator, "지표", ("name", "subject"), _OF_INDICATORS),
    FactKind("facility", Facility, "시설", ("name", "attribute"), ("name", "attribute", "part")),
    FactKind("vehicle", Vehicle, "차량", ("category", "subtype"), ("category", "subtype", "status")),
    FactKind("duty", Duty, "업무", ("unit",), ("unit", "text")),
    FactKind("organisation", Organisation, "조직", ("name",), ("name", "level", "parent")),
    FactKind("milestone", Milestone, "일정", ("project", "what"), ("project", "what")),
    FactKind("audit_item", AuditItem, "감사", ("request", "departments"), ("category", "audit_year", "request")),
)

FACT_KINDS: Final = tuple(row.kind for row in KINDS)
FACT_CLASSES: Final[Mapping[str, type[FactBase]]] = {row.kind: row.model for row in KINDS}
KIND_NAMES: Final[Mapping[str, str]] = {row.kind: row.called for row in KINDS}
NAME_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {row.kind: row.names for row in KINDS}
IDENTITY: Final[Mapping[str, tuple[str, ...]]] = {row.kind: row.identity for row in KINDS}
