"""Which label stands over which column, where the header has fewer cells than the rows have columns.

Converters drop merged head cells, so that the labels slide to the left; broken print does the same. Of a header of two levels

    인구 | 노인 | 비율
    계 | 남 | 여 | 계 | 남 | 여        over rows such as   900 | 440 | 460 | 135 | 60 | 75 | 15

only the order is left: each label of a level stands over one column or heads a group of labels of the level below. Every deal
that fits the number of columns is a candidate. Some are never right: two columns of one full name, a label twice in a group, a total
amid its parts, notes over figures. The others are weighed by `EVIDENCE`, above all by what the labels promise of
the figures: a total is the sum of its group (900 = 440 + 460), `증감` a difference, `C=A-B` what it says. The best is taken only where it
clearly leads (`evidence/choice.py`).

>>> rows = ((900, 440, 460, 135, 60, 75, 15), (700, 300, 400, 70, 30, 40, 10))
>>> chosen = choose_columns(Block((("인구", "노인", "비율"), ("계", "남", "여", "계", "남", "여")), 7, rows))
>>> chosen.reading[3], chosen.reading[6]
(('노인', '계'), ('비율',))
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.evidence.choice import FLOOR, LEAD, Chosen, Evidence, Unproven, choose, weigh
from app.parsers.evidence.relations import ENOUGH, Kind, Relation, Row, Support, find_relations, try_relation
from app.parsers.labels import (
    BUDGET_COLUMNS,
    NO_FIGURE_WORDS,
    PERCENT_ENDINGS,
    TOTAL_WORDS,
    BudgetColumn,
    label_key,
)

MOST_CANDIDATES: Final = 400
MOST_COLUMNS: Final = 40

Path = tuple[str, ...]
Reading = tuple[Path, ...]
"""The labels of each column, outermost first."""


class Block(NamedTuple):
    """The labels of a header, level by level from the outermost, over columns of figures.

    width: how many columns of figures there are. rows: their figures, None where a cell holds none; all of one width.
    labels: how many columns before them name the rows; the first level begins with their heads, one for all or one for each.
    spare: how many of the last columns hold nothing in any row: a label may stand over them, or none.
    """

    levels: tuple[tuple[str, ...], ...]
    width: int
    rows: tuple[Row, ...]
    labels: int = 0
    spare: int = 0


class Trial(NamedTuple):
    """A reading, the block it reads, how the figures keep to what its labels promise, and the columns that are proven rates."""

    heads: Reading
    paths: Reading
    block: Block
    promises: tuple[Support, ...]
    rates: frozenset[int]


def choose_columns(block: Block) -> Chosen[Reading] | Unproven[Reading]:
    """What each column is called, those of the labels first, or the two best readings."""
    candidates, cut_short = candidate_columns(block)
    rates = _rate_columns(block.rows) if len(candidates) > 1 else frozenset()
    split = [(reading[: block.labels], reading[block.labels :]) for reading in candidates]
    trials = [Trial(heads, paths, block, _promises(paths, block.rows), rates) for heads, paths in split]
    chosen = choose(trials, EVIDENCE, cut_short=cut_short, says=_says)
    if isinstance(chosen, Chosen):
        return Chosen(_says(chosen.reading), chosen.score)
    agreed = _agreed([] if cut_short else trials)
    return agreed or Unproven(tuple(map(_says, chosen.readings)))


def _agreed(trials: Sequence[Trial]) -> Chosen[Reading] | None:
    """What the best readings have in common, where they differ in modifiers only: `조성 수입` and `계획 수입` are both 수입."""
    weights = [weigh(trial, EVIDENCE) for trial in trials]
    best = max(weights, default=FLOOR - 1)
    near = [_says(trial) for trial, weight in zip(trials, weights, strict=True) if weight > best - LEAD]
    if best < FLOOR or not near:
        return None
    common = tuple(tuple(label for label in paths[0] if all(label in path for path in paths)) for paths in zip(*near, strict=True))
    leaves = all(len({path[-1:] for path in paths}) == 1 for paths in zip(*near, strict=True))
    values = [path for path in common[trials[0].block.labels :] if path]
    return Chosen(common, best) if leaves and len(set(values)) == len(values) else None


def shared_columns(block: Block) -> tuple[int, ...]:
    """The columns that every candidate gives one and the same name: they may be read although the others may not."""
    readings, cut_short = candidate_columns(block)
    names = list(zip(*readings, strict=True)) if not cut_short else []
    return tuple(at for at, named in enumerate(names) if len(set(named)) == 1 and named[0])


def columns_unclear(span: Span, readings: Sequence[Reading]) -> Finding:
    """Which label stands over which column can't be told: the two best readings, if there are any."""
    shown = [" | ".join(" ".join(label for label in path if label) for path in reading) for reading in readings]
    message = "머리글의 이름이 어느 열의 것인지 정할 수 없어 이 표의 수를 읽지 않았습니다."
    best, second = (*shown, None, None)[:2]
    return Finding(FindingCode.COLUMNS_UNCLEAR, Severity.WARNING, message, span, printed=best, expected=second)


