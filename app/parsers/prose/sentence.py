"""What a sentence speaks of while its figures are read: its topic, the item a measure belongs to, parallel topics.

`A는 B 3명, C는 5명`: a topic is spoken of until another is named. A measure (집행잔액, 예산현액) is one of the item named before.
`A와 B는 각각 3명과 5명` gives the first to A and the second to B. A new topic without words of its own beside parts of the topic
before is one more part (`일반재산의 경우 토지 3필지, 건물은 5동`).
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.labels import (
    EACH,
    LIST_JOINTS,
    MEASURE_NOUNS,
    OF_A_SIZE,
    OF_WHICH_WORDS,
    SITE_PARTICLES,
    SUBJECT_PARTICLES,
    THAN_WORDS,
    TOTAL_LEADS,
)
from app.parsers.prose.scan import LONGEST_GAP, Scan
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.prose.wording import Clause, noun_phrase, read_clause
from app.parsers.values.measured import Token

Named = tuple[str, str | None]

_OF_IT: Final = re.compile(rf"\s?(?:{OF_A_SIZE}\s(?P<size>[^,.()]{{2,40}}?)|의\s(?P<noun>[가-힣]{{2,10}}?))(?:을|를|이|가|은|는)(?=\s)")
_DONE: Final = re.compile(r"(?:이|가|을|를)\s(?P<noun>[가-힣]{2,10}?)(?:되|하|했|됐|시키|받)")
_COUNTED: Final = re.compile(r"개\s(?P<noun>[가-힣]{2,})")


class Sentence:
    """The state of the sentence that is being read; `clauses` holds the clause of each figure, None where none was read."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.clauses: list[Clause | None] = []
        self.topic = ""
        self.item = ""
        self.parts = False
        self.each: list[str] = []

    def begin(self, topic: str) -> None:
        """A key opens a new clause: what follows is of it."""
        self.topic, self.item, self.parts, self.each = topic, topic, False, []

    def read(self, start: int, end: int) -> Clause:
        """The clause between a figure that ends at `start` (0: none does) and a place, and note what it speaks of."""
        behind = self.scan.behind(start, end) if start else 0
        near = max(behind, end - LONGEST_GAP)
        clause = read_clause(self.scan.blanked(near, end), tied=start > 0 and near == behind)
        self.clauses[-1] = clause
        if clause.ended and not clause.leads:
            self.begin("")
        return clause

    def name(self, clause: Clause, token: Token) -> Named | None:
        """The name that a clause gives a figure by its own words, or None where it has none."""
        if site := self._behind(token):
            self.item = self.item or site
            return site, None
        if clause.topic and (named := self._take_topic(clause)):
            return named
        if clause.total:
            return (self.topic, None) if self.topic else ("", None)
        words = clause.words
        if EACH in words.split() or (self.each and not words):
            return self._in_turn(words)
        if words in MEASURE_NOUNS:
            return self._measure(words)
        if words:
            return self._own(words, clause)
        return (self.topic, None) if clause.topic else None

    def _take_topic(self, clause: Clause) -> Named | None:
        topic = clause.topic
        if self.parts and self.topic and not clause.words and not clause.ended and not clause.compared:
            return self.topic, topic
        if topic in MEASURE_NOUNS and (self.topic or self.item) and (self.topic or self.item) not in MEASURE_NOUNS:
            return self._measure(topic)
        owner, _, last = topic.rpartition(" ")
        if owner and last in MEASURE_NOUNS and owner not in TOTAL_LEADS and owner not in MEASURE_NOUNS:
            self.begin(owner)
            return owner, last
        self.begin(topic)
        return None

    def _measure(self, measure: str) -> Named:
        owner = self.topic or self.item
        return (owner, measure) if owner else (measure, None)

    def _own(self, words: str, clause: Clause) -> Named:
        if self.topic and self.topic != words:
            self.parts = self.parts or not clause.compared
            return self.topic, words
        self.item = words
        return words, None

    def _in_turn(self, words: str) -> Named | None:
        """The next of parallel topics."""
        if EACH in words.split():
            self.each = _members(self.topic)
        if not self.each:
            return None
        return self.each.pop(0), None

    def _behind(self, token: Token) -> str:
        """The noun behind a figure that names it, where before it only stands who acts, or where."""
        text, before = self.scan.text, self.scan.text[max(0, token.start - LONGEST_GAP) : token.start].rstrip()
        acts = before.endswith(SITE_PARTICLES)
        found = _OF_IT.match(text, token.end)
        if found and (acts or found["size"]):
            return noun_phrase(self.scan.blanked(*found.span("size" if found["size"] else "noun")).split())
        counted = _COUNTED.fullmatch(token.unit or "")
        return counted["noun"] if counted and acts else ""

    def inherited(self, clause: Clause, token: Token, figures: Sequence[StatedFigure]) -> Named | None:
        """The name of a figure without words: what the sentence speaks of, where something ties the figure to it."""
        spoken = self.topic or self.item
        found = _OF_IT.match(self.scan.text, token.end) or _DONE.match(self.scan.text, token.end)
        if spoken and (self.topic or self._is_tied(clause, token, figures)) and not (found and clause.leads):
            return spoken, None
        if not found or not (noun := noun_phrase([found["noun"] or ""])):
            return None
        return (spoken, noun) if self.topic else (noun, None)

    def _is_tied(self, clause: Clause, token: Token, figures: Sequence[StatedFigure]) -> bool:
        """Whether words tie a figure to the item before it: a comparison, `중`, a place (`11개소에 3억원`)."""
        behind = clause.behind
        between = self.scan.text[figures[-1].end : token.start][:LONGEST_GAP] if figures else ""
        first = between.lstrip(") ").split(" ", 1)[0]
        return (
            bool(clause.compared)
            or between.strip() in SUBJECT_PARTICLES
            or behind.endswith(("에", *THAN_WORDS))
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
