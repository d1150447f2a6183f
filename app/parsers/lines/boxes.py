"""Rows of cells that make no table: titles in boxes, items behind a tab, contents lists with a tab before the page.

A word processor draws a heading as a table of one row (`| Ⅰ | 일반현황 |`), a paragraph as a table of one cell, indents
with tabs and puts one behind a mark (`□<tab>추진현황`). Such rows are lines of text.

>>> from app.parsers.lines.lines import read_lines
>>> lines = read_lines("| Ⅰ | 일반현황 |\\n|---|---|\\n□\\t추진현황\\n\\t본 사업은 올해 끝남")
>>> [(line.body, line.style.value) for line in settle_rows(lines)]
[('Ⅰ 일반현황', 'roman'), ('|---|---|', 'rule'), ('□ 추진현황', 'square'), ('본 사업은 올해 끝남', 'text')]
"""

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from app.models.names import name_key
from app.parsers.characters.inline import Pieces, cut_pieces, join_texts
from app.parsers.characters.normalise import fold
from app.parsers.labels import CONTENTS_WORDS, ITEM_LETTERS, body_level
from app.parsers.lines.lines import Line, PrintedCell
from app.parsers.lines.marks import Mark, Style, read_mark
from app.parsers.lines.markup import is_markup, show_cell, unfold

_NUMERAL: Final = re.compile(rf"[\u2160-\u216b\u2170-\u217b]|[IVX]{{1,4}}\.?|\d{{1,2}}\.?|[{ITEM_LETTERS}]\.|\d{{1,2}}\)|[①-⑳]")
_NUMBERED_TITLE: Final = re.compile(rf"(?:{_NUMERAL.pattern})\s*\D.*")
_BULLET: Final = re.compile(r"[□■☐▢◇◆○ㅇ◦●▶▷▸‣※·\-–]")
_PAGE: Final = re.compile(r"\d{1,3}")
_LONGEST_TITLE: Final = 60


def settle_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Make lines of text of all rows that are part of no table."""
    settled: list[Line] = []
    contents = False
    at = 0
    while at < len(lines):
        if lines[at].cells:
            end = _run_end(lines, at)
            settled += _settle_run(lines[at:end], contents=contents)
        else:
            end = at + 1
            contents = _opens_contents(lines[at]) or (contents and _keeps_contents(lines[at]))
            settled.append(lines[at])
        at = end
    return tuple(settled)


def _keeps_contents(line: Line) -> bool:
    """Whether a contents list may go on behind a line without cells."""
    return not line.body or line.style in (Style.LEADER, Style.RULE)


def _opens_contents(line: Line) -> bool:
    return 1 < len(line.body) <= 12 and name_key(line.mark.rest) in CONTENTS_WORDS


def _run_end(lines: Sequence[Line], at: int) -> int:
    """Where the run of adjoining rows of one table ends; the rule below a header of Markdown is part of it."""
    first = lines[at]
    end = at + 1
    while end < len(lines) and (
        _is_rule(lines[end]) or (lines[end].cells and (lines[end].layout, lines[end].table) == (first.layout, first.table))
    ):
        end += 1
    return end


def _is_rule(line: Line) -> bool:
    return line.style is Style.RULE and "|" in line.body


def _settle_run(run: Sequence[Line], *, contents: bool) -> list[Line]:
    rows = [_filled(line) for line in run]
    kept = [cells for cells, line in zip(rows, run, strict=True) if cells and not _is_drawn(line)]
    if contents and _is_contents(kept):
        return [_as_leader(line) for line in run]
    if (len(kept) == 1 and _is_title(kept[0])) or all(map(_is_text, run, rows)):
        return list(chain.from_iterable(map(_as_text, run, rows)))
    return list(run)


def _filled(line: Line) -> list[PrintedCell]:
    return [cell for cell in line.cells if cell.text]


def _is_contents(rows: Sequence[Sequence[PrintedCell]]) -> bool:
    return bool(rows) and all(map(_is_leader, rows))


def _is_leader(cells: Sequence[PrintedCell]) -> bool:
    """Whether a row of a contents list ends with its page."""
    return len(cells) > 1 and _PAGE.fullmatch(cells[-1].text) is not None


def _is_text(line: Line, cells: Sequence[PrintedCell]) -> bool:
    """Whether a row is one cell, or an item with a tab behind its mark."""
    return len(cells) <= 1 or (line.layout == "tab" and _is_item(cells))


def _is_drawn(line: Line) -> bool:
    return line.style is Style.RULE or not line.body.strip("|-–—:= \t")


def _is_title(cells: Sequence[PrintedCell]) -> bool:
    """Whether a row is a numeral and a title, perhaps with the office whose it is behind them."""
    if _has_office(cells):
        cells = cells[:-1]
        if len(cells) == 1:
            return bool(_NUMBERED_TITLE.fullmatch(fold(cells[0].text))) and len(cells[0].text) <= _LONGEST_TITLE
    return (
        len(cells) == 2
        and bool(_NUMERAL.fullmatch(fold(cells[0].text)))
        and len(cells[1].text) <= _LONGEST_TITLE
        and not _is_figure(cells[1])
    )


def _has_office(cells: Sequence[PrintedCell]) -> bool:
    return 2 <= len(cells) <= 3 and body_level(cells[-1].text) is not None


def _is_item(cells: Sequence[PrintedCell]) -> bool:
    """Whether a row is a bullet and the text behind it."""
    return len(cells) == 2 and bool(_BULLET.fullmatch(fold(cells[0].text))) and not _is_figure(cells[1])


def _is_figure(cell: PrintedCell) -> bool:
    return not any(letter.isalpha() for letter in cell.text)


def _as_leader(line: Line) -> Line:
    return line._replace(cells=(), layout="space", mark=Mark(Style.LEADER, None, None, line.body))


def _as_text(line: Line, cells: Sequence[PrintedCell]) -> list[Line]:
    """The lines of text that a row's cells make; what HTML a cell holds is unfolded, a row of rules stays one line."""
    if not cells or _is_drawn(line):
        return [line._replace(cells=(), layout="space", mark=Mark(Style.RULE, None, None, line.body))]
    if len(cells) == 1 and line.layout != "html" and is_markup(cells[0].text):
        return [_shifted(inner, cells[0].start) for inner in unfold([cells[0].text], line.number)] or _as_text(line, ())
    shown = _joined(cells)
    whole = len(shown) > 1 or len(cells) > 1
    return [_text_line(line, text, pieces, cells[0], whole=whole) for text, pieces in shown]


