"""What the beginning of a line says it is: a heading of some style, an item of a list, a note, or layout.

A mark is a proposal. Whether `1 조 직` is a heading or the wrapped rest of a sentence, and whether `○ 추진배경` opens a
part or is an item, depends on what stands around it; `app/parsers/outline/placing.py` decides that.

>>> read_mark("Ⅱ. 주요업무 추진실적")
Mark(style=<Style.ROMAN: 'roman'>, marker='Ⅱ.', number='2', rest='주요업무 추진실적', level=0)
>>> read_mark("- ① 온실가스 감축").style, read_mark("가. 추진배경").number, read_mark("3**2007 외부기관 위탁 전문교육**").rest
(<Style.CIRCLED: 'circled'>, '1', '2007 외부기관 위탁 전문교육')
>>> read_mark("2021. 2.").style
<Style.TEXT: 'text'>
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from app.parsers.labels import (
    CHAPTER_SIGNS,
    CONTENTS_LEADERS,
    DAY,
    END_SIGN,
    ITEM_LETTERS,
    MONTH,
    NUMBER_SIGN,
    PAGE_SIGN,
    UNIT_LINE,
    UNIT_NOTE,
    YEAR,
)


class Style(StrEnum):
    """The printed form of a line's beginning."""

    ROMAN = "roman"  # Ⅰ. I. IV
    MARKDOWN = "markdown"  # a heading of Markdown or HTML without a mark of its own
    CHAPTER = "chapter"  # 제1장
    DOTTED = "dotted"  # 1.
    HYPHENATED = "hyphenated"  # 1-1.
    BARE = "bare"  # 1 조 직
    ALONE = "alone"  # a line that is only a number
    LETTER = "letter"  # 가.
    BRACKETED = "bracketed"  # 1) (1)
    LETTER_BRACKETED = "letter_bracketed"  # 가) (가)
    CIRCLED = "circled"  # ①
    SQUARE = "square"  # □ ■
    DIAMOND = "diamond"  # ◇ ◆
    TITLE_BOX = "title_box"  # 【 】 〈 〉
    CIRCLE = "circle"  # ○ ㅇ
    DASH = "dash"  # - –
    DOT = "dot"  # · ∙
    ARROW = "arrow"  # ▸ ‣ ▶
    NOTE = "note"  # ※ *
    UNIT = "unit"  # (단위: 천원)
    PAGE = "page"  # - 5 -
    LEADER = "leader"  # title ······ 5
    RULE = "rule"  # ─────
    CAPTION = "caption"  # the caption of an HTML table
    PIPE = "pipe"
    HTML = "html"
    TAB = "tab"
    TEXT = "text"
    BLANK = "blank"


NUMBERED: Final = frozenset(
    [Style.DOTTED, Style.HYPHENATED, Style.BARE, Style.ALONE, Style.LETTER, Style.BRACKETED, Style.LETTER_BRACKETED, Style.CHAPTER]
)
_HEADINGS: Final = NUMBERED | {Style.ROMAN, Style.CIRCLED, Style.SQUARE, Style.DIAMOND, Style.TITLE_BOX, Style.CIRCLE}
_NEVER_HEADINGS: Final = frozenset([Style.CAPTION, Style.NOTE, Style.UNIT, Style.PAGE, Style.LEADER, Style.RULE, Style.BLANK])
ITEMS: Final = frozenset(
    [Style.CIRCLE, Style.DASH, Style.DOT, Style.ARROW, Style.DIAMOND, Style.CIRCLED, Style.BRACKETED, Style.LETTER_BRACKETED]
)
# Entries of a contents list may have these marks; behind the leaders of an item stands what it states.
_LISTED: Final = frozenset([Style.ROMAN, Style.CHAPTER, Style.LETTER, Style.CIRCLED])


class Mark(NamedTuple):
    """A line's proposed form; `rest` is the line after its marker, folded and stripped.

    level: how deep a heading of Markdown (`##`) or HTML (`<h2>`) says it is, from 1; BOLD for a line that is bold as a
        whole and may be a heading; 0 for all other lines.
    """

    style: Style
    marker: str | None
    number: str | None
    rest: str
    level: int = 0


