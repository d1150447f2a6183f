"""Tables whose rows and cells are marked by tabs, pipes or HTML tags."""

import pytest

from app.models.finding import FindingCode
from app.models.span import Span
from tests.parsers.grids.printed import Shown, read_grids, shown, tabbed

BUDGET = ("구분|예산액|집행액", "계|1,000|500", "시설|600|300")
MORE = ("장비|400|200", "인력|300|100")
READ = ["계|1,000|500", "시설|600|300"]
READ_MORE = ["장비|400|200", "인력|300|100"]


# --- headers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "columns", "labels"),
    [
        pytest.param(("구분|예산액|집행액", "계|10|5"), "구분|예산액|집행액", 1, id="one row"),
        pytest.param(
            ("구분|정원||현원|", "|남|여|남|여", "계|10|5|9|4"),
            "구분|정원>남|정원>여|현원>남|현원>여",
            1,
            id="two rows, merged cells blank",
        ),
        pytest.param(
            ("구분|정원||비고", "|남|여|", "계|10|5|-"),
            "구분|정원>남|정원>여|비고",
            1,
            id="a label that fills both rows stands in the first",
        ),
        pytest.param(
            ("구분|정원|정원|현원", "|남|여|남", "계|10|5|9"),
            "구분|정원>남|정원>여|현원>남",
            1,
            id="a merged label printed once for each column",
        ),
        pytest.param(
            ("구분|2023년||2024년|", "|예산||예산|", "|계획|실적|계획|실적", "계|1|2|3|4"),
            "구분|2023년>예산>계획|2023년>예산>실적|2024년>예산>계획|2024년>예산>실적",
            1,
            id="three rows",
        ),
        pytest.param(("구분|기존|⇒|개선", "계|10|⇒|20", "회원|1||2"), "구분|기존|개선", 1, id="arrows from column to column are none"),
        pytest.param(("구분|2023|2024", "이용|10|20", "회원|1|2"), "구분|2023|2024", 1, id="years are labels"),
        pytest.param(("구분|10대|20대|30대", "이용|10|20|30"), "구분|10대|20대|30대", 1, id="a rising series is labels"),
        pytest.param(("구분|10대|8대|3대", "승용|10대|20대|30대"), "", 1, id="figures in the unit of the cells below are none"),
        pytest.param(("총무팀|10|20", "인사팀|5|6"), "", 1, id="no header: the first row holds figures"),
        pytest.param(("구 분|예 산 액|집 행 액", "계|10|5"), "구분|예산액|집행액", 1, id="padded letters"),
        pytest.param(
            ("연번|사업명|예산액", "1|청사 관리|500", "2|축제|300"),
            "연번|사업명|예산액",
            2,
            id="a running number and a name both name a row",
        ),
        pytest.param(
            ("구분|부서명|예산액|비고", "일반|총무과|500|국비", "|인사과|300|"),
            "구분|부서명|예산액|비고",
            2,
            id="labels at two levels; remarks name nothing",
        ),
        pytest.param(("구분|구분|정원", "본청|계|10", "|일반직|8"), "구분|구분|정원", 2, id="a label over two columns printed twice"),
        pytest.param(("구분||정원", "본청|계|10", "|일반직|8"), "구분|구분|정원", 2, id="a label over two columns, the second one blank"),
        pytest.param(
            ("업종|사용량(㎥)|요금(원)", "집|0 ~ 20|600", "집|21 ~|900", "가게|0 ~|990"),
            "업종|사용량(㎥)|요금(원)",
            2,
            id="a range tells rows of one label apart",
        ),
        pytest.param(("굵기별(㎜)|요금(원)", "15|600", "20|990"), "굵기별(㎜)|요금(원)", 1, id="numbers that sort the rows"),
        pytest.param(
            ("구분|자리|크기", "느티||느티길 1|30평", "솔||솔길 2|20평", "들||들길 3|10평"),
            "구분|자리|크기",
            1,
            id="a picture in a column without a head",
        ),
    ],
)
def test_headers(rows: tuple[str, ...], columns: str, labels: int) -> None:
    (table,) = shown(tabbed(*rows))
    assert table[:2] == (columns, labels)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(tabbed("구분|정원||현원|", "|남|여|남|여", "계|10|5|9|4"), id="tabs"),
        pytest.param(
            "| 구분 | 정원 | | 현원 | |\n|---|---|---|---|---|\n| | 남 | 여 | 남 | 여 |\n| 계 | 10 | 5 | 9 | 4 |",
            id="pipes, the rule under the first row",
        ),
        pytest.param(
            "<table><tr><th rowspan=2>구분</th><th colspan=2>정원</th><th colspan=2>현원</th></tr>"
            "<tr><th>남</th><th>여</th><th>남</th><th>여</th></tr>"
            "<tr><th>계</th><td>10</td><td>5</td><td>9</td><td>4</td></tr></table>",
            id="HTML with header cells",
        ),
        pytest.param(
            "<table><tr><th rowspan=2>구분</th><th colspan=2>정원</th><th colspan=2>현원</th></tr>"
            "<tr><td>남</td><td>여</td><td>남</td><td>여</td></tr>"
            "<tr><td>계</td><td>10</td><td>5</td><td>9</td><td>4</td></tr></table>",
            id="HTML whose second header row is no header cells",
        ),
        pytest.param(
            "<table><tr><td rowspan=2>구분<td colspan=2>정원<td colspan=2>현원<tr><td>남<td>여<td>남<td>여"
            "<tr><td>계<td>10<td>5<td>9<td>4</table>",
            id="HTML without header cells or end tags",
        ),
    ],
)
def test_one_table_in_every_layout(text: str) -> None:
    assert shown(text) == [("구분|정원>남|정원>여|현원>남|현원>여", 1, ["계|10|5|9|4"])]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("| 2024년 예산 | | |\n| 구분 | 예산액 | 집행액 |\n| 계 | 10 | 5 |", "2024년 예산", id="the table's name"),
        pytest.param("| | | (단위: 천원) |\n| 구분 | 예산액 | 집행액 |\n| 계 | 10 | 5 |", "(단위: 천원)", id="its unit, at the right"),
        pytest.param("| 구분 | | |\n| | 예산액 | 집행액 |\n| 계 | 10 | 5 |", "", id="a label of the header is no title"),
    ],
)
def test_a_row_with_one_cell_above_the_header_is_a_title(text: str, title: str) -> None:
    (grid,) = read_grids(text)
    assert grid.title == title
    assert [cell.text for cell in grid.rows[0].cells] == ["계", "10", "5"]


