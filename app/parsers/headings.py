"""Which lines are headings, and which are layout: contents lists, divider pages, page numbers, running heads.

A mark proposes, the surroundings decide. A title may stand up to three times: in a contents list, on a divider page and
over its page; only the last is the heading. A number that stands alone on a line belongs to the title below it. A
heading may carry a unit, a date, a value after a colon or a dash, or the name of its team; none of these is its title.
A short line without any mark is a heading where a list, a table or a marked heading follows it and nothing runs on
into it.

>>> read_title("예산현황 (단위: 천원)").title, read_title("탁트인 청사환경 조성 총무팀").team
('예산현황', '총무팀')
>>> read_title("조직·인력 : 5과 2사업소 353명")
Title(title='조직·인력', team=None, value='5과 2사업소 353명')
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.models.names import name_key
from app.parsers.labels import (
    AS_OF_NOTE,
    CONTENTS_WORDS,
    CONTINUING_ENDINGS,
    PAGE_COLUMN_WORDS,
    PART_TITLES,
    SENTENCE_ENDINGS,
    TEAM_ENDINGS,
    UNIT_NOTE,
    body_level,
)
from app.parsers.lines import Line, squeeze, unpad
from app.parsers.marks import NUMBERED, Style
from app.parsers.normalise import fold

LONGEST_TITLE: Final = 60
_BOLD: Final = re.compile(r"\*\*|__|</?(?:b|strong|u|span)[^>]*>", re.I)
_BRACKET: Final = re.compile(r"\s*\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_VALUE_AFTER: Final = re.compile(r"^(?P<title>[^:]{2,30}?)\s*:\s*(?P<value>\S.*)$")
_DASHED_VALUE: Final = re.compile(r"^(?P<title>[^:\-–]{2,20}?)\s+[-–]\s+(?P<value>(?:\(?\s*\d|총|약|평균|최대|최소).*)$")
_NOTE_AFTER: Final = re.compile(r"\s+※.*$")
_TEAM: Final = re.compile(rf"^(?P<title>.*\S)\s+\(?(?P<team>[가-힣A-Za-z0-9·]{{2,12}}(?:{'|'.join(TEAM_ENDINGS)}))\)?$")
_BRACKETED_BODY: Final = re.compile(r"^(?P<title>.*\S)\s*\((?P<team>[가-힣A-Za-z0-9·]{2,12})\)$")
_PADDED_WORD: Final = re.compile(r"[가-힣](?: +[가-힣])+")
_BODY_COUNT: Final = re.compile(r"\d\s?(?:팀|과|명|담당)(?:\s|$)")
_PAGE_AFTER: Final = re.compile(r"\s+\d{1,3}$")
_DOTTED_LIST: Final = frozenset([Style.DASH, Style.CIRCLED, *NUMBERED, Style.CIRCLE, Style.SQUARE, Style.TEXT, Style.DOT])
_LISTED: Final = frozenset(
    [Style.DASH, Style.DOT, Style.ARROW, Style.CIRCLE, Style.DIAMOND, Style.CIRCLED, Style.NOTE, Style.TAB, Style.PIPE, Style.UNIT]
)


@dataclass(frozen=True, slots=True)
class Title:
    """A heading's title, with what was printed beside it."""

    title: str
    team: str | None = None
    value: str | None = None


def read_title(printed: str, *, numbered: bool = True) -> Title:
    """Take a heading apart. `numbered`: only numbered headings have a team printed beside them."""
    text = _NOTE_AFTER.sub("", _BOLD.sub("", printed)).strip()
    value = team = None
    text = _without_notes(text)
    match = _VALUE_AFTER.match(text) or (None if numbered else _DASHED_VALUE.match(text))
    if match and not re.search(r"\d$", match["title"]):
        text, value = _without_notes(match["title"]), match["value"]
    match = (_TEAM.match(text) or _BRACKETED_BODY.match(text)) if numbered else None
    if match and (match["team"].endswith(TEAM_ENDINGS) or body_level(match["team"]) is not None):
        text, team = match["title"], match["team"]
    return Title(squeeze(text), team, value)


def _without_notes(text: str) -> str:
    while (bracket := _BRACKET.search(text)) and _is_note(bracket["inner"]):
        text = text[: bracket.start()]
    return text


def _is_note(inner: str) -> bool:
    return bool(UNIT_NOTE.search(inner) or (re.search(r"\d", inner) and AS_OF_NOTE.search(inner)))


class Surroundings:
    """What stands around each line; computed once, in one pass."""

    def __init__(self, lines: Sequence[Line], in_table: Sequence[bool]) -> None:
        self.lines = lines
        self.in_table = in_table
        self.next = [len(lines)] * len(lines)
        self.before = [-1] * len(lines)
        following = len(lines)
        for at in range(len(lines) - 1, -1, -1):
            self.next[at] = following
            following = at if lines[at].body else following
        previous = -1
        for at in range(len(lines)):
            self.before[at] = previous
            previous = at if lines[at].body else previous
        widths = sorted(len(line.body) for line in lines if line.style in (Style.TEXT, Style.DASH, Style.CIRCLE) and len(line.body) > 20)
        self.wrap = widths[int(len(widths) * 0.9)] if widths else 80

    def following(self, at: int) -> Line | None:
        """The next line that is not blank."""
        return self.lines[self.next[at]] if self.next[at] < len(self.lines) else None

    def preceding(self, at: int) -> Line | None:
        """The last line before it that is not blank."""
        return self.lines[self.before[at]] if self.before[at] >= 0 else None


