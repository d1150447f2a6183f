"""Rows of figures out of lines whose columns only blanks separate.

A row's figures stand side by side on one line, or one below the other where a cell was high; brackets behind a figure
(`2,427,784` / `(국 28,000, 시 12,000,` / `구비 2,387,784)`) belong to it. The label stands before the figures, on lines of
its own above them, or wraps around them. A page number may stand in between. What is no row ends the table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.parsers.grids.spaced.alignment import FigureColumns
from app.parsers.grids.spaced.lines import Cut, Page, Piece, cut_pieces
from app.parsers.labels import CONTINUING_ENDINGS
from app.parsers.lines.marks import Style

_SKIPPED: Final = frozenset([Style.BLANK, Style.PAGE])
_ENDING: Final = frozenset([Style.BARE, Style.DASH])
_MOST_BRACKET_LINES: Final = 4
_MOST_LABEL_LINES: Final = 5
_LONGEST_LABEL_LINE: Final = 45


@dataclass(slots=True)
class Draft:
    """A row being gathered."""

    label: list[Piece] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    note: list[Piece] = field(default_factory=list)
    whole: bool = True

    @property
    def line(self) -> int | None:
        """The line of the first figure."""
        return next((piece.line for cell in self.cells for piece in cell), None)

    def pieces(self) -> list[Piece]:
        """All pieces, label first."""
        return [*self.label, *(piece for cell in self.cells for piece in cell), *self.note]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows that were found; `end` is the last line they use, `loose` how many figures fitted into none."""

    rows: tuple[Draft, ...]
    end: int
    loose: int

    @property
    def fit(self) -> int:
        """How well the rows fit the print: figures of rows that begin and end where lines do, less all others."""
        figures = ((sum(map(bool, row.cells)), row.whole) for row in self.rows)
        return sum(count if whole else -count for count, whole in figures) - self.loose


