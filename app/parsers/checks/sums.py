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
from app.parsers.values.quantities import find_quantities, step_of

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
        text = unit.passage.text
        if WON not in text or ":" not in text:
            continue
        key, value = split_key(text)
        found = find_quantities(value) if key and value else ()
        if not key or not value or not found or found[0].unit != WON or found[0].start or not isinstance(found[0].value, int):
            continue
        if value[found[0].end :].strip()[:1] not in ("", "("):
            continue
        field = PROJECT_FIELDS.get(label_key(key))
        field = field if field in _FIELDS.values() else None
        name = name_key((place.project or place.part.title) if field else key)
        if len(name) >= SHORTEST:
            yield Sum(name, found[0].value, step_of(found[0].printed), found[0].printed.strip(), unit.passage.span(), field)


def _sums_in_table(reading: Reading, sheet: Sheet) -> Iterator[Sum]:
    roles = sheet.columns.roles
    project = reading.place_of[id(sheet.table.part)].project
    rows = Counter(sheet.rows.paths)
    for row, path in enumerate(sheet.rows.paths):
        names = list(_names(path)) if path else [name_key(project)] if project and len(sheet.cells) == 1 else []
        for column, read in enumerate(sheet.cells[row] if names else ()):
            if isinstance(read, Figure) and read.base == WON and isinstance(read.value, int) and read.value > 0:
                field = _FIELDS.get(roles[column])
                field = field if field == "budget" or rows[path] == 1 else None  # what was spent may be told in several rows
                for name in names:
                    yield Sum(name, read.value, int(read.step), read.printed, sheet.span((row, column)), field)


def _names(path: Path) -> Iterator[str]:
    for label in path:
        if len(label) >= SHORTEST and label_key(label) not in TOTAL_WORDS and not is_period(label):
            yield name_key(label)


# --- the same digits under another unit ------------------------------------------------------------------------------------


def _check_units(told: Sequence[Sum], tabled: Sequence[Sum]) -> Iterator[Finding]:
    by_digits: dict[str, list[Sum]] = defaultdict(list)
    for one in told:
        by_digits[_digits(one)].append(one)
    seen: dict[str, int] = defaultdict(int)
    for other in tabled:
        digits = _digits(other)
        seen[digits] += 1
        if len(digits) < 2 or digits not in by_digits or seen[digits] > MOST_ALIKE:
            continue
        near = [one for one in by_digits[digits][:MOST_ALIKE] if similarity(one.name, other.name) >= ALIKE]
        if near and not any(one.won == other.won for one in near):
            severity = Severity.ERROR if near[0].name == other.name else Severity.NOTICE
            yield _finding(near[0], other, severity, "자릿수가 다르게")


def _digits(one: Sum) -> str:
    return str(one.won).rstrip("0")


# --- a project's budget, in its text and in a row --------------------------------------------------------------------------


def _check_amounts(told: Sequence[Sum], tabled: Sequence[Sum]) -> Iterator[Finding]:
    by_pair: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for pair in _pairs(one.name):
            by_pair[pair].append(at)
    alike: dict[str, list[Sum]] = {}
    for other in tabled if told else ():
        if other.name not in alike:
            alike[other.name] = _alike(other.name, told, by_pair)
        near = [one for one in alike[other.name] if one.field == other.field]
        if near and not any(_agree(one, other) for one in near) and _is_slip(near[0], other):
            yield _finding(near[0], other, Severity.ERROR, "다르게")


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
