"""Who reports, what, and of when: the title page, and what the text says where there is none.

A title page prints the session, the title, the month and the body, each on its own line; many texts have lost it. The
government is named in the text or follows from a council's or mayor's name; `중구` alone may be any of six, so it stays
unknown. The fiscal year is the one on the title page, else the one that most dates speak of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.models.report import Hints, ReportMeta, Session
from app.parsers.bodies.reporters import read_bodies, read_government
from app.parsers.labels import AS_OF_WORDS, ISSUED_KEYS, REPORT_KINDS, SESSION_WORDS, label_key
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import Style
from app.parsers.outline.tree import Family, Part
from app.parsers.values.periods import find_periods, parse_date

FRONT_LINES: Final = 30
_LONGEST_TITLE_PAGE: Final = 8
_ISSUED: Final = re.compile(r"(?:(?:19|20)\d{2}|'\d{2})\s*[.년]\s*\d{1,2}\s*(?:[.월]\s*(?:\d{1,2}\s*[.일]?)?)?\.?")
_WEEKDAY: Final = re.compile(r"\([월화수목금토일](?:요일)?\)$")
_DAY: Final = len("2024-01-31")
_YEAR_TITLE: Final = re.compile(r"(?:(?P<long>(?:19|20)\d{2})|'(?P<short>\d{2}))\s*(?:년도|년|회계연도|(?=\s*[가-힣]))")
_AS_OF: Final = re.compile(
    rf"(?P<date>(?:'?\d{{2,4}}\s*[.년]\s*)?\d{{1,2}}\s*[.월]\s*(?:\d{{1,2}}\s*[.일]?\s*|말\s*)?)\s*(?:{'|'.join(AS_OF_WORDS)})"
)
_AS_OF_WORD: Final = re.compile("|".join(AS_OF_WORDS))
# `제268회 임시회 (2024. 1. 23. ~ 1. 31.)`: the days stand beside the session's name.
_PERIOD_BESIDE: Final = re.compile(r"\s*(?:[(\[<]\s*|:\s*|\s)'?\d{2,4}\s*[.년].*$")
_DATED_YEAR: Final = re.compile(r"'(\d{2})\s?[.년]|((?:19|20)\d{2})\s?[.년]")


def front_page(lines: Sequence[Line], parts: Sequence[Part]) -> list[Line]:
    """The lines before the first heading, at most FRONT_LINES of them."""
    first = min((part.first for part in parts), default=len(lines))
    below = parts[0].children if parts and parts[0].family is Family.MARKDOWN else []
    chapter = next((part.first for part in parts if part.family is Family.CHAPTER), below[0].first if below else first)
    if (
        first < chapter
        and sum(bool(line.body) for line in lines[:chapter]) <= _LONGEST_TITLE_PAGE
        and all(map(_is_headline, lines[:chapter]))
    ):
        first = chapter  # a title page whose lines are headings of Markdown
    return [line for line in lines[:first] if line.body][:FRONT_LINES]


def _is_headline(line: Line) -> bool:
    return not line.body or line.mark.level > 0 or line.style in (Style.TEXT, Style.RULE)


def read_year(lines: Sequence[Line], parts: Sequence[Part], hints: Hints) -> int | None:
    """The fiscal year of a report, before anything else is read: dates without a year are of this one."""
    front = front_page(lines, parts)
    for line in front:
        match = _YEAR_TITLE.search(line.body)
        if match and not find_session(line.body):
            return _full(match)
    for line in front:
        if _ISSUED.fullmatch(line.body):
            date = parse_date(line.body)
            if date:
                return int(date[:4])
    for at in range(len(lines)):
        as_of = find_as_of(lines[at].body, None) if AS_OF_WORDS[0] in lines[at].body else None
        if as_of and as_of[:4].isdigit():
            return int(as_of[:4])
    voted = Counter(_vote(match) for line in lines for match in _DATED_YEAR.finditer(line.body))
    if voted:
        return voted.most_common(1)[0][0]
    issued = parse_date(hints.issued) if hints.issued else None
    return int(issued[:4]) if issued else None


def _full(match: re.Match[str]) -> int:
    return int(match["long"]) if match["long"] else _century(int(match["short"]))


def _century(year: int) -> int:
    return 1900 + year if year >= 50 else 2000 + year


def _vote(match: re.Match[str]) -> int:
    return _century(int(match[1])) if match[1] else int(match[2])


def find_as_of(text: str, year: int | None) -> str | None:
    """The date of `('21.1.31. 기준)` or `(5.31.현재)`, ISO 8601; without a year of its own it is of `year`."""
    match = _AS_OF.search(text) if _AS_OF_WORD.search(text) else None
    if not match:
        return None
    date = match["date"].strip().removesuffix("말").strip()
    return parse_date(date, year)


def find_session(text: str) -> str | None:
    """A council session's name in a line, or None."""
    return text if any(word in text for word in SESSION_WORDS) and len(text) <= 50 else None


