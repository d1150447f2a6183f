"""Values as cells of a flat row: text, numbers, true or false, or nothing.

What a table has no room for has one written form, the same in every format:

    titles, ancestors     `일반현황 > 인력`
    other lists           `총무과; 교통과`
    labels with values    `구분=행정; 대상=민사`
    funding               `국비(national)=28000000; 시비(upper)=12000000`
    lines of the report   `5-6; 9`
    places of figures     `budget_won=241:12-21`
    a project's items     one under another, each with its mark of key and value as printed

>>> write_list(("총무과", "교통과"), LIST), write_mapping({"구분": "행정", "대상": "민사"})
('총무과; 교통과', '구분=행정; 대상=민사')
>>> write_list((), LIST) is None
True
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from app.models.facts import FundingShare, Statement
from app.models.search import Snippet
from app.models.span import Span, Spot

Cell = str | int | float | Decimal | bool | None

LADDER: Final = " > "
LIST: Final = "; "
_LINES: Final = "\n"


def to_cell(value: Any) -> Cell:
    """A value that is no list and no object."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    assert value is None or isinstance(value, str | int | float | Decimal | bool), f"{type(value)} has no form as a cell"
    return value


def write_list(values: Sequence[Any], separator: str) -> str | None:
    """A list as one text; nothing where it is empty."""
    return separator.join(_write_item(value) for value in values) if values else None


def write_sentences(values: Sequence[Statement | Snippet]) -> str | None:
    """Whole sentences, one under another."""
    return write_list(values, _LINES)


def write_mapping(values: Mapping[str, Any]) -> str | None:
    """Labels with their values as one text; nothing where there is none."""
    return _join(f"{label}={_write_item(value)}" for label, value in values.items())


def _write_item(value: Any) -> str:
    if isinstance(value, FundingShare):
        return f"{value.printed}({value.tier.value})={value.won}"
    if isinstance(value, Statement | Snippet):
        return value.text
    if isinstance(value, Spot):
        return f"{value.line}:{value.start}-{value.end}"
    if isinstance(value, Span):
        return f"{value.first}" if value.first == value.last else f"{value.first}-{value.last}"
    return str(value)


def _join(parts: Iterable[str]) -> str | None:
    return LIST.join(parts) or None
