"""Tables printed one cell a line: which cells are the header, which lines are a row, and what the columns are called.

The cells are certain; the rows are not. A row is a label and its figures, and its label may stand before or behind them, with
an account code between. The form is the one in which the cells come out even, and which leaves the header as many labels
as there are columns; where bars stand, a blank cell holds its place. Head cells that were merged over several columns came
before those below them: a group is followed by the leaves of all groups.

A table without any header names its rows only; its figures carry their own units (`4개`, `36.4%`), and a lone figure in front
of such rows is the total that they are parts of.

>>> from app.parsers.lines.lines import read_lines
>>> lines = read_lines("구분\\n정원\\n현원\\n과부족\\n계\\n30\\n28\\n△2\\n5급\\n6\\n6\\n0")
>>> [(grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]) for grid in find_stacked(lines)]
[((('구분',), ('정원',), ('현원',), ('과부족',)), [['계', '30', '28', '△2'], ['5급', '6', '6', '0']])]
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from app.models.span import Span, join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.characters.normalise import fold
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.marked.header import count_label_columns
from app.parsers.grids.spaced.amounts import amount_of
from app.parsers.grids.spaced.cells import Run, Stacked, What, cut_cell, find_runs
from app.parsers.grids.spaced.deal import Heads, deal_stacked, share_stacked, triple_names
from app.parsers.grids.spaced.promises import Block
from app.parsers.grids.spaced.stacked_forms import BARRED, FORMS, Pair, Stack, StackedRow, cut_pairs, find_further, headed_by_years
from app.parsers.grids.spaced.unheaded import unread_columns
from app.parsers.labels import LABEL_COLUMN_WORDS, TOTAL_WORDS, label_key
from app.parsers.lines.lines import Line, squeeze
from app.parsers.values.quantities import find_quantities

_FEWEST_LABELS: Final = 3  # of a header that nobody can deal
_FEWEST_LONE: Final = 4  # rows of a table without a header
_FEWEST_PARTS: Final = 2
_MOST_TOLD: Final = 3


def find_stacked(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every table of one cell a line, in reading order."""
    grids: list[Grid] = []
    for run in find_runs(lines):
        grids += _read_run(run, _line_above(lines, run), grids)
    return tuple(grids)


def _read_run(run: Run, title: str, above: Sequence[Grid]) -> list[Grid]:
    """The tables of a run: the first in whatever form names its columns, others behind it."""
    pairs = headed_by_years(cut_pairs(run.cells))
    stacks = [stack for form in (BARRED if run.barred else FORMS) if (stack := form(pairs))]
    found = next(((stack, grid) for stack in stacks if (grid := _grid(stack, title))), None)
    found = found or next(((stack, grid) for stack in stacks if (grid := _shared(stack))), None)
    if found:
        first, grid = found
        return [grid, *_further(first.rest)]
    behind = [*_further(pairs[1:])] or [*_headless(pairs), *_parts_of_total(pairs), *_continued(pairs, above)]
    return behind or [*_unnamed(pairs)]


