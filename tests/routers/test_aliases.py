"""Other names of departments over HTTP, and figures that follow them, on both stores."""

import itertools
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.models.facts import BudgetLine, Fact
from app.models.lineage import DepartmentAliases
from app.models.responses import DepartmentBudget, DepartmentHeadcount, DepartmentTrend
from app.queries import aliases
from tests.factories import budget_line, build_meta, headcount, submit
from tests.live import LiveService, run_service

SLASHED = "보건소/의원(본소)"


def total(department: str, fiscal_year: int, won: int) -> BudgetLine:
    """The whole of a department's budget of a year."""
    line = budget_line(1, department=department, fiscal_year=fiscal_year, item="총계", won=won)
    return replace(line, path=(), level=0, as_of=f"{fiscal_year}-12-31")


def years_of(department: str, first: int, last: int) -> list[Fact]:
    """A budget and a head count of each year; the won and the persons are the year."""
    made: list[Fact] = []
    for number, year in enumerate(range(first, last + 1), 1):
        made.append(replace(total(department, year, year), id=f"budget_line-{number}", statement_id=f"t{number}"))
        made.append(replace(headcount(1, department=department, fiscal_year=year, persons=year), id=f"headcount-{number}"))
    return made


@dataclass(frozen=True)
class Place:
    """A government of its own: 총무과 until 2014, then 행정지원과; a new 총무과 from 2017; 민원과 until 2012; a health centre."""

    service: LiveService
    government: str

    def address(self, name: str, government: str | None = None) -> str:
        return f"/governments/{quote(government or self.government, safe='')}/departments/{quote(name, safe='')}/aliases"

    def put(self, name: str, *others: tuple[str | None, ...], **headers: str) -> httpx.Response:
        noted = [dict(zip(("name", "relation", "first", "last"), (*alias, None, None), strict=False)) for alias in others]
        return self.service.client.put(self.address(name), json={"aliases": noted}, headers=headers)

    def ask(self, name: str, call: str, **parameters: Any) -> httpx.Response:
        given = {"government": self.government, "lineage": "true", **parameters}
        return self.service.client.get(f"/departments/{quote(name, safe='')}/{call}", params=given)

    def years(self, name: str, call: str = "budget", **parameters: Any) -> list[tuple[str, int]]:
        """Department and year of all that is found, newest first."""
        response = self.ask(name, call, **parameters)
        assert response.status_code == 200, response.text
        found = next(response.json()[key] for key in ("statements", "points", "items") if key in response.json())
        return [(one["department"], one["fiscal_year"]) for one in found]


@pytest.fixture
def place(store_url: str, tmp_path: Path) -> Iterator[Place]:
    """For tests that note names: a store that holds nothing else."""
    with run_service(tmp_path, store_url=store_url, parser_workers=1) as running:
        yield settle(running, "한빛특별시 제1구")


