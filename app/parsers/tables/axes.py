"""The columns and rows of a table as their labels tell them: what was measured, when, and whether it is a total.

A column (or row) is a time where one of its labels is (`2021년`, `1분기`, `2010.12월`, `2024년 목표`). A label that is only a unit
(`명` under `인원`) names nothing; a label that a merged cell repeats at every depth is said once. Year, notes and the mark
before a label are no part of what it names: `▶ 2023 방문객(명)` names 방문객.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.models.facts import Period
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    BASIS_WORDS,
    QUARTERS,
    SILENT_NAMES,
    TERM_WORDS,
    TOTAL_WORDS,
    VALUE_SUFFIXES,
    label_key,
    read_label,
    strip_notes,
    unit_alone,
)
from app.parsers.labels.keys import without_years
from app.parsers.lines.lines import squeeze
from app.parsers.tables.roles import Path, year_of
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.periods import UnreadablePeriod, is_period, parse_period
from app.parsers.values.quantities import find_quantities

_TIMED_BASIS: Final = re.compile(rf"(?P<time>'?\d.{{1,20}}?)\s*\(?(?:{'|'.join(word for word, _ in BASIS_WORDS)})(?:{VALUE_SUFFIXES})?\)?")
_FIGURED: Final = re.compile(r"(?<=\S)\s?\((?P<inner>[^()]*[0-9][^()]*)\)$")
_MARKS: Final = "▶▸○◦□■◆·- "


class Item(NamedTuple):
    """A column or row. labels: those that name it, outermost first, as printed; label: the innermost, bare.

    period, year: the time that a label names. total: whether it is one.
    """

    labels: Path
    label: str
    period: Period | None
    year: int | None
    total: bool

    @property
    def outer(self) -> Path:
        """The labels around the innermost."""
        return self.labels[:-1]


def read_item(labels: Sequence[str], year: int | None) -> Item:
    """What labels tell of their column or row; `year` is the nearest around the table."""
    texts = [label for label in labels if label]
    named = _named(texts)
    label = named[-1] if named else ""
    own = year_of(texts)
    timed = next((time for text in reversed(texts) if (time := time_in(text))), None)
    period = _period(timed, own or year) if timed else None
    return Item(named, bare_name(label), period, _year_in(period) or own, label_key(label) in TOTAL_WORDS)


def _named(texts: Sequence[str]) -> Path:
    """Labels without units alone, each once where a merged cell repeats it."""
    kept = [text for at, text in enumerate(texts) if not (at and unit_alone(read_label(text).name or text))]
    return tuple(text for at, text in enumerate(kept) if not at or text != kept[at - 1])


def bare_name(label: str) -> str:
    """A label without notes, without the mark before it, and without a year where a name is left that says something."""
    name = bare(strip_notes(label))
    plain = name if names_time(name) else without_years(name)
    return (name if label_key(plain) in SILENT_NAMES else plain) or (label if unit_alone(label) is None else "")


def without_figures(label: str) -> str:
    """A label without the total that stands in a bracket behind it: `관리인력(7명)`."""
    match = _FIGURED.search(fold(label))
    return label[: match.start()] if match and len(find_quantities(match["inner"])) == 1 else label


def bare(label: str) -> str:
    """A label without the mark before it."""
    return squeeze(label).lstrip(_MARKS) or label


def names_time(text: str) -> bool:
    """Whether a text is nothing but a time."""
    folded = strip_notes(fold(text))
    return bool(folded) and (label_key(folded) in QUARTERS or is_period(folded) or cell_kind(folded) is CellKind.TIME)


def time_in(text: str) -> str | None:
    """The time that a label is, or begins with before it says that a figure was aimed at or reached: `2024년 목표`."""
    year, bracket, term = fold(text).partition("(")
    if bracket and label_key(term.rstrip(") ")) in TERM_WORDS and names_time(year):
        return year.strip()
    if names_time(text):
        return text
    behind = _TIMED_BASIS.fullmatch(strip_notes(fold(text)))
    return behind["time"] if behind and names_time(behind["time"]) else None


def _period(text: str, year: int | None) -> Period:
    try:
        return parse_period(strip_notes(fold(text)), year)
    except UnreadablePeriod:
        return Period(text)


def _year_in(period: Period | None) -> int | None:
    date = (period.last or period.first) if period else None
    return int(date[:4]) if date else None
