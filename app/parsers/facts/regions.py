"""Parts of the print whose numbers name and order things: labels and headers of tables, numbers of headings, pages.

A header or label may hold figures all the same, where rows were taken for a header: numbers in thousands, with decimals or an
amount of money. Those are never dismissed for where they stand.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from app.models.span import Span
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.grids import Grid
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.places.half_read import Reading
from app.parsers.values.spans import Spans
from app.parsers.values.tokens import Number, find_numbers

_TO_THE_END: Final = 10**9


_WORD: Final = re.compile("[가-힣A-Za-z]+")
LEAST_BARE: Final = 2
_LETTER: Final = re.compile("[가-힣A-Za-z]")


class Regions:
    """Which characters of which lines are labels of tables, and which are layout."""

    def __init__(self, reading: Reading) -> None:
        labels = [span for table in reading.tables for span in _label_spans(table.grid, reading.received)]
        self._labels = _by_line(labels)
        self._named = _named_by_line(reading)
        self._layout = _by_line([*_layout_spans(reading), *(span for line in reading.lines for span in _marker_spans(line))])

    def is_label(self, line: int, start: int, end: int, digits: str) -> bool:
        """Whether digits of a line belong to the header or to a row's label of a table."""
        named = line in self._named and digits in self._named[line]
        return named or (line in self._labels and self._labels[line].touch(start, end))

    def is_layout(self, line: int, start: int, end: int) -> bool:
        """Whether characters of a line number a heading, an item or a page, or list the contents."""
        return line in self._layout and self._layout[line].touch(start, end)


def _named_by_line(reading: Reading) -> dict[int, set[str]]:
    """The numbers in the labels of rows whose cells have no place of their own."""
    found: dict[int, set[str]] = defaultdict(set)
    for table in reading.tables:
        for row in table.grid.rows:
            for cell in row.cells[: table.grid.label_columns]:
                if cell.span == row.span and DIGIT.search(cell.text):
                    text = fold(cell.text)
                    named = () if _is_row(text) else find_numbers(text)
                    digits = {text[number.first : number.last] for number in named if not _ends_label(text, number)}
                    for line in range(row.span.first, row.span.last + 1):
                        found[line] |= digits
    return found


def _is_row(text: str) -> bool:
    """Whether a line or label has more bare numbers than words: figures that were taken for a header or a label."""
    bare = sum(number.unit is None and not number.chained for number in find_numbers(text))
    return bare >= LEAST_BARE and bare > len(_WORD.findall(text))


def _ends_label(text: str, number: Number) -> bool:
    """Whether a bare number stands behind the words of a label: a figure that was taken for a part of it."""
    return number.unit is None and number.last == len(text.rstrip()) and text[: number.first].endswith(" ")


def _by_line(spans: list[Span]) -> dict[int, Spans]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in spans:
        for line in range(span.first, span.last + 1):
            start = span.start if span.start is not None and line == span.first else 0
            end = span.end if span.end is not None and line == span.last else _TO_THE_END
            found[line].append((start, end))
    return {line: Spans(stretches) for line, stretches in found.items()}


def _label_spans(grid: Grid, received: Sequence[str]) -> Iterator[Span]:
    for row in grid.header:
        yield row.span
    for row in grid.rows:
        yield from (cell.span for cell in row.cells[: grid.label_columns] if cell.text and cell.span != row.span)
    rows = {line for row in grid.rows for line in range(row.span.first, row.span.last + 1)}
    narrow = grid.span.start is not None
    for line in range(grid.span.first, grid.span.last + 1):
        if line not in rows and not narrow and not _is_row(fold(received[line - 1])):
            yield Span(line, line)


def _layout_spans(reading: Reading) -> Iterator[Span]:
    for place in reading.places:
        # A number alone on its line, over the title that it numbers.
        yield from (reading.lines[at].span for at in place.part.heading_lines if not reading.lines[at].mark.rest)
        for unit in place.units:
            if unit.kind == "layout" and unit.lines[0].style is not Style.UNIT:
                yield from (line.span for line in unit.lines)


def _marker_spans(line: Line) -> Iterator[Span]:
    """The marker before an item or a heading, where it holds a number."""
    if line.mark.number and _LETTER.search(line.mark.rest):
        offset = line.body.rfind(line.mark.rest)
        if offset > 0:
            yield Span(line.number, line.number, line.start, line.start + offset)
