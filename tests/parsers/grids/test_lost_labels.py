"""Spaced tables that lost a label, or whose labels can be cut in several ways: read where the print proves it, else told, never shifted."""

import pytest

from app.models.finding import FindingCode
from app.parsers.grids.spaced.levels import has_levels
from app.parsers.grids.spaced.told import told_columns
from tests.parsers.grids.printed import Shown, read_grids, shown

STAFF = ("온천과 40 33 3 10 20 7", "나루과 31 26 2 9 15 5")


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            lines("구분 계 일반직 공무직", "소계 5급 6급", *STAFF), id="a leaf is gone: the others are not columns beside their groups"
        ),
        pytest.param(lines("구분 일반직 공무직", "소계 5급 6급 7급", *STAFF), id="a group's neighbour is gone"),
        pytest.param(lines("구분 계 일반직", "5급 6급 7급 8급", *STAFF), id="grades below kinds of staff"),
        pytest.param(
            lines("과목 세목 집행액 잔액", "온천 운영비 900 700 200", "나루 운영비 800 300 500"), id="a word for labels over figures"
        ),
        pytest.param(lines("구분 총 처리 하반기 처리", "온천 700 400 300", "나루 900 500 400"), id="a word that comes twice"),
        pytest.param(lines("구분 상반기 처리 하반기 처리", "온천 700 400 300", "나루 900 500 400"), id="a word that comes twice, no total"),
        pytest.param(lines("유형별 공무원 정원", "총원 복지 소방", "온천시 900 150 30", "나루시 800 120 25"), id="groups of one leaf"),
        pytest.param(
            lines("유형별 현장 비율", "본청 밖", "온천시 60명(60.0%) 40명(40.0%)", "나루시 30명(75.0%) 10명(25.0%)"), id="no header to read"
        ),
    ],
)
def test_columns_that_nobody_can_tell(text: str) -> None:
    (grid,) = read_grids(text)
    assert [len(row.cells) for row in grid.rows] == [1, 1]
    assert [finding.code for finding in grid.findings] == [FindingCode.UNREAD_NUMBER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            lines("구분 계 일반직 공무직", "소계 5급 6급", "온천과 40 33 13 20 7", "나루과 31 26 11 15 5"),
            ("구분|계|일반직>소계|일반직>5급|일반직>6급|공무직", 1, ["온천과|40|33|13|20|7", "나루과|31|26|11|15|5"]),
            id="no label is gone",
        ),
        pytest.param(
            lines("구분", "총 처리", "상반기 처리", "하반기 처리", "온천 700 400 300", "나루 900 500 400"),
            ("구분|총 처리|상반기 처리|하반기 처리", 1, ["온천|700|400|300", "나루|900|500|400"]),
            id="a label of two words on each line",
        ),
        pytest.param(
            lines("회계 과목 예산액 집행액", "온천회계 인건비 500 300", "시설비 200 100", "나루기금회계 시설비 400 350"),
            ("회계|과목|예산액|집행액", 2, ["온천회계|인건비|500|300", "|시설비|200|100", "나루기금회계|시설비|400|350"]),
            id="the group stands on its first row only",
        ),
        pytest.param(
            lines("회계 과목 예산액 집행액", "온천회계 인건비 500 300", "합계 900 650", "나루기금회계 시설비 400 350"),
            ("회계|과목|예산액|집행액", 2, ["온천회계|인건비|500|300", "합계||900|650", "나루기금회계|시설비|400|350"]),
            id="a total is of no group",
        ),
        pytest.param(
            lines("구분 예산액 집행액", "온천과 700 500", "나루과 300 210", "1,000 710"),
            ("구분|예산액|집행액", 1, ["온천과|700|500", "나루과|300|210", "계|1,000|710"]),
            id="a last row without a label that is the sum of all others is their total",
        ),
        pytest.param(
            lines("구분 전체인구 노인인구", "계 남 여 계 남 여", "온천면", "900 440 460 135 60 75", "나루면", "700 300 400 70 30 40"),
            (
                "구분|전체인구>계|전체인구>남|전체인구>여|노인인구>계|노인인구>남|노인인구>여",
                1,
                ["온천면|900|440|460|135|60|75", "나루면|700|300|400|70|30|40"],
            ),
            id="each label above its figures",
        ),
        pytest.param(
            lines(
                "공무원 비율을 유형별, 과장 비율(총원, 과장, 비율)로 나타냄",
                "유형별 과장 비율",
                "총원 과장 비율",
                "온천시 900 54 6.0",
                "① 이웃 시 평균 800 40 5.0",
            ),
            ("유형별|과장 비율>총원|과장 비율>과장|과장 비율>비율", 1, ["온천시|900|54|6.0", "① 이웃 시 평균|800|40|5.0"]),
            id="a sentence tells the columns; a row has a number of its own",
        ),
    ],
)
def test_tables_that_the_print_proves(text: str, expected: Shown) -> None:
    assert shown(text) == [expected]


