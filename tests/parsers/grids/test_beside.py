"""Two tables printed side by side."""

import pytest

from app.models.span import Span
from tests.parsers.grids.printed import Shown, read_grids, shown, tabbed


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ("구분|인원|구분|인원", "총무팀|10|인사팀|5", "기획팀|7|예산팀|6"),
            [("구분|인원", 1, ["총무팀|10", "기획팀|7", "인사팀|5", "예산팀|6"])],
            id="one header twice: the right half goes on below the left one",
        ),
        pytest.param(
            ("구분|인원|구분|인원", "총무팀|10|인사팀|5", "기획팀|7||"),
            [("구분|인원", 1, ["총무팀|10", "기획팀|7", "인사팀|5"])],
            id="a right half with fewer rows",
        ),
        pytest.param(
            ("부서명|담당업무|부서명|담당업무", "총무팀|청사 관리|인사팀|인사 운영"),
            [("부서명|담당업무", 1, ["총무팀|청사 관리", "인사팀|인사 운영"])],
            id="a table of words",
        ),
        pytest.param(
            ("구분|인원|구분|예산액", "총무팀|10|인건비|500", "기획팀|7|시설비|600"),
            [("구분|인원", 1, ["총무팀|10", "기획팀|7"]), ("구분|예산액", 1, ["인건비|500", "시설비|600"])],
            id="two headers: two tables",
        ),
        pytest.param(
            ("구분|인원||구분|예산액", "총무팀|10||인건비|500", "기획팀|7||시설비|600"),
            [("구분|인원", 1, ["총무팀|10", "기획팀|7"]), ("구분|예산액", 1, ["인건비|500", "시설비|600"])],
            id="a blank column keeps them apart and belongs to neither",
        ),
        pytest.param(
            ("구분|정원||구분|예산액|", "|남|여||국비|시비", "계|10|5|시설|6|7"),
            [("구분|정원>남|정원>여", 1, ["계|10|5"]), ("구분|예산액>국비|예산액>시비", 1, ["시설|6|7"])],
            id="headers of two rows",
        ),
    ],
)
def test_two_tables_side_by_side(rows: tuple[str, ...], expected: list[Shown]) -> None:
    assert shown(tabbed(*rows)) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "| 구분 | 인원 | 구분 | 인원 |\n|---|---|---|---|\n| 총무팀 | 10 | 인사팀 | 5 |\n| 기획팀 | 7 | 예산팀 | 6 |", id="pipes"
        ),
        pytest.param(
            "<table><tr><td>구분<td>인원<td>구분<td>인원<tr><td>총무팀<td>10<td>인사팀<td>5<tr><td>기획팀<td>7<td>예산팀<td>6</table>",
            id="HTML",
        ),
        pytest.param(
            "구분     인원     구분     인원\n총무팀   10       인사팀   5\n기획팀   7        예산팀   6",
            id="wide gaps",
        ),
    ],
)
def test_in_every_layout(text: str) -> None:
    assert shown(text) == [("구분|인원", 1, ["총무팀|10", "기획팀|7", "인사팀|5", "예산팀|6"])]
    (grid,) = read_grids(text)
    assert grid.span.first == 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("구분|구분|인원", "본청|총무팀|10", "|인사팀|5"), id="a label over two columns of labels"),
        pytest.param(("구분|인원|예산|인원", "총무팀|10|20|30", "인사팀|5|6|7"), id="a column of values that has its name twice"),
        pytest.param(("구분|인원|구분|인원|구분|인원", "가|1|나|2|다|3", "라|4|마|5|바|6"), id="three beside each other"),
    ],
)
def test_one_table(rows: tuple[str, ...]) -> None:
    assert len(read_grids(tabbed(*rows))) == 1


def test_both_halves_say_where_they_were_printed() -> None:
    left, right = read_grids(tabbed("구분|인원|구분|예산액", "총무팀|10|인건비|500"))
    assert left.span == right.span == Span(1, 2)
    assert [row.span for row in (*left.rows, *right.rows)] == [Span(2, 2), Span(2, 2)]