# --- candidates: labels dealt over columns ------------------------------------------------------------------------------


class _Node(NamedTuple):
    """A label with the columns below it."""

    label: str
    columns: Reading


def candidate_columns(block: Block) -> tuple[list[Reading], bool]:
    """Every deal that is not ruled out, and whether there were more than could be looked at."""
    found: dict[Reading, None] = {}
    if block.width > MOST_COLUMNS or not block.levels:
        return [], False
    for reading in _readings(block):
        if _is_possible(reading[block.labels :], block.rows):
            found[reading] = None
        if len(found) >= MOST_CANDIDATES:
            return list(found), True
    return list(found), False


def _readings(block: Block) -> Iterator[Reading]:
    """The heads of the label columns, and the deals of all other labels; columns that hold nothing may stay without one."""
    top, below = block.levels[0], block.levels[1:]
    for count in dict.fromkeys((min(1, block.labels), block.labels)):
        heads = tuple((top[min(at, count - 1)],) for at in range(block.labels)) if count <= len(top) else ()
        for spare in range(block.spare + 1) if len(heads) == block.labels else ():
            for nodes in _deals((top[count:], *below), block.width - spare):
                yield (*heads, *(path for node in nodes for path in node.columns), *(((),) * spare))


def _deals(levels: Sequence[Sequence[str]], width: int) -> Iterator[tuple[_Node, ...]]:
    """Every way to deal the labels of some levels over so many columns."""
    top, below = levels[0], levels[1:]
    if not below:
        if len(top) == width:
            yield tuple(_Node(label, ((label,),)) for label in top)
        return
    for alone in range(len(top)):
        for nodes in _deals(below, width - alone):
            yield from _group(top, nodes, alone)


def _group(labels: Sequence[str], nodes: Sequence[_Node], alone: int) -> Iterator[tuple[_Node, ...]]:
    """Every way to put nodes under labels in order, where so many labels stand alone over a column."""
    if not labels:
        if not nodes and not alone:
            yield ()
        return
    label, rest = labels[0], labels[1:]
    if alone:
        yield from ((_Node(label, ((label,),)), *others) for others in _group(rest, nodes, alone - 1))
    if len(labels) == alone:
        return
    fewest = len(nodes) if len(rest) == alone else 1
    for count in range(max(1, fewest), len(nodes) + 1):
        group = nodes[:count]
        if not _is_group(group):
            if _repeats(group):
                break
            continue
        columns = tuple((label, *path) for node in group for path in node.columns)
        yield from ((_Node(label, columns), *others) for others in _group(rest, nodes[count:], alone))


def _repeats(nodes: Sequence[_Node]) -> bool:
    """Whether a label stands twice in a group."""
    return max(Counter(label_key(node.label) or node.label for node in nodes).values()) > 1


def _is_group(nodes: Sequence[_Node]) -> bool:
    """Whether labels can be a group: none stands twice, and a total begins or ends it."""
    totals = [at for at, node in enumerate(nodes) if is_total(node.label)]
    return not _repeats(nodes) and all(at in (0, len(nodes) - 1) for at in totals)


