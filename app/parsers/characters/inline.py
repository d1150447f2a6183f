"""Markup inside a line: bold stars, escapes, entities and inline tags, taken out so that the rules see the print.

Where something was taken out, what is left no longer stands where it stood; `Pieces` say for each run of letters at
which character of the received line it began.

>>> take_markup("- **사업비** : 3천&nbsp;원", 7)
('- 사업비 : 3천\\xa0원', ((0, 7, 0), (2, 7, 4), (5, 7, 9), (10, 7, 14), (11, 7, 20)))
>>> take_markup("3**2007 외부기관 위탁교육**", 1)[0]
'3 2007 외부기관 위탁교육'
"""

import html
import re
from typing import Final

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
    inside = [piece for at, piece in enumerate(pieces) if piece[0] < last and (at + 1 == len(pieces) or pieces[at + 1][0] > first)]
    return tuple((max(0, offset - first), number, start + max(0, first - offset)) for offset, number, start in inside)
