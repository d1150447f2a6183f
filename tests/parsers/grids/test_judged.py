"""Spaced tables whose columns the rows tell: headers of two words, of many lines, in lost order, in bands, without a total's label."""

import pytest

from app.models.finding import FindingCode
from tests.parsers.grids.printed import Shown, read_grids, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "이웃 단체별 총원 일반직 복지직\n나루군 700 640 60\n이웃 단체 평균 655 600 55",
            [("이웃 단체별|총원|일반직|복지직", 1, ["나루군|700|640|60", "이웃 단체 평균|655|600|55"])],
            id="the head of the labels is two words",
        ),
        pytest.param(
            "재원 예산액 성립후 증감액 예산현액\n보조금 30,000 5,000 35,000\n자체 70,000 0 70,000",
            [("재원|예산액|성립후 증감액|예산현액", 1, ["보조금|30,000|5,000|35,000", "자체|70,000|0|70,000"])],
            id="a label of two words, told by arithmetic",
        ),
        pytest.param(
            "2026년도말 현재액(A) 2027년도 조성계획 2027년도말 현재액(E=A+D) 비 고\n"
            "수 입(B) 지 출(C) 증감(D=B-C)\n5,000 1,700 1,100 600 5,600",
            [
                (
                    "2026년도말 현재액(A)|2027년도 조성계획>수입(B)|2027년도 조성계획>지출(C)|2027년도 조성계획>증감(D=B-C)"
                    "|2027년도말 현재액(E=A+D)|비고",
                    0,
                    ["5,000|1,700|1,100|600|5,600|"],
                )
            ],
            id="a group amid single columns, told by the printed formulas",
        ),
        pytest.param(
            "회계 예산현액 결산 결산상 잉여금 세부내용\n세입\n(수납액)\n세출\n(지출액)\n결산상\n잉여금\n다음연도\n이월액\n"
            "합계 9,000,000 9,400,000 6,100,000 3,300,000 1,200,000\n일반회계 7,000,000 7,150,000 5,300,000 1,850,000 900,000",
            [
                (
                    "회계|예산현액|결산>세입(수납액)|결산>세출(지출액)|"
                    "결산상 잉여금 세부내용>결산상 잉여금|결산상 잉여금 세부내용>다음연도 이월액",
                    1,
                    ["합계|9,000,000|9,400,000|6,100,000|3,300,000|1,200,000", "일반회계|7,000,000|7,150,000|5,300,000|1,850,000|900,000"],
                )
            ],
            id="leaves broken over many lines under groups",
        ),
        pytest.param(
            "구분 전문직 교원 일반직\n정원 14 21 63 98\n현원 13 22 58 93",
            [("구분|전문직|교원|일반직|계", 1, ["정원|14|21|63|98", "현원|13|22|58|93"])],
            id="a total without a label",
        ),
        pytest.param(
            "실국\n성과계획 예산액\n전략과제수정책사업과제\n단위사업수 전년도예산액 예산액 증감액개수 지표수\n"
            "계 11 30 71 80 8,400 8,000 400\n기획실 4 10 31 35 3,600 3,900 -300",
            [("실국|예산액|전년도예산액|증감액", 1, ["계|8,400|8,000|400", "기획실|3,600|3,900|-300"])],
            id="of a scrambled header only what is proven",
        ),
        pytest.param(
            "구 분 정책사업 예 산 액 비 율\n시민 안전 대응 인력운용 214,000 21.4\n장비확충 186,000 18.6\n합 계 400,000 40.0",
            [("구분|정책사업|예산액|비율", 2, ["시민 안전 대응 인력운용||214,000|21.4", "장비확충||186,000|18.6", "합 계||400,000|40.0"])],
            id="letters of a label apart are one word",
        ),
        pytest.param(
            "구분 전문직 일반직\n정원 11 32\n현원 10 33\n\n학교현황\n\n학교별 학교수 학생수\n유치원 21 3,100\n중학교 16 7,200",
            [("구분|전문직|일반직", 1, ["정원|11|32", "현원|10|33"]), ("학교별|학교수|학생수", 1, ["유치원|21|3,100", "중학교|16|7,200"])],
            id="the header of another table ends the rows",
        ),
        pytest.param(
            "1월 2월 3월\n0 20 40\n4월 5월 6월\n10 0 70",
            [("1월|2월|3월", 0, ["0|20|40"]), ("4월|5월|6월", 0, ["10|0|70"])],
            id="months in two bands",
        ),
        pytest.param(
            "                예 산       집 행       집 행\n  과 목         현 액         액         률(%)\n"
            "  계            4,600       2,300        50.0\n  인건비        3,600       1,800        50.0",
            [("과목|예산현액|집행액|집행률(%)", 1, ["계|4,600|2,300|50.0", "인건비|3,600|1,800|50.0"])],
            id="words stand over their figures",
        ),
        pytest.param(
            "구 분 금 액 비 고\n2024년도(당기) 2023년도(전기)\n수돗물 생 산 량 (A) 392,961 394,244\n"
            "급 수 수 익 (B) 309,537 304,037 수익=(A+B)-C",
            [
                (
                    "구분|금액>2024년도(당기)|금액>2023년도(전기)|비고",
                    1,
                    ["수돗물 생 산 량 (A)|392,961|394,244|", "급 수 수 익 (B)|309,537|304,037|수익=(A+B)-C"],
                )
            ],
            id="a formula behind the figures is a remark",
        ),
        pytest.param(
            "항목\n년도\n황산가스 (SO2)ppm 오존(O3) ppm 먼지 (PM10)㎍/㎥\n기준 0.02ppm/년 0.06ppm/8시간 50㎍/㎥\n"
            "2021년 0.004 0.021 46\n2022년 0.005 0.020 45",
            [("항목 년도|황산가스(SO2) ppm|오존(O3) ppm|먼지(PM10) ㎍/㎥", 1, ["2021년|0.004|0.021|46", "2022년|0.005|0.020|45"])],
            id="a row of limits is no header",
        ),
        pytest.param(
            "       어르신집1)  쉼터2)\n시설수 인원 시설수 인원 시설수 인원\n2 0 2 1 12 441 9 380 1 21\n2 0 2 2 19 502 15 430 2 22\n"
            "       돌봄집\n시설수 인원 시설수 인원 시설수 인원\n2 0 2 1 2 40 - - - -\n2 0 2 2 2 50 - - - -",
            [
                (
                    "|시설수|인원|어르신집>시설수|어르신집>인원|쉼터>시설수|쉼터>인원",
                    1,
                    ["2 0 2 1|12|441|9|380|1|21", "2 0 2 2|19|502|15|430|2|22"],
                ),
                ("", 1, ["2 0 2 1", "2 0 2 2"]),
            ],
            id="a group without a name is the total of the others, in both bands",
        ),
        pytest.param(
            "시설수 인원\n2 0 2 1 12 441\n2 0 2 2 13 502",
            [("|시설수|인원", 1, ["2 0 2 1|12|441", "2 0 2 2|13|502"])],
            id="years letter by letter",
        ),
    ],
)
def test_headers_told_by_their_rows(text: str, expected: list[Shown]) -> None:
    assert shown(text + "\n") == expected


def test_what_is_not_clear_stays_unread_with_a_finding() -> None:
    (grid,) = read_grids("구분 인원 대상 금액 실적 건수\n가람 11 22 33\n나루 14 28 41\n")
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["가람"], ["나루"]]
    assert [finding.code for finding in grid.findings] == [FindingCode.UNREAD_NUMBER]
