"""The outline: every line under exactly one heading, every heading under its true parent.

What ranks above what differs from report to report: `1.` may stand above `□` in one and below it in the next. So a
heading is placed by what is open, not by a fixed table: a number goes on with the deepest open series that expects it
(`3` after `2`), a `1` opens a new series below the last heading, and `□` goes beside the open `□`. A series that begins
right under an empty `□` belongs to it; once the `□` has text of its own, the series is its sibling.

>>> from app.parsers.lines.lines import read_lines
>>> tree = build_tree(read_lines("Ⅰ. 일반현황\\n1 조 직\\n□ 현황\\n- 4개팀\\n2 인 력\\nⅡ. 실적\\n1 청사 조성 총무팀"), ())
>>> [(part.title, [child.title for child in part.children]) for part in tree.children]
[('일반현황', ['조직', '인력']), ('실적', ['청사 조성'])]
"""

import re
from collections.abc import Sequence
from typing import Final

from app.models.outline import Topic
from app.parsers.grids import Grid
from app.parsers.labels import (
    GENERAL_CHAPTER_WORDS,
    JOINING_WORD,
    PROJECT_CHAPTER_WORDS,
    SENTENCE_ENDINGS,
    TEAM_ENDINGS,
    label_key,
    topic_of,
)
from app.parsers.lines.layout import find_layout
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import BOLD, NUMBERED, Style
from app.parsers.lines.titles import LONGEST_TITLE, Surroundings, Title, read_title
from app.parsers.outline.plain import is_bold_heading, is_dated, is_plain_heading
from app.parsers.outline.tree import LEVELED, Family, Levels, Part, Tree

MOST_LEVELS: Final = 16  # headings under headings
SHORT_TITLE: Final = 12
MOST_APART: Final = 2  # lines between the two of a wrapped title, where a blank one stands between all lines
MOST_SKIPPED: Final = 4  # headings that may be lost between two of a series


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
    return Tree(builder.root, layout, builder.levels.cover)


HOLDING: Final = frozenset([Family.BOX, Family.CIRCLED])
CHAPTER_TITLES: Final = frozenset([*GENERAL_CHAPTER_WORDS, *PROJECT_CHAPTER_WORDS])
SERIES: Final = frozenset([Family.SQUARE, Family.NUMBER])
_TEAM_ALONE: Final = re.compile(rf"\(\s*(?P<team>[가-힣A-Za-z0-9·]{{2,12}}(?:{'|'.join(TEAM_ENDINGS)}))\s*\)")
ITEM_FAMILIES: Final = frozenset([Family.CIRCLED, Family.DIAMOND, Family.CIRCLE])
MARKED_ITEMS: Final = frozenset([Style.CIRCLE, Style.DIAMOND, Style.CIRCLED])
STRONG_BOXES: Final = frozenset("【《")
LISTS: Final = frozenset([Style.DASH, Style.DOT, Style.ARROW, Style.CIRCLE, Style.DIAMOND, Style.SQUARE, Style.NOTE])


