"""What a row of a budget table is among the others: a total or one of its parts, and of which rank.

The role follows from the tree of rows (`hierarchy.py`): a row with parts is a total, or a subtotal where it is a part itself; a
row without parts is a leaf. A row that is called a total, though nothing adds up to it, is none: its parts could not be told.
So the leaves of a statement may always be added up.

The rank is what the table calls the row's depth: the head of the column that names it (`정책사업 | 단위사업 | 세부사업`), or the
word before its name (`단위: 도로 정비`). Where one head names several ranks (`정책/단위/세부사업`), marks say which one a row has.

>>> ranks_of_head("정책·단위·세부사업"), ranks_of_head("단위사업명"), ranks_of_head("구분")
(('정책', '단위', '세부'), ('단위',), ())
>>> rank_before("단위: 도로 정비"), rank_before("정책사업 도로")
('단위', None)
"""

import re
from collections.abc import Sequence
from typing import Final

from app.models.facts import LineRole
from app.parsers.characters.normalise import fold
from app.parsers.labels import BUDGET_RANKS, NUMBER_COLUMN_WORDS, TIME_COLUMN_WORDS, UNIT_COLUMN_WORDS, is_total, label_key
from app.parsers.outline.passages import split_key
from app.parsers.tables.table import ReadTable

_ASIDE: Final = NUMBER_COLUMN_WORDS | UNIT_COLUMN_WORDS | TIME_COLUMN_WORDS
_PARTED: Final = re.compile(r"[·/>,|]")


def role_of(*, parts: bool, inner: bool, total: bool) -> LineRole:
    """The role of a row: whether it has parts, is a part itself, is called a total beside other rows."""
    if not (parts or total):
        return LineRole.LEAF
    return LineRole.SUBTOTAL if inner else LineRole.TOTAL


def ranks_of_head(head: str) -> tuple[str, ...]:
    """The ranks that the head of a label column names, outermost first; () where it names none, or something else as well."""
    if label_key(head) in _ASIDE:
        return ()  # 단위 alone heads units of measure
    ranks = tuple(BUDGET_RANKS.get(label_key(part)) for part in _PARTED.split(fold(head)))
    return tuple(rank for rank in ranks if rank) if all(ranks) else ()


def rank_before(label: str) -> str | None:
    """The rank that a row's label puts before its name."""
    key, _ = split_key(fold(label))
    return BUDGET_RANKS.get(label_key(key)) if key else None


def find_ranks(table: ReadTable, depths: Sequence[int]) -> list[str | None]:
    """The rank of each row; `depths`: how deep each stands among the marked rows, from 1, or 0 where it has no mark."""
    heads = [_ranks_of_column(path) for path in table.table.label_columns]
    shared = next((ranks for ranks in heads if ranks and len(ranks) > 1), ())
    by_mark = shared if len(shared) == max(depths, default=0) else ()
    return [_rank(row.labels, heads, by_mark, depth) for row, depth in zip(table.table.rows, depths, strict=True)]


def _rank(labels: Sequence[str], heads: Sequence[tuple[str, ...] | None], by_mark: Sequence[str], depth: int) -> str | None:
    at = next((at for at in range(len(labels) - 1, -1, -1) if labels[at] and heads[at] is not None), None)
    if at is None or is_total(labels[at]):
        return None
    if told := rank_before(labels[at]):
        return told
    if by_mark:
        return by_mark[depth - 1] if depth else None
    named = heads[at] or ()
    return named[0] if len(named) == 1 else None


def _ranks_of_column(path: Sequence[str]) -> tuple[str, ...] | None:
    """The ranks that a label column names; None where it holds running numbers, units or periods, which are no items."""
    if path and label_key(path[-1]) in _ASIDE:
        return None
    return ranks_of_head(path[-1]) if path else ()
