"""Rules between the figures of a table, and what a table says about them.

A rule says how one item of a view follows from others: a sum or difference (`계 = 남 + 여`, `잔액 = 예산액 - 집행액`), a rate
(`집행률 = 집행액 / 예산액`), a growth (`증감률 = (올해 - 전년) / 전년`). Labels suggest rules; whether a table keeps to one is
seen on its lines. Where most lines keep to it, a line that does not is a failure; where none does, the rule was not
meant, and nothing is said. One misprint breaks several rules at once: `find_culprits` looks for the figure that would set
right more than one of them.

Rates are printed rounded; some tables cut them off instead. Where a table does so throughout, that is no failure; where it
rounds elsewhere, a rate that was cut off is reported as a notice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import Enum
from typing import Final, NamedTuple, Protocol

from app.models.finding import FindingCode
from app.parsers.values.figures import Figure, Gap, Read, Value, looks_misprinted

CellAt = tuple[int, int]
"""Row and column of a value cell."""


class View(Protocol):
    """What rules are tried on: items that are compared on lines; the columns of a table on its rows, or the other way round."""

    @property
    def cells(self) -> tuple[tuple[Read, ...], ...]:
        """`cells[item][line]`."""

    def at(self, item: int, line: int) -> CellAt:
        """The cell of an item on a line."""

    def read(self, at: CellAt) -> Read:
        """What a cell holds."""


class Kind(Enum):
    """How a figure follows from others."""

    SUM = "sum"
    RATE = "rate"
    GROWTH = "growth"


class Trust(Enum):
    """What speaks for a rule besides the figures: labels that name it, or nothing."""

    NAMED = "named"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Rule:
    """How `item` follows from `terms` (item and weight). `whole`: the line that the second term of a rate is taken from."""

    code: FindingCode
    kind: Kind
    item: int
    terms: tuple[tuple[int, int], ...]
    trust: Trust = Trust.NAMED
    whole: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """A line that breaks a rule: the figure at `at` should be `expected`, by the figures of `terms` (cell and weight).

    slack: how far it may be off. slight: it is off by less than its last digit.
    """

    view: View
    code: FindingCode
    kind: Kind
    at: CellAt
    terms: Mapping[CellAt, int]
    figure: Figure
    expected: Value
    slack: Decimal
    slight: bool = False

    @property
    def cells(self) -> tuple[CellAt, ...]:
        """Every cell that the rule speaks of."""
        return (self.at, *self.terms)

    def fix(self, cell: CellAt) -> Value | None:
        """What a cell should read to set the rule right by itself; None where that is not one value."""
        if cell == self.at:
            return self.expected
        read = self.view.read(cell)
        if self.kind is not Kind.SUM or not isinstance(read, Figure):
            return None
        return read.value + (self.figure.value - self.expected) * self.terms[cell]

    def holds_with(self, cell: CellAt, value: Value) -> bool:
        """Whether the rule would hold if `cell` read `value`."""
        if self.kind is Kind.SUM:
            read = self.view.read(cell)
            moved = (Decimal(value) - Decimal(read.value)) * self.terms.get(cell, -1) if isinstance(read, Figure) else Decimal(0)
            return abs(Decimal(self.figure.value) - Decimal(self.expected) - moved) <= self.slack
        figure = _with(self.view, self.at, cell, value)
        verdict = judge(self.kind, figure, [(_with(self.view, at, cell, value), weight) for at, weight in self.terms.items()])
        return verdict is not None and not verdict.off


class Verdict(NamedTuple):
    """What one line says of a rule: the figure printed and expected. `off`: they differ by more than `slack`.

    `telling`: the line could have broken the rule. `cut`: the rate was cut off, not rounded; `rounded`: it was rounded up.
    """

    figure: Figure
    expected: Value
    slack: Decimal
    off: bool
    telling: bool
    cut: bool = False
    rounded: bool = False


def judge(kind: Kind, figure: Read, terms: Sequence[tuple[Read, int]]) -> Verdict | None:
    """Compare a figure with what its terms lead to; None where the line says nothing of the rule."""
    if not isinstance(figure, Figure) or any(read is Gap.TEXT for read, _ in terms):
        return None
    if kind is Kind.SUM:
        return _judge_sum(figure, [(read, weight) for read, weight in terms if isinstance(read, Figure)])
    one, other = terms[0][0], terms[1][0]
    if not isinstance(other, Figure) or not other.value or (not isinstance(one, Figure) and kind is Kind.RATE):
        return None
    return _judge_rate(kind, figure, one if isinstance(one, Figure) else None, other)


def _judge_sum(figure: Figure, terms: Sequence[tuple[Figure, int]]) -> Verdict | None:
    if not terms or any(term.base != figure.base for term, _ in terms):
        return None
    if len(terms) > 1 and figure.value and all(term.value == figure.value for term, _ in terms):
        return None  # one figure that stands in every line: the inhabitants that each debt is divided by
    expected: Value = 0
    slack = Decimal(0)
    for term, weight in terms:
        expected += term.value * weight
        slack += term.slack if term.value else 0
    if figure.base == "%" and figure.value != 100:
        return None  # rates add up only where they are shares of one whole
    slack = max(figure.slack, slack)
    off = abs(Decimal(figure.value - expected)) > slack
    return Verdict(figure, expected, slack, off, bool(figure.value or expected))


def _judge_rate(kind: Kind, printed_rate: Figure, one: Figure | None, other: Figure) -> Verdict | None:
    if one is not None and one.base != other.base:
        return None
    figure = _as_percent(printed_rate)
    part = Decimal(one.value if one else 0)
    whole = Decimal(other.value)
    share = part / whole * 100
    expected = share - 100 if kind is Kind.GROWTH else share
    slack = figure.slack
    if one is not None and part:
        slack += abs(share) * (one.slack / abs(part) + other.slack / abs(whole))
    printed = Decimal(figure.value)
    last = Decimal(1).scaleb(-figure.places)
    cut = expected.quantize(last, ROUND_DOWN)
    off = abs(printed - expected) > slack
    rounded = not off and printed != cut and abs(printed - expected) <= last
    return Verdict(figure, expected, slack, off, bool(printed or part), off and printed == cut, rounded)


def _as_percent(figure: Figure) -> Figure:
    """A rate in a table of amounts is no amount, and it was rounded."""
    if figure.base == "%":
        return figure
    return Figure(figure.value / Decimal(figure.factor), figure.step / Decimal(figure.factor), "%", 1, figure.places, False, figure.printed)


class Tally(NamedTuple):
    """How the lines of a view keep to a rule: how many do, and the verdicts of those that do not."""

    rule: Rule
    holds: int
    broken: tuple[tuple[int, Verdict], ...]

    @property
    def rank(self) -> tuple[int, int]:
        """Rules that more lines keep to come first."""
        return (self.holds - len(self.broken), self.holds)


def tally(view: View, rule: Rule, lines: Iterable[int]) -> Tally:
    """Try a rule on some lines."""
    holds, rounded = 0, False
    broken: list[tuple[int, Verdict]] = []
    for line in lines:
        if line == rule.whole:
            continue
        verdict = judge(rule.kind, view.cells[rule.item][line], _reads(view, rule, line))
        if verdict is None:
            continue
        rounded |= verdict.rounded
        if verdict.off:
            broken.append((line, verdict))
        elif verdict.telling:
            holds += 1
    if not rounded:
        cut = [entry for entry in broken if entry[1].cut]
        broken = [entry for entry in broken if not entry[1].cut]
        holds += len(cut)
    return Tally(rule, holds, tuple(broken))


def _reads(view: View, rule: Rule, line: int) -> list[tuple[Read, int]]:
    if rule.whole is not None:
        (one, weight), (other, _) = rule.terms
        return [(view.cells[one][line], weight), (view.cells[other][rule.whole], 1)]
    return [(view.cells[item][line], weight) for item, weight in rule.terms]


def best_tally(tallies: Iterable[Tally]) -> Tally | None:
    """The rule that the lines keep to best; the first of equals."""
    return max(tallies, key=lambda one: one.rank, default=None)


LEAST_FOUND: Final = 3
"""Lines that must keep to a rule that no label names."""


def find_failures(view: View, kept: Tally, others: int = 0) -> list[Failure]:
    """The lines that break a rule which the table keeps to, or that its labels name where one line is all there is.

    others: how many rules of the same sort that line does keep to.
    """
    if not kept.broken or not _is_meant(kept):
        return []
    return [_failure(view, kept.rule, line, verdict) for line, verdict in kept.broken if _is_slip(kept, verdict, others)]


def _is_meant(kept: Tally) -> bool:
    broken = len(kept.broken)
    if kept.rule.trust is Trust.FOUND:
        return kept.holds >= LEAST_FOUND and broken * 3 <= kept.holds
    if _is_left_empty(kept):
        return True
    if broken <= kept.holds or (kept.holds == 0 and broken == 1):
        return True
    if not kept.holds or kept.rule.code is not FindingCode.SUM_MISMATCH:
        return False
    # A wrong total may be wrong in most columns, where some were computed from others: then they are off by the same.
    near = [_is_near(verdict, NEAR) for _, verdict in kept.broken]
    off = {abs(Decimal(verdict.figure.value) - Decimal(verdict.expected)) for _, verdict in kept.broken}
    return all(near) or (len(off) == 1 and any(near))


def _is_left_empty(kept: Tally) -> bool:
    """Whether a total is printed as 0 wherever its parts have figures: nobody filled it in."""
    zero = all(not verdict.figure.value for _, verdict in kept.broken)
    return zero and not kept.holds and len(kept.broken) > 1 and kept.rule.code is FindingCode.SUM_MISMATCH


NEAR: Final = 0.05
ROOM: Final = (NEAR, 0.45, 0.45, 0.6)
"""How far a total may be from the sum of its parts and still be meant as it: the more so, the more lines keep to the rule."""


def _is_slip(kept: Tally, verdict: Verdict, others: int) -> bool:
    """A total must be near the sum of its parts: one far away is mostly no sum (a mean is half of it). Other labels leave no doubt.

    Shares are trimmed so that they add up to 100, and figures of no known unit may have been rounded before they were compared.
    """
    off = abs(Decimal(verdict.figure.value) - Decimal(verdict.expected))
    if kept.rule.code is FindingCode.SHARE_MISMATCH:
        return off >= Decimal(verdict.figure.step)
    if kept.rule.code in (FindingCode.CHANGE_MISMATCH, FindingCode.REMAINING_MISMATCH) and kept.rule.kind is Kind.SUM:
        return bool(verdict.figure.base) or off > Decimal(verdict.figure.step)
    if kept.rule.code is not FindingCode.SUM_MISMATCH or _is_left_empty(kept):
        return True
    proved = max(kept.holds or others, int(verdict.figure.base == "%"))  # 100% is the sum of shares, whatever else there is
    return _is_near(verdict, ROOM[min(proved, len(ROOM) - 1)])


def _is_near(verdict: Verdict, share: float) -> bool:
    return looks_misprinted(verdict.figure.value, verdict.expected, share)


def _failure(view: View, rule: Rule, line: int, verdict: Verdict) -> Failure:
    terms = {view.at(item, line): weight for item, weight in rule.terms}
    if rule.whole is not None:
        terms[view.at(rule.terms[1][0], rule.whole)] = 1
    slight = abs(Decimal(verdict.figure.value) - Decimal(verdict.expected)) < Decimal(verdict.figure.step) and rule.kind is not Kind.SUM
    at = view.at(rule.item, line)
    return Failure(view, rule.code, rule.kind, at, terms, verdict.figure, verdict.expected, verdict.slack, slight)


def _with(view: View, at: CellAt, changed: CellAt, value: Value) -> Read:
    read = view.read(at)
    if at != changed or not isinstance(read, Figure):
        return read
    return Figure(value, read.step, read.base, read.factor, read.places, read.exact, read.printed)


# --- one misprint, several broken rules ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure that, read as `value`, would set right all of `failures`."""

    at: CellAt
    value: Value
    failures: tuple[Failure, ...]


