"""Words beside a number that say it measures nothing: an article, a page, a telephone, a name that begins or ends in digits."""

from typing import Final

from app.parsers.labels.words import words

PHONE_WORDS: Final = ("☎", "☏", "℡", "전화", "팩스", "FAX", "Fax", "fax", "TEL", "Tel", "tel", "연락처", "내선", "핸드폰", "휴대폰", "문의")
# Names of things that hold a number: what stands before it, and what stands behind it.
DISEASES: Final = words("코로나 코로나바이러스")
NAMES_BEFORE: Final = (*DISEASES, *words("붙임 별첨 별표 별지 참고 첨부 그림 표 자료 지하철 국도 고속도로 지방도 시도 군도"))
NAMED_NUMBERS: Final = {
    "112": words("상황 신고 순찰"),
    "119": words("구조 구급 안전 소방 신고 상황 대원 수련 지역 종합"),
    "120": words("다산 콜 번"),
    "365": words("열린 민원 안전 코너 일"),
    "2030": words("세대 청년 기본 계획"),
    "1388": words("청소년 상담 전화"),
}
NUMBER_SIGN: Final = "제"
# What may follow a number that an article bears: `36조의2`.
STREET_ENDINGS: Final = ("로", "길", "대로")
PLACE_NUMBERS: Final = words("번지 번길 로 길 가 동 리 호 통 반 호실 단지 지구 공구 권역 호선 차선 차로 지소")
CLOCK_WORDS: Final = ("시", "시경", "시까지", "시부터", "시반", "시에서", "시에", "시의", "시와")
PAGE_WORDS: Final = ("쪽", "페이지", "page", "Page")
# `1인당`, `10만 명당`: what a rate is of.
RATE_BASE: Final = "당"
RATED_COUNTERS: Final = ("인", "명", "매")
# Cases and times measure what stands before them, but where they say what a sum or a length of time is for: `1회 50,000원`.
TIMED_COUNTERS: Final = ("회", "건", "개소")
UNITS_OF_RATES: Final = ("분", "시간", "일", "%", "점")
# What a rate is of, where it is a time: `324명당 1일`.
TIMES_OF_RATES: Final = ("일", "월", "년", "회", "주", "시간", "분")
MEAN_WORDS: Final = ("연", "평균")
ABOUT: Final = "약"
# A length of time with one of these is a limit, no measure.
AFTER_DURATIONS: Final = ("이상", "이내", "전", "후", "마다")
# A length of time with one of these is what a mean is of: `24시간 기준`.
MEANS_OF_TIMES: Final = ("기준", "평균")
# Ordinals that also count: households (5호).
COUNTED_ORDINALS: Final = frozenset(["호"])
STOREY: Final = "층"
BELOW_GROUND: Final = "지하"
ABOVE_GROUND: Final = "지상"
