"""Tables of figures whose columns only blanks separate: a header, perhaps broken over many lines, over rows of figures.

The rows are found first, by their figures; what stands above them, up to the next mark, is the header. How many columns
there are follows from both: the number of figures that rows end in, and the number of labels that the header can make.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.models.span import Span, join_spans
from app.parsers.characters.inline import join_texts
from app.parsers.grids import Grid, GridCell, GridRow, blank_cell
from app.parsers.grids.spaced.header import split_labels, spread_labels, whole_labels
from app.parsers.grids.spaced.labels import share_labels
from app.parsers.grids.spaced.lines import Page, Piece, is_known, names_rows
from app.parsers.grids.spaced.paths import Path, SampledFigures, arrange
from app.parsers.grids.spaced.rows import Draft, Gathered, Gatherer
from app.parsers.labels import (
    LABEL_COLUMN_WORDS,
    NOTE_COLUMN_WORDS,
    TOTAL_WORDS,
    label_key,
)
from app.parsers.lines.lines import Line, squeeze

_SAMPLE: Final = 60  # rows that decide how many columns a table has
_MOST_SAMPLED_LINES: Final = 200
_SUMMED: Final = 12  # rows whose figures say which labels are groups
_MOST_LABEL_COLUMNS: Final = 4
_MOST_HEADER_LINES: Final = 80
_MOST_LABEL_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class _Header:
    """A header taken apart: how many of its labels name a row's label columns, and whether the last names remarks."""

    lines: tuple[int, ...]
    labels: tuple[str, ...]
    leading: int
    noted: bool

    @property
    def values(self) -> tuple[str, ...]:
        return self.labels[self.leading : len(self.labels) - self.noted]


def find_header(page: Page, first: int, last: int) -> tuple[list[int], int] | None:
    """The lines of a header that begins on line `first`, and the first line of the rows below it; None where no row follows."""
    body = next((at for at in range(first, min(last, first + _MOST_HEADER_LINES) + 1) if page.is_row(at) or page.is_figure_alone(at)), None)
    if body is None:
        return None
    body = _label_start(page, first, body, last)
    return [at for at in range(first, body) if page.lines[at].body], body


def read_figures(page: Page, first: int, last: int) -> Grid | None:
    """A table whose header begins on line `first`, or None where no rows of figures fit it."""
    found = find_header(page, first, last)
    if found is None:
        return None
    printed, body = found
    for skipped in range(min(3, len(printed))):
        grid = _read_under(page, printed[skipped:], body, last)
        if grid:
            return grid
    # A word that no table of words knows may begin with one that is known: `주 민 접 수` is one label, not 주민 and 접수.
    whole = whole_labels([page.lines[at].body for at in printed])
    return _read_under(page, printed, body, last, whole) if whole else None


def _read_under(page: Page, printed: Sequence[int], body: int, last: int, whole: Sequence[str] = ()) -> Grid | None:
    labels = list(whole) or split_labels([page.lines[at].body for at in printed])
    if not (any(map(is_known, labels)) or names_rows(label_key(labels[0]))):
        return None
    found = _best_width(page, _take_apart(printed, labels, page, body), body, last)
    if found is None:
        return None
    header, width, gathered = found
    missing = header.leading + width + header.noted - len(labels)
    spread = spread_labels(labels, [page.lines[at].body for at in printed], missing)
    if spread == labels and 0 < missing < header.leading:
        # A word for labels may head figures as well: `부서 | 팀 | 인원` over `총무과 7팀 41명`.
        header = replace(header, leading=header.leading - missing)
    labels = spread
    header = replace(header, labels=tuple(labels))
    # One label more than there are figures names the rows, though none has a label; but a total heads figures, not rows.
    spare = len(labels) - header.noted == width + 1 and label_key(labels[0]) not in TOTAL_WORDS
    counts = header.leading or int(any(draft.label for draft in gathered.rows) or spare)
    values = labels[counts : len(labels) - header.noted]
    named = share_labels(page.lines, gathered.rows, labels[:counts])
    rows = tuple(build_row(page.lines, draft, cells, header.noted) for draft, cells in zip(gathered.rows, named, strict=True))
    paths = _paths(page, header, values, width, _figures(rows, counts, width))
    if paths is None:
        return None
    as_printed = _as_printed([page.lines[at] for at in printed], labels)
    columns = [*((label,) for label in labels[:counts]), *paths, *([(labels[-1],)] if header.noted else [])]
    shown = tuple(tuple(as_printed.get(label, label) for label in path) for path in columns)
    span = Span(page.lines[printed[0]].number, max(row.span.last for row in rows))
    return Grid(printed[0], max(gathered.end, body), "space", shown, counts, rows, span)


