"""The words that reports print, as data: every Hangul word that decides anything stands here and nowhere else.

A new wording is one new row and one new test case. Keys are in the form of `label_key`: no blanks, one sort of dot,
no column notes. A label that no table here knows is not guessed at; it becomes a finding.

>>> label_key("증감액(B-A)"), label_key("집 행 률(%)"), label_key("징수율 (C/B)"), label_key("’22년 대비 증감")
('증감액', '집행률', '징수율', '대비증감')
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from app.models.facts import AuditCategory, AuditStatus, Basis, BodyLevel, Direction, Measure
from app.models.outline import Topic
from app.models.quantity import FundingTier
from app.parsers.normalise import fold

# --- numbers and units ------------------------------------------------------------------------------------------

BLANK_CELLS: Final = frozenset({"", "-", "–", "—", "―", "─", "…", "..", "--", "〃"})

WON_UNITS: Final[Mapping[str, int]] = {
    "원": 1,
    "십원": 10,
    "백원": 100,
    "천원": 10**3,
    "만원": 10**4,
    "십만원": 10**5,
    "백만원": 10**6,
    "천만원": 10**7,
    "억원": 10**8,
    "십억원": 10**9,
    "백억원": 10**10,
    "조원": 10**12,
}

SCALES: Final[Mapping[str, int]] = {"백만": 10**6, "십만": 10**5, "만": 10**4, "천": 10**3, "백": 100, "억": 10**8}

_PER_NOUN: Final = [
    "부서",
    "과정",
    "기관",
    "단체",
    "업체",
    "사업",
    "분야",
    "항목",
    "직위",
    "층",
    "권역",
    "지구",
    "노선",
    "교실",
    "강좌",
    "프로그램",
    "종목",
    "시설",
    "마을",
    "학교",
    "대학",
    "위원회",
    "병원",
    "센터",
    "실",
    "실국",
    "지점",
    "차종",
    "부문",
    "국가",
    "도시",
    "자치구",
    "동",
    "시",
    "군",
    "구",
    "읍",
    "면",
    "국",
    "과",
    "팀",
    "반",
    "조",
    "사",
    "교",
    "원",
    "관",
    "소",
    "업소",
    "종",
    "점",
    "세부사업",
    "단지",
    "하천",
    "공원",
    "지역",
    "시군",
    "시군구",
    "읍면동",
    "동주민센터",
    "사업장",
    "협회",
    "기업",
    "상점",
    "점포",
    "농가",
    "어린이집",
    "경로당",
    "도서관",
    "초등학교",
    "중학교",
    "고등학교",
    "유치원",
    "품목",
    "코스",
    "문항",
    "지표",
    "과제",
    "안건",
    "위원",
    "부스",
    "팀",
    "구간",
    "대학교",
]
_COUNTERS: Final = [
    "원",
    "명",
    "인",
    "건",
    "회",
    "대",
    "㎡",
    "m²",
    "m^2",
    "m2",
    "㎥",
    "m³",
    "km²",
    "km^2",
    "㎢",
    "㎞",
    "km",
    "㎝",
    "cm",
    "㎜",
    "mm",
    "m",
    "㎏",
    "kg",
    "Kg",
    "KG",
    "g",
    "t",
    "톤",
    "L",
    "ℓ",
    "리터",
    "㎘",
    "kl",
    "세대",
    "가구",
    "가정",
    "구좌",
    "면",
    "권",
    "부",
    "점",
    "P",
    "p",
    "포인트",
    "%",
    "%p",
    "퍼센트",
    "시간",
    "분",
    "초",
    "일",
    "개월",
    "년",
    "주",
    "팀",
    "과",
    "국",
    "동",
    "통",
    "반",
    "리",
    "사업소",
    "담당관",
    "호",
    "필지",
    "필",
    "식",
    "매",
    "장",
    "본",
    "그루",
    "마리",
    "두",
    "수",
    "곳",
    "종",
    "종류",
    "편",
    "쌍",
    "배",
    "학급",
    "학교",
    "학년",
    "과정",
    "강좌",
    "기관",
    "단체",
    "업체",
    "업소",
    "실",
    "석",
    "병상",
    "기",
    "척",
    "열",
    "구간",
    "GB",
    "TB",
    "MB",
    "MW",
    "kW",
    "kWh",
    "Wh",
    "MWh",
    "℃",
    "평",
    "ha",
    "헥타르",
    "위",
    "문항",
    "쪽",
    "페이지",
    "끼",
    "포",
    "상자",
    "박스",
    "켤레",
    "벌",
    "노선",
    "주년",
    "교",
    "개년",
    "표",
    "안건",
    "의석",
    "g/km",
    "회/월",
    "회/년",
    "회/주",
    "명/일",
    "건/일",
    "톤/일",
    "㎍/㎥",
    "ppm",
    "dB",
    "TOE",
    "개",
    "개소",
    "자치구",
    "기수",
    "차수",
    "층",
    "급",
    "세",
    "차",
    "단계",
    "번",
    "번지",
    "번길",
    "호선",
    "등급",
    "조",
    "항",
    "호점",
    "좌",
    "학점",
    "식단",
    "MB/s",
    "Mbps",
    "량",
    "차량",
    "명분",
    "인분",
    "회분",
    "마일",
    "입방미터",
    "제곱미터",
    "평방미터",
    "미터",
    "킬로미터",
    "그램",
    "킬로그램",
    "Kcal",
    "kcal",
    "점대",
    "거점",
    "사",
    "농가",
    "점포",
    "부스",
    "시군",
    "부서",
]
# What can follow a number in running text; `개 과정` and `개과정` are the same counter. The longest that fits wins.
COUNTERS: Final = frozenset(
    ["km ²", "m ²", "m 2", *_COUNTERS, *WON_UNITS, *(f"개{noun}" for noun in _PER_NOUN), *(f"개 {noun}" for noun in _PER_NOUN)]
)

# Counters that name a time, a rank, an age, a place in a row or an address: numbers with them measure nothing.
ORDINAL_COUNTERS: Final = frozenset(
    [
        "년",
        "일",
        "초",
        "급",
        "세",
        "차",
        "단계",
        "번",
        "번지",
        "번길",
        "호선",
        "등급",
        "조",
        "항",
        "층",
        "기",
        "위",
        "호",
        "주",
        "분",
        "학년",
        "차수",
        "쪽",
        "페이지",
        "회차",
        "열",
        "등",
        "주년",
        "개년",
        "월",
    ]
)
DURATION_COUNTERS: Final = frozenset(["개월", "시간", "년", "일", "주", "분", "초", "개년", "주년"])
# Units of what is measured, not counted: a printed figure with one of them was rounded.
CONTINUOUS_UNITS: Final = frozenset(
    "㎡ m² m^2 m2 ㎥ m³ km² km^2 ㎢ ㎞ km ㎝ cm ㎜ mm m ㎏ kg Kg KG g t 톤 L ℓ 리터 ㎘ kl 시간 분 초 % %p ha 헥타르 평 ℃ ppm dB TOE g/km GB TB MB kW kWh MWh 톤/일".split()
)

# Durations that a report counts (hours of training); other durations say how long something takes.
MEASURED_DURATIONS: Final = frozenset(["시간"])
FIGURE_MODIFIERS: Final = (
    "총",
    "약",
    "연",
    "각",
    "모두",
    "합계",
    "전체",
    "현",
    "매",
    "월",
    "주",
    "연간",
    "일",
    "등",
    "총계",
    "또는",
    "및",
    "외",
    "건당",
    "한",
)
ABOUT_WORDS: Final = ("약", "대략")
# A particle with whether it follows only closed syllables (True), only open ones (False) or both (None).
PARTICLES: Final = (
    ("에서는", None), ("에서", None), ("에는", None), ("으로", True), ("은", True), ("는", False), ("을", True), ("를", False), ("이", True), ("의", None),
)  # fmt: skip
# Words that only look as if they ended in a particle.
NO_PARTICLES: Final = (
    "회의",
    "편의",
    "협의",
    "동의",
    "결의",
    "심의",
    "합의",
    "주의",
    "임의",
    "건의",
    "문의",
    "논의",
    "제의",
    "정의",
    "강의",
    "거의",
    "높이",
    "차이",
    "놀이",
    "어린이",
    "넓이",
    "길이",
    "미이",
    "돋보이",
    "는",
    "젊은",
    "작은",
    "같은",
)
ENTITY_COUNTERS: Final = frozenset("세대 가구 통 반 동 리 농가 학급 업체 개소 개동 병상 객실".split())
# A number inside a name with one of these is an address or a place: `둔촌1동`, `당산동3가`.
PLACE_COUNTERS: Final = frozenset(
    "동 가 로 길 리 통 호 번지 지구 단지 동주민센터 청사 관 공원 구역 권역 가구 교 호선 터미널 공단 산단".split()
)
# What follows a figure and is no noun that it counts.
NO_NOUNS: Final = (
    "이상",
    "이하",
    "이내",
    "미만",
    "초과",
    "까지",
    "으로",
    "에서",
    "정도",
    "내외",
    "수준",
    "가량",
    "한도",
    "에게",
    "이며",
    "이고",
    "에 ",
    "을 ",
    "를 ",
    "부터",
    "만큼",
    "이다",
    "씩",
    "입니",
    "임",
    "예정",
    "예상",
    "등",
)
# A counter may begin another word: `5과목`, `2국장`.
OTHER_WORDS: Final = (
    "과목", "과장", "국장", "동장", "회의", "대표", "건물", "건축", "건강", "인력", "인실", "점검", "부장", "매장", "면담", "면적", "본부", "본관", "식당", "명절", "교육", "반장", "팀장", "장소", "장비", "시간대", "분기", "일간", "인사",
    "대상", "대비", "대로", "대책", "대응", "대체", "원칙", "원문", "권역", "권한", "종합", "종료", "편성", "동일", "기초", "기본", "건당", "명당", "점수", "통합", "통신", "호선", "실시", "실적", "실국", "위원회 ", "개선", "개월", "개인", "개발", "개최", "주년",
)  # fmt: skip

# --- columns of budget tables --------------------------------------------------------------------------------------


class BudgetColumn(StrEnum):
    """What a column of a budget table holds."""

    BUDGET = "budget"
    PRIOR = "prior"
    EXECUTED = "executed"
    RATE = "rate"
    REMAINING = "remaining"
    CHANGE = "change"
    CHANGE_RATE = "change_rate"
    SHARE = "share"
    CARRIED_OVER = "carried_over"
    FUNDING = "funding"
    NOTE = "note"


BUDGET_COLUMNS: Final[Mapping[str, BudgetColumn]] = {
    **dict.fromkeys(
        [
            "예산액",
            "예산현액",
            "본예산",
            "최종예산",
            "예산",
            "당초예산",
            "추경예산",
            "총예산",
            "예산규모",
            "편성액",
            "세출예산",
            "세입예산",
            "예산총액",
            "확정예산",
            "기정예산",
            "기정액",
            "예산안",
            "현계예산",
            "예산편성액",
            "배정액",
            "예산배정액",
            "최종예산액",
            "본예산액",
            "당초예산액",
            "추경예산액",
            "총예산액",
            "세출예산액",
            "세입예산액",
            "예산현액계",
            "예산계",
            "소요예산",
            "사업비",
            "총사업비",
            "예산현계",
            "예산계획",
            "예산계획액",
            "징수결정액",
            "목표액",
            "예산안액",
            "편성예산",
            "사업예산",
            "예산금액",
            "세출예산현액",
            "세입예산현액",
            "예산액계",
            "조정후예산액",
            "예산현황",
            "요구액",
            "예산편성",
        ],
        BudgetColumn.BUDGET,
    ),
    **dict.fromkeys(
        [
            "전년도예산액",
            "전년도예산",
            "전년예산",
            "전년도",
            "전년예산액",
            "전년도최종예산",
            "전년도본예산",
            "전년도예산현액",
            "기정예산액",
            "전년도최종예산액",
            "작년예산",
        ],
        BudgetColumn.PRIOR,
    ),
    **dict.fromkeys(
        [
            "집행액",
            "지출액",
            "징수액",
            "수납액",
            "실수납액",
            "결산액",
            "지출",
            "집행",
            "원인행위액",
            "집행예산",
            "지출금액",
            "집행금액",
            "실수납",
            "수납",
            "집행실적",
            "지출실적",
            "징수실적",
            "집행누계",
            "지출누계",
            "집행액누계",
            "원인행위",
            "세입결산액",
            "세출결산액",
            "결산",
            "수입액",
            "예산집행액",
            "집행현황",
            "징수현황",
            "기집행액",
            "집행예정액",
            "징수누계",
            "수납누계",
        ],
        BudgetColumn.EXECUTED,
    ),
    **dict.fromkeys(
        [
            "집행률",
            "집행율",
            "징수율",
            "징수률",
            "지출률",
            "지출율",
            "수납률",
            "수납율",
            "집행비율",
            "진도율",
            "진도률",
            "예산집행률",
            "예산집행율",
            "달성률",
            "결산율",
        ],
        BudgetColumn.RATE,
    ),
    **dict.fromkeys(
        [
            "잔액",
            "집행잔액",
            "미집행액",
            "불용액",
            "미수납액",
            "예산잔액",
            "미집행",
            "미징수액",
            "잔여예산",
            "예산집행잔액",
            "지출잔액",
            "잔여액",
            "미지출액",
        ],
        BudgetColumn.REMAINING,
    ),
    **dict.fromkeys(
        [
            "증감액",
            "증감",
            "비교증감",
            "증△감",
            "증감액수",
            "증감내역",
            "대비증감액",
            "전년대비증감액",
            "비교",
            "증가액",
            "감소액",
            "대비증감",
            "전년대비증감",
        ],
        BudgetColumn.CHANGE,
    ),
    **dict.fromkeys(
        ["증감률", "증감율", "증가율", "증가률", "대비증감률", "대비증감율", "전년대비증감률", "전년대비증감율", "증감비율"],
        BudgetColumn.CHANGE_RATE,
    ),
    **dict.fromkeys(["비중", "구성비", "점유율", "구성비율", "비율", "점유비", "점유비율"], BudgetColumn.SHARE),
    **dict.fromkeys(
        [
            "이월액",
            "전년도이월액",
            "명시이월",
            "사고이월",
            "이월예산",
            "명시이월액",
            "사고이월액",
            "계속비이월",
            "다음연도이월액",
            "이월",
            "전년이월액",
            "차년도이월액",
        ],
        BudgetColumn.CARRIED_OVER,
    ),
    **dict.fromkeys(
        [
            "비고",
            "참고",
            "산출내역",
            "산출근거",
            "사업내용",
            "내용",
            "주요내용",
            "주요내역",
            "담당",
            "담당팀",
            "소관팀",
            "소관",
            "담당부서",
            "구분코드",
            "회계",
            "기간",
        ],
        BudgetColumn.NOTE,
    ),
}

# Rates that say how much of a budget was executed; a 진도율 or 달성률 beside one may be of something else.
EXECUTION_RATES: Final = frozenset("집행률 집행율 징수율 징수률 지출률 지출율 수납률 수납율 집행비율 예산집행률 예산집행율 결산율".split())

FUNDING_TIERS: Final[Mapping[str, FundingTier]] = {
    **dict.fromkeys(["국", "국비", "국고", "국고보조금", "국고보조", "국비보조", "균특", "균특회계", "국비기금"], FundingTier.NATIONAL),
    **dict.fromkeys(["시비보조", "도", "도비", "시도비", "시·도비", "도비보조", "광역", "광역시비", "특별시비"], FundingTier.UPPER),
    **dict.fromkeys(
        ["구", "구비", "군", "군비", "자체", "자체재원", "자비", "순세계잉여금", "시군비", "시·군비", "시군구비", "자체수입", "일반재원"],
        FundingTier.OWN,
    ),
    **dict.fromkeys(
        [
            "특교",
            "특별교부금",
            "특별교부세",
            "특별조정교부금",
            "조정교부금",
            "교부세",
            "보통교부세",
            "시특별교부금",
            "지방교부세",
            "특교세",
            "특교금",
            "특조금",
            "재난특교세",
        ],
        FundingTier.GRANT,
    ),
    **dict.fromkeys(["기금", "지방채", "예비비", "적립금", "융자"], FundingTier.FUND),
    **dict.fromkeys(["민간", "민자", "민간자본", "자부담", "후원금", "기부금", "민간부담"], FundingTier.PRIVATE),
    **dict.fromkeys(["기타", "기", "타", "이월", "이월액", "시보조"], FundingTier.OTHER),
}
# `시비` is the upper tier's money in a district's report and the own money in a city's: the reader of the table decides.
CITY_FUNDING: Final = frozenset(["시", "시비"])

NON_BUDGET_WORDS: Final = frozenset(["비예산", "비예산사업", "예산비수반", "예산없음"])
PURE_INCREASE_WORDS: Final = frozenset(["순증", "신규", "순감", "전액증", "순증가"])

TOTAL_WORDS: Final = frozenset(["계", "합계", "총계", "소계", "총합계", "누계", "총액", "합", "총", "전체", "총괄"])
GRAND_TOTAL_WORDS: Final = frozenset(["계", "합계", "총계", "총합계", "총액"])
# A running total is no sum of its neighbours; a mean, a price or a rank cannot be added up.
RUNNING_TOTAL_WORDS: Final = frozenset(["누계", "누적", "총괄", "총액"])
PARTIAL_WORDS: Final = (
    "평균",
    "단가",
    "순위",
    "1인당",
    "인당",
    "최대",
    "최소",
    "최고",
    "최저",
    "등급",
    "비율",
    "대비",
    "연도",
    "년도",
    "면적당",
    "점수",
    "지수",
)
# Words in the label of a listed figure that make it no part of a whole.
NO_PART_WORDS: Final = (
    "평균",
    "이상",
    "이하",
    "미만",
    "기준",
    "대비",
    "전년",
    "인당",
    "최대",
    "최소",
    "포함",
    "제외",
    "별도",
    "누적",
    "매월",
    "매년",
    "목표",
    "→",
)
NO_PART_LABELS: Final = frozenset(["월", "중", "연", "약", "당", "일", "회", "이중", "그중", "각"])
RISING_WORDS: Final = ("증가", "상승", "증", "↑", "향상", "확대")
FALLING_WORDS: Final = ("감소", "하락", "감", "↓", "축소", "절감")

PRIOR_WORDS: Final = frozenset(["기정예산", "기정예산액", "전년도예산", "전년도예산액", "당초예산", "당초예산액", "기정액"])
ACCOUNT_WORDS: Final = ("일반회계", "특별회계", "기타특별회계", "공기업특별회계", "기금회계")
DIRECTION_WORDS: Final[Mapping[str, Direction]] = {
    "세입": Direction.REVENUE,
    "징수": Direction.REVENUE,
    "수납": Direction.REVENUE,
    "세외수입": Direction.REVENUE,
    "세출": Direction.EXPENDITURE,
    "집행": Direction.EXPENDITURE,
    "지출": Direction.EXPENDITURE,
}

# --- columns and rows of other tables ------------------------------------------------------------------------------

MEASURES: Final[Mapping[str, Measure]] = {
    "정원": Measure.AUTHORISED,
    "현원": Measure.ACTUAL,
    "과부족": Measure.VARIANCE,
    "과·부족": Measure.VARIANCE,
    "과부족인원": Measure.VARIANCE,
    "증감": Measure.VARIANCE,
    "결원": Measure.VARIANCE,
    "정현원차": Measure.VARIANCE,
}
GRADE: Final = re.compile(
    r"(?:\d{1,2}(?:[~·,]\d{1,2})?급(?:상당|이상|이하|갑|을)?(?:\([^)]*\))?|[가-힣]{1,4}급|연구관|연구사|지도관|지도사|전문관|고위공무원|고위공무원단|[가나다라마]급|[1-4]종|시장|군수|구청장|부시장|부군수|부구청장|도지사)"
)
STAFF_CATEGORIES: Final = frozenset(
    [
        "계",
        "합계",
        "총계",
        "소계",
        "일반직",
        "별정직",
        "기능직",
        "관리운영직",
        "임기제",
        "별정직·임기제",
        "정무직",
        "특정직",
        "연구직",
        "지도직",
        "전문경력관",
        "한시임기제",
        "공무직",
        "청원경찰",
        "계약직",
        "소방직",
        "교육직",
        "일반임기제",
        "시간선택제",
        "시간선택제임기제",
        "전문임기제",
        "행정직",
        "기술직",
        "고용직",
        "무기계약직",
        "기간제",
        "연구·지도직",
        "지도·연구직",
        "연구지도직",
        "별정",
        "임기",
        "정무",
        "일반",
        "행정",
        "기술",
        "세무직",
        "사회복지직",
        "공안직",
    ]
)

LABEL_COLUMN_WORDS: Final = frozenset(
    [
        "구분",
        "세입과목",
        "세출과목",
        "연번",
        "번호",
        "순번",
        "사업명",
        "단위사업명",
        "세부사업명",
        "세부사업",
        "부서명",
        "부서",
        "과명",
        "소관부서",
        "담당부서",
        "예산과목",
        "과목",
        "항목",
        "구분별",
        "유형",
        "유형별",
        "종류",
        "명칭",
        "시설명",
        "위치",
        "지표명",
        "성과지표",
        "지표",
        "단위",
        "단위사업",
        "정책사업",
        "정책",
        "분야",
        "연도",
        "년도",
        "연도별",
        "월별",
        "분기",
        "기관명",
        "기관",
        "동명",
        "동별",
        "구별",
        "자치구",
        "자치구별",
        "대상",
        "차종",
        "직급",
        "직렬",
        "단체명",
        "업체명",
        "품명",
        "품목",
        "내용",
        "사업내용",
        "세부내용",
        "주요내용",
        "추진내용",
        "주요업무",
        "담당업무",
        "업무",
        "사업",
        "과제명",
        "과제",
        "정책/단위/세부사업별",
        "정책/단위/세부사업",
        "관",
        "장",
        "관·항·목",
        "세목",
        "목",
        "통계목",
        "소재지",
        "일시",
        "장소",
        "비고",
        "행사명",
        "교육명",
        "과정명",
        "프로그램명",
        "소관팀",
        "소관",
        "담당팀",
        "팀명",
        "팀",
        "사업기간",
        "추진기간",
        "기간",
        "추진일정",
        "일정",
        "시기",
        "전략목표",
        "성과목표",
        "주요사업",
        "주관부서",
        "시정및처리요구사항",
        "건의사항",
        "조치결과",
        "부서별",
        "인원구분",
        "쪽",
    ]
)
# Further words that stand in headers of tables whose columns only blanks separate; they tell labels apart there.
HEADER_WORDS: Final = frozenset(
    [
        "소계",
        "총계",
        "신규",
        "진행중",
        "확정",
        "승소",
        "패소",
        "승소율",
        "접수",
        "계류중",
        "처리",
        "완료",
        "추진중",
        "검토중",
        "건수",
        "금액",
        "인원",
        "실적",
        "목표",
        "달성률",
        "계획",
        "증가",
        "감소",
        "대상",
        "접종대상",
        "정원",
        "현원",
        "과부족",
        "1급",
        "2급",
        "3급",
        "4급",
        "5급",
        "6급",
        "7급",
        "8급",
        "9급",
        "소형",
        "중형",
        "대형",
        "경형",
        "다목적",
        "청소차",
        "구급차",
        "특수차",
        "승용",
        "승합",
        "화물",
        "남",
        "여",
        "남자",
        "여자",
        "상반기",
        "하반기",
        "1분기",
        "2분기",
        "3분기",
        "4분기",
        "국비",
        "시비",
        "구비",
        "도비",
        "군비",
        "기타",
        "현황",
        "비율",
        "구성비",
        "면적",
        "세대",
        "세대수",
        "인구",
        "인구수",
        "개소",
        "개소수",
        "횟수",
        "회수",
        "규모",
        "수량",
        "유형별",
        "인원수",
        "수입",
        "지출",
        "담당업무",
        "비고",
        "대비",
        "전년대비",
        "기준",
        "월평균",
        "합계",
        "평균",
    ]
)
GROUP_ENDINGS: Final = ("현황", "대비증감", "증감", "실적", "계획", "내역", "직", "구분", "임기제", "비교")
# Grades that only one category of staff has, by how they end.
CATEGORY_OF_GRADE: Final[Mapping[str, str]] = {"군": "전문경력관"}
NOTE_COLUMN_WORDS: Final = frozenset(["비고", "참고", "기타사항", "비고(주차장)", "산출내역", "산출근거"])
UNIT_COLUMN_WORDS: Final = frozenset(["단위", "측정단위"])
STOREY_COLUMN_WORDS: Final = frozenset(["규모", "층수", "건물규모", "층별"])
DATE_COLUMN_WORDS: Final = frozenset(
    ["준공일자", "준공일", "사용승인일", "개관일", "건립일", "준공", "취득일", "설치일", "개원일", "등록일"]
)
# A label that ends so goes on in the next line.
CONTINUING_ENDINGS: Final = (
    "및",
    "의",
    "위한",
    "을",
    "를",
    "와",
    "과의",
    "으로",
    "로",
    "등의",
    "통한",
    "대한",
    "따른",
    "하는",
    "있는",
    "하고",
    "한",
    "·",
    ",",
    "-",
    "/",
    "에",
    "또는",
    "관한",
)
# A column whose label ends so holds percents.
PERCENT_ENDINGS: Final = ("률", "율", "비율", "비중", "구성비", "점유율")
NUMBER_COLUMN_WORDS: Final = frozenset(["연번", "번호", "순번", "쪽", "no", "no.", "면", "페이지", "코드"])
PAGE_COLUMN_WORDS: Final = frozenset(["쪽", "페이지", "쪽수", "면"])

# Names that say nothing alone: they need the caption, heading or project beside them.
SILENT_NAMES: Final = frozenset(
    (
        "계 소계 합계 총계 인원 금액 건수 실적 구분 대상 규모 수량 횟수 대수 면적 예산 예산액 집행액 사업비 소요예산 비율 목표 계획 현황 참여인원 교육인원 운영인원 이용인원 인력 대상자 대상인원 개소 개수 "
        "총사업비 집행금액 집행예산 예산집행액 사업예산 가입금액 계약금액 구매예산 기간 평균 최대 최소 월평균 연평균 합 총 전체 기타 누계 값 점수 참석인원 참가인원 회원수 운영횟수 확대 증가 감소 기존 개선 현행 당초 변경 지원 금년 전년"
    ).split()
)
# Row labels that only say what is counted: the figures of such a row are named by them, not by their columns.
COUNTED_WORDS: Final = frozenset(
    "인원 금액 건수 대수 수량 면적 예산액 예산 집행액 사업비 비율 구성비 횟수 개소수 개소 세대수 인구 인구수 가구수 차량대수 건축면적 현재규모 점수 매출액 실적 목표 계획 정원 현원 명수 학생수 회원수 소요예산 이용자수 이용인원 참여인원 수 운영비 인원수 금액(천원) 발급건수 처리건수 접수건수 물량 톤수 발생량 배출량 처리량".split()
)
DIMENSION_OF_PARTS: Final = "구분"
DIMENSION_OF_WHOLE: Final = "상위"
DIMENSION_OF_COLUMNS: Final = "항목"
BASIS_WORDS: Final = (
    ("목표", Basis.TARGET),
    ("예상", Basis.FORECAST),
    ("전망", Basis.FORECAST),
    ("추정", Basis.FORECAST),
    ("예정", Basis.PLAN),
    ("계획", Basis.PLAN),
    ("실적", Basis.ACTUAL),
    ("결과", Basis.ACTUAL),
)

TIME_COLUMN_WORDS: Final = frozenset("사업기간 추진기간 기간 집행일시 일시 시기 추진시기 추진일정 집행시기 일정 공사기간".split())
PROJECT_LIST_TITLE: Final = frozenset(["사업명", "과제명", "업무명", "주요사업", "단위업무", "추진과제"])
PROJECT_LIST_TEAM: Final = frozenset(["소관팀", "담당팀", "팀", "팀명", "소관부서", "담당부서", "주관부서", "소관", "담당"])
PROJECT_LIST_NUMBER: Final = frozenset(["연번", "번호", "순번"])
VEHICLE_CATEGORIES: Final = frozenset(
    [
        "승용",
        "승용차",
        "승합",
        "승합차",
        "화물",
        "화물차",
        "특수",
        "특수차",
        "임차",
        "이륜",
        "이륜차",
        "버스",
        "트럭",
        "덤프",
        "건설기계",
        "구급차",
        "청소차",
        "임차(승용)",
        "렌트",
        "전기",
        "수소",
    ]
)
VEHICLE_TITLE_WORDS: Final = ("차량", "공용차", "관용차", "행정차")
VEHICLE_STATUS_WORDS: Final = frozenset(
    ["정수", "초과", "임차", "현보유", "보유", "부족", "리스", "렌트", "정원", "현원", "과부족", "미달", "보유대수", "현보유대수"]
)
# What a heading says of its vehicles begins here.
VEHICLE_VALUE: Final = re.compile(r"[:(\-–]|총\d")
# A heading over a table of vehicles; `공용차량 친환경 전환` speaks of them in a project's text instead.
VEHICLE_TITLE_TAILS: Final = ("", "현황", "보유현황", "관리현황", "보유", "등", "및장비", "운영현황", "관리", "대수", "보유대수")
VEHICLE_COUNT_WORDS: Final = frozenset(["대수", "차량대수", "수량", "현황", "차량수", "구분", "공용차량", "관용차량", "행정차량", "차량"])
VEHICLE_COUNTER: Final = "대"
VEHICLE_SORT_ENDINGS: Final = ("차", "트럭", "버스", "오토바이", "기타")
VEHICLE_PLACE_WORDS: Final = ("장비", "시설")
VEHICLE_KIND_COLUMNS: Final = frozenset(["규격", "용도", "종류", "차급", "크기", "유형", "차형", "형식"])
VEHICLE_ALL: Final = "계"
# Fuels, not sorts: how many run on each stands beside the sorts, in running text.
VEHICLE_FUELS: Final = frozenset(["전기", "수소", "경유", "휘발유", "가스", "하이브리드"])

FACILITY_TITLE_WORDS: Final = ("청사", "시설현황", "주요시설", "건물", "회관", "시설물", "시설및장비", "공공시설")
FACILITY_COLUMNS: Final = frozenset(
    [
        "대지",
        "건물",
        "규모",
        "준공일자",
        "준공일",
        "건평",
        "대지면적",
        "건축면적",
        "연면적",
        "부지",
        "부지면적",
        "층수",
        "구조",
        "준공",
        "준공년도",
        "사용승인",
        "건립연도",
        "위치",
        "소재지",
        "건축연도",
        "면적",
        "건립규모",
        "개관일",
        "준공연도",
        "개소일",
        "개원일",
        "개장일",
        "준공연월",
        "사용승인일",
        "건물면적",
        "토지면적",
        "건축년도",
        "지상층",
        "지하층",
        "취득일",
    ]
)
# Columns that other tables have as well.
FACILITY_PLAIN_COLUMNS: Final = frozenset(["위치", "소재지", "면적", "규모", "구조", "부지", "건립규모", "취득일"])
FACILITY_AREAS: Final = (
    "연면적",
    "건축면적",
    "대지면적",
    "부지면적",
    "건물면적",
    "토지면적",
    "시설면적",
    "전용면적",
    "사용면적",
    "바닥면적",
)
FACILITY_DATE_STEMS: Final = (
    "준공",
    "건립연",
    "건립년",
    "개관",
    "신축연",
    "신축년",
    "사용승인",
    "개소연",
    "개소년",
    "개원",
    "건축연",
    "건축년",
    "건립일",
)
FACILITY_AREA_WORDS: Final = ("대지", "건물", "건평", "면적", "부지")
# Keys that boxes of two columns state a value for, besides the fields of a project.
KEY_WORDS: Final = frozenset(
    (
        "대상 사업대상 지원대상 교육대상 위치 장소 규모 사업규모 내용 사업내용 주요내용 추진내용 지원내용 방법 추진방법 운영방법 근거 추진근거 관련근거 주관 주최 시행주체 사업주체 담당부서 참여인원 인원 "
        "수행기관 시행방법 사업위치 면적 인구 조직 세대 행정구역 비고 명칭 사업명 용역명 공사명 계약방법 계약업체 계약금액 시설규모 운영시간 운영주체 이용대상 신청방법 문의 구성 기능 임기 개최일시 참석대상 참석자 안건"
    ).split()
)
DITTO_MARKS: Final = frozenset(["〃", '"', "상동", "″", "''", "위와같음", "同"])
FACILITY_NAME_COLUMNS: Final = frozenset(
    [
        "구분",
        "시설명",
        "명칭",
        "건물명",
        "시설",
        "청사명",
        "도서관명",
        "기관명",
        "센터명",
        "주차장명",
        "회관명",
        "건물",
        "청사",
        "동명",
        "시설물명",
    ]
)
# Of the columns that name a row, those that tables of other things have as well.
FACILITY_COMMON_NAMES: Final = frozenset(["구분", "기관명", "동명"])
NAME_COLUMN_ENDING: Final = "명"
# A column whose label ends so holds dates or years, which are no figures of the building.
FACILITY_DATE_ENDINGS: Final = ("일", "일자", "일시", "연도", "년도", "기간", "연월", "년월", "시기")
# The last word of an address, but for its number: `은행나무로 263`, `당산동3가 385-1`.
ADDRESS_ENDINGS: Final = ("로", "길", "동", "가", "리", "읍", "면", "번지")
FACILITY_SITE_KEYS: Final = frozenset(["위치", "소재지", "부지", "대지", "주소"])
FACILITY_SIZE_KEYS: Final = frozenset(
    ["규모", "건립규모", "연면적", "건축면적", "부지면적", "대지면적", "층수", "건축규모", "면적", "건물규모", "시설규모", "건물"]
)
# What a building or site is called by its ending, and what may be done to it in a heading.
FACILITY_NAME_ENDINGS: Final = (
    "청사",
    "회관",
    "센터",
    "주차장",
    "도서관",
    "체육관",
    "복지관",
    "박물관",
    "미술관",
    "문화관",
    "기념관",
    "전시관",
    "학습관",
    "생활관",
    "수련원",
    "연수원",
    "기록원",
    "어린이집",
    "경로당",
    "보건소",
    "보건지소",
    "건물",
    "별관",
    "본관",
    "적환장",
    "선별장",
    "처리장",
    "처리시설",
    "자원화시설",
    "화장장",
    "수영장",
    "운동장",
    "차고지",
    "아트홀",
    "공연장",
    "사옥",
    "자료실",
    "열람실",
    "창고",
    "공원",
    "시장",
    "휴양소",
    "유치원",
    "학교",
    "극장",
    "놀이터",
    "쉼터",
    "숙소",
    "관사",
    "하수처리장",
    "정수장",
    "배수지",
    "타운",
    "단지",
)
FACILITY_WORK_WORDS: Final = (
    "확보",
    "건립",
    "신축",
    "증축",
    "개축",
    "조성",
    "이전",
    "매입",
    "건설",
    "설치",
    "리모델링",
    "재건축",
    "개관",
    "신설",
    "확충",
    "확장",
    "새단장",
    "현대화",
    "정비",
    "개선",
    "보수",
    "운영",
    "현황",
    "개요",
    "추진",
    "계획",
    "사업",
    "공사",
    "및",
    "용역",
    "설계",
    "개축공사",
    "신축공사",
    "건립사업",
    "조성사업",
)

DUTY_TITLE_WORDS: Final = (
    "담당업무",
    "주요업무",
    "분장사무",
    "업무분장",
    "부서별업무",
    "주요기능",
    "주요사무",
    "과별담당업무",
    "담당사무",
    "팀별업무",
)
DUTY_COLUMNS: Final = frozenset(
    [
        "주요업무",
        "담당업무",
        "업무",
        "분장사무",
        "주요기능",
        "사무분장",
        "주요사무",
        "담당사무",
        "분장업무",
        "업무내용",
        "주요업무내용",
        "업무분장",
    ]
)
UNIT_NAME_COLUMNS: Final = frozenset(
    [
        "부서",
        "부서명",
        "팀",
        "팀명",
        "과",
        "과명",
        "담당",
        "구분",
        "담당팀",
        "기관",
        "기관명",
        "실과",
        "실과명",
        "국",
        "담당부서",
        "과별",
        "팀별",
        "부서별",
    ]
)
# Labels over names of bodies that stand over other things as well: they tell nothing alone.
COMMON_UNIT_COLUMNS: Final = frozenset(["구분", "담당"])
# A heading under which duties are listed; `주요업무` alone heads projects as well, so it is none.
DUTY_HEADINGS: Final = (
    "담당업무",
    "업무분장",
    "분장사무",
    "사무분장",
    "주요기능",
    "주요사무",
    "담당사무",
    "분장업무",
    "부서별업무",
    "팀별업무",
    "과별업무",
    "부서별주요업무",
    "팀별주요업무",
    "과별주요업무",
)
# A duty that ends so is the last of its team's.
LAST_DUTY_ENDING: Final = "등"
# Nothing ends so: the rest stands behind it.
JOINING_WORD: Final = "및"

QUARTERS: Final[Mapping[str, tuple[int, int]]] = {
    **{f"{quarter}분기": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)},
    **{f"{quarter}/4분기": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)},
    "상반기": (1, 6),
    "하반기": (7, 12),
}

# --- headings --------------------------------------------------------------------------------------------------------

TEAM_ENDINGS: Final = ("팀", "담당")
# A line that ends so is a whole sentence, or a phrase that stands for one.
SENTENCE_ENDINGS: Final = ("함", "음", "됨", "임", "다", "것", "도모", "확산", "제고", "기여", "예정")
# The first row whose word stands in the title (blanks taken out) decides; so the order is part of the meaning.
TOPICS: Final[tuple[tuple[Topic, tuple[str, ...]], ...]] = (
    (Topic.CONTENTS, ("목차", "순서", "차례")),
    (Topic.AUDIT, ("행정사무감사", "처리요구", "지적사항", "감사결과", "시정요구", "건의사항", "시정·처리", "감사처리")),
    (Topic.SCHEDULE, ("추진일정", "향후일정", "주요일정", "세부일정", "일정")),
    (Topic.REVENUE, ("세입",)),
    (Topic.EXPENDITURE, ("세출",)),
    (Topic.BUDGET, ("예산", "재원", "재정", "결산", "소요예산", "사업비", "기금")),
    (Topic.STAFFING, ("인력", "정원", "정·현원", "현원", "직원현황", "인원현황", "정현원")),
    (Topic.VEHICLES, ("차량", "공용차")),
    (Topic.FACILITIES, ("시설", "청사현황", "장비", "건물", "구청사", "회관")),
    (Topic.DUTIES, ("담당업무", "업무분장", "분장사무", "주요기능", "담당사무")),
    (Topic.ORGANISATION, ("조직", "기구", "행정조직")),
    (Topic.EFFECTS, ("기대효과", "효과")),
    (Topic.PLAN, ("향후계획", "향후추진계획", "추진계획", "추후계획", "향후추진", "계획", "향후", "추진방향")),
    (Topic.RESULTS, ("추진실적", "실적", "성과", "추진상황", "추진현황", "결과", "조치사항", "운영현황")),
    (Topic.OVERVIEW, ("사업개요", "개요", "추진배경", "추진목적", "추진근거", "필요성", "사업내용", "배경")),
    (Topic.GOALS, ("목표", "비전", "추진전략", "방향", "임무", "전략")),
    (Topic.GENERAL, ("일반현황", "기본현황", "현황")),
)
PROJECT_CHAPTER_WORDS: Final = (
    "주요업무",
    "주요사업",
    "중점사업",
    "역점사업",
    "추진실적",
    "추진계획",
    "현안업무",
    "주요현안",
    "신규사업",
    "신규·중점",
    "업무계획",
    "업무추진",
    "핵심사업",
    "특수시책",
    "당면현안",
    "업무보고",
    "주요시책",
    "공약사업",
)
GENERAL_CHAPTER_WORDS: Final = (
    "일반현황",
    "기본현황",
    "예산현황",
    "예산세부",
    "세부현황",
    "처리결과",
    "정책목표",
    "비전",
    "목표와방향",
    "추진전략",
    "목차",
    "참고",
    "붙임",
    "조직및인력",
    "행정사무감사",
)
# Titles that are headings wherever they stand alone on a line, even without a mark.
STANDING_TITLES: Final = frozenset(
    (
        "일반현황 기본현황 조직 기구 조직현황 기구현황 인력 인력현황 조직및인력 조직·인력 예산 예산현황 예산총괄 세입예산 세출예산 세입현황 세출현황 시설현황 주요시설 차량현황 행정차량 담당업무 부서별담당업무 "
        "팀별담당업무 주요업무 주요현안 신규사업 정책목표 비전 관내현황 행정여건 관내여건 일반여건"
    ).split()
)
# Titles of a project's own parts: a heading with one of them is never a project.
PART_TITLES: Final = frozenset(
    [
        "사업개요",
        "개요",
        "추진개요",
        "추진실적",
        "주요추진실적",
        "추진현황",
        "추진상황",
        "추진내용",
        "추진계획",
        "향후계획",
        "향후추진계획",
        "향후추진",
        "추후계획",
        "추진일정",
        "향후일정",
        "예산현황",
        "예산집행계획",
        "예산집행및추진일정",
        "예산집행",
        "기대효과",
        "효과",
        "추진배경",
        "추진목적",
        "추진방향",
        "추진근거",
        "현황",
        "현황및문제점",
        "문제점",
        "개선내용",
        "추진실적및계획",
        "주요내용",
        "사업내용",
        "운영현황",
        "배출현황",
        "운영계획",
        "목표",
        "사업목적",
        "세부추진계획",
        "추진성과",
        "성과",
        "소요예산",
        "사업비",
        "재원",
        "재원확보방안",
        "주요성과",
        "추진경과",
        "그간추진사항",
        "주요조치사항",
        "주요조치사항및향후계획",
        "개최개요",
        "행사개요",
        "교육개요",
        "제도개선내용",
        "건립규모",
        "향후과제",
        "협조사항",
        "주요추진계획",
        "추진전략",
        "사업현황",
        "운영실적",
        "운영개요",
        "주요실적",
        "총괄",
        "기본방향",
        "평가결과",
    ]
)
PROJECT_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        [
            "소요예산",
            "사업예산",
            "사업비",
            "총사업비",
            "예산액",
            "예산",
            "총예산",
            "추정소요예산",
            "소요사업비",
            "연간예산",
            "총소요예산",
            "예산현액",
            "사업규모액",
        ],
        "budget",
    ),
    **dict.fromkeys(
        ["집행예산", "예산집행액", "집행액", "예산집행", "지출액", "집행금액", "복지비용지출", "예산집행실적", "기집행액"], "executed"
    ),
    **dict.fromkeys(
        [
            "사업기간",
            "추진기간",
            "기간",
            "공사기간",
            "훈련기간",
            "운영기간",
            "추진시기",
            "사업시기",
            "시기",
            "일시",
            "교육기간",
            "행사기간",
            "용역기간",
            "개최기간",
            "사용기간",
            "일정",
        ],
        "period",
    ),
    **dict.fromkeys(["목적", "사업목적", "추진목적", "목표", "사업목표", "추진목표"], "goal"),
}

CONTENTS_WORDS: Final = frozenset(["순서", "목차", "차례", "순서목차", "contents"])
CONTENTS_LEADERS: Final = re.compile(r"[·.…‥⋯∙ㆍ\-_]{4,}\s*\d{0,3}\s*$")

UNIT_NOTE: Final = re.compile(r"(?:단\s*위\s*[:;]|[(\[]\s*단\s*위\s+(?![\s:;]))\s*(?P<unit>[^)\]]*)")
AS_OF_NOTE: Final = re.compile(r"기준|현재|말\s*$")

AS_OF_WORDS: Final = ("기준", "현재")
SESSION_WORDS: Final = ("정례회", "임시회", "회기")
# What stands before the name of the body that reports, and before the date of the report, on its title page.
REPORTER_KEYS: Final = frozenset("담당부서 부서 부서명 소관부서 소관 보고부서 주관부서 작성부서 기관명 소관국 실국명".split())
ISSUED_KEYS: Final = frozenset("보고일 보고일자 보고일시 일자 일시 작성일 작성일자 작성기준일 제출일".split())
REPORT_KINDS: Final = (
    "주요업무추진실적및계획",
    "주요업무추진실적",
    "주요업무추진계획",
    "주요업무추진현황",
    "주요업무추진상황",
    "주요업무실적보고",
    "주요업무계획",
    "주요업무보고",
    "주요업무실적",
    "업무추진실적",
    "업무추진계획",
    "주요사업추진현황",
    "행정사무감사결과보고",
    "행정사무감사처리결과",
    "현안업무보고",
    "업무현황보고",
    "주요업무현황",
    "업무계획보고",
    "업무보고",
    "업무계획",
)

# --- bodies ------------------------------------------------------------------------------------------------------------

# The ending of a name says how large the body is; the longest ending wins.
BODY_ENDINGS: Final[tuple[tuple[str, BodyLevel], ...]] = (
    ("의회사무국", BodyLevel.COUNCIL),
    ("의회사무과", BodyLevel.COUNCIL),
    ("의회", BodyLevel.COUNCIL),
    ("본부", BodyLevel.BUREAU),
    ("기획관", BodyLevel.BUREAU),
    ("국", BodyLevel.BUREAU),
    ("담당관", BodyLevel.DEPARTMENT),
    ("감사관", BodyLevel.DEPARTMENT),
    ("보건소", BodyLevel.OFFICE),
    ("사업소", BodyLevel.OFFICE),
    ("수련원", BodyLevel.OFFICE),
    ("기록원", BodyLevel.OFFICE),
    ("연구원", BodyLevel.OFFICE),
    ("개발원", BodyLevel.OFFICE),
    ("도서관", BodyLevel.OFFICE),
    ("박물관", BodyLevel.OFFICE),
    ("미술관", BodyLevel.OFFICE),
    ("관리소", BodyLevel.OFFICE),
    ("출장소", BodyLevel.OFFICE),
    ("센터", BodyLevel.OFFICE),
    ("지소", BodyLevel.OFFICE),
    ("공단", BodyLevel.AFFILIATE),
    ("재단", BodyLevel.AFFILIATE),
    ("진흥원", BodyLevel.AFFILIATE),
    ("소방서", BodyLevel.OFFICE),
    ("과", BodyLevel.DEPARTMENT),
    ("실", BodyLevel.DEPARTMENT),
    ("단", BodyLevel.DEPARTMENT),
    ("관", BodyLevel.DEPARTMENT),
    ("팀", BodyLevel.TEAM),
    ("담당", BodyLevel.TEAM),
)
# Words with such an ending that name no body.
NO_BODIES: Final = frozenset(
    [
        "효과",
        "결과",
        "성과",
        "경과",
        "통과",
        "초과",
        "부과",
        "기대효과",
        "추진성과",
        "조치결과",
        "추진결과",
        "평가결과",
        "처리결과",
        "사과",
        "전과",
        "학과",
        "과",
        "국",
        "실",
        "단",
        "관",
        "팀",
        "담당",
        "교실",
        "화장실",
        "사무실",
        "회의실",
        "상황실",
        "휴게실",
        "강의실",
        "집단",
        "수단",
        "계단",
        "판단",
        "진단",
        "중단",
        "공단",
        "재단",
        "기관",
        "회관",
        "본관",
        "별관",
        "신관",
        "구관",
        "주관",
        "소관",
        "유관",
        "보관",
        "이관",
        "외국",
        "전국",
        "중국",
        "미국",
        "영국",
        "각국",
        "한국",
        "약국",
        "방송국",
        "우체국",
        "사실",
        "현실",
        "충실",
        "내실",
        "진실",
        "착실",
        "확실",
        "화실",
        "거실",
        "침실",
        "욕실",
        "교육과",
        "연계과",
        "소통과",
        "건강과",
        "안전과",
        "개선과",
        "관리과제",
        "경찰관",
        "소방관",
        "공무원관",
        "장관",
        "차관",
        "습관",
        "경관",
        "체육관",
        "복지관",
        "문화관",
        "기념관",
        "전시관",
        "영화관",
        "상담실",
        "진료실",
        "도서실",
        "체력단련실",
        "민원실",
        "당직실",
        "전산실",
        "통신실",
        "기계실",
        "전기실",
        "방재실",
        "어린이집",
        "구내식당",
        "자문관",
        "전문관",
        "법무관",
        "조사관",
        "경력관",
        "전문경력관",
        "시민과",
        "주민과",
        "직원과",
        "기업과",
        "대학과",
        "소요예산과",
        "예산과목",
        "소방과",
        "경과",
        "부과금",
        "담당",
        "업무담당",
        "인사담당",
        "시설담당",
        "팀",
        "전담팀",
        "각팀",
        "추진단",
        "모니터단",
        "봉사단",
        "대표단",
        "방문단",
        "참가단",
        "지원단",
        "평가단",
        "점검단",
        "홍보단",
        "기획단",
        "실국",
        "각실국",
        "사업단",
        "자문단",
        "봉사센터",
        "상황관",
    ]
)
# Names of buildings and rooms end like names of bodies.
NO_BODY_ENDINGS: Final = (
    "회관",
    "체육관",
    "복지관",
    "기념관",
    "문화관",
    "전시관",
    "학습관",
    "생활관",
    "영화관",
    "별관",
    "본관",
    "교실",
    "화장실",
    "사무실",
    "회의실",
    "휴게실",
    "강의실",
    "상담실",
    "결과",
    "효과",
    "성과",
)
# Bodies whose whole name is no longer than its ending.
WHOLE_BODIES: Final[Mapping[str, BodyLevel]] = {
    "보건소": BodyLevel.OFFICE,
    "의회사무국": BodyLevel.COUNCIL,
    "의회사무과": BodyLevel.COUNCIL,
    "구의회": BodyLevel.COUNCIL,
    "시의회": BodyLevel.COUNCIL,
    "군의회": BodyLevel.COUNCIL,
    "감사관": BodyLevel.DEPARTMENT,
    "감사담당관": BodyLevel.DEPARTMENT,
}
BODY_COUNTERS: Final = frozenset(
    [
        "국",
        "과",
        "팀",
        "실",
        "단",
        "담당관",
        "사업소",
        "본부",
        "동",
        "읍",
        "면",
        "리",
        "통",
        "반",
        "부",
        "센터",
        "소",
        "자치구",
        "관",
        "의회",
        "보건소",
        "직속기관",
        "출장소",
        "시",
        "군",
        "구",
        "원",
        "지소",
    ]
)
# Further counters of bodies, and the ones that only a whole government has.
MORE_BODY_COUNTERS: Final = frozenset(
    [
        "도서관",
        "읍면동",
        "담당",
        "기획관",
        "실국",
        "수련원",
        "읍·면·동",
        "연구원",
        "소방서",
        "학교",
        "행정동",
        "법정동",
        "행정리",
        "자연마을",
    ]
)
GOVERNMENT_COUNTERS: Final = frozenset(
    [
        "자치구",
        "국",
        "실국",
        "시",
        "군",
        "구",
        "읍",
        "면",
        "동",
        "리",
        "통",
        "반",
        "읍면동",
        "읍·면·동",
        "본부",
        "행정동",
        "법정동",
        "행정리",
        "자연마을",
    ]
)
PERSON_COUNTER: Final = "명"
TEAM_COUNTERS: Final = frozenset(["팀", "담당"])
PERSON_COUNTERS: Final = frozenset(["명", "인"])
ORGANISATION_TITLE_WORDS: Final = ("조직", "기구", "직제")
ORGANISATION_TITLE: Final = re.compile(
    rf"(?:행정|일반|기본)?(?:{'|'.join(ORGANISATION_TITLE_WORDS)})(?:도|표|현황|개요|및.{{1,10}}|[·,/].{{1,10}}|과.{{1,6}})?"
)
ORGANISATION_KEYS: Final = frozenset(
    [
        "조직",
        "기구",
        "행정조직",
        "행정기구",
        "조직현황",
        "기구현황",
        "행정구역",
        "조직및인력",
        "조직·인력",
        "기구및인력",
        "기구·인력",
        "조직기구",
        "조직및기구",
        "행정구역현황",
    ]
)
# Offices of persons: what is counted behind them is no body's size.
ROLE_WORDS: Final = frozenset(
    [
        "과장",
        "팀장",
        "국장",
        "소장",
        "실장",
        "단장",
        "부장",
        "관장",
        "센터장",
        "본부장",
        "원장",
        "담당자",
        "주무관",
        "사무관",
        "서기관",
        "구청장",
        "시장",
        "군수",
        "부구청장",
        "부시장",
        "부군수",
    ]
)
BODY_LINE_FILLERS: Final = frozenset(
    ["총", "계", "합계", "총계", "약", "등", "및", "인원", "인력", "직원", "소속", "정현원", "별도", "포함", "각", "외"]
)
AUTHORISED_WORD: Final = "정원"
AFFILIATE_PREFIX: Final = r"(?:\((?:사|재|주|복)\)\s?|(?:사단|재단|사회복지|학교)법인\s)"
TEAM_COUNT_COLUMNS: Final = frozenset(["팀", "팀수", "담당", "담당수", "팀현황"])
PERSON_COUNT_COLUMNS: Final = frozenset(
    ["인원", "현원", "정원", "직원수", "인력", "인원수", "직원", "현인원", "정원수", "총인원", "현원수"]
)

# What may follow a body's name in a heading that says whose chapter it is.
BODY_TITLE_WORDS: Final = ("소관", "주요", "예산", "일반", "현황", "업무", "추진", "기본", "세입", "세출", "조직", "인력", "총괄", "전체")

# --- milestones -----------------------------------------------------------------------------------------------------------

# Patterns of the words between doings and around their times.
DOING_JOINTS: Final = r"및(?=\s)|후(?=\s)|와\s|과\s"
NO_DOING_TAILS: Final = r"및\s|후\s|등\s*$"
ORDINAL_ENDINGS: Final = r"차|단계|회"
FIGURE_LEADS: Final = r"총|약|연|각|일|최대|최소|하루|평균"
HOUR_OR_WEEKDAY: Final = r"\d:\d\d|\([월화수목금토일]\)|\d\s?시"
SCALE_LETTERS: Final = "십백천만억조"
UNTIL_WORD: Final = "까지"
HALF_YEAR_WORD: Final = "반기"

# A section whose title ends in the first tells what is to come, one that holds the second what was done.
PLAN_TITLE_ENDINGS: Final = ("계획", "계획안", "일정", "일정표", "예정사항", "향후추진", "향후과제", "추진과제", "향후방향", "로드맵")
RESULT_TITLE: Final = re.compile(
    r"(?:실적|성과|결과|경과|추진상황|진행상황|조치사항|추진사항|완료사항|추진현황|운영현황|운영상황)(?=$|및|과|와|·|\(|,|/)"
)
# Of these, the ones that leave open whether a thing is over.
STATE_TITLE_ENDINGS: Final = ("현황", "상황")
OVERVIEW_TITLE_ENDINGS: Final = ("개요", "내용", "배경", "목적", "현황", "필요성", "근거", "문제점", "방향", "방법", "대상", "목표")
FUTURE_WORD: Final = "향후"
PLANNED_WORDS: Final = ("예정",)
DONE_WORDS: Final = ("완료", "하였음", "했음", "마침", "되었음", "실시함", "시행함", "개최함")

# What is done ends in one of these; the word before a time in brackets (`공공건축심의(2월)`), or before a colon (`… 방문 : 6월중`).
ACTIVITY_ENDINGS: Final = (
    "수립", "시행", "추진", "실시", "운영", "개최", "완료", "착공", "준공", "공모", "심의", "검토", "선정", "모집", "설치", "구축", "개선", "발주", "계약", "체결", "협의", "협약", "점검", "조사", "평가",
    "공고", "접수", "지급", "지원", "배포", "제작", "발간", "개통", "개관", "개장", "개소", "오픈", "도입", "제정", "개정", "확정", "발표", "보고", "제출", "심사", "교육", "훈련", "연수", "워크숍", "워크샵",
    "간담회", "설명회", "토론회", "공청회", "협의회", "보고회", "공유회", "발표회", "회의", "위원회", "참가", "참여", "방문", "초청", "견학", "홍보", "안내", "통보", "배치", "임용", "전보", "인사", "채용",
    "공개", "등록", "승인", "인가", "고시", "보상", "매입", "구입", "구매", "취득", "이전", "철거", "정비", "보수", "공사", "신축", "증축", "리모델링", "설계", "용역", "착수", "납품", "시공", "감리", "검수",
    "검사", "시험", "가동", "시운전", "재개관", "이관", "이양", "위탁", "선발", "시상", "포상", "행사", "축제", "대회", "공연", "전시", "박람회", "페어", "캠페인", "컨설팅", "모니터링", "연구", "공유", "전파",
    "확대", "확산", "강화", "신설", "폐지", "변경", "조정", "통합", "구성", "위촉", "정산", "환수", "징수", "부과", "납부", "교부", "집행", "편성", "반영", "산정", "적용", "개발", "제공", "배부", "보급",
    "교체", "설립", "창립", "출범", "발족", "건립", "조성", "연계", "발굴", "대응", "관리", "체험", "교류", "신청", "예약", "투표", "선거", "분석", "작성", "마련", "정례화", "채택", "의결", "상정", "승격", "지정",
    "이행", "조치", "처리", "개시", "시작", "종료", "개회", "폐회", "수렴", "판매", "보완", "개방", "발송", "회수", "퇴출", "전환", "교환", "착공식", "준공식", "개관식", "기공식", "협약식", "발대식", "위촉식",
    "수여", "수료", "발급", "순회", "파견", "지도", "단속", "소독", "방역", "접종", "검진", "진단", "측정", "논의", "요청", "청취", "개보수", "재배치", "부여", "가입", "기공", "입주", "입찰", "낙찰", "인증",
    "양성", "창출", "육성", "반입", "섭외", "공급", "게시", "축하", "상담", "탐방", "캠프", "강좌", "특강", "수강", "출시", "시연", "점등", "제막", "게재", "방송", "함", "됨", "음", "등",
)  # fmt: skip
# A time behind these says when something was counted, not when it happened.
COUNT_ENDINGS: Final = (
    "결과",
    "실적",
    "현황",
    "통계",
    "추이",
    "기준",
    "규모",
    "수량",
    "비율",
    "점수",
    "인원",
    "금액",
    "건수",
    "인구",
    "등급",
    "평점",
    "예산",
    "근거",
    "출생자",
    "기간",
    "시간",
)
# What may stand between a time and the end of its bracket or item.
TIME_FOLLOWERS: Final = (
    "예정",
    "실시",
    "시행",
    "추진",
    "완료",
    "개최",
    "계획",
    "운영",
    "중",
    "까지",
    "부터",
    "경",
    "착수",
    "준공",
    "착공",
    "시작",
    "오픈",
    "개시",
    "한",
    "목표",
    "이내",
    "내",
    "발효",
)
RECURRING_MARKS: Final = ("매", "격", "별", "수시", "상시")
# The times of projects, and of buildings: they belong to those.
PROJECT_PERIOD_KEYS: Final = frozenset(
    [
        "사업기간",
        "추진기간",
        "추진시기",
        "사업시기",
        "공사기간",
        "용역기간",
        "운영기간",
        "사용기간",
        "임차기간",
        "계약기간",
        "위탁기간",
        "활동기간",
        "지원기간",
        "총사업기간",
        "사업년도",
        "사업연도",
        "추진일정",
        "사업일정",
    ]
)
# Of these, the ones that also say when one part of a project is done, under an item that names the part.
PART_PERIOD_KEYS: Final = frozenset(["공사기간", "사업시기", "추진시기", "용역기간", "운영기간"])
# `평가시기 : 1월중` says when the doing before the ending takes place.
TIME_KEY_ENDINGS: Final = ("시기", "일시", "일자")
EVENT_KEYS: Final = frozenset(["일시", "일자", "날짜", "개최일", "개최일시", "행사일시", "개최시기", "행사일"])
EVENT_PERIOD_KEYS: Final = frozenset(
    ["기간", "시기", "일정", "행사기간", "개최기간", "훈련기간", "교육기간", "방문기간", "전시기간", "접수기간"]
)
OVERVIEW_TAIL: Final = "개요"
NOTE_MARK: Final = "※"

SCHEDULE_ROW_WORDS: Final = ("일정", "추진내용", "추진계획", "주요내용", "세부내용", "추진사항", "세부계획", "계획")
TIME_COLUMNS: Final = frozenset(
    [
        "일정",
        "시기",
        "추진시기",
        "일시",
        "기간",
        "추진기간",
        "추진일정",
        "집행일시",
        "집행시기",
        "시행시기",
        "개최일시",
        "개최일",
        "일자",
        "날짜",
        "추진일시",
        "월별",
        "시행일",
        "예정일",
        "추진월",
        "개최시기",
        "실시시기",
        "완료시기",
        "완료예정일",
        "실시일",
        "행사일",
        "행사일시",
        "교육일시",
        "교육기간",
        "행사기간",
        "예정시기",
        "월",
        "추진일",
        "세부일정",
    ]
)
EVENT_COLUMNS: Final = frozenset(
    [
        "내용",
        "추진내용",
        "세부내용",
        "집행내역",
        "추진내역",
        "주요내용",
        "추진사항",
        "추진실적",
        "추진계획",
        "행사명",
        "행사",
        "교육명",
        "과정명",
        "세부추진내용",
        "추진단계",
        "단계",
        "절차",
        "활동내용",
        "세부추진계획",
        "추진업무",
        "주요일정",
        "사업내용",
        "교육내용",
        "행사내용",
        "프로그램명",
        "프로그램",
        "회의명",
        "안건",
        "주요행사",
        "행사계획",
        "세부과제",
    ]
)
# A stretch of time beside a project's name is the project's own.
PROJECT_TIME_ENDING: Final = "기간"
PROJECT_COLUMNS: Final = frozenset(["사업명", "세부사업", "세부사업명", "단위사업", "단위사업명", "과제명", "사업"])
MONTH_SIGN: Final = "월"
# A cell that says nothing happens.
NOTHING_WORDS: Final = frozenset(["없음", "해당없음", "해당사항없음", "미정", "-", "추후결정", "추후"])

# --- audit ----------------------------------------------------------------------------------------------------------------

AUDIT_REQUEST_COLUMNS: Final = (
    ("건의사항", AuditCategory.SUGGESTION),
    ("건의", AuditCategory.SUGGESTION),
    ("자료제출", AuditCategory.SUBMISSION),
    ("기타사항", AuditCategory.SUBMISSION),
    ("시정및처리요구사항", AuditCategory.CORRECTION),
    ("시정·처리요구사항", AuditCategory.CORRECTION),
    ("시정요구", AuditCategory.CORRECTION),
    ("처리요구", AuditCategory.CORRECTION),
    ("지적사항", AuditCategory.CORRECTION),
    ("요구사항", AuditCategory.CORRECTION),
    ("권고사항", AuditCategory.SUGGESTION),
    ("지적", AuditCategory.CORRECTION),
)
AUDIT_RESPONSE_COLUMNS: Final = (
    "조치결과", "처리결과", "조치사항", "추진상황", "처리상황", "조치계획", "추진결과", "조치내용", "처리내용", "추진내용", "추진사항", "처리계획", "답변", "조치및", "처리및", "검토결과", "이행상황", "개선결과", "추진실적",
)  # fmt: skip
# Words that say nothing of whether the council asks for a correction or suggests one; the heading does.
AUDIT_PLAIN_REQUESTS: Final = frozenset(
    ["지적사항", "요구사항", "지적및요구사항", "지적내용", "감사지적사항", "감사결과지적사항", "처리요구사항", "주요지적사항"]
)
AUDIT_CATEGORY_WORDS: Final = (
    ("건의", AuditCategory.SUGGESTION),
    ("자료", AuditCategory.SUBMISSION),
    ("기타사항", AuditCategory.SUBMISSION),
    ("시정", AuditCategory.CORRECTION),
    ("처리요구", AuditCategory.CORRECTION),
    ("지적", AuditCategory.CORRECTION),
)
# A heading or title over requests and answers; `감사담당관` is an office, and a report for an audit tells of other things.
AUDIT_TITLE: Final = re.compile(
    r"감사(?!담당|과|관|실|패|위).*(?:처리|조치|지적|시정|요구|결과|건의|이행|답변)|(?:지적|요구|건의)사항.*(?:처리|조치)"
)
AUDIT_CERTAIN_WORDS: Final = ("지적", "시정", "처리요구", "요구사항")
AUDIT_BODY_COLUMNS: Final = frozenset(
    [
        "소관부서",
        "담당부서",
        "부서",
        "부서명",
        "해당부서",
        "소관",
        "담당과",
        "처리부서",
        "주관부서",
        "소관과",
        "관련부서",
        "조치부서",
        "소관실과",
        "담당",
    ]
)
AUDIT_STATUS_COLUMNS: Final = frozenset(
    [
        "추진상황",
        "처리상황",
        "상태",
        "진행상황",
        "처리여부",
        "완료여부",
        "비고",
        "추진여부",
        "이행여부",
        "조치여부",
        "처리구분",
        "이행상황",
        "추진현황",
        "처리현황",
        "처리결과",
        "조치결과",
        "추진결과",
    ]
)
AUDIT_CATEGORY_COLUMNS: Final = frozenset(["구분", "유형", "종류", "요구구분"])
AUDIT_PLAN_HEADING: Final = r"향후\s?(?:추진\s?)?계획"
ALL_BODIES: Final = frozenset(
    ["전부서", "전체부서", "전실국", "전기관", "공통", "전실과", "전직원", "전체", "각부서", "해당부서", "전실국본부", "전동", "전읍면동"]
)
OTHER_BODIES: Final = re.compile(r"\s*(?:외|등)\s*\d*\s*(?:개)?\s*(?:과|부서|실|기관|국|곳)?\s*$")
HEAD_OF_BODY: Final = "장"
AUDIT_STATUSES: Final[Mapping[str, AuditStatus]] = {
    **dict.fromkeys(
        [
            "추진완료",
            "조치완료",
            "처리완료",
            "완료",
            "반영",
            "반영완료",
            "제출완료",
            "이행완료",
            "시정완료",
            "개선완료",
            "종결",
            "시정",
            "수용",
            "제출",
            "조치",
            "처리",
        ],
        AuditStatus.DONE,
    ),
    **dict.fromkeys(
        [
            "추진중",
            "처리중",
            "조치중",
            "계속추진",
            "정상추진",
            "진행중",
            "이행중",
            "시정중",
            "개선중",
            "일부완료",
            "일부추진",
            "일부반영",
            "부분완료",
            "추진예정",
            "향후추진",
            "장기추진",
            "조치예정",
            "반영예정",
            "지속추진",
            "부분수용",
            "일부수용",
        ],
        AuditStatus.IN_PROGRESS,
    ),
    **dict.fromkeys(
        ["검토중", "검토", "장기검토", "중장기검토", "적극검토", "신중검토", "향후검토", "계속검토", "추진검토", "검토예정"],
        AuditStatus.UNDER_REVIEW,
    ),
    **dict.fromkeys(
        [
            "미반영",
            "반영불가",
            "추진불가",
            "불가",
            "미추진",
            "추진곤란",
            "반영곤란",
            "수용곤란",
            "불수용",
            "수용불가",
            "곤란",
            "미수용",
            "미이행",
            "미조치",
        ],
        AuditStatus.REJECTED,
    ),
}
# Of these, the ones that are a status only where they stand alone: `조치`, `검토` begin other phrases as well.
AUDIT_LONE_STATUSES: Final = frozenset(["시정", "조치", "처리", "제출", "검토", "반영", "수용", "불가", "곤란", "종결"])
AUDIT_STATUS_KEYS: Final = (
    "추진상황",
    "조치결과",
    "처리결과",
    "처리상황",
    "추진결과",
    "조치상황",
    "진행상황",
    "이행상황",
    "처리여부",
    "추진여부",
    "상태",
)

# --- how labels are compared ----------------------------------------------------------------------------------------------

_NOTES: Final = re.compile(
    r"\((?:[A-Za-z](?:\s*[+\-/×*÷]\s*[A-Za-z])*|[①-⑳](?:\s*[+\-/]\s*[①-⑳])*|%|％|단위[^)]*|(?:천|백만|만|억|조)?원|천?명|건|대|회|개소|개|㎡|m²|㎥|㎢|km²|km|㎞|kg|㎏|톤|t|L|세대|가구|점|권|면|일|시간|↑|↓)\)|[↑↓¹²³⁴⁵⁾]+|(?<=[가-힣])\s*%$"
)
_DATED_NOTE: Final = re.compile(r"\((?:'?\d{2,4}\s*[.년]\s*)?\d{1,2}\s*(?:[.월]\s*(?:\d{1,2}\s*[.일]?\s*)?)?\s*(?:말|기준|현재|\s)*\)")
_YEARS: Final = re.compile(r"(?:'\d{2}|\d{4})\s*(?:년도|년|회계연도)?(?=\s|[가-힣]|$|\()")
_BLANKS: Final = re.compile(r"[\s\u200b]+")


@lru_cache(maxsize=8192)
def strip_notes(label: str) -> str:
    """A label without its column notes: `(A+B)`, `(%)`, arrows, raised figures, a date in brackets."""
    if not label.isalpha():
        label = _DATED_NOTE.sub("", _NOTES.sub("", label))
    return label.strip()


@lru_cache(maxsize=8192)
def label_key(label: str) -> str:
    """The form under which a label is looked up: folded, without notes, years and blanks."""
    return _BLANKS.sub("", _YEARS.sub("", strip_notes(fold(label))))


def budget_column(label: str) -> BudgetColumn | None:
    """What a budget table's column holds, by its label; None when no table of words knows it."""
    key = label_key(label)
    return BUDGET_COLUMNS.get(key)


