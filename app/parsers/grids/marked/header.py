"""Headers of tables whose cells are marked: which rows they fill, and what they call each column.

A header fills one to three rows; a merged cell is followed by blank ones, below it stand the labels that it groups. A row
above with one cell alone is the table's title or its unit. A table of keys and values has no header, nor has a table whose
first row holds figures already.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.parsers.characters.normalise import fold
from app.parsers.grids import GridRow
from app.parsers.labels import (
    AUDIT_RESPONSE_COLUMNS,
    DITTO_MARKS,
    HEADER_WORDS,
    KEY_WORDS,
    LABEL_COLUMN_WORDS,
    NOTE_COLUMN_WORDS,
    NUMBER_COLUMN_WORDS,
    PROJECT_FIELDS,
    SORT_ENDINGS,
    UNIT_COLUMN_WORDS,
    UNIT_NOTE,
    label_key,
)
from app.parsers.lines.lines import squeeze
from app.parsers.values.cells import CellKind, cell_kind

MAX_HEADER_ROWS: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d{2}(?:\s?\([^()\d]*\))?")
_COUNTED: Final = re.compile(r"(?P<number>\d{1,3})\s?(?P<unit>[^\d\s,.()]{0,3})")
_FIGURES: Final = (CellKind.VALUE, CellKind.DASH)

Paths = tuple[tuple[str, ...], ...]


def split_title(rows: Sequence[GridRow]) -> tuple[str, int]:
    """The title or unit that stands in a row of its own above the header, and how many rows it fills."""
    if len(rows) < 3 or len(rows[0].cells) < 3:
        return "", 0
    filled = [cell.text for cell in rows[0].cells if cell.text]
    below = [cell.text for cell in rows[1].cells if cell.text]
    alone = len(filled) == 1 and len(below) > 1 and (rows[0].cells[0].text != "" or UNIT_NOTE.search(fold(filled[0])))
    if not alone or not _is_headerish(rows[1], rows[2]) or label_key(filled[0]) in LABEL_COLUMN_WORDS or not rows[1].cells[0].text:
        return "", 0
    return filled[0], 1


def count_header_rows(rows: Sequence[GridRow], heads: int) -> int:
    """How many rows from the top are header: none holds a figure, and each fills blanks that the one above left.

    heads: how many rows HTML itself calls header.
    """
    if heads:
        return min(heads, len(rows) - 1)
    if len(rows) < 2 or not _is_headerish(rows[0], rows[1]) or is_keyed(rows):
        return 0
    depth = 1
    while depth < min(MAX_HEADER_ROWS, len(rows) - 1) and _is_headerish(rows[depth], rows[depth + 1]) and _goes_on(rows, depth):
        depth += 1
    return depth


def _goes_on(rows: Sequence[GridRow], depth: int) -> bool:
    """Whether a row goes on with the header above it: it fills blanks there, or has no label where the rows below have one."""
    above, here, below = rows[depth - 1 : depth + 2]
    fills = any(cell.text and not up.text for up, cell in zip(above.cells[1:], here.cells[1:], strict=True))
    if here.cells[0].text:
        return fills and any(cell_kind(cell.text) in _FIGURES for cell in below.cells)
    unlabelled = (depth > 1 or _heads_figures(rows, depth)) and any(cell.text for cell in here.cells)
    return fills or unlabelled


def _heads_figures(rows: Sequence[GridRow], depth: int) -> bool:
    """Whether the first row with a label below a row without one holds figures: then what has no label is header."""
    labelled = next((row for row in rows[depth + 1 : MAX_HEADER_ROWS + 1] if row.cells[0].text), None)
    return labelled is not None and any(cell_kind(cell.text) in _FIGURES for cell in labelled.cells)


def _is_headerish(row: GridRow, below: GridRow) -> bool:
    """Whether a row can be header: it holds no figure, or only years, months, ages and the like, which head columns."""
    values = []
    for cell, under in zip(row.cells, below.cells, strict=True):
        kind = cell_kind(cell.text)
        if kind is CellKind.DASH:
            return False
        if kind is CellKind.VALUE:
            values.append((cell.text, under.text))
    return not values or all(_YEAR.fullmatch(text) for text, _ in values) or _is_series(values)


def _is_series(values: Sequence[tuple[str, str]]) -> bool:
    """Whether figures count the columns (`10대 20대 30대`, `1 2 3`): they rise in one unit that the cells below have not."""
    counted = [match for text, _ in values if (match := _COUNTED.fullmatch(fold(text).strip()))]
    units = {match["unit"] for match in counted}
    if len(values) < 3 or len(counted) < len(values) or len(units) > 1:
        return False
    numbers = [int(match["number"]) for match in counted]
    steps = {after - before for before, after in pairwise(numbers)}
    if units == {""}:
        return numbers[0] == 1 and steps == {1} and all(len(under) > 2 for _, under in values)
    return len(steps) == 1 and min(steps) > 0 and not any(under.endswith(tuple(units)) for _, under in values)


def is_keyed(rows: Sequence[GridRow]) -> bool:
    """Whether rows are keys with their values, in two columns, or in pairs side by side; then there is no header."""
    width = len(rows[0].cells)
    first = rows[0].cells
    if width not in (2, 4, 6) or not _is_key(first[0].text) or not all(_is_key(cell.text) or not cell.text for cell in first[2::2]):
        return False
    keys = [label_key(row.cells[at].text) for row in rows for at in range(0, width, 2) if row.cells[at].text]
    values = [label_key(cell.text) for cell in first[1::2]]
    known = sum(key in PROJECT_FIELDS or key in KEY_WORDS for key in keys)
    return 2 * known >= len(keys) and not any(value in LABEL_COLUMN_WORDS or value in HEADER_WORDS for value in values)


def _is_key(text: str) -> bool:
    return 0 < len(text) <= 15 and cell_kind(text) is CellKind.TEXT


def header_width(rows: Sequence[GridRow], depth: int, *, markup: bool) -> int:
    """The columns that the header names, with the ones that its last label may span; cells with markup repeat theirs beside."""
    named = max((at + 1 for row in rows[:depth] for at, cell in enumerate(row.cells) if cell.text), default=len(rows[0].cells))
    widest = max((at + 1 for row in rows[depth:] for at, cell in enumerate(row.cells) if cell.text), default=named)
    return max(2, named if markup else max(named, widest if widest <= named + 2 else named))


def read_paths(header: Sequence[GridRow], width: int) -> Paths:
    """The leaf path of each column; an empty header cell belongs to the label on its left where it was merged."""
    filled: list[list[str]] = []
    for depth, row in enumerate(header):
        labels, left = [], ""
        below = header[depth + 1] if depth + 1 < len(header) else None
        for column in range(width):
            text = " ".join(map(squeeze, row.cells[column].text.split("\n")))
            spans = not below or depth == 0 or any(later.cells[column].text for later in header[depth + 1 :])
            merged = left if not text and spans and _same_parent(filled, column) else text
            labels.append(merged)
            left = merged
        filled.append(labels)
    return tuple(_path(header, filled, column) for column in range(width))


def _path(header: Sequence[GridRow], filled: Sequence[Sequence[str]], column: int) -> tuple[str, ...]:
    """A label in the row above with nothing below it fills both rows; a blank over a label was merged."""
    path: list[str] = []
    for depth, labels in enumerate(filled):
        own = bool(header[depth].cells[column].text)
        deeper = any(row.cells[column].text for row in header[depth + 1 :])
        if labels[column] and (own or not path or deeper):
            path.append(labels[column])
    return tuple(path)


def _same_parent(filled: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a blank may take its left neighbour's label: only below the same label of the row above."""
    return column > 0 and (not filled or filled[-1][column] == filled[-1][column - 1])


