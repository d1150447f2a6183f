"""Tables whose columns only blanks separate.

How they look: a header, perhaps broken over many lines; then rows whose figures stand side by side on one line, or one
below the other when a cell was high. A row's label may fill several lines before its figures, begin beside them and go
on below, or be missing. A cell such as `2,427,784` may be followed by its parts in brackets over the next lines. A dash
holds its column. Where a table also has columns of words (storeys, dates, remarks) a figure is placed by what its
column can hold.

The rows are found first, by their figures; what stands above them, up to the next mark, is the header.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.models.span import Span, join_spans
from app.parsers.grids import Grid, GridCell, GridRow
from app.parsers.grids.cells import CellKind, cell_kind
from app.parsers.grids.spaced_header import KNOWN, Path, Score, arrange, split_labels
from app.parsers.labels import (
    CONTINUING_ENDINGS,
    DATE_COLUMN_WORDS,
    DUTY_COLUMNS,
    LABEL_COLUMN_WORDS,
    NON_BUDGET_WORDS,
    NOTE_COLUMN_WORDS,
    STOREY_COLUMN_WORDS,
    TOTAL_WORDS,
    UNIT_NAME_COLUMNS,
    UNIT_NOTE,
    body_level,
    label_key,
)
from app.parsers.lines import Line, squeeze
from app.parsers.marks import Style

MAX_HEADER_LINES: Final = 40
_FIGURE: Final = re.compile(r"△?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?(?:[가-힣㎡]{1,3})?")
_PIECE: Final = re.compile(r"\([^()]*\)?|[^\s()]+\)*")
_STOREY: Final = re.compile(r"(?:지하|지상|옥탑)\s?\d+(?:[·,]\d+)?층?[~,]?.*|\d+층[~]?")
_DUTY_ROW: Final = re.compile(r"(?P<name>[^○ㅇ◦·\-–]{2,20}?)\s*(?P<duty>[○ㅇ◦·\-–]\s*\S.*)")
_DATE: Final = re.compile(r"\(?'?\d{2,4}[.\-]\s?\d{1,2}[.\-]?\s?\d{0,2}\.?\)?|증축\)|신축\)")
_STOP: Final = frozenset(
    [Style.ROMAN, Style.MARKDOWN, Style.CHAPTER, Style.SQUARE, Style.CIRCLE, Style.TITLE_BOX, Style.NOTE, Style.TAB, Style.PIPE, Style.HTML, Style.DIAMOND, Style.LEADER, Style.CIRCLED, Style.ARROW, Style.DOTTED]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, figure, dash or bracket of a line."""

    text: str
    index: int
    start: int
    end: int
    kind: CellKind


@dataclass(slots=True)
class _Draft:
    """A row being gathered."""

    label: list[Piece] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    note: list[Piece] = field(default_factory=list)

    def pieces(self) -> list[Piece]:
        return [*self.label, *(piece for cell in self.cells for piece in cell), *self.note]


