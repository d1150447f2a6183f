"""Names of bodies: how large one is by its ending, and words that only look like one."""

import re
from collections.abc import Mapping
from typing import Final

from app.models.facts import BodyLevel
from app.parsers.characters.memo import remember
from app.parsers.labels.keys import _BLANKS
from app.parsers.labels.words import words

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
    ("연구소", BodyLevel.OFFICE),
    ("사무소", BodyLevel.OFFICE),
    ("교육지원청", BodyLevel.OFFICE),
    ("교육원", BodyLevel.OFFICE),
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
    words(
        "효과 결과 성과 경과 통과 초과 부과 기대효과 추진성과 조치결과 추진결과 평가결과 처리결과 사과 전과 학과 과 국 실 단 관 "
        "팀 담당 교실 화장실 사무실 회의실 상황실 휴게실 강의실 집단 수단 계단 판단 진단 중단 공단 재단 기관 회관 본관 별관 "
        "신관 구관 주관 소관 유관 보관 이관 외국 전국 중국 미국 영국 각국 한국 약국 방송국 우체국 사실 현실 충실 내실 진실 착실 "
        "확실 화실 거실 침실 욕실 교육과 연계과 소통과 건강과 안전과 개선과 관리과제 경찰관 소방관 공무원관 장관 차관 습관 경관 "
        "체육관 복지관 문화관 기념관 전시관 영화관 상담실 진료실 도서실 체력단련실 민원실 당직실 전산실 통신실 기계실 전기실 "
        "방재실 어린이집 구내식당 자문관 전문관 법무관 조사관 경력관 전문경력관 시민과 주민과 직원과 기업과 대학과 소요예산과 "
        "예산과목 소방과 경과 부과금 담당 업무담당 인사담당 시설담당 팀 전담팀 각팀 추진단 모니터단 봉사단 대표단 방문단 참가단 "
        "지원단 평가단 점검단 홍보단 기획단 실국 각실국 사업단 자문단 봉사센터 상황관"
    )
)
# Names of buildings and rooms end like names of bodies.
NO_BODY_ENDINGS: Final = words(
    "기관 회관 체육관 복지관 기념관 문화관 전시관 학습관 생활관 영화관 별관 본관 교실 화장실 사무실 회의실 휴게실 강의실 상담실 "
    "결과 효과 성과"
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
    "대변인": BodyLevel.DEPARTMENT,
    "감사담당관": BodyLevel.DEPARTMENT,
}
BODY_COUNTERS: Final = frozenset(
    words("국 과 팀 실 단 담당관 사업소 본부 동 읍 면 리 통 반 부 센터 소 자치구 관 의회 보건소 직속기관 출장소 시 군 구 원 지소")
)
# Further counters of bodies, and the ones that only a whole government has.
MORE_BODY_COUNTERS: Final = frozenset(
    words("도서관 읍면동 담당 기획관 실국 수련원 읍·면·동 연구원 소방서 학교 행정동 법정동 행정리 자연마을")
)
GOVERNMENT_COUNTERS: Final = frozenset(
    words("자치구 국 실국 시 군 구 읍 면 동 리 통 반 읍면동 읍·면·동 본부 행정동 법정동 행정리 자연마을")
)
PERSON_COUNTER: Final = "명"
TEAM_COUNTERS: Final = frozenset(["팀", "담당"])
PERSON_COUNTERS: Final = frozenset(["명", "인"])
ORGANISATION_TITLE_WORDS: Final = ("조직", "기구", "직제")
ORGANISATION_TITLE: Final = re.compile(
    rf"(?:행정|일반|기본)?(?:{'|'.join(ORGANISATION_TITLE_WORDS)})(?:도|표|현황|개요|및.{{1,10}}|[·,/].{{1,10}}|과.{{1,6}})?"
)
ORGANISATION_KEYS: Final = frozenset(
    words(
        "조직 기구 행정조직 행정기구 조직현황 기구현황 행정구역 조직및인력 조직·인력 기구및인력 기구·인력 조직기구 조직및기구 행정구역현황"
    )
)
# Offices of persons: what is counted behind them is no body's size.
ROLE_WORDS: Final = frozenset(
    words("과장 팀장 국장 소장 실장 단장 부장 관장 센터장 본부장 원장 담당자 주무관 사무관 서기관 구청장 시장 군수 부구청장 부시장 부군수")
)
BODY_LINE_FILLERS: Final = frozenset(words("총 계 합계 총계 약 등 및 인원 인력 직원 소속 정현원 별도 포함 각 외"))
AUTHORISED_WORD: Final = "정원"
AFFILIATE_PREFIX: Final = r"(?:\((?:사|재|주|복)\)\s?|(?:사단|재단|사회복지|학교)법인\s)"
TEAM_COUNT_COLUMNS: Final = frozenset(["팀", "팀수", "담당", "담당수", "팀현황"])
PERSON_COUNT_COLUMNS: Final = frozenset(words("인원 현원 정원 직원수 인력 인원수 직원 현인원 정원수 총인원 현원수"))

