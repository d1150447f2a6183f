"""HTML in reports: unfolded into the logical lines that a browser would show.

A report may be HTML as a whole, hold HTML tables between its lines, or carry fragments inside a tab-separated cell
(lists whose end tag was lost, nested tables). Block tags end a logical line; `<li>` makes it an item, as deep as its lists
are nested; `<h1>` … make it a heading; `<tr>` makes a row of cells whose spans are known to the character. Nothing is
executed or fetched, and broken markup never raises: a tag that never ends is text.

>>> lines = unfold("<h2>예산</h2><p>가<br>나</p><ul><li>다</ul>".splitlines())
>>> [(line.body, line.style.value, line.mark.level) for line in lines]
[('예산', 'markdown', 2), ('가', 'text', 0), ('나', 'text', 0), ('다', 'dash', 0)]
>>> [[cell.text for cell in line.cells] for line in unfold(["<table><tr><th colspan=2>구분</th><td>1</td></tr></table>"])]
[['구분', '', '1']]
>>> cell_text("<p>○ 가</p> <ul><li> · 나 <li>다")
'○ 가\\n· 나\\n- 다'
"""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from app.parsers.characters.inline import MARKUP_SIGN, Pieces, cut_pieces, join_texts, take_markup
from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.lines.lines import Line, PrintedCell, trimmed
from app.parsers.lines.marks import Mark, Style, as_heading, read_mark

_TAG: Final = re.compile(r"<(?P<close>/?)\s?(?P<name>[A-Za-z][A-Za-z0-9]{0,10})(?P<attributes>[^<>]*)>")
_BEGUN_TAG: Final = re.compile(r"</?\s?(?P<name>[A-Za-z][A-Za-z0-9]{0,10})(?:\s[^<>]*)?$")
_SPAN: Final = re.compile(r"(?P<name>colspan|rowspan)\s*=\s*[\"']?\s*(?P<value>\d{1,3})", re.I)
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "p br div li ul ol table thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 section article caption body html head header footer "
        "hr dl dt dd blockquote pre",
    )
)
_HIDDEN: Final = frozenset(["script", "style", "head"])
_ITEMS: Final = frozenset(["li", "dt", "dd"])
_LISTS: Final = frozenset(["ul", "ol", "dl"])
_MOST_TAG_LINES: Final = 8
_MOST_NESTED: Final = 10  # lists within lists
_FEWEST_CELLS: Final = 2  # of a row that is more than a box around words
_MOST_SPANNED: Final = 60  # columns or rows that one cell may claim
_ENTITY: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_SPACE: Final = re.compile(r"\s+")


def is_markup(body: str) -> bool:
    """Whether a folded line holds HTML blocks."""
    return "<" in body and any(match["name"].lower() in _BLOCKS for match in _TAG.finditer(body))


def _opens_tag(body: str) -> bool:
    """Whether a line ends within a block tag, whose end stands on a line below."""
    at = body.rfind("<")
    match = _BEGUN_TAG.match(body, at) if at >= 0 and ">" not in body[at:] else None
    return bool(match and match["name"].lower() in _BLOCKS)


@dataclass(slots=True)
class _Cell:
    """A cell being read, with what was being read around it (a table may stand inside a cell)."""

    width: int
    height: int
    head: bool
    text: "_Text"


@dataclass(slots=True)
class _Text:
    """Text being gathered: runs with the place each began at, blanks folded as a browser does."""

    letters: str = ""
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    end: tuple[int, int] = (0, 0)

    def add(self, shown: str, number: int, start: int, length: int) -> None:
        """A run that stands at character `start` of line `number` and fills `length` characters there."""
        if not self.letters or self.letters.endswith((" ", "\n")):
            lead = len(shown) - len(shown.lstrip()) if length == len(shown) else 0
            shown, start, length = shown[lead:], start + lead, length - lead
        if shown:
            self.pieces.append((len(self.letters), number, start))
            self.letters += shown
            if not shown.isspace():
                self.end = (number, start + (len(shown.rstrip()) if length == len(shown) else length))

    def insert(self, cell: PrintedCell) -> None:
        """What a cell holds, in its place among the words before and behind it."""
        self.separate(" ")
        pieces = cell.pieces or ((0, cell.number, cell.start),)
        ends = [offset for offset, _, _ in pieces[1:]] + [len(cell.text)]
        for (offset, number, start), end in zip(pieces, ends, strict=True):
            self.add(cell.text[offset:end], number, start, end - offset)
        self.separate(" ")

    def separate(self, by: str) -> None:
        """A blank or a line break, once."""
        if self.letters and not self.letters.endswith("\n"):
            self.letters = self.letters.rstrip(" ") + by


