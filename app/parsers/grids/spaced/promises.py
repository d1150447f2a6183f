"""What the labels of columns promise of their figures, and whether the rows keep it.

`계` promises to be the sum of others, `증감` to be the difference of two, `집행률` a rate of two, `(E=A+D)` what it says. A column that is
a rate in all rows, or ever is negative, wants a label that says so. The weights are those of the judge's table of evidence: a promise
that the rows keep counts in proportion to what it proves, one that they break counts against the reading.

>>> block = Block([["100", "60", "40"], ["75", "35", "40"]])
>>> block.weigh(["계", "남", "여"]) > block.weigh(["남", "계", "여"])
True
>>> block.weigh(["예산현액(A)", "지출(B)", "잔액(C=A-B)"]) > 0 > block.weigh(["지출(B)", "잔액(C=A-B)", "예산현액(A)"])
True
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from app.parsers.characters.normalise import fold
from app.parsers.evidence.relations import ENOUGH, Kind, Relation, Support, find_relations, sums_all_others, try_relation
from app.parsers.grids.spaced.amounts import amounts_of
from app.parsers.labels import (
    BUDGET_COLUMNS,
    DIFFERENCE_ENDINGS,
    PERCENT_ENDINGS,
    SIGNED_ENDINGS,
    SPENT_WORDS,
    TOTAL_WORDS,
    WHOLE_WORDS,
    BudgetColumn,
    label_key,
    read_label,
)

KEPT: Final = 8.0
BROKEN: Final = -8.0
UNKEPT: Final = -2.0
"""A total may be of what the table does not list, a difference of what it does not show."""
RATE_LIKE: Final = 3.0
UNLIKE: Final = -6.0
_FORMULA: Final = re.compile(r"(?:(?P<letter>\w)=)?(?P<first>\w)(?P<sign>[-+/÷])(?P<second>\w)")
_RATES: Final = frozenset([Kind.RATE, Kind.GROWTH, Kind.SHARE])
_HUNDRED: Final = 100
_PARTS: Final[frozenset[BudgetColumn | None]] = frozenset([BudgetColumn.PRIOR, BudgetColumn.CHANGE, BudgetColumn.REMAINING])
_SIGNS: Final = {"+": Kind.SUM, "-": Kind.DIFFERENCE}


class Block:
    """The figures of some rows, with the relations between their columns; shape: R rows of C cells, as printed.

    labels: what the rows are called; a row that is a difference itself may hold negative figures in any column.
    """

    def __init__(self, cells: Sequence[Sequence[str]], labels: Sequence[str] = ()) -> None:
        self.cells = cells
        self.signed = [label_key(label).endswith(SIGNED_ENDINGS) for label in labels] or [False] * len(cells)
        self.rows = amounts_of(cells)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.cells[0])

    @cached_property
    def relations(self) -> tuple[Support, ...]:
        """Everything that holds in all rows, hints among it."""
        return find_relations(self.rows)

    def weigh(self, labels: Sequence[str]) -> float:
        """How far the rows bear out that their columns are called so."""
        letters = _letters(labels)
        kept = sum(self._weigh_column(at, label, letters) for at, label in enumerate(labels))
        return kept + BROKEN * self._misordered(labels)

    def _weigh_column(self, at: int, label: str, letters: Mapping[str, int]) -> float:
        formula = self._formula(at, label, letters)
        if formula is not None:
            return formula
        key = label_key(label)
        if key.endswith(PERCENT_ENDINGS) or key == "%":
            return self._weigh_rate(at)
        against = UNLIKE if self._is_signed(at) and not key.endswith(SIGNED_ENDINGS) else 0.0
        if any(support.proven and support.relation.kind in _RATES and support.relation.item == at for support in self.relations):
            against += BROKEN
        if self._all_percent(at):
            against += UNLIKE
        return against + self._weigh_sum(at, key)

    def is_total(self, at: int, keys: Sequence[str]) -> bool:
        """Whether a column that has no label is proven to be the total of all others.

        Not beside another total, nor where the sum may be this year's amount: of last year's and the change.
        """
        others = [key for place, key in enumerate(keys) if place != at]
        if any(key in TOTAL_WORDS or key in WHOLE_WORDS or key.endswith(DIFFERENCE_ENDINGS) for key in others):
            return False
        if any(BUDGET_COLUMNS.get(key) is BudgetColumn.PRIOR for key in others):
            return False
        return sums_all_others(self.rows, at).proven

    def _misordered(self, labels: Sequence[str]) -> bool:
        """Whether a part is the sum: last year's amount or a change that of this year's and the other, what was spent that of a rest.

        One relation of three columns proves one label: which of them is the sum.
        """
        keys = [label_key(label) for label in labels]
        roles = [BUDGET_COLUMNS.get(key) for key in keys]
        spent = [any(word in key for word in SPENT_WORDS) for key in keys]
        proven = [support.relation for support in self._sums if support.proven]
        return any(
            (roles[one.item] in _PARTS and any(roles[term] is BudgetColumn.BUDGET for term in one.terms))
            or (spent[one.item] and any(keys[term].endswith(DIFFERENCE_ENDINGS) for term in one.terms))
            for one in proven
        )

    def _weigh_sum(self, at: int, key: str) -> float:
        if key in TOTAL_WORDS or key in WHOLE_WORDS:
            kept = _kept([support for support in self._sums if support.relation.item == at])
            return kept if key in TOTAL_WORDS else max(0.0, kept)
        if key.endswith(DIFFERENCE_ENDINGS) or BUDGET_COLUMNS.get(key) in (BudgetColumn.CHANGE, BudgetColumn.REMAINING):
            return _kept([one for one in self._sums if at in one.relation.terms and len(one.relation.terms) == 2])
        return 0.0

    @property
    def _sums(self) -> tuple[Support, ...]:
        return tuple(support for support in self.relations if support.relation.kind is Kind.SUM)

    def _weigh_rate(self, at: int) -> float:
        rates = [support.proof for support in self.relations if support.relation.kind in _RATES and support.relation.item == at]
        if rates:
            return RATE_LIKE + (KEPT - RATE_LIKE) * max(0.0, min(1.0, max(rates) / ENOUGH))
        column = [value for row in self.rows if (value := row[at]) is not None]
        if not column:
            return 0.0  # dashes say nothing of what they stand for
        return RATE_LIKE if all(-_HUNDRED <= value <= _HUNDRED for value in column) else UNLIKE

    def _is_signed(self, at: int) -> bool:
        return any((row[at] or 0) < 0 for row, signed in zip(self.rows, self.signed, strict=True) if not signed)

    def _all_percent(self, at: int) -> bool:
        texts = [fold(row[at]) for row in self.cells if row[at]]
        return bool(texts) and all(text.endswith("%") for text in texts)

    def _formula(self, at: int, label: str, letters: Mapping[str, int]) -> float | None:
        """What a printed formula of two others says: kept or broken; None where the label prints none."""
        match = _FORMULA.match((read_label(label).letter or "").replace(" ", ""))
        if not match or match["first"] not in letters or match["second"] not in letters:
            return None
        relation = Relation(_SIGNS.get(match["sign"], Kind.RATE), at, (letters[match["first"]], letters[match["second"]]))
        if at in relation.terms or relation.terms[0] == relation.terms[1]:
            return None
        support = try_relation(self.rows, relation)
        return KEPT * min(1.0, support.proof / ENOUGH) if support.holds else BROKEN


def _kept(supports: Sequence[Support]) -> float:
    best = max((support.proof for support in supports), default=None)
    return UNKEPT if best is None else KEPT * max(0.0, min(1.0, best / ENOUGH))


def _letters(labels: Sequence[str]) -> dict[str, int]:
    """Which column each letter names: `수입(B)`, `증감(D=B-C)`."""
    found: dict[str, int] = {}
    for at, label in enumerate(labels):
        letter = (read_label(label).letter or "").replace(" ", "")
        if len(letter) == 1 or letter[1:2] == "=":
            found.setdefault(letter[0], at)
    return found
