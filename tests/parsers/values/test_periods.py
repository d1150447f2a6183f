"""Times: every printed form with its bounds, and all that only looks like one."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.facts import Period
from app.parsers.values import periods
from app.parsers.values.periods import UnreadablePeriod, column_year, find_periods, is_period, parse_date, parse_period

# Printed, first, last: read alike as a whole cell and within a sentence. A year that is not printed is 2021.
FORMS = [
    # days
    ("'21.1.31.", "2021-01-31", "2021-01-31"),
    ("’23. 3. 31.", "2023-03-31", "2023-03-31"),
    ("‘06.1.18", "2006-01-18", "2006-01-18"),
    ("′94. 9. 1", "1994-09-01", "1994-09-01"),
    ("1976.01.05", "1976-01-05", "1976-01-05"),
    ("83.11.30", "1983-11-30", "1983-11-30"),
    ("2007. 7. 2", "2007-07-02", "2007-07-02"),
    ("2007.4. 6", "2007-04-06", "2007-04-06"),
    ("2007-07-02", "2007-07-02", "2007-07-02"),
    ("2007/07/02", "2007-07-02", "2007-07-02"),
    ("2020. 11. 3.", "2020-11-03", "2020-11-03"),
    ("1946년 12월 31일", "1946-12-31", "1946-12-31"),
    ("'21년3월2일", "2021-03-02", "2021-03-02"),
    ("10월 29일", "2021-10-29", "2021-10-29"),
    ("3/16(화)", "2021-03-16", "2021-03-16"),
    ("2021. 2. 30.", "2021-02", "2021-02"),  # no such day: the month is certain
    # days with hours, weekdays and lengths
    ("'21. 4. 7.(수) 06:00~20:00", "2021-04-07", "2021-04-07"),
    ("’23. 3. 29.(수) 15:00 ~ 17:00", "2023-03-29", "2023-03-29"),
    ("2007. 5. 26(토) 07:00 - 22:00", "2007-05-26", "2007-05-26"),
    ("'21.3.16.(화) 오후 2시", "2021-03-16", "2021-03-16"),
    ("'21.4. 2. ~ 4. 3.(06:00~18:00)", "2021-04-02", "2021-04-03"),
    ("2007. 2.15~2.20(5박6일)", "2007-02-15", "2007-02-20"),
    ("2007.4. 6~4. 7(2일간)", "2007-04-06", "2007-04-07"),
    ("'23. 4. 1 ~ '29. 8.30 (60개월)", "2023-04-01", "2029-08-30"),
    # ranges of days
    ("2007. 7. 2 ~ 7. 11", "2007-07-02", "2007-07-11"),
    ("2007.01.01~12.31", "2007-01-01", "2007-12-31"),
    ("2007. 7.20 - 8.19", "2007-07-20", "2007-08-19"),
    ("2007. 1. 1 ~ 12. 31", "2007-01-01", "2007-12-31"),
    ("'21.3.16. ~ 3.20.", "2021-03-16", "2021-03-20"),
    ("'21.3.16.~20.", "2021-03-16", "2021-03-20"),
    ("'21. 5. 7.(금) ~ 9.(일)", "2021-05-07", "2021-05-09"),
    ("'05.4.15 ~'07.4.14", "2005-04-15", "2007-04-14"),
    ("2006. 10. 11 ~ 2007. 8. 6", "2006-10-11", "2007-08-06"),
    ("'21년 3월 2일 ~ 5일", "2021-03-02", "2021-03-05"),
    ("3월 2일~4월 5일", "2021-03-02", "2021-04-05"),
    ("3. 2.(화) ~ 3. 5.(금)", "2021-03-02", "2021-03-05"),
    ("7.20~8.19", "2021-07-20", "2021-08-19"),
    ("3.28~4.7", "2021-03-28", "2021-04-07"),
    ("'21.3.16. ~ 3.2.", "2021-03-16", None),  # a misprinted end is not guessed at
    # months
    ("2007. 6", "2007-06", "2007-06"),
    ("2009.4", "2009-04", "2009-04"),
    ("2011. 12.", "2011-12", "2011-12"),
    ("2021-03", "2021-03", "2021-03"),
    ("’21. 1.", "2021-01", "2021-01"),
    ("'21. 6월", "2021-06", "2021-06"),
    ("'21.10월", "2021-10", "2021-10"),
    ("2010.12월", "2010-12", "2010-12"),
    ("2007년 1월", "2007-01", "2007-01"),
    ("2020 12월", "2020-12", "2020-12"),
    ("21.6월", "2021-06", "2021-06"),
    ("19년 3월", "2019-03", "2019-03"),
    ("7월", "2021-07", "2021-07"),
    ("1월중", "2021-01", "2021-01"),
    ("8월 중", "2021-08", "2021-08"),
    ("6월말", "2021-06", "2021-06"),
    ("'20.11월말", "2020-11", "2020-11"),
    ("3월 초순", "2021-03", "2021-03"),
    ("5월경", "2021-05", "2021-05"),
    # ranges of months
    ("’21. 1. ~ 12.", "2021-01", "2021-12"),
    ("2007. 1 ~ 12월", "2007-01", "2007-12"),
    ("'21. 2~8월", "2021-02", "2021-08"),
    ("'23. 4.~7.", "2023-04", "2023-07"),
    ("'23. 4~5월", "2023-04", "2023-05"),
    ("'21. 1월 ~ 11월", "2021-01", "2021-11"),
    ("2007. 1월 ~ 2007.12월", "2007-01", "2007-12"),
    ("2007. 7월~8월", "2007-07", "2007-08"),
    ("2020년 12월 ~ 2021년 2월", "2020-12", "2021-02"),
    ("'20. 11.~2.", "2020-11", "2021-02"),
    ("11~2월", "2021-11", "2022-02"),
    ("'21. 1월부터 12월까지", "2021-01", "2021-12"),
    ("6~11월", "2021-06", "2021-11"),
    ("10~11월중", "2021-10", "2021-11"),
    ("1월 ~ 12월", "2021-01", "2021-12"),
    ("3월-5월", "2021-03", "2021-05"),
    ("1-12월", "2021-01", "2021-12"),
    ("6,12월", "2021-06", "2021-12"),
    ("'21. 3·6·9월", "2021-03", "2021-09"),
    ("11월 ~ '22.3월", "2021-11", "2022-03"),
    # quarters, halves, years
    ("1분기", "2021-01", "2021-03"),
    ("3 분기", "2021-07", "2021-09"),
    ("1/4분기", "2021-01", "2021-03"),
    ("4 / 4분기", "2021-10", "2021-12"),
    ("제2분기", "2021-04", "2021-06"),
    ("'21년 1분기", "2021-01", "2021-03"),
    ("2021. 1/4분기", "2021-01", "2021-03"),
    ("1~3분기", "2021-01", "2021-09"),
    ("1분기~3분기", "2021-01", "2021-09"),
    ("상반기", "2021-01", "2021-06"),
    ("하 반 기", "2021-07", "2021-12"),
    ("2007. 상반기", "2007-01", "2007-06"),
    ("2007 하반기", "2007-07", "2007-12"),
    ("2021년 하반기", "2021-07", "2021-12"),
    ("상·하반기", "2021-01", "2021-12"),
    ("상반기 중", "2021-01", "2021-06"),
    ("'21년 상반기 내", "2021-01", "2021-06"),
    ("내년 상반기", "2022-01", "2022-06"),
    ("'21. 상반기 ~ '22. 하반기", "2021-01", "2022-12"),
    ("연중", "2021-01", "2021-12"),
    ("'21. 연중", "2021-01", "2021-12"),
    ("'21년 연중", "2021-01", "2021-12"),
    ("2008", "2008", "2008"),
    ("2007년", "2007", "2007"),
    ("2007년도", "2007", "2007"),
    ("'21년", "2021", "2021"),
    ("'76년", "1976", "1976"),
    ("'20", "2020", "2020"),
    ("21년도", "2021", "2021"),
    ("2006년말", "2006", "2006"),
    ("'22년~'24년", "2022", "2024"),
    ("'21~'26", "2021", "2026"),
    ("2018~2021년", "2018", "2021"),
    ("2021-2025", "2021", "2025"),
    ("2021~24년", "2021", "2024"),
    ("'80~'00년대", "1980", "2009"),
    ("1980년대", "1980", "1989"),
    ("'15년부터 '19년까지", "2015", "2019"),
    # open at one end
    ("~ '21. 6월", None, "2021-06"),
    ("~'21.3월", None, "2021-03"),
    ("~ 12월", None, "2021-12"),
    ("~ 연말", None, "2021-12"),
    ("~ 3.31.", None, "2021-03-31"),
    ("'21.3월~", "2021-03", None),
    ("'21. 3월 ~", "2021-03", None),
    ("’23. 8.~", "2023-08", None),
    ("‘21. 4.15.(목) ~", "2021-04-15", None),
    ("2월~", "2021-02", None),
    ("’12년 이후", "2012", None),
    ("2006년이전", None, "2006"),
    ("2007. 3월부터", "2007-03", None),
    ("'22년까지", None, "2022"),
    ("'20. 12. 9.부터", "2020-12-09", None),
    ("2021. 1월 ~ 현재", "2021-01", None),
    # recurring
    ("매월", None, None),
    ("매월 25일", None, None),
    ("매월 셋째주 목요일", None, None),
    ("매주", None, None),
    ("매주 금", None, None),
    ("매년", None, None),
    ("매분기", None, None),
    ("수시", None, None),
    ("격월", None, None),
    ("반기별", None, None),
    ("월별", None, None),
]


@pytest.mark.parametrize(("printed", "first", "last"), FORMS)
def test_a_cell_that_is_a_time(printed: str, first: str | None, last: str | None) -> None:
    assert parse_period(printed, 2021) == Period(printed, first, last)


@pytest.mark.parametrize(("printed", "first", "last"), FORMS)
@pytest.mark.parametrize("frame", ["({})", "○ 추진일정 : {}", "교육 실시({}), 점검", "사업\t{}\t86백만원", "- 기 간 : {} \n- 대 상"])
def test_the_same_time_in_running_text(frame: str, printed: str, first: str | None, last: str | None) -> None:
    text = frame.format(printed)
    (found,) = find_periods(text, 2021)
    assert (found.period.first, found.period.last) == (first, last)
    assert (found.text, text[found.start : found.end]) == (printed, printed)


@pytest.mark.parametrize(("printed", "first", "last"), FORMS)
def test_a_label_that_is_a_time(printed: str, first: str | None, last: str | None) -> None:
    assert is_period(printed)
    assert is_period(f" ({printed})") == (")" not in printed)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,200 ~ 1,400명", id="a range of counts"),
        pytest.param("1일 1,200명 ~ 1,400명", id="counts each with its unit"),
        pytest.param("2007명", id="a count of four digits"),
        pytest.param("2020 명", id="a count after a blank"),
        pytest.param("2000여명", id="about"),
        pytest.param("2000~3000명", id="a range of counts of four digits"),
        pytest.param("2000만원", id="an amount"),
        pytest.param("12.5억원, 2,007천원", id="amounts"),
        pytest.param("2010㎡ 1999.99㎡ 2007.5㎡", id="areas"),
        pytest.param("1.4만 건", id="a scaled count"),
        pytest.param("4.5%, 1.20~3.15%, 15% ~ 50%", id="rates"),
        pytest.param("평점 3.5~4.5", id="a range of scores"),
        pytest.param("2.5단계, 1.5~2단계", id="levels"),
        pytest.param("18세 ~ 59세, 20대", id="ages"),
        pytest.param("5, 6급 1~5순위", id="grades and ranks"),
        pytest.param("4~5급 공무원, 3~5회", id="short ranges"),
        pytest.param("2~3만(179개동, 42.1%)", id="a range of myriads"),
        pytest.param("1. 사업개요", id="a section's number"),
        pytest.param("1.4. 추진배경", id="a section's number of two parts"),
        pytest.param("1.2.3 세부내용, v10.1.2", id="numbers of three parts"),
        pytest.param("당산동3가 385-1 (본 관)", id="an address"),
        pytest.param("02-2670-3114, 2670-2007", id="telephone numbers"),
        pytest.param("192.168.10.1", id="a network address"),
        pytest.param("1:1 상담", id="a ratio"),
        pytest.param("3/4 이상", id="a fraction"),
        pytest.param("제31조의2, 제21조제3항", id="articles of a law"),
        pytest.param("고시 제2007-15호", id="an ordinance's number"),
        pytest.param("2020가합12345", id="a court case"),
        pytest.param("07:00 - 22:00", id="hours without a day"),
        pytest.param("08시출근(31.8%) / 09:30이후", id="hours in a sentence"),
        pytest.param("연 2회, 월2회 내외, 주1회", id="how often"),
        pytest.param("최근 3년간, 10년 경과, 15년 이상", id="lengths of time"),
        pytest.param("3개월, 5개년, 60개월", id="lengths with a counter"),
        pytest.param("20년간, 40년", id="lengths of two digits"),
        pytest.param("공연중, 강연중", id="words that end in 연중"),
        pytest.param("연중무휴", id="all year round"),
        pytest.param("여수시, 상시학습제", id="words that hold 수시 and 상시"),
        pytest.param("매일경제", id="a newspaper"),
        pytest.param("전년 대비, 올해 예산", id="a year beside the report's"),
        pytest.param("'10대 과제', '24시간 운영', '3개년 계획'", id="quotes of a quotation"),
        pytest.param("동경 126°58′40″", id="minutes of arc"),
        pytest.param("S(10%), 8.4 12.1 45.2", id="rates in columns"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_periods(text, 2021) == ()
    assert not is_period(text)
    with pytest.raises(UnreadablePeriod):
        parse_period(text, 2021)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        pytest.param("운영('20. 11개→'21. 16개 과정)", ["'20", "'21"], id="a year and a count"),
        pytest.param("'20년 20회 109명, '20년 11개 부서", ["'20년", "'20년"], id="counts after a year"),
        pytest.param("'76.1.5 (지하83.11.30)", ["'76.1.5", "83.11.30"], id="glued to a word"),
        pytest.param("개정('22.1.1.시행)", ["'22.1.1."], id="glued to what happened"),
        pytest.param("('21.1.31. 기준, 단위 : 천원)", ["'21.1.31."], id="as of"),
        pytest.param("징수현황(3.31.), 집행률 (5.31.기준)", ["3.31.", "5.31."], id="as of, without a year"),
        pytest.param("총 261명 (5. 31현재)", ["5. 31"], id="as of, glued"),
        pytest.param("판매 중(2.1.~)", ["2.1.~"], id="open, without a year"),
        pytest.param("4 독서지원 3회(3~5월, 900명)", ["3~5월"], id="beside a count"),
        pytest.param("8월 중 3기(30명) 운영", ["8월 중"], id="before a count"),
        pytest.param("3월 초등학교 방문, 7월 말레이시아", ["3월", "7월"], id="part of the next word"),
        pytest.param("2022 예산현액, 2020최종예산, '21본예산", ["2022", "2020", "'21"], id="columns' labels"),
        pytest.param("'19, '20년 시간외 수당", ["'19", "'20년"], id="a row of years"),
        pytest.param("5개년('21~'26) 간, ('21~'22.)", ["'21~'26", "'21~'22"], id="ranges of years"),
        pytest.param("연2회(상, 하반기 정기인사시)", ["상, 하반기"], id="both halves"),
        pytest.param("연2회(상반기, 하반기)", ["상반기", "하반기"], id="each half"),
        pytest.param("2007.1월중(2006년도 목표달성도)", ["2007.1월중", "2006년도"], id="one after another"),
        pytest.param("2007.01.01~12.31(하계휴양소 7.20~8.19)", ["2007.01.01~12.31", "7.20~8.19"], id="one within the other"),
        pytest.param("일 시 : '21. 4. 7.(수) 06:00~20:00 ※거소투표 : 3.28~4.7", ["'21. 4. 7.(수) 06:00~20:00", "3.28~4.7"], id="hours"),
        pytest.param("매월 1회, 5급 연수 2월~), 만족도", ["매월", "2월~"], id="how often beside a time"),
        pytest.param("21년 예산현액, 20년 최종예산", ["21년", "20년"], id="two digits before a budget"),
        pytest.param("'05.4.1 ~\n'07.3.31", ["'05.4.1 ~\n'07.3.31"], id="broken over lines"),
        pytest.param("2007.\n6. 사업", ["2007"], id="a line's end ends a date"),
    ],
)
def test_times_in_running_text(text: str, times: list[str]) -> None:
    assert [found.text for found in find_periods(text, 2021)] == times


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        pytest.param("5. 31현재", Period("5. 31", "2021-05-31", "2021-05-31"), id="as of"),
        pytest.param("'20.12월 기준", Period("'20.12월", "2020-12", "2020-12"), id="as of a month"),
        pytest.param("11월 예정", Period("11월", "2021-11", "2021-11"), id="expected"),
        pytest.param("연중 실시", Period("연중", "2021-01", "2021-12"), id="done"),
        pytest.param("(’21.1.31. 기준)", Period("’21.1.31.", "2021-01-31", "2021-01-31"), id="in brackets"),
        pytest.param("2007.11월 (주관:서울고등검찰청)", Period("2007.11월", "2007-11", "2007-11"), id="with a remark"),
        pytest.param("  '21~'22.  ", Period("'21~'22", "2021", "2022"), id="a stop at its end"),
        pytest.param("'05.4.1\n~'07.3.31", Period("'05.4.1 ~'07.3.31", "2005-04-01", "2007-03-31"), id="broken over lines"),
        pytest.param("3월, 6월, 9월", Period("3월, 6월, 9월", "2021-03", "2021-09"), id="several"),
        pytest.param("'20. 3월, 9월", Period("'20. 3월, 9월", "2020-03", "2020-09"), id="several of one year"),
        pytest.param("상반기, 하반기", Period("상반기, 하반기", "2021-01", "2021-12"), id="both halves"),
        pytest.param("3월, 수시", Period("3월, 수시", None, None), id="one of them recurring"),
        pytest.param("5.31", Period("5.31", "2021-05-31", "2021-05-31"), id="a day that only its cell tells"),
        pytest.param("21. 6.", Period("21. 6.", "2021-06", "2021-06"), id="no quote, but no month either"),
        pytest.param("12. 3.", Period("12. 3.", "2021-12-03", "2021-12-03"), id="a month and a day before a year and a month"),
        pytest.param("21년", Period("21년", "2021", "2021"), id="two digits near the report's year"),
    ],
)
def test_cells_with_more_than_a_time(cell: str, period: Period) -> None:
    assert parse_period(cell, 2021) == period


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [("1-12", "2021-01", "2021-12"), ("6-12", "2021-06", "2021-12"), ("7 ~ 8", "2021-07", "2021-08"), ("3", "2021-03", "2021-03")],
)
def test_bare_numbers_are_months_only_where_months_stand(cell: str, first: str, last: str) -> None:
    assert parse_period(cell, 2021, months=True) == Period(cell, first, last)
    assert parse_period(cell, months=True) == Period(cell)
    with pytest.raises(UnreadablePeriod):
        parse_period(cell, 2021)


@pytest.mark.parametrize("cell", ["13", "0", "1-13", "385-1", "1,000", "-", "없음", "21년", "'21년 예산", "3월 개최지 변경"])
def test_cells_that_are_no_time(cell: str) -> None:
    with pytest.raises(UnreadablePeriod) as caught:
        parse_period(cell, months=True)
    assert caught.value.printed == cell


@pytest.mark.parametrize("printed", ["7월", "6~11월", "1분기", "상반기", "연중", "3.31.", "2월~", "~ 12월", "내년 상반기"])
def test_without_a_year_nothing_is_certain(printed: str) -> None:
    assert parse_period(printed) == Period(printed, None, None)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021", "2021"),
        ("’21. 3.", "2021-03"),
        ("2021년 3월 16일", "2021-03-16"),
        ("2007. 7. 2(월)", "2007-07-02"),
        ("(3.31.기준)", "2023-03-31"),
        ("7월", "2023-07"),
        ("2021. 2.", "2021-02"),
        ("’21. 1. ~ 12.", None),
        ("1분기", None),
        ("수시", None),
        ("총무과", None),
        ("", None),
    ],
)
def test_parse_date(printed: str, expected: str | None) -> None:
    assert parse_date(printed, 2023) == expected


@pytest.mark.parametrize(
    "label", ["2021년 예산", "구분", "1,234", "4.5", "3.5", "비고", "계", "2021년~ 예산현액", "11월 예정", "3월 5명", "-"]
)
def test_labels_that_are_no_time(label: str) -> None:
    assert not is_period(label)


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2021년", 2021),
        ("2007년도", 2007),
        ("'21년 예산현액", 2021),
        ("’22년 대비 증감", 2022),
        ("2020최종예산", 2020),
        ("2022 예산현액", 2022),
        ("2022 예산현액\n(A)", 2022),
        ("21년 예산현액", 2021),
        ("2010.12월", 2010),
        ("(A) 2023년", 2023),
        ("2006세입(174백만원)", 2006),
        ("2021년 1분기 (1~3월)", 2021),
        ("2021 예산 (3.31.)", 2021),
        ("2006년이전", None),
        ("'21~'22", None),
        ("'21년 ('20년 대비)", None),
        ("1분기", None),
        ("징수현황(3.31.)", None),
        ("예산액", None),
        ("2,021", None),
        ("2007명", None),
        ("", None),
    ],
)
def test_column_year(label: str, year: int | None) -> None:
    assert column_year(label) == year


# --- any text -------------------------------------------------------------------------------------------------------

LETTERS = "0123456789'’.,~-/:() \n년월일분기상하반연중말매주격수시이후전까지부터명개%제급가"
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@settings(max_examples=600, deadline=None)
@given(st.text(LETTERS, max_size=60) | st.text(max_size=30), st.none() | st.integers(1990, 2040))
def test_any_text(text: str, year: int | None) -> None:
    end = 0
    for found in find_periods(text, year):
        assert found.start >= end
        assert text[found.start : found.end] == found.text == found.period.text
        assert all(bound is None or ISO.fullmatch(bound) for bound in (found.period.first, found.period.last))
        end = found.end
    is_period(text)
    column_year(text)
    parse_date(text, year)


@settings(max_examples=600, deadline=None)
@given(st.text(LETTERS, max_size=40))
def test_lines_let_go_at_once_hold_no_time(text: str) -> None:
    framed = f"{text} '21년"  # the sign at the end keeps the line from being let go
    assert find_periods(text) == tuple(found for found in find_periods(framed) if found.end <= len(text)) or periods._SIGNS.search(text)


DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
DAY_FORMS = [
    "{0:%Y}. {0.month}. {0.day}.",
    "'{0:%y}.{0.month}.{0.day}",
    "{0:%Y}년 {0.month}월 {0.day}일",
    "{0:%Y-%m-%d}",
    "’{0:%y. %m. %d.}",
]


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS, st.sampled_from(DAY_FORMS), st.sampled_from(["~", " ~ ", " - ", "∼"]))
def test_any_day_and_any_range_of_days(first: date, last: date, form: str, sign: str) -> None:
    assert parse_date(form.format(first)) == first.isoformat()
    printed = f"{form.format(first)}{sign}{form.format(last)}"
    assert parse_period(printed) == Period(printed, first.isoformat(), last.isoformat())
    assert [found.text for found in find_periods(f"기간 {printed} 운영")] == [printed]


@pytest.mark.parametrize(
    "unit",
    ["1 ", "1,", "1~", "'21 ", "2021. ", "~", "~ 1월 ", "1.1.", "2021.1.", "1월~", "매월", "상 하", " ", "(", "1,2,3,4,5,6,", "'", "제 1"],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.perf_counter()
    find_periods(text, 2021)
    assert time.perf_counter() - started < 10  # a quadratic reading would take many minutes
