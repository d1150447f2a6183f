"""Tables whose header the known words do not read for certain: the rows say how many columns there are, the judge what they are called.

What known words read stands where nothing speaks against it. Where words are left over, a number was taken into the labels, a promise is
broken or rows were left out, all readings of the header are weighed (`heads`). Where none is clearly the best, the figures stay unread
with a finding; but this year's amount, last year's and the change are read wherever the rows prove them.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, pairwise
from typing import Final, NamedTuple

from app.models.span import Span
from app.parsers.evidence.relations import Row
from app.parsers.grids import Grid
from app.parsers.grids.spaced.deal import TRIPLE, Heads
from app.parsers.grids.spaced.doubts import WordsRead, is_doubtful, leaves_words_out
from app.parsers.grids.spaced.figure_tables import build_row, find_header, join_pieces
from app.parsers.grids.spaced.header import split_labels
from app.parsers.grids.spaced.heads import labels_of, read_heads
from app.parsers.grids.spaced.lines import Page, Piece, count_figures, is_known
from app.parsers.grids.spaced.lost_groups import read_lost_group
from app.parsers.grids.spaced.positional import read_positions
from app.parsers.grids.spaced.promises import Block
from app.parsers.grids.spaced.rows import Draft, Gatherer
from app.parsers.grids.spaced.shares import attach_share, is_share_line
from app.parsers.grids.spaced.told import told_columns
from app.parsers.grids.spaced.triple import find_triple
from app.parsers.grids.spaced.unheaded import unread_columns
from app.parsers.labels import BUDGET_COLUMNS, NOTE_COLUMN_WORDS, NOTE_LABEL, label_key
from app.parsers.values.cells import CellKind, cell_kind

_LEAST: Final = -2.0
_SAMPLE: Final = 60  # rows that decide how many columns there are
_FEWEST_COLUMNS: Final = 2
_MOST_SAMPLED_LINES: Final = 100
_NEAR: Final = 3  # lines above a header, blank ones among them


class _Rows(NamedTuple):
    """The rows below a header: `noted` where a column of remarks ends them; `shares`: the lines below each that say who pays."""

    drafts: tuple[Draft, ...]
    width: int
    noted: bool
    end: int
    shares: tuple[tuple[int, ...], ...]

    @property
    def labelled(self) -> bool:
        return any(draft.label for draft in self.drafts)

    @property
    def timed(self) -> bool:
        """Whether each row is called by a time."""
        return all(draft.label and _names_time(draft.label) for draft in self.drafts)


def judge(page: Page, first: int, last: int, grid: Grid | None) -> Grid | None:
    """The table below the header that begins on line `first`; `grid` is what the known words read of it."""
    found = find_header(page, first, last)
    if found is None:
        return grid
    printed, body = _whole_header(page, *found, first, last)
    # A page of words and figures has a header on every other line: each is weighed by the first rows below it.
    near = min(last, body + _MOST_SAMPLED_LINES)
    rows = _gather(page, printed, body, near) if printed else None
    if rows is None or (grid and not is_doubtful(WordsRead(page, grid, printed, rows.width))):
        return grid
    told = _weighed(_Case(page, printed, rows, grid, last, _block(page, rows)))
    if told is None and grid is None:
        return None
    rows = rows if near == last else _gather(page, printed, body, last) or rows
    return _build(page, printed[told.heads.skipped], told.heads, rows, told.columns) if told else grid and _refused(page, grid, rows)


class _Case(NamedTuple):
    """A table to be judged: the lines of its header, its first rows, their figures, what known words read, and where it must end."""

    page: Page
    printed: Sequence[int]
    rows: _Rows
    grid: Grid | None
    last: int
    block: Block

    @property
    def words(self) -> list[str]:
        return [self.page.lines[at].body for at in self.printed]


class _Told(NamedTuple):
    """What some columns of the rows are called."""

    heads: Heads
    columns: Sequence[int]


def _weighed(case: _Case) -> _Told | None:
    """What the columns are, by the first of the ways that tells it."""
    ways = (_by_sentence, _by_place, _by_words, _by_lost_group, _by_triple)
    return next((told for tell in ways if (told := tell(case))), None)


def _by_sentence(case: _Case) -> _Told | None:
    lines = case.page.lines
    above = next((at for at in range(case.printed[0] - 1, max(0, case.printed[0] - _NEAR) - 1, -1) if lines[at].body), None)
    places = [*([] if above is None else [above]), *case.printed]
    for count, at in enumerate(places[:-1]):
        heads = told_columns(lines[at].body, [lines[line].body for line in places[count + 1 :]])
        if heads and len(heads.columns) == case.rows.width:
            return _Told(heads._replace(skipped=case.printed.index(places[count + 1])), range(case.rows.width))
    return None


def _by_place(case: _Case) -> _Told | None:
    heads = read_positions(case.page, case.printed, case.rows.drafts)
    # A subtotal promises nothing of columns outside its group, and its place is certain.
    kept = heads and case.block.weigh([" ".join(path) for path in heads.columns]) >= _LEAST
    return _Told(heads, range(case.rows.width)) if heads and kept else None


def _by_words(case: _Case) -> _Told | None:
    # Where known words see no table, one line of figures below some words is none either, unless it adds up.
    lone = not case.grid and len(case.rows.drafts) == 1
    if lone and not any(support.proof > 0 for support in case.block.relations):
        return None
    known = _known_words(case) if len(case.printed) > 1 else None
    heads = read_heads(case.words, case.block, labelled=case.rows.labelled, timed=case.rows.timed, known=known)
    if heads is None:
        return None
    if lone and case.block.weigh([path[-1] for path in heads.columns]) <= 0:
        return None
    return _Told(heads, range(case.rows.width))


def _by_lost_group(case: _Case) -> _Told | None:
    if len(case.printed) < _FEWEST_COLUMNS:
        return None
    upper, leaves = labels_of(case.words[-2]), labels_of(case.words[-1])
    if len(leaves) != case.rows.width:
        return None
    heads = read_lost_group(upper, leaves, case.block.rows, _band_below(case))
    return _Told(heads, range(case.rows.width)) if heads else None


def _band_below(case: _Case) -> Sequence[Row]:
    """The figures of the band below, if it has the same columns and a row for each of this one's; else none."""
    lines = case.page.lines
    near = range(case.rows.end + 1, min(case.last, case.rows.end + _MOST_SAMPLED_LINES) + 1)
    below = [at for at in near if lines[at].body]
    start = next((place for place, at in enumerate(below) if lines[at].body == case.words[-1]), None)
    if start is None or start + 1 >= len(below):
        return ()
    rows = _gather(case.page, below[: start + 1], below[start + 1], near[-1])
    if rows is None or rows.width != case.rows.width or _labels(case.page, rows) != _labels(case.page, case.rows):
        return ()
    return _block(case.page, rows).rows


