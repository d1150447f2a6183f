"""Figures that running text states, each with what it is a figure of.

How they look: `교육 : 2회 3개과정 45명` states three of one thing; `총 83명(의사7명, 간호사16명)` a whole and its parts;
`보험(4), 여가(5)` counts behind their words; `2,060→6,902건` a course; `1,200명 ~ 1,400명` a range; `960건('19년) → 24,107건('20년)` a
course over years; `소고기 27, 돼지고기 12.1` a list under a key that names the unit. What was measured is the key before the
colon, the topic of the sentence, else the words before the figure; words inside a bracket tell parts of it apart. A sentence
says more: `A원 중 B원을 집행하고`, `전년도보다 B원 증가한 C원`, `A와 B 등 총 C` (see `sentence.py` and `relations.py`).

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
from typing import Final

from app.models.facts import Bound, Period
from app.parsers.characters.normalise import DIGIT
from app.parsers.labels import (
    ABOUT_WORDS,
    AT_LEAST_WORDS,
    AT_MOST_WORDS,
    CLASS_COUNTERS,
    COUNTERS,
    DESCRIBING_ENDINGS,
    DURATION_COUNTERS,
    MYRIADS,
    NAMED_BY_AMOUNT,
    PER,
    PROJECT_FIELDS,
    ROUGHLY_WORDS,
    SCALE_VALUES,
    SENTENCE_ENDING,
    THAN_WORDS,
    WON,
    label_key,
)
from app.parsers.prose.fronted import Fronted, find_fronted
from app.parsers.prose.lost_signs import find_lost_courses
from app.parsers.prose.naming import Naming
from app.parsers.prose.nouns import TIME
from app.parsers.prose.relations import relate
from app.parsers.prose.scan import ARROWS, LONGEST_GAP, LONGEST_LIST, Scan
from app.parsers.prose.stated import FARTHEST, Stated
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.times import find_times, last_time, own_time, reported_year
from app.parsers.prose.wording import Clause
from app.parsers.values.digits import GROUPED
from app.parsers.values.measured import Token, find_tokens
from app.parsers.values.periods import FoundPeriod

_ROUND: Final = str.maketrans("【】〔〕", "()()")
_WORD: Final = re.compile(r"[^\W\d_]")
_THAN: Final = re.compile("|".join(THAN_WORDS))
_CALLED: Final = re.compile(rf"\s?(?:{'|'.join(NAMED_BY_AMOUNT)})")
# `주민 1,000명 당 공무원`: what a figure is counted for; of `324명당 1명` it is the figure.
_PER: Final = re.compile(rf"\s?{PER}(?=\s[가-힣])")
_CLASS_BEGUN: Final = re.compile(rf"\d[{''.join(MYRIADS)}]-$")
# Figures within a name are cells of a row whose columns nobody told apart: `가람군 666 37 | 5.6%`, `-360 가족수당 | 8명`.
_OF_CELLS: Final = re.compile(rf"\s-?\d[\d,.]*$|(?:^|\s)-\d[\d,.]*\s|(?:^|\s)-?{GROUPED}(?:\s|$)")
_BOUNDS: Final = (*AT_LEAST_WORDS, *AT_MOST_WORDS)
# `10만 미만`, `30~50만`: a class, which tells parts apart and names nothing.
_CLASS: Final = re.compile(
    rf"[\d,.]+\s?(?:~\s?[\d,.]+\s?)?(?:{'|'.join(SCALE_VALUES)})?\s?(?:{'|'.join(CLASS_COUNTERS)})?\s?(?:{'|'.join(_BOUNDS)})?"
)
_SENTENCE: Final = re.compile(rf"[가-힣]{SENTENCE_ENDING}(?:[.”\"]|$)")
_TO: Final = re.compile(r"\s*~\s*")
_AT_LEAST: Final = re.compile(rf"\s?(?:{'|'.join(AT_LEAST_WORDS)})")
_AT_MOST: Final = re.compile(rf"\s?(?:{'|'.join(AT_MOST_WORDS)})")
_ROUGHLY: Final = re.compile(rf"\s?(?:{'|'.join(ROUGHLY_WORDS)})")
_ARROW: Final = re.compile(rf"(?:\([^()]*\)|\s)*[{ARROWS}][\s(]*[^()→]{{0,3}}[\s)]*")
_CLAUSE_SIGNS: Final = ",;/→"
_NEXT_TOKENS: Final = 8


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
    told = is_told(text)
    read = _Reader(Scan(text, periods, tokens), told=told).read(reported_year(periods, year))
    found = map(_behind_time, map(_without_class, read))
    return tuple(figure for figure in found if _is_named(figure, told=told))


def is_told(text: str) -> bool:
    """Whether a text is told in sentences."""
    return _SENTENCE.search(text) is not None


def is_class(text: str) -> bool:
    """Whether a text opens with a class of sizes and its figures: `10만 미만(4개마을, 40%)`."""
    match = _CLASS.match(text)
    return match is not None and text[match.end() :].lstrip().startswith("(")


def _is_in_a_name(text: str, token: Token) -> bool:
    """Whether a number is part of a name: an amount that a thing is called by, or the end of a class (`10만-30만 자치구`)."""
    if token.value != 1 and token.unit in COUNTERS and _PER.match(text, token.end):
        return True
    if token.unit == WON and _CALLED.match(text, token.end):
        return True
    return _CLASS_BEGUN.search(text, max(0, token.start - 4), token.start) is not None


def _without_class(figure: StatedFigure) -> StatedFigure:
    """A figure whose name is only a class of sizes has no name; the class is its label."""
    if not figure.name or not _CLASS.fullmatch(figure.name):
        return figure
    return figure._replace(name="", label=f"{figure.name} {figure.label}" if figure.label else figure.name)


def _behind_time(figure: StatedFigure) -> StatedFigure:
    """A figure beside a time, under the key of the time, is called by its own words: `기간 : 1월 ~ 5월 (참여자 30명)`."""
    return figure._replace(name=figure.label, label=None) if figure.label and _is_of_time(figure) else figure


def _is_of_time(figure: StatedFigure) -> bool:
    """Whether the only name of a figure is the key of a time."""
    return figure.unit not in DURATION_COUNTERS and PROJECT_FIELDS.get(label_key(figure.name)) == "period"


def _is_named(figure: StatedFigure, *, told: bool) -> bool:
    """Whether a figure has a name of words, or leaves it to what stands above; numbers alone name nothing.

    In a sentence (`told`) nothing stands above: what it does not name stays unread.
    """
    if not figure.name:
        return not told and (figure.unit is not None or figure.label is not None) and not _OF_CELLS.search(figure.label or "")
    if told and figure.name.endswith(DESCRIBING_ENDINGS):
        return False  # `한도가 통보된 54개 기관`: a verb, and what it is said of stands behind
    if _is_of_time(figure) or any(_OF_CELLS.search(words) for words in (figure.name, figure.label) if words):
        return False
    return _WORD.search(figure.name) is not None


class _Reader:
    """Walks over the tokens of one text; what a figure is called depends on the ones before it."""

    def __init__(self, scan: Scan, *, told: bool) -> None:
        self.scan = scan
        self.text = scan.text
        self.tokens = scan.tokens
        self.figures: list[StatedFigure] = []
        self.naming = Naming(scan, self.figures, told=told)
        self.fronted = find_fronted(scan)

    def read(self, reported: int | None) -> list[StatedFigure]:
        """Every figure, named and related to the others. `reported`: the year that the text reports."""
        for at, token in enumerate(self.tokens):
            self.figures.append(self._figure(at, token))
        return relate(Stated(self.scan, self.figures, self.naming.sentence.clauses, reported))

    def _figure(self, at: int, token: Token) -> StatedFigure:
        name, label = self.naming.name(token)
        period = self._period(token, self.scan.brackets[token.start])
        figure = StatedFigure(token.start, token.end, token.value, token.unit, name, label, period, self._bound(at, token))
        return self._of_front(figure, self.fronted[at]) if at in self.fronted else self._in_course(at, figure)

    def _of_front(self, figure: StatedFigure, front: Fronted) -> StatedFigure:
        """A figure that stands before its name."""
        # What stands before its name begins anew: nothing that was said before holds for it.
        self.naming.sentence.clauses[-1] = Clause(ended=True)
        unit, period = front.counter or figure.unit, front.period or (figure.period if front.dated else None)
        return figure._replace(unit=unit, name=front.name, label=front.label, period=period)

    def _period(self, token: Token, opening: int) -> Period | None:
        """The time at the figure; else one in the words of its clause."""
        near = self.scan.times(token.start - LONGEST_GAP, token.end + LONGEST_LIST)
        times = [time for time in near if not self._is_factor(time)]
        if own := own_time(self.text, times, token.start, token.end):
            return own
        if opening >= 0 and last_time(times, opening, token.start) is None:
            ended = next((other.end for other in reversed(self.figures) if other.end <= opening), 0)
            lead = last_time(times, self.scan.words_start(opening, max(ended, opening - LONGEST_LIST)), opening)
            return lead.period if lead else None  # `’30년 장비 기준 (보유율 92.9%)`
        clause = max(self.text.rfind(sign, max(0, token.start - LONGEST_GAP), token.start) for sign in _CLAUSE_SIGNS) + 1
        inside = last_time(times, max(clause, opening), token.start)
        if inside is None or any(inside.end <= other.start for other in self.figures[-FARTHEST:]):
            return None
        # `작년 같은 기간에 비해 3.2%`: a time of what is compared with.
        return None if _THAN.search(self.text, inside.end, token.start) else inside.period

    def _is_factor(self, time: FoundPeriod) -> bool:
        """`1,200,000원 × 10명 × 12월`: the months of a calculation."""
        return any(figure.end <= time.start and self.scan.multiplied(figure.end, time.start) for figure in self.figures[-2:])

    def _bound(self, at: int, token: Token) -> Bound | None:
        """Whether a figure is one end of a range, a limit, or rough."""
        if at + 1 < len(self.tokens) and _TO.fullmatch(self.text, token.end, self.tokens[at + 1].start):
            return Bound.MIN
        if at and _TO.fullmatch(self.text, self.tokens[at - 1].end, token.start):
            return Bound.MAX
        if _AT_LEAST.match(self.text, token.end):
            return Bound.MIN
        if _AT_MOST.match(self.text, token.end):
            return Bound.MAX
        return Bound.ABOUT if self._is_rough(token) else None

    def _is_rough(self, token: Token) -> bool:
        before = self.text[max(0, token.start - 4) : token.start].rstrip()
        return token.about or before.endswith(ABOUT_WORDS) or _ROUGHLY.match(self.text, token.end) is not None

    def _in_course(self, at: int, figure: StatedFigure) -> StatedFigure:
        """Number the members of a course `a→b→c`, and name the later ones as the first."""
        brackets = self.scan.brackets
        opening = brackets[figure.start]
        base = next((other for other in reversed(self.figures[-FARTHEST:]) if brackets[other.start] == opening), None)
        if base is not None and base.step is not None and self._arrow_between(base.end, figure.start):
            return figure._replace(step=base.step + 1, name=figure.name or base.name, label=figure.label or base.label)
        following = next((token for token in self.tokens[at + 1 : at + 1 + _NEXT_TOKENS] if brackets[token.start] == opening), None)
        return figure._replace(step=1) if following is not None and self._arrow_between(figure.end, following.start) else figure

    def _arrow_between(self, end: int, start: int) -> bool:
        if start - end > LONGEST_LIST or not any(arrow in self.text[end:start] for arrow in ARROWS):
            return False
        return _ARROW.fullmatch(self.scan.blanked(end, start).replace(TIME, "")) is not None
