"""The command line and a running service write the same file at the same time: nothing is lost, nothing is mixed."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from app.parsers.pipeline import read_report
from bench.generate import generate_report
from tests.live import TEXT
from tests.running import BIN, ROOT, running


def write_texts(folder: Path, seeds: range) -> list[Path]:
    """Reports as files."""
    folder.mkdir()
    paths = []
    for seed in seeds:
        paths.append(folder / f"{seed}.txt")
        paths[-1].write_text(generate_report(seed, "tab").printed.text, encoding="utf-8")
    return paths


def send(client: httpx.Client, path: Path) -> str:
    answer = client.post("/ingest", content=path.read_bytes(), headers=TEXT, timeout=120)
    assert answer.status_code in {200, 201}, answer.text
    return str(answer.json()["id"])


def ingest(folder: Path, store: Path) -> str:
    command = [str(BIN / "bogo"), "ingest", str(folder), "--store", f"sqlite:///{store}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_command_line_and_the_service_write_at_once(tmp_path: Path) -> None:
    """Four reports by the command alone, four over HTTP alone, two by both."""
    sent, both, filed = (write_texts(tmp_path / name, seeds) for name, seeds in (("s", range(4)), ("b", range(4, 6)), ("f", range(6, 10))))
    for path in both:
        (tmp_path / "f" / path.name).write_bytes(path.read_bytes())
    with running(["bogo", "serve"], tmp_path) as client, ThreadPoolExecutor(4) as pool:
        command = pool.submit(ingest, tmp_path / "f", tmp_path / "bogo.db")
        acknowledged = set(pool.map(lambda path: send(client, path), [*sent, *both]))
        command.result()
        held = {item["id"]: item for item in client.get("/reports", params={"limit": 100}).json()["items"]}

        assert len(held) == 10
        assert acknowledged <= held.keys()
        assert all(item["revision"] == 1 for item in held.values())
        for path in (*sent, *both, *filed):
            found = client.post("/ingest", content=path.read_bytes(), headers=TEXT).json()
            report = read_report(path.read_bytes())
            assert sum(found["facts"].values()) == len(report.facts)
            assert client.get(f"/reports/{found['id']}/source").content == path.read_bytes()
    told = subprocess.run(
        [BIN / "bogo", "doctor", "--store", f"sqlite:///{tmp_path}/bogo.db"], cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    assert told.returncode == 0, told.stderr.decode()
