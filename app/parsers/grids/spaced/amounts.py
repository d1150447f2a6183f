"""The figures of cells as numbers, for the arithmetic that tells what a column is.

>>> [amount_of(text) for text in ("1,250", "△3.5%", "(70.6%)", "413명", "-", "지출")]
[1250, Decimal('-3.5'), Decimal('70.6'), 413, None, None]
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from app.parsers.characters.normalise import fold
from app.parsers.values.digits import NUMBER, to_number

_AMOUNT: Final = re.compile(rf"\(?(?P<sign>[△\-]?)\s?(?P<digits>{NUMBER})(?![\d,])")

Amount = int | Decimal


def amount_of(text: str) -> Amount | None:
    """The number that a cell begins with; None where it begins with none."""
    match = _AMOUNT.match(fold(text).strip())
    if not match:
        return None
    value = to_number(match["digits"])
    return -value if match["sign"] else value


def amounts_of(rows: Sequence[Sequence[str]]) -> list[list[Amount | None]]:
    """The numbers of a block of cells."""
    return [[amount_of(text) for text in row] for row in rows]