def find_culprits(failures: Sequence[Failure]) -> tuple[list[Culprit], list[Failure]]:
    """The figures that explain more than one failure each, and the failures that stay alone."""
    touching: dict[CellAt, list[Failure]] = defaultdict(list)
    for failure in failures:
        for cell in failure.cells:
            touching[cell].append(failure)
    left = set(failures)
    culprits: list[Culprit] = []
    suspects = [_suspect(cell, found) for cell, found in touching.items() if len(found) > 1]
    for suspect in sorted(suspects, key=lambda one: -len(one.failures)):
        explained = tuple(failure for failure in suspect.failures if failure in left)
        if len(explained) > 1:
            culprits.append(Culprit(suspect.at, suspect.value, explained))
            left.difference_update(explained)
    return culprits, [failure for failure in failures if failure in left]


MOST_TRIED: Final = 8


def _suspect(cell: CellAt, failures: Sequence[Failure]) -> Culprit:
    """What a figure should read to set right as many failures as it can."""
    best = Culprit(cell, 0, ())
    fixes = (failure.fix(cell) for failure in failures[:MOST_TRIED])
    for value in dict.fromkeys(value for value in fixes if value is not None):
        explained = tuple(failure for failure in failures if failure.holds_with(cell, value))
        if len(explained) > len(best.failures):
            best = Culprit(cell, value, explained)
    return best
