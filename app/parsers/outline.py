"""The outline: every line under exactly one heading, every heading under its true parent.

What ranks above what differs from report to report: `1.` may stand above `□` in one and below it in the next. So a
heading is placed by what is open, not by a fixed table: a number goes on with the deepest open series that expects it
(`3` after `2`), a `1` opens a new series below the last heading, and `□` goes beside the open `□`. A series that begins
right under an empty `□` belongs to it; once the `□` has text of its own, the series is its sibling.

>>> from app.parsers.lines import read_lines
>>> tree = build_tree(read_lines("Ⅰ. 일반현황\\n1 조 직\\n□ 현황\\n- 4개팀\\n2 인 력\\nⅡ. 실적\\n1 청사 조성 총무팀"), ())
>>> [(part.title, [child.title for child in part.children]) for part in tree.children]
[('일반현황', ['조직', '인력']), ('실적', ['청사 조성'])]
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from app.parsers.grids import Grid
from app.parsers.headings import LONGEST_TITLE, Surroundings, Title, find_layout, is_plain_heading, read_title
from app.parsers.labels import SENTENCE_ENDINGS
from app.parsers.lines import Line, squeeze
from app.parsers.marks import NUMBERED, Style

MOST_SKIPPED: Final = 4  # headings that may be lost between two of a series


class Family(IntEnum):
    """Sorts of headings; smaller ones stand above larger ones where nothing else decides."""

    ROOT = 0
    CHAPTER = 1
    MARKDOWN = 2
    NUMBER = 3
    PLAIN_ABOVE = 4  # without a mark, over □ headings
    SQUARE = 5
    PLAIN = 6
    CIRCLED = 7
    DIAMOND = 8
    BOX = 9
    CIRCLE = 10


@dataclass(slots=True)
class Part:
    """A section being built. `content` holds indexes of lines, and of grids as negative numbers (-1 - grid)."""

    family: Family
    style: Style
    marker: str | None
    number: str | None
    title: str
    team: str | None = None
    value: str | None = None
    first: int = -1
    heading_lines: list[int] = field(default_factory=list)
    content: list[int] = field(default_factory=list)
    children: list["Part"] = field(default_factory=list)
    square_rank: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands under it yet."""
        return not self.content and not self.children


@dataclass(slots=True)
class Tree:
    """A whole outline: the root with everything before the first heading, and the lines that are layout."""

    root: Part
    layout: frozenset[int]

    @property
    def children(self) -> list[Part]:
        """The outermost headings."""
        return self.root.children


def build_tree(lines: Sequence[Line], grids: Sequence[Grid]) -> Tree:
    """Place every line and grid. Pure: builds new parts, changes neither lines nor grids."""
    in_table = [False] * len(lines)
    starts: dict[int, int] = {}
    for number, grid in enumerate(grids):
        starts.setdefault(grid.first, number)
        for at in range(grid.first, grid.last + 1):
            in_table[at] = True
    around = Surroundings(lines, in_table)
    layout = find_layout(lines, around)
    builder = _Builder(lines, around, layout)
    for at, line in enumerate(lines):
        if at in starts:
            builder.stack[-1].content += [-1 - number for number, grid in enumerate(grids) if grid.first == at]
        if in_table[at] or not line.body or at in builder.taken:
            continue
        builder.add(at)
    return Tree(builder.root, layout)