def find_spaced(lines: Sequence[Line]) -> tuple[Grid, ...]:
    """Every grid of blank-separated columns, in reading order."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        grid = _read_at(lines, at, grids[-1].last + 1 if grids else 0)
        if grid:
            grids.append(grid)
            at = grid.last + 1
        else:
            at += 1
    return tuple(grids)


def _read_at(lines: Sequence[Line], at: int, floor: int) -> Grid | None:
    if lines[at].style not in (Style.TEXT, Style.BARE) or UNIT_NOTE.search(lines[at].body) or not _starts_table(lines[at]):
        return None
    first = _header_start(lines, at, floor)
    if first is None:
        return None
    last = _block_end(lines, first)
    return _read_duties(lines, first, last) or _read_typed(lines, first, last) or _read_figures(lines, first, last)


def _pieces(line: Line, index: int) -> list[Piece]:
    pieces = [Piece(match.group(), index, match.start(), match.end(), _kind(match.group())) for match in _PIECE.finditer(line.body)]
    # `비 예 산` stands in the place of an amount.
    for count in range(1, min(4, len(pieces)) + 1):
        if "".join(piece.text for piece in pieces[:count]) in NON_BUDGET_WORDS:
            text = line.body[pieces[0].start : pieces[count - 1].end]
            return [Piece(text, index, pieces[0].start, pieces[count - 1].end, CellKind.VALUE), *pieces[count:]]
    return pieces


def _kind(text: str) -> CellKind:
    if text in ("-", "–", "―", "—"):
        return CellKind.DASH
    if text[0] == "(":
        return CellKind.TEXT
    return CellKind.VALUE if _FIGURE.match(text) and cell_kind(re.sub(r"\(.*$", "", text)) is CellKind.VALUE else CellKind.TEXT


def _figures(pieces: Sequence[Piece]) -> int:
    return sum(piece.kind is not CellKind.TEXT for piece in pieces)


def _is_row(line: Line) -> bool:
    """A line that ends in two figures or more, with at most a short label before them."""
    if line.style not in (Style.TEXT, Style.BARE, Style.RULE):
        return False
    pieces = [piece for piece in _pieces(line, 0) if not piece.text.startswith("(")]
    if all(label_key(piece.text) in KNOWN for piece in pieces):
        return False
    words = [piece for piece in pieces if piece.kind is CellKind.TEXT]
    return (
        _figures(pieces) >= 2
        and any(piece.kind is CellKind.VALUE for piece in pieces)
        and sum(len(word.text) for word in words) <= 30
        and not any("," in word.text or word.text in (":", "~", "/") or word.text.endswith((":", ".")) for word in words)
    )


def _is_header(line: Line) -> bool:
    """A line whose labels are all known words of headers, two of them or more."""
    if line.style is not Style.TEXT or len(line.body) > 80:
        return False
    labels = split_labels([line.body])
    known = sum(label_key(label) in KNOWN for label in labels)
    return known >= 2 and known == len(labels)


def _starts_table(line: Line) -> bool:
    return _is_row(line) or _is_header(line)


def _header_start(lines: Sequence[Line], at: int, floor: int) -> int | None:
    """The first line of the header above `at`: all text up to the next mark, unless it is a sentence."""
    first = at
    for index in range(at, max(floor, at - MAX_HEADER_LINES) - 1, -1):
        line = lines[index]
        if line.style is Style.BLANK:
            continue
        if line.style is not Style.TEXT and not (index == at and line.style is Style.BARE):
            break
        if index < at and (not _labelish(line) or UNIT_NOTE.search(line.body)):
            break
        first = index
    named = [
        index
        for index in range(first, at + 1)
        if lines[index].body and label_key(split_labels([lines[index].body])[0]) in LABEL_COLUMN_WORDS
    ]
    return named[-1] if named and not any(map(_is_row, lines[first : named[-1]])) else first


def _labelish(line: Line) -> bool:
    """Whether a line can be a part of a header: short, no sentence, no list of things."""
    return (
        len(line.body) <= 70
        and not line.body.endswith((".", "함", "음", "됨", ",", "다"))
        and ": " not in line.body
        and not re.search(r"\d{3},\d{3}", line.body)
    )


def _block_end(lines: Sequence[Line], at: int) -> int:
    """The last line before the next mark."""
    last = at
    for index in range(at + 1, len(lines)):
        style = lines[index].style
        if style in _STOP or UNIT_NOTE.search(lines[index].body):
            break
        if style is Style.BARE and not _is_row(lines[index]):
            break
        if style is Style.DASH and not _may_hold_remarks(lines, at, index):
            break
        if style is not Style.BLANK:
            last = index
    return last


def _may_hold_remarks(lines: Sequence[Line], at: int, index: int) -> bool:
    """Dashed lines belong to a table only where its header names a column of remarks."""
    header = "".join(line.body.replace(" ", "") for line in lines[at : min(index, at + 3)])
    return any(word in header for word in NOTE_COLUMN_WORDS) and any(word in header for word in STOREY_COLUMN_WORDS | DATE_COLUMN_WORDS)


# --- tables of figures only ------------------------------------------------------------------------------------------


def _read_figures(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    body = next((index for index in range(first, last + 1) if _is_row(lines[index]) or _only_figure(lines[index])), None)
    if body is None or body == first:
        return None
    body = _label_start(lines, first, body)
    header = [line.body for line in lines[first:body] if line.body]
    if not header:
        return None
    labels = split_labels(header)
    tokens = _tokens(lines, body, last)
    width = _width(lines, body, last, labels)
    if width < 1:
        return None
    noted = len(labels) > width and label_key(labels[-1]) in NOTE_COLUMN_WORDS
    drafts, end = _gather(tokens, width, noted)
    if not drafts:
        return None
    count = int(any(draft.label for draft in drafts) or len(labels) - noted == width + 1)
    values = labels[count : len(labels) - noted]
    rows = tuple(_row(lines, draft, count, noted) for draft in drafts)
    paths = arrange(values, width, _breaks(header, count), _sums(rows, count, width))
    if paths is None:
        if len(values) < max(1, width - 1) or sum(label_key(label) in KNOWN for label in labels) * 2 <= len(labels):
            return None
        paths = tuple((values[at],) if at < len(values) else () for at in range(width))
    printed = _as_printed([line for line in lines[first:body] if line.body], labels)
    paths = tuple(tuple(printed.get(label, label) for label in path) for path in (*paths, *([(labels[-1],)] if noted else [])))
    label_paths: tuple[Path, ...] = ((printed[labels[0]],),) if count else ()
    span = Span(lines[first].number, max(row.span.last for row in rows))
    return Grid(first, max(end, body), "space", label_paths + paths, count, rows, span)


def _as_printed(header: Sequence[Line], labels: Sequence[str]) -> dict[str, str]:
    """Each label with its letters as received: labels were joined of folded pieces, in order and without a letter lost."""
    letters = iter([raw for line in header for raw, folded in zip(line.raw, line.body, strict=True) if not folded.isspace()])
    return {label: "".join(letter if letter.isspace() else next(letters, letter) for letter in label) for label in labels}


def _only_figure(line: Line) -> bool:
    return line.style in (Style.TEXT, Style.ALONE) and bool(re.fullmatch(r"△?[\d,.]+%?(?:\([^()]*\))?", line.body)) and len(line.body) > 2


def _label_start(lines: Sequence[Line], first: int, body: int) -> int:
    """Where the first row's label begins: text right above its figures that no header knows belongs to the row."""
    if _pieces(lines[body], 0)[0].kind is CellKind.TEXT:
        return body
    start = body
    for index in range(body - 1, first, -1):
        line = lines[index]
        if not line.body:
            continue
        labels = split_labels([line.body])
        if line.body.startswith("(") or any(label_key(label) in KNOWN for label in labels) or len(labels) > 4:
            break
        if not any(label_key(label) in KNOWN for other in lines[first:index] if other.body for label in split_labels([other.body])):
            break
        start = index
    return start


