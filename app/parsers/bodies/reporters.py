"""Who reports: the government, bureau and department that a report is of.

They are printed on the title page, each on its own line or all on one, perhaps behind `담당부서 :` or in brackets. Where the
title page is lost, the government is the one that the text names most often, and the department stands over its
organisation chart. A name that several governments bear (`중구`) is decided by the upper government that the text names
elsewhere; where that leaves it open a hint may decide, else it stays unknown.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from app.models.facts import BodyLevel
from app.models.report import Hints
from app.parsers.bodies.governments import FoundGovernment, GovernmentLevel, find_governments, level, resolve, upper
from app.parsers.labels import (
    BEHIND_DATE,
    BODY_TITLE_WORDS,
    GOVERNMENT_OFFICE,
    HEAD_OF_BODY,
    REPORTER_KEYS,
    SPEAKER_ENDING,
    SUBJECT_PARTICLE,
    body_level,
    label_key,
)
from app.parsers.lines.lines import Line, squeeze, unpad
from app.parsers.lines.marks import Style

_LONGEST_NAME_LINE: Final = 25
_CHART_LINES: Final = 40
_MOST_GOVERNMENT_WORDS: Final = 3
_DEPARTMENTS: Final = (BodyLevel.DEPARTMENT, BodyLevel.OFFICE, BodyLevel.COUNCIL)
_MOST_KEYED: Final = 3  # words of a keyed value
_SPOKEN_LINES: Final = 6
_SPEAKER: Final = re.compile(rf"(?P<body>[가-힣·]{{2,14}}){HEAD_OF_BODY}\s?[가-힣]{{0,4}}{SPEAKER_ENDING}")
_CLEARLY: Final = 2  # times as often as any other
_HEAD_LINES: Final = 15
_LONGEST_OFFICE: Final = 24
_LONGEST_TITLE: Final = 80
_BEFORE_SUBJECT: Final = "\n \"'“‘·○-"
_OFFICE: Final = re.compile(GOVERNMENT_OFFICE)
_SUBJECT: Final = re.compile(SUBJECT_PARTICLE)
_BRACKETS: Final = "()[]【】〔〕<>"


def names_reporter(title: str) -> bool:
    """Whether a line is nothing but a government's name and a body's, as a title page prints it."""
    *said, name = title.split() or [""]
    return 0 < len(said) <= _MOST_GOVERNMENT_WORDS and body_level(name) is not None and bool(find_governments(" ".join(said)))


def names_body(title: str) -> bool:
    """Whether a title opens with a body as the one it is about: `총무과`, `총무과 주요업무`."""
    words = squeeze(title).split() or [""]
    level = body_level(words[0])
    if level is None or level is BodyLevel.TEAM:
        return False
    return len(words) == 1 or "".join(words[1:]).startswith(BODY_TITLE_WORDS)


# --- the government ------------------------------------------------------------------------------------------------------


def read_government(
    lines: Sequence[Line], front: Sequence[Line], keyed: Sequence[str], hints: Hints, *, reports: bool = True
) -> str | None:
    """The government that a report is of, in full; None where text and hints leave it open.

    keyed: the values of keys that say whose a page is. reports: whether it is a report of works, in which the name that stands
    most often is its own; any other page names many places in passing, and only one that speaks, or heads it, is its own.
    """
    text = "\n".join(line.body for line in lines)
    mentions = find_governments(text)
    known = _Known.of(mentions, hints)
    ways = (_covered(front), mentions) if reports else (_own_mentions(text, lines, mentions, keyed),)
    found = next(filter(None, ways), ())
    votes = Counter(name for one in found if (name := known.meaning(one)))
    if votes and not reports and _speaks_of_several(votes):
        return known.hinted[0] if len(known.hinted) == 1 and known.hinted[0] in votes else None
    if votes:
        return known.most_named(votes)
    return known.hinted[0] if not found and len(known.hinted) == 1 else None


def _speaks_of_several(votes: Counter[str]) -> bool:
    """Whether a page speaks of several governments of one rank, none of them clearly more than another: it is none's own."""
    ranked = votes.most_common()
    return any(level(name) == level(ranked[0][0]) and count * _CLEARLY >= ranked[0][1] for name, count in ranked[1:])


def _covered(front: Sequence[Line]) -> tuple[FoundGovernment, ...]:
    """The governments that a title page names."""
    return find_governments("\n".join(unpad(line.body) for line in front)) if front else ()


def _own_mentions(
    text: str, lines: Sequence[Line], mentions: Sequence[FoundGovernment], keyed: Sequence[str]
) -> tuple[FoundGovernment, ...]:
    """The mentions by which a page speaks for itself, and those behind its keys."""
    headed = sum(len(line.body) + 1 for line in islice(lines, _head_end(lines)))
    return (*(found for found in mentions if _speaks(text, found, headed)), *find_governments("\n".join(keyed)))


def _head_end(lines: Sequence[Line]) -> int:
    """The index behind the lines at the head of a page."""
    said = [at for at, line in enumerate(lines[: 4 * _HEAD_LINES]) if line.body][:_HEAD_LINES]
    return said[-1] + 1 if said else 0


def _speaks(text: str, found: FoundGovernment, headed: int) -> bool:
    """Whether a mention is the page's own government: it opens a line at the head, is what a sentence is about, or is its office."""
    before = text[max(0, found.start - _LONGEST_OFFICE) : found.start]
    if found.start < headed and BEHIND_DATE.search(before) and not _ends_sentence(text, found.end):
        return True
    after = text[found.end : found.end + _LONGEST_OFFICE]
    subject = (not before or before[-1] in _BEFORE_SUBJECT) and _SUBJECT.match(after) is not None
    return subject or _OFFICE.match(after) is not None