@dataclass(slots=True)
class _Row:
    """A row being read: its cells, and where the row itself begins and ends."""

    start: tuple[int, int]
    cells: list[PrintedCell] = field(default_factory=list)
    end: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class _Table:
    """A table being read: its rows, and how many rows down a cell above still fills each column, and whether it is a header cell."""

    number: int
    rows: list[_Row] = field(default_factory=list)
    filled: dict[int, int] = field(default_factory=dict)
    heads: dict[int, bool] = field(default_factory=dict)
    cell: _Cell | None = None


@dataclass(slots=True)
class _Reader:
    """Walks over the tags of adjoining HTML lines and gathers logical lines."""

    lines: list[Line] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    inner: list[Line] = field(default_factory=list)
    text: _Text = field(default_factory=_Text)
    tag: str = ""
    depth: int = 0
    hidden: str = ""
    count: int = 0
    at: tuple[int, int] = (1, 0)

    def add_text(self, piece: str, number: int, start: int) -> None:
        """Text between two tags; entities are shown as what they stand for."""
        if self.hidden or not piece:
            return
        into = self.tables[-1].cell.text if self.tables and self.tables[-1].cell else self.text
        at = 0
        for match in _ENTITY.finditer(piece):
            self._add_run(into, piece[at : match.start()], number, start + at)
            into.add(html.unescape(match.group()), number, start + match.start(), len(match.group()))
            at = match.end()
        self._add_run(into, piece[at:], number, start + at)

    @staticmethod
    def _add_run(into: _Text, run: str, number: int, start: int) -> None:
        at = 0
        for blanks in _SPACE.finditer(run):
            # A run of blanks is shown as one; what follows it stands further on in print.
            if blanks.end() - blanks.start() > 1 or blanks.group() != " ":
                into.add(run[at : blanks.start()], number, start + at, blanks.start() - at)
                into.separate(" ")
                at = blanks.end()
        into.add(run[at:], number, start + at, len(run) - at)

    def add_blank(self) -> None:
        """A line end in the received text."""
        cell = self.tables[-1].cell if self.tables else None
        (cell.text if cell else self.text).separate(" ")

    def flush(self) -> None:
        """End the open logical line."""
        gathered, self.text = self.text, _Text()
        raw, pieces = trimmed(gathered.letters, tuple(gathered.pieces))
        tag, self.tag = self.tag, ""
        if raw:
            self.lines.append(_shown(raw, pieces, gathered.end, tag, self.depth))

    def open_tag(self, name: str, attributes: str) -> None:
        """A tag opens: rows and cells of tables, items of lists, headings; all other blocks end a line."""
        table = self.tables[-1] if self.tables else None
        if name in _HIDDEN:
            self.hidden = name
        elif name == "table":
            self._open_table()
        elif table and name == "tr":
            self._end_cell(table)
            _end_row(table, self.at, closed=False)
            table.rows.append(_Row(self.at))
        elif table and name in ("td", "th"):
            self._end_cell(table)
            if not table.rows or table.rows[-1].end != (0, 0):
                table.rows.append(_Row(self.at))
            spans = {match["name"].lower(): min(_MOST_SPANNED, int(match["value"])) for match in _SPAN.finditer(attributes)}
            table.cell = _Cell(max(1, spans.get("colspan", 1)), max(1, spans.get("rowspan", 1)), name == "th", _Text())
        elif table and table.cell:
            self._break_cell(table.cell, name)
        elif name in _BLOCKS:
            self.flush()
            self.depth = min(_MOST_NESTED, self.depth + (name in _LISTS))
            self.tag = name

    def close_tag(self, name: str) -> None:
        """A tag closes."""
        table = self.tables[-1] if self.tables else None
        if name == self.hidden:
            self.hidden = ""
        elif table and name in ("td", "th"):
            self._end_cell(table)
        elif table and name == "tr":
            self._end_cell(table)
            _end_row(table, self.at)
        elif table and name == "table":
            self._end_table()
        elif table and table.cell:
            self._break_cell(table.cell, name)
        elif name in _BLOCKS:
            self.flush()
            self.depth = max(0, self.depth - (name in _LISTS))

    @staticmethod
    def _break_cell(cell: _Cell, name: str) -> None:
        if name in _BLOCKS:
            cell.text.separate("\n")

    def _open_table(self) -> None:
        if not self.tables:
            self.flush()
        self.count += 1
        self.tables.append(_Table(self.count))

    def _end_cell(self, table: _Table) -> None:
        """End the open cell: place it after the columns that cells above still fill, with blanks for its own width."""
        cell, table.cell = table.cell, None
        if cell is None:
            return
        row = table.rows[-1].cells
        _fill(table, row, self.at)
        text, pieces = trimmed(cell.text.letters, tuple(cell.text.pieces))
        start = pieces[0][1:] if pieces else self.at
        end = cell.text.end if pieces else start
        for offset in range(cell.width):
            if cell.height > 1:
                table.filled[len(row)] = cell.height - 1
                table.heads[len(row)] = cell.head
            here = end if not offset else start
            shown, where = ("", ()) if offset else (text, pieces)
            row.append(PrintedCell(shown, start[0], start[1], here[1], cell.head, here[0], where))

    def _end_table(self) -> None:
        """The rows of a table become lines; those of a table inside a cell follow after the table around it."""
        table = self.tables.pop()
        self._end_cell(table)
        _end_row(table, self.at)
        rows = [_row_line(row, table.number) for row in table.rows if any(cell.text for cell in row.cells)]
        outer = self.tables[-1].cell if self.tables else None
        if outer and all(sum(bool(cell.text) for cell in row.cells) < _FEWEST_CELLS for row in rows):
            for cell in (cell for row in rows for cell in row.cells if cell.text):
                outer.text.insert(cell)  # a table that only draws a box around words
        elif self.tables:
            self.inner += rows
        else:
            self.lines += [*rows, *self.inner]
            self.inner = []

    def close(self) -> list[Line]:
        """The logical lines, tables that were never closed included."""
        while self.tables:
            self._end_table()
        self.flush()
        return self.lines