BOLD: Final = 7  # a bold line ranks below all headings of Markdown and HTML
_ROMAN_SIGNS: Final = {**{chr(0x2160 + i): i + 1 for i in range(12)}, **{chr(0x2170 + i): i + 1 for i in range(12)}}
_ROMAN_VALUES: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_CIRCLED: Final = {
    **{chr(0x2460 + i): i + 1 for i in range(20)},
    **{chr(0x2776 + i): i + 1 for i in range(10)},
    **{chr(0x2780 + i): i + 1 for i in range(10)},
    **{chr(0x278A + i): i + 1 for i in range(10)},
    **{chr(0x24F5 + i): i + 1 for i in range(10)},
    **{chr(0x326E + i): i + 1 for i in range(14)},  # ㉮ …
}
_SQUARES: Final = "□■☐▢▣◻◼❏❑☑▪▫◘⬜⬛"
_DIAMONDS: Final = "◇◆◈❖⬥⬦"
_CIRCLES: Final = "○ㅇ◦ᄋ●◯⚪⚫◎❍⊙o"
_ARROWS: Final = "▸▶‣►➤➢▷☞⇨➔→☛❯"

_ROMAN: Final = re.compile(
    r"(?P<marker>(?P<sign>[\u2160-\u216b\u2170-\u217b])\s*[.．]?|(?P<word>[IVX]{1,4})\s*[.．](?=\s*\S)|(?P<bare>[IVX]{1,4})(?=\s+[가-힣]))\s*(?P<rest>\S.*)"
)
_CHAPTER: Final = re.compile(rf"(?P<marker>{NUMBER_SIGN}\s*(?P<number>\d{{1,2}})\s*[{CHAPTER_SIGNS}])\.?\s+(?P<rest>\S.*)")
_DOTTED: Final = re.compile(rf"(?P<marker>(?P<number>\d{{1,2}})\s*\.)(?!\s*\d{{1,2}}\s*[.~){MONTH}{DAY}])(?!\d)\s*(?P<rest>\S.*)")
_HYPHENATED: Final = re.compile(
    r"(?P<marker>(?P<number>\d{1,2}(?:-\d{1,2}){1,3}|\d{1,2}(?:\.\d{1,2}){1,2})\s*[.)]?)\s+(?P<rest>[^\d\s~].*)"
)
_BOLD: Final = re.compile(r"(?P<marker>(?P<number>\d{1,2})\s*)\*\*(?P<rest>.+?)\*\*")
_BARE: Final = re.compile(rf"(?P<marker>(?P<number>\d{{1,2}}))\s+(?P<rest>(?:['\"(「『<〈]|\d{{4}}\s?{YEAR}?\s)?[^\s\d\-~.,%△()/].*)")
_BRACKETED: Final = re.compile(r"(?P<marker>\(?(?P<number>\d{1,2})\))\s*(?P<rest>\S.*)")
_LETTER: Final = re.compile(rf"(?P<marker>(?P<number>[{ITEM_LETTERS}])\s*\.)\s*(?P<rest>\S.*)")
_LETTER_BRACKETED: Final = re.compile(rf"(?P<marker>\(?(?P<number>[{ITEM_LETTERS}])\))\s*(?P<rest>\S.*)")
_TITLE_BOX: Final = re.compile(r"(?P<marker>[【〈<‹《\[«])\s*(?P<rest>[^】〉>›》\]»]{1,60}?)\s*[】〉>›》\]»](?P<after>.*)")
_PAGE: Final = re.compile(
    rf"[-–—―]\s*\d{{1,4}}\s*[-–—―]|\d{{1,4}}\s*/\s*\d{{1,4}}|\d{{1,4}}\s*{PAGE_SIGN}|p\.\s*\d{{1,4}}|[-–—―]\s*{END_SIGN}\s*[-–—―]"
)
_UNIT_LINE: Final = re.compile(UNIT_LINE)
_RULE: Final = re.compile(r"[\s\-=_─━―—–|+:*.·]{3,}")
_LIST_BREAK: Final = re.compile(
    r"<\s*/?\s*(?:table|thead|tbody|tr|td|th|ul|ol|li|p|br|div|h[1-6]|input|span|b|strong|u|html|body|head|meta|title|style|section|article|caption|colgroup|col)\b",
    re.I,
)


