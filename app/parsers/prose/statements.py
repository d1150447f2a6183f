"""Figures that running text states, each with what it is a figure of.

How they look: `교육 : 2회 3개과정 45명` states three of one thing; `총 83명(의사7명, 간호사16명)` a whole and its parts;
`보험(4), 여가(5)` counts behind their words; `2,060→6,902건` a course; `1,200명 ~ 1,400명` a range; `960건('19년) → 24,107건('20년)` a
course over years; `소고기 27, 돼지고기 12.1` a list under a key that names the unit. What was measured is the key before the
colon, else the words before the figure; words inside a bracket tell parts of it apart.

Dates, hours, ages, grades, storeys, ordinals, addresses, article and telephone numbers are no figures.

>>> [(f.name, f.label, f.value, f.unit) for f in find_figures("인력 : 총 83명(의사7명, 기타 14명)")]
[('인력', None, 83, '명'), ('인력', '의사', 7, '명'), ('인력', '기타', 14, '명')]
>>> [(f.name, f.value, f.unit, f.step) for f in find_figures("이용자 수 증가 (2,060→6,902건 / 235%↑)")]
[('이용자 수 증가', 2060, '건', 1), ('이용자 수 증가', 6902, '건', 2), ('이용자 수 증가', 235, '%', None)]
>>> [(f.value, f.unit, str(f.bound)) for f in find_figures("규모: 1일 1,200명 ~ 1,400명")]
[(1200, '명', 'min'), (1400, '명', 'max')]
>>> [(f.name, f.value) for f in find_figures("건강관리(4), 자기계발(5)")]
[('건강관리', 4), ('자기계발', 5)]
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from app.models.facts import Bound, Period
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import (
    ABOUT_WORDS,
    COUNTERS,
    DATE_REMAINS,
    ENTITY_COUNTERS,
    FIGURE_MODIFIERS,
    NO_NOUNS,
    NO_PARTICLES,
    OF_WHICH_WORDS,
    PARTICLES,
)
from app.parsers.values.measured import Token, find_tokens
from app.parsers.values.periods import FoundPeriod, find_periods

# `근무성적평정은 수(20%), 우(40%)`: what is spoken of, then the first of its parts.
_TOPIC: Final = re.compile(r"(?P<topic>[가-힣A-Za-z0-9·]{2,20}[은는])\s(?!최|평균|각|전)(?P<part>[가-힣A-Za-z]{1,4})")
_ROUND: Final = str.maketrans("【】〔〕", "()()")
_UNIT_IN_KEY: Final = re.compile(r"\((?P<unit>[A-Za-z가-힣㎡/%0-9²³·\-]{1,20})\)\s*$")
_BREAKS: Final = "()[],;:→/▶"
_CLEAN: Final = re.compile(r"^[\s\-–·,※*□■○◆▸▶~\"」』〉>×=+]+|[\s\-–·,:(~\"「『〈<×=+]+$")
_TIED: Final = re.compile(r"\0[가-힣]{1,4}(?=[\s,]|$)")
_LEADING_BRACKET: Final = re.compile(r"^\s*\([^()]*\)(?=\s*\S)")
LONGEST_KEY: Final = 40
_DATE_REMAINS: Final = re.compile(rf"^(?:(?:{'|'.join(DATE_REMAINS)})\s+)+")
_LEADING_PARTICLE: Final = re.compile(r"^(?:으로|로|을|를|에|의|이|가|은|는|과|와|도|임|함|중|이상|이하|미만|이내)\s+")
_FOLLOWING: Final = re.compile(r"(?:이|가|을|를|은|는|의)?\s?(?P<noun>[가-힣]{2,8})(?=$|[\s,)/])")
_ENDS_DATE: Final = re.compile(r"\s*(?:\.?\s*(?:말|기준|현재|예상|예정|목표|계획|실적))*\s*[),]")
_BRACKETED: Final = re.compile(r"\((?P<words>[^()]*[^\W\d_][^()]*)\)")
_WORD: Final = re.compile(r"[^\W\d_]")
# `3동 화장실`: a part of building 3; `3동 신축` counts what is built.


class Figure(NamedTuple):
    """One figure of a text; `start` and `end` are places in that text.

    name: the key, or the words before the figure; empty where only the context says it. label: the words that tell a
    part from its siblings. step: 1, 2, … in a course.
    """

    start: int
    end: int
    value: int | Decimal
    unit: str | None
    name: str
    label: str | None
    period: Period | None = None
    bound: Bound | None = None
    step: int | None = None


def find_figures(text: str, year: int | None = None) -> tuple[Figure, ...]:
    """Every figure that a folded text states, in its order."""
    if not DIGIT.search(text):
        return ()
    if "【" in text or "〔" in text:
        text = text.translate(_ROUND)
    periods = find_periods(text, year)
    tokens = find_tokens(text, periods)
    if not tokens:
        return ()
    return tuple(_Reader(text, periods, tokens).read())


class _Reader:
    """Walks over the tokens of one text; what a figure is called depends on the ones before it."""

    def __init__(self, text: str, periods: Sequence[FoundPeriod], tokens: Sequence[Token]) -> None:
        self.text = text
        self.periods = periods
        self.tokens = tokens
        self.figures: list[Figure] = []
        self.topic: str | None = None
        self.brackets = _match_brackets(text)

    def read(self) -> list[Figure]:
        for at, token in enumerate(self.tokens):
            self.figures.append(self._figure(at, token))
        self._give_units()
        return [figure for figure in self.figures if (figure.unit is not None or figure.label or figure.name) and _is_named(figure)]

    def _figure(self, at: int, token: Token) -> Figure:
        opening = self.brackets[token.start]
        before = self._start_of_words(token, opening)
        words = self._clean(before, token.start)
        name, label = self._name(at, token, opening, before, words)
        period = self._period(token, opening)
        figure = Figure(token.start, token.end, token.value, token.unit, name, label, period, self._bound(at, token))
        return self._in_course(at, figure)

    # --- words -----------------------------------------------------------------------------------------------------------

    def _start_of_words(self, token: Token, opening: int) -> int:
        """Where the words before a figure begin: behind the last figure, bracket or break before it."""
        start = opening + 1
        for other in reversed(self.figures):
            if other.end <= token.start:
                start = max(start, other.end)
                break
        at = token.start - 1
        while at >= start:
            letter = self.text[at]
            if letter == ")":
                # A bracket between the words and the figure belongs to the words: `자치구(25) 정원 3명`.
                inner = self.brackets[at - 1] if at else -1
                if inner < start:
                    return at + 1
                at = inner - 1
                continue
            if self._breaks(at):
                return at + 1
            at -= 1
        return start

    def _breaks(self, at: int) -> bool:
        """Whether a clause ends at a character: at a sign, a full stop, a dash between blanks; not at the colon of an hour."""
        letter = self.text[at]
        if letter == ":":
            return not (self.text[at - 1 : at].isdigit() and self.text[at + 1 : at + 2].isdigit())
        if letter == "-":
            return self.text[at - 1 : at] == " " and self.text[at + 1 : at + 2] == " "
        if letter == ".":
            return self.text[at + 1 : at + 2] == " " and not any(period.start <= at < period.end for period in self.periods)
        return letter in _BREAKS

    def _last_break(self, start: int, end: int, opening: int) -> int:
        """The last place before `end` where a clause of the same bracket ends; `start` - 1 where none does."""
        at = end - 1
        while at >= start and not (self.brackets[at] == opening and self.text[at] in ",/;→" and self._breaks(at)):
            at -= 1
        return at

    def _clean(self, start: int, end: int) -> str:
        """Words without times, marks and modifiers such as 총 and 약."""
        text = self.text[start:end]
        for period in reversed(self.periods):
            if start <= period.start and period.end <= end:
                text = f"{text[: period.start - start]} \0{text[period.end - start :]}"
        # A particle right behind a figure or a time belongs to that: `10개 기관에서 48명이`, `'22년은 155억`.
        text = _TIED.sub(" ", f"\0{text}" if any(figure.end == start for figure in self.figures) else text).replace("\0", "")
        text = _LEADING_BRACKET.sub("", text)
        text = re.sub(r"\(\s*\)", " ", text)
        text = _LEADING_PARTICLE.sub("", _CLEAN.sub("", " ".join(text.split())))
        text = _DATE_REMAINS.sub("", text)
        changed = True
        while changed:
            changed = False
            for word in FIGURE_MODIFIERS:
                if text == word or text.endswith(" " + word):
                    text, changed = _CLEAN.sub("", text[: len(text) - len(word)]), True
        return "" if text in OF_WHICH_WORDS else _without_particle(text)

    def _key(self, before: int, opening: int) -> str | None:
        """The words before the colon that the figure's words follow."""
        at = before - 1
        while at > opening and self.text[at] in " ":
            at -= 1
        if at <= opening or self.text[at] not in ":-" or not self._breaks(at):
            return None
        start = max([opening + 1, *(other.end for other in self.figures if other.end <= at and self.brackets[other.start] == opening)])
        if not self.text[start:at].strip(" )"):
            start = opening + 1  # the key itself states a figure: `전문과정 외 2과정 : 695명`
        # A comma within a key that begins its text or bracket parts nothing: `제도벤치마킹, 비교시찰 등 : 46명`.
        whole = start == opening + 1 and at - start <= LONGEST_KEY and "," in self.text[start:at]
        key = self._clean(start if whole else self._last_break(start, at, opening) + 1, at).lstrip(") ")
        return key if key and key not in DATE_REMAINS else None

    def _name(self, at: int, token: Token, opening: int, before: int, words: str) -> tuple[str, str | None]:
        key = self._key(before, opening)
        if opening >= 0:
            return self._name_in_bracket(token, opening, key or words, words if key else "")
        if key is not None:
            return key, words or None
        if bracketed := _BRACKETED.fullmatch(words):
            return "", bracketed["words"]  # `(당초) 3개 → (개선) 5개`: of what, stands above
        if words:
            return self._under_open_key(before, words)
        previous = self.figures[-1] if self.figures else None
        if previous is not None and self.brackets[previous.start] == -1 and self._adjoins(previous.end, token.start):
            return previous.name, previous.label
        if previous is not None and self._closes_into(token.start):
            whole = next((figure for figure in reversed(self.figures) if self.brackets[figure.start] == opening), previous)
            return whole.name, whole.label
        same = next((figure for figure in reversed(self.figures) if self.brackets[figure.start] == -1), None)
        if same is not None and same.unit == token.unit and same.name and "." not in self.text[same.end : token.start]:
            return same.name, same.label
        return "", self._follows(token)

    def _follows(self, token: Token) -> str | None:
        """The noun right behind a figure."""
        follows = _FOLLOWING.match(self.text, token.end)
        return follows["noun"] if follows and not follows["noun"].startswith(NO_NOUNS) else None

    def _under_open_key(self, before: int, words: str) -> tuple[str, str | None]:
        """Words after a comma still stand under the key that the text began with: `부여등급 : S 10%, A 20%`."""
        head = self.figures[-1] if self.figures else None
        if (
            head is not None
            and head.label
            and self.text[before - 1 : before] == ","
            and (":" in self.text[:before] or head.name == self.topic)
            and ":" not in self.text[head.end : before]
        ):
            return head.name, words
        colon = self.text.find(":")
        if not self.figures and 0 < colon < before and self.brackets[colon] == -1 and self.text[before - 1 : before] in ",/":
            key = self._clean(0, colon)
            if key and len(key) <= 30 and not self.text[colon + 1 : colon + 2].isdigit():
                return key, words
        topic = _TOPIC.fullmatch(words)
        stem = _without_particle(topic["topic"]) if topic and "," in self.text[before:] else ""
        if topic and len(stem) < len(topic["topic"]):
            self.topic = stem
            return stem, topic["part"]
        return words, None

    def _name_in_bracket(self, token: Token, opening: int, words: str, more: str) -> tuple[str, str | None]:
        """In a bracket the words tell a part apart; what it is a part of stands before the bracket."""
        host = self._host(opening)
        label = f"{words} {more}".strip() or None
        if host is not None:
            if label is None and token.unit in ENTITY_COUNTERS and token.unit != host.unit:
                label = token.unit  # `9,426,404명 (4,463천 세대)`: the counter itself says what else was counted
            elif label is None and token.unit != host.unit:
                label = self._follows(token)  # `45.2%(5,580백만원 집행)`
            return host.name, label or host.label
        outer = self.brackets[opening]
        start = self._lead_start(opening, outer)
        lead = self._clean(start, opening)
        key = self._key(start, outer)
        whole = f"{lead} {label}".strip() if label else lead
        if key:
            return key, whole or None
        if lead:
            return self._under_open_key(start, lead) if not label else (lead, label)
        previous = self.figures[-1] if self.figures else None
        if previous is not None and previous.start > opening:
            return previous.name, label or previous.label
        return words, None

    def _lead_start(self, opening: int, outer: int) -> int:
        start = max([outer + 1, *(figure.end for figure in self.figures if figure.end <= opening)])
        at = opening - 1
        while at >= start:
            if self.text[at] == ")":
                inner = self.brackets[at - 1]
                if inner < start:
                    return at + 1
                at = inner - 1
                continue
            if self._breaks(at):
                return at + 1
            at -= 1
        return start

    def _host(self, opening: int) -> Figure | None:
        """The figure whose bracket it is: right before it, or with one short word between (`21회 개최(안건 71건 …)`)."""
        outer = self.brackets[opening]
        for figure in reversed(self.figures):
            if figure.end <= opening and self.brackets[figure.start] == outer:
                between = self.text[figure.end : opening].strip()
                return figure if len(between) <= 4 and not any(sign in between for sign in ",/→:") else None
        return None

    def _adjoins(self, end: int, start: int) -> bool:
        """Whether only blanks, a slash or a comma lie between two figures: they speak of the same thing."""
        return (
            re.fullmatch(r"(?:이상|이하|미만)?\s*(?:,|/|·|~|→|▶|×|=|및|당|중|\([^()]*\))?\s*(?:총|약|연|각|→)?\s*", self.text[end:start])
            is not None
        )

    def _closes_into(self, start: int) -> bool:
        """Whether a bracket of parts has just closed: `20,350명(77%)→21,910명`."""
        return re.search(r"\)\s*[,/→·▶~]?\s*(?:총|약|연)?\s*$", self.text[:start]) is not None

    # --- times, ranges, courses ----------------------------------------------------------------------------------------

    def _period(self, token: Token, opening: int) -> Period | None:
        """The time right before the figure or in the bracket right behind it; else one in the words of its clause."""
        for found in self.periods:
            if found.end <= token.start and re.fullmatch(r"[\s)의에:]*(?:총|약)?\s*", self.text[found.end : token.start]):
                return found.period
            if (
                found.start >= token.end
                and re.fullmatch(r"\s?\(\s*", self.text[token.end : found.start])
                and _ENDS_DATE.match(self.text[found.end :])
            ):
                return found.period
        clause = max(self.text.rfind(sign, 0, token.start) for sign in ",;/→") + 1
        inside = [found for found in self.periods if max(clause, opening) <= found.start and found.end <= token.start]
        return (
            inside[-1].period
            if inside and not any(inside[-1].end <= figure.start for figure in self.figures if figure.end <= token.start)
            else None
        )

    def _bound(self, at: int, token: Token) -> Bound | None:
        after = self.text[token.end : token.end + 6]
        before = self.text[max(0, token.start - 4) : token.start]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        previous = self.tokens[at - 1] if at else None
        if following and re.fullmatch(r"\s*~\s*", self.text[token.end : following.start]):
            return Bound.MIN
        if previous and re.fullmatch(r"\s*~\s*", self.text[previous.end : token.start]):
            return Bound.MAX
        if re.match(r"\s?(?:이상|초과)", after):
            return Bound.MIN
        if re.match(r"\s?(?:이하|이내|미만|한도|까지)", after):
            return Bound.MAX
        return Bound.ABOUT if token.about or before.rstrip().endswith(ABOUT_WORDS) or re.match(r"\s?(?:내외|정도|여|가량)", after) else None

    def _in_course(self, at: int, figure: Figure) -> Figure:
        """Number the members of a course `a→b→c`, and name the later ones as the first."""
        opening = self.brackets[figure.start]
        base = next((other for other in reversed(self.figures) if self.brackets[other.start] == opening), None)
        following = next((token for token in self.tokens[at + 1 :] if self.brackets[token.start] == opening), None)
        if base is not None and base.step is not None and self._arrow_between(base.end, figure.start):
            return figure._replace(step=base.step + 1, name=figure.name or base.name, label=figure.label or base.label)
        return figure._replace(step=1) if following is not None and self._arrow_between(figure.end, following.start) else figure

    def _arrow_between(self, end: int, start: int) -> bool:
        between = self.text[end:start]
        if not ("→" in between or "▶" in between) or len(between) > 40:
            return False
        for period in self.periods:
            if end <= period.start and period.end <= start:
                between = between.replace(self.text[period.start : period.end], "")
        return re.fullmatch(r"(?:\([^()]*\)|\s)*(?:→|▶)[\s(]*[^()→]{0,3}[\s)]*", between) is not None

    def _give_units(self) -> None:
        """A number without a unit has its neighbour's: the later member's in a course, the host's in a bracket, the key's."""
        for at in range(len(self.figures) - 1, -1, -1):
            figure = self.figures[at]
            if figure.unit is not None:
                continue
            later = next((other for other in self.figures[at + 1 :] if other.step is not None), None) if figure.step is not None else None
            unit = later.unit if later else None
            self.figures[at] = figure._replace(unit=unit)
        for at, figure in enumerate(self.figures):
            if figure.unit is None:
                self.figures[at] = self._borrowed(at, figure)

    def _borrowed(self, at: int, figure: Figure) -> Figure:
        """A figure with the unit, and the scale, of the one whose list or bracket it stands in."""
        opening = self.brackets[figure.start]
        for place in range(at - 1, -1, -1):
            other = self.figures[place]
            if other.unit and other.unit != "%" and (self.brackets[other.start] == opening or other.end <= opening):
                scale = self._shared_scale(place, opening)
                return figure._replace(unit=other.unit, value=figure.value * scale)
        match = _UNIT_IN_KEY.search(figure.name)
        unit = match["unit"] if match and (match["unit"] in COUNTERS or match["unit"][0].isascii()) else None
        return figure._replace(unit=unit)

    def _shared_scale(self, place: int, opening: int) -> int:
        """`18,500백만원(국비 9,250, 도비 9,250)`: parts in a bracket are printed in the unit of the amount before it."""
        while place and self.brackets[self.figures[place].start] == opening and opening >= 0:
            place -= 1
        return self.tokens[self._token_at(place)].scale

    def _token_at(self, place: int) -> int:
        start = self.figures[place].start
        return next(at for at, token in enumerate(self.tokens) if token.start == start)


