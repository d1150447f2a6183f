"""The year of a figure: the nearest that is printed for it."""

import pytest

from app.models.facts import Indicator
from app.parsers.pipeline import parse_report

FRONT = "2031년도 주요업무보고\n\n생활국\n\nⅠ. 주요업무\n\n1 알리기\n\n"


def years(text: str, front: str = FRONT) -> list[tuple[int | None, object]]:
    facts = parse_report(front + text).facts
    return [(fact.fiscal_year, fact.value) for fact in facts if isinstance(fact, Indicator)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("〈'30년 추진실적〉\n\n- 자료 공개 : 50건\n- 모임 : 8회\n", [(2030, 50), (2030, 8)], id="of the heading"),
        pytest.param(
            "□ '30년 추진실적\n\n○ 모임\n - 횟수 : 8회\n\n□ 향후계획\n\n- 모임 : 9회\n", [(2030, 8), (2031, 9)], id="until the next one"
        ),
        pytest.param(
            "□ 실적\n\n○ 2030년 성과\n - 모임 : 8회\n○ 기타\n - 모임 : 9회\n", [(2030, 8), (2031, 9)], id="of the item that it hangs from"
        ),
        pytest.param("□ 2040 도시기본계획\n\n- 모임 : 8회\n", [(2031, 8)], id="a year far off is a part of a name"),
        pytest.param(
            "□ 현황\n\n'30년 실적\t모임\t방문\n총 30회\t10회\t20회\n",
            [(2030, 30), (2030, 10), (2030, 20)],
            id="of the first cell of the header",
        ),
        pytest.param("□ 현황\n\n구분\t'30년\t'31년\n모임\t10회\t20회\n", [(2030, 10), (2031, 20)], id="of each column"),
    ],
)
def test_years(text: str, expected: list[tuple[int | None, object]]) -> None:
    assert years(text) == expected


def test_a_chapter_of_an_audit_is_of_the_audits_year() -> None:
    front = "2031년도 주요업무보고\n\n생활국\n\nⅠ. 주요업무\n\n- 모임 : 1회\n\nⅡ. 2030 행정사무감사 처리결과\n\n"
    assert years("구분\t계\t완료\n요구\t12\t9\n", front) == [(2031, 1), (2030, 12), (2030, 9)]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        pytest.param("2. 예산안 설명(2030. 12. 9.)", [(2031, 300000000), (2030, 200000000)], id="counted from the day of the heading"),
        pytest.param("2. 예산안 설명", [(None, 300000000), (None, 200000000)], id="unknown where no day is printed"),
    ],
)
def test_years_told_by_words(heading: str, expected: list[tuple[int | None, object]]) -> None:
    text = f"1. 총괄\n ○ 모임 5회\n\n{heading}\n ○ 내년도 예산규모는 3억원, 금년도 예산규모는 2억원임\n"
    assert years(text, "")[1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "2031년 살림 규모\n인건비 : 3억원\n2030년 제1회 추가경정\n인건비 : 2억원\n", [(2031, 300000000), (2030, 200000000)], id="blocks"
        ),
        pytest.param(
            "2031년 살림 규모\n총 90억 원 |\n일반회계 |\n|\n70(78%) |\n특별회계 |\n|\n20(22%) |\n2030년 살림 규모\n총 80억 원 |\n"
            "일반회계 |\n|\n50(63%) |\n특별회계 |\n|\n30(37%) |\n- 인건비 : 2억원\n",
            [
                (2031, 9_000_000_000),
                (2031, 7_000_000_000),
                (2031, 78),
                (2031, 2_000_000_000),
                (2031, 22),
                (2030, 8_000_000_000),
                (2030, 5_000_000_000),
                (2030, 63),
                (2030, 3_000_000_000),
                (2030, 37),
                (2030, 200_000_000),
            ],
            id="a block whose title is a table's caption; the parts are in the unit of the total that they add up to",
        ),
        pytest.param(
            "2031년 살림 규모\n인건비 : 3억원\n2030년 대비 늘어난 곳\n인건비 : 2억원\n",
            [(2031, 300000000), (2031, 200000000)],
            id="one alone",
        ),
    ],
)
def test_blocks_of_years(text: str, expected: list[tuple[int | None, object]]) -> None:
    assert years(text, "") == expected