def read_mark(body: str) -> Mark:
    """The mark of a folded line without outer blanks."""
    if not body:
        return Mark(Style.BLANK, None, None, "")
    if "\t" in body:
        return Mark(Style.TAB, None, None, body)
    found = _read_first(body)
    if (found is None or found.style in _LISTED) and _ends_with_page(body):
        found = Mark(Style.LEADER, None, None, body)
    return found or Mark(Style.TEXT, None, None, body)


def _read_first(body: str) -> Mark | None:
    """The mark that the first letter opens, or a number."""
    reader = _BY_FIRST.get(body[0])
    if reader:
        return reader(body)
    return _read_number(body) if body[0].isdigit() else None


def _read_unit(body: str) -> Mark | None:
    return Mark(Style.UNIT, None, None, body) if _UNIT_LINE.match(body) else None


def _ends_with_page(body: str) -> bool:
    """Whether a line with leaders ends with a page or with them."""
    return (body[-1:].isdigit() or body.endswith(("·", ".", "…"))) and CONTENTS_LEADERS.search(body) is not None


def as_heading(mark: Mark, level: int) -> Mark:
    """The mark of a line that Markdown or HTML prints as a heading; notes, units and page numbers stay what they are."""
    if mark.style in _NEVER_HEADINGS:
        return mark
    if mark.style in _HEADINGS:
        return mark._replace(level=level)
    return Mark(Style.MARKDOWN, mark.marker, None, mark.rest, level)


def _read_number(body: str) -> Mark | None:
    if body.isdigit():
        return Mark(Style.ALONE, body, body.lstrip("0") or "0", "") if len(body) <= 2 else None
    if CONTENTS_LEADERS.search(body):
        return Mark(Style.LEADER, None, None, body)
    if _PAGE.fullmatch(body):
        return Mark(Style.PAGE, None, None, body)
    for style, pattern in (
        (Style.DOTTED, _DOTTED),
        (Style.BARE, _BOLD),
        (Style.BRACKETED, _BRACKETED),
        (Style.HYPHENATED, _HYPHENATED),
        (Style.BARE, _BARE),
    ):
        match = pattern.fullmatch(body)
        if match:
            return Mark(style, match["marker"].strip(), match["number"].lstrip("0").replace(".", "-"), match["rest"].strip())
    return None


def _read_roman(body: str) -> Mark | None:
    if len(body.rstrip(". ")) == 1 and body[0] in _ROMAN_SIGNS:
        return Mark(Style.ROMAN, body, str(_ROMAN_SIGNS[body[0]]), "")  # its title stands on the next line
    match = _ROMAN.fullmatch(body)
    if not match:
        return None
    word = match["word"] or match["bare"]
    value = _ROMAN_SIGNS[match["sign"]] if match["sign"] else _ROMAN_VALUES.get(word)
    if value is None:
        return None
    return Mark(Style.ROMAN, match["marker"].strip(), str(value), match["rest"].strip())


def _read_chapter(body: str) -> Mark | None:
    match = _CHAPTER.fullmatch(body)
    return Mark(Style.CHAPTER, match["marker"], match["number"], match["rest"].strip()) if match else None


def _read_letter(body: str) -> Mark | None:
    for style, pattern in ((Style.LETTER, _LETTER), (Style.LETTER_BRACKETED, _LETTER_BRACKETED)):
        match = pattern.fullmatch(body)
        if match:
            return Mark(style, match["marker"], str(ITEM_LETTERS.index(match["number"]) + 1), match["rest"].strip())
    return None


def _read_parenthesis(body: str) -> Mark | None:
    if UNIT_NOTE.search(body) and body.endswith(")") and body.count("(") == 1:
        return Mark(Style.UNIT, None, None, body)
    match = _BRACKETED.fullmatch(body)
    if match:
        return Mark(Style.BRACKETED, match["marker"], match["number"], match["rest"].strip())
    return _read_letter(body)


def _read_dash(body: str) -> Mark | None:
    if _PAGE.fullmatch(body):
        return Mark(Style.PAGE, None, None, body)
    if _RULE.fullmatch(body):
        return Mark(Style.RULE, None, None, body)
    rest = body[1:].strip()
    if not rest or (rest[0].isdigit() and body[1] not in " \u00a0"):
        return None
    if rest[0] in _INNER_MARKS and len(rest) > 1:
        inner = read_mark(rest)
        if inner.style in _INNER_STYLES and inner.rest:
            return Mark(inner.style, f"{body[0]} {inner.marker}", inner.number, inner.rest)
    return Mark(Style.DASH, body[0], None, rest)


