"""What a text's findings say, in short: for tests of checks."""

from app.models.finding import FindingCode
from app.models.report import Hints
from app.parsers.pipeline import parse_report

OTHERS = frozenset([FindingCode.UNREAD_NUMBER, FindingCode.HIERARCHY_UNCLEAR])
"""Findings of other stages, which a short text may well have."""

Said = tuple[str, int, str | None, str | None]


def reported(text: str, hints: Hints = Hints()) -> list[Said]:  # noqa: B008  a frozen value
    """Code, line, printed and expected of each finding of a check."""
    findings = parse_report(text, hints).findings
    return [
        (finding.code.value, finding.span.first, finding.printed, finding.expected) for finding in findings if finding.code not in OTHERS
    ]


def table(*rows: str, unit: str | None = None, title: str = "1 현황") -> str:
    """A report of one table of tabs; its first row stands on line 3, with a unit on line 2."""
    return "\n".join([title, f"(단위 : {unit})" if unit else "", *("\t".join(cell.strip() for cell in row.split("|")) for row in rows), ""])
