"""The command line as people call it: in processes of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.cli.screen import say
from app.errors import StoreTooNew
from tests.live import run_service

ROOT = Path(__file__).parent.parent
REPORT = "2021년 주요업무보고\n\nⅠ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\t6급\n정원\t7\t1\t6\n현원\t6\t1\t5\n"
# A row with more cells than its table has columns.
WRONG = f"{REPORT}\n2 예산현황\n(단위: 천원)\n구분\t예산액\t집행액\n계\t300\t100\n인건비\t300\t100\t50\t4\t4\n"


def bogo(*arguments: str | Path, folder: Path, stdin: bytes = b"", timeout: float = 90) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=timeout,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with a good report, one that does not add up, one that is no report, and files that are none of ours."""
    folder = tmp_path / "reports"
    (folder / "inner").mkdir(parents=True)
    (folder / "good.txt").write_text(REPORT, encoding="utf-8")
    (folder / "inner" / "wrong.md").write_bytes(WRONG.encode("cp949"))
    (folder / "README.md").write_text("# 1 no report\n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\x00")
    return folder


def test_help_teaches() -> None:
    shown = bogo("--help", folder=ROOT).stdout.decode()
    assert "bogo serve --load" in shown
    for command in ("serve", "ingest", "parse"):
        assert command in shown
        assert f"bogo {command}" in bogo(command, "--help", folder=ROOT).stdout.decode(), "each command shows examples"


def test_parse_writes_the_document(reports: Path) -> None:
    done = bogo("parse", reports / "good.txt", folder=reports)
    assert done.returncode == 0, done.stderr.decode()
    document = json.loads(done.stdout)
    assert document["facts"] == {"headcount": 6}
    assert document["outline"]
    assert "id" not in document, "it is not stored"
    from_stdin = bogo("parse", "-", "--facts", "--department", "총무과", folder=reports, stdin=REPORT.encode())
    facts = json.loads(from_stdin.stdout)["facts"]
    assert {(fact["kind"], fact["department"]) for fact in facts} == {("headcount", "총무과")}
    assert [fact["persons"] for fact in facts] == [7, 1, 6, 6, 1, 5]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "글자가 하나도 없습니다", id="empty"),
        pytest.param(b"\x00\x01", "제어 문자", id="binary"),
        pytest.param(None, "No such file", id="not there"),
    ],
)
def test_parse_refuses_in_words(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "report.txt"
    if content is not None:
        file.write_bytes(content)
    done = bogo("parse", file, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert words in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_ingest_shows_what_was_read_and_what_does_not_add_up(reports: Path) -> None:
    done = bogo("ingest", reports, "--government", "경기도 가람시", folder=reports)
    shown = done.stderr.decode()
    assert done.returncode == 0, shown
    assert "good.txt" in shown
    assert "wrong.md" in shown
    assert "README" not in shown
    assert re.search(r"wrong\.md: .*\d건", shown)
    assert "15행" in shown
    again = bogo("ingest", reports, "--government", "경기도 가람시", folder=reports)
    assert again.stderr.decode().count("그대로") == 2


def test_ingest_ends_with_1_when_a_file_failed(reports: Path) -> None:
    (reports / "empty.txt").write_bytes(b" ")
    done = bogo("ingest", reports, reports / "missing.txt", folder=reports)
    shown = done.stderr.decode()
    assert done.returncode == 1
    assert "글자가 하나도 없습니다" in shown
    assert "missing.txt: No such file" in shown
    assert "good.txt" in shown, "the others went in"
    assert bogo("ingest", reports / "inner" / "nothing", folder=reports).returncode == 1


def test_ingest_through_a_running_service(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").write_bytes(b" ")
    with run_service(tmp_path, parser_workers=1) as service:
        done = bogo("ingest", reports, "--url", service.url, "--department", "총무과", folder=reports)
        shown = done.stderr.decode()
        assert done.returncode == 1
        assert "글자가 하나도 없습니다" in shown
        assert re.search(r"wrong\.md: .*\d건", shown)
        assert service.count_reports() == 2
        encodings = {service.get(f"/reports/{item['id']}")["received"]["encoding"] for item in service.get("/reports")["items"]}
        assert encodings == {"utf-8", "cp949"}, "bytes travel as they are"
    unreachable = bogo("ingest", reports, "--url", "http://127.0.0.1:9", folder=reports)
    assert unreachable.returncode == 1
    assert "닿지 않습니다" in unreachable.stderr.decode()


def test_a_store_that_can_not_be_opened_is_told_in_words(reports: Path) -> None:
    for command in (("ingest", str(reports)), ("serve", "--port", "0")):
        done = bogo(*command, "--store", "nothing://here", folder=reports)
        assert done.returncode == 1
        assert "저장소" in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
    assert "더 새로운" in say(StoreTooNew(2, 1))


@pytest.fixture
def serving(reports: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """`bogo serve --load` in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "app.cli",
        "serve",
        "--port",
        "0",
        "--store",
        f"sqlite:///{reports / 'bogo.db'}",
        "--load",
        str(reports),
    ]
    with subprocess.Popen(command, cwd=reports, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
        try:
            assert process.stderr is not None
            told = b""
            while b"Loaded" not in told:
                line = process.stderr.readline()
                assert line, told.decode()
                told += line
            found = re.search(rb"http://127\.0\.0\.1:\d+", told)
            assert found, told.decode()
            yield found.group().decode(), process
        finally:
            process.kill()


def test_serve_loads_a_folder_and_ends_in_peace(serving: tuple[str, subprocess.Popen[bytes]]) -> None:
    url, process = serving
    assert httpx.get(f"{url}/reports").json()["total"] == 2
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    assert time.monotonic() - started < 25
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