class _Builder:
    """Holds the open headings while the lines go by."""

    def __init__(self, lines: Sequence[Line], around: Surroundings, layout: frozenset[int]) -> None:
        self.lines = lines
        self.around = around
        self.layout = layout
        self.taken: set[int] = set()
        self.held: set[tuple[str | Style | None, Style]] = set()
        self.levels = Levels.of(lines)
        self.root = Part(Family.ROOT, Style.TEXT, None, None, "")
        self.stack = [self.root]

    def add(self, at: int) -> None:
        """A line: a heading opens a part, anything else belongs to the open one."""
        if at not in self.layout and self._open_heading(at):
            return
        line = self.lines[at]
        if line.style in MARKED_ITEMS and at not in self.layout:
            self._close_beside(line)
        self.stack[-1].content.append(at)
        self.stack[-1].noted += line.style is Style.UNIT or is_dated(line)

    def _close_beside(self, line: Line) -> None:
        """An item ends the heading that has its own mark: both stand at one depth."""
        beside = next(
            (
                at
                for at, part in enumerate(self.stack)
                if part.style is line.style and part.family in ITEM_FAMILIES and not self._numbers_below(at)
            ),
            None,
        )
        if beside is not None:
            del self.stack[beside:]

    def _open_heading(self, at: int) -> bool:
        line = self.lines[at]
        style = line.style
        if line.mark.level == BOLD:
            return self._opened and is_bold_heading(self.around, at) and self._open_leveled(at)
        if line.mark.level:
            return at != self.levels.cover and self._open_leveled(at)
        if style is Style.ROMAN or style is Style.CHAPTER:
            return self._open_chapter(at)
        if style in NUMBERED:
            return self._open_numbered(at)
        if style is Style.SQUARE:
            return bool(line.mark.rest) and self._open(at, Family.SQUARE, read_title(line.printed_rest(), numbered=False))
        if style is Style.CIRCLED and (self._heads_list(at, longest=LONGEST_TITLE + 20) or self._goes_on(line, Family.CIRCLED)):
            return self._open(at, Family.CIRCLED, read_title(line.printed_rest(), numbered=False))
        if style in (Style.CIRCLE, Style.DIAMOND) and self._is_titular(at):
            family = Family.CIRCLE if style is Style.CIRCLE else Family.DIAMOND
            return self._open(at, family, read_title(line.printed_rest(), numbered=False))
        if style is Style.TITLE_BOX and self._heads_list(at, longest=LONGEST_TITLE) and not self._in_captions(at):
            return self._open(at, Family.BOX, Title(squeeze(line.printed_rest())))
        if style is Style.TEXT and is_plain_heading(self.around, at, self.layout) and not self._answers(at):
            return self._open_plain(at)
        return False

    @property
    def _opened(self) -> bool:
        """Whether the title page is over: some heading has been met."""
        return bool(self.root.children)

    def _answers(self, at: int) -> bool:
        """Whether a line stands among the answers to an audit, whose parts have titles of their own (`추진내용`)."""
        audit = any(topic_of(part.title) is Topic.AUDIT for part in self.stack[1:])
        return audit and not self.around.in_table[self.around.next[at]]

    @staticmethod
    def _titled(line: Line) -> Title:
        return read_title(line.printed_rest())

    # --- where a heading goes -----------------------------------------------------------------------------------------

    def _open(self, at: int, family: Family, title: Title, keep: int | None = None, *, number: str | None = None) -> bool:
        """Open a part under the first `keep` open ones; without it, beside the open one of its family."""
        line = self.lines[at]
        if keep is None:
            keep = self._keep(family, line)
        del self.stack[min(keep, MOST_LEVELS) :]
        part = Part(
            family,
            line.style,
            line.mark.marker,
            number or line.mark.number,
            title.title,
            title.team,
            title.value,
            line.mark.level,
            at,
            [at],
        )
        self.stack[-1].children.append(part)
        self.stack.append(part)
        return True

    def _open_chapter(self, at: int) -> bool:
        title_at, title = self._numbered_title(at) if not self.lines[at].mark.rest else (at, self._titled(self.lines[at]))
        if title is None:
            return False
        self._open(at, Family.CHAPTER, title)
        if title_at != at:
            self._take_title(title_at)
        return True

    def _keep(self, family: Family, line: Line) -> int:
        """How many open parts stay open for a heading whose place its family decides."""
        if family is Family.CHAPTER:
            return next((at for at, part in enumerate(self.stack) if part.family in (Family.CHAPTER,)), self._last_leveled() + 1)
        if family is Family.SQUARE:
            return self._keep_square(line)
        beside = next((at for at, part in enumerate(self.stack) if part.family is family and not self._numbers_below(at)), None)
        if beside is not None:
            return beside
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > family and not self._holds(keep - 1, line):
            keep -= 1
        return keep

    def _holds(self, at: int, line: Line) -> bool:
        """Whether a bracketed title or `①` ranks above a sort of heading that mostly ranks above it: it stood right over one."""
        part = self.stack[at]
        if part.family not in HOLDING:
            return False
        sort = part.marker if part.family is Family.BOX else part.style
        if part.empty and at == len(self.stack) - 1:
            self.held.add((sort, line.style))
        return (sort, line.style) in self.held

    def _numbers_below(self, at: int) -> bool:
        """Whether a numbered series was opened below a `○`: then a new `○` goes below that."""
        return self.stack[at].family in (Family.CIRCLE, Family.DIAMOND) and any(
            part.family is Family.NUMBER for part in self.stack[at + 1 :]
        )

    def _last_leveled(self) -> int:
        return max((at for at, part in enumerate(self.stack) if part.level), default=0)

    def _open_leveled(self, at: int) -> bool:
        """A heading of Markdown or HTML: its level says where it goes, unless its report has one level for everything."""
        line = self.lines[at]
        family = LEVELED.get(line.style, Family.MARKDOWN)
        title = read_title(line.printed_rest(), numbered=family <= Family.NUMBER)
        if not title.title:
            return False
        keep = next((place for place, part in enumerate(self.stack) if part.level >= line.mark.level), None)
        if keep is None:
            chapter = max((place for place, part in enumerate(self.stack) if part.family is Family.CHAPTER), default=0)
            keep = self._keep(family, line) if family is Family.CHAPTER else max(chapter, self._last_leveled()) + 1
        elif self.levels.share(self.stack[keep].family, family):
            keep = self._keep_flat(family, line)
        return self._open(at, family, title, keep)

    def _keep_flat(self, family: Family, line: Line) -> int:
        """Where one level is used for headings of several sorts, the sort decides as in plain text."""
        if family is Family.NUMBER:
            keep = self._keep_numbered(line, last_number(line.mark.number))
            return len(self.stack) if keep is None else keep
        return self._keep(family, line)

    def _keep_square(self, line: Line) -> int:
        for at in range(1, len(self.stack)):
            part = self.stack[at]
            if part.family is Family.SQUARE or part.square_rank:
                return at
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > Family.SQUARE and not self._holds(keep - 1, line):
            keep -= 1
        return keep

    def _open_numbered(self, at: int) -> bool:
        line = self.lines[at]
        title_at, title = self._numbered_title(at)
        if title is None or not title.title or len(title.title) > LONGEST_TITLE + 20 or not any(letter.isalpha() for letter in title.title):
            return False
        weak = line.style in (Style.BRACKETED, Style.LETTER_BRACKETED, Style.LETTER, Style.HYPHENATED)
        if weak and not self._heads_list(at, longest=LONGEST_TITLE) and not self._goes_on(line, Family.NUMBER):
            return False
        keep = self._keep_numbered(line, last_number(line.mark.number))
        if keep is None:
            return False
        self._open(at, Family.NUMBER, title, keep)
        if title_at != at:
            self._take_title(title_at)
        return True

    def _take_title(self, at: int) -> None:
        """Count the line of a title below its number as part of the heading, and the team in brackets below that."""
        part = self.stack[-1]
        self.taken.add(at)
        part.heading_lines.append(at)
        below = self.around.next[at]
        team = _TEAM_ALONE.fullmatch(self.lines[below].body) if below < len(self.lines) and part.team is None else None
        if team:
            part.team = team["team"]
            self.taken.add(below)
            part.heading_lines.append(below)

    def _numbered_title(self, at: int) -> tuple[int, Title | None]:
        """The title of a numbered heading: on its line; for a number alone, the next line; on both where the first ends in `및`."""
        line = self.lines[at]
        below = self.around.next[at]
        following = self._title_below(at)
        if not line.mark.rest:
            return (below, read_title(following.raw)) if following else (at, None)
        if following and line.body.endswith(f" {JOINING_WORD}") and following.number - line.last <= MOST_APART:
            return below, read_title(f"{line.printed_rest()} {following.raw}")
        return at, (self._titled(line) if not line.body.endswith((*SENTENCE_ENDINGS, ",")) or len(line.body) < 30 else None)

    def _title_below(self, at: int) -> Line | None:
        """The next line where it may be a title or the rest of one."""
        below = self.around.next[at]
        following = self.around.following(at)
        if following is None or following.style is not Style.TEXT or self.around.in_table[below] or below in self.layout:
            return None
        return following if len(following.body) <= LONGEST_TITLE else None

    def _keep_numbered(self, line: Line, number: int) -> int | None:
        """Beside the deepest series that expects the number; a 1 opens a series; else the nearest series that skipped some."""
        if line.style is Style.HYPHENATED:
            outer = (line.mark.number or "").rpartition("-")[0]
            above = next((at for at, part in enumerate(self.stack) if part.family is Family.NUMBER and part.number == outer), None)
            if above is not None:
                return above + 1
            if "." in (line.mark.marker or "").rstrip("."):
                return None
        series = [
            (at, last_number(part.number))
            for at, part in enumerate(self.stack)
            if part.family is Family.NUMBER and _same_series(part.style, line.style)
        ]
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
        while keep > 1 and self._yields(keep - 1, line):
            keep -= 1
        top = self.stack[keep - 1]
        ranked = top.family is Family.SQUARE or top.square_rank
        if ranked and not top.empty and line.style in (Style.DOTTED, Style.BARE, Style.ALONE):
            keep -= 1
            # The same series may not start again inside itself once its square has ended.
            return min([keep, *(at for at in same if at < keep)]) if same and not self._nested_before(same, keep) else keep
        return keep

    def _yields(self, at: int, line: Line) -> bool:
        """Whether an open heading of a low rank is closed by a new series of numbers."""
        part = self.stack[at]
        low = part.family > Family.PLAIN or (part.family is Family.PLAIN and not part.square_rank)
        return low and not self._holds(at, line)

    def _nested_before(self, same: Sequence[int], keep: int) -> bool:
        return max(same) >= keep

    def _open_plain(self, at: int) -> bool:
        title = read_title(self.lines[at].raw, numbered=False)
        if not self.around.chaptered and label_key(title.title) in CHAPTER_TITLES:
            return self._open(at, Family.CHAPTER, title)
        following = self.around.following(at)
        if following is not None and following.style is Style.SQUARE:
            keep = len(self.stack)
            while keep > 1 and self.stack[keep - 1].family >= Family.PLAIN_ABOVE:
                keep -= 1
            return self._open(at, Family.PLAIN_ABOVE, title, keep)
        top = self.stack[-1]
        if (top.family is Family.SQUARE and top.empty) or (top.bare and top.noted and (top.family is Family.SQUARE or top.square_rank)):
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
        lower = LISTS - {line.style}
        if line.style in (Style.LETTER, Style.BRACKETED, Style.LETTER_BRACKETED, Style.HYPHENATED):
            lower |= {Style.BRACKETED, Style.LETTER_BRACKETED, Style.CIRCLED, Style.LETTER, Style.TEXT} - {line.style}
        elif line.style is Style.TITLE_BOX:
            lower |= NUMBERED | {Style.CIRCLED} | ({Style.TITLE_BOX} if (line.mark.marker or "") in STRONG_BOXES else set())
        # What goes on with an open series stands beside or above the line, not below it.
        if line.style is not Style.TITLE_BOX and any(part.style is following.style for part in self.stack if part.family in SERIES):
            return False
        return following.style in lower

    def _goes_on(self, line: Line, family: Family) -> bool:
        """Whether a number is the next one of an open series of headings, and stands before a title rather than a sentence."""
        number = last_number(line.mark.number)
        open_one = next((part for part in reversed(self.stack) if part.family is family and part.style is line.style), None)
        if open_one is None or number != last_number(open_one.number) + 1:
            return False
        title = read_title(line.mark.rest, numbered=False).title
        return len(title) <= 30 and not title.endswith((".", ",", *SENTENCE_ENDINGS))

    def _in_captions(self, at: int) -> bool:
        """Whether a bracketed line stands in a row of such lines, as captions of pictures do."""
        above = self.around.preceding(at)
        marker = self.lines[at].mark.marker or ""
        return marker not in STRONG_BOXES and above is not None and above.style is Style.TITLE_BOX and above.mark.marker == marker

    def _is_titular(self, at: int) -> bool:
        """Whether `○ …` is a heading: a title without a value, over a table, a unit or dashed items."""
        line = self.lines[at]
        rest = line.mark.rest
        title = read_title(rest, numbered=False)
        if title.value is not None or rest.startswith("(") or len(rest) > LONGEST_TITLE or rest.endswith((".", ",")):
            return False
        if not any(letter.isalpha() for letter in rest):
            return False
        below = self.around.next[at]
        if below >= len(self.lines) or below in self.layout:
            return False
        following = self.lines[below]
        if self.around.in_table[below] or following.style is Style.UNIT:
            return True
        if (
            following.style is Style.TEXT
            and following.number - line.last > 1
            and len(rest) <= SHORT_TITLE
            and topic_of(title.title) is not Topic.OTHER
        ):
            return True  # `○ 인구 현황` over lines without a mark
        if line.style is Style.DIAMOND:
            return (
                following.style in (Style.CIRCLE, Style.DASH)
                and line.mark.marker is not None
                and not line.mark.marker.startswith("-")
                and len(rest) <= 30
            )
        if following.style is Style.TITLE_BOX:
            return following.mark.marker not in STRONG_BOXES
        return following.style in (Style.DASH, Style.ARROW, Style.DOT) and not (following.mark.marker or "").startswith("※")


def last_number(number: str | None) -> int:
    """The last part of a heading's number: 3 of `2-3`."""
    return int((number or "0").rpartition("-")[2])


def _same_series(first: Style, second: Style) -> bool:
    """`1 제목` and a number alone on its line are one series; a bold title after its number is `1 제목` as well."""
    bare = (Style.BARE, Style.ALONE)
    return first is second or (first in bare and second in bare)
