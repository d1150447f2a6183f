"""Tables flattened into one line: `구분 예산액 집행액 계 1,000 500 시설관리 600 300 …`, perhaps between other text.

Words and the figures behind them take turns. The rows tell how many columns there are: the number of figures that most
groups have (the square of it times the groups decides). The header stands before the first row's label: as many labels as columns,
all of them known, behind a word for what the rows are called; or the years, which stand in front of the rows like figures. An account
code stands between the figures of one row and the label that it belongs to (`△270 307 민간이전 590 …`). Rows that lack figures stay
out, but for two forms: a payer's letter with its share of the row above (`국 3,500`), and an item with its amount (`○ 축제 500`).

>>> from app.parsers.grids.spaced.lines import Page
>>> from app.parsers.lines.lines import read_lines
>>> grid = read_flat(Page(read_lines("구분 예산액 집행액 계 1,000 500 시설 관리 600 300")), 0)
>>> grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]
((('구분',), ('예산액',), ('집행액',)), [['계', '1,000', '500'], ['시설 관리', '600', '300']])
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from app.models.span import Span
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.amounts import amounts_of
from app.parsers.grids.spaced.header import split_labels
from app.parsers.grids.spaced.lines import Page, Piece, is_known, names_rows
from app.parsers.grids.spaced.shares import attach_share, is_share
from app.parsers.grids.spaced.triple import find_triple
from app.parsers.labels import BUDGET_COLUMNS, CALCULATED, LABEL_COLUMN_WORDS, TOTAL_WORDS, UNIT_NOTE, BudgetColumn, label_key
from app.parsers.lines.lines import Line, squeeze
from app.parsers.values.cells import CellKind

_SHORTEST: Final = 20
_FEWEST_ROWS: Final = 2
_FEWEST_COLUMNS: Final = 2
_MOST_HEADER_WORDS: Final = 40
_MOST_HEAD_WORDS: Final = 5
_CODE: Final = re.compile(r"\d{1,4}")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_DIGIT_RUN: Final = re.compile(r"\d+")
_MARKS: Final = "○ㅇ◦□■·-※"
_ITEM_MARKS: Final = "○ㅇ◦"


class Group(NamedTuple):
    """Words, and the figures behind them: each with the brackets that belong to it."""

    words: tuple[Piece, ...]
    figures: tuple[tuple[Piece, ...], ...]


class _Header(NamedTuple):
    """The labels of a flattened header; `rows`: the groups below it, the first with what is left of its words."""

    head: str
    labels: tuple[str, ...]
    rows: tuple[Group, ...]


def begins_flat(page: Page, at: int) -> bool:
    """Whether a line is long enough for a table and holds figures enough for two rows."""
    line = page.lines[at]
    return len(line.body) >= _SHORTEST and not line.cells and len(_DIGIT_RUN.findall(line.body)) >= _FEWEST_ROWS * _FEWEST_COLUMNS


def read_flat(page: Page, at: int) -> Grid | None:
    """The table that a line holds, header and rows; None where it holds none, or its columns are not certain."""
    if not begins_flat(page, at):
        return None
    groups = _groups(page.pieces(at))
    width = _usual_width(groups)
    if width < _FEWEST_COLUMNS:
        return None
    groups = _coded(groups, width)
    line = page.lines[at]
    header = _year_header(groups, width) or _word_header(line, groups, width)
    if header is None:
        return None
    rows = _rows(line, header.rows, width)
    whole = [row for row in rows if all(cell.text for cell in row.cells)]
    if len(whole) < _FEWEST_ROWS or not _is_borne_out(header.labels, whole):
        return None
    paths = ((squeeze(header.head),), *((label,) for label in header.labels))
    return Grid(at, at, "flat", paths, 1, tuple(rows), line.span, title=_unit(page, at))


def _unit(page: Page, at: int) -> str:
    """The unit that the line states in brackets; what else is called a unit there may be a part of the budget."""
    found = (piece for piece in page.pieces(at) if piece.text[0] == "(" and UNIT_NOTE.search(piece.text))
    return next((page.lines[at].raw[piece.start : piece.end] for piece in found), "")


# --- words and figures --------------------------------------------------------------------------------------------------


def _groups(pieces: Sequence[Piece]) -> list[Group]:
    """Runs of words, each with the figures behind it; a bracket belongs to the figure before it."""
    groups: list[tuple[list[Piece], list[list[Piece]]]] = []
    for piece in pieces:
        bracket = piece.text[0] == "("
        if not groups or (piece.kind is CellKind.TEXT and groups[-1][1] and not bracket):
            groups.append(([], []))
        words, figures = groups[-1]
        if bracket and figures:
            figures[-1].append(piece)
        elif piece.kind is CellKind.TEXT:
            words.append(piece)
        else:
            figures.append([piece])
    return [Group(tuple(words), tuple(map(tuple, figures))) for words, figures in groups]


def _usual_width(groups: Sequence[Group]) -> int:
    """How many columns the rows have: the number of figures with the greatest square times groups."""
    counts = Counter(len(group.figures) for group in groups)
    counts += Counter(len(group.figures) - 1 for group, below in pairwise(groups) if _ends_in_code(group, below))
    likely = [width for width, count in counts.items() if width > 0 and count >= _FEWEST_ROWS]
    return max(likely, key=lambda width: (width * width * counts[width], width), default=0)


def _ends_in_code(group: Group, below: Group) -> bool:
    return len(group.figures) > 1 and bool(below.words) and _is_code(group.figures[-1])


def _is_code(figure: Sequence[Piece]) -> bool:
    return len(figure) == 1 and _CODE.fullmatch(figure[0].text) is not None


def _coded(groups: Sequence[Group], width: int) -> list[Group]:
    """The groups, each code moved to the label that it belongs to."""
    moved: list[Group] = []
    code: tuple[Piece, ...] = ()
    for at, group in enumerate(groups):
        words, figures = (*code, *group.words), group.figures
        code = ()
        lone = len(figures) == 2 and width > 2 and not _is_code(figures[0])
        spare = lone or len(figures) == width + 1
        if at + 1 < len(groups) and spare and _ends_in_code(group, groups[at + 1]):
            figures, code = figures[:-1], figures[-1]
        moved.append(Group(words, figures))
    return moved


# --- the header ---------------------------------------------------------------------------------------------------------


def _year_header(groups: Sequence[Group], width: int) -> _Header | None:
    """Years in a row behind a word for what the rows are called: they stand like figures, but name the columns."""
    for at, group in enumerate(groups):
        years = [figure[0].text for figure in group.figures]
        if len(years) != width or not all(map(_YEAR.fullmatch, years)) or years != sorted(set(years)):
            continue
        if group.words and names_rows(label_key(group.words[-1].text)):
            return _Header(group.words[-1].text, tuple(years), tuple(groups[at + 1 :]))
    return None


def _word_header(line: Line, groups: Sequence[Group], width: int) -> _Header | None:
    """Known labels, one for each column, behind a word for what the rows are called, and before the first row's label."""
    first = next((at for at, group in enumerate(groups) if len(group.figures) == width), None)
    if first is None:
        return None
    words = groups[first].words[-_MOST_HEADER_WORDS:]
    for end in range(len(words) - 1, 0, -1):
        for start in range(end - 1, 0, -1):
            labels = split_labels([_text(line, words[start:end])])
            if len(labels) > width:
                break
            head = _head(line, words[:start]) if len(labels) == width and _are_all(labels, words[end:]) else None
            if head:
                return _Header(head, tuple(labels), (Group(words[end:], groups[first].figures), *groups[first + 1 :]))
    return None