def _joined(cells: Sequence[PrintedCell]) -> list[tuple[str, Pieces]]:
    """The lines that cells make when they are put one behind the other: further lines of the last one stay lines."""
    first, *further = _shown_lines(cells[-1])
    if len(cells) == 1:
        return [first, *further]
    # An office stays as far from the title as it was drawn.
    gap = "   " if _has_office(cells) else " "
    before = join_texts((" ", *_as_printed(cell)) for cell in cells[:-1])
    return [join_texts([("", *before), (gap, *first)]), *further]


def _as_printed(cell: PrintedCell) -> tuple[str, Pieces]:
    return cell.text, cell.pieces or ((0, cell.number, cell.start),)


def _shown_lines(cell: PrintedCell) -> list[tuple[str, Pieces]]:
    """The lines that a cell shows, each with its places; one that shows nothing stays as printed."""
    text, pieces = show_cell(cell)
    shown = [(match.group(), cut_pieces(pieces, *match.span())) for match in _SHOWN_LINE.finditer(text)]
    return [part for part in shown if part[0].strip()] or [_as_printed(cell)]


_SHOWN_LINE: Final = re.compile("[^\n]+")


def _shifted(line: Line, by: int) -> Line:
    """A line that was read out of a cell, at its place in the printed line."""
    cells = tuple(cell._replace(start=cell.start + by, end=cell.end + by, pieces=_pieces_shifted(cell.pieces, by)) for cell in line.cells)
    return line._replace(start=line.start + by, end=line.end + by, cells=cells, pieces=_pieces_shifted(line.pieces, by), narrow=True)


def _pieces_shifted(pieces: Pieces, by: int) -> Pieces:
    return tuple((offset, number, start + by) for offset, number, start in pieces)


def _text_line(line: Line, text: str, pieces: Pieces, cell: PrintedCell, *, whole: bool) -> Line:
    """A line of text out of a cell; `whole`: its span is that of its printed lines, of which it may be only a part."""
    body = fold(text)
    narrow = line.narrow and not whole
    start, end = (cell.start, cell.end) if narrow else (line.start, line.end)
    mark = read_mark(body)
    return line._replace(
        raw=text, body=body, indent=0, mark=mark, cells=(), layout="space", narrow=narrow, start=start, end=end, pieces=pieces
    )
