"""Two lists side by side: which of them the rows that slid to the left belong to."""

import pytest

from app.models.finding import FindingCode
from tests.parsers.grids.printed import Shown, read_grids, shown

HEAD = "들어온 것 | 나간 것 | ||\n---|---|---|---|\n밭 | 300 | 배움 | 250 |\n논 | 100 | 살림 | 50 |\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            "집 | 100 | ||\n계 | 400 | 계 | 400 |",
            [("|들어온 것", 1, ["밭|300", "논|100", "계|400"]), ("|나간 것", 1, ["배움|250", "살림|50", "집|100", "계|400"])],
            id="the right list is the longer one",
        ),
        pytest.param(
            "숲 | 60 | ||\n계 | 460 | 계 | 300 |",
            [("|들어온 것", 1, ["밭|300", "논|100", "숲|60", "계|460"]), ("|나간 것", 1, ["배움|250", "살림|50", "계|300"])],
            id="the left list is the longer one",
        ),
        pytest.param(
            "계 | 400 | 계 | 300 |",
            [("|들어온 것", 1, ["밭|300", "논|100", "계|400"]), ("|나간 것", 1, ["배움|250", "살림|50", "계|300"])],
            id="lists of one length",
        ),
    ],
)
def test_lists_side_by_side(rows: str, expected: list[Shown]) -> None:
    assert shown(HEAD + rows) == expected


def test_rows_that_no_total_needs_stay_unread() -> None:
    left, right = read_grids(HEAD + "집 | 70 | ||\n계 | 400 | 계 | 400 |")
    assert [len(grid.rows) for grid in (left, right)] == [3, 3]
    assert [(finding.code, finding.span.first) for finding in left.findings] == [(FindingCode.RAGGED_ROW, 5)]