def _is_possible(paths: Reading, rows: Sequence[Row]) -> bool:
    """Whether no rule forbids a reading: no full name twice, no note and no name of the rows over figures."""
    named = [path for path in paths if path]
    if len(set(named)) < len(named):
        return False
    forbidden = [column for column, path in enumerate(paths) if any(label_key(label) in NO_FIGURE_WORDS for label in path)]
    return not any(row[column] is not None for column in forbidden for row in rows)


# --- what the labels of a reading promise -------------------------------------------------------------------------------


def is_total(label: str) -> bool:
    """Whether a label names the sum of those beside it."""
    return label_key(label) in TOTAL_WORDS


def is_rate(path: Path) -> bool:
    """Whether a column's label names a rate or a share."""
    if not path:
        return False
    return label_key(path[-1]).endswith(PERCENT_ENDINGS) or fold(path[-1]).strip(" ()") == "%"


def _is_change(path: Path) -> bool:
    return bool(path) and BUDGET_COLUMNS.get(label_key(path[-1])) is BudgetColumn.CHANGE


def _promises(reading: Reading, rows: Sequence[Row]) -> tuple[Support, ...]:
    """Each relation that the labels promise, tried on the rows; of several forms of one promise the one that holds best."""
    told = (*_promised_totals(reading), *_promised_formulas(reading), *_promised_changes(reading), *_promised_shares(reading, len(rows)))
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
    adding = [at for at in columns if not is_rate(reading[at]) and not _is_change(reading[at])]
    if leaf:
        return [at for at in adding if reading[at][depth + 1 :] == leaf]
    total = [at for at in adding if len(reading[at]) > depth + 1 and is_total(reading[at][depth + 1])]
    return total[:1] or adding


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


def _promised_formulas(reading: Reading) -> Iterator[Promise]:
    """What a formula in a label says: `잔액(C=A-B)`, `(A+B)`; letters name columns of the same group first, or a whole group."""
    letters = [[(_letter(label), depth) for depth, label in enumerate(path)] for path in reading]
    for column, path in enumerate(reading):
        match = _FORMULA.search(path[-1]) if path else None
        if match is None:
            continue
        terms = [
            (term["how"], _lettered(reading, letters, column, term["letter"])) for term in _TERM.finditer(match["terms"] or match["bare"])
        ]
        added = [at for how, columns in terms if how != "-" for at in columns]
        taken = [at for how, columns in terms if how == "-" for at in columns]
        if not all(columns for _, columns in terms) or len({*added, *taken, column}) <= len(added) + len(taken):
            continue
        if not taken:
            yield (Relation(Kind.SUM, column, tuple(added)),), True
        elif len(added) == 1:
            yield (Relation(Kind.SUM, added[0], (column, *taken)),), True


def _letter(label: str) -> str | None:
    match = _LETTER.search(label)
    return (match["letter"] or match["bracketed"]) if match else None


def _lettered(reading: Reading, letters: Sequence[Sequence[tuple[str | None, int]]], column: int, letter: str) -> list[int]:
    """The columns that a letter names: one of the same group, else the only one, or all below the label that has it."""
    named = [(at, depth) for at, own in enumerate(letters) for known, depth in own if known == letter]
    labels = {reading[at][: depth + 1] for at, depth in named}
    near = [label for label in labels if label[:-1] == reading[column][:-1]] if len(labels) > 1 else list(labels)
    return [at for at, depth in named if reading[at][: depth + 1] == near[0]] if len(near) == 1 else []


def _promised_changes(reading: Reading) -> Iterator[Promise]:
    """A change is the difference of two columns of its group: mostly of the two before it, this one less the last one."""
    for column, path in enumerate(reading):
        if not _is_change(path) or "=" in path[-1]:
            continue
        beside = [at for at, other in enumerate(reading) if other[:-1] == path[:-1] and at != column and not is_rate(other)]
        pairs = [pair for one, other in combinations(beside, 2) for pair in ((one, other), (other, one))]
        if pairs and len(beside) <= 4:
            yield tuple(Relation(Kind.DIFFERENCE, column, pair) for pair in pairs), True


