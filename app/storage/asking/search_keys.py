"""What a search asks for: words and phrases, each with the index keys that its sections must have and the pattern that finds it.

A question is words parted by blanks; a section is found when it holds all of them. Quotes make one of several words: they
must follow each other. Width and case of letters, Unicode form and spacing are compared as `name_key` compares them, with one
rule for blanks inside a word (띄어쓰기):

- a word is found wherever it is printed without a blank, also in the middle of a longer word (`예산` in `총예산액`);
- it is also found where blanks part its syllables (`예 산`, `예산 현황` for `예산현황`), if it begins where a printed word
  begins. So `정원` is not found in `행정 원가`, which a scan without any blanks would find there;
- a blank between two digits, or two Latin letters, always parts them: `12` is not found in `1 2`.

>>> [word.key for word in parse_words('예산 집행 "불용 사유"')]
['예산', '집행', '불용사유']
>>> budget = parse_words("예산현황")[0].pattern
>>> bool(budget.search("예 산 현 황")), bool(budget.search("총예산현황")), bool(budget.search("총예산 현황"))
(True, True, False)

The index knows pairs of syllables, for a word of two must be found as well as a word of five, and a single one by the pairs
that it begins:

>>> parse_words("예산현황")[0].keys, parse_words("과")[0].prefixes
(('산현', '예산', '현황'), ('과',))
>>> sorted(find_keys("예산 (%)"))
['산', '예산', '％', '（', '）']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import Final

from app.errors import InvalidParameter
from app.storage.documents.folding import fold

ANY_KEY: Final = "any"
"""Instead of all other keys, for a section that has very many: it is looked at whatever is asked."""

_MOST_KEYS: Final = 20_000
_QUOTES: Final = str.maketrans("“”„‟", '""""')
_PARTS: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')
_ASCII: Final = range(0x80)
_TO_FULL_WIDTH: Final = 0xFEE0
_NO_WORD: Final = "찾을 낱말이 없습니다."


@dataclass(frozen=True)
class Word:
    """One word, or one phrase, without its blanks."""

    key: str

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Index keys that every section has in which the word is found."""
        return tuple(sorted(self._pairs | {_sign_key(sign) for sign in self.key if not sign.isalnum()}))

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Single characters that some key of such a section begins with; empty where pairs say enough."""
        return () if self._pairs else tuple(sorted(set(_cut_runs(self.key))))

    @cached_property
    def _pairs(self) -> set[str]:
        return {key for run in _cut_runs(self.key) for key in _run_keys(run)[:-1]}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word in folded text."""
        first, plain, spaced = re.escape(self.key[0]), re.escape(self.key[1:]), "".join(_write_spaced(self.key))
        if spaced == plain:
            return re.compile(first + plain)
        # The first character stands alone in front: that is what the search for matches begins with, and it is fast.
        begin = rf"(?<!\w{first})" if self.key[0].isalnum() else ""
        return re.compile(f"{first}(?:{plain}|{begin}{spaced})")


def parse_words(text: str) -> tuple[Word, ...]:
    """The words of a question, each once. Raises InvalidParameter where there is none."""
    found = (phrase or word for phrase, word in _PARTS.findall(fold(text).translate(_QUOTES)))
    keys = dict.fromkeys(key for part in found if (key := part.replace(" ", "")))
    if not keys:
        raise InvalidParameter("q", text[:200], _NO_WORD)
    return tuple(map(Word, keys))


def find_keys(folded: str) -> set[str]:
    """The index keys of a passage: pairs of letters and digits that follow each other, whatever blanks are between them, the
    last one of each run, and every sign.
    """
    text = folded.replace(" ", "")
    keys = {key for run in _cut_runs(text) for key in _run_keys(run)}
    return keys | {_sign_key(sign) for sign in set(text) if not sign.isalnum()}


def limit_keys(keys: set[str]) -> list[str]:
    """The keys of a section as they are kept."""
    return sorted(keys) if len(keys) <= _MOST_KEYS else [ANY_KEY]


def write_signs(text: str) -> str:
    """A text as one key, whatever signs stand in it.

    >>> write_signs("건/년")
    '건／년'
    """
    return "".join(sign if sign.isalnum() else _sign_key(sign) for sign in text)


def _cut_runs(text: str) -> Iterator[str]:
    """Runs of letters and digits."""
    for alphanumeric, run in groupby(text, key=str.isalnum):
        if alphanumeric:
            yield "".join(run)


def _run_keys(run: str) -> list[str]:
    return [*map("".join, pairwise(run)), run[-1]]


def _sign_key(sign: str) -> str:
    # Databases may take plain signs for punctuation; their full-width forms stand in no folded text.
    return chr(ord(sign) + _TO_FULL_WIDTH) if ord(sign) in _ASCII else sign


def _write_spaced(key: str) -> Iterator[str]:
    """All but the first character, with a blank allowed before each."""
    for before, after in pairwise(key):
        yield re.escape(after) if _always_parted(before, after) else f" ?{re.escape(after)}"


def _always_parted(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
