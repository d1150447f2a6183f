"""Clauses: which words of a sentence name a figure, and which only lead to it. All figures are invented."""

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
            "온누리회계는 81억원으로 전년 대비 3억원(3.8%) 늘고 가람회계는 12억원으로 1억원이 줄었다.",
            [
                ("온누리회계", None, 8_100_000_000, "원"),
                ("온누리회계", "증가", 300_000_000, "원"),
                ("온누리회계", "증가", Decimal("3.8"), "%"),
                ("가람회계", None, 1_200_000_000, "원"),
                ("가람회계", "감소", 100_000_000, "원"),
            ],
            id="a change that a clause ends with",
        ),
        pytest.param(
            "올해 예산 70억원보다 3억원(4.3%) 늘어난 규모로 온누리회계는 2억원이 증가한 60억원이다.",
            [
                ("예산", None, 7_000_000_000, "원"),
                ("예산", "증가", 300_000_000, "원"),
                ("예산", "증가", Decimal("4.3"), "%"),
                ("온누리회계", "증가", 200_000_000, "원"),
                ("온누리회계", None, 6_000_000_000, "원"),
            ],
            id="the size of a change is no name",
        ),
        pytest.param(
            "여자는 남자 210명보다 15명이 더 많은 225명이다.",
            [("여자", "남자", 210, "명"), ("여자", "많음", 15, "명"), ("여자", None, 225, "명")],
            id="what it came to, behind the words of its change",
        ),
        pytest.param(
            "국비보조금은 17억원으로 가장 크다. 또 온누리회계 세출예산을 분야별로 살펴보면 복지가 13억원으로 26%이고, 환경 8억원이다.",
            [
                ("국비보조금", None, 1_700_000_000, "원"),
                ("온누리회계 세출예산", "복지", 1_300_000_000, "원"),
                ("온누리회계 세출예산", "복지", 26, "%"),
                ("온누리회계 세출예산", "환경", 800_000_000, "원"),
            ],
            id="what is looked at is the topic, and no sentence before",
        ),
        pytest.param(
            "재정자주도는 70.5%다. 시는 이런 내용을 지난 주에 알렸다. 이는 비슷한 단체의 평균 28억원보다 11억원 많은 규모다.",
            [("비슷한 단체의 평균", None, 2_800_000_000, "원"), ("비슷한 단체의 평균", "많음", 1_100_000_000, "원")],
            id="a sentence without figures stands between",
        ),
        pytest.param(
            "가람부는 우리 고을의 등록 인구는 5,164명이라고 밝혔다.",
            [("우리 고을의 등록 인구", None, 5_164, "명")],
            id="who says it is no part of the topic",
        ),
        pytest.param(
            "세출예산은 다시 살펴볼 까닭이 있는 사업 4건 1억원을 감액하기로 했다.",
            [("세출예산", "있는 사업", 4, "건"), ("세출예산", "있는 사업 감액", 100_000_000, "원")],
            id="a subject within a topic is none",
        ),
        pytest.param(
            "예산을 늘린 것은 국비 확보에 힘을 기울인 결과 올해보다 27억원을 더 받았기 때문이다.", [], id="a result names no change"
        ),
        pytest.param(
            "새 고을은 제2회 추경안으로 제1회 추경예산 40억원보다 5% 증가한 42억원을 냈다.",
            [("새 고을", "제1회 추경예산", 4_000_000_000, "원"), ("새 고을", "증가", 5, "%"), ("새 고을", None, 4_200_000_000, "원")],
            id="a way without its verb is no name",
        ),
        pytest.param(
            "지난달 등록된 인원을 헤아린 결과 93명이 나왔다.",
            [("지난달 등록된 인원", None, 93, "명")],
            id="the object of a result was counted",
        ),
        pytest.param(
            "새마을사업을 돕기 위해 94억원을 편성했고 길은 3억원이다.", [("길", None, 300_000_000, "원")], id="what is done names nothing"
        ),
        pytest.param(
            "나눔예산은 온누리회계 29억원으로 3억원이 늘었고, 가람회계는 2억원이다.",
            [
                ("나눔예산", "온누리회계", 2_900_000_000, "원"),
                ("나눔예산", "온누리회계 증가", 300_000_000, "원"),
                ("나눔예산", "가람회계", 200_000_000, "원"),
            ],
            id="the change of a part",
        ),
        pytest.param(
            "나눔예산은 온누리회계 29억원과 가람회계 3억원으로 32억원을 증액했다.",
            [
                ("나눔예산", "온누리회계", 2_900_000_000, "원"),
                ("나눔예산", "가람회계", 300_000_000, "원"),
                ("나눔예산", "증액", 3_200_000_000, "원"),
            ],
            id="the sum of parts is no change of the last",
        ),
        pytest.param(
            "전년 대비 증가율은 가람직이 5.4%로 가장 높았다.",
            [("증가율", "가람직", Decimal("5.4"), "%")],
            id="a comparison owns no measure",
        ),
        pytest.param("참고로 새고을은 등록 인구가 2,998명이다.", [("새고을", "등록 인구", 2_998, "명")], id="a word that leads in"),
        pytest.param(
            "기능별는 일반행정 13억원, 보건 4억원이다.",
            [("일반행정", None, 1_300_000_000, "원"), ("보건", None, 400_000_000, "원")],
            id="how parts are told, misprinted",
        ),
        pytest.param(
            "동호회 50개 이상의 16곳 단체는 회비가 3만원이다.",
            [("동호회", None, 50, "개"), ("단체", "회비", 30_000, "원")],
            id="a limit names nothing",
        ),
        pytest.param("셈본에 맞대기를 넣고 4개 업체를 다시 살폈다.", [("업체", None, 4, "개 업체")], id="a verb that goes on"),
        pytest.param(
            "주민회장으로 확대 : 88명 → 300명",
            [("주민회장으로 확대", None, 88, "명"), ("주민회장으로 확대", None, 300, "명")],
            id="a way and what is done",
        ),
        pytest.param(
            "이 중 온누리회계는 25억원, 가람회계는 3억원이 증액되었다.",
            [("온누리회계", "증액", 2_500_000_000, "원"), ("가람회계", "증액", 300_000_000, "원")],
            id="one verb for two topics",
        ),
        pytest.param(
            "온누리회계는 25억원, 가람회계는 지난해보다 3억원이 증액되었다.",
            [("온누리회계", None, 2_500_000_000, "원"), ("가람회계", "증액", 300_000_000, "원")],
            id="the second alone is compared",
        ),
        pytest.param(
            "온누리회계는 25억원으로 10%, 가람회계는 3억원으로 4% 늘어난 규모다.",
            [
                ("온누리회계", None, 2_500_000_000, "원"),
                ("온누리회계", "증가", 10, "%"),
                ("가람회계", None, 300_000_000, "원"),
                ("가람회계", "증가", 4, "%"),
            ],
            id="one verb for two rates",
        ),
        pytest.param(
            "나라살림 예산과 고을살림 예산은 각각 8.5%와 16.8% 감소했다.",
            [("나라살림 예산", "감소", Decimal("8.5"), "%"), ("고을살림 예산", "감소", Decimal("16.8"), "%")],
            id="each of two, one verb",
        ),
        pytest.param(
            "가람직과 나래직은 각각 0.4%, 0.5% 감소했다.",
            [("가람직", "감소", Decimal("0.4"), "%"), ("나래직", "감소", Decimal("0.5"), "%")],
            id="each, behind a comma",
        ),
        pytest.param(
            "보조금은 나라보조금 39억원과 고을보조금 17억원으로 56억원을, 잉여금은 14억원을 증액 편성하였다.",
            [
                ("보조금", "나라보조금", 3_900_000_000, "원"),
                ("보조금", "고을보조금", 1_700_000_000, "원"),
                ("보조금", "증액", 5_600_000_000, "원"),
                ("잉여금", "증액", 1_400_000_000, "원"),
            ],
            id="an object that waits for its verb",
        ),
        pytest.param(
            "등록 인구는 300명, 세대는 12세대가 늘었다.",
            [("등록 인구", None, 300, "명"), ("세대", "증가", 12, "세대")],
            id="not of one unit",
        ),
        pytest.param(
            "가람군의 본예산 규모는 91억원이다. 군은 전체예산 중 28%(25억원)를 농업분야에, 13%(12억원)는 복지분야에 편성했다.",
            [
                ("가람군의 본예산 규모", None, 9_100_000_000, "원"),
                ("전체예산", "농업분야", 28, "%"),
                ("전체예산", "농업분야", 2_500_000_000, "원"),
                ("전체예산", "복지분야", 13, "%"),
                ("전체예산", "복지분야", 1_200_000_000, "원"),
            ],
            id="shares are given to what stands behind",
        ),
        pytest.param(
            "교육과 문화 예산이 24억원과 16억원으로 각각 8.2%와 4.8% 늘었다.",
            [
                ("교육", None, 2_400_000_000, "원"),
                ("문화 예산", None, 1_600_000_000, "원"),
                ("교육", "증가", Decimal("8.2"), "%"),
                ("문화 예산", "증가", Decimal("4.8"), "%"),
            ],
            id="two topics, two amounts",
        ),
        pytest.param(
            "주민 1000명 당 공무원 수는 5.9명이다.",
            [("주민 1000명 당 공무원 수", None, Decimal("5.9"), "명")],
            id="what a figure is counted for",
        ),
        pytest.param(
            "감사 결과 ▲소송 줄이기 ▲대책 마련 등 41건의 시정요구가 나왔다.",
            [("시정요구", None, 41, "건")],
            id="the sum of what bullets list",
        ),
        pytest.param(
            "요구액은 나래분야가 기금 출연 증가 등으로 42.7% 늘었다.",
            [("요구액", "나래분야 증가", Decimal("42.7"), "%")],
            id="a part, and what it came about by",
        ),
        pytest.param(
            "잉여 수입은 온누리기금 등으로 14억원을 증액했다.",
            [("잉여 수입", "증액", 1_400_000_000, "원")],
            id="what it came about by is no part",
        ),
        pytest.param("한도가 통보된 54개 기관이 모였다.", [], id="a verb names nothing"),
        pytest.param(
            "또 45개 나래기금의 요구액이 12% 늘었다.",
            [("나래기금", None, 45, "개"), ("나래기금의 요구액", "증가", 12, "%")],
            id="what is counted stands behind",
        ),
        pytest.param(
            "기획예산처는 5일 나래기관들의 요구액(온누리+가람)이 예산보다 4.4% 많은 20억원이라고 밝혔다.",
            [
                ("나래기관들의 요구액(온누리+가람)", "많음", Decimal("4.4"), "%"),
                ("나래기관들의 요구액(온누리+가람)", None, 2_000_000_000, "원"),
            ],
            id="who says it, and on which day",
        ),
        pytest.param("구체적으로 36.3%를 상반기에 쓴다.", [], id="an adverb names nothing"),
        pytest.param("내년의 이같은 나래회계 규모는 22억원이다.", [("나래회계 규모", None, 2_200_000_000, "원")], id="a word that points"),
        pytest.param(
            "주민 1,000명 당 공무원 수는 5.9명이다.",
            [("주민 1,000명 당 공무원 수", None, Decimal("5.9"), "명")],
            id="what a figure is counted for, with a comma",
        ),
    ],
)
def test_names(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
