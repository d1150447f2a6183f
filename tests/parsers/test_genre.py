"""Forms of print that only some governments use: short passages, and what a reader takes from each."""

from decimal import Decimal

import pytest

from app.models.facts import AuditItem, BudgetLine, Duty, Facility, Indicator, Milestone, Project
from app.models.finding import FindingCode
from app.models.report import Report
from app.parsers.facts.stated import short_text
from app.parsers.lines.boxes import settle_rows
from app.parsers.lines.lines import read_lines
from app.parsers.lines.marks import Style
from app.parsers.lines.titles import read_title
from app.parsers.pipeline import parse_report
from app.parsers.prose.statements import find_figures

FRONT = "2012년도 주요업무보고\n\n김해시 건설과\n\nⅠ. 일반현황\n\n"

Cell = tuple[str, str, int | float]


def read(text: str) -> Report:
    return parse_report(FRONT + text)


def figures(report: Report) -> list[tuple[str, object, str | None]]:
    return [(fact.name, fact.value, fact.unit) for fact in report.facts if isinstance(fact, Indicator)]


def in_table(report: Report) -> set[tuple[str, object]]:
    """Each figure of a table with all its labels."""
    return {
        (" ".join((*fact.dimensions.values(), *((fact.period.text,) if fact.period else ()), fact.name)), fact.value)
        for fact in report.facts
        if isinstance(fact, Indicator)
    }


# --- amounts and their parts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "총사업비 : 18,500백만원(국비 9,250, 도비 2,775, 군비 6,475)",
            {"국비": 9_250_000_000, "도비": 2_775_000_000, "군비": 6_475_000_000},
            id="parts in the unit of the whole",
        ),
        pytest.param(
            "사업비 : 14,200백만원(국비 9,940 도비 1,420 군비 2,840)",
            {"국비": 9_940_000_000, "도비": 1_420_000_000, "군비": 2_840_000_000},
            id="no comma between payers",
        ),
        pytest.param(
            "사업비 : 21,342백만 원(국 3,100, 시 15,742, 군·구 2,500)",
            {"국": 3_100_000_000, "시": 15_742_000_000, "군·구": 2_500_000_000},
            id="a blank within the unit",
        ),
        pytest.param("사업비 : 300백만원【국비 100, 구비 200】", {"국비": 100_000_000, "구비": 200_000_000}, id="lenses for brackets"),
        pytest.param(
            "사업비 : 355억원(국비 84억원, 시비 271억원)", {"국비": 8_400_000_000, "시비": 27_100_000_000}, id="units of their own"
        ),
        pytest.param("사업비 : 12억 5천만원(도비 3억, 시비 9억 5천)", {"도비": 300_000_000, "시비": 950_000_000}, id="a unit left out"),
        pytest.param("인력 : 83명(의사 7, 간호사 16)", {"의사": 7, "간호사": 16}, id="counts have no scale"),
    ],
)
def test_parts_of_an_amount(text: str, parts: dict[str, int]) -> None:
    assert {figure.label: figure.value for figure in find_figures(text) if figure.label} == parts


@pytest.mark.parametrize(
    ("item", "funding"),
    [
        pytest.param("사업비 : 150백만원(군비)", {"군비": 150_000_000}, id="one payer"),
        pytest.param("총사업비 : 300백만원(국비 100, 군비 200)", {"국비": 100_000_000, "군비": 200_000_000}, id="several payers"),
        pytest.param("사업비 : 300백만원(전년 대비 증액)", {}, id="a remark names no payer"),
    ],
)
def test_funding_of_a_stated_budget(item: str, funding: dict[str, int]) -> None:
    text = f"2015년 주요업무계획\n\n곡성군 기획실\n\nⅠ. 주요업무계획\n\n1. 발전계획 수립\n\n□ 사업개요\n ○ {item}\n"
    (project,) = (fact for fact in parse_report(text).facts if isinstance(fact, Project))
    assert {share.printed: share.won for share in project.funding} == funding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("귀농정착금 : 50세대 × 5백만원 = 250백만원", ["귀농정착금"] * 3, id="signs of arithmetic name nothing"),
        pytest.param("'12. 9월 현재 : 공정률 58%", ["공정률"], id="a date before the colon is no name"),
        pytest.param("평정은 수(20%), 우(40%)", ["평정", "평정"], id="what is spoken of, before its parts"),
        pytest.param("노후화된 3동 화장실 개선", [], id="a building's number counts nothing"),
        pytest.param("노후주택 3동 철거", ["노후주택"], id="so many buildings"),
        pytest.param("등록자 3,420명 중 금연성공 1,265명", ["등록자", "금연성공"], id="of which"),
    ],
)
def test_names_of_stated_figures(text: str, expected: list[str]) -> None:
    assert [figure.name for figure in find_figures(text)] == expected


