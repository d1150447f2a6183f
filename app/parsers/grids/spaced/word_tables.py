"""Tables whose columns only blanks separate and hold words: storeys and dates of buildings, duties, lists with wide gaps.

Where a header names storeys, dates or remarks, a piece is placed by what its column can hold. A table of duties has a
body's name before its first duty. A list whose columns stand two blanks or more apart is cut at those gaps.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Final
from unicodedata import east_asian_width

from app.models.span import Span, join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.figure_tables import join_pieces, squeezed_paths
from app.parsers.grids.spaced.lines import Page, Piece
from app.parsers.labels import (
    BUILDING_DATE,
    DATE_COLUMN_WORDS,
    DUTY_COLUMNS,
    LABEL_COLUMN_WORDS,
    NOTE_COLUMN_WORDS,
    STOREY_COLUMN_WORDS,
    STOREYS,
    UNIT_NAME_COLUMNS,
    body_level,
    label_key,
)
from app.parsers.lines.lines import Line, squeeze, trimmed
from app.parsers.lines.marks import Style
from app.parsers.values.cells import GAPPED, CellKind, cut_at_gaps

_DUTY_ROW: Final = re.compile(r"(?P<name>[^○ㅇ◦·\-–]{2,20}?)\s*(?P<duty>[○ㅇ◦·\-–]\s*\S.*)")
_ITEM_STYLES: Final = frozenset([Style.CIRCLE, Style.DOT, Style.DASH])

_MOST_LINES: Final = 1000
Row = dict[int, list[Piece]]


# --- storeys, dates, remarks ----------------------------------------------------------------------------------------------


def read_typed(page: Page, first: int) -> Grid | None:
    """A table whose header names storeys or dates: each piece goes to a column that can hold it."""
    labels = page.labels(first)
    kinds = [_column_kind(label) for label in labels]
    if "storey" not in kinds and "date" not in kinds:
        return None
    last = _typed_end(page, first, noted="note" in kinds)
    rows = _gather_typed(page, first + 1, last, kinds)
    if not rows:
        return None
    built = tuple(_typed_row(page.lines, cells, len(labels)) for cells in rows)
    span = Span(page.lines[first].number, max(row.span.last for row in built))
    return Grid(first, last, "space", squeezed_paths(labels), 1, built, span)


def _typed_end(page: Page, first: int, *, noted: bool) -> int:
    """The last line before the next mark; dashed lines are remarks where the header names a column of them."""
    last = first
    for index in range(first + 1, min(page.stops[first + 1], first + _MOST_LINES)):
        line = page.lines[index]
        if (line.style is Style.BARE or (line.style is Style.DASH and not noted)) and not page.is_row(index):
            break
        if line.body and line.style is not Style.PAGE:
            last = index
    return last


def _column_kind(label: str) -> str:
    key = label_key(label)
    if key in STOREY_COLUMN_WORDS:
        return "storey"
    if key in DATE_COLUMN_WORDS:
        return "date"
    if key in NOTE_COLUMN_WORDS:
        return "note"
    return "label" if key in LABEL_COLUMN_WORDS else "number"


def _gather_typed(page: Page, first: int, last: int, kinds: Sequence[str]) -> list[Row]:
    rows: list[Row] = [{}]
    numbers = [at for at, kind in enumerate(kinds) if kind == "number"]
    for index in range(first, last + 1):
        line = page.lines[index]
        if line.style is Style.DASH:
            _put(rows[-1], kinds, "note", Piece(line.body, index, 0, len(line.body), CellKind.TEXT))
        elif line.body and line.style is not Style.PAGE:
            for piece in page.pieces(index):
                _place(rows, kinds, piece)
    return [_place_numbers(row, numbers) for row in rows if any(at for at in row if at)]


def _place(rows: list[Row], kinds: Sequence[str], piece: Piece) -> None:
    row = rows[-1]
    kind = _typed_kind(piece)
    if kind == "number":
        row.setdefault(-1, []).append(piece)
    elif kind != "word":
        _put(row, kinds, kind, piece)
    elif _goes_on_in_note(row, kinds):
        _put(row, kinds, "note", piece)
    else:
        if any(at for at in row if at):
            rows.append({})
        rows[-1].setdefault(0, []).append(piece)


def _goes_on_in_note(row: Row, kinds: Sequence[str]) -> bool:
    notes = [pieces for at, pieces in row.items() if at > 0 and kinds[at] == "note"]
    return bool(notes) and notes[0][-1].text.endswith((",", "·"))


def _typed_kind(piece: Piece) -> str:
    if BUILDING_DATE.fullmatch(piece.text):
        return "date"
    if STOREYS.fullmatch(piece.text):
        return "storey"
    return "number" if piece.kind is not CellKind.TEXT else "word"


def _put(row: Row, kinds: Sequence[str], kind: str, piece: Piece) -> None:
    column = next((at for at, name in enumerate(kinds) if name == kind), None)
    if column is None:
        column = next((at for at, name in enumerate(kinds) if name == "note"), 0)
    row.setdefault(column, []).append(piece)


def _place_numbers(row: Row, numbers: Sequence[int]) -> Row:
    """Fewer figures than columns: a merged cell left the first ones blank, so they stand in the last columns."""
    found = row.pop(-1, [])
    for column, piece in zip(numbers[-len(found) :] if found else (), found, strict=False):
        row[column] = [piece]
    return row


def _typed_row(lines: Sequence[Line], cells: Row, width: int) -> GridRow:
    pieces = [piece for column in cells.values() for piece in column]
    span = join_spans([Span(lines[piece.line].number, lines[piece.line].number) for piece in pieces])
    return GridRow(tuple(join_pieces(lines, cells.get(at, ()), span, by=" " if not at else "\n") for at in range(width)), span)


# --- duties -----------------------------------------------------------------------------------------------------------------


def read_duties(page: Page, first: int) -> Grid | None:
    """Two columns of words, a body and its duties: each row begins with the body's name, further duties with a mark."""
    labels = page.labels(first)
    if len(labels) != 2 or label_key(labels[0]) not in UNIT_NAME_COLUMNS or label_key(labels[1]) not in DUTY_COLUMNS:
        return None
    rows: list[tuple[GridCell, list[int]]] = []
    for index in range(first + 1, len(page.lines)):
        line = page.lines[index]
        if not line.body or line.style is Style.PAGE:
            continue
        match = _DUTY_ROW.fullmatch(line.body)
        if match and line.style is Style.TEXT and body_level(match["name"]) is not None:
            name, pieces = line.part(0, match.end("name"))
            rows.append((GridCell(name, line.span, pieces), [index]))
        elif rows and line.style in _ITEM_STYLES:
            rows[-1][1].append(index)
        else:
            break
    if not rows:
        return None
    built = tuple(_duty_row(page.lines, name, indexes) for name, indexes in rows)
    span = Span(page.lines[first].number, built[-1].span.last)
    return Grid(first, rows[-1][1][-1], "space", squeezed_paths(labels), 1, built, span)


