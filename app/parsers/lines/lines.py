"""The lines of a report, and the rows of cells that some of them are.

from app.parsers.labels import ITEM_LETTERS
A *line* is what was received between two line ends. What the rules read are *logical lines*: mostly the same, but an
HTML line is unfolded into its headings, items, paragraphs and table rows (`app/parsers/lines/markup.py`), so several logical
lines may stand on one printed line, and one logical line may run over several. Each knows where it was printed.

>>> [line.body for line in read_lines("１ 조 직\\n\\n　○ 총무팀")]
['1 조 직', '', '○ 총무팀']
>>> squeeze("예 산 현 황"), squeeze("I. 일 반 현 황"), squeeze("마음 편히 일 할 수 있도록"), squeeze("2 0 3 1")
('예산현황', 'I. 일반현황', '마음 편히 일 할 수 있도록', '2031')
>>> unpad("총 무 팀 인사팀")
'총무팀 인사팀'
>>> [cell.text for cell in read_lines("| 구분 | 2023년 |")[0].cells]
['구분', '2023년']
"""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from app.models.span import Span, Spots
from app.parsers.characters.inline import MARKUP_SIGN, Pieces, cut_pieces, locate, take_markup
from app.parsers.characters.normalise import fold, split_lines
from app.parsers.labels import ITEM_LETTERS
from app.parsers.lines.marks import BOLD, Mark, Style, as_heading, read_mark

_PADDED: Final = re.compile(r"(?<![^\s(\[<〈【·/])(?:[가-힣] +)+[가-힣](?![^\s)\]>〉】:,·(/])")
_PADDED_YEAR: Final = re.compile(r"(?:1 9|2 0) \d \d")
_LONG_WORD: Final = re.compile(r"[가-힣]{2}")
_BLANKS: Final = re.compile(r"\s+")
_ALL_BOLD: Final = re.compile(r"\*\*[^*]+\*\*")
_FENCE: Final = "```"
_HASHES: Final = re.compile(r"(?P<hashes>#{1,6})\s+")


class PrintedCell(NamedTuple):
    """A cell of a row: `text` as received without outer blanks, and where it stands.

    number, start: the printed line it begins on, and at which character. last, end: where it ends (last 0: on that line).
    head: whether HTML calls it a header cell.
    pieces: where the parts of `text` were printed, if they do not simply follow each other from `start` on.
    """

    text: str
    number: int
    start: int
    end: int
    head: bool = False
    last: int = 0
    pieces: Pieces = ()

    @property
    def span(self) -> Span:
        """Where the cell stands, to the character."""
        return Span(self.number, self.last or self.number, self.start, self.end)


class Line(NamedTuple):
    """One logical line.

    number, last: the printed lines it stands on, from 1.
    raw, body: as received, and folded; both without outer blanks and markup, and equally long.
    indent: the blanks before it. start, end: where it begins within line `number` and ends within line `last`.
    cells: the cells if it is a row of a table (tab, pipe or HTML), else empty. table: tells HTML tables apart.
    narrow: whether it is only a part of its printed lines.
    pieces: where the parts of `raw` were printed, if markup was taken out of it.
    """

    number: int
    last: int
    raw: str
    body: str
    indent: int
    start: int
    end: int
    mark: Mark
    cells: tuple[PrintedCell, ...] = ()
    layout: Literal["tab", "space", "pipe", "html", "flat"] = "space"
    narrow: bool = False
    table: int = 0
    pieces: Pieces = ()

    @property
    def span(self) -> Span:
        """Where the line stands; to the character when it is a part of a longer printed line."""
        if self.narrow:
            return Span(self.number, self.last, self.start, self.end)
        return Span(self.number, self.last)

    @property
    def places(self) -> Pieces:
        """Where the parts of `raw` were printed."""
        return self.pieces or ((0, self.number, self.start),)

    def at(self, first: int, last: int) -> Spots:
        """Where the letters of `raw` from `first` to `last` are printed."""
        return locate(self.raw, self.places, first, last)

    def part(self, first: int, last: int) -> tuple[str, Pieces]:
        """The letters of `raw` from `first` to `last`, and where they were printed."""
        return self.raw[first:last], cut_pieces(self.places, first, last)

    @property
    def style(self) -> Style:
        """The proposed form of the line."""
        return self.mark.style

    def printed_rest(self) -> str:
        """The text after the marker, as received."""
        offset = self.body.rfind(self.mark.rest) if self.mark.rest else -1
        return self.raw[offset : offset + len(self.mark.rest)].strip() if offset >= 0 else self.mark.rest


