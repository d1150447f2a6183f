"""What pages that are no report of works say of themselves: whose they are, of which year, written when."""

import pytest

from app.parsers.pipeline import parse_report
from tests.parsers.drawn import layout, outline

TABLE = ["구분\t예산액", "계\t100", "운영\t100"]


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param(["2031년 들빛교육청 재정공시(2030 결산기준)", "○ 2031. 8. 22."], 2030, id="of the settlement, not of the issue"),
        pytest.param(["1. 2030회계연도 결산 승인", "의사일정은 2031년 6월 9일에 마칩니다."], 2030, id="of the account"),
        pytest.param(["1. 사업개요", "회계연도 | 2032 | |", "사업기간 | 2029-01-01 ~ 2035-12-31 | |"], 2032, id="of a form"),
        pytest.param(
            ["회의일 : 2030년 12월 2일", "1. 2031년도 일반회계 세입ㆍ세출 예산안 심사"], 2031, id="of the budget that is talked of"
        ),
        pytest.param(["구분 | '30년도 현재액 |", "지방채무는 2031년도 기준으로 작성"], 2031, id="of what figures are based on"),
        pytest.param(
            ["결산서 : 2030년도(당기), 2029년도(전기)", "2031년도(당기) 2030년도(전기)"], 2031, id="of the column called this one"
        ),
        pytest.param(["위원회 평가(2031년)", "위원 수 10명_ 2030년말, 회의 3회_ 2030년말"], 2031, id="of the title"),
        pytest.param(["비율은 2031년 12.5%, 2030년 11.9%"], 2031, id="this year beside the last"),
        pytest.param(["비율은 2031년 12.5%, 2028년 11.9%, 2025년 10.0%"], None, id="a series has none"),
        pytest.param(["- 작성일2031-07-10", "지난 한해 쓴 돈은 3억원입니다."], None, id="the day of writing is no year of figures"),
        pytest.param(["쓴 돈은 2000만원입니다."], None, id="an amount is no year"),
        pytest.param(["최종수정일 2031. 2. 17.", "참석 80명"], None, id="nor the day of an update"),
        pytest.param(
            ["올해 주민은 5,164명으로 2030년말에 비해 34명 늘었다.", "2030년 6월 이후 는다."], None, id="nor the year compared with"
        ),
        pytest.param(["올해 예산은 2030년도 본예산 44억원보다 3억원 는 47억원이다."], None, id="nor that of an amount compared with"),
        pytest.param(["주민은 2030년말 5,164명이다.", "2030년보다 34명 많은 해도 있다."], 2030, id="one that is told as well"),
    ],
)
def test_fiscal_year(lines: list[str], year: int | None) -> None:
    assert parse_report("\n".join(lines)).meta.fiscal_year == year


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        pytest.param(["- 등록일", "- 2031-11-02"], "2031-11-02", id="on the line below its key"),
        pytest.param(["작성일2031-07-10"], "2031-07-10", id="glued to its key"),
        pytest.param(["홍가람 기자 | 기사입력 2031/12/26 [16:29]"], "2031-12-26", id="behind its key in a row"),
        pytest.param(["• 승인 2031.01.09 10:28"], "2031-01-09", id="with the hour"),
        pytest.param(["들빛시 재정공시 제2호(2031. 8. 22.)"], "2031-08-22", id="behind a number"),
        pytest.param(["일  시 : 2031년 3월 6일 (수) 10시"], "2031-03-06", id="a meeting's day"),
        pytest.param(["최종수정일 2031-07-10"], None, id="an update is no issue"),
    ],
)
def test_issued(lines: list[str], issued: str | None) -> None:
    assert parse_report("\n".join([*lines, *TABLE])).meta.issued == issued


@pytest.mark.parametrize(
    ("lines", "department"),
    [
        pytest.param(["- 담당부서 기획예산실"], "기획예산실", id="behind a key"),
        pytest.param(["부서", "- 행정지원과"], "행정지원과", id="on the line below"),
        pytest.param(["부서명 | 구조구급과 | 분야명 | 안전 |"], "구조구급과", id="in a form"),
        pytest.param(["현재 콘텐츠 업무 담당부서는 기획예산실 (☎ 02) 입니다."], "기획예산실", id="in a sentence"),
        pytest.param(["문서번호 민원담당관-8086 결재일자 2031. 11. 30."], "민원담당관", id="in a document's number"),
        pytest.param(["시행주체 | 김포시청 공공건축과 |"], "공공건축과", id="behind its government"),
        pytest.param(["소속기관 및 읍면동"], None, id="a sort of bodies is none"),
        pytest.param(["제31회 시의회(임시회)", "본회의회의록", "시의회사무과"], None, id="clerks keep minutes, they do not report"),
    ],
)
def test_department(lines: list[str], department: str | None) -> None:
    assert parse_report("\n".join([*lines, *TABLE])).meta.department == department


