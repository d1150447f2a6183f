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

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from app.models.span import Span, join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.cells import Run, Stacked, What, find_runs
from app.parsers.grids.spaced.deal import Heads, Path, deal_stacked, triple_names
from app.parsers.grids.spaced.promises import Block
from app.parsers.labels import budget_column
from app.parsers.lines.lines import Line, squeeze

_FEWEST_ROWS: Final = 2
_MOST_LABELS: Final = 2
_FEWEST_LONE: Final = 4  # rows of a table without a header
_MOST_TOLD: Final = 3
_FEWEST_AMOUNTS: Final = 2


class Stack(NamedTuple):
    """A table taken apart: the cells of its header and the rows.

    backwards: labels stand behind their figures, if the rows add up so. labels: how many columns name a row; of a row with fewer
    names the first is that of the row above.
    """

    header: tuple[Stacked, ...]
    rows: tuple["StackedRow", ...]
    backwards: bool = False
    labels: int = 1


class StackedRow(NamedTuple):
    """The cells of a row: its label, with an account code before it perhaps, and its figures, all of one number."""

    label: tuple[Stacked, ...]
    figures: tuple[Stacked | None, ...]

    @property
    def cells(self) -> list[Stacked]:
        """All cells that are not blank."""
        return [*self.label, *(cell for cell in self.figures if cell)]


class Pair(NamedTuple):
    """Words that follow each other and the figures behind them; blank cells among the figures."""

    words: tuple[Stacked, ...]
    figures: tuple[Stacked, ...]


