"""Which labels of a flattened header were groups of columns: told by their order, and by sums among the figures.

All group labels may come before all leaf labels (`계 일반직 임기제` / `5급 6급 …`), or each group right before its leaves
(`확정 소계 승소 패소`). The rows say how many columns there are; where several arrangements have that many, the one wins
under whose totals the figures add up.

>>> figures = SampledFigures([[10, 7, 4, 3, 3]])
>>> arrange(["계", "일반직", "임기제", "소계", "5급", "6급"], 5, [3, 6], figures)
(('계',), ('일반직', '소계'), ('일반직', '5급'), ('일반직', '6급'), ('임기제',))
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from app.parsers.labels import CATEGORY_OF_GRADE, GROUP_ENDINGS, GROUP_TOTALS, GROUP_WORD, TOTAL_WORDS, label_key

Path = tuple[str, ...]
Column = tuple[int, int]
"""A column as the places of its group's label (-1 for none) and of its own among the labels."""

_MOST_ARRANGEMENTS: Final = 120
_NUMBERED: Final = re.compile(r"[0-9]{1,4}(?![0-9])")


class SampledFigures:
    """The figures of a table's first rows, and which of its columns add up to which."""

    def __init__(self, rows: Sequence[Sequence[float | None]]) -> None:
        self.rows = rows
        self._hits: dict[tuple[int, tuple[int, ...]], int] = {}

    def adds_up(self, total: int, parts: tuple[int, ...]) -> int:
        """In how many rows a column is the sum of others, less the rows where it is not."""
        key = (total, parts)
        if key not in self._hits:
            self._hits[key] = sum(self._row_adds_up(row, total, parts) for row in self.rows)
        return self._hits[key]

    @staticmethod
    def _row_adds_up(row: Sequence[float | None], total: int, parts: tuple[int, ...]) -> int:
        whole = row[total] if total < len(row) else None
        figures = [row[part] or 0 for part in parts if part < len(row)]
        if whole is None or not any(figures):
            return 0
        return 1 if abs(whole - sum(figures)) < 0.5 else -1


def arrange(labels: Sequence[str], columns: int, breaks: Sequence[int], figures: SampledFigures) -> tuple[Path, ...] | None:
    """The leaf path of each value column, or None where the labels cannot make `columns` columns.

    labels: those behind the label columns. breaks: how many labels stood before each line end.
    """
    groups = len(labels) - columns
    if groups < 0:
        return None
    if groups == 0:
        return tuple((label,) for label in labels)
    header = _Header(labels, figures)
    found = [*header.level_order(columns, groups, breaks), *header.nested_order(groups)]
    if not found:
        return None
    best = max(found, key=header.score)  # the first of several
    return tuple((labels[leaf],) if group < 0 else (labels[group], labels[leaf]) for group, leaf in best)


