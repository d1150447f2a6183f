"""Whose figure something is, as headings, captions and labels say.

A section belongs to the body that its nearest heading names (`총무과 주요업무`, `영등포구 일반현황`, `구 총괄`), else to the one above
it, and at last to the body that reports. A whole government is a body without bureau and department: what stands below
`구 총괄` is never the reporting department's.

>>> own = Body("들빛시", "행정국", "총무과")
>>> body_named("시 총괄", own), body_named("홍보과 현황", own), body_named("우리 과 현황", own) == own
(Body(government='들빛시', bureau=None, department=None), Body(government='들빛시', bureau='행정국', department='홍보과'), True)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import BodyLevel
from app.parsers.bodies.governments import find_governments
from app.parsers.bodies.whole import names_own, names_whole
from app.parsers.labels import (
    BODY_TITLE_WORDS,
    GOVERNMENT_PARTS,
    OTHERS_MEAN,
    POLITICAL_POSTS,
    WHOLE_MEASURES,
    YEAR_BEFORE,
    body_level,
    is_total,
    label_key,
    strip_notes,
)
from app.parsers.lines.lines import squeeze

_YEAR_BEFORE: Final = re.compile(f"^{YEAR_BEFORE}")
_REPORTING: Final = frozenset([BodyLevel.BUREAU, BodyLevel.DEPARTMENT, BodyLevel.COUNCIL])
_LEAST_BODIES: Final = 2  # rows that name a body, in a table that is wider than each of them
_LEAST_PARTS: Final = 2  # parts that only a whole government has, in one table of posts


@dataclass(frozen=True, slots=True)
class Body:
    """Whose figure something is."""

    government: str | None
    bureau: str | None
    department: str | None

    @property
    def whole(self) -> "Body":
        """The whole government that it is a part of."""
        return Body(self.government, None, None)


NOBODY: Final = Body(None, None, None)
_OTHERS: Final = re.compile(OTHERS_MEAN)


def body_named(title: str, default: Body) -> Body | None:
    """The body that a heading or caption names as the one it is about, or None; `default` is the one that reports."""
    if names_whole(title) or (default.department and measures_whole(title)):
        return default.whole
    if names_own(title):
        return default
    words = _YEAR_BEFORE.sub("", squeeze(title).strip("[]【】()")).split()
    return _opening(words[0], "".join(words[1:]), default) if words else None


def _opening(word: str, rest: str, default: Body) -> Body | None:
    """The body that a title opens with, alone or before a word such as 현황."""
    followed = rest.startswith(tuple(BODY_TITLE_WORDS))
    level = body_level(word)
    if level not in (None, BodyLevel.TEAM) and (not rest or followed):
        return _named(word, level, default)
    return _government_named(word, default) if followed else None


def _named(name: str, level: BodyLevel, default: Body) -> Body:
    if level is BodyLevel.BUREAU:
        return Body(default.government, name, None)
    return default if name == default.department else Body(default.government, default.bureau, name)


def _government_named(word: str, default: Body) -> Body | None:
    """A government that a heading opens with; where its name may be several governments', the reporting one if it fits."""
    found = find_governments(word)
    if not found or found[0].start != 0 or found[0].end != len(word):
        return None
    if found[0].certain:
        return Body(found[0].name, None, None)
    return default.whole if default.government in found[0].candidates else None


def measures_whole(label: str) -> bool:
    """Whether a heading or key is of something that only a whole government has: `재정자립도`, `인구 현황`."""
    return label_key(label) in WHOLE_MEASURES


def counts_whole(labels: Sequence[str]) -> bool:
    """Whether labels of a table of posts are parts that only a whole government has: 본청 and 의회, 읍면동, posts of politics."""
    keys = {label_key(label) for label in labels}
    return bool(keys & POLITICAL_POSTS) or len(keys & GOVERNMENT_PARTS) >= _LEAST_PARTS


def of_others(labels: Sequence[str]) -> Body | None:
    """Nobody, where a row or column holds what a figure is compared with: `동종 자치단체 평균`."""
    return NOBODY if any(_OTHERS.search(label) for label in labels) else None


def bodies_of_rows(labels: Sequence[str], own: Body) -> list[Body | None]:
    """The bodies that the rows of a table name: departments where most rows do, the whole for a total over them and `구 전체`."""
    levels = [None if is_total(label) or any(map(str.isdigit, label)) else body_level(strip_notes(label)) for label in labels]
    named = {label for label, level in zip(labels, levels, strict=True) if level not in (None, BodyLevel.TEAM)}
    rows = sum(not is_total(label) for label in labels)
    # Branches and buildings alone (도서관, 센터) are things of the body that keeps them, not bodies that report.
    sorts = {level for label, level in zip(labels, levels, strict=True) if label in named}
    wider = len(named) >= _LEAST_BODIES and 2 * len(named) >= rows and bool(sorts & _REPORTING)
    return [_row_body(label, level, own, wider=wider) for label, level in zip(labels, levels, strict=True)]


def _row_body(label: str, level: BodyLevel | None, own: Body, *, wider: bool) -> Body | None:
    if names_whole(label):
        return own.whole
    if not wider:
        return None
    if is_total(label):
        return Body(own.government, own.bureau, None)
    return _named(squeeze(label), level, own) if level not in (None, BodyLevel.TEAM) else None
