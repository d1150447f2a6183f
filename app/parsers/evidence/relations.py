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
_RATE_SLACK: Final = Decimal("0.6")
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


def try_relation(rows: Sequence[Row], relation: Relation, tried: int = 1) -> Support:
    """Try a relation on all rows. `tried`: how many relations were looked at to find it; one that a label names has no rivals."""
    held: list[int] = []
    failed: list[int] = []
    seen: dict[tuple[Number | None, ...], float] = {}
    for at, row in enumerate(rows):
        check = _check_row(rows, row, relation) if at != relation.whole else None
        if check is None:
            continue
        (held if check.held else failed).append(at)
        if check.held:
            seen[tuple(row[column] for column in (relation.item, *relation.terms))] = check.digits
    return Support(relation, tuple(held), tuple(failed), sum(seen.values()) - log10(max(tried, 1)))


def _check_row(rows: Sequence[Row], row: Row, relation: Relation) -> _Check | None:
    """None where the row says nothing: its figures are missing, or all zero."""
    item, terms = row[relation.item], [row[column] for column in relation.terms]
    if relation.kind is Kind.SUM:
        return _check_sum(item, [term for term in terms if term is not None])
    if relation.kind is Kind.DIFFERENCE:
        return None if item is None else _check_sum(terms[0], [value for value in (terms[1], item) if value is not None])
    whole = rows[relation.whole][relation.terms[0]] if relation.whole is not None else terms[-1]
    return _check_rate(relation.kind, item, terms[0], whole)


def _check_sum(item: Number | None, terms: Sequence[Number]) -> _Check | None:
    if item is None or not terms:
        return None
    members = sorted((abs(Decimal(value)) for value in (item, *terms) if value), reverse=True)
    if not members:
        return None
    off = abs(Decimal(item) - sum(map(Decimal, terms)))
    step = max(_step(value) for value in (item, *terms))
    held = off <= (_room(len(terms)) * step if members[0] >= _ROUNDED_FROM * step else 0)
    if not held or sum(map(bool, terms)) < 2:
        return _Check(held, 0.0)  # one member alone repeats itself
    return _Check(True, max(0.0, log10(members[1] / step) - (log10(3) if off else 0)))


def _room(parts: int) -> int:
    """How many last digits rounded parts may be off their total: one, two where there are many of them."""
    return max(1, parts // 4)


def _check_rate(kind: Kind, item: Number | None, part: Number | None, whole: Number | None) -> _Check | None:
    if item is None or part is None or not whole:
        return None
    expected = Decimal(part) * _WHOLE / Decimal(whole) - (_WHOLE if kind is Kind.GROWTH else 0)
    step = _step(item)
    held = abs(expected - item) <= step * _RATE_SLACK
    if not item and not part:
        return None
    telling = bool(item) and item != _WHOLE
    return _Check(held, max(0.0, log10(abs(Decimal(item)) / step)) if held and telling else 0.0)


def _step(value: Number) -> Decimal:
    """One of a figure's last printed digit."""
    if isinstance(value, int):
        return Decimal(1)
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


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
    kept = [relation for relation in tried if _may_hold(rows, relation, telling)]
    found = [support for support in (try_relation(rows, one, len(tried)) for one in kept) if support.holds]
    return tuple(sorted(found, key=lambda one: (-one.proof, one.relation.kind.value, one.relation.item, one.relation.terms)))


def _may_hold(rows: Sequence[Row], relation: Relation, telling: Iterable[int]) -> bool:
    """Whether one of the fullest rows keeps to a relation; of two one may be misprinted."""
    if relation.kind is Kind.RATE and any(_is_finer(rows[at], relation) for at in telling):
        return False  # amounts are printed no finer than their rate: `60 = 7.9 % of 760`, but 760 is no rate
    checks = [_check_row(rows, rows[at], relation) for at in telling if at != relation.whole]
    return any(check is not None and check.held for check in checks) or not any(checks)


def _is_finer(row: Row, relation: Relation) -> bool:
    """Whether a term of a relation is printed with more decimals than its item."""
    item, terms = row[relation.item], [row[column] for column in relation.terms]
    return item is not None and any(term is not None and _step(term) < _step(item) for term in terms)


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
