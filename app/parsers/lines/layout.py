"""Print that is no text: contents lists, divider pages, page numbers, running heads, rules.

A title may stand up to three times: in a contents list, on a divider page and over its page; only the last is the heading.
The others stand in a row of such titles with nothing below any of them.

>>> from app.parsers.lines.lines import read_lines
>>> lines = read_lines("순 서\\nⅠ. 일반현황 ····· 1\\nⅡ. 주요업무\\nⅠ. 일반현황\\n○ 4팀\\n- 1 -\\nⅡ. 주요업무\\n○ 연중")
>>> sorted(find_layout(lines, Surroundings(lines, [False] * len(lines))))
[0, 1, 2, 5]
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from app.models.names import name_key
from app.parsers.labels import BREADCRUMB_ROOTS, CONTENTS_WORDS, FURNITURE_LINES, FURNITURE_STARTS, PAGE_COLUMN_WORDS, PART_TITLES
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import ITEMS, NUMBERED, Style
from app.parsers.lines.titles import Surroundings, read_title

_PAGE_AFTER: Final = re.compile(r"\s+\d{1,3}$")
# A whole contents list in one line: `Ⅰ. 일반현황 2 Ⅱ. 정책방향 6 Ⅲ. 업무계획 9`.
_NUMERAL: Final = r"(?:[\u2160-\u216b]|[IVX]{1,4}(?=\s*[.．]))"
_CONTENTS_LINE: Final = re.compile(rf"(?:{_NUMERAL}\s*[.．]?\s*[^\d\u2160-\u216b]{{2,30}}\s\d{{1,3}}(?:\s+|$)){{2,}}")
_ENTRY_STYLES: Final = frozenset([Style.DASH, Style.CIRCLED, *NUMBERED, Style.CIRCLE, Style.SQUARE, Style.TEXT, Style.DOT, Style.ROMAN])
_LISTED_STYLES: Final = frozenset([Style.ROMAN, Style.CHAPTER, Style.CIRCLED, *NUMBERED])
_CHAPTERS: Final = frozenset([Style.ROMAN, Style.CHAPTER])
_LONGEST_ENTRY: Final = 80
_LONGEST_CRUMB: Final = 20
_SHORTEST_TITLE: Final = 3
_LEAST_HEADS: Final = 3  # times that a running head is printed
_LONGEST_HEAD: Final = 40
_MOST_NAMESAKES: Final = 40  # headings of one number that an entry is compared with


def find_layout(lines: Sequence[Line], around: Surroundings) -> frozenset[int]:
    """Indexes of lines that are no text: contents lists, repeated titles, page numbers, running heads, rules."""
    layout = {at for at, line in enumerate(lines) if line.style in (Style.PAGE, Style.LEADER, Style.RULE) and not around.in_table[at]}
    layout |= {at for at, line in enumerate(lines) if line.style is Style.ROMAN and _CONTENTS_LINE.fullmatch(line.body)}
    layout |= {at for at in _furniture(lines) if not around.in_table[at]}
    layout |= _contents_pages(lines, around, layout)
    layout |= _repeated_titles(lines, around, layout)
    layout |= _running_heads(lines, around, layout)
    return frozenset(layout)


def _furniture(lines: Sequence[Line]) -> Iterator[int]:
    """What a web site prints around a text: links of its menus, and the path to the page."""
    path: Style | None = None
    for at, line in enumerate(lines):
        if not line.body:
            continue
        key = line.mark.rest.replace(" ", "")
        rooted = line.style in ITEMS and key.lower() in BREADCRUMB_ROOTS
        follows = path is line.style and len(key) <= _LONGEST_CRUMB
        path = line.style if rooted or follows else None
        if rooted or follows or key in FURNITURE_LINES or key.startswith(FURNITURE_STARTS):
            yield at


def _contents_pages(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """Lines of a contents page: below its title, as long as they look like entries; and the header over dot leaders."""
    found: set[int] = set()
    chapters = Counter(_title_key(line) for line in lines if line.style in _CHAPTERS)
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
            found |= {at, *(_paged_entries(lines, around, at, known) or _listed_entries(lines, around, at, chapters))}
    return found


def _paged_entries(lines: Sequence[Line], around: Surroundings, at: int, known: set[int]) -> list[int]:
    """The entries below the title of a contents page, as long as they have leaders or page numbers."""
    entries = []
    entry = around.next[at]
    while entry < len(lines) and (entry in known or _is_entry(lines[entry])):
        entries.append(entry)
        entry = around.next[entry]
    return entries


def _listed_entries(lines: Sequence[Line], around: Surroundings, at: int, chapters: Counter[str]) -> list[int]:
    """Entries without page numbers: a list of titles up to where the first of them stands again as a heading."""
    entries: list[int] = []
    keys: set[str] = set()
    entry = around.next[at]
    while (
        entry < len(lines)
        and lines[entry].style in _LISTED_STYLES
        and not around.in_table[entry]
        and len(lines[entry].body) < _LONGEST_ENTRY
    ):
        key = _title_key(lines[entry])
        if key in keys and key not in PART_TITLES:
            return _without_chapter(lines, entries, chapters)
        keys.add(key)
        entries.append(entry)
        entry = around.next[entry]
    return []


def _without_chapter(lines: Sequence[Line], entries: list[int], chapters: Counter[str]) -> list[int]:
    """A list of titles without the chapter behind it whose title stands nowhere else: that one opens what follows."""
    while entries and lines[entries[-1]].style in _CHAPTERS and chapters[_title_key(lines[entries[-1]])] == 1:
        entries = entries[:-1]
    return entries


def _is_entry(line: Line) -> bool:
    return line.style in _ENTRY_STYLES and bool(_PAGE_AFTER.search(line.body)) and len(line.body) < _LONGEST_ENTRY


def _title_key(line: Line) -> str:
    return name_key(read_title(line.mark.rest).title)


def _repeated_titles(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """Entries of contents lists and divider pages: titles that come again as a heading, standing in a row of such titles."""
    candidates = _titles(lines, around, known)
    # A heading needs a number of its own; entries with a circled number or a dash come before it.
    strong = {key: at for at, key in candidates.items() if lines[at].style in NUMBERED or lines[at].style is Style.ROMAN}
    found = {
        at
        for at, key in candidates.items()
        if strong.get(key, -1) > at and not lines[at].mark.level and _stands_in_list(lines, around, at, candidates)
    }
    found |= {around.next[at] for at in found if not lines[at].mark.rest}
    return found | _near_titles(lines, around, candidates, strong, found)


def _titles(lines: Sequence[Line], around: Surroundings, known: set[int]) -> dict[int, str]:
    """The lines that may be entries, with the titles that they print."""
    found = {}
    for at, line in enumerate(lines):
        if _may_be_entry(line) and not around.in_table[at] and at not in known:
            key = _title_key(line) if line.mark.rest else _below_key(around, at)
            if len(key) >= _SHORTEST_TITLE and key not in PART_TITLES:
                found[at] = key
    return found


def _may_be_entry(line: Line) -> bool:
    return line.style in NUMBERED or line.style in (Style.CIRCLED, Style.ROMAN)


def _below_key(around: Surroundings, at: int) -> str:
    below = around.following(at)
    return name_key(read_title(below.body).title) if below and below.style is Style.TEXT else ""


def _stands_in_list(lines: Sequence[Line], around: Surroundings, at: int, candidates: dict[int, str]) -> bool:
    """Whether the next line is an entry or a heading again, so that nothing stands below this title."""
    following = around.next[at]
    if not lines[at].mark.rest and following < len(lines):
        following = around.next[following]  # behind the title of a number alone
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
        if not any(beside in found or beside in near for beside in (around.before[at], around.next[at])):
            continue
        namesakes = by_number.get(lines[at].mark.number or "", [])[:_MOST_NAMESAKES]
        if any(later > at and _alike(key, candidates[later]) for later in namesakes):
            near.add(at)
    return near


def _alike(first: str, second: str) -> bool:
    """Whether two titles differ by a few syllables only: three in four pairs of letters are common."""
    pairs, others = Counter(pairwise(first)), Counter(pairwise(second))
    return (
        2 * sum((pairs & others).values()) >= 1.3 * (min(sum(pairs.values()), sum(others.values())) + 0.1)
        and abs(len(first) - len(second)) <= 14
    )


def _running_heads(lines: Sequence[Line], around: Surroundings, known: set[int]) -> set[int]:
    """The same short text beside page numbers, three times or more; a chapter's title that comes again unchanged."""
    heads = _texts_beside_pages(lines, around)
    found = {at for at, line in enumerate(lines) if line.body in heads and line.style is Style.TEXT and not around.in_table[at]}
    return found | set(_chapters_again(lines, known))


def _texts_beside_pages(lines: Sequence[Line], around: Surroundings) -> frozenset[str]:
    beside = (near for at, line in enumerate(lines) if line.style is Style.PAGE for near in (around.before[at], around.next[at]))
    texts = Counter(lines[near].body for near in beside if 0 <= near < len(lines) and lines[near].style is Style.TEXT)
    return frozenset(text for text, count in texts.items() if count >= _LEAST_HEADS and len(text) <= _LONGEST_HEAD)


def _chapters_again(lines: Sequence[Line], known: set[int]) -> Iterator[int]:
    """The title of the chapter that is open, printed again over its pages."""
    current: tuple[str | None, str] | None = None
    for at, line in enumerate(lines):
        if line.style is not Style.ROMAN or at in known or not line.mark.rest:
            continue
        key = (line.mark.number, name_key(line.mark.rest))
        if key == current:
            yield at
        current = key
