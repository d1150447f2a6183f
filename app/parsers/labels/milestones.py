"""Words that say that something happens, and when."""

import re
from typing import Final

from app.parsers.labels.words import words

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
PLAN_TITLE_ENDINGS: Final = words("계획 계획안 일정 일정표 예정사항 향후추진 향후과제 추진과제 향후방향 로드맵")
RESULT_TITLE: Final = re.compile(
    r"(?:실적|성과|결과|경과|추진상황|진행상황|조치사항|추진사항|완료사항|추진현황|운영현황|운영상황)(?=$|및|과|와|·|\(|,|/)"
)
# Of these, the ones that leave open whether a thing is over.
STATE_TITLE_ENDINGS: Final = ("현황", "상황")
OVERVIEW_TITLE_ENDINGS: Final = words("개요 내용 배경 목적 현황 필요성 근거 문제점 방향 방법 대상 목표")
FUTURE_WORD: Final = "향후"
PLANNED_WORDS: Final = ("예정",)
DONE_WORDS: Final = words("완료 하였음 했음 마침 되었음 실시함 시행함 개최함")

# What is done ends in one of these; the word before a time in brackets (`공공건축심의(2월)`), or before a colon (`… 방문 : 6월중`).
ACTIVITY_ENDINGS: Final = words(
    "수립 시행 추진 실시 운영 개최 완료 착공 준공 공모 심의 검토 선정 모집 설치 구축 개선 발주 계약 체결 협의 협약 점검 "
    "조사 평가 공고 접수 지급 지원 배포 제작 발간 개통 개관 개장 개소 오픈 도입 제정 개정 확정 발표 보고 제출 심사 교육 "
    "훈련 연수 워크숍 워크샵 간담회 설명회 토론회 공청회 협의회 보고회 공유회 발표회 회의 위원회 참가 참여 방문 초청 견학 "
    "홍보 안내 통보 배치 임용 전보 인사 채용 공개 등록 승인 인가 고시 보상 매입 구입 구매 취득 이전 철거 정비 보수 공사 "
    "신축 증축 리모델링 설계 용역 착수 납품 시공 감리 검수 검사 시험 가동 시운전 재개관 이관 이양 위탁 선발 시상 포상 행사 "
    "축제 대회 공연 전시 박람회 페어 캠페인 컨설팅 모니터링 연구 공유 전파 확대 확산 강화 신설 폐지 변경 조정 통합 구성 "
    "위촉 정산 환수 징수 부과 납부 교부 집행 편성 반영 산정 적용 개발 제공 배부 보급 교체 설립 창립 출범 발족 건립 조성 "
    "연계 발굴 대응 관리 체험 교류 신청 예약 투표 선거 분석 작성 마련 정례화 채택 의결 상정 승격 지정 이행 조치 처리 개시 "
    "시작 종료 개회 폐회 수렴 판매 보완 개방 발송 회수 퇴출 전환 교환 착공식 준공식 개관식 기공식 협약식 발대식 위촉식 수여 "
    "수료 발급 순회 파견 지도 단속 소독 방역 접종 검진 진단 측정 논의 요청 청취 개보수 재배치 부여 가입 기공 입주 입찰 낙찰 "
    "인증 양성 창출 육성 반입 섭외 공급 게시 축하 상담 탐방 캠프 강좌 특강 수강 출시 시연 점등 제막 게재 방송 함 됨 음 등"
)  # fmt: skip
# A time behind these says when something was counted, not when it happened.
COUNT_ENDINGS: Final = words("결과 실적 현황 통계 추이 기준 규모 수량 비율 점수 인원 금액 건수 인구 등급 평점 예산 근거 출생자 기간 시간")
# What may stand between a time and the end of its bracket or item.
TIME_FOLLOWERS: Final = words("예정 실시 시행 추진 완료 개최 계획 운영 중 까지 부터 경 착수 준공 착공 시작 오픈 개시 한 목표 이내 내 발효")
OCCURRENCES: Final = ("회", "차례", "번")
RECURRING_MARKS: Final = ("매", "격", "별", "수시", "상시")
# The times of projects, and of buildings: they belong to those.
PROJECT_PERIOD_KEYS: Final = frozenset(
    words(
        "사업기간 추진기간 추진시기 사업시기 공사기간 용역기간 운영기간 사용기간 임차기간 계약기간 위탁기간 활동기간 지원기간 "
        "총사업기간 사업년도 사업연도 추진일정 사업일정"
    )
)
# Of these, the ones that also say when one part of a project is done, under an item that names the part.
PART_PERIOD_KEYS: Final = frozenset(["공사기간", "사업시기", "추진시기", "용역기간", "운영기간"])
# The times of what is done once; of what is running (운영기간, 임차기간) they say nothing of its figures.
WORK_TIME_KEYS: Final = frozenset(
    words("사업기간 총사업기간 추진기간 추진시기 사업시기 공사기간 용역기간 일시 교육기간 훈련기간 행사기간 개최기간")
)
# `평가시기 : 1월중` says when the doing before the ending takes place.
TIME_KEY_ENDINGS: Final = ("시기", "일시", "일자")
EVENT_KEYS: Final = frozenset(words("일시 일자 날짜 개최일 개최일시 행사일시 개최시기 행사일"))
EVENT_PERIOD_KEYS: Final = frozenset(words("기간 시기 일정 행사기간 개최기간 훈련기간 교육기간 방문기간 전시기간 접수기간"))
OVERVIEW_TAIL: Final = "개요"
NOTE_MARK: Final = "※"

SCHEDULE_ROW_WORDS: Final = words("일정 추진내용 추진계획 주요내용 세부내용 추진사항 세부계획 계획")
TIME_COLUMNS: Final = frozenset(
    words(
        "일정 시기 추진시기 일시 기간 추진기간 추진일정 집행일시 집행시기 시행시기 개최일시 개최일 일자 날짜 추진일시 월별 "
        "시행일 예정일 추진월 개최시기 실시시기 완료시기 완료예정일 실시일 행사일 행사일시 교육일시 교육기간 행사기간 예정시기 "
        "월 추진일 세부일정"
    )
)
EVENT_COLUMNS: Final = frozenset(
    words(
        "내용 추진내용 세부내용 집행내역 추진내역 주요내용 추진사항 추진실적 추진계획 행사명 행사 교육명 과정명 세부추진내용 "
        "추진단계 단계 절차 활동내용 세부추진계획 추진업무 주요일정 사업내용 교육내용 행사내용 프로그램명 프로그램 회의명 안건 "
        "주요행사 행사계획 세부과제"
    )
)
# A stretch of time beside a project's name is the project's own.
PROJECT_TIME_ENDING: Final = "기간"
PROJECT_COLUMNS: Final = frozenset(words("사업명 세부사업 세부사업명 단위사업 단위사업명 과제명 사업"))
MONTH_SIGN: Final = "월"
# A cell that says nothing happens.
NOTHING_WORDS: Final = frozenset(words("없음 해당없음 해당사항없음 미정 - 추후결정 추후"))