def test_a_figure_and_its_target() -> None:
    report = read("1. 방문관리\n\n□ 추진실적\n ○ 방문횟수 : 31,240회(목표 35,000회)\n")
    assert [str(fact.basis) for fact in report.facts if isinstance(fact, Indicator)] == ["actual", "target"]


# --- tables between blanks ---------------------------------------------------------------------------------------------


def test_gaps_tell_labels_apart_that_no_table_of_words_knows() -> None:
    report = read(
        "□ 구세 징수실적                              (단위: 백만원, %)\n\n"
        " 세 목 별      목표액      부과액(A)    징수액(B)    징수율(B/A)    체납액\n\n"
        " 합   계      86,000        92,830       88,310         95.1       4,520\n"
        " 재 산 세     71,500        75,210       73,480         97.7       1,610\n"
        " 지난년도수입  14,500       17,620       14,830         84.2       2,910\n"
    )
    assert {("재산세 체납액", 1_610_000_000), ("재산세 징수율", Decimal("97.7"))} <= in_table(report)
    assert len(figures(report)) == 15


def test_years_among_the_labels() -> None:
    report = read(
        "□ 재원별 투자계획                                   (단위 : 백만원)\n"
        "   구  분     총사업비    기투자     2012년     2013년    2014년이후\n"
        "   계          43,200     18,600      9,800     8,800       6,000\n"
        "   국  비      21,600      9,300      4,900     4,400       3,000\n"
    )
    assert ("2014년이후 국비", 3_000_000_000) in in_table(report)


def test_a_blank_cell_is_told_by_its_place() -> None:
    report = read(
        "1. 건설장비 보유현황                                  (단위 : 대)\n\n"
        "   장비명         규격          수량     구입연도     비고\n"
        "   굴삭기         0.6㎥           2      2008\n"
        "   덤프트럭       15톤            4      2006       노후\n"
        "   제설기         부착식         12      2011\n"
    )
    (table,) = report.tables
    assert [row.labels[0] for row in table.rows] == ["굴삭기", "덤프트럭", "제설기"]
    assert [row.cells[1].printed for row in table.rows] == ["2", "4", "12"]
    assert [row.cells[-1].printed for row in table.rows] == ["", "노후", ""]


def test_a_row_alone_under_sorts_of_things() -> None:
    report = read("1. 농업기계 보유현황      (단위 : 대)\n\n기종별   트랙터   콤바인   이앙기\n대  수    1,210      640      980\n")
    assert figures(report) == [("대수", 1210, "대"), ("대수", 640, "대"), ("대수", 980, "대")]


def test_a_month_among_the_years_of_a_header() -> None:
    report = read("○ 수급자 추이\n\n연 도 2010년 2011년 2012.6월\n\n수급자 14,210 15,030 16,220\n\n증가율(%) 3.1 5.8 7.9\n\n")
    assert ("2012.6월 수급자", 16_220) in in_table(report)


def test_an_unknown_label_that_begins_with_a_known_word() -> None:
    report = read("□ 접수 추이\n\n(단위 : 대)\n\n연 도 귀농인접수 주 민 접 수\n\n2010년 786 187\n\n2011년 404 371\n\n2012년 583 488\n\n")
    assert ("2012년 주민접수", 488) in in_table(report)


def test_a_remark_may_begin_with_a_count() -> None:
    report = read("○ 매출 현황\n\n사업단명 참여인원 매출액(천원) 비 고\n\n카페사업단 24 182,400 3호점 개소\n\n세탁사업단 18 96,300\n\n")
    (table,) = report.tables
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [["24", "182,400", "3호점 개소"], ["18", "96,300", ""]]


def test_the_number_of_a_house_belongs_to_its_street() -> None:
    report = read("1 시설 현황\n\n시 설 명 소 재 지 면적(㎡) 정원\n\n한빛복지관 은행나무로 263 2,310 150\n\n새봄회관 당산로 12 870 60\n\n")
    assert [(one.name, one.text) for one in report.facts if isinstance(one, Facility) and one.attribute == "소재지"] == [
        ("한빛복지관", "은행나무로 263"),
        ("새봄회관", "당산로 12"),
    ]