def _is_named(figure: Figure) -> bool:
    """Whether a figure has a name of words, or leaves it to what stands above; numbers alone name nothing."""
    return figure.label is not None or not figure.name or _WORD.search(figure.name) is not None


def _match_brackets(text: str) -> list[int]:
    """For each character the place of the innermost bracket open around it, or -1."""
    open_at: list[int] = []
    around = []
    for at, letter in enumerate(text):
        if letter in "([":
            around.append(open_at[-1] if open_at else -1)
            open_at.append(at)
            continue
        if letter in ")]":
            if open_at:
                open_at.pop()
            around.append(open_at[-1] if open_at else -1)
            continue
        around.append(open_at[-1] if open_at else -1)
    around.append(-1)
    return around


def _without_particle(text: str) -> str:
    """Words without the particle that ties them to the figure: `합격자 비율이 58.5%`.

    Some particles stand only after a closed syllable, some only after an open one; that tells them from the last letter
    of a word (`증가`, `마을`).
    """
    for particle, closed in PARTICLES:
        stem = text[: -len(particle)]
        if not text.endswith(particle) or len(stem) < 2 or not "가" <= stem[-1] <= "힣" or text.endswith(NO_PARTICLES):
            continue
        if closed is None or ((ord(stem[-1]) - ord("가")) % 28 > 0) == closed:
            return stem
    return text