class _Builder:
    """Holds the open headings while the lines go by."""

    def __init__(self, lines: Sequence[Line], around: Surroundings, layout: frozenset[int]) -> None:
        self.lines = lines
        self.around = around
        self.layout = layout
        self.taken: set[int] = set()
        self.root = Part(Family.ROOT, Style.TEXT, None, None, "")
        self.stack = [self.root]

    def add(self, at: int) -> None:
        """A line: a heading opens a part, anything else belongs to the open one."""
        if at not in self.layout and self._open_heading(at):
            return
        self.stack[-1].content.append(at)

    def _open_heading(self, at: int) -> bool:
        line = self.lines[at]
        style = line.style
        if style is Style.ROMAN or style is Style.CHAPTER:
            return self._open(at, Family.CHAPTER, self._titled(line))
        if style is Style.MARKDOWN:
            return self._open(at, Family.MARKDOWN, self._titled(line))
        if style in NUMBERED:
            return self._open_numbered(at)
        if style is Style.SQUARE:
            return bool(line.mark.rest) and self._open(at, Family.SQUARE, read_title(line.printed_rest(), numbered=False))
        if style is Style.CIRCLED and self._heads_list(at, longest=LONGEST_TITLE + 20):
            return self._open(at, Family.CIRCLED, read_title(line.printed_rest(), numbered=False))
        if style in (Style.CIRCLE, Style.DIAMOND) and self._is_titular(at):
            family = Family.CIRCLE if style is Style.CIRCLE else Family.DIAMOND
            return self._open(at, family, read_title(line.printed_rest(), numbered=False))
        if style is Style.TITLE_BOX and self._heads_list(at, longest=LONGEST_TITLE):
            return self._open(at, Family.BOX, Title(squeeze(line.printed_rest())))
        if style is Style.TEXT and is_plain_heading(self.around, at, self.layout):
            return self._open_plain(at)
        return False

    @staticmethod
    def _titled(line: Line) -> Title:
        return read_title(line.printed_rest())

    # --- where a heading goes -----------------------------------------------------------------------------------------

    def _open(self, at: int, family: Family, title: Title, keep: int | None = None, *, number: str | None = None) -> bool:
        """Open a part under the first `keep` open ones; without it, beside the open one of its family."""
        line = self.lines[at]
        if keep is None:
            keep = self._keep(family, line)
        del self.stack[keep:]
        part = Part(family, line.style, line.mark.marker, number or line.mark.number, title.title, title.team, title.value, at, [at])
        if family is Family.MARKDOWN:
            part.number = None
        self.stack[-1].children.append(part)
        self.stack.append(part)
        return True

    def _keep(self, family: Family, line: Line) -> int:
        """How many open parts stay open for a heading whose place its family decides."""
        if family is Family.CHAPTER:
            return next((at for at, part in enumerate(self.stack) if part.family in (Family.CHAPTER,)), self._depth_below_markdown(line))
        if family is Family.MARKDOWN:
            return next((at for at, part in enumerate(self.stack) if part.family is Family.MARKDOWN and len(part.marker or "") >= len(line.mark.marker or "")), self._last_markdown() + 1)
        if family is Family.SQUARE:
            return self._keep_square()
        beside = next((at for at, part in enumerate(self.stack) if part.family is family and not self._numbers_below(at)), None)
        if beside is not None:
            return beside
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > family:
            keep -= 1
        return keep

    def _numbers_below(self, at: int) -> bool:
        """Whether a numbered series was opened below the part: then a new heading of its family goes below that."""
        return any(part.family is Family.NUMBER for part in self.stack[at + 1 :])

    def _last_markdown(self) -> int:
        return max((at for at, part in enumerate(self.stack) if part.family is Family.MARKDOWN), default=0)

    def _depth_below_markdown(self, line: Line) -> int:
        return self._last_markdown() + 1 if line.style is not Style.ROMAN or self._last_markdown() else 1

    def _keep_square(self) -> int:
        for at in range(1, len(self.stack)):
            part = self.stack[at]
            if part.family is Family.SQUARE or part.square_rank:
                return at
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > Family.SQUARE:
            keep -= 1
        return keep

    def _open_numbered(self, at: int) -> bool:
        line = self.lines[at]
        title_at, title = self._numbered_title(at)
        if title is None or not title.title or len(title.title) > LONGEST_TITLE + 20 or not any(letter.isalpha() for letter in title.title):
            return False
        if line.style in (Style.BRACKETED, Style.LETTER_BRACKETED, Style.LETTER, Style.HYPHENATED) and not self._heads_list(at, longest=LONGEST_TITLE):
            return False
        keep = self._keep_numbered(line, int((line.mark.number or "0").split("-")[0]))
        if keep is None:
            return False
        self._open(at, Family.NUMBER, title, keep)
        if title_at != at:
            self.taken.add(title_at)
            self.stack[-1].heading_lines.append(title_at)
        return True

    def _numbered_title(self, at: int) -> tuple[int, Title | None]:
        """The title of a numbered heading: on its line, or, for a number alone, the next line."""
        line = self.lines[at]
        if line.style is not Style.ALONE:
            return at, (self._titled(line) if not line.body.endswith(SENTENCE_ENDINGS + (",",)) or len(line.body) < 30 else None)
        below = self.around.next[at]
        following = self.around.following(at)
        if following is None or self.around.in_table[below] or following.style is not Style.TEXT or below in self.layout or len(following.body) > LONGEST_TITLE:
            return at, None
        return below, read_title(following.raw)

    def _keep_numbered(self, line: Line, number: int) -> int | None:
        """Beside the deepest series that expects the number; a 1 opens a series; else the nearest series that skipped some."""
        series = [(at, int((part.number or "0").split("-")[0])) for at, part in enumerate(self.stack) if part.family is Family.NUMBER and _same_series(part.style, line.style)]
        for at, last in reversed(series):
            if number == last + 1:
                return at
        if number == 1:
            return self._keep_new_series(line, [at for at, _ in series])
        for at, last in reversed(series):
            if last < number <= last + MOST_SKIPPED:
                return at
        if series or line.style in (Style.BARE, Style.ALONE):
            return None
        return self._keep_new_series(line, [])

    def _keep_new_series(self, line: Line, same: Sequence[int]) -> int:
        keep = len(self.stack)
        while keep > 1 and (self.stack[keep - 1].family > Family.PLAIN or (self.stack[keep - 1].family is Family.PLAIN and not self.stack[keep - 1].square_rank)):
            keep -= 1
        top = self.stack[keep - 1]
        ranked = top.family is Family.SQUARE or top.square_rank
        if ranked and not top.empty and line.style in (Style.DOTTED, Style.BARE, Style.ALONE):
            keep -= 1
            # The same series may not start again inside itself once its square has ended.
            return min([keep, *(at for at in same if at < keep)]) if same and not self._nested_before(same, keep) else keep
        return keep

    def _nested_before(self, same: Sequence[int], keep: int) -> bool:
        return max(same) >= keep

    def _open_plain(self, at: int) -> bool:
        title = read_title(self.lines[at].raw, numbered=False)
        following = self.around.following(at)
        if following is not None and following.style is Style.SQUARE:
            keep = len(self.stack)
            while keep > 1 and self.stack[keep - 1].family >= Family.PLAIN_ABOVE:
                keep -= 1
            return self._open(at, Family.PLAIN_ABOVE, title, keep)
        top = self.stack[-1]
        if top.family is Family.SQUARE and top.empty:
            return self._open(at, Family.CIRCLE, title, len(self.stack))
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > Family.PLAIN_ABOVE:
            keep -= 1
        self._open(at, Family.PLAIN, title, keep)
        self.stack[-1].square_rank = True
        return True

    # --- whether a mark is a heading ----------------------------------------------------------------------------------

    def _heads_list(self, at: int, longest: int) -> bool:
        """Whether something of a lower rank stands right below a short title."""
        line = self.lines[at]
        below = self.around.next[at]
        if below >= len(self.lines) or below in self.layout or len(line.mark.rest) > longest or not line.mark.rest:
            return False
        following = self.lines[below]
        if self.around.in_table[below] or following.style in (Style.UNIT, Style.TAB, Style.PIPE):
            return True
        lower = {Style.DASH, Style.DOT, Style.ARROW, Style.CIRCLE, Style.DIAMOND, Style.SQUARE, Style.NOTE} - {line.style}
        if line.style in (Style.LETTER, Style.BRACKETED, Style.LETTER_BRACKETED, Style.HYPHENATED):
            lower |= {Style.BRACKETED, Style.LETTER_BRACKETED, Style.CIRCLED, Style.LETTER, Style.TEXT} - {line.style}
        return following.style in lower

    def _is_titular(self, at: int) -> bool:
        """Whether `○ …` is a heading: a title without a value, over a table, a unit or dashed items."""
        line = self.lines[at]
        rest = line.mark.rest
        title = read_title(rest, numbered=False)
        if title.value is not None or rest.startswith("(") or len(rest) > LONGEST_TITLE or rest.endswith((".", ",")):
            return False
        below = self.around.next[at]
        if below >= len(self.lines) or below in self.layout:
            return False
        following = self.lines[below]
        if self.around.in_table[below] or following.style is Style.UNIT:
            return True
        if line.style is Style.DIAMOND:
            return following.style in (Style.CIRCLE, Style.DASH) and line.mark.marker is not None and not line.mark.marker.startswith("-") and len(rest) <= 30
        return following.style in (Style.DASH, Style.ARROW, Style.DOT, Style.TITLE_BOX) and not (following.mark.marker or "").startswith("※")


def _same_series(first: Style, second: Style) -> bool:
    """`1 제목` and a number alone on its line are one series; a bold title after its number is `1 제목` as well."""
    bare = (Style.BARE, Style.ALONE)
    return first is second or (first in bare and second in bare)
