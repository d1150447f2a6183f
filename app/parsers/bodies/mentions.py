"""Names of bodies with their sizes, as organisation charts print them.

A line of a chart holds nothing but names and counts: `총 무 과 - ( 4 )개팀`, `청소행정팀 27명, 재활용팀 14명`, `7팀 178명` over a name,
`25자치구 426동 (12,885통, 96,545반)`. Letters are padded, so that names run into one another (`총 무 팀 인 사 팀`): a run of single letters
is cut where a wider gap stands, else behind the endings of names. Whatever stands in brackets and is no count is a remark.
A line with any other word is no line of a chart: that keeps sentences out.

>>> [(one.name, one.size.teams, one.size.persons) for one in read_bodies("총 무 과 - ( 4 )개팀") or ()]
[('총무과', 4, None)]
>>> [one.name for one in read_bodies("총 무 팀 인 사 팀 교육후생팀 의회법무팀") or ()]
['총무팀', '인사팀', '교육후생팀', '의회법무팀']
>>> [(one.name, one.size.persons, dict(one.size.counts)) for one in read_bodies("5과 2사업소 353명") or ()]
[(None, 353, {'과': 5, '사업소': 2})]
>>> read_bodies("직원 교육훈련 2회 45명") is None
True
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from app.models.facts import BodyLevel
from app.parsers.labels import (
    AFFILIATE_PREFIX,
    AUTHORISED_WORD,
    BODY_COUNTERS,
    BODY_LINE_FILLERS,
    GENERIC_COUNTER,
    MEASURES,
    MORE_BODY_COUNTERS,
    PERSON_COUNTER,
    PERSON_COUNTERS,
    ROLE_WORDS,
    TEAM_COUNTERS,
    body_level,
)
from app.parsers.values.digits import WHOLE, to_number

LONGEST_LINE: Final = 240
_UNITS: Final = "|".join(sorted([*BODY_COUNTERS, *MORE_BODY_COUNTERS, *TEAM_COUNTERS, *PERSON_COUNTERS], key=len, reverse=True))
_COUNT: Final = re.compile(
    rf"(?P<open>\(\s*)?(?P<number>{WHOLE})(?(open)\s*\))\s*(?:{GENERIC_COUNTER}\s?)?(?P<unit>{_UNITS})(?![가-힣A-Za-z])"
)
_SEPARATOR: Final = re.compile(r"[\s,/|:;+=~→▶▸○◦◇◆●※·\-–—\[\]〈〉<>\u2500-\u257f]+")
_PADDED: Final = re.compile(r"(?:[가-힣]\s+)+[가-힣](?![가-힣A-Za-z0-9])")
_AFFILIATE: Final = re.compile(rf"{AFFILIATE_PREFIX}(?P<name>[가-힣A-Za-z0-9·]{{2,20}})")
_WORD: Final = re.compile(r"[가-힣A-Za-z][가-힣A-Za-z0-9·]*")
_BRACKET: Final = re.compile(r"\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)?")
_PERSONS: Final = re.compile(r"\s*[0-9]{1,6}\s*")
_LEAST_LETTERS: Final = 3
_MOST_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Size:
    """How large a body is: teams, persons, and the bodies of other sorts that it consists of.

    at: from which to which letter of the text each is counted, by `teams`, `persons`, `counts.국`.
    """

    teams: int | None = None
    persons: int | None = None
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    at: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def given(self) -> bool:
        """Whether anything is counted."""
        return self.teams is not None or self.persons is not None or bool(self.counts)

    def moved(self, by: int) -> "Size":
        """The same in a text in which `by` letters stand before it."""
        return replace(self, at={name: (start + by, end + by) for name, (start, end) in self.at.items()})


def count_name(unit: str) -> str:
    """What the place of a count is filed under: the field of a fact that holds it."""
    return f"counts.{unit}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A body in a line, from character `start` to `end`; without a name, counts whose body stands elsewhere."""

    name: str | None
    level: BodyLevel | None
    start: int
    end: int
    size: Size = field(default_factory=Size)


