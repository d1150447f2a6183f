"""The examples in the OpenAPI document are real answers, made of the sample reports.

`pytest tests/routers/test_examples.py --update-golden` asks the running service anew and rewrites them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from app.main import create_app
from app.routers.openapi import EXAMPLES
from tests.live import LiveService, run_service

SEEDS: Final = Path(__file__).parent.parent.parent / "seeds"
_SHOWN: Final = 2

# What is asked, for each call; {id} is the report of the first name, and a call that is not here answers no JSON.
CALLS: Final = {
    "/reports": "/reports?limit=2",
    "/reports/{report_id}": "/reports/{id}",
    "/reports/{report_id}/facts": "/reports/{id}/facts?kind=headcount&limit=2",
    "/reports/{report_id}/facts/{fact_id}": "/reports/{id}/facts/{fact}",
    "/reports/{report_id}/findings": "/reports/{id}/findings?limit=2",
    "/reports/{report_id}/source": "/reports/{id}/source?first=1&last=5",
    "/reports/{report_id}/revisions": "/reports/{id}/revisions",
    "/reports/{report_id}/sections/{section_id}": "/reports/{id}/sections/1.1",
    "/reports/{report_id}/tables": "/reports/{id}/tables?limit=1",
    "/reports/{report_id}/tables/{table_id}": "/reports/{id}/tables/t1",
    "/governments": "/governments?limit=2",
    "/governments/{name}/budget": "/governments/전라남도 순천시/budget?limit=1",
    "/governments/{name}/headcount": "/governments/전라남도 순천시/headcount?limit=1",
    "/governments/{government}/departments/{name}/aliases": "/governments/전라남도 순천시/departments/관광과/aliases",
    "/departments": "/departments?limit=2",
    "/departments/{name}": "/departments/관광과",
    "/departments/{name}/budget": "/departments/관광과/budget?limit=1",
    "/departments/{name}/budget/trend": "/departments/관광과/budget/trend",
    "/departments/{name}/headcount": "/departments/관광과/headcount?limit=2",
    "/departments/{name}/projects": "/departments/관광과/projects?limit=1",
    "/departments/{name}/indicators": "/departments/관광과/indicators?limit=2",
    "/departments/{name}/duties": "/departments/관광과/duties?limit=2",
    "/departments/{name}/facilities": "/departments/관광과/facilities?limit=2",
    "/departments/{name}/vehicles": "/departments/관광과/vehicles?limit=2",
    "/departments/{name}/milestones": "/departments/관광과/milestones?limit=2",
    "/departments/{name}/audit-items": "/departments/관광과/audit-items?limit=2",
    "/indicators": "/indicators?limit=2",
    "/facts": "/facts?kind=vehicle&limit=2",
    "/projects": "/projects?limit=1",
    "/audit-items": "/audit-items?limit=1",
    "/findings": "/findings?limit=2",
    "/search": "/search?q=예산 집행&facet=block&limit=2",
    "/journal": "/journal?limit=2",
    "/livez": "/livez",
    "/readyz": "/readyz",
}
_NOTED: Final = {"aliases": [{"name": "문화관광과", "relation": "predecessor", "first": None, "last": "2018-12"}]}
_WITHOUT: Final = frozenset({"/metrics"})
_DIFF: Final = "/reports/{report_id}/diff/{other_id}"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveService]:
    with run_service(tmp_path_factory.mktemp("examples"), parser_workers=1) as running:
        for path in sorted(SEEDS.glob("*.txt")):
            running.ingest(path.read_bytes()).raise_for_status()
        running.client.put(CALLS["/governments/{government}/departments/{name}/aliases"], json=_NOTED).raise_for_status()
        yield running


def shorten(answer: Any) -> Any:
    """An answer with no list longer than a reader needs to see what it is."""
    if isinstance(answer, dict):
        return {name: shorten(value) for name, value in answer.items()}
    if isinstance(answer, list):
        plain = all(isinstance(value, str | int | float) for value in answer)
        return [shorten(value) for value in (answer[:6] if plain else answer[:_SHOWN])]
    return answer


def ask(service: LiveService, address: str, report_id: str) -> Any:
    if "{fact}" in address:
        (fact,) = service.get(f"/reports/{report_id}/facts?kind=budget_line&limit=1")["items"]
        address = address.replace("{fact}", fact["id"])
    response = service.client.get(address.replace("{id}", report_id), headers={"Accept": "application/json"})
    assert response.status_code == 200, f"{address}: {response.text}"
    return shorten(response.json())


def ask_diff(service: LiveService, report_id: str) -> Any:
    """Issue a sample anew with one digit changed, and ask what it says otherwise. After all other calls: it adds a revision."""
    printed = service.get(f"/reports/{report_id}/facts?kind=headcount&limit=1")["items"][0]["printed"]
    source = next(text for path in SEEDS.glob("*.txt") if printed in (text := path.read_text(encoding="utf-8")))
    other = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), printed, count=1)
    issued = service.ingest(source.replace(printed, other, 1)).raise_for_status().json()
    return ask(service, f"/reports/{report_id}/diff/{issued['id']}", report_id)


def test_every_call_has_a_real_example(service: LiveService, pytestconfig: pytest.Config) -> None:
    report_id = service.get("/reports?department=관광과")["items"][0]["id"]
    series = service.get("/indicators?department=관광과&limit=1")["items"]
    calls = CALLS | ({"/indicators/{name}": f"/indicators/{series[0]['name']}?limit=1"} if series else {})
    if pytestconfig.getoption("--update-golden"):
        answers = {call: ask(service, address, report_id) for call, address in calls.items()}
        answers[_DIFF] = ask_diff(service, report_id)
        EXAMPLES.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    written = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    paths = {path for path, methods in create_app().openapi()["paths"].items() if "get" in methods}
    assert set(written) == paths - _WITHOUT
    assert len(EXAMPLES.read_bytes()) < 150_000, "examples are short"
    for call, example in sorted(written.items(), key=lambda pair: pair[0] == _DIFF):
        asked = ask_diff(service, report_id) if call == _DIFF else ask(service, calls[call], report_id)
        assert asked.keys() == example.keys(), f"{call} answers other members than its example: run with --update-golden"


def test_examples_are_printed_in_the_samples() -> None:
    samples = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    printed = list(find_printed({call: example for call, example in examples.items() if call != _DIFF}))
    assert len(printed) > 20
    for text in printed:
        pieces = text.replace("\t", "\n").split("\n")
        assert any(all(piece.strip() in sample for piece in pieces) for sample in samples), text


def find_printed(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        if isinstance(answer.get("printed"), str):
            yield answer["printed"]
        for value in answer.values():
            yield from find_printed(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from find_printed(value)


def test_the_openapi_document_shows_them() -> None:
    document = create_app().openapi()
    example = document["paths"]["/departments/{name}/budget"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    assert example["statements"][0]["lines"][0]["budget_won"]
    assert document["paths"]["/ingest"]["post"]["responses"]["201"]["content"]["application/json"]["example"]["outline"]
