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

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.evidence.choice import FLOOR, LEAD, Chosen, Evidence, Unproven, choose, weigh
from app.parsers.evidence.relations import ENOUGH, Kind, Relation, Row, Support, find_relations
from app.parsers.grids.deals import Patience, deals
from app.parsers.grids.promises import Reading, is_rate, is_total, kept_promises, promised_formulas
from app.parsers.labels import NO_FIGURE_WORDS, label_key

MOST_CANDIDATES: Final = 400
MOST_TRIED: Final = 4000
MOST_COLUMNS: Final = 40


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
    """A reading, the block it reads, how the figures keep to what its labels promise, and what they prove whatever the labels say.

    rates: the columns that are rates or shares of others. sums: which columns are sums of others.
    """

    heads: Reading
    paths: Reading
    block: Block
    promises: tuple[Support, ...]
    rates: frozenset[int]
    sums: tuple[Relation, ...]


def choose_columns(block: Block) -> Chosen[Reading] | Unproven[Reading]:
    """What each column is called, those of the labels first, or the two best readings."""
    trials, cut_short = _trials(block)
    chosen = choose(trials, EVIDENCE, cut_short=cut_short, says=_says)
    if isinstance(chosen, Chosen):
        return Chosen(_says(chosen.reading), chosen.score)
    agreed = _agreed([] if cut_short else trials)
    return agreed or Unproven(tuple(map(_says, chosen.readings)))


def _trials(block: Block) -> tuple[list[Trial], bool]:
    """All candidates with what the figures say of them, and whether there were more than could be looked at."""
    candidates, cut_short = candidate_columns(block)
    relations = [one for one in find_relations(block.rows) if one.proven] if candidates else []
    rates = frozenset(one.relation.item for one in relations if one.relation.kind in (Kind.SHARE, Kind.RATE))
    sums = tuple(one.relation for one in relations if one.relation.kind is Kind.SUM)
    split = [(reading[: block.labels], reading[block.labels :]) for reading in candidates]
    return [Trial(heads, paths, block, kept_promises(paths, block.rows), rates, sums) for heads, paths in split], cut_short


def _agreed(trials: Sequence[Trial]) -> Chosen[Reading] | None:
    """What the best readings have in common, where they differ in modifiers only: `조성 수입` and `계획 수입` are both 수입."""
    weighed = [(weigh(trial, EVIDENCE), _says(trial)) for trial in trials]
    best = max((weight for weight, _ in weighed), default=FLOOR - 1)
    columns = list(zip(*(reading for weight, reading in weighed if weight > best - LEAD), strict=True))
    if best < FLOOR or any(len({path[-1:] for path in paths}) > 1 for paths in columns):
        return None
    common = tuple(tuple(label for label in paths[0] if all(label in path for path in paths)) for paths in columns)
    named = [path for path in common[trials[0].block.labels :] if path]
    return Chosen(common, best) if len(set(named)) == len(named) else None


def shared_columns(block: Block) -> tuple[int, ...]:
    """The columns that every candidate gives one and the same name: they may be read although the others may not.

    None where no candidate is plausible by itself: then a label is missing, and all of them may be wrong.
    """
    trials, cut_short = _trials(block)
    if cut_short or max((weigh(trial, EVIDENCE) for trial in trials), default=FLOOR - 1) < FLOOR:
        return ()
    names = zip(*map(_says, trials), strict=True)
    return tuple(at for at, named in enumerate(names) if len(set(named)) == 1 and named[0])


def columns_unclear(span: Span, readings: Sequence[Reading]) -> Finding:
    """Which label stands over which column can't be told: the two best readings, if there are any."""
    shown = [" | ".join(" ".join(label for label in path if label) for path in reading) for reading in readings]
    message = "머리글의 이름이 어느 열의 것인지 정할 수 없어 이 표의 수를 읽지 않았습니다."
    best, second = (*shown, None, None)[:2]
    return Finding(FindingCode.COLUMNS_UNCLEAR, Severity.WARNING, message, span, printed=best, expected=second)


