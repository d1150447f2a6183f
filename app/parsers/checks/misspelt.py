"""Numbers in running text that are none: `2조2,130만4,600만원`, `3천200백만원`, `3백18억5천2백억원`, `7,40만원`.

Their scales do not fall, or their digits stand in no groups of three: something was left out or put in. What was meant can't be
seen, so nothing is served of them, and one finding names each.
"""

from collections.abc import Iterator
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.outline.passages import Passage
from app.parsers.values.digits import Fault
from app.parsers.values.tokens import find_numbers

_REASONS: Final = {
    Fault.SCALES: "단위(조, 억, 만, 천, 백)가 큰 것부터 차례로 적혀 있지 않아",
    Fault.DIGITS: "쉼표가 세 자리마다 찍혀 있지 않아",
}


def check_misspelt(passage: Passage) -> Iterator[Finding]:
    """Every number of a passage that is misspelt and has a unit, so that it states something."""
    for number in find_numbers(passage.text):
        if number.fault in _REASONS and number.unit:
            printed = passage.printed[number.start : number.end]
            message = f"'{printed}'은(는) {_REASONS[number.fault]} 얼마인지 알 수 없습니다. 읽지 않았습니다."
            yield Finding(FindingCode.UNREAD_NUMBER, Severity.WARNING, message, passage.span(number.start, number.end), printed)
