"""Changes, shares, lists in two units and times, as sentences tell them: right ones stay unaccused."""

import pytest

from app.models.finding import FindingCode
from app.parsers.pipeline import parse_report
from tests.parsers.checks.test_text import FRONT, said

Told = list[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("신고는 2019년(40건) 대비 35% 증가한 54건이다.", []),
        ("신고는 2019년(40건) 대비 53% 증가한 54건이다.", [("change_mismatch", "53%", "35%")]),
        ("출동은 전년대비(400건) 20% 감소한 320건이다.", []),
        ("출동은 전년대비(400건) 50% 증가한 1,100건이다.", [("change_mismatch", "50%", "175%")]),
        ("부담액은 올해의 8만2천원보다 15.0%가 늘어난 9만4천3백원이다.", []),
        ("부담액은 올해의 8만2천원보다 18.0%가 늘어난 9만4천3백원이다.", [("change_mismatch", "18.0%", "15.0%")]),
        ("도로는 120억원으로 올해 도로 96억원보다 25.0%, 하천은 66억원으로 금년 60억원보다 10.0%가 각각 증가했다.", []),
        (
            "도로는 120억원으로 올해 도로 96억원보다 22.0%, 하천은 66억원으로 금년 60억원보다 10.0%가 각각 증가했다.",
            [("change_mismatch", "22.0%", "25.0%")],
        ),
        ("이용은 3,300건의 접수로 전년대비(3,000건) 10% 증가했다.", []),
        ("이용은 3,300건의 접수로 전년대비(3,000건) 20% 증가했다.", [("change_mismatch", "20%", "10%")]),
        ("○ 접수 : 36건 → 54건(+50%)", []),
        ("○ 접수 : 36건 → 54건(+37%)", [("change_mismatch", "37%", "50%")]),
        ("○ 접수 : 24건 → 36건 → 54건(+50%)", []),
        pytest.param("총 4,670억원으로 당초예산 4,300억원보다 8.6% 늘어난 370억원이 증액 편성됐다.", [], id="the increase itself"),
        pytest.param("예산은 전년보다 9.5% 증가된 2,869억원이다.", [], id="against nothing that is printed"),
        pytest.param("예산은 전년 100억원보다 20% 증가하였고, 집행은 95억원이다.", [], id="what follows is another figure"),
        pytest.param("이용은 40여 건 대비 60% 증가한 54건이다.", [], id="about so many"),
        pytest.param("만족도는 2019년(80%) 대비 5%p 증가한 85%이다.", [], id="points of a rate"),
        pytest.param("방문은 400명으로, 이 가운데 30%는 전년(350명)보다 늘었다.", [], id="a share in between"),
    ],
)
def test_changes(text: str, found: Told) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("업무비는 총 5,000만원의 98.0%인 4,900만원을 썼다.", []),
        ("업무비는 총 5,000만원의 89.0%인 4,900만원을 썼다.", [("share_mismatch", "89.0%", "98.0%")]),
        ("예산 2,000만원 중 1,800만원을 집행하고 잔액은 200만원으로서 집행률은 90.0%가 되겠습니다.", []),
        (
            "예산 2,000만원 중 1,800만원을 집행하고 잔액은 200만원으로서 집행률은 90.5%가 되겠습니다.",
            [("rate_mismatch", "90.5%", "90.0%")],
        ),
        pytest.param("예산 20억원 중 18억원을 집행하여 집행률은 90.5%이다.", [], id="amounts told in 억 leave that room"),
        pytest.param("정원 40명 중 32명이 참석하여 만족률은 91.5%이다.", [], id="a rate of something else"),
        pytest.param("예산 20억원 중 국비는 5억원이고 집행률은 90.5%이다.", [], id="of which there is no such part"),
    ],
)
def test_shares(text: str, found: Told) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 장비 : 84종 613점 - 기본 52종 421점 / 선택 32종 192점", []),
        ("○ 장비 : 84종 813점 - 기본 52종 421점 / 선택 32종 192점", [("sum_mismatch", "813점", "613점")]),
        ("내역은 ▲간담 517만원(18건) ▲경조사 132만원(14건) ▲격려 30만원(2건) 등 34건 679만원이다.", []),
        (
            "내역은 ▲간담 517만4천원(18건) ▲경조사 132만원(14건) ▲격려 30만원(2건) 등 34건 67만9400원이다.",
            [("sum_mismatch", "67만9400원", "6,794,000원")],
        ),
        pytest.param(
            "간담은 517만원(18건), 격려는 132만원(14건)이다. 모두 40건 702만원을 썼다. 행사는 30만원(2건)이다.", [], id="other sentences"
        ),
        pytest.param("내역은 ▲간담 517만원(18건) ▲경조사 132만원(14건) 등 40건 702만원이다.", [], id="an incomplete list"),
        pytest.param("○ 교육 : 3회 20명, 회의 5회 9명", [], id="no whole"),
        pytest.param("○ 교육 : 8회 30명 - 1차 5회 20명 / 2차 3회 20명", [], id="some people came twice"),
    ],
)
def test_lists_in_two_units(text: str, found: Told) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 일시 : 2023. 5. 16.(화) 14:00", []),
        ("○ 일시 : 2023. 5. 16.(수) 14:00", [("stated_twice", "수", "화")]),
        ("○ 일시 : '23년 5월 16일(화요일)", []),
        pytest.param("○ 일시 : 5. 16.(수)", [], id="of no year"),
        ("○ 기금 조성 : 5개년('16~'20) 간 총 420억원", []),
        ("○ 기금 조성 : 5개년('16~'21) 간 총 420억원", [("stated_twice", "5개년", "6개년")]),
        ("○ 계획 기간 : 2018년~2022년(5개년)", []),
        ("○ 계획 기간 : 2018년~2023년(5개년)", [("stated_twice", "5개년", "6개년")]),
        pytest.param("○ 조성 : 10년간('08~'18)", [], id="from one year to another"),
    ],
)
def test_times(text: str, found: Told) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 사업비 : 연간 8,140만원(운영비 4,820만원, 시책비 3,320만원)", []),
        ("○ 사업비 : 연간 8,140만원(운영비 482만원, 시책비 3,320만원)", [("sum_mismatch", "482만원", "4,820만원")]),
        ("○ 기금 : 1조 8,457억원 (도 8,214, 시군 1조 243)", []),
        ("○ 기금 : 1조 8,475억원 (도 8,214, 시군 1조 243)", [("sum_mismatch", "1조 8,475억원", "18,457억원")]),
        pytest.param("○ 사업비 : 80억원(국비 30억원, 시비 4억원)", [], id="a payer is not told"),
    ],
)
def test_a_part_with_a_zero_too_few(text: str, found: Told) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("○ 보조금 : 620,000원 × 7개단체 = 4,340,000원", []),
        ("○ 보조금 : 620,000원 × 7개단체 = 4,430,000원", [("sum_mismatch", "4,430,000원", "4,340,000원")]),
        ("○ 수당 : 12,500원 x 40명 x 12회 = 6,000천원", []),
        ("○ 수당 : 12,500원 x 40명 x 12회 x 50% = 3,000천원", []),
        ("○ 이행률 : 43건/64건 = 67.2%", []),
        ("○ 이행률 : 43건/64건 = 65.6%", [("rate_mismatch", "65.6%", "67.2%")]),
        pytest.param("○ 수당 : 83,666원 × 7명 × 12월 = 7,028,000원", [], id="rounded to thousands of won"),
        pytest.param("○ 규격 : 120m x 30m = 4,000㎡ 내외", [], id="measures"),
        pytest.param("○ 보조금 : 620,000원 × 7개단체 = 90,000천원", [], id="something is left out"),
    ],
)
def test_calculations(text: str, found: Told) -> None:
    assert said(text) == found


