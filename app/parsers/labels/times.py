"""How times are printed: the words that years, months, days, quarters and halves are told by, and the forms that these make.

The forms are patterns, put together here where their words are, and compiled where they are read (`values/period_points.py`).
They are written for re.VERBOSE: their own blanks and line breaks mean nothing, those in square brackets do. All groups have names.
"""

from collections.abc import Mapping
from typing import Final

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
HALF_YEARS: Final[Mapping[str, tuple[int, int]]] = {"상": (1, 6), "하": (7, 12)}
WHOLE_YEAR: Final = (1, 12)

# What a number may count; a number with one of these behind it is no month, day or year.
_COUNTERS: Final = """
    원 명 인 건 대 회 개 개소 개월 개동 개반 개팀 개과 개구 개조 개사 개교 개년 개국 개층 개단 개기관 개부서 개업체 개단체 개사업 개과정
    개분야 개지구 개노선 개시군 개자치구 가구 세대 가지 점 권 부 매 장 호 동 층 평 톤 배 위 번 번지 차 급 종 곳 세 시간 분 초 주 필지
    단계 석 면 일간 주년 학급 학년 과목 문항 쪽 시 등급 구좌 그루 마리 포기 리터 미터 킬로미터 포인트 퍼센트 박 조 항 차선 차로 기 본 편
    척 두 수 량 좌 차례 회차 살 대분 명분 인분 억 만 천 백
"""
_BUDGET_WORDS: Final = "예산 본예산 최종예산 최종 결산 당초 추경 세입 세출 회계 기준 현재 말"


def _any_of(words: str) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


# --- pieces of patterns -----------------------------------------------------------------------------------------------

# Blanks between parts: bounded, so that reading stays linear in runs of blanks; no tab, for that ends a cell.
TIME_GAP: Final = "[ \u00a0\u3000]{0,3}"
_B: Final = TIME_GAP
YEAR_QUOTES: Final = "'’‘′`´‛ʼ＇"
TIME_TILDES: Final = "~∼〜～˜"
TIME_DASHES: Final = "–—―－-"
_MONTH: Final = "(?:1[0-2]|0?[1-9])(?![0-9])"
_DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_LIST: Final = f"[,·ㆍ{TIME_TILDES}{TIME_DASHES}]"
NOT_COUNTING: Final = (
    f"(?!{_B}(?:여{_B})?(?:[십백천만억조]{{1,3}}{_B})?(?:{_any_of(_COUNTERS)})(?:[을를이가은는의로에과와도만씩]|이상|이하|미만|내외)?(?![가-힣])"
    f"|{_B}[%％‰]|,[0-9]|[A-Za-z㎀-㏿℃°²³]|여(?![의름성])|개(?![최관통장원시설선편정막청헌혁학]))"
)
_MONTHS: Final = f"(?P<months>{_MONTH}(?:{_B}(?:{_LIST}|/){_B}{_MONTH}){{0,11}}){_B}월(?!드)"
_DAYS: Final = f"(?P<days>{_DAY}(?:{_B}{_LIST}{_B}{_DAY}){{0,9}}){_B}일(?![간정])"
_BOUNDARY: Final = "(?:(?![가-힣])|(?=까지|부터|기준|현재|이전|이후|경|에))"
_PART: Final = f"(?:[상중하초]순|말일|[말초중내]{_BOUNDARY})"
_IN_MONTH: Final = f"(?:{_B}{_DAYS}|{_B}{_PART})?"
_DATE_END: Final = rf"{NOT_COUNTING}(?:{_B}\.(?![0-9]))?(?!{_B}\.[0-9])"
_HALF: Final = f"(?P<half>상[ ]?[,·ㆍ/]?[ ]?하[ ]?반[ ]?기|[상하][ ]?반[ ]?기)(?:{_B}[중내초말]{_BOUNDARY})?"
_QUARTER: Final = f"(?:제{_B})?(?P<quarters>[1-4](?:{_B}/{_B}4)?(?:{_B}{_LIST}{_B}[1-4](?:{_B}/{_B}4)?)?){_B}분기(?:{_B}{_PART})?"
_WHOLE: Final = f"(?P<whole>연[ ]?중(?!무휴)|연[말초내]{_BOUNDARY})"


