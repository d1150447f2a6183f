"""The year that headings, captions and items give to what stands below them; the nearest one printed goes first.

`〈'30년 추진실적〉` in a report of 2031 makes all below it figures of 2030. A year far from the report's is no time of
figures but a part of a name (`2040 도시기본계획`), and so is one whose title says what will be.

>>> [title_year(text, 2031) for text in ("'30년 추진실적", "Ⅱ. 2030 행정사무감사 처리결과", "2040 비전", "추진실적")]
[2030, 2030, None, None]
"""

from collections.abc import Iterable
from typing import Final

from app.parsers.labels import SENTENCE_ENDINGS, YEAR_BLOCK
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.values.periods import column_year, find_periods

_EARLIEST: Final = 10  # years before the report's that a heading may speak of
_LATEST: Final = 1
_LONGEST: Final = 60
_DAY: Final = len("2031-01-31")


def title_year(title: str, report: int | None) -> int | None:
    """The only year that a heading, caption or item names, if figures of this report may be of it."""
    if not _dated(title):
        return None
    year = column_year(title)
    if year is None or report is None:
        return year
    return year if report - _EARLIEST <= year <= report + _LATEST else None


def only_year(labels: Iterable[str], report: int | None) -> int | None:
    """The year that one label of a table names and no other contradicts: `'30년 실적 | 회의 | 방문`."""
    years = {year for label in labels if (year := title_year(label, report)) is not None}
    return years.pop() if len(years) == 1 else None


def said_in(title: str) -> int | None:
    """The year of the day that a heading prints, for what is said below it: `예산안 설명(2030. 12. 9.)`."""
    days = {found.period.first for found in find_periods(title) if found.period.first == found.period.last} if _dated(title) else set()
    years = {int(day[:4]) for day in days if day and len(day) == _DAY}
    return years.pop() if len(years) == 1 else None


def _dated(title: str) -> bool:
    return len(title) <= _LONGEST and any(map(str.isdigit, title))


def year_blocks(lines: Iterable[Line], report: int | None) -> dict[int, int]:
    """The years of a text's blocks by line, where two stand over their figures: `2030년 재정규모`, `2029년 재정규모`."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for line in lines:
        if line.style is Style.TEXT and YEAR_BLOCK.fullmatch(line.body) and not line.body.endswith(SENTENCE_ENDINGS):
            year = title_year(line.body, report)
            opened += [year] if year is not None else []
        if opened:
            found[line.number] = opened[-1]
    return found if len(set(opened)) > 1 else {}
