"""Readings of a header whose columns only blanks separate, and the one that the rows and the words bear out.

How many columns there are is known from the rows; which words stand over which of them is not. Two words may be one label
(`성립후 증감액`), the first may be the head of the labels, a line may be a caption, the upper lines may hold groups over the leaves of the
lower ones, a total may have no label at all. Each of these makes a reading. A reading is weighed by what its labels promise of the
figures, by words that labels are known to end in, and by how much it had to join, leave out or make up. Readings that differ only in
their groups are no rivals: the labels of the leaves are what they share.

>>> rows = [["30,000", "5,000", "35,000"], ["70,000", "0", "70,000"]]
>>> read_heads(["재원 예산액 성립후 증감액 예산현액"], Block(rows), labelled=True)
Heads(label=('재원',), columns=(('예산액',), ('성립후 증감액',), ('예산현액',)), skipped=0)
>>> read_heads(["유사 단체별 총원 일반직 복지직"], Block([["666", "570", "96"], ["610", "540", "70"]]), labelled=True).label
('유사 단체별',)
>>> read_heads(["가 나 다 라 마"], Block(rows), labelled=True)
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, islice, pairwise
from typing import Final, NamedTuple

from app.parsers.evidence.choice import LEAD, Chosen, Evidence, choose, weigh
from app.parsers.grids.spaced.deal import Heads, Path
from app.parsers.grids.spaced.header import KNOWN, split_labels
from app.parsers.grids.spaced.levels import has_levels, lies_flat
from app.parsers.grids.spaced.lines import is_known, names_rows
from app.parsers.grids.spaced.promises import Block
from app.parsers.grids.spaced.repeated import cuts_unlike
from app.parsers.labels import (
    BUDGET_COLUMNS,
    COUNTERS,
    FIRST_SYLLABLE,
    LABEL_COLUMN_WORDS,
    LAST_SYLLABLE,
    NOTE_COLUMN_WORDS,
    TOTAL_WORDS,
    UNNAMED_TOTAL,
    WHOLE_PREFIXES,
    BudgetColumn,
    label_key,
)
from app.parsers.values.cells import CellKind, cell_kind

_MOST_JOINS: Final = 3  # in one level
_MOST_JOINED: Final = 4  # in all
_MOST_LABELS: Final = 40
_MOST_READINGS: Final = 1500
_MOST_LEFT: Final = 4  # words above the header that may be left out
_MOST_CUTS: Final = 60
_MOST_HEAD_WORDS: Final = 2
_MOST_TRIED: Final = 12
_SHORTEST_KNOWN: Final = 2
_LONGEST_GLUED: Final = 30
_FOOTNOTE: Final = re.compile(r"(?:(?<=[가-힣])|(?<=\s))\d\)")


class Reading(NamedTuple):
    """One way to read a header: the head of the labels, the path of each column; what it joined, left out and made up."""

    label: Path
    columns: tuple[Path, ...]
    joined: int = 0
    left: int = 0
    made_up: int | None = None
    skipped: int = 0
    suggested: bool = False

    @property
    def leaves(self) -> tuple[str, ...]:
        """What each column itself is called."""
        return tuple(path[-1] if path else "" for path in self.columns)


def read_heads(lines: Sequence[str], block: Block, *, labelled: bool, timed: bool = False, known: Heads | None = None) -> Heads | None:
    """The columns of a header of folded lines over rows of figures; None where no reading is clearly the best.

    labelled: whether the rows have labels; `timed`: these are times, which need no head.
    known: what the known words made of the header; it is one reading more.
    """
    counts, needed = _head_counts(labelled=labelled, timed=timed)
    printed = [labels for line in lines if (labels := labels_of(line))]
    found = list(islice(_readings(printed, block.width, counts, needed), _MOST_READINGS))
    levelled = has_levels(printed)
    if known:
        found.insert(0, Reading(known.label, known.columns, suggested=True))
    kept = [one for one in found if not (_is_impossible(one, block) or (levelled and lies_flat(one.columns)))]
    evidence = _evidence(block)
    chosen = choose(kept, evidence, cut_short=len(found) == _MOST_READINGS, says=lambda reading: reading.leaves)
    if not isinstance(chosen, Chosen):
        return None
    alike = [one for one in kept if one.leaves == chosen.reading.leaves and chosen.score - weigh(one, evidence) < LEAD]
    return _shared(chosen.reading, alike)


def _head_counts(*, labelled: bool, timed: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How many labels may head the rows' labels, and with how many of them nothing is odd."""
    if timed:
        return (0, 1), (0, 1)
    return ((1,), (1,)) if labelled else ((0, 1), (0,))