def _take_apart(printed: Sequence[int], labels: Sequence[str], page: Page, body: int) -> _Header:
    leading = 0
    while leading < min(_MOST_LABEL_COLUMNS, len(labels) - 1) and (
        label_key(labels[leading]) in LABEL_COLUMN_WORDS or (not leading and names_rows(label_key(labels[0])))
    ):
        leading += 1
    if leading and not page.cut(body).label and page.is_figure_alone(body):
        leading = 0
    noted = len(labels) > leading + 1 and label_key(labels[-1]) in NOTE_COLUMN_WORDS
    return _Header(tuple(printed), tuple(labels), leading, noted)


# --- how many columns ----------------------------------------------------------------------------------------------------


def _best_width(page: Page, header: _Header, body: int, last: int) -> tuple[_Header, int, Gathered] | None:
    """The number of columns whose rows fit the print best; where several do, the one that the header names exactly.

    Dashes may fill a column of remarks; then it is read like a column of figures.
    """
    sample = _sampled(page, header, body, last)
    ranked: list[tuple[bool, int, bool, int, bool, int]] = []
    for noted in dict.fromkeys((header.noted, False)):
        tried = replace(header, noted=noted)
        for width in _widths(page, tried, sample):
            gathered = _gatherer(page, tried, width).gather(sample)
            if gathered.rows:
                named = width == len(tried.values)
                sure = named and gathered.fit > 0 and all(map(is_known, tried.values))
                ranked.append((sure, gathered.fit, named, -abs(width - len(tried.values)), noted, width))
    if not ranked or max(ranked)[1] <= 0:
        return None
    *_, noted, width = max(ranked)
    header = replace(header, noted=noted)
    gathered = _gatherer(page, header, width).gather(_until_repeated(page, header, body, last))
    return (header, width, gathered) if gathered.rows else None


def _gatherer(page: Page, header: _Header, width: int) -> Gatherer:
    return Gatherer(page, width, noted=header.noted, labelled=header.leading > 0 or len(header.labels) - header.noted == width + 1)


def _sampled(page: Page, header: _Header, body: int, last: int) -> list[int]:
    found = []
    rows = 0
    for at in _until_repeated(page, header, body, min(last, body + _MOST_SAMPLED_LINES)):
        if page.lines[at].body:
            found.append(at)
            rows += page.is_row(at)
            if rows >= _SAMPLE:
                break
    return found


def _widths(page: Page, header: _Header, sample: Sequence[int]) -> list[int]:
    """Likely numbers of columns: what most rows have, what the longest has, what the header says."""
    counts = Counter(sum(piece.text[0] != "(" for piece in page.cut(at).figures) for at in sample if page.is_row(at))
    likely = [len(header.values), len(header.labels) - header.noted, len(header.labels) - header.noted - 1]
    likely += [count for count, _ in counts.most_common(2)] + ([max(counts)] if counts else [])
    return [width for width in dict.fromkeys(likely) if width >= 1]


def _until_repeated(page: Page, header: _Header, body: int, last: int) -> Iterator[int]:
    """The lines of the body, up to the place where the header is printed again, or another of as many labels."""
    start = _squeezed(page.lines[header.lines[0]])
    for at in range(body, last + 1):
        line = page.lines[at]
        if (line.body[:1] == start[:1] and _squeezed(line) == start) or page.heads_other(at, header.labels):
            return
        yield at


def _squeezed(line: Line) -> str:
    return line.body.replace(" ", "")


def _label_start(page: Page, first: int, body: int, last: int) -> int:
    """Where the first row's label begins: it may stand above its figures, right below the header."""
    if page.cut(body).label:
        return body
    above = [at for at in range(first, body) if page.lines[at].body]
    if len(above) > 1 and len(page.labels(above[-1])) == 1 and _labels_stand_above(page, body, last):
        return above[-1]
    if label_key(page.labels(first)[0]) in LABEL_COLUMN_WORDS or _next_is_labelled(page, body, last):
        moved = _below_known(page, above)
        return above[-moved] if moved else _below_header(page, above, body)
    return _below_header(page, above, body)


def _below_known(page: Page, above: Sequence[int]) -> int:
    """How many of the lines above the first figures are its label, where all lines over them hold known words alone; 0 where none."""
    known = [all(map(is_known, page.labels(at))) for at in above]
    likely = range(1, min(_MOST_LABEL_LINES, len(above) - 1) + 1)
    return next((moved for moved in likely if all(known[:-moved]) and not _breaks_word(page, above, moved)), 0)