def find_layout(lines: Sequence[Line], around: Surroundings) -> frozenset[int]:
    """Indexes of lines that are no text: contents lists, repeated titles, page numbers, running heads, rules."""
    layout = {at for at, line in enumerate(lines) if line.style in (Style.PAGE, Style.LEADER, Style.RULE) and not around.in_table[at]}
    layout |= _contents_pages(lines, around, layout)
    layout |= _repeated_titles(lines, around, layout)
    layout |= _running_heads(lines, around, layout)
    return frozenset(layout)


def _contents_pages(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """Lines of a contents page: below its title, as long as they look like entries; and the header over dot leaders."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if line.style is Style.LEADER:
            above = around.preceding(at)
            words = set(above.body.split()) if above else set()
            if (
                above
                and above.style is Style.TEXT
                and (words & PAGE_COLUMN_WORDS or squeeze(above.body).replace(" ", "").endswith(tuple(PAGE_COLUMN_WORDS)))
            ):
                found.add(around.before[at])
        elif line.style in (Style.TEXT, Style.TITLE_BOX, Style.SQUARE, Style.MARKDOWN) and name_key(line.mark.rest) in CONTENTS_WORDS:
            found.add(at)
            entry = around.next[at]
            while entry < len(lines) and (entry in known or _is_entry(lines[entry])):
                found.add(entry)
                entry = around.next[entry]
    return found


def _is_entry(line: Line) -> bool:
    return line.style in _DOTTED_LIST | {Style.ROMAN} and bool(_PAGE_AFTER.search(line.body)) and len(line.body) < 80


def _title_key(line: Line) -> str:
    return name_key(read_title(line.mark.rest).title)


def _repeated_titles(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """Entries of contents lists and divider pages: titles that come again as a heading, standing in a row of such titles."""
    last_heading: dict[str, int] = {}
    candidates = {}
    for at, line in enumerate(lines):
        if around.in_table[at] or at in known or not _may_be_entry(line):
            continue
        key = _title_key(line) if line.style is not Style.ALONE else _below_key(around, at)
        if len(key) >= 3 and key not in PART_TITLES:
            candidates[at] = key
            last_heading[key] = at
    # A heading needs a number of its own; entries with a circled number or a dash come before it.
    strong = {key: at for at, key in candidates.items() if lines[at].style in NUMBERED or lines[at].style is Style.ROMAN}
    found = {
        at
        for at, key in candidates.items()
        if strong.get(key, -1) > at and not lines[at].mark.level and _stands_in_list(lines, around, at, candidates)
    }
    return found | _near_titles(lines, around, candidates, strong, found)


def _may_be_entry(line: Line) -> bool:
    return line.style in NUMBERED or line.style in (Style.CIRCLED, Style.ROMAN)


def _below_key(around: Surroundings, at: int) -> str:
    below = around.following(at)
    return name_key(read_title(below.body).title) if below and below.style is Style.TEXT else ""


def _stands_in_list(lines: Sequence[Line], around: Surroundings, at: int, candidates: dict[int, str]) -> bool:
    """Whether the next line is an entry or a heading again, so that nothing stands below this title."""
    following = around.next[at]
    return (
        following >= len(lines)
        or following in candidates
        or lines[following].style in (Style.ROMAN, Style.TITLE_BOX, Style.LEADER, Style.PAGE)
    )


def _near_titles(
    lines: Sequence[Line], around: Surroundings, candidates: dict[int, str], strong: dict[str, int], found: set[int]
) -> set[int]:
    """Entries between two found ones whose title comes again with a syllable changed, under the same number."""
    near: set[int] = set()
    by_number: dict[str, list[int]] = {}
    for at in strong.values():
        by_number.setdefault(lines[at].mark.number or "", []).append(at)
    for at, key in candidates.items():
        if at in found or lines[at].style is not Style.CIRCLED or not _stands_in_list(lines, around, at, candidates):
            continue
        beside = {around.before[at], around.next[at]}
        if beside & (found | near) and any(
            later > at and _alike(key, candidates[later]) for later in by_number.get(lines[at].mark.number or "", [])
        ):
            near.add(at)
    return near


def _alike(first: str, second: str) -> bool:
    """Whether two titles differ by a few syllables only: three in four pairs of letters are common."""
    pairs, others = Counter(zip(first, first[1:], strict=False)), Counter(zip(second, second[1:], strict=False))
    return (
        2 * sum((pairs & others).values()) >= 1.3 * (min(sum(pairs.values()), sum(others.values())) + 0.1)
        and abs(len(first) - len(second)) <= 14
    )


def _running_heads(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """The same short text beside page numbers, three times or more; a chapter's title that comes again unchanged."""
    beside = [at for at in known if lines[at].style is Style.PAGE]
    texts = Counter(
        lines[near].body
        for at in beside
        for near in (around.before[at], around.next[at])
        if 0 <= near < len(lines) and lines[near].style is Style.TEXT
    )
    heads = {text for text, count in texts.items() if count >= 3 and len(text) <= 40}
    found = {at for at, line in enumerate(lines) if line.body in heads and line.style is Style.TEXT and not around.in_table[at]}
    chapters: set[tuple[str | None, str]] = set()
    for at, line in enumerate(lines):
        if line.style is Style.ROMAN and at not in known:
            key = (line.mark.number, name_key(line.mark.rest))
            if key in chapters:
                found.add(at)
            chapters.add(key)
    return found


# --- headings without a mark -----------------------------------------------------------------------------------------------


def is_plain_heading(around: Surroundings, at: int, layout: frozenset[int]) -> bool:
    """Whether an unmarked line is a heading: short, complete, not run into from above, with something to head below."""
    line = around.lines[at]
    read = read_title(line.raw, numbered=False)
    title = read.title
    if not 2 <= len(title.replace(" ", "")) <= 30 or line.body.endswith(SENTENCE_ENDINGS + (",", ".", "·", ":")):
        return False
    if (
        line.body.startswith(("(", "'", '"', "~", "→"))
        or re.fullmatch(r"[\d\s.,%~\-/()년월일분기반상하기준]+", line.body)
        or title.endswith(CONTINUING_ENDINGS[:6])
    ):
        return False
    below = around.next[at]
    if below >= len(around.lines) or below in layout or _lists_bodies(title) or re.search(r"\s[-–]\s|→", fold(title)):
        return False
    following = around.lines[below]
    if read.value is not None and not around.in_table[below] and not _stands_first(around, at):
        return False
    if _counts_bodies(title, following):
        return False
    if is_dated(following) or (_PADDED_WORD.fullmatch(line.body) and following.style is Style.TEXT):
        return not _runs_on(around, at, following, layout)
    heads = (
        following.style in (Style.SQUARE, Style.CIRCLED)
        or around.in_table[below]
        or following.style in _LISTED
        or following.style in (Style.BARE, Style.ALONE)
    )
    return heads and not _runs_on(around, at, following, layout)


def _lists_bodies(title: str) -> bool:
    """Whether a line names several bodies, or ends in a count: an organisation chart, no heading."""
    words = unpad(title).split()
    return (len(words) > 1 and sum(body_level(word) is not None for word in words) > 1) or bool(
        re.search(r"\d\s?(?:명|팀|과|개팀|개과|건)$", title)
    )


def _counts_bodies(title: str, following: Line) -> bool:
    """Whether a body's name stands over counts of teams and people: the top of an organisation chart."""
    return body_level(title) is not None and bool(_BODY_COUNT.search(following.body))


def _stands_first(around: Surroundings, at: int) -> bool:
    """Whether the line opens a part: right below a marked heading, or after a wide gap."""
    above = around.preceding(at)
    return above is None or above.style in (Style.ROMAN, Style.MARKDOWN, Style.CHAPTER) or at - around.before[at] > 3


def is_dated(line: Line) -> bool:
    """Whether a line is nothing but a date or unit in brackets, for what stands below or above it."""
    return line.style is Style.TEXT and line.body.startswith("(") and line.body.endswith(")") and _is_note(line.body[1:-1])


def _runs_on(around: Surroundings, at: int, following: Line, layout: frozenset[int]) -> bool:
    """Whether the line is the wrapped rest of the one above it."""
    before = around.before[at]
    if before < 0 or before in layout or around.in_table[before]:
        return False
    above = around.lines[before]
    gap = at - before
    if above.style is Style.NOTE and gap == 1 and not around.in_table[around.next[at]]:
        return True
    if above.style in (Style.ROMAN, Style.SQUARE, Style.UNIT, Style.MARKDOWN, Style.TITLE_BOX, Style.NOTE, Style.DOTTED, Style.BARE):
        # A wrapped title is as long as the page is wide; a note ends where it ends.
        return gap == 1 and (len(above.body) >= around.wrap or above.body.endswith(CONTINUING_ENDINGS))
    if above.body.endswith(CONTINUING_ENDINGS) or (gap == 1 and above.style is not Style.TEXT and len(above.body) > 30):
        return True
    if gap >= 4:
        return False
    if gap == 1:
        return not (following.style is Style.SQUARE and above.body.endswith(SENTENCE_ENDINGS))
    if above.style is Style.TEXT:
        return not above.body.endswith(SENTENCE_ENDINGS) and gap < 3 and len(above.body) > 0.6 * around.wrap
    complete = above.body.endswith((")", ".", *SENTENCE_ENDINGS))
    if following.style is Style.SQUARE and complete:
        return False
    tight = all(not around.lines[index].body or index in (before, at) for index in range(before, at + 1)) and gap <= 2
    return tight and not (complete and len(above.body) < 0.9 * around.wrap)
