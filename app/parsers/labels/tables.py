"""Columns and rows of staffing, vehicle, facility and other tables, and of headers without marked columns."""

import re
from collections.abc import Mapping
from typing import Final

from app.models.facts import Basis, Measure
from app.parsers.labels.keys import label_key
from app.parsers.labels.words import words

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
# In the title of a table whose labels do not say it.
TITLE_MEASURES: Final[Mapping[str, Measure]] = {"정원": Measure.AUTHORISED, "현원": Measure.ACTUAL, "현인원": Measure.ACTUAL}
GRADE: Final = re.compile(
    r"(?:\d{1,2}(?:[~·,]\d{1,2})?급(?:상당|이상|이하|갑|을)?(?:\([^)]*\))?|[가-힣]{1,4}급|연구관|연구사|지도관|지도사|전문관|고위공무원|고위공무원단|[가나다라마]급|[1-4]종|시장|군수|구청장|부시장|부군수|부구청장|도지사"
    r"|교육감|교육장|장학관|장학사|교육연구관|교육연구사|소방(?:총감|정감|감|준감|정|령|경|위|장|교|사)(?:\s?이하|\s?이상)?)"
)
STAFF_CATEGORIES: Final = frozenset(
    words(
        "계 합계 총계 소계 일반직 별정직 기능직 관리운영직 임기제 별정직·임기제 정무직 특정직 연구직 지도직 전문경력관 "
        "한시임기제 공무직 청원경찰 계약직 소방직 교육직 일반임기제 시간선택제 시간선택제임기제 전문임기제 행정직 기술직 고용직 "
        "업무직 임원 전문직 교육전문직 교원 운전직 방호직 농림직 환경직 보건직 시설직 전산직 토목직 건축직 녹지직 간호직 의료기술직 "
        "무기계약직 기간제 기간제근로자 청년인턴 연구·지도직 지도·연구직 연구지도직 별정 임기 정무 일반 행정 기술 세무직 사회복지직 공안직"
    )
)