@pytest.fixture(scope="module")
def settled(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """For tests that change nothing."""
    with run_service(tmp_path_factory.mktemp("aliases"), store_url=any_store_url, parser_workers=1) as running:
        yield settle(running, "한빛특별시 제1구")


def settle(service: LiveService, government: str) -> Place:
    bodies = [("총무과", 2012, 2014), ("행정지원과", 2014, 2016), ("총무과", 2017, 2018), ("민원과", 2011, 2012), (SLASHED, 2013, 2013)]
    for number, (department, first, last) in enumerate(bodies):
        facts = [replace(fact, government=government) for fact in years_of(department, first, last)]
        meta = build_meta(government=government, department=department, fiscal_year=last)
        service.save(submit(f"{government.replace(' ', '')}-{number}", facts, meta=meta))
    return Place(service, government)


OWN = [("행정지원과", 2016), ("행정지원과", 2015), ("행정지원과", 2014)]
BEFORE = [("총무과", 2014), ("총무과", 2013), ("총무과", 2012)]
RENAMED = ("총무과", "predecessor", None, "2014-06")


def problem_of(response: httpx.Response, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["type"] == f"urn:bogo:problem:{name}"
    return problem


def test_names_are_noted_shown_and_forgotten(place: Place) -> None:
    client, address = place.service.client, place.address("행정지원과")
    nothing = client.get(address)
    assert DepartmentAliases.model_validate_json(nothing.content).model_dump(mode="json") == {
        "government": place.government, "department": "행정지원과", "version": 0, "aliases": [],
    }  # fmt: skip

    noted = place.put("행정지원과", RENAMED, ("민원과", "merged", "2011", "2012"))
    assert noted.status_code == 200, noted.text
    assert noted.json()["version"] == 1
    assert noted.json()["aliases"] == [
        {"name": "총무과", "relation": "predecessor", "first": None, "last": "2014-06"},
        {"name": "민원과", "relation": "merged", "first": "2011", "last": "2012"},
    ]
    shown = client.get(address)
    assert (shown.json(), shown.headers["etag"]) == (noted.json(), noted.headers["etag"])
    assert shown.headers["etag"] != nothing.headers["etag"]
    assert client.get(address, headers={"If-None-Match": shown.headers["etag"]}).status_code == 304

    assert place.put("행정지원과", RENAMED, ("민원과", "merged", "2011", "2012")).json()["version"] == 1, "the same again"
    assert client.delete(address).status_code == 204
    assert client.get(address).json() | {"version": 2, "aliases": []} == client.get(address).json()
    problem_of(client.delete(address), 404, "aliases-not-found")
    assert place.put("행정지원과", RENAMED).json()["version"] == 3


def test_figures_follow_the_names(place: Place) -> None:
    place.put("행정지원과", RENAMED)
    for call in ("budget", "headcount"):
        assert sorted(place.years("행정지원과", call), reverse=True) == sorted(OWN + BEFORE, reverse=True)
    assert place.years("행정지원과", "budget/trend") == [*OWN[:2], BEFORE[0], OWN[2], *BEFORE[1:]], "by year, then by name"
    assert place.years("총무과") == [("총무과", 2018), ("총무과", 2017), *OWN[:2], BEFORE[0], OWN[2], *BEFORE[1:]]
    assert place.years("행정지원과", fiscal_year="..2013") == BEFORE[1:]
    assert place.years("행정지원과", government=f"{place.government} ") == place.years("행정지원과")

    answer = DepartmentBudget.model_validate_json(place.ask("행정지원과", "budget").content)
    assert answer.lineage
    assert [(one.name, one.relation, one.of, one.first_year, one.last_year) for one in answer.lineage.relatives] == [
        ("총무과", "predecessor", "행정지원과", None, 2014)
    ]
    assert DepartmentTrend.model_validate_json(place.ask("행정지원과", "budget/trend").content).lineage == answer.lineage
    assert DepartmentHeadcount.model_validate_json(place.ask("행정지원과", "headcount").content).lineage == answer.lineage
    profile = place.service.get("/departments/행정지원과", government=place.government)["items"][0]
    assert profile["relatives"] == place.ask("행정지원과", "budget").json()["lineage"]["relatives"]


def test_without_lineage_nothing_is_followed(place: Place) -> None:
    before = {call: place.ask("행정지원과", call, lineage="false") for call in ("budget", "budget/trend", "headcount")}
    place.put("행정지원과", RENAMED)
    for call, response in before.items():
        again = place.ask("행정지원과", call, lineage="false")
        assert (again.json(), again.headers["etag"]) == (response.json(), response.headers["etag"])
        assert "lineage" not in again.json()
    assert place.years("행정지원과", lineage="false") == OWN
    problem_of(place.ask("행정지원과", "vehicles"), 422, "unknown-parameter")


def test_a_name_is_followed_in_its_years_alone(place: Place) -> None:
    place.put("행정지원과", ("총무과", "predecessor", "2013", "2013-12"), ("민원과", "merged", None, "2011"))
    assert place.years("행정지원과") == [*OWN, ("총무과", 2013), ("민원과", 2011)]
    place.put("행정지원과", ("총무과", "predecessor", None, "2014"), ("총무과", "alias", "2018"))
    assert place.years("행정지원과") == [("총무과", 2018), *OWN[:2], BEFORE[0], OWN[2], *BEFORE[1:]]


def test_names_of_another_government_are_not_followed(place: Place) -> None:
    other = "한빛특별시 제2구"
    facts = [replace(fact, government=other) for fact in (*years_of("총무과", 2013, 2013), *years_of("행정지원과", 2015, 2015))]
    place.service.save(submit(other.replace(" ", ""), facts, meta=build_meta(government=other, department="총무과")))
    place.put("행정지원과", RENAMED)
    both = {"government": [place.government, other]}
    found = place.ask("행정지원과", "budget", **both).json()["statements"]
    assert [(one["department"], one["fiscal_year"]) for one in found if one["government"] == other] == [("행정지원과", 2015)]
    assert place.years("행정지원과", government=other) == [("행정지원과", 2015)]


def test_a_name_without_figures_of_its_own(place: Place) -> None:
    place.put("행정지원과", ("서무과", "predecessor", None, "2013"))
    assert place.years("서무과") == OWN, "what became of it"
    assert place.years("서무과", fiscal_year=1999) == []
    near = problem_of(place.ask("서무과", "budget", lineage="false"), 404, "department-not-found")["near"]
    assert near[0] == "행정지원과"
    problem_of(place.ask("없는과", "budget"), 404, "department-not-found")
    shown = place.service.client.get(place.address("서무과"))
    assert problem_of(shown, 404, "department-not-found"), "nothing was noted at this name itself"


@pytest.mark.parametrize(
    ("government", "name"),
    [
        pytest.param(str, lambda name: unicodedata.normalize("NFD", name), id="decomposed letters"),
        pytest.param(lambda name: name.replace(" ", ""), " ".join, id="spacing"),
        pytest.param(lambda name: name.split()[-1], lambda name: name.replace("(", "（").replace(")", "）"), id="last words, full width"),
    ],
)
def test_names_match_whatever_their_form(place: Place, government: Callable[[str], str], name: Callable[[str], str]) -> None:
    client = place.service.client
    address = place.address(name(SLASHED), government(place.government))
    noted = client.put(address, json={"aliases": [{"name": name("민원과"), "relation": "merged", "last": "2012"}]})
    assert noted.status_code == 200, noted.text
    assert noted.json()["government"] == place.government
    assert client.get(place.address(SLASHED)).json() == noted.json()
    assert unicodedata.is_normalized("NFC", noted.json()["department"] + noted.json()["aliases"][0]["name"])
    assert place.years(name(SLASHED)) == [(SLASHED, 2013), ("민원과", 2012), ("민원과", 2011)]
    assert client.delete(address).status_code == 204


BAD = [
    pytest.param([("총무과", "uncle")], "aliases[0].relation", id="no relation"),
    pytest.param([("총무과", "alias", "2014-6")], "aliases[0].first", id="no date"),
    pytest.param([("총무과", "alias", "２０１４")], "aliases[0].first", id="other digits"),
    pytest.param([("총무과", "alias", "2014-02-30")], "aliases[0].first", id="a day that is none"),
    pytest.param([("민원과", "merged"), ("총무과", "alias", "2014", "2013-12")], "aliases[1].first", id="ends before it begins"),
    pytest.param([("", "alias")], "aliases[0].name", id="no name"),
    pytest.param([(" \u3000 ", "alias")], "aliases[0].name", id="blanks"),
    pytest.param([("가" * 201, "alias")], "aliases[0].name", id="a long name"),
    pytest.param([("행정 지원과", "alias")], "aliases[0].name", id="its own name"),
    pytest.param([("총무과", "alias", None, "2014"), ("총 무 과", "merged", "2013")], "aliases[1].name", id="twice in a year"),
    pytest.param([(f"{number}과", "alias") for number in range(201)], "aliases", id="too many"),
]


@pytest.mark.parametrize(("noted", "name"), BAD)
def test_what_makes_no_sense_is_refused(settled: Place, noted: list[tuple[str | None, ...]], name: str) -> None:
    assert problem_of(settled.put("행정지원과", *noted), 422, "invalid-parameter")["name"] == name
    assert settled.service.client.get(settled.address("행정지원과")).json()["version"] == 0


def test_cycles_are_refused(place: Place) -> None:
    assert place.put("행정지원과", RENAMED).status_code == 200
    problem = problem_of(place.put("총무과", ("민원과", "predecessor"), ("행정 지원과", "predecessor")), 422, "alias-cycle")
    assert set(problem["names"]) == {"총무과", "행정지원과"}
    assert place.put("총무과", ("행정지원과", "successor", "2014")).status_code == 200, "the same, said from the other end"
    assert place.years("행정지원과", "headcount") == place.years("행정지원과", "headcount")


def test_a_government_has_only_so_many(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aliases, "MAX_IN_BOOK", 3)
    assert place.put("가실", ("총무과", "alias"), ("나실", "alias"), ("다실", "alias")).status_code == 200
    assert problem_of(place.put("행정지원과", ("민원과", "merged")), 422, "invalid-parameter")["name"] == "aliases"
    assert place.put("가실").json()["aliases"] == []
    assert place.put("행정지원과", ("민원과", "merged")).status_code == 200


def test_unknown_names(place: Place) -> None:
    client = place.service.client
    assert problem_of(place.put("행정지언과", ("서무과", "alias")), 404, "department-not-found")["near"] == ["행정지원과"]
    assert problem_of(client.get(place.address("행정지언과")), 404, "department-not-found")["near"] == ["행정지원과"]
    problem_of(client.delete(place.address("행정지언과")), 404, "aliases-not-found")
    for method in ("GET", "PUT", "DELETE"):
        answer = client.request(method, place.address("총무과", "없는특별시 없는구"), json={"aliases": []} if method == "PUT" else None)
        problem_of(answer, 404, "government-not-found")
    assert place.put("새로운과", ("총무과", "predecessor", None, "2014")).status_code == 200, "it is enough to know one of the names"


@pytest.mark.parametrize(
    ("content", "media_type", "status", "name"),
    [
        pytest.param(b"{", "application/json", 400, "malformed-body", id="no JSON"),
        pytest.param(b"[]", "application/json", 400, "malformed-body", id="no object"),
        pytest.param(b"{}", "application/json", 422, "invalid-parameter", id="no names"),
        pytest.param(b'{"aliases": {}}', "application/json", 422, "invalid-parameter", id="no list"),
        pytest.param(b'{"aliases": [1]}', "application/json", 422, "invalid-parameter", id="no alias"),
        pytest.param(b'{"aliases": [], "alias": []}', "application/json", 422, "invalid-parameter", id="an unknown member"),
        pytest.param(b'{"aliases": []}', "text/plain", 415, "unsupported-media", id="no JSON by its type"),
        pytest.param(b'{"aliases": []}'.ljust(600_000), "application/json", 413, "body-too-large", id="too large"),
    ],
)
def test_bodies_that_are_none(settled: Place, content: bytes, media_type: str, status: int, name: str) -> None:
    sent = settled.service.client.put(settled.address("총무과"), content=content, headers={"Content-Type": media_type})
    problem_of(sent, status, name)


def test_a_change_can_be_bound_to_what_was_seen(place: Place) -> None:
    client, address = place.service.client, place.address("행정지원과")
    unseen = client.get(address).headers["etag"]
    problem_of(place.put("행정지원과", RENAMED, **{"If-Match": "*"}), 412, "precondition-failed")
    seen = place.put("행정지원과", RENAMED, **{"If-Match": f'"other", {unseen}'}).headers["etag"]
    problem_of(place.put("행정지원과", **{"If-Match": unseen}), 412, "precondition-failed")
    problem_of(place.put("행정지원과", **{"If-None-Match": "*"}), 412, "precondition-failed")
    problem_of(client.delete(address, headers={"If-Match": unseen}), 412, "precondition-failed")
    assert place.put("총무과", ("서무과", "alias"), **{"If-None-Match": "*"}).status_code == 200
    assert client.get(address).json()["aliases"][0]["name"] == "총무과"
    assert client.delete(address, headers={"If-Match": seen.removeprefix("W/")}).status_code == 204
    problem_of(place.put("행정지원과", RENAMED, **{"If-Match": seen}), 412, "precondition-failed")


def test_pages_and_etags_follow_the_version(place: Place) -> None:
    place.put("행정지원과", RENAMED)
    for call, key in (("budget", "statements"), ("budget/trend", "points"), ("headcount", "items")):
        address = httpx.URL(f"/departments/행정지원과/{call}", params={"government": place.government, "lineage": "true", "limit": "2"})
        whole = place.ask("행정지원과", call).json()
        assert place.service.pages(str(address), key) == whole[key]
        assert whole["total"] == 6


@pytest.mark.parametrize(("call", "form"), [("budget", "json"), ("budget/trend", "ndjson"), ("headcount", "json"), ("headcount", "csv")])
def test_a_page_of_an_older_version_is_refused(place: Place, call: str, form: str) -> None:
    client = place.service.client
    place.put("행정지원과", RENAMED)
    first = place.ask("행정지원과", call, limit=2, format=form)
    following = first.links["next"]["url"]
    second = client.get(following)
    assert second.status_code == 200, second.text
    again = place.ask("행정지원과", call, limit=2, format=form)
    assert again.headers["etag"] == first.headers["etag"]

    place.put("민원과", ("서무과", "alias"))
    assert client.get(following).status_code == 200, "what others are called is no matter"
    place.put("행정지원과", RENAMED, ("민원과", "merged", None, "1990"))
    problem = problem_of(client.get(following), 422, "outdated-cursor")
    assert "첫 쪽부터" in problem["detail"]
    changed = place.ask("행정지원과", call, limit=2, format=form)
    assert changed.headers["etag"] != first.headers["etag"], "though the same figures are on it"
    problem_of(client.get(following.replace("lineage=true", "lineage=false")), 422, "invalid-cursor")


def test_files_follow_too(place: Place) -> None:
    place.put("행정지원과", RENAMED)
    rows = place.ask("행정지원과", "headcount", format="csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + 6
    assert len(place.ask("행정지원과", "budget/trend", format="ndjson").text.splitlines()) == 6


def test_the_journal_tells_who_changed_them(place: Place) -> None:
    place.put("행정지원과", RENAMED, **{"X-Client-Name": quote("조직팀")})
    place.put("총무과", ("서무과", "alias"))
    place.service.client.delete(place.address("행정지원과"), headers={"X-Client-Name": "tester"})
    series = f"aliases:{place.government.replace(' ', '')}"
    entries = [one for one in place.service.pages("/journal?action=alias") if one["series_id"] == series]
    assert [(one["actor"], one["revision"]) for one in entries] == [("tester", 3), ("anonymous", 2), ("조직팀", 1)]
    for newer, older in itertools.pairwise(entries):
        assert newer["before_sha256"] == older["after_sha256"]


def test_changes_at_once_are_all_made(place: Place) -> None:
    """Each of them is of another department of one government: all stand in one book, and none is lost."""
    names = [f"{number}실" for number in range(5)]
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda name: place.put(name, ("총무과", "alias", None, "2012")), names))
    assert [answer.status_code for answer in answers] == [200] * len(names)
    assert {one["name"] for one in place.ask("총무과", "budget").json()["lineage"]["relatives"]} == set(names)


def test_of_changes_of_what_was_seen_one_is_made(place: Place) -> None:
    seen = place.service.client.get(place.address("행정지원과")).headers["etag"]
    with ThreadPoolExecutor(4) as pool:
        tried = list(pool.map(lambda number: place.put("행정지원과", (f"{number}과", "alias"), RENAMED, **{"If-Match": seen}), range(4)))
    assert sorted(answer.status_code for answer in tried) == [200, 412, 412, 412]
    made = next(answer for answer in tried if answer.status_code == 200)
    assert place.service.client.get(place.address("행정지원과")).json() == made.json()
