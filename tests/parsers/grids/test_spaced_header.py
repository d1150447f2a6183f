"""Headers out of which only a line of words is left: the labels they were."""

import pytest

from app.parsers.grids.spaced.header import split_labels
from app.parsers.grids.spaced.paths import SampledFigures, arrange


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        pytest.param(["구분 예산액 집행액"], ["구분", "예산액", "집행액"], id="whole words"),
        pytest.param(["구 분 예 산 액 집 행 액"], ["구분", "예산액", "집행액"], id="letter by letter: cut where known words end"),
        pytest.param(["구 분 예산액 집 행 액"], ["구분", "예산액", "집행액"], id="some padded, some not"),
        pytest.param(["소", "계"], ["소계"], id="a word broken over lines by letters"),
        pytest.param(["총", "계", "소", "계"], ["총계", "소계"], id="two of them"),
        pytest.param(["집행", "액"], ["집행액"], id="a word broken after two letters"),
        pytest.param(["정원 현원"], ["정원", "현원"], id="two whole words are not joined, short as they are"),
        pytest.param(["집행액", "(B)"], ["집행액(B)"], id="a note on a line of its own"),
        pytest.param(["집행액 (B)"], ["집행액 (B)"], id="a note behind its label"),
        pytest.param(["처리율(B/A)"], ["처리율(B/A)"], id="a note glued on"),
        pytest.param(["구분 2023년 예산액"], ["구분", "2023년 예산액"], id="a year belongs to the word behind it"),
        pytest.param(["2022년 2023년"], ["2022년", "2023년"], id="years beside each other are labels themselves"),
        pytest.param(["2023년", "예산액"], ["2023년 예산액"], id="a year on the line above its word"),
        pytest.param(["별정직·", "임기제"], ["별정직·임기제"], id="a label that goes on behind a dot"),
        pytest.param(["구 분   부 과 액 (A)   징 수 율"], ["구분", "부과액 (A)", "징수율"], id="wide gaps tell padded labels apart"),
        pytest.param(["사업 내용   소요 예산   추진 부서"], ["사업 내용", "소요 예산", "추진 부서"], id="wide gaps keep words together"),
    ],
)
def test_split_labels(lines: list[str], labels: list[str]) -> None:
    assert split_labels(lines) == labels


@pytest.mark.parametrize(
    ("labels", "columns", "breaks", "rows", "paths"),
    [
        pytest.param("정원 현원", 2, [2], [[10, 9]], "정원|현원", id="as many labels as columns"),
        pytest.param("정원", 2, [1], [[10, 9]], None, id="too few labels"),
        pytest.param(
            "정원 현원 남 여 남 여",
            4,
            [2, 6],
            [[10, 5, 9, 4]],
            "정원>남|정원>여|현원>남|현원>여",
            id="a line of groups over a line of columns",
        ),
        pytest.param(
            "계 일반직 임기제 소계 5급 6급",
            5,
            [3, 6],
            [[10, 7, 4, 3, 3]],
            "계|일반직>소계|일반직>5급|일반직>6급|임기제",
            id="the sums say which of the labels is a group",
        ),
        pytest.param(
            "접수 확정 소계 승소 패소",
            4,
            [1, 2, 3, 4, 5],
            [[12, 9, 5, 4]],
            "접수|확정>소계|확정>승소|확정>패소",
            id="a group right before its columns",
        ),
    ],
)
def test_arrange(labels: str, columns: int, breaks: list[int], rows: list[list[float | None]], paths: str | None) -> None:
    found = arrange(labels.split(), columns, breaks, SampledFigures(rows))
    assert (found and "|".join(">".join(path) for path in found)) == paths