LABEL_COLUMN_WORDS: Final = frozenset(
    words(
        "구분 세입과목 세출과목 연번 번호 순번 사업명 단위사업명 세부사업명 세부사업 부서명 부서 과명 소관부서 담당부서 "
        "예산과목 과목 항목 구분별 유형 유형별 종류 명칭 시설명 위치 지표명 성과지표 지표 단위 단위사업 정책사업 정책 분야 연도 "
        "년도 연도별 월별 분기 기관명 기관 동명 동별 구별 자치구 자치구별 대상 차종 직급 직렬 단체명 업체명 품명 품목 내용 "
        "사업내용 세부내용 주요내용 추진내용 주요업무 담당업무 업무 사업 과제명 과제 정책/단위/세부사업별 정책/단위/세부사업 관 "
        "장 관·항·목 세목 목 통계목 소재지 일시 장소 비고 행사명 교육명 과정명 프로그램명 소관팀 소관 담당팀 팀명 팀 사업기간 "
        "추진기간 기간 추진일정 일정 시기 전략목표 성과목표 주요사업 주관부서 시정및처리요구사항 건의사항 조치결과 부서별 "
        "인원구분 쪽 회계 회계별 회계명 회계구분"
    )
)
# A column of words whose label ends so sorts the rows: `설립별`, `재원구분`.
SORT_ENDINGS: Final = ("별", "구분")
# Further words that stand in headers of tables whose columns only blanks separate; they tell labels apart there.
HEADER_WORDS: Final = frozenset(
    words(
        "소계 총계 신규 진행중 확정 승소 패소 승소율 접수 계류중 처리 완료 추진중 검토중 건수 금액 인원 실적 목표 달성률 계획 "
        "증가 감소 대상 접종대상 정원 현원 과부족 1급 2급 3급 4급 5급 6급 7급 8급 9급 소형 중형 대형 경형 다목적 청소차 구급차 "
        "특수차 승용 승합 화물 남 여 남자 여자 상반기 하반기 1분기 2분기 3분기 4분기 국비 시비 구비 도비 군비 기타 현황 비율 "
        "구성비 면적 세대 세대수 인구 인구수 개소 개소수 횟수 회수 규모 수량 유형별 인원수 수입 지출 담당업무 비고 대비 "
        "전년대비 기준 월평균 합계 평균 현재액 조성액 총원 세입 세출 잉여금 이월액 시설수 학교수 학급수 학생수"
    )
)
GROUP_ENDINGS: Final = words("현황 대비증감 증감 실적 계획 내역 직 구분 임기제 비교")
# Grades that only one category of staff has, by how they end.
CATEGORY_OF_GRADE: Final[Mapping[str, str]] = {"군": "전문경력관"}
NOTE_COLUMN_WORDS: Final = frozenset(words("비고 참고 기타사항 비고(주차장) 산출내역 산출근거"))
# Behind a year these say whose turn it is in accounts: `2023년도(당기)`.
TERM_WORDS: Final = frozenset(words("당기 전기 전전기 당해 당년 전년 금년"))
# Labels that never stand over figures; `부서`, `팀`, `사업`, `기관` do, where these are counted.
NO_FIGURE_WORDS: Final = NOTE_COLUMN_WORDS | frozenset(
    words(
        "구분 과목 예산과목 세입과목 세출과목 항목 세목 통계목 목 사업명 단위사업명 세부사업명 부서명 과명 시설명 지표명 기관명 동명 "
        "단체명 업체명 품명 행사명 교육명 과정명 프로그램명 팀명 과제명 명칭 종류 유형 직급 직렬 위치 소재지 장소 일시 "
        "내용 사업내용 담당부서 소관부서"
    )
)
# The first word of a label that is one with the next: `전체인구`.
WHOLE_PREFIXES: Final = frozenset(["전체", "누계"])
UNIT_COLUMN_WORDS: Final = frozenset(["단위", "측정단위"])
STOREY_COLUMN_WORDS: Final = frozenset(["규모", "층수", "건물규모", "층별"])
DATE_COLUMN_WORDS: Final = frozenset(words("준공일자 준공일 개장일 사용승인일 개관일 건립일 준공 취득일 설치일 개원일 등록일"))
# A label that ends so goes on in the next line.
CONTINUING_ENDINGS: Final = words("및 의 위한 을 를 와 과의 으로 로 등의 통한 대한 따른 하는 있는 하고 한 · , - / 에 또는 관한")
# A column whose label ends so holds percents.
PERCENT_ENDINGS: Final = words("률 율 비율 비중 구성비 점유율")
RATIO_ENDING: Final = "비"  # what 비율 leaves of itself before 율
# What a column promises to be, by the end of its label: the difference of two others; and which columns may hold negative figures.
DIFFERENCE_ENDINGS: Final = words("증감 증감액 차액 과부족 잉여금 잔액 비교 순증감")
SIGNED_ENDINGS: Final = (
    *DIFFERENCE_ENDINGS,
    *words("증가 감소 증 감 손익 이익 손실 수지 대비 증감률 증감율 증가율 증가률 신장률 성장률 흐름"),
)
# A line that ends so tells what the table below shows, as web pages say it for those who cannot see it.
SITE_CAPTION_ENDINGS: Final = words(
    "나타낸표 담은표 보여주는표 제공하는표 안내하는표 나타내는표 설명하는표 된표 대한표 입니다 습니다 로표시 로나타냄 정보제공 로구성"
)
# What a total without a label is called.
UNNAMED_TOTAL: Final = "계"
# What is spent is never the sum of what is left.
SPENT_WORDS: Final = words("지출 세출 집행")
# Besides the words for totals themselves.
WHOLE_WORDS: Final = frozenset(words("총원 총인원 총수 총건수 총금액 전체인원"))
NUMBER_COLUMN_WORDS: Final = frozenset(words("연번 번호 순번 쪽 no no. 면 페이지 코드"))
PAGE_COLUMN_WORDS: Final = frozenset(["쪽", "페이지", "쪽수", "면"])

