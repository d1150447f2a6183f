"""What happens when: the times of a phrase, each with the doing that it is the time of.

How they look: the doing before its time behind a colon (`청사건립 기본계획 수립 : ~ '21. 6월`) or in brackets
(`안전점검 실시(7월)`), the time first (`2007. 8월 : 축제 방문`, `2006. 12월중 세부계획 수립`), several in one phrase
(`사전 검토(1월) 및 심의(2월), 업체 공모(3월)`), or a time within (`제도 보완 후 하반기 본격시행`). How much of that is believed
depends on the section: in a plan every time is one of something to be done, elsewhere only a doing with its time is.

No doings: figures with their time (`승소율 : 2006년 83%`), as-of dates (`(5. 31현재)`), periods of projects.

>>> [(found.what, found.when.text) for found in find_activities("사전 검토(1월) 및 심의(2월), 공모(3월)", None, 2023, Manner.DONE)]
[('사전 검토', '1월'), ('심의', '2월'), ('공모', '3월')]
>>> [(found.what, found.when.first) for found in find_activities("착 공 : 2009.4", None, 2007, Manner.SCHEDULED)]
[('착 공', '2009-04')]
>>> find_activities("운영인원 : 261명 (5. 31현재)", None, 2007, Manner.MENTIONED)
()
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from app.models.facts import Period
from app.parsers.labels import (
    ACTIVITY_ENDINGS,
    COUNT_ENDINGS,
    DOING_JOINTS,
    EVENT_KEYS,
    EVENT_PERIOD_KEYS,
    FACILITY_COLUMNS,
    FIGURE_LEADS,
    HALF_YEAR_WORD,
    HOUR_OR_WEEKDAY,
    NO_DOING_TAILS,
    NOTE_MARK,
    OCCURRENCES,
    ORDINAL_ENDINGS,
    PART_PERIOD_KEYS,
    PROJECT_FIELDS,
    PROJECT_PERIOD_KEYS,
    TIME_FOLLOWERS,
    TIME_KEY_ENDINGS,
    UNTIL_WORD,
    label_key,
)
from app.parsers.prose.phrases import OUTER, Phrase, Time, ends_in_figure
from app.parsers.values.periods import FoundPeriod, find_periods

MOST_TIMES: Final = 40  # in one phrase: more are no sentence, and each is compared with the others
_JOINT: Final = re.compile(rf"^(?:[\s,·/→;.]|{DOING_JOINTS})+")
_COLON_AFTER: Final = re.compile(r"[\s.)]*:")
# What may stand before a time that opens a phrase: `(1단계)`, `2차`.
_ORDINAL: Final = re.compile(rf"[\s(※-]*(?:\([^()]{{1,12}}\)\s*|\d{{1,2}}(?:{ORDINAL_ENDINGS})\s+)?[(]?")
_ENDS_ACTIVELY: Final = re.compile(f"(?:{'|'.join(ACTIVITY_ENDINGS)})$")
_PIECE: Final = re.compile(r"→|/(?!\d)|,(?!\d{3})")
_WORD_ATTACHED: Final = re.compile(r"^[가-힣]+\s+")
_TAIL: Final = re.compile(rf"^(?P<attached>[가-힣][^,(※→:]*|\s+(?!{NO_DOING_TAILS})[가-힣「][^,(※→:]*)")
# `매월 1회` says how often, and no figure follows it.
_HOW_OFTEN: Final = re.compile(rf"\s*\d{{1,2}}\s?(?:{'|'.join(OCCURRENCES)})[\s.]*")
_LEADING_FIGURE: Final = re.compile(rf"\s*(?:{FIGURE_LEADS})?\s*[△\d]")
_CLOCK_OR_WEEKDAY: Final = re.compile(HOUR_OR_WEEKDAY)
_TWO_LETTERS: Final = re.compile(r"[가-힣A-Za-z].*[가-힣A-Za-z]", re.S)


class Manner(Enum):
    """What sort of section a phrase stands in."""

    SCHEDULED = "scheduled"
    DONE = "done"
    MENTIONED = "mentioned"


@dataclass(frozen=True, slots=True)
class Activity:
    """A doing and its time; `start` and `end` are the places in the phrase between which both are printed.

    what: as printed; empty where the phrase only says when (`일시 : …`), and something else says what.
    key: the word before the colon of such a phrase, as label_key gives it.
    """

    what: str
    when: Period
    start: int
    end: int
    key: str = ""

    @property
    def at_an_hour(self) -> bool:
        """Whether the time is so exact (a weekday, an hour) that only an event has it."""
        return _CLOCK_OR_WEEKDAY.search(self.when.text) is not None


def find_activities(text: str, printed: str | None, year: int | None, manner: Manner) -> tuple[Activity, ...]:
    """Every doing with its time in a folded phrase, leftmost first. `printed` is the phrase as received, equally long."""
    found = find_periods(text, year)
    if not found:
        return ()
    activities: list[Activity] = []
    start = at = 0
    for mark in (*(match.start() for match in re.finditer(NOTE_MARK, text)), len(text)):
        first = at
        while at < len(found) and found[at].start < mark:
            at += 1
        end = found[first + MOST_TIMES].start if at - first > MOST_TIMES else mark
        if at > first and (start == 0 or manner is not Manner.DONE):
            activities += _Reader(text, printed or text, start, end, found[first : min(at, first + MOST_TIMES)], year, manner).read()
        start = mark + 1
    return tuple(activities)


@dataclass(frozen=True, slots=True)
class _Reader(Phrase):
    """Finds the doings of a phrase."""

    manner: Manner

    def read(self) -> list[Activity]:
        """Try the forms in order; the first that fits reads the whole phrase."""
        pairs = self.brackets()
        colon = self.colon(pairs)
        if colon is not None:
            opening = self.run(self.times[0])
            if _ORDINAL.fullmatch(self.text, self.start, opening.start) and not self.text[opening.end : colon].strip(" )."):
                return self._time_first()
            named = self._named(colon)
            if named is not None:
                return named
        free = [time for time in self.times if not any(opened < time.start < closed for opened, closed in pairs)]
        return self._bracketed(pairs, colon) or (self._free(colon, free) if free else [])

    def _free(self, colon: int | None, free: Sequence[FoundPeriod]) -> list[Activity]:
        """Times that stand in no brackets, and not alone behind a colon."""
        if colon is None and len(free) > 1 and self.manner is not Manner.MENTIONED and (chain := self._chain(free)):
            return chain
        if colon is None and self.begins(self.start, free[0]):
            return self._opening(self.run(free[0]))
        if self.manner is not Manner.SCHEDULED:
            return []
        return self._within(self.run(free[-1])) if colon is None else self._clauses(colon, free)

    def _activity(self, what: str, time: Time, key: str = "") -> Activity:
        return Activity(what, time.period, self.start, self.end, key)

    def _time_first(self) -> list[Activity]:
        """`2007. 8월 : 축제 방문`, also several (`3월 : 수립 / 4월 : 공모`)."""
        heads: list[tuple[Time, int]] = []
        read = self.start
        for time in self.times:
            run = self.run(time) if time.start >= read else None
            if run and (colon := _COLON_AFTER.match(self.text, run.end, self.end)):
                heads.append((run, colon.end()))
                read = run.end
        ends = [*(time.start for time, _ in heads[1:]), self.end]
        found = []
        for (when, begin), end in zip(heads, ends, strict=True):
            what = self.what(begin, end)
            figure = _LEADING_FIGURE.match(what) and not _ENDS_ACTIVELY.search(what)
            if _TWO_LETTERS.search(what) and not figure and (when.exact or self.manner is Manner.SCHEDULED):
                found.append(Activity(what, when.period, when.start, end))
        return found

    def _named(self, colon: int) -> list[Activity] | None:
        """`기본계획 수립 : ~ '21. 6월`; None where the value does not begin with a time."""
        key = label_key(self.text[self.start : colon])
        field = PROJECT_FIELDS.get(key)
        first = next((time for time in self.times if time.start > colon), None)
        if first is None or not self.begins(colon + 1, first):
            return [] if field in ("budget", "executed", "goal") else None
        time = self.run(first)
        if key in PROJECT_PERIOD_KEYS and key not in PART_PERIOD_KEYS:
            return []
        if key in EVENT_KEYS or key in EVENT_PERIOD_KEYS or field == "period" or key in PART_PERIOD_KEYS:
            return [self._activity("", time, key)]
        what = self.what(self.start, colon)
        believed = field is None and _TWO_LETTERS.search(what) and self._fits(key, time, self.text[time.end : self.end])
        return [self._activity(what, time)] if believed else []

    def _fits(self, key: str, time: Time, rest: str) -> bool:
        """Whether a time behind a colon is that of a doing, and not of a figure that follows it."""
        key = next((key.removesuffix(ending) for ending in TIME_KEY_ENDINGS if key.endswith(ending)), key)
        if "→" in rest or self._counts_then(time, rest):
            return False
        active = key.endswith(ACTIVITY_ENDINGS)
        if self.manner is Manner.MENTIONED:
            return active and key not in FACILITY_COLUMNS and not time.recurring and (time.exact or not rest.strip())
        if key.endswith(COUNT_ENDINGS):
            return False
        alone = not rest.strip(" .()") and (self.manner is Manner.SCHEDULED or active)
        return time.exact or time.recurring or time.runs or alone

    def _counts_then(self, time: Time, rest: str) -> bool:
        """Whether the figure behind a time was counted then; in a plan, or on a day, so many are to come instead."""
        if _LEADING_FIGURE.match(rest) is None or (time.recurring and _HOW_OFTEN.fullmatch(rest)):
            return False
        to_come = self.manner is Manner.SCHEDULED or (time.exact and HALF_YEAR_WORD not in time.period.text)
        return not to_come or any(other.start >= time.end for other in self.times)

    def _bracketed(self, pairs: Sequence[tuple[int, int]], colon: int | None) -> list[Activity]:
        """`사전 검토(1월) 및 심의(2월)`: what stands before each bracket that holds nothing but a time."""
        if colon is not None and PROJECT_FIELDS.get(label_key(self.text[self.start : colon])):
            return []
        marks = [(opened, closed, time) for opened, closed in pairs if (time := self.bracket_time(opened, closed))]
        if marks and not self.text[self.start : marks[0][0]].strip():
            return self._behind(*marks[0])
        found: list[Activity] = []
        at = self.start
        for opened, closed, time in marks:
            begin = self._segment_start(at, opened) if at > self.start else at
            if not self._is_doing(self.text[begin:opened], time):
                continue
            what, end = self.what(begin, opened), closed + 1
            tail = _TAIL.match(self.text[end : self.end]) if closed == marks[-1][1] else None
            if tail and self.text[end + tail.end() : end + tail.end() + 1] == ":":
                break  # `개장기간(6. 1. ~ 8. 31.) 수거량 : 682톤` is a figure with its time
            if tail:
                joined = " " if tail["attached"][:1].isspace() else ""
                what = f"{what}{joined}{self.cut(end, end + tail.end())}".strip(OUTER)
                end += tail.end()
            found.append(Activity(what, time.period, begin, end))
            at = closed + 1
        return found

    def _behind(self, opened: int, closed: int, time: Time) -> list[Activity]:
        """`(1분기) 운영업체 선정`: what stands behind a bracket that opens the phrase."""
        what = self.what(closed + 1, self.end)
        alone = time.start == opened + 1 and time.end == closed
        doing = _TWO_LETTERS.search(what) and not _LEADING_FIGURE.match(what)
        return [Activity(what, time.period, opened, self.end)] if alone and doing and time.exact and self.manner is Manner.SCHEDULED else []

    def _segment_start(self, at: int, opened: int) -> int:
        """Where the words that belong to a bracket begin, behind the bracket before it."""
        if joint := _WORD_ATTACHED.match(self.text[at:opened]):
            at += joint.end()
        if joint := _JOINT.match(self.text[at:opened]):
            at += joint.end()
        comma = self.text.rfind(",", at, opened)
        return comma + 1 if comma > 0 and self.text[at:comma].rstrip(" )").endswith(ACTIVITY_ENDINGS[:-4]) else at

    def _is_doing(self, words: str, time: Time) -> bool:
        """Whether the words before a time in brackets say what is done."""
        words = words.rstrip(" '\"」』*)")
        if not _TWO_LETTERS.search(words) or words.endswith(COUNT_ENDINGS):
            return False
        if time.recurring:
            return self.manner is Manner.SCHEDULED
        if ends_in_figure(words):
            return time.exact and not words.endswith("%") and (self.manner is Manner.SCHEDULED or (time.runs and "~" in time.period.text))
        active = words.endswith(ACTIVITY_ENDINGS)
        return active or (time.exact and self.manner is not Manner.MENTIONED)

    def _clauses(self, colon: int, times: Sequence[FoundPeriod]) -> list[Activity]:
        """`검증 용역 : 착수 3월, 준공 11월`: clauses of a value that say no more than a doing and its time."""
        found = []
        for time in times:
            if time.start < colon:
                continue
            begin = max(colon, self.text.rfind(",", colon, time.start)) + 1
            comma = self.text.find(",", time.end, self.end)
            end = comma if comma >= 0 else self.end
            words = f"{self.text[begin : time.start].strip()} {self.text[time.end : end].strip()}".strip(OUTER)
            if _TWO_LETTERS.search(words) and words.endswith(ACTIVITY_ENDINGS) and not any(letter.isdigit() for letter in words):
                found.append(self._activity(f"{self.what(self.start, colon)} {words}", self.run(time)))
        return found

    def _chain(self, free: Sequence[FoundPeriod]) -> list[Activity]:
        """`착공 '22. 3월 → 준공 '23. 5월`: pieces that each begin or end with their time; empty where one does not."""
        found: list[Activity] = []
        at = self.start
        for joint in [*_PIECE.finditer(self.text, self.start, self.end), None]:
            end = joint.start() if joint else self.end
            if joint and any(time.start < joint.end() and joint.start() < time.end for time in self.times):
                continue
            time = next((time for time in free if at <= time.start and time.end <= end), None)
            if time is None:
                return []
            before, after = self.what(at, time.start), self.what(time.end, end)
            what = after if not before else before if after in ("", *TIME_FOLLOWERS) else ""
            if not _ENDS_ACTIVELY.search(what) or _LEADING_FIGURE.match(what) or len(self.run(time).period.text) > end - at:
                return []
            found.append(Activity(what, self.run(time).period, at, end))
            at = joint.end() if joint else end
        return found

    def _opening(self, time: Time) -> list[Activity]:
        """`2006. 12월중 세부추진계획 수립 시행`: the time opens the phrase."""
        words = self.text[time.end : self.end].strip(OUTER)
        counted = _LEADING_FIGURE.match(words) and not (time.recurring and _ENDS_ACTIVELY.search(words))
        if not _TWO_LETTERS.search(words) or ends_in_figure(words) or counted or "→" in words:
            return []
        believed = (
            (time.exact or time.recurring or UNTIL_WORD in time.period.text)
            if self.manner is Manner.SCHEDULED
            else time.exact and words.endswith(ACTIVITY_ENDINGS)
        )
        return [self._activity(self.what(time.end, self.end), time)] if believed and self.manner is not Manner.MENTIONED else []

    def _within(self, time: Time) -> list[Activity]:
        """`제도 보완 후 하반기 본격시행`: in a plan, a phrase with a time in it."""
        words = self.text[self.start : self.end].strip(OUTER)
        if time.recurring or "→" in words or ends_in_figure(words) or not (time.exact or time.runs or UNTIL_WORD in time.period.text):
            return []
        return [self._activity(self.what(self.start, self.end), time)]
