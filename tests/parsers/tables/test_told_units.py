"""The unit of a table that prints none, told by amounts in the text beside it."""

import pytest

from app.parsers.pipeline import parse_report

TABLE = "구분\t계\t본청\t사업소\n계\t1,540\t1,210\t330\n봄\t1,200\t1,000\t200\n"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param(f"□ 살림\n모두 1,540억원이고 본청은 1,210억원임\n\n{TABLE}", "억원", id="two figures of the table"),
        pytest.param(f"□ 살림\n{TABLE}\n※ 봄에는 1,200백만원 가운데 1,000백만원을 씀\n", "백만원", id="below the table"),
        pytest.param(
            "□ 살림\n구분\t빌린 돈\t갚은 돈\n계\t34,000\t2,500\n\n※ 빌린 돈 34,000백만원은 길 닦기에 씀\n",
            "백만원",
            id="a label and its digits",
        ),
        pytest.param(f"□ 살림\n모두 1,540억원임\n\n{TABLE}", None, id="one figure may be chance"),
        pytest.param(f"□ 살림\n모두 1,541억원이고 본청은 1,211억원임\n\n{TABLE}", None, id="other figures"),
        pytest.param(f"□ 살림\n(단위: 백만원)\n모두 1,540억원이고 본청은 1,210억원임\n{TABLE}", "백만원", id="a printed unit stands"),
        pytest.param(f"□ 살림\n{TABLE}", None, id="nothing is told"),
    ],
)
def test_told_units(text: str, unit: str | None) -> None:
    assert [table.unit for table in parse_report(text).tables] == [unit]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param(
            "일꾼(7명)\t\t2011년 들어온 돈(90백만원)\t\n봄\t가을\t봄\t가을\n4\t3\t60\t30\n",
            ["명", "명", "백만원", "백만원"],
            id="groups that add up",
        ),
        pytest.param("일꾼(8명)\t\t자리(120대)\t\n봄\t가을\t봄\t가을\n4\t3\t70\t50\n", [None, None, "대", "대"], id="one that does not"),
        pytest.param("마을\t자리(120대)\n계\t120\n느티\t80\n솔\t40\n", ["대"], id="a column and its total row"),
    ],
)
def test_totals_in_labels_tell_the_unit(text: str, units: list[str | None]) -> None:
    (table,) = parse_report(f"□ 쉼터\n{text}").tables
    assert [column.unit for column in table.columns] == units
