"""Tables: what stands around a grid and says what its figures mean; labels and values of its cells."""

from decimal import Decimal

import pytest

from app.models.outline import Table
from app.models.span import Span
from app.parsers.pipeline import parse_report
from app.parsers.tables.captions import read_units
from app.parsers.tables.table import cell_value

HEAD = "구분\t예산액\t집행액"
ROWS = ("계\t1,000\t500", "시설\t600\t300")


def tables(*lines: str) -> tuple[Table, ...]:
    return parse_report("\n".join(("2023년도 주요업무보고", "", "Ⅰ. 일반현황", *lines))).tables


def table(*lines: str) -> Table:
    (found,) = tables(*lines)
    return found


# --- the unit -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        pytest.param(["□ 예산", "(단위: 천원)", HEAD, *ROWS], "천원", id="above the table"),
        pytest.param(["□ 예산", "(단위 천원)", HEAD, *ROWS], "천원", id="without a colon"),
        pytest.param(["□ 예산", "단위 : 천원", HEAD, *ROWS], "천원", id="without brackets"),
        pytest.param(["□ 예산", "\t\t(단위 : 천원)", HEAD, *ROWS], "천원", id="pushed to the right by tabs"),
        pytest.param(["□ 예산", "(단위: 천원)", "", "", HEAD, *ROWS], "천원", id="some blank lines above"),
        pytest.param(["□ 예산", "(단위: 천원)", "('23.3.31. 기준)", HEAD, *ROWS], "천원", id="above the date"),
        pytest.param(["□ 예산", "(단위: 천원)", "- 3 -", HEAD, *ROWS], "천원", id="before a page break"),
        pytest.param(
            ["□ 예산", "느티마을 살림터 (단위:천원)", "들고 난 돈", HEAD, *ROWS], "천원", id="behind whose table it is, above its title"
        ),
        pytest.param(["□ 예산 (단위: 천원)", HEAD, *ROWS], "천원", id="in the heading"),
        pytest.param(["□ 예산", "(단위: 천원)", "□ 예산", HEAD, *ROWS], "천원", id="between the title and the title again"),
        pytest.param(["□ 수입", "(단위: 천원)", "□ 예산", HEAD, *ROWS], None, id="above another heading"),
        pytest.param(
            ["□ 예산", "(단위: 천원)", "예산 현황 : 과목, 예산액, 집행액, 그 밖의 것을 항목별로 나누어 자세히 나타낸 표", HEAD, *ROWS],
            "천원",
            id="above what a web page says of the table",
        ),
        pytest.param(["□ 예산", "단위: 물길 정비 (단위:천원)", HEAD, *ROWS], "천원", id="beside a unit of another sort"),
        pytest.param(["□ 예산", "○ 사업별 예산 (단위: 천원)", HEAD, *ROWS], "천원", id="in the item above"),
        pytest.param(["□ 예산", HEAD, *ROWS, "(단위: 천원)"], "천원", id="below the table"),
        pytest.param(["□ 예산", "구분(단위: 천원)\t예산액\t집행액", *ROWS], "천원", id="in the first label"),
        pytest.param(
            ["□ 예산", "| | | (단위: 천원) |", "| 구분 | 예산액 | 집행액 |", "| 계 | 10 | 5 |"], "천원", id="in a row above the header"
        ),
        pytest.param(
            ["<table><caption>예산 (단위: 천원)</caption><tr><th>구분</th><th>예산</th></tr><tr><td>계</td><td>10</td></tr></table>"],
            "천원",
            id="in the caption of HTML",
        ),
        pytest.param(["□ 예산", "(단위: 명, 백만원)", HEAD, *ROWS], "백만원", id="of two units the one of money"),
        pytest.param(["□ 인원", "(단위: 명, %)", "구분\t인원\t비율", "계\t10\t50.0"], "명", id="of two others the first"),
        pytest.param(["□ 예산", HEAD, *ROWS], None, id="none is printed"),
        pytest.param(
            ["□ 인력", "(단위: 명)", "○ 30명", "○ 예산", HEAD, *ROWS], None, id="a unit above an item belongs to what stood there"
        ),
        pytest.param(["□ 예산 (단위: 천원)", "○ 있음", "□ 집행", HEAD, *ROWS], None, id="nor does one of another heading count"),
    ],
)
def test_unit(lines: list[str], unit: str | None) -> None:
    assert table(*lines).unit == unit


def test_a_unit_between_two_tables_belongs_to_the_one_below() -> None:
    above, below = tables("□ 예산", HEAD, *ROWS, "(단위: 천원)", "구분\t정원\t현원", "계\t10\t9")
    assert (above.unit, below.unit) == (None, "천원")


