"""Keys over their values: which lines are read as if they stood on the line above."""

import pytest

from app.parsers.lines.lines import read_lines
from app.parsers.outline.keyed import find_keyed


@pytest.mark.parametrize(
    ("text", "pitch", "values"),
    [
        pytest.param("특별회계|97억원 (도 54, 시군 43)|자립도|평균 34.4% (도 34.7)", 1, [1, 3], id="pairs that follow each other"),
        pytest.param("특별회계||97억원||자립도||34.4%", 2, [2, 6], id="a blank line between any two lines"),
        pytest.param("특별회계||97억원||자립도||34.4%", 1, [], id="blank lines where the page has none between lines"),
        pytest.param("추진현황|97억원을 들여 정비함|문의처|총무과", 1, [], id="one pair alone may be a title over a sentence"),
        pytest.param("정원|97|현원|95", 1, [], id="figures that say not what they count are cells"),
        pytest.param("쉼터를 열었음|97명이 찾음|도서를 샀음|95권을 갖춤", 1, [], id="sentences are no keys"),
        pytest.param("제1쉼터|97명|제2쉼터|95명", 1, [], id="what holds a figure is no key"),
        pytest.param("특별회계|97억원|자립도|34.4%", 0, [], id="a title page"),
    ],
)
def test_keys_stand_over_their_values(text: str, pitch: int, values: list[int]) -> None:
    assert sorted(find_keyed(read_lines(text.replace("|", "\n")), pitch)) == values
