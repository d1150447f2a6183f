"""Headings without a mark: short lines that nothing runs on into, over a list, a table or a marked heading.

A few titles are headings wherever they stand alone (`일반현황`, `추진실적`). A body's name over counts of teams is the top of an
organisation chart, a line that names several bodies is a part of one.
"""

import re
from typing import Final

from app.models.facts import BodyLevel
from app.parsers.bodies.reporters import names_body, names_reporter
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    CHAPTER_TITLES,
    CONTINUING_ENDINGS,
    COUNT_AT_END,
    COUNT_OF_BODIES,
    DATED_LINE,
    FIGURES_STATED,
    PART_TITLES,
    REPORT_KINDS,
    SENTENCE_ENDINGS,
    SITE_CAPTION,
    STANDING_TITLES,
    body_level,
    label_key,
)
from app.parsers.lines.lines import Line, unpad
from app.parsers.lines.marks import NUMBERED, Style
from app.parsers.lines.titles import Surroundings, is_complete, is_note, read_title
from app.parsers.outline.sight import Evidence, Sight
from app.parsers.outline.tree import Family

_PADDED_WORD: Final = re.compile(r"[가-힣](?: +[가-힣])+")
_BETWEEN: Final = re.compile(r"\s[-–]\s|→")
_FIGURES_AFTER: Final = re.compile(r"\d[\d,.]*\s+[△-]?\d[\d,.]*%?$")
_FULL: Final = 0.7  # of the width that text lines have
_WIDE_GAP: Final = 4  # lines apart that no sentence bridges
_ONE_BLANK: Final = 2  # lines apart, one blank line between
_LONG_ITEM: Final = 30
_MOST_NAMED: Final = 3  # words of a line that says whose a report is
_TITLE_PAGE: Final = 6  # lines that a title page prints before the title of the report, at the most
_HEADINGS_ABOVE: Final = frozenset(
    [
        Style.ROMAN,
        Style.SQUARE,
        Style.UNIT,
        Style.MARKDOWN,
        Style.TITLE_BOX,
        Style.NOTE,
        Style.DOTTED,
        Style.BARE,
        Style.CHAPTER,
        Style.ALONE,
    ]
)
_LISTED: Final = frozenset(
    [
        Style.DASH,
        Style.DOT,
        Style.ARROW,
        Style.CIRCLE,
        Style.DIAMOND,
        Style.CIRCLED,
        Style.NOTE,
        Style.TAB,
        Style.PIPE,
        Style.UNIT,
        Style.SQUARE,
        Style.BARE,
        Style.ALONE,
    ]
)


# --- what speaks for a heading -----------------------------------------------------------------------------------------


def _over_table(sight: Sight, at: int) -> bool:
    return sight.over_table(at)


def _over_list(sight: Sight, at: int) -> bool:
    """A list, a unit or a marked heading stands below."""
    following = sight.below(at)
    return following is not None and following.style in _LISTED


def over_first_number(sight: Sight, at: int) -> bool:
    """A series of numbers begins below; one of Roman numerals only within a chapter."""
    following = sight.below(at)
    if following is None or following.mark.number != "1":
        return False
    if following.style is Style.ROMAN:
        return any(part.family is Family.CHAPTER for part in sight.open)
    return following.style in (Style.DOTTED, Style.BARE, Style.ALONE)


def over_part(sight: Sight, at: int) -> bool:
    """The title of a project's part stands below without a mark, and this line is none itself."""
    following = sight.below(at)
    if following is None or following.style is not Style.TEXT or _is_part(sight.lines[at]):
        return False
    return _is_part(following)


def _is_part(line: Line) -> bool:
    return label_key(line.body) in PART_TITLES


def _over_date(sight: Sight, at: int) -> bool:
    """A date or unit in brackets stands below."""
    following = sight.below(at)
    return following is not None and is_dated(following)


