"""The guide for operators: its commands are run as they stand, in their order, beside a running service."""

import os
import re
import subprocess
import time
from pathlib import Path
from typing import Final

import apsw
import httpx
import pytest

from app.cli.doctor import _WORDS
from app.settings import Settings
from app.storage.sqlite.file import VFS, require_library
from app.storage.sqlite.schema import VERSION
from tests.running import BIN, ROOT, running
from tests.test_integration_guide import find_differences
from tests.test_readme import SEEDS

TEXT: Final = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
EXAMPLES: Final = tuple(re.finditer(r"```console\n\$ (?P<command>.*?)\n```\n\n```text\n(?P<answer>.*?)\n```", TEXT, re.DOTALL))
ADDRESS: Final = "http://127.0.0.1:8000"


def run(command: str, folder: Path) -> str:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_PROXY": "127.0.0.1", "COLUMNS": "200"}
    environment.pop("BOGO_STORE_URL", None)
    # People see both streams; commands show what they say to people on the second.
    whole = ["bash", "-c", f"exec 2>&1; {command.replace(' |', ' 2>&1 |')}"]
    return subprocess.run(whole, cwd=folder, env=environment, capture_output=True, timeout=120, check=False).stdout.decode()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    """What each command says, and what the service has logged."""
    folder = tmp_path_factory.mktemp("operations")
    with running(["bogo", "serve", "--load", "seeds"], folder) as client:
        wait_for_reports(client)
        address = str(client.base_url).rstrip("/")
        answers = [run(example["command"].replace(ADDRESS, address), folder) for example in EXAMPLES]
    return answers, (folder / "service.log").read_text(encoding="utf-8")


def wait_for_reports(client: httpx.Client) -> None:
    deadline = time.monotonic() + 60
    while client.get("/reports").json()["total"] < SEEDS:
        assert time.monotonic() < deadline, "the sample reports were not loaded"
        time.sleep(0.1)


def test_every_command_has_an_answer() -> None:
    assert len(EXAMPLES) == len(re.findall(r"^```console$", TEXT, re.MULTILINE)) > 10


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[example["command"][:40] for example in EXAMPLES])
def test_a_command_says_what_is_shown(told: tuple[list[str], str], number: int) -> None:
    assert find_differences("text", EXAMPLES[number]["answer"], told[0][number]) == []


def test_the_library_is_named_in_the_log(told: tuple[list[str], str]) -> None:
    assert re.search(r"^INFO: +store \S*bogo\.db: SQLite 3\.\d+\.\d+ with page checksums", told[1], re.MULTILINE)


def test_every_setting_that_is_named_is_one() -> None:
    named = set(re.findall(r"BOGO_([A-Z_]+)", TEXT))
    assert named
    assert {name.lower() for name in named} <= Settings.model_fields.keys()


def test_the_guide_explains_every_flaw_that_the_doctor_names() -> None:
    listed = "\n".join(re.findall(r"^\| (.*?) \|", TEXT, re.MULTILINE))
    assert [word for word in _WORDS.values() if word.partition(" (")[0] not in listed] == []


def test_a_newer_store_is_refused_in_the_words_of_the_guide(tmp_path: Path) -> None:
    assert "없습니다" in run("bogo doctor", tmp_path)
    require_library()
    newer = apsw.Connection(str(tmp_path / "bogo.db"), vfs=VFS)
    newer.pragma("user_version", VERSION + 1)
    newer.close()

    refusal = re.search("^    (저장소가 더 새로운 .*?) …$", TEXT, re.MULTILINE)
    assert refusal
    for command in ("doctor", "serve", "backup other.db"):
        answer = run(f"bogo {command} || echo ended with $?", tmp_path)
        assert refusal[1] in answer
        assert f"{VERSION + 1}" in answer
        assert answer.endswith("ended with 1\n")


def test_what_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)", TEXT)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