GOALS = (
    "□ 추진상황\n\n○ 대상 : 5개 분야 80개 사업\n\n□ 진행\n\n"
    "- 완료(계속추진 포함) : 56개\n- 정상추진 : {}개\n- 달성률(전체 사업 수 대비 완료 사업 수) : {}%\n"
)


@pytest.mark.parametrize(
    ("going", "rate", "found"),
    [
        ("24", "70.0", []),
        ("24", "68.8", [("rate_mismatch", "68.8%", "70.0%")]),
        pytest.param("19", "68.8", [], id="the items are not all that there are"),
    ],
)
def test_a_rate_that_says_what_it_is_of(going: str, rate: str, found: Told) -> None:
    assert said(GOALS.format(going, rate)) == found


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("○ 재산 : 토지 2조2,130만4,600만원", ["2조2,130만4,600만원"]),
        ("○ 예산 : 총 3천200백만원", ["3천200백만원"]),
        ("○ 재산 : 토지 2조2,130억4,600만원, 건물 3천2백만원", []),
        pytest.param("○ 노선 : 1,2,3호선과 4·5번 출구", [], id="a list"),
    ],
)
def test_numbers_that_are_none(text: str, printed: list[str]) -> None:
    unread = [finding for finding in parse_report(FRONT + text + "\n").findings if finding.code is FindingCode.UNREAD_NUMBER]
    assert [finding.printed for finding in unread if "얼마인지 알 수 없습니다" in finding.message] == printed
