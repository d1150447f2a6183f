"""Lines that hold one cell each, as converters print a table whose rows they broke: with or without a bar behind the cell.

A line of one bar is a blank cell. Several bars on a line are what is left of the columns that the cell before them was merged
over. Where no bars stand, a blank cell leaves no trace. A total may be glued to the label behind it (`11개만 3세반`).

>>> from app.parsers.lines.lines import read_lines
>>> [(cell.text, cell.what.value) for cell in find_runs(read_lines("총 계 |\\n14 |\\n|\\n|||\\n5급 |\\n3명 |"))[0].cells]
[('총 계', 'words'), ('14', 'figure'), ('', 'blank'), ('', 'merged'), ('5급', 'words'), ('3명', 'figure')]
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from app.models.span import Span, join_spans
from app.parsers.characters.inline import Pieces, cut_pieces, join_texts
from app.parsers.grids import GridCell
from app.parsers.grids.spaced.lines import states_unit
from app.parsers.labels import COUNTERS
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.values.cells import CellKind, cell_kind

_LONGEST_CELL: Final = 40
_MOST_BRACKET_LINES: Final = 4
_PLAIN_STYLES: Final = frozenset([Style.TEXT, Style.ALONE, Style.BARE])
_SENTENCE_ENDS: Final = (".", ",", ":", ";", "|")
_BARS: Final = re.compile(r"[|\s]+")
_EMPTY_COUNT: Final = re.compile(r"-(?P<unit>\S{1,3})?")
_CODE: Final = re.compile(r"\d{1,4}(?:-\d{1,2}){0,2}")
_COUNTED: Final = re.compile(r"[\d,]+(?P<unit>[가-힣]{1,2}?)(?=[가-힣\d])")


class What(Enum):
    """What a line of one cell holds."""

    WORDS = "words"
    FIGURE = "figure"
    BLANK = "blank"
    MERGED = "merged"


class Stacked(NamedTuple):
    """A cell that fills a line: its text as received, the index of its line, and where it and the parts of its text stand there."""

    text: str
    line: int
    span: Span
    what: What
    pieces: Pieces = ()

    @property
    def is_code(self) -> bool:
        """Whether it may be an account code rather than a figure: `200`, `211-01`."""
        return _CODE.fullmatch(self.text) is not None

    @property
    def grid_cell(self) -> GridCell:
        """The cell as a grid has it."""
        return GridCell(self.text, self.span, self.pieces)


class Run(NamedTuple):
    """Cells on lines that follow each other; `barred`: a bar ends each of them."""

    cells: tuple[Stacked, ...]
    barred: bool


def find_runs(lines: Sequence[Line]) -> list[Run]:
    """Every run of lines of one cell, in reading order; a blank line may stand between any two."""
    runs: list[Run] = []
    cells: list[Stacked] = []
    barred, blanks = False, 0
    for index, line in enumerate(lines):
        if not line.body:
            blanks += 1
            continue
        ends = line.body.endswith("|")
        cell = _barred_cell(line, index) if ends else _plain_cell(line, index)
        if cell is None and not ends and _bracketed(line, cells):
            cell = _cell(line, index, len(line.body))
        if cells and (cell is None or ends != barred or blanks > 1):
            runs.append(Run(tuple(_parted(tuple(_joined(cells)))), barred))
            cells = []
        if cell:
            cells.append(cell)
        barred, blanks = ends, 0
    return [*runs, Run(tuple(_parted(tuple(_joined(cells)))), barred)] if cells else runs


def _barred_cell(line: Line, index: int) -> Stacked | None:
    """A cell with a bar behind it; a row of several cells is none."""
    if _BARS.fullmatch(line.body):
        return Stacked("", index, line.span, What.BLANK if line.body.count("|") == 1 else What.MERGED)
    body = line.body[:-1].rstrip()
    if "|" in body or len(body) > 2 * _LONGEST_CELL:
        return None
    return _cell(line, index, len(body))


def _bracketed(line: Line, cells: Sequence[Stacked]) -> bool:
    """Whether a line is in brackets that go on with the figure before: who pays of it, or what a part of it is for."""
    begins = _is_bracket(line.body) and bool(cells) and cells[-1].what is What.FIGURE
    goes_on = bool(cells) and cells[-1].text[:1] == "(" and cells[-1].text.count("(") > cells[-1].text.count(")")
    return (begins or goes_on) and len(line.body) <= 2 * _LONGEST_CELL


def _is_bracket(text: str) -> bool:
    return text[:1] == "(" and any(map(str.isdigit, text)) and not states_unit(text)


def _joined(cells: Sequence[Stacked]) -> Iterator[Stacked]:
    """The cells, what stands in brackets on lines of its own joined to the figure that it is said of."""
    at = 0
    while at < len(cells):
        end = _bracket_end(cells, at + 1) if cells[at].what is What.FIGURE else at + 1
        yield cells[at] if end == at + 1 else _with_bracket(cells[at:end])
        at = end


def _bracket_end(cells: Sequence[Stacked], start: int) -> int:
    """Where a bracket that begins with a cell is closed; the cell's own place if it begins none, or none that a few lines close."""
    opened = 0
    for at in range(start, min(start + _MOST_BRACKET_LINES, len(cells))):
        if not opened and not _is_bracket(cells[at].text):
            return start
        opened += cells[at].text.count("(") - cells[at].text.count(")")
        if opened <= 0:
            return at + 1
    return start