# --- rows -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            tabbed("시설|구분|면적", "본관|1층|300", "|2층|200", "별관|1층|100"),
            [("시설|구분|면적", 2, ["본관|1층|300", "|2층|200", "별관|1층|100"])],
            id="a label left blank stays blank here",
        ),
        pytest.param(
            tabbed("구분|예산액|집행액", "본관||", "계|1,000|500", "||", "별관||", "시설|600|300"),
            [("구분|예산액|집행액", 1, ["본관||", "계|1,000|500", "별관||", "시설|600|300"])],
            id="a row of a label alone, and a blank row",
        ),
        pytest.param(
            tabbed("구분|예산액|집행액|비고", "계|1,000|500", "시설|600|300|완료"),
            [("구분|예산액|집행액|비고", 1, ["계|1,000|500|", "시설|600|300|완료"])],
            id="a row that ends early",
        ),
        pytest.param(
            tabbed("구분|예산액|집행액", "계|1,0002,500", "시설|600|300", "장비|400|200"),
            [("구분|예산액|집행액", 1, ["계|1,000|2,500", "시설|600|300", "장비|400|200"])],
            id="two figures glued in one cell where a cell is missing",
        ),
        pytest.param(
            tabbed("구분|예산액|집행액", "계|1,0002,500|700", "시설|600|300", "장비|400|200"),
            [("구분|예산액|집행액", 1, ["계|1,0002,500|700", "시설|600|300", "장비|400|200"])],
            id="not where none is missing",
        ),
        pytest.param(
            tabbed("───|───|───", *BUDGET[:1], "===|===|===", *BUDGET[1:]),
            [("구분|예산액|집행액", 1, READ)],
            id="rows of dashes only draw a box",
        ),
        pytest.param(
            tabbed("구분|건수|처리결과", "가|3|<ul><li>하나<li>둘</ul>", "나|4|셋<br>넷"),
            [("구분|건수|처리결과", 1, ["가|3|- 하나\n- 둘", "나|4|셋\n넷"])],
            id="HTML in a tab cell, its list never closed",
        ),
        pytest.param(
            tabbed("사업기간|2024. 1. ~ 12.", "사업비|300백만원", "위치|중구 다동"),
            [("|", 1, ["사업기간|2024. 1. ~ 12.", "사업비|300백만원", "위치|중구 다동"])],
            id="keys and values have no header",
        ),
        pytest.param(
            tabbed("사업기간|2024년|사업비|300백만원", "위치|중구 다동|규모|120㎡"),
            [("|", 1, ["사업기간|2024년", "사업비|300백만원", "위치|중구 다동", "규모|120㎡"])],
            id="two keys beside each other become rows",
        ),
        pytest.param(
            tabbed("구분|계|1월|2월", "온천|15|7|8", "나루|9|4|5", "구분|3월|4월", "온천|6|9", "나루|3|2"),
            [("구분|계|1월|2월", 1, ["온천|15|7|8", "나루|9|4|5"]), ("구분|3월|4월", 1, ["온천|6|9", "나루|3|2"])],
            id="months in two bands, each below its own header",
        ),
        pytest.param(
            tabbed("온천|15", "나루|9", "온천|돌", "강|6"),
            [("|", 1, ["온천|15", "나루|9", "온천|돌", "강|6"])],
            id="only a word for labels begins a band",
        ),
        pytest.param(
            tabbed("구분|예산액|집행액", "", "계|1,000|500", "", "시설|600|300"),
            [("구분|예산액|집행액", 1, READ)],
            id="a page that sets every row a blank line apart",
        ),
    ],
)
def test_rows(text: str, expected: list[Shown]) -> None:
    assert shown(text) == expected


