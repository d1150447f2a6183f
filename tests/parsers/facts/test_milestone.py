"""Milestones: what is done when, in running text and in tables."""

from pathlib import Path

import pytest

from app.models.facts import Indicator, Milestone
from app.models.finding import FindingCode
from app.parsers.characters.normalise import fold
from app.parsers.pipeline import parse_report, read_report
from app.parsers.prose.activities import Manner, find_activities

FRONT = "2022년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅡ. 주요업무 추진계획\n\n1. 청사 안전 강화\n\n"
PROJECT = "청사 안전 강화"

Row = tuple[str, str]


def milestones(text: str) -> list[Milestone]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Milestone)]


def rows(text: str) -> list[Row]:
    return [(one.when.text, one.what) for one in milestones(text)]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param("기본계획 수립 : ~ '22. 6월", [("~ '22. 6월", "기본계획 수립")], id="the doing first, an open range"),
        pytest.param("2022년 하반기 정기전보: 7월", [("7월", "2022년 하반기 정기전보")], id="a time within the doing"),
        pytest.param("외국어 학습: 8월 중 3기(30명) 운영", [("8월 중", "외국어 학습")], id="words behind the time"),
        pytest.param("독서교육: 6~11월, 도서 지원 6회(매월 300명)", [("6~11월", "독서교육")], id="figures behind the time"),
        pytest.param("2022. 8월 : 자매도시 축하방문", [("2022. 8월", "자매도시 축하방문")], id="the time first"),
        pytest.param("외벽 안전점검 실시(7월)", [("7월", "외벽 안전점검 실시")], id="a time in brackets"),
        pytest.param(
            "사전 검토(1월) 및 심의(2월), 업체 공모(3월)",
            [("1월", "사전 검토"), ("2월", "심의"), ("3월", "업체 공모")],
            id="several in one item",
        ),
        pytest.param(
            "컨설팅('22.2월), 협약 및 공간개선(~'22.3월), 시범운영(~'22.12월)",
            [("'22.2월", "컨설팅"), ("~'22.3월", "협약 및 공간개선"), ("~'22.12월", "시범운영")],
            id="open ranges in brackets",
        ),
        pytest.param(
            "간담회 실시(전체, 2월~), 만족도 조사(익명, 11월), 상시 공유 등",
            [("2월~", "간담회 실시"), ("11월", "만족도 조사")],
            id="remarks beside the time",
        ),
        pytest.param("기록 축제(11월 예정) 개최 및 운영", [("11월", "기록 축제 개최 및 운영")], id="words behind the bracket"),
        pytest.param("홍보 강화 : 연중 실시", [("연중", "홍보 강화")], id="all year"),
        pytest.param("면담 실시(수시)", [("수시", "면담 실시")], id="again and again"),
        pytest.param("매월 25일 보육료 지급", [("매월 25일", "보육료 지급")], id="a recurring time opens the item"),
        pytest.param("실시설계 : 2023", [("2023", "실시설계")], id="a bare year"),
        pytest.param("2022. 12월중 세부계획 수립", [("2022. 12월중", "세부계획 수립")], id="the time opens a sentence"),
        pytest.param("제도 보완 후 하반기 본격시행", [("하반기", "제도 보완 후 하반기 본격시행")], id="a time within a sentence"),
        pytest.param("홍보 : '22.1~3월, 7~9월", [("'22.1~3월, 7~9월", "홍보")], id="two times of one doing"),
        pytest.param("착공 '22. 3월 → 준공 '23. 5월", [("'22. 3월", "착공"), ("'23. 5월", "준공")], id="a chain of steps"),
        pytest.param("3월 : 수립 / 4월 : 공모", [("3월", "수립"), ("4월", "공모")], id="several times first"),
        pytest.param("(1단계) '22. 3월 ~ 6월 : 계획 수립", [("'22. 3월 ~ 6월", "계획 수립")], id="an ordinal before the time"),
        pytest.param("원가 용역 : 착수 3월, 준공 11월", [("3월", "원가 용역 착수"), ("11월", "원가 용역 준공")], id="clauses of a value"),
        pytest.param("회수기 확대 : 23대 → 35대(6월)", [("6월", "회수기 확대 : 23대 → 35대")], id="a course with its time"),
        pytest.param("투표 : 4. 7.(목) ※사전투표 : 4. 2. ~ 4. 3.", [("4. 7.(목)", "투표"), ("4. 2. ~ 4. 3.", "사전투표")], id="a note"),
        pytest.param("이용객 : 2021년 300명 → 2022년 400명", [], id="figures of years are no doings"),
        pytest.param("교육 : 상반기 412명, 하반기 388명", [], id="figures of halves are no doings"),
        pytest.param("운영인원 : 261명 (5. 31현재)", [], id="an as-of date"),
        pytest.param("사업기간 : 2022. 1. ~ 12.", [], id="the project's own period"),
        pytest.param("소요예산 : 5백만원(2022. 3월)", [], id="money with its time"),
    ],
)
def test_items_of_a_plan(item: str, expected: list[Row]) -> None:
    found = milestones(f"□ 향후계획\n\n○ {item}\n\n○ 점검 강화\n")
    assert [(one.when.text, one.what) for one in found] == expected
    assert {(one.project, one.status, one.department) for one in found} <= {(PROJECT, "planned", "총무과")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("□ 추진실적\n\n- 축하방문 : 2022. 3.31(부구청장외 1)\n", [("2022. 3.31", "축하방문", "done")], id="a result's date"),
        pytest.param("□ 추진실적\n\n- 위원회 개최('22. 4. 7.)\n", [("'22. 4. 7.", "위원회 개최", "done")], id="a date in brackets"),
        pytest.param("□ 추진실적\n\n- 나눔장터 운영 : 매월 1회\n", [("매월", "나눔장터 운영", "done")], id="how often"),
        pytest.param("□ 추진실적\n\n- 나눔장터 운영 : 매월 30명\n", [], id="how many, each month"),
        pytest.param("□ 추진실적\n\n- 휴가제: 187명(3~5월)\n", [("3~5월", "휴가제: 187명", "done")], id="a count over some months"),
        pytest.param("□ 추진실적\n\n- 개관 예정 : 12월\n", [("12월", "개관 예정", "planned")], id="the item speaks of the future"),
        pytest.param(
            "□ 추진실적 및 계획\n\n- 설계(1월), 공사 완료(2월)\n", [("1월", "설계", None), ("2월", "공사 완료", "done")], id="both"
        ),
        pytest.param(
            "□ 추진실적\n\n- 선수단 대회 참가\n - 기 간 : 3.15~3.20(5박6일)\n",
            [("3.15~3.20(5박6일)", "선수단 대회 참가", "done")],
            id="a line that only says when",
        ),
        pytest.param(
            "□ 운영\n\n- 추진실적\n - 발주 완료 : 1월\n- 향후계획\n - 준공 : 9월\n",
            [("1월", "발주 완료", "done"), ("9월", "준공", "planned")],
            id="items as headings",
        ),
        pytest.param("□ 추진실적\n\n- 고장 신고 : 1,932건(11월)\n- 공정률 : 12.5%('22. 1월 말)\n", [], id="figures with their month"),
        pytest.param(
            "□ 추진실적\n\n- 조사 결과('22. 3월)\n- 개장기간(6. 1. ~ 8. 31.) 수거량 : 682톤\n", [], id="what the month was counted for"
        ),
        pytest.param(
            "□ 사업개요\n\n- 일 시 : 2022. 5. 1.(일) 10:00 ~ 12:00\n- 장 소 : 강당\n",
            [("2022. 5. 1.(일) 10:00 ~ 12:00", PROJECT, None)],
            id="an event",
        ),
        pytest.param(
            "□ 사업개요\n\n- 준 공 : 2020. 3. 1.\n- 대 상 : 2004. 1. 1. 이전 출생자\n- 사업기간 : 연중\n", [], id="dates of an overview"
        ),
        pytest.param(
            "□ 사업개요\n\n- 사업내용\n - 자매도시 방문 : 6월중\n", [("6월중", "자매도시 방문", None)], id="doings of an overview"
        ),
        pytest.param("□ 기대효과\n\n- 개관(3월) 이후 이용 증가\n", [], id="effects"),
    ],
)
def test_what_the_section_says(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(one.when.text, one.what, one.status) for one in milestones(text)] == expected


