"""Figures in running text: which numbers measure something, what each is called, and how they belong together."""

from decimal import Decimal

import pytest

from app.parsers.prose.statements import find_figures

Row = tuple[str, str | None, object, str | None]


def rows(text: str) -> list[Row]:
    return [(figure.name, figure.label, figure.value, figure.unit) for figure in find_figures(text, 2021)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("이용자 1,250명", [("이용자", None, 1250, "명")], id="the words before it name a figure"),
        pytest.param(
            "총 사업비 : 12억 3456만 7000원", [("총 사업비", None, 1234567000, "원")], id="the key before a colon; a compound amount"
        ),
        pytest.param(
            "인력 : 총 83명(의사7명, 기타 14명)",
            [("인력", None, 83, "명"), ("인력", "의사", 7, "명"), ("인력", "기타", 14, "명")],
            id="a whole and its parts",
        ),
        pytest.param(
            "건강관리(4), 자기계발(5)",
            [("건강관리", None, 4, None), ("자기계발", None, 5, None)],
            id="counts in brackets behind their words",
        ),
        pytest.param(
            "승소율 : 86 % (행정 86%, 민사 94%)",
            [("승소율", None, 86, "%"), ("승소율", "행정", 86, "%"), ("승소율", "민사", 94, "%")],
            id="a rate and the rates of its parts",
        ),
        pytest.param(
            "집행률 : 45.2%(5,580백만원 집행)",
            [("집행률", None, Decimal("45.2"), "%"), ("집행률", "집행", 5580000000, "원")],
            id="the noun behind a figure of another unit",
        ),
        pytest.param(
            "상징물 정비 방문 : 2007. 5. 2(구청장외 1)",
            [("상징물 정비 방문", "구청장외", 1, None)],
            id="the points of a date end no clause",
        ),
        pytest.param(
            "(당초) 3개 등급 부여 → (개선) 5개 등급 부여",
            [("등급 부여", "당초", 3, "개"), ("등급 부여", "개선", 5, "개")],
            id="a bracket alone tells apart; what is counted stands behind",
        ),
        pytest.param(
            "갈매공원(2,100㎡)     870원",
            [("갈매공원", None, 2100, "㎡"), ("갈매공원", None, 870, "원")],
            id="a figure behind the bracket of its name",
        ),
        pytest.param("지상 4층, 지하 2층", [("지상", None, 4, "층"), ("지하", None, 2, "층")], id="storeys of a building"),
        pytest.param("- 지상 3층", [("지상", None, 3, "층")], id="alone in an item"),
        pytest.param("지하 1층 식당 40석", [("", None, 40, "석")], id="a storey where something is"),
        pytest.param(
            "장비(필수 : 보유 92대, 노후 24대 / 선택 : 보유 42대, 노후 30대)",
            [
                ("장비", "필수 보유", 92, "대"),
                ("장비", "필수 노후", 24, "대"),
                ("장비", "선택 보유", 42, "대"),
                ("장비", "선택 노후", 30, "대"),
            ],
            id="a key in a bracket holds up to the next stroke",
        ),
        pytest.param(
            "특별회계 1조 9,700억원(본청 5,400, 소속 1조 4,300)",
            [
                ("특별회계", None, 1_970_000_000_000, "원"),
                ("특별회계", "본청", 540_000_000_000, "원"),
                ("특별회계", "소속", 1_430_000_000_000, "원"),
            ],
            id="parts are in the last scale of the amount before them",
        ),
        pytest.param(
            "기금 3억원, 자립도 34.4%(본청 34.7, 소속 20.7)",
            [
                ("기금", None, 300_000_000, "원"),
                ("자립도", None, Decimal("34.4"), "%"),
                ("자립도", "본청", Decimal("34.7"), None),
                ("자립도", "소속", Decimal("20.7"), None),
            ],
            id="parts of a rate are no money",
        ),
        pytest.param("808 776 7.9%", [], id="numbers alone name nothing"),
        pytest.param("1.4만 건 처리", [("", "처리", 14000, "건")], id="only a noun behind it"),
    ],
)
def test_names(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2021. 3. 16. 개최",
        "제12조 제3항",
        "코로나19 대응",
        "65세 이상",
        "9급 공채",
        "3층 회의실",
        "소나무길 7",
        "02-120-1234",
        "18:00까지",
        "1인당 지원",
        "제37회 정기회의",
        "- 1구간 착공",
        "사용기간 : 3. 1. ~ 5. 31. 1,800점",
        "기타 준비금(3) 항목",
        "미세먼지 24시간 기준",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("이용자 증가 (2,060→6,902건)", [(2060, 1, "건"), (6902, 2, "건")]),
        ("규모 : 3개소 → 5개소", [(3, 1, "개소"), (5, 2, "개소")]),
        ("동의자: 20,350명(77%)→21,910명(83%)", [(20350, 1, "명"), (77, None, "%"), (21910, 2, "명"), (83, None, "%")]),
    ],
)
def test_courses(text: str, expected: list[tuple[object, int | None, str]]) -> None:
    assert [(figure.value, figure.step, figure.unit) for figure in find_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("참여 인원 1,200명 ~ 1,400명", ["min", "max"]),
        ("이용자 500명 이상", ["min"]),
        ("위원 15명 이내", ["max"]),
        ("참여자 약 300명", ["about"]),
        ("참여자 300명", [None]),
    ],
)
def test_bounds(text: str, expected: list[str | None]) -> None:
    assert [figure.bound and figure.bound.value for figure in find_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("처리 960건('19년) → 24,107건('20년)", ["2019", "2020"]),
        ("'20년 이용자 300명", ["2020"]),
        ("이용자 300명", [None]),
    ],
)
def test_times(text: str, expected: list[str | None]) -> None:
    assert [figure.period and figure.period.first for figure in find_figures(text, 2021)] == expected
