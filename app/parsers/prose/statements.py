"""Figures that running text states, each with what it is a figure of.

How they look: `교육 : 2회 3개과정 45명` states three of one thing; `총 83명(의사7명, 간호사16명)` a whole and its parts;
`보험(4), 여가(5)` counts behind their words; `2,060→6,902건` a course; `1,200명 ~ 1,400명` a range; `960건('19년) → 24,107건('20년)` a
course over years; `소고기 27, 돼지고기 12.1` a list under a key that names the unit. What was measured is the key before the
colon, the topic of the sentence, else the words before the figure; words inside a bracket tell parts of it apart. A sentence
says more: `A원 중 B원을 집행하고`, `전년도보다 B원 증가한 C원`, `A와 B 등 총 C` (see `relations.py`).

Dates, hours, ages, grades, storeys, ordinals, addresses, article and telephone numbers are no figures.

>>> [(f.name, f.label, f.value, f.unit) for f in find_figures("인력 : 총 83명(의사7명, 기타 14명)")]
[('인력', None, 83, '명'), ('인력', '의사', 7, '명'), ('인력', '기타', 14, '명')]
>>> [(f.name, f.value, f.unit, f.step) for f in find_figures("이용자 수 증가 (2,060→6,902건 / 235%↑)")]
[('이용자 수 증가', 2060, '건', 1), ('이용자 수 증가', 6902, '건', 2), ('이용자 수 증가', 235, '%', None)]
>>> [(f.value, f.unit, str(f.bound)) for f in find_figures("규모: 1일 1,200명 ~ 1,400명")]
[(1200, '명', 'min'), (1400, '명', 'max')]
>>> [(f.name, f.value) for f in find_figures("건강관리(4), 자기계발(5)")]
[('건강관리', 4), ('자기계발', 5)]
>>> [(f.name, f.label, f.value) for f in find_figures("도서 구입은 9천원 중 7천원을 집행하고 잔액은 2천원임.")]
[('도서 구입', None, 9000), ('도서 구입', '집행', 7000), ('도서 구입', '잔액', 2000)]
"""

import re
from collections.abc import Sequence
from typing import Final

from app.models.facts import Bound, Period
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import (
    ABOUT_WORDS,
    BARE_COUNTERS,
    CHANGES,
    DATE_REMAINS,
    ENTITY_COUNTERS,
    MYRIADS,
    NAMED_BY_AMOUNT,
    NO_NOUNS,
    OTHER_THAN,
    SENTENCE_ENDING,
    STATISTICS,
    THAN_WORDS,
    WON,
)
from app.parsers.prose.fronted import find_fronted
from app.parsers.prose.lost_signs import find_lost_courses
from app.parsers.prose.relations import FARTHEST, Stated, relate
from app.parsers.prose.scan import LONGEST_GAP, Scan
from app.parsers.prose.sentence import Sentence
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.times import find_times, last_time, own_time, reported_year
from app.parsers.prose.wording import TIME, noun_phrase, without_particle
from app.parsers.values.measured import Token, find_tokens
from app.parsers.values.periods import FoundPeriod

# `근무성적평정은 수(20%), 우(40%)`: what is spoken of, then the first of its parts.
_TOPIC: Final = re.compile(r"(?P<topic>[가-힣A-Za-z0-9·]{2,20}[은는])\s(?!최|평균|각|전)(?P<part>[가-힣A-Za-z]{1,4})")
_ROUND: Final = str.maketrans("【】〔〕", "()()")
LONGEST_KEY: Final = 40
_FOLLOWING: Final = re.compile(r"(?:이|가|을|를|은|는|의)?\s?(?P<noun>[가-힣]{2,8})(?=$|[\s,)/])")
_BRACKETED: Final = re.compile(r"\((?P<words>[^()]*[^\W\d_][^()]*)\)")
_COUNTED_BEHIND: Final = re.compile(r"(?:\([^()]{0,40}\))?\s(?P<noun>[가-힣]{2,10}(?:\s[가-힣]{2,10})?)(?=\s*(?:→|▶|⇒|$|,|\)))")
_NEXT_STATE: Final = re.compile(r"[→▶⇒]\s*\((?P<words>[가-힣]{1,6})\)")
_CALLED: Final = re.compile(rf"\s?(?:{'|'.join(NAMED_BY_AMOUNT)})")
_CLASS_BEGUN: Final = re.compile(rf"\d[{''.join(MYRIADS)}]-$")
_WORD: Final = re.compile(r"[^\W\d_]")
# `10만 미만`, `30~50만`: a class, which tells parts apart and names nothing.
_CLASS: Final = re.compile(r"[\d,.]+\s?(?:~\s?[\d,.]+\s?)?[십백천만억]{0,2}\s?(?:명|세|원|개|인|급)?\s?(?:이상|이하|초과|미만|이내)?")


