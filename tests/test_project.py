"""The project's shell: what a fresh clone, CI and the container image rely on."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.running import BIN, ROOT, running

COMPOSE_FILES = ("docker-compose.yml", "docker-compose.cluster.yml")
LOCKS = ("requirements.lock", "requirements-runtime.lock", "requirements-build.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", read(lock), re.MULTILINE))


def dockerfile_json(instruction: str) -> list[str]:
    """The last exec-form argument list of an instruction, continuation lines joined."""
    joined = read("Dockerfile").replace("\\\n", " ")
    found = re.findall(rf"^{instruction}\b.*?(\[.*\])$", joined, re.MULTILINE)
    words: list[str] = json.loads(found[-1])
    return words


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_lock_names_a_host(lock: str) -> None:
    text = read(lock)
    assert "://" not in text
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("part", LOCKS[1:])
def test_the_smaller_locks_are_cut_out_of_the_whole_one(part: str) -> None:
    assert pins(part).items() <= pins("requirements.lock").items()


def test_the_image_gets_no_development_tool() -> None:
    assert pins("requirements-runtime.lock").keys() & {"pytest", "ruff", "mypy", "hypothesis", "uv", "hatchling", "nx-27017"} == set()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    runtime = project["project"]["dependencies"]
    dev = [entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)]
    for lock, declared in (("requirements-runtime.lock", runtime), ("requirements.lock", runtime + dev)):
        names = {re.split(r"[\[>=<~! ]", entry)[0].lower() for entry in declared}
        assert names - pins(lock).keys() == set()


@pytest.mark.parametrize(
    "command",
    [
        pytest.param([BIN / "hadolint", "Dockerfile"], id="Dockerfile"),
        pytest.param([BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", *COMPOSE_FILES], id="compose"),
        pytest.param(["bash", "-n", ".ci/run"], id="ci"),
    ],
)
def test_linter_finds_nothing(command: list[str | Path]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_image_runs_as_a_numbered_user() -> None:
    assert re.findall(r"^USER (.*)$", read("Dockerfile"), re.MULTILINE) == ["10001:10001"]


def test_image_starts_and_its_healthcheck_passes(tmp_path: Path) -> None:
    """The very commands of the image, but for the address: nothing here listens beyond this machine."""
    start, healthcheck = dockerfile_json("CMD"), dockerfile_json("HEALTHCHECK")
    assert start[:2] == ["bogo", "serve"]
    with running([word.replace("0.0.0.0", "127.0.0.1") for word in start], tmp_path) as client:
        check = [sys.executable, *healthcheck[1:]]
        port = {"BOGO_PORT": str(client.base_url.port)}
        assert subprocess.run(check, env=os.environ | port, timeout=30, check=False).returncode == 0
    assert subprocess.run(check, env=os.environ | port, timeout=30, check=False, stderr=subprocess.DEVNULL).returncode != 0


def test_compose_waits_for_a_database_that_takes_writes() -> None:
    services = yaml.safe_load(read("docker-compose.yml"))["services"]
    assert "--replSet" in services["mongo"]["command"]
    assert "healthcheck" in services["mongo"]
    assert services["mongo"]["volumes"] == ["mongo-data:/data/db"]
    assert services["bogo"]["depends_on"]["mongo-init"]["condition"] == "service_completed_successfully"
    assert services["bogo"]["environment"]["BOGO_STORE_URL"].startswith("mongodb://mongo:27017/")
    assert all(port.startswith("127.0.0.1:") for port in services["bogo"]["ports"])


def test_ci_can_be_executed() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)


@pytest.mark.parametrize(
    "target", ["run", "test", "check", "bench", "bench-quality", "bench-exports", "bench-latency", "docs", "soak", "lock"]
)
def test_make_knows_the_target(target: str) -> None:
    done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