def _by_triple(case: _Case) -> _Told | None:
    proven = _proven_triple(case.words, case.block.rows)
    return _Told(*proven) if proven else None


def _block(page: Page, rows: _Rows) -> Block:
    cells = [[join_pieces(page.lines, cell, _NOWHERE).text for cell in draft.cells] for draft in rows.drafts[:_SAMPLE]]
    return Block(cells, _labels(page, rows))


def _labels(page: Page, rows: _Rows) -> list[str]:
    return [join_pieces(page.lines, draft.label, _NOWHERE, by=" ").text for draft in rows.drafts[:_SAMPLE]]


_NOWHERE: Final = Span(1, 1)


def _whole_header(page: Page, printed: Sequence[int], body: int, first: int, last: int) -> tuple[list[int], int]:
    """The header and the first line of the rows: all lines above the first figures, where these have a label of their own.

    A line that holds values itself (`기준 0.02ppm 9ppm`) is a row of words, no part of the header.
    """
    figures = next((at for at in range(body, last + 1) if page.is_row(at)), body)
    if figures > body and page.cut(figures).label:
        printed, body = [at for at in range(first, figures) if page.lines[at].body], figures
    return [at for at in printed if not _holds_values(page, at)], body


def _holds_values(page: Page, at: int) -> bool:
    words = page.lines[at].body.split()
    values = sum(word[0].isdigit() and cell_kind(word) is not CellKind.TIME and not is_known(word) for word in words)
    return len(words) > 2 and 2 * values >= len(words)


def _known_words(case: _Case) -> Heads | None:
    """What the known words called the columns, where they found as many and used all words of the header."""
    grid, width = case.grid, case.rows.width
    if grid is None or grid.label_columns > 1 or leaves_words_out(WordsRead(case.page, grid, case.printed, width)):
        return None
    columns = grid.paths[grid.label_columns : grid.label_columns + width]
    if len(columns) < width or not all(columns):
        return None
    return Heads(grid.paths[0] if grid.label_columns else (), columns)


def _names_time(label: Sequence[Piece]) -> bool:
    return len(label) == 1 and (cell_kind(label[0].text) is CellKind.TIME or label[0].text.isdigit())


# --- rows ------------------------------------------------------------------------------------------------------------