def _duty_row(lines: Sequence[Line], name: GridCell, indexes: Sequence[int]) -> GridRow:
    span = Span(lines[indexes[0]].number, lines[indexes[-1]].number)
    opening = lines[indexes[0]]
    parts = [trimmed(*opening.part(len(name.text), len(opening.raw))), *((lines[at].raw, lines[at].places) for at in indexes[1:])]
    text, pieces = join_texts(("\n", *part) for part in parts)
    return GridRow((name, GridCell(text, span, pieces)), span)


def find_stacked_duties(lines: Sequence[Line]) -> list[Grid]:
    """Tables of duties one cell a line: the two words of the header, then each body with its duties below it, every one with a mark."""
    heads = [at for at, line in enumerate(lines) if line.style is Style.TEXT and label_key(line.body) in UNIT_NAME_COLUMNS]
    return [grid for at in heads if (grid := _stacked_duties(lines, at))]


def _stacked_duties(lines: Sequence[Line], first: int) -> Grid | None:
    second = _next_filled(lines, first + 1)
    if second is None or label_key(lines[second].body) not in DUTY_COLUMNS:
        return None
    told = [(at, duties) for at, duties in _bodies_with_duties(lines, second + 1) if duties]
    if not told:
        return None
    built = tuple(_stacked_duty_row(lines, at, duties) for at, duties in told)
    span = Span(lines[first].number, built[-1].span.last)
    paths = squeezed_paths([lines[at].body for at in (first, second)])
    return Grid(first, told[-1][1][-1], "space", paths, 1, built, span)


def _bodies_with_duties(lines: Sequence[Line], start: int) -> list[tuple[int, list[int]]]:
    """The lines from one on that name a body, each with the marked lines below it, as far as nothing else stands between."""
    rows: list[tuple[int, list[int]]] = []
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.body or line.style is Style.PAGE:
            continue
        if line.style is Style.TEXT and body_level(line.body) is not None:
            rows.append((index, []))
        elif rows and line.style in _ITEM_STYLES:
            rows[-1][1].append(index)
        else:
            break
    return rows