def test_a_row_without_a_label_that_is_no_total_is_told() -> None:
    (grid,) = read_grids(lines("구분 예산액 집행액", "온천과 700 500", "나루과 300 210", "1,200 710"))
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["온천과", "700", "500"], ["나루과", "300", "210"]]
    assert [(finding.code, finding.span.first) for finding in grid.findings] == [(FindingCode.UNREAD_NUMBER, 4)]


def test_the_header_of_a_table_of_other_width_ends_the_rows() -> None:
    text = lines("구분 2021년 2022년", "온천 700 500", "나루 300 210", "구분 2021년 2022년 2023년", "온천 7 5 4", "나루 3 2 1")
    assert [columns for columns, _, _ in shown(text)] == ["구분|2021년|2022년", "구분|2021년|2022년|2023년"]


@pytest.mark.parametrize(
    ("header", "levels"),
    [
        pytest.param(["구분 계 일반직", "소계 5급"], True, id="a subtotal below a total"),
        pytest.param(["구분 정원 현원", "남 여 남 여"], True, id="labels that come again"),
        pytest.param(["구분 일반직 공무직", "5급 6급"], True, id="grades below kinds of staff"),
        pytest.param(["구분 예산액 집행액", "집행률 잔액"], False, id="a header broken over two lines"),
        pytest.param(["구분 초등학교 중학교", "계 비고"], False, id="a total at the end of a broken header"),
        pytest.param(["구분 계 소계 5급"], False, id="one line"),
    ],
)
def test_levels(header: list[str], levels: bool) -> None:
    assert has_levels([line.split() for line in header]) is levels


@pytest.mark.parametrize(
    ("sentence", "header", "columns"),
    [
        pytest.param("비율을 유형별, 정원(총원, 복지)로 나타냄", ["유형별 정원", "총원 복지"], "정원>총원|정원>복지", id="a group"),
        pytest.param("유형별, 총원, 복지로 표시", ["유형별 총원 복지"], "총원|복지", id="no group"),
        pytest.param("유형별, 총원, 정원(남, 여) 순", ["유형별 총원 정원", "남 여"], "총원|정원>남|정원>여", id="a column and a group"),
        pytest.param(
            "유형별, 정원(총원(읍면 제외), 읍면)로 표시",
            ["유형별 정원", "총원(읍면 제외) 읍면"],
            "정원>총원(읍면 제외)|정원>읍면",
            id="brackets in a leaf",
        ),
        pytest.param("유형별, 정원(총원, 복지)로 나타냄", ["유형별 정원", "총원 소방"], None, id="the header says something else"),
        pytest.param("유형별, 총원, 총원로 표시", ["유형별 총원 총원"], None, id="two columns of one name"),
        pytest.param("정원을 나타냄", ["유형별 정원"], None, id="nothing listed"),
    ],
)
def test_told_columns(sentence: str, header: list[str], columns: str | None) -> None:
    heads = told_columns(sentence, header)
    assert (heads and "|".join(">".join(path) for path in heads.columns)) == columns


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        pytest.param(
            ("회계,과목,예산액,집행액", '온천회계,인건비,"1,500",300', "나루회계,시설비,400,350"), 2, id="two columns that are called so"
        ),
        pytest.param(("구분,과목,예산액,집행액", "온천,120,500,300", "나루,130,400,350"), 1, id="figures name no row"),
    ],
)
def test_label_columns_of_rows_of_commas(rows: tuple[str, ...], labels: int) -> None:
    ((_, counted, _),) = shown(lines(*rows))
    assert counted == labels
