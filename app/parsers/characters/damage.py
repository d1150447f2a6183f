"""Lines whose letters can be read but whose numbers can't be trusted.

- *doubled*: a PDF that printed its bold letters twice gives `예예산산액액 11,,220000`; whether `6600` is 6600 or 60 can't be seen.
- *lost digit*: a font that had no glyph for one digit gives `214년도`, `1,274,8,229`, `63,,원`. All numbers of such a text are suspect,
  for `63` may be 603 as well. It is seen by groups of thousands that are none, in many digits of which one never occurs.
- *garbled*: one line among others whose letters another program has spoilt.

Nothing on such a line is mended, and no figure of it is served: a finding names the line.

>>> list(find_damage(["예산 현황", "구구분분 예예산산액액", "인인건건비비 11,,220000", "방방곡곡 12개소"]))
[2, 3]
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from math import gcd
from typing import Final

from app.parsers.characters.garbled import find_garble


class Damage(Enum):
    """Why the numbers of a line can't be trusted, as a person is told."""

    DOUBLED = "글자가 두 번씩 겹쳐 인쇄되어"
    LOST_DIGIT = "숫자 가운데 하나가 모두 빠져 있어"
    GARBLED = "글자가 깨져 있어"


_PAIRS: Final = re.compile(r"([가-힣])\1([가-힣])\2")
_PAIR: Final = re.compile(r"([가-힣])\1")
_SPOILT: Final = re.compile("[\ufffd\x80-\x9fÀ-ÖØ-öø-ÿ\ue000-\uf8ff一-鿿]|\\?\\?")
LEAST_STRANGE: Final = 4
"""In one line."""

LEAST_PAIRS: Final = 3
"""A word of so many doubled letters is none of the language (`시시비비`, `방방곡곡` have two)."""

LEAST_DIGITS: Final = 40
"""Of so many digits one is a zero, unless zeros are lost."""
LEAST_OF_OTHERS: Final = 120
"""Of so many, each of the ten occurs."""
LEAST_BROKEN: Final = 3
_NUMBER: Final = re.compile(r"\d[\d,]*")


def find_damage(lines: Sequence[str]) -> dict[int, Damage]:
    """The damaged lines by their numbers, counted from 1."""
    text = "\n".join(lines)
    found = dict.fromkeys(_with_lost_digit(lines), Damage.LOST_DIGIT)
    if _SPOILT.search(text):
        found |= {
            number: Damage.GARBLED for number, line in enumerate(lines, 1) if _SPOILT.search(line) and find_garble(line, LEAST_STRANGE)
        }
    if _PAIRS.search(text):
        found |= dict.fromkeys(_doubled(lines), Damage.DOUBLED)
    return dict(sorted(found.items()))


def _doubled(lines: Sequence[str]) -> Iterator[int]:
    """Lines with doubled words, and what stands next to them and consists of doubled signs alone."""
    begun = 0
    for number, line in enumerate(lines, 1):
        words = line.split()
        pairs = [count for word in words if (count := _doubled_letters(word))]
        whole = all(map(_repeats, words)) and (len(pairs) > 1 or (bool(words) and number - begun == 1))
        if whole or max(pairs, default=0) >= LEAST_PAIRS:
            begun = number
            yield number


def _doubled_letters(word: str) -> int:
    """How many letters of a word are Hangul printed twice; 0 where any sign of it stands once."""
    return len(_PAIR.findall(word)) if _PAIRS.search(word) and _repeats(word) else 0


def _repeats(word: str) -> bool:
    return gcd(*(len(list(run)) for _, run in groupby(word))) > 1


def _with_lost_digit(lines: Sequence[str]) -> Iterator[int]:
    """All lines with digits, where the text as a whole has lost one; else those that have lost one by themselves."""
    whole = _has_lost_digit("\n".join(lines))
    for number, line in enumerate(lines, 1):
        if (whole and re.search(r"\d", line)) or (not whole and len(line) > LEAST_DIGITS and _has_lost_digit(line)):
            yield number


def _has_lost_digit(text: str) -> bool:
    numbers = _NUMBER.findall(text)
    digits = "".join(numbers).replace(",", "")
    lost = set("0123456789").difference(digits)
    if not lost or len(digits) < (LEAST_DIGITS if "0" in lost else LEAST_OF_OTHERS):
        return False
    return sum(map(_is_broken, numbers)) >= LEAST_BROKEN


def _is_broken(number: str) -> bool:
    """Whether thousands have lost some of their digits: `1,274,8,229`, `63,,`; `3,4` is a list, `1,2503,180` two numbers in one."""
    groups = number.split(",")[1:]
    short = ",," in number or any(len(group) < THOUSAND for group in groups[:-1])
    return short and all(len(group) <= THOUSAND for group in groups) and (",," in number or any(len(group) == THOUSAND for group in groups))


THOUSAND: Final = 3
"""Digits of a group."""