def _shared(best: Reading, alike: Sequence[Reading]) -> Heads | None:
    """What readings that are about as good share: the groups, or at least the labels of the leaves, if these are distinct."""
    if all(one.columns == best.columns for one in alike):
        return Heads(best.label, best.columns, best.skipped)
    bare = tuple((leaf,) for leaf in best.leaves)
    return Heads(best.label, bare, best.skipped) if len(set(bare)) == len(bare) else None


def labels_of(line: str) -> tuple[str, ...]:
    """The labels of a header line, without the marks of footnotes; a unit belongs to the label before it."""
    labels: list[str] = []
    for label in (part for whole in split_labels([_FOOTNOTE.sub("", line)]) for part in _unglued(whole)):
        if labels and label in COUNTERS and not FIRST_SYLLABLE <= label[0] <= LAST_SYLLABLE:
            labels[-1] += f" {label}"
        else:
            labels.append(label)
    return tuple(labels)


def _unglued(label: str) -> Sequence[str]:
    """Known words that stand without a blank between them (`예산액전년도예산액`), the longest first; else the label itself."""
    if is_known(label) or " " in label or len(label) > _LONGEST_GLUED:
        return (label,)
    found: list[str] = []
    at = 0
    while at < len(label):
        end = next((end for end in range(len(label), at + _SHORTEST_KNOWN - 1, -1) if label[at:end] in KNOWN), 0)
        if not end or label[at:end] in WHOLE_PREFIXES:
            return (label,)
        found.append(label[at:end])
        at = end
    return found


def _is_impossible(reading: Reading, block: Block) -> bool:
    """What can't be, whatever speaks for it: two columns of one name, words for labels over figures, a total made up without proof."""
    if len(set(reading.columns)) < len(reading.columns):
        return True
    if _stands_in_and_beside(reading) or _heads_figures(reading) or cuts_unlike(reading.columns):
        return True
    return reading.made_up is not None and not block.is_total(reading.made_up, [label_key(leaf) for leaf in reading.leaves])


def _stands_in_and_beside(reading: Reading) -> bool:
    """Whether a label is that of a column alone and of one in a group; only totals are."""
    alone = {label_key(path[0]) for path in reading.columns if not path[1:]} - TOTAL_WORDS
    return any(label_key(path[-1]) in alone for path in reading.columns if path[1:])


def _heads_figures(reading: Reading) -> bool:
    """Whether a word for labels stands over figures, or over a group of them."""
    groups = {label_key(label) for path in reading.columns for label in path[:-1]}
    leaves = {label_key(leaf) for leaf in reading.leaves}
    return bool(groups & LABEL_COLUMN_WORDS or (leaves & LABEL_COLUMN_WORDS) - BUDGET_COLUMNS.keys())


def _evidence(block: Block) -> tuple[Evidence[Reading], ...]:
    return (
        Evidence("what the labels promise", 1, lambda reading: block.weigh(reading.leaves)),
        Evidence("as many words as columns", 2, lambda reading: not (reading.joined or reading.left or reading.made_up is not None)),
        Evidence("known words of labels", 1, lambda reading: sum(map(_knows, reading.leaves))),
        Evidence("a word for labels over the labels", 1, _weigh_head),
        Evidence("two labels under one group", -2.5, lambda reading: sum(map(_doubled, {path[0] for path in reading.columns if path[1:]}))),
        Evidence("a label under itself", -2, lambda reading: sum(path[0] == path[-1] for path in reading.columns if path[1:])),
        Evidence("the known words read it so", 2, lambda reading: reading.suggested),
        Evidence("joined words", -0.5, lambda reading: reading.joined),
        Evidence("words left out", -1.5, lambda reading: reading.left),
        Evidence("a label made up", -1, lambda reading: reading.made_up is not None),
    )


