"""Labels that no table of words knows, over figures of budget and staffing tables.

A figure under a label that is not known is read as what it can be proved to be, or not at all; which words to add to
`app/parsers/labels` is seen from these findings.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.checks.subject import Subject
from app.parsers.checks.units import check_missing_units
from app.parsers.labels import (
    GRADE,
    HEADER_WORDS,
    LABEL_COLUMN_WORDS,
    MEASURES,
    NOTE_COLUMN_WORDS,
    STAFF_CATEGORIES,
    body_level,
    budget_column,
    funding_tier,
    label_key,
    strip_notes,
)
from app.parsers.tables.roles import Path, is_percent_sign
from app.parsers.tables.sheet import Sheet, View, is_sum
from app.parsers.values.periods import is_period


def check_labels(subject: Subject) -> Iterator[Finding]:
    """Labels and units of every table, by what was read from it."""
    for sheet in subject.sheets.values():
        if subject.lines_of(sheet):
            yield from check_budget_labels(sheet)
            continue
        yield from check_missing_units(sheet)
        if not subject.staffed.isdisjoint(row.span.first for row in sheet.table.table.rows):
            yield from check_staff_labels(sheet)


_KNOWN: Final = LABEL_COLUMN_WORDS | HEADER_WORDS | NOTE_COLUMN_WORDS


def check_budget_labels(sheet: Sheet) -> Iterator[Finding]:
    """Columns of a budget table that hold figures of no known meaning; nothing was read from them."""
    view = sheet.columns
    for item, path in enumerate(view.paths):
        if view.numeric[item] and path and not _is_budget_label(path):
            message = f"예산표의 열 제목 '{' '.join(path)}'의 뜻을 알 수 없어 그 값을 읽지 않았습니다."
            yield Finding(FindingCode.UNKNOWN_LABEL, Severity.WARNING, message, _header(sheet), printed=path[-1])


def _is_budget_label(path: Path) -> bool:
    if any(budget_column(label) for label in (*path, " ".join(path))) or funding_tier(path[-1]):
        return True
    return label_key(path[-1]) in _KNOWN or is_sum(path[-1]) or is_period(strip_notes(fold(path[-1]))) or is_percent_sign(path)


def check_staff_labels(sheet: Sheet) -> Iterator[Finding]:
    """Categories and grades of a staffing table that are not known; they were read as printed."""
    for view in (sheet.columns, sheet.rows):
        measured = any(MEASURES.get(label_key(label)) for path in view.lines for label in path)
        if measured:
            yield from _unknown_staff(sheet, view)
            return


def _unknown_staff(sheet: Sheet, view: View) -> Iterator[Finding]:
    for item, path in enumerate(view.paths):
        unknown = [label for label in path if not _is_staff_label(label)]
        if view.numeric[item] and unknown:
            message = f"인력표의 '{' '.join(path)}'은(는) 알려진 직종이나 직급이 아니어서 인쇄된 이름 그대로 읽었습니다."
            span = _header(sheet) if view.columns else sheet.table.table.rows[item].span
            yield Finding(FindingCode.UNKNOWN_LABEL, Severity.NOTICE, message, span, printed=unknown[0])


def _is_staff_label(label: str) -> bool:
    key = label_key(label).split("(")[0]
    return (
        key in STAFF_CATEGORIES
        or key in _KNOWN
        or bool(GRADE.fullmatch(key))
        or is_sum(label)
        or body_level(label) is not None
        or key in MEASURES
    )


def _header(sheet: Sheet) -> Span:
    """The lines above a table's first row."""
    table = sheet.table.table
    rows: Sequence[Span] = [row.span for row in table.rows]
    last = max(table.span.first, rows[0].first - 1) if rows else table.span.first
    return Span(table.span.first, min(last, table.span.last))
