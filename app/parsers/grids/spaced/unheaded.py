"""Rows of a table below a header that nobody can read.

    유형별 현장 인력
    본청 밖
    온천시 60명 40명
    나루시 평균 58명 42명        each row says whose its figures are, none what they count

Such lines are no statements: read one by one each figure would get the name of the row alone, one name for several figures. They are kept
as rows of labels, and a finding tells of their figures.
"""

from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.grids import Grid
from app.parsers.grids.spaced.figure_tables import build_row
from app.parsers.grids.spaced.lines import Page, count_figures
from app.parsers.grids.spaced.rows import Gatherer
from app.parsers.lines.marks import Style

_FEWEST_ROWS: Final = 2


def read_unheaded(page: Page, at: int) -> Grid | None:
    """The rows from line `at` on, all of as many figures with a label each, below a line of words; None where there are no such rows."""
    width = count_figures(page.cut(at), noted=False)
    end = at
    while end < len(page.lines) and page.is_row(end) and page.cut(end).label and count_figures(page.cut(end), noted=False) == width:
        end += 1
    if width < _FEWEST_ROWS or end - at < _FEWEST_ROWS or not _stands_below_words(page, at):
        return None
    drafts = Gatherer(page, width, noted=False, labelled=True).gather(range(at, end)).rows
    rows = tuple(row._replace(cells=row.cells[:1]) for row in (build_row(page.lines, one, [one.label], noted=False) for one in drafts))
    span = Span(page.lines[at].number, page.lines[end - 1].last)
    return Grid(at, end - 1, "space", ((),), 1, rows, span, findings=(unread_columns(span),))


def unread_columns(span: Span) -> Finding:
    """The figures of a table whose columns nobody can tell are unread."""
    message = "머리글의 이름이 어느 열의 것인지 정할 수 없어 이 표의 수를 읽지 않았습니다."
    return Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, span)


def _stands_below_words(page: Page, at: int) -> bool:
    """Whether the line right above holds two words or more and no figure, and is no sentence: what is left of a header."""
    line = page.lines[at - 1] if at else None
    words = line.body.split() if line and line.style is Style.TEXT else []
    return len(words) > 1 and not any(map(str.isdigit, "".join(words))) and not words[-1].endswith((".", ":", ","))