def _single(style: Style) -> Callable[[str], Mark | None]:
    def read(body: str) -> Mark | None:
        rest = body[1:].strip()
        if rest and not rest.strip("-=_─━ "):
            return Mark(Style.RULE, None, None, body)
        return Mark(style, body[0], None, rest)

    return read


def _read_circled(body: str) -> Mark | None:
    rest = body[1:].lstrip(".) ").strip()
    return Mark(Style.CIRCLED, body[0], str(_CIRCLED[body[0]]), rest)


def _read_circle_letter(body: str) -> Mark | None:
    # `ㅇ`, `ᄋ` and `o` are letters as well: they are marks only before a blank, a bracket or another word.
    rest = body[1:]
    if body[0] == "o" and not rest.startswith(" "):
        return None
    stripped = rest.strip()
    if not stripped.strip("ㅇ○ "):
        return Mark(Style.RULE, None, None, body)
    return Mark(Style.CIRCLE, body[0], None, stripped)


def _read_dot(body: str) -> Mark | None:
    rest = body[1:].strip()
    return Mark(Style.DOT, body[0], None, rest) if rest and not CONTENTS_LEADERS.search(body) else None


def _read_star(body: str) -> Mark | None:
    if body.startswith("**"):
        return None
    rest = body.lstrip("* ")
    return Mark(Style.NOTE, "*", None, rest) if rest else Mark(Style.RULE, None, None, body)


def _read_box(body: str) -> Mark | None:
    if body[0] == "<" and _LIST_BREAK.match(body):
        return Mark(Style.HTML, None, None, body)
    match = _TITLE_BOX.fullmatch(body)
    if not match:
        return None
    rest = match["rest"].strip()
    if _UNIT_LINE.match(rest):
        return Mark(Style.UNIT, None, None, body)  # `[단위 : 명]`
    after = match["after"].strip()
    if after and (body[0] == "<" or len(after) > 60):
        return None
    return Mark(Style.TITLE_BOX, body[0], None, f"{rest} {after}".strip())


def _read_pipe(body: str) -> Mark | None:
    return Mark(Style.PIPE, None, None, body) if body.count("|") > 1 else None


def _read_rule(body: str) -> Mark | None:
    return Mark(Style.RULE, None, None, body) if _RULE.fullmatch(body) else None


_BY_FIRST: Final[dict[str, Callable[[str], Mark | None]]] = {
    **dict.fromkeys([*_ROMAN_SIGNS, "I", "V", "X"], _read_roman),
    NUMBER_SIGN: _read_chapter,
    UNIT_LINE[0]: _read_unit,
    **dict.fromkeys(ITEM_LETTERS, _read_letter),
    "(": _read_parenthesis,
    **dict.fromkeys("-–—", _read_dash),
    **dict.fromkeys(_CIRCLED, _read_circled),
    **dict.fromkeys(_SQUARES, _single(Style.SQUARE)),
    **dict.fromkeys(_DIAMONDS, _single(Style.DIAMOND)),
    **dict.fromkeys(_CIRCLES, _single(Style.CIRCLE)),
    **dict.fromkeys("ㅇᄋo", _read_circle_letter),
    **dict.fromkeys(_ARROWS, _single(Style.ARROW)),
    "·": _read_dot,
    "※": _single(Style.NOTE),
    "☞": _single(Style.NOTE),
    "*": _read_star,
    **dict.fromkeys("【〈<‹《[«", _read_box),
    "|": _read_pipe,
    **dict.fromkeys("=_─━", _read_rule),
}
_INNER_MARKS: Final = frozenset([*_CIRCLED, *_SQUARES, *_DIAMONDS, "○", "●", "◦", *_ARROWS, "※", "·", "-", "–", "*"])
_INNER_STYLES: Final = frozenset([Style.CIRCLED, Style.SQUARE, Style.DIAMOND, Style.CIRCLE, Style.ARROW, Style.NOTE, Style.DOT, Style.DASH])