class Gatherer:
    """Gathers rows of `width` figures, line after line.

    noted: a column of remarks ends each row. labelled: a column of labels begins it.
    """

    def __init__(self, page: Page, width: int, *, noted: bool, labelled: bool) -> None:
        self.page = page
        self.width = width
        self.noted = noted
        self.labelled = labelled
        self.rows: list[Draft] = []
        self.draft = Draft()
        self.bracket: list[Piece] = []
        self.label_lines = 0
        self.columns = FigureColumns(page.lines)

    def gather(self, indexes: Iterable[int]) -> Gathered:
        """The rows on these lines, up to the first line that is part of none."""
        for index in indexes:
            if self.page.lines[index].style in _SKIPPED:
                continue
            if not self._add_line(index):
                break
        return self._finish()

    def _add_line(self, index: int) -> bool:
        if self.page.lines[index].style in _ENDING and not self.page.is_row(index):
            return False
        if self.page.is_heading_number(index):
            return False
        pieces = self._close_bracket(list(self.page.pieces(index)), index)
        if not pieces:
            return True
        cut = cut_pieces(pieces)
        if not cut.figures:
            return self._add_words(pieces, index)
        if cut.tail and not self.noted:
            return False
        if cut.tail:
            cut = self._without_remark(cut)
        if cut.label and not self._start_row(list(cut.label)):
            return False
        return self._add_figures(list(cut.figures), fresh=bool(cut.label)) and self._add_tail(list(cut.tail))

    def _without_remark(self, cut: Cut) -> Cut:
        """A remark may begin with a count (`3호점 개소`): more figures than columns, the last of them with a word on it."""
        figures = list(cut.figures)
        moved: list[Piece] = []
        while len(self.draft.cells) % self.width + len(figures) > self.width and figures[-1].text[-1].isalpha():
            moved.insert(0, figures.pop())
        return Cut(cut.label, tuple(figures), (*moved, *cut.tail)) if moved else cut

    def _close_bracket(self, pieces: list[Piece], index: int) -> list[Piece]:
        """Give a bracket that was left open its rest; returns what stands behind it."""
        if self.bracket and index - self.bracket[0].line > 2 * _MOST_BRACKET_LINES:
            self.bracket = []
        while self.bracket and pieces:
            piece = pieces.pop(0)
            self.draft.cells[-1].append(piece)
            if piece.text.endswith(")"):
                self.bracket = []
        return pieces

    def _add_words(self, pieces: list[Piece], index: int) -> bool:
        """A line without figures: more of a bracket, a label, or a remark."""
        if self.draft.cells and pieces[0].text[0] == "(" and self._belongs_to_cell(pieces):
            for piece in pieces:
                self._add_bracket(piece)
            return True
        if not self._close_row():
            return False
        self.label_lines += 1
        if self.label_lines > _MOST_LABEL_LINES or len(self.page.lines[index].body) > _LONGEST_LABEL_LINE:
            return False
        self.draft.label += pieces
        return True

    def _belongs_to_cell(self, pieces: Sequence[Piece]) -> bool:
        return not pieces[0].text.endswith(")") or all(piece.text[0] == "(" for piece in pieces)

    def _start_row(self, words: list[Piece]) -> bool:
        if not self._close_row():
            return False
        self.draft.label += words
        return True

    def _add_figures(self, figures: list[Piece], *, fresh: bool) -> bool:
        count = sum(piece.text[0] != "(" for piece in figures)
        spare = count + len(self.draft.cells) % self.width - self.width
        if spare > 0 and len(self.draft.cells) in (0, self.width) and (fresh or self.draft.label or (self.labelled and spare == 1)):
            figures = self._move_to_label(figures, spare)
        started = False
        for piece in figures:
            if piece.text[0] == "(":
                self._add_bracket(piece)
                continue
            if len(self.draft.cells) == self.width:
                self._push()
                if started:
                    self.draft.whole = self.rows[-1].whole = False
            self.draft.cells.append([piece])
            started = True
        return True

    def _move_to_label(self, figures: list[Piece], spare: int) -> list[Piece]:
        """Figures before those of the columns are part of the label: `3개소`, a running number, a year."""
        if self.draft.cells:
            self._push()
        moved = 0
        while moved < spare:
            piece = figures.pop(0)
            self.draft.label.append(piece)
            moved += piece.text[0] != "("
        return figures

    def _add_bracket(self, piece: Piece) -> None:
        if not self.draft.cells:
            self.draft.label.append(piece)
            return
        self.draft.cells[-1].append(piece)
        if piece.text[0] == "(" and not piece.text.endswith(")"):
            self.bracket = [piece]
        elif piece.text.endswith(")"):
            self.bracket = []

    def _add_tail(self, words: list[Piece]) -> bool:
        if words and len(self.draft.cells) != self.width:
            return False
        self.draft.note += words
        return True

    def _close_row(self) -> bool:
        """Push the row at hand, if there is one; False where it misses figures and does not show where they would stand."""
        if 0 < len(self.draft.cells) < self.width:
            seated = self.columns.seat(self.draft.cells)
            if seated is None:
                return False
            self.draft.cells = seated
        if self.draft.cells:
            self._push()
        return True

    def _push(self) -> None:
        if all(self.draft.cells):
            self.columns.learn(self.draft.cells)
        self.rows.append(self.draft)
        self.draft = Draft()
        self.label_lines = 0

    def _finish(self) -> Gathered:
        """Close the last row, and give a label's second half back to the row whose figures it wrapped around."""
        loose = 0 if self._close_row() else len(self.draft.cells)
        usual = _labels_beside(self.rows)
        after_last = [self.draft] if self.labelled else []
        for before, after in zip(self.rows, [*self.rows[1:], *after_last], strict=False):
            _share_label(before, after, usual=usual)
        end = max((piece.line for row in self.rows[-1:] for piece in row.pieces()), default=-1)
        return Gathered(tuple(self.rows), end, loose)


def _labels_beside(rows: Sequence[Draft]) -> bool:
    """Whether most rows have their label beside their figures."""
    beside = sum(bool(row.label) and row.label[-1].line == row.line for row in rows)
    return 2 * beside > len(rows)


def _share_label(before: Draft, after: Draft, *, usual: bool) -> None:
    """Words between two rows of figures: whole lines of them may still belong to the row above.

    usual: labels mostly stand beside their figures; then a row whose figures stand alone between two lines of words was
    centred between the halves of its label.
    """
    between = [piece for piece in after.label if piece.line != after.line]
    if not before.cells or not between or not _goes_on(before, after, between, usual=usual):
        return
    taken = [piece for piece in between if piece.line == between[0].line]
    before.label += taken
    after.label[:] = [piece for piece in after.label if piece not in taken]


def _goes_on(before: Draft, after: Draft, between: Sequence[Piece], *, usual: bool) -> bool:
    """Whether the label of a row goes on below its figures: it has none beside them, was cut, or stands around them."""
    if not before.label:
        return True
    own = len(after.label) > len(between)
    if not own and after.cells:
        return False
    return _is_cut(before.label) or (usual and own and _is_centred(before, between))


def _is_centred(before: Draft, between: Sequence[Piece]) -> bool:
    above = {piece.line for piece in before.label}
    return before.line not in above and len(above) == 1 and len({piece.line for piece in between}) == 1


def _is_cut(label: Sequence[Piece]) -> bool:
    """Whether a label goes on: it ends in a word that joins, or with an open bracket."""
    text = " ".join(piece.text for piece in label)
    return text.endswith(CONTINUING_ENDINGS) or text.count("(") > text.count(")")