def test_times_take_the_year_of_the_heading_above_them() -> None:
    text = "Ⅲ. 2023년 업무추진 방향\n\n□ 추진일정\n\n- 수거함 보급 : 3월\n- 착공 : '24. 5월\n"
    found = [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Milestone)]
    assert [(one.when.first, one.fiscal_year, one.project) for one in found] == [("2023-03", 2023, None), ("2024-05", 2024, None)]


def test_a_cover_tells_no_doings() -> None:
    report = parse_report("2022년도 주요업무 추진계획\n\n2022. 2.\n\n서울특별시 종로구\n\n총무과\n\n□ 목표\n\n- 점검 강화\n")
    assert not [fact for fact in report.facts if isinstance(fact, Milestone)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 추진실적\n\n구 분\t추진내용\n"
            "모두의 자리\t· 기간 : 3. 15. ~ 3. 16. · 대상 : 담당자\n작은 모임\t<ul> · 일시 : 6. 4. · 사업기간 : 연중\n",
            [("3. 15. ~ 3. 16.", "모두의 자리"), ("6. 4.", "작은 모임")],
            id="a time among the items of a cell is of what the row names",
        ),
        pytest.param(
            "□ 예산집행 및 추진일정\n\n(단위 : 천원)\n\n구 분\t계\t1분기\t2분기\n예산액\t30\t10\t20\n"
            "주요일정\t\t▶ 계획 수립 ▶ 교육 실시\t·평가 ·온·오프라인 교육\n",
            [("1분기", "계획 수립"), ("1분기", "교육 실시"), ("2분기", "평가"), ("2분기", "온·오프라인 교육")],
            id="a row of words under quarters",
        ),
        pytest.param(
            '□ 추진일정\n\n구 분\t1분기\t2분기\n주요일정\t<ul style="a"> · 위원회 개최 · 점검 \t<ul> · 이관 \n\t← 홍보 →\t\n',
            [("1분기", "위원회 개최"), ("1분기", "점검"), ("2분기", "이관"), ("1분기 ~ 2분기", "홍보")],
            id="HTML that is never closed, an arrow over all quarters",
        ),
        pytest.param(
            "□ 추진일정\n\n구 분\t2022. 상반기\t2022. 하반기\n적환장\t설계와 발주\t준공(10월)\n",
            [("2022. 상반기", "적환장: 설계와 발주"), ("2022. 하반기", "적환장: 준공(10월)")],
            id="rows with names",
        ),
        pytest.param(
            "□ 추진일정\n\n추진내용\t1월\t2월\t3월\n기본계획 수립\t■\t\t\n실시설계\t\t■\t■\n",
            [("1월", "기본계획 수립"), ("2월 ~ 3월", "실시설계")],
            id="bars under months",
        ),
        pytest.param(
            "□ 추진일정\n\n구분\t추진일정\t비고\n기본계획 수립\t2022. 3월\t\n착공\t9월\t\n",
            [("2022. 3월", "기본계획 수립"), ("9월", "착공")],
            id="a column of times",
        ),
        pytest.param(
            "□ 추진실적\n\n행사명\t일시\t인원\n안전점검의 날\t2022. 3. 4.\t120명\n소방훈련\t미정\t80명\n",
            [("2022. 3. 4.", "안전점검의 날")],
            id="events with their day",
        ),
        pytest.param("□ 비교\n\n구분\t2021년\t2022년\n지원대상\t어르신 가구\t청년 가구\n", [], id="a comparison of years"),
        pytest.param("□ 현황\n\n사업명\t추진기간\t추진내용\n외벽 보수\t1월 ~ 12월\t보수 공사\n", [], id="periods of projects"),
    ],
)
def test_tables(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


PROGRESS = (
    "□ 추진상황표\n\n"
    "부서명\t사업명\t연초계획\t\t집행실적\t\t\t향후계획\t\t\n"
    "\t\t사업기간\t소요예산\t집행일시\t집행내역\t집행금액\t추진기간\t추진내역\t지출금액\n"
    "총무과\t외벽 개선\t1월 ~ 12월\t86백만원\t1월\t보수공사\t3백만원\t7 ~ 8\t점검\t18백만원\n"
    "\t\t\t\t2월\t시설공사\t10백만원\t\t\t\n"
    "총무과\t해외연수\t\t346\t1-5\t문화 체험\t132\t\t없음\t\n"
)


def test_a_table_of_progress_pairs_times_with_doings_and_amounts() -> None:
    found = milestones(PROGRESS)
    assert [(one.project, one.when.text, one.when.first, one.what, one.amount_won, one.status) for one in found] == [
        ("외벽 개선", "1월", "2022-01", "보수공사", 3_000_000, "done"),
        ("외벽 개선", "7 ~ 8", "2022-07", "점검", 18_000_000, "planned"),
        ("외벽 개선", "2월", "2022-02", "시설공사", 10_000_000, "done"),
        ("해외연수", "1-5", "2022-01", "문화 체험", None, "done"),
    ]


def test_cells_that_count_something_stay_indicators() -> None:
    report = parse_report(FRONT + "□ 추진일정\n\n구 분\t1분기\t2분기\n소통\t▸ 협의회(2) ▸ 면담\t▸ 준공(5월)\n")
    assert [fact.value for fact in report.facts if isinstance(fact, Indicator)] == [2]
    assert FindingCode.UNREAD_NUMBER not in {finding.code for finding in report.findings}


def test_places_in_the_phrase_hold_the_doing_and_its_time() -> None:
    printed = "사전 검토(1월) 및 심의(’22. 2월)"
    found = find_activities(fold(printed), printed, 2022, Manner.DONE)
    assert [(printed[one.start : one.end], one.when.text) for one in found] == [("사전 검토(1월)", "1월"), ("심의(’22. 2월)", "’22. 2월")]


def test_a_phrase_of_very_many_times_is_read_in_part() -> None:
    assert 0 < len(find_activities("점검(3월), " * 500, None, 2022, Manner.SCHEDULED)) <= 40


def _printed(lines: list[str], one: Milestone) -> bool:
    return one.printed in "\n".join(lines[one.span.first - 1 : one.span.last])


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    """Of each report: how many, done, planned, without a project, with an amount; each stands at its span."""
    counts = []
    for path in real_reports:
        source = path.read_bytes()
        found = [fact for fact in read_report(source).facts if isinstance(fact, Milestone)]
        lines = source.decode("utf-8-sig").splitlines()
        assert all(_printed(lines, one) and one.when.text and len(one.what) >= 2 for one in found)
        states = [one.status for one in found]
        lonely, paid = sum(one.project is None for one in found), sum(one.amount_won is not None for one in found)
        counts.append((len(found), states.count("done"), states.count("planned"), lonely, paid))
    assert counts == [(9, 3, 5, 0, 0), (62, 27, 26, 0, 15), (125, 2, 114, 14, 0), (20, 0, 4, 0, 0)]
