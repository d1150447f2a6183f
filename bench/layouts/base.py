"""What all layouts share: lines, marks, and how headings, lists and contents stand in plain text."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Final

from bench.document import Block, Chart, Contents, Cover, Grid, GridRow, Heading, Item, Items, Note, PageEnd, TeamDuties

_ROMAN: Final = ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ")
_LETTERS: Final = ("I", "II", "III", "IV", "V", "VI")
_CONTENTS: Final = ("목 차", "순 서", "차 례", "목차")


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one report: the same all through it."""

    letters: bool
    section: str
    bullet: str
    sub_bullet: str
    bare_numbers: bool
    padded: bool
    leader: str
    tight_unit: bool
    loose: bool
    nested_html: bool


def choose_style(random: Random) -> Style:
    """Habits at random."""
    return Style(
        letters=random.random() < 0.3,
        section=random.choice(("□", "□", "□", "■", "▢")),
        bullet=random.choice(("○", "ㅇ", "◦", "-")),
        sub_bullet=random.choice(("-", "·")),
        bare_numbers=random.random() < 0.4,
        padded=random.random() < 0.5,
        leader=random.choice(("·", ".", "-")),
        tight_unit=random.random() < 0.4,
        loose=random.random() < 0.5,
        nested_html=random.random() < 0.4,
    )


def spread(label: str) -> str:
    """Letters padded with blanks: 예산액 → 예 산 액."""
    return " ".join(label) if len(label) <= 4 and label.isalpha() else label


@dataclass(slots=True)
class Printer(ABC):
    """Prints the blocks of a document one after the other and remembers where each row and item came to stand."""

    random: Random
    style: Style
    out: list[str] = field(default_factory=list)
    lines: dict[str, tuple[int, int]] = field(default_factory=dict)

    def print(self, blocks: Sequence[Block]) -> None:
        for position, block in enumerate(blocks):
            following = blocks[position + 1] if position + 1 < len(blocks) else None
            match block:
                case Cover(lines):
                    self.cover(lines)
                case Contents(titles):
                    self.contents(titles)
                case Heading():
                    self.heading(block)
                case Items(items):
                    self.items(items)
                case Note(text, marked):
                    self.note(f"※ {text}" if marked else text)
                case Chart(rows):
                    self.chart(rows)
                case TeamDuties():
                    self.duties(block)
                case Grid():
                    self.table(block)
                case PageEnd(number):
                    self.page_end(number, last=following is None)

    def add(self, text: str = "", key: str | None = None) -> None:
        """Print some lines; `key` came to stand on them."""
        first = len(self.out) + 1
        self.out += text.split("\n")
        if key:
            self.lines[key] = (first, len(self.out))

    def gap(self) -> None:
        """An empty line, where there is none yet."""
        if self.out and self.out[-1]:
            self.add()

    # How plain text does it; Markdown and HTML have their own way.

    def cover(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.add(line)
            self.gap()

    def contents(self, titles: Sequence[str]) -> None:
        self.gap()
        self.add(self.random.choice(_CONTENTS))
        for number, title in enumerate(titles):
            self.gap()
            self.add(f"{self.chapter_mark(number)} {title} {self.style.leader * self.random.randint(12, 40)} {number * 3 + 1}")
        self.gap()

    def chapter_mark(self, number: int) -> str:
        return (_LETTERS if self.style.letters else _ROMAN)[number] + "."

    def heading(self, heading: Heading) -> None:
        self.gap()
        self.add(self.heading_text(heading))
        self.gap()

    def heading_text(self, heading: Heading) -> str:
        title = spread(heading.title) if self.style.padded and heading.level in {1, 3} else heading.title
        if heading.level == 1:
            return f"{self.chapter_mark(int(heading.number or 1) - 1)} {title}"
        if heading.level == 2:
            named = f"{title} ({heading.team})" if heading.team else title
            return f"{heading.number}\n\n{named}" if self.style.bare_numbers else f"{heading.number}. {named}"
        return f"{self.style.section} {title}"

    def items(self, items: Sequence[Item]) -> None:
        for item in items:
            self.item(item, 0)
            if self.style.loose:
                self.gap()
        self.gap()

    def item(self, item: Item, depth: int) -> None:
        mark = self.sub_bullet() if depth else self.style.bullet
        self.add(f"{' ' * depth}{mark} {item.text}", item.key)
        for child in item.children:
            self.item(child, depth + 1)

    def sub_bullet(self) -> str:
        return "·" if self.style.bullet == "-" else self.style.sub_bullet

    def note(self, text: str) -> None:
        self.gap()
        self.add(text)
        self.gap()

    def unit(self, unit: str) -> str:
        return f"(단위:{unit})" if self.style.tight_unit else f"(단위 : {unit})"

    def chart(self, rows: Sequence[GridRow]) -> None:
        self.table(Grid((("부서",), ("팀",), ("인원",)), tuple(rows)))

    def duties(self, block: TeamDuties) -> None:
        self.note(f"{self.style.bullet} {block.title}")
        rows = [GridRow("", (team, "\n".join(f"· {duty}" for duty in own))) for team, own in zip(block.teams, block.duties, strict=True)]
        self.table(Grid((("팀명",), ("담당업무",)), tuple(rows)))

    def table(self, grid: Grid) -> None:
        """The unit, then the table in its blocks, or the unit below."""
        if grid.unit and not grid.unit_below:
            self.note(self.unit(grid.unit))
        cuts = [0, grid.cut, len(grid.rows)] if grid.cut else [0, len(grid.rows)]
        for first, last in pairwise(cuts):
            self.gap()
            self.grid(grid, grid.rows[first:last])
            self.gap()
        if grid.unit and grid.unit_below:
            self.note(self.unit(grid.unit))

    @abstractmethod
    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        """One block of a table with its header."""

    def page_end(self, number: int, *, last: bool) -> None:
        if not last:
            self.gap()
            self.add(f"- {number} -")
            self.gap()


def printed_rows(grid: Grid, rows: Sequence[GridRow]) -> list[tuple[GridRow, Sequence[str]]]:
    """Rows with their cells as printed: a merged label stands at the first of its rows alone."""
    above = ""
    printed: list[tuple[GridRow, Sequence[str]]] = []
    for row in rows:
        printed.append((row, ("", *row.cells[1:]) if grid.merged and row.cells[0] == above else row.cells))
        above = row.cells[0]
    return printed


def header_rows(columns: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Header rows in which a merged cell is followed by empty ones.

    >>> header_rows([("구분",), ("일반직", "6급"), ("일반직", "7급")])
    [['구분', '일반직', ''], ['', '6급', '7급']]
    """
    depth = max(len(path) for path in columns)
    rows = []
    for level in range(depth):
        row = []
        for position, path in enumerate(columns):
            before = columns[position - 1] if position else ()
            merged = len(path) > level + 1 and path[: level + 1] == before[: level + 1]
            row.append("" if level >= len(path) or merged else path[level])
        rows.append(row)
    return rows
