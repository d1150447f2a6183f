"""Words around numbers: units, counters, scales, and what ends a phrase that states a figure."""

from collections.abc import Mapping
from typing import Final

from app.parsers.labels.words import words

BLANK_CELLS: Final = frozenset({"", "-", "–", "—", "―", "─", "…", "..", "--", "〃", "·", "."})
# In a column of figures these stand for no figure as well.
NIL_SIGNS: Final = frozenset({"x", "X", "×", "*", "없음", "해당없음"})

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

WON: Final = "원"

MULTIPLES: Final[Mapping[str, int]] = {"십": 10, "백": 100, "천": 1000}
MYRIADS: Final[Mapping[str, int]] = {"만": 10**4, "억": 10**8, "조": 10**12}
SCALE_VALUES: Final[Mapping[str, int]] = {
    **MULTIPLES,
    **MYRIADS,
    **{multiple + myriad: many * much for multiple, many in MULTIPLES.items() for myriad, much in MYRIADS.items()},
}
# Words that begin with a scale: `조회 1,234`, `1,234 조회`.
WORDS_OF_SCALES: Final = words(
    "조회 조사 조치 조정 조명 조경 조례 조성 조직 조합 조건 조기 조리 만족 만화 천안 천연 천막 백신 백제 백화 억류 억제 십자"
)
MONEY_SCALES: Final = ("억", "조")
# `9억 5천` leaves out the 만 as well, `6조 2,760` the 억.
LEFT_OUT: Final[Mapping[str, str]] = {"조": "억", "억": "만"}
ABOUT_LETTER: Final = "여"
# Signs of a decrease, as folded.
DECREASES: Final = ("△", "-")
# A counter's word may end in one of these.
AFTER_COUNTERS: Final = words(
    "을 를 이 가 은 는 의 에 에서 에게 에는 으로 로 으로는 과 와 도 만 씩 당 여 인 임 이며 이고 이다 이나 까지 부터 이상 이하 이내 미만 "
    "초과 내외 정도 가량 규모 수준 중 등 및 간 전 후 쯤 짜리 마다 째 대비 증 감 증가 감소 보다 한도 이었다 였다 이었고 였고 "
    "입니다 이었습니다 으로서 이라는 인데 이라고"
)

SCALES: Final[Mapping[str, int]] = {"백만": 10**6, "십만": 10**5, "만": 10**4, "천": 10**3, "백": 100, "억": 10**8}

_PER_NOUN: Final = words(
    "부서 과정 기관 단체 업체 사업 분야 항목 직위 층 권역 지구 노선 교실 강좌 프로그램 종목 시설 마을 학교 대학 위원회 병원 "
    "센터 실 실국 지점 차종 부문 국가 도시 자치구 동 시 군 구 읍 면 국 과 팀 반 조 사 교 원 관 소 업소 종 점 세부사업 단지 "
    "하천 공원 지역 시군 시군구 읍면동 동주민센터 사업장 협회 기업 상점 점포 농가 어린이집 경로당 도서관 초등학교 중학교 "
    "고등학교 유치원 품목 코스 문항 지표 과제 안건 위원 부스 팀 구간 대학교 리"
)
_COUNTERS: Final = words(
    "원 명 인 건 회 대 ㎡ m² m^2 m2 ㎥ m³ km² km^2 ㎢ ㎞ km ㎝ cm ㎜ mm m ㎏ kg Kg KG g t 톤 L ℓ 리터 ㎘ kl 세대 가구 "
    "가정 구좌 면 권 부 점 P p 포인트 % %p 퍼센트 시간 분 초 일 개월 년 주 팀 과 국 동 통 반 리 사업소 담당관 호 필지 필 식 "
    "매 장 본 그루 마리 두 곳 종 종류 종목 편 쌍 배 학급 학교 학년 과정 강좌 기관 단체 업체 업소 실 석 병상 기 척 열 구간 GB "
    "TB MB MW kW kWh Wh MWh ℃ 평 ha 헥타르 위 문항 쪽 페이지 끼 포 상자 박스 켤레 벌 노선 주년 교 개년 표 안건 의석 g/km "
    "회/월 회/년 회/주 명/일 건/일 톤/일 ㎍/㎥ ppm dB TOE 개 개소 자치구 기수 차수 층 급 세 차 단계 번 번지 번길 호선 등급 "
    "조 항 호점 좌 학점 식단 MB/s Mbps 량 차량 명분 인분 회분 마일 입방미터 제곱미터 평방미터 미터 킬로미터 그램 킬로그램 "
    "Kcal kcal 점대 거점 사 농가 점포 부스 시군 부서 어가 항차 항로 읍 읍면동 읍·면·동 통·리 통리 세트 과목 회선 병 달러 ㎥/일 과업 "
    "본부 사업본부 직속기관 센터 사무국 위원회 위원 관단 과담당관 박 주택 대분야"
)
# What can follow a number in running text; `개 과정` and `개과정` are the same counter. The longest that fits wins.
COUNTERS: Final = frozenset(
    ["km ²", "m ²", "m 2", "대 분야", *_COUNTERS, *WON_UNITS, *(f"개{noun}" for noun in _PER_NOUN), *(f"개 {noun}" for noun in _PER_NOUN)]
)

