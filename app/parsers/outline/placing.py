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

from collections.abc import Sequence
from typing import Final

from app.parsers.bodies.reporters import names_body
from app.parsers.bodies.whole import names_whole
from app.parsers.grids import Grid
from app.parsers.labels import CHAPTER_TITLES, OUTER_CHAPTERS, PART_TITLES, PROJECT_CHAPTER_WORDS, STANDING_TITLES, label_key
from app.parsers.lines.layout import find_layout
from app.parsers.lines.lines import Line
from app.parsers.lines.marks import Style
from app.parsers.lines.titles import Surroundings
from app.parsers.outline.plain import is_dated, is_standing, over_first_number, over_part
from app.parsers.outline.rules import Heading, find_heading
from app.parsers.outline.sight import Sight
from app.parsers.outline.tree import Family, Levels, Part, Tree, last_number, same_series

MOST_LEVELS: Final = 16  # headings under headings
MOST_SKIPPED: Final = 4  # headings that may be lost between two of a series
HOLDING: Final = frozenset([Family.BOX, Family.CIRCLED])
ITEM_FAMILIES: Final = frozenset([Family.CIRCLED, Family.DIAMOND, Family.CIRCLE])
MARKED_ITEMS: Final = frozenset([Style.CIRCLE, Style.DIAMOND, Style.CIRCLED])
_RESTARTING: Final = frozenset([Style.DOTTED, Style.BARE, Style.ALONE])


def build_tree(lines: Sequence[Line], grids: Sequence[Grid]) -> Tree:
    """Place every line and grid. Pure: builds new parts, changes neither lines nor grids."""
    in_table = [False] * len(lines)
    starts: dict[int, list[int]] = {}
    for number, grid in enumerate(grids):
        starts.setdefault(grid.first, []).append(number)
        for at in range(grid.first, grid.last + 1):
            in_table[at] = True
    around = Surroundings(lines, in_table)
    builder = _Builder(lines, around, find_layout(lines, around))
    for at, line in enumerate(lines):
        builder.stack[-1].content += [-1 - number for number in starts.get(at, ())]
        if not in_table[at] and line.body and at not in builder.taken:
            builder.add(at)
    return Tree(builder.root, builder.sight.layout, builder.sight.cover)