# --- forms of points --------------------------------------------------------------------------------------------------

YEAR_LED_TIME: Final = rf"""
    (?: (?P<y4>(?:19|20)[0-9]{{2}}) | [{YEAR_QUOTES}][ ]?(?P<y2>[0-9]{{2}}) | (?P<relative>{"|".join(RELATIVE_YEARS)})도? ) (?![0-9])
    (?: (?:{_B}년도?|{_B}\.)? {_B} (?:{_HALF}|{_QUARTER}|{_WHOLE})
      | (?:{_B}년도?|{_B}\.|) {_B} {_MONTHS} {_IN_MONTH}
      | (?(relative)(?!)) {_B}\.{_B} (?P<month>{_MONTH})
        (?: {_B}\.{_B} (?P<day>{_DAY}) {_DATE_END} | {_B}\.(?![0-9]) | {NOT_COUNTING}(?!{_B}\.{_B}[0-9]) )
      | (?(relative)(?!)) (?P<hyphen>[-/]) (?P<iso_month>{_MONTH}) (?:(?P=hyphen)(?P<iso_day>{_DAY}))? (?![0-9-]) {NOT_COUNTING}
      | {_B}년(?P<decade>대)(?![비상])
      | (?P<year_word>{_B}년도?) (?:{_B}{_PART})?
      | (?P<bare>)
    )"""
SHORT_YEAR_LED_TIME: Final = (
    rf"(?<![0-9A-Za-z][.,/-])(?<![A-Za-z.])(?P<y2>[0-9]{{2}})"
    rf"(?:\.{_B}(?P<month>{_MONTH})\.{_B}(?P<day>{_DAY}){_DATE_END}"
    rf"|(?:{_B}년{_B}|\.){_MONTHS}{_IN_MONTH}"
    rf"|{_B}년도(?!로)|{_B}년(?={_B}(?:{_any_of(_BUDGET_WORDS)})))"
)
MONTH_LED_TIME: Final = f"{_MONTHS}{_IN_MONTH}|(?P<month>{_MONTH})/(?P<day>{_DAY})(?={_B}\\([월화수목금토일](?:요일)?\\))"
QUARTER_LED_TIME: Final = _QUARTER
UNMARKED_DAY: Final = rf"(?<![0-9A-Za-z][.,/-])(?<![A-Za-z.])(?P<unmarked_month>{_MONTH})\.{_B}(?P<unmarked_day>{_DAY}){_DATE_END}"
WORD_LED_TIME: Final = f"{_HALF}|{_QUARTER}|(?<![가-힣]){_WHOLE}"
# In a cell that is known to hold a time, two digits and a point can be a year: 21. 6월, 21. 6.
SHORT_YEAR_IN_CELL: Final = (
    rf"(?P<y2>[0-9]{{2}})(?:\.{_B}{_MONTHS}{_IN_MONTH}|(?<=1[3-9]|[2-9][0-9])\.{_B}(?P<month>{_MONTH})(?:{_B}\.(?![0-9]))?)"
)

_WEEKDAY: Final = "[월화수목금토일]"
RECURRING_TIME: Final = (
    rf"(?<![가-힣])(?:매[ ]?월(?:{_B}(?:[말초](?![가-힣])|[0-9]{{1,2}}{_B}일(?!간)"
    rf"|(?:첫|둘|셋|넷|마지막|[1-5]){_B}째?{_B}주(?:{_B}{_WEEKDAY}요일)?))?"
    rf"|매[ ]?주(?:{_B}{_WEEKDAY}(?:요일|(?![가-힣])))?|매[ ]?(?:년|분기|반기|학기)|매일(?![가-힣])|격[월주년일](?!차)"
    rf"|수시(?:로|(?![가-힣]))|상시(?=[^가-힣 ]|$|로|[ ]?(?:운영|실시|추진|접수|개최|시행))|(?:분기|반기|월|주)별)"
)