def _knows(label: str) -> float:
    """How well a label is known: it ends in a known word; less where it rather is two labels."""
    if is_known(label) or (" " not in label and is_known(label.split("(", maxsplit=1)[0])):
        return 1.0
    last = label.rsplit(maxsplit=1)[-1]
    key = label_key(label)
    ends = is_known(last) or any(key[start:] in KNOWN for start in range(1, len(key) - 1))
    return ends - 2.5 * _doubled(label)


def _doubled(label: str) -> int:
    """How many words of a label rather end, or begin, a label of their own: a known word, a note in brackets, a time amid it."""
    words = label.split()
    if words[-1] in COUNTERS:
        words.pop()
    if len(words) < 2 or is_known(label):
        return 0
    inner = words[:-1]
    ended = sum(word.endswith(")") or word in COUNTERS or (len(word) >= _SHORTEST_KNOWN and is_known(word)) for word in inner)
    return ended - sum(map(_is_time, inner)) + sum(map(_is_time, words[1:]))


def _is_time(word: str) -> bool:
    return cell_kind(word) is CellKind.TIME


def _weigh_head(reading: Reading) -> float:
    """How well the head of the labels is one: a word for labels, or two; an amount or what is counted heads no labels."""
    if not reading.label:
        return 0.0
    words = reading.label[-1].split()
    roles = [BUDGET_COLUMNS.get(label_key(word)) for word in words]
    if len(words) > _MOST_HEAD_WORDS or any(role and role is not BudgetColumn.NOTE for role in roles):
        return -4.0
    counted = sum(is_known(word) and not names_rows(label_key(word)) for word in words)
    named = names_rows(label_key(reading.label[-1])) or names_rows(label_key(words[-1]))
    return (1.0 if named else -1.0) - 2.5 * (counted if words[1:] else 0)


# --- readings --------------------------------------------------------------------------------------------------------

Printed = Sequence[Sequence[str]]
"""The labels of a header, line by line."""


def _readings(lines: Printed, width: int, counts: Sequence[int], needed: Sequence[int]) -> Iterator[Reading]:
    """Every reading: of the last lines alone or of all, in one level or in two; `counts`: how many labels may head the rows' labels.

    needed: with how many of them nothing is odd; else the head must be a word for labels.
    """
    for start in range(len(lines)):
        used = lines[start:]
        left = sum(map(len, lines[:start]))
        if left > _MOST_LEFT:
            return
        for count in counts:
            for reading in (*_one_a_line(used, width, count), *_one_level(used, width, count), *_two_levels(used, width, count)):
                if reading.joined > _MOST_JOINED:
                    continue
                if count in needed or names_rows(label_key(reading.label[-1])):
                    yield reading._replace(left=reading.left + left, skipped=start)


def _one_a_line(lines: Printed, width: int, count: int) -> Iterator[Reading]:
    """As many lines as columns, each of one word or two, and all but the head's ending in a known one: each is a label as it stands."""
    whole = all(len(line) <= _MOST_HEAD_WORDS and is_known(line[-1]) for line in lines[count:])
    if len(lines) == width + count and whole and any(len(line) > 1 for line in lines):
        labels = [_join(line) for line in lines]
        yield Reading(tuple(labels[:count]), tuple((label,) for label in labels[count:]))


def _one_level(lines: Printed, width: int, count: int) -> Iterator[Reading]:
    if len(lines[-1]) > 1 and label_key(lines[-1][-1]) in NOTE_COLUMN_WORDS:
        lines = [*lines[:-1], lines[-1][:-1]]
    labels = [label for line in lines for label in line]
    for joined, cut in _joined(lines, width + count):
        yield Reading(tuple(cut[:count]), tuple((label,) for label in cut[count:]), joined)
    if len(labels) == width + count - 1 and width > 2:
        named = [(label,) for label in labels[count:]]
        yield Reading(tuple(labels[:count]), (*named, (UNNAMED_TOTAL,)), made_up=width - 1)
        yield Reading(tuple(labels[:count]), ((UNNAMED_TOTAL,), *named), made_up=0)


