"""Tables whose columns only blanks separate: where they begin and end.

How they look: a header, perhaps broken over many lines; then rows whose figures stand side by side on one line, or one
below the other when a cell was high. A table begins where a row or a header stands; its header is the text above, up to
the next mark; it ends at the next mark, unit or sentence. A page break may cut it in two and repeat its header.
`spaced_figures` reads tables of figures, `spaced_words` those with columns of words.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models.span import Span, join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.grids import Grid, GridCell, GridRow
from app.parsers.grids.joining import split_side_by_side
from app.parsers.grids.spaced.boxed import read_boxed
from app.parsers.grids.spaced.commas import find_commas
from app.parsers.grids.spaced.figure_tables import read_figures
from app.parsers.grids.spaced.flat import read_flat
from app.parsers.grids.spaced.judged import judge
from app.parsers.grids.spaced.lines import Page, is_known, states_unit
from app.parsers.grids.spaced.stacked import find_stacked
from app.parsers.grids.spaced.unheaded import read_unheaded
from app.parsers.grids.spaced.unlabelled import settle_unlabelled
from app.parsers.grids.spaced.word_tables import find_stacked_duties, read_duties, read_gapped, read_typed
from app.parsers.labels import HEADER_SENTENCE_ENDINGS, LABEL_COLUMN_WORDS, NOTE_COLUMN_WORDS, SITE_CAPTION_ENDINGS, label_key
from app.parsers.lines.lines import Line, trimmed
from app.parsers.lines.marks import Style
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import GROUPED

MAX_HEADER_LINES: Final = 40
_LONGEST_WORD: Final = 70
_LONGEST_HEADER: Final = 120
_MOST_LABEL_LINES: Final = 3
_LARGE: Final = re.compile(GROUPED)
_BREAKS: Final = frozenset([Style.PAGE, Style.UNIT])
_NAMING: Final = LABEL_COLUMN_WORDS - NOTE_COLUMN_WORDS
_BEGINNINGS: Final = frozenset([Style.TEXT, Style.BARE])


def find_spaced(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every grid of blank-separated columns, in reading order; blocks that a page break separated are joined."""
    certain = {grid.first: grid for grid in (*find_stacked(lines), *find_stacked_duties(lines), *find_commas(lines))}
    page = Page(lines, frozenset(certain))
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        joined = certain.get(at) or _read_joined(page, at)
        if not joined and (lines[at].style not in _BEGINNINGS or not _begins(page, at)):
            at += 1
            continue
        grid = joined or _read_at(page, at, grids[-1].last + 1 if grids else 0)
        if grid is None:
            at = _after_run(page, at)
        elif grids and _continues(page, grids[-1], grid):
            grids[-1] = _join(page, grids[-1], grid)
            at = grid.last + 1
        else:
            grids.append(grid)
            at = grid.last + 1
    return tuple(half for grid in grids for half in split_side_by_side(grid))


def _read_joined(page: Page, at: int) -> Grid | None:
    """A table all of whose rows were joined to one line."""
    return read_boxed(page, at) or (read_flat(page, at) if page.lines[at].style in _BEGINNINGS else None)


def _begins(page: Page, at: int) -> bool:
    return page.is_row(at) or page.is_header(at) or page.is_gapped_header(at)


def _after_run(page: Page, at: int) -> int:
    """The first line behind a run of rows that make no table, so that none of them is tried again."""
    at += 1
    while at < len(page.lines) and (not page.lines[at].body or page.is_row(at)):
        at += 1
    return at


def _read_at(page: Page, at: int, floor: int) -> Grid | None:
    gapped = read_gapped(page, at)
    first = _header_start(page, at, floor)
    last = page.stops[first + 1] - 1
    grid = read_duties(page, first) or read_typed(page, first) or _read_labelled(page, at, first, last)
    # A list of figures with wide gaps reads either way; what reads more of it is right, and words are no figures.
    if gapped and (grid is None or _extent(gapped) > _extent(grid) or _names_more(gapped, grid)):
        return gapped
    return grid


