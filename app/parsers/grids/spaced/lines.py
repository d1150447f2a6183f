"""Lines of tables whose columns only blanks separate: the words and figures on them, and what each line can be.

A *piece* is a word, a figure, a dash that holds a column, or a bracket. On a row the figures stand at the end, behind the
label; figures within the label (`3개 센터 운영 120 30`) are part of it.

>>> from app.parsers.lines.lines import read_lines
>>> page = Page(read_lines("구 분 계 남 여\\n어린이 3개 반 운영 120 60 60\\n- 6 -"))
>>> page.is_header(0), page.is_row(1), [piece.text for piece in page.cut(1).figures]
(True, True, ['120', '60', '60'])
"""

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from app.parsers.grids.spaced.header import KNOWN, split_labels
from app.parsers.labels import (
    LABEL_COLUMN_WORDS,
    NAME_COLUMN_ENDING,
    NON_BUDGET_WORDS,
    PURE_INCREASE_WORDS,
    SORT_ENDINGS,
    UNIT_LETTER,
    UNIT_NOTE,
    label_key,
)
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.values.cells import CellKind, cell_kind, cut_at_gaps, split_glued
from app.parsers.values.digits import NUMBER

_FIGURE: Final = re.compile(rf"[△\-+]?\s?{NUMBER}%?(?:[가-힣㎡]{{1,3}})?")
_PIECE: Final = re.compile(r"\([^()]*\)?|[^\s()]+\)*")
_SPACED_YEAR: Final = re.compile(r"(?:1 9|2 0) \d \d(?=\s)")
_YEAR: Final = re.compile(r"'?\d{2}|(?:19|20)\d{2}")
_DASHES: Final = frozenset("-–―—")
_NON_BUDGET_LETTERS: Final = frozenset(word[0] for word in NON_BUDGET_WORDS)
_MOST_SYLLABLES: Final = 4  # words that one of NON_BUDGET_WORDS may be padded into
_HAS_VALUE: Final = re.compile(rf"\d|^[{''.join(sorted(_NON_BUDGET_LETTERS))}]")
# A row may begin with the dash of an empty cell.
_STOPS: Final = frozenset(
    [
        Style.ROMAN,
        Style.MARKDOWN,
        Style.CHAPTER,
        Style.SQUARE,
        Style.CIRCLE,
        Style.TITLE_BOX,
        Style.NOTE,
        Style.TAB,
        Style.PIPE,
        Style.HTML,
        Style.DIAMOND,
        Style.LEADER,
        Style.CIRCLED,
        Style.ARROW,
        Style.DOTTED,
        Style.UNIT,
        Style.CAPTION,
    ]
)
_ROW_STYLES: Final = frozenset([Style.TEXT, Style.BARE, Style.ALONE, Style.RULE, Style.DASH])
_ABOVE_NUMBERED: Final = _ROW_STYLES | {Style.CIRCLED}
_LONGEST_LABEL: Final = 40
_NEAR: Final = 4  # lines around one, blank lines among them


class Piece(NamedTuple):
    """A word, figure, dash or bracket: its place among the lines, and from which to which character it stands there."""

    text: str
    line: int
    start: int
    end: int
    kind: CellKind


class Cut(NamedTuple):
    """A line taken apart: the label, the run of figures with their brackets, and the words behind them."""

    label: tuple[Piece, ...]
    figures: tuple[Piece, ...]
    tail: tuple[Piece, ...]


