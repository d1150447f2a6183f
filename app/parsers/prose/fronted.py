"""Figures that stand before their names: `8개면 40개리 마을회 구성('11), 9개면 55개리 추진('12)`.

Where a text or a part of it behind a comma opens with figures, the words behind them say what they are of, and a time in the
bracket behind those words is theirs. A second part that only says what is done goes on with the noun of the first. On charts
the same words may part two figures, the second of an earlier time: `217개 위원회 개수 203개_ 2026년말`.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from app.models.facts import Period
from app.parsers.labels import CHANGES, FIGURE_MODIFIERS, NO_NOUNS
from app.parsers.prose.scan import LONGEST_TIME, Scan
from app.parsers.values.measured import Token

_WORDS: Final = re.compile(r"\s(?P<words>[가-힣][가-힣·\s]{1,40}?)\s?(?=[(,)_→▶⇒\d]|$)")
_OPENS: Final = re.compile(r"(?:^|, )[\s\-○ㅇ□·*]*(?:(?:" + "|".join(FIGURE_MODIFIERS) + r")\s?)?$")
_JOINT: Final = re.compile(r"\s?")
_EARLIER: Final = re.compile(r"\s?_")
_LONGEST_START: Final = 12


class Fronted(NamedTuple):
    """What the words behind a figure say of it.

    counter: the part of its printed unit that counts, where the rest names it. dated: a time before it may be its own.
    """

    name: str
    label: str | None
    period: Period | None
    counter: str | None
    dated: bool = True


def find_fronted(scan: Scan) -> dict[int, Fronted]:
    """The figures that stand before their names, by their places among the tokens."""
    found: dict[int, Fronted] = {}
    first: str | None = None
    for chain, words, end in _openings(scan):
        noun, _, deed = words.rpartition(" ")
        paired = _paired(scan, chain[-1] + 1, end)
        if paired:
            found.update(_on_chart(scan, chain, words, paired))
        elif noun:
            first = noun
            found.update(dict.fromkeys(chain, Fronted(words, None, _time_behind(scan, end), None)))
        elif first is not None:
            found.update(dict.fromkeys(chain, Fronted(first, deed, _time_behind(scan, end), None)))
    return found


def _openings(scan: Scan) -> Iterator[tuple[list[int], str, int]]:
    """The runs of figures that open a text or a part of it, the words behind each, and where those end."""
    at = 0
    while at < len(scan.tokens):
        start = scan.tokens[at].start
        chain = _chain(scan, at)
        if scan.brackets[start] < 0 and _begins(scan, start):
            match = _WORDS.match(scan.text, scan.tokens[chain[-1]].end)
            if match and not match["words"].startswith((*NO_NOUNS, *CHANGES)):
                yield chain, " ".join(match["words"].split()), match.end("words")
        at = chain[-1] + 1


def _begins(scan: Scan, start: int) -> bool:
    """Whether the text, or a part of it behind a comma or a time of the figure before, begins at a place."""
    before = scan.text[max(0, start - _LONGEST_START) : start]
    if any(time.end == start - 1 for time in scan.times(start - LONGEST_TIME, start)):
        return bool(_EARLIER.search(scan.text, max(0, start - LONGEST_TIME), start))
    return _OPENS.search(before) is not None and (start <= _LONGEST_START or ", " in before)


def _chain(scan: Scan, at: int) -> list[int]:
    """A figure and those that follow it with nothing but a blank between."""
    chain = [at]
    while chain[-1] + 1 < len(scan.tokens) and _JOINT.fullmatch(scan.text, scan.tokens[chain[-1]].end, scan.tokens[chain[-1] + 1].start):
        chain.append(chain[-1] + 1)
    return chain


def _time_behind(scan: Scan, end: int) -> Period | None:
    """The time in the bracket that follows."""
    return next((time.period for time in scan.times(end, end + 3) if scan.text[end : time.start].strip() == "("), None)


def _paired(scan: Scan, at: int, end: int) -> Token | None:
    """The figure behind the words, where a low line gives it an earlier time."""
    token = scan.tokens[at] if at < len(scan.tokens) else None
    return token if token and token.start - end <= 1 and _EARLIER.match(scan.text, token.end) else None


def _on_chart(scan: Scan, chain: list[int], words: str, paired: Token) -> Iterator[tuple[int, Fronted]]:
    token = scan.tokens[chain[-1]]
    counter, _, noun = (token.unit or "").partition(" ")
    name = f"{noun} {words}" if noun else words
    yield chain[-1], Fronted(name, None, None, counter if noun else None, dated=False)
    yield chain[-1] + 1, Fronted(name, None, None, None)