def _unnamed(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """Figures below more words than any form tells apart: a finding, lest each gets the name of the word that stands as far from it."""
    for words, figures in pairs:
        filled = [cell for cell in figures if cell.what is What.FIGURE]
        if len(words) >= _FEWEST_LABELS and len(filled) >= _FEWEST_LABELS:
            row = GridRow((words[0].grid_cell,), words[0].span)
            span = join_spans([words[0].span, figures[-1].span])
            yield Grid(words[0].line, figures[-1].line, "space", ((),), 1, (row,), span, findings=(unread_columns(span),))


def _further(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """The tables behind the first; of one whose columns are uncertain what is certain."""
    for stack in find_further(pairs):
        grid = _grid(stack, "") or _shared(stack)
        if grid:
            yield grid


def _continued(pairs: Sequence[Pair], above: Sequence[Grid]) -> Iterator[Grid]:
    """Rows that go on with a table above, calculations between: a code, a label and figures that keep to the table's order."""
    table = next((grid for grid in reversed(above) if all(grid.paths) and triple_names([path[-1] for path in grid.paths])), None)
    if table is None:
        return
    labels = [path[-1] for path in table.paths]
    heads = Heads(table.paths[0], table.paths[1:])
    for before, pair in pairwise(pairs):
        if _is_coded(before, pair, len(heads.columns)) and deal_stacked(labels, Block([[cell.text for cell in pair.figures]])) == heads:
            yield _build(Stack((), (StackedRow((before.figures[-1], *pair.words), pair.figures),)), heads)


def _is_coded(before: Pair, pair: Pair, width: int) -> bool:
    """Whether words and figures are a row whose code stands behind the figures before."""
    return bool(before.figures) and before.figures[-1].is_code and len(pair.words) == 1 and len(pair.figures) == width


# --- grids -----------------------------------------------------------------------------------------------------------


def _line_above(lines: Sequence[Line], run: Run) -> str:
    """The nearest line of text above a run, which may be its title."""
    above = range(run.cells[0].line - 1, max(-1, run.cells[0].line - 3), -1)
    return next((lines[at].body for at in above if lines[at].body), "")


def _grid(stack: Stack, title: str) -> Grid | None:
    """The table of a stack whose header names its columns; None where it does not, or not for certain."""
    heads = deal_stacked(_labels(stack), _block(stack), backwards=stack.backwards, title=title)
    return _build(stack, heads) if heads else None


def _labels(stack: Stack) -> list[str]:
    """The labels of a header. Where lines of text stand before it, it begins with what rows are called, if it then comes out even."""
    labels = [squeeze(cell.text) for cell in stack.header]
    width = len(stack.rows[0].figures)
    if stack.unnamed:
        level = width if len(labels) % width == 0 else len(labels)
        return [label for start in range(0, len(labels), level) for label in ("", *labels[start : start + level])]
    even = len(labels) - width - 1
    titled = even > 0 and labels[even] != labels[0] and label_key(labels[even]) in LABEL_COLUMN_WORDS
    return labels[even:] if titled else labels


def _block(stack: Stack) -> Block:
    cells = [[cell.text if cell else "" for cell in row.figures] for row in stack.rows]
    return Block(cells, [row.label[-1].text if row.label else "" for row in stack.rows])


def _shared(stack: Stack) -> Grid | None:
    """A table not all of whose columns have a certain name: those that have, and a finding; None where no table is certain."""
    labels = _labels(stack)
    if stack.backwards or stack.unnamed or not labels or label_key(labels[0]) not in LABEL_COLUMN_WORDS or len(labels) < _FEWEST_LABELS:
        return None
    kept = share_stacked(labels, _block(stack))
    rows = tuple(row._replace(figures=tuple(row.figures[at] for at in kept)) for row in stack.rows)
    grid = _build(stack._replace(rows=rows), Heads(tuple(labels[:1]), tuple(kept.values())))
    last = max(cell.line for row in stack.rows for cell in row.cells)
    span = Span(grid.span.first, max(cell.span.last for row in stack.rows for cell in row.cells))
    return replace(grid, last=last, label_columns=1, span=span, findings=(unread_columns(span),))


def _build(stack: Stack, heads: Heads) -> Grid:
    rows = tuple(_row(row) for row in stack.rows)
    paths = (heads.label, *heads.columns)
    if stack.unnamed:
        rows, paths = tuple(row._replace(cells=row.cells[1:]) for row in rows), heads.columns
    first = stack.header[0] if stack.header else stack.rows[0].cells[0]
    last = max(cell.line for row in stack.rows for cell in row.cells)
    span = Span(first.span.first, max(row.span.last for row in rows))
    return Grid(first.line, last, "space", paths, 0 if stack.unnamed else count_label_columns(paths, rows), rows, span)


def _row(row: StackedRow) -> GridRow:
    span = join_spans([cell.span for cell in row.cells])
    text, pieces = join_texts((" ", cell.text, cell.pieces) for cell in row.label)
    label = GridCell(text, join_spans([cell.span for cell in row.label]), pieces) if row.label else blank_cell(span)
    return GridRow((label, *(cell.grid_cell if cell else blank_cell(span) for cell in row.figures)), span)


# --- no header -------------------------------------------------------------------------------------------------------


def _headless(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """Rows whose figures carry their own units, in groups: a lone figure in front of other rows is the total of a group."""
    rows = [StackedRow(pair.words, pair.figures) for pair in pairs if len(pair.words) == 1 and _is_told(pair.figures)]
    if len(rows) < _FEWEST_LONE or len(rows) < len(pairs) - 1:
        return
    for group in _groups(rows):
        width = max(len(row.figures) for row in group)
        filled = tuple(StackedRow(row.label, (*row.figures, *[None] * (width - len(row.figures)))) for row in group)
        yield _build(Stack((), filled), Heads((), ((),) * width))


def _parts_of_total(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """Names with a figure each, below a line that tells what they add up to: `총 854억 원 / 일반회계 / 766(90%) / 특별회계 / 88(10%)`."""
    for start in (at for at, pair in enumerate(pairs) if len(pair.words) > 1 and _lone_figure(pair)):
        rows = [StackedRow(pairs[start].words[-1:], (_lone_figure(pairs[start]),))]
        for pair in pairs[start + 1 :]:
            if len(pair.words) != 1 or not (figure := _lone_figure(pair)):
                break
            rows.append(StackedRow(pair.words, (figure,)))
        if len(rows) >= _FEWEST_PARTS and (total := _total_of(rows, pairs[start].words[-2])):
            yield _build(Stack((), (total, *rows)), Heads((), ((),)))


def _lone_figure(pair: Pair) -> Stacked | None:
    """The figure of a name that has one; None where it has none or several."""
    figures = [cell for cell in pair.figures if cell.what is What.FIGURE]
    return figures[0] if len(figures) == 1 else None


def _total_of(rows: Sequence[StackedRow], told: Stacked) -> StackedRow | None:
    """The row of a total and its amount that a line states, if the figures of the rows are its parts, in its unit."""
    digit = next((at for at, letter in enumerate(told.text) if letter.isdigit()), 0)
    stated = find_quantities(fold(told.text))
    amounts = [amount for row in rows for cell in row.figures if cell and (amount := amount_of(cell.text)) is not None]
    if not digit or len(stated) != 1 or len(amounts) < len(rows) or sum(amounts) != amount_of(told.text[digit:]):
        return None
    label, figure = cut_cell(told, 0, len(told.text[:digit].rstrip())), cut_cell(told, digit, len(told.text))
    return StackedRow((label,), (figure,)) if label_key(label.text) in TOTAL_WORDS else None


def _is_told(figures: Sequence[Stacked]) -> bool:
    """Whether each of some figures says what it counts, or is a dash."""
    return 0 < len(figures) <= _MOST_TOLD and all(cell.text[-1:] not in "0123456789" for cell in figures)


def _groups(rows: Sequence[StackedRow]) -> Iterator[list[StackedRow]]:
    """Rows cut where one figure stands before rows of several: it begins a group."""
    starts = [at for at, row in enumerate(rows) if at and len(row.figures) != len(rows[at - 1].figures) and len(row.figures) == 1]
    for start, end in pairwise((0, *starts, len(rows))):
        yield list(rows[start:end])