def _width(lines: Sequence[Line], body: int, last: int, labels: Sequence[str]) -> int:
    """How many figures a row has: as most lines of figures do; where each stands on its own line, as the header says."""
    counts = [_trailing(_pieces(line, 0)) for line in lines[body : last + 1] if _is_row(line)]
    if counts:
        most = max(dict.fromkeys(counts), key=lambda count: (counts.count(count), count))
        if most >= 2 and (counts.count(most) > 1 or len(counts) == 1):
            return most
        return max(counts)
    notes = sum(label_key(label) in NOTE_COLUMN_WORDS for label in labels)
    return len(labels) - notes - (label_key(labels[0]) in LABEL_COLUMN_WORDS)


def _trailing(pieces: Sequence[Piece]) -> int:
    """The figures of a line, brackets aside."""
    return sum(1 for piece in pieces if piece.kind is not CellKind.TEXT)


def _tokens(lines: Sequence[Line], first: int, last: int) -> list[Piece]:
    """The pieces of the body; a bracket that runs over several lines is one piece."""
    tokens: list[Piece] = []
    for index in range(first, last + 1):
        for piece in _pieces(lines[index], index):
            opened = tokens and tokens[-1].text.startswith("(") and not tokens[-1].text.endswith(")")
            if opened and (index - tokens[-1].index) <= 3:
                tokens[-1] = Piece(f"{tokens[-1].text} {piece.text}", piece.index, tokens[-1].start, piece.end, CellKind.TEXT)
            else:
                tokens.append(piece)
    return tokens


