"""Titles: what a section is about, what is a project and what a part of one, notes beside a title."""

import re
from collections.abc import Mapping
from typing import Final

from app.models.outline import Topic
from app.parsers.characters.memo import remember
from app.parsers.labels.keys import _BLANKS
from app.parsers.labels.words import words

TEAM_ENDINGS: Final = ("팀", "담당")
# A line that ends so is a whole sentence, or a phrase that stands for one.
SENTENCE_ENDINGS: Final = words("함 음 됨 임 다 것 도모 확산 제고 기여 예정")
# The first row whose word stands in the title (blanks taken out) decides; so the order is part of the meaning.
TOPICS: Final[tuple[tuple[Topic, tuple[str, ...]], ...]] = (
    (Topic.CONTENTS, ("목차", "순서", "차례")),
    (Topic.AUDIT, words("행정사무감사 처리요구 지적사항 감사결과 시정요구 건의사항 시정·처리 감사처리")),
    (Topic.SCHEDULE, ("추진일정", "향후일정", "주요일정", "세부일정", "일정")),
    (Topic.REVENUE, ("세입",)),
    (Topic.EXPENDITURE, ("세출",)),
    (Topic.BUDGET, words("예산 재원 재정 결산 소요예산 사업비 기금")),
    (Topic.STAFFING, words("인력 정원 정·현원 현원 직원현황 인원현황 정현원")),
    (Topic.VEHICLES, ("차량", "공용차")),
    (Topic.FACILITIES, words("시설 청사현황 장비 건물 구청사 회관")),
    (Topic.DUTIES, ("담당업무", "업무분장", "분장사무", "주요기능", "담당사무")),
    (Topic.ORGANISATION, ("조직", "기구", "행정조직")),
    (Topic.EFFECTS, ("기대효과", "효과")),
    (Topic.PLAN, words("향후계획 향후추진계획 추진계획 추후계획 향후추진 계획 향후 추진방향")),
    (Topic.RESULTS, words("추진실적 실적 성과 추진상황 추진현황 결과 조치사항 운영현황")),
    (Topic.OVERVIEW, words("사업개요 개요 추진배경 추진목적 추진근거 필요성 사업내용 배경")),
    (Topic.GOALS, words("목표 비전 추진전략 방향 임무 전략")),
    (Topic.GENERAL, ("일반현황", "기본현황", "현황")),
)
PROJECT_CHAPTER_WORDS: Final = words(
    "주요업무 주요사업 중점사업 역점사업 추진실적 추진계획 현안업무 주요현안 신규사업 신규·중점 업무계획 업무추진 핵심사업 "
    "특수시책 당면현안 업무보고 주요시책 공약사업"
)
GENERAL_CHAPTER_WORDS: Final = words(
    "일반현황 기본현황 예산현황 예산세부 세부현황 처리결과 정책목표 비전 목표와방향 추진전략 목차 참고 붙임 조직및인력 행정사무감사"
)
# Titles that are headings wherever they stand alone on a line, even without a mark.
STANDING_TITLES: Final = frozenset(
    words(
        "일반현황 기본현황 조직 기구 조직현황 기구현황 인력 인력현황 조직및인력 조직·인력 예산 예산현황 예산총괄 세입예산 "
        "세출예산 세입현황 세출현황 시설현황 주요시설 차량현황 행정차량 담당업무 부서별담당업무 팀별담당업무 주요업무 주요현안 "
        "신규사업 정책목표 비전 관내현황 행정여건 관내여건 일반여건"
    )
)
# Titles of a project's own parts: a heading with one of them is never a project.
PART_TITLES: Final = frozenset(
    words(
        "사업개요 개요 추진개요 추진실적 주요추진실적 추진현황 추진상황 추진내용 추진계획 향후계획 향후추진계획 향후추진 "
        "추후계획 추진일정 향후일정 예산현황 예산집행계획 예산집행및추진일정 예산집행 기대효과 효과 추진배경 추진목적 추진방향 "
        "추진근거 현황 현황및문제점 문제점 개선내용 추진실적및계획 주요내용 사업내용 운영현황 배출현황 운영계획 목표 사업목적 "
        "세부추진계획 추진성과 성과 소요예산 사업비 재원 재원확보방안 주요성과 추진경과 그간추진사항 주요조치사항 "
        "주요조치사항및향후계획 개최개요 행사개요 교육개요 제도개선내용 건립규모 향후과제 협조사항 주요추진계획 추진전략 "
        "사업현황 운영실적 운영개요 주요실적 총괄 기본방향 평가결과 문제점및대책 문제점및개선방안 문제점및개선대책 문제점및향후대책 "
        "추진목표 사업목표 성과목표 주요사업집행현황 사업별집행현황 사업별추진현황 집행현황 분기별추진계획 연차별투자계획 연도별투자계획 "
        "세부내역 시정요구사항 처리요구사항 시정·처리요구사항 시정및처리요구사항 지적사항 요구사항 자료제출요구사항 "
        "재원별투자계획 투자계획 추진개요 세부추진일정 개선방안 향후대책 건의사항 협조요청사항 지원내용 지원현황 사업별현황 주요시설"
    )
)
# A part of a project may say what its table is sorted by: `개소별 현황`.
PART_TITLE_ENDINGS: Final = words("별현황 별실적 별추진실적 별추진현황 별추진계획 별계획 별내역 별세부내역")
PROJECT_FIELDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        words("소요예산 사업예산 사업비 총사업비 예산액 예산 총예산 추정소요예산 소요사업비 연간예산 총소요예산 예산현액 사업규모액"),
        "budget",
    ),
    **dict.fromkeys(words("집행예산 예산집행액 집행액 예산집행 지출액 집행금액 복지비용지출 예산집행실적 기집행액"), "executed"),
    **dict.fromkeys(
        words(
            "사업기간 추진기간 기간 공사기간 훈련기간 운영기간 추진시기 사업시기 시기 일시 교육기간 행사기간 용역기간 개최기간 "
            "사용기간 일정"
        ),
        "period",
    ),
    **dict.fromkeys(words("목적 사업목적 추진목적 목표 사업목표 추진목표"), "goal"),
}

