"""What stands under a heading: paragraphs, nested lists, notes, tables; and the passages that facts are read from.

An item goes on over wrapped lines; how lists nest (○ over - over · over ▸, or a deeper indent of the same mark) is
taken from the order in which the marks first appear. A note (※) right below an item belongs to that item. A *passage*
is one item, paragraph or note with all its lines, its place in the print and the passages it hangs from; the same
structure without places is what the document shows as blocks.

>>> from app.parsers.lines.lines import read_lines
>>> units = build_text_units(read_lines("○ 기간: 연중\\n- 대상: 35명\\n 및 가족\\n※ 제외 있음"), range(4), frozenset(), pitch=1)
>>> [(unit.kind, unit.passage.text, unit.depth) for unit in units]
[('item', '기간: 연중', 0), ('item', '대상: 35명 및 가족', 1), ('note', '제외 있음', 2)]
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from app.models.outline import Block, ItemList, Layout, ListItem, Note, Paragraph, TableReference
from app.models.span import Span, Spots, join_spans
from app.parsers.characters.inline import cut_pieces, locate
from app.parsers.characters.memo import remember
from app.parsers.labels import CONTINUING_ENDINGS, ITEM_LETTERS, NUMBER_SIGN, SESSION_COUNTER, YEAR, body_level
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import ITEMS, Style
from app.parsers.lines.titles import is_complete
from app.parsers.outline.keyed import find_keyed
from app.parsers.values.digits import GROUPED

SHORTEST_FULL: Final = 28
_DEEPEST: Final = 12  # items within items
_LONGEST_KEY: Final = 12
_MOST_PIECES: Final = 64  # of a line that are looked at
_MOST_PAGE_LINES: Final = 3  # a page's number, a running head
_TEXTUAL: Final = frozenset([Style.TEXT, Style.DASH, Style.CIRCLE])
_KEY_VALUE: Final = re.compile(r"^(?P<key>[^:]{1,30}?)\s*:\s*(?P<value>\S.*)$", re.S)
_DASH_VALUE: Final = re.compile(r"^(?P<key>[^:\d]{1,12}?)\s+-\s+\S.{0,12}\d")
_LABEL_FIGURES: Final = re.compile(r"^(?P<key>[^:()]{1,12}?)\s?\([^()]*\d[^()]*\)")
# `2031년 재정규모`: a line that opens with a year and has no verb is the title of what follows.
_YEAR_TITLE: Final = re.compile(
    rf"(?:19|20)\d\d{YEAR}[가-힣]?\s(?:[가-힣·]{{1,8}}\s|{NUMBER_SIGN}\d{SESSION_COUNTER}\s){{0,2}}[가-힣·]{{2,8}}"
)
OPENED_DUTIES: Final = re.compile(r"(?P<name>[가-힣A-Za-z0-9·]{2,14})\s+[-–○ㅇ◦·]\s*(?=\S)")
_CLOCK: Final = re.compile(r"\d$")
_BEGIN: Final = itemgetter(0)
_LONGEST_BODY: Final = 12
_AMOUNT_ALONE: Final = re.compile(rf"=?\s*△?{GROUPED}")


class Passage(NamedTuple):
    """A piece of running text: `text` folded, `printed` as received and equally long (lines joined by one blank).

    starts: for each line, where it begins in `text`, its number in print, and the character it begins at there.
    """

    text: str
    printed: str
    starts: tuple[tuple[int, int, int], ...]
    narrow: bool = False

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where a part of the text was printed."""
        end = len(self.text) if end is None else end
        first = self._piece_at(start)
        last = self._piece_at(max(end, start + 1) - 1)
        if not self.narrow:
            return Span(first[1], last[1])
        return Span(first[1], last[1], first[2] + max(0, start - first[0]), last[2] + max(0, end - last[0]))

    def at(self, first: int, last: int) -> Spots:
        """Where the letters of a part of the text are printed: a spot for each line."""
        return locate(self.text, self.starts, first, last)

    def begin_of(self, at: int) -> int:
        """Where in the text the line begins that a character stands on."""
        place = max(0, bisect_right(self.starts, at, key=_BEGIN) - 1)
        first = max(0, place - _MOST_PIECES)
        while place > first and self.starts[place - 1][1] == self.starts[place][1]:
            place -= 1
        return self.starts[place][0]

    def _piece_at(self, at: int) -> tuple[int, int, int]:
        """Where the line begins that a character stands on."""
        starts = self.starts
        return starts[0] if len(starts) == 1 else starts[max(0, bisect_right(starts, at, key=_BEGIN) - 1)]


