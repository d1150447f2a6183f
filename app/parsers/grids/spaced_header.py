"""Headers of tables whose columns only blanks separate.

Such a header was laid out in a grid of its own and then flattened: its labels come line by line, padded letter by
letter (`예 산 액`), broken inside a word (`소` / `계`), with notes on lines of their own (`(A+B)`, `(5.31.기준)`), and all
group labels may come before all leaf labels. What tells the columns apart again is their number: the rows below say
how many figures there are, and sums among the figures say which labels were groups.

>>> split_labels(["구 분 계", "일 반 직 별정직·임기제"])
['구분', '계', '일반직', '별정직·임기제']
>>> split_labels(["구 분", "계", "(A+B)", "확 정(종결)", "소계", "(B)", "승 소", "(소취하 등)", "패 소 승소율(%)"])
['구분', '계(A+B)', '확정(종결)', '소계(B)', '승소(소취하 등)', '패소', '승소율(%)']
>>> split_labels(["구   분 2022 예산현액", "(A)", "'22년 대비 증감 징수현황(3.31.)"])
['구분', '2022 예산현액(A)', "'22년 대비 증감", '징수현황(3.31.)']
"""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Final

from app.parsers.labels import (
    BUDGET_COLUMNS,
    CATEGORY_OF_GRADE,
    FACILITY_COLUMNS,
    GROUP_ENDINGS,
    HEADER_WORDS,
    LABEL_COLUMN_WORDS,
    STAFF_CATEGORIES,
    TOTAL_WORDS,
    VEHICLE_CATEGORIES,
    label_key,
)

_TOKEN: Final = re.compile(r"\([^()]*\)|[^\s()]+(?:\([^()]*\))*|\S")
_ORDINAL: Final = re.compile(r"(?:제?\d+(?:차|기|회|단계)|'\d{2}년?도?|(?:19|20)\d{2}년?도?)")
_SUBTOTALS: Final = frozenset(["소계", "계"])
KNOWN: Final = frozenset(
    [*BUDGET_COLUMNS, *LABEL_COLUMN_WORDS, *STAFF_CATEGORIES, *TOTAL_WORDS, *FACILITY_COLUMNS, *VEHICLE_CATEGORIES, *HEADER_WORDS]
)
_KNOWN_SYLLABLES: Final = max(len(word) for word in KNOWN)

Path = tuple[str, ...]
Score = Callable[[Sequence[Path]], float]


def split_labels(lines: Sequence[str]) -> list[str]:
    """The labels of a folded header, in the order they were printed."""
    labels: list[str] = []
    for line in lines:
        labels += _join_words(_join_letters([match.group() for match in _TOKEN.finditer(line)]))
    return _join_lines(labels)


def _join_letters(tokens: list[str]) -> list[str]:
    """Join single letters to words: to known ones where they are, else all that stand side by side."""
    joined: list[str] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _is_letter(tokens[end]):
            end += 1
        if end < len(tokens) and end > at and re.fullmatch(r"[가-힣](?:\([^()]*\))+", tokens[end]):
            end += 1
        if end - at > 1:
            joined += _segment(tokens[at:end])
        else:
            end = max(end, at + 1)
            joined += tokens[at:end]
        at = end
    return joined


def _is_letter(token: str) -> bool:
    return len(token) == 1 and "가" <= token <= "힣"


def _segment(letters: list[str]) -> list[str]:
    """Cut a run of letters into known words, the longest first; what is left over stays one word."""
    words: list[str] = []
    at = 0
    while at < len(letters):
        end = next(
            (
                stop
                for stop in range(min(len(letters), at + _KNOWN_SYLLABLES), at, -1)
                if label_key("".join(letters[at:stop])) in KNOWN and stop - at + 1 != 1
            ),
            None,
        )
        if end is None:
            end = next((stop for stop in range(at + 1, len(letters)) if "".join(letters[stop : stop + 2]) in KNOWN), len(letters))
        words.append("".join(letters[at:end]))
        at = end
    return words