def _gather(tokens: Sequence[Piece], width: int, noted: bool) -> tuple[list[_Draft], int]:
    """Cut the pieces into rows of `width` figures; a bracket belongs to the figure before it. Returns the last line used.

    noted: the table ends in a column of remarks, so words beside a row's last figure belong to that row.
    """
    rows: list[_Draft] = []
    draft = _Draft()
    end = -1
    for token in tokens:
        full = len(draft.cells) == width
        if token.text.startswith("(") and draft.cells:
            draft.cells[-1].append(token)
            end = token.index
        elif noted and full and token.kind is CellKind.TEXT and token.index == draft.cells[-1][-1].index:
            draft.note.append(token)
        elif token.kind is CellKind.TEXT and not full and not draft.cells:
            draft.label.append(token)
        elif token.kind is CellKind.TEXT and full:
            rows.append(draft)
            draft = _Draft([token])
        elif token.kind is CellKind.TEXT:
            return _finish(rows, draft, width, end)
        else:
            if full:
                rows.append(draft)
                draft = _Draft()
            draft.cells.append([token])
            end = token.index
    return _finish(rows, draft, width, end)


def _finish(rows: list[_Draft], draft: _Draft, width: int, end: int) -> tuple[list[_Draft], int]:
    """Close the last row, and give a label's second half back to the row whose figures it wrapped around."""
    if len(draft.cells) == width:
        rows.append(draft)
        draft = _Draft()
    for before, after in zip(rows, [*rows[1:], draft], strict=False):
        _share_label(before, after)
    if rows:
        end = max(end, max(piece.index for piece in rows[-1].pieces()))
    return rows, end


def _share_label(before: _Draft, after: _Draft) -> None:
    """Words between two rows of figures: whole lines of them may still belong to the row above."""
    if not before.cells or not after.label:
        return
    row_line = after.cells[0][0].index if after.cells else None
    between = [piece for piece in after.label if piece.index != row_line]
    own = [piece for piece in after.label if piece.index == row_line]
    if not between or (not own and before.label):
        return
    if before.label and not _is_cut(before.label, between[0]):
        return
    first_line = between[0].index
    taken = [piece for piece in between if piece.index == first_line]
    before.label += taken
    after.label[:] = [piece for piece in after.label if piece not in taken]


def _is_cut(label: Sequence[Piece], following: Piece) -> bool:
    """Whether a label goes on: it ends in a word that joins, or with an open bracket."""
    text = " ".join(piece.text for piece in label)
    return text.endswith(CONTINUING_ENDINGS) or text.count("(") > text.count(")")


def _row(lines: Sequence[Line], draft: _Draft, labels: int, noted: bool) -> GridRow:
    span = join_spans([Span(lines[piece.index].number, lines[piece.index].number) for piece in draft.pieces()])
    cells = [_cell(lines, cell) for cell in draft.cells]
    if labels:
        cells.insert(0, _cell(lines, draft.label, join=" ") if draft.label else GridCell("", span))
    if noted:
        cells.append(_cell(lines, draft.note) if draft.note else GridCell("", span))
    return GridRow(tuple(cells), span)


def _cell(lines: Sequence[Line], pieces: Sequence[Piece], join: str = "\n") -> GridCell:
    """A cell as received: pieces of one line with the blanks between them, lines joined by `join`."""
    if not pieces:
        return GridCell("", Span(1, 1))
    texts = []
    for index in range(_first_index(lines, pieces), pieces[-1].index + 1):
        here = [piece for piece in pieces if piece.index == index]
        if here:
            start = here[0].start if here[0].start < here[-1].end else 0
            texts.append(lines[index].raw[start : here[-1].end])
        elif lines[index].raw and len(pieces) > 1:
            texts.append(lines[index].raw)
    return GridCell(join.join(texts), Span(lines[_first_index(lines, pieces)].number, lines[pieces[-1].index].number))


