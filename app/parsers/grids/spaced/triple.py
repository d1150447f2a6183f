"""This year's amount, last year's and the change: three columns whose order arithmetic tells, whatever the header's is.

Headers of budgets lose their order when they are flattened. In every row `this = last + change`; a change may be negative,
an amount is not. So the one column that ever is negative is the change; where none is, the order that the header prints decides
between the two that remain, if it is one of them.

>>> find_triple([[820, 760, 60], [410, 455, -45]])
(0, 1, 2)
>>> find_triple([[42000, 958000, 1000000], [-12000, 512000, 500000]], printed=(0, 1, 2))
(2, 1, 0)
>>> find_triple([[820, 760, 60], [410, 355, 55]])
>>> find_triple([[820, 760, 60], [410, 355, 55]], printed=(0, 1, 2))
(0, 1, 2)
"""

from collections.abc import Sequence
from itertools import permutations
from typing import Final

from app.parsers.evidence.relations import Kind, Relation, Row, Support, try_relation

Triple = tuple[int, int, int]
"""The columns of this year, of last year and of the change."""
_ORDERS: Final = 6


def find_triple(rows: Sequence[Row], printed: Triple | None = None, columns: Sequence[int] = (0, 1, 2)) -> Triple | None:
    """The columns that are proven to be the three, of `columns`; None where no order is. `printed`: the header's order."""
    holding = [(order, support) for order in permutations(columns, 3) if (support := _holds(rows, order))]
    signed = [order for order, support in holding if support.proven and _is_signed(rows, order[2])]
    if signed:
        return signed[0] if len(signed) == 1 else None
    return printed if any(order == printed for order, _ in holding) else None


def _holds(rows: Sequence[Row], order: tuple[int, ...]) -> Support | None:
    this, last, change = order
    if any((row[column] or 0) < 0 for row in rows for column in (this, last)):
        return None
    support = try_relation(rows, Relation(Kind.SUM, this, (last, change)), _ORDERS)
    return support if support.holds else None


def _is_signed(rows: Sequence[Row], column: int) -> bool:
    return any((row[column] or 0) < 0 for row in rows)