class Page:
    """The lines of a report with what is known of each; everything is found out once, when it is first asked for.

    taken: indexes of lines where tables begin that are read otherwise.
    """

    def __init__(self, lines: Sequence[Line], taken: Collection[int] = ()) -> None:
        self.lines = lines
        self.taken = taken
        self._pieces: dict[int, tuple[Piece, ...]] = {}
        self._rows: dict[int, bool] = {}
        self._labels: dict[int, tuple[str, ...]] = {}

    def pieces(self, at: int) -> tuple[Piece, ...]:
        """The pieces of a line."""
        if at not in self._pieces:
            pieces = read_pieces(self.lines[at].body, at)
            self._pieces[at] = self._with_year(at, pieces) if self._begins_with_year(at) else pieces
        return self._pieces[at]

    def _begins_with_year(self, at: int) -> bool:
        """Whether a line begins with a year whose digits stand apart (`2 0 0 6`): so does a line beside it."""
        if not _SPACED_YEAR.match(self.lines[at].body):
            return False
        near = (other for other in range(max(0, at - 2), min(len(self.lines), at + 3)) if other != at)
        return any(_SPACED_YEAR.match(self.lines[other].body) for other in near)

    def _with_year(self, at: int, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
        first, last, rest = pieces[0], pieces[3], pieces[4:]
        return (Piece(self.lines[at].body[first.start : last.end].replace(" ", ""), at, first.start, last.end, CellKind.TEXT), *rest)

    def labels(self, at: int) -> tuple[str, ...]:
        """The labels of a line, as if it were a header."""
        if at not in self._labels:
            self._labels[at] = tuple(split_labels([self.lines[at].body]))
        return self._labels[at]

    @cached_property
    def stops(self) -> list[int]:
        """For each line the next one, itself included, that no table goes on over: a mark, a unit, a row of another layout."""
        stops = [len(self.lines)] * (len(self.lines) + 1)
        for at in range(len(self.lines) - 1, -1, -1):
            line = self.lines[at]
            stopped = (line.style in _STOPS and not self.numbers_row(at)) or at in self.taken or states_unit(line.body)
            stops[at] = at if stopped else stops[at + 1]
        return stops

    def cut(self, at: int) -> Cut:
        """A line taken apart at its last run of figures."""
        return cut_pieces(self.pieces(at))

    def is_row(self, at: int) -> bool:
        """Whether a line ends in two figures or more, with at most a short label before them."""
        if at not in self._rows:
            self._rows[at] = self._looks_like_row(at)
        return self._rows[at]

    def _looks_like_row(self, at: int) -> bool:
        line = self.lines[at]
        if not self._may_be_row(at) or not _HAS_VALUE.search(line.body) or states_unit(line.body):
            return False
        cut = self.cut(at)
        if line.style is Style.DASH and (cut.label or cut.tail):
            return False
        figures = [piece for piece in cut.figures if piece.text[0] != "("]
        if len(figures) < 2 or all(piece.kind is CellKind.DASH for piece in figures) or len(cut.tail) > 8:
            return False
        if all(_YEAR.fullmatch(piece.text) for piece in figures) and self.labels(at)[0] in LABEL_COLUMN_WORDS:
            return False
        return _are_words_of_row(cut)

    def _may_be_row(self, at: int) -> bool:
        return self.lines[at].style in _ROW_STYLES or self.numbers_row(at)

    def numbers_row(self, at: int) -> bool:
        """Whether the circled number of a line is that of a row (`① 이웃 시 평균 120명 30명`): right below one of as many figures."""
        if self.lines[at].style is not Style.CIRCLED or not at or self.lines[at - 1].style not in _ABOVE_NUMBERED:
            return False
        above, here = (count_figures(self.cut(line), noted=False) for line in (at - 1, at))
        return above == here > 1

    def is_header(self, at: int) -> bool:
        """Whether a line holds two labels or more, all of them known words of headers or times."""
        line = self.lines[at]
        if line.style is not Style.TEXT or len(line.body) > 80 or states_unit(line.body):
            return False
        labels = self.labels(at)
        return len(labels) > 1 and all(is_known(label) for label in labels)

    def heads_other(self, at: int, above: Sequence[str]) -> bool:
        """Whether a line among rows is the header of another table, over a row with its own label.

        Its first label is one for labels; it has as many as the header `above`, or begins as that does.
        """
        labels = self.labels(at)
        if self.lines[at].style is not Style.TEXT or not _heads_like(labels, above):
            return False
        below = next((other for other in range(at + 1, min(at + 3, len(self.lines))) if self.lines[other].body), None)
        return not self.cut(at).figures and below is not None and self.is_row(below) and bool(self.cut(below).label)

    def is_gapped_header(self, at: int) -> bool:
        """Whether a line names columns that stand two blanks or more apart, the first of them by a word for labels."""
        line = self.lines[at]
        if line.style is not Style.TEXT or "  " not in line.body or len(line.body) > 160:
            return False
        labels = cut_at_gaps(line.body)
        single = sum(len(label) == 1 for label in labels)
        return len(labels) > 1 and names_rows(label_key(labels[0])) and 2 * single < len(labels)

    def is_figure_alone(self, at: int) -> bool:
        """Whether a line is nothing but one figure of two digits or more."""
        line = self.lines[at]
        return line.style in (Style.TEXT, Style.ALONE) and len(line.body) > 2 and bool(_ALONE.fullmatch(line.body))

    def is_heading_number(self, at: int) -> bool:
        """Whether a lone number stands between a row of figures and words: it numbers the heading whose title follows."""
        if self.lines[at].style is not Style.ALONE:
            return False
        near = range(max(0, at - _NEAR), min(len(self.lines), at + _NEAR + 1))
        before = next((other for other in reversed(near) if other < at and self.lines[other].body), None)
        after = next((other for other in near if other > at and self.lines[other].body), None)
        return before is not None and after is not None and self.is_row(before) and not self.cut(after).figures


def count_figures(cut: Cut, *, noted: bool) -> int:
    """How many figures a line ends in; where remarks end the rows, one may begin with a figure of its own (`3호점 개소`)."""
    figures = [piece for piece in cut.figures if piece.text[0] != "("]
    while noted and cut.tail and figures and figures[-1].text[-1].isalpha():
        figures.pop()
    return len(figures)


def _heads_like(labels: Sequence[str], above: Sequence[str]) -> bool:
    """Whether labels can be a header as the one above: the first is one for labels, and they are as many or begin with the same."""
    named = len(labels) > 1 and names_rows(label_key(labels[0]))
    return named and (len(labels) == len(above) or label_key(labels[0]) == label_key(above[0]))


def _are_words_of_row(cut: Cut) -> bool:
    """Whether what stands around the figures of a line is short, and its label no beginning of a sentence or list."""
    words = [piece.text for piece in cut.label]
    if sum(map(len, words)) > _LONGEST_LABEL or sum(len(piece.text) for piece in cut.tail) > _LONGEST_LABEL:
        return False
    # `3만 ~ 5만 평균` is a label.
    ranges = sum(before[0].isdigit() for before, sign in pairwise(words) if sign == "~")
    return words.count("~") == ranges and not any(word == "/" or word.endswith((":", ".", ",")) for word in words)


def names_rows(key: str) -> bool:
    """Whether a label stands over what the rows are called: `구분`, `장비명`, `기종별`."""
    return key in LABEL_COLUMN_WORDS or (len(key) > 1 and key.endswith(_NAMING_ENDINGS))


_NAMING_ENDINGS: Final = (NAME_COLUMN_ENDING, *SORT_ENDINGS)


_ALONE: Final = re.compile(r"△?[\d,.]+%?(?:\([^()]*\))?")


def states_unit(body: str) -> bool:
    """Whether a line states the unit of a table."""
    return UNIT_LETTER in body and bool(UNIT_NOTE.search(body))


def is_known(label: str) -> bool:
    """Whether a label is a word that headers use, or a year."""
    return label_key(label) in KNOWN or (label[:1] in "'0123456789" and cell_kind(label) is CellKind.TIME)


def read_pieces(body: str, index: int) -> tuple[Piece, ...]:
    """The pieces of a folded line; `비 예 산` stands in the place of an amount."""
    pieces: list[Piece] = []
    for match in _PIECE.finditer(body):
        at = match.start()
        for part in split_glued(match.group()):
            glued = part in _DASHES and (body[at - 1 : at].strip() or body[at + 1 : at + 2].strip())
            pieces.append(Piece(part, index, at, at + len(part), CellKind.TEXT if glued and at else _kind(part)))
            at += len(part)
    start, end = _non_budget(pieces)
    if end:
        first, last = pieces[start], pieces[end - 1]
        pieces[start:end] = [Piece(body[first.start : last.end], index, first.start, last.end, CellKind.VALUE)]
    return tuple(pieces)


def _non_budget(pieces: Sequence[Piece]) -> tuple[int, int]:
    """From which to which piece a line says that no budget is needed: at its beginning, or before figures; (0, 0) if nowhere."""
    figures = len(pieces)
    while figures and (_is_figure(pieces[figures - 1]) or pieces[figures - 1].text[0] == "("):
        figures -= 1
    for start, piece in enumerate(pieces):
        if piece.text[0] not in _NON_BUDGET_LETTERS:
            continue
        for end in range(start + 1, min(start + _MOST_SYLLABLES, len(pieces)) + 1):
            behind = figures <= end < len(pieces)  # nothing but figures stands behind the words
            if (behind or not start) and "".join(one.text for one in pieces[start:end]) in NON_BUDGET_WORDS:
                return start, end
    return 0, 0


def _kind(text: str) -> CellKind:
    if text in _DASHES:
        return CellKind.DASH
    if text in PURE_INCREASE_WORDS:
        return CellKind.VALUE
    if not (text[0].isdigit() or text[0] in "△-+"):
        return CellKind.TEXT
    return CellKind.VALUE if _FIGURE.match(text) and cell_kind(text.split("(", 1)[0]) is CellKind.VALUE else CellKind.TEXT


def cut_pieces(pieces: Sequence[Piece]) -> Cut:
    """Take a line's pieces apart: the last run of figures, what stands before it and what stands behind."""
    end = len(pieces)
    while end and not _is_figure(pieces[end - 1]):
        end -= 1
    while end < len(pieces) and pieces[end].text[0] == "(" and not (pieces[end + 1 :] and pieces[end + 1].start == pieces[end].end):
        end += 1
    start = end
    while start and (_is_figure(pieces[start - 1]) or pieces[start - 1].text[0] == "("):
        start -= 1
    while start < end and pieces[start].text[0] == "(" and start:
        start += 1  # a bracket behind the label belongs to the label
    return Cut(tuple(pieces[:start]), tuple(pieces[start:end]), tuple(pieces[end:]))


def _is_figure(piece: Piece) -> bool:
    return piece.kind is not CellKind.TEXT
