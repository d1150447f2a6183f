"""Who reports, and what: the title page of a report, and what other pages print at their head and foot.

A title page prints the session, the title, the month and the body, each on its own line; many texts have lost it. The
government is named in the text or follows from a council's or mayor's name; `중구` alone may be any of six, so it stays
unknown. Minutes are kept by clerks, who are not who reports; whoever keeps a web page is not whose figures it shows.
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from app.models.report import Hints, ReportMeta, Session
from app.parsers.bodies.reporters import Named, read_bodies, read_government
from app.parsers.labels import (
    DOCUMENT_NUMBER_KEY,
    FORM_KEYS,
    MINUTES_KIND,
    MINUTES_WORDS,
    REPORT_KINDS,
    REPORTER_KEYS,
    SESSION_DAYS,
    YEAR_LINE,
)
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import Style
from app.parsers.outline.dating import Page, find_session, read_issued, report_as_of
from app.parsers.outline.particulars import find_particulars
from app.parsers.outline.tree import Family, Part
from app.parsers.values.periods import find_periods, parse_date

FRONT_LINES: Final = 30
_LONGEST_TITLE_PAGE: Final = 8
_MINUTES_LINES: Final = 60
_LEAST_MINUTES: Final = 2  # wordings of minutes that make a text one
_DAY: Final = len("2024-01-31")


def read_page(lines: Sequence[Line], parts: Sequence[Part], layout: frozenset[int]) -> Page:
    """What the head of a report is read from."""
    front = front_page(lines, parts, layout)
    head = list(islice((line for line in lines if line.body), FRONT_LINES))
    kind = _kind(front, parts)
    return Page(lines, front, head, find_particulars(lines), reports=kind is not None and not _is_minutes(head, lines))


def front_page(lines: Sequence[Line], parts: Sequence[Part], layout: frozenset[int]) -> list[Line]:
    """The lines before the first heading, at most FRONT_LINES of them; a contents list is none of them."""
    first = min((part.first for part in parts), default=len(lines))
    chapter = _first_chapter(parts, first)
    if first < chapter and _is_title_page(lines[:chapter]):
        first = chapter
    return [line for at, line in enumerate(lines[:first]) if line.body and at not in layout][:FRONT_LINES]


def _first_chapter(parts: Sequence[Part], first: int) -> int:
    """Where the first chapter begins, or what stands below a first heading of Markdown; `first` where there is neither."""
    below = parts[0].children if parts and parts[0].family is Family.MARKDOWN else []
    return next((part.first for part in parts if part.family is Family.CHAPTER), below[0].first if below else first)


def _is_title_page(lines: Sequence[Line]) -> bool:
    """Whether a few lines, all of them text or headings of Markdown, are a title page."""
    return sum(bool(line.body) for line in lines) <= _LONGEST_TITLE_PAGE and all(map(_is_headline, lines))


def _is_headline(line: Line) -> bool:
    return not line.body or line.mark.level > 0 or line.style in (Style.TEXT, Style.RULE)


def read_meta(page: Page, parts: Sequence[Part], year: int | None, hints: Hints) -> ReportMeta:
    """Everything that is said about the report as a whole; hints fill only what the text leaves open."""
    minutes = _is_minutes(page.head, page.lines)
    titles = [line.body for line in page.front if _kind_of(line.body)]
    named = [one.value for one in page.particulars if one.key in REPORTER_KEYS or one.key == DOCUMENT_NUMBER_KEY]
    bureau, department = (None, None) if minutes else read_bodies(Named(page.front, page.lines, titles, named, page.reports))
    return ReportMeta(
        title=_title(page.front, parts) or hints.title,
        kind=MINUTES_KIND if minutes else _kind(page.front, parts),
        government=read_government(page.lines, page.front, named, hints, reports=page.reports),
        bureau=bureau,
        department=department or (squeeze(hints.department) if hints.department and not bureau else None),
        fiscal_year=year,
        issued=read_issued(page) or (parse_date(hints.issued) if hints.issued else None),
        as_of=report_as_of(page.lines, year),
        source=hints.source,
        session=_session(page.front if page.reports else page.head),
    )


def measures_reporter(page: Page) -> bool:
    """Whether the figures of a page are its reporter's: in a report, and in the forms of a budget; not where somebody keeps a page."""
    return page.reports or any(one.key in FORM_KEYS for one in page.particulars)


def _is_minutes(head: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether a text is the minutes of a meeting."""
    if any(line.body.replace(" ", "").endswith(MINUTES_KIND) for line in head):
        return True
    texts = [line.body.replace(" ", "") for line in islice((line for line in lines if line.body), _MINUTES_LINES)]
    return sum(any(word in text for text in texts) for word in MINUTES_WORDS) >= _LEAST_MINUTES


def _title(front: Sequence[Line], parts: Sequence[Part]) -> str | None:
    """The line that says what sort of report it is, with a year above it; else a heading's line, or such a heading."""
    for at, line in enumerate(front):
        if _kind_of(line.body):
            return _year_above(front, at) + squeeze(line.raw)
    return next((squeeze(line.raw) for line in front if line.mark.level), None) or _headed(parts)


def _headed(parts: Sequence[Part]) -> str | None:
    """The first heading of Markdown that says what sort of report it is."""
    marked = (part.title for part in parts if part.family <= Family.MARKDOWN and part.style is Style.MARKDOWN)
    return next(filter(_kind_of, marked), None)


def _year_above(front: Sequence[Line], at: int) -> str:
    before = front[at - 1] if at else None
    return f"{squeeze(before.raw)} " if before and YEAR_LINE.fullmatch(before.body) else ""


def _kind_of(text: str) -> str | None:
    word = re.sub(r"[\s·,]+", "", text)
    return next((kind for kind in REPORT_KINDS if kind in word), None)


def _kind(front: Sequence[Line], parts: Sequence[Part]) -> str | None:
    """What sort of report it is: by its title, else by the chapters that hold its projects."""
    found = next((kind for line in front if (kind := _kind_of(line.body))), None)
    return found or next((kind for part in parts if (kind := _kind_of(part.title))), None)


def _session(front: Sequence[Line]) -> Session | None:
    """The first session that is named, with the days from and to which it is held, as printed with it or right below."""
    for at, line in enumerate(front):
        name = find_session(line.raw)
        if name:
            first, last = _days([*front[at + 1 : at + 3], line])
            return Session(squeeze(SESSION_DAYS.sub("", name)), first, last)
    return None


def _days(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """The first period that is known to the day."""
    periods = (found.period for line in lines for found in find_periods(line.body))
    exact = ((one.first, one.last) for one in periods if len(one.first or "") == len(one.last or "") == _DAY)
    return next(exact, (None, None))
