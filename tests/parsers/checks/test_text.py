"""Checks of running text: wholes and parts, shares and changes, durations, totals over tables, sums in text and table."""

import pytest

from tests.parsers.checks.reported import Said, reported, table

FRONT = "2021년도\n\n주요업무보고\n\n\nⅡ. 주요업무 추진실적\n\n1. 자치법규 정비\n\n□ 추진실적\n\n"


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """Code, printed and expected; the text stands under a heading of a project."""
    return [(code, printed, expected) for code, _, printed, expected in reported(FRONT + text + "\n")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 정비: 총 31건(조례 27건, 규칙 3건, 훈령 1건)", []),
        ("○ 정비: 총 31건(조례 27건, 규칙 3건, 훈령 2건)", [("sum_mismatch", "31건", "32건")]),
        ("○ 이수: 695명(6급이상 248명, 6급이하 447명)", []),
        ("○ 이수: 695명(6급이상 248명, 6급이하 457명)", [("sum_mismatch", "695명", "705명")]),
        (
            "○ 사업비 : 2,105,000천원 (국비 820,000천원, 시비 410,000천원, 구비 857,000천원)",
            [("sum_mismatch", "2,105,000천원", "2,087,000천원")],
        ),
        ("○ 사업비 : 14억 5천만원(국비 4억 3,500만원, 구비 10억 1,500만원)", []),
        ("○ 사업비 : 186억원(국비 93억원, 시비 93억원)", []),
        ("○ 노선 조정 : 11개 노선(연장 4개, 단축 3개, 신설 4개)", []),
        ("○ 방문 : 12명(구청장외 5, 구의장외 2, 상공회장외 2)", []),
        ("○ 회원 : 1,200명(남 500명, 여 700명, 신규 120명)", []),
        ("○ 위원 : 15명(위촉직 10명, 여성 6명)", []),
        ("○ 인원 : 141명(월평균 28명)", []),
        ("○ 배치 : 3개소(현관 2명, 주차장 2명, 보건소 2명)", []),
        ("○ 소요예산 : 252,000천원\n - 구입 : 150,000천원\n - 운영 : 69,000천원\n - 임차 : 33,000천원", []),
        (
            "○ 소요예산 : 252,000천원\n - 구입 : 150,000천원\n - 운영 : 69,000천원\n - 임차 : 30,000천원",
            [("sum_mismatch", "252,000천원", "249,000천원")],
        ),
        ("○ 이용 : 4,139건\n - 건강1,261건, 자기계발680, 문화2,505, 가족130, 생활830", [("sum_mismatch", "4,139건", "5,406건")]),
        ("○ 사업비 : 2,746,500천원\n - 재원 : 국비 412,000천원, 시비 618,000천원, 구비 1,716,500천원", []),
    ],
)
def test_wholes_and_parts(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 이용 : 690명(총인원 1,306명/52.8%)", []),
        ("○ 이용 : 690명(총인원 1,306명/58.2%)", [("share_mismatch", "58.2%", "52.8%")]),
        ("○ 이용 : 690명(총인원 1,306명/82.9%)", []),  # too far to be a share of these two for sure
        ("○ 이용 : 174명(2박3일 기준 - 총인원 1,306명/15.3%)", [("share_mismatch", "15.3%", "13.3%")]),
        ("○ 심사 비율 : 78% (대상 95건, 심사 74건)", []),
        ("○ 심사 비율 : 78% (대상 95건, 심사 64건)", [("share_mismatch", "78%", "67%")]),
        ("○ 참석률 : 75%(정원 40명, 외부 32명)", []),
        ("○ 대상 : 26,389명 / 동의: 20,350명(77%)→21,910명(83%)", []),
        ("○ 대상 : 26,389명 / 동의: 20,350명(77%)→21,910명(88%)", [("share_mismatch", "88%", "83%")]),
        ("○ 교부금 : 4조 1,679억원(’22년 본예산 3조 8123억원 대비 9.3% 증가)", []),
        ("○ 교부금 : 4조 1,679억원(’22년 본예산 3조 8123억원 대비 3.9% 증가)", [("change_mismatch", "3.9%", "9.3%")]),
        ("○ 교부금 : 3조 2,785억원('20년 본예산 3조 2,869억원 대비 0.3% 감소)", []),
        ("○ 이용자 수 (2,060→6,902건 / 전월比 235%↑)", []),
        ("○ 이용자 수 (2,060→6,902건 / 전월比 335%↑)", [("change_mismatch", "335%", "235%")]),
    ],
)
def test_shares_and_changes(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 공사기간 : '23. 4. 1 ~ '29. 8.30 (77개월)", []),
        ("○ 공사기간 : '23. 4. 1 ~ '29. 8.30 (60개월)", [("stated_twice", "60개월", "77개월")]),
        ("○ 기간 : 2007. 2.15~2.20(5박6일)", []),
        ("○ 기간 : 2007. 6. 7~6. 9(2박3일)", []),
        ("○ 기간 : 2007. 6. 7~6. 9(4박5일)", [("stated_twice", "4박5일", "3일")]),
        ("○ 신고(5일간) : '21.3.16. ~ 3.20.", []),
    ],
)
def test_durations(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert said(text) == found


CASES = [
    "구분 | 접수 | 확정 | | | 계류중",
    " | | 계 | 승소 | 패소 | ",
    "계 | 132 | 57 | 49 | 8 | 75",
    "행정 | 108 | 50 | 43 | 7 | 58",
    "민사 | 24 | 7 | 6 | 1 | 17",
]


@pytest.mark.parametrize(
    ("rates", "found"), [("86%, 민사 86%", []), ("86%, 민사 94%", [("rate_mismatch", "94%", "86%")]), ("77%, 민사 94%", [])]
)
def test_rates_told_above_a_table(rates: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert said(f"○ 2007년 승소율 : 86 % (행정 {rates})\n\n" + table(*CASES, unit="건", title="")) == found


@pytest.mark.parametrize(
    ("total", "found"),
    [
        ("224", []),
        ("242", [("stated_twice", 3, "242대", "224")]),
    ],
)
def test_a_total_over_its_table(total: str, found: list[Said]) -> None:
    text = f"1 시설\n\n□ 공용차량 - 총 {total}대\n\n" + "계\t승용\t승합\n224\t160\t64\n"
    assert reported(text) == found


def test_a_count_in_a_header() -> None:
    rows = ["관리인력(9명) | | 주차면수(210대) | ", "구청 | 회관 | 구청 | 회관", "5 | 3 | 107 | 103"]
    assert reported(table(*rows)) == [("stated_twice", 3, "9명", "8")]


def test_a_note_that_takes_a_figure_apart() -> None:
    text = table("계 | 소형 | 중대형", "41 | 11 | 30") + "\n※ 중·대형(중형:15, 대형:3)\n"
    assert reported(text) == [("stated_twice", 4, "30", "18")]


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        pytest.param("168백만원", [], id="the same sum under another unit"),
        pytest.param("167백만원", [("stated_twice", "167백만원", "168,900천원")], id="one digit"),
        pytest.param("1,689백만원", [("stated_twice", "1,689백만원", "168,900천원")], id="ten times as much"),
        pytest.param("54백만원", [], id="quite another sum"),
    ],
)
def test_a_sum_in_text_and_in_a_table(amount: str, found: list[tuple[str, str | None, str | None]]) -> None:
    text = "2. 공무원 자녀 보육료 지원\n\n□ 사업개요\n\n○ 소요예산 : 168,900천원\n\n3. 추진상황표\n\n"
    assert said(text + f"사업명\t소요예산\t추진내역\n공무원자녀 보육료 지원\t{amount}\t매월 지급\n해외 연수\t999백만원\t실시\n") == found
