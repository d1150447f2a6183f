"""HTML in reports: unfolded into the logical lines that a browser would show.

A report may be HTML as a whole, hold HTML tables between its lines, or carry fragments inside a tab-separated cell
(lists whose end tag was lost, nested tables). Block tags end a logical line; `<li>` gives it a dash, `<h1>` … a heading
mark; `<tr>` makes a row of cells whose spans are known to the character. Nothing is executed or fetched, and broken
markup never raises: a tag that never ends is text.

>>> [line.body for line in unfold("<h2>예산</h2><p>가<br>나</p><ul><li>다</ul>".splitlines())]
['## 예산', '가', '나', '- 다']
>>> [[cell.text for cell in line.cells] for line in unfold(["<table><tr><th colspan=2>구분</th><td>1</td></tr></table>"])]
[['구분', '', '1']]
>>> cell_text("<p>○ 가</p> <ul><li> · 나 <li>다")
'○ 가\\n· 나\\n- 다'
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from app.parsers.lines import Line, PrintedCell, read_line
from app.parsers.marks import Style

_TAG: Final = re.compile(r"<(?P<close>/?)\s*(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>[^<>]*)>|<!--.*?-->", re.S)
_SPAN: Final = re.compile(r"(?P<name>colspan|rowspan)\s*=\s*[\"']?\s*(?P<value>\d{1,3})", re.I)
_BLOCKS: Final = frozenset("p br div li ul ol table thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 section article caption body html head header footer hr dl dt dd".split())
_HIDDEN: Final = frozenset(["script", "style", "head"])
_MARKED: Final = re.compile(r"[^\s\w(<\[「『'\"‘“]|[○ㅇㆍo]\s")


def is_markup(body: str) -> bool:
    """Whether a folded line holds HTML blocks."""
    if "<" not in body:
        return False
    return any(match["name"] and match["name"].lower() in _BLOCKS for match in _TAG.finditer(body))


@dataclass(slots=True)
class _Table:
    """A table being read: its rows, and the columns that a row-spanning cell above still fills."""

    rows: list[list[PrintedCell]] = field(default_factory=list)
    filled: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    """Walks over the tags of adjoining HTML lines and gathers logical lines."""

    lines: list[Line] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    prefix: str = ""
    text: str = ""
    at: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    hidden: str = ""
    cell: tuple[int, int] | None = None

    def add_text(self, piece: str, number: int, start: int) -> None:
        if self.hidden or not piece.strip():
            if self.text and not self.hidden:
                self.text += " "
            return
        lead = len(piece) - len(piece.lstrip())
        self.at = self.at or (number, start + lead)
        self.last = (number, start + len(piece.rstrip()))
        self.text += html.unescape(piece)

    def flush(self) -> None:
        text, prefix = " ".join(self.text.split()), self.prefix
        self.text, self.prefix = "", ""
        if not text or self.at is None:
            return
        at, self.at = self.at, None
        if prefix == "- " and _MARKED.match(text):
            prefix = ""
        line = read_line(prefix + text, at[0], at[1], narrow=True)
        self.lines.append(replace(line, last=self.last[0], layout="html"))

    def open_tag(self, name: str, attributes: str, number: int, end: int) -> None:
        if name in _HIDDEN:
            self.hidden = name
        elif name == "table":
            self.flush()
            self.tables.append(_Table())
        elif name == "tr" and self.tables:
            self.flush_cell()
            self.tables[-1].rows.append([])
        elif name in ("td", "th") and self.tables:
            self.flush_cell()
            spans = {match["name"].lower(): int(match["value"]) for match in _SPAN.finditer(attributes)}
            self.cell = (max(1, spans.get("colspan", 1)), max(1, spans.get("rowspan", 1)))
            self.text, self.at = "", None
        elif self.cell is not None:
            self.text += "\n" if name in _BLOCKS else ""
        elif name in _BLOCKS:
            self.flush()
            self.prefix = "- " if name in ("li", "dt", "dd") else f"{'#' * int(name[1])} " if re.fullmatch("h[1-6]", name) else ""

    def close_tag(self, name: str) -> None:
        if name == self.hidden:
            self.hidden = ""
        elif name in ("td", "th", "tr"):
            self.flush_cell()
        elif name == "table" and self.tables:
            self.flush_cell()
            self.end_table()
        elif self.cell is not None:
            self.text += "\n" if name in _BLOCKS else ""
        elif name in _BLOCKS:
            self.flush()

    def flush_cell(self) -> None:
        """End the open cell: place it after the columns that cells above still fill, with blanks for its own width."""
        if self.cell is None or not self.tables:
            return
        width, height = self.cell
        text = re.sub(r"[ \t]*\n\s*", "\n", re.sub(r"[ \t]+", " ", self.text)).strip()
        number, start = self.at or self.last
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        row = table.rows[-1]
        self._fill(table, row)
        end = self.last[1] if self.at and self.last[0] == number else start + len(text)
        for offset in range(width):
            if height > 1:
                table.filled[len(row)] = height - 1
            row.append(PrintedCell(text if offset == 0 else "", number, start, end if text and offset == 0 else start))
        self.cell, self.text, self.at = None, "", None

    def _fill(self, table: _Table, row: list[PrintedCell]) -> None:
        while len(table.rows) > 1 and table.filled.get(len(row), 0) > 0:
            table.filled[len(row)] -= 1
            row.append(PrintedCell("", self.last[0], self.last[1], self.last[1]))

    def end_table(self) -> None:
        table = self.tables.pop()
        for row in table.rows:
            if not any(cell.text for cell in row):
                continue
            raw = "\t".join(cell.text.replace("\n", " ") for cell in row)
            line = read_line(raw, min(cell.number for cell in row), row[0].start, narrow=True)
            self.lines.append(
                replace(line, last=max(cell.number for cell in row), cells=tuple(row), layout="html", mark=replace(line.mark, style=Style.TAB))
            )

    def close(self) -> list[Line]:
        while self.tables:
            self.flush_cell()
            self.end_table()
        self.flush()
        return self.lines


def unfold(received: Sequence[str], first_number: int = 1) -> list[Line]:
    """The logical lines of adjoining HTML lines, in reading order."""
    reader = _Reader()
    for number, line in enumerate(received, first_number):
        for piece, start, tag in _pieces(line):
            if tag is None:
                reader.add_text(piece, number, start)
            elif tag["name"]:
                reader.last = (number, start) if reader.at is None else reader.last
                name = tag["name"].lower()
                reader.close_tag(name) if tag["close"] else reader.open_tag(name, tag["attributes"] or "", number, tag.end())
        reader.text += " " if reader.text else ""
    return reader.close()


def _pieces(line: str) -> Iterator[tuple[str, int, re.Match[str] | None]]:
    at = 0
    for tag in _TAG.finditer(line):
        yield line[at : tag.start()], at, None
        yield "", tag.start(), tag
        at = tag.end()
    yield line[at:], at, None


def unfold_lines(lines: Sequence[Line], received: Sequence[str]) -> tuple[Line, ...]:
    """Replace each run of HTML lines by its logical lines; all others stay. Rows of tabs keep the HTML in their cells."""
    unfolded: list[Line] = []
    at = 0
    while at < len(lines):
        if lines[at].style is Style.TAB or not is_markup(lines[at].body):
            unfolded.append(lines[at])
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _continues(lines, end):
            end += 1
        unfolded += unfold(received[at:end], at + 1)
        at = end
    return tuple(unfolded)


def _continues(lines: Sequence[Line], at: int) -> bool:
    """Whether line `at` is still HTML: it holds a block tag, or the next non-blank lines do and it is no row of tabs."""
    if lines[at].style is Style.TAB:
        return False
    return is_markup(lines[at].body) or (not lines[at].body and at + 1 < len(lines) and is_markup(lines[at + 1].body))


def cell_text(printed: str) -> str:
    """What a cell that may hold HTML shows: its lines, joined by line breaks."""
    if "<" not in printed:
        return printed
    lines = unfold([printed])
    return "\n".join("\t".join(cell.text for cell in line.cells) if line.cells else line.body for line in lines)