def _joined(lines: Printed, wanted: int) -> list[tuple[int, list[str]]]:
    """The labels joined with their neighbours to as many as wanted, the likeliest first."""
    labels = [label for line in lines for label in line]
    fixed, free = _joints(lines)
    surplus = len(labels) - len(fixed) - wanted
    if not 0 <= surplus <= min(_MOST_JOINS, len(free)) or len(labels) > _MOST_LABELS or wanted < 1:
        return []
    cuts = []
    for joins in islice(combinations(free, surplus), _MOST_READINGS):
        breaks = [at for at in range(1, len(labels)) if at not in joins and at not in fixed]
        cut = [_join(labels[start:end]) for start, end in pairwise((0, *breaks, len(labels)))]
        cuts.append((surplus, cut))
    return sorted(cuts, key=lambda pair: -sum(map(_knows, pair[1])))[:_MOST_CUTS]


def _joints(lines: Printed) -> tuple[set[int], list[int]]:
    """Before which labels there is a join for certain, and before which there may be one.

    A note in brackets always belongs to the label before it. Over a line end only what stands alone on both lines can be one label.
    """
    labels = [label for line in lines for label in line]
    fixed = {at for at, label in enumerate(labels) if at and label[0] == "("}
    ends = [0, *accumulate(map(len, lines))]
    apart = {end for before, end, after in zip(ends, ends[1:], ends[2:], strict=False) if max(end - before, after - end) > 1}
    return fixed, [at for at in range(1, len(labels)) if at not in fixed and at not in apart]


def _join(labels: Sequence[str]) -> str:
    return " ".join(labels).replace(" (", "(")


def _two_levels(lines: Printed, width: int, count: int) -> Iterator[Reading]:
    """Upper lines of single columns and of groups, over lines of leaves."""
    for split in range(1, len(lines)):
        upper, lower = [list(line) for line in lines[:split]], lines[split:]
        if len(upper[-1]) > 1 and label_key(upper[-1][-1]) in NOTE_COLUMN_WORDS:
            upper[-1].pop()
        for size in range(2, width + 1):
            for joined, leaves in _joined(lower, size)[:_MOST_TRIED]:
                yield from _dealt(upper, leaves, width - size, joined, count)


def _dealt(upper: Printed, leaves: Sequence[str], single: int, joined: int, count: int) -> Iterator[Reading]:
    """The upper labels, `single` of which have no leaves of their own, over the leaves of the others."""
    for groups in range(1, len(leaves) // 2 + 1):
        for upper_joined, cut in _joined(upper, count + single + groups)[:_MOST_TRIED]:
            for columns in _arranged(cut[count:], leaves, groups):
                yield Reading(tuple(cut[:count]), columns, joined + upper_joined)


def _arranged(tops: Sequence[str], leaves: Sequence[str], groups: int) -> Iterator[tuple[Path, ...]]:
    """Which of the upper labels are groups, and how many leaves each has: as many as the others, where that comes out."""
    for bounds in _bounds(len(leaves), groups):
        runs = [leaves[start:end] for start, end in pairwise(bounds)]
        if any(len(run) < 2 or len(set(run)) < len(run) for run in runs):
            continue
        for over in islice(combinations(range(len(tops)), groups), _MOST_CUTS):
            yield tuple(_under(tops, runs, over))


def _bounds(leaves: int, groups: int) -> Iterator[tuple[int, ...]]:
    if leaves % groups == 0:
        yield tuple(range(0, leaves + 1, leaves // groups))
    else:
        yield from ((0, *cuts, leaves) for cuts in islice(combinations(range(2, leaves - 1), groups - 1), _MOST_CUTS))


def _under(tops: Sequence[str], runs: Sequence[Sequence[str]], over: Sequence[int]) -> Iterator[Path]:
    waiting = iter(runs)
    for at, top in enumerate(tops):
        if at in over:
            yield from ((top, leaf) for leaf in next(waiting))
        else:
            yield (top,)
