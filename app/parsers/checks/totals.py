"""Totals: `계`, `합계`, `소계` against their parts, over columns and down rows.

Where the parts of a total stand is known from the labels only in part. Under a merged header the parts of `소계` are the
other columns of its group; the parts of an outer `계` are the groups, each by its own `소계` where it has one. In a flat
header or list the parts may be all others, those up to the next total, those since the last one, or the other totals. All
are tried, and the table's own lines decide. `('계', '건수')` is the sum of `('관내', '건수')` and `('관외', '건수')`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.models.finding import FindingCode
from app.parsers.checks.rules import Failure, Kind, Rule, Tally, best_tally, find_failures, tally
from app.parsers.checks.views import Path, View, is_sum

MOST_SIBLINGS: Final = 4
"""With more totals side by side, only the runs between them are tried."""

Groups = dict[tuple[Path, Path], list[int]]
"""Items by the labels before and after one label of their path."""


def check_totals(view: View) -> Iterator[Failure]:
    """Failures of every item that is called a total."""
    totals = [item for item, path in enumerate(view.paths) if any(map(is_sum, path)) and view.numeric[item]]
    if not totals:
        return
    groups = _groups(view)
    lines = [line for line, adds in enumerate(view.line_adds) if adds]
    tallies = [best for item in totals for best in _best(view, item, groups, lines)]
    proved = sum(best.holds > 0 for best in tallies) if len(lines) == 1 else 0
    for best in tallies:
        yield from find_failures(view, best, proved)


def _best(view: View, item: int, groups: Groups, lines: Sequence[int]) -> Iterator[Tally]:
    """For each label of an item that is called a total, the rule that the lines keep to best."""
    for at, label in enumerate(view.paths[item]):
        if is_sum(label):
            sets = _part_sets(view, item, view.keys[item][:at], view.keys[item][at + 1 :], groups)
            rules = [Rule(FindingCode.SUM_MISMATCH, Kind.SUM, item, tuple((part, 1) for part in parts)) for parts in sets]
            best = best_tally(tally(view, rule, lines) for rule in rules)
            if best is not None:
                yield best


def _groups(view: View) -> Groups:
    groups: Groups = defaultdict(list)
    for item, keys in enumerate(view.keys):
        if not view.numeric[item]:
            continue
        for at in range(len(keys)):
            for tail in range(min(2, len(keys) - at - 1) + 1):
                groups[keys[:at], keys[len(keys) - tail :]].append(item)
    return groups


def _part_sets(view: View, item: int, before: Path, after: Path, groups: Groups) -> list[tuple[int, ...]]:
    """What a total may be the sum of, the likeliest first."""
    children = _children(view, item, before, after, groups[before, after])
    own = next(at for at, (_, items, _) in enumerate(children) if item in items)
    totals = [at for at, (_, _, is_total) in enumerate(children) if is_total]
    following = _run(children[own + 1 :])
    preceding = _run(children[own - 1 :: -1] if own else ())[::-1]
    wide = len(totals) <= MOST_SIBLINGS
    everything = tuple(part for _, items, is_total in children if not is_total for part in items) if wide else ()
    sums = tuple(part for at in totals if at != own for part in children[at][1]) if wide else ()
    found = dict.fromkeys(parts for parts in (everything, following, preceding, sums) if len(parts) > 1)
    return list(found)


def _run(children: Iterable[tuple[str, tuple[int, ...], bool]]) -> tuple[int, ...]:
    run: list[int] = []
    for _, items, is_total in children:
        if is_total:
            break
        run += items
    return tuple(run)


def _children(view: View, item: int, before: Path, after: Path, members: Sequence[int]) -> list[tuple[str, tuple[int, ...], bool]]:
    """The groups right below `before`, in order: label, the items that stand for the group, and whether it is a total itself."""
    by_label: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    for member in members:
        keys = view.keys[member]
        if len(keys) <= len(before) + len(after):
            continue
        label = keys[len(before)]
        if is_sum(view.paths[member][len(before)]):
            label = f"{label} {member}" if member != item else f"{label} {item}"  # totals of one name are totals of their own
        elif not (view.adds[member] and _same_unit(view, item, member)):
            continue
        labels.setdefault(label, view.paths[member][len(before)])
        by_label.setdefault(label, []).append(member)
    return [(label, _standing_for(view, label, members, before, after), is_sum(labels[label])) for label, members in by_label.items()]


def _same_unit(view: View, item: int, other: int) -> bool:
    one, two = view.units[item], view.units[other]
    return one == two or not one or not two


def _standing_for(view: View, label: str, members: Sequence[int], before: Path, after: Path) -> tuple[int, ...]:
    """The items whose figures are a group's: its own total, else all its leaves."""
    if len(members) == 1:
        return tuple(members)
    start, end = len(before) + 1, len(after)
    inner = [(member, view.paths[member][start : len(view.paths[member]) - end]) for member in members]
    whole = [member for member, path in inner if not path or (len(path) == 1 and is_sum(path[0]))]
    if whole:
        return (whole[0],)
    return tuple(member for member, path in inner if not any(map(is_sum, path)))