class _Builder:
    """Holds the open headings while the lines go by."""

    def __init__(self, lines: Sequence[Line], around: Surroundings, layout: frozenset[int]) -> None:
        self.lines = lines
        self.taken: set[int] = set()
        self.held: set[tuple[str | Style | None, Style]] = set()
        self.levels = Levels.of(lines)
        self.root = Part(Family.ROOT, Style.TEXT, None, None, "")
        self.stack = [self.root]
        self.sight = Sight(lines, around, layout, self.stack, self.levels.cover)

    def add(self, at: int) -> None:
        """A line: a heading opens a part, anything else belongs to the open one."""
        line = self.lines[at]
        if at not in self.sight.layout:
            if self._open_heading(at):
                return
            if line.style in MARKED_ITEMS:
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
        """Open the heading that a line is; False where it is none, or where no open series expects its number."""
        found = find_heading(self.sight, at)
        heading = self._ranked(at, found) if found else None
        keep = self._keep(heading, self.lines[at]) if heading else None
        if heading is None or keep is None:
            return False
        self._open(at, heading, keep)
        return True

    def _open(self, at: int, heading: Heading, keep: int) -> None:
        """Open a part under the first `keep` open ones."""
        line, title = self.lines[at], heading.title
        del self.stack[min(keep, MOST_LEVELS) :]
        part = Part(
            heading.family, line.style, line.mark.marker, line.mark.number, title.title, title.team, title.value, line.mark.level, at
        )
        part.heading_lines += [at, *heading.taken]
        part.square_rank = heading.family is Family.PLAIN
        self.taken.update(heading.taken)
        self.stack[-1].children.append(part)
        self.stack.append(part)

    # --- of what rank an unmarked title is -----------------------------------------------------------------------------

    def _ranked(self, at: int, heading: Heading) -> Heading:
        """An unmarked title ranks by what stands around it; every other heading ranks by its mark."""
        if heading.family is Family.CHAPTER and self._is_inner_numeral(at, heading):
            return heading._replace(family=Family.NUMBER)
        return heading if heading.family is not Family.PLAIN else heading._replace(family=self._rank(at, heading))

    def _rank(self, at: int, heading: Heading) -> Family:
        """The sort of an unmarked title."""
        following = self.sight.around.following(at)
        if self._opens_chapter(heading):
            return Family.CHAPTER
        if self._opens_group(at, heading):
            return Family.GROUP
        if (following is not None and following.style is Style.SQUARE) or over_part(self.sight, at):
            return Family.PLAIN_ABOVE
        return Family.CIRCLE if _is_open_square(self.stack[-1]) else Family.PLAIN

    def _opens_chapter(self, heading: Heading) -> bool:
        """Where chapters have no numbers, known titles are chapters; not the parts of a project or of an outer chapter."""
        key = label_key(heading.title.title)
        if self.sight.around.chaptered or key not in CHAPTER_TITLES:
            return False
        inside = any(part.family in (Family.NUMBER, Family.PLAIN_ABOVE) for part in self.stack)
        outer = any(label_key(part.title) in OUTER_CHAPTERS for part in self.stack)
        return not (inside and key in PART_TITLES) and not (outer and key in STANDING_TITLES and key not in PROJECT_CHAPTER_WORDS)

    def _opens_group(self, at: int, heading: Heading) -> bool:
        """Whether a title stands over numbers that start again, or names the body that a part of a chapter is about."""
        title = heading.title.title
        chaptered = any(part.family is Family.CHAPTER for part in self.stack)
        if chaptered and (names_whole(title) or names_body(title)):
            return True
        return over_first_number(self.sight, at) and not is_standing(self.lines[at], self.sight.around)

    def _is_inner_numeral(self, at: int, heading: Heading) -> bool:
        """Whether a Roman numeral counts within a chapter: it begins again below a title without a mark, or goes on from there."""
        line = self.lines[at]
        outer = self._first_roman(self.stack, Family.CHAPTER)
        if outer is None or line.style is not Style.ROMAN:
            return False
        if line.mark.number == "1":
            return self.stack[-1].family is Family.GROUP and self.stack[-1].empty
        inner = self._first_roman(self.stack[::-1], Family.NUMBER)
        return inner is not None and _expects(inner, line) and (not _expects(outer, line) or _is_alike(line, heading, inner, outer))

    @staticmethod
    def _first_roman(parts: Sequence[Part], family: Family) -> Part | None:
        return next((part for part in parts if part.family is family and part.style is Style.ROMAN), None)

    # --- how many open parts stay open for a heading ---------------------------------------------------------------------

    def _keep(self, heading: Heading, line: Line) -> int | None:
        if line.mark.level:
            return self._keep_leveled(heading.family, line)
        if heading.family is Family.NUMBER:
            return self._keep_numbered(line, last_number(line.mark.number))
        if line.style is Style.TEXT:
            return self._keep_plain(heading.family)
        return self._keep_marked(heading.family, line)

    def _keep_plain(self, family: Family) -> int:
        """An unmarked title stands in the open chapter or number, the one right below an empty □ in that."""
        if family is Family.CHAPTER:
            return self._keep_chapter()
        if family is Family.CIRCLE:
            return len(self.stack)
        if family is Family.GROUP:
            return self._keep_group()
        over = Family.PLAIN_ABOVE if family is Family.PLAIN_ABOVE else Family.SQUARE
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family >= over:
            keep -= 1
        return keep

    def _keep_group(self) -> int:
        """Beside the open group, above the numbers that will start again; else in what is open down to a number of another form."""
        beside = next((at for at, part in enumerate(self.stack) if part.family is Family.GROUP), None)
        if beside is not None:
            return beside
        restarted = next((at for at, part in enumerate(self.stack) if part.family is Family.NUMBER and part.style in _RESTARTING), None)
        if restarted is not None:
            return restarted
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > Family.NUMBER:
            keep -= 1
        return keep

    def _keep_chapter(self) -> int:
        return next((at for at, part in enumerate(self.stack) if part.family is Family.CHAPTER), self._last_leveled() + 1)

    def _keep_marked(self, family: Family, line: Line) -> int:
        """Where a heading goes whose place its family decides."""
        if family is Family.CHAPTER:
            return self._keep_chapter()
        if family is Family.SQUARE:
            return self._keep_square(line)
        beside = next((at for at, part in enumerate(self.stack) if part.family is family and not self._numbers_below(at)), None)
        return beside if beside is not None else self._keep_above(family, line)

    def _keep_above(self, family: Family, line: Line) -> int:
        keep = len(self.stack)
        while keep > 1 and self.stack[keep - 1].family > family and not self._holds(keep - 1, line):
            keep -= 1
        return keep

    def _keep_square(self, line: Line) -> int:
        beside = next((at for at, part in enumerate(self.stack) if at and (part.family is Family.SQUARE or part.square_rank)), None)
        return beside if beside is not None else self._keep_above(Family.SQUARE, line)

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

    # --- levels of Markdown and HTML -------------------------------------------------------------------------------------

    def _last_leveled(self) -> int:
        return max((at for at, part in enumerate(self.stack) if part.level), default=0)

    def _keep_leveled(self, family: Family, line: Line) -> int:
        """A heading of Markdown or HTML: its level says where it goes, unless its report has one level for everything."""
        keep = next((place for place, part in enumerate(self.stack) if part.level >= line.mark.level), None)
        if keep is None:
            chapter = max((place for place, part in enumerate(self.stack) if part.family is Family.CHAPTER), default=0)
            return self._keep_chapter() if family is Family.CHAPTER else max(chapter, self._last_leveled()) + 1
        if self.levels.share(self.stack[keep].family, family):
            return self._keep_flat(family, line)
        return keep

    def _keep_flat(self, family: Family, line: Line) -> int:
        """Where one level is used for headings of several sorts, the sort decides as in plain text."""
        if family is Family.NUMBER:
            keep = self._keep_numbered(line, last_number(line.mark.number))
            return len(self.stack) if keep is None else keep
        return self._keep_marked(family, line)

    # --- series of numbers -----------------------------------------------------------------------------------------------

    def _keep_numbered(self, line: Line, number: int) -> int | None:
        """Beside the deepest series that expects the number; a 1 opens a series; else the nearest series that skipped some."""
        if line.style is Style.HYPHENATED:
            above = self._above_hyphenated(line)
            if above is not None or "." in (line.mark.marker or "").rstrip("."):
                return above
        series = self._series(line)
        expecting = _behind(series, number, 1)
        if expecting is not None:
            return expecting
        if number == 1:
            return self._keep_new_series(line, series)
        skipped = _behind(series, number, MOST_SKIPPED)
        if skipped is not None or series or line.style in (Style.BARE, Style.ALONE):
            return skipped
        return self._keep_new_series(line, series)

    def _series(self, line: Line) -> list[tuple[int, int]]:
        """The open series that a number may belong to, each with its last number, the deepest first."""
        numbered = ((at, part) for at, part in enumerate(self.stack) if part.family is Family.NUMBER)
        series = [(at, last_number(part.number)) for at, part in numbered if same_series(part.style, line.style)]
        return series[::-1]

    def _above_hyphenated(self, line: Line) -> int | None:
        """Below the number that a hyphenated one goes on from: `2-3` stands under `2`."""
        outer = (line.mark.number or "").rpartition("-")[0]
        above = next((at for at, part in enumerate(self.stack) if part.family is Family.NUMBER and part.number == outer), None)
        return above + 1 if above is not None else None

    def _keep_new_series(self, line: Line, same: Sequence[tuple[int, int]]) -> int:
        """Below the last heading that a number does not close, or beside its square. same: open series of its sort, deepest first."""
        keep = len(self.stack)
        while keep > 1 and self._yields(keep - 1, line):
            keep -= 1
        top = self.stack[keep - 1]
        ranked = top.family is Family.SQUARE or top.square_rank
        if ranked and not top.empty and line.style in _RESTARTING:
            keep -= 1
            # The same series may not start again inside itself once its square has ended.
            return same[-1][0] if same and same[0][0] < keep else keep
        return keep

    def _yields(self, at: int, line: Line) -> bool:
        """Whether an open heading of a low rank is closed by a new series of numbers."""
        part = self.stack[at]
        low = part.family > Family.PLAIN or (part.family is Family.PLAIN and not part.square_rank)
        return low and not self._holds(at, line)


