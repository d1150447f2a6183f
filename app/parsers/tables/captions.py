"""What stands around a table: its caption, the unit of its figures and their date.

They stand in any order above it (`(단위: 천원)`, a blank line, `재원 현황입니다`, then the header), in the heading of its
section, in a row or caption of the table itself, or the unit below it. A line that is nothing but a date and a unit
(`※ 2031. 4. 1. 기준 (단위: 백만원)`) is no caption.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from app.models.names import name_key
from app.parsers.characters.normalise import fold
from app.parsers.grids import Grid
from app.parsers.labels import AS_OF_WORDS, SITE_CAPTION_ENDINGS, SITE_WORDS, UNIT_NOTE, split_units
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import ITEMS, Style, read_mark
from app.parsers.lines.titles import read_title
from app.parsers.outline.dating import find_as_of
from app.parsers.outline.tree import Part
from app.parsers.values.periods import find_periods
from app.parsers.values.quantities import Unit, find_quantities, parse_unit

_NEAR: Final = 6
"""How many lines above a table its caption may stand, at the most."""
_BEYOND: Final = 3
"""How many lines of text above the caption may stand between it and the unit, at the most."""
_TOLD: Final = 3
_LONGEST: Final = 50
_ANY_YEAR: Final = 2000
_WORD: Final = re.compile(r"[가-힣A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What introduces a table. `told`: the texts around it that may state its total, nearest first."""

    caption: str | None
    caption_line: Line | None
    unit_text: str | None
    as_of_text: str | None
    told: tuple[str, ...]


def read_units(text: str) -> tuple[Unit, ...]:
    """The units of a note such as `단위 : 천원, %`; none of one that names something else (`단위: 건강증진`)."""
    told = (split_units(match["unit"]) for match in UNIT_NOTE.finditer(fold(text)))
    return tuple(map(parse_unit, next(filter(None, told), ())))


def read_heading(grid: Grid, at: int, part: Part, lines: Sequence[Line]) -> Heading:
    """Look above the table for its caption, unit and date: back to the last item or table, else the heading; then below.

    at: its place in the content of its section.
    """
    caption, notes = _above(grid, part, at, lines)
    notes = [*notes, *_in_heading(part, lines)] if part.first >= 0 else notes
    unit = next((note for note in (fold(grid.title), *notes) if UNIT_NOTE.search(note)), None)
    unit = unit or _unit_below(part, at, lines) or _unit_in_labels(grid)
    as_of = next((note for note in notes if find_as_of(note, _ANY_YEAR)), None)
    told = (grid.title, *(line.body for line in islice(_lines_above(part, at, lines), _TOLD)), part.title)
    return Heading(_title(grid, caption), caption, unit, as_of or grid.title or unit, told)


def _title(grid: Grid, caption: Line | None) -> str | None:
    """What the table is called: by its own title row or caption, else by the line that introduces it."""
    if grid.title and not is_unit(grid.title):
        return _unbracketed(read_title(grid.title, numbered=False).title)
    return _caption_text(caption) if caption else None


def _in_heading(part: Part, lines: Sequence[Line]) -> list[str]:
    """The heading of a section; and the unit right above it where the title stands above that, too.

    A title that is printed twice is a heading and, below the unit, the caption of its table. Else a unit above a heading is
    that of the table before it.
    """
    heading = lines[part.first]
    above = [line for at in range(part.first - 1, max(-1, part.first - _NEAR), -1) if (line := lines[at]).body][:2]
    if len(above) < 2 or not _is_note(above[0]):
        return [heading.body]
    title, again = name_key(heading.mark.rest or heading.body), name_key(above[1].mark.rest or above[1].body)
    return [heading.body, above[0].body] if again and title.startswith(again) else [heading.body]


def _above(grid: Grid, part: Part, at: int, lines: Sequence[Line]) -> tuple[Line | None, list[str]]:
    """The caption above a table, and the lines with its unit or date, nearest first: those below the caption or right above it."""
    caption: Line | None = None
    notes: list[str] = []
    beyond = 0
    for line in _lines_above(part, at, lines):
        if line.body.replace(" ", "").endswith(SITE_CAPTION_ENDINGS) and not _introduces(line, grid):
            continue  # a web page's sentence on what the table holds
        if _is_note(line):
            notes.append(line.body)
        elif caption is None:
            caption = line if _introduces(line, grid) else None
            notes.append(line.body)
            if caption is None or line.style in ITEMS:
                break  # a unit above an item belongs to what stood there
        elif line.style in ITEMS or beyond == _BEYOND:
            break
        else:
            beyond += 1
            notes += [line.body] if UNIT_NOTE.search(line.body) else []  # `○○공단 (단위: 원)`, then the caption
    return caption, notes


def _lines_above(part: Part, at: int, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines between a table and the table above it, nearest first, without page numbers and what a site says of itself."""
    for place in range(at - 1, -1, -1):
        index = part.content[place]
        if index < 0:
            return
        if lines[index].style is not Style.PAGE and not _is_furniture(lines[index].body):
            yield lines[index]


def _is_furniture(body: str) -> bool:
    """Whether a line belongs to the page it was copied from: a number alone, or what a site says of itself."""
    return bool(body) and (not any(map(str.isalpha, body)) or any(word in body for word in SITE_WORDS))


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit in brackets."""
    return read_mark(fold(text)).style is Style.UNIT


def _is_note(line: Line) -> bool:
    """Whether a line says only in what unit or as of when the figures are."""
    if line.style is Style.UNIT:
        return True
    if not (UNIT_NOTE.search(line.body) or find_as_of(line.body, _ANY_YEAR)) or line.style in ITEMS:
        return False
    rest = UNIT_NOTE.sub("", line.body)
    for found in reversed(find_periods(rest)):
        rest = rest[: found.start] + rest[found.end :]
    return all(word in AS_OF_WORDS for word in _WORD.findall(rest))


def _introduces(line: Line, grid: Grid) -> bool:
    """Whether a line above a table names it: short, and not far away."""
    near = grid.span.first - line.last <= _NEAR
    if line.style in ITEMS and ":" not in line.body and len(find_quantities(line.body)) > 1:
        return False  # an item that states figures of several things
    return near and line.style not in (Style.PAGE, Style.RULE, Style.LEADER) and len(line.mark.rest or line.body) <= _LONGEST


def _caption_text(line: Line) -> str:
    return _unbracketed(read_title(line.printed_rest() or line.raw, numbered=False).title)


def _unbracketed(title: str) -> str:
    """A title without the bracket around it as a whole: `(목 표)`."""
    return title[1:-1].strip() if title.startswith("(") and title.endswith(")") else title


def _unit_below(part: Part, at: int, lines: Sequence[Line]) -> str | None:
    """A unit printed right below a table, unless it belongs to a table that follows it."""
    after = part.content[at + 1 : at + 3]
    if after and after[0] >= 0 and lines[after[0]].style is Style.UNIT and not (len(after) > 1 and after[1] < 0):
        return lines[after[0]].body
    return None


def _unit_in_labels(grid: Grid) -> str | None:
    """A unit in the label of the first label column: `구분(단위: 명)`."""
    return next((label for path in grid.paths for label in path if UNIT_NOTE.search(fold(label))), None)