# --- candidates ---------------------------------------------------------------------------------------------------------


def candidate_columns(block: Block) -> tuple[list[Reading], bool]:
    """Every deal that is not ruled out, and whether there were more than could be looked at."""
    found: dict[Reading, None] = {}
    if block.width > MOST_COLUMNS or not block.levels:
        return [], False
    patience = Patience(MOST_TRIED)
    for reading in _readings(block, patience):
        if _is_possible(reading[block.labels :], block.rows):
            found[reading] = None
        if len(found) >= MOST_CANDIDATES:
            return list(found), True
    return list(found), patience.left < 0


def _readings(block: Block, patience: Patience) -> Iterator[Reading]:
    """The heads of the label columns, and the deals of all other labels; columns that hold nothing may stay without one."""
    top, below = block.levels[0], block.levels[1:]
    for count in dict.fromkeys((min(1, block.labels), block.labels)):
        heads = tuple((top[min(at, count - 1)],) for at in range(block.labels)) if count <= len(top) else ()
        for spare in range(block.spare + 1) if len(heads) == block.labels else ():
            for nodes in deals((top[count:], *below), block.width - spare, patience):
                yield (*heads, *(path for node in nodes for path in node.columns), *(((),) * spare))


def _is_possible(paths: Reading, rows: Sequence[Row]) -> bool:
    """Whether no rule forbids a reading: no full name twice, no note and no name of the rows over figures."""
    named = [path for path in paths if path]
    if len(set(named)) < len(named):
        return False
    forbidden = [column for column, path in enumerate(paths) if any(label_key(label) in NO_FIGURE_WORDS for label in path)]
    return not any(row[column] is not None for column in forbidden for row in rows)


# --- evidence -----------------------------------------------------------------------------------------------------------


def _kept(trial: Trial) -> float:
    return sum(min(1.0, support.proof / ENOUGH) for support in trial.promises if support.holds and support.proof > 0)


def _broken(trial: Trial) -> float:
    return sum(1 for support in trial.promises if not support.holds)


def _misnamed_rates(trial: Trial) -> float:
    return sum(1 for column in trial.rates if not is_rate(trial.paths[column]))


def _torn_groups(trial: Trial) -> float:
    """How many columns are the sum of a part of a group that they do not belong to: their label has slid out of it."""
    return sum(1 for one in trial.sums if _tears(trial.paths, one))


def _tears(paths: Reading, relation: Relation) -> bool:
    groups = {paths[at][:-1] for at in relation.terms}
    group = next(iter(groups))
    if len(groups) > 1 or not group or paths[relation.item][:-1] == group:
        return False
    members = [at for at, path in enumerate(paths) if path[:-1] == group and not is_rate(path) and not is_total(path[-1])]
    return len(members) > len(relation.terms)


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
    relations = [relation for forms, _ in promised_formulas(trial.paths) for relation in forms]
    return sum(len({trial.paths[at][:-1] for at in (one.item, *one.terms)}) > 1 for one in relations)


def _says(trial: Trial) -> Reading:
    return (*trial.heads, *trial.paths)


EVIDENCE: Final[tuple[Evidence[Trial], ...]] = (
    Evidence("what a label promises comes out in all rows", 8, _kept),
    Evidence("what a label promises does not come out", -8, _broken),
    Evidence("a column is a rate under another name", -8, _misnamed_rates),
    Evidence("a column is the sum of a part of another group", -8, _torn_groups),
    Evidence("amounts stand under the name of a rate", -6, _amounts_called_rates),
    Evidence("percents stand under the name of a rate", 3, _named_rates),
    Evidence("a formula joins columns of several groups", -4, _formulas_apart),
    Evidence("a word of a group returns in its labels", 2, _echoes),
    Evidence("a group has one column", -2, _groups_of_one),
    Evidence("groups are of unequal size", -1, _unequal_groups),
)