def _below_header(page: Page, above: Sequence[int], body: int) -> int:
    """The first of the lines above the figures that hold no known word, as long as a line over them does; else the figures' own line."""
    start = body
    for count in range(len(above) - 1, 0, -1):
        labels = page.labels(above[count])
        if page.lines[above[count]].body.startswith("(") or any(map(is_known, labels)) or len(labels) > _MOST_LABEL_COLUMNS:
            break
        if not any(is_known(label) for at in above[:count] for label in page.labels(at)):
            break
        start = above[count]
    return start


def _labels_stand_above(page: Page, body: int, last: int) -> bool:
    """Whether below the first figures labels and figures take turns line by line, down to figures: each label is above its figures."""
    lines = [at for at in range(body, min(last, body + _MOST_HEADER_LINES) + 1) if page.lines[at].body]
    figures = [page.is_row(at) and not page.cut(at).label for at in lines]
    turns = next((at for at, (one, other) in enumerate(itertools.pairwise(figures)) if one == other), len(figures) - 1)
    return turns > 1 and figures[turns]


def _breaks_word(page: Page, above: Sequence[int], moved: int) -> bool:
    """Whether a cut would go through a word broken by letters: `합` / `계`."""
    return len(page.lines[above[-moved]].body) == 1 and len(page.lines[above[-moved - 1]].body) == 1


def _next_is_labelled(page: Page, body: int, last: int) -> bool:
    """Whether the row below the first one has a label beside its figures."""
    following = (at for at in range(body + 1, min(last, body + _MOST_HEADER_LINES) + 1) if page.is_row(at))
    return any(page.cut(at).label for at in itertools.islice(following, 2))


# --- what the columns are called ------------------------------------------------------------------------------------------


def _paths(page: Page, header: _Header, values: Sequence[str], width: int, figures: SampledFigures) -> tuple[Path, ...] | None:
    leading = len(header.labels) - header.noted - len(values)
    breaks = [len(split_labels([page.lines[at].body for at in header.lines[: count + 1]])) - leading for count in range(len(header.lines))]
    paths = arrange(values, width, breaks, figures)
    known = sum(map(is_known, header.labels)) or int(header.leading > 0)
    if paths is not None:
        return paths if known else None
    if len(values) < max(1, width - 1) or known * 2 <= len(header.labels):
        return None
    return tuple((values[at],) if at < len(values) else () for at in range(width))


def _as_printed(header: Sequence[Line], labels: Sequence[str]) -> dict[str, str]:
    """Each label with its letters as received: labels were joined of folded pieces, in order and without a letter lost."""
    letters = iter([raw for line in header for raw, folded in zip(line.raw, line.body, strict=True) if not folded.isspace()])
    return {label: "".join(letter if letter.isspace() else next(letters, letter) for letter in label) for label in labels}


def _figures(rows: Sequence[GridRow], labels: int, width: int) -> SampledFigures:
    return SampledFigures([[_number(cell.text) for cell in row.cells[labels : labels + width]] for row in rows[:_SUMMED]])


def _number(text: str) -> float | None:
    match = re.match(r"([△▲Δ]?)\s*([\d,]+(?:\.\d+)?)", text)
    return (-1 if match[1] else 1) * float(match[2].replace(",", "") or 0) if match else None


# --- rows --------------------------------------------------------------------------------------------------------------------


def build_row(lines: Sequence[Line], draft: Draft, labels: Sequence[Sequence[Piece]], noted: bool) -> GridRow:
    """A row as gathered; `labels`: its pieces in each label column, `noted`: whether a column of remarks ends it."""
    span = join_spans([Span(lines[piece.line].number, lines[piece.line].number) for piece in draft.pieces()])
    cells = [join_pieces(lines, label, span, by=" ") for label in labels]
    cells += [join_pieces(lines, cell, span) for cell in draft.cells]
    if noted:
        cells.append(join_pieces(lines, draft.note, span))
    return GridRow(tuple(cells), span)


def join_pieces(lines: Sequence[Line], pieces: Sequence[Piece], place: Span, by: str = "\n") -> GridCell:
    """A cell as received: pieces of one line with the blanks between them, lines joined by `by`; `place` is its row's."""
    if not pieces:
        return blank_cell(place)
    parts = []
    for index in dict.fromkeys(piece.line for piece in pieces):
        here = [piece for piece in pieces if piece.line == index]
        parts.append((by, *lines[index].part(here[0].start, here[-1].end)))
    numbers = [lines[piece.line].number for piece in pieces]
    text, places = join_texts(parts)
    return GridCell(text, Span(min(numbers), max(numbers)), places)


def squeezed_paths(labels: Sequence[str]) -> tuple[Path, ...]:
    """Labels as paths of their own."""
    return tuple((squeeze(label),) for label in labels)
