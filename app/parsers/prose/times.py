"""Times of stated figures: right before them, in the bracket behind them, told by a word, or said once for a whole sentence.

`작년`, `올해`, `내년` count from the year in which it is said, `전년` from the year that is reported. Where that year is not known
the figure's is not either.

>>> [(time.text, time.period.first) for time in find_spoken_times("올해 세입은 전년도 결산보다 작년의", 2024, 2023)]
[('올해', '2024'), ('전년도', '2022'), ('작년', '2023')]
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.models.facts import Period
from app.parsers.labels import (
    DATE_KINDS,
    DECADE,
    MEANT_WORDS,
    MONTH,
    REPORTED_YEARS,
    SCALE_VALUES,
    SPOKEN_YEARS,
    THAN_WORDS,
    TIME_PARTICLES,
    WON,
    YEAR,
)
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.values.period_points import full_year
from app.parsers.values.periods import FoundPeriod, find_periods

_ENDS_DATE: Final = re.compile(rf"\s*(?:\.?\s*(?:{'|'.join(DATE_KINDS)}))*\s*[),]")
_WORDS: Final = "|".join(sorted((*SPOKEN_YEARS, *REPORTED_YEARS), key=len, reverse=True))
_NEAR: Final = 10
_SHORT_YEAR: Final = re.compile(
    rf"(?<![\d가-힣A-Za-z'’,.])(?P<time>(?P<digits>\d\d){YEAR})(?=\s(?:[가-힣]{{1,8}}\s){{0,2}}(?:{'|'.join(DATE_KINDS)})(?:[\s(),:]|$))"
)
_SPOKEN: Final = re.compile(
    rf"(?<![가-힣A-Za-z])(?P<word>{_WORDS})(?:{'|'.join(TIME_PARTICLES)})?(?!\s?(?:{'|'.join(THAN_WORDS)}))(?=$|[\s,()])(?!\s\d{{1,2}}{MONTH})"
)
_RIGHT_BEFORE: Final = re.compile(rf"(?:[\s):]|{'|'.join(TIME_PARTICLES)})*\(?(?:{'|'.join(MEANT_WORDS)})?\s*")
_SCALED: Final = re.compile(rf"[{''.join(SCALE_VALUES)}]\s?$")
_OPENS: Final = re.compile(r"\s?\(\s*")
_UNDERSCORE: Final = re.compile(r"\s?_\s?")


def find_times(text: str, year: int | None, spoken: int | None) -> tuple[FoundPeriod, ...]:
    """Every time of a text, those told by words too, in its order."""
    printed = tuple(time for time in find_periods(text, year) if not _is_amount(text, time) and not text.startswith(DECADE, time.end))
    short = [] if year is None else [time for time in _short_years(text, year) if not _within(time, printed)]
    told = [time for time in find_spoken_times(text, spoken, reported_year(printed, year)) if not _within(time, printed)]
    return tuple(sorted((*printed, *short, *told), key=lambda time: time.start)) if told or short else printed


def _short_years(text: str, year: int) -> Iterator[FoundPeriod]:
    """`30년 장비 기준`: two digits are a year where words say that they date something, and it lies near the report's."""
    for match in _SHORT_YEAR.finditer(text):
        known = full_year(int(match["digits"]))
        if abs(known - year) <= _NEAR:
            yield FoundPeriod(match["time"], match.start("time"), match.end("time"), Period(match["time"], str(known), str(known)))


def _is_amount(text: str, time: FoundPeriod) -> bool:
    """Whether four digits that could be a year end an amount of money: `1620만 2000원`."""
    return time.text.isdigit() and text.startswith(WON, time.end) and _SCALED.search(text, max(0, time.start - 3), time.start) is not None


def _within(time: FoundPeriod, others: Sequence[FoundPeriod]) -> bool:
    return any(other.start < time.end and time.start < other.end for other in others)


def reported_year(printed: Sequence[FoundPeriod], year: int | None) -> int | None:
    """The year that a text reports: the first it prints, else the report's."""
    first = next((time.period.first for time in printed if time.period.first), None)
    return int(first[:4]) if first else year


def find_spoken_times(text: str, spoken: int | None, reported: int | None) -> Iterator[FoundPeriod]:
    """Years told by words. `spoken`: the year in which it is said; `reported`: the one that is reported."""
    for match in _SPOKEN.finditer(text):
        word = match["word"]
        base, shift = (spoken, SPOKEN_YEARS[word]) if word in SPOKEN_YEARS else (reported, REPORTED_YEARS[word])
        known = str(base + shift) if base is not None else None
        yield FoundPeriod(word, match.start(), match.end("word"), Period(word, known, known))


def is_undated(period: Period | None) -> bool:
    """Whether a time is a year told by a word, and which year that is is not known."""
    return period is not None and period.first is None and (period.text in SPOKEN_YEARS or period.text in REPORTED_YEARS)


def own_time(text: str, periods: Sequence[FoundPeriod], start: int, end: int) -> Period | None:
    """The time right before a figure, or in the bracket or behind the mark that follows it: `203개_ 2026년말`."""
    for found in periods:
        if found.end <= start and _RIGHT_BEFORE.fullmatch(text, found.end, start):
            return found.period
        if found.start >= end and _OPENS.fullmatch(text, end, found.start) and _ENDS_DATE.match(text, found.end):
            return found.period
        if found.start >= end and _UNDERSCORE.fullmatch(text, end, found.start):
            return found.period
    return None


def last_time(periods: Sequence[FoundPeriod], start: int, end: int) -> FoundPeriod | None:
    """The last time between two places."""
    inside = [found for found in periods if start <= found.start and found.end <= end]
    return inside[-1] if inside else None


def carry_times(figures: Sequence[StatedFigure], sentences: Sequence[int], kept: Sequence[bool]) -> list[StatedFigure]:
    """The figures with the time that was said of one before them in the same sentence.

    sentences: the sentence of each figure. kept: whether a figure's time holds for those behind it; that of a figure that
    another is compared with does not.
    """
    carried: list[StatedFigure] = []
    time: Period | None = None
    for at, figure in enumerate(figures):
        if at and sentences[at] != sentences[at - 1]:
            time = None
        own = figure.period
        carried.append(figure._replace(period=time) if own is None and kept[at] else figure)
        time = own if own is not None and kept[at] else time
    return carried
