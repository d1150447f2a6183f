"""What the labels over columns promise of the figures below them.

A total is the sum of its group, or of the columns beside it that have its name (`계` over `예산액`, beside `일반회계` over
`예산액`); `도+시군` of the two it names; `C=A-B` what it says; a change is the difference of two columns, a rate often the share
of a total row. A promise that is kept in all rows speaks for the reading of the header that makes it, one that is broken
against it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Final

from app.parsers.characters.normalise import fold
from app.parsers.evidence.relations import Kind, Relation, Row, Support, try_relation
from app.parsers.labels import BUDGET_COLUMNS, PERCENT_ENDINGS, TOTAL_WORDS, BudgetColumn, label_key

_MOST_BESIDE: Final = 4

Path = tuple[str, ...]
Reading = tuple[Path, ...]
"""The labels of each column, outermost first."""


def is_total(label: str) -> bool:
    """Whether a label names the sum of those beside it."""
    return label_key(label) in TOTAL_WORDS


def is_rate(path: Path) -> bool:
    """Whether a column's label names a rate or a share."""
    if not path:
        return False
    return label_key(path[-1]).endswith(PERCENT_ENDINGS) or fold(path[-1]).strip(" ()") == "%"


def is_change(path: Path) -> bool:
    """Whether a column's label names the difference from last year or the like."""
    return bool(path) and BUDGET_COLUMNS.get(label_key(path[-1])) is BudgetColumn.CHANGE


def kept_promises(reading: Reading, rows: Sequence[Row]) -> tuple[Support, ...]:
    """Each relation that the labels promise, tried on the rows; of several forms of one promise the one that holds best."""
    told = (*_promised_totals(reading), *promised_formulas(reading), *_promised_changes(reading), *_promised_shares(reading, len(rows)))
    return _kept(told, rows)


def kept_totals(reading: Reading, rows: Sequence[Row]) -> tuple[Support, ...]:
    """How each total that the labels promise comes out in the rows."""
    return _kept(_promised_totals(reading), rows)


def _kept(told: Iterable["Promise"], rows: Sequence[Row]) -> tuple[Support, ...]:
    kept = []
    for forms, must in told:
        tried = [try_relation(rows, form, len(forms)) for form in forms]
        best = max(tried, key=lambda one: (one.holds, one.proof, len(one.held)), default=None)
        if best is not None and (best.holds or (must and (best.held or best.failed))):
            kept.append(best)
    return tuple(kept)


Promise = tuple[tuple[Relation, ...], bool]
"""The forms a promise may take, and whether it counts against a reading that none holds."""


def _promised_totals(reading: Reading) -> Iterator[Promise]:
    """A total is the sum of its siblings; a group that is called a total, of the same columns of the groups beside it."""
    for column, path in enumerate(reading):
        for depth, label in enumerate(path):
            if not is_total(label) and "+" not in label:
                continue
            siblings = _siblings(reading, column, depth)
            members = _named_parts(label, siblings) if "+" in label else [at for group in siblings.values() for at in group]
            if len(members) > 1:
                yield (Relation(Kind.SUM, column, tuple(members)),), True


def _siblings(reading: Reading, column: int, depth: int) -> dict[str, list[int]]:
    """The columns beside a total that add up to it, by the label they share with it no longer: rates and other totals do not."""
    path = reading[column]
    if is_rate(path):
        return {}
    groups: dict[str, list[int]] = {}
    for at, other in enumerate(reading):
        if len(other) > depth and other[:depth] == path[:depth] and other[depth] != path[depth] and not is_total(other[depth]):
            groups.setdefault(other[depth], []).append(at)
    return {label: _representatives(reading, columns, path[depth + 1 :], depth) for label, columns in groups.items()}


def _representatives(reading: Reading, columns: Sequence[int], leaf: Path, depth: int) -> list[int]:
    """Which columns of a group stand for it in a sum: those of the same name, else its total, else all that can be added."""
    below = {at: reading[at][depth + 1 :] for at in columns if not is_rate(reading[at]) and not is_change(reading[at])}
    if leaf:
        return [at for at, path in below.items() if path == leaf]
    total = [at for at, path in below.items() if path and is_total(path[0])]
    return total[:1] or list(below)