# Names that say nothing alone: they need the caption, heading or project beside them.
SILENT_NAMES: Final = frozenset(
    words(
        "계 소계 합계 총계 인원 금액 건수 실적 구분 대상 규모 수량 횟수 대수 면적 예산 예산액 집행액 사업비 소요예산 비율 목표 "
        "계획 현황 참여인원 교육인원 운영인원 이용인원 인력 대상자 대상인원 개소 개수 총사업비 집행금액 집행예산 예산집행액 "
        "사업예산 가입금액 계약금액 구매예산 기간 평균 최대 최소 월평균 연평균 합 총 전체 기타 누계 값 점수 참석인원 참가인원 "
        "회원수 운영횟수 확대 증가 감소 기존 개선 현행 당초 변경 지원 금년 전년"
    )
)
# Row labels that only say what is counted: the figures of such a row are named by them, not by their columns.
COUNTED_WORDS: Final = frozenset(
    words(
        "인원 금액 건수 대수 수량 면적 예산액 예산 집행액 사업비 비율 구성비 횟수 개소수 개소 세대수 인구 인구수 가구수 "
        "차량대수 건축면적 현재규모 점수 매출액 실적 목표 계획 정원 현원 명수 학생수 회원수 소요예산 이용자수 이용인원 참여인원 "
        "수 운영비 인원수 금액(천원) 발급건수 처리건수 접수건수 물량 톤수 발생량 배출량 처리량"
    )
)
# A label that ends so counts people.
_PEOPLE: Final = words(
    "인원수 인원 명수 인구수 인구 학생수 원아수 교원수 교직원수 위원수 직원수 회원수 의원수 이용자수 참여자수 종사자수 "
    "가입자수 수급자수 환자수 아동수 노인수 주민수 근로자수 공무원수 장애인수 외국인수 이용객수 관람객수 방문객수 "
    "입장객수 관광객수 종업원수 입소자수 대상자수 교육생수 수료생수 입학생수 졸업생수 교사수 신청자수 합격자수 취업자수 "
    "정원 현원"
)
# What a label that ends so counts, wherever a table's unit cannot be its own.
COUNTERS_OF_LABELS: Final = (
    ("세대수", "세대"), ("가구수", "가구"), ("학교수", "교"), ("학급수", "학급"), ("건수", "건"), ("대수", "대"), ("개소수", "개소"),
    ("시설수", "개소"), ("업소수", "개소"), ("업체수", "개소"), ("횟수", "회"), ("노선수", "노선"), ("필지수", "필지"), ("권수", "권"),
    ("면수", "면"), ("사업체수", "개"), *((label, "명") for label in _PEOPLE),
)  # fmt: skip
# In what a label that ends so is measured, where a table states several units.
UNITS_OF_MEASURES: Final = (
    ("면적", ("㎡", "m²", "ha", "㎢", "km²", "평")),
    ("연장", ("km", "㎞", "m")),
    ("길이", ("km", "㎞", "m")),
    ("개소", ("개소", "곳")),
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
    ("현재", Basis.ACTUAL),
    ("기존", Basis.ACTUAL),
    ("현행", Basis.ACTUAL),
)
# What a column or box that is called so, and no more, holds beside what is there now.
STATE_TITLES: Final = frozenset(words("기존 현행 당초 종전 변경 변경전 변경후 개선전 개선후 개선 개선사항 개선안 변경안 조정안 개편안"))
BASIS_TITLES: Final = dict.fromkeys(words("개선 개선사항 개선안 개선(안) 변경안 변경(안) 조정안 조정(안) 개편안 개편(안)"), Basis.PLAN)