def find_figures(text: str, year: int | None = None, spoken: int | None = None) -> tuple[StatedFigure, ...]:
    """Every figure that a folded text states, in its order. `spoken`: the year in which it is said, where that is known."""
    if not DIGIT.search(text):
        return ()
    if "【" in text or "〔" in text:
        text = text.translate(_ROUND)
    if lost := find_lost_courses(text):
        return lost
    periods = find_times(text, year, spoken)
    tokens = [token for token in find_tokens(text, periods) if not _is_in_a_name(text, token)]
    if not tokens:
        return ()
    told = SENTENCE.search(text) is not None
    return tuple(
        figure
        for figure in map(_without_class, _Reader(text, periods, tokens, reported_year(periods, year)).read())
        if _is_named(figure, told=told)
    )


def _is_in_a_name(text: str, token: Token) -> bool:
    """Whether a number is part of a name: an amount that a thing is called by, or the end of a class (`10만-30만 자치구`)."""
    if token.unit == WON and _CALLED.match(text, token.end):
        return True
    return _CLASS_BEGUN.search(text, max(0, token.start - 4), token.start) is not None


class _Reader:
    """Walks over the tokens of one text; what a figure is called depends on the ones before it."""

    def __init__(self, text: str, periods: Sequence[FoundPeriod], tokens: Sequence[Token], reported: int | None) -> None:
        self.text = text
        self.reported = reported
        self.periods = periods
        self.tokens = tokens
        self.scan = Scan(text, periods, tokens)
        self.brackets = self.scan.brackets
        self.figures: list[StatedFigure] = []
        self.sentence = Sentence(self.scan)
        self.topic: str | None = None
        self.fronted = find_fronted(self.scan)

    def read(self) -> list[StatedFigure]:
        for at, token in enumerate(self.tokens):
            self.figures.append(self._figure(at, token))
        return relate(Stated(self.scan, self.figures, self.sentence.clauses, self.reported))

    def _figure(self, at: int, token: Token) -> StatedFigure:
        opening = self.brackets[token.start]
        self.sentence.clauses.append(None)
        if front := self.fronted.get(at):
            unit = front.counter or token.unit
            period = front.period or self._period(token, opening)
            return StatedFigure(token.start, token.end, token.value, unit, front.name, front.label, period, self._bound(at, token))
        before = self._start_of_words(token, opening)
        words = self._clean(before, token.start)
        name, label = self._name(at, token, opening, before, words)
        period = self._period(token, opening)
        figure = StatedFigure(token.start, token.end, token.value, token.unit, name, label, period, self._bound(at, token))
        return self._in_course(at, figure)

    # --- words -----------------------------------------------------------------------------------------------------------

    def _start_of_words(self, token: Token, opening: int) -> int:
        """Where the words before a figure begin: behind the last figure, bracket or break before it."""
        start = max(opening + 1, self._last_end(token.start))
        return self.scan.words_start(token.start, start)

    def _last_end(self, start: int) -> int:
        """Where the last figure before a place ends."""
        return next((other.end for other in reversed(self.figures) if other.end <= start), 0)

    def _clean(self, start: int, end: int) -> str:
        return self.scan.clean(start, end, tied=start > 0 and self._last_end(start) == start)

    def _key(self, before: int, opening: int) -> str | None:
        """The words before the colon that the figure's words follow."""
        at = before - 1
        while at > opening and self.text[at] == " ":
            at -= 1
        if at <= opening or self.text[at] not in ":-" or not self.scan.breaks(at):
            return None
        if self.text[at] == "-" and any(figure.end == at - 1 for figure in self.figures[-1:]):
            return None  # a minus between two figures
        start = max([opening + 1, *(other.end for other in self.figures[-8:] if other.end <= at and self.brackets[other.start] == opening)])
        if not self.text[start:at].strip(" )"):
            start = opening + 1  # the key itself states a figure: `전문과정 외 2과정 : 695명`
        # A comma within a key that begins its text or bracket parts nothing: `제도벤치마킹, 비교시찰 등 : 46명`.
        whole = start == opening + 1 and at - start <= LONGEST_KEY and "," in self.text[start:at]
        key = self._clean(start if whole else self.scan.last_break(start, at, opening) + 1, at).lstrip(") ")
        return key if key and key not in DATE_REMAINS and not key.startswith("(") else None

    def _name(self, at: int, token: Token, opening: int, before: int, words: str) -> tuple[str, str | None]:
        previous = self.figures[-1] if self.figures else None
        if previous is not None and self.scan.multiplied(previous.end, token.start):
            return previous.name, previous.label  # the factors of a calculation are of one thing
        key = self._key(before, opening)
        if opening >= 0:
            return self._name_in_bracket(token, opening, key or words, words if key else "")
        if key is not None:
            self.sentence.begin(key)
            return key, words or None
        if (bracketed := _BRACKETED.match(words)) and (bracketed.end() == len(words) or self._after_arrow(before)):
            return self._noun_behind(token), bracketed["words"]  # `(당초) 3개 등급 → (개선) 5개 등급`
        if previous is not None and (state := _NEXT_STATE.search(self.text, previous.end, token.start)):
            return previous.name, state["words"]
        if self.text[before : token.start].strip() in OTHER_THAN and previous is not None:
            return previous.name, noun_phrase(self.text[token.end : token.end + LONGEST_LIST].split()[:1]) or None
        if words and (open_key := self._under_open_key(before, words)):
            return open_key
        return self._in_sentence(token)

    def _after_arrow(self, before: int) -> bool:
        return self.text[:before].rstrip()[-1:] in ARROWS if before else False

    def _noun_behind(self, token: Token) -> str:
        """What is counted, where the counter itself says nothing: `3개(가·나·다) 등급 부여`; else empty, and it stands above."""
        match = _COUNTED_BEHIND.match(self.text, token.end) if token.unit in BARE_COUNTERS else None
        return match["noun"] if match else ""

    def _in_sentence(self, token: Token) -> tuple[str, str | None]:
        """The name of a figure by the clause that it stands in, else by the figure before or the noun behind it."""
        start = self._last_end(token.start)
        clause = self.sentence.read(start, token.start)
        if named := self.sentence.name(clause, token):
            return named
        previous = self.figures[-1] if self.figures else None
        if previous is not None and self.brackets[previous.start] == -1 and self._adjoins(previous.end, token.start):
            return previous.name, previous.label
        if previous is not None and (whole := self._whole_of(previous, token.start)):
            return whole.name, whole.label
        if inherited := self.sentence.inherited(clause, token, self.figures):
            return inherited
        same = next((figure for figure in reversed(self.figures[-FARTHEST:]) if self.brackets[figure.start] == -1), None)
        if same is not None and same.unit == token.unit and same.name and "." not in self.text[same.end : token.start]:
            return same.name, same.label
        return "", self._follows(token)

    def _follows(self, token: Token) -> str | None:
        """The noun right behind a figure."""
        follows = _FOLLOWING.match(self.text, token.end)
        return follows["noun"] if follows and not follows["noun"].startswith((*NO_NOUNS, *CHANGES)) else None

    def _under_open_key(self, before: int, words: str) -> tuple[str, str | None] | None:
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
        stem = without_particle(topic["topic"]) if topic and "," in self.text[before : before + LONGEST_LIST] else ""
        if topic and 0 < len(stem) < len(topic["topic"]):
            self.topic = stem
            return stem, topic["part"]
        return None

    def _name_in_bracket(self, token: Token, opening: int, words: str, more: str) -> tuple[str, str | None]:
        """In a bracket the words tell a part apart; what it is a part of stands before the bracket."""
        host = self._host(opening)
        words = "" if words in THAN_WORDS else words
        label = f"{words} {more}".strip() or None
        if host is not None:
            if label is None and token.unit != host.unit and token.unit not in ENTITY_COUNTERS:
                label = self._follows(token)  # `45.2%(5,580백만원 집행)`
            if label in STATISTICS and host.label:
                label = f"{host.label} {label}"  # `정원 26,740명 (평균 1,069명)`
            return host.name, label or host.label
        outer = self.brackets[opening]
        start = self._lead_start(opening, outer)
        lead = self._clean(start, opening)
        key = self._key(start, outer)
        whole = f"{lead} {label}".strip() if label else lead
        if key and outer < 0:
            self.sentence.begin(key)
        if key:
            return key, whole or None
        if lead:
            return self._by_lead(token, opening, start, lead, label)
        previous = self.figures[-1] if self.figures else None
        if previous is not None and previous.start > opening:
            return previous.name, label or previous.label
        return ("", words) if words and not self.text[:opening].strip(" -") else (words, None)

    def _by_lead(self, token: Token, opening: int, start: int, lead: str, label: str | None) -> tuple[str, str | None]:
        """The name of the first figure of a bracket that stands behind words: `구조 활동은 전년대비(380건)`."""
        if label:
            return lead, label
        if open_key := self._under_open_key(start, lead):
            return open_key
        if self.brackets[opening] >= 0:
            return lead, None
        clause = self.sentence.read(self._last_end(opening), opening)
        return self.sentence.name(clause, token) or self.sentence.inherited(clause, token, self.figures) or (lead, None)

    def _lead_start(self, opening: int, outer: int) -> int:
        return self.scan.words_start(opening, max(outer + 1, self._last_end(opening)))

    def _host(self, opening: int) -> StatedFigure | None:
        """The figure whose bracket it is: right before it, or with one short word between (`21회 개최(안건 71건 …)`)."""
        outer = self.brackets[opening]
        for figure in reversed(self.figures[-FARTHEST:]):
            if figure.end <= opening and self.brackets[figure.start] == outer:
                between = self.text[figure.end : opening].strip()
                return figure if len(between) <= 4 and not any(sign in between for sign in ",/→:") else None
        return None

    def _adjoins(self, end: int, start: int) -> bool:
        """Whether only blanks, a slash or a comma lie between two figures: they speak of the same thing."""
        return _ADJOINS.fullmatch(self.text, end, start) is not None

    def _whole_of(self, previous: StatedFigure, start: int) -> StatedFigure | None:
        """The figure whose bracket of parts has just closed: `20,350명(77%)→21,910명`."""
        if _CLOSES_INTO.search(self.text, max(0, start - LONGEST_LIST), start) is None:
            return None
        opening = self.brackets[previous.start]
        whole = self._host(opening) if opening >= 0 else previous
        return whole or (previous if "=" in self.text[previous.end : start] else None)

    # --- times, ranges, courses ----------------------------------------------------------------------------------------

    def _period(self, token: Token, opening: int) -> Period | None:
        """The time at the figure; else one in the words of its clause."""
        near = self.scan.times(token.start - LONGEST_GAP, token.end + LONGEST_LIST)
        times = [time for time in near if not self._is_factor(time)]
        if own := own_time(self.text, times, token.start, token.end):
            return own
        clause = max(self.text.rfind(sign, max(0, token.start - LONGEST_GAP), token.start) for sign in ",;/→") + 1
        inside = last_time(times, max(clause, opening), token.start)
        return inside.period if inside and not any(inside.end <= other.start for other in self.figures[-FARTHEST:]) else None

    def _is_factor(self, time: FoundPeriod) -> bool:
        """`1,200,000원 × 10명 × 12월`: the months of a calculation."""
        return any(figure.end <= time.start and self.scan.multiplied(figure.end, time.start) for figure in self.figures[-2:])

    def _bound(self, at: int, token: Token) -> Bound | None:
        after = self.text[token.end : token.end + 6]
        before = self.text[max(0, token.start - 4) : token.start]
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        previous = self.tokens[at - 1] if at else None
        if following and _TO.fullmatch(self.text, token.end, following.start):
            return Bound.MIN
        if previous and _TO.fullmatch(self.text, previous.end, token.start):
            return Bound.MAX
        if _AT_LEAST.match(after):
            return Bound.MIN
        if _AT_MOST.match(after):
            return Bound.MAX
        return Bound.ABOUT if token.about or before.rstrip().endswith(ABOUT_WORDS) or _ABOUT.match(after) else None

    def _in_course(self, at: int, figure: StatedFigure) -> StatedFigure:
        """Number the members of a course `a→b→c`, and name the later ones as the first."""
        opening = self.brackets[figure.start]
        base = next((other for other in reversed(self.figures[-FARTHEST:]) if self.brackets[other.start] == opening), None)
        following = next((token for token in self.tokens[at + 1 : at + 9] if self.brackets[token.start] == opening), None)
        if base is not None and base.step is not None and self._arrow_between(base.end, figure.start):
            return figure._replace(step=base.step + 1, name=figure.name or base.name, label=figure.label or base.label)
        return figure._replace(step=1) if following is not None and self._arrow_between(figure.end, following.start) else figure

    def _arrow_between(self, end: int, start: int) -> bool:
        if start - end > LONGEST_LIST or not any(arrow in self.text[end:start] for arrow in ARROWS):
            return False
        return _ARROW.fullmatch(self.scan.blanked(end, start).replace(TIME, "")) is not None


