"""Tables whose merged cells a converter dropped: what stood right of them slid to the left.

    재산 | 계 | 토지 | ||          the header: three labels for five columns, filled up with bars
    ---|---|---|---|---|
    필지 | 면적 | 필지 | 면적 | |   its second row begins below the first group, not below 재산
    구유 | 남동 | 3 | 120 | …      a row with the label of its group
    북동 | 2 | 95 | … | |          the next one: the label of the group was merged with the one above

Rows are set right first: all have as many figures at their end as the fullest ones, so labels are missing at their left. Which
label heads which column is then decided by `grids/candidates.py`. A row that has figures too few or too many is placed only where a
relation that the other rows prove comes out in it; else it is `ragged_row` and stays unread. Where no deal of the labels
is clearly the best one `columns_unclear` shows the two best; columns that both call the same are read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from app.models.finding import Finding
from app.models.span import join_spans
from app.parsers.characters.normalise import fold
from app.parsers.evidence.choice import Chosen
from app.parsers.evidence.relations import Relation, Row, find_relations, try_relation
from app.parsers.grids import Grid
from app.parsers.grids.candidates import Block, choose_columns, columns_unclear, shared_columns
from app.parsers.grids.marked.rows import Cells, Indexed, grid_row, is_figure, number_of, ragged
from app.parsers.grids.promises import Reading, is_total
from app.parsers.labels import LABEL_COLUMN_WORDS, NUMBER_COLUMN_WORDS, label_key
from app.parsers.lines.lines import Line, PrintedCell, squeeze
from app.parsers.values.cells import CellKind, cell_kind

_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_MOST_LEVELS: Final = 3
_FEWEST_COLUMNS: Final = 2


class Shape(NamedTuple):
    """What the fullest rows say: how many columns of labels, then of figures, then of words; and how many stay blank behind them."""

    labels: int
    figures: int
    notes: int
    spare: int

    @property
    def width(self) -> int:
        """All columns that hold something."""
        return self.labels + self.figures + self.notes


def read_slid(lines: Sequence[Line], block: Sequence[Indexed], width: int) -> Grid | None:
    """The table of a block of rows whose cells have slid; None where they stand in their places.

    width: how many cells a row has, as the row of rules says.
    """
    title = block[0][1][0].text if len(block[0][1]) == 1 and len(block) > 1 else ""
    first, block = block[0][0], block[1:] if title else block
    depth = header_depth(block)
    body = block[depth:]
    shape = _shape(block[0][1], body, width)
    if not depth or shape is None or not _has_slid(block[:depth], body, shape):
        return None
    rows = _carry_labels([_place(index, cells, shape) for index, cells in body], shape, block[0][1][0].text)
    kept, findings = _judge_short(lines, rows, shape)
    levels, kept = _levels(block[:depth], kept, shape)
    grid = _build(lines, block[:depth], levels, kept, shape)
    return replace(grid, first=first, last=block[-1][0], title=title, findings=(*grid.findings, *findings))


def header_depth(block: Sequence[Indexed]) -> int:
    """How many rows from the top hold labels: no figures but years, and figures stand in the row that follows them."""
    for depth, (_, cells) in enumerate(block[: _MOST_LEVELS + 1]):
        texts = [cell.text for cell in cells if cell.text]
        if any(is_figure(text) for text in texts) and not (depth and len(texts) > 1 and all(map(_is_year, texts))):
            return depth
    return 0


def _is_year(text: str) -> bool:
    return cell_kind(text) is CellKind.TIME or _YEAR.fullmatch(fold(text).strip()) is not None


def _shape(head: Cells, body: Sequence[Indexed], width: int) -> Shape | None:
    """The columns of the fullest rows that hold figures: labels up to the longest run of figures, words behind it."""
    rows = [cells for _, cells in body if _figures(cells)]
    fullest = max(map(len, rows), default=0)
    if fullest < _FEWEST_COLUMNS:
        return None
    numeric = _numeric_columns([cells for cells in rows if len(cells) == fullest])
    if len(numeric) > _FEWEST_COLUMNS and label_key(head[0].text) in LABEL_COLUMN_WORDS:
        numeric[0] = False  # years and running numbers name rows
    runs = [run for run in _runs(numeric) if numeric[run[0]]]
    if not runs:
        return None  # figures here and there are no columns of figures
    start, end = max(runs, key=lambda run: (run[1] - run[0], run[0]))
    if any(numeric[:start]):
        return None  # figures among the labels: lists side by side
    return Shape(start, end - start, fullest - end, max(0, width - fullest))


def _numeric_columns(rows: Sequence[Cells]) -> list[bool]:
    """Whether each column holds figures in most rows."""
    return [2 * sum(is_figure(cell.text) for cell in column) > len(rows) for column in zip(*rows, strict=True)]


def _figures(cells: Cells) -> int:
    return sum(number_of(cell.text) is not None for cell in cells)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs, at = [], 0
    for _, group in groupby(flags):
        length = len(list(group))
        runs.append((at, at + length))
        at += length
    return runs


def _has_slid(header: Sequence[Indexed], body: Sequence[Indexed], shape: Shape) -> bool:
    """Whether cells are missing: no label has a blank before it, and a header or the rows are shorter than the fullest row."""
    placed = any(not cell.text for depth, (_, cells) in enumerate(header) for cell in cells[0 if depth else 1 :])
    if placed or not shape.figures:
        return False
    lost = shape.labels > 1 and any(_lacks_labels(cells, shape) for _, cells in body)
    return lost or any(len(cells) < shape.width for _, cells in header)


def _lacks_labels(cells: Cells, shape: Shape) -> bool:
    """Whether a row has all its figures, but fewer labels before them than the fullest rows."""
    lead = _lead(cells)
    return bool(cells[0].text) and 0 < lead < shape.labels and _told(cells[lead:], shape) == shape.figures


def _lead(cells: Cells) -> int:
    """How many cells stand before the first figure of a row."""
    return next((at for at, cell in enumerate(cells) if is_figure(cell.text)), len(cells))


def _told(cells: Cells, shape: Shape) -> int:
    """How many of the cells that should be figures are; a blank one is."""
    return sum(is_figure(cell.text) for cell in cells[: shape.figures])


# --- rows ---------------------------------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """The cells of a row in their columns, None where nothing was printed. `short`: its figures are too few or too many."""

    line: int
    cells: tuple[PrintedCell | None, ...]
    short: bool = False

    def text_of(self, column: int) -> str:
        """What a column of the row holds."""
        cell = self.cells[column] if column < len(self.cells) else None
        return cell.text if cell else ""


def _place(index: int, cells: Cells, shape: Shape) -> Placed:
    """A row with its figures below those of the fullest rows; labels that it lacks are missing at its left."""
    if len(cells) >= shape.width:
        return Placed(index, cells[: shape.width], short=len(cells) > shape.width and _figures(cells) > 0)
    lead = _lead(cells)
    told = _told(cells[lead:], shape)
    if not _figures(cells) and lead == len(cells) > 1:
        lead -= 1  # words for the figures of a row: `별도 공시`
    missing = max(0, shape.labels - lead)
    return Placed(index, (*(None,) * missing, *cells), short=_figures(cells) > 0 and (told != shape.figures or lead > shape.labels))


def _carry_labels(rows: Sequence[Placed], shape: Shape, head: str) -> list[Placed]:
    """A label that stands alone goes under the group above it; totals, and what stands above the first group, span all label columns.

    Where the first column only counts the rows a label is never one of its numbers.
    """
    if label_key(head) in NUMBER_COLUMN_WORDS:
        return list(rows)
    carried: list[Placed] = []
    opened = False
    for row in rows:
        labels = row.cells[: shape.labels]
        given = tuple(label for label in labels if label and label.text)
        opened = opened or len(given) == shape.labels
        if given and len(given) < shape.labels and (not opened or is_total(given[0].text)):
            labels = (*given, *(None,) * (shape.labels - len(given)))
        carried.append(row._replace(cells=(*labels, *row.cells[shape.labels :])))
    return carried


def _judge_short(lines: Sequence[Line], rows: Sequence[Placed], shape: Shape) -> tuple[list[Placed], list[Finding]]:
    """The rows whose figures are in their columns, and a finding for each other one."""
    relations = [one.relation for one in find_relations([_numbers(row, shape) for row in rows if not row.short]) if one.proven]
    unread = [row for row in rows if row.short and not _fits(row, relations, shape)]
    findings = [ragged(lines[row.line], sum(cell is not None for cell in row.cells), shape.width) for row in unread]
    return [row for row in rows if row not in unread], findings


def _fits(row: Placed, relations: Sequence[Relation], shape: Shape) -> bool:
    """Whether what the other rows prove comes out in a row that lacks figures."""
    tried = [try_relation([_numbers(row, shape)], relation) for relation in relations]
    proven = any(one.held and one.proof > 0 for one in tried) and not any(one.failed for one in tried)
    return proven and len(row.cells) <= shape.width


def _numbers(row: Placed, shape: Shape) -> Row:
    return tuple(number_of(row.text_of(column)) for column in range(shape.labels, shape.labels + shape.figures))


# --- header -------------------------------------------------------------------------------------------------------------


def _levels(header: Sequence[Indexed], rows: Sequence[Placed], shape: Shape) -> tuple[tuple[tuple[str, ...], ...], list[Placed]]:
    """The labels of the header, level by level, and the rows without the labels that stand among the figures of one."""
    levels = tuple(tuple(squeeze(cell.text.replace("\n", " ")) for cell in cells) for _, cells in header)
    first = next((row for row in rows if any(_numbers(row, shape))), None)
    words = _inner_labels(first, [row for row in rows if row is not first], shape) if first else ()
    if first is None or not words:
        return levels, list(rows)
    inner = tuple(first.text_of(column) if column in words else "" for column in range(shape.labels, shape.labels + shape.figures))
    bare = first._replace(cells=tuple(None if column in words else cell for column, cell in enumerate(first.cells)))
    return (*levels, inner), [bare if row is first else row for row in rows]


def _inner_labels(row: Placed, others: Sequence[Placed], shape: Shape) -> tuple[int, ...]:
    """The columns in which a row holds words where all others hold figures."""
    columns = range(shape.labels, shape.labels + shape.figures)
    words = tuple(column for column in columns if row.text_of(column) and not is_figure(row.text_of(column)))
    return words if all(is_figure(other.text_of(column)) for other in others for column in words) else ()


def _build(
    lines: Sequence[Line], header: Sequence[Indexed], levels: tuple[tuple[str, ...], ...], rows: Sequence[Placed], shape: Shape
) -> Grid:
    """The grid, of the columns whose names are certain; a finding tells of the others."""
    behind = (None,) * (shape.notes + shape.spare)
    figures = tuple((*_numbers(row, shape), *behind) for row in rows)
    reading = Block(levels, shape.figures + len(behind), figures, shape.labels, shape.spare)
    chosen = choose_columns(reading)
    width = shape.labels + shape.figures + len(behind)
    every = [*(index for index, _ in header), *(row.line for row in rows)]
    span = join_spans(lines[index].span for index in every)
    heads = tuple(grid_row(lines[index], cells, width) for index, cells in header)
    body = tuple(grid_row(lines[row.line], row.cells, width) for row in rows)
    grid = Grid(min(every), max(every), "pipe", (), width, body, span, heads)
    if isinstance(chosen, Chosen):
        return replace(grid, paths=_named(chosen.reading), label_columns=shape.labels)
    return _proven_part(grid, chosen.readings, shared_columns(reading), shape)


def _named(reading: Reading) -> Reading:
    return tuple(tuple(label for label in path if label) for path in reading)


def _proven_part(grid: Grid, readings: tuple[Reading, ...], shared: Sequence[int], shape: Shape) -> Grid:
    """The columns that all readings call the same; where there are none, the rows as words that nothing is read of."""
    findings = (columns_unclear(grid.span, [reading[shape.labels :] for reading in readings]),)
    columns = [at for at in range(len(grid.rows[0].cells)) if at < shape.labels or at in shared] if grid.rows else []
    if len(columns) <= shape.labels:
        return replace(grid, paths=((),) * grid.label_columns, findings=findings)
    rows, header = ([row._replace(cells=tuple(row.cells[at] for at in columns)) for row in block] for block in (grid.rows, grid.header))
    paths = _named(tuple(readings[0][at] for at in columns))
    return replace(grid, paths=paths, label_columns=shape.labels, rows=tuple(rows), header=tuple(header), findings=findings)
