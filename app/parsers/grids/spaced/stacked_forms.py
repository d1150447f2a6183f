"""The forms in which rows stand when every cell has a line of its own.

A row is a label and its figures. The label may stand before or behind them, with an account code between; a first label that is
merged over several rows stands at the first of them alone; a table of one row may have none. Rows that hold words among
their figures come out even: as many cells as the header has labels, figures in the same columns.

Each form takes the words and figures of a run from the left, and says how far it read.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from app.parsers.grids.spaced.cells import Stacked, What
from app.parsers.labels import BLANK_CELLS, BUDGET_COLUMNS, LABEL_COLUMN_WORDS, NON_BUDGET_WORDS, PERCENT_ENDINGS, TOTAL_WORDS, label_key

_FEWEST_ROWS: Final = 2
_MOST_LABELS: Final = 2
_MOST_ROWS: Final = 400  # of a table behind the first of a run
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_LONGEST_NUMBER: Final = 2  # digits of a heading's number
_WIDEST: Final = 16  # columns of a table whose rows hold words among their figures


class Stack(NamedTuple):
    """A table taken apart: the cells of its header and the rows.

    backwards: labels stand behind their figures, if the rows add up so. unnamed: its row has no label.
    rest: the words and figures behind it.
    """

    header: tuple[Stacked, ...]
    rows: tuple["StackedRow", ...]
    backwards: bool = False
    unnamed: bool = False
    rest: tuple["Pair", ...] = ()


class StackedRow(NamedTuple):
    """The cells of a row: its label, with an account code before it perhaps, and its other cells, as many in each row."""

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


def cut_pairs(cells: Sequence[Stacked]) -> list[Pair]:
    """Cells that follow each other as words and what stands behind them."""
    parts = [(wordy, tuple(own)) for wordy, own in groupby(cells, key=lambda cell: cell.what is What.WORDS)]
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
    rows = [StackedRow(pairs[0].words[-1:], pairs[0].figures)]
    for pair in pairs[1:]:
        figures = _without_number(pair.figures, width)
        if len(pair.words) != 1 or len(figures) != width:
            break
        rows.append(StackedRow(pair.words, figures))
    return Stack(pairs[0].words[:-1], tuple(rows), rest=tuple(pairs[len(rows) :])) if len(rows) >= _FEWEST_ROWS else None


def _without_number(figures: Sequence[Stacked], width: int) -> tuple[Stacked, ...]:
    """The figures of a last row without the number of the heading behind it, which blank lines part from them as nothing else."""
    if len(figures) != width + 1 or width < _FEWEST_ROWS or len(figures[-1].text) > _LONGEST_NUMBER:
        return tuple(figures)
    gaps = [after.line - before.line for before, after in pairwise(figures)]
    return tuple(figures[:-1] if gaps[-1] > max(gaps[:-1]) else figures)


def _two_labels(pairs: Sequence[Pair]) -> Stack | None:
    """Two labels, then figures; the first label stands once for all rows that it is merged over."""
    heads = [_heads_rows(cell) for cell in pairs[0].words[:_MOST_LABELS]]
    width = len(pairs[0].figures)
    if heads.count(True) < _MOST_LABELS or len(pairs[0].words) - 2 * _MOST_LABELS < width or not width:
        return None
    rows = [_under_two(pairs[0].words[-_MOST_LABELS:], pairs[0].figures)]
    for pair in pairs[1:]:
        figures = _without_number(pair.figures, width)
        if not 0 < len(pair.words) <= _MOST_LABELS or len(figures) != width:
            break
        rows.append(_under_two(pair.words, figures))
    header = pairs[0].words[:-_MOST_LABELS]
    return Stack(header, tuple(rows), rest=tuple(pairs[len(rows) :])) if len(rows) >= _FEWEST_ROWS else None


def _under_two(words: Sequence[Stacked], figures: Sequence[Stacked]) -> StackedRow:
    """A row under two labels. Of one word alone a total is the first label, any other the second."""
    if len(words) > 1:
        return StackedRow((words[0],), (words[1], *figures))
    if label_key(words[0].text) in TOTAL_WORDS:
        return StackedRow((words[0],), (None, *figures))
    return StackedRow((), (words[0], *figures))


def _heads_rows(cell: Stacked) -> bool:
    return label_key(cell.text) in LABEL_COLUMN_WORDS


def _one_row(pairs: Sequence[Pair]) -> Stack | None:
    """A header and a single row: it has a label where the header begins with what rows are called, none where all words name columns."""
    words, figures = _lone_row(pairs)
    if len(figures) < _FEWEST_ROWS or (len(pairs) > 1 and _is_alike(pairs[1], figures)):
        return None
    rest = tuple(pairs[1:])
    if len(words) == len(figures) + 2 and _heads_rows(words[0]):
        return Stack(words[:-1], (StackedRow(words[-1:], figures),), rest=rest)
    named = len(words) == len(figures) and all(map(_names_column, words))
    if named or _is_total_over_parts(words, figures):
        return Stack(words, (StackedRow((), figures),), unnamed=True, rest=rest)
    return None


def _lone_row(pairs: Sequence[Pair]) -> Pair:
    """The words of a header and the cells of a row: `비예산` is one, the number of the heading behind the table is none."""
    words, figures = pairs[0]
    if words and label_key(words[-1].text) in NON_BUDGET_WORDS:
        words, figures = words[:-1], (words[-1], *figures)
    numbered = len(figures) == len(words) + 1 and len(pairs) > 1 and len(figures[-1].text) <= _LONGEST_NUMBER
    return Pair(words, figures[:-1] if numbered and all(map(_names_column, words)) else figures)


def _is_alike(pair: Pair, figures: Sequence[Stacked]) -> bool:
    """Whether a label and as many figures follow: the first row is not the only one."""
    return len(pair.words) == 1 and len(pair.figures) == len(figures)


def _is_total_over_parts(words: Sequence[Stacked], figures: Sequence[Stacked]) -> bool:
    return len(words) > len(figures) and label_key(words[0].text) in TOTAL_WORDS


def _names_column(cell: Stacked) -> bool:
    key = label_key(cell.text)
    return key in BUDGET_COLUMNS or key.endswith(PERCENT_ENDINGS)


def _by_period(pairs: Sequence[Pair]) -> Stack | None:
    """Rows that hold words among their figures: as many cells as the header, figures always in the same columns. One width alone may do."""
    words = pairs[0].words
    if len(words) <= _FEWEST_ROWS or not _heads_rows(words[0]):
        return None
    cells = [cell for pair in pairs for cell in (*pair.words, *pair.figures)]
    told = {width: rows for width in range(3, min(len(words), _WIDEST) + 1) if len(rows := _even_rows(cells, width)) >= _FEWEST_ROWS}
    if len(told) != 1:
        return None
    width, rows = told.popitem()
    read = tuple(StackedRow(tuple(row[:1]), tuple(row[1:])) for row in rows)
    return Stack(tuple(cells[:width]), read, rest=tuple(cut_pairs(cells[width * (len(rows) + 1) :])))


def _even_rows(cells: Sequence[Stacked], width: int) -> list[Sequence[Stacked]]:
    """The rows of a width below a header of as many cells; [] where no column holds figures, or what is left of a row holds some."""
    kinds: list[What | None] = [None] * width
    rows: list[Sequence[Stacked]] = []
    for start in range(width, len(cells) - width + 1, width):
        row = cells[start : start + width]
        found = [None if cell.text in BLANK_CELLS else cell.what for cell in row]
        if any(kind and known and kind is not known for kind, known in zip(found, kinds, strict=True)):
            break
        kinds = [known or kind for kind, known in zip(found, kinds, strict=True)]
        rows.append(row)
    left = cells[width * (len(rows) + 1) :][:width]
    even = kinds[0] is What.WORDS and What.FIGURE in kinds and not any(cell.what is What.FIGURE for cell in left)
    return rows if even else []


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


Form = Callable[[Sequence[Pair]], Stack | None]
FORMS: Final[tuple[Form, ...]] = (_code_first, _two_labels, _label_first, _label_last, _one_row, _by_period)
BARRED: Final[tuple[Form, ...]] = (_barred,)
_FURTHER: Final[tuple[Form, ...]] = (_two_labels, _label_first, _one_row, _by_period)


def find_further(pairs: Sequence[Pair]) -> Iterator[Stack]:
    """The tables behind the first of a run: each begins where several words follow each other."""
    at = 0
    while at < len(pairs):
        begins = len(pairs[at].words) > _FEWEST_ROWS and pairs[at].figures
        near = pairs[at : at + _MOST_ROWS]
        stack = next((stack for form in _FURTHER if (stack := form(near))), None) if begins else None
        if stack:
            yield stack
        at += max(1, len(near) - len(stack.rest)) if stack else 1


def headed_by_years(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Words and figures whose first figures are years in order below what the rows are called: these are the header's."""
    if len(pairs) < _FEWEST_ROWS or not pairs[0].words or not _heads_rows(pairs[0].words[-1]):
        return pairs
    figures = pairs[0].figures
    if len(figures) < _FEWEST_ROWS or not all(_YEAR.fullmatch(cell.text) for cell in figures):
        return pairs
    if {abs(int(after.text) - int(before.text)) for before, after in pairwise(figures)} != {1}:
        return pairs
    named = tuple(cell._replace(what=What.WORDS) for cell in figures)
    return (Pair((*pairs[0].words, *named, *pairs[1].words), pairs[1].figures), *pairs[2:])


def _usual_width(lengths: Sequence[int]) -> int:
    """The number of figures of a row: the one with the greatest square times rows."""
    counts = Counter(length for length in lengths if length > 0)
    return max(counts, key=lambda length: (length * length * counts[length], length), default=0)