def read_lines(text: str) -> tuple[Line, ...]:
    """One Line for each line received, never more or fewer."""
    lines: list[Line] = []
    for number, received in enumerate(split_lines(text), 1):
        line = read_line(received, number)
        lines.append(_blank_row(line, received) if _fills_row(line, received, lines) else line)
    return tuple(_without_fences(lines))


def _without_fences(lines: list[Line]) -> list[Line]:
    """Fences of code draw nothing, and what stands between two of them has no headings: `# …` is a remark there."""
    fences = [at for at, line in enumerate(lines) if line.body.startswith(_FENCE)]
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        for at in (first, last):
            lines[at] = lines[at]._replace(mark=Mark(Style.RULE, None, None, lines[at].body))
        for at in range(first + 1, last):
            if lines[at].mark.level:
                lines[at] = lines[at]._replace(mark=Mark(Style.TEXT, None, None, lines[at].body))
    return lines


def _fills_row(line: Line, received: str, above: Sequence[Line]) -> bool:
    """Whether the tabs behind a text are the blank cells of a row: just as many as the row above it has."""
    if not above or above[-1].layout != "tab" or line.cells or "\t" not in received:
        return False
    return line.style is not Style.UNIT and len(above[-1].cells) == received.count("\t") + 1


def _blank_row(line: Line, received: str) -> Line:
    mark = Mark(Style.TAB, None, None, line.body) if line.body else _BLANK
    return line._replace(mark=mark, cells=_tab_cells(received, line.number), layout="tab", pieces=())


def read_line(received: str, number: int) -> Line:
    """The logical line that a printed line is, before HTML is unfolded."""
    folded = fold(received)
    body = folded.strip()
    if not body:
        return Line(number, number, "", "", 0, 0, 0, _BLANK)
    indent = len(folded) - len(folded.lstrip())
    end = indent + len(body)
    if ("\t" in body or "\t" in folded[:indent]) and not _tabbed_note(body):
        return Line(
            number,
            number,
            received[indent:end],
            body,
            indent,
            indent,
            end,
            Mark(Style.TAB, None, None, body),
            _tab_cells(received, number),
            "tab",
        )
    if body[0] == "|" and body.count("|") > 1:
        line = Line(number, number, received[indent:end], body, indent, indent, end, read_mark(body))
        return line._replace(cells=_pipe_cells(line), layout="pipe")
    return shown_line(received, number, indent, end)


def shown_line(received: str, number: int, first: int, last: int) -> Line:
    """A line of running text that fills a printed line from character `first` to `last`, without its markup."""
    raw = received[first:last]
    pieces: Pieces = ()
    level = 0
    at = first
    if raw[0] == "#" and (hashes := _HASHES.match(raw)):
        level, at = len(hashes["hashes"]), first + hashes.end()
        raw = received[at:last].rstrip("#").rstrip()
    if raw.startswith("> "):
        at += len(raw) - len(raw[2:].lstrip())
        raw = raw[2:].lstrip()
    if not level and raw.startswith("**") and _ALL_BOLD.fullmatch(raw):
        level = BOLD
    if MARKUP_SIGN.search(raw):
        raw, pieces = trimmed(*take_markup(raw, number, at))
    elif at > first:
        pieces = ((0, number, at),)
    body = fold(raw).replace("\t", " ")
    if not body.strip("#"):
        # Nothing but markup: it draws no letter, but the line has to be accounted for.
        raw = received[first:last]
        return Line(number, number, raw, fold(raw), first, first, last, Mark(Style.RULE, None, None, raw))
    mark = read_mark(body)
    if level and (level < BOLD or mark.style is Style.TEXT):
        mark = as_heading(mark, level)
    return Line(number, number, raw, body, first, first, last, mark, pieces=pieces)