def _are_all(labels: Sequence[str], behind: Sequence[Piece]) -> bool:
    """Whether labels are known and all of a header: the words behind them do not begin with one more."""
    goes_on = len(behind) > 1 and is_known(behind[0].text) and label_key(behind[0].text) not in TOTAL_WORDS
    return not goes_on and all(map(is_known, labels))


def _head(line: Line, words: Sequence[Piece]) -> str | None:
    """The word before a header that says what the rows are called: one for labels, or several of them joined by dots."""
    for count in range(1, min(len(words), _MOST_HEAD_WORDS) + 1):
        if count < len(words) and words[-count - 1].end == words[-count].start:
            continue
        text = _text(line, words[-count:])
        if names_rows(label_key(text)) or any(part in LABEL_COLUMN_WORDS for part in label_key(text).split("·")):
            return line.raw[words[-count].start : words[-1].end]
    return None


def _is_borne_out(labels: Sequence[str], rows: Sequence[GridRow]) -> bool:
    """Whether a header of this year, last year and the change keeps its promise in the rows; others promise nothing here."""
    roles = [BUDGET_COLUMNS.get(label_key(label)) for label in labels]
    wanted = (BudgetColumn.BUDGET, BudgetColumn.PRIOR, BudgetColumn.CHANGE)
    if any(roles.count(role) != 1 for role in wanted):
        return True
    places = (roles.index(wanted[0]), roles.index(wanted[1]), roles.index(wanted[2]))
    return find_triple(amounts_of([[cell.text for cell in row.cells[1:]] for row in rows]), places, places) == places


