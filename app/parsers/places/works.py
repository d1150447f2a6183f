"""Works that items describe, and whether they lie ahead of the report.

Among the items of a work one says when it is done (`공사기간 : 2031. 4. ~ 2033. 8.`). Where that ends behind the report's date,
what the items beside it state (연면적, 사업비, 인원) is planned, whatever the heading above is called. An item that states nothing
itself and has such a time among its own items names the work.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from app.models.facts import Period
from app.models.report import ReportMeta
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.labels import PART_PERIOD_KEYS, PART_TITLES, WORK_TIME_KEYS, label_key
from app.parsers.outline.passages import TextUnit, split_key
from app.parsers.values.periods import find_periods

_LAST_DAY: Final = "0000-12-31"


class Work(NamedTuple):
    """What the items around a line say of their work: its name, if an item names it, and whether it lies ahead."""

    name: str | None
    ahead: bool


def ends_behind(period: Period, meta: ReportMeta) -> bool:
    """Whether a time ends after the day that a report was made on; without such a day, after its year."""
    today = meta.as_of or meta.issued or (str(meta.fiscal_year) if meta.fiscal_year else None)
    return period.last is not None and today is not None and _last_day(period.last) > _last_day(today)


def _last_day(date: str) -> str:
    """A day, month or year as its last day; any month may have 31 here, since days are only compared."""
    return date + (_LAST_DAY[len(date) :] if len(date) == 4 else "-31" * (len(date) == 7))


def works_at_lines(passages: Iterable[tuple[object, TextUnit, tuple[TextUnit, ...]]], meta: ReportMeta) -> dict[int, Work]:
    """The work of every line that one of its items, or of the items that it hangs from, tells the time of; the nearest one's."""
    standing = [(unit, tuple(id(one) for one in (place, *above)), above) for place, unit, above in passages]
    works: dict[int, Work] = {}
    for unit, owners, above in standing:
        if (work := _told_by(unit, above, meta)) is not None:
            works[owners[-1]] = work
    found: dict[int, Work] = {}
    for unit, owners, _ in standing:
        if (work := _nearest(owners, works)) is not None:
            found |= dict.fromkeys((line.number for line in unit.lines), work)
    return found


def _nearest(owners: tuple[int, ...], works: Mapping[int, Work]) -> Work | None:
    return next((works[owner] for owner in reversed(owners) if owner in works), None)


def _told_by(unit: TextUnit, above: tuple[TextUnit, ...], meta: ReportMeta) -> Work | None:
    """The work whose time an item states, or None."""
    key, value = split_key(unit.passage.text)
    if key is None or label_key(key) not in WORK_TIME_KEYS:
        return None
    times = find_periods(fold(value or ""), meta.fiscal_year)
    owner = above[-1].passage if above and label_key(key) in PART_PERIOD_KEYS else None
    named = (
        owner is not None and split_key(owner.text)[0] is None and not DIGIT.search(owner.text) and label_key(owner.text) not in PART_TITLES
    )
    return Work(owner.printed if owner is not None and named else None, any(ends_behind(one.period, meta) for one in times))