# --- around points ---------------------------------------------------------------------------------------------------------

# Patterns of what belongs to a time, or tells that a number beside it is one.
CLOCK_HOUR: Final = rf"(?:오전|오후)?{_B}[0-2]?[0-9](?::[0-5][0-9]|시(?:{_B}[0-5]?[0-9]{_B}분)?)(?!간)"
WEEKDAY_IN_BRACKETS: Final = rf"\([ ]?{_WEEKDAY}(?:요일)?[ ]?\)"
FROM_WORD: Final = "부터"
NOW_WORDS: Final = "현재|지금"
AFTER_WORDS: Final = "이후|부터"
BEFORE_WORDS: Final = "이전|까지"
ABOUT_WORD: Final = "경(?![가-힣])"
LENGTH_OF_TIME: Final = rf"(?:[총약]{_B})?[0-9]+{_B}(?:박{_B}[0-9]+{_B}일|일간?|개월간?|년간?|주간?)"
DAY_OR_YEAR_SIGN: Final = "[일년](?!간)도?"
YEAR_NOUNS: Final = (
    "예산|본예산|최종|결산|당초|추경|실적|목표|계획|세입|세출|집행|기준|현재|대비|회계|상황|사업|신규|주요|까지|부터|이후|이전"
)
AS_OF_TAILS: Final = "기준|현재|시행|예정|자(?![가-힣])"
RANGE_LETTERS: Final = "오부이까경"
"""First letters of what may stand behind a point and belong to it: 오전, 부터, 이후, 까지, 경."""

PERIOD_REMARKS: Final = "기준|현재|예정|실시|추진|시행|운영|개최|완료|계획|중|한|수시|상시|정기|매년|예정임"
AS_OF_REMARKS: Final = "기준|현재"
AND_BETWEEN_TIMES: Final = "[,·ㆍ/]|및"
# A cell that is nothing but a time.
TIME_OF_CELL: Final = (
    r"(?:'?\d{2}|(?:19|20)\d{2})\s?(?:년도|년|학년도)?|(?:'?\d{2,4}\s?[년.]\s?)?\d{1,2}\s?월(?:말|중|현재|기준)?"
    r"|(?:'?\d{2,4}\s?년?\s?)?(?:[1-4](?:/4)?\s?분기|상반기|하반기)|(?:19|20)\d{2}\s?(?:년도?)?\s?(?:이전|이후|까지|현재|말|부터)"
)
YEAR_SIGN: Final = "년?도?"

# --- where a time may be, as little as rules most other words out ---------------------------------------------------------------

# A letter that every time has, unless it has digits with their signs, and what stands before it.
TIME_SIGNS: Final = "년월기연매격수상별"
TIME_SIGNS_BEHIND: Final = r"(?<=[년월]) (?<=[0-9 \u00a0\u3000].) | (?<=기) (?<=[분반 ].) | (?<=별) (?<=[기월주].)"
# The letters that a time begins with, and what goes on behind them: 연중, 매월, 격주, 수시, 상·하반기, 분기별, 올해, 지난해, 제1.
TIME_BEGINNINGS: Final = "상하연매격수분반월주금올당내명익작전지제"
# A cell that is nothing but a time may as well be called 전… by something else.
TIME_CELL_BEGINNINGS: Final = TIME_BEGINNINGS.replace("전", "")
TIME_PARTS: Final = r"(?<=연) [ ]?[중말초내] | (?<=매) [ ]?[월주년일분반학] | (?<=격) [월주년일] | (?<=[수상]) 시"
TIME_WORDS: Final = (
    r"(?<=[상하]) [ ]?[,·ㆍ/]?[ ]?[하반] | (?<=[분반]) 기별 | (?<=[월주]) 별"
    r" | (?<=[금내명익작전]) 년 | (?<=올) 해 | (?<=당) 해 | (?<=지) 난해 | (?<=제)"
)
TIME_UNITS: Final = "월년분"
TIME_ENDS: Final = r"[상하][ ]?반|연[중말내]"
