"""What speaks against the reading that known words made of a table: then all readings of its header are weighed instead.

Known words read most tables rightly. Where one of these doubts holds they may have taken a caption for a label, a number into a label,
or stopped too early.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from app.parsers.grids import Grid, GridRow
from app.parsers.grids.spaced.deal import Path
from app.parsers.grids.spaced.header import is_ordinal
from app.parsers.grids.spaced.levels import has_levels, lies_flat
from app.parsers.grids.spaced.lines import Page, count_figures, is_known, names_rows
from app.parsers.grids.spaced.promises import Block
from app.parsers.labels import ADDRESS_KEYS, CATEGORY_OF_GRADE, GRADE, NO_FIGURE_WORDS, NOTE_COLUMN_WORDS, label_key
from app.parsers.values.cells import CellKind, cell_kind

_LEAST: Final = -2.0
_SAMPLE: Final = 60
_BRACKET: Final = re.compile(r"\([^()]*\)")


class WordsRead(NamedTuple):
    """A table as the known words read it; `printed`: the lines of its header, `width`: how many figures its rows have."""

    page: Page
    grid: Grid
    printed: Sequence[int]
    width: int

    @property
    def names(self) -> tuple[Path, ...]:
        """What the columns of labels are called."""
        return self.grid.paths[: self.grid.label_columns]

    @property
    def columns(self) -> tuple[Path, ...]:
        """What the columns of figures are called."""
        values = self.grid.paths[self.grid.label_columns :]
        noted = bool(values) and bool(values[-1]) and label_key(values[-1][-1]) in NOTE_COLUMN_WORDS
        return values[:-1] if noted else values

    @property
    def addressed(self) -> bool:
        """Whether a column holds addresses: the number of a house is no figure."""
        return any(label_key(path[-1]) in ADDRESS_KEYS for path in self.names if path)


def is_doubtful(read: WordsRead) -> bool:
    """Whether anything speaks against what the known words read of a table."""
    return any(doubt(read) for doubt in _DOUBTS)


def _leaves_lines_out(read: WordsRead) -> bool:
    """A line of words above the first figures became neither a label of the header nor of the first row."""
    said = (*(label for path in read.grid.paths for label in path), *(cell.text for cell in read.grid.rows[0].cells))
    together = "".join("".join(said).split())
    above = read.page.lines[read.printed[-1]].raw.split()
    return read.grid.first != read.printed[0] or any(word not in together for word in above)


def leaves_words_out(read: WordsRead) -> bool:
    """The header has more letters than its labels have together: a word that comes twice was read once."""
    nodes = {path[:depth] for path in read.grid.paths for depth in range(1, len(path) + 1)}
    lines = (read.page.lines[at] for at in read.printed if at >= read.grid.first)
    header = [line for line in lines if line.last < read.grid.rows[0].span.first]
    return _letters(node[-1] for node in nodes) < _letters(line.body for line in header)


def _letters(texts: Iterable[str]) -> int:
    """How many letters texts have, without blanks."""
    return sum(len("".join(text.split())) for text in texts)


def _lies_flat(read: WordsRead) -> bool:
    """Leaves of groups stand side by side with the labels above them."""
    return lies_flat(read.columns) and has_levels([read.page.labels(at) for at in read.printed])


def _has_lone_leaves(read: WordsRead) -> bool:
    """No group has more than one leaf: what was read as groups rather is labels of several words. A kind of staff may have one grade."""
    grouped = [path for path in read.columns if path[1:]]
    graded = all(GRADE.fullmatch(label_key(path[-1])) or CATEGORY_OF_GRADE.get(path[-1][-1:]) for path in grouped)
    return len({path[:-1] for path in grouped}) == len(grouped) and not graded


def _lacks_columns(read: WordsRead) -> bool:
    """The rows have more figures than columns were found, or a column has no name of its own."""
    columns = read.columns
    return (len(columns) < read.width and not read.addressed) or not all(columns) or len(set(columns)) < len(columns)


def _joins_words(read: WordsRead) -> bool:
    """A label is two words that nobody knows together, or one line has two levels."""
    nested = len(read.printed) == 1 and any(path[1:] for path in read.columns)
    odd = any(path and not names_rows(label_key(path[-1])) and " " in path[-1] for path in read.names)
    return nested or odd or not all(_is_one(path[-1]) for path in read.columns if path)


def _is_one(label: str) -> bool:
    """Whether a label is one: known, or a word with a note or an ordinal (`승소(소취하 등)`, `1차 접종실적`)."""
    words = _BRACKET.sub("", label).split()
    return is_known(label) or len(words) < 2 or (len(words) == 2 and is_ordinal(words[0]))


def _names_remarks(read: WordsRead) -> bool:
    """Figures stand under a word for remarks, or for what rows are called."""
    return any(label_key(label) in NO_FIGURE_WORDS for path in read.columns for label in path)


def _breaks_off(read: WordsRead) -> bool:
    """A row of as many figures follows right below the table."""
    lines = read.page.lines
    below = next((at for at in range(read.grid.last + 1, min(read.grid.last + 3, len(lines))) if lines[at].body), None)
    return below is not None and read.page.is_row(below) and count_figures(read.page.cut(below), noted=False) == read.width


def _swallows_figures(read: WordsRead) -> bool:
    """A label took in a number that stood beside it, or the header of another band."""
    return not read.addressed and any(_is_swollen(row, read.grid.label_columns) for row in read.grid.rows)


def _is_swollen(row: GridRow, labels: int) -> bool:
    words = " ".join(cell.text for cell in row.cells[:labels]).split()
    kinds = [cell_kind(word) for word in words]
    return len(words) > 1 and ((kinds[-1] is CellKind.VALUE and words[-1].isdigit()) or set(kinds) == {CellKind.TIME})


def _breaks_promises(read: WordsRead) -> bool:
    """The rows contradict what the labels promise."""
    first, last = read.grid.label_columns, read.grid.label_columns + len(read.columns)
    rows = read.grid.rows[:_SAMPLE]
    cells = [[cell.text for cell in row.cells[first:last]] for row in rows]
    labels = [" ".join(cell.text for cell in row.cells[:first]) for row in rows]
    return Block(cells, labels).weigh([path[-1] for path in read.columns]) < _LEAST


_DOUBTS: Final[tuple[Callable[[WordsRead], bool], ...]] = (
    _leaves_lines_out,
    leaves_words_out,
    _lies_flat,
    _has_lone_leaves,
    _lacks_columns,
    _joins_words,
    _names_remarks,
    _breaks_off,
    _swallows_figures,
    _breaks_promises,
)