# `법 36조` names an article, like `제36조`.
LAW_WORDS: Final = words("법 법률 조례 규칙 규정 시행령 훈령 예규")
ARTICLE_COUNTERS: Final = ("조", "항", "호")

PERSON: Final = "인"
PERCENT: Final = "%"
# Counters of the parts of a body, of which there are never thousands.
SMALL_COUNTERS: Final = frozenset(words("과 국 실 부 팀"))
# Counters that name a time, a rank, an age, a place in a row or an address: numbers with them measure nothing.
ORDINAL_COUNTERS: Final = frozenset(
    words("년 일 초 급 세 차 단계 번 번지 번길 호선 등급 조 항 층 기 위 호 주 분 학년 차수 쪽 페이지 회차 열 등 주년 개년 월")
)
DURATION_COUNTERS: Final = frozenset(words("개월 시간 년 일 주 분 초 개년 주년"))
# Units of what is measured, not counted: a printed figure with one of them was rounded.
CONTINUOUS_UNITS: Final = frozenset(
    words(
        "㎡ m² m^2 m2 ㎥ m³ km² km^2 ㎢ ㎞ km ㎝ cm ㎜ mm m ㎏ kg Kg KG g t 톤 L ℓ 리터 ㎘ kl 시간 분 초 % %p ha 헥타르 평 "
        "℃ ppm dB TOE g/km GB TB MB kW kWh MWh 톤/일"
    )
)

