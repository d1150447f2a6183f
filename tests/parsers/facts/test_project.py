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


def test_a_result_without_a_name_is_what_was_spent_on_so_many() -> None:
    parts = "□ 사업개요\n\n- 소요예산 : 90,000천원\n\n□ 추진실적\n\n- {}\n"
    (project,) = read(WORKS + "1. 보육료 지원\n\n" + parts.format("1,250명/62,500천원(월평균 250명)"))
    assert (project.budget_won, project.executed_won) == (90_000_000, 62_500_000)
    (project,) = read(WORKS + "1. 보육료 지원\n\n" + parts.format("보험료 : 1,250명/62,500천원"))
    assert project.executed_won is None


def test_a_project_without_money() -> None:
    (project,) = read(WORKS + "1. 친절 운동\n\n□ 예산집행 현황 (단위: 천원)\n\n구분\t예산액\t집행액\n친절 운동\t비예산\t-\n")
    assert (project.non_budget, project.budget_won) == (True, None)


LIST = "연번\t사 업 명\t소 관 팀\n1\t담장 허물기\t가람팀\n2\t꽃길 심기\t누리팀\n3\t우물 파기\t다솜팀\n\n"


def test_a_list_names_teams_and_what_lost_its_section() -> None:
    sections = "1\n\n담장 허물기\n\n□ 사업개요\n\n- 연중\n\n2\n\n꽃길 심기\n\n1. 꽃 고르기\n\n□ 사업개요\n\n- 봄\n"
    found = [(project.number, project.title, project.team) for project in read(WORKS + LIST + sections)]
    assert found == [
        ("3", "우물 파기", "다솜팀"),
        ("1", "담장 허물기", "가람팀"),
        ("2", "꽃길 심기", "누리팀"),
        ("1", "꽃 고르기", "누리팀"),
    ]


@pytest.mark.parametrize(
    ("part", "budget"),
    [
        pytest.param("(단위: 천원)\n\n구분\t계\t1분기\t2분기\n예산액\t400\t300\t100\n일정\t\t모집\t개강\n", 400000, id="its only money"),
        pytest.param("(단위: 천원)\n\n구분\t계\t1분기\t2분기\n강사\t40\t30\t10\n책\t9\t9\t-\n", 1000, id="several rows have no total"),
        pytest.param(
            "(단위: 천원)\n\n구분\t계\t1분기\t2분기\n계\t49\t39\t10\n강사\t40\t30\t10\n책\t9\t9\t-\n", 49000, id="the row that sums up"
        ),
        pytest.param("(단위: 천원)\n\n구분\t계\t1분기\t2분기\n예산액\t900(이월 300)\t300\t600\n", 900000, id="a bracket behind it"),
    ],
)
def test_the_budget_of_a_project_stands_beside_its_quarters(part: str, budget: int) -> None:
    (project,) = read(f"{WORKS}1. 강좌 열기\n\n□ 사업개요\n\n- 총사업비 : 1천원\n\n□ 집행계획\n\n{part}")
    assert project.budget_won == budget


def test_a_table_of_one_row_states_what_was_spent() -> None:
    (project,) = read(WORKS + "1. 강좌 열기\n\n□ 추진실적\n\n집행액\t수강\t비고\n1,500천원\t3명\t봄\n")
    assert project.executed_won == 1500000


@pytest.mark.parametrize(
    ("squares", "titles"),
    [
        pytest.param(
            "□ 담장 허물기\n - 기간 : 연중\n□ 꽃길 심기\n - 대상 : 골목\n",
            ["마을 가꾸기", "담장 허물기", "꽃길 심기"],
            id="side by side, one with a period",
        ),
        pytest.param("□ 터 고르기\n - 사업비 : 3억원\n□ 향후계획\n - 착공\n", ["마을 가꾸기"], id="beside a part of the project"),
        pytest.param("□ 담장\n - 대상 : 골목\n□ 꽃길\n - 대상 : 공원\n", ["마을 가꾸기"], id="none with budget or period"),
    ],
)
def test_squares_within_a_project(squares: str, titles: list[str]) -> None:
    assert [project.title for project in read(f"{WORKS}1. 마을 가꾸기\n\n{squares}")] == titles


def test_a_sum_over_steps_is_printed_nowhere() -> None:
    table = (
        "사업명\t사업기간\t소요예산\t집행일시\t집행금액\n말 배우기\t1월 ~ 12월\t20백만원\t1월\t8백만원\n\t\t\t4월\t2백만원\n"
        "차 보험\t1월\t30백만원\t1월\t29백만원\n"
    )
    found = read(f"{WORKS}1. 말 배우기\n\n□ 기대효과\n\n- 바른 말\n\n총무과 주요사업 추진상황표\n\n{table}")
    assert [(project.title, project.executed_won) for project in found[1:]] == [("말 배우기", None), ("차 보험", 29000000)]
    assert "기대효과" not in found[1].section