def _first_index(lines: Sequence[Line], pieces: Sequence[Piece]) -> int:
    """The line where the first piece begins: a bracket over several lines is stored with the line it ends on."""
    first = pieces[0]
    if " " not in first.text:
        return first.index
    opening = first.text.split(" ", 1)[0]
    index = first.index
    while index > 0 and not lines[index].body[first.start :].startswith(opening):
        index -= 1
    return index


def _breaks(header: Sequence[str], labels: int) -> list[int]:
    return [len(split_labels(header[: at + 1])) - labels for at in range(len(header))]


def _sums(rows: Sequence[GridRow], labels: int, width: int) -> Score:
    """Scores an arrangement by the sums among its columns that the figures bear out."""
    figures = [[_number(cell.text) for cell in row.cells[labels : labels + width]] for row in rows[:12]]

    def score(paths: Sequence[Path]) -> float:
        hits = 0.0
        for group, members in _total_columns(paths):
            for row in figures:
                parts = [row[at] for at in members if at < len(row)]
                total = row[group]
                if total is not None and any(part for part in parts if part):
                    hits += 1 if abs(total - sum(part or 0 for part in parts)) < 0.5 else -1
        return hits / max(1, len(figures))

    return score


def _total_columns(paths: Sequence[Path]) -> list[tuple[int, list[int]]]:
    """Columns that should be the sum of others: a group's subtotal, and the grand total of all groups."""
    totals = []
    for at, path in enumerate(paths):
        if label_key(path[-1]) not in TOTAL_WORDS:
            continue
        if len(path) > 1:
            members = [other for other, its in enumerate(paths) if its[0] == path[0] and other != at and len(its) > 1]
        else:
            tops: dict[str, int] = {}
            members = []
            for other, its in enumerate(paths):
                if other == at:
                    continue
                if len(its) == 1 or label_key(its[-1]) in TOTAL_WORDS or not _has_subtotal(paths, its[0]):
                    members.append(other)
                tops[its[0]] = other
        totals.append((at, members))
    return totals


def _has_subtotal(paths: Sequence[Path], group: str) -> bool:
    return any(len(path) > 1 and path[0] == group and label_key(path[-1]) in TOTAL_WORDS for path in paths)


def _number(text: str) -> float | None:
    match = re.match(r"(△?)([\d,]+(?:\.\d+)?)", text)
    return (-1 if match[1] else 1) * float(match[2].replace(",", "")) if match else None


# --- tables that also have columns of words ------------------------------------------------------------------------