def _promised_shares(reading: Reading, height: int) -> Iterator[Promise]:
    """A rate is often the share that the column before it has in the first or last row, or a rate of two columns before it."""
    for column, path in enumerate(reading):
        if not is_rate(path) or not column:
            continue
        beside = [at for at in range(max(0, column - 3), column) if not is_rate(reading[at])]
        shares = [Relation(Kind.SHARE, column, (column - 1,), whole) for whole in {0, height - 1}] if height > 2 and beside else []
        rates = [Relation(Kind.RATE, column, pair) for one, other in combinations(beside, 2) for pair in ((one, other), (other, one))]
        if shares or rates:
            yield (*shares, *rates), False


# --- evidence -----------------------------------------------------------------------------------------------------------


def _rate_columns(rows: Sequence[Row]) -> frozenset[int]:
    """Columns that are proven to be rates or shares of others, whatever they are called."""
    return frozenset(one.relation.item for one in find_relations(rows) if one.proven and one.relation.kind in (Kind.SHARE, Kind.RATE))


def _kept(trial: Trial) -> float:
    return sum(min(1.0, support.proof / ENOUGH) for support in trial.promises if support.holds and support.proof > 0)


def _broken(trial: Trial) -> float:
    return sum(1 for support in trial.promises if not support.holds)


def _misnamed_rates(trial: Trial) -> float:
    return sum(1 for column in trial.rates if not is_rate(trial.paths[column]))


def _named_rates(trial: Trial) -> float:
    return sum(1 for column, path in enumerate(trial.paths) if is_rate(path) and _looks_like_rate(trial.block.rows, column))


def _amounts_called_rates(trial: Trial) -> float:
    return sum(1 for column, path in enumerate(trial.paths) if is_rate(path) and _looks_like_amount(trial.block.rows, column))


_MOST_PERCENT: Final = 1000


def _column(rows: Sequence[Row], column: int) -> list[int | Decimal]:
    return [value for row in rows if (value := row[column]) is not None]


def _looks_like_rate(rows: Sequence[Row], column: int) -> bool:
    values = _column(rows, column)
    return any(isinstance(value, Decimal) for value in values) and all(abs(Decimal(value)) < _MOST_PERCENT for value in values)


def _looks_like_amount(rows: Sequence[Row], column: int) -> bool:
    values = _column(rows, column)
    return any(isinstance(value, int) and abs(value) >= _MOST_PERCENT for value in values)


def _groups(trial: Trial) -> list[int]:
    """How many columns each group has."""
    counts = Counter(path[:-1] for path in trial.paths if len(path) > 1)
    return list(counts.values())


def _echoes(trial: Trial) -> float:
    """How many groups have a word that returns in a label right below: `보조금 정산` over `보조금 반납`."""
    below = {(path[at], path[at + 1]) for path in trial.paths for at in range(len(path) - 1)}
    return len({group for group, label in below if _words(group) & _words(label)})


def _words(label: str) -> set[str]:
    return {word for word in label.split() if len(word) > 1 and word.isalpha()}


def _groups_of_one(trial: Trial) -> float:
    return sum(1 for count in _groups(trial) if count == 1)


def _unequal_groups(trial: Trial) -> float:
    return float(len(set(_groups(trial))) > 1)


def _formulas_apart(trial: Trial) -> float:
    """How many formulas join columns of several groups."""
    relations = [relation for forms, _ in _promised_formulas(trial.paths) for relation in forms]
    return sum(len({trial.paths[at][:-1] for at in (one.item, *one.terms)}) > 1 for one in relations)


def _says(trial: Trial) -> Reading:
    return (*trial.heads, *trial.paths)


EVIDENCE: Final[tuple[Evidence[Trial], ...]] = (
    Evidence("what a label promises comes out in all rows", 8, _kept),
    Evidence("what a label promises does not come out", -8, _broken),
    Evidence("a column is a rate under another name", -8, _misnamed_rates),
    Evidence("amounts stand under the name of a rate", -6, _amounts_called_rates),
    Evidence("percents stand under the name of a rate", 3, _named_rates),
    Evidence("a formula joins columns of several groups", -4, _formulas_apart),
    Evidence("a word of a group returns in its labels", 2, _echoes),
    Evidence("a group has one column", -2, _groups_of_one),
    Evidence("groups are of unequal size", -1, _unequal_groups),
)
