"""Numbers as a report states them, and the types that carry them.

Won are integers. Rates are Decimal inside and JSON numbers outside, with the digits that were printed
(`46.50` stands as 46.5). Counts are int where no fraction was printed, else Decimal.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PlainSerializer


def _json_number(value: Decimal | int) -> float | int:
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _as_float(value: Decimal) -> float:
    # Of `float` itself pydantic learns how it is called by compiling a line: in a service, in a thread beside others.
    return float(value)


Won = Annotated[int, Field(description="Amount in won (원).", examples=[65_256_359_000])]
Percent = Annotated[
    Decimal,
    PlainSerializer(_as_float, return_type=float, when_used="json"),
    Field(description="Percent, as printed.", examples=[41.1]),
]
Number = Annotated[
    int | Decimal,
    PlainSerializer(lambda value: _json_number(value) if isinstance(value, Decimal) else value, return_type=float | int, when_used="json"),
    Field(description="A number in the unit beside it.", examples=[163]),
]


class FundingTier(StrEnum):
    """Who pays a part of an amount."""

    NATIONAL = "national"
    UPPER = "upper"
    OWN = "own"
    GRANT = "grant"
    FUND = "fund"
    PRIVATE = "private"
    OTHER = "other"
