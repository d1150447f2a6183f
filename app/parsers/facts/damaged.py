"""Lines whose print is damaged (`app/parsers/characters/damage.py`): no figure of theirs is served, and one finding says so."""

from collections.abc import Iterator, Mapping

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.characters.damage import Damage
from app.parsers.characters.normalise import DIGIT
from app.parsers.facts import Extraction
from app.parsers.places.half_read import Reading

Damages = Mapping[int, Damage]


def is_damaged(span: Span, damages: Damages) -> bool:
    """Whether some line of a span is damaged."""
    return any(number in damages for number in range(span.first, span.last + 1)) if damages else False


def leave_damaged(found: Extraction, reading: Reading, damages: Damages) -> Extraction:
    """What was found on lines that can be trusted; the cells and places of the others count as unread."""
    if not damages:
        return found
    rows = {
        (number, at)
        for number, table in enumerate(reading.tables)
        for at, row in enumerate(table.table.rows)
        if is_damaged(row.span, damages)
    }
    return Extraction(
        tuple(fact for fact in found.facts if not is_damaged(fact.span, damages)),
        frozenset(key for key in found.used if key[:2] not in rows),
        tuple(finding for finding in found.findings if not is_damaged(finding.span, damages)),
        frozenset(place for place in found.prose if place[0] not in damages),
    )


def check_damaged(reading: Reading, damages: Damages) -> Iterator[Finding]:
    """A finding `unread_number` for every damaged line with digits."""
    for number, damage in damages.items():
        if DIGIT.search(reading.received[number - 1]):
            message = f"{damage.value} 이 줄의 숫자를 믿을 수 없습니다. 한 값도 읽지 않았습니다."
            yield Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, Span(number, number), reading.printed(Span(number, number)))
