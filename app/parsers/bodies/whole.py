"""Words for the whole government a report is of, and for the body itself that reports.

A department's report often opens with figures of the whole: `구 총괄`, `시 전체 예산`, `우리 군 정·현원`, `본청 총괄`. They are never
the department's. `우리 과 현황` turns back to it. Such words are no names, so no list of governments holds them.

>>> [names_whole(text) for text in ("구 총괄", "군 전체 예산 현황", "2024년도 시 재정", "예산현황 (구 전체)", "들빛시 총괄")]
[True, True, True, True, True]
>>> [names_whole(text) for text in ("구 청사 보수", "도시 전체", "시설 현황", "시비 총괄", "구 재정 건전화 추진")]
[False, False, False, False, False]
>>> names_own("우리 과 현황"), names_own("과 일반현황"), names_own("과별 현황")
(True, True, False)
"""

import re
from typing import Final

from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import fold
from app.parsers.labels import (
    NAMING_PARTICLES,
    OF_PARTICLE,
    OUR_WORDS,
    OWN_BODY_NOUNS,
    UNIT_NOTE,
    WHOLE_BODY_NOUNS,
    WHOLE_NAMES,
    WHOLE_SUMS,
    WHOLE_TAILS,
    WHOLE_TOPICS,
    YEAR_BEFORE,
)

_LONGEST: Final = 40
_YEAR: Final = f"(?:{YEAR_BEFORE})?"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_OUR: Final = _any(OUR_WORDS)
# A sum may be glued to the noun (`구총괄`); a topic is parted from it, for `구조직` and `군인력` are other words.
_SUM: Final = rf"\s*(?:{_any(WHOLE_SUMS)})"
_TOPIC: Final = rf"(?:{OF_PARTICLE}|\s)\s*{_YEAR}(?:{_any(WHOLE_TOPICS)})"
# What may follow: more of the same. `구 재정 건전화 추진` is a project of somebody's.
_REST: Final = rf"(?:[\s\d·,/().~'-]|{_any((*WHOLE_SUMS, *WHOLE_TOPICS, *WHOLE_TAILS))})*(?:$|(?<=[가-힣])[{NAMING_PARTICLES}]\s|:)"
_WHOLE: Final = re.compile(
    rf"{_YEAR}(?:(?:(?:{_OUR})\s?)?(?:{_any(WHOLE_BODY_NOUNS)})(?:{_SUM}|{_TOPIC})"
    rf"|[가-힣]{{2,4}}(?:{_any(WHOLE_BODY_NOUNS)})\s+(?:{_any(WHOLE_SUMS)})"
    rf"|(?:{_any(WHOLE_NAMES)})(?:{_SUM}|{_TOPIC}|$)){_REST}"
)
_OWN: Final = re.compile(rf"{_YEAR}(?:(?:{_OUR})\s?)?(?:{_any(OWN_BODY_NOUNS)})(?:{_SUM}|{_TOPIC}){_REST}")
_BRACKET: Final = re.compile(r"\((?P<inner>[^()]{2,12})\)\s*$")
_OUTER: Final = " ([]【】<>〈〉-–·○□ㅇ"


@remember(4096)
def names_whole(text: str) -> bool:
    """Whether a heading, caption or label opens with the whole government, or names it in brackets at its end."""
    return _opens(_WHOLE, text)


@remember(4096)
def names_own(text: str) -> bool:
    """Whether it opens with the reporting body itself: `우리 과 현황`."""
    return _opens(_OWN, text)


def _opens(pattern: re.Pattern[str], text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    plain = UNIT_NOTE.sub("", fold(text)).strip(_OUTER)
    bracket = _BRACKET.search(plain)
    return pattern.match(plain) is not None or (bracket is not None and pattern.match(bracket["inner"]) is not None)
