"""One point of time as printed: a day, month, quarter, half or year, before ranges are made of them.

A year has four digits, or two behind a quote (`'21`, `’21`); two digits alone are a year only where the rest leaves no
doubt (`83.11.30`, `21년 3월`, `21년도`). Parts are separated by points, 년/월/일, hyphens or blanks, in any mixture. What looks like
a date but counts something is none: `'20. 11개` is a year and eleven of something, `2,007명` and `2007명` are people,
`2.5단계` and `4.5%` are numbers. `4.15` alone says nothing; it is read as a day only by what stands around it, so such a
point is not `marked` and `periods` decides.

>>> read_point("'21. 4.15.(목)", 0)
(Point(years=(2021, 2021), months=(4, 4), days=(15, 15), shift=None, marked=True, recurring=False), 10)
>>> read_point("'20. 11개", 0)
(Point(years=(2020, 2020), months=None, days=None, shift=None, marked=False, recurring=False), 3)
>>> read_point("2.5단계", 0) is None
True
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

# --- words ----------------------------------------------------------------------------------------------------------

RELATIVE_YEARS: Final[Mapping[str, int]] = {
    "금년": 0,
    "올해": 0,
    "당해": 0,
    "내년": 1,
    "명년": 1,
    "익년": 1,
    "작년": -1,
    "전년": -1,
    "지난해": -1,
}
_HALVES: Final[Mapping[str, tuple[int, int]]] = {"상": (1, 6), "하": (7, 12)}
_WHOLE_YEAR: Final = (1, 12)

# What a number may count; a number with one of these behind it is no month, day or year.
_COUNTERS: Final = """
    원 명 인 건 대 회 개 개소 개월 개동 개반 개팀 개과 개구 개조 개사 개교 개년 개국 개층 개단 개기관 개부서 개업체 개단체 개사업 개과정
    개분야 개지구 개노선 개시군 개자치구 가구 세대 가지 점 권 부 매 장 호 동 층 평 톤 배 위 번 번지 차 급 종 곳 세 시간 분 초 주 필지
    단계 석 면 일간 주년 학급 학년 과목 문항 쪽 시 등급 구좌 그루 마리 포기 리터 미터 킬로미터 포인트 퍼센트 박 조 항 차선 차로 기 본 편
    척 두 수 량 좌 차례 회차 살 대분 명분 인분 억 만 천 백