def _is_open_square(part: Part) -> bool:
    """Whether a □, or a title of its rank, has nothing below it yet: no text, or a unit and a date alone."""
    if part.family is Family.SQUARE and part.empty:
        return True
    return part.bare and bool(part.noted) and (part.family is Family.SQUARE or part.square_rank)


def _numeral_form(marker: str | None) -> tuple[bool, bool]:
    """How a Roman numeral is printed: in letters or as one sign, with a point or without."""
    text = (marker or "").strip()
    return text[:1].isascii(), text.endswith((".", "．"))


def _behind(series: Sequence[tuple[int, int]], number: int, most: int) -> int | None:
    """The deepest series that a number goes on with, as one of the next `most`."""
    return next((at for at, last in series if last < number <= last + most), None)


def _expects(part: Part, line: Line) -> bool:
    """Whether a line's number is the next one of a heading's series."""
    return last_number(line.mark.number) == last_number(part.number) + 1


def _is_alike(line: Line, heading: Heading, inner: Part, outer: Part) -> bool:
    """Whether a numeral that two series expect is printed as the inner one, and not as the outer; else its title decides."""
    forms = [_numeral_form(marker) for marker in (line.mark.marker, inner.marker, outer.marker)]
    return forms[0] == forms[1] and (forms[1] != forms[2] or label_key(heading.title.title) in STANDING_TITLES)
