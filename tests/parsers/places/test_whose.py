"""Whose figure something is: a department's report that opens with figures of the whole government, in every layout."""

from collections.abc import Callable

import pytest

from app.models.facts import BudgetLine, Fact, Headcount, Indicator
from app.parsers.pipeline import parse_report

FRONT = "2031년도\n\n주요업무보고\n\n달빛과\n\n"
STAFF = ("구 분", "계", "일반직", "기능직"), ("정 원", "{}", "{}", "{}"), ("현 원", "{}", "{}", "{}")
MONEY = ("구분", "예산현액", "집행액"), ("계", "{}", "{}"), ("일반회계", "{}", "{}")


Draw = Callable[[tuple[tuple[str, ...], ...]], str]


def tabs(rows: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


def spaced(rows: tuple[tuple[str, ...], ...]) -> str:
    return "\n".join("  ".join(cell.replace(" ", "").rjust(10) for cell in row) for row in rows)


def staff(people: int) -> tuple[tuple[str, ...], ...]:
    head, posts, filled = STAFF
    first = [posts[0], str(people), str(people - 5), "5"]
    second = [filled[0], str(people - 2), str(people - 7), "5"]
    return (head, tuple(first), tuple(second))


def money(thousands: int) -> tuple[tuple[str, ...], ...]:
    head, *rows = MONEY
    return (head, *((row[0], f"{thousands:,}", f"{thousands // 4:,}") for row in rows))


WHOLE_FIRST = (
    "{front}I. 일 반 현 황\n\n{whole}\n\n{one} 인 력\n\n{staff_of_all}\n\n{two} 예 산 현 황\n\n(단위:천원)\n\n{money_of_all}\n\n"
    "{department}\n\n{one} 인 력\n\n{own_staff}\n\n{two} 예 산 현 황\n\n(단위:천원)\n\n{own_money}\n\nII. 주요업무\n"
)


@pytest.mark.parametrize("draw", [tabs, pipes, spaced])
@pytest.mark.parametrize(
    ("whole", "one", "two", "department"),
    [
        pytest.param("구 총괄", "I", "II", "달빛과", id="an inner series in each"),
        pytest.param("군 전체 현황", "□", "□", "달빛과 현황", id="squares"),
        pytest.param("1. 시 총괄", "가.", "나.", "2. 달빛과", id="numbers and letters"),
        pytest.param("□ 도 현황", "○", "○", "□ 우리 과 현황", id="squares over circles"),
    ],
)
def test_a_whole_above_its_department(draw: Draw, whole: str, one: str, two: str, department: str) -> None:
    text = WHOLE_FIRST.format(
        front=FRONT,
        whole=whole,
        one=one,
        two=two,
        department=department,
        staff_of_all=draw(staff(900)),
        money_of_all=draw(money(200000)),
        own_staff=draw(staff(30)),
        own_money=draw(money(400)),
    )
    facts = [fact for fact in parse_report(text).facts if isinstance(fact, BudgetLine | Headcount)]
    found = {(fact.department, fact.persons if isinstance(fact, Headcount) else fact.budget_won) for fact in facts}
    assert {figure for department, figure in found if department is None} == {900, 895, 5, 898, 893, 200000000}
    assert {figure for department, figure in found if department == "달빛과"} == {30, 25, 5, 28, 23, 400000}


def whose(text: str) -> list[tuple[str | None, object]]:
    def figure(fact: Fact) -> object:
        if isinstance(fact, BudgetLine):
            return fact.budget_won
        return fact.persons if isinstance(fact, Headcount) else fact.value if isinstance(fact, Indicator) else None

    return [
        (fact.department, value) for fact in parse_report(FRONT + "Ⅰ. 일반현황\n\n" + text).facts if (value := figure(fact)) is not None
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 예산\n\n○ 구 전체 예산 (단위: 천원)\n과목\t예산액\n계\t900\n인건비\t900\n",
            [(None, 900000), (None, 900000)],
            id="a caption that names the whole",
        ),
        pytest.param(
            "□ 예산 (단위: 천원)\n\n구분\t예산액\n구 전체\t900\n달빛과\t40\n",
            [(None, 900000), ("달빛과", 40000)],
            id="a row that names the whole",
        ),
        pytest.param(
            "□ 부서별 예산 (단위: 천원)\n\n부서\t예산액\n계\t300\n달빛과\t100\n별빛과\t200\n",
            [(None, 300000), ("달빛과", 100000), ("별빛과", 200000)],
            id="a total of several departments is of none of them",
        ),
        pytest.param(
            "□ 정원\n\n구분\t계\t본청\t의회\t동\n정원\t90\t60\t10\t20\n현원\t88\t58\t10\t20\n",
            [(None, count) for count in (90, 60, 10, 20, 88, 58, 10, 20)],
            id="posts by parts that only a whole government has",
        ),
        pytest.param("□ 조직\n\n○ 구 전체 인력 : 900명\n○ 과 인력 : 12명\n", [(None, 900), ("달빛과", 12)], id="an item that says so"),
        pytest.param(
            "□ 부서별 예산 (단위: 천원)\n\n부서\t예산액\n계\t300\n도로/하천과\t100\n일자리·청년과\t200\n",
            [(None, 300000), ("도로/하천과", 100000), ("일자리·청년과", 200000)],
            id="a slash or a dot in a name",
        ),
        pytest.param(
            "□ 재정\n\n구분\t우리\t동종 자치단체 평균\n부채(억원)\t7\t9\n",
            [("달빛과", 700000000), (None, 900000000)],
            id="the mean of others",
        ),
        pytest.param(
            "□ 정원\n\n부서\t정원\t현원\n계\t50\t48\n달빛과\t20\t19\n별빛과\t30\t29\n",
            [(None, 50), (None, 48), ("달빛과", 20), ("달빛과", 19), ("별빛과", 30), ("별빛과", 29)],
            id="people of several departments",
        ),
        pytest.param(
            "□ 재정규모 : 총 300억원\n\n□ 기타\n\n○ 인구 : 900명\n○ 인력 : 9명\n",
            [(None, 30000000000), (None, 900), ("달빛과", 9)],
            id="what only a whole has",
        ),
        pytest.param("□ 시 비\n\n○ 인력 : 9명\n", [("달빛과", 9)], id="another word"),
    ],
)
def test_whose(text: str, expected: list[tuple[str | None, object]]) -> None:
    assert whose(text) == expected