def read_bodies(text: str) -> tuple[Mention, ...] | None:
    """The bodies and counts of a folded line; None when it says anything else."""
    if not text or len(text) > LONGEST_LINE:
        return None
    reader = _Reader(text)
    return tuple(reader.mentions()) if reader.read() else None


class _Count(NamedTuple):
    """A count in a line: of what, how many, what the words before it say, and from which to which letter it stands."""

    unit: str
    number: int
    label: str | None
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    """A mention being read. A person's office is one too, so that what is counted behind it goes nowhere else."""

    name: str | None
    level: BodyLevel | None
    start: int
    end: int
    office: bool = False
    counts: list[_Count] = field(default_factory=list)

    def size(self) -> Size:
        teams, persons, others = self._first(TEAM_COUNTERS), self._persons(), self._others()
        held = {"teams": teams, "persons": persons, **{count_name(unit): one for unit, one in others.items()}}
        return Size(
            teams.number if teams else None,
            persons.number if persons else None,
            MappingProxyType({unit: one.number for unit, one in others.items()}),
            MappingProxyType({name: (one.start, one.end) for name, one in held.items() if one}),
        )

    def _first(self, units: Collection[str]) -> _Count | None:
        return next((one for one in self.counts if one.unit in units), None)

    def _persons(self) -> _Count | None:
        """The people that are there rather than the posts, where both are counted."""
        counted = [one for one in self.counts if one.unit in PERSON_COUNTERS]
        return next((one for one in counted if one.label != AUTHORISED_WORD), next(iter(counted), None))

    def _others(self) -> dict[str, _Count]:
        """The first count of each sort of body."""
        bodies = [one for one in reversed(self.counts) if one.unit not in PERSON_COUNTERS and one.unit not in TEAM_COUNTERS]
        return dict(reversed({one.unit: one for one in bodies}.items()))


