"""Rows of cells that bars part, however a converter wrote them.

A Markdown row stands between outer bars and is a row by itself (`read_line`). Converters of web pages leave the left bar out,
write one cell a line where a cell held a paragraph of its own, and fill a row with bars where merged cells were:

    구분 | 예산현액 |
    증감 | |            these two lines are the header of four cells
    ---|---|---|---|
    온천 회계 |         a label on a line of its own
    1,000 | 900 | 100 |
    둔치 회계              a label that lost its bar: the row goes on below, as many cells short as lines stand before it
    | 700 | 600 | 100 |

The row of rules says how many cells a row has; lines are joined as long as they lack some. Without such a row, lines of
as many cells each are rows, and the header may be as many single cells above them; other single cells with their bars are a key
or its value where the keys are known, else text. Whether a bar at the left parts a blank cell from the next one, or only opens the
row, is the habit of all rows of a table.

>>> from app.parsers.lines.lines import read_lines
>>> printed = ["구분 | 계 |", "남 | 여 |", "---|---|---|---|", "총무과 |", "9 | 4 | 5 |", "지은이 | 옮긴이"]
>>> [[cell.text for cell in line.cells] for line in gather_rows(read_lines("\\n".join(printed)), printed)]
[['구분', '계', '남', '여'], [], ['총무과', '9', '4', '5'], ['지은이', '옮긴이']]
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.parsers.characters.inline import join_texts
from app.parsers.characters.normalise import fold
from app.parsers.labels import KEY_WORDS, PROJECT_FIELDS, label_key
from app.parsers.lines.lines import Line, PrintedCell, cut_cell, shown_line
from app.parsers.lines.marks import Mark, Style
from app.parsers.lines.markup import is_markup
from app.parsers.values.cells import CellKind, cell_kind

_BAR: Final = re.compile(r"(?<!\\)[|│┃║]")
_BARS: Final = frozenset("|│┃║")
_RULES: Final = re.compile(r"[\s|:\-=\u2500-\u257f]*[\-=─━═]{2}[\s|:\-=\u2500-\u257f]*")
_FEWEST_KEYS: Final = 2
_MOST_LABEL_LINES: Final = 3


def gather_rows(lines: Sequence[Line], printed: Sequence[str]) -> tuple[Line, ...]:
    """The lines with every row of barred cells as one logical line; a row may fill several printed lines."""
    gathered: list[Line] = []
    at, ruled = 0, 0
    while at < len(lines):
        end = at
        while end < len(lines) and is_barred(lines[end]):
            end += 1
        if end > at:
            gathered += _read_run(lines[at:end], printed)
            ruled = _ruled_cells(lines[at:end], printed) or ruled
        elif row := _row_below_label(lines, at, printed, ruled):
            gathered.append(row)
            end = row.last - lines[at].number + at + 1
        else:
            gathered.append(lines[at])
            ruled = 0
        at = max(end, at + 1)
    return tuple(gathered)


def _ruled_cells(run: Sequence[Line], printed: Sequence[str]) -> int:
    """How many cells the last row of rules in a run draws; 0 where there is none."""
    rule = next((line for line in reversed(run) if is_ruled(line)), None)
    return len(bar_cells(rule, printed, left=True)) if rule else 0


def _row_below_label(lines: Sequence[Line], at: int, printed: Sequence[str], ruled: int) -> Line | None:
    """The row whose labels, without bars, fill the lines from `at` on and whose other cells stand between bars below them.

    Only right below the rows of a table with a row of rules (`ruled` cells), and where the row comes out exactly as wide as that
    and holds a figure; a row of words below a line may be the header of a table with a title.
    """
    most = min(_MOST_LABEL_LINES, ruled - 2) if ruled else 0
    labels = next((count for count, line in enumerate(lines[at : at + most + 1]) if not _may_be_label(line)), 0)
    if not labels or not _opens_row(lines[at + labels]):
        return None
    cells = bar_cells(lines[at + labels], printed, left=True)
    exact = len(cells) + labels == ruled and any(cell_kind(cell.text) is CellKind.VALUE for cell in cells)
    return row_line(lines[at : at + labels + 1], printed, left=True) if exact else None


def _may_be_label(line: Line) -> bool:
    return line.style is Style.TEXT and not is_markup(line.body) and not _opens_row(line)


def _opens_row(line: Line) -> bool:
    """Whether a line holds cells behind a bar at its left."""
    return is_barred(line) and line.body[0] in _BARS


def is_barred(line: Line) -> bool:
    """Whether a line holds bars that can part cells."""
    return line.layout in ("space", "pipe") and not _BARS.isdisjoint(line.body) and (line.body[0] != "<" or not is_markup(line.body))


def is_ruled(line: Line) -> bool:
    """Whether a line is the row of rules below a header."""
    return not _BARS.isdisjoint(line.body) and _RULES.fullmatch(line.body) is not None


def _read_run(run: Sequence[Line], printed: Sequence[str]) -> list[Line]:
    rules = [at for at, line in enumerate(run) if is_ruled(line)]
    if all(line.body[0] in _BARS for line in run):
        return [line if line.cells or is_ruled(line) else row_line([line], printed, left=True) for line in run]
    if rules:
        return _read_tables(run, rules, printed)
    left = _opens_with_bars(run)
    if _are_rows([line for line in run if not _is_blank(line)], printed, left=left):
        return [_unbarred(line, printed) if _is_blank(line) else row_line([line], printed, left=left) for line in run]
    return _read_below_cells(run, printed) or _read_lone_cells(run, printed)


def _read_below_cells(run: Sequence[Line], printed: Sequence[str]) -> list[Line]:
    """A header of single cells, one a line, and the rows below it; none where they are no table."""
    head = _header_cells(run, printed)
    rows = [run[:head], *([line] for line in run[head:])] if head else []
    return [row_line(row, printed, left=False) for row in rows]


def _is_blank(line: Line) -> bool:
    """Whether a line holds bars alone: a cell of which nothing is left."""
    return not line.body.strip("| ")


def _opens_with_bars(run: Sequence[Line]) -> bool:
    """Whether a bar opens the rows of a table: most of them have one at the left. Else it stands behind a blank cell."""
    return sum(line.body[0] in _BARS for line in run) * 2 > len(run)


def bar_cells(line: Line, printed: Sequence[str], *, left: bool) -> tuple[PrintedCell, ...]:
    """The cells of a printed line; `left`: a bar stands before the first. What follows the last bar is a cell if it is no blank."""
    received = printed[line.number - 1]
    cells: list[PrintedCell] = []
    at = _BAR.search(received).end() if left and line.body[0] in _BARS else 0  # type: ignore[union-attr]
    for bar in _BAR.finditer(received, at):
        cells.append(cut_cell(received[at : bar.start()], line.number, at))
        at = bar.end()
    if received[at:].strip():
        cells.append(cut_cell(received[at:], line.number, at))
    return tuple(cells)


def row_line(lines: Sequence[Line], printed: Sequence[str], *, left: bool) -> Line:
    """One row of the cells of a line, or of several that lie one below the other."""
    cells = tuple(cell for line in lines for cell in bar_cells(line, printed, left=left))
    first, last = lines[0], lines[-1]
    raw, pieces = (first.raw, first.pieces) if len(lines) == 1 else join_texts((" ", line.raw, line.places) for line in lines)
    mark = Mark(Style.PIPE, None, None, fold(raw))
    return first._replace(last=last.last, end=last.end, raw=raw, body=fold(raw), mark=mark, cells=cells, layout="pipe", pieces=pieces)


# --- tables with a row of rules -----------------------------------------------------------------------------------------


def _read_tables(run: Sequence[Line], rules: Sequence[int], printed: Sequence[str]) -> list[Line]:
    """The tables of adjoining barred lines: each begins with its header, right above its rules."""
    left = _opens_with_bars(run)
    counts = [len(bar_cells(line, printed, left=left)) for line in run]
    heads = [_header_start(counts, rule, after) for rule, after in zip(rules, [0, *(rule + 1 for rule in rules)], strict=False)]
    joined = [[line] for line in run[: heads[0]]]
    rows = [row_line(group, printed, left=left) if counts[at] > 1 else _unbarred(group[0], printed) for at, group in enumerate(joined)]
    for head, rule, end in zip(heads, rules, [*heads[1:], len(run)], strict=True):
        if rule > head:
            rows.append(row_line(run[head:rule], printed, left=left))
        rows.append(run[rule]._replace(mark=Mark(Style.RULE, None, None, run[rule].body), cells=(), layout="space"))
        groups = _body_groups(range(rule + 1, end), counts, counts[rule], run)
        rows += [row_line([run[at] for at in group], printed, left=left) for group in groups]
    return rows


def _header_start(counts: Sequence[int], rule: int, after: int) -> int:
    """Where the header above a row of rules begins: as far up as it takes to have a cell for each rule, else right above."""
    total = 0
    for at in range(rule - 1, after - 1, -1):
        total += counts[at]
        if total >= counts[rule]:
            return at if total == counts[rule] else rule - 1
    return max(after, rule - 1)


def _body_groups(places: range, counts: Sequence[int], width: int, run: Sequence[Line]) -> list[list[int]]:
    """The lines of each row: a cell that stands alone is joined with the next ones, as long as cells are missing."""
    groups: list[list[int]] = []
    filled = width
    for at in places:
        goes_on = filled < width and filled + counts[at] <= width
        lone = counts[at] == 1 or _is_blank(run[at])
        if goes_on and (lone or filled + counts[at] == width or len(groups[-1]) == 1):
            groups[-1].append(at)
            filled += counts[at]
        else:
            groups.append([at])
            filled = counts[at] if counts[at] == 1 else width
    return groups


# --- without a row of rules ---------------------------------------------------------------------------------------------


def _are_rows(run: Sequence[Line], printed: Sequence[str], *, left: bool) -> bool:
    """Whether lines are rows although no rule says so: two at least, all of several cells, most of as many."""
    counts = [len(bar_cells(line, printed, left=left)) for line in run]
    return len(run) > 1 and min(counts) > 1 and 2 * Counter(counts).most_common(1)[0][1] >= len(run)


def _header_cells(run: Sequence[Line], printed: Sequence[str]) -> int:
    """How many single cells, one a line, are the header of the rows below: as many as each of two rows or more has; else 0."""
    counts = [len(bar_cells(line, printed, left=False)) for line in run]
    head = next((at for at, count in enumerate(counts) if count != 1), len(counts))
    rows = counts[head:]
    return head if head > 1 and len(rows) > 1 and set(rows) == {head} else 0


def _read_lone_cells(run: Sequence[Line], printed: Sequence[str]) -> list[Line]:
    """Cells one a line: known keys with their values are rows; all else stays as it is."""
    texts = [_lone_text(line, printed) for line in run]
    keyed = [at for at in range(len(texts) - 1) if _is_key(texts[at]) and texts[at + 1] and not _is_key(texts[at + 1])]
    if len(keyed) < _FEWEST_KEYS:
        return list(run)
    read: list[Line] = []
    for at, line in enumerate(run):
        if at in keyed:
            read.append(row_line(run[at : at + 2], printed, left=False))
        elif at - 1 not in keyed:
            read.append(_unbarred(line, printed))
    return read


def _lone_text(line: Line, printed: Sequence[str]) -> str | None:
    """The text of a line that is one cell; None where it is several."""
    cells = bar_cells(line, printed, left=False)
    return cells[0].text if len(cells) == 1 else None


def _is_key(text: str | None) -> bool:
    return bool(text) and (label_key(text or "") in KEY_WORDS or label_key(text or "") in PROJECT_FIELDS)


def _unbarred(line: Line, printed: Sequence[str]) -> Line:
    """A line of text without the bar at its end; a bar between words stays where it is."""
    received = printed[line.number - 1]
    first = len(received) - len(received.lstrip())
    last = len(received.rstrip().rstrip("".join(_BARS)).rstrip())
    if last <= first:
        return line._replace(mark=Mark(Style.RULE, None, None, line.body), cells=(), layout="space")
    return shown_line(received, line.number, first, last)