def _end_row(table: _Table, at: tuple[int, int], *, closed: bool = True) -> None:
    """End the open row: at its end tag, or with its last cell where it has none."""
    if table.rows and table.rows[-1].end == (0, 0):
        row = table.rows[-1]
        row.end = at if closed else max(((cell.last, cell.end) for cell in row.cells), default=row.start)
        _fill(table, table.rows[-1].cells, at)


def _fill(table: _Table, row: list[PrintedCell], at: tuple[int, int]) -> None:
    """Blank cells for the columns that cells of rows above reach down to."""
    while len(table.rows) > 1 and table.filled.get(len(row), 0) > 0:
        table.filled[len(row)] -= 1
        row.append(PrintedCell("", at[0], at[1], at[1], table.heads.get(len(row), False)))


def _shown(raw: str, pieces: Pieces, end: tuple[int, int], tag: str, depth: int) -> Line:
    """A logical line of running text; an item without a mark of its own is as deep as its lists are nested."""
    body = fold(raw)
    mark = read_mark(body)
    if re.fullmatch("h[1-6]", tag):
        mark = as_heading(mark, int(tag[1]))
    elif tag == "caption" and mark.style is not Style.UNIT:
        mark = Mark(Style.CAPTION, None, None, body)
    elif tag in _ITEMS and mark.style in (Style.TEXT, Style.ALONE, Style.BARE):
        mark = Mark(Style.DASH, None, None, body)
    number, start = pieces[0][1], pieces[0][2]
    return Line(number, max(number, end[0]), raw, body, 2 * depth, start, end[1], mark, layout="html", narrow=True, pieces=pieces)


def _row_line(row: _Row, table: int) -> Line:
    raw = "\t".join(cell.text.replace("\n", " ") for cell in row.cells)
    mark = Mark(Style.TAB, None, None, "")
    number, start = row.start
    last = max(row.end[0], number)
    return Line(number, last, raw, fold(raw), 0, start, row.end[1], mark, tuple(row.cells), "html", narrow=True, table=table)


def unfold(received: Sequence[str], first_number: int = 1) -> list[Line]:
    """The logical lines of adjoining HTML lines, in reading order.

    Lines are `narrow` where a printed line holds more than one of them.
    """
    text = "\n".join(received)
    starts = list(accumulate((len(line) + 1 for line in received), initial=0))

    def place(at: int) -> tuple[int, int]:
        row = min(bisect_right(starts, at) - 1, len(received) - 1)
        return first_number + row, at - starts[row]

    reader = _Reader()
    for first, last, tag in _pieces(text):
        if tag is None:
            _read_text(reader, text[first:last], *place(first))
            continue
        name = tag["name"].lower()
        reader.at = place(last if tag["close"] else first)
        if tag["close"]:
            reader.close_tag(name)
        else:
            reader.open_tag(name, tag["attributes"])
    reader.at = place(len(text))
    return _widened(reader.close())


def _read_text(reader: _Reader, piece: str, number: int, start: int) -> None:
    """Text between two tags, which may run over several printed lines; a line end is a blank."""
    for row, part in enumerate(piece.split("\n")):
        if row:
            reader.add_blank()
        reader.add_text(part, number + row, 0 if row else start)


