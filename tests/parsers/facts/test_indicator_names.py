"""What figures of tables are called, and whether they were reached or aimed at."""

import pytest

from app.models.facts import Basis, Indicator
from app.parsers.pipeline import parse_report

HEAD = ("2031년도 주요업무보고", "", "Ⅰ. 일반현황", "")


def indicators(*lines: str) -> list[Indicator]:
    return [fact for fact in parse_report("\n".join((*HEAD, *lines))).facts if isinstance(fact, Indicator)]


@pytest.mark.parametrize(
    ("lines", "bases"),
    [
        pytest.param(["□ 추진계획", "", "구분\t2030년\t2031년", "방문객\t10\t12"], [Basis.ACTUAL, Basis.PLAN], id="a heading"),
        pytest.param(["□ 현황", "", "※ 목표", "구분\t2030년\t2031년", "방문객\t10\t12"], [Basis.TARGET, Basis.TARGET], id="a caption"),
        pytest.param(
            ["□ 추진계획", "", "구분\t2030년 실적\t2031년 목표", "방문객\t10\t12"], [Basis.ACTUAL, Basis.TARGET], id="a column's own word"
        ),
        pytest.param(["□ 추진계획", "", "구분\t현재\t계획", "방문객\t10\t12"], [Basis.ACTUAL, Basis.PLAN], id="what is so today"),
    ],
)
def test_basis(lines: list[str], bases: list[Basis]) -> None:
    assert [fact.basis for fact in indicators(*lines)] == bases


@pytest.mark.parametrize(
    ("label", "name"),
    [
        pytest.param("2030 방문객(명)", "방문객", id="without year and unit"),
        pytest.param("▶ 방문객", "방문객", id="without its mark"),
    ],
)
def test_names(label: str, name: str) -> None:
    assert indicators("□ 현황", "", f"구분\t{label}\t비고", "갑\t10\t-", "을\t12\t-")[0].name == name
