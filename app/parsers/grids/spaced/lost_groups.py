"""A header of groups one of whose names was lost: the nameless group is the total of the others, where the rows prove it.

Below the names of the groups the same leaves come again for each (`시설수 인원 시설수 인원 …`). Where one name is missing, any group might
be the one that lost it. If in every row each leaf of the first group is the sum of that leaf in all others, in this band and in the
one below it, the first group is their total; it keeps the names of its leaves alone.

>>> rows, below = [[12, 441, 9, 380, 1, 21], [19, 502, 15, 430, 2, 22]], [[2, 40], [2, 50]]
>>> read_lost_group(["어르신집", "쉼터"], ["시설수", "인원"] * 3, rows, below).columns[:3]
(('시설수',), ('인원',), ('어르신집', '시설수'))
>>> read_lost_group(["어르신집", "쉼터"], ["시설수", "인원"] * 3, rows, [[1, 40], [1, 50]])
"""

from collections.abc import Sequence

from app.parsers.evidence.relations import ENOUGH, Kind, Relation, Row, try_relation
from app.parsers.grids.spaced.deal import Heads

_FEWEST_GROUPS = 3


def read_lost_group(upper: Sequence[str], leaves: Sequence[str], rows: Sequence[Row], below: Sequence[Row]) -> Heads | None:
    """The columns of a band whose first group has no name; None where it is not proven to be the total.

    upper, leaves: the names of the groups, and of the columns. below: the rows of the next band, one for each row; [] where none is.
    """
    groups = len(upper) + 1
    size, rest = divmod(len(leaves), groups)
    if groups < _FEWEST_GROUPS or rest or size < 1 or list(leaves) != list(leaves[:size]) * groups:
        return None
    joined = [(*row, *under) for row, under in zip(rows, below, strict=True)] if below else [tuple(row) for row in rows]
    supports = [try_relation(joined, Relation(Kind.SUM, leaf, tuple(range(leaf + size, len(joined[0]), size)))) for leaf in range(size)]
    if not all(support.holds for support in supports) or sum(support.proof for support in supports) < ENOUGH:
        return None
    named = ((name, leaf) for name in upper for leaf in leaves[:size])
    return Heads((), (*((leaf,) for leaf in leaves[:size]), *named))
