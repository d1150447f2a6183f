"""Words that build sentences around figures: endings of clauses, comparisons, what is done with an amount, years told by words."""

from collections.abc import Mapping
from typing import Final

from app.parsers.labels.words import words

# --- where one clause ends and the next begins -------------------------------------------------------------------------------

# A word with one of these endings closes its clause; what was spoken of is still spoken of, unless a new topic is named.
CLAUSE_ENDINGS: Final = words(
    "하고 되고 이고 였고 었고 았고 했고 됐고 있고 없고 같고 며 하여 되어 어서 아서 해서 하면 되면 보면 르면 으면 이면 드리면 "
    "따라 따라서 면서 으나 하나 지만 는데 은데 인데 습니다만 위해 대해 통해 해 힘입어 걸쳐 나눠 "
    "반면 들여 지고 치고 리고 나고 내고 오고 가고 주고 받고 남고 넘고 들고 "
    "늘고 줄고 많고 적고 높고 낮고 크고 오르고 내리고 웃돌고 밑돌고 돼 돼서 두드러져 높아 낮아 많아 적어 늘면서 줄면서 "
    "하도록 되도록 하기 되자 하고자 했는데 으로써 함으로써 가운데 결과 때 경우 후 뒤"
)
# A clause that closes so, before a comma, has said what it says; what follows is of something else.
COORDINATE_ENDINGS: Final = ("며,", "고,", "으나,", "지만,")
# Nouns that only look as if they closed a clause.
NO_CLAUSE_ENDINGS: Final = words(
    "보다 올해 지난해 피해 재해 공해 방해 침해 저해 이해 양해 견해 항해 상해 유해 분해 남해 동해 서해 황해 오해 "
    "김해 진해 사고 보고 창고 신고 광고 최고 재고 권고 예고 공고 경고 제고 차고 참고 국고 "
    "금고 원고 충고 냉장고 세면 전면 측면 지면 노면 수면 "
    "화면 정면 양면 표면 도면 전후 직후 이후 오후 사후 노후 기후 경우 이때 하나 결과"
)
# A verb that stands before its noun (`공개한 내역`); long words before a figure are cut behind it.
ADNOMINAL_ENDINGS: Final = words(
    "위한 대한 관한 통한 의한 인한 따른 비롯한 포함한 공개한 추진한 필요한 된 하는 되는 있는 없는 시키는 이르는 나타내는 늘어나는 줄어드는 "
    "머무는 찾는 찾아가는 다가가는 나아가는 이어가는 만들어가는 받는 모이는 려는 하던 진행한 발표한 편성한 집행한 사용한 지적하신"
)
# A verb right before a figure, with the noun that it is said of: `훼손이 심한 3,400권`.
DESCRIBING_ENDINGS: Final = ("한", "된")
# What stands before its noun as these end may be a verb, which has an object.
MODIFYING_ENDINGS: Final = words("한 된 는 은 인 린 던 할 될 온 른 운 난 친 긴")
# What a verb ends in that another follows.
GOING_ON: Final = ("고", "며", "여", "어", "아", "서", "해")
# Particles that tie a noun to a verb; with whether they stand behind a closed syllable.
VERBAL_PARTICLES: Final = (("을", True), ("를", False), ("으로", True))
# Behind a noun these make it the topic: `일반회계의 경우 3억원`.
TOPIC_NOUNS: Final = frozenset(words("경우 경우는 경우에는"))
# What leads into a sentence or clause and names nothing.
LEADING_WORDS: Final = frozenset(
    [
        *("이에 따라", "이와 함께", "이 가운데", "그 결과"),
        *words(
            "또 또한 먼저 특히 한편 이어서 다음으로 그리고 그러나 그러면 다만 아울러 이에따라 이로써 이중 그중 중 등 및 우선 실제로 이밖에 "
            "그밖에 이외에 그간 "
            "이밖에도 이외에도 나아가 게다가 더불어 반면 무엇보다 처음으로 이같은 이러한 "
            "지난 오는 현재 현재는 현재로 지금 지금까지 모두 여기에 즉 따라서 당초에는 이는 이를 가운데 외 외에 하지만 그 이 "
            "저희가 참고로 구체적으로 이어 기준으로 기준 이번 동안 올 최근 올해 한해 이날 해마다 매년 매월 동"
        ),
    ]
)
# Who acts or speaks is no thing that is measured: `시는`, `군수가`, `시 관계자는`.
ACTORS: Final = frozenset(words("시 군 구 도 우리시 우리군 우리구 본부 교육청 정부 의회 저희 본청 당국"))
ACTOR_ENDINGS: Final = words(
    "시청 군청 구청 도청 관계자 시장 군수 구청장 도지사 지사 교육감 의원 위원장 위원 위원님 의원님 의원님들 "
    "본부장 소장 과장 국장 서장 대표 기자 장관 청장 소방서 "
    "교육청 소방본부 "
    "행정자치부 행정안전부 안전행정부 내무부 교육부 보건복지부 국토교통부 건설교통부 기획재정부 환경부 고용노동부 문화체육관광부 "
    "여성가족부 해양수산부 산업통상자원부 법무부 기획예산처 법제처 총무처 통계청 국세청 경찰청 소방청 산림청 조달청"
)
# What makes an adverb of a noun: `분야별로는`.
ADVERBIAL_ENDINGS: Final = ("별로", "별로는", "별는")
# `세출예산을 분야별로 보면`: what is looked at is spoken of.
LOOKING_WORDS: Final = ("살펴보면", "보면", "들여다보면", "나눠보면")
LOOKED_AT: Final = ("을", "를")
HONOURED: Final = "께서"
# Leading words that speak on of what the sentence before spoke of.
ANAPHORA: Final = frozenset(["이 가운데", *words("또 또한 이중 그중 그러면 현재 모두 중 총 이는 가운데 이를")])
# Nouns that say nothing of what was measured.
RESULT: Final = "결과"
EMPTY_NOUNS: Final = words(
    "것 사항 내용 현황 사용내역 내역 세부사항 결과 경우 수준 정도 규모 중 등 "
    "늘어난 줄어든 늘린 줄인 증가한 감소한 증액한 감액한 증액된 감액된"
)
SENTENCE_ENDING: Final = "다"
# Behind an amount these lead to what it is spent on.
SPENDING: Final = ("들여", "투입해", "투입하여", "투자해", "투자하여", "활용해", "활용하여")
# What looks like a topic and is a verb that goes on to its noun: `함께하는 쉼터 조성`.
VERBS_OF_NOUNS: Final = ("하는", "가는", "되는", "있는", "없는", "오는", "키는")
# What a speech begins with is said to somebody, and names nothing.
VOCATIVE: Final = "여러분"
EMPTY_ENDINGS: Final = (" 것", " 때")
# A mark within a line that begins another item; before Hangul it is no sign of a decrease.
INNER_BULLETS: Final = "▲△◈◎●◆▷▶◇■□○ㅇ※"

