"""Glued figures are told; a number in the middle of which the text ends stays unread."""

import pytest

from app.models.finding import FindingCode
from app.parsers.pipeline import parse_report
from tests.parsers.grids.printed import read_grids


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        pytest.param("물길 842.37 1,3002,750", [FindingCode.RAGGED_ROW], id="parted by their commas"),
        pytest.param("물길 842.37 1,300 2,750", [], id="a blank between"),
    ],
)
def test_glued_figures(row: str, codes: list[FindingCode]) -> None:
    (grid,) = read_grids(f"구분 면적 세대 인구\n{row}\n둑길 100.00 1,100 2,000\n")
    assert [finding.code for finding in grid.findings] == codes
    assert [cell.text for cell in grid.rows[0].cells] == ["물길", "842.37", "1,300", "2,750"]


@pytest.mark.parametrize(
    ("last", "kept", "told"),
    [
        pytest.param("합계 4,415,870 4,633,902 5", "", 1, id="cut"),
        pytest.param("합계 4,415,870 4,633,902 5\n", "5", 0, id="the line ends: it is printed so"),
        pytest.param("합계 4,415,870 4,633,902 512,347", "512,347", 0, id="about as many digits as the others"),
    ],
)
def test_a_text_that_ends_inside_a_number(last: str, kept: str, told: int) -> None:
    report = parse_report(f"□ 세입결산\n(단위 : 원)\n회계 예산현액 징수결정액 실제수납액\n일반회계 3,912,405 4,120,338 4,087,216\n{last}")
    (table,) = report.tables
    assert table.rows[-1].cells[-1].printed == kept
    assert sum("끝나" in finding.message for finding in report.findings) == told