CONTENTS_WORDS: Final = frozenset(["순서", "목차", "차례", "순서목차", "보고순서", "보고차례", "보고목차", "contents"])
CONTENTS_LEADERS: Final = re.compile(r"[·.…‥⋯∙ㆍ\-_]{4,}\s*\d{0,3}\s*$")

UNIT_NOTE: Final = re.compile(r"(?:단\s*위\s*[:;]|[(\[]\s*단\s*위\s+(?![\s:;]))\s*(?P<unit>[^()\[\]]*)")
AS_OF_NOTE: Final = re.compile(r"기준|현재|말\s*$")

# What the page of a site says of itself, between the lines of a report that was copied from it.
SITE_WORDS: Final = words("누리집 바로가기 모바일환경 모바일에서 좌우로 내려받기 다운로드 인쇄하기 맨위로 공유하기 글자크기")
AS_OF_WORDS: Final = ("기준", "현재")
# Before the date that it is of: `기준일 : 2031. 6. 30.`.
AS_OF_KEY: Final = r"기준(?:일자|일|년월|시점)?\s*[:：]\s*"
# What says which year's money a text is about, stronger than the day it was written: `2030회계연도`, `'30년 결산`, `2031년도 예산안`.
SETTLED_YEAR: Final = r"(?:년도|년|회계연도|회계년도)?\s*[가-힣]{0,4}결산"
ACCOUNT_YEAR: Final = r"\s*(?:회계연도|회계년도)"
BASE_YEAR: Final = r"년(?:도|말)?\s*(?:을\s*)?기준"
BUDGET_YEAR: Final = r"년도?\s[^.]{0,25}?(?:예산|추경|재정)"
TITLE_YEAR: Final = r"년(?![말초])"
# Behind a year with which a page compares its own, or since which something goes on.
COMPARED_YEAR: Final = (
    r"(?:년|\.)?도?\s?(?:\d{1,2}월)?\s?(?:말|초|동기|같은 기간|당초예산|본예산|예산|결산)?"
    r"\s?(?:[\d,]{1,12}[조억만천백\d,\s]{0,24}원)?(?:에|과|와)?\s?(?:보다|대비|비해|비교|이후|부터)"
)
CURRENT_YEAR: Final = r"년도?\s*\(당기\)"
SESSION_WORDS: Final = ("정례회", "임시회", "회기")
# What stands before the name of the body that reports, and before the date of the report: on a title page, in a form, at the
# head or foot of a web page. A date of update says when a page was touched, nothing of what it tells.
REPORTER_KEYS: Final = frozenset(
    words(
        "담당부서 부서 부서명 소관부서 소관 보고부서 주관부서 작성부서 기관명 소관국 실국명 실국 시행부서 추진부서 사업부서 "
        "시행주체 사업주체 조직 자료관리담당부서 콘텐츠담당부서 콘텐츠업무담당부서 공고부서 제공부서"
    )
)
ISSUED_KEYS: Final = frozenset(
    words(
        "보고일 보고일자 보고일시 일자 일시 작성일 작성일자 작성기준일 제출일 등록일 등록일자 게시일 게시일자 결재일자 공고일 고시일 "
        "승인 입력 기사입력 보도일 보도일자 보도일시"
    )
)
UPDATED_KEYS: Final = frozenset(words("수정일 최종수정일 최종수정 최근업데이트 업데이트 최종편집 최종업데이트 수정일자"))
# The number of a document opens with the department that wrote it: `총무과-1234`.
DOCUMENT_NUMBER_KEY: Final = "문서번호"
YEAR_KEYS: Final = frozenset(["회계연도", "회계년도"])
# Keys of a budget's forms: whoever such a form names as its department spends the money.
FORM_KEYS: Final = frozenset(words("회계연도 회계년도 회계 회계명 정책 단위 정책사업 단위사업 세부사업 세부사업명 총사업비 분야명"))
# The minutes of a meeting: kept by clerks, with an agenda of items that are no projects.
MINUTES_KIND: Final = "회의록"
MINUTES_WORDS: Final = words("의사일정 부의된안건 의사봉 개의) 산회) 상정합니다 성원이되었")
REPORT_KINDS: Final = words(
    "주요업무추진실적및계획 주요업무추진실적 주요업무추진계획 주요업무추진현황 주요업무추진상황 주요업무실적보고 "
    "주요업무계획 주요업무보고 주요업무실적 업무추진실적 업무추진계획 주요사업추진현황 행정사무감사결과보고 "
    "행정사무감사처리결과 현안업무보고 업무현황보고 주요업무현황 업무계획보고 업무보고 업무계획"
)
# What tells a line from a title: counts of bodies below a name, a count at its end, amounts, rates and changes in it.
COUNT_OF_BODIES: Final = re.compile(r"\d\s?(?:팀|과|명|담당)(?:\s|$)")
COUNT_AT_END: Final = re.compile(r"\d\s?(?:명|팀|과|개팀|개과|건)$")
FIGURES_STATED: Final = re.compile(r"\d,\d\d|\d\s?[조억%]|[↑↓]")
TOPIC_PARTICLES: Final = "은는"
# Lines that a web site prints around a text: by their letters without blanks, whole or as a beginning.
FURNITURE_LINES: Final = frozenset(
    words(
        "본문 본문시작 본문내용 메뉴위치 현재위치 텝메뉴 탭메뉴 전체메뉴 전체메뉴닫기 전체메뉴열기 상태바 맨위로 위로 이미지확대보기 "
        "확대보기 댓글쓰기 댓글삭제 이기사를공유합니다 공유하기 인쇄하기 글자크게 글자작게 목록 이전글 다음글"
    )
)
FURNITURE_STARTS: Final = words(
    "본문바로가기 본문으로바로가기 메뉴바로가기 주메뉴바로가기 좌우로스크롤 모바일환경에서는 이미지확대 조회수 트위터 저작권자 댓글0 "
    "이누리집은 필자의다른기사"
)
# The first entry of the path that a site prints over a page.
BREADCRUMB_ROOTS: Final = frozenset(["home", "홈", "처음"])
# How a site tells in a sentence what the table below it shows.
SITE_CAPTION: Final = re.compile(
    r"(?:나타낸|나타내는|담은|구성\s?된|제공하는|안내하는|보여주는)\s?(?:표|테이블)\.?$|(?:표|테이블)\s?(?:입니다|이다)\.?$"
)
# Titles of chapters: what a report is called, its chapter of works often is.
CHAPTER_TITLES: Final = frozenset([*GENERAL_CHAPTER_WORDS, *PROJECT_CHAPTER_WORDS, *REPORT_KINDS])
# Chapters that are made of further standing titles: 조직, 인력, 예산현황.
OUTER_CHAPTERS: Final = frozenset(words("일반현황 기본현황 참고 붙임"))


@remember(1024)
def topic_of(title: str) -> Topic:
    """What a section is about, by the words of its title."""
    word = _BLANKS.sub("", title)
    return next((topic for topic, words in TOPICS if any(entry in word for entry in words)), Topic.OTHER)


# `제2장`, `단위 : 천원`, `12쪽`, `- 끝 -`
CHAPTER_SIGNS: Final = "장절편"
UNIT_LINE: Final = r"단\s*위\s*[:;]"
PAGE_SIGN: Final = "쪽"
END_SIGN: Final = "끝"
