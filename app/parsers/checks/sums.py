"""A sum of money that stands in running text and in a table: `휴양소 구입 : 150,000천원`, and `1,500백만원` in the row 휴양소 구매.

Names differ by a word or a syllable from place to place, and one name may stand for several sums. Two sums with the same
digits under like names are one sum, so a unit or a zero is wrong where they are ten times apart. A project's budget (or what
was spent of it) stated in its text and in a row of that name is one sum too; it must agree as far as the coarser of the two
is printed, rounded or cut off, and a difference of one digit is a misprint. Larger differences are mostly different sums.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from app.models.finding import Finding, FindingCode, Severity
from app.models.names import name_key
from app.models.span import Span
from app.parsers.checks.messages import with_ro
from app.parsers.checks.subject import Subject
from app.parsers.labels import PROJECT_FIELDS, TOTAL_WORDS, WON, BudgetColumn, label_key
from app.parsers.outline.passages import split_key
from app.parsers.places.half_read import Reading
from app.parsers.tables.roles import Path, Role
from app.parsers.tables.sheet import Sheet
from app.parsers.values.figures import Figure, looks_misprinted
from app.parsers.values.periods import is_period
from app.parsers.values.quantities import FoundQuantity, find_quantities, step_of

ALIKE: Final = 0.6
"""The share of letter pairs that two names of one thing have in common, at the least."""
CONTAINED: Final = 0.8
"""The share of a shorter name's letter pairs that a longer name of the same project has, at the least."""
SHORTEST: Final = 4
"""A name with fewer letters says too little."""
MOST_ALIKE: Final = 12
"""Of the sums with the same digits, and of the names that share a pair of letters, so many are compared."""

_FIELDS: Final[Mapping[Role, str]] = {BudgetColumn.BUDGET: "budget", BudgetColumn.EXECUTED: "executed"}


class Sum(NamedTuple):
    """A sum of money as it was stated somewhere. `field`: whether it is a project's budget, what was executed, or neither."""

    name: str
    won: int
    step: int
    printed: str
    span: Span
    field: str | None


def check_sums(subject: Subject) -> Iterator[Finding]:
    """Sums of the text that a table states differently."""
    reading = subject.reading
    told = list(_sums_in_text(reading))
    if not told:
        return
    tabled = [one for sheet in subject.sheets.values() for one in _sums_in_table(reading, sheet)]
    yield from _check_units(told, tabled)
    yield from _check_amounts([one for one in told if one.field], [one for one in tabled if one.field])


def _sums_in_text(reading: Reading) -> Iterator[Sum]:
    for place, unit, _ in reading.passages():
        stated = _stated(unit.passage.text)
        if stated is None:
            continue
        key, found = stated
        field = _field_told(key)
        name = name_key((place.project or place.part.title) if field else key)
        if len(name) >= SHORTEST:
            yield Sum(name, int(found.value), step_of(found.printed), found.printed.strip(), unit.passage.span(), field)


def _stated(text: str) -> tuple[str, FoundQuantity] | None:
    """The name and the sum of `휴양소 구입 : 150,000천원`."""
    key, value = split_key(text) if WON in text and ":" in text else (None, None)
    found = _amount_alone(value) if key and value else None
    return (key, found) if key and found else None


def _field_told(key: str) -> str | None:
    field = PROJECT_FIELDS.get(label_key(key))
    return field if field in _FIELDS.values() else None


def _amount_alone(value: str) -> FoundQuantity | None:
    """The sum of money that a value is, with nothing behind it but a remark in brackets."""
    first = next(iter(find_quantities(value)), None)
    if first is None or first.unit != WON or first.start or not isinstance(first.value, int):
        return None
    return first if value[first.end :].strip()[:1] in ("", "(") else None


def _sums_in_table(reading: Reading, sheet: Sheet) -> Iterator[Sum]:
    project = reading.place_of[id(sheet.table.part)].project
    rows = Counter(sheet.rows.paths)
    for row, path in enumerate(sheet.rows.paths):
        names = _names(path, project if len(sheet.cells) == 1 else None)
        for column, read in enumerate(sheet.cells[row] if names else ()):
            if isinstance(read, Figure) and read.base == WON and isinstance(read.value, int) and read.value > 0:
                field = _field(sheet, column, alone=rows[path] == 1)
                yield from (Sum(name, read.value, int(read.step), read.printed, sheet.span((row, column)), field) for name in names)