def _read_typed(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    """A table whose header names storeys, dates or remarks: each piece goes to a column that can hold it."""
    header = [lines[first].body]
    labels = split_labels(header)
    kinds = [_column_kind(label) for label in labels]
    if "storey" not in kinds and "date" not in kinds:
        return None
    drafts = _gather_typed(lines, first + 1, last, kinds)
    if not drafts:
        return None
    rows = tuple(_typed_row(lines, cells, len(labels)) for cells in drafts)
    span = Span(lines[first].number, max(row.span.last for row in rows))
    return Grid(first, last, "space", tuple((squeeze(label),) for label in labels), 1, rows, span)


def _column_kind(label: str) -> str:
    key = label_key(label)
    if key in STOREY_COLUMN_WORDS:
        return "storey"
    if key in DATE_COLUMN_WORDS:
        return "date"
    if key in NOTE_COLUMN_WORDS:
        return "note"
    return "label" if key in LABEL_COLUMN_WORDS else "number"


def _gather_typed(lines: Sequence[Line], first: int, last: int, kinds: Sequence[str]) -> list[dict[int, list[Piece]]]:
    rows: list[dict[int, list[Piece]]] = []
    numbers = [at for at, kind in enumerate(kinds) if kind == "number"]
    row: dict[int, list[Piece]] = {}
    for index in range(first, last + 1):
        line = lines[index]
        if not line.body:
            continue
        if line.style is Style.DASH:
            _put(row, kinds, "note", _whole(line, index))
            continue
        for piece in _pieces(line, index):
            kind = _typed_kind(piece)
            if kind == "word":
                if any(kinds[at] == "note" for at in row):
                    if _ends_open(row, kinds):
                        _put(row, kinds, "note", piece)
                        continue
                if any(at for at in row if at):
                    rows.append(row)
                    row = {}
                row.setdefault(0, []).append(piece)
            elif kind == "number":
                row.setdefault(-1, []).append(piece)
            else:
                _put(row, kinds, kind, piece)
    rows.append(row)
    return [_place_numbers(row, numbers) for row in rows if any(at for at in row if at)]


def _ends_open(row: dict[int, list[Piece]], kinds: Sequence[str]) -> bool:
    notes = [pieces for at, pieces in row.items() if at > 0 and kinds[at] == "note"]
    return bool(notes) and notes[0][-1].text.endswith((",", "·"))


def _whole(line: Line, index: int) -> Piece:
    return Piece(line.body, index, 0, len(line.body), CellKind.TEXT)


def _typed_kind(piece: Piece) -> str:
    if _DATE.fullmatch(piece.text):
        return "date"
    if _STOREY.fullmatch(piece.text):
        return "storey"
    return "number" if piece.kind is not CellKind.TEXT else "word"


def _put(row: dict[int, list[Piece]], kinds: Sequence[str], kind: str, piece: Piece) -> None:
    column = next((at for at, name in enumerate(kinds) if name == kind), None)
    if column is None:
        column = next((at for at, name in enumerate(kinds) if name == "note"), 0)
    row.setdefault(column, []).append(piece)


def _place_numbers(row: dict[int, list[Piece]], numbers: Sequence[int]) -> dict[int, list[Piece]]:
    """Fewer figures than columns: a merged cell left the first ones blank, so they stand in the last columns."""
    found = row.pop(-1, [])
    for column, piece in zip(numbers[-len(found) :] if found else (), found, strict=False):
        row[column] = [piece]
    return row


def _typed_row(lines: Sequence[Line], cells: dict[int, list[Piece]], width: int) -> GridRow:
    pieces = [piece for column in cells.values() for piece in column]
    span = join_spans([Span(lines[piece.index].number, lines[piece.index].number) for piece in pieces])
    return GridRow(tuple(_cell(lines, cells[at]) if at in cells else GridCell("", span) for at in range(width)), span)


# --- tables of duties ------------------------------------------------------------------------------------------------


def _read_duties(lines: Sequence[Line], first: int, last: int) -> Grid | None:
    """Two columns of words, a body and its duties: each row begins with the body's name, further duties with a mark."""
    labels = split_labels([lines[first].body])
    if len(labels) != 2 or label_key(labels[0]) not in UNIT_NAME_COLUMNS or label_key(labels[1]) not in DUTY_COLUMNS:
        return None
    rows: list[tuple[GridCell, list[int]]] = []
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if not line.body:
            continue
        match = _DUTY_ROW.fullmatch(line.body)
        if match and line.style is Style.TEXT and body_level(match["name"]) is not None:
            rows.append((GridCell(line.raw[: match.end("name")], Span(line.number, line.number)), [index]))
        elif rows and line.style in (Style.CIRCLE, Style.DOT, Style.DASH):
            rows[-1][1].append(index)
        else:
            break
    if not rows:
        return None
    built = tuple(_duty_row(lines, name, indexes) for name, indexes in rows)
    span = Span(lines[first].number, built[-1].span.last)
    return Grid(first, rows[-1][1][-1], "space", tuple((squeeze(label),) for label in labels), 1, built, span)


def _duty_row(lines: Sequence[Line], name: GridCell, indexes: Sequence[int]) -> GridRow:
    span = Span(lines[indexes[0]].number, lines[indexes[-1]].number)
    texts = [lines[indexes[0]].raw[len(name.text) :].strip(), *(lines[index].raw for index in indexes[1:])]
    return GridRow((name, GridCell("\n".join(texts), span)), span)
