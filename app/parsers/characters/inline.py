"""Markup inside a line: bold stars, escapes, entities and inline tags, taken out so that the rules see the print.

Where something was taken out, what is left no longer stands where it stood; `Pieces` say for each run of letters at
which character of the received line it began.

>>> take_markup("- **사업비** : 3천&nbsp;원", 7)
('- 사업비 : 3천\\xa0원', ((0, 7, 0), (2, 7, 4), (5, 7, 9), (10, 7, 14), (11, 7, 20)))
>>> take_markup("3**2007 외부기관 위탁교육**", 1)[0]
'3 2007 외부기관 위탁교육'
>>> locate("사업비 1조 2,500억원", ((0, 7, 4), (7, 8, 2)), 4, 14)
(Spot(line=7, start=8, end=10), Spot(line=8, start=2, end=9))
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Final

from app.models.span import Spot, Spots

Pieces = tuple[tuple[int, int, int], ...]
"""Runs of text as printed: where each begins in the text, the number of its line, and the character it begins at there."""

MARKUP_SIGN: Final = re.compile(r"\*\*|[\\&<]")
_INLINE: Final = re.compile(
    r"\*\*"
    r"|\\(?=[\\`*_{}\[\]()#+\-.!~|<>])"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});)"
    r"|</?(?:b|strong|u|i|em|span|font|sup|sub|ins|del|s|a|mark|small|big|input|img)\b[^<>]*>",
    re.I,
)
_GLUED_NUMBER: Final = re.compile(r"\s*\d{1,2}(?=\*\*)")


def take_markup(received: str, number: int, start: int = 0) -> tuple[str, Pieces]:
    """A piece of line `number` that begins at character `start`, without its markup; no pieces where it had none."""
    kept: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = at = 0
    glued = _GLUED_NUMBER.match(received)
    for match in _INLINE.finditer(received):
        shown = html.unescape(match["entity"]) if match["entity"] else " " if glued and match.start() == glued.end() else ""
        for text, where in ((received[at : match.start()], at), (shown, match.start())):
            if text:
                pieces.append((length, number, start + where))
                kept.append(text)
                length += len(text)
        at = match.end()
    if not at:
        return received, ()
    if at < len(received):
        pieces.append((length, number, start + at))
        kept.append(received[at:])
    return "".join(kept), tuple(pieces)


def cut_pieces(pieces: Pieces, first: int, last: int) -> Pieces:
    """The pieces of a part of a text, counted from the part's own beginning."""
    if last <= first:
        return ()
    begin = max(0, bisect_right(pieces, first, key=_OFFSET) - 1)
    inside = pieces[begin : bisect_right(pieces, last - 1, key=_OFFSET)]
    return tuple((max(0, offset - first), number, start + max(0, first - offset)) for offset, number, start in inside)


_OFFSET: Final = itemgetter(0)


def join_texts(parts: Iterable[tuple[str, str, Pieces]]) -> tuple[str, Pieces]:
    """Texts with their places as one text; before each but the first stands its separator, of which nothing is printed."""
    texts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for separator, text, pieces in parts:
        lead = separator if texts else separator.lstrip()
        begin = length + len(lead)
        places += ((begin + offset, number, start) for offset, number, start in pieces)
        texts += [lead, text]
        length += len(lead) + len(text)
    return "".join(texts), tuple(places)


def locate(text: str, pieces: Pieces, first: int, last: int) -> Spots:
    """Where the letters from `first` to `last` of a text are printed: a spot for each line, without outer blanks."""
    spots: list[Spot] = []
    begin = max(0, bisect_right(pieces, first, key=_OFFSET) - 1)
    for at in range(begin, len(pieces)):
        offset, number, start = pieces[at]
        if offset >= last and spots:
            break
        end = min(last, pieces[at + 1][0]) if at + 1 < len(pieces) else last
        lead = max(first, offset)
        printed = text[lead:end].strip()
        if not printed:
            continue
        here = start + text.index(printed, lead) - offset
        spot = Spot(number, here, here + len(printed))
        if spots and spots[-1].line == number:
            spots[-1] = Spot(number, spots[-1].start, spot.end)
        else:
            spots.append(spot)
    return tuple(spots)


def find_letters(text: str, inner: str, first: int, last: int) -> tuple[int, int]:
    """Where the letters from `first` to `last` of `inner` stand in `text`, which is the same but for its blanks.

    >>> find_letters("예 산 현 황 (12건)", "예산현황 (12건)", 6, 9)
    (9, 12)
    """
    ahead = sum(not letter.isspace() for letter in inner[:first])
    count = sum(not letter.isspace() for letter in inner[first:last])
    places = [at for at, letter in enumerate(text) if not letter.isspace()][ahead : ahead + count]
    return (places[0], places[-1] + 1) if places else (0, len(text))