def _read_labelled(page: Page, at: int, first: int, last: int) -> Grid | None:
    grid = judge(page, first, last, read_figures(page, first, last))
    return settle_unlabelled(grid) if grid else read_unheaded(page, at)


def _extent(grid: Grid) -> tuple[int, int]:
    """How many rows a grid has, and how many cells that hold something."""
    return len(grid.rows), sum(bool(cell.text) for row in grid.rows for cell in row.cells)


def _names_more(gapped: Grid, grid: Grid) -> bool:
    """Whether wide gaps show more label columns, and words in them: a column that only counts something (`6팀`) names no row."""
    more = range(grid.label_columns, gapped.label_columns)
    return bool(more) and all(any(cell_kind(row.cells[at].text) is not CellKind.VALUE for row in gapped.rows) for at in more)


def _header_start(page: Page, at: int, floor: int) -> int:
    """The first line of the header above `at`: all text up to the next mark, unless it is a sentence."""
    first = at
    for index in range(at, max(floor, at - MAX_HEADER_LINES) - 1, -1):
        line = page.lines[index]
        if line.style is Style.BLANK:
            continue
        if line.style is not Style.TEXT and not (index == at and line.style is Style.BARE):
            break
        if index < at and (not _labelish(line) or page.is_row(index)):
            break
        first = index
    named = [index for index in range(first, at + 1) if page.lines[index].body and label_key(page.labels(index)[0]) in _NAMING]
    if not named:
        return first
    # A header that was broken into one label a line may name several label columns; else the nearest name begins it.
    start = named.pop()
    while (
        named
        and len(page.labels(named[-1])) == 1
        and all(map(is_known, itertools.chain(*(page.labels(index) for index in range(named[-1], start) if page.lines[index].body))))
    ):
        start = named.pop()
    return start


def _labelish(line: Line) -> bool:
    """Whether a line can be a part of a header: short, no sentence, no list of things."""
    if len(line.body) > (_LONGEST_HEADER if " " in line.body else _LONGEST_WORD) or ": " in line.body or states_unit(line.body):
        return False
    if line.body.endswith(HEADER_SENTENCE_ENDINGS) or line.body.replace(" ", "").endswith(SITE_CAPTION_ENDINGS):
        return False
    return not _LARGE.search(line.body)


def _continues(page: Page, before: Grid, after: Grid) -> bool:
    """Whether a block goes on with the one before: the same header, and only a page break and half a label between."""
    if before.paths != after.paths or not any(before.paths):
        return False
    between = [at for at in range(before.last + 1, after.first) if page.lines[at].body and page.lines[at].style not in _BREAKS]
    return not between or (after.label_columns == 1 and _is_label_half(page, before, between))


def _is_label_half(page: Page, before: Grid, between: Sequence[int]) -> bool:
    """Whether the lines between two blocks are the first half of a label whose row the page break cut."""
    page_end = next((at for at in range(before.last + 1, between[-1]) if page.lines[at].style is Style.PAGE), None)
    return (
        page_end is None
        and len(between) <= _MOST_LABEL_LINES
        and all(page.lines[at].style is Style.TEXT and _labelish(page.lines[at]) for at in between)
    )


def _join(page: Page, before: Grid, after: Grid) -> Grid:
    rows = after.rows
    half = [page.lines[at] for at in range(before.last + 1, after.first) if page.lines[at].style is Style.TEXT]
    if half:
        label = rows[0].cells[0]
        span = Span(half[0].number, rows[0].span.last)
        parts = [*((line.raw, line.places) for line in half), (label.text, label.pieces)]
        text, pieces = trimmed(*join_texts((" ", *part) for part in parts))
        whole = GridCell(text, Span(half[0].number, label.span.last), pieces)
        rows = (GridRow((whole, *rows[0].cells[1:]), span), *rows[1:])
    return replace(before, last=after.last, rows=before.rows + rows, span=join_spans((before.span, after.span)))