def _next_filled(lines: Sequence[Line], first: int) -> int | None:
    return next((at for at in range(first, min(first + 3, len(lines))) if lines[at].body), None)


def _stacked_duty_row(lines: Sequence[Line], name: int, duties: Sequence[int]) -> GridRow:
    span = Span(lines[name].number, lines[duties[-1]].last)
    label = GridCell(lines[name].raw.strip(), lines[name].span, trimmed(lines[name].raw, lines[name].places)[1])
    text, pieces = join_texts(("\n", lines[at].raw, lines[at].places) for at in duties)
    return GridRow((label, GridCell(text, Span(lines[duties[0]].number, lines[duties[-1]].last), pieces)), span)


# --- wide gaps ----------------------------------------------------------------------------------------------------------------

_FEWEST_ROWS: Final = 2
_ROW_STYLES: Final = frozenset([Style.TEXT, Style.BARE, Style.DOTTED, Style.RULE])
_WIDE: Final = frozenset("WF")
_FARTHEST: Final = 12  # columns of print that a cell may stand away from its header
Stretch = tuple[int, int]


def read_gapped(page: Page, first: int) -> Grid | None:
    """A list whose header and rows fall into columns at gaps of two blanks or more; a cell left blank is told by its place."""
    if not page.is_gapped_header(first):
        return None
    header = [squeeze(label) for label in cut_at_gaps(page.lines[first].raw)]
    places = _stretches(page.lines[first].raw)
    rows: list[GridRow] = []
    end = first
    for index in range(first + 1, len(page.lines)):
        line = page.lines[index]
        if not line.body or line.style is Style.PAGE:
            continue
        cells = [match.span() for match in GAPPED.finditer(line.raw)]
        at = list(range(len(cells))) if len(cells) == len(header) else _align(places, line.raw)
        if line.style not in _ROW_STYLES or at is None:
            break
        held = dict(zip(at, cells, strict=True))
        rows.append(GridRow(tuple(_gapped_cell(line, held.get(column)) for column in range(len(header))), line.span))
        end = index
    if len(rows) < _FEWEST_ROWS or not any(all(cell.text for cell in row.cells) for row in rows):
        return None
    span = Span(page.lines[first].number, rows[-1].span.last)
    return Grid(first, end, "space", squeezed_paths(header), _leading_labels(header), tuple(rows), span)


def _gapped_cell(line: Line, place: Stretch | None) -> GridCell:
    if place is None:
        return blank_cell(line.span)
    text, pieces = line.part(*place)
    return GridCell(text, line.span, pieces)


def _stretches(raw: str) -> list[Stretch]:
    """From where to where the cells of a line stand in print, where a Hangul letter is as wide as two digits."""
    if raw.isascii():
        return [match.span() for match in GAPPED.finditer(raw)]
    ends = [0, *accumulate(2 if east_asian_width(letter) in _WIDE else 1 for letter in raw)]
    return [(ends[match.start()], ends[match.end()]) for match in GAPPED.finditer(raw)]


def _align(places: Sequence[Stretch], raw: str) -> list[int] | None:
    """The column of each cell of a row with fewer cells than columns; None where one stands under no header."""
    cells = _stretches(raw)
    if not _FEWEST_CELLS <= len(cells) < len(places):
        return None
    columns: list[int] = []
    for at, cell in enumerate(cells):
        free = range(columns[-1] + 1 if columns else 0, len(places) - (len(cells) - at) + 1)
        column = min(free, key=lambda place: _apart(places[place], cell))
        if (not at and column) or _apart(places[column], cell) > _FARTHEST:
            return None
        columns.append(column)
    return columns


_FEWEST_CELLS: Final = 2


def _apart(head: Stretch, cell: Stretch) -> float:
    """How far a cell stands from a header: by whichever of their beginnings, ends and middles lie nearest."""
    return min(abs(head[0] - cell[0]), abs(head[1] - cell[1]), abs(head[0] + head[1] - cell[0] - cell[1]) / 2)


def _leading_labels(labels: Sequence[str]) -> int:
    count = 0
    while count < len(labels) - 1 and label_key(labels[count]) in LABEL_COLUMN_WORDS:
        count += 1
    return max(1, count)