TIME_COLUMN_WORDS: Final = frozenset(words("사업기간 추진기간 기간 집행일시 일시 시기 추진시기 추진일정 집행시기 일정 공사기간"))
PROJECT_LIST_TITLE: Final = frozenset(words("사업명 과제명 업무명 주요사업 단위업무 추진과제"))
PROJECT_LIST_TEAM: Final = frozenset(words("소관팀 담당팀 팀 팀명 소관부서 담당부서 주관부서 소관 담당"))
PROJECT_LIST_NUMBER: Final = frozenset(["연번", "번호", "순번"])
VEHICLE_CATEGORIES: Final = frozenset(
    words(
        "승용 승용차 승합 승합차 화물 화물차 특수 특수차 임차 이륜 이륜차 버스 트럭 덤프 건설기계 구급차 청소차 임차(승용) 렌트 전기 수소"
    )
)
VEHICLE_TITLE_WORDS: Final = ("차량", "공용차", "관용차", "행정차")
VEHICLE_STATUS_WORDS: Final = frozenset(words("정수 초과 임차 현보유 보유 부족 리스 렌트 정원 현원 과부족 미달 보유대수 현보유대수"))
# What a heading says of its vehicles begins here.
VEHICLE_VALUE: Final = re.compile(r"[:(\-–]|총\d")
# A heading over a table of vehicles; `공용차량 친환경 전환` speaks of them in a project's text instead.
VEHICLE_TITLE_TAILS: Final = ("", "현황", "보유현황", "관리현황", "보유", "등", "및장비", "운영현황", "관리", "대수", "보유대수")
VEHICLE_COUNT_WORDS: Final = frozenset(words("대수 차량대수 수량 현황 차량수 구분 공용차량 관용차량 행정차량 차량"))
VEHICLE_COUNTER: Final = "대"
VEHICLE_SORT_ENDINGS: Final = ("차", "트럭", "버스", "오토바이", "기타")
VEHICLE_PLACE_WORDS: Final = ("장비", "시설")
VEHICLE_KIND_COLUMNS: Final = frozenset(words("규격 용도 종류 차급 크기 유형 차형 형식"))
VEHICLE_ALL: Final = "계"
# Fuels, not sorts: how many run on each stands beside the sorts, in running text.
VEHICLE_FUELS: Final = frozenset(words("전기 수소 경유 휘발유 가스 하이브리드"))

FACILITY_TITLE_WORDS: Final = words("청사 시설현황 주요시설 건물 회관 시설물 시설및장비 공공시설")
FACILITY_COLUMNS: Final = frozenset(
    words(
        "대지 건물 규모 준공일자 준공일 건평 대지면적 건축면적 연면적 부지 부지면적 층수 구조 준공 준공년도 사용승인 건립연도 "
        "위치 소재지 건축연도 면적 건립규모 개관일 준공연도 개소일 개원일 개장일 준공연월 사용승인일 건물면적 토지면적 건축년도 "
        "지상층 지하층 취득일 개장일 개장연도 설치년도 설치연도 설치일자 시설용량 처리용량 시설규모"
    )
)
# Columns that other tables have as well.
FACILITY_PLAIN_COLUMNS: Final = frozenset(words("위치 소재지 면적 규모 구조 부지 건립규모 취득일 설치년도 설치연도 설치일자"))
FACILITY_AREAS: Final = words("연면적 건축면적 대지면적 부지면적 건물면적 토지면적 시설면적 전용면적 사용면적 바닥면적")
FACILITY_DATE_STEMS: Final = words("준공 건립연 건립년 개관 신축연 신축년 사용승인 개소연 개소년 개원 건축연 건축년 건립일")
FACILITY_AREA_WORDS: Final = ("대지", "건물", "건평", "면적", "부지")
# Keys that boxes of two columns state a value for, besides the fields of a project.
KEY_WORDS: Final = frozenset(
    words(
        "대상 사업대상 지원대상 교육대상 위치 장소 규모 사업규모 내용 사업내용 주요내용 추진내용 지원내용 방법 추진방법 "
        "운영방법 근거 추진근거 관련근거 주관 주최 시행주체 사업주체 담당부서 참여인원 인원 수행기관 시행방법 사업위치 면적 "
        "인구 조직 세대 행정구역 비고 명칭 사업명 용역명 공사명 계약방법 계약업체 계약금액 시설규모 운영시간 운영주체 이용대상 "
        "신청방법 문의 구성 기능 임기 개최일시 참석대상 참석자 안건 회계연도 회계 회계명 부서명 분야명 부문명 정책사업 단위사업 세부사업 "
        "세부사업명 정책사업명 단위사업명 지원형태 지원조건 추진경위 추진계획 사업성격 사업유형 지원율 담당자 전화번호"
    )
)
DITTO_MARKS: Final = frozenset(["〃", '"', "상동", "″", "''", "위와같음", "同"])
FACILITY_NAME_COLUMNS: Final = frozenset(
    words("구분 시설명 명칭 건물명 시설 청사명 도서관명 기관명 센터명 주차장명 회관명 건물 청사 동명 시설물명")
)
# Of the columns that name a row, those that tables of other things have as well.
FACILITY_COMMON_NAMES: Final = frozenset(["구분", "기관명", "동명"])
NAME_COLUMN_ENDING: Final = "명"
# A column whose label ends so holds dates or years, which are no figures of the building.
FACILITY_DATE_ENDINGS: Final = words("일 일자 일시 연도 년도 기간 연월 년월 시기")
# The last word of an address, but for its number: `은행나무로 263`, `당산동3가 385-1`.
ADDRESS_ENDINGS: Final = words("로 길 동 가 리 읍 면 번지")
ADDRESS_KEYS: Final = frozenset(["위치", "소재지", "주소"])
FACILITY_SITE_KEYS: Final = frozenset(["위치", "소재지", "부지", "대지", "주소"])
FACILITY_SIZE_KEYS: Final = frozenset(words("규모 건립규모 연면적 건축면적 부지면적 대지면적 층수 건축규모 면적 건물규모 시설규모 건물"))
# What a building or site is called by its ending, and what may be done to it in a heading.
FACILITY_NAME_ENDINGS: Final = words(
    "청사 회관 센터 주차장 도서관 체육관 복지관 박물관 미술관 문화관 기념관 전시관 학습관 생활관 수련원 연수원 기록원 "
    "어린이집 경로당 보건소 보건지소 건물 별관 본관 적환장 선별장 처리장 처리시설 자원화시설 화장장 수영장 운동장 차고지 "
    "아트홀 공연장 사옥 자료실 열람실 창고 공원 시장 휴양소 유치원 학교 극장 놀이터 쉼터 숙소 관사 하수처리장 정수장 배수지 "
    "타운 단지"
)
FACILITY_WORK_WORDS: Final = words(
    "확보 건립 신축 증축 개축 조성 이전 매입 건설 설치 리모델링 재건축 개관 신설 확충 확장 새단장 현대화 정비 개선 보수 "
    "운영 현황 개요 추진 계획 사업 공사 및 용역 설계 개축공사 신축공사 건립사업 조성사업"
)

