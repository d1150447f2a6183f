"""Tables drawn with characters: grids of `+---+`, box drawing, columns below rules of dashes.

    +--------+------+        ┌──────┬────┐          구분     계   5급
    | 과목   | 금액 |        │ 구분 │ 계 │          ------ ---- -----
    +========+======+        ├──────┼────┤          정원     30     6
    | 운영비 |  300 |        │ 정원 │ 30 │          현원     28     5
    | (전기) |      |        │ 현원 │ 28 │          ------ ---- -----
    +--------+------+        └──────┴────┘

A rule stands behind every row of a grid, so a row may fill several lines: what is below a cell goes on with it. A header whose words
stand below blanks, right of a label that has words in both lines, has a level in each line (`일반직 | ` over `소계 | 5급`). In a box
whose only inner rule is below the header each line is a row. Rules of dashes say where a column begins and ends, counted
in the widths of letters on a screen: a Korean letter is two wide.

>>> from app.parsers.lines.lines import read_lines
>>> printed = ["+----+---+", "| 가 | 1 |", "| 나 |   |", "+----+---+"]
>>> [[cell.text for cell in line.cells] for line in gather_drawn(read_lines("\\n".join(printed)), printed) if line.cells]
[['가\\n나', '1']]
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final
from unicodedata import east_asian_width

from app.parsers.characters.inline import join_texts
from app.parsers.characters.normalise import fold
from app.parsers.lines.lines import Line, PrintedCell, cut_cell
from app.parsers.lines.marks import Mark, Style
from app.parsers.lines.pipes import is_barred, row_line
from app.parsers.values.cells import CellKind, cell_kind

_GRID_RULE: Final = re.compile(r"\+(?:[-=:]+\+)+")
_BOX_RULE: Final = re.compile(r"[\u2500-\u257f][\s\u2500-\u257f]*[─━═]{2}[\s\u2500-\u257f]*[\u2500-\u257f]")
_JOINTS: Final = re.compile(r"(?<=[+─━═])[^\s─━═=:-](?=[─━═=:-])")
_ENDS: Final = "└┗╚"
_DASHES: Final = re.compile(r"-{2,}(?:\s+-{2,})+")
_RUN: Final = re.compile(r"-{2,}")
_MOST_HEADER_LINES: Final = 3
_MOST_LINES: Final = 400
_LEVELS: Final = 2


def gather_drawn(lines: Sequence[Line], printed: Sequence[str]) -> tuple[Line, ...]:
    """The lines with every row of a drawn table as one logical line of cells."""
    gathered: list[Line] = []
    at = 0
    while at < len(lines):
        end = _grid_end(lines, at) if _is_rule(lines[at]) else at
        if end > at + 1:
            gathered += _read_grid(lines[at:end], printed)
            at = end
            continue
        if _DASHES.fullmatch(lines[at].body) and (end := _columns_end(lines, at)) > at:
            head = _header_lines(gathered)
            gathered[len(gathered) - head :] = _read_columns(lines[at - head : end], head, printed)
            at = end
            continue
        gathered.append(lines[at])
        at += 1
    return tuple(gathered)


def draws_table(line: Line) -> bool:
    """Whether a line is a rule that a table is drawn with: of a grid, a box, or over columns."""
    return not line.cells and (_is_rule(line) or _DASHES.fullmatch(line.body) is not None)


def _is_rule(line: Line) -> bool:
    return bool(_GRID_RULE.fullmatch(line.body) or _BOX_RULE.fullmatch(line.body))


def _ruled(line: Line) -> Line:
    """A rule: it draws a line and says nothing."""
    return line._replace(mark=Mark(Style.RULE, None, None, line.body), cells=(), layout="space")


# --- grids --------------------------------------------------------------------------------------------------------------


def _grid_end(lines: Sequence[Line], at: int) -> int:
    """Where the rules and barred lines that follow a rule end; a text may be cut off within."""
    end = at
    while end < len(lines) and (_is_rule(lines[end]) or is_barred(lines[end])):
        end += 1
    return end


def _read_grid(block: Sequence[Line], printed: Sequence[str]) -> list[Line]:
    """The rows between the rules of a grid."""
    rules = [at for at, line in enumerate(block) if _is_rule(line)]
    inner = sum(block[at].body[0] not in _ENDS for at in rules[1:])
    every = block[0].body[0] == "+" or inner > 1
    width = max(len(_JOINTS.findall(block[at].body)) for at in rules) + 1
    read: list[Line] = []
    for rule, after in zip(rules, [*rules[1:], len(block)], strict=True):
        read.append(_ruled(block[rule]))
        rows = [_without_branches(row_line([line], printed, left=True), width) for line in block[rule + 1 : after]]
        read += _folded(rows) if every or rule == 0 else rows  # a header may be written over several lines in any case
    return _without_spanned(read, width)


def _without_spanned(read: Sequence[Line], width: int) -> list[Line]:
    """The rows, those below a header row with merged cells without the blank cells under the labels that reach down to them."""
    merged = next((at for at, line in enumerate(read) if line.cells), len(read))
    if merged == len(read) or len(read[merged].cells) >= width:
        return list(read)
    last = next((at for at, line in enumerate(read) if _holds_figures(line)), len(read))
    return [
        line._replace(cells=tuple(cell for cell in line.cells if cell.text)) if line.cells and merged < at < last else line
        for at, line in enumerate(read)
    ]


def _without_branches(row: Line, width: int) -> Line:
    """A row without the blank cells that the branches of a tree drawn before its label make."""
    surplus = len(row.cells) - width
    branches = surplus > 0 and not any(cell.text for cell in row.cells[:surplus])
    return row._replace(cells=row.cells[surplus:]) if branches else row


def _folded(rows: Sequence[Line]) -> list[Line]:
    """The lines between two rules as the rows that they fill."""
    return list(rows) if _are_levels(rows) else _joined(rows)


def _are_levels(rows: Sequence[Line]) -> bool:
    """Whether two lines of words between two rules are the levels of a header: words below a blank that a merged label reaches over.

    A cell broken into lines begins on the first, so words that begin on the second, right of a label with words in both, are of
    a row of their own.
    """
    if len(rows) != _LEVELS or len(rows[0].cells) != len(rows[1].cells) or any(map(_holds_figures, rows)):
        return False
    pairs = [(bool(above.text), bool(under.text)) for above, under in zip(rows[0].cells, rows[1].cells, strict=True)]
    return any(before == (True, True) and pair == (False, True) for before, pair in pairwise(pairs))


def _joined(rows: Sequence[Line]) -> list[Line]:
    """Lines between two rules as rows: one without figures goes on with the cells above it, figures with the words above them."""
    joined: list[Line] = []
    for row in rows:
        if joined and len(row.cells) == len(joined[-1].cells) and not (_holds_figures(row) and _holds_figures(joined[-1])):
            joined[-1] = _below(joined[-1], row)
        else:
            joined.append(row)
    return joined


def _holds_figures(row: Line) -> bool:
    """Whether a figure stands behind the first cell, which may be a code."""
    return any(cell_kind(cell.text) is CellKind.VALUE for cell in row.cells[1:])


def _below(above: Line, line: Line) -> Line:
    """A row with the cells of the line below it."""
    cells = tuple(_join_cells(cell, under) for cell, under in zip(above.cells, line.cells, strict=True))
    raw, pieces = join_texts((" ", one.raw, one.places) for one in (above, line))
    return above._replace(last=line.last, end=line.end, raw=raw, body=fold(raw), cells=cells, pieces=pieces)


def _join_cells(above: PrintedCell, under: PrintedCell) -> PrintedCell:
    if not under.text or not above.text:
        return above if above.text else under
    parts = [("\n", cell.text, cell.pieces or ((0, cell.number, cell.start),)) for cell in (above, under)]
    text, pieces = join_texts(parts)
    return above._replace(text=text, end=under.end, last=under.number, pieces=pieces)


# --- columns below rules of dashes --------------------------------------------------------------------------------------


def _header_lines(above: Sequence[Line]) -> int:
    """How many lines right above a rule of dashes are its header: lines of words, up to a blank line or a rule."""
    count = 0
    while count < min(len(above), _MOST_HEADER_LINES) and _is_word_line(above[-1 - count]):
        count += 1
    return count


def _is_word_line(line: Line) -> bool:
    return bool(line.body) and not line.cells and line.style not in (Style.RULE, Style.UNIT, Style.SQUARE, Style.MARKDOWN)


def _columns_end(lines: Sequence[Line], rule: int) -> int:
    """Where the rows below a rule of dashes end: behind the next rule, or before a blank line; nowhere if there are none."""
    end = rule + 1
    while end < min(len(lines), rule + _MOST_LINES) and lines[end].body and not _DASHES.fullmatch(lines[end].body):
        end += 1
    closed = end < len(lines) and _DASHES.fullmatch(lines[end].body)
    return (end + 1 if closed else end) if end > rule + 1 else rule


def _read_columns(block: Sequence[Line], head: int, printed: Sequence[str]) -> list[Line]:
    """The header, the rule and the rows of a table whose columns a rule of dashes draws."""
    rule = printed[block[head].number - 1]
    edges = [(_widths(rule)[run.start()], _widths(rule)[run.end()]) for run in _RUN.finditer(rule)]
    rows = [_column_row(line, edges, printed) for line in block[:head]]
    read = _joined(rows)
    for line in block[head:]:
        read.append(_ruled(line) if _DASHES.fullmatch(line.body) else _column_row(line, edges, printed))
    return read


def _widths(text: str) -> list[int]:
    """How wide on a screen a text is up to each of its letters, and as a whole."""
    return list(accumulate((2 if east_asian_width(letter) in "WF" else 1 for letter in text), initial=0))


def _column_row(line: Line, edges: Sequence[tuple[int, int]], printed: Sequence[str]) -> Line:
    """A row whose words stand in the columns that they overlap most."""
    received = printed[line.number - 1]
    widths = _widths(received)
    parts: list[list[tuple[int, int]]] = [[] for _ in edges]
    for word in re.finditer(r"\S+", received):
        begin, end = widths[word.start()], widths[word.end()]
        column = max(range(len(edges)), key=lambda at: (min(end, edges[at][1]) - max(begin, edges[at][0]), -at))
        parts[column].append(word.span())
    cells = tuple(
        cut_cell(received[part[0][0] : part[-1][1]], line.number, part[0][0]) if part else PrintedCell("", line.number, line.end, line.end)
        for part in parts
    )
    return line._replace(mark=Mark(Style.PIPE, None, None, line.body), cells=cells, layout="pipe")