# Before a figure these say who acts or where; what is counted stands behind it then (`시청이 3억원의 빚을`).
SITE_PARTICLES: Final = ("이", "가", "에서", "에", "은", "는")
SUBJECT_PARTICLES: Final = ("이", "가")
# `1,105명에서 1,120명으로 15명 증원`: from, to and by how much.
COURSE_PARTICLES: Final = ("에서", "으로", "로")
TOPIC_MARKS: Final = ("은", "는")
OBJECT_PARTICLES: Final = ("이", "가", "을", "를")
NOTE_MARKS: Final = "※* "

# Behind an amount these make it a part of a name: `100원 택시`, `1조원 시대`.
NAMED_BY_AMOUNT: Final = ("시대", "택시", "클럽", "고지", "버스", "밥상", "마켓")

# --- what a figure is compared with, and how it changed ----------------------------------------------------------------------

# Behind a figure or a noun: what follows is how far it was left.
BEYOND_WORDS: Final = ("보다", "비해", "비하", "비교")
THAN_WORDS: Final = words("보다 대비 비해 비하면 비하여 비교해 비교하여 비교할 比")
PREPARING: Final = "대비"
AGAINST_WORD: Final = "대비"
# What the words behind a figure that is a change begin with, by what they say.
_CHANGES: Final[Mapping[str, str]] = {
    "증가": "증가 增加 늘어 늘었 늘린 늘려 늘고 늘며 늘면 증원 상승 순증 높아 올랐 오른 올라",
    "감소": "감소 減少 줄어 줄었 줄인 줄여 줄고 줄며 줄면 절감 감원 하락 낮아 떨어 내린 내려",
    "증액": "증액",
    "감액": "감액 삭감",
    "많음": "많습 많은 많음 많고 많으 많아 많다",
    "적음": "적습 적은 적음 적고 적으 적다",
    "높음": "높습 높은 높음 높고 높으 높다",
    "낮음": "낮습 낮은 낮음 낮고 낮으 낮다",
}
CHANGES: Final[Mapping[str, str]] = {root: change for change, roots in _CHANGES.items() for root in words(roots)}
RISEN: Final = "증가"
FALLEN: Final = "감소"
# The same where they stand alone: `(18명 증)`, `(증 18명)`.
SHORT_CHANGES: Final[Mapping[str, str]] = {"증": "증가", "감": "감소", **{change: change for change in ("증가", "감소", "증액", "감액")}}
CHANGE: Final = "증감"
# Roots behind an amount that say what became of it.
OUTCOMES: Final[Mapping[str, str]] = {
    **{word: word for word in words("집행 지출 사용 취득 매각 투자 투입 상환 징수 수납 이월 반납 불용 달성")},
    **{"執行": "집행", "支出": "지출"},
    **{"썼": "사용", "쓴": "사용", "남": "잔액", "숨지": "사망", "숨졌": "사망", "다치": "부상", "다쳤": "부상"},
}
# A measure of something that stands before it: `시설관리 집행잔액` is the rest of 시설관리.
MEASURE_NOUNS: Final = frozenset(
    words(
        "예산액 예산현액 집행액 지출액 사용액 집행잔액 잔액 집행률 집행율 징수액 수납액 재산가액 평균액 신장률 증가율 감소율 연평균 월평균 "
        "일평균"
    )
)