def trimmed(text: str, pieces: Pieces) -> tuple[str, Pieces]:
    """A text without outer blanks, and its pieces."""
    folded = fold(text)
    lead = len(folded) - len(folded.lstrip())
    kept = text[lead : lead + len(folded.strip())]
    return kept, cut_pieces(pieces, lead, lead + len(kept)) if pieces else ()


_BLANK: Final = read_mark("")
# A heading, item or nothing before the tabs, and nothing but the unit behind them.
_TABBED_NOTE: Final = re.compile(rf"(?:[□■○ㅇ●◦◇◆❍▢☐※<【\[〈(]|\d{{1,2}}\.|[IVXⅠ-Ⅻ]+\.|[{ITEM_LETTERS}]\.)?[^\t]*\t+(?P<note>\([^()\t]*\))")


def _tabbed_note(body: str) -> bool:
    """Whether tabs only push a unit to the right of the page: they part no cells then."""
    if not body.endswith(")"):
        return False
    if "\t" not in body:
        return read_mark(body).style is Style.UNIT
    match = _TABBED_NOTE.fullmatch(body)
    return match is not None and read_mark(match["note"]).style is Style.UNIT


def _tab_cells(received: str, number: int) -> tuple[PrintedCell, ...]:
    cells, at = [], 0
    for piece in received.split("\t"):
        cells.append(cut_cell(piece, number, at))
        at += len(piece) + 1
    return tuple(cells)


def _pipe_cells(line: Line) -> tuple[PrintedCell, ...]:
    inner = line.raw.removeprefix("|")
    at = line.start + len(line.raw) - len(inner)
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = []
    for piece in re.split(r"(?<!\\)\|", inner):
        cells.append(cut_cell(piece, line.number, at))
        at += len(piece) + 1
    return tuple(cells)


def cut_cell(piece: str, number: int, at: int) -> PrintedCell:
    """A cell without outer blanks, and without the stars of a cell that is bold as a whole."""
    text = piece.strip()
    start = at + (len(piece) - len(piece.lstrip()) if text else 0)
    if len(text) > 4 and text.startswith("**") and text.endswith("**"):
        inner = text[2:-2].strip()
        start += text.index(inner) if inner else 0
        text = inner
    return PrintedCell(text, number, start, start + len(text))


def squeeze(text: str) -> str:
    """Take out the blanks between the letters of a padded text (`예 산 현 황`); fold other runs of blanks to one.

    Only a text all of whose Korean words are single letters is padded: one-letter words do stand in sentences. A year may be, too.
    """
    text = _BLANKS.sub(" ", text.strip())
    if _PADDED_YEAR.fullmatch(text):
        return text.replace(" ", "")
    return text if " " not in text or _LONG_WORD.search(text) else unpad(text)


def unpad(text: str) -> str:
    """Join single letters that stand side by side, also within a text of longer words."""
    return _PADDED.sub(lambda match: match.group().replace(" ", ""), _BLANKS.sub(" ", text.strip()))


def printed_text(received: Sequence[str], span: Span) -> str:
    """The text of a span, cut out of the received lines, inner line breaks kept."""
    lines = list(received[span.first - 1 : span.last])
    if span.end is not None:
        lines[-1] = lines[-1][: span.end]
    if span.start is not None:
        lines[0] = lines[0][span.start :]
    return "\n".join(lines)