@pytest.mark.parametrize(
    ("note", "units"),
    [
        ("(단위: 천원)", ["천원"]),
        ("[단위 : 명]", ["명"]),
        ("(단위 : 천원, %)", ["천원", "%"]),
        ("(단위: 명·건)", ["명", "건"]),
        ("(단 위 : 백만원)", ["백만원"]),
        ("(단위； 천원)", ["천원"]),
        ("단위사업", []),
        ("예산 현황", []),
    ],
)
def test_read_units(note: str, units: list[str]) -> None:
    assert [unit.printed for unit in read_units(note)] == units


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        pytest.param("예산액", "천원", id="the table's"),
        pytest.param("인원(명)", "명", id="its own"),
        pytest.param("집행률", "%", id="a rate is percent"),
        pytest.param("집행률(%)", "%", id="and may say so"),
        pytest.param("증감(A-B)", "천원", id="a note is no unit"),
    ],
)
def test_units_of_columns(label: str, unit: str) -> None:
    found = table("□ 현황", "(단위: 천원)", f"구분\t{label}\t집행액", "계\t10\t5")
    assert found.columns[0].unit == unit


def test_a_group_named_by_its_rate_is_no_rate_as_a_whole() -> None:
    read = table("□ 일꾼", "(단위: 명)", "마을\t이장 비율\t\t", "\t모두\t이장\t비율", "느티\t40\t2\t5.0")
    assert [column.unit for column in read.columns] == ["명", "명", "%"]


# --- caption and date ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "caption"),
    [
        pytest.param(["□ 예산", "○ 사업별 예산", HEAD, *ROWS], None, id="an item right above is the heading of the table's section"),
        pytest.param(["□ 예산", "○ 다음과 같음.", "(단위: 천원)", HEAD, *ROWS], "다음과 같음.", id="an item that is no heading"),
        pytest.param(["□ 예산", "※ 사업별 예산", "(단위: 천원)", HEAD, *ROWS], "사업별 예산", id="above the unit"),
        pytest.param(["□ 예산", "※ 사업별 예산 (단위: 천원)", HEAD, *ROWS], "사업별 예산", id="without the unit behind it"),
        pytest.param(["□ 예산", "※ 사업별 예산", "- 3 -", HEAD, *ROWS], "사업별 예산", id="before a page break"),
        pytest.param(["□ 예산", HEAD, *ROWS], None, id="a heading is no caption"),
        pytest.param(
            ["□ 예산", "사업별 예산", "좌우로 밀면 표를 다 보실 수 있습니다.", HEAD, *ROWS],
            "사업별 예산",
            id="a hint of the page lies between",
        ),
        pytest.param(["□ 예산", "※ " + "가나다라 " * 12, HEAD, *ROWS], None, id="a long line is none"),
        pytest.param(["□ 예산", "※ 사업별 예산", *[""] * 8, HEAD, *ROWS], None, id="nor is one far above"),
        pytest.param(["□ 예산", "- 시설비 600천원, 인건비 300천원", HEAD, *ROWS], None, id="nor an item that states figures itself"),
        pytest.param(
            ["□ 예산", "| 사업별 예산 | | |", "| 구분 | 예산액 | 집행액 |", "| 계 | 10 | 5 |"], "사업별 예산", id="a row above the header"
        ),
        pytest.param(
            ["<table><caption>사업별 예산</caption><tr><th>구분</th><th>예산</th></tr><tr><td>계</td><td>10</td></tr></table>"],
            "사업별 예산",
            id="the caption of HTML",
        ),
    ],
)
def test_caption(lines: list[str], caption: str | None) -> None:
    assert table(*lines).caption == caption


@pytest.mark.parametrize(
    ("lines", "as_of"),
    [
        pytest.param(["□ 인력", "('23.3.31. 기준)", HEAD, *ROWS], "2023-03-31", id="above the table"),
        pytest.param(["□ 인력", "(5.31.현재)", HEAD, *ROWS], "2023-05-31", id="a day without a year is of the report's"),
        pytest.param(["□ 인력 (2022.12.31. 기준)", HEAD, *ROWS], "2022-12-31", id="in the heading"),
        pytest.param(["□ 인력", "(단위: 명, 2023. 3. 31. 기준)", HEAD, *ROWS], "2023-03-31", id="beside the unit"),
        pytest.param(["□ 인력", "구분\t예산액\t집행액(3.31. 기준)", *ROWS], "2023-03-31", id="in a label"),
        pytest.param(["□ 인력", "(2023년 3월말 기준)", HEAD, *ROWS], "2023-03", id="a month"),
        pytest.param(["□ 인력", HEAD, *ROWS], None, id="none"),
    ],
)
def test_as_of(lines: list[str], as_of: str | None) -> None:
    assert table(*lines).as_of == as_of


