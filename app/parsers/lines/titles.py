"""What a heading's line says besides its title, and what stands around a line.

A heading may carry a unit, a date, a value after a colon or a dash, or the name of its team; none of these is its title.

>>> read_title("예산현황 (단위: 천원)").title, read_title("탁트인 청사환경 조성 총무팀").team
('예산현황', '총무팀')
>>> read_title("조직·인력 : 5과 2사업소 353명")
Title(title='조직·인력', team=None, value='5과 2사업소 353명')
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from app.parsers.labels import AS_OF_NOTE, IN_CHARGE, SENTENCE_ENDINGS, TEAM_ENDINGS, UNIT_NOTE, VALUE_BEGINS, body_level
from app.parsers.lines.lines import Line, squeeze
from app.parsers.lines.marks import ITEMS, Style

LONGEST_TITLE: Final = 60
_BOLD: Final = re.compile(r"\*\*|__|</?(?:b|strong|u|span)[^>]*>", re.I)
_BRACKET: Final = re.compile(r"\s*[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]\s*$")
_VALUE_AFTER: Final = re.compile(r"^(?P<title>[^:]{2,30}?)\s*:\s*(?P<value>\S.*)$")
_DASHED_VALUE: Final = re.compile(rf"^(?P<title>[^:\-–]{{2,20}}?)\s+[-–]\s+(?P<value>(?:\(?\s*\d|{VALUE_BEGINS}).*)$")
_NOTE_AFTER: Final = re.compile(r"\s+※.*$")
_TEAM: Final = re.compile(rf"^(?P<title>.*\S)\s+\(?(?P<team>[가-힣A-Za-z0-9·]{{2,12}}(?:{'|'.join(TEAM_ENDINGS)}))\)?$")
_BRACKETED_BODY: Final = re.compile(
    rf"^(?P<title>.*\S)\s*[(\[【〔〈<](?:{IN_CHARGE}\s*:\s*)?(?P<team>[가-힣A-Za-z0-9·]{{2,12}})[)\]】〕〉>]$"
)
_BODY_APART: Final = re.compile(r"^(?P<title>.*\S)\s{3,}(?P<team>[가-힣A-Za-z0-9·]{2,12})$")
_OPEN: Final = re.compile(r"[(\[【〔〈<][^)\]】〕〉>]*$")
_COMPLETE: Final = re.compile(r"(?:\d\s?[가-힣%㎡A-Za-z]{0,4}|[).\"'])$")
_CHAPTERS: Final = frozenset([Style.ROMAN, Style.CHAPTER])
_WRAP: Final = 80  # letters on a line of a page that says nothing else


class Title(NamedTuple):
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
    if match and not re.search(r"\d$", match["title"]) and not _OPEN.search(match["title"]):
        text, value = _without_notes(match["title"]), match["value"]
    match = (_TEAM.match(text) or _BRACKETED_BODY.match(text) or _BODY_APART.match(text)) if numbered else None
    if match and (match["team"].endswith(TEAM_ENDINGS) or body_level(match["team"]) is not None):
        text, team = match["title"], match["team"]
    return Title(squeeze(text), team, value)


def _without_notes(text: str) -> str:
    while (bracket := _BRACKET.search(text)) and is_note(bracket["inner"]):
        text = text[: bracket.start()]
    return text


def is_note(inner: str) -> bool:
    """Whether a text in brackets is a unit or the date that figures are of."""
    return bool(UNIT_NOTE.search(f"({inner})") or (re.search(r"\d", inner) and AS_OF_NOTE.search(inner)))


def is_complete(body: str) -> bool:
    """Whether a line ends as statements end: with a bracket, a figure and its unit, or the last word of a sentence.

    >>> [is_complete(text) for text in ("사업비 : 30백만원", "경각심 부여, 업무", "정비를 마침", "전 직원(35명)")]
    [True, False, False, True]
    """
    return body.endswith(SENTENCE_ENDINGS) or bool(_COMPLETE.search(body))


class Surroundings:
    """What stands around each line; computed once, in one pass."""

    def __init__(self, lines: Sequence[Line], in_table: Sequence[bool]) -> None:
        self.lines = lines
        self.in_table = in_table
        # Where chapters have numbers, a bare title is none, and what stands before the first one is the title page.
        self.chapter = next((at for at, line in enumerate(lines) if line.style in _CHAPTERS or line.mark.level), -1)
        self.chaptered = self.chapter >= 0
        said = [at for at, line in enumerate(lines) if line.body]
        self.before = _nearest_before(said, len(lines))
        self.next = _nearest_after(said, len(lines))
        self.apart = _items_apart(lines)
        widths = sorted(len(line.body) for line in lines if line.style in (Style.TEXT, Style.DASH, Style.CIRCLE) and len(line.body) > 20)
        self.wrap = widths[int(len(widths) * 0.9)] if widths else _WRAP

    def above(self, at: int, most: int) -> int:
        """How many lines that are not blank stand above a line, counted up to `most`."""
        count = 0
        while count < most and self.before[at] >= 0:
            at = self.before[at]
            count += 1
        return count

    def following(self, at: int) -> Line | None:
        """The next line that is not blank."""
        return self.lines[self.next[at]] if self.next[at] < len(self.lines) else None

    def preceding(self, at: int) -> Line | None:
        """The last line before it that is not blank."""
        return self.lines[self.before[at]] if self.before[at] >= 0 else None


def _nearest_before(said: Sequence[int], count: int) -> list[int]:
    """For each of `count` lines the last one before it that says something; -1 where there is none."""
    edges = [*said, count - 1]
    found = [-1] * (edges[0] + 1)
    for here, there in pairwise(edges):
        found += [here] * (there - here)
    return found[:count]


def _nearest_after(said: Sequence[int], count: int) -> list[int]:
    """For each of `count` lines the next one that says something; `count` where there is none."""
    found: list[int] = []
    for at in said:
        found += [at] * (at - len(found))
    return found + [count] * (count - len(found))


def _items_apart(lines: Sequence[Line]) -> bool:
    """Whether items stand on consecutive lines throughout, so that a blank line ends the item above it."""
    items = [line for line in lines if line.style in ITEMS]
    gaps = [after.number - before.last for before, after in pairwise(items)]
    close = gaps.count(1)
    return close >= _LEAST_CLOSE and gaps.count(2) * _MOST_LOOSE < close


_LEAST_CLOSE: Final = 2  # pairs of items on consecutive lines
_MOST_LOOSE: Final = 4  # of so many consecutive pairs, one may have a blank line between
