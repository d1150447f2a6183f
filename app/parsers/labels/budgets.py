"""Columns of budget tables, who pays, totals, and which way the money goes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.models.facts import Direction
from app.models.quantity import FundingTier
from app.parsers.labels.keys import _BLANKS, label_key
from app.parsers.labels.words import words


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
        words(
            "예산액 예산현액 본예산 최종예산 예산 당초예산 추경예산 총예산 예산규모 편성액 세출예산 세입예산 예산총액 확정예산 "
            "기정예산 기정액 예산안 현계예산 예산편성액 배정액 예산배정액 최종예산액 본예산액 당초예산액 추경예산액 총예산액 "
            "세출예산액 세입예산액 예산현액계 예산계 소요예산 사업비 총사업비 예산현계 예산계획 예산계획액 징수결정액 목표액 "
            "예산안액 편성예산 사업예산 예산금액 세출예산현액 세입예산현액 예산액계 조정후예산액 예산현황 요구액 예산편성"
        ),
        BudgetColumn.BUDGET,
    ),
    **dict.fromkeys(
        words(
            "전년도예산액 전년도예산 전년예산 전년도 전년예산액 전년도최종예산 전년도본예산 전년도예산현액 기정예산액 "
            "전년도최종예산액 작년예산"
        ),
        BudgetColumn.PRIOR,
    ),
    **dict.fromkeys(
        words(
            "집행액 지출액 징수액 수납액 실수납액 결산액 지출 집행 원인행위액 집행예산 지출금액 집행금액 실수납 수납 집행실적 "
            "지출실적 징수실적 집행누계 지출누계 집행액누계 원인행위 세입결산액 세출결산액 결산 수입액 예산집행액 집행현황 징수현황 "
            "기집행액 집행예정액 징수누계 수납누계"
        ),
        BudgetColumn.EXECUTED,
    ),
    **dict.fromkeys(
        words("집행률 집행율 징수율 징수률 지출률 지출율 수납률 수납율 집행비율 진도율 진도률 예산집행률 예산집행율 달성률 결산율"),
        BudgetColumn.RATE,
    ),
    **dict.fromkeys(
        words("잔액 집행잔액 미집행액 불용액 미수납액 예산잔액 미집행 미징수액 잔여예산 예산집행잔액 지출잔액 잔여액 미지출액"),
        BudgetColumn.REMAINING,
    ),
    **dict.fromkeys(
        words("증감액 증감 비교증감 증△감 증감액수 증감내역 대비증감액 전년대비증감액 비교 증가액 감소액 대비증감 전년대비증감"),
        BudgetColumn.CHANGE,
    ),
    **dict.fromkeys(
        words("증감률 증감율 증가율 증가률 대비증감률 대비증감율 전년대비증감률 전년대비증감율 증감비율"),
        BudgetColumn.CHANGE_RATE,
    ),
    **dict.fromkeys(words("비중 구성비 점유율 구성비율 비율 점유비 점유비율"), BudgetColumn.SHARE),
    **dict.fromkeys(
        words(
            "이월액 전년도이월액 명시이월 사고이월 이월예산 명시이월액 사고이월액 계속비이월 다음연도이월액 이월 전년이월액 차년도이월액"
        ),
        BudgetColumn.CARRIED_OVER,
    ),
    **dict.fromkeys(
        words(
            "비고 참고 산출내역 산출근거 사업내용 내용 주요내용 주요내역 담당 담당팀 소관팀 소관 담당부서 구분코드 회계 기간 사업량 물량 "
            "공정률 공정율 위치"
        ),
        BudgetColumn.NOTE,
    ),
}

# Further labels of amounts of money, in tables that are no budgets.
AMOUNT_WORDS: Final = frozenset(
    words(
        "금액 지원액 지원금액 계약금액 보조금액 지급액 지급금액 부과액 체납액 가입금액 소요예산액 사업예산액 낙찰금액 공사비 "
        "총공사비 보상비 용역비"
    )
)
# Rates that say how much of a budget was executed; a 진도율 or 달성률 beside one may be of something else.
EXECUTION_RATES: Final = frozenset(words("집행률 집행율 징수율 징수률 지출률 지출율 수납률 수납율 집행비율 예산집행률 예산집행율 결산율"))

FUNDING_TIERS: Final[Mapping[str, FundingTier]] = {
    **dict.fromkeys(words("국 균 국비 국고 국고보조금 국고보조 국비보조 균특 균특회계 국비기금"), FundingTier.NATIONAL),
    **dict.fromkeys(words("시비보조 도 도비 시도비 시·도비 도비보조 광역 광역시비 특별시비"), FundingTier.UPPER),
    **dict.fromkeys(
        words(
            "구 구비 군 군비 군·구 군·구비 시·군 시군 군구비 교육청 교육비특별회계 자체 자체재원 자비 순세계잉여금 시군비 시·군비 "
            "시군구비 자체수입 일반재원"
        ),
        FundingTier.OWN,
    ),
    **dict.fromkeys(
        words(
            "특교 특별교부금 특별교부세 특별조정교부금 조정교부금 교부세 보통교부세 시특별교부금 지방교부세 특교세 특교금 특조금 재난특교세"
        ),
        FundingTier.GRANT,
    ),
    **dict.fromkeys(["기", "채", "기금", "지방채", "예비비", "적립금", "융자"], FundingTier.FUND),
    **dict.fromkeys(words("민간 민자 민간자본 자부담 자담 후원금 기부금 민간부담"), FundingTier.PRIVATE),
    **dict.fromkeys(words("기타 이월 이월액 시보조"), FundingTier.OTHER),
}
# Words for who pays that may follow an amount with no comma between: `국비 9,940 도비 1,420 군비 2,840`.
PAYERS: Final = words(
    "국비 도비 시비 군비 구비 시도비 시군비 시·군비 군·구비 국고 특교 특교세 특교금 기금 자부담 자담 민자 협찬 협찬금 후원금 자체 기타"
)
# One letter for who pays a share, as budget specifications print it below the amount that it is a part of: 국비, 균특, 기금, 분권 …
# Who pays, by one letter under the row that is split: 국비, 균특, 기금, 분권교부세, 교부세, 특별교부세, 광특, 지방채.
LETTER_PAYERS: Final[Mapping[str, FundingTier]] = {
    **dict.fromkeys("국균광", FundingTier.NATIONAL),
    **dict.fromkeys("분교특", FundingTier.GRANT),
    **dict.fromkeys("기채", FundingTier.FUND),
    **dict.fromkeys("구군", FundingTier.OWN),
    "도": FundingTier.UPPER,
    "시": FundingTier.UPPER,
}
PAYER_LETTERS: Final = frozenset(LETTER_PAYERS)
# `시비` is the upper tier's money in a district's report and the own money in a city's: the reader of the table decides.
CITY_ENDING: Final = "시"
CITY_FUNDING: Final = frozenset(["시", "시비"])

NON_BUDGET_WORDS: Final = frozenset(["비예산", "비예산사업", "예산비수반", "예산없음"])
PURE_INCREASE_WORDS: Final = frozenset(["순증", "신규", "순감", "전액증", "순증가"])

TOTAL_WORDS: Final = frozenset(words("계 합계 총계 소계 총합계 누계 총액 합 총 전체 총괄"))
# A subtotal is of the label that it stands beside.
SUBTOTAL_WORDS: Final = frozenset(["소계", "계"])
# The last word of a label that names a total of what stands before it: `등록대수 계`.
TOTAL_ENDINGS: Final = frozenset(words("계 합계 소계 총계"))
GRAND_TOTAL_WORDS: Final = frozenset(["계", "합계", "총계", "총합계", "총액"])
# A running total is no sum of its neighbours; a mean, a price or a rank cannot be added up.
RUNNING_TOTAL_WORDS: Final = frozenset(["누계", "누적", "총괄", "총액"])
PARTIAL_WORDS: Final = words("평균 단가 순위 1인당 인당 최대 최소 최고 최저 등급 비율 대비 연도 년도 면적당 점수 지수")
# `구청장 외 5`: the figure counts those beside the one named.
BESIDES: Final = "외"
# Words in the label of a listed figure that make it no part of a whole.
NO_PART_WORDS: Final = words("평균 이상 이하 미만 기준 대비 전년 인당 최대 최소 포함 제외 별도 누적 매월 매년 목표 →")
NO_PART_LABELS: Final = frozenset(words("월 중 연 약 당 일 회 이중 그중 각"))

# The depths of a budget: what they are called in the head of a column, or before a row's name.
BUDGET_RANKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(words("정책 정책사업 정책사업명"), "정책"),
    **dict.fromkeys(words("단위 단위사업 단위사업명"), "단위"),
    **dict.fromkeys(words("세부 세부사업 세부사업명"), "세부"),
    **dict.fromkeys(words("편성목 편성목별"), "편성목"),
    **dict.fromkeys(words("통계목 통계목별"), "통계목"),
    **dict.fromkeys(words("분야 분야별"), "분야"),
    **dict.fromkeys(words("부문 부문별"), "부문"),
    **{word: word for word in words("장 관 항 목 세목")},
}

BUDGET_WORD: Final = "예산"
PRIOR_WORDS: Final = frozenset(words("기정예산 기정예산액 전년도예산 전년도예산액 당초예산 당초예산액 기정액"))
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


def budget_column(label: str) -> BudgetColumn | None:
    """What a budget table's column holds, by its label; None when no table of words knows it."""
    return BUDGET_COLUMNS.get(label_key(label))


def funding_tier(printed: str, government_is_city: bool = False) -> FundingTier | None:
    """Who pays, by the printed word; `시비` is a city's own money, and the upper tier's in a district or county."""
    word = _BLANKS.sub("", printed)
    if word in CITY_FUNDING:
        return FundingTier.OWN if government_is_city else FundingTier.UPPER
    return FUNDING_TIERS.get(word)


def letter_payer(letter: str, government_is_city: bool = False) -> FundingTier | None:
    """Who pays, where a row of a budget's table is called by one letter only."""
    return FundingTier.OWN if letter in CITY_FUNDING and government_is_city else LETTER_PAYERS.get(letter)


def is_total(label: str) -> bool:
    """Whether a label names a total or subtotal."""
    return label_key(label) in TOTAL_WORDS


# A note behind the label of a column that says in what or of when it is, no more: `(천원)`, `(3.31 기준)`.
BASIS_NOTE: Final = r"\((?:[A-Z][^)]*|천원|백만원|%|[\d.\s]*기준)\)"