"""
_BUDGET_WORDS: Final = "예산 본예산 최종예산 최종 결산 당초 추경 세입 세출 회계 기준 현재 말"


def any_of(words: str) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


# --- pieces of patterns -----------------------------------------------------------------------------------------------

# Blanks between parts: bounded, so that reading stays linear in runs of blanks; no tab, for that ends a cell.
B: Final = "[ \u00a0\u3000]{0,3}"
QUOTES: Final = "'’‘′`´‛ʼ＇"
TILDES: Final = "~∼〜～˜"
DASHES: Final = "–—―－-"
_MONTH: Final = "(?:1[0-2]|0?[1-9])(?![0-9])"
_DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_LIST: Final = f"[,·ㆍ{TILDES}{DASHES}]"
NOT_COUNTING: Final = (
    f"(?!{B}(?:여{B})?(?:[십백천만억조]{{1,3}}{B})?(?:{any_of(_COUNTERS)})(?:[을를이가은는의로에과와도만씩]|이상|이하|미만|내외)?(?![가-힣])"
    f"|{B}[%％‰]|,[0-9]|[A-Za-z㎀-㏿℃°²³]|여(?![의름성])|개(?![최관통장원시설선편정막청헌혁학]))"
)
_MONTHS: Final = f"(?P<months>{_MONTH}(?:{B}(?:{_LIST}|/){B}{_MONTH}){{0,11}}){B}월(?!드)"
_DAYS: Final = f"(?P<days>{_DAY}(?:{B}{_LIST}{B}{_DAY}){{0,9}}){B}일(?![간정])"
_BOUNDARY: Final = "(?:(?![가-힣])|(?=까지|부터|기준|현재|이전|이후|경|에))"
_PART: Final = f"(?:[상중하초]순|말일|[말초중내]{_BOUNDARY})"
_IN_MONTH: Final = f"(?:{B}{_DAYS}|{B}{_PART})?"
_DATE_END: Final = rf"{NOT_COUNTING}(?:{B}\.(?![0-9]))?(?!{B}\.[0-9])"
_HALF: Final = f"(?P<half>상[ ]?[,·ㆍ/]?[ ]?하[ ]?반[ ]?기|[상하][ ]?반[ ]?기)(?:{B}[중내초말]{_BOUNDARY})?"
_QUARTER: Final = f"(?:제{B})?(?P<quarters>[1-4](?:{B}/{B}4)?(?:{B}{_LIST}{B}[1-4](?:{B}/{B}4)?)?){B}분기(?:{B}{_PART})?"
_WHOLE: Final = f"(?P<whole>연[ ]?중(?!무휴)|연[말초내]{_BOUNDARY})"


class _Form(NamedTuple):
    """A pattern all of whose groups have names, and the names."""

    pattern: re.Pattern[str]
    groups: tuple[str, ...]


def _form(pattern: str) -> _Form:
    """Compile a pattern; its own blanks and line breaks mean nothing (those in square brackets do)."""
    compiled = re.compile(pattern, re.VERBOSE)
    return _Form(compiled, tuple(compiled.groupindex))


_YEAR_LED: Final = _form(
    rf"""
    (?: (?P<y4>(?:19|20)[0-9]{{2}}) | [{QUOTES}][ ]?(?P<y2>[0-9]{{2}}) | (?P<relative>{"|".join(RELATIVE_YEARS)})도? ) (?![0-9])
    (?: (?:{B}년도?|{B}\.)? {B} (?:{_HALF}|{_QUARTER}|{_WHOLE})
      | (?:{B}년도?|{B}\.|) {B} {_MONTHS} {_IN_MONTH}
      | (?(relative)(?!)) {B}\.{B} (?P<month>{_MONTH})
        (?: {B}\.{B} (?P<day>{_DAY}) {_DATE_END} | {B}\.(?![0-9]) | {NOT_COUNTING}(?!{B}\.{B}[0-9]) )
      | (?(relative)(?!)) (?P<hyphen>[-/]) (?P<iso_month>{_MONTH}) (?:(?P=hyphen)(?P<iso_day>{_DAY}))? (?![0-9-]) {NOT_COUNTING}
      | {B}년(?P<decade>대)(?![비상])
      | (?P<year_word>{B}년도?) (?:{B}{_PART})?
      | (?P<bare>)
    )"""
)
_SHORT_YEAR_LED: Final = _form(
    rf"(?<![0-9A-Za-z][.,/-])(?<![A-Za-z.])(?P<y2>[0-9]{{2}})"
    rf"(?:\.{B}(?P<month>{_MONTH})\.{B}(?P<day>{_DAY}){_DATE_END}"
    rf"|(?:{B}년{B}|\.){_MONTHS}{_IN_MONTH}"
    rf"|{B}년도(?!로)|{B}년(?={B}(?:{any_of(_BUDGET_WORDS)})))"
)
_MONTH_LED: Final = _form(f"{_MONTHS}{_IN_MONTH}|(?P<month>{_MONTH})/(?P<day>{_DAY})(?={B}\\([월화수목금토일](?:요일)?\\))")
_QUARTER_LED: Final = _form(_QUARTER)
_UNMARKED_DAY: Final = _form(rf"(?<![0-9A-Za-z][.,/-])(?<![A-Za-z.])(?P<unmarked_month>{_MONTH})\.{B}(?P<unmarked_day>{_DAY}){_DATE_END}")
_WORD_LED: Final = _form(f"{_HALF}|{_QUARTER}|(?<![가-힣]){_WHOLE}")
# In a cell that is known to hold a time, two digits and a point can be a year: 21. 6월, 21. 6.
_SHORT_YEAR_IN_CELL: Final = _form(
    rf"(?P<y2>[0-9]{{2}})(?:\.{B}{_MONTHS}{_IN_MONTH}|(?<=1[3-9]|[2-9][0-9])\.{B}(?P<month>{_MONTH})(?:{B}\.(?![0-9]))?)"
)

_WEEKDAY: Final = "[월화수목금토일]"
_RECURRING: Final = re.compile(
    rf"(?<![가-힣])(?:매[ ]?월(?:{B}(?:[말초](?![가-힣])|[0-9]{{1,2}}{B}일(?!간)"
    rf"|(?:첫|둘|셋|넷|마지막|[1-5]){B}째?{B}주(?:{B}{_WEEKDAY}요일)?))?"
    rf"|매[ ]?주(?:{B}{_WEEKDAY}(?:요일|(?![가-힣])))?|매[ ]?(?:년|분기|반기|학기)|매일(?![가-힣])|격[월주년일](?!차)"
    rf"|수시(?:로|(?![가-힣]))|상시(?=[^가-힣 ]|$|로|[ ]?(?:운영|실시|추진|접수|개최|시행))|(?:분기|반기|월|주)별)"
)
_NUMBERS: Final = re.compile("[0-9]+")
_QUARTER_OF_FOUR: Final = re.compile(f"{B}/{B}4")


class Point(NamedTuple):
    """What a point says: first and last year, month and day, each None where it says nothing.

    `shift` counts from the report's year (내년 is 1). `marked` is False where only the
    surroundings can tell a time from a number (`4.15`, `2008`). `recurring` points (매월, 수시) have no place in a calendar.
    """

    years: tuple[int, int] | None = None
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    shift: int | None = None
    marked: bool = True
    recurring: bool = False


RECURRING: Final = Point(recurring=True)


def read_point(text: str, at: int, in_cell: bool = False) -> tuple[Point, int] | None:
    """The longest point that begins at `at`, and the place after it; None when there is none.

    `in_cell`: the whole text is known to be a time.
    """
    letter = text[at : at + 1]
    if letter in QUOTES:
        return _said(_YEAR_LED, text, at)
    if not ("0" <= letter <= "9"):
        return _read_words(text, at)
    if text[at : at + 2] in ("19", "20") and text[at + 2 : at + 4].isdigit():
        return _said(_YEAR_LED, text, at)
    return (
        _said(_SHORT_YEAR_LED, text, at)
        or _said(_MONTH_LED, text, at)
        or _said(_QUARTER_LED, text, at)
        or (_said(_SHORT_YEAR_IN_CELL, text, at) if in_cell else None)
        or _said(_UNMARKED_DAY, text, at)
    )


def _read_words(text: str, at: int) -> tuple[Point, int] | None:
    said = _said(_WORD_LED, text, at)
    if said:
        return said
    recurring = _RECURRING.match(text, at)
    if recurring:
        return RECURRING, recurring.end()
    # A year beside the report's (전년 대비) is a comparison, and a time only with a part of it: 내년 상반기.
    said = _said(_YEAR_LED, text, at)
    return said if said and said[0].months else None


def _said(form: _Form, text: str, at: int) -> tuple[Point, int] | None:
    match = form.pattern.match(text, at)
    return (_point(form.groups, match.groups()), match.end()) if match else None


@lru_cache(maxsize=4096)
def _point(names: tuple[str, ...], values: tuple[str | None, ...]) -> Point:
    """What the groups of a match say (all groups of the patterns have names). Reports print the same times again and again."""
    said = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    unmarked = "bare" in said or "unmarked_month" in said
    month = said.get("month") or said.get("iso_month") or said.get("unmarked_month")
    day = said.get("day") or said.get("iso_day") or said.get("unmarked_day")
    return Point(
        _years(said),
        (int(month), int(month)) if month else _months(said),
        (int(day), int(day)) if day else _span_of(said["days"]) if "days" in said else None,
        RELATIVE_YEARS[said["relative"]] if "relative" in said else None,
        marked=not unmarked,
    )


def _years(said: Mapping[str, str]) -> tuple[int, int] | None:
    if "y4" in said:
        year = int(said["y4"])
    elif "y2" in said:
        year = full_year(int(said["y2"]))
    else:
        return None
    return (year, year + 9) if "decade" in said else (year, year)


def full_year(two_digits: int) -> int:
    """The year that two digits stand for: 50-99 lie in the twentieth century.

    >>> full_year(21), full_year(76)
    (2021, 1976)
    """
    return two_digits + (1900 if two_digits >= 50 else 2000)


def _months(said: Mapping[str, str]) -> tuple[int, int] | None:
    if "months" in said:
        return _span_of(said["months"])
    if "quarters" in said:
        first, last = _span_of(_QUARTER_OF_FOUR.sub("", said["quarters"]))
        return 3 * first - 2, 3 * last
    if "half" in said:
        half = said["half"]
        return _HALVES["상" if "상" in half else "하"][0], _HALVES["하" if "하" in half else "상"][1]
    return _WHOLE_YEAR if "whole" in said else None


def _span_of(printed: str) -> tuple[int, int]:
    """First and last of `2~8` or `3,6,9`. Only a range may run backwards, over the turn of the year (11~2)."""
    if printed.isdigit():
        return int(printed), int(printed)
    numbers = [int(number) for number in _NUMBERS.findall(printed)]
    if any(sign in printed for sign in TILDES + DASHES):
        return numbers[0], numbers[-1]
    return min(numbers), max(numbers)
