"""Figures that share one verb: it stands behind the last of them, and is meant of each.

`A는 3억원, B는 5억원이 증액됐다`, `A는 3억원으로 2%, B는 5억원으로 4% 늘었다`, `각각 2%와 4% 감소`, `A는 3억원을, B는 5억원을 집행`.
The figures before the last would else be told as what there is, not as what it changed by.
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.labels import CHANGES, COURSE_PARTICLES, EACH, LOOKED_AT, PAIRING_JOINTS
from app.parsers.prose.stated import LONGEST_SENTENCE, Stated

_PAIR: Final = re.compile(rf"(?:{'|'.join(PAIRING_JOINTS)})\s")
_COMMA: Final = re.compile(r",\s?")
_FOLLOWS: Final = re.compile(r",\s")
_CHANGES: Final = frozenset(CHANGES.values())


def share_verbs(stated: Stated, roles: Sequence[str | None], sentences: Sequence[int]) -> list[str | None]:
    """The roles of the figures, each without one given that of the figure whose verb it shares."""
    shared = list(roles)
    last: dict[int, str | None] = {}
    for at in range(len(shared) - 1, -1, -1):
        later = at + 1 if at + 1 < len(shared) and sentences[at + 1] == sentences[at] else None
        if shared[at] is None and later is not None:
            awaits = stated.tail(at) in LOOKED_AT and stated.scan.brackets[stated.figures[at].start] < 0
            shared[at] = last.get(sentences[at]) if awaits else _of_later(stated, at, later, shared)
        last[sentences[at]] = shared[at] or last.get(sentences[at])
    return shared


def _of_later(stated: Stated, at: int, later: int, roles: Sequence[str | None]) -> str | None:
    """The role of the figure behind one, where both are of one verb."""
    if roles[later] in _CHANGES and (_paired(stated, at, later) or _parallel(stated, at, later)):
        return roles[later]
    behind = later + 1
    in_course = behind < len(roles) and roles[behind] in _CHANGES and _has_rate(stated, at) and _has_rate(stated, behind)
    return roles[behind] if in_course and _goes_on(stated, at, later) else None


def _paired(stated: Stated, at: int, later: int) -> bool:
    """`2%와 4% 감소`, `각각 2%, 4% 감소`."""
    first, second = stated.figures[at], stated.figures[later]
    if first.unit != second.unit:
        return False
    if _PAIR.fullmatch(stated.scan.text, first.end, second.start):
        return True
    each = stated.scan.text.rfind(EACH, max(0, first.start - LONGEST_SENTENCE), first.start)
    return each >= 0 and bool(_COMMA.fullmatch(stated.scan.text, first.end, second.start))


def _parallel(stated: Stated, at: int, later: int) -> bool:
    """`A는 3억원, B는 5억원이 증액됐다`: topics side by side, and nothing that the second is compared with."""
    before, clause = stated.clauses[at], stated.clauses[later]
    same = stated.figures[at].unit == stated.figures[later].unit
    if before is None or clause is None or not same or not before.topic or before.compared or clause.compared:
        return False
    return bool(clause.topic) and not clause.words and _goes_on(stated, at, later)


def _has_rate(stated: Stated, at: int) -> bool:
    """`… 3억원으로 2%`: how far an amount was left stands right behind it."""
    clause = stated.clauses[at]
    return stated.figures[at].unit == "%" and clause is not None and clause.behind in COURSE_PARTICLES and not clause.words


def _goes_on(stated: Stated, at: int, later: int) -> bool:
    """Whether no more than a comma stands behind a figure, and the next belongs to the next clause."""
    end = stated.scan.hosting(stated.figures[at].end)
    return end <= stated.figures[later].start and _FOLLOWS.match(stated.scan.text, end) is not None