def _named_parts(label: str, siblings: dict[str, list[int]]) -> list[int]:
    """The columns that a label such as `도+시군` says it adds up; none where it names others."""
    parts = [label_key(part) for part in label.split("+")]
    by_key = {label_key(name): columns for name, columns in siblings.items()}
    return [at for part in parts for at in by_key[part]] if all(part in by_key for part in parts) else []


_SIGN: Final = r"[A-Z\u2460-\u2473\u3200-\u321e\u3260-\u327f]"
_TERMS: Final = rf"\(?\s*(?P<terms>{_SIGN}(?:\s*[+\-]\s*{_SIGN})+)\s*\)?"
_FORMULA: Final = re.compile(rf"{_SIGN}\s*=\s*{_TERMS}|\(\s*(?P<bare>{_SIGN}(?:\s*[+\-]\s*{_SIGN})+)\s*\)")
_TERM: Final = re.compile(rf"(?P<how>[+\-]?)\s*(?P<letter>{_SIGN})")
_LETTER: Final = re.compile(rf"(?P<letter>{_SIGN})\s*\)?\s*(?:=|$)|\((?P<bracketed>{_SIGN})\)")


def promised_formulas(reading: Reading) -> Iterator[Promise]:
    """What a formula in a label says: `잔액(C=A-B)`, `(A+B)`; letters name columns of the same group first, or a whole group."""
    letters = [[(_letter(label), depth) for depth, label in enumerate(path)] for path in reading]
    for column, path in enumerate(reading):
        match = _FORMULA.search(path[-1]) if path else None
        terms = _TERM.finditer(match["terms"] or match["bare"]) if match else ()
        named = [(term["how"], _lettered(reading, letters, column, term["letter"])) for term in terms]
        if named and all(columns for _, columns in named) and (relation := _as_sum(column, named)):
            yield (relation,), True


def _as_sum(item: int, terms: Sequence[tuple[str, list[int]]]) -> Relation | None:
    """A formula as a sum: `C=A-B` says that A is the sum of C and B. None where a column stands in it twice, or several are left."""
    added = [at for how, columns in terms if how != "-" for at in columns]
    taken = [at for how, columns in terms if how == "-" for at in columns]
    if len({item, *added, *taken}) <= len(added) + len(taken):
        return None
    if not taken:
        return Relation(Kind.SUM, item, tuple(added))
    return Relation(Kind.SUM, added[0], (item, *taken)) if len(added) == 1 else None


def _letter(label: str) -> str | None:
    match = _LETTER.search(label)
    return (match["letter"] or match["bracketed"]) if match else None


def _lettered(reading: Reading, letters: Sequence[Sequence[tuple[str | None, int]]], column: int, letter: str) -> list[int]:
    """The columns that a letter names: one of the same group, else the only one, or all below the label that has it."""
    named = [(at, reading[at][: depth + 1]) for at, own in enumerate(letters) for known, depth in own if known == letter]
    labels = {label for _, label in named}
    near = {label for label in labels if label[:-1] == reading[column][:-1]} if len(labels) > 1 else labels
    return [at for at, label in named if label in near] if len(near) == 1 else []


def _promised_changes(reading: Reading) -> Iterator[Promise]:
    """A change is the difference of two columns of its group: mostly of the two before it, this one less the last one."""
    for column, path in enumerate(reading):
        if is_change(path) and not _FORMULA.search(path[-1]):
            beside = [at for at, other in enumerate(reading) if other[:-1] == path[:-1] and at != column and not is_rate(other)]
            if 1 < len(beside) <= _MOST_BESIDE:
                yield tuple(Relation(Kind.DIFFERENCE, column, pair) for pair in permutations(beside, 2)), True


def _promised_shares(reading: Reading, height: int) -> Iterator[Promise]:
    """A rate is often the share that the column before it has in the first or last row, or a rate of two columns before it."""
    for column in (at for at, path in enumerate(reading) if at and is_rate(path)):
        beside = [at for at in range(max(0, column - 3), column) if not is_rate(reading[at])]
        wholes = sorted({0, height - 1}) if height > 2 and beside else []
        shares = [Relation(Kind.SHARE, column, (column - 1,), whole) for whole in wholes]
        rates = [Relation(Kind.RATE, column, pair) for pair in permutations(beside, 2)]
        if shares or rates:
            yield (*shares, *rates), False