DUTY_COLUMNS: Final = frozenset(
    words("주요업무 담당업무 업무 분장사무 주요기능 사무분장 주요사무 담당사무 분장업무 업무내용 주요업무내용 업무분장")
)
UNIT_NAME_COLUMNS: Final = frozenset(
    words("부서 부서명 팀 팀명 과 과명 담당 구분 담당팀 기관 기관명 실과 실과명 국 담당부서 과별 팀별 부서별")
)
# Labels over names of bodies that stand over other things as well: they tell nothing alone.
COMMON_UNIT_COLUMNS: Final = frozenset(["구분", "담당"])
# A heading under which duties are listed; `주요업무` alone heads projects as well, so it is none.
DUTY_HEADINGS: Final = words(
    "담당업무 업무분장 분장사무 사무분장 주요기능 주요사무 담당사무 분장업무 부서별업무 팀별업무 과별업무 부서별주요업무 "
    "팀별주요업무 과별주요업무"
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


def counter_of(label: str) -> str | None:
    """What a label says it counts: 명 of `학생수`; None where it says nothing.

    >>> counter_of("초등 학생수"), counter_of("이용인원 (봄 누계)"), counter_of("계")
    ('명', '명', None)
    """
    key = label_key(label)
    key = key.partition("(")[0] if key.endswith(")") else key
    if not key.endswith(_COUNTING_ENDINGS):
        return None
    return next(counter for ending, counter in COUNTERS_OF_LABELS if key.endswith(ending))


_COUNTING_ENDINGS: Final = tuple(ending for ending, _ in COUNTERS_OF_LABELS)
# Columns of a table of progress (추진상황표).
PROGRESS_PERIODS: Final = frozenset(["사업기간", "추진기간"])
PROGRESS_BUDGETS: Final = frozenset(["소요예산", "사업비", "예산액", "예산"])
PROGRESS_SPENT: Final = frozenset(["집행금액", "집행액", "지출금액"])
VALUE_SUFFIXES: Final = "치|값"
# A category of posts, no body: `일반직`.
POST_ENDING: Final = "직"