def _ends_sentence(text: str, start: int) -> bool:
    """Whether the line from a place on is a sentence, or too long for a title."""
    end = text.find("\n", start, start + _LONGEST_TITLE)
    if end < 0 and len(text) > start + _LONGEST_TITLE:
        return True
    return text[end - 1 if end >= 0 else -1] == "."


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the governments around: the upper ones that a text names, and those that a hint can mean."""

    uppers: frozenset[str]
    hinted: Sequence[str]

    @classmethod
    def of(cls, mentions: Sequence[FoundGovernment], hints: Hints) -> "_Known":
        named = frozenset(found.name for found in mentions if found.certain)
        uppers = named | frozenset(over for name in named if (over := upper(name)))
        return cls(uppers, resolve(hints.government) if hints.government else ())

    def meaning(self, found: FoundGovernment) -> str | None:
        """Which government a mention means: by itself, by the upper government named elsewhere, else by the hint."""
        if found.certain:
            return found.name
        within = [name for name in found.candidates if upper(name) in self.uppers]
        if len(within) == 1:
            return within[0]
        meant = [name for name in within or found.candidates if name in self.hinted]
        return meant[0] if len(meant) == 1 else None

    def most_named(self, votes: Counter[str]) -> str | None:
        """The name with most votes; of several the one inside another, the one hinted at, the one that is no upper government."""
        most = max(votes.values())
        best = [name for name, count in votes.items() if count == most]
        over = {upper(name) for name in best}
        for narrower in (lambda name: name not in over, lambda name: name in self.hinted, _is_no_upper):
            if len(best) > 1:
                best = list(filter(narrower, best)) or best
        return best[0] if len(best) == 1 else None


def _is_no_upper(name: str) -> bool:
    return level(name) is not GovernmentLevel.UPPER


# --- the bureau and the department ---------------------------------------------------------------------------------------


class Named(NamedTuple):
    """Where the bodies that report may be named.

    titles: lines of the title page that are the report's title. keyed: values of keys that say whose a page is. reports: whether
    it is a report of works; any other page says it in keys before anything else.
    """

    front: Sequence[Line]
    lines: Sequence[Line]
    titles: Sequence[str]
    keyed: Sequence[str]
    reports: bool


def read_bodies(named: Named) -> tuple[str | None, str | None]:
    """The bureau and the department that report."""
    ways = (_fronted, _titled, _keyed, _spoken, _charted) if named.reports else (_keyed, _spoken, _fronted, _charted)
    return next((found for way in ways if any(found := way(named))), (None, None))


def _first_of_each(names: Iterable[tuple[str, BodyLevel]]) -> tuple[str | None, str | None]:
    bureau = department = None
    for name, size in names:
        if size is BodyLevel.BUREAU:
            bureau = bureau or name
        elif size in _DEPARTMENTS:
            department = department or name
    return bureau, department


def _fronted(named: Named) -> tuple[str | None, str | None]:
    """Names on lines of their own on the title page."""
    return _first_of_each(one for line in named.front if line.body not in named.titles for one in _names(line))


def _keyed(named: Named) -> tuple[str | None, str | None]:
    """Names behind a key, perhaps behind their government's: `시행주체 | 종로구청 건축과`."""
    words = [value.split("(")[0].split()[:_MOST_KEYED] for value in named.keyed]
    return _first_of_each((word, size) for value in words for word in value if (size := body_level(word)))


def _spoken(named: Named) -> tuple[str | None, str | None]:
    """Whoever opens a speech: `상수도본부장 홍가람입니다`."""
    first = islice((line.body for line in named.lines if line.body), _SPOKEN_LINES)
    said = (_SPEAKER.match(body) for body in first)
    return _first_of_each((match["body"], size) for match in said if match and (size := body_level(match["body"])))


def _titled(named_at: Named) -> tuple[str | None, str | None]:
    """The one body that the report's title names: `2017년 세무과 주요업무계획`."""
    words = [word for title in named_at.titles for word in squeeze(title).split()]
    named = {word: size for word in words if (size := body_level(word)) in (*_DEPARTMENTS, BodyLevel.BUREAU)}
    if len(named) != 1:
        return None, None
    ((name, size),) = named.items()
    return (name, None) if size is BodyLevel.BUREAU else (None, name)


def _names(line: Line) -> list[tuple[str, BodyLevel]]:
    """The bodies that a line of the title page is made of; none where it says anything else but whose they are."""
    key, colon, rest = line.raw.partition(":")
    text = rest if colon and label_key(key) in REPORTER_KEYS else line.raw
    words = squeeze(text.strip().strip(_BRACKETS).strip()).split()
    if not words or len(text.replace(" ", "")) > _LONGEST_NAME_LINE:
        return []
    found: list[tuple[str, BodyLevel]] = []
    for word in reversed(words):
        size = body_level(word)
        if size is None:
            break
        found.append((word, size))
    said = " ".join(words[: len(words) - len(found)])
    if said and not _is_government(said):
        return found[:1]
    return list(reversed(found))


def _is_government(text: str) -> bool:
    mentions = find_governments(text)
    return len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end >= len(text) - 1


def _charted(named: Named) -> tuple[str | None, str | None]:
    """The first body named alone on a line, or before its number of teams, near the top of the report."""
    for line in named.lines[:_CHART_LINES]:
        if line.style is not Style.TEXT:
            continue
        name = squeeze(re.split(r"\s[-–(:]|\(", line.body)[0])
        size = body_level(name) if " " not in name else None
        if size is BodyLevel.BUREAU:
            return name, None
        if size in _DEPARTMENTS:
            return None, name
    return None, None
