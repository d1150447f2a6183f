"""What a section's title says of the doings in it: that they are over, or to come, and in which year.

`추진실적` tells what was done, `향후계획` and `추진일정` what is planned, `추진실적 및 계획` leaves it open; `사업개요` tells of a
project, and only some of its items are doings. Titles of projects, chapters and reports say nothing of that kind, whatever their words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from app.models.facts import Milestone, Period
from app.models.outline import Topic
from app.models.span import Span, Spots
from app.parsers.characters.memo import remember
from app.parsers.labels import (
    AUDIT_TITLE,
    DONE_WORDS,
    FUTURE_WORD,
    OVERVIEW_TITLE_ENDINGS,
    PART_TITLES,
    PLAN_TITLE_ENDINGS,
    PLANNED_WORDS,
    REPORT_KINDS,
    RESULT_TITLE,
    STATE_TITLE_ENDINGS,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import squeeze
from app.parsers.places.half_read import NO_TABLE, Place, Reading
from app.parsers.places.whose import Body
from app.parsers.prose.activities import Manner
from app.parsers.tables.table import Source
from app.parsers.values.periods import column_year

DONE: Final = "done"
PLANNED: Final = "planned"
LONGEST_PART_TITLE: Final = 24
_REMARK: Final = re.compile(r"\([^()]*\)$")
_SILENT_TOPICS: Final = frozenset([Topic.BUDGET, Topic.REVENUE, Topic.EXPENDITURE, Topic.EFFECTS, Topic.CONTENTS])


@dataclass(frozen=True, slots=True)
class Tense:
    """How times in a section are read, and whether they are past or to come (None: it does not say)."""

    manner: Manner
    status: str | None

    def status_of(self, text: str) -> str | None:
        """The section's word on whether an item is done; what the item itself says of the future goes before."""
        if any(word in text for word in PLANNED_WORDS):
            return PLANNED
        if self.status is None and any(word in text for word in DONE_WORDS):
            return DONE
        return self.status


@remember(4096)
def tense_of_title(title: str) -> Tense | None:
    """What a title says of the items below it; None where it says nothing of that kind."""
    key = _REMARK.sub("", label_key(title)).strip("()")
    if len(key) > LONGEST_PART_TITLE or key.endswith(REPORT_KINDS):
        return None
    planned, done = key.endswith(PLAN_TITLE_ENDINGS) or key.startswith(FUTURE_WORD), RESULT_TITLE.search(key) is not None
    if planned:
        return Tense(Manner.SCHEDULED, None if done else PLANNED)
    if done:
        return Tense(Manner.DONE, None if key.endswith(STATE_TITLE_ENDINGS) else DONE)
    return Tense(Manner.MENTIONED, None) if key.endswith(OVERVIEW_TITLE_ENDINGS) else None


def tense_of_place(reading: Reading, place: Place) -> Tense | None:
    """How the items of a section are read: its nearest title that says so; None where they tell of no doings."""
    part: Place | None = place
    while part is not None and not part.is_project:
        tense = tense_of_title(part.part.title)
        if tense is not None:
            return tense
        if _is_silent(part.part.title):
            return None
        part = reading.place_of[id(part.parents[-1])] if part.parents else None
    return Tense(Manner.MENTIONED, None) if place.project is not None else None


def _is_silent(title: str) -> bool:
    """Whether a section is about money or effects."""
    return label_key(title).strip("()") in PART_TITLES and topic_of(title) in _SILENT_TOPICS


def year_of(reading: Reading, place: Place) -> int | None:
    """The year of times without one: the nearest title's (`III. 2022년 업무추진 방향`), else the report's."""
    return _year_of_path(place.path) or reading.year


@lru_cache(maxsize=1024)
def _year_of_path(path: tuple[str, ...]) -> int | None:
    return next((year for title in reversed(path) if (year := _title_year(title))), None)


@remember(4096)
def _title_year(title: str) -> int | None:
    if not any(letter.isdigit() for letter in title) or AUDIT_TITLE.search(title):
        return None  # the year that was audited is past when the answers are written
    return column_year(title)


class Won(NamedTuple):
    """An amount of money, if one is stated, and where it is printed."""

    won: int | None
    at: Spots


NO_WON: Final = Won(None, ())


def build_milestone(
    reading: Reading,
    place: Place,
    span: Span,
    when: Period,
    what: str,
    *,
    status: str | None,
    project: str | None = None,
    amount: Won = NO_WON,
    body: Body | None = None,
    source: Source = NO_TABLE,
) -> Milestone:
    """A milestone, of the year that it happens in; its project is the place's unless one is given."""
    known = when.first or when.last
    at = {"amount_won": amount.at}
    common = reading.common(place.part, span, year=int(known[:4]) if known else None, body=body, at=at, source=source)
    return Milestone(id="", **common, project=project or place.project, when=when, what=squeeze(what), amount_won=amount.won, status=status)
