"""The lines of a report, and the rows of cells that some of them are.

A *line* is what was received between two line ends. What the rules read are *logical lines*: mostly the same, but an
HTML line is unfolded into its headings, items, paragraphs and table rows (`app/parsers/markup.py`), so several logical
lines may stand on one printed line, and one logical line may run over several. Each knows where it was printed.

>>> [line.body for line in read_lines("１ 조 직\\n\\n　○ 총무팀")]
['1 조 직', '', '○ 총무팀']
>>> squeeze("예 산 현 황"), squeeze("I. 일 반 현 황"), squeeze("마음 편히 일 할 수 있도록")
('예산현황', 'I. 일반현황', '마음 편히 일 할 수 있도록')
>>> unpad("총 무 팀 인사팀")
'총무팀 인사팀'
>>> [cell.text for cell in read_lines("| 구분 | 2023년 |")[0].cells]
['구분', '2023년']
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from app.models.span import Span
from app.parsers.marks import Mark, Style, read_mark
from app.parsers.normalise import fold, split_lines

_PADDED: Final = re.compile(r"(?<![^\s(\[<〈【])(?:[가-힣] +)+[가-힣](?![^\s)\]>〉】:,·(/])")
_LONG_WORD: Final = re.compile(r"[가-힣]{2}")
_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a row: `text` as received without outer blanks, and where it stands."""

    text: str
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line.

    number, last: the printed lines it stands on, from 1.
    raw, body: as received, and folded; both without outer blanks and equally long.
    indent: the blanks before it. start: where `raw` begins within line `number`.
    cells: the cells if it is a row of a table (tab, pipe or HTML), else empty.
    """

    number: int
    last: int
    raw: str
    body: str
    indent: int
    start: int
    mark: Mark
    cells: tuple[PrintedCell, ...] = ()
    layout: Literal["tab", "space", "pipe", "html", "flat"] = "space"
    narrow: bool = False

    @property
    def span(self) -> Span:
        """Where the line stands; to the character when it is a part of a longer printed line."""
        if self.narrow:
            return Span(self.number, self.last, self.start, self.start + len(self.raw))
        return Span(self.number, self.last)

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
    return tuple(map(read_line, split_lines(text), range(1, text.count("\n") + text.count("\r") + 2)))


def read_line(received: str, number: int, start: int = 0, *, narrow: bool = False) -> Line:
    """A logical line out of a piece of a printed line that begins at `start`."""
    folded = fold(received)
    body = folded.strip()
    if not body:
        return Line(number, number, "", "", 0, start, _BLANK)
    indent = len(folded) - len(folded.lstrip())
    raw = received[indent : indent + len(body)]
    line = Line(number, number, raw, body, indent, start + indent, read_mark(body), (), "space", narrow)
    if line.style is Style.TAB or ("\t" in folded and line.indent and "\t" in folded[:indent]):
        return replace(line, cells=_tab_cells(received, number, start), layout="tab", mark=_TAB)
    if line.style is Style.PIPE:
        return replace(line, cells=_pipe_cells(line), layout="pipe")
    return line


_BLANK: Final = read_mark("")
_TAB: Final = Mark(Style.TAB, None, None, "")


def _tab_cells(received: str, number: int, start: int) -> tuple[PrintedCell, ...]:
    cells, at = [], start
    for piece in received.split("\t"):
        text = piece.strip()
        lead = len(piece) - len(piece.lstrip())
        cells.append(PrintedCell(text, number, at + lead, at + lead + len(text)))
        at += len(piece) + 1
    return tuple(cells)


def _pipe_cells(line: Line) -> tuple[PrintedCell, ...]:
    inner = line.raw.removeprefix("|")
    at = line.start + len(line.raw) - len(inner)
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = []
    for piece in re.split(r"(?<!\\)\|", inner):
        text = piece.strip()
        lead = len(piece) - len(piece.lstrip()) if text else 0
        cells.append(PrintedCell(text, line.number, at + lead, at + lead + len(text)))
        at += len(piece) + 1
    return tuple(cells)


def squeeze(text: str) -> str:
    """Take out the blanks between the letters of a padded text (`예 산 현 황`); fold other runs of blanks to one.

    Only a text all of whose Korean words are single letters is padded: one-letter words do stand in sentences.
    """
    text = _BLANKS.sub(" ", text.strip())
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