# What is done with so many is not done yet.
UNDER_WAY: Final = frozenset(words("추진 예정 계획"))

# What a figure in a bracket is to the one before it, of the same thing.
STATISTICS: Final = frozenset(words("평균 최대 최소 최고 최저 월평균 연평균"))

# --- totals and lists --------------------------------------------------------------------------------------------------------

TOTAL_LEADS: Final = frozenset(words("총 總 모두 합계 합쳐 합해 도합 계 등 전부"))
OTHER_THAN: Final = ("외", "외에")
# Counters that do not say what is counted.
BARE_COUNTERS: Final = ("개", "건", "가지", "종")
AND_SO_ON: Final = "등"
# Before a figure these close what it came about by: `공사 확대 등으로`.
MEANS: Final = ("등으로", "영향으로", "이유로", "덕분에")
LIST_JOINTS: Final = ("와", "과", "·", ",", "및")
# Between two figures these pair them: `3%와 4%`.
# What is done with a share that something is given: `13%를 복지에 편성`.
GIVING: Final = ("편성", "배정", "배분", "배치")
PAIRING_JOINTS: Final = ("와", "과")
OF_A_SIZE: Final = "규모의"
# Behind the verb of a change these say no more than that it is one: `3억원 늘어난 규모로`.
SIZE_WORDS: Final = ("규모", "수준", "금액", "것")

# --- years told by words -----------------------------------------------------------------------------------------------------

LENGTHS_OF_TIME: Final = words("년간 개월간 일간 주간 년동안")
# How many years from the one in which it is said.
SPOKEN_YEARS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("올해", "올", "금년", "금년도", "올 한해", "올 한 해"), 0),
    **dict.fromkeys(("내년", "내년도", "명년"), 1),
    **dict.fromkeys(("작년", "작년도", "지난해", "지난 한해", "지난 한 해"), -1),
    "재작년": -2,
}
NEXT_YEAR_WORDS: Final = ("내년", "명년")
# What a figure is compared with that says when, and nothing of what was counted.
TIMES_BEFORE: Final = frozenset(
    words("전월 전월말 전년동월 전년동기 전년동기간 동월 동기 동기간 전분기 전반기 전일 전주 전기 전회 직전월 직전분기 기간")
)
# How many years from the one that is reported.
REPORTED_YEARS: Final[Mapping[str, int]] = {
    "前年": -1,
    "前年度": -1,
    "전년": -1,
    "전년도": -1,
    "전년 동기": -1,
    "전전년도": -2,
    "직전년도": -1,
}

