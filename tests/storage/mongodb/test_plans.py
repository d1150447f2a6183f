"""Every call of the service, asked over HTTP on MongoDB in every way it knows: each query that reaches the database is
served by a declared index, and where the server explains its plans none of them looks at a whole collection.
"""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from pymongo import MongoClient, monitoring
from pymongo.errors import OperationFailure

from app.main import create_app
from app.settings import Settings
from app.storage.mongodb.schema import INDEXES, NOT_SHARDED
from tests.factories import GOVERNMENT, every_kind, submit
from tests.live import LiveService, run_service
from tests.storage.mongodb.test_backend import Recorder, is_served

PLACES: Final = {
    "report_id": "r1.1",
    "other_id": "r1.2",
    "section_id": "1.1",
    "table_id": "t1",
    "fact_id": "project-1",
    "name": "총무과",
    "government": GOVERNMENT,
}
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "government": (GOVERNMENT,),
    "department": ("총무과",),
    "fiscal_year": ("2021", "2019..2021"),
    "as_of": ("2021-05-31",),
    "updated_after": ("2020-01-01T00:00:00Z",),
    "since": ("2020-01-01T00:00:00Z",),
    "q": ("인력", "과"),
    "limit": ("1",),
    "lineage": ("true",),
    "include_history": ("true",),
    "report": ("r1.1",),
    "kind": ("headcount",),
    "indicator": ("승소율",),
    "first": ("1",),
    "last": ("1",),
    "audit_year": ("2020",),
}
NAMES: Final = {"/indicators/{name}": "승소율", "/governments/{name}/budget": GOVERNMENT, "/governments/{name}/headcount": GOVERNMENT}
NARROWING: Final = {"government", "department", "fiscal_year", "updated_after", "kind"}
WITHOUT_STORE: Final = {"/livez", "/metrics"}
Call = tuple[str, str, dict[str, str]]


def list_calls() -> Iterator[Call]:
    """Every GET of the description: alone, with each of its parameters; lists across reports also with each two that narrow."""
    for path, operations in create_app(Settings()).openapi()["paths"].items():
        if "get" not in operations or path in WITHOUT_STORE:
            continue
        parameters = [one for one in operations["get"].get("parameters", ()) if one["in"] == "query"]
        given = [(one["name"], value) for one in parameters for value in find_values(path, one)]
        needed = {"q": "인력"} if path == "/search" else {}
        yield path, fill(path), needed
        for name, value in given:
            yield path, fill(path), needed | {name: value}
        narrowing = [pair for pair in given if pair[0] in NARROWING and "{" not in path]
        for one, other in itertools.combinations(narrowing, 2):
            yield path, fill(path), needed | dict([one, other])


def find_values(path: str, parameter: dict[str, Any]) -> tuple[str, ...]:
    name, schema = parameter["name"], parameter["schema"]
    if path == "/reports" and name == "kind":
        return ("주요업무보고",)
    allowed = find_allowed(schema)
    return VALUES.get(name, ()) if name in VALUES and (not allowed or VALUES[name][0] in allowed) else tuple(allowed[:2])


def find_allowed(schema: dict[str, Any]) -> list[str]:
    """The words that a parameter may be."""
    choices = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return [str(word) for choice in choices for word in choice.get("enum", ())]


def fill(path: str) -> str:
    places = PLACES | ({"name": NAMES[path]} if path in NAMES else {})
    return path.format(**{name: quote(value) for name, value in places.items()})


@contextmanager
def listening() -> Iterator[Recorder]:
    """Every command that any client made from now on sends until the block ends."""
    recorder = Recorder()
    monitoring.register(recorder)
    try:
        yield recorder
    finally:
        kept = list(recorder.commands)
        recorder.started = lambda event: None  # type: ignore[method-assign]
        recorder.commands = kept


def fill_store(service: LiveService) -> None:
    service.save(submit("r1", every_kind()), submit("r1", every_kind(), text="둘"), submit("r2", every_kind()))


@pytest.fixture
def asked(tmp_path: Path, mongodb_url: str) -> list[dict[str, Any]]:
    """The finds that all calls have led to."""
    with listening() as recorder, run_service(tmp_path, store_url=mongodb_url, parser_workers=1) as service:
        fill_store(service)
        recorder.commands.clear()
        failed = [(url, given, status) for url, given, status in ask_all(service) if status not in {200, 404}]
        assert failed == []
    assert {name for name, _ in recorder.commands} <= {"find", "getMore", "ping", "count", "endSessions"}
    assert all(not command.get("query") for name, command in recorder.commands if name == "count")  # known without looking
    return [command for name, command in recorder.commands if name == "find"]


def ask_all(service: LiveService) -> Iterator[tuple[str, dict[str, str], int]]:
    answered: dict[str, set[int]] = {}
    for path, url, given in list_calls():
        status = service.client.get(url, params=given).status_code
        answered.setdefault(path, set()).add(status)
        yield url, given, status
    # The call of aliases has nothing to show; every other one must have found something.
    assert {path for path, statuses in answered.items() if 200 not in statuses} <= {"/governments/{government}/departments/{name}/aliases"}
    assert len(answered) > 25


def test_every_query_of_every_call_is_served_by_a_declared_index(
    asked: list[dict[str, Any]], mongodb_url: str, request: pytest.FixtureRequest
) -> None:
    unserved = [
        (command["find"], command.get("filter"), command.get("sort"))
        for command in asked
        if not is_served(command["find"], command.get("filter", {}), list(command.get("sort", {})))
    ]

    assert len(asked) > 500
    assert unserved == []
    assert {command["find"] for command in asked} >= INDEXES.keys() - {"pieces", "attempts", *NOT_SHARDED}
    assert find_scans(asked, mongodb_url) == []


def find_scans(asked: list[dict[str, Any]], url: str) -> list[Any]:
    """The queries whose plan looks at a whole collection, by the server's own word; none where it does not explain."""
    scanned = []
    seen: set[str] = set()
    with MongoClient[dict[str, Any]](url) as client:
        database = client.get_default_database()
        for command in asked:
            shape = repr((command["find"], sorted(command.get("filter", {})), command.get("sort")))
            if shape in seen:
                continue
            seen.add(shape)
            query = {name: command[name] for name in ("find", "filter", "sort", "limit", "projection") if name in command}
            try:
                plan = database.command("explain", query, verbosity="queryPlanner")
            except OperationFailure:
                return []
            if "COLLSCAN" in repr(plan.get("queryPlanner", {}).get("winningPlan")):
                scanned.append(shape)
    return scanned