def _standing_over_text(sight: Sight, at: int) -> bool:
    """A title that is a heading wherever it stands alone, over text or a number of any form."""
    following = sight.below(at)
    return (
        following is not None
        and (following.style is Style.TEXT or following.style in NUMBERED)
        and is_standing(sight.lines[at], sight.around)
    )


def _padded_over_text(sight: Sight, at: int) -> bool:
    """A word padded with blanks (`현 황`), as titles are."""
    following = sight.below(at)
    return following is not None and following.style is Style.TEXT and bool(_PADDED_WORD.fullmatch(sight.lines[at].body))


# --- what speaks against one --------------------------------------------------------------------------------------------


def _is_no_title(sight: Sight, at: int) -> bool:
    return not is_title(sight.lines[at])


def _on_title_page(sight: Sight, at: int) -> bool:
    """Chapters have numbers, and the first of them has not come yet."""
    return at < sight.around.chapter


def _is_report_title(sight: Sight, at: int) -> bool:
    """What the report as a whole is called, or whose it is, among its first lines."""
    if sight.open[0].children or sight.around.above(at, _TITLE_PAGE) >= _TITLE_PAGE:
        return False
    body = sight.lines[at].body
    return label_key(body) in REPORT_KINDS or _ends_in_body(body)


def _ends_in_body(text: str) -> bool:
    """Whether a line of a title page says whose report it is: `들빛시 환경과`."""
    said = unpad(text).split()
    level = body_level(said[-1]) if 1 < len(said) <= _MOST_NAMED else None
    return level is not None and level is not BodyLevel.TEAM


def _states_figures(sight: Sight, at: int) -> bool:
    """Amounts, rates, changes: what a sentence or a row prints, and no title does."""
    return bool(FIGURES_STATED.search(sight.lines[at].body))


def _captions_table(sight: Sight, at: int) -> bool:
    """A site's sentence on what the table below shows: its caption, and no section of the text."""
    return bool(SITE_CAPTION.search(sight.lines[at].body))


def _heads_nothing(sight: Sight, at: int) -> bool:
    return sight.below(at) is None


def _states_value(sight: Sight, at: int) -> bool:
    """A value stands behind the title, no table below it, and the line opens no part."""
    stated = read_title(sight.lines[at].raw, numbered=False).value is not None
    return stated and not sight.over_table(at) and not _stands_first(sight.around, at)


def _tops_chart(sight: Sight, at: int) -> bool:
    """A body's name stands over counts of teams and people: the top of an organisation chart."""
    following = sight.below(at)
    title = read_title(sight.lines[at].raw, numbered=False).title
    return following is not None and body_level(title) is not None and bool(COUNT_OF_BODIES.search(following.body))


def _is_rest(sight: Sight, at: int) -> bool:
    """The line is the wrapped rest of the one above it."""
    following = sight.below(at)
    if following is None or not _runs_on(sight.around, at, following, sight.layout):
        return False
    return not _ends_above(sight, at)


def _ends_above(sight: Sight, at: int) -> bool:
    """Whether what stands above has come to its end: a heading, an item before a blank line, a whole line before a standing title."""
    before = sight.around.before[at]
    above = sight.lines[before]
    if above.body.endswith(CONTINUING_ENDINGS):
        return False
    if sight.open[-1].heading_lines[-1:] == [before] and above.style is Style.TEXT:
        return True
    if at - before > 1 and _stands_alone(sight, at):
        return True
    # Only a full line goes on below.
    whole = is_complete(above.body) or len(above.body) < _FULL * sight.around.wrap
    return is_standing(sight.lines[at], sight.around) and whole


def _stands_alone(sight: Sight, at: int) -> bool:
    """Whether a line behind a blank one begins anew: items end there, it is a part's title, or a body's over its table."""
    line = sight.lines[at]
    return sight.around.apart or _is_part(line) or (sight.over_table(at) and names_body(line.body))