def read_meta(lines: Sequence[Line], parts: Sequence[Part], year: int | None, hints: Hints) -> ReportMeta:
    """Everything that is said about the report as a whole; hints fill only what the text leaves open."""
    front = front_page(lines, parts)
    bureau, department = read_bodies(front, lines, (line.body for line in front if _kind_of(line.body)))
    government = read_government(lines, front, hints)
    return ReportMeta(
        title=_title(front, parts) or hints.title,
        kind=_kind(front, parts),
        government=government,
        bureau=bureau,
        department=department or (squeeze(hints.department) if hints.department and not bureau else None),
        fiscal_year=year,
        issued=_issued(front) or (parse_date(hints.issued) if hints.issued else None),
        as_of=_report_as_of(lines, year),
        source=hints.source,
        session=_session(front),
    )


def _title(front: Sequence[Line], parts: Sequence[Part]) -> str | None:
    for at, line in enumerate(front):
        if _kind_of(line.body):
            before = front[at - 1] if at else None
            lead = f"{squeeze(before.raw)} " if before and re.fullmatch(r"(?:19|20)\d{2}\s*년도?", before.body) else ""
            return lead + squeeze(line.raw)
    headed = next((squeeze(line.raw) for line in front if line.mark.level), None)
    return headed or next(
        (part.title for part in parts if part.family <= Family.MARKDOWN and _kind_of(part.title) and part.style is Style.MARKDOWN), None
    )


def _kind_of(text: str) -> str | None:
    word = re.sub(r"[\s·,]+", "", text)
    return next((kind for kind in REPORT_KINDS if kind in word), None)


def _kind(front: Sequence[Line], parts: Sequence[Part]) -> str | None:
    """What sort of report it is: by its title, else by the chapters that hold its projects."""
    found = next((kind for line in front if (kind := _kind_of(line.body))), None)
    return found or next((kind for part in parts if (kind := _kind_of(part.title))), None)


def _session(front: Sequence[Line]) -> Session | None:
    for at, line in enumerate(front):
        name = find_session(line.raw)
        if name:
            near = [*front[at + 1 : at + 3], line]
            periods = (found.period for other in near for found in find_periods(other.body))
            period = next((one for one in periods if len(one.first or "") == len(one.last or "") == _DAY), None)
            return Session(squeeze(_PERIOD_BESIDE.sub("", name)), period.first if period else None, period.last if period else None)
    return None


def _issued(front: Sequence[Line]) -> str | None:
    """The date on a line of its own, perhaps behind `보고일 :` or before its day of the week."""
    for line in front:
        key, colon, rest = line.body.partition(":")
        text = _WEEKDAY.sub("", rest if colon and label_key(key) in ISSUED_KEYS else line.body).strip()
        if _ISSUED.fullmatch(text) and (date := parse_date(text)):
            return date
    return None


def _report_as_of(lines: Sequence[Line], year: int | None) -> str | None:
    """The date most figures are of; a report of January speaks of the end of the year before."""
    found = [date for line in lines if (date := find_as_of(line.body, year))]
    for near in (year, year - 1) if year else ():
        dates = Counter(date for date in found if date[:4] == str(near))
        if dates:
            return max(dates, key=lambda date: (dates[date], date))
    return None
