"""A phrase with times in it: its pieces, and which times are one.

A time may be several (`3월, 9월`), stand alone in brackets or beside remarks (`(전체, 2월~)`, `(11월 예정)`), and recur (매월). A
colon parts a phrase into key and value, unless it stands in brackets or in a time of day.

>>> from app.parsers.values.periods import find_periods
>>> phrase = Phrase(text := "점검(3월, 9월)", text, 0, len(text), find_periods(text, 2021), 2021)
>>> [phrase.bracket_time(*pair).period.text for pair in phrase.brackets()]
['3월, 9월']
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import Period
from app.parsers.labels import JOINING_WORD, RECURRING_MARKS, SCALE_LETTERS, TIME_FOLLOWERS
from app.parsers.values.periods import FoundPeriod, UnreadablePeriod, parse_period

LONGEST_KEY: Final = 90
_FOLLOWER: Final = "|".join(sorted(TIME_FOLLOWERS, key=len, reverse=True))
_BETWEEN: Final = re.compile(rf"\s*(?:[,·/&]|{JOINING_WORD})\s*")
_AFTER_IN_BRACKET: Final = re.compile(rf"\s{{0,3}}\.?\s{{0,3}}(?:{_FOLLOWER})*\s{{0,3}}(?:$|[,;/].*)", re.S)
_ENDS_IN_FIGURE: Final = re.compile(
    rf"\d(?:[\d,.]*)\s?(?:[{SCALE_LETTERS}]{{1,2}}\s?)?(?:[가-힣]{{1,3}}|%p?|[㎡㎏㎞㎥]|[A-Za-z/²³]{{1,4}})?\s*$"
)
_LONGEST_FIGURE: Final = 40
OUTER: Final = " \t\n-–·•,.;:→/"
_BRACKET: Final = re.compile(r"[()]")


@dataclass(frozen=True, slots=True)
class Time:
    """One time, or several one after another, that are one doing's."""

    period: Period
    start: int
    end: int

    @property
    def recurring(self) -> bool:
        """매월, 수시, 격주: it comes again and again."""
        return self.period.text.startswith(RECURRING_MARKS) or self.period.text.endswith(RECURRING_MARKS[2])

    @property
    def exact(self) -> bool:
        """Whether it names a part of a year."""
        known = self.period.first or self.period.last
        return len(known) > len("2007") if known else not self.recurring

    @property
    def runs(self) -> bool:
        """Whether it is a stretch of time, or has an open end."""
        return "~" in self.period.text or self.period.first != self.period.last


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: text[start:end], folded, and equally long as received; with the times in it."""

    text: str
    printed: str
    start: int
    end: int
    times: Sequence[FoundPeriod]
    year: int | None

    def colon(self, pairs: Sequence[tuple[int, int]]) -> int | None:
        """The colon between a key and its value: in no brackets, and not between the hours and minutes of a time."""
        at = self.text.find(":", self.start, min(self.end, self.start + LONGEST_KEY))
        while at >= 0:
            inside = any(opened < at < closed for opened, closed in pairs) or any(time.start < at < time.end for time in self.times)
            clock = self.text[at - 1 : at].isdigit() and self.text[at + 1 : at + 2].isdigit()
            if not inside and not clock and self.text[self.start : at].strip():
                return at
            at = self.text.find(":", at + 1, min(self.end, self.start + LONGEST_KEY))
        return None

    def begins(self, start: int, time: FoundPeriod) -> bool:
        """Whether a time is the first thing behind a place."""
        return not self.text[start : time.start].strip(" (※-")

    def run(self, first: FoundPeriod) -> Time:
        """A time with those that follow it right away: `3월, 9월`."""
        times = [first]
        for time in self.times:
            if time.start >= times[-1].end and _BETWEEN.fullmatch(self.text, times[-1].end, time.start):
                times.append(time)
        if len(times) == 1:
            return Time(Period(self.cut(first.start, first.end), first.period.first, first.period.last), first.start, first.end)
        start, end = first.start, times[-1].end
        try:
            whole = parse_period(self.text[start:end], self.year)
        except UnreadablePeriod:
            whole = Period("", first.period.first, times[-1].period.last)
        return Time(Period(self.cut(start, end), whole.first, whole.last), start, end)

    def cut(self, start: int, end: int) -> str:
        """A piece as received, without outer blanks."""
        return self.printed[start:end].strip()

    def what(self, start: int, end: int) -> str:
        """A piece as received, without the marks around it."""
        return self.printed[start:end].strip(OUTER)

    def bracket_time(self, opened: int, closed: int) -> Time | None:
        """The time that a bracket holds, perhaps among other remarks (`(전체, 2월~)`, `(11월 예정)`)."""
        first = next((time for time in self.times if opened < time.start and time.end <= closed), None)
        if first is None:
            return None
        before = self.text[opened + 1 : first.start].strip()
        time = self.run(first)
        fits = (not before or before.endswith((",", ";"))) and _AFTER_IN_BRACKET.fullmatch(self.text, time.end, closed)
        return time if fits else None

    def brackets(self) -> list[tuple[int, int]]:
        """Every pair of round brackets, in the order of their opening; a pair within another comes after it."""
        return sorted(self._pairs())

    def _pairs(self) -> Iterator[tuple[int, int]]:
        opened: list[int] = []
        for match in _BRACKET.finditer(self.text, self.start, self.end):
            if match.group() == "(":
                opened.append(match.start())
            elif opened:
                yield opened.pop(), match.start()


def ends_in_figure(words: str) -> bool:
    """Whether words end in a number, with or without its unit."""
    return _ENDS_IN_FIGURE.search(words[-_LONGEST_FIGURE:]) is not None
