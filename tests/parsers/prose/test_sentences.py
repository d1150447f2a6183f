"""Sentences: topics, what is compared, spent or left, parts and their total, and years told by words. All figures are invented."""

from decimal import Decimal

import pytest

from app.parsers.prose.statements import find_figures

Row = tuple[str, str | None, object, str | None]


def rows(text: str) -> list[Row]:
    return [(figure.name, figure.label, figure.value, figure.unit) for figure in find_figures(text, 2031)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "세출예산 총 20억원 중 18억원을 집행하고 집행잔액은 2억원입니다.",
            [
                ("세출예산", None, 2_000_000_000, "원"),
                ("세출예산", "집행", 1_800_000_000, "원"),
                ("세출예산", "집행잔액", 200_000_000, "원"),
            ],
            id="out of an amount, spent and left",
        ),
        pytest.param(
            "작은 도서관 운영 집행액은 3억원이고 집행잔액은 1억원입니다.",
            [("작은 도서관 운영", "집행액", 300_000_000, "원"), ("작은 도서관 운영", "집행잔액", 100_000_000, "원")],
            id="a measure is one of the item before it",
        ),
        pytest.param(
            "세입예산은 31억원으로 전년도 41억원보다 10억원을 감액 편성하였습니다.",
            [
                ("세입예산", None, 3_100_000_000, "원"),
                ("세입예산", None, 4_100_000_000, "원"),
                ("세입예산", "감액", 1_000_000_000, "원"),
            ],
            id="less than last year",
        ),
        pytest.param(
            "추경예산 규모는 본예산보다 9.5% 증가된 2,900억원입니다.",
            [("추경예산 규모", "증가", Decimal("9.5"), "%"), ("추경예산 규모", None, 290_000_000_000, "원")],
            id="a verb before the figure is the change's",
        ),
        pytest.param(
            "예산안은 당초 본예산 70억원보다 30억원(42.9%)이 늘어난 100억원이다.",
            [
                ("예산안", "당초 본예산", 7_000_000_000, "원"),
                ("예산안", "증가", 3_000_000_000, "원"),
                ("예산안", "증가", Decimal("42.9"), "%"),
                ("예산안", None, 10_000_000_000, "원"),
            ],
            id="before, change with its rate, after",
        ),
        pytest.param(
            "일반회계는 810억원으로 제1회 추경예산 790억원보다 20억원이 증액되었으며, 특별회계는 95억원이다.",
            [
                ("일반회계", None, 81_000_000_000, "원"),
                ("일반회계", "제1회 추경예산", 79_000_000_000, "원"),
                ("일반회계", "증액", 2_000_000_000, "원"),
                ("특별회계", None, 9_500_000_000, "원"),
            ],
            id="what is compared with is no part: the next topic is a new one",
        ),
        pytest.param(
            "새 추경예산안은 일반회계가 25억원 증액된 417억원, 특별회계가 6억원 증가된 51억원이다.",
            [
                ("새 추경예산안", "일반회계 증액", 2_500_000_000, "원"),
                ("새 추경예산안", "일반회계", 41_700_000_000, "원"),
                ("새 추경예산안", "특별회계 증가", 600_000_000, "원"),
                ("새 추경예산안", "특별회계", 5_100_000_000, "원"),
            ],
            id="the change of a part, and what the part came to",
        ),
        pytest.param(
            "처리 결과는 요구 12건, 건의 5건 등 총 17건입니다.",
            [("처리 결과", "요구", 12, "건"), ("처리 결과", "건의", 5, "건"), ("처리 결과", None, 17, "건")],
            id="parts and their total",
        ),
        pytest.param(
            "교부금은 특별교부금 4억원과 일반교부금 53억원으로, 57억원을 편성함",
            [
                ("교부금", "특별교부금", 400_000_000, "원"),
                ("교부금", "일반교부금", 5_300_000_000, "원"),
                ("교부금", None, 5_700_000_000, "원"),
            ],
            id="the last amount is the topic's",
        ),
        pytest.param(
            "우리 군의 부채는 비슷한 군의 평균액(40억원)보다 5억원이 적습니다.",
            [("우리 군의 부채", "비슷한 군의 평균액", 4_000_000_000, "원"), ("우리 군의 부채", "적음", 500_000_000, "원")],
            id="own and average",
        ),
        pytest.param(
            "운영비는 ▲직원 격려 등 31만원(3건) ▲주민 간담 등 14만원(2건) 등 5건 45만원이다.",
            [
                ("운영비", "직원 격려", 310_000, "원"),
                ("운영비", "직원 격려", 3, "건"),
                ("운영비", "주민 간담", 140_000, "원"),
                ("운영비", "주민 간담", 2, "건"),
                ("운영비", None, 5, "건"),
                ("운영비", None, 450_000, "원"),
            ],
            id="a list under its head, and its sum",
        ),
        pytest.param(
            "토지와 건물은 각각 3,029필지와 778동이다.",
            [("토지", None, 3029, "필지"), ("건물", None, 778, "동")],
            id="parallel topics",
        ),
        pytest.param(
            "일반재산의 경우 토지 860필지, 건물은 12동이다.",
            [("일반재산", "토지", 860, "필지"), ("일반재산", "건물", 12, "동")],
            id="a topic beside parts is one more part",
        ),
        pytest.param(
            "시가 공개한 내역에 따르면 업무추진비는 3억원이다.", [("업무추진비", None, 300_000_000, "원")], id="a clause before is no name"
        ),
        pytest.param(
            "시청은 18억원의 채무를 갚았다.", [("채무", None, 1_800_000_000, "원")], id="who acts is no name; the noun stands behind"
        ),
        pytest.param(
            "정원의 총수 : 40명 → 52명(12명 증)",
            [("정원의 총수", None, 40, "명"), ("정원의 총수", None, 52, "명"), ("정원의 총수", "증가", 12, "명")],
            id="a change in short",
        ),
        pytest.param("64쪽 텃밭 조성 3천만원", [("텃밭 조성", None, 30_000_000, "원")], id="a page is no part of a name"),
        pytest.param("인구 : 9,000명(4천세대)", [("인구", None, 9000, "명"), ("인구", None, 4000, "세대")], id="a unit is no label"),
    ],
)
def test_sentences(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "세입예산은 31억원으로 전년도 41억원보다 10억원을 줄였다.", [None, "2030", None], id="the year before the reported one"
        ),
        pytest.param("2033회계연도 세출은 20억원이고 잔액은 2억원이다.", ["2033", "2033"], id="a year holds for its sentence"),
        pytest.param("화재는 2030년(36건) 대비 10% 증가한 40건이다.", ["2030", None, None], id="not the year of what is compared"),
        pytest.param("올해 300명, 작년 200명", ["2032", "2031"], id="said in 2032"),
        pytest.param("203개_ 2030년말", ["2030"], id="behind a low line"),
    ],
)
def test_years(text: str, expected: list[str | None]) -> None:
    assert [figure.period and figure.period.first for figure in find_figures(text, 2031, 2032)] == expected