class _Header:
    """The labels of a header with what is known of each."""

    def __init__(self, labels: Sequence[str], figures: SampledFigures) -> None:
        self.figures = figures
        self.labels = labels
        self.keys = [label_key(label) for label in labels]
        self.totals = [key in TOTAL_WORDS for key in self.keys]
        self.subtotals = [key in GROUP_TOTALS for key in self.keys]
        self.groupish = [key.endswith(GROUP_ENDINGS) or GROUP_WORD in key for key in self.keys]
        self.series = [label[match.end() :] if (match := _NUMBERED.match(label)) else "" for label in labels]

    def level_order(self, columns: int, groups: int, breaks: Sequence[int]) -> list[tuple[Column, ...]]:
        """All top labels first, then the leaves of each group: `a b c` / `b1 b2 c1 c2`."""
        found = []
        for top in dict.fromkeys(count for count in breaks if groups <= count < len(self.labels)):
            runs = self._leaf_runs(top, groups)
            if runs is None:
                continue
            for chosen in itertools.islice(itertools.combinations(range(top), groups), _MOST_ARRANGEMENTS):
                waiting = iter(runs)
                arranged: list[Column] = []
                for at in range(top):
                    arranged += [(at, leaf) for leaf in next(waiting)] if at in chosen else [(-1, at)]
                if len(arranged) == columns:
                    found.append(tuple(arranged))
        return found

    def _leaf_runs(self, top: int, groups: int) -> list[range] | None:
        """Cut the leaves into as many runs as there are groups.

        A run begins at a subtotal, at a label that stood before, where a numbered series starts again, and, where that
        leaves runs missing, where one series gives way to another (`9급` → `가군`); else leaves are cut evenly.
        """
        last = len(self.labels)
        begins = self._sure_runs(top)
        if len(begins) < groups - 1:
            turns = [at for at in range(top + 1, last) if at not in begins and self._turns(at)]
            begins = sorted(begins + turns) if len(begins) + len(turns) == groups - 1 else begins
        if len(begins) != groups - 1:
            if (last - top) % groups:
                return None
            width = (last - top) // groups
            begins = list(range(top + width, last, width))
        return [range(start, end) for start, end in itertools.pairwise([top, *begins, last])]

    def _sure_runs(self, top: int) -> list[int]:
        begins: list[int] = []
        start = top
        for at in range(top + 1, len(self.labels)):
            if self.labels[at] in self.labels[start:at] or self.subtotals[at] or self._restarts(at):
                begins.append(at)
                start = at
        return begins

    def _restarts(self, at: int) -> bool:
        """Whether a numbered series starts again: 9급 → 6급."""
        before, here = _NUMBERED.match(self.labels[at - 1]), _NUMBERED.match(self.labels[at])
        return bool(before and here and self.series[at - 1] == self.series[at] and int(here.group()) < int(before.group()))

    def _turns(self, at: int) -> bool:
        """Whether a numbered or lettered series gives way to another: 9급 → 가군."""
        before, here = self.labels[at - 1], self.labels[at]
        return len(before) <= 3 and len(here) <= 3 and before[-1] != here[-1] and (before[0].isdigit() or here[0].isdigit())

    def nested_order(self, groups: int) -> list[tuple[Column, ...]]:
        """Each group right before its leaves, which begin with a subtotal: `확정 소계 승소 패소 승소율`."""
        starts = [at for at in range(1, len(self.labels)) if self.subtotals[at] and not self.subtotals[at - 1]]
        if len(starts) != groups:
            return []
        limits = [*(start - 1 for start in starts[1:]), len(self.labels)]
        ends = [self._likely_ends(start, limit, number) for number, (start, limit) in enumerate(zip(starts, limits, strict=True))]
        found = []
        for chosen in itertools.islice(itertools.product(*ends), _MOST_ARRANGEMENTS):
            runs = list(zip(starts, chosen, strict=True))
            if not any(self.labels[start - 1] in self.labels[start:end] for start, end in runs):  # no group is one of its own leaves
                found.append(self._nested(runs))
        return found

    def _nested(self, runs: Sequence[tuple[int, int]]) -> tuple[Column, ...]:
        """The columns where the leaves of each group, from a subtotal to an end, stand right behind its label."""
        arranged: list[Column] = []
        at = 0
        for start, end in runs:
            arranged += [(-1, label) for label in range(at, start - 1)]
            arranged += [(start - 1, label) for label in range(start, end)]
            at = end
        return (*arranged, *((-1, label) for label in range(at, len(self.labels))))

    def _likely_ends(self, start: int, limit: int, number: int) -> list[int]:
        """Where the leaves of a group can end: where its subtotal is their sum, or, where it nowhere is, anywhere.

        The labels of `number + 1` groups stand before the subtotal and have no column of their own.
        """
        total = start - number - 1
        ends = range(start + 1, limit + 1)
        sums = [end for end in ends if self.figures.adds_up(total, tuple(range(total + 1, end - number - 1))) > 0]
        return [end for end in ends if end >= sums[-1]] if sums else list(ends)

    def score(self, arranged: Sequence[Column]) -> float:
        """How well the figures and the words bear out an arrangement."""
        hits = sum(self.figures.adds_up(at, parts) for at, parts in self._totals(arranged))
        return hits / max(1, len(self.figures.rows)) + self._likely(arranged)

    def _totals(self, arranged: Sequence[Column]) -> list[tuple[int, tuple[int, ...]]]:
        """Columns that should be the sum of others: a group's subtotal, and the grand total of all groups."""
        subtotalled = {group for group, leaf in arranged if group >= 0 and self.totals[leaf]}
        totals = []
        for at, (group, leaf) in enumerate(arranged):
            if not self.totals[leaf]:
                continue
            others = [(other, column) for other, column in enumerate(arranged) if other != at]
            if group >= 0:
                parts = tuple(other for other, column in others if column[0] == group)
            else:
                parts = tuple(other for other, (over, part) in others if over < 0 or over not in subtotalled or self.totals[part])
            totals.append((at, parts))
        return totals

    def _likely(self, arranged: Sequence[Column]) -> float:
        """A weak preference where figures decide nothing: `…현황` and `… 대비` are groups, plain columns and totals are not."""
        grouped = {group for group, _ in arranged if group >= 0}
        single = {leaf for group, leaf in arranged if group < 0}
        mixed = sum(len({self.series[leaf] for group, leaf in arranged if group == over}) > 1 for over in grouped)
        owned = sum(group >= 0 and CATEGORY_OF_GRADE.get(self.labels[leaf][-1:]) == self.keys[group] for group, leaf in arranged)
        totals = sum(self.totals[group] for group in grouped)
        groupish = sum(self.groupish[group] for group in grouped) - sum(self.groupish[leaf] for leaf in single)
        return 0.1 * groupish - 0.5 * mixed - totals + 0.3 * owned
