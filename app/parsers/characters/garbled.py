"""Text that is no text: Korean that some program on its way read in a wrong encoding, or could not write.

What it looks like depends on the mistake: `ì´ë¬´ê³¼` (UTF-8 taken for a Western encoding), `ÃÑ¹«°ú` (CP949 taken for one),
`珥앸Т怨` (UTF-8 taken for CP949), `????` and `\ufffd\ufffd` (letters that could not be written), private characters of a font
whose table of letters is lost, and codes printed as they are: `\\ucd1d`, `=EC=B4=9D`, `(cid:1204)`. The digits among them stay
legible, so such a text would give figures of nothing. A mistake is named only where it can be shown: strange characters
outnumber Hangul, and undoing the mistake gives Hangul; so a text in another language or in Chinese characters is none.

>>> find_garble("ÃÑ¹«°ú 12¸í, ÀÎ»çÆÀ 3¸í")
<Garble.KOREAN_AS_WESTERN: 'CP949를 서유럽 문자로 잘못 읽은 글'>
>>> find_garble("세입?세출 12명, 인사팀 3명"), find_garble("déjà vu à l'hôtel, 12 élèves, à été né")
(None, None)
>>> find_garble("總務課 人事係 定員 十二名 現員 十一名")
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple


class Garble(Enum):
    """What went wrong, as a person is told."""

    UTF8_AS_WESTERN = "UTF-8을 서유럽 문자로 잘못 읽은 글"
    KOREAN_AS_WESTERN = "CP949를 서유럽 문자로 잘못 읽은 글"
    UTF8_AS_KOREAN = "UTF-8을 CP949로 잘못 읽은 글"
    LOST = "글자를 잃어 물음표나 대체 문자(�)만 남은 글"
    PRIVATE = "글꼴에만 있는 부호로 적혀 글자를 알 수 없는 글"
    CODES = "글자가 아니라 글자의 번호(\\uXXXX, =XX, %XX, (cid:N))가 적힌 글"
    RANDOM = "한국어에 없는 음절로 된 글"


LEAST_STRANGE: Final = 8
"""In a whole text; fewer may be names or signs of any kind."""
SAMPLE: Final = 65_536
"""So many characters of a text tell what it is."""

_HANGUL: Final = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ\u1100-\u11ff]")
# The letters alone: `·` and `°` stand in any Korean report, and in a text read wrongly these come along with them.
_WESTERN: Final = re.compile("[\x80-\x9fÀ-ÖØ-öø-ÿ]")
_LOST: Final = re.compile(r"\ufffd|(?<=\?)\?|\?(?=\?)")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_HANJA: Final = re.compile("[\u4e00-\u9fff\uf900-\ufaff\ufffd]")
_CODES: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|=[89A-F][0-9A-F]|%[89A-F][0-9A-F]|\(cid:\d{1,6}\)")
_STRANGE: Final = re.compile(f"{_CODES.pattern}|{_LOST.pattern}|[\x80-\xff\u4e00-\u9fff\ue000-\ufaff]")
_TO_BYTES: Final = {ord(sign): code for code in range(0x80, 0xA0) for sign in bytes([code]).decode("cp1252", "ignore")}
_RARE_SHARE: Final = 0.5
"""Of the syllables that Unicode has, four in five are in no Korean word; a text that was read wrongly hits them by chance."""


class _Way(NamedTuple):
    """A mistake: the characters that betray it, and how many of them a Hangul syllable has become.

    undo: the text that was meant. share: how many strange characters to each Hangul make one ask.
    """

    garble: Garble
    strange: re.Pattern[str]
    undo: Callable[[str], str] | None = None
    width: float = 1
    share: float = 1


def _from_western(text: str) -> bytes:
    return text.translate(_TO_BYTES).encode("latin-1", "ignore")


_WAYS: Final = (
    _Way(Garble.CODES, _CODES),
    # Of two bytes that are no letter together, the second may be one with the next: half of such a text is Hangul, of no words.
    _Way(Garble.UTF8_AS_KOREAN, _HANJA, lambda text: text.encode("cp949", "ignore").decode("utf-8", "ignore"), 1, 0.25),
    _Way(Garble.LOST, _LOST),
    _Way(Garble.PRIVATE, _PRIVATE),
    _Way(Garble.UTF8_AS_WESTERN, _WESTERN, lambda text: _from_western(text).decode("utf-8", "ignore"), 3),
    _Way(Garble.KOREAN_AS_WESTERN, _WESTERN, lambda text: _from_western(text).decode("cp949", "ignore"), 2),
)


def find_garble(text: str, least: int = LEAST_STRANGE) -> Garble | None:
    """The mistake that made a text what it is; None for text that can be read. `least`: strange characters that tell."""
    sample = text[:SAMPLE]
    hangul = len(_HANGUL.findall(sample))
    if sample.isascii() and not _STRANGE.search(sample):
        return None
    for way in _WAYS:
        strange = len(way.strange.findall(sample))
        if strange >= least and strange > hangul * way.share and _is_shown(way, sample, strange):
            return way.garble
    return Garble.RANDOM if hangul >= least and _rare(sample, hangul) > _RARE_SHARE * hangul else None


def _is_shown(way: _Way, text: str, strange: int) -> bool:
    """Whether undoing a mistake gives at least half of the Hangul that it would have come from."""
    return way.undo is None or len(_HANGUL.findall(way.undo(text))) * way.width * 2 >= strange


def _rare(text: str, hangul: int) -> int:
    """How many Hangul syllables are outside the 2,350 that Korean is commonly written with, and that ISO 2022 knows."""
    return hangul - len(_HANGUL.findall(text.encode("iso2022_kr", "ignore").decode("iso2022_kr")))
