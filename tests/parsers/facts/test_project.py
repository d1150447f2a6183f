"""Projects: which headings are one, and what their parts say of them."""

import pytest

from app.models.facts import Project
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n□ 조직 : 5팀\n\n"
WORKS = "Ⅱ. 2023년 주요업무 추진실적\n\n"


def read(text: str) -> list[Project]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Project)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            WORKS + "1. 소통 강화\n ○ 접수 : 234건\n\n2. 청렴 향상\n ○ 교육 : 4회\n",
            [("1", "소통 강화"), ("2", "청렴 향상")],
            id="numbered",
        ),
        pytest.param(
            WORKS + "① 소통 강화\n ○ 접수 : 234건\n\n② 청렴 향상\n ○ 교육 : 4회\n",
            [("1", "소통 강화"), ("2", "청렴 향상")],
            id="in circles",
        ),
        pytest.param(
            WORKS + "\U000f02b1 소통 강화\n□ 추진실적\n ○ 접수 : 234건\n□ 향후계획\n ○ 개최 : 9월\n\n"
            "\U000f02b2 청렴 향상\n□ 추진실적\n ○ 교육 : 4회\n",
            [("1", "소통 강화"), ("2", "청렴 향상")],
            id="numbers in black squares, as a word processor keeps them",
        ),
        pytest.param(
            "## Ⅱ. 주요업무 추진계획\n\n### 1. 소통 강화\n\n#### 사업개요\n\n- 접수: 234건\n\n#### 만족도 조사\n\n- 응답: 12명\n",
            [("1", "소통 강화")],
            id="headings of Markdown below one are its parts",
        ),
        pytest.param(WORKS + "□ 추진실적\n ○ 접수 : 234건\n□ 향후계획\n ○ 개최 : 9월\n", [], id="parts alone are none"),
        pytest.param("Ⅱ. 예산현황\n\n1. 세입예산\n ○ 규모 : 3억원\n\n2. 세출예산\n ○ 규모 : 3억원\n", [], id="no works"),
    ],
)
def test_headings(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(project.number, project.title) for project in read(text)] == expected


def test_what_the_parts_say() -> None:
    (project,) = read(
        WORKS + "1. 청사 정비\n\n□ 사업개요\n ○ 위   치 : 본관\n ○ 기   간 : 2023. 3월 ~ 2024. 12월\n"
        " ○ 총사업비 : 1,250백만원(국비 500, 도비 250, 구비 500)\n\n□ 추진실적\n ○ 계획 수립 : 2023. 1월\n\n"
        "□ 향후계획\n ○ 준공 : 2024. 12월\n\n□ 기대효과\n ○ 비용 15% 절감\n"
    )
    assert project.period is not None
    assert (project.period.first, project.period.last) == ("2023-03", "2024-12")
    assert project.budget_won == 1250000000
    assert [(one.key, one.value) for one in project.overview][:1] == [("위   치", "본관")]
    assert [[one.text for one in part] for part in (project.results, project.plans, project.effects)] == [
        ["계획 수립 : 2023. 1월"],
        ["준공 : 2024. 12월"],
        ["비용 15% 절감"],
    ]


def test_a_budget_in_a_heading() -> None:
    (project,) = read(WORKS + "1. 청사 정비\n\n□ 추진계획\n ○ 준공 : 9월\n\n□ 소요예산 : 45백만원\n\n□ 사업기간 : 2023. 3월 ~ 9월\n")
    assert project.period is not None
    assert (project.budget_won, project.period.first, project.period.last) == (45000000, "2023-03", "2023-09")


def test_its_own_budget_table() -> None:
    (project,) = read(WORKS + "1. 청사 정비\n\n□ 예산집행 현황 (단위: 천원)\n\n구분\t예산액\t집행액\t집행률\n청사 정비\t1,000\t450\t45.0\n")
    assert (project.budget_won, project.executed_won, str(project.rate_percent)) == (1000000, 450000, "45.0")


def test_a_project_without_money() -> None:
    (project,) = read(WORKS + "1. 친절 운동\n\n□ 예산집행 현황 (단위: 천원)\n\n구분\t예산액\t집행액\n친절 운동\t비예산\t-\n")
    assert (project.non_budget, project.budget_won) == (True, None)