FOR_PLAIN: Final[tuple[Evidence, ...]] = (
    _over_table,
    _over_list,
    _over_date,
    over_first_number,
    over_part,
    _standing_over_text,
    _padded_over_text,
)
AGAINST_PLAIN: Final[tuple[Evidence, ...]] = (
    _heads_nothing,
    _on_title_page,
    _is_report_title,
    _is_no_title,
    _states_value,
    _states_figures,
    _captions_table,
    _tops_chart,
    _is_rest,
)


def is_standing(line: Line, around: Surroundings) -> bool:
    """Whether a line is nothing but a title that is a heading wherever it stands alone."""
    key = label_key(line.body)
    return key in PART_TITLES or (not around.chaptered and (key in STANDING_TITLES or key in CHAPTER_TITLES))


def is_title(line: Line) -> bool:
    """Whether the words of a line may be a title: short, no sentence, no date, no list of bodies, no figures at its end."""
    title = read_title(line.raw, numbered=False).title
    if not 2 <= len(title.replace(" ", "")) <= 30 or line.body.endswith((*SENTENCE_ENDINGS, ",", ".", "·", ":")):
        return False
    if line.body.startswith(("(", "'", '"', "~", "→")) or DATED_LINE.fullmatch(line.body) or title.endswith(CONTINUING_ENDINGS[:6]):
        return False
    return not _lists_bodies(title) and not names_reporter(title) and not _BETWEEN.search(fold(title)) and not _FIGURES_AFTER.search(title)


def _lists_bodies(title: str) -> bool:
    """Whether a line names several bodies, or ends in a count: an organisation chart, no heading."""
    words = unpad(title).split()
    return (len(words) > 1 and sum(body_level(word) is not None for word in words) > 1) or bool(COUNT_AT_END.search(title))


def _stands_first(around: Surroundings, at: int) -> bool:
    """Whether the line opens a part: right below a marked heading, or after a wide gap."""
    above = around.preceding(at)
    return above is None or above.style in (Style.ROMAN, Style.MARKDOWN, Style.CHAPTER) or at - around.before[at] > 3


def is_dated(line: Line) -> bool:
    """Whether a line is nothing but a date or unit in brackets, for what stands below or above it."""
    return line.style is Style.TEXT and line.body.startswith("(") and line.body.endswith(")") and is_note(line.body[1:-1])


def _runs_on(around: Surroundings, at: int, following: Line, layout: frozenset[int]) -> bool:
    """Whether the line is the wrapped rest of the one above it."""
    before = around.before[at]
    if before < 0 or before in layout or around.in_table[before]:
        return False
    above, gap = around.lines[before], at - before
    if above.style is Style.NOTE and gap == 1 and not around.in_table[around.next[at]]:
        return True
    if above.style in _HEADINGS_ABOVE:
        # A wrapped title is as long as the page is wide; a note ends where it ends.
        return gap == 1 and (len(above.body) >= around.wrap or above.body.endswith(CONTINUING_ENDINGS))
    if above.body.endswith(CONTINUING_ENDINGS):
        return True
    if gap == 1:
        return _runs_on_close(above, following)
    return gap < _WIDE_GAP and _runs_on_apart(around, at, above, following)


def _runs_on_close(above: Line, following: Line) -> bool:
    """Whether a line goes on with the one right above it: only a sentence over a □ is sure to have ended there."""
    if above.style is not Style.TEXT and len(above.body) > _LONG_ITEM:
        return True
    return not (following.style is Style.SQUARE and above.body.endswith(SENTENCE_ENDINGS))


def _runs_on_apart(around: Surroundings, at: int, above: Line, following: Line) -> bool:
    """Whether a line goes on with one above a blank line, as on pages where one stands between all lines."""
    gap = at - around.before[at]
    if above.style is Style.TEXT:
        whole = above.body.endswith(SENTENCE_ENDINGS) or is_standing(above, around) or is_standing(around.lines[at], around)
        return not whole and gap <= _ONE_BLANK and len(above.body) > 0.6 * around.wrap
    complete = is_complete(above.body)
    if following.style is Style.SQUARE and complete:
        return False
    return gap <= _ONE_BLANK and not (complete and len(above.body) < 0.9 * around.wrap)