# --- tables between tabs, pipes and tags ------------------------------------------------------------------------------------


def test_tabs_push_a_unit_to_the_right() -> None:
    report = read("□ 투자계획\t\t\t(단위: 백만원)\n구분\t계\t2012\t2013\n국비\t84\t50\t34\n시비\t271\t150\t121\n")
    assert ("2013 시비", 121_000_000) in in_table(report)
    assert report.outline[-1].children[0].title == "투자계획"


def test_a_unit_behind_tabs_below_its_table() -> None:
    report = read("□ 투자계획\n구분\t계\t2012\t2013\n국비\t84\t50\t34\n시비\t271\t150\t121\n\t\t\t(단위: 억원)\n")
    assert ("계 국비", 8_400_000_000) in in_table(report)
    assert not report.findings


def test_rows_go_on_below_a_running_head() -> None:
    head = "2012년도 주요업무보고"
    page = f"- 1 -\n{head}\n"
    report = read(
        "가. 처리시설\n시설명\t위치\t시설용량\t설치년도\t잔여량\n"
        "매립장\t정선읍\t214,000㎥\t1998\t92,700㎥\n소각장\t사북읍\t20톤\t2002\t5톤\n"
        f"{page}선별장\t북평면\t5톤\t1999\t\n나. 기타\n{page}다. 기타\n{page}"
    )
    assert len(report.tables) == 1
    assert {(fact.name, fact.attribute, fact.text) for fact in report.facts if isinstance(fact, Facility) and fact.name == "선별장"} == {
        ("선별장", "위치", "북평면"),
        ("선별장", "시설용량", "5톤"),
        ("선별장", "설치년도", "1999"),
    }


def test_a_subtotal_is_of_the_label_beside_it() -> None:
    report = read(
        "□ 예산현황 (단위: 천원)\n단위사업\t세부사업\t예산액\t집행액\n합계\t\t900\t700\n의정활동\t소계\t600\t500\n\t활동비\t400\t300\n"
        "\t연수\t200\t200\n의회운영\t방송시설\t300\t200\n"
    )
    assert [(line.item, line.path) for line in report.facts if isinstance(line, BudgetLine)] == [
        ("합계", ()),
        ("의정활동", ()),
        ("활동비", ("의정활동",)),
        ("연수", ("의정활동",)),
        ("방송시설", ("의회운영",)),
    ]


def test_two_years_beside_their_change_are_budgets() -> None:
    report = read(
        "□ 2012년 예산\n(단위 : 백만원)\n| 구 분 | '12년(A) | '11년(B) | 증 감 | |\n|---|---|---|---|---|\n"
        "| | | | 금액(A-B) | 비율(%) |\n| 총 계 | 110 | 100 | 10 | 10.0 |\n| 도로 | 60 | 50 | 10 | 20.0 |\n| 하천 | 50 | 50 | - | - |\n"
    )
    line = next(fact for fact in report.facts if isinstance(fact, BudgetLine) and fact.item == "도로")
    assert (line.budget_won, line.prior_budget_won, line.change_won, line.change_percent) == (
        60_000_000,
        50_000_000,
        10_000_000,
        Decimal(20),
    )
    assert not report.findings


@pytest.mark.parametrize(
    ("unit", "head", "cells", "expected"),
    [
        pytest.param("교, 학급, 명", "학교수|학급수|학생수", "98|412|7,105", [(98, "교"), (412, "학급"), (7105, "명")], id="each its own"),
        pytest.param("km", "노선수|총연장", "214|812.6", [(214, "노선"), (Decimal("812.6"), "km")], id="a count among lengths"),
        pytest.param("개소, ㎡", "조성 개소|조성 면적", "98|2,105", [(98, "개소"), (2105, "㎡")], id="what a label measures"),
        pytest.param("백만원", "건수|금액", "12|30", [(12, "건"), (30_000_000, "원")], id="a count among amounts"),
        pytest.param("가구, 백만원", "지급가구|지급액", "12|30", [(12, "가구"), (30_000_000, "원")], id="a label that ends in its unit"),
        pytest.param("개", "학교수|학원수", "12|30", [(12, "개"), (30, "개")], id="a unit that counts stands"),
    ],
)
def test_units_of_columns(unit: str, head: str, cells: str, expected: list[tuple[object, str]]) -> None:
    header, row = (" | ".join(text.split("|")) for text in (head, cells))
    report = read(f"□ 현황\n(단위: {unit})\n\n| 구분 | {header} |\n|---|---|---|\n| 계 | {row} |\n| 공립 | {row} |\n")
    assert [(value, base) for _, value, base in figures(report)][: len(expected)] == expected