@dataclass(slots=True)
class TextUnit:
    """An item, paragraph, note, table or layout line, in reading order; `depth` counts the items it hangs from."""

    kind: Literal["item", "paragraph", "note", "table", "layout"]
    passage: Passage
    depth: int = 0
    marker: str | None = None
    table: int = -1
    lines: list[Line] = field(default_factory=list)


def page_pitch(lines: Sequence[Line]) -> int:
    """1 where text lines follow each other, 2 where a blank line stands between any two of them."""
    numbers = [line.number for line in lines if line.body and line.style is not Style.TAB]
    close = sum(after - before <= 1 for before, after in pairwise(numbers))
    return 1 if close * 10 >= 3 * max(1, len(numbers) - 1) else 2


def page_wrap(lines: Sequence[Line]) -> int:
    """How many letters a full line of running text has."""
    widths = sorted(len(line.body) for line in lines if line.style in _TEXTUAL and len(line.body) > SHORTEST_FULL)
    return widths[int(len(widths) * 0.9)] if widths else SHORTEST_FULL


def build_text_units(
    lines: Sequence[Line], content: Iterable[int], layout: frozenset[int], pitch: int, wrap: int = SHORTEST_FULL
) -> list[TextUnit]:
    """The units of one section. `content`: indexes of lines, and of tables as negative numbers (-1 - table).

    pitch: how many lines apart the lines of running text stand; 0 where no line goes on with another (a title page).
    wrap: how many letters a full line has; where lines stand close, a complete one that is not full ends before a gap.
    """
    units: list[TextUnit] = []
    levels: list[tuple[str, int]] = []
    content = list(content)
    keyed = find_keyed([lines[at] if at >= 0 and at not in layout else None for at in content], pitch)
    for place, at in enumerate(content):
        if place in keyed:
            units[-1].lines.append(lines[at])
            continue
        if place + 1 in keyed:
            units.append(_unmarked(units, lines[at], pitch, levels))
            continue
        opened = _opened(lines, at, layout, levels)
        if opened is None and (before := _unit_before(units, lines[at], pitch, wrap)) is not None:
            before.lines.append(lines[at])
            continue
        units.append(opened or _unmarked(units, lines[at], pitch, levels))
    for unit in units:
        if unit.lines:
            unit.passage = _passage(unit.lines, whole=unit.kind in ("paragraph", "layout"))
    return units


def _opened(lines: Sequence[Line], at: int, layout: frozenset[int], levels: list[tuple[str, int]]) -> TextUnit | None:
    """The unit that a table, a line of layout, a note or a marked item opens; `levels` is brought up to date."""
    if at < 0:
        levels.clear()
        return TextUnit("table", _NO_PASSAGE, table=-1 - at)
    line = lines[at]
    if at in layout or line.style in (Style.UNIT, Style.RULE):
        return TextUnit("layout", _passage([line], whole=True), lines=[line])
    if line.style is Style.NOTE:
        return TextUnit("note", _NO_PASSAGE, len(levels), line.mark.marker, lines=[line])
    if line.style in ITEMS and line.mark.rest:
        return TextUnit("item", _NO_PASSAGE, _depth(levels, line), line.mark.marker, lines=[line])
    return None


def _unit_before(units: Sequence[TextUnit], line: Line, pitch: int, wrap: int) -> TextUnit | None:
    """The unit that a line without a mark goes on with."""
    if _is_headed(units, line, pitch):
        return None
    last = units[-1] if units else None
    if last and last.lines and last.kind in _TOLD and _goes_on(last, line, pitch, wrap):
        return last
    return _cut_by_page(units, line) if pitch else None


def _unmarked(units: Sequence[TextUnit], line: Line, pitch: int, levels: list[tuple[str, int]]) -> TextUnit:
    """The unit that a line without a mark opens: an item below its head, or a paragraph."""
    if _is_headed(units, line, pitch):
        return TextUnit("item", _NO_PASSAGE, units[-1].depth + 1, lines=[line])
    levels.clear()
    return TextUnit("paragraph", _NO_PASSAGE, lines=[line])