# --- rows ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        pytest.param(
            ["시설\t구분\t면적", "본관\t1층\t300", "\t2층\t200", "별관\t1층\t100"],
            [("본관", "1층"), ("본관", "2층"), ("별관", "1층")],
            id="a label left blank is the one above it",
        ),
        pytest.param(
            ["시설\t구분\t면적", "본관\t1층\t300", "〃\t2층\t200", "〃\t3층\t100"],
            [("본관", "1층"), ("본관", "2층"), ("본관", "3층")],
            id="so is a ditto mark",
        ),
        pytest.param(
            ["시설\t구분\t면적", "본관\t1층\t300", "별관\t\t200"],
            [("본관", "1층"), ("별관", "")],
            id="a second label left blank behind a new first one stays blank",
        ),
        pytest.param(["구분\t면적", "본 관\t300"], [("본관",)], id="padded letters"),
        pytest.param(["구분\t면적", "본관<br>1층\t300"], [("본관 1층",)], id="a line break in a label is a blank"),
        pytest.param(
            ["구분\t단위\t면적", "대지\t㎡\t300", "건물\t\t200"], [("대지", "㎡"), ("건물", "")], id="a unit is not taken from above"
        ),
    ],
)
def test_labels_of_rows(rows: list[str], labels: list[tuple[str, ...]]) -> None:
    assert [row.labels for row in table("□ 현황", *rows).rows] == labels


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250", 1250),
        ("0", 0),
        ("△1,250", -1250),
        ("▲3.5", Decimal("-3.5")),
        ("-7", -7),
        ("98.5%", Decimal("98.5")),
        ("17회", 17),
        ("13,265(60%)", 13265),
        ("452,743(구비)", 452743),
        ("약 300명", None),
        ("-", None),
        ("", None),
        ("총무과", None),
        ("2023년", None),
        ("3월", None),
        ("순증", None),
        ("1층~3층", None),
        ("120 300", None),
    ],
)
def test_cell_value(text: str, value: int | Decimal | None) -> None:
    assert cell_value(text) == value


def test_cells_keep_what_was_printed() -> None:
    found = table("□ 현황", HEAD, "계\t△１,０００\t<p>500</p>")
    assert [(cell.printed, cell.value) for cell in found.rows[0].cells] == [("△１,０００", -1000), ("500", 500)]


def test_a_table_says_where_it_stands() -> None:
    first, second = tables("□ 예산", HEAD, *ROWS, "□ 인력", "구분\t정원\t현원", "계\t10\t9")
    assert [(one.id, one.section, one.span) for one in (first, second)] == [
        ("t1", "1.1", Span(5, 7)),
        ("t2", "1.2", Span(9, 10)),
    ]


@pytest.mark.parametrize(
    ("lines", "unit", "caption"),
    [
        pytest.param(
            ["□ 재원", "(단위: 천원)", "", "재원 현황입니다", HEAD, *ROWS], "천원", "재원 현황입니다", id="a unit above the caption"
        ),
        pytest.param(["□ 재원", "2031. 4. 1. 기준(단위: 천원)", HEAD, *ROWS], "천원", None, id="a date and a unit are no caption"),
        pytest.param(["□ 재원", "※ 재원별", "(단위: 천원)", HEAD, *ROWS], "천원", "재원별", id="a unit below the caption"),
        pytest.param(["□ 재원", "빛고을공단 (단위: 천원)", "재원표", HEAD, *ROWS], "천원", "재원표", id="a unit behind a body's name"),
        pytest.param(["□ 재원", "(단위: 천원)", "구분, " * 16 + "금액으로 된 표", HEAD, *ROWS], "천원", None, id="columns listed"),
        pytest.param(["□ 재원", "단위: 물사랑 (단위: 천원)", HEAD, *ROWS], "천원", None, id="a programme, then the unit"),
        pytest.param(["재원", "(단위: 천원)", "재원", HEAD, *ROWS], "천원", None, id="between a title and the same title"),
        pytest.param(
            ["□ 재원", "(단위: 천원)", "- 시설비", "※ 재원별", HEAD, *ROWS],
            None,
            "재원별",
            id="a unit above an item belongs to what stood there",
        ),
    ],
)
def test_what_stands_above(lines: list[str], unit: str | None, caption: str | None) -> None:
    found = table(*lines)
    assert (found.unit, found.caption) == (unit, caption)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        pytest.param("시설수", "개소", id="what the label counts"),
        pytest.param("아동수", "명", id="what another label counts"),
        pytest.param("합계", None, id="a label that says nothing"),
    ],
)
def test_of_several_units_a_label_tells_which(label: str, unit: str | None) -> None:
    found = table("□ 현황", "(단위: 개소, 명)", f"구분\t{label}\t비고", "계\t10\t없음", "갑\t4\t없음")
    assert found.columns[0].unit == unit


def test_a_second_band_of_months_is_in_the_unit_of_the_first() -> None:
    first, second = tables("□ 지출", "(단위: 천원)", "1월\t2월", "10\t20", "", "3월\t4월", "30\t40")
    assert [column.unit for column in (*first.columns, *second.columns)] == ["천원"] * 4


def test_a_total_whose_letters_stand_apart_is_one_label() -> None:
    found = table("□ 예산", "(단위: 천원)", "분야\t사업\t예산액\t집행액", "물길\t정비\t10\t5", "합\t계\t10\t5")
    assert [row.labels for row in found.rows] == [("물길", "정비"), ("합 계", "")]