# The whole government that a report is of: `구 총괄`, `우리 시 전체 예산`; and the body that reports: `우리 과 현황`.
OUR_WORDS: Final = ("우리", "본")
WHOLE_BODY_NOUNS: Final = ("시", "군", "구", "도")
WHOLE_NAMES: Final = words("시정 군정 구정 도정 본청 구청 시청 군청 도청 전부서 전체부서 전직원")
OWN_BODY_NOUNS: Final = words("과 실 국 부서 담당관 사업소 보건소")
WHOLE_SUMS: Final = words("총괄 전체 전반 총계")
WHOLE_TOPICS: Final = words("현황 일반현황 일반 예산 재정 살림 정원 현원 정·현원 정현원 인력 조직 기구 공무원 직원 세입 세출 총 여건")
WHOLE_TAILS: Final = words("규모 개요 표 내역 추이 기준 수 및 와 과 비율 세입·세출 예산액 결산 주요 회계별 기능별 통계 지표")
# What only a whole government has: under a department's heading it is the whole's still.
WHOLE_MEASURES: Final = frozenset(
    words(
        "재정규모 살림규모 재정자립도 재정자주도 인구 총인구 인구수 인구현황 인구및세대 주민수 세대수 행정구역 행정구역현황 면적및인구 "
        "인구및면적 지방세징수 지방채무 채무현황 공무원정원 총정원 정원의총수 공무원수"
    )
)
# Parts that only a whole government has: a table of posts that lists two of them, or posts of politics, is of the whole.
GOVERNMENT_PARTS: Final = frozenset(
    words(
        "본청 의회 의회사무국 의회사무과 직속기관 소속기관 사업소 출장소 읍면동 읍·면·동 동 읍 면 읍면 동주민센터 "
        "동사무소 주민센터 합의제행정기관"
    )
)
POLITICAL_POSTS: Final = frozenset(words("정무직 정무직계"))

# What a government's name is followed by where it acts itself: its office, or the particle of a sentence's subject.
GOVERNMENT_OFFICE: Final = (
    r"청(?:장|은|이|에서|$|\s)|의회(?!\s?의원)|(?:구청|시|군)?장(?:은|이|$|\s|\()|수(?:는|가|$)|지사|교육감|소방|\s[가-힣 ]{2,16}조례"
)
OF_PARTICLE: Final = "의"
NAMING_PARTICLES: Final = "은는이가"
HEAD_OF_BODY: Final = "장"
SUBJECT_PARTICLE: Final = r"(?:은|는|이|가|에서는|에\s?따르면)\s"
# What stands beside a government's own figures to compare them with: the mean of others.
OTHERS_MEAN: Final = r"(?:동종|유사|비교|다른|전국|자치단체|지자체|단체).{0,12}평균"
SPEAKER_ENDING: Final = r"입니다"

# What may follow a body's name in a heading that says whose chapter it is.
BODY_TITLE_WORDS: Final = words("소관 주요 예산 일반 현황 업무 추진 기본 세입 세출 조직 인력 총괄 전체")


@remember(4096)
def body_level(name: str) -> BodyLevel | None:
    """How large a body a name can be, by its ending; None when it is no body's name."""
    word = _BLANKS.sub("", name)
    if word in WHOLE_BODIES:
        return WHOLE_BODIES[word]
    if len(word) < 2 or len(word) > 16 or word in NO_BODIES or word.endswith(NO_BODY_ENDINGS) or not _BODY_NAME.fullmatch(word):
        return None
    return next((level for ending, level in BODY_ENDINGS if word.endswith(ending) and len(word) > len(ending)), None)


# `도로/하천과`: a slash within a name has a word on either side.
_BODY_NAME: Final = re.compile(r"[가-힣A-Za-z0-9·]+|[가-힣A-Za-z0-9·]{2,}/[가-힣A-Za-z0-9·]{2,}")
# Who is in charge, before the name: `(소관부서 : 총무과)`.
IN_CHARGE: Final = r"(?:소관|담당|주관)(?:부서|팀)?"
