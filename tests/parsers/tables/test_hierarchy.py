"""Which row is a part of which, by columns of labels and by sums."""

import pytest

from app.parsers.pipeline import draft_report
from app.parsers.tables.hierarchy import find_branches
from app.parsers.values.figures import Figure

HEAD = ("2031년도 주요업무보고", "", "Ⅰ. 일반현황", "(단위: 천원)")


def paths(*lines: str) -> list[tuple[str, ...]]:
    (sheet,) = draft_report("\n".join((*HEAD, *lines))).reading.sheets
    vectors = [tuple(int(read.value) if isinstance(read, Figure) else None for read in row) for row in sheet.cells]
    return [(*branch.path, branch.item) for branch in find_branches(sheet.table, vectors)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ["과목\t\t예산액\t집행액", "계\t\t7\t7", "갑운영\t인건비\t3\t3", "\t경비\t1\t1", "을운영\t인건비\t2\t2", "\t경비\t1\t1"],
            [("계",), ("계", "갑운영", "인건비"), ("계", "갑운영", "경비"), ("계", "을운영", "인건비"), ("계", "을운영", "경비")],
            id="a group that stands before its first row only",
        ),
        pytest.param(
            ["사업명\t사업기간\t예산액\t집행액", "다리 놓기\t1월 ~ 3월\t3\t1", "길 닦기\t4월\t2\t1"],
            [("다리 놓기",), ("길 닦기",)],
            id="a period names no item",
        ),
        pytest.param(
            ["연번\t사업명\t예산액\t집행액", "1\t다리 놓기\t3\t1", "2\t길 닦기\t2\t1"],
            [("다리 놓기",), ("길 닦기",)],
            id="nor does a running number",
        ),
    ],
)
def test_paths(lines: list[str], expected: list[tuple[str, ...]]) -> None:
    assert paths(*lines) == expected
