"""What a figure is called: rules in the order in which they are tried; the first that knows a name gives it.

In running text: a factor has the name of the calculation; a key names what follows it; a bracket before the figure tells a state
apart; a list goes on under its key; else the sentence says it, or the figure before. In brackets: the figure whose bracket it is;
else the key or the words before the bracket.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from app.parsers.labels import (
    AT_LEAST_WORDS,
    AT_MOST_WORDS,
    BARE_COUNTERS,
    BESIDE_WORDS,
    CASE_PARTICLES,
    CHANGES,
    DATE_REMAINS,
    ENTITY_COUNTERS,
    MEANT_WORDS,
    NO_NOUNS,
    OTHER_THAN,
    STATISTICS,
    THAN_WORDS,
)
from app.parsers.prose.nouns import TIME, noun_phrase, without_particle
from app.parsers.prose.scan import ARROWS, LONGEST_LIST, Scan
from app.parsers.prose.sentence import Sentence
from app.parsers.prose.stated import FARTHEST
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.values.measured import Token

Named = tuple[str, str | None]

LONGEST_KEY: Final = 40
_LONGEST_OPEN_KEY: Final = 30
_KEYS_BEHIND: Final = 8
_WHOLES: Final = "|".join(MEANT_WORDS)
_FOLLOWING: Final = re.compile(rf"(?:{'|'.join(CASE_PARTICLES)})?\s?(?P<noun>[가-힣]{{2,8}})(?=$|[\s,)/])")
_BRACKETED: Final = re.compile(r"\((?P<words>[^()]*[^\W\d_][^()]*)\)")
_STATING_BRACKET: Final = re.compile(r"\([^()]*\d[^()]*\)")
_COUNTED_BEHIND: Final = re.compile(r"(?:\([^()]{0,40}\))?\s(?P<noun>[가-힣]{2,10}(?:\s[가-힣]{2,10})?)(?=\s*(?:→|▶|⇒|$|,|\)))")
_NEXT_STATE: Final = re.compile(rf"[{ARROWS}]\s*\((?P<words>[가-힣]{{1,6}})\)")
_LIMITS: Final = "|".join((*AT_LEAST_WORDS, *AT_MOST_WORDS))
_JOINTS: Final = rf",|/|·|~|[{ARROWS}]|[×X]|=|-|{'|'.join(BESIDE_WORDS)}"
_ADJOINS: Final = re.compile(rf"(?:{_LIMITS})?\s*(?:{_JOINTS}|\([^()]{{0,40}}\))?\s*(?:{_WHOLES}|→)?\s*")
_CLOSES_INTO: Final = re.compile(rf"\)\s*[,/{ARROWS}·~=]?\s*(?:{_WHOLES})?\s*$")


class Spot(NamedTuple):
    """A figure before it has a name: its token, the bracket it stands in (-1: none), and the words right before it.

    before: where those words begin. key: the words before the colon that they follow. previous: the figure before.
    """

    token: Token
    opening: int
    before: int
    words: str
    key: str | None
    previous: StatedFigure | None


class Naming:
    """Names the figures of one text, one after the other; `figures` are those already read."""

    def __init__(self, scan: Scan, figures: Sequence[StatedFigure], *, told: bool) -> None:
        self.scan = scan
        self.text = scan.text
        self.brackets = scan.brackets
        self.figures = figures
        self.told = told
        self.sentence = Sentence(scan, told=told)
        self.first_colon = scan.text.find(":")

    def name(self, token: Token) -> Named:
        """The name and the label of the next figure."""
        self.sentence.clauses.append(None)
        opening = self.brackets[token.start]
        before = self.scan.words_start(token.start, max(opening + 1, self._last_end(token.start)))
        previous = self.figures[-1] if self.figures else None
        key = self._key(before, opening) or (self._key_in_bracket(before, opening) if opening >= 0 else None)
        spot = Spot(token, opening, before, self._clean(before, token.start), key, previous)
        rules = IN_BRACKETS if opening >= 0 else IN_TEXT
        return next((named for rule in rules if (named := rule(self, spot)) is not None), ("", self._follows(token)))

    # --- words -----------------------------------------------------------------------------------------------------------

    def _last_end(self, start: int) -> int:
        """Where the last figure before a place ends; 0 where none does."""
        return next((other.end for other in reversed(self.figures) if other.end <= start), 0)

    def _clean(self, start: int, end: int) -> str:
        return self.scan.clean(start, end, tied=start > 0 and self._last_end(start) == start)

    def _key(self, before: int, opening: int) -> str | None:
        """The words before the colon, or the dash between blanks, that the figure's words follow."""
        at = before - 1
        while at > opening and self.text[at] == " ":
            at -= 1
        if at <= opening or self.text[at] not in ":-" or not self.scan.breaks(at) or self._is_minus(at):
            return None
        start = self._key_start(at, opening)
        # A comma within a key that begins its text or bracket parts nothing: `제도벤치마킹, 비교시찰 등 : 46명`.
        whole = start == opening + 1 and at - start <= LONGEST_KEY and "," in self.text[start:at]
        key = self._clean(start if whole else self.scan.last_break(start, at, opening) + 1, at).lstrip(") ")
        if self.figures and self.figures[-1].end > start:
            key = _STATING_BRACKET.sub("", key).strip()  # `월세 지원(월 20만원) : 450명`: a name holds no other figure
        return None if not key or key in DATE_REMAINS or key.startswith("(") else key

    def _key_in_bracket(self, before: int, opening: int) -> str | None:
        """The key that all figures up to the next stroke stand under: `(필수 : 보유율 92.9%, 노후 24% / 선택 : …)`."""
        first = max(opening + 1, before - LONGEST_LIST)
        start = max(first, self.text.rfind("/", first, before) + 1)
        colon = self.text.find(":", start, before)
        if colon < 0 or not self.figures or self.figures[-1].start < colon or not self.scan.breaks(colon):
            return None
        return self._clean(start, colon) or None

    def _is_minus(self, at: int) -> bool:
        """Whether a dash stands between two figures."""
        return self.text[at] == "-" and bool(self.figures) and self.figures[-1].end == at - 1

    def _key_start(self, at: int, opening: int) -> int:
        """Where the words of a key begin: behind the last figure of its bracket, unless the key itself states one."""
        ends = (other.end for other in self.figures[-_KEYS_BEHIND:] if other.end <= at and self.brackets[other.start] == opening)
        start = max([opening + 1, *ends])
        return start if self.text[start:at].strip(" )") else opening + 1

    def _follows(self, token: Token) -> str | None:
        """The noun right behind a figure."""
        follows = _FOLLOWING.match(self.text, token.end)
        return without_particle(follows["noun"]) if follows and not follows["noun"].startswith((*NO_NOUNS, *CHANGES)) else None

    # --- rules -----------------------------------------------------------------------------------------------------------

    def of_calculation(self, spot: Spot) -> Named | None:
        """The factors of a calculation are of one thing."""
        before = spot.previous
        return (before.name, before.label) if before and self.scan.multiplied(before.end, spot.token.start) else None

    def under_key(self, spot: Spot) -> Named | None:
        """`교육 : 2회`."""
        if spot.key is None:
            return None
        self.sentence.begin(spot.key)
        return spot.key, spot.words or None

    def of_state(self, spot: Spot) -> Named | None:
        """`(당초) 3개 등급 → (개선) 5개 등급`: a bracket tells the states of one thing apart."""
        before = spot.previous
        if before and (state := _NEXT_STATE.search(self.text, before.end, spot.token.start)):
            return before.name, state["words"]
        bracketed = _BRACKETED.fullmatch(spot.words)
        return (self._noun_behind(spot.token), bracketed["words"]) if bracketed else None

    def _noun_behind(self, token: Token) -> str:
        """What is counted, where the counter itself says nothing: `3개(가·나·다) 등급 부여`; else empty, and it stands above."""
        match = _COUNTED_BEHIND.match(self.text, token.end) if token.unit in BARE_COUNTERS else None
        return match["noun"] if match else ""

    def beside(self, spot: Spot) -> Named | None:
        """`보전금 9억원 외 51억원 위원회`: named by what stands behind it."""
        if spot.previous is None or self.text[spot.before : spot.token.start].strip() not in OTHER_THAN:
            return None
        behind = self.text[spot.token.end : spot.token.end + LONGEST_LIST].split()
        return spot.previous.name, noun_phrase(behind[:1]) or None

    def in_list(self, spot: Spot) -> Named | None:
        """Words after a comma still stand under the key that the text began with: `부여등급 : S 10%, A 20%`."""
        behind_slash = self.text[spot.before - 1 : spot.before] == "/"
        return self._open_key(spot.before, spot.words) if spot.words or behind_slash else None

    def _open_key(self, before: int, words: str) -> Named | None:
        colon, sign = self.first_colon, self.text[before - 1 : before]
        if not 0 <= colon < before or not sign or sign not in ",/":
            return None
        if self.figures:
            head = self.figures[-1]
            listed = words and head.label and sign == "," and ":" not in self.text[head.end : before]
            return (head.name, words) if listed else None
        key = self._clean(0, colon) if self.brackets[colon] == -1 else ""
        fits = 0 < len(key) <= _LONGEST_OPEN_KEY and not self.text[colon + 1 : colon + 2].isdigit()
        return (key, words or None) if fits else None

    def in_sentence(self, spot: Spot) -> Named | None:
        """By the clause that the figure stands in, else as the figure that it adjoins or whose parts have just closed."""
        clause = self.sentence.read(self._last_end(spot.token.start), spot.token.start)
        if named := self.sentence.name(clause, spot.token):
            return named
        if same := self._adjoined(spot):
            return same.name, same.label
        return self.sentence.inherited(clause, spot.token, self.figures)

    def _adjoined(self, spot: Spot) -> StatedFigure | None:
        """The figure that this one adjoins, or whose bracket of parts has just closed: `20,350명(77%)→21,910명`."""
        before, start = spot.previous, spot.token.start
        if before is None:
            return None
        opening = self.brackets[before.start]
        if opening == -1 and _ADJOINS.fullmatch(self.text, before.end, start):
            return before
        if _CLOSES_INTO.search(self.text, max(0, start - LONGEST_LIST), start) is None:
            return None
        whole = self._host(opening) if opening >= 0 else before
        between = self.text[before.end : start]
        # `나루공원(2,146㎡) 8,700원`: the words before the bracket name what stands in it and what stands behind.
        return whole or (before if "=" in between or between.strip() == ")" else None)

    def as_before(self, spot: Spot) -> Named | None:
        """In an item, a figure without words that counts what the one before it counts is of the same thing."""
        same = (
            None if self.told else next((other for other in reversed(self.figures[-FARTHEST:]) if self.brackets[other.start] == -1), None)
        )
        if same is None or same.unit != spot.token.unit or not same.name or "." in self.text[same.end : spot.token.start]:
            return None
        return same.name, same.label

    # --- rules in brackets -----------------------------------------------------------------------------------------------

    def of_host(self, spot: Spot) -> Named | None:
        """In a bracket right behind a figure the words tell a part of that apart."""
        host = self._host(spot.opening)
        if host is None:
            return None
        label = _own_label(spot)
        if label is None and spot.token.unit != host.unit and spot.token.unit not in ENTITY_COUNTERS:
            label = self._follows(spot.token)  # `45.2%(5,580백만원 집행)`
        if label in STATISTICS and host.label:
            label = f"{host.label} {label}"  # `정원 26,740명 (평균 1,069명)`
        return host.name, label or host.label

    def _host(self, opening: int) -> StatedFigure | None:
        """The figure whose bracket it is: right before it, or with one short word between (`21회 개최(안건 71건 …)`)."""
        outer = self.brackets[opening]
        near = reversed(self.figures[-FARTHEST:])
        figure = next((one for one in near if one.end <= opening and self.brackets[one.start] == outer), None)
        between = self.text[figure.end : opening].strip() if figure else ""
        return figure if len(between) <= 4 and not any(sign in between for sign in ",/→:") else None

    def under_key_before(self, spot: Spot) -> Named | None:
        """`비율 : 가(10%), 나(30%)`: the words before the bracket are a part of what the key names."""
        outer = self.brackets[spot.opening]
        start = self._lead_start(spot.opening)
        key = self._key(start, outer)
        if key is None:
            return None
        if outer < 0:
            self.sentence.begin(key)
        return key, " ".join(filter(None, (self._clean(start, spot.opening), _own_label(spot)))) or None

    def of_lead(self, spot: Spot) -> Named | None:
        """The words before the bracket: `구조 활동은 전년대비(380건)`."""
        start = self._lead_start(spot.opening)
        lead, label = self._clean(start, spot.opening), _own_label(spot)
        if not lead or label:
            return (lead, label) if lead else None
        if open_key := self._open_key(start, lead):
            return open_key
        if self.brackets[spot.opening] >= 0:
            return lead, None
        clause = self.sentence.read(self._last_end(spot.opening), spot.opening)
        named = self.sentence.name(clause, spot.token) or self.sentence.inherited(clause, spot.token, self.figures)
        if named is None and self.told and self.scan.blanked(start, spot.opening).rstrip().endswith(TIME):
            return self.sentence.topic or self.sentence.item, None  # `처리해 전년(1,100건)보다`: as what is spoken of
        return named or (lead, None)

    def _lead_start(self, opening: int) -> int:
        return self.scan.words_start(opening, max(self.brackets[opening] + 1, self._last_end(opening)))

    def in_bracket(self, spot: Spot) -> Named:
        """A bracket without words before it: as the figure before in it; else its words tell apart what stands above."""
        label = _own_label(spot)
        if spot.previous is not None and spot.previous.start > spot.opening:
            return spot.previous.name, label or spot.previous.label
        if spot.previous is not None and label is None:
            clause = self.sentence.read(self._last_end(spot.opening), spot.opening)
            if inherited := self.sentence.inherited(clause, spot.token, self.figures):
                return inherited  # `89.5점으로 전년(87.2점) 대비`
        alone = not self.text[max(0, spot.opening - LONGEST_LIST) : spot.opening].strip(" -")
        return ("", label) if alone else (label or "", None)


def _own_label(spot: Spot) -> str | None:
    """The words of a figure in a bracket: its key there, and what stands behind that; a bare comparison says nothing."""
    words = f"{spot.key or ''} {spot.words}".strip()
    return None if words in THAN_WORDS else words or None


Rule = Callable[[Naming, Spot], Named | None]

IN_TEXT: Final[tuple[Rule, ...]] = (
    Naming.of_calculation,
    Naming.under_key,
    Naming.of_state,
    Naming.beside,
    Naming.in_list,
    Naming.in_sentence,
    Naming.as_before,
)
IN_BRACKETS: Final[tuple[Rule, ...]] = (
    Naming.of_calculation,
    Naming.of_host,
    Naming.under_key_before,
    Naming.of_lead,
    Naming.in_bracket,
)