def _with_bracket(cells: Sequence[Stacked]) -> Stacked:
    text, pieces = join_texts(("\n", cell.text, cell.pieces) for cell in cells)
    return cells[0]._replace(text=text, pieces=pieces, span=join_spans([cell.span for cell in cells]))


def _plain_cell(line: Line, index: int) -> Stacked | None:
    """A line of its own that may be a cell: a figure, or a few words that are no sentence."""
    if is_figure(line.body):
        return _cell(line, index, len(line.body))
    wordy = line.style in _PLAIN_STYLES and not line.cells and len(" ".join(line.body.split())) <= _LONGEST_CELL
    return _cell(line, index, len(line.body)) if wordy and not line.body.endswith(_SENTENCE_ENDS) else None


def _cell(line: Line, index: int, length: int) -> Stacked:
    span = Span(line.number, line.last, line.start, line.start + length)
    text, pieces = line.part(0, length)
    return Stacked(text, index, span, What.FIGURE if is_figure(line.body[:length]) else What.WORDS, pieces)


def is_figure(body: str) -> bool:
    """Whether a folded text is a figure, a code, or the dash of a cell without one (`-`, `-명`)."""
    if body[0] == "-" and (blank := _EMPTY_COUNT.fullmatch(body)):
        return not blank["unit"] or blank["unit"] == "%" or blank["unit"] in COUNTERS
    return cell_kind(body) in (CellKind.VALUE, CellKind.DASH) or _CODE.fullmatch(body) is not None


def _parted(cells: Sequence[Stacked]) -> Iterator[Stacked]:
    """The cells, where a total is glued to the label behind it in two: words before it, and its unit in the next figure, prove it."""
    for at, cell in enumerate(cells):
        between = 0 < at < len(cells) - 1 and cell.what is What.WORDS and cells[at - 1].what is What.WORDS
        cut = _glue(cell.text, cells[at + 1].text) if between else 0
        if not cut:
            yield cell
            continue
        yield cut_cell(cell, 0, cut)._replace(what=What.FIGURE)
        yield cut_cell(cell, cut, len(cell.text))


def cut_cell(cell: Stacked, first: int, last: int) -> Stacked:
    """A part of a cell that fills a line."""
    place = cell.span.start or 0
    span = Span(cell.span.first, cell.span.last, place + first, place + last if last < len(cell.text) else cell.span.end)
    return cell._replace(text=cell.text[first:last], span=span, pieces=cut_pieces(cell.pieces, first, last))


def _glue(text: str, following: str) -> int:
    """Where a figure ends that a label is glued to: behind a counter which the next figure has too; 0 where there is none."""
    match = _COUNTED.match(text)
    return match.end() if match and match["unit"] in COUNTERS and following.endswith(match["unit"]) and following[0] in "-0123456789" else 0
