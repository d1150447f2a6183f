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
            [("과목", 1, ["300 세외수입", "310 임대수입"])],
            id="nothing says which is last year and which the change: the labels alone",
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
        pytest.param(
            "재정규모\n총 854억 원 |\n일반회계 |\n|\n766(90%) |\n특별회계 |\n|\n88(10%) |\n자립도 16% |",
            [("|", 1, ["총|854억 원", "일반회계|766(90%)", "특별회계|88(10%)"])],
            id="a total that its parts add up to",
        ),
        pytest.param(
            "재정규모\n총 854억 원 |\n일반회계 |\n|\n766(90%) |\n특별회계 |\n|\n89(10%) |\n자립도 16% |",
            [],
            id="a total that they do not",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "구분 / 2031년 예산현액 / 2030년 최종예산 / 전년대비 증감 / 증감액 / 증감률 / "
            "계 / 900 / 800 / 100 / 12.5 / 보조금 / 500 / 520 / △20 / △3.8 / 사용료 / 400 / 280 / 120 / 42.9",
            [
                (
                    "구분|2031년 예산현액|2030년 최종예산|전년대비 증감>증감액|전년대비 증감>증감률",
                    1,
                    ["계|900|800|100|12.5", "보조금|500|520|△20|△3.8", "사용료|400|280|120|42.9"],
                )
            ],
            id="a group is told by the word that its labels repeat, and by what they promise",
        ),
        pytest.param(
            "구분 / 계 / 일반직 / 일반직 / 임기제 / 구분 / 계 / 6급 / 7급 / 임기제 / 정원 / 9 / 4 / 3 / 2 / 현원 / 8 / 4 / 2 / 2",
            [("구분|계|일반직>6급|일반직>7급|임기제", 1, ["정원|9|4|3|2", "현원|8|4|2|2"])],
            id="merged head cells printed again over each of their columns",
        ),
        pytest.param(
            "구분 / 계 / 일반직 / 임기제 / 별정직 / 5급 / 6급 / 7급 / "
            "정원 / 194 / 61 / 70 / 42 / 17 / 4 / 현원 / 171 / 58 / 64 / 33 / 12 / 4",
            [("구분|계", 1, ["정원|194", "현원|171"])],
            id="grades that may be of any of three: only the total is certain",
        ),
        pytest.param(
            "분야 / 대상 / 이용 / 대여 / 문화 / 어린이 / 41 / 75 / 어르신 / 21 / 72 / 체육 / 청년 / 61 / 30 / 합계 / 123 / 177",
            [("분야|대상|이용|대여", 2, ["문화|어린이|41|75", "|어르신|21|72", "체육|청년|61|30", "합계||123|177"])],
            id="a first label merged over its rows; a total is no second label",
        ),
        pytest.param(
            "시설명 / 위치 / 대지(㎡) / 건물(㎡) / 규모 / "
            "나루쉼터 / 갈매길 3 / - / 412 / 지하1층~지상2층 / 솔밭회관 / 솔밭로 20 / 938 / 270 / 지상3층",
            [
                (
                    "시설명|위치|대지(㎡)|건물(㎡)|규모",
                    2,
                    ["나루쉼터|갈매길 3|-|412|지하1층~지상2층", "솔밭회관|솔밭로 20|938|270|지상3층"],
                )
            ],
            id="rows with words among their figures come out even",
        ),
        pytest.param(
            "예산액 / 집행액 / 집행률(%) / 800 / (국비 300, 도비 500) / 200 / 25.0",
            [("예산액|집행액|집행률(%)", 0, ["800\n(국비 300, 도비 500)|200|25.0"])],
            id="one row without a label; what stands in brackets goes on with its figure",
        ),
        pytest.param(
            "예산액 / 집행액 / 집행률(%) / 비예산 / - / -",
            [("예산액|집행액|집행률(%)", 0, ["비예산|-|-"])],
            id="a row that says that there is no budget",
        ),
        pytest.param(
            "예산액 / 집행액 / 집행률(%) / 800 / 200 / 25.0 /  / 3 /  / 쉼터 늘리기",
            [("예산액|집행액|집행률(%)", 0, ["800|200|25.0"])],
            id="the number of the next heading is no cell",
        ),
        pytest.param(
            "구분 / 계 / 상반기 / 하반기 / 쉼터 운영 / 90 / 50 / 40",
            [("구분|계|상반기|하반기", 1, ["쉼터 운영|90|50|40"])],
            id="one row with its label",
        ),
        pytest.param(
            "지표 / 2030 / 2031 / 2032 / 방문 / 41 / 52 / 63 / 대여 / 7 / 8 / 9",
            [("지표|2030|2031|2032", 1, ["방문|41|52|63", "대여|7|8|9"])],
            id="years without their word are the header's",
        ),
        pytest.param(
            "부서별 현황 / 구분 / 정원 / 현원 / 총무 / 31 / 30 / 세무 / 22 / 21",
            [("구분|정원|현원", 1, ["총무|31|30", "세무|22|21"])],
            id="a line of text above the header",
        ),
        pytest.param(
            "구분 / 정원 / 현원 / 총무 / 31 / 30 / 세무 / 22 / 21 / 차량 현황 / 차종 / 대수 / 연료 / 승용 / 4 / 6 / 화물 / 2 / 9",
            [("구분|정원|현원", 1, ["총무|31|30", "세무|22|21"]), ("차종|대수|연료", 1, ["승용|4|6", "화물|2|9"])],
            id="a second table behind the first",
        ),
        pytest.param(
            "계 / 승용 / 승합 / 소형 / 중형 / 대형 / 소형 / 중형 / 30 / 9 / 4 / 2 / 8 / 7",
            [("", 1, ["계"])],
            id="a single row may be a total of any of its groups: nothing is read",
        ),
        pytest.param(
            "인구수 / 노인수 / 구성비(%) / 비고 / 계 / 남 / 여 / 계 / 남 / 여 / 900 / 440 / 460 / 135 / 60 / 75 / 15 / 시설 현황",
            [("", 1, ["인구수"])],
            id="nor is a row shifted below words of which some stand over nothing",
        ),
    ],
)
def test_headers_that_lost_their_places(text: str, expected: list[Shown]) -> None:
    assert shown(stacked(text)) == expected


def test_a_table_that_a_page_cut_goes_on() -> None:
    head = "과목 / 예산현액 / 최종예산 / 증감액 / "
    text = stacked(
        head + "계 / 900 / 800 / 100 / 보조금 / 500 / 520 / △20 /  / - 7 - /  / " + head + "사용료 / 310 / 190 / 120 / 기타 / 90 / 90 / 0"
    )
    assert shown(text) == [
        ("과목|예산현액|최종예산|증감액", 1, ["계|900|800|100", "보조금|500|520|△20", "사용료|310|190|120", "기타|90|90|0"])
    ]