@pytest.mark.parametrize(
    ("lines", "government"),
    [
        pytest.param(["수원시 걷기대회에 3명이 갔고 고성군에 이어 시작했다."], None, id="places named in passing"),
        pytest.param(["들불 3건", "수원시는 올해 3억원을 썼다."], "경기도 수원시", id="what a sentence is about"),
        pytest.param(["지원조례 안내", "수원시장이 3명을 보냈다."], "경기도 수원시", id="its office"),
        pytest.param(["2031. 10월 수원시 민원 3건"], "경기도 수원시", id="in the title, behind a date"),
        pytest.param(["구분 | 수원시 | 평균", "계 | 3 | 4"], "경기도 수원시", id="the head of a column"),
        pytest.param(["전남소방본부는 3억원을 썼다."], "전라남도", id="an office behind a bare stem"),
        pytest.param(["전남 여행객 3명"], None, id="a bare stem is a place"),
        pytest.param(["근거 : 수원시 공약실천 기본조례 제10조"], "경기도 수원시", id="its ordinance"),
        pytest.param(
            ["들불 3건", "수원시는 3억원을 썼다.", "안양시는 4억원을 썼다.", "수원시는 5억원을 냈다."],
            None,
            id="several, none clearly more than another",
        ),
        pytest.param(
            ["들불 3건", "수원시는 3억원을 썼다.", "안양시는 4억원을 썼다.", "수원시는 5억원을 냈다.", "수원시는 6억원을 냈다."],
            "경기도 수원시",
            id="one clearly more than another",
        ),
    ],
)
def test_government(lines: list[str], government: str | None) -> None:
    assert parse_report("\n".join(lines)).meta.government == government


def test_whoever_keeps_a_page_is_not_whose_figures_it_shows() -> None:
    report = parse_report("들빛구 직원 정원 조례 개정\n부서\n- 행정지원과\n1. 내용\n ○ 정원의 총수 : 1,433명\n")
    assert report.meta.department == "행정지원과"
    assert [fact.department for fact in report.facts] == [None]


def test_an_agenda_holds_no_projects() -> None:
    text = "제31회 들빛시의회\n본회의회의록\n1. 2031년도 주요업무보고\n2. 부의된안건\n(개의 10:00)\n1. 2031년도 주요업무보고\n"
    report = parse_report(text)
    assert (report.meta.kind, [fact for fact in report.facts if fact.kind == "project"]) == ("회의록", [])


@pytest.mark.parametrize(
    ("line", "as_of"),
    [
        ("(기준 : 2031. 6. 30., 단위 : 명)", "2031-06-30"),
        ("[기준일자 : 2031년 12월 31일]", "2031-12-31"),
        ("2031년 6월말 기준", "2031-06"),
    ],
)
def test_as_of(line: str, as_of: str) -> None:
    assert parse_report("\n".join([line, *TABLE])).meta.as_of == as_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["본문 바로가기 메뉴 바로가기", "메뉴위치", "• Home", "• 정보공개", "• 결산", "결산", "○ 3억원"],
            ["본문 바로가기 메뉴 바로가기", "메뉴위치", "· Home", "· 정보공개", "· 결산"],
            id="links and the path to a page",
        ),
        pytest.param(["• 결산", "• 3억원"], [], id="a list of its own"),
        pytest.param(["조회수108", "모바일환경에서는 좌우로 이동하여 볼 수 있습니다", "들불 3건"], None, id="views and hints"),
        pytest.param(["```", "구분 3", "```"], ["```", "```"], id="fences of code"),
    ],
)
def test_what_a_site_prints_around_a_text(lines: list[str], expected: list[str] | None) -> None:
    assert layout(*lines) == (lines[:-1] if expected is None else expected)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["```", "# 주석", "x = 1", "```"], id="a remark within a fence of code"),
        pytest.param(["[단위 : 명]", "구분\t인원", "계\t3"], id="a unit in square brackets"),
        pytest.param(["교육비 3,307억 ↑ 1조 330억", "○ 증가"], id="a line that states figures"),
        pytest.param(["인원 현황 : 연도, '30, '31, 인원을 담은 표", "연도\t'30", "계\t3"], id="what a site says of its table"),
        pytest.param(["3) 특수병원 중 장애인 시설임", "구분\t인원", "계\t3"], id="a numbered note that is a sentence"),
    ],
)
def test_lines_of_pages_that_are_no_heading(lines: list[str]) -> None:
    assert outline(*lines) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param("1. 개정이유\n ○ 3명\n2. 주요내용\n 가. 정원\n  ○ 3명\n", [], id="numbers of a notice"),
        pytest.param("Ⅰ. 할 일\n1. 우물 파기\n ○ 사업비 : 3억원\n2. 의견제출\n ○ 3명\n", ["우물 파기"], id="what states a budget"),
    ],
)
def test_projects_of_pages_that_are_no_report_of_works(text: str, titles: list[str]) -> None:
    assert [fact.title for fact in parse_report(text).facts if fact.kind == "project"] == titles


def test_a_chapter_printed_in_one_breath_behind_its_contents() -> None:
    contents = "Ⅰ. 일반현황 2 Ⅱ. 정책방향 6 Ⅲ. 주요업무계획 9\n"
    text = f"{contents}Ⅰ. 일반현황 8 팀 88 명 직원연수원 14 명 달빛재단 - 1사무국 2부 23명 인사관리, 제도개선과 그 밖의 일\n- 평균 3 회\n"
    report = parse_report(text)
    assert (report.meta.title, report.meta.kind, [section.title for section in report.outline]) == (None, None, ["", "일반현황"])
    found = {(fact.name, fact.value) for fact in report.facts if fact.kind == "indicator"}
    assert {("직원연수원", 14), ("달빛재단", 23), ("평균", 3)} <= found


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param(["2030회계연도 결산검사를 마쳤다.", "지난해 세입은 54억원이다."], None, id="told in a year that is not known"),
        pytest.param(["2030년 살림 안내", "지난해 세입은 54억원이다."], 2029, id="told in the page's year"),
    ],
)
def test_a_year_told_by_a_word(lines: list[str], year: int | None) -> None:
    assert [fact.fiscal_year for fact in parse_report("\n".join(lines)).facts] == [year]
