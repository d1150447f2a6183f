"""Relations between the columns of a block of figures: what comes out in all rows, and how much that proves.

A block is R rows of C figures, None where a cell holds none; which column means what is not yet known. Over all rows a column
may be the sum of others (`계 = 남 + 여`), the difference of two, a rate of two (`집행률 = 집행액 / 예산액`), or the share that
another column's rows have in a row of totals. Rows are compared in the same way when the block is turned.

Chance makes relations, too: in small tables of small figures some sum nearly always holds. So a relation carries its *proof*,
the digits that would have to agree by chance: for each different row the digits of its second largest member, less the
digits of the number of relations that were tried. Below `ENOUGH` it is a hint. Rows of zeros and dashes, rows in which only
one member is not zero, and rows that repeat prove nothing. Printed figures are rounded: sums of larger figures may be one off, rates a
little more than half their last digit. Of four rows or more one may be misprinted; it is named.

>>> rows = [(900, 440, 460), (135, 60, 75), (210, 100, 110)]
>>> found = find_relations(rows)
>>> [(one.relation.kind.value, one.relation.item, one.relation.terms, one.proven) for one in found]
[('sum', 0, (1, 2), True)]
>>> try_relation([(5, 2, 3)], Relation(Kind.SUM, 0, (1, 2))).proven
False
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import combinations
from math import log10
from typing import Final, NamedTuple

Number = int | Decimal
Row = Sequence[Number | None]

ENOUGH: Final = 3.0
"""Digits of proof from which on a relation is more than a hint."""
MOST_COLUMNS: Final = 24
"""Wider blocks are not searched for relations; those that labels promise are still tested."""
_ROUNDED_FROM: Final = 1000
"""Sums of smaller figures are counts: they are exact."""
_SLACK: Final = Fraction(6, 10)
"""How much of its last digit a rate may be off."""
_ROWS_THAT_BEAR_ONE_MISPRINT: Final = 4
_WHOLE: Final = 100


class Kind(Enum):
    """How a column follows from others."""

    SUM = "sum"  # item = the sum of its terms
    DIFFERENCE = "difference"  # item = the first term less the second
    RATE = "rate"  # item = the first term in percent of the second
    GROWTH = "growth"  # item = how many percent the first term is above the second
    SHARE = "share"  # item = the term in percent of the same column in the row `whole`


class Relation(NamedTuple):
    """What a column follows from: columns by their place. `whole`: the row of totals, of a share."""

    kind: Kind
    item: int
    terms: tuple[int, ...]
    whole: int | None = None


class Support(NamedTuple):
    """How the rows keep to a relation: those that do, those that do not, and the digits of proof."""

    relation: Relation
    held: tuple[int, ...]
    failed: tuple[int, ...]
    proof: float

    @property
    def holds(self) -> bool:
        """Whether the rows keep to it; of four or more one may be misprinted."""
        bearable = 1 if len(self.held) + 1 >= _ROWS_THAT_BEAR_ONE_MISPRINT else 0
        return bool(self.held) and len(self.failed) <= bearable

    @property
    def proven(self) -> bool:
        """Whether the rows keep to it so well that chance is ruled out."""
        return self.holds and self.proof >= ENOUGH


class _Check(NamedTuple):
    """What one row says: whether the relation comes out, and the digits that agree."""

    held: bool
    digits: float


_FAILS: Final = _Check(held=False, digits=0.0)


class _Counted(NamedTuple):
    """A block in whole numbers, which are compared much faster: each figure counted in the finest digit printed anywhere in it.

    values: R rows of C figures. steps: what one of each figure's own last digit is worth, 0 where there is no figure.
    one: what 1 is worth.
    """

    values: tuple[tuple[int | None, ...], ...]
    steps: tuple[tuple[int, ...], ...]
    one: int


def _count(rows: Sequence[Row]) -> _Counted:
    exponents = [[0 if isinstance(value, int) or value is None else _exponent(value) for value in row] for row in rows]
    places = -min((min(row, default=0) for row in exponents), default=0)
    return _Counted(
        tuple(tuple(None if value is None else _whole(value, places) for value in row) for row in rows),
        tuple(
            tuple(0 if value is None else 10 ** (places + exponent) for value, exponent in zip(row, found, strict=True))
            for row, found in zip(rows, exponents, strict=True)
        ),
        10**places,
    )


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _whole(value: Number, places: int) -> int:
    return value * 10**places if isinstance(value, int) else int(value.scaleb(places))


def try_relation(rows: Sequence[Row], relation: Relation, tried: int = 1) -> Support:
    """Try a relation on all rows. `tried`: how many relations were looked at to find it; one that a label names has no rivals."""
    return _try(_count(rows), relation, tried)


def _try(block: _Counted, relation: Relation, tried: int) -> Support:
    held: list[int] = []
    failed: list[int] = []
    seen: dict[tuple[int | None, ...], float] = {}
    members = (relation.item, *relation.terms)
    for at, row in enumerate(block.values):
        check = _check_row(block, at, relation)
        if check is None:
            continue
        (held if check.held else failed).append(at)
        if check.held:
            seen[tuple([row[column] for column in members])] = check.digits
    return Support(relation, tuple(held), tuple(failed), sum(seen.values()) - log10(max(tried, 1)))


def _check_row(block: _Counted, at: int, relation: Relation) -> _Check | None:
    """None where the row says nothing: its figures are missing, or all zero, or it is the row of totals itself."""
    kind, item, terms, whole = relation
    if kind is Kind.SUM:
        return _check_sum(block, at, item, terms)
    if kind is Kind.DIFFERENCE:
        return None if block.values[at][item] is None else _check_sum(block, at, terms[0], (terms[1], item))
    return None if at == whole else _check_rate(block, at, relation)


def _check_sum(block: _Counted, at: int, item: int, terms: Sequence[int]) -> _Check | None:
    values, steps = block.values[at], block.steps[at]
    total, parts = values[item], [part for term in terms if (part := values[term]) is not None]
    if total is None or not parts:
        return None
    off, step = abs(total - sum(parts)), max([steps[item], *[steps[term] for term in terms]])
    if off > step * _room(len(parts)):
        return _FAILS
    members = sorted(map(abs, filter(None, (total, *parts))), reverse=True)
    if not members:
        return None
    if off and members[0] < _ROUNDED_FROM * step:
        return _FAILS
    if sum(map(bool, parts)) < 2:
        return _Check(held=True, digits=0.0)  # one member alone repeats itself
    return _Check(True, max(0.0, log10(members[1] / step) - (log10(3) if off else 0)))


def _room(parts: int) -> int:
    """How many last digits rounded parts may be off their total: one, two where there are many of them."""
    return parts // 4 or 1


def _check_rate(block: _Counted, at: int, relation: Relation) -> _Check | None:
    """A rate is compared with both sides times its whole, so that nothing is divided."""
    kind, item, terms, row = relation
    values, step = block.values[at], block.steps[at][item]
    rate, part, whole = values[item], values[terms[0]], values[terms[-1]] if row is None else block.values[row][terms[0]]
    if rate is None or part is None or not whole or not (rate or part):
        return None
    if kind is Kind.GROWTH:
        part -= whole
    off = abs(_WHOLE * block.one * part - rate * whole)
    if off * _SLACK.denominator > step * abs(whole) * _SLACK.numerator:
        return _FAILS
    telling = rate not in (0, _WHOLE * block.one)
    return _Check(True, max(0.0, log10(abs(rate) / step)) if telling else 0.0)


def turned(rows: Sequence[Row]) -> tuple[tuple[Number | None, ...], ...]:
    """The block with its rows as columns."""
    return tuple(zip(*rows, strict=True))


def find_relations(rows: Sequence[Row]) -> tuple[Support, ...]:
    """Every sum, rate and share of columns that holds in all rows, the best proven first; hints are among them.

    Shape: rows of one width. Differences are told as sums (`a = b + c`), which of the three is the difference only labels say.
    Cost: rows × columns³ at most; most relations fail in their first row.
    """
    width = len(rows[0]) if rows else 0
    if not 1 < width <= MOST_COLUMNS:
        return ()
    tried = list(_families(width, len(rows)))
    telling = sorted(range(len(rows)), key=lambda at: (-sum(1 for value in rows[at] if value), at))[:2]
    block = _count(rows)
    kept = [relation for relation in tried if _may_hold(block, relation, telling)]
    found = [support for support in (_try(block, one, len(tried)) for one in kept) if support.holds]
    return tuple(sorted(found, key=lambda one: (-one.proof, one.relation.kind.value, one.relation.item, one.relation.terms)))


def _may_hold(block: _Counted, relation: Relation, telling: Iterable[int]) -> bool:
    """Whether one of the fullest rows keeps to a relation; of two one may be misprinted."""
    if relation.kind is Kind.RATE and _is_finer(block, relation, telling):
        return False  # amounts are printed no finer than their rate: `60 = 7.9 % of 760`, but 760 is no rate
    silent = True
    for at in telling:
        check = _check_row(block, at, relation)
        if check is not None and check.held:
            return True
        silent = silent and check is None
    return silent


def _is_finer(block: _Counted, relation: Relation, telling: Iterable[int]) -> bool:
    """Whether the terms of a rate are printed with more decimals than the rate itself."""
    _, item, (part, whole), _ = relation
    for at in telling:
        steps = block.steps[at]
        if 0 < steps[part] < steps[item] or 0 < steps[whole] < steps[item]:
            return True
    return False


def _families(width: int, height: int) -> Iterator[Relation]:
    """The relations worth trying: sums of two, of a run beside, of every n-th column; rates of two; shares of the first or last row."""
    columns = range(width)
    for item in columns:
        others = [column for column in columns if column != item]
        yield from (Relation(Kind.SUM, item, pair) for pair in combinations(others, 2))
        yield from (Relation(Kind.SUM, item, terms) for terms in _runs(item, width))
        yield from (Relation(Kind.RATE, item, (part, whole)) for part in others for whole in others if part != whole)
        if height > 2:
            yield from (Relation(Kind.SHARE, item, (part,), whole) for part in others for whole in (0, height - 1))


def _runs(item: int, width: int) -> Iterator[tuple[int, ...]]:
    """Three columns or more that stand evenly apart, from a column on to the right, or up to it from the left."""
    for stride in range(1, max(2, width // 3)):
        for count in range(3, width):
            right = tuple(range(item + stride, item + stride * count + 1, stride))
            left = tuple(range(item - stride * count, item, stride))
            if right[-1] < width:
                yield right
            if left[0] >= 0:
                yield left
            if right[-1] >= width and left[0] < 0:
                break


def sums_all_others(rows: Sequence[Row], item: int) -> Support:
    """How well a column is the sum of all others: what a column without a label must be to be their total."""
    width = len(rows[0]) if rows else 0
    return try_relation(rows, Relation(Kind.SUM, item, tuple(column for column in range(width) if column != item)), 2)