def test_a_row_with_more_cells_than_the_header_is_kept_and_told() -> None:
    (grid,) = read_grids(tabbed("구분|예산액|집행액", "계|1,000|500|500|남음|가|나", "시설|600|300"))
    (finding,) = grid.findings
    assert (finding.code, finding.span, finding.printed, finding.expected) == (FindingCode.RAGGED_ROW, Span(2, 2), "7", "3")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(tabbed(*BUDGET), id="as many cells as columns"),
        pytest.param(tabbed("사업기간|2024년|사업비|300백만원", "위치|중구 다동|규모|120㎡"), id="keys and values side by side"),
        pytest.param(tabbed("구분|인원|구분|인원", "총무팀|10|인사팀|5"), id="two tables side by side"),
        pytest.param(tabbed("구분|예산액|집행액", "계|1,000"), id="fewer cells"),
    ],
)
def test_rows_that_are_not_ragged(text: str) -> None:
    assert [grid.findings for grid in read_grids(text) if grid.findings] == []


def test_rows_and_cells_stand_where_they_were_printed() -> None:
    (grid,) = read_grids("<table><tr><td>구분</td><td>건수</td></tr>\n<tr><td>교육</td>\n<td>3</td></tr></table>")
    assert grid.rows[0].span == Span(2, 3)
    assert [cell.span for cell in grid.rows[0].cells] == [Span(2, 2, 8, 10), Span(3, 3, 4, 5)]


# --- tables within tables, tables over pages ----------------------------------------------------------------------------