def _pieces(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """The runs of text (None) and the tags between them; comments are skipped."""
    at = 0
    while at < len(text):
        first = text.find("<", at)
        tag = None
        end = first
        while first >= 0:
            if text.startswith("<!--", first) and (end := text.find("-->", first)) >= 0:
                end += 3
                break
            if tag := _TAG.match(text, first):
                end = tag.end()
                break
            first = text.find("<", first + 1)
        if first < 0:
            break
        yield at, first, None
        if tag:
            yield first, end, tag
        at = end
    yield at, len(text), None


def _widened(lines: list[Line]) -> list[Line]:
    """Lines that share no printed line with another one stand for their printed lines as a whole."""
    holders = Counter(number for line in lines for number in range(line.number, line.last + 1))
    return [
        line if any(holders[number] > 1 for number in range(line.number, line.last + 1)) else line._replace(narrow=False) for line in lines
    ]


def unfold_lines(lines: Sequence[Line], received: Sequence[str]) -> tuple[Line, ...]:
    """Replace each run of HTML lines by its logical lines; all others stay. Rows of tabs and pipes keep the HTML in their cells."""
    if not any("<" in line.body for line in lines):
        return tuple(lines)
    markup = [not line.cells and is_markup(line.body) for line in lines]
    _mark_broken_tags(lines, markup)
    closes = max((at for at, line in enumerate(lines) if markup[at] and "</table" in line.body.lower()), default=-1)
    unfolded: list[Line] = []
    at = 0
    while at < len(lines):
        if not markup[at]:
            unfolded.append(lines[at])
            at += 1
            continue
        end = _run_end(lines, markup, at, closes)
        unfolded += unfold(received[at:end], at + 1)
        at = end
    return tuple(unfolded)


def _mark_broken_tags(lines: Sequence[Line], markup: list[bool]) -> None:
    """Lines that hold the parts of one tag are markup as well."""
    for at, line in enumerate(lines):
        if line.cells or "<" not in line.body or not _opens_tag(line.body):
            continue
        end = next((below for below in range(at + 1, min(len(lines), at + _MOST_TAG_LINES)) if set("<>") & set(lines[below].body)), None)
        if end is not None and lines[end].body.find(">") < (lines[end].body.find("<") + 1 or len(lines[end].body) + 1):
            markup[at : end + 1] = [True] * (end + 1 - at)


def _run_end(lines: Sequence[Line], markup: Sequence[bool], at: int, closes: int) -> int:
    """Where a run of HTML ends: with its last line of tags; a table that is still open holds lines without tags as well."""
    tables = 0
    end = at
    while at < len(lines):
        if markup[at]:
            body = lines[at].body.lower()
            tables = max(0, tables + body.count("<table") - body.count("</table"))
            end = at + 1
        elif (lines[at].body and not (tables and at < closes)) or (
            not lines[at].body and not tables and not (at + 1 < len(lines) and markup[at + 1])
        ):
            break
        at += 1
    return end


def cell_text(printed: str) -> str:
    """What a cell that may hold markup shows: its lines, joined by line breaks."""
    return show_markup(printed)[0]


def show_cell(cell: PrintedCell) -> tuple[str, Pieces]:
    """What a cell shows, and where the parts of that were printed."""
    if cell.pieces:
        return cell.text, cell.pieces
    text, pieces = show_markup(cell.text)
    return text, tuple((offset, cell.number + row - 1, start + (cell.start if row == 1 else 0)) for offset, row, start in pieces)


@remember(4096)
def show_markup(printed: str) -> tuple[str, Pieces]:
    """A text that may hold markup as it is shown, its lines joined by line breaks; pieces count its own lines and letters."""
    if not MARKUP_SIGN.search(printed):
        return printed, _WHOLE
    if not is_markup(printed):
        text, pieces = take_markup(printed, 1)
        return _close_gaps(text, pieces or _WHOLE)
    shown = [part for line in unfold(printed.split("\n")) for part in _shown_parts(line)]
    return join_texts(shown)


_WHOLE: Final = ((0, 1, 0),)
_GAP: Final = re.compile(" {2,}")


def _close_gaps(text: str, pieces: Pieces) -> tuple[str, Pieces]:
    """A text without outer blanks and with single blanks only."""
    edges = [0, *(edge for gap in _GAP.finditer(text) for edge in (gap.start() + 1, gap.end())), len(text)]
    runs = [(text[first:last], cut_pieces(pieces, first, last)) for first, last in zip(edges[::2], edges[1::2], strict=True)]
    return trimmed(*join_texts(("", *run) for run in runs))


def _shown_parts(line: Line) -> Iterator[tuple[str, str, Pieces]]:
    """The texts of a line out of a cell, each with what parts it from the one before: those of its cells, else its own."""
    for at, cell in enumerate(line.cells):
        yield "\t" if at else "\n", cell.text, cell.pieces
    if not line.cells:
        unmarked = line.style is Style.DASH and line.mark.marker is None
        yield "\n- " if unmarked else "\n", line.raw, line.places
