"""The compose files, held against the program: what they start, set and name must exist there, and fit together.

docker-compose.cluster.yml shows the service on a sharded cluster. No cluster runs here; what its unique keys and shard keys
must be to one another is a rule that can be checked without one.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import typer
import yaml
from pymongo import MongoClient

from app.cli import app as commands
from app.errors import StoreUnavailable, TransferRefused
from app.settings import Settings
from app.storage.documents.revisions import build_parts, number_revision
from app.storage.mongodb.schema import INDEXES, NOT_SHARDED, SHARD_KEYS
from app.storage.upkeep.shards import find_shard_index, part_collections, write_script
from tests.factories import every_kind, submit
from tests.mongodb_server import MongoServer
from tests.running import ROOT, free_port, running
from tests.test_project import COMPOSE_FILES, dockerfile_json

CLUSTER: Final = ROOT / "deploy" / "cluster"
PROXY: Final = (CLUSTER / "nginx.conf").read_text(encoding="utf-8")


def read_services(name: str) -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))["services"]
    return services


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return read_services("docker-compose.cluster.yml")


@pytest.mark.parametrize("name", COMPOSE_FILES)
def test_every_setting_is_one_of_the_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    environments = [service.get("environment", {}) for service in read_services(name).values()]
    given = {variable: value for environment in environments for variable, value in environment.items()}

    assert {variable.removeprefix("BOGO_").lower() for variable in given} <= Settings.model_fields.keys()
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    assert Settings().store_url.startswith("mongodb://")


@pytest.mark.parametrize("name", COMPOSE_FILES)
def test_what_a_service_waits_for_and_stores_on_is_there(name: str) -> None:
    services = read_services(name)
    volumes = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))["volumes"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= services.keys()
        for source in (volume.partition(":")[0] for volume in service.get("volumes", ())):
            assert (ROOT / source).exists() if source.startswith(".") else source in volumes
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))


@pytest.mark.parametrize("name", COMPOSE_FILES)
def test_who_waits_for_health_waits_for_a_health_check(name: str) -> None:
    services = read_services(name)
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            checked = "healthcheck" in services[other] or "build" in services[other]  # the image has a check of its own
            assert how["condition"] == "service_completed_successfully" or checked


def test_every_job_of_the_program_is_a_command_of_it(services: dict[str, Any]) -> None:
    known = typer.main.get_command(commands)
    started = [service["command"] for service in services.values() if "build" in service]

    assert len(started) == 2
    for program, command, *options in started:
        assert program == "bogo"
        parameters = known.commands[command].params  # type: ignore[attr-defined]
        assert {option for option in options if option.startswith("--")} <= {name for one in parameters for name in one.opts}


def test_the_replicas_start_as_the_image_does(services: dict[str, Any]) -> None:
    assert services["bogo"]["command"] == dockerfile_json("CMD")
    assert services["bogo"]["deploy"]["replicas"] > 1
    assert "volumes" not in services["bogo"]  # what any of them keeps, all have


def test_there_are_two_shards_that_survive_the_loss_of_a_member(services: dict[str, Any]) -> None:
    sets: dict[str, set[str]] = {}
    for name, service in services.items():
        command = service.get("command", [])
        if "--replSet" in command:
            sets.setdefault(command[command.index("--replSet") + 1], set()).add(name)
    members = {name: set(found) for name, found in read_object("MEMBERS").items()}

    assert sets == members
    assert sets.keys() == {"config", "shard1", "shard2"}
    assert all(len(found) == 3 for found in sets.values())
    assert all("--configsvr" in services[name]["command"] for name in sets["config"])
    assert all("--shardsvr" in services[name]["command"] for name in sets["shard1"] | sets["shard2"])
    routers = [service["command"] for service in services.values() if service.get("command", [""])[0] == "mongos"]
    assert len(routers) == 2
    for router in routers:
        name, _, hosts = router[router.index("--configdb") + 1].partition("/")
        assert set(hosts.split(",")) == {f"{host}:27017" for host in sets[name]}


def read_object(name: str) -> dict[str, list[str]]:
    """An object of the script that makes the replica sets."""
    script = (CLUSTER / "replica-sets.js").read_text(encoding="utf-8")
    found = re.search(rf"const {name} = (\{{.*\}});", script)
    assert found
    read: dict[str, list[str]] = json.loads(re.sub(r"(\w+):", r'"\1":', found[1]))
    return read


def test_all_shards_are_added_before_collections_are_parted_and_those_before_the_service(services: dict[str, Any]) -> None:
    script = (CLUSTER / "shards.js").read_text(encoding="utf-8")
    assert re.findall(r'"(shard\d)"', script) == ["shard1", "shard2"]
    assert services["collections"]["command"] == ["bogo", "shards", "--apply"]
    assert services["mongos1"]["depends_on"].keys() == {"replica-sets"}
    for later, earlier in (("bogo", "collections"), ("collections", "shards")):
        assert services[later]["depends_on"][earlier]["condition"] == "service_completed_successfully"


def test_the_proxy_leads_to_the_replicas(services: dict[str, Any]) -> None:
    (published,) = services["proxy"]["ports"]
    (port,) = re.findall(r"^\s*listen (\d+);", PROXY, re.MULTILINE)
    image = re.findall(r"BOGO_PORT=(\d+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))

    assert published.endswith(f":{port}")
    assert f"127.0.0.1:{port}/readyz" in services["proxy"]["healthcheck"]["test"][-1]
    assert re.findall(r"server bogo:(\d+) ", PROXY) == services["bogo"]["expose"] == image


def test_the_proxy_lets_through_what_the_service_takes() -> None:
    settings = Settings()
    (size,) = re.findall(r"client_max_body_size (\d+)m;", PROXY)
    (seconds,) = re.findall(r"proxy_read_timeout (\d+)s;", PROXY)

    # Six bytes a character is the most that JSON makes of a report.
    assert int(size) * 2**20 > 6 * settings.max_report_bytes
    assert int(seconds) > settings.parse_seconds + 2 * settings.store_timeout_seconds


@pytest.mark.parametrize("script", sorted(CLUSTER.glob("*.js")), ids=lambda path: path.name)
def test_the_scripts_for_mongosh_are_javascript(script: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node to check it")
    done = subprocess.run([node, "--check", str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def nginx() -> str:
    found = shutil.which("nginx")
    if found is None:
        pytest.skip("there is no nginx to try the configuration with")
    return found


@contextmanager
def proxying(nginx: str, folder: Path, port: int) -> Iterator[httpx.Client]:
    """The proxy of the cluster before one service on this machine."""
    own = free_port()
    # Names are resolved by Docker, and again and again only by a newer nginx than most machines have.
    told = PROXY.replace("server bogo:8000 resolve", f"server 127.0.0.1:{port}").replace("listen 8080", f"listen 127.0.0.1:{own}")
    configuration = folder / "nginx.conf"
    configuration.write_text(re.sub("/tmp/|/dev/std(out|err)", lambda found: f"{folder}/{found[1] or ''}", told), encoding="utf-8")
    command = [nginx, "-c", str(configuration), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    with subprocess.Popen(command) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{own}", timeout=30) as client:
                wait_for(client)
                yield client
        finally:
            process.terminate()
            process.wait(30)


def wait_for(client: httpx.Client) -> None:
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(base_url=client.base_url, transport=transport) as patient:
        patient.get("/livez")


def test_the_proxy_passes_on_what_comes_as_it_came(nginx: str, tmp_path: Path) -> None:
    with running(["bogo", "serve"], tmp_path) as service, proxying(nginx, tmp_path, service.base_url.port or 0) as client:
        source = (ROOT / "seeds" / "mixed-haeundae-recycling.txt").read_bytes()
        made = client.post("/ingest", content=source, headers={"Content-Type": "text/plain"})
        batch = client.post(
            "/ingest/batch", content=json.dumps({"text": source.decode()}), headers={"Content-Type": "application/x-ndjson"}
        )
        found, slashed = client.get("/departments/자원순환과"), client.get("/departments/a%2Fb")
        hidden = client.get("/metrics")

        assert (made.status_code, batch.status_code, found.status_code, hidden.status_code) == (201, 200, 200, 404)
        assert slashed.json() | {"instance": None, "request_id": None} == service.get("/departments/a%2Fb").json() | {
            "instance": None,
            "request_id": None,
        }
        assert made.headers["Location"] == f"/reports/{made.json()['id']}"


def test_the_proxy_says_in_the_service_s_form_that_nobody_answers(nginx: str, tmp_path: Path) -> None:
    with proxying(nginx, tmp_path, free_port()) as client:
        answer = client.get("/reports")

        assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
        assert answer.json()["status"] == 503
        assert int(answer.headers["Retry-After"]) > 0


def test_every_collection_is_parted_or_said_to_stay_whole() -> None:
    assert INDEXES.keys() - SHARD_KEYS.keys() - set(NOT_SHARDED) == set()
    assert SHARD_KEYS.keys() & set(NOT_SHARDED) == set()


def test_a_unique_index_is_unique_over_all_shards() -> None:
    """A shard sees its own documents alone, so equal keys must be of one shard: the index begins with the whole shard key."""
    unique = [(collection, index) for collection, indexes in INDEXES.items() for index in indexes if index.unique]

    assert {collection for collection, _ in unique} == {"revisions", "aliases"}
    for collection, index in unique:
        key = SHARD_KEYS[collection]
        assert tuple(field for field, _ in index.fields)[: len(key)] == key
        assert find_shard_index(collection, key) is not None


def test_what_decides_by_its_id_is_parted_so_that_equal_ids_meet() -> None:
    """`_id` is unique within a shard alone. Heads and revisions carry their series in it, readings are parted by it."""
    revision = number_revision(build_parts(submit("r1", every_kind())).revision, 2, None)

    assert revision["_id"].rpartition(".")[0] == revision["series_id"]
    assert SHARD_KEYS["revisions"] == SHARD_KEYS["heads"] == SHARD_KEYS["aliases"] == ("series_id",)
    assert SHARD_KEYS["readings"] == ("_id",)


def test_every_document_has_what_it_is_parted_by() -> None:
    parts = build_parts(submit("r1", every_kind()))
    for collection in ("sections", "search", "sheets", "catalogue"):
        documents = getattr(parts, collection)
        assert documents
        for document in documents:
            assert all(isinstance(document[field], str) for field in SHARD_KEYS[collection])
            assert document["_id"].startswith(f"{document['attempt']}/")  # random, so two equal ones are one document


def test_the_script_parts_every_collection_and_makes_the_index_that_it_needs() -> None:
    script = write_script()
    for collection, key in SHARD_KEYS.items():
        fields = "{ " + ", ".join(f"{name}: 1" for name in key) + " }"
        assert f'sh.shardCollection(db.getName() + ".{collection}", {fields})' in script
        assert (f"db.{collection}.createIndex({fields})" in script) is (find_shard_index(collection, key) is None)


async def test_a_server_alone_is_not_parted(mongodb_server: MongoServer, mongodb_url: str) -> None:
    """Where BOGO_TEST_MONGODB_URL names a mongos, it is; twice, for the second time changes nothing."""
    settings = Settings(store_url=mongodb_url)
    with MongoClient[dict[str, object]](mongodb_server.url) as client:
        is_router = client.admin.command("hello").get("msg") == "isdbgrid"
    if is_router:
        assert await part_collections(settings) == await part_collections(settings) == tuple(SHARD_KEYS)
    else:
        with pytest.raises(StoreUnavailable, match="leads to no mongos"):
            await part_collections(settings)


async def test_a_file_is_not_parted(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    with pytest.raises(TransferRefused, match="no MongoDB store"):
        await part_collections(Settings(store_url=f"sqlite:///{path}"))
    assert not path.exists()