_TOLD: Final = ("item", "note", "paragraph")
_NO_PASSAGE: Final = Passage("", "", ((0, 1, 0),))


_FAMILIES: Final = {
    Style.CIRCLED: "①",
    Style.CIRCLE: "○",
    Style.ARROW: "▸",
    Style.BRACKETED: "1)",
    Style.LETTER_BRACKETED: f"{ITEM_LETTERS[0]})",
}


def _family(line: Line) -> str:
    marker = line.mark.marker or ""
    return _FAMILIES.get(line.style, marker[-1:])


def _depth(levels: list[tuple[str, int]], line: Line) -> int:
    """The depth of an item; `levels` (mark and indent of the items it hangs from) is brought up to date."""
    family, indent = _family(line), line.indent
    same = [at for at, (mark, _) in enumerate(levels) if mark == family]
    if not same or (line.style is Style.DASH and indent > levels[same[-1]][1]):
        # Only dashes are told apart by their indent; other marks are printed at one depth, whatever the blanks.
        del levels[min(_DEEPEST, same[-1] + 1 if same else len(levels)) :]
        levels.append((family, indent))
        return len(levels) - 1
    at = next((at for at in reversed(same) if levels[at][1] <= indent), same[0]) if line.style is Style.DASH else same[-1]
    del levels[at + 1 :]
    levels[at] = (family, min(indent, levels[at][1]))
    return at


def _goes_on(unit: TextUnit, line: Line, pitch: int, wrap: int) -> bool:
    """Whether a line of text is the wrapped rest of the unit before it."""
    before = unit.lines[-1]
    if line.style not in _WRAPPED or line.narrow != before.narrow or not pitch or _begins_anew(line, before):
        return False
    gap = line.number - before.last
    if gap <= 1:
        return unit.kind != "paragraph" or len(before.body) > 25 or before.body.endswith(CONTINUING_ENDINGS)
    return gap == 2 and _goes_on_apart(before, line, pitch, wrap)


_WRAPPED: Final = frozenset([Style.TEXT, Style.BARE, Style.ALONE, Style.BRACKETED, Style.DOTTED, Style.LETTER, Style.TITLE_BOX])
"""How the rest of a sentence may look that begins a line."""


def _begins_anew(line: Line, before: Line) -> bool:
    """Whether a line is a paragraph of HTML, names duties or a body, or is a year alone behind a complete text."""
    if line.layout == "html" or _names_duties(line.body) or _is_body(line.body):
        return True
    if _AMOUNT_ALONE.fullmatch(line.body) and not before.body.endswith((",", *CONTINUING_ENDINGS)):
        return True  # the cell of a table, or the result of what stands above it
    return _YEAR_TITLE.fullmatch(line.body) is not None and not before.body.endswith((",", *CONTINUING_ENDINGS))


def _is_body(text: str) -> bool:
    """Whether a line is nothing but the name of a team, department or bureau."""
    return len(text) <= _LONGEST_BODY and body_level(text) is not None


def _goes_on_apart(before: Line, line: Line, pitch: int, wrap: int) -> bool:
    """Whether a line goes on with the one before it over a blank line."""
    if before.body.endswith(CONTINUING_ENDINGS):
        return True
    if pitch == 1:
        return len(before.body) > SHORTEST_FULL and (len(before.body) >= wrap or not is_complete(before.body))
    return not _states(line)


def _is_headed(units: Sequence[TextUnit], line: Line, pitch: int) -> bool:
    """Whether a line that states figures hangs from the item before it, a short head of no more than words."""
    if not units or units[-1].kind != "item" or len(units[-1].lines) != 1 or line.style is not Style.TEXT:
        return False
    head = units[-1].lines[0]
    if line.number - head.last > max(1, pitch) or line.narrow != head.narrow:
        return False
    if not (_DASH_VALUE.match(line.body) or _LABEL_FIGURES.match(line.body)):
        return False
    return len(head.mark.rest) <= _LONGEST_KEY and not any(letter.isdigit() for letter in head.mark.rest)