def find_stacked(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every table of one cell a line, in reading order."""
    grids: list[Grid] = []
    for run in find_runs(lines):
        pairs = _pairs(run)
        stacks = (form(pairs) for form in ((_barred,) if run.barred else _FORMS))
        grid = next((grid for stack in stacks if stack and (grid := _grid(stack, _line_above(lines, run)))), None)
        grids += [grid] if grid else [*_nameless(pairs), *_headless(pairs), *_continued(pairs, grids)]
    return tuple(grids)


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


def _pairs(run: Run) -> list[Pair]:
    """The cells of a run as words and what stands behind them."""
    parts = [(wordy, tuple(cells)) for wordy, cells in groupby(run.cells, key=lambda cell: cell.what is What.WORDS)]
    if parts and not parts[0][0]:
        parts.insert(0, (True, ()))
    if len(parts) % 2:
        parts.append((False, ()))
    return [Pair(words, figures) for (_, words), (_, figures) in zip(parts[::2], parts[1::2], strict=True)]


# --- the forms of a row ----------------------------------------------------------------------------------------------


def _barred(pairs: Sequence[Pair]) -> Stack | None:
    """Rows between bars: where a blank cell ends the first words they are the header, else its last word is the first row's label."""
    first, *rest = pairs
    if len(first.words) <= _MOST_LABELS or not rest:
        return None
    alone = bool(first.figures) and not _count(first.figures)
    header = first.words if alone else first.words[:-1]
    rows = rest if alone else [Pair(first.words[-1:], first.figures), *rest]
    width = _barred_width(rows, len(header) - 1)
    placed = [(pair.words, _placed(pair.figures, width)) for pair in rows if len(pair.words) <= _MOST_LABELS]
    read = tuple(StackedRow(words, cells) for words, cells in placed if cells)
    return Stack(header, read) if width and len(read) >= _FEWEST_ROWS else None


def _barred_width(rows: Sequence[Pair], named: int) -> int:
    """As many columns as the header names, if a row has so many cells and none more figures; else as the fullest row has."""
    widest = max(_count(pair.figures) for pair in rows)
    return named if widest < named <= max(len(pair.figures) for pair in rows) else widest


def _count(figures: Sequence[Stacked]) -> int:
    return sum(cell.what is What.FIGURE for cell in figures)


def _placed(cells: Sequence[Stacked], width: int) -> tuple[Stacked | None, ...] | None:
    """The figures of a row from left to right, blanks between and behind; None where there are too many, or none.

    A figure that was merged over several columns belongs to none of them; the last of a row that lacks cells may be one.
    """
    found: list[Stacked | None] = []
    for cell in cells:
        if cell.what is What.MERGED:
            found[-1:] = [None]
        else:
            found.append(cell if cell.what is What.FIGURE else None)
    if len(found) < width:
        found[-1] = None
    if not any(found) or any(found[width:]):
        return None
    return (*found[:width], *[None] * (width - len(found)))


def _label_first(pairs: Sequence[Pair]) -> Stack | None:
    """A label, then its figures. The header is what stands before the first label."""
    width = _usual_width([len(pair.figures) for pair in pairs])
    start = next((at for at, pair in enumerate(pairs) if len(pair.figures) == width), None)
    if start is None or start or not pairs[0].words:
        return None
    more = _label_columns(pairs, width)
    own = len(pairs[0].words) - more - width if more > 1 else 1
    header = pairs[0].words[:-own]
    rows = [StackedRow(pairs[0].words[-own:], pairs[0].figures)]
    for pair in pairs[1:]:
        label = _behind_header(pair.words, header)
        if not 0 < len(label) <= more or len(pair.figures) != width:
            break
        rows.append(StackedRow(label, pair.figures))
    return Stack(header, tuple(rows), labels=more) if len(rows) >= _FEWEST_ROWS else None


def _behind_header(words: tuple[Stacked, ...], header: tuple[Stacked, ...]) -> tuple[Stacked, ...]:
    """The words before figures, without the header that a new page repeats."""
    again = len(words) > len(header) > 0 and all(one.text == two.text for one, two in zip(words, header, strict=False))
    return words[len(header) :] if again else words


def _label_columns(pairs: Sequence[Pair], width: int) -> int:
    """Two where a row has two names, and the header as many labels more than figures, whether its first row has one name or two."""
    first = len(pairs[0].words) - width
    named = any(len(pair.words) == _MOST_LABELS and len(pair.figures) == width for pair in pairs[1:])
    return _MOST_LABELS if named and first - _MOST_LABELS in (1, _MOST_LABELS) else 1


def _code_first(pairs: Sequence[Pair]) -> Stack | None:
    """An account code, a label, then its figures: the code of each row stands behind the figures of the one before."""
    if len(pairs) <= _FEWEST_ROWS or len(pairs[0].figures) != 1 or not pairs[0].figures[0].is_code:
        return None
    width = _usual_width([len(pair.figures) - 1 for pair in pairs[1:]])
    rows: list[StackedRow] = []
    code = pairs[0].figures[0]
    for pair in pairs[1:]:
        if len(pair.words) != 1 or len(pair.figures) - width not in (0, 1) or not all(cell.is_code for cell in pair.figures[width:]):
            break
        rows.append(StackedRow((code, *pair.words), pair.figures[:width]))
        if len(pair.figures) == width:
            break
        code = pair.figures[width]
    return Stack(pairs[0].words, tuple(rows)) if len(rows) >= _FEWEST_ROWS else None


def _label_last(pairs: Sequence[Pair]) -> Stack | None:
    """Figures, an account code before them perhaps (the first row may have none), then their label: the row stands backwards."""
    if len(pairs) <= _FEWEST_ROWS or not pairs[0].words:
        return None
    usual = _usual_width([len(pair.figures) for pair in pairs[:-1]])
    coded = usual > 1 and all(pair.figures[0].is_code for pair in pairs[:-1] if len(pair.figures) == usual)
    rows: list[StackedRow] = []
    for pair, below in pairwise(pairs):
        bare = coded and not rows and len(pair.figures) == usual - 1
        if (len(pair.figures) != usual and not bare) or not below.words:
            break
        codes = pair.figures[: coded and not bare]
        rows.append(StackedRow((*codes, below.words[0]), pair.figures[len(codes) :]))
        if len(below.words) > 1:
            break
    return Stack(pairs[0].words, tuple(rows), backwards=True) if len(rows) >= _FEWEST_ROWS else None


_FORMS: Final = (_code_first, _label_first, _label_last)


def _usual_width(lengths: Sequence[int]) -> int:
    """The number of figures of a row: the one with the greatest square times rows."""
    counts = Counter(length for length in lengths if length > 0)
    return max(counts, key=lambda length: (length * length * counts[length], length), default=0)


# --- grids -----------------------------------------------------------------------------------------------------------


def _line_above(lines: Sequence[Line], run: Run) -> str:
    """The nearest line of text above a run, which may be its title."""
    above = range(run.cells[0].line - 1, max(-1, run.cells[0].line - 3), -1)
    return next((lines[at].body for at in above if lines[at].body), "")


def _grid(stack: Stack, title: str) -> Grid | None:
    """The table of a stack whose header names its columns; None where it does not, or not for certain."""
    cells = [[cell.text if cell else "" for cell in row.figures] for row in stack.rows]
    labels = [squeeze(cell.text) for cell in stack.header]
    heads = deal_stacked(
        labels[stack.labels - 1 :],
        Block(cells, [row.label[-1].text for row in stack.rows]),
        backwards=stack.backwards,
        title=title,
    )
    return _build(stack, heads, [(label,) for label in labels[: stack.labels - 1]]) if heads else None


def _build(stack: Stack, heads: Heads, outer: Sequence[Path] = ()) -> Grid:
    """The table of a stack; `outer`: what the columns of names before the last are called."""
    rows = tuple(_row(row, stack.labels) for row in stack.rows)
    first = stack.header[0] if stack.header else stack.rows[0].cells[0]
    last = max(cell.line for row in stack.rows for cell in row.cells)
    span = Span(first.span.first, max(row.span.last for row in rows))
    return Grid(first.line, last, "space", (*outer, heads.label, *heads.columns), stack.labels, rows, span)


def _row(row: StackedRow, labels: int) -> GridRow:
    span = join_spans([cell.span for cell in row.cells])
    outer = [cell.grid_cell for cell in row.label[: labels - 1]] if len(row.label) == labels else [blank_cell(span)] * (labels - 1)
    own = row.label[len(row.label) - 1 :] if labels > 1 else row.label
    text, pieces = join_texts((" ", cell.text, cell.pieces) for cell in own)
    label = GridCell(text, join_spans([cell.span for cell in own]), pieces)
    return GridRow((*outer, label, *(cell.grid_cell if cell else blank_cell(span) for cell in row.figures)), span)


# --- no names of rows, no header -------------------------------------------------------------------------------------------------------


def _nameless(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """One row without a name of its own, under as many labels that are each known to head amounts: `예산액 / 집행액 / 640 / 320`."""
    words, figures = pairs[0]
    labels = [squeeze(cell.text) for cell in words]
    if len(pairs) > 1 or len(labels) != len(figures) or len(labels) < _FEWEST_AMOUNTS or not all(map(budget_column, labels)):
        return
    span = join_spans([cell.span for cell in figures])
    row = GridRow(tuple(cell.grid_cell for cell in figures), span)
    whole = Span(words[0].span.first, span.last)
    yield Grid(words[0].line, figures[-1].line, "space", tuple((label,) for label in labels), 0, (row,), whole)


def _headless(pairs: Sequence[Pair]) -> Iterator[Grid]:
    """Rows whose figures carry their own units, in groups: a lone figure in front of other rows is the total of a group."""
    rows = [StackedRow(pair.words, pair.figures) for pair in pairs if len(pair.words) == 1 and _is_told(pair.figures)]
    if len(rows) < _FEWEST_LONE or len(rows) < len(pairs) - 1:
        return
    for group in _groups(rows):
        width = max(len(row.figures) for row in group)
        filled = tuple(StackedRow(row.label, (*row.figures, *[None] * (width - len(row.figures)))) for row in group)
        yield _build(Stack((), filled), Heads((), ((),) * width))


def _is_told(figures: Sequence[Stacked]) -> bool:
    """Whether each of some figures says what it counts, or is a dash."""
    return 0 < len(figures) <= _MOST_TOLD and all(cell.text[-1:] not in "0123456789" for cell in figures)


def _groups(rows: Sequence[StackedRow]) -> Iterator[list[StackedRow]]:
    """Rows cut where one figure stands before rows of several: it begins a group."""
    starts = [at for at, row in enumerate(rows) if at and len(row.figures) != len(rows[at - 1].figures) and len(row.figures) == 1]
    for start, end in pairwise((0, *starts, len(rows))):
        yield list(rows[start:end])