# --- the page itself ---------------------------------------------------------------------------------------------------------

SAME_PAGE_WORDS: Final = ("같은 쪽", "같은쪽", "다음 쪽", "동쪽")
# A line that begins so belongs to the page or the paper, not to the report.
FURNITURE_WORDS: Final = words(
    "조회수 작성일 등록일 작성자 담당부서 담당자 전화번호 첨부파일 최종수정일 최종편집 기사입력 댓글 저작권자 트위터 페이스북 본문으로 "
    "맨위로 스크랩 ☎ Copyright"
)
# What the page counts of itself.
FURNITURE_NAMES: Final = frozenset(words("조회수 조회 댓글 공감 추천수 스크랩 첨부파일 내선 페이지뷰"))

# --- words behind and before figures -----------------------------------------------------------------------------------------

AT_LEAST_WORDS: Final = ("이상", "초과")
AT_MOST_WORDS: Final = ("이하", "이내", "미만", "한도", "까지")
ROUGHLY_WORDS: Final = ("내외", "정도", "여", "가량")
# What may stand between two figures that speak of one thing.
BESIDE_WORDS: Final = ("및", "당", "중")
TIMES_SIGNS: Final = "X×xⅩ*"
# What stands before a figure and says how it is meant.
MEANT_WORDS: Final = ("총", "약", "연", "각")
# Particles that a figure may carry; longer ones first.
CASE_PARTICLES: Final = ("이", "가", "을", "를", "은", "는", "의")
AFTER_BRACKETS: Final = ("으로", "은", "는", "이", "가", "을", "를", "의", "에", "로")
# Words between the particle of a figure and the verb that says what became of it.
BEFORE_VERBS: Final = ("이상", "정도", "가량", "각각", "더", "정도가", "전액", "초과")
LEADING_PARTICLES: Final = (
    "으로", "로", "을", "를", "에", "의", "이", "가", "은", "는", "과", "와", "도", "임", "함", "중", "이상", "이하", "미만", "이내",
)  # fmt: skip
# Verbs of which a noun is the stem: `완료되었고`, `투입하여`.
VERB_SUFFIXES: Final = ("되", "하", "했", "됐", "시키", "받")
ADNOMINAL_SUFFIXES: Final = ("한", "된", "난", "린", "인", "은", "는", "운", "던", "했던", "되는", "하는")
PAGE_PARTICLES: Final = ("의", "에", "부터", "까지", "입니다")
TIME_PARTICLES: Final = ("의", "에는", "에만", "에", "은", "는", "엔", "까지", "부터")
# What a date is of, behind it.
DATE_KINDS: Final = ("말", "기준", "현재", "예상", "예정", "목표", "계획", "실적")
# How classes of sizes are counted and bounded: `10만 명 미만`.
CLASS_COUNTERS: Final = ("명", "세", "원", "개", "인", "급")
NOMINAL_ENDINGS: Final = "음함임됨"
# Letters that number the items of a list: `가. 개요`.
ITEM_LETTERS: Final = "가나다라마바사아자차카타파하"
MONTH: Final = "월"
YEAR: Final = "년"
DAY: Final = "일"
# `1980년대`: an age, not the time of a figure.
DECADE: Final = "대"
GENERIC_COUNTER: Final = "개"
OF: Final = "의"
PER: Final = "당"
PLACE_PARTICLE: Final = "에"
FIRST_HANJA: Final = "一"
LAST_HANJA: Final = "龥"
# The first and the last of all syllables: a letter between them is Hangul.
FIRST_SYLLABLE: Final = "가"
LAST_SYLLABLE: Final = "힣"
CIRCLE_LETTER: Final = "ㅇ"