class _Reader:
    """Goes through a line from left to right; `offset`: how many letters of the line stand before this part of it."""

    def __init__(self, text: str, offset: int = 0) -> None:
        self.text = text
        self.offset = offset
        self.at = 0
        self.drafts: list[_Draft] = []
        self.label: str | None = None

    def mentions(self) -> list[Mention]:
        """What was found, without the offices of persons."""
        return [Mention(one.name, one.level, one.start, one.end, one.size()) for one in self.drafts if not one.office]

    def read(self) -> bool:
        """Whether the whole line could be read."""
        while self.at < len(self.text):
            separator = _SEPARATOR.match(self.text, self.at)
            if separator:
                self.at = separator.end()
            elif not (self._count() or self._affiliate() or self._bracket() or self._padded() or self._word()):
                return False
        return True

    def _count(self) -> bool:
        match = _COUNT.match(self.text, self.at)
        if not match:
            return False
        unit, number = match["unit"], int(to_number(match["number"]))
        known = self.drafts[-1] if self.drafts else None
        if known is None or (known.name is None and not known.office and self._is_next(known, unit)):
            self.drafts.append(_Draft(None, None, match.start(), match.end()))
        self.drafts[-1].counts.append(_Count(unit, number, self.label, self.offset + match.start("number"), self.offset + match.end()))
        self.drafts[-1].end = self.at = match.end()
        self.label = None
        return True

    def _is_next(self, known: _Draft, unit: str) -> bool:
        """Whether a count opens the next group of counts: persons end a group, and a group has each unit once."""
        units = [one.unit for one in known.counts]
        if unit in units:
            return self.label is None
        return bool(units) and units[-1] in PERSON_COUNTERS and unit not in PERSON_COUNTERS and "(" not in self.text

    def _affiliate(self) -> bool:
        match = _AFFILIATE.match(self.text, self.at)
        return self._name(match.group(), BodyLevel.AFFILIATE, match.start(), match.end()) if match else False

    def _bracket(self) -> bool:
        match = _BRACKET.match(self.text, self.at)
        if not match:
            return False
        begin, end = match.span("inner")
        inner = _Reader(match["inner"], self.offset + begin)
        understood = inner.read()
        if self.drafts and self.drafts[-1].name and _PERSONS.fullmatch(match["inner"]):
            self._add([_Count(PERSON_COUNTER, int(match["inner"]), None, self.offset + begin, self.offset + end)], match.end())
        elif understood:
            self._take(inner.drafts, begin, match.end())
        self.at = match.end()
        return True

    def _add(self, counts: Sequence[_Count], end: int) -> None:
        self.drafts[-1].counts += counts
        self.drafts[-1].end = end

    def _take(self, inner: Sequence[_Draft], begin: int, end: int) -> None:
        """What a bracket counts is of the body before it; the bodies that it names stand for themselves."""
        if self.drafts and all(one.name is None for one in inner):
            self._add([count for one in inner for count in one.counts], end)
        else:
            self.drafts += [_Draft(one.name, one.level, one.start + begin, one.end + begin, one.office, one.counts) for one in inner]

    def _padded(self) -> bool:
        match = _PADDED.match(self.text, self.at)
        names = split_padded(match.group()) if match else ()
        if not match or not names:
            return False
        for start, end in names:
            name = "".join(match.group()[start:end].split())
            self._name(name, body_level(name), match.start() + start, match.start() + end)
        self.at = match.end()
        return True

    def _word(self) -> bool:
        match = _WORD.match(self.text, self.at)
        if not match:
            return False
        word = match.group().rstrip("·")
        level = body_level(word)
        if level is not None:
            return self._name(word, level, match.start(), match.start() + len(word))
        if word in ROLE_WORDS:
            self.drafts.append(_Draft(None, None, match.start(), match.end(), office=True))
        elif word in MEASURES:
            self.label = word
        elif word not in BODY_LINE_FILLERS:
            return False
        self.at = match.end()
        return True

    def _name(self, name: str, level: BodyLevel | None, start: int, end: int) -> bool:
        self.drafts.append(_Draft(name, level, start, end))
        self.at = end
        return True


def split_padded(text: str) -> tuple[tuple[int, int], ...]:
    """Where the names stand in a run of single letters: cut at its wider gaps, else behind endings; () when they are none."""
    pieces = _between_wide_gaps(text)
    if pieces and all(body_level("".join(text[start:end].split())) for start, end in pieces):
        return pieces
    letters = [at for at, letter in enumerate(text) if not letter.isspace()]
    cuts = _cut("".join(text.split()))
    return tuple((letters[start], letters[end - 1] + 1) for start, end in cuts)


def _between_wide_gaps(text: str) -> tuple[tuple[int, int], ...]:
    """What stands between gaps that are wider than the narrowest; () where all are alike."""
    gaps = [match.span() for match in re.finditer(r"\s+", text)]
    narrow = min((end - start for start, end in gaps), default=1)
    wide = [gap for gap in gaps if gap[1] - gap[0] > narrow]
    edges = [0, *(edge for gap in wide for edge in gap), len(text)]
    return tuple(zip(edges[::2], edges[1::2], strict=True)) if wide else ()


def _cut(letters: str) -> tuple[tuple[int, int], ...]:
    """Cut glued names: as many as there can be, each of at least three letters unless it is the only one."""
    behind: dict[int, tuple[tuple[int, int], ...]] = {len(letters): ()}
    for start in range(len(letters) - _LEAST_LETTERS, -1, -1):
        ends = range(start + _LEAST_LETTERS, min(len(letters), start + _MOST_LETTERS) + 1)
        end = next((end for end in ends if end in behind and body_level(letters[start:end])), None)
        if end is not None:
            behind[start] = ((start, end), *behind[end])
    return behind.get(0, ((0, len(letters)),) if body_level(letters) else ())
