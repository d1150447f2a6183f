"""What a sentence speaks of while its figures are read: its topic, the item a measure belongs to, parallel topics.

`A는 B 3명, C는 5명`: a topic is spoken of until another is named. A measure (집행잔액, 예산현액) is one of the item named before.
`A와 B는 각각 3명과 5명` gives the first to A and the second to B. A new topic without words of its own beside parts of the topic
before is one more part (`일반재산의 경우 토지 3필지, 건물은 5동`).
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.labels import (
    CASE_PARTICLES,
    CHANGES,
    COURSE_PARTICLES,
    EACH,
    EMPTY_NOUNS,
    GENERIC_COUNTER,
    GIVING,
    LIST_JOINTS,
    LOOKED_AT,
    MEASURE_NOUNS,
    OBJECT_PARTICLES,
    OF,
    OF_A_SIZE,
    OF_WHICH_WORDS,
    PAIRING_JOINTS,
    PLACE_PARTICLE,
    REPORTED_YEARS,
    SILENT_NAMES,
    SITE_PARTICLES,
    SPENDING,
    SPOKEN_YEARS,
    STATISTICS,
    SUBJECT_PARTICLES,
    THAN_WORDS,
    TIMES_BEFORE,
    TOTAL_LEADS,
    VERB_SUFFIXES,
    VERBS_OF_NOUNS,
)
from app.parsers.prose.nouns import noun_phrase
from app.parsers.prose.scan import LONGEST_GAP, Scan
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.wording import Clause, read_clause
from app.parsers.values.measured import Token

Named = tuple[str, str | None]

_CASES: Final = "|".join(CASE_PARTICLES)
_OF_IT: Final = re.compile(
    rf"\s?(?:{OF_A_SIZE}\s(?P<size>[^,.()]{{2,40}}?)|{OF}\s(?P<noun>[가-힣]{{2,10}}?))(?:{_CASES})(?<!{'|'.join(VERBS_OF_NOUNS)})(?=\s)"
)
# `총 3억원을 들여 쉼터 조성 사업을`
_SPENT_ON: Final = re.compile(
    rf"(?:{_CASES})\s?(?:{'|'.join(SPENDING)}),?\s(?P<noun>[^,.()\d]{{2,40}}?)(?:{'|'.join(OBJECT_PARTICLES[-2:])})(?=\s)"
)
_DONE: Final = re.compile(rf"(?:{_CASES})\s(?P<noun>[가-힣]{{2,10}}?)(?:{'|'.join(VERB_SUFFIXES)})")
_CHANGED_TO: Final = re.compile(rf"(?:{'|'.join(SUBJECT_PARTICLES)})?\s?(?:{'|'.join(CHANGES)})[가-힣]{{0,2}}\s")
_CHANGED: Final = re.compile(rf"(?:{_CASES})?\s?(?:{'|'.join(CHANGES)})")
LONGEST_THAN: Final = 8
"""Letters behind a figure in which it is said that something is compared with it."""
_GIVEN_TO: Final = re.compile(rf"(?:{_CASES})\s(?P<noun>[가-힣·]{{2,20}}){PLACE_PARTICLE}(?:,\s\d|\s(?:{'|'.join(GIVING)}))")
_PAIRED: Final = re.compile(rf"(?:{'|'.join(PAIRING_JOINTS)})\s\d")
_COUNTED_NOUN: Final = re.compile(rf"\s(?P<noun>[가-힣]{{2,12}}?)(?:{_CASES})(?=[\s,])")
_COUNTED: Final = re.compile(rf"{GENERIC_COUNTER}\s(?P<noun>[가-힣]{{2,}})")


_ALONE: Final = ("", "", False, False)
"""A clause of no more than a topic: no words, no comparison, no lead, no sentence that ended."""


_NOTHING: Final = ("", "", False, False, False)
"""A clause without words of its own, a comparison, a lead, a sentence that ended and a list."""


class Sentence:
    """The state of the sentence that is being read; `clauses` holds the clause of each figure, None where none was read."""

    def __init__(self, scan: Scan, *, told: bool) -> None:
        self.scan = scan
        self.told = told
        self.clauses: list[Clause | None] = []
        self.topic = ""
        self.item = ""
        self.parts = False
        self.each: list[str] = []
        self.shared = False
        self.given = ""

    def begin(self, topic: str) -> None:
        """A key opens a new clause: what follows is of it."""
        self.topic, self.item, self.parts, self.each, self.shared = topic, topic, False, [], False

    def read(self, start: int, end: int) -> Clause:
        """The clause between a figure that ends at `start` (0: none does) and a place, and note what it speaks of."""
        behind = self.scan.behind(start, end) if start else 0
        near = max(behind, end - LONGEST_GAP)
        clause = read_clause(self.scan.blanked(near, end), tied=start > 0 and near == behind)
        self.clauses[-1] = clause
        # `A원 중 B원을 집행하고 C원은 이월`: B and C are both parts of A.
        self.shared = self.shared or clause.behind in OF_WHICH_WORDS
        if clause.ended and not clause.leads:
            self.begin("")
        return clause

    def name(self, clause: Clause, token: Token) -> Named | None:
        """The name that a clause gives a figure by its own words, or None where it has none."""
        if site := self._behind(clause, token):
            self.item = self.item or site
            return site, None
        if given := _GIVEN_TO.match(self.scan.text, self.scan.hosting(token.end)):
            return self._given(clause, noun_phrase(given["noun"].split()))
        if clause.topic and (named := self._take_topic(clause)):
            return named
        if _PAIRED.match(self.scan.text, token.end) and (members := _members(clause.topic or clause.words)):
            self.begin(clause.topic or clause.words)
            self.each = members
            return self._in_turn("")
        if clause.total:
            return self.topic, None
        if EACH in clause.words.split() or (self.each and not clause.words):
            return self._in_turn(clause.words)
        if clause.words:
            return self._own(clause, compared=bool(clause.compared) or _than(self.scan.text[token.end : token.end + LONGEST_THAN]))
        return (self.topic, None) if clause.topic else self._against(clause)

    def _against(self, clause: Clause) -> Named | None:
        """What a figure is compared with names the change where nothing else does: `당초예산보다 3억원 늘어난`."""
        compared, _, last = clause.compared.rpartition(" ")
        if last not in SPOKEN_YEARS and last not in REPORTED_YEARS and last not in TIMES_BEFORE:
            compared = clause.compared
        name = "" if compared.rpartition(" ")[2] in EMPTY_NOUNS else noun_phrase(compared.split())
        return None if self.topic or self.item or not name else (name, None)

    def _take_topic(self, clause: Clause) -> Named | None:
        """A topic that is named anew: one more part of the one before, a measure of an item, or what is spoken of from here on."""
        topic, spoken = clause.topic, self.topic or self.item
        # Behind `A는 3억원을,` the next topic has an amount of its own, no part of A's.
        if self.parts and self.topic and clause[1:5] == _ALONE and clause.behind not in LOOKED_AT:
            return self.topic, topic
        if topic in MEASURE_NOUNS and spoken and spoken not in MEASURE_NOUNS:
            return self._measure(topic)
        owner, _, last = topic.rpartition(" ")
        if owner.endswith(THAN_WORDS):  # `전년 대비 증가율`
            owner, topic = "", last
        if last in MEASURE_NOUNS and owner and not {owner} & (TOTAL_LEADS | MEASURE_NOUNS | SILENT_NAMES):
            self.begin(owner)
            return owner, last
        self.begin(topic)
        return None

    def _measure(self, measure: str) -> Named:
        owner = self.topic or self.item
        if owner and owner.rpartition(" ")[2] not in MEASURE_NOUNS:
            return owner, measure
        self.item = self.item or measure
        return measure, None

    def _own(self, clause: Clause, *, compared: bool) -> Named:
        """By the figure's own words: a measure of the item before, a part of the topic, or an item of its own.

        What another figure is compared with (`당초예산 3억원보다`) is no part of the topic.
        """
        words = clause.words
        if words in MEASURE_NOUNS or words in STATISTICS:
            return self._measure(words)
        if self.topic and self.topic != words:
            self.parts = self.parts or not compared
            return self.topic, words
        self.item = words
        return words, None

    def _given(self, clause: Clause, noun: str) -> Named:
        """What a share of a whole is given to: `전체 예산 중 28%를 농업에, 13%는 복지에 편성`."""
        own = "" if clause.words == self.given else clause.words
        whole = clause.topic or own or self.item or self.topic
        self.item, self.given = self.item or whole, noun
        return (whole, noun) if whole else (noun, None)

    def _in_turn(self, words: str) -> Named | None:
        """The next of parallel topics."""
        if EACH in words.split():
            self.each = _members(self.topic)
        if not self.each:
            return None
        return self.each.pop(0), None

    def _behind(self, clause: Clause, token: Token) -> str:
        """The noun behind a figure that names it, where before it nothing stands but who acts, or where."""
        before = self.scan.text[max(0, token.start - LONGEST_GAP) : token.start].rstrip()
        alone = not (clause.words or clause.topic or self.topic or self.item)
        found = _OF_IT.match(self.scan.text, token.end)
        if found and (alone or found["size"] or before.endswith(SITE_PARTICLES)):
            return noun_phrase(self.scan.blanked(*found.span("size" if found["size"] else "noun")).split())
        if (clause.total or alone) and (spent := _SPENT_ON.match(self.scan.text, token.end)):
            return noun_phrase(self.scan.blanked(*spent.span("noun")).split())
        if counted := _COUNTED.fullmatch(token.unit or ""):
            return counted["noun"] if before.endswith(SITE_PARTICLES) or (alone and self.told) else ""
        begins = before.endswith(SUBJECT_PARTICLES) or (clause.leads and not clause.words)
        return self._counted(token) if begins else ""

    def _counted(self, token: Token) -> str:
        """What a bare counter counts: `또 45개 기금의`."""
        noun = _COUNTED_NOUN.match(self.scan.text, token.end) if token.unit == GENERIC_COUNTER else None
        return noun["noun"] if noun else ""

    def inherited(self, clause: Clause, token: Token, figures: Sequence[StatedFigure]) -> Named | None:
        """The name of a figure without words: what the sentence speaks of, where something ties the figure to it."""
        of_it = _OF_IT.match(self.scan.text, token.end)
        found = of_it or _DONE.match(self.scan.text, token.end)
        if not (found and clause.leads):
            if self.topic:
                return self.topic, self._of_its_change(token, figures) or self._of_its_part(clause, token, figures)
            if self.item and self._is_tied(clause, token, figures):
                return self.item, None
        noun = noun_phrase([found["noun"] or ""]) if found else ""
        if not noun:
            return None
        if not self.topic:
            return (noun, None) if of_it else None  # what is done names nothing: `3억원을 편성했고`
        return self.topic, noun

    def _of_its_change(self, token: Token, figures: Sequence[StatedFigure]) -> str | None:
        """The part whose change stands right before what it came to: `일반회계가 25억원 증액된 4,172억원`."""
        change = figures[-1] if figures else None
        if change is None or not change.label or change.name != self.topic or change.label.endswith(THAN_WORDS):
            return None
        return change.label if _CHANGED_TO.fullmatch(self.scan.text, change.end, token.start) else None

    def _of_its_part(self, clause: Clause, token: Token, figures: Sequence[StatedFigure]) -> str | None:
        """The part whose change or share follows, with no more than `으로` between: `일반회계 29억원으로 3억원이 늘었다`.

        Behind several parts the sum may follow: `특별교부금 3억원과 일반교부금 5억원으로 8억원을 증액`.
        """
        part = figures[-1] if figures else None
        if part is None or part.name != self.topic or clause[1:6] != _NOTHING or clause.behind not in COURSE_PARTICLES:
            return None
        if self.scan.brackets[part.start] != self.scan.brackets[token.start] or "," in self.scan.text[part.end : token.start]:
            return None
        if token.unit == "%":
            return part.label
        alone = len(figures) == 1 or not (figures[-2].name == part.name and figures[-2].label)
        return part.label if alone and _CHANGED.match(self.scan.text, self.scan.hosting(token.end)) else None

    def _is_tied(self, clause: Clause, token: Token, figures: Sequence[StatedFigure]) -> bool:
        """Whether words tie a figure to the item before it: a comparison, `중`, a place (`11개소에 3억원`)."""
        between = self.scan.text[figures[-1].end : token.start][:LONGEST_GAP] if figures else ""
        first = between.lstrip(") ").split(" ", 1)[0]
        return (
            bool(clause.compared)
            or self.shared
            or between.strip() in SUBJECT_PARTICLES
            or clause.behind.endswith((PLACE_PARTICLE, *COURSE_PARTICLES, *THAN_WORDS))
            or first in (*OF_WHICH_WORDS, *THAN_WORDS)
            or _than(between)
        )


def _than(between: str) -> bool:
    """Whether the figure before is what this one is compared with."""
    return any(than in between[:12] for than in THAN_WORDS)


def _members(topic: str) -> list[str]:
    """The members of a topic that names several: `토지와 건물`."""
    members = [topic]
    for joint in LIST_JOINTS:
        members = [part.strip() for member in members for part in _split(member, joint)]
    return members if len(members) > 1 else []


def _split(text: str, joint: str) -> list[str]:
    """`와` and `과` join where a blank follows; a dot or a comma anywhere."""
    return text.split(f"{joint} ") if joint.isalpha() else text.split(joint)