def funding_tier(printed: str, government_is_city: bool = False) -> FundingTier | None:
    """Who pays, by the printed word; `시비` is a city's own money, and the upper tier's in a district or county."""
    word = _BLANKS.sub("", printed)
    if word in CITY_FUNDING:
        return FundingTier.OWN if government_is_city else FundingTier.UPPER
    return FUNDING_TIERS.get(word)


def is_total(label: str) -> bool:
    """Whether a label names a total or subtotal."""
    return label_key(label) in TOTAL_WORDS


def body_level(name: str) -> BodyLevel | None:
    """How large a body a name can be, by its ending; None when it is no body's name."""
    word = _BLANKS.sub("", name)
    if word in WHOLE_BODIES:
        return WHOLE_BODIES[word]
    if len(word) < 2 or len(word) > 16 or word in NO_BODIES or word.endswith(NO_BODY_ENDINGS) or not _BODY_NAME.fullmatch(word):
        return None
    return next((level for ending, level in BODY_ENDINGS if word.endswith(ending) and len(word) > len(ending)), None)


_BODY_NAME: Final = re.compile(r"[가-힣A-Za-z0-9·]+")


def topic_of(title: str) -> Topic:
    """What a section is about, by the words of its title."""
    word = _BLANKS.sub("", title)
    return next((topic for topic, words in TOPICS if any(entry in word for entry in words)), Topic.OTHER)