def _field(sheet: Sheet, column: int, *, alone: bool) -> str | None:
    """Which sum of a project a column holds. alone: no other row has its name: what was spent may be told in several."""
    field = _FIELDS.get(sheet.columns.roles[column])
    return field if field == "budget" or alone else None


def _names(path: Path, project: str | None) -> list[str]:
    """What a row's sums may be called: its labels that say something; where it has none, the project whose only row it is."""
    if not path:
        return [name_key(project)] if project else []
    return [name_key(label) for label in path if len(label) >= SHORTEST and label_key(label) not in TOTAL_WORDS and not is_period(label)]


# --- the same digits under another unit ------------------------------------------------------------------------------------


def _check_units(told: Sequence[Sum], tabled: Sequence[Sum]) -> Iterator[Finding]:
    by_digits: dict[str, list[Sum]] = defaultdict(list)
    for one in told:
        by_digits[_digits(one)].append(one)
    seen: dict[str, int] = defaultdict(int)
    for other in tabled:
        digits = _digits(other)
        seen[digits] += 1
        if len(digits) >= 2 and digits in by_digits and seen[digits] <= MOST_ALIKE:
            yield from _compare_units(by_digits[digits][:MOST_ALIKE], other)


def _compare_units(told: Sequence[Sum], other: Sum) -> Iterator[Finding]:
    """A sum of a table against those of the text with its digits: one of a like name is as large, or a unit is wrong."""
    near = [one for one in told if similarity(one.name, other.name) >= ALIKE]
    if near and not any(one.won == other.won for one in near):
        severity = Severity.ERROR if near[0].name == other.name else Severity.NOTICE
        yield _finding(near[0], other, severity, "자릿수가 다르게")


def _digits(one: Sum) -> str:
    return str(one.won).rstrip("0")


# --- a project's budget, in its text and in a row --------------------------------------------------------------------------


def _check_amounts(told: Sequence[Sum], tabled: Sequence[Sum]) -> Iterator[Finding]:
    by_pair = _by_pair(told)
    alike: dict[str, list[Sum]] = {}
    for other in tabled if told else ():
        if other.name not in alike:
            alike[other.name] = _alike(other.name, told, by_pair)
        near = [one for one in alike[other.name] if one.field == other.field]
        if near and not any(_agree(one, other) for one in near) and _is_slip(near[0], other):
            yield _finding(near[0], other, Severity.ERROR, "다르게")


def _by_pair(told: Sequence[Sum]) -> Mapping[str, list[int]]:
    """Which names of the text hold a pair of letters."""
    by_pair: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for pair in _pairs(one.name):
            by_pair[pair].append(at)
    return by_pair


def _alike(name: str, told: Sequence[Sum], by_pair: Mapping[str, Sequence[int]]) -> list[Sum]:
    """The sums of the text whose names have most of a name's letters, or the other way round."""
    shared: Counter[int] = Counter()
    for pair in _pairs(name):
        shared.update(by_pair.get(pair, ())[:MOST_ALIKE])
    return [told[at] for at, count in shared.items() if _is_contained(told[at].name, name, count)]


def _is_contained(one: str, other: str, shared: int) -> bool:
    return shared >= CONTAINED * min(len(_pairs(one)), len(_pairs(other)))


def _agree(one: Sum, other: Sum) -> bool:
    """Whether two sums are one, as far as the coarser is printed: rounded or cut off."""
    return abs(one.won - other.won) < max(one.step, other.step, 2)


def _is_slip(one: Sum, other: Sum) -> bool:
    if _digits(one) == _digits(other):
        return False  # a matter of the unit, reported as such
    coarse = max(one.step, other.step)
    return min(one.won, other.won) >= 100 * coarse and looks_misprinted(one.won // coarse, other.won // coarse, 0.0)


def _finding(one: Sum, other: Sum, severity: Severity, how: str) -> Finding:
    places = f"표('{other.name}')에는 {with_ro(other.printed)}, {one.span.first}행('{one.name}')에는 {with_ro(one.printed)}"
    message = f"같은 금액으로 보이는 값이 {places} {how} 인쇄되었습니다."
    return Finding(FindingCode.STATED_TWICE, severity, message, other.span, other.printed, one.printed, (one.span,))


# --- names ---------------------------------------------------------------------------------------------------------------


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def similarity(one: str, other: str) -> float:
    """How many pairs of letters two names have in common, as a share of all.

    >>> round(similarity("직원휴양소구매", "휴양소구입"), 1), round(similarity("청사관리", "인사관리"), 1)
    (0.6, 0.7)
    """
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else float(one == other)
