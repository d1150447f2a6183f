"""Questions about departments, governments and indicators, on reports that were built by hand."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest

from app.models.facts import Basis, BudgetLine, Fact, Measure, Period
from app.models.responses import DepartmentBudget, DepartmentTrend, GovernmentBudget, IndicatorSeries, Page, Profile
from tests.factories import GOVERNMENT, budget_line, build_meta, every_kind, headcount, indicator, submit
from tests.live import LiveService, run_service

OTHER = "가람도 나루시"


def whole(fiscal_year: int, won: int, *, as_of: str | None = None, statement: str = "예산현황", **own: Any) -> BudgetLine:
    """The total line of a statement."""
    line = budget_line(1, fiscal_year=fiscal_year, won=won, statement=statement, item="총 계", line=own.pop("line", 10))
    return replace(line, path=(), level=0, as_of=as_of, **own)


def facts_2021() -> tuple[Fact, ...]:
    """A department's report of 2021: a budget with parts, people, projects, indicators."""
    return (
        whole(2021, 1000, as_of="2021-05-31", executed_won=400, rate_percent=Decimal("40.0"), id="budget_line-0"),
        budget_line(1, won=600, item="인건비"),
        replace(budget_line(2, won=400, item="운영비"), fiscal_year=2021),
        replace(budget_line(3, won=77, item="시설비", statement="사업 예산"), project="청사 환경 조성"),
        headcount(1, persons=5),
        headcount(2, persons=7),
        replace(headcount(3, persons=12), grade=None, id="headcount-3"),
        replace(headcount(4, persons=11), grade=None, measure=Measure.ACTUAL, id="headcount-4"),
        indicator(1, value=Decimal("86.5")),
        replace(indicator(2, value=90), basis=Basis.TARGET),
        indicator(3, name="실적", subject="교육훈련", value=45),
    )


@pytest.fixture(scope="module")
def service(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    earlier = (
        whole(2020, 900, as_of="2020-12-31"),
        replace(indicator(1, value=80, fiscal_year=2020), period=Period("’20", "2020", "2020")),
    )
    elsewhere = tuple(replace(fact, government=OTHER) for fact in (whole(2021, 55, statement="세출"), headcount(1, persons=3)))
    government = replace(whole(2021, 9_000_000, statement="일반회계"), department=None)
    slashed = replace(headcount(1), department="보건소/의원(본소)")
    with run_service(tmp_path_factory.mktemp("departments"), store_url=any_store_url, parser_workers=1) as running:
        running.save(
            submit("r1", facts_2021()),
            submit("r2", earlier, meta=build_meta(fiscal_year=2020)),
            submit("r3", elsewhere, meta=build_meta(government=OTHER)),
            submit("r4", [government], meta=build_meta(department=None)),
            submit("r5", [slashed], meta=build_meta(department="보건소/의원(본소)")),
            submit("r6", [fact for fact in every_kind() if fact.bureau], meta=build_meta(department=None)),
        )
        yield running


def test_budget_by_statement(service: LiveService) -> None:
    answered = service.get("/departments/총무과/budget")
    budget = DepartmentBudget.model_validate(answered)
    shown = [(s.fiscal_year, s.government, s.statement, s.project, [line.item for line in s.lines]) for s in budget.statements]
    assert shown == [
        (2021, OTHER, "세출", None, ["총 계"]),
        (2021, GOVERNMENT, "사업 예산", "청사 환경 조성", ["시설비"]),
        (2021, GOVERNMENT, "세출예산 집행현황", None, ["인건비", "운영비"]),
        (2021, GOVERNMENT, "예산현황", None, ["총 계"]),
        (2020, GOVERNMENT, "예산현황", None, ["총 계"]),
    ]
    assert (budget.total, budget.next) == (5, None)
    two = answered["statements"][2]
    assert (two["span"]["first"], two["span"]["last"], two["unit"], two["report_id"]) == (11, 12, "천원", "r1.1")
    assert two["lines"][0]["report_id"] == "r1.1"


def test_budget_filters(service: LiveService) -> None:
    def statements(**wanted: Any) -> list[str]:
        return [found["statement"] for found in service.get("/departments/총무과/budget", **wanted)["statements"]]

    assert statements(government="나루시") == ["세출"]
    assert statements(fiscal_year="2020") == ["예산현황"]
    assert statements(fiscal_year=["..2019", "2020..2020"]) == ["예산현황"]
    assert statements(statement="사업예산") == ["사업 예산"]
    assert statements(project="청사환경 조성") == ["사업 예산"]
    assert statements(direction="revenue") == []
    assert statements(q="운영비") == ["세출예산 집행현황"]


def test_budget_pages_count_statements(service: LiveService) -> None:
    at_once = service.get("/departments/총무과/budget")["statements"]
    assert service.pages("/departments/총무과/budget", key="statements", limit=2) == at_once
    assert service.get("/departments/총무과/budget?limit=2")["total"] == 5


def test_pages_neither_repeat_nor_lose_when_reports_come_in_between(service: LiveService) -> None:
    before = [found["statement_id"] + found["report_id"] for found in service.get("/departments/총무과/budget")["statements"]]
    first = service.get("/departments/총무과/budget?limit=2")
    service.save(submit("r9", [whole(2022, 5), whole(2019, 5)], meta=build_meta(fiscal_year=2022)))
    rest = service.get(f"/departments/총무과/budget?limit=1000&cursor={first['next']}")
    seen = [found["statement_id"] + found["report_id"] for found in first["statements"] + rest["statements"]]
    assert seen[: len(before)] == before
    assert len(seen) == len(set(seen)) == len(before) + 1, "the newer one stands before the cursor, the older one behind it"
    service.client.delete("/reports/r9").raise_for_status()


def test_trend_has_one_headline_a_year(service: LiveService) -> None:
    trend = DepartmentTrend.model_validate(service.get("/departments/총무과/budget/trend"))
    shown = [(point.fiscal_year, point.government, point.budget_won, point.executed_won, point.rate_percent) for point in trend.points]
    assert shown == [
        (2021, OTHER, 55, None, Decimal("46.5")),
        (2021, GOVERNMENT, 1000, 400, Decimal("40.0")),
        (2020, GOVERNMENT, 900, None, Decimal("46.5")),
    ]
    assert trend.total == 3
    assert len(service.pages("/departments/총무과/budget/trend", key="points", limit=1)) == 3


def test_head_count(service: LiveService) -> None:
    path = f"/departments/총무과/headcount?government={GOVERNMENT}"
    assert [found["persons"] for found in service.get(path)["items"]] == [5, 7, 12, 11]
    assert [found["persons"] for found in service.get(f"{path}&sort=-persons")["items"]] == [12, 11, 7, 5]
    assert [found["persons"] for found in service.get(f"{path}&measure=actual")["items"]] == [11]
    assert [found["persons"] for found in service.get(f"{path}&grade=2급")["items"]] == [7]
    assert service.pages(f"{path}&sort=persons", limit=1) == service.get(f"{path}&sort=persons")["items"]
    facets = service.get(f"{path}&facet=department&facet=fiscal_year&limit=1")["facets"]
    assert facets == {"department": [{"value": "총무과", "count": 4}], "fiscal_year": [{"value": 2021, "count": 4}]}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("총 무 과", id="padded"),
        pytest.param("총\u3000무과", id="ideographic space"),
        pytest.param("\u110e\u1169\u11bc\u1106\u116e\u1100\u116a", id="NFD"),
    ],
)
def test_names_match_whatever_their_form(service: LiveService, name: str) -> None:
    found = service.get(f"/departments/{quote(name)}/headcount?government={GOVERNMENT}")
    assert found["total"] == 4