def _gather(page: Page, printed: Sequence[int], body: int, last: int) -> _Rows | None:
    """The rows by what most of them have; None where lines of figures are no rows of one width."""
    noted = any(label_key(page.labels(at)[-1]) in NOTE_COLUMN_WORDS for at in printed)
    sample = [at for at in islice(_until_header(page, printed, body, last), _MOST_SAMPLED_LINES) if page.is_row(at)]
    width = usual_width([count_figures(page.cut(at), noted=noted) for at in sample[:_SAMPLE]])
    if width < _FEWEST_COLUMNS:
        return None
    shares: list[int] = []
    lines = _without_shares(page, _until_header(page, printed, body, last), shares)
    gathered = Gatherer(page, width, noted=noted, labelled=any(page.cut(at).label for at in sample)).gather(lines)
    drafts = tuple(draft for draft in gathered.rows if all(draft.cells) and not _is_ragged(draft))
    return _Rows(drafts, width, noted, max([gathered.end, *shares]), _shared(drafts, shares)) if drafts else None


def _without_shares(page: Page, lines: Iterable[int], shares: list[int]) -> Iterator[int]:
    """Lines but for those that only say who pays; these are put to `shares`."""
    for at in lines:
        if is_share_line(page, at):
            shares.append(at)
        else:
            yield at


def _shared(drafts: Sequence[Draft], shares: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The lines of shares below each row, up to the next one; both stand in order of print."""
    starts = [bisect(shares, draft.line or 0) for draft in drafts]
    return tuple(tuple(shares[start:end]) for start, end in pairwise((*starts, len(shares))))


def usual_width(counts: Sequence[int]) -> int:
    """How many columns rows have by the figures they end in: the number with the greatest square times rows."""
    rows = Counter(count for count in counts if count > 0)
    return max(rows, key=lambda width: (width * width * rows[width], width), default=0)


def _is_ragged(draft: Draft) -> bool:
    """Whether a row has a figure more than columns: it was taken for the end of the label."""
    return len(draft.label) > 1 and draft.label[-1].kind is CellKind.VALUE and draft.label[-1].text.isdigit()


def _until_header(page: Page, printed: Sequence[int], body: int, last: int) -> Iterator[int]:
    """The lines of the rows, up to the header of another band: known labels alone, or this header again, with the line above it."""
    header = {page.lines[at].body for at in printed}
    for at in range(body, last + 1):
        below = next((next_at for next_at in range(at, min(at + 3, last + 1)) if next_at > at and page.lines[next_at].body), at)
        if at > body and any(_heads_band(page, line, header) for line in (at, below)) and not page.cut(at).figures:
            return
        yield at


def _heads_band(page: Page, at: int, header: set[str]) -> bool:
    return page.lines[at].body in header or (page.is_header(at) and not page.cut(at).figures)


# --- grids -----------------------------------------------------------------------------------------------------------


def _build(page: Page, first: int, heads: Heads, rows: _Rows, columns: Sequence[int]) -> Grid:
    """A table of some columns of the rows."""
    counts = int(rows.labelled or bool(heads.label))
    built = []
    for draft, shares in zip(rows.drafts, rows.shares, strict=True):
        row = build_row(page.lines, draft, [draft.label] * counts, rows.noted)
        for at in shares:
            pieces = page.pieces(at)
            row = attach_share(row, counts, join_pieces(page.lines, pieces, page.lines[at].span))
        kept = [*range(counts), *(counts + column for column in columns), *range(counts + rows.width, len(row.cells))]
        built.append(row._replace(cells=tuple(row.cells[at] for at in kept)))
    note = [(NOTE_LABEL,)] if rows.noted else []
    span = Span(page.lines[first].number, max(row.span.last for row in built))
    paths = (*([heads.label] * counts), *heads.columns, *note)
    return Grid(first, max(rows.end, first), "space", paths, counts, tuple(built), span)


def _proven_triple(lines: Sequence[str], rows: Sequence[Row]) -> tuple[Heads, tuple[int, ...]] | None:
    """The columns of this year, last year and the change, if the header names all three somewhere and the rows prove which they are."""
    said = "".join("".join(lines).split())
    names = [
        max((word for word, role in BUDGET_COLUMNS.items() if role is wanted and word in said), key=len, default="") for wanted in TRIPLE
    ]
    if not all(names):
        return None
    width = len(rows[0])
    found = {order for columns in combinations(range(width), len(TRIPLE)) if (order := find_triple(rows, None, columns))}
    if len(found) != 1:
        return None
    (order,) = found
    columns = sorted(order)
    head = split_labels(lines[:1])[:1]
    return Heads(tuple(head), tuple((names[order.index(column)],) for column in columns)), tuple(columns)


def _refused(page: Page, grid: Grid, rows: _Rows) -> Grid:
    """A table whose columns stay unread: its labels alone."""
    built = tuple(build_row(page.lines, draft, [draft.label], noted=False) for draft in rows.drafts)
    kept = tuple(row._replace(cells=row.cells[:1]) for row in built)
    return Grid(grid.first, max(grid.last, rows.end), "space", ((),), 1, kept, grid.span, findings=(unread_columns(grid.span),))
