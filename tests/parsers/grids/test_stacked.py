"""Tables printed one cell a line: with bars behind the cells, without any, without a header."""

import pytest

from tests.parsers.grids.printed import Shown, shown


def stacked(text: str) -> str:
    """One cell a line; the examples print `/` for a line break."""
    return text.replace(" / ", "\n") + "\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "구분 / 정원 / 현원 / 과부족 / 계 / 30 / 28 / △2 / 5급 / 6 / 6 / 0",
            [("구분|정원|현원|과부족", 1, ["계|30|28|△2", "5급|6|6|0"])],
            id="a label, then its figures",
        ),
        pytest.param(
            "과 목 / 예 산 액 / 전 년 도 / 비 교 / 11 / 40 / 960 / 1,000 / 총무관리 / 12 / △20 / 520 / 500 / 인건비",
            [("과목|비교|전년도|예산액", 1, ["11 총무관리|40|960|1,000", "12 인건비|△20|520|500"])],
            id="figures before their label, in another order than the header",
        ),
        pytest.param(
            "과 목 / 전년도 / 비 교 / 산출기초 / 예산액 / 장·관·항 / 300 / 세외수입 / 7,400 / 6,900 / 500 / "
            "310-01 / 임대수입 / 820 / 870 / △50",
            [("과목|예산액|전년도|비교", 1, ["300 세외수입|7,400|6,900|500", "310-01 임대수입|820|870|△50"])],
            id="codes before labels; the header's order is lost",
        ),
        pytest.param(
            "과 목 / 예 산 액 / 전 년 도 / 비 교 / 40 / 960 / 1,000 / 물길사업 / 200 / 30 / 870 / 900 / 사용료",
            [("과목|비교|전년도|예산액", 1, ["물길사업|40|960|1,000", "200 사용료|30|870|900"])],
            id="labels behind their figures: the row stands backwards",
        ),
        pytest.param(
            "과 목 / 예산액 / 전년도 / 비 교 / 300 / 세외수입 / 7,400 / 6,900 / 500 / 310 / 임대수입 / 820 / 870 / △50 / "
            "- 손질 1,000원 x 3곳 / 640 / 311 / 사용료 / 640 / 600 / 40",
            [
                ("과목|예산액|전년도|비교", 1, ["300 세외수입|7,400|6,900|500", "310 임대수입|820|870|△50"]),
                ("과목|예산액|전년도|비교", 1, ["311 사용료|640|600|40"]),
            ],
            id="rows go on behind a calculation",
        ),
        pytest.param(
            "과 목 / 전년도 / 비 교 / 예산액 / 300 / 세외수입 / 7,400 / 6,900 / 500 / 310 / 임대수입 / 870 / 820 / 50",
            [],
            id="nothing says which is last year and which the change",
        ),
        pytest.param(
            "구분 / 예산현액 / 최종예산 / 전년대비 증감 / 집행현황 / 증감액 / 증감률 / 집행액 / 집행률 / "
            "계 / 1,200 / 1,000 / 200 / 20.0% / 600 / 50.0% / 도로 / 900 / 600 / 300 / 50.0% / 450 / 50.0%",
            [
                (
                    "구분|예산현액|최종예산|전년대비 증감>증감액|전년대비 증감>증감률|집행현황>집행액|집행현황>집행률",
                    1,
                    ["계|1,200|1,000|200|20.0%|600|50.0%", "도로|900|600|300|50.0%|450|50.0%"],
                )
            ],
            id="groups are called like groups, amounts are none",
        ),
        pytest.param(
            "구분 / 계 / 일반직 / 별정직 / 소계 / 5급 / 6급 / 소계 / 6급 / 7급 / 정원 / 42 / 30 / 12 / 18 / 12 / 5 / 7 / "
            "현원 / 40 / 29 / 12 / 17 / 11 / 5 / 6",
            [
                (
                    "구분|계|일반직>소계|일반직>5급|일반직>6급|별정직>소계|별정직>6급|별정직>7급",
                    1,
                    ["정원|42|30|12|18|12|5|7", "현원|40|29|12|17|11|5|6"],
                )
            ],
            id="totals of groups add up",
        ),
        pytest.param(
            "분야 / 대상 / 방문 / 상담 / 청년 / 창업팀 / 5,217 / 8,716 / 농가 / 1,690 / 81 / 노인 / 주민 / 7,759 / 2,352",
            [("분야|대상|방문|상담", 2, ["청년|창업팀|5,217|8,716", "|농가|1,690|81", "노인|주민|7,759|2,352"])],
            id="rows of two names, the first of which holds on",
        ),
        pytest.param(
            "분야 / 대상 / 방문 / 상담 / 창업팀 / 5,217 / 8,716 / 농가 / 1,690 / 81",
            [("대상|방문|상담", 1, ["창업팀|5,217|8,716", "농가|1,690|81"])],
            id="the first of two columns of names is blank",
        ),
        pytest.param(
            "구분 / 정원 / 현원 / 계 / 30 / 28 / 구분 / 정원 / 현원 / 5급 / 6 / 7",
            [("구분|정원|현원", 1, ["계|30|28", "5급|6|7"])],
            id="a header that a new page repeats",
        ),
        pytest.param(
            "예산액 / 집행액 / 집행률(%) / 2,600 (국비 1,500, 시비 1,100) / 1,300 / 50.0",
            [("예산액|집행액|집행률(%)", 0, ["2,600 (국비 1,500, 시비 1,100)|1,300|50.0"])],
            id="one row without a name, under known amounts",
        ),
        pytest.param(
            "지역 / 군민 / 688 / 80 / 이웃 군 / 741 / 98",
            [],
            id="a head cell is missing: nothing is shifted",
        ),
        pytest.param(
            "안내문 / 12 / 오늘의 날씨 / 공지사항 / 7 / 찾아오시는 길",
            [],
            id="lines of words and numbers that are no table",
        ),
    ],
)
def test_lines_of_one_cell(text: str, expected: list[Shown]) -> None:
    assert shown(stacked(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "직원 수\n지역 |\n직원 수 |\n총원 |\n복지 |\n가람군 |\n688 |\n80 |\n① 군 평균 |\n741 |\n98 |",
            [("지역|직원 수>총원|직원 수>복지", 1, ["가람군|688|80", "① 군 평균|741|98"])],
            id="a group before its leaves",
        ),
        pytest.param(
            "현황\n지역 |\n상위직 비율 |\n총원 |\n상위직 |\n비율 |\n가람군 |\n688 |\n35 |\n5.1 |\n나루군 |\n741 |\n41 |\n5.5 |",
            [("지역|상위직 비율>총원|상위직 비율>상위직|상위직 비율>비율", 1, ["가람군|688|35|5.1", "나루군|741|41|5.5"])],
            id="a rate tells over which columns the group stands",
        ),
        pytest.param(
            "직급별 |\n총 계 |\n본 청 |\n의회 |\n동 |\n|\n총 계 |\n97 |\n97 |\n|||\n일반직 계 |\n96 |\n96 |\n|||\n|\n"
            "4급 |\n8 |\n6 |\n2 |\n|\n|\n5급 |\n61 |\n34 |\n2 |\n25 |",
            [("직급별|총계|본청|의회|동", 1, ["총 계|97|||", "일반직 계|96|||", "4급|8|6|2|", "5급|61|34|2|25"])],
            id="blank cells hold their place; a merged cell is no column's",
        ),
        pytest.param(
            "직급별 |\n총 계 |\n본 청 |\n동 |\n|\n4급 |\n8 |\n6 |\n2 |\n|\n별정직 |\n7 |\n7 |",
            [("직급별|총계|본청|동", 1, ["4급|8|6|2", "별정직|7||"])],
            id="the last figure of a row that lacks cells may be merged over them",
        ),
    ],
)
def test_cells_with_a_bar_behind(text: str, expected: list[Shown]) -> None:
    assert shown(text + "\n") == expected


def test_rows_without_a_header_are_named_by_their_labels_in_groups() -> None:
    text = stacked(
        "총 학급 / 9개만 3세반 / 4개 / 44.4% / 만 4세반 / 5개 / 55.6% / 총 원아 / 180명만 3세반 / 80명 / 44.4% / 만 4세반 / -명 / -%"
    )
    assert shown(text) == [
        ("||", 1, ["총 학급|9개|", "만 3세반|4개|44.4%", "만 4세반|5개|55.6%"]),
        ("||", 1, ["총 원아|180명|", "만 3세반|80명|44.4%", "만 4세반|-명|-%"]),
    ]
