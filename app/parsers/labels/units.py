"""Words that are units: one table for notes of tables, notes of labels and cells.

A unit is a counter (`명`, `㎡`), an amount of won (`천원`), either with a scale before it (`천명`, `백만㎥`), or one of them per
another (`원/㎥`, `명/월`). A note may hold several (`천원, %`), may set its letters apart (`천 원`), and may name what is
no unit at all (`단위: 건강증진`, a programme): that is none.

>>> split_units("천 원, %"), split_units("건강증진"), split_units("명·건"), split_units("원/㎥")
(('천원', '%'), (), ('명', '건'), ('원/㎥',))
"""

import re
from typing import Final

from app.parsers.characters.memo import remember
from app.parsers.labels.numbers import CONTINUOUS_UNITS, COUNTERS, SCALES, WON_UNITS
from app.parsers.labels.words import words

_BLANKS: Final = re.compile(r"\s+")
_PARTED: Final = re.compile(r"[,·;、]|\s+|(?<=[^/])/(?=[^/])")
# Scales that are printed alone where only money can be meant: `(단위: 억)`.
_SHORT_WON: Final = frozenset(["천", "백만", "억", "조"])
# Units that are measured by no counter of running text; they stand in notes and labels alone.
_NOTED_ONLY: Final = frozenset(words("개월 년 월 일 지수 배 점수 등급 ‰ hPa ㎧ m/s ㎍/m³ ㎎/L ㎎/ℓ mg/L ㎎/kg NTU CFU 인원 대수 회수 건수"))
# Behind a label these say who pays, which company or which day sooner than what was counted: `사업비(국)`, `한빛(주)`, `휴관(월)`.
_NO_NOTES: Final = frozenset(words("국 주 월"))
# Units that name nothing else, so that a header cell may hold one alone.
_COUNTED_ALONE: Final = words("명 인 건 회 대 개소 개 필지 세대 가구 마리 천명 만명 천㎡ 천건")
_UNITS_ALONE: Final = frozenset([*_COUNTED_ALONE, *WON_UNITS, *CONTINUOUS_UNITS])
_PER: Final = frozenset(words("월 년 일 인 명 ㎥ m³ ㎡ 시간 회 건 호 세대 가구 대 톤 L ℓ 100g 분 초 주"))


@remember(4096)
def is_unit_word(text: str) -> bool:
    """Whether a word, its blanks aside, is a unit as notes print it."""
    word = _BLANKS.sub("", text)
    if word in COUNTERS or word in WON_UNITS or word in _NOTED_ONLY or text in COUNTERS:
        return True
    if any(word.startswith(scale) and word[len(scale) :] in COUNTERS for scale in SCALES):
        return True
    above, per, below = word.partition("/")
    return bool(per) and below in _PER and "/" not in below and bool(above) and is_unit_word(above)


@remember(4096)
def split_units(text: str) -> tuple[str, ...]:
    """The units of a note, in order, their blanks taken out; what is no unit is left out."""
    whole = _BLANKS.sub("", text)
    if is_unit_word(whole):
        return (whole,)
    found = (_BLANKS.sub("", word) for word in _PARTED.split(_JOINED.sub(r"\1", text.strip())) if word)
    return tuple(dict.fromkeys(_long_won(word) for word in found if is_unit_word(word) or word in _SHORT_WON))


# `천 원`, `백 만 원`: a scale and its unit are one word.
_JOINED: Final = re.compile(r"((?:십|백|천|만|억|조)+)\s+(?=(?:(?:만|억)\s?)?원|명|㎡|톤)")


def _long_won(word: str) -> str:
    return f"{word}원" if word in _SHORT_WON else word


LONGEST_NOTE: Final = 16


def noted_unit(text: str) -> str | None:
    """The unit that a bracket behind a label holds: `천 원` of `사업비(천 원)`; None where it holds something else."""
    whole = _BLANKS.sub("", text)
    if len(text) > LONGEST_NOTE or whole in _NO_NOTES:
        return None
    if is_unit_word(whole):
        return whole
    pieces = [piece for piece in _PARTED.split(_JOINED.sub(r"\1", text.strip())) if piece]
    found = split_units(text)
    return found[0] if len(found) == len(pieces) and found else None


def unit_alone(text: str) -> str | None:
    """The unit that a label is nothing but: `명` or `천원` under the name of a column; None for a noun such as 동 or 과."""
    word = _BLANKS.sub("", text)
    return word if word in _UNITS_ALONE else None
