"""The summary of a council's audit against the requests that are listed after it.

The summary counts the requests of each category by what became of them. Where as many requests were read as it says there
are, each with its status, the counts of the statuses must agree; where fewer were read, nothing is said.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.models.facts import AuditCategory, AuditItem, AuditStatus
from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.labels import AUDIT_REQUEST_COLUMNS, AUDIT_STATUSES, label_key
from app.parsers.tables.sheet import Sheet, is_sum
from app.parsers.values.figures import Figure


def check_audits(subject: Subject) -> Iterator[Finding]:
    """Summaries that the listed requests contradict."""
    items = [fact for fact in subject.facts if isinstance(fact, AuditItem)]
    for sheet in subject.sheets.values() if items else ():
        yield from _check_summary(sheet, items)


def _check_summary(sheet: Sheet, items: Sequence[AuditItem]) -> Iterator[Finding]:
    """Rows of a summary whose statuses the listed requests contradict."""
    statuses = {column: status for column, path in enumerate(sheet.columns.paths) if (status := _status(path))}
    whole = _total_column(sheet.columns.paths)
    if len(statuses) < 2 or whole is None:
        return
    for row, path in enumerate(sheet.rows.paths):
        listed = _listed(items, path)
        if listed is not None and _is_complete(sheet.cells[row][whole], listed):
            yield from _compare(sheet, row, statuses, listed)


def _total_column(paths: Sequence[Sequence[str]]) -> int | None:
    return next((column for column, path in enumerate(paths) if path and is_sum(path[-1])), None)


def _listed(items: Sequence[AuditItem], path: Sequence[str]) -> list[AuditItem] | None:
    """The requests of the category that a row names; None where it names none."""
    category = next((found for label in path if (found := _category(label))), None)
    return [item for item in items if item.category is category] if category else None


def _is_complete(total: object, listed: Sequence[AuditItem]) -> bool:
    """Whether as many requests were read as a total says there are, each with its status."""
    return isinstance(total, Figure) and total.value == len(listed) and all(item.status for item in listed)


def _compare(sheet: Sheet, row: int, statuses: Mapping[int, AuditStatus], listed: Sequence[AuditItem]) -> Iterator[Finding]:
    counts = Counter(item.status for item in listed)
    for column, status in statuses.items():
        read = sheet.cells[row][column]
        printed = int(read.value) if isinstance(read, Figure) else 0
        if printed != counts[status]:
            name = sheet.name((row, column))
            message = f"'{name}' 칸은 {with_ro(f'{printed}건')} 인쇄되었으나, 뒤에 실린 항목은 {counts[status]}건입니다."
            related = tuple(item.span for item in listed if item.status is status)
            span = sheet.span((row, column))
            yield Finding(FindingCode.STATED_TWICE, Severity.NOTICE, message, span, f"{printed}", f"{counts[status]}", related)


def _status(path: Sequence[str]) -> AuditStatus | None:
    return AUDIT_STATUSES.get(label_key(path[-1])) if path else None


def _category(label: str) -> AuditCategory | None:
    key = label_key(label)
    return next((category for word, category in AUDIT_REQUEST_COLUMNS if word in key), None)
