"""Indicators: how a figure of a table is called, of when it is, in which unit, and whether it was aimed at or reached."""

from decimal import Decimal

import pytest

from app.models.facts import Indicator
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str, object, str | None, str | None, dict[str, str]]


def read(text: str) -> list[Indicator]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Indicator)]


def rows(text: str) -> list[Row]:
    return [(one.name, one.value, one.unit, one.period.text if one.period else None, dict(one.dimensions)) for one in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 민원처리 현황\n\n구분\t2021년\t2022년\n접수(건)\t1,250\t1,310\n처리율(%)\t99.6\t99.7\n",
            [
                ("접수", 1250, "건", "2021년", {}),
                ("접수", 1310, "건", "2022년", {}),
                ("처리율", Decimal("99.6"), "%", "2021년", {}),
                ("처리율", Decimal("99.7"), "%", "2022년", {}),
            ],
            id="years as columns: the row names it",
        ),
        pytest.param(
            "□ 민원처리 현황 (단위: 건)\n\n구분\t접수\t처리\n2021년\t1,250\t1,200\n2022년\t1,310\t1,300\n",
            [
                ("접수", 1250, "건", "2021년", {}),
                ("처리", 1200, "건", "2021년", {}),
                ("접수", 1310, "건", "2022년", {}),
                ("처리", 1300, "건", "2022년", {}),
            ],
            id="years as rows: the column names it",
        ),
        pytest.param(
            "□ 성과지표\n\n구분\t단위\t2022년 실적\t2023 목표\n감축량\t톤\t1,234\t1,456\n",
            [("감축량", 1234, "톤", "2022년", {}), ("감축량", 1456, "톤", "2023", {})],
            id="years with what they say of the figure",
        ),
        pytest.param(
            "□ 살림 결과\n\n구분\t\t가람시\t\t이웃 평균\t\n\t\t2021년\t2022년\t2021년\t2022년\n빚\t남은 빚\t72\t71\t52\t51\n",
            [
                ("남은 빚", 72, None, "2021년", {"항목": "가람시", "구분": "빚"}),
                ("남은 빚", 71, None, "2022년", {"항목": "가람시", "구분": "빚"}),
                ("남은 빚", 52, None, "2021년", {"항목": "이웃 평균", "구분": "빚"}),
                ("남은 빚", 51, None, "2022년", {"항목": "이웃 평균", "구분": "빚"}),
            ],
            id="years under groups, rows under groups",
        ),
        pytest.param(
            "□ 이용 현황\n\n시설\t이용자(명)\t만족도(%)\n도서관\t1,250\t88.5\n",
            [("이용자", 1250, "명", None, {"시설": "도서관"}), ("만족도", Decimal("88.5"), "%", None, {"시설": "도서관"})],
            id="no times: the column names it, the row is a dimension",
        ),
        pytest.param(
            "□ 모임 현황\n\n연번\t이름\t모인 횟수(회)\n계\t2개 모임\t9\n1\t느티\t4\n2\t솔\t5\n",
            [
                ("모인 횟수", 9, "회", None, {"연번": "계", "이름": "2개 모임"}),
                ("모인 횟수", 4, "회", None, {"이름": "느티"}),
                ("모인 횟수", 5, "회", None, {"이름": "솔"}),
            ],
            id="a total where running numbers stand",
        ),
        pytest.param(
            "□ 운영 현황\n\n구분\t단위\t실적\n강좌\t개\t12\n수강생\t명\t345\n",
            [("실적", 12, "개", None, {"구분": "강좌"}), ("실적", 345, "명", None, {"구분": "수강생"})],
            id="a column of units",
        ),
        pytest.param(
            "□ 접종 현황\n\n구분\t대상\t접종\n어르신\t1,000명\t600명(60%)\n",
            [
                ("대상", 1000, "명", None, {"구분": "어르신"}),
                ("접종", 600, "명", None, {"구분": "어르신"}),
                ("접종", 60, "%", None, {"구분": "어르신"}),
            ],
            id="two figures in one cell",
        ),
        pytest.param(
            "□ 이용 내역 (단위 : 건)\n\n     분야           대상        상담     방문\n"
            "  평생학습     어르신           4,784    7,555\n               다문화가정       2,194    7,242\n"
            "  체육진흥     청소년           6,125    3,037\n",
            [
                ("상담", 4784, "건", None, {"분야": "평생학습", "대상": "어르신"}),
                ("방문", 7555, "건", None, {"분야": "평생학습", "대상": "어르신"}),
                ("상담", 2194, "건", None, {"분야": "평생학습", "대상": "다문화가정"}),
                ("방문", 7242, "건", None, {"분야": "평생학습", "대상": "다문화가정"}),
                ("상담", 6125, "건", None, {"분야": "체육진흥", "대상": "청소년"}),
                ("방문", 3037, "건", None, {"분야": "체육진흥", "대상": "청소년"}),
            ],
            id="aligned columns, a label left blank where it repeats",
        ),
        pytest.param("○ 면적 : 605.3㎢\n", [("면적", Decimal("605.3"), "㎢", None, {})], id="an item"),
        pytest.param(
            "가. 행정구역 : 12읍면동(3읍 9면), 234통\n\n나. 면적 : 605.3㎢\n",
            [
                ("행정구역", 12, "읍면동", None, {}),
                ("행정구역", 3, "읍", None, {}),
                ("행정구역", 9, "면", None, {}),
                ("행정구역", 234, "통", None, {}),
                ("면적", Decimal("605.3"), "㎢", None, {}),
            ],
            id="numbered headings that state a value",
        ),
    ],
)
def test_names(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_target_and_actual_are_told_apart() -> None:
    found = read(
        "□ 성과지표\n\n<table><tr><th rowspan=2>지표</th><th colspan=2>2022년</th><th>2023년</th></tr>"
        "<tr><th>목표</th><th>실적</th><th>목표</th></tr><tr><td>일자리(명)</td><td>1,000</td><td>1,120</td><td>1,200</td></tr></table>\n"
    )
    assert [(one.value, one.basis and one.basis.value, one.period and one.period.first) for one in found] == [
        (1000, "target", "2022"),
        (1120, "actual", "2022"),
        (1200, "target", "2023"),
    ]


def test_money_becomes_won() -> None:
    found = read("□ 지원 현황 (단위: 백만원)\n\n구분\t2021년\t2022년\n융자 규모\t1,250\t△30\n")
    assert [(one.value, one.unit) for one in found] == [(1250000000, "원"), (-30000000, "원")]


def test_a_silent_name_has_a_subject() -> None:
    (one, _) = read("□ 방문객 현황\n\n구분\t2021년\t2022년\n계\t1,250\t1,310\n")
    assert (one.name, one.subject, one.caption) == ("계", "방문객 현황", "방문객 현황")


@pytest.mark.parametrize(
    "text",
    ["조회 : 345회\n", "댓글 3개\n", "첨부파일 2개\n", "담당부서 : 도로과(☎ 031-123-4567, 내선 12명)\n"],
)
def test_what_a_page_counts_of_itself_is_no_indicator(text: str) -> None:
    assert rows(f"□ 현황\n\n{text}") == []


def test_a_note_of_the_unit_holds_for_the_items_below_it() -> None:
    found = read("2022년 재정규모\n\n(단위 : 억 원)\n\n- 자체수입 : 1,228(16%)\n- 교부세 3,270\n- 기준연도 2021\n")
    assert [(one.name, one.value, one.unit, one.fiscal_year) for one in found] == [
        ("자체수입", 122_800_000_000, "원", 2022),
        ("자체수입", 16, "%", 2022),
        ("교부세", 327_000_000_000, "원", 2022),
    ]


def test_the_legend_of_a_chart_hangs_from_the_last_head_without_figures() -> None:
    found = read("□ 총괄\n\nㅇ 주민현황\n\nㅇ 도서관 : 12개\n\n10만 미만(4개마을, 40%)\n")
    assert [(one.name, one.value, one.dimensions.get("구분")) for one in found[1:]] == [
        ("주민현황", 4, "10만 미만"),
        ("주민현황", 40, "10만 미만"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "기존\t(좌석) 400개\t⇒\t개선\t(좌석) 80개\n",
            [("좌석", 400, {"항목": "기존", "상위": "기존"}), ("좌석", 80, {"항목": "개선", "상위": "개선"})],
            id="what was and what becomes of it",
        ),
        pytest.param(
            "현행\t대출 3권\t→\t1단계\t대출 4권\t→\t2단계\t대출 5권\n",
            [
                ("대출", 3, {"항목": "현행", "상위": "현행"}),
                ("대출", 4, {"항목": "1단계", "상위": "1단계"}),
                ("대출", 5, {"항목": "2단계", "상위": "2단계"}),
            ],
            id="several steps",
        ),
    ],
)
def test_a_row_with_arrows_is_read_side_by_side(text: str, expected: list[tuple[str, object, dict[str, str]]]) -> None:
    assert [(one.name, one.value, dict(one.dimensions)) for one in read(f"□ 개선 내용\n\n{text}")] == expected


def test_a_decade_is_no_year_of_a_figure() -> None:
    assert [one.fiscal_year for one in read("□ 계획\n\n- '80~'00년대 사진(250건) 공개\n")] == [2023]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("□ 처리율\n\n71.4%\n", [("처리율", Decimal("71.4"))], id="one figure under its title"),
        pytest.param("□ 처리율\n\n71.4%\n\n49.0%\n\n68.7%\n", [], id="several are cells of a table that was lost"),
        pytest.param("□ 사업비\n\n2,600 (국비 1,500, 시비 1,100)\n", [], id="and so is one with its parts"),
    ],
)
def test_lines_of_figures_alone_are_not_called_by_the_title(text: str, expected: list[tuple[str, object]]) -> None:
    assert [(one.name, one.value) for one in read(text)] == expected
