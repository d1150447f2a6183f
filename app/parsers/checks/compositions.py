"""What a body is said to consist of, against the bodies listed below it: `조직 및 인력 : 7과 1사업소 361명` over a chart.

The head of a body belongs to none of its parts in some reports, so one person more than the parts have is no contradiction.
The persons are compared only where as many parts are listed as the heading counts, and the counts only where the persons
agree: else a part may have been overlooked.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.models.facts import BodyLevel, Organisation
from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.values.figures import looks_misprinted

_PARTS = frozenset([BodyLevel.BUREAU, BodyLevel.DEPARTMENT, BodyLevel.OFFICE, BodyLevel.TEAM, BodyLevel.COUNCIL])


def check_bodies(subject: Subject) -> Iterator[Finding]:
    """Bodies whose stated size their listed parts contradict."""
    bodies = [fact for fact in subject.facts if isinstance(fact, Organisation)]
    parts: dict[tuple[str, ...], dict[str, list[Organisation]]] = defaultdict(lambda: defaultdict(list))
    for body in bodies:
        if body.parent and body.persons is not None and body.level in _PARTS:
            parts[body.section][body.parent].append(body)
    for body in bodies:
        below = parts[body.section].get(body.name, []) if body.persons else []
        if len(below) > 1:
            yield from _compare(body, below)


def _compare(body: Organisation, parts: Sequence[Organisation]) -> Iterator[Finding]:
    teams = all(part.level is BodyLevel.TEAM for part in parts)
    yield from _compare_persons(body, parts, body.teams if teams else sum(body.counts.values()))
    if not teams:
        yield from _compare_teams(body, parts)


def _compare_persons(body: Organisation, parts: Sequence[Organisation], counted: int | None) -> Iterator[Finding]:
    """The persons where as many parts are listed as are counted; the count where the persons agree."""
    persons = body.persons or 0
    added = _persons_of(parts)
    if counted == len(parts) and added not in (persons, persons - 1) and looks_misprinted(persons, added):
        yield _finding(body, parts, f"{persons}명", f"{added}명", f"소속 {len(parts)}개의 인원을 더하면 {added}명")
    elif counted and added == persons and counted != len(parts) and abs(counted - len(parts)) <= 2:
        yield _finding(body, parts, f"{counted}개", f"{len(parts)}개", f"인원이 모두 적힌 소속은 {len(parts)}개")


def _persons_of(parts: Sequence[Organisation]) -> int:
    return sum(part.persons or 0 for part in parts)


def _compare_teams(body: Organisation, parts: Sequence[Organisation]) -> Iterator[Finding]:
    """The teams of a body against those of its parts, where all parts tell theirs."""
    listed = [part.teams for part in parts if part.teams is not None]
    if body.teams and len(listed) == len(parts) and sum(listed) != body.teams and looks_misprinted(body.teams, sum(listed)):
        yield _finding(body, parts, f"{body.teams}팀", f"{sum(listed)}팀", f"소속의 팀 수를 더하면 {sum(listed)}팀")


def _finding(body: Organisation, parts: Sequence[Organisation], printed: str, expected: str, reason: str) -> Finding:
    message = f"'{body.name}'은(는) {with_ro(printed)} 인쇄되었으나, {reason}입니다."
    related = tuple(dict.fromkeys(part.span for part in parts))
    return Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, body.span, printed, expected, related)