@pytest.mark.parametrize("name", ["보건소%2F의원(본소)", "보건소%2f의원%28본소%29", "보건소／의원（본소）"])
def test_a_slash_in_a_name(service: LiveService, name: str) -> None:
    assert service.get(f"/departments/{name}/headcount")["total"] == 1
    assert service.get(f"/departments/{name}")["items"][0]["facts"] == {"headcount": 1}


def test_unknown_names_get_near_ones(service: LiveService) -> None:
    problem = service.client.get("/departments/총무가/headcount").json()
    assert problem["near"][0] == "총무과"
    assert "총무과" in problem["detail"]
    assert service.client.get("/governments/한빛특별시 가람군/budget").json()["near"] == [GOVERNMENT]
    assert "승소율" in service.client.get("/indicators/승소률").json()["near"]
    problem = service.client.get("/departments/총무과/headcount?government=없는도").json()
    assert problem["status"] == 404, "known elsewhere, but not in that government"


def test_the_part_of_a_question_that_is_at_fault_is_named(service: LiveService) -> None:
    """The department is known; the government is not, or has none of that name."""
    unknown = service.client.get("/departments/총무과/budget", params={"government": OTHER.replace("시", "")})
    assert (unknown.status_code, unknown.json()["type"].rpartition(":")[2]) == (404, "government-not-found")
    assert OTHER in unknown.json()["near"]
    elsewhere = service.client.get("/departments/보건소%2F의원(본소)/budget", params={"government": OTHER})
    assert (elsewhere.status_code, elsewhere.json()["near"]) == (404, [])


def test_a_known_department_without_such_facts_has_an_empty_list(service: LiveService) -> None:
    assert service.get("/departments/총무과/vehicles") == {"items": [], "next": None, "total": 0}
    assert service.get("/departments/총무과/headcount?fiscal_year=1999")["items"] == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("projects", "project"),
        ("indicators", "indicator"),
        ("duties", "duty"),
        ("facilities", "facility"),
        ("vehicles", "vehicle"),
        ("milestones", "milestone"),
        ("audit-items", "audit_item"),
    ],
)
def test_each_kind_of_a_bureau(service: LiveService, path: str, kind: str) -> None:
    body = "총무과" if kind == "indicator" else "행정국"
    found = service.get(f"/departments/{body}/{path}?government={GOVERNMENT}")["items"]
    assert found
    assert {fact["kind"] for fact in found} == {kind}


