"""The best reading is taken where it clearly leads, and not otherwise."""

import pytest

from app.parsers.evidence.choice import Chosen, Evidence, Unproven, choose, explain, weigh

TABLE = (
    Evidence[str]("is long", 1, len),
    Evidence[str]("doubts itself", -3, lambda word: word.count("?")),
)


@pytest.mark.parametrize(
    ("candidates", "cut_short", "expected"),
    [
        pytest.param(["가나다라", "가"], False, Chosen("가나다라", 4), id="a clear lead"),
        pytest.param(["가나다", "가나"], False, Unproven(("가나다", "가나")), id="too near"),
        pytest.param(["가나", "가나다"], False, Unproven(("가나다", "가나")), id="the better one is told first"),
        pytest.param(["가나다라", "가"], True, Unproven(("가나다라", "가")), id="a list cut short needs three times the lead"),
        pytest.param(["가나다라마바사", "가"], True, Chosen("가나다라마바사", 7), id="and has it here"),
        pytest.param(["가"], False, Chosen("가", 1), id="a lone reading has no rival"),
        pytest.param(["?"], False, Chosen("?", -2), id="as low as it may be"),
        pytest.param(["??"], False, Unproven(("??",)), id="too doubtful, though alone"),
        pytest.param([], False, Unproven(()), id="nothing to choose from"),
    ],
)
def test_choosing(candidates: list[str], cut_short: bool, expected: Chosen[str] | Unproven[str]) -> None:
    assert choose(candidates, TABLE, cut_short=cut_short) == expected


def test_candidates_that_say_the_same_are_no_rivals() -> None:
    assert choose(["가나다", "가나", "나"], TABLE, says=lambda word: word[0]) == Chosen("가나다", 3)


def test_a_weight_can_be_explained() -> None:
    assert explain("가나?", TABLE) == (("is long", 3), ("doubts itself", -3))
    assert weigh("가나?", TABLE) == 0