# --- rows ---------------------------------------------------------------------------------------------------------------


def _rows(line: Line, groups: Sequence[Group], width: int) -> list[GridRow]:
    rows = []
    for group in groups:
        label = _label(group.words)
        if not label:
            continue
        if len(group.figures) == width:
            rows.append(_row(line, label, group.figures, width))
        elif rows and is_share(label, group.figures):
            rows[-1] = attach_share(rows[-1], 1, _cell(line, [*label, *group.figures[0]]))
        elif rows and group.figures and _holds_one(label, group.figures):
            rows.append(_row(line, label, group.figures[:1], width))
    return rows


def _label(words: Sequence[Piece]) -> tuple[Piece, ...]:
    """The words of a label: behind what was calculated and gathered in front of it."""
    start = max((at + 1 for at, word in enumerate(words) if not _CODE.fullmatch(word.text) and CALCULATED.fullmatch(word.text)), default=0)
    return tuple(words[start:])


def _without_mark(label: Sequence[Piece]) -> Sequence[Piece]:
    """A label without the mark before it, which may be glued to its first word."""
    first = label[0]
    bare = first.text.lstrip(_MARKS)
    if not bare:
        return label[1:] or label
    return (first._replace(text=bare, start=first.end - len(bare)), *label[1:])


def _holds_one(label: Sequence[Piece], figures: Sequence[Sequence[Piece]]) -> bool:
    """Whether a row is an item with its amount alone; what was calculated behind it has units and is no part of it."""
    return label[0].text[0] in _ITEM_MARKS and not any(figure[0].text[-1].isdigit() for figure in figures[1:])


def _row(line: Line, label: Sequence[Piece], figures: Sequence[Sequence[Piece]], width: int) -> GridRow:
    cells = [_cell(line, _without_mark(label)), *(_cell(line, figure) for figure in figures)]
    span = Span(line.number, line.last, cells[0].span.start, cells[-1].span.end)
    return GridRow((*cells, *[blank_cell(span)] * (width + 1 - len(cells))), span)


def _cell(line: Line, pieces: Sequence[Piece]) -> GridCell:
    start, end = pieces[0].start, pieces[-1].end
    text, places = line.part(start, end)
    return GridCell(text, Span(line.number, line.last, line.start + start, line.start + end), places)


def _text(line: Line, pieces: Sequence[Piece]) -> str:
    return line.body[pieces[0].start : pieces[-1].end]