# Durations that a report counts (hours of training); other durations say how long something takes.
MEASURED_DURATIONS: Final = frozenset(["시간"])
# What a date leaves behind when it is taken out of the words before a figure.
DATE_REMAINS: Final = words("기준 현재 말 까지 부터 이후 이전 당시")
FIGURE_MODIFIERS: Final = words("총 總 약 연 각 모두 합계 전체 현 매 월 주 연간 일 등 총계 또는 및 외 건당 한")
# `32개소 중 9개소`: what stands between a whole and a part of it.
OF_WHICH_WORDS: Final = ("중", "中", "그중", "이중")
ABOUT_WORDS: Final = ("약", "대략")
# A particle with whether it follows only closed syllables (True), only open ones (False) or both (None).
PARTICLES: Final = (
    ("에서는", None), ("에서", None), ("에는", None), ("으로", True), ("은", True),
    ("는", False), ("을", True), ("를", False), ("이", True), ("의", None), ("에", None), ("가", False), ("로", False),
)  # fmt: skip
# Words that only look as if they ended in a particle.
NO_PARTICLES: Final = words(
    "회의 편의 협의 동의 결의 심의 합의 주의 임의 건의 문의 논의 제의 정의 강의 거의 높이 차이 놀이 어린이 넓이 길이 미이 "
    "돋보이 젊은 작은 같은 추가 휴가 허가 여가 대가 주가 고가 저가 지가 처가 매매가 거래가 시세가 도로 통로 진로 선로 대로 경로 수로 항로 "
    "활로 세로 가로 애로 피로 회로 철로 근로 관로 별로 주로 바로 서로 종로 구로 기로 사이 종이 나이 아이 먹이 오이 깊이 벌이 맞이 "
    "굽이 묶음 마음 처음 다음 얼음 모음 이음 소음 지은 많은 높은 늘어난"
)
# These end as those do, and yet with a particle.
WITH_PARTICLES: Final = words("복지가 토지가 부지가 단지가 농지가 녹지가 관광지가 사회의 의회의 위원회의")
ENTITY_COUNTERS: Final = frozenset(words("세대 가구 통 반 동 리 농가 학급 업체 개소 개동 병상 객실"))
# A number with this counter names a building where a part of it follows, not what is done to so many.
BUILDING_COUNTER: Final = "동"
STOREY_COUNTER: Final = "층"
BUILDING_WORKS: Final = words(
    "신축 철거 건립 개축 증축 재건축 매입 임차 정비 보수 보강 완료 준공 착공 설치 조성 리모델링 개선 이전 대상 추진 지원 규모 교체 도색 "
    "공급 건설 확충 확보 운영 등 및 내외 이상 이하 약 총"
)
# A number inside a name with one of these is an address or a place: `둔촌1동`, `당산동3가`.
PLACE_COUNTERS: Final = frozenset(
    words("동 가 로 길 리 통 호 번지 지구 단지 동주민센터 청사 관 공원 구역 권역 가구 교 호선 터미널 공단 산단")
)
# Parts of one work, which a list numbers in front of what is done there: `1구간 착공`.
PART_COUNTERS: Final = frozenset(words("구간 공구 블록 코스"))
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
OTHER_WORDS: Final = words(
    "과목 과장 국장 동장 회의 대표 건물 건축 건강 인력 인실 점검 부장 매장 면담 면적 본부 본관 식당 명절 교육 반장 팀장 "
    "장소 장비 시간대 분기 일간 인사 대상 대비 대책 대응 대체 원칙 원문 권역 권한 종합 종료 편성 동일 기초 기본 "
    "점수 통합 통신 호선 실시 실적 실국 위원회 개선 개월 개인 개발 개최 주년 건설 국도 국비 국내 국제 국민 시비 시내 시민 "
    "대학 대회 대형 대지 인구 인도 인상 인력 일반 일자리 분야 장애 장학 종교 조례 조사 조성 조직 부문 부지 부분 부담 호텔 회원 "
    "회관 회계 실내 실외 실무 주민 주차 주택 주요 주말 초등 과세 과태료 기금 기업 기능 점유 통장 배수 배출 세금 세입 세출 세외 "
    "차고 호봉 사업 박물관 박사 박람회 회용 사이 단속 단독 위탁 위생 위험 등록 조합 동물 동아리"
)  # fmt: skip
# --- cells of one figure -----------------------------------------------------------------------------------------------------

# What may stand before the figure of a cell, and of an amount in words.
BEFORE_CELLS: Final = "약|총|연|각"
BEFORE_FIGURES: Final = f"{BEFORE_CELLS}|계"
# Ordinals that count in a cell of their own: `3위`, `12호`.
COUNTED_IN_CELLS: Final = frozenset(["기", "위", "호", "쪽"])
SCALES_IN_CELLS: Final = "천만억"
SCALES_OF_TABLES: Final = ("천원", "백만원", "억원")
# The letters, besides digits and signs, that a cell of one figure or time begins with.
FIRST_IN_CELLS: Final = "약총연각상하"
# `(부가세 포함 300천원)`
BESIDE_AMOUNTS: Final = "포함|별도|제외"
# What a value behind a dash begins with, if not with its digits.
VALUE_BEGINS: Final = "총|약|평균|최대|최소"
# Numbers that tell parts of a list apart, and count nothing: `6급이하 447명`, `1층 3개`.
RANKS_OF_PARTS: Final = "급|층|기|차|분기|종|학년|단계|등급|년|월|세|호|위|군|조|대"
SCALE_LETTERS_OF_PARTS: Final = "십백천만억조"
SESSION_COUNTER: Final = "회"
AND_WORD: Final = "및"