def test_profile(service: LiveService) -> None:
    page = Page[Profile].model_validate(service.get("/departments/총무과"))
    assert [profile.government for profile in page.items] == [OTHER, GOVERNMENT]
    profile = page.items[1]
    assert (profile.level, profile.fiscal_years) == ("department", (2020, 2021))
    assert profile.headcount is not None
    assert (profile.headcount.authorised, profile.headcount.actual, profile.headcount.variance) == (12, 11, None)
    assert profile.budget is not None
    assert (profile.budget.fiscal_year, profile.budget.budget_won) == (2021, 1000)
    assert profile.indicators == ("승소율", "실적")
    bureau = Page[Profile].model_validate(service.get("/departments/행정국")).items[0]
    assert (bureau.level, [duty.text for duty in bureau.duties], bureau.teams) == ("bureau", ["청사 관리"], ("총무팀",))
    assert [project.title for project in bureau.projects] == ["청사 환경 조성"]


def test_lists_of_bodies(service: LiveService) -> None:
    governments = service.get("/governments")["items"]
    assert {(found["name"], found["level"]) for found in governments} == {(GOVERNMENT, "government"), (OTHER, "government")}
    departments = service.get("/departments")["items"]
    assert {(found["government"], found["name"], found["level"]) for found in departments} >= {
        (GOVERNMENT, "총무과", "department"),
        (OTHER, "총무과", "department"),
        (GOVERNMENT, "행정국", "bureau"),
    }
    ours = next(found for found in departments if (found["government"], found["name"]) == (GOVERNMENT, "총무과"))
    assert ours["facts"]["headcount"] == 4
    assert ours["fiscal_years"] == [2020, 2021]
    assert [found["name"] for found in service.get("/departments?level=bureau")["items"]] == ["행정국"]
    assert {found["government"] for found in service.get("/departments?government=나루시")["items"]} == {OTHER}
    assert {found["name"] for found in service.get("/departments?q=총무")["items"]} == {"총무과"}
    assert service.pages("/departments", limit=1) == departments


def test_figures_of_a_whole_government(service: LiveService) -> None:
    answered = service.get("/governments/가람구/budget")
    budget = GovernmentBudget.model_validate(answered)
    assert budget.government == GOVERNMENT, "the last words of a name are enough where they are unique"
    assert [(s.statement, s.department, s.lines[0].budget_won) for s in budget.statements] == [("일반회계", None, 9_000_000)]
    assert service.get(f"/governments/{GOVERNMENT}/headcount")["items"] == []


def test_indicator_series(service: LiveService) -> None:
    answered = service.get("/indicators/승소율")
    series = IndicatorSeries.model_validate(answered)
    assert [(s.basis, s.unit, [(p.fiscal_year, p.value) for p in s.points]) for s in series.series] == [
        (Basis.ACTUAL, "%", [(2020, 80), (2021, Decimal("86.5"))]),
        (Basis.TARGET, "%", [(2021, 90)]),
    ]
    assert answered["series"][0]["dimensions"] == {"구 분.": "행정", "$대상": "민사"}
    assert answered["series"][0]["points"][1]["value"] == 86.5
    assert service.get("/indicators/승소율?basis=target")["total"] == 1
    assert [s["name"] for s in service.get("/indicators/교육훈련")["series"]] == ["실적"], "a subject is a name too"
    assert service.get("/indicators/승소율?department=민원과")["series"] == []
    assert service.pages("/indicators/승소율", key="series", limit=1) == answered["series"]


def test_indicator_names(service: LiveService) -> None:
    items = {found["name"]: found for found in service.get("/indicators")["items"]}
    assert items["승소율"]["units"] == ["%"]
    assert items["승소율"]["fiscal_years"] == [2020, 2021]
    assert items["승소율"]["departments"] == ["총무과"]
    assert [found["name"] for found in service.get("/indicators?q=승소")["items"]] == ["승소율"]


def test_projects_and_audits_across_departments(service: LiveService) -> None:
    assert [found["title"] for found in service.get("/projects")["items"]] == ["청사 환경 조성"]
    assert service.get("/projects?department=총무과")["items"] == []
    assert service.get("/projects?q=청사 조성&facet=team")["facets"] == {"team": [{"value": "총무팀", "count": 1}]}
    assert [found["request"] for found in service.get("/audit-items?audit_year=2020&status=done")["items"]] == ["주차 개선"]
    assert service.get("/audit-items?audit_year=2021")["items"] == []


def test_history_is_asked_for(service: LiveService) -> None:
    service.save(submit("r8", [headcount(1, department="역사과", persons=1)], "하나"))
    service.save(submit("r8", [headcount(1, department="역사과", persons=2)], "둘"))
    assert [found["persons"] for found in service.get("/departments/역사과/headcount")["items"]] == [2]
    everything = service.get("/departments/역사과/headcount?include_history=true")["items"]
    assert {(found["persons"], found["report_id"]) for found in everything} == {(1, "r8.1"), (2, "r8.2")}
    service.client.delete("/reports/r8").raise_for_status()
    assert service.client.get("/departments/역사과/headcount").status_code == 404
