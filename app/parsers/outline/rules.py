"""Is this line a heading? An ordered table of rules; the first one whose printed form a line has decides.

A mark alone proves little: `1 조 직` may be a wrapped sentence, `○ 추진배경` an item, a short line the label of a row. So a rule
says which form it reads, what speaks *for* a heading (any of it is enough) and what speaks *against* one (any of it is
too much). Under what a heading stands is another question, and answered in `app/parsers/outline/placing.py`.

>>> [rule.name for rule in RULES][:3]
['bold as a whole', 'a level of Markdown or HTML', 'a chapter']
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from app.models.outline import Topic
from app.parsers.labels import CHAPTER_TITLES, JOINING_WORD, SENTENCE_ENDINGS, STANDING_TITLES, TEAM_ENDINGS, label_key, topic_of
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import BOLD, NUMBERED, Style
from app.parsers.lines.titles import LONGEST_TITLE, Title, read_title
from app.parsers.outline.plain import AGAINST_PLAIN, FOR_PLAIN, is_title
from app.parsers.outline.sight import Evidence, Sight
from app.parsers.outline.tree import LEVELED, Family, last_number

LONGEST_ENUMERATED: Final = LONGEST_TITLE + 20
SHORT_TITLE: Final = 12
LONG_SENTENCE: Final = 30  # a numbered line at least so long that ends as sentences end is one
MOST_APART: Final = 2  # lines between the two of a wrapped title, where a blank one stands between all lines
SERIES: Final = frozenset([Family.SQUARE, Family.NUMBER])
WEAK_NUMBERS: Final = frozenset([Style.BRACKETED, Style.LETTER_BRACKETED, Style.LETTER, Style.HYPHENATED])
STRONG_BOXES: Final = frozenset("【《")
LISTS: Final = frozenset([Style.DASH, Style.DOT, Style.ARROW, Style.CIRCLE, Style.DIAMOND, Style.SQUARE, Style.NOTE])
_ITEMS_BELOW_LETTERS: Final = frozenset([Style.BRACKETED, Style.LETTER_BRACKETED, Style.CIRCLED, Style.LETTER, Style.TEXT])
_BELOW_CIRCLES: Final = frozenset([Style.DASH, Style.ARROW, Style.DOT])
_TEAM_ALONE: Final = re.compile(rf"\(\s*(?P<team>[가-힣A-Za-z0-9·]{{2,12}}(?:{'|'.join(TEAM_ENDINGS)}))\s*\)")


class Heading(NamedTuple):
    """A line that is a heading: its sort, its title, and the further lines that the title and its team take."""

    family: Family
    title: Title
    taken: tuple[int, ...] = ()


class Rule(NamedTuple):
    """One form of heading. Without anything to speak for it, the form alone does."""

    name: str
    reads: Callable[[Line], bool]
    title: Callable[[Sight, int], Heading | None]
    speaks_for: tuple[Evidence, ...] = ()
    speaks_against: tuple[Evidence, ...] = ()


def find_heading(sight: Sight, at: int) -> Heading | None:
    """The heading that a line is, or None."""
    line = sight.lines[at]
    rule = next((rule for rule in RULES if rule.reads(line)), None)
    if rule is None or any(evidence(sight, at) for evidence in rule.speaks_against):
        return None
    if rule.speaks_for and not any(evidence(sight, at) for evidence in rule.speaks_for):
        return None
    return rule.title(sight, at)


# --- what speaks for a heading, and what against ---------------------------------------------------------------------------


def _on_title_page(sight: Sight, at: int) -> bool:
    """No heading has been met: a bold line is one of a title page then."""
    return not sight.open[0].children


def _heads_nothing(sight: Sight, at: int) -> bool:
    """Nothing follows, or the line is no title."""
    return sight.around.next[at] >= len(sight.lines) or not is_title(sight.lines[at])


def _heads_report(sight: Sight, at: int) -> bool:
    return at == sight.cover


def _without_title(sight: Sight, at: int) -> bool:
    return not sight.lines[at].mark.rest


def _heads_list(sight: Sight, at: int) -> bool:
    """Something of a lower rank stands right below: a table, a unit, a list."""
    line, following = sight.lines[at], sight.below(at)
    if following is None or not line.mark.rest:
        return False
    if sight.over_table(at) or following.style in (Style.UNIT, Style.TAB, Style.PIPE):
        return True
    if line.style is Style.TITLE_BOX:
        boxes = {Style.TITLE_BOX} if (line.mark.marker or "") in STRONG_BOXES else set()
        return following.style in LISTS | NUMBERED | {Style.CIRCLED} | boxes
    # What goes on with an open series stands beside or above the line, not below it.
    if any(part.style is following.style for part in sight.open if part.family in SERIES):
        return False
    lower = LISTS | (_ITEMS_BELOW_LETTERS if line.style in WEAK_NUMBERS else frozenset())
    return following.style in lower - {line.style}


def _goes_on(sight: Sight, at: int) -> bool:
    """The number is the next one of an open series of headings, and stands before a title rather than a sentence."""
    line = sight.lines[at]
    family = Family.CIRCLED if line.style is Style.CIRCLED else Family.NUMBER
    number = last_number(line.mark.number)
    opened = next((part for part in reversed(sight.open) if part.family is family and part.style is line.style), None)
    if opened is None or number != last_number(opened.number) + 1:
        return False
    title = read_title(line.mark.rest, numbered=False).title
    return len(title) <= 30 and not title.endswith((".", ",", *SENTENCE_ENDINGS))


def _longer_than(longest: int) -> Evidence:
    def is_longer(sight: Sight, at: int) -> bool:
        return len(sight.lines[at].mark.rest) > longest

    return is_longer


def _is_sentence(sight: Sight, at: int) -> bool:
    return sight.lines[at].body.endswith((*SENTENCE_ENDINGS, ","))


def _in_captions(sight: Sight, at: int) -> bool:
    """A bracketed line in a row of such lines, as captions of pictures are."""
    above = sight.around.preceding(at)
    marker = sight.lines[at].mark.marker or ""
    return marker not in STRONG_BOXES and above is not None and above.style is Style.TITLE_BOX and above.mark.marker == marker


def _states(sight: Sight, at: int) -> bool:
    """An item that says something: a value behind its title, a bracket, a sentence, no letter at all."""
    rest = sight.lines[at].mark.rest
    return (
        rest.startswith("(")
        or rest.endswith((".", ","))
        or not any(letter.isalpha() for letter in rest)
        or read_title(rest, numbered=False).value is not None
    )


def _over_table_or_unit(sight: Sight, at: int) -> bool:
    following = sight.below(at)
    return following is not None and (sight.over_table(at) or following.style is Style.UNIT)


def _over_free_lines(sight: Sight, at: int) -> bool:
    """`○ 인구 현황` over lines without a mark."""
    line, following = sight.lines[at], sight.below(at)
    if following is None or following.style is not Style.TEXT or following.number - line.last <= 1:
        return False
    title = read_title(line.mark.rest, numbered=False).title
    return len(line.mark.rest) <= SHORT_TITLE and topic_of(title) is not Topic.OTHER


def _diamond_over_list(sight: Sight, at: int) -> bool:
    line, following = sight.lines[at], sight.below(at)
    if line.style is not Style.DIAMOND or following is None or following.style not in (Style.CIRCLE, Style.DASH):
        return False
    return line.mark.marker is not None and not line.mark.marker.startswith("-") and len(line.mark.rest) <= 30


def _circle_over_list(sight: Sight, at: int) -> bool:
    line, following = sight.lines[at], sight.below(at)
    if line.style is not Style.CIRCLE or following is None:
        return False
    if following.style is Style.TITLE_BOX:
        return following.mark.marker not in STRONG_BOXES
    return following.style in _BELOW_CIRCLES and not (following.mark.marker or "").startswith("※")


def _answers(sight: Sight, at: int) -> bool:
    """A line among the answers to an audit, whose parts have titles of their own (`추진내용`)."""
    return any(topic_of(part.title) is Topic.AUDIT for part in sight.open[1:]) and not sight.over_table(at)


# --- the title that a heading has ---------------------------------------------------------------------------------------


def _marked(family: Family) -> Callable[[Sight, int], Heading | None]:
    """A heading whose title stands behind its mark."""

    def read(sight: Sight, at: int) -> Heading | None:
        return Heading(family, read_title(sight.lines[at].printed_rest(), numbered=False))

    return read


def _read_leveled(sight: Sight, at: int) -> Heading | None:
    line = sight.lines[at]
    family = LEVELED.get(line.style, Family.MARKDOWN)
    title = read_title(line.printed_rest(), numbered=family <= Family.NUMBER)
    return Heading(family, title) if title.title else None


def _read_box(sight: Sight, at: int) -> Heading | None:
    return Heading(Family.BOX, Title(squeeze(sight.lines[at].printed_rest())))


def _read_plain(sight: Sight, at: int) -> Heading | None:
    return Heading(Family.PLAIN, read_title(sight.lines[at].raw, numbered=False))


def _read_chapter(sight: Sight, at: int) -> Heading | None:
    line = sight.lines[at]
    if line.mark.rest:
        return Heading(Family.CHAPTER, _flattened_title(line) or read_title(line.printed_rest()))
    title_at, title = _numbered_title(sight, at)
    return _with_team(sight, at, Heading(Family.CHAPTER, title, (title_at,))) if title is not None else None


def _flattened_title(line: Line) -> Title | None:
    """The known title that opens a chapter printed in one breath: `Ⅰ. 일반현황 8팀 88명 …`; the rest is what it states."""
    rest = line.printed_rest()
    first, _, value = rest.partition(" ")
    known = len(rest) > LONGEST_TITLE and label_key(first) in CHAPTER_TITLES | STANDING_TITLES
    return Title(first, value=value.strip()) if known else None


def _read_numbered(sight: Sight, at: int) -> Heading | None:
    title_at, title = _numbered_title(sight, at)
    if title is None or not title.title or len(title.title) > LONGEST_ENUMERATED or not any(letter.isalpha() for letter in title.title):
        return None
    heading = Heading(Family.NUMBER, title, (title_at,) if title_at != at else ())
    return _with_team(sight, at, heading)


def _numbered_title(sight: Sight, at: int) -> tuple[int, Title | None]:
    """The title of a numbered heading: on its line; for a number alone, the next line; on both where the first ends in `및`."""
    line = sight.lines[at]
    below = sight.around.next[at]
    following = _title_below(sight, at)
    if not line.mark.rest:
        return (below, read_title(following.raw)) if following else (at, None)
    if following and line.body.endswith(f" {JOINING_WORD}") and following.number - line.last <= MOST_APART:
        return below, read_title(f"{line.printed_rest()} {following.raw}")
    whole = line.body.endswith((*SENTENCE_ENDINGS, ",")) and len(line.body) >= LONG_SENTENCE
    return at, None if whole else read_title(line.printed_rest())


def _title_below(sight: Sight, at: int) -> Line | None:
    """The next line where it may be a title or the rest of one."""
    following = sight.below(at)
    if following is None or following.style is not Style.TEXT or sight.over_table(at):
        return None
    return following if len(following.body) <= LONGEST_TITLE else None


def _with_team(sight: Sight, at: int, heading: Heading) -> Heading:
    """The team in brackets below a title that stands below its number."""
    if not heading.taken or heading.title.team is not None:
        return heading
    below = sight.around.next[heading.taken[-1]]
    team = _TEAM_ALONE.fullmatch(sight.lines[below].body) if below < len(sight.lines) else None
    return heading._replace(title=heading.title._replace(team=team["team"]), taken=(*heading.taken, below)) if team else heading


# --- the table ------------------------------------------------------------------------------------------------------------


def _of(*styles: Style) -> Callable[[Line], bool]:
    wanted = frozenset(styles)

    def reads(line: Line) -> bool:
        return line.style in wanted

    return reads


def _is_bold(line: Line) -> bool:
    return line.mark.level == BOLD


def _has_level(line: Line) -> bool:
    return line.mark.level > 0


RULES: Final = (
    Rule("bold as a whole", _is_bold, _read_leveled, speaks_against=(_on_title_page, _heads_nothing)),
    Rule("a level of Markdown or HTML", _has_level, _read_leveled, speaks_against=(_heads_report,)),
    Rule("a chapter", _of(Style.ROMAN, Style.CHAPTER), _read_chapter),
    Rule(
        "a weak number",
        _of(*WEAK_NUMBERS),
        _read_numbered,
        speaks_for=(_heads_list, _goes_on),
        speaks_against=(_longer_than(LONGEST_ENUMERATED), _is_sentence),
    ),
    Rule("a number", _of(*NUMBERED - WEAK_NUMBERS), _read_numbered),
    Rule("a square", _of(Style.SQUARE), _marked(Family.SQUARE), speaks_against=(_without_title,)),
    Rule(
        "a number in a circle",
        _of(Style.CIRCLED),
        _marked(Family.CIRCLED),
        speaks_for=(_heads_list, _goes_on),
        speaks_against=(_longer_than(LONGEST_ENUMERATED),),
    ),
    Rule(
        "a circle",
        _of(Style.CIRCLE),
        _marked(Family.CIRCLE),
        speaks_for=(_over_table_or_unit, _over_free_lines, _circle_over_list),
        speaks_against=(_states, _longer_than(LONGEST_TITLE)),
    ),
    Rule(
        "a diamond",
        _of(Style.DIAMOND),
        _marked(Family.DIAMOND),
        speaks_for=(_over_table_or_unit, _over_free_lines, _diamond_over_list),
        speaks_against=(_states, _longer_than(LONGEST_TITLE)),
    ),
    Rule(
        "a title in brackets",
        _of(Style.TITLE_BOX),
        _read_box,
        speaks_for=(_heads_list,),
        speaks_against=(_longer_than(LONGEST_TITLE), _in_captions),
    ),
    Rule("no mark", _of(Style.TEXT), _read_plain, speaks_for=FOR_PLAIN, speaks_against=(*AGAINST_PLAIN, _answers)),
)