def test_years_that_say_what_they_are_of() -> None:
    report = read("□ 성과지표\n지표명\t2011\t2012(목표)\n만족도(점)\t78.4\t82.0\n소비액(억원)\t96\t130\n")
    assert [(fact.name, fact.value, str(fact.basis)) for fact in report.facts if isinstance(fact, Indicator)][1:3] == [
        ("만족도", Decimal("82.0"), "target"),
        ("소비액", 9_600_000_000, "actual"),
    ]


def test_spending_of_one_year_is_not_set_against_the_budget_of_another() -> None:
    report = read(
        "□ 예산집행 현황\n(단위: 백만원)\n사업명\t2010\t\t2011\t\t2012\t\n\t예산\t집행\t예산\t집행\t예산\t집행\n"
        "도시숲\t320\t310\t400\t390\t450\t260\n가로수\t500\t480\t510\t480\t530\t300\n"
    )
    assert not [fact for fact in report.facts if isinstance(fact, BudgetLine) and fact.executed_won == 310_000_000]
    assert ("집행 2010 도시숲", 310_000_000) in in_table(report)


def test_a_row_that_counts_under_amounts() -> None:
    report = read("□ 목표\n(단위: 백만원)\n구분\t계\t1분기\t2분기\n징수액\t300\t100\t200\n영치대수\t120\t50\t70\n")
    assert [(value, unit) for _, value, unit in figures(report)] == [
        (300_000_000, "원"), (100_000_000, "원"), (200_000_000, "원"), (120, "대"), (50, "대"), (70, "대"),
    ]  # fmt: skip


def test_a_unit_in_a_label_of_a_row_is_printed() -> None:
    report = read("□ 분기별 계획\n구분\t1분기\t2분기\n내용\t발굴\t평가\n사업비(백만원)\t50\t120\n")
    assert [value for _, value, _ in figures(report)] == [50_000_000, 120_000_000]
    assert FindingCode.UNIT_MISSING not in {finding.code for finding in report.findings}


def test_columns_of_words_sort_the_rows() -> None:
    report = read("□ 학교 현황\n학교급\t설립별\t학교수\t학급수\n유치원\t공립\t98\t412\n\t사립\t112\t780\n")
    assert ("유치원 사립 학급수", 780) in in_table(report)


def test_answers_of_an_audit_are_no_labels() -> None:
    head = "Ⅱ. 2011년 행정사무감사 지적사항 조치결과\n지적사항\t조치결과\t비고\n"
    report = read(f"{head}차량 교체 필요\t노후 차량 14대 교체\t\n상담 확대\t상담사 5명 배치\t\n")
    assert [(value, unit) for _, value, unit in figures(report)] == [(14, "대"), (5, "명")]


# --- headings, titles, lists -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "title", "team"),
    [
        pytest.param("도로 확·포장공사   【도로과】", "도로 확·포장공사", "도로과", id="in lenses"),
        pytest.param("도로 확·포장공사 [담당부서: 도로과]", "도로 확·포장공사", "도로과", id="behind a key"),
        pytest.param("도로 확·포장공사        도로과", "도로 확·포장공사", "도로과", id="at a wide gap"),
        pytest.param("탄소중립 실천 【확산】", "탄소중립 실천 【확산】", None, id="no office"),
    ],
)
def test_office_beside_a_title(printed: str, title: str, team: str | None) -> None:
    assert (read_title(printed).title, read_title(printed).team) == (title, team)


@pytest.mark.parametrize(
    ("row", "body", "style"),
    [
        pytest.param("1 사각지대 발굴\t\t\t복지정책팀", "1 사각지대 발굴   복지정책팀", Style.BARE, id="title and office"),
        pytest.param("| 1 | 사각지대 발굴 | 복지정책팀 |", "1 사각지대 발굴   복지정책팀", Style.BARE, id="numeral, title and office"),
        pytest.param("1 사각지대 발굴\t\t\t312건", "1 사각지대 발굴\t\t\t312건", Style.TAB, id="a figure is no office"),
    ],
)
def test_rows_that_are_headings(row: str, body: str, style: Style) -> None:
    line = settle_rows(read_lines(f"\n{row}\n\n"))[1]
    assert (line.body, line.style) == (body, style)


