"""An audit item out of its request and its answer, whether a table or a list printed them."""

from collections.abc import Iterator
from typing import Final

from app.models.facts import AuditCategory, AuditItem, AuditStatus, Milestone
from app.models.span import Span
from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.facts.milestone_tense import PLANNED, build_milestone
from app.parsers.labels import AUDIT_TITLE, is_total
from app.parsers.places.half_read import NO_TABLE, Place, Reading
from app.parsers.places.whose import Body
from app.parsers.prose.activities import Manner, find_activities
from app.parsers.prose.audits import find_planned, find_status, read_request
from app.parsers.tables.table import Source
from app.parsers.values.periods import column_year

SHORTEST_REQUEST: Final = 5


def build_item(
    reading: Reading,
    place: Place,
    span: Span,
    printed: str,
    response: str | None,
    *,
    category: AuditCategory | None,
    status: AuditStatus | None = None,
    departments: tuple[str, ...] = (),
    source: Source = NO_TABLE,
) -> AuditItem | None:
    """One request with its answer; the first department that it names is the one that it is filed under."""
    request = read_request(printed)
    if len(request.text.replace(" ", "")) < SHORTEST_REQUEST or is_total(request.text):
        return None
    named = request.departments or departments
    body = Body(place.body.government, place.body.bureau, named[0]) if named else None
    return AuditItem(
        id="",
        **reading.common(place.part, span, body=body, source=source),
        category=category or AuditCategory.CORRECTION,
        audit_year=_audit_year(reading, place),
        request=request.text,
        departments=named,
        status=status or (find_status(response) if response else None),
        response=response.strip() or None if response else None,
    )


def planned_steps(reading: Reading, item: AuditItem, place: Place) -> Iterator[Milestone]:
    """What an answer says will be done, and when: the items below its 향후계획."""
    body = Body(item.government, item.bureau, item.department)
    for step in find_planned(item.response or ""):
        for activity in find_activities(fold(step), step, reading.year, Manner.SCHEDULED):
            if activity.what:
                source = Source(item.table, item.row, item.column)
                yield build_milestone(reading, place, item.span, activity.when, activity.what, status=PLANNED, body=body, source=source)


def _audit_year(reading: Reading, place: Place) -> int | None:
    """The year whose work was audited: the nearest heading that speaks of an audit and names one, else the report's title."""
    titles = [*reversed(place.path), reading.meta.title or ""]
    return next((year for title in titles if _speaks_of_audit(title) and (year := column_year(fold(title)))), None)


def is_audit(reading: Reading, place: Place) -> bool:
    """Whether a section answers an audit, by its headings or the report's title."""
    if any(map(_speaks_of_audit, place.path)):
        return True
    # A report may hold the audit's requests in a chapter of its own; then its title tells nothing of the other chapters.
    if not _speaks_of_audit(reading.meta.title or ""):
        return False
    root = place.parents[0] if place.parents else place.part
    return not any(_speaks_of_audit(chapter.title) for chapter in root.children)


@remember(4096)
def _speaks_of_audit(title: str) -> bool:
    return AUDIT_TITLE.search(title) is not None
