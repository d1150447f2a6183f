"""Rows as a spreadsheet writes them: a cell that holds a line break stands in quotation marks and goes on below.

    "운영비
    공공요금"<tab>1,000<tab>500        "운영비
                                       공공요금","1,000",500

A quotation mark within such a cell is doubled. A mark that is never closed within a few lines quotes nothing. Cells that tabs part are
known from here on; a row of commas becomes one line, which `grids/spaced/commas.py` takes apart.

>>> from app.parsers.lines.lines import read_lines
>>> printed = ["과목\\t금액", '"운영비', '(전기)"\\t300']
>>> [[cell.text for cell in line.cells] for line in gather_quoted(read_lines("\\n".join(printed)), printed)]
[['과목', '금액'], ['운영비\\n(전기)', '300']]
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.characters.inline import join_texts
from app.parsers.characters.normalise import fold
from app.parsers.lines.lines import Line, PrintedCell, cut_cell
from app.parsers.lines.marks import Mark, Style

_MOST_LINES: Final = 12
_OPENS: Final = re.compile(r'(?:^|\t)"(?!")[^"\t]*$')
_QUOTE: Final = '"'
_OPENS_BEHIND_COMMA: Final = re.compile(r'(?:^|,)"(?!")[^"]*$')
_COMMA_ROW: Final = re.compile(r'(?:"[^"]*"|[^,"]*)(?:,(?:"[^"]*"|[^,"\s][^,"]*|)){2,}')


def gather_quoted(lines: Sequence[Line], printed: Sequence[str]) -> tuple[Line, ...]:
    """The lines with every row that runs over several of them as one."""
    gathered: list[Line] = []
    at = 0
    while at < len(lines):
        if _QUOTE not in printed[lines[at].number - 1]:
            gathered.append(lines[at])
            at += 1
            continue
        end = _row_end(lines, at, printed, gathered)
        last = end if end > at else _comma_row_end(lines, at, printed)
        read = _read_row if end > at else _one_line if last > at else None
        gathered.append(read(lines[at : last + 1], printed) if read else lines[at])
        at = last + 1
    return tuple(gathered)


def _row_end(lines: Sequence[Line], at: int, printed: Sequence[str], above: Sequence[Line]) -> int:
    """The last line of the row that begins here: the one that closes the quotation marks it opens; the first one where none is opened."""
    if not _OPENS.search(printed[lines[at].number - 1]) or not (lines[at].layout == "tab" or (above and above[-1].layout == "tab")):
        return at
    marks = 0
    for end in range(at, min(len(lines), at + _MOST_LINES)):
        received = printed[lines[end].number - 1]
        marks += received.count(_QUOTE)
        if marks % 2 == 0:
            return end if "\t" in "".join(printed[lines[at].number - 1 : lines[end].number]) else at
    return at


def _comma_row_end(lines: Sequence[Line], at: int, printed: Sequence[str]) -> int:
    """The last line of a row of cells that commas part: the one that closes its quotation marks; the first one where it is none."""
    if lines[at].layout != "space" or not _OPENS_BEHIND_COMMA.search(printed[lines[at].number - 1]):
        return at
    received = ""
    for end in range(at, min(len(lines), at + _MOST_LINES)):
        received += printed[lines[end].number - 1]
        if received.count(_QUOTE) % 2 == 0 and not _OPENS_BEHIND_COMMA.search(received):
            return end if _COMMA_ROW.fullmatch(received) else at
    return at


def _one_line(block: Sequence[Line], _printed: Sequence[str]) -> Line:
    """The lines of a row as one."""
    first, last = block[0], block[-1]
    raw, pieces = join_texts((" ", line.raw, line.places) for line in block)
    mark = Mark(Style.TEXT, None, None, fold(raw))
    return first._replace(last=last.last, end=last.end, raw=raw, body=fold(raw), mark=mark, pieces=pieces)


def _read_row(block: Sequence[Line], printed: Sequence[str]) -> Line:
    """One row of the cells of several lines."""
    cells: list[PrintedCell] = []
    for line in block:
        received, at = printed[line.number - 1], 0
        for count, piece in enumerate(received.split("\t")):
            cell = cut_cell(piece, line.number, at)
            at += len(piece) + 1
            if count == 0 and line is not block[0]:
                cells[-1] = _joined(cells[-1], cell)
            else:
                cells.append(cell)
    first, last = block[0], block[-1]
    raw, pieces = join_texts((" ", line.raw, line.places) for line in block)
    bare = tuple(map(_unquoted, cells))
    mark = Mark(Style.TAB, None, None, fold(raw))
    return first._replace(last=last.last, end=last.end, raw=raw, body=fold(raw), mark=mark, cells=bare, layout="tab", pieces=pieces)


def _joined(above: PrintedCell, below: PrintedCell) -> PrintedCell:
    parts = [("\n", cell.text, cell.pieces or ((0, cell.number, cell.start),)) for cell in (above, below)]
    text, pieces = join_texts(parts)
    return above._replace(text=text, last=below.number, end=below.end, pieces=pieces)


def _unquoted(cell: PrintedCell) -> PrintedCell:
    """A cell without the quotation marks around it; doubled ones within stay, for they are printed."""
    text = cell.text
    if not cell.pieces or len(text) < 2 or text[0] != _QUOTE or text[-1] != _QUOTE:
        return cell
    pieces = tuple((max(0, offset - 1), number, start + (offset == 0)) for offset, number, start in cell.pieces)
    return cell._replace(text=text[1:-1], start=cell.start + 1, end=cell.end - 1, pieces=pieces)