def _cut_by_page(units: Sequence[TextUnit], line: Line) -> TextUnit | None:
    """The unit whose sentence a page number or running head cut in two, and that a line of text goes on with."""
    ended = list(takewhile(lambda unit: unit.kind == "layout", reversed(units[-_MOST_PAGE_LINES:])))
    if line.style is not Style.TEXT or not any(unit.lines[0].style is Style.PAGE for unit in ended) or len(ended) >= len(units):
        return None
    before = units[-1 - len(ended)]
    cut = before.lines and before.lines[-1].body.endswith(CONTINUING_ENDINGS) and before.lines[-1].narrow == line.narrow
    return before if cut else None


def _names_duties(body: str) -> bool:
    """Whether a line opens the duties of a body: its name and a dash (`세무총괄팀   - 세입 총괄`)."""
    match = OPENED_DUTIES.match(body)
    return match is not None and body_level(match["name"]) is not None


def _states(line: Line) -> bool:
    """Whether a line begins with a key and its value: it says something of its own."""
    match = _KEY_VALUE.match(line.body) or _DASH_VALUE.match(line.body) or _LABEL_FIGURES.match(line.body)
    return match is not None and len(match["key"]) <= _LONGEST_KEY


def heading_unit(line: Line) -> TextUnit | None:
    """A heading as an item of the section it heads or stands in, where it holds digits: it may state figures or times itself."""
    if not any(letter.isdigit() for letter in line.mark.rest):
        return None
    return TextUnit("item", _passage([line], whole=False), marker=line.mark.marker, lines=[line])


def _passage(lines: Sequence[Line], *, whole: bool) -> Passage:
    """Join the lines of a unit; without `whole`, the first one without its marker."""
    text, printed = "", ""
    starts: list[tuple[int, int, int]] = []
    for number, line in enumerate(lines):
        offset = 0
        if number == 0 and not whole and line.mark.rest:
            offset = max(0, line.body.rfind(line.mark.rest))
        if text:
            text, printed = text + " ", printed + " "
        starts += ((len(text) + at, row, start) for at, row, start in cut_pieces(line.places, offset, len(line.raw)))
        text += line.body[offset:]
        printed += line.raw[offset:]
    return Passage(text, printed, tuple(starts), any(line.narrow for line in lines))


@remember(4096)
def split_key(text: str) -> tuple[str | None, str | None]:
    """The words before and after the colon of `사업기간 : 연중`; (None, None) where a colon separates hours or ratios."""
    match = _KEY_VALUE.match(text)
    if not match or (_CLOCK.search(match["key"]) and match["value"][0].isdigit()):
        return None, None
    return match["key"].strip(), match["value"].strip()


def build_blocks(units: Sequence[TextUnit], table_ids: Sequence[str], table_spans: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks that the document shows for the units of a section."""
    blocks: list[Block] = []
    at = 0
    while at < len(units):
        end = at
        while end < len(units) and _is_listed(units[end]):
            end += 1
        if end > at:
            items = _nest(units[at:end], 0)
            blocks.append(ItemList(items, join_spans(_unit_span(part) for part in units[at:end])))
        else:
            end = at + 1
            blocks.append(_single_block(units[at], table_ids, table_spans))
        at = end
    return tuple(blocks)


def _is_listed(unit: TextUnit) -> bool:
    """Whether a unit stands in a list: an item, or a note below one."""
    return unit.kind == "item" or (unit.kind == "note" and bool(unit.depth))


def _single_block(unit: TextUnit, table_ids: Sequence[str], table_spans: Sequence[Span]) -> Block:
    if unit.kind == "table":
        return TableReference(table_ids[unit.table], table_spans[unit.table])
    return _SINGLE[unit.kind](unit.passage.printed, _unit_span(unit))


_SINGLE: Final[Mapping[str, Callable[[str, Span], Block]]] = {"layout": Layout, "paragraph": Paragraph, "note": Note}


def _unit_span(unit: TextUnit) -> Span:
    return join_spans(line.span for line in unit.lines) if len(unit.lines) > 1 else unit.lines[0].span


def _nest(units: Sequence[TextUnit], depth: int) -> tuple[ListItem, ...]:
    items = []
    at = 0
    while at < len(units):
        end = at + 1
        while end < len(units) and units[end].depth > max(depth, units[at].depth):
            end += 1
        key, value = split_key(units[at].passage.printed)
        items.append(
            ListItem(
                units[at].marker,
                units[at].passage.printed,
                _unit_span(units[at]),
                key,
                value,
                _nest(units[at + 1 : end], units[at].depth + 1),
            )
        )
        at = end
    return tuple(items)