def test_a_title_page_of_headings() -> None:
    report = parse_report("## 2025년 주요업무보고\n\n### 인천광역시 해양항공국\n\n2025. 2. 6.\n\n---\n\n## Ⅰ. 일반현황\n\n- 도서: 192개\n")
    assert (report.meta.bureau, report.meta.issued) == ("해양항공국", "2025-02-06")
    assert not [fact for fact in report.facts if isinstance(fact, Project)]


def test_the_department_below_a_title_of_html() -> None:
    meta = parse_report(
        "<h2>2024년 감사 자료</h2>\n<p>부서명 : 공원녹지과</p>\n<p>강릉시</p>\n<h3>1. 현황</h3>\n<p>○ 공원 142개소</p>\n"
    ).meta
    assert (meta.government, meta.department) == ("강원특별자치도 강릉시", "공원녹지과")


def test_the_department_in_the_title() -> None:
    assert parse_report("2017년 세무과 주요업무계획\n\n서울특별시 노원구\n\n1. 일반현황\n\n○ 직원: 50명\n").meta.department == "세무과"


def test_a_quotation_mark_of_markdown_is_no_letter() -> None:
    assert read_lines("> 이동권 보장")[0].body == "이동권 보장"


def test_duties_behind_the_name_of_a_team() -> None:
    report = read(
        "□ 팀별 업무분장\n\n 도로계획팀   - 도로 개설\n              - 보상 협의\n 하천팀       - 하천 정비\n 지하안전관리팀 - 지반 탐사\n"
    )
    assert [(duty.unit, duty.text) for duty in report.facts if isinstance(duty, Duty)] == [
        ("도로계획팀", "도로 개설"),
        ("도로계획팀", "보상 협의"),
        ("하천팀", "하천 정비"),
        ("지하안전관리팀", "지반 탐사"),
    ]


@pytest.mark.parametrize(
    ("item", "when"),
    [
        pytest.param("6월, 12월 : 자동차세 부과", "6월, 12월", id="a comma"),
        pytest.param("6월·12월 : 자동차세 부과", "6월·12월", id="a dot"),
        pytest.param("(2분기) 자동차세 부과", "2분기", id="a bracket that opens the item"),
    ],
)
def test_times_before_a_doing(item: str, when: str) -> None:
    report = read(f"Ⅱ. 주요업무계획\n\n1. 편의시책 확대\n\n□ 향후계획\n ○ {item}\n")
    assert [(one.when.text, one.what) for one in report.facts if isinstance(one, Milestone)] == [(when, "자동차세 부과")]


def test_an_audit_in_a_chapter_of_its_own() -> None:
    report = parse_report(
        "2012년도 행정사무감사 지적사항 처리결과 및 주요업무 추진상황\n\n김해시 건설국\n\nⅠ. 주요업무 추진상황\n\n1. 주민숙원사업 추진\n\n"
        "□ 추진실적\n ○ 완료 : 112건\n\nⅡ. 행정사무감사 지적사항 처리결과\n\n1. 단속 실효성 확보 (도로과)\n ○ 처리결과 : 완료\n"
    )
    assert [item.request for item in report.facts if isinstance(item, AuditItem)] == ["단속 실효성 확보"]


@pytest.mark.parametrize("part", ["문제점 및 대책", "연차별 투자계획", "시정요구사항", "개소별 현황", "추진성과(2011년)"])
def test_parts_are_no_projects(part: str) -> None:
    report = read(f"Ⅱ. 주요업무계획\n\n1. 금연클리닉 운영\n\n가. {part}\n - 성공률 저조\n나. 추진실적\n - 등록 120명\n")
    assert [fact.title for fact in report.facts if isinstance(fact, Project)] == ["금연클리닉 운영"]


def test_an_item_of_several_figures_names_no_table() -> None:
    report = read(
        "□ 추진실적\n- 시정질문 18회 42명\n\n| 연도 | 회기수 | 일수 |\n|---|---|---|\n| 2011년 | 9 | 102 |\n| 2012년 | 8 | 95 |\n"
    )
    assert report.tables[0].caption is None
    assert short_text("기간 : 연중") == "기간"
