"""The items of a cell of words, and what each hangs from."""

import pytest

from app.models.span import Span
from app.parsers.facts.cell_items import cell_passages
from app.parsers.grids import GridCell
from app.parsers.lines.lines import read_lines


def passages(text: str) -> list[tuple[str, tuple[str, ...]]]:
    [line] = read_lines(text)
    return [(one.text, above) for one, above in cell_passages(GridCell(line.raw, Span(1, 1), line.places))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("○ 밧줄 47종 - 새것 9종", [("밧줄 47종", ()), ("새것 9종", ("밧줄",))], id="marks"),
        pytest.param(
            "1. 소모품 - 밧줄 47종, 예산 700천원 2. 보트 - 노 4개 예산 900천원",
            [
                ("밧줄 47종, 예산 700천원", ("소모품",)),
                ("1. 소모품", ()),
                ("노 4개 예산 900천원", ("보트",)),
                ("2. 보트", ()),
            ],
            id="numbers that count up from one",
        ),
        pytest.param("밧줄 - 새것 9종 3. 보트 - 노 4개", [("밧줄", ()), ("새것 9종 3. 보트", ()), ("노 4개", ())], id="one number is none"),
        pytest.param("기간 2031. 5. 가을 - 노 4개", [("기간 2031. 5. 가을", ()), ("노 4개", ())], id="a date is no list"),
    ],
)
def test_items_of_a_cell(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert passages(text) == expected