def test_a_year_told_by_a_word_may_be_unknown() -> None:
    assert [figure.undated for figure in find_figures("작년 이용자 200명", 2031)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "봉급(가 1,200,000원 X 10명 X 12월) = 144,000,000원",
            [("봉급", "가", 1_200_000, "원"), ("봉급", "가", 10, "명"), ("봉급", "가", 144_000_000, "원")],
            id="a calculation is of one thing",
        ),
        pytest.param("책상 구입 50,000 X 30개", [("책상 구입", None, 30, "개")], id="a factor is no part of a name"),
        pytest.param(
            "8개면 40개리 모임 구성('29), 9개면 55개리 추진('30)",
            [("모임 구성", None, 8, "개면"), ("모임 구성", None, 40, "개리"), ("모임", "추진", 9, "개면"), ("모임", "추진", 55, "개리")],
            id="figures before their name",
        ),
        pytest.param(
            "217개 위원회 개수 203개_ 2030년말",
            [("위원회 개수", None, 217, "개"), ("위원회 개수", None, 203, "개")],
            id="words between two figures of a chart",
        ),
        pytest.param("10만 미만(4개마을, 40%)", [("", "10만 미만", 4, "개마을"), ("", "10만 미만", 40, "%")], id="a class is no name"),
        pytest.param(
            "모은 돈 : 총 800백만원(원금:750, 이자:50)",
            [("모은 돈", None, 800_000_000, "원"), ("모은 돈", "원금", 750_000_000, "원"), ("모은 돈", "이자", 50_000_000, "원")],
            id="parts share the unit of the whole",
        ),
        pytest.param(
            "물 절감(1,000 → 950천톤)", [("물 절감", None, 1_000_000, "톤"), ("물 절감", None, 950_000, "톤")], id="and its scale"
        ),
        pytest.param("공무원 구민 324명당 1명", [("공무원 구민", None, 324, "명")], id="so many for each one"),
        pytest.param("상수도 1인당 1일 259ℓ", [("상수도 1인당 1일", None, 259, "ℓ")], id="a rate"),
        pytest.param("100원 택시는 호평을 받았다.", [], id="an amount in a name"),
        pytest.param("광역시 10만-30만 자치구 평균 528명", [("광역시 10만-30만 자치구 평균", None, 528, "명")], id="a class of bodies"),
        pytest.param(
            "지방세는 1천6백억1천7백억원으로 금년의 3억원보다 8.9% 늘었다.",
            [("지방세", None, 300_000_000, "원"), ("지방세", "증가", Decimal("8.9"), "%")],
            id="a misspelt amount keeps its words",
        ),
        pytest.param(
            "소요예산 : 60억원 ※ 보전금 9억원 외 51억원 위원회에 먼저 냄",
            [
                ("소요예산", None, 6_000_000_000, "원"),
                ("소요예산", "보전금", 900_000_000, "원"),
                ("소요예산", "위원회", 5_100_000_000, "원"),
            ],
            id="what is beside an amount is named behind it",
        ),
        pytest.param("감면은 없습니다.\n모두 12건을 도왔다.", [], id="a sentence that names nothing"),
    ],
)
def test_kinds(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "대상: 1박 이상 머무는 관광객 연 5만명",
            [("대상", None, 1, "박"), ("대상", "이상 머무는 관광객", 50_000, "명")],
            id="a key holds on",
        ),
        pytest.param(
            "자료 2만 권 가운데 훼손이 심한 3,400권",
            [("자료", None, 20_000, "권"), ("훼손이 심한", None, 3_400, "권")],
            id="a verb tells apart",
        ),
        pytest.param("성수기 대비 주차장 1,200면", [("성수기 대비 주차장", None, 1_200, "면")], id="made ready for, not compared"),
        pytest.param(
            "토지는 860필지, 복지는 3억원이다.", [("토지", None, 860, "필지"), ("복지", None, 300_000_000, "원")], id="nouns in 지"
        ),
        pytest.param(
            "정원 : 26,740명 (평균 1,069명)", [("정원", None, 26_740, "명"), ("정원", "평균", 1_069, "명")], id="a mean of the same"
        ),
        pytest.param("월급 : 1인 월 210만원", [("월급", "1인", 2_100_000, "원")], id="of each one"),
        pytest.param("사업기간 : 3. 1. ~ 5. 31. (참여자 30명)", [("참여자", None, 30, "명")], id="beside a time"),
        pytest.param("사용기간 : 3. 1. ~ 5. 31. (1인 평균 1,800점)", [("1인 평균", None, 1_800, "점")], id="a mean beside a time"),
        pytest.param("노 외 : 34면", [("노 외", None, 34, "면")], id="a word printed letter by letter"),
        pytest.param("노인 외 : 34명", [("노인", None, 34, "명")], id="and one beside which others are counted"),
        pytest.param("지상4층(대지면적 : 1,250㎡)", [("대지면적", None, 1_250, "㎡")], id="a number of storeys is no name"),
    ],
)
def test_items(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "신고 : 전월 대비 5.3%(14건) 증가, 전년동월 대비 8.1%(23건) 감소",
            [
                ("신고", "전월 대비 증가", Decimal("5.3"), "%"),
                ("신고", "전월 대비 증가", 14, "건"),
                ("신고", "전년동월 대비 감소", Decimal("8.1"), "%"),
                ("신고", "전년동월 대비 감소", 23, "건"),
            ],
            id="changes against several",
        ),
        pytest.param(
            "신고는 300건으로 전월 대비 5% 증가하였다.",
            [("신고", None, 300, "건"), ("신고", "증가", 5, "%")],
            id="a change against one",
        ),
        pytest.param("□ 신고현황 ㅇ ’30년 4월 총 280건 들어와", [("신고현황", None, 280, "건")], id="a heading in a text that runs on"),
        pytest.param(
            "사유는 나무/꽃 심기 12%(16건) 증가",
            [("사유", "나무/꽃 심기 증가", 12, "%"), ("사유", "나무/꽃 심기 증가", 16, "건")],
            id="a stroke in a name",
        ),
        pytest.param(
            "존경하는 시민 여러분 쉼터 예산은 올해 5억원보다 3억원, 12% 증가하였습니다.",
            [("쉼터 예산", None, 500_000_000, "원"), ("쉼터 예산", "증가", 300_000_000, "원"), ("쉼터 예산", "증가", 12, "%")],
            id="who is spoken to names nothing; one verb for an amount and its share",
        ),
        pytest.param(
            "6억원 규모의 함께하는 쉼터 조성 사업을 시작합니다.",
            [("함께하는 쉼터 조성 사업", None, 600_000_000, "원")],
            id="a verb in a name",
        ),
        pytest.param(
            "국비 2억원과 시비 1억원 등 총 3억원을 들여 푸른 쉼터 조성을 마칩니다.",
            [("국비", None, 200_000_000, "원"), ("시비", None, 100_000_000, "원"), ("푸른 쉼터 조성", None, 300_000_000, "원")],
            id="what a sum is spent on",
        ),
        pytest.param("지난해보다 3억원이 줄어든 5억원입니다.", [], id="a change names nothing"),
        pytest.param("나무 12그루/화분 16개", [("나무", None, 12, "그루"), ("화분", None, 16, "개")], id="a stroke between figures"),
    ],
)
def test_texts_that_compare_and_run_on(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_signs_that_were_lost_come_back_by_arithmetic() -> None:
    assert [(one.value, one.step, one.label) for one in find_figures("1. 집행기관의 정원 : 1,307(1,295 1,307, 12)")] == [
        (1307, None, None),
        (1295, 1, None),
        (1307, 2, None),
        (12, None, "증가"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "정원을 1,105명에서 1,120명으로 15명 증원합니다.",
            [("정원", None, 1105, "명"), ("정원", None, 1120, "명"), ("정원", "증가", 15, "명")],
            id="from, to and by how much",
        ),
        pytest.param(
            "豫算 總規模는 12억원으로 前年度보다 2억원이 增加하였습니다.",
            [("豫算 總規模", None, 1_200_000_000, "원"), ("豫算 總規模", "증가", 200_000_000, "원")],
            id="minutes in hanja",
        ),
        pytest.param(
            "1,234건의 민원을 처리해 전년(1,100건)보다 12.2% 증가했다.",
            [("민원", None, 1234, "건"), ("민원", None, 1100, "건"), ("민원", "증가", Decimal("12.2"), "%")],
            id="a verb before last year's",
        ),
        pytest.param("총 23건의 안건을 심의하였습니다.", [("안건", None, 23, "건")], id="only the noun behind it"),
        pytest.param("시는 12억원의 국비를 확보했다.", [("국비", None, 1_200_000_000, "원")], id="who acts"),
        pytest.param(
            "채용 지원(월 20만원) : 450명", [("채용 지원", None, 200_000, "원"), ("채용 지원", None, 450, "명")], id="no figure in a key"
        ),
        pytest.param(
            "만족도 조사 89.5점으로 전년(87.2점) 대비 2.3점 상승",
            [
                ("만족도 조사", None, Decimal("89.5"), "점"),
                ("만족도 조사", None, Decimal("87.2"), "점"),
                ("만족도 조사", "증가", Decimal("2.3"), "점"),
            ],
            id="last year's in a bracket",
        ),
        pytest.param(
            "수입은 45억원으로 목표액 43억원 대비 104.9%를 달성하였다.",
            [("수입", None, 4_500_000_000, "원"), ("수입", "목표액", 4_300_000_000, "원"), ("수입", "달성", Decimal("104.9"), "%")],
            id="measured against, not beyond",
        ),
        pytest.param(
            "누계 집행액은 34억원으로 예산현액 54억원의 63.6%이다.",
            [
                ("누계 집행액", None, 3_400_000_000, "원"),
                ("예산현액", None, 5_400_000_000, "원"),
                ("누계 집행액", None, Decimal("63.6"), "%"),
            ],
            id="two measures of one item",
        ),
        pytest.param(
            "보급률 : (’29) 92.3% → (’30) 94.1%",
            [("보급률", None, Decimal("92.3"), "%"), ("보급률", None, Decimal("94.1"), "%")],
            id="years before",
        ),
        pytest.param(
            "예산현액 52억원 중 49억원을 지출하고 2억원은 이월, 1억원은 불용 처리하였다.",
            [
                ("예산현액", None, 5_200_000_000, "원"),
                ("예산현액", "지출", 4_900_000_000, "원"),
                ("예산현액", "이월", 200_000_000, "원"),
                ("예산현액", "불용", 100_000_000, "원"),
            ],
            id="shares of an amount",
        ),
        pytest.param(
            "사업비 : 1,200천원 (국 600 도 180 시 420)",
            [
                ("사업비", None, 1_200_000, "원"),
                ("사업비", "국", 600_000, "원"),
                ("사업비", "도", 180_000, "원"),
                ("사업비", "시", 420_000, "원"),
            ],
            id="payers by one letter",
        ),
    ],
)
def test_more_sentences(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("가람군 512 31 6.1%", id="cells of a row"),
        pytest.param("인구 평균 33,771 51명", id="a cell with a comma"),
        pytest.param("가족수당 -360 직원가족수당 (86,000원", id="a change before the next name"),
    ],
)
def test_a_name_holds_no_figures(text: str) -> None:
    """Rows whose columns nobody told apart give no figure a name that ends or begins with another figure."""
    assert not [figure for figure in find_figures(text) if figure.name or figure.label]