def _join_words(words: list[str]) -> list[str]:
    """Join an ordinal or year with the word after it, and words that are known together (`대비 증감`)."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        if words[at].startswith("(") and joined:
            joined[-1] = f"{joined[-1]} {words[at]}"
            at += 1
            continue
        end = at + 1
        for stop in range(min(len(words), at + 4), at + 1, -1):
            phrase = " ".join(words[at:stop])
            if label_key(phrase) in KNOWN and not _ORDINAL.fullmatch(words[stop - 1]):
                end = stop
                break
        if (
            end == at + 1
            and end < len(words)
            and _ORDINAL.fullmatch(words[at])
            and not words[end].startswith("(")
            and not _ORDINAL.fullmatch(words[end])
        ):
            end += 1
        joined.append(" ".join(words[at:end]))
        at = end
    return joined


def _join_lines(labels: list[str]) -> list[str]:
    """Join what a line break cut: a note to its label, two letters to a known word, a word that ends in a dot."""
    joined: list[str] = []
    for label in labels:
        before = joined[-1] if joined else ""
        if before and (label.startswith("(") or before.endswith(("·", "/", "-"))):
            joined[-1] = before + label
        elif before and _ORDINAL.fullmatch(before) and not _ORDINAL.fullmatch(label):
            joined[-1] = f"{before} {label}"
        elif (before and len(before) <= 2 and len(label) <= 2 and before not in KNOWN and before + label in KNOWN) or (
            before and len(before) == 1 and len(label) == 1 and before + label in KNOWN
        ):
            joined[-1] = before + label
        else:
            joined.append(label)
    return joined


def arrange(labels: Sequence[str], columns: int, breaks: Sequence[int], score: Score) -> tuple[Path, ...] | None:
    """The leaf path of each value column, or None where the labels cannot make `columns` columns.

    labels: those behind the label columns. breaks: how many labels stood before each line end.
    score: how well the figures bear out an arrangement, by sums among their columns; the best one wins.
    """
    groups = len(labels) - columns
    if groups < 0:
        return None
    if groups == 0:
        return tuple((label,) for label in labels)
    found = [*_level_order(labels, columns, groups, breaks), *_nested_order(labels, groups)]
    if not found:
        return None
    best = max(range(len(found)), key=lambda at: (score(found[at]) + _likely(found[at]), -at))
    return found[best]


def _level_order(labels: Sequence[str], columns: int, groups: int, breaks: Sequence[int]) -> list[tuple[Path, ...]]:
    """All top labels first, then the leaves of each group: `a b c` / `b1 b2 c1 c2`."""
    found = []
    for top in dict.fromkeys(count for count in breaks if groups <= count < len(labels)):
        runs = _leaf_runs(labels[top:], groups)
        if runs is None:
            continue
        for chosen in itertools.islice(itertools.combinations(range(top), groups), 500):
            paths: list[Path] = []
            waiting = iter(runs)
            for at in range(top):
                paths += [(labels[at], leaf) for leaf in next(waiting)] if at in chosen else [(labels[at],)]
            if len(paths) == columns:
                found.append(tuple(paths))
    return found


def _leaf_runs(leaves: Sequence[str], groups: int) -> list[list[str]] | None:
    """Cut leaves into as many runs as there are groups.

    A run begins at a subtotal, at a label that stood before, where a numbered series starts again, and, where that leaves
    runs missing, where one series gives way to another (`9급` → `가군`); leaves without any such sign are cut evenly.
    """
    sure = _sure_runs(leaves)
    if len(sure) < groups - 1:
        turns = [at for at in range(1, len(leaves)) if at not in sure and _turns(leaves[at - 1], leaves[at])]
        sure = sorted(sure + turns) if len(sure) + len(turns) == groups - 1 else sure
    if len(sure) == groups - 1:
        return [list(leaves[start:end]) for start, end in itertools.pairwise([0, *sure, len(leaves)])]
    if len(leaves) % groups == 0:
        width = len(leaves) // groups
        return [list(leaves[at : at + width]) for at in range(0, len(leaves), width)]
    return None


def _sure_runs(leaves: Sequence[str]) -> list[int]:
    """Where a run must begin."""
    begins: list[int] = []
    for at in range(1, len(leaves)):
        run = leaves[begins[-1] if begins else 0 : at]
        if leaves[at] in run or label_key(leaves[at]) in _SUBTOTALS or _restarts(run[-1], leaves[at]):
            begins.append(at)
    return begins


def _restarts(before: str, leaf: str) -> bool:
    """Whether a numbered series starts again: 9급 → 6급."""
    first, second = re.match(r"\d+", before), re.match(r"\d+", leaf)
    return bool(first and second and before[first.end() :] == leaf[second.end() :] and int(second.group()) < int(first.group()))


def _turns(before: str, leaf: str) -> bool:
    """Whether a numbered or lettered series gives way to another: 9급 → 가군."""
    return len(before) <= 3 and len(leaf) <= 3 and before[-1] != leaf[-1] and (before[0].isdigit() or leaf[0].isdigit())


def _nested_order(labels: Sequence[str], groups: int) -> list[tuple[Path, ...]]:
    """Each group right before its leaves, which begin with a subtotal: `확정 소계 승소 패소 승소율`."""
    starts = [at for at in range(1, len(labels)) if label_key(labels[at]) in _SUBTOTALS and label_key(labels[at - 1]) not in _SUBTOTALS]
    if len(starts) != groups:
        return []
    ends = [range(start + 1, (starts[at + 1] - 1 if at + 1 < groups else len(labels)) + 1) for at, start in enumerate(starts)]
    found = []
    for chosen in itertools.islice(itertools.product(*ends), 500):
        paths: list[Path] = []
        at = 0
        for start, end in zip(starts, chosen, strict=True):
            paths += [(label,) for label in labels[at : start - 1]]
            paths += [(labels[start - 1], label) for label in labels[start:end]]
            at = end
        found.append(tuple(paths + [(label,) for label in labels[at:]]))
    return found


def _likely(paths: Sequence[Path]) -> float:
    """A weak preference where figures decide nothing: `…현황` and `… 대비` are groups, plain columns and totals are not."""
    grouped = {path[0] for path in paths if len(path) > 1}
    single = {path[0] for path in paths if len(path) == 1}
    mixed = sum(len({_series(path[1]) for path in paths if len(path) > 1 and path[0] == group}) > 1 for group in grouped)
    owned = sum(CATEGORY_OF_GRADE.get(path[1][-1:]) == label_key(path[0]) for path in paths if len(path) > 1)
    totals = sum(label_key(label) in TOTAL_WORDS for label in grouped)
    return (
        0.1 * sum(_groupish(label) for label in grouped)
        - 0.1 * sum(_groupish(label) for label in single)
        - 0.5 * mixed
        - totals
        + 0.3 * owned
    )


def _series(label: str) -> str:
    """What a numbered label counts (`급` of 4급); labels without a number, subtotals among them, are one sort."""
    match = re.match(r"\d+", label)
    return label[match.end() :] if match else ""


def _groupish(label: str) -> bool:
    key = label_key(label)
    return key.endswith(GROUP_ENDINGS) or "대비" in key