def test_a_table_in_a_cell_that_is_printed_again_below_is_a_table_of_its_own() -> None:
    text = (
        "구분\t내용\t건수\n가\t○ 민원 처리 <table><tr><td>접수</td><td>7</td></tr><tr><td>완료</td><td>5</td></tr></table>\t3"
        "\t접수\t7\t완료\t5\n접수\t7\n완료\t5\n나\t없음\t4"
    )
    outer, inner = read_grids(text)
    assert [[cell.text for cell in row.cells] for row in outer.rows] == [
        ["가", "○ 민원 처리\n접수\t7\n완료\t5", "3"],
        ["나", "없음", "4"],
    ]
    assert [[cell.text for cell in row.cells] for row in inner.rows] == [["접수", "7"], ["완료", "5"]]
    assert inner.title == "민원 처리"
    assert (outer.findings, inner.findings) == ((), ())


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(("- 5 -", BUDGET[0]), id="a page number and the header again"),
        pytest.param(("", "- 5 -", "", BUDGET[0]), id="with blank lines around"),
        pytest.param(("", "- 5 -", ""), id="a page number, no header"),
        pytest.param(("(단위: 천원)", BUDGET[0]), id="the unit and the header again"),
        pytest.param(("", BUDGET[0]), id="the header again after a blank line"),
    ],
)
def test_a_table_goes_on_over_a_page_break(between: tuple[str, ...]) -> None:
    assert shown(tabbed(*BUDGET, *between, *MORE)) == [("구분|예산액|집행액", 1, READ + READ_MORE)]


def test_a_running_head_does_not_end_a_table() -> None:
    head = "주요업무 보고"
    text = tabbed(head, "", *BUDGET, "", head, "- 5 -", "", *MORE, "", head)
    assert shown(text) == [("구분|예산액|집행액", 1, READ + READ_MORE)]


@pytest.mark.parametrize(
    ("between", "after"),
    [
        pytest.param(("○ 다른 예산", BUDGET[0]), MORE, id="a line of text between"),
        pytest.param(("- 5 -", "구분|정원|현원"), MORE, id="another header"),
        pytest.param(("",), MORE, id="a blank line and no header: nothing says that it goes on"),
    ],
)
def test_tables_that_do_not_go_on(between: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert len(read_grids(tabbed(*BUDGET, *between, *after))) == 2


def test_tables_of_words_stay_as_they_were_printed() -> None:
    rows = ("부서명|담당업무", "총무팀|청사 관리")
    assert len(read_grids(tabbed(*rows, "- 5 -", rows[0], "인사팀|인사 운영"))) == 2


def test_columns_of_one_name_are_not_told_apart() -> None:
    (grid,) = read_grids(tabbed("구분|본점|본점|지점", "|수|수|수", "느티|1|2|3", "솔|4|5|6"))
    assert (grid.paths, [[cell.text for cell in row.cells] for row in grid.rows]) == (
        (("구분",), ("지점", "수")),
        [["느티", "3"], ["솔", "6"]],
    )
    assert [finding.code for finding in grid.findings] == [FindingCode.COLUMNS_UNCLEAR]


def test_figures_side_by_side_that_no_header_names_are_told() -> None:
    (grid,) = read_grids(tabbed("총무팀|10|20", "인사팀|5|6"))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["총무팀"], ["인사팀"]]
    assert [finding.code for finding in grid.findings] == [FindingCode.COLUMNS_UNCLEAR]


def test_rows_of_figures_alone_keep_a_cell() -> None:
    (grid,) = read_grids("| 10 | 20 |\n| 5 | 6 |")
    assert (grid.label_columns, [[cell.text for cell in row.cells] for row in grid.rows]) == (1, [["10"], ["5"]])


def test_a_header_printed_again_is_no_row() -> None:
    rows = ("구분|예산액|집행액", "느티|10|5", "구분|예산액|집행액", "솔|20|15")
    assert shown(tabbed(*rows)) == [("구분|예산액|집행액", 1, ["느티|10|5", "솔|20|15"])]


def test_three_keys_with_their_values_in_a_row() -> None:
    rows = ("사업명|길 닦기|위치|느티 마을|사업비|30", "규모|2km|기간|두 해|방법|직접")
    (grid,) = read_grids(tabbed(*rows))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["사업명", "길 닦기"],
        ["위치", "느티 마을"],
        ["사업비", "30"],
        ["규모", "2km"],
        ["기간", "두 해"],
        ["방법", "직접"],
    ]
