"""Totals: `계`, `합계`, `소계` against their parts, over columns and down rows.

Where the parts of a total stand is known from the labels only in part. Under a merged header the parts of `소계` are the
other columns of its group; the parts of an outer `계` are the groups, each by its own `소계` where it has one. In a flat
header or list the parts may be all others, those up to the next total, those since the last one, or the other totals. All
are tried, and the table's own lines decide. `('계', '건수')` is the sum of `('관내', '건수')` and `('관외', '건수')`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from app.models.finding import FindingCode
from app.parsers.evidence.arithmetic import Failure, Kind, Rule, Tally, best_tally, find_failures, tally
from app.parsers.tables.roles import Path
from app.parsers.tables.sheet import View, is_sum
from app.parsers.values.figures import Figure

MOST_SIBLINGS: Final = 4
"""With more totals side by side, only the runs between them are tried."""

Around = tuple[Path, Path]
"""The labels before and after one label of a path."""


@dataclass(frozen=True, slots=True)
class Child:
    """What stands at one place below a label: the items whose figures it adds, and whether it is a total itself.

    heads: of items of one name the first alone, which may be their subtotal.
    """

    items: tuple[int, ...]
    is_total: bool
    heads: tuple[int, ...]


def check_totals(view: View) -> Iterator[Failure]:
    """Failures of every item that is called a total."""
    wanted = {around for item, numeric in enumerate(view.numeric) if numeric for around in _places(view, item)}
    if not wanted:
        return
    lines = _adding_lines(view)
    tallies = [kept for around, members in _groups(view, wanted).items() for kept in _tallies(view, around, members, lines)]
    proved = sum(kept.holds > 0 for kept in tallies) if len(lines) == 1 else 0
    for kept in tallies:
        yield from find_failures(view, kept, proved)


def _adding_lines(view: View) -> list[int]:
    return [line for line, adds in enumerate(view.line_adds) if adds or _is_of_rates(view, line)]


def _is_of_rates(view: View, line: int) -> bool:
    """A line of percents: where they are shares of one whole, they add up to 100."""
    return any(isinstance(read := cells[line], Figure) and read.base == "%" for cells in view.cells)


def _places(view: View, item: int) -> Iterator[Around]:
    """Where a path says 계: the labels before and after."""
    keys = view.keys[item]
    for at, label in enumerate(view.paths[item]):
        if is_sum(label):
            yield keys[:at], keys[at + 1 :]


def _groups(view: View, wanted: set[Around]) -> dict[Around, list[int]]:
    """The items of each level that has a total: all whose path begins and ends with the labels around it."""
    groups: dict[Around, list[int]] = {around: [] for around in wanted}
    longest = max(len(after) for _, after in wanted)
    for item, keys in enumerate(view.keys):
        if not view.numeric[item]:
            continue
        for at in range(len(keys)):
            for tail in range(min(longest, len(keys) - at - 1) + 1):
                group = groups.get((keys[:at], keys[len(keys) - tail :]))
                if group is not None:
                    group.append(item)
    return groups


def _tallies(view: View, around: Around, members: Sequence[int], lines: Sequence[int]) -> Iterator[Tally]:
    """For each total of a level, the rule that the lines keep to best."""
    children = _children(view, around, members)
    totals = [at for at, child in enumerate(children) if child.is_total]
    for number, at in enumerate(totals):
        sets = _sets(children, totals, number)
        sets += [_outermost(view, sets[0], lines), _first_run(view, children[at].items[0], _behind(children, totals, number), lines)]
        rules = [_rule(view, children[at].items[0], parts) for parts in dict.fromkeys(sets)]
        best = best_tally(tally(view, rule, lines) for rule in rules if len(rule.terms) > 1)
        if best is not None:
            yield best


def _sets(children: Sequence[Child], totals: Sequence[int], number: int) -> list[tuple[int, ...]]:
    """The items that a total may add up: up to the next total, or since the last; where totals are few also all parts, or the others."""
    at = totals[number]
    before = totals[number - 1] if number else -1
    runs = [_behind(children, totals, number), _items(children[before + 1 : at])]
    if len(totals) > MOST_SIBLINGS:
        return runs
    parts = [child for child in children if not child.is_total]
    others = _items([children[other] for other in totals if other != at])
    return [_items(parts), *runs, others, tuple(item for child in parts for item in child.heads)]


def _behind(children: Sequence[Child], totals: Sequence[int], number: int) -> tuple[int, ...]:
    """The items behind a total, up to the next one."""
    after = totals[number + 1] if number + 1 < len(totals) else len(children)
    return _items(children[totals[number] + 1 : after])


def _first_run(view: View, total: int, items: Sequence[int], lines: Sequence[int]) -> tuple[int, ...]:
    """The items right behind a total that add up to it on all of several lines: what follows them are some of their parts."""
    end = _end_of_parts(view, (total, *items), 0, lines) if len(lines) > 1 else 0
    return tuple(items[: end - 1]) if end else ()


def _outermost(view: View, items: Sequence[int], lines: Sequence[int]) -> tuple[int, ...]:
    """The items that are no parts of one before them: of a list in which groups are told from their parts by their sums alone."""
    outermost: list[int] = []
    at = 0
    while at < len(items):
        outermost.append(items[at])
        at = max(at + 1, _end_of_parts(view, items, at, lines))
    return tuple(outermost)


MOST_PARTS: Final = 40
"""Of a group, so many parts are looked for behind it."""


def _end_of_parts(view: View, items: Sequence[int], at: int, lines: Sequence[int]) -> int:
    """Where the run behind an item ends that adds up to it on every line; 0 where none does."""
    whole = [_value(view, items[at], line) for line in lines]
    added = [Decimal(0)] * len(lines)
    for end in range(at + 1, min(len(items), at + MOST_PARTS)):
        added = [one + _value(view, items[end], line) for one, line in zip(added, lines, strict=True)]
        if added == whole and any(whole):
            return end + 1
        if any(one > limit for one, limit in zip(added, whole, strict=True)):
            return 0
    return 0


def _value(view: View, item: int, line: int) -> Decimal:
    read = view.cells[item][line]
    return Decimal(read.value) if isinstance(read, Figure) else Decimal(0)


def _items(children: Sequence[Child]) -> tuple[int, ...]:
    return tuple(item for child in children for item in child.items)


def _rule(view: View, item: int, parts: Sequence[int]) -> Rule:
    """A total is the sum of the parts that are counted in its unit."""
    unit = view.units[item]
    terms = tuple((part, 1) for part in parts if not unit or view.units[part] in ("", unit))
    return Rule(FindingCode.SUM_MISMATCH, Kind.SUM, item, terms)


def _children(view: View, around: Around, members: Sequence[int]) -> list[Child]:
    """What stands right below a label, in order: each total for itself, all others by their own next label."""
    before, after = around
    found: list[tuple[str | None, list[int]]] = []
    by_label: dict[str, list[int]] = {}
    for member in members:
        if len(view.keys[member]) <= len(before) + len(after):
            continue
        if is_sum(view.paths[member][len(before)]):
            found.append((None, [member]))
            continue
        label = view.keys[member][len(before)]
        if view.adds[member] and label not in by_label:
            by_label[label] = []
            found.append((label, by_label[label]))
        if view.adds[member]:
            by_label[label].append(member)
    return [_child(view, items, around) if label is not None else Child(tuple(items), True, tuple(items)) for label, items in found]


def _child(view: View, members: Sequence[int], around: Around) -> Child:
    """A group: its own total stands for it, else all its leaves; items of one name are leaves each."""
    if len(members) == 1:
        return Child(tuple(members), False, tuple(members))
    start, end = len(around[0]) + 1, len(around[1])
    inner = [(member, view.paths[member][start : len(view.paths[member]) - end]) for member in members]
    whole = [member for member, path in inner if not path[1:] and all(map(is_sum, path))]
    if len(whole) == 1:
        return Child((whole[0],), False, (whole[0],))
    leaves = tuple(member for member, path in inner if not any(map(is_sum, path)))
    return Child(leaves, False, leaves[:1] if len(whole) == len(members) else leaves)