def count_label_columns(paths: Paths, body: Sequence[GridRow], heads: int = 0) -> int:
    """How many columns from the left name a row: those whose header or whose cells are words.

    heads: how many columns from the left HTML itself calls header.
    """
    if heads:
        return min(heads, len(paths) - 1)
    count = 0
    while count < len(paths) - 1 and (_heads_rows if count else _begins_rows)(paths, body, count):
        count += 1
    return count


def _key(path: Sequence[str]) -> str:
    return label_key(path[-1]) if path else ""


def _tally(body: Sequence[GridRow], column: int) -> tuple[int, int]:
    """How many cells of a column hold figures, and how many hold words."""
    kinds = [CellKind.TEXT if row.cells[column].text in DITTO_MARKS else cell_kind(row.cells[column].text) for row in body]
    return sum(kind in _FIGURES for kind in kinds), sum(kind in (CellKind.TEXT, CellKind.TIME) for kind in kinds)


def _names_rows(key: str) -> bool:
    """Whether a label stands over what rows are called."""
    return key in LABEL_COLUMN_WORDS or key in UNIT_COLUMN_WORDS


def _begins_rows(paths: Paths, body: Sequence[GridRow], column: int) -> bool:
    """Whether the first column names the rows."""
    figures, words = _tally(body, column)
    key = _key(paths[column])
    return _names_rows(key) or key.endswith(SORT_ENDINGS) or words > figures


def _heads_rows(paths: Paths, body: Sequence[GridRow], column: int) -> bool:
    """Whether a column goes on with the names of rows: its label says so, or the names so far are numbers or do not tell rows apart."""
    figures, words = _tally(body, column)
    key = _key(paths[column])
    if not words or key in NOTE_COLUMN_WORDS or key.startswith(AUDIT_RESPONSE_COLUMNS):
        return False
    if _names_rows(key) or (key.endswith(SORT_ENDINGS) and not figures) or (paths[column] and paths[column] == paths[column - 1]):
        return True
    counted = column == 1 and _key(paths[0]) in NUMBER_COLUMN_WORDS and words > figures
    return counted or (words == len(body) and _repeats(body, column))


def _repeats(body: Sequence[GridRow], count: int) -> bool:
    """Whether labels so far do not tell rows apart: the same stand before two rows."""
    labels = [tuple(cell.text for cell in row.cells[:count]) for row in body]
    return len(set(labels)) < len(labels)