SENTENCE: Final = re.compile(rf"[가-힣]{SENTENCE_ENDING}(?:[.”\"]|$)")
ARROWS: Final = "→▶⇒"
LONGEST_LIST: Final = 40
_ADJOINS: Final = re.compile(r"(?:이상|이하|미만)?\s*(?:,|/|·|~|→|▶|⇒|[×X]|=|및|당|중|-|\([^()]{0,40}\))?\s*(?:총|약|연|각|→)?\s*")
_CLOSES_INTO: Final = re.compile(r"\)\s*[,/→⇒·▶~=]?\s*(?:총|약|연)?\s*$")
_TO: Final = re.compile(r"\s*~\s*")
_AT_LEAST: Final = re.compile(r"\s?(?:이상|초과)")
_AT_MOST: Final = re.compile(r"\s?(?:이하|이내|미만|한도|까지)")
_ABOUT: Final = re.compile(r"\s?(?:내외|정도|여|가량)")
_ARROW: Final = re.compile(r"(?:\([^()]*\)|\s)*(?:→|▶|⇒)[\s(]*[^()→]{0,3}[\s)]*")


def is_class(text: str) -> bool:
    """Whether a text opens with a class of sizes and its figures: `10만 미만(4개마을, 40%)`."""
    match = _CLASS.match(text)
    return match is not None and text[match.end() :].lstrip().startswith("(")


def _without_class(figure: StatedFigure) -> StatedFigure:
    """A figure whose name is only a class of sizes has no name; the class is its label."""
    if not figure.name or not _CLASS.fullmatch(figure.name):
        return figure
    return figure._replace(name="", label=f"{figure.name} {figure.label}" if figure.label else figure.name)


def _is_named(figure: StatedFigure, *, told: bool) -> bool:
    """Whether a figure has a name of words, or leaves it to what stands above; numbers alone name nothing.

    In a sentence (`told`) nothing stands above: what it does not name stays unread.
    """
    if told and not figure.name:
        return False
    if figure.unit is None and not figure.label and not figure.name:
        return False
    return figure.label is not None or not figure.name or _WORD.search(figure.name) is not None
