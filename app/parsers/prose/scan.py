"""A text that states figures, laid out: its brackets, its times, its breaks, and the words between any two places."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from app.parsers.labels import (
    CIRCLE_LETTER,
    DATE_REMAINS,
    FIGURE_MODIFIERS,
    FIRST_SYLLABLE,
    INNER_BULLETS,
    LAST_SYLLABLE,
    LEADING_PARTICLES,
    NOTE_MARKS,
    OF_WHICH_WORDS,
    THAN_WORDS,
    TIMES_SIGNS,
)
from app.parsers.prose.nouns import TIME, is_measure, is_padded, without_figures, without_particle
from app.parsers.prose.wording import SPOILT
from app.parsers.values.measured import Token
from app.parsers.values.periods import FoundPeriod
from app.parsers.values.tokens import find_numbers

ARROWS: Final = "→▶⇒"
BREAKS: Final = "()[],;:/" + ARROWS + INNER_BULLETS
LONGEST_TIME: Final = 80
LONGEST_LIST: Final = 40
"""A list, an arrow or a bracket stands within so many letters."""
LONGEST_GAP: Final = 240
"""Words farther from a figure than this many letters name nothing."""
_CLEAN: Final = re.compile(r"^[\s\-–·,※*□■○◆▸▶~\"」』〉>×=+|]+|[\s\-–·,:(~\"「『〈<×=+]+$")
_TIME_PARTICLE: Final = re.compile(rf"{TIME}(?!{'|'.join(THAN_WORDS)})[가-힣]{{1,4}}(?=[\s,]|$)")
_TIED: Final = re.compile(r"\0[가-힣]{1,4}(?=[\s,]|$)")
_LEADING_BRACKET: Final = re.compile(r"^\s*\([^()]*\)(?=\s*\S)")
_DATE_REMAINS: Final = re.compile(rf"^(?:(?:{'|'.join(DATE_REMAINS)})\s+)+")
_LEADING_PARTICLE: Final = re.compile(rf"^(?:{'|'.join(LEADING_PARTICLES)})\s+")
_EMPTY_BRACKET: Final = re.compile(r"\(\s*\)")
_TIMES: Final = re.compile(rf"\s*[{TIMES_SIGNS}]\s*")


class Scan:
    """One text with its tokens; `brackets` holds for each character the innermost bracket open around it, or -1."""

    def __init__(self, text: str, periods: Sequence[FoundPeriod], tokens: Sequence[Token]) -> None:
        self.text = text
        self.spoilt = [(number.start, number.end) for number in find_numbers(text) if number.fault is not None]
        self.periods = periods
        self.tokens = tokens
        self.brackets, self.closings = match_brackets(text)
        self.period_starts = [period.start for period in periods]
        self.scales = {token.start: token.scale for token in tokens}

    def breaks(self, at: int) -> bool:
        """Whether a clause ends at a character: at a sign, a full stop, a dash between blanks; not at the colon of an hour."""
        letter, before, after = self.text[at], self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if letter == ":":
            return not (before.isdigit() and after.isdigit())
        if letter == "-":
            return before == " " and after == " "
        if letter == ".":
            return after == " " and not any(period.end > at for period in self.times(at - LONGEST_TIME, at))
        if letter == "/":
            return not (FIRST_SYLLABLE <= before <= LAST_SYLLABLE and FIRST_SYLLABLE <= after <= LAST_SYLLABLE)
        if letter == ",":
            return not (before.isdigit() and after.isdigit())
        if letter == CIRCLE_LETTER:
            return not after.isdigit()
        return letter in BREAKS

    def words_start(self, end: int, start: int) -> int:
        """Where the words before a place begin: behind the last break, but for brackets among the words."""
        at = end - 1
        while at >= start:
            if self.text[at] == ")":
                # A bracket between the words and the figure belongs to the words: `자치구(25) 정원 3명`.
                inner = self.brackets[at - 1] if at else -1
                if inner < start:
                    return at + 1
                at = inner - 1
                continue
            if self.breaks(at):
                return at + 1
            at -= 1
        return start

    def last_break(self, start: int, end: int, opening: int) -> int:
        """The last place before `end` where a clause of the same bracket ends; `start` - 1 where none does."""
        at = end - 1
        while at >= start and not (self.brackets[at] == opening and self.text[at] in ",/;→" and self.breaks(at)):
            at -= 1
        return at

    def behind(self, end: int, limit: int | None = None) -> int:
        """The place behind what ends here, the brackets around it and the bracket that follows it: `12명(3명)`."""
        limit = len(self.text) if limit is None else limit
        while (opening := self.brackets[end - 1] if end else -1) >= 0 and end <= self.closings.get(opening, -1) < limit:
            end = self.closings[opening] + 1
        return self.hosting(end, limit)

    def hosting(self, end: int, limit: int | None = None) -> int:
        """The place behind what ends here and the bracket that follows it: `12명(3명)`."""
        limit = len(self.text) if limit is None else limit
        at = end + 1 if self.text[end : end + 1] == " " else end
        if self.text[at : at + 1] == "(" and end <= self.closings.get(at, -1) < limit:
            return self.closings[at] + 1
        return end

    def times(self, start: int, end: int) -> Sequence[FoundPeriod]:
        """The times that begin between two places."""
        return self.periods[bisect_left(self.period_starts, start) : bisect_right(self.period_starts, end)]

    def blanked(self, start: int, end: int) -> str:
        """A piece of the text with TIME in place of its times, and SPOILT in place of numbers that can't be read."""
        text = self.text[start:end]
        for first, last in self.spoilt[bisect_left(self.spoilt, (start,)) : bisect_left(self.spoilt, (end,))]:
            if last <= end:
                # As long as it was, so that the times stand where they stood.
                text = f"{text[: first - start]}{SPOILT * (last - first)}{text[last - start :]}"
        for period in reversed(self.times(start, end)):
            if period.end <= end:
                text = f"{text[: period.start - start]} {TIME}{text[period.end - start :]}"
        return _TIME_PARTICLE.sub(TIME, text)

    def multiplied(self, end: int, start: int) -> bool:
        """Whether a times sign stands between two places: `50,000원 × 30개`."""
        return _TIMES.fullmatch(self.text, end, start) is not None

    def clean(self, start: int, end: int, *, tied: bool) -> str:
        """Words without times, marks and modifiers such as 총 and 약. `tied`: they follow a figure."""
        text = self.blanked(start, end)
        loose = tied or TIME in text
        # A particle right behind a figure or a time belongs to that: `10개 기관에서 48명이`, `'22년은 155억`.
        text = _TIED.sub(" ", f"{TIME}{text}" if tied else text).replace(TIME, "")
        text = _EMPTY_BRACKET.sub(" ", _LEADING_BRACKET.sub("", text))
        text = _CLEAN.sub("", " ".join(text.split()))
        text = _LEADING_PARTICLE.sub("", text) if loose else text
        text = without_figures(_DATE_REMAINS.sub("", text).strip(NOTE_MARKS))
        changed = not is_padded(text)
        while changed:
            changed = False
            for word in FIGURE_MODIFIERS:
                if text == word or text.endswith(" " + word):
                    text, changed = _CLEAN.sub("", text[: len(text) - len(word)]), True
        return "" if text in OF_WHICH_WORDS or is_measure(text) else without_particle(text)


def match_brackets(text: str) -> tuple[list[int], dict[int, int]]:
    """For each character the place of the innermost bracket open around it, or -1; and where each bracket closes."""
    open_at: list[int] = []
    around: list[int] = []
    closings: dict[int, int] = {}
    for at, letter in enumerate(text):
        if letter in "([":
            around.append(open_at[-1] if open_at else -1)
            open_at.append(at)
            continue
        if letter in ")]" and open_at:
            closings[open_at.pop()] = at
        around.append(open_at[-1] if open_at else -1)
    around.append(-1)
    return around, closings
