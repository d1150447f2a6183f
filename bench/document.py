"""A report before it is laid out: headings, items and tables, as the writer thinks of them.

A `Document` says nothing of tabs, blanks or tags; `bench.layouts` prints it in any of the layouts and says at which line
each row and item came to stand. What a reader should get out of it is the `Truth` beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Layout = Literal["tab", "space", "aligned", "pipe", "bare", "lines", "html"]
LAYOUTS: tuple[Layout, ...] = ("tab", "space", "aligned", "pipe", "bare", "lines", "html")
# Labels are lost in these: a table whose columns nobody can tell any more stays unread, and so does what is misprinted in it.
LOSSY: frozenset[Layout] = frozenset(["bare", "lines"])


@dataclass(frozen=True, slots=True)
class Cover:
    """The title page."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of chapters, with leaders and page numbers."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a chapter, 2 a project, 3 a section of either, 4 the caption of a table."""

    level: int
    title: str
    number: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `key` names its line."""

    key: str
    text: str
    children: tuple["Item", ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark (※) or a date above a table."""

    text: str
    marked: bool = True


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row; `key` names its line."""

    key: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `columns` are label paths, outermost first; the first `labels` of them name the rows.

    `unit` is printed above, or below where `unit_below`. `cut` is the row before which the table is broken off and its
    header repeated. `merged`: a first label that the row above has too is printed there alone.
    """

    columns: tuple[tuple[str, ...], ...]
    rows: tuple[GridRow, ...]
    unit: str | None = None
    unit_below: bool = False
    labels: int = 1
    cut: int | None = None
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """An organisation chart: each department with a line of counts."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class TeamDuties:
    """The teams on one line, then their duties team after team; the last of each team ends in 등."""

    title: str
    teams: tuple[str, ...]
    duties: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PageEnd:
    """A page number."""

    number: int


Block = Cover | Contents | Heading | Items | Note | Grid | Chart | TeamDuties | PageEnd


@dataclass(frozen=True, slots=True)
class TrueFact:
    """What a fact should say. `optional`: right if it is served, no loss if it is not. `row`: the key of its line."""

    kind: str
    fields: Mapping[str, object]
    row: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Misprint:
    """A figure that does not agree with its neighbours, with the rows that a finding may point at."""

    codes: tuple[str, ...]
    rows: tuple[str, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All that a report says."""

    meta: Mapping[str, object]
    facts: tuple[TrueFact, ...]
    sections: tuple[tuple[str, str | None], ...]
    titles: frozenset[str]
    """Print that may be read as a section of its own: the cover's lines, and items that others stand under."""
    misprints: tuple[Misprint, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report and its truth."""

    blocks: tuple[Block, ...]
    truth: Truth


@dataclass(slots=True)
class Draft:
    """Collects a document while it is being written."""

    blocks: list[Block] = field(default_factory=list)
    facts: list[TrueFact] = field(default_factory=list)
    sections: list[tuple[str, str | None]] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    misprints: list[Misprint] = field(default_factory=list)
    rows: int = 0

    def key(self) -> str:
        """A new name for a line."""
        self.rows += 1
        return f"r{self.rows}"

    def heading(self, level: int, title: str, parent: str | None, number: str | None = None, team: str | None = None) -> None:
        """A heading, and the section that it opens (captions of tables open none that counts)."""
        self.blocks.append(Heading(level, title, number, team))
        if level <= 3:
            self.sections.append((title, parent))

    def fact(self, kind: str, fields: Mapping[str, object], row: str | None = None, *, optional: bool = False) -> None:
        """What a reader should get."""
        self.facts.append(TrueFact(kind, fields, row, optional))
