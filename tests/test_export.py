"""`bogo export`, in processes of its own: out of a store, and through a running service."""

import csv
import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.factories import build_large_report, every_kind, submit
from tests.live import LiveService, run_service
from tests.running import ROOT
from tests.test_cli import bogo
from tests.workbooks import read_workbook


@pytest.fixture
def service(tmp_path: Path, store_url: str) -> Iterator[tuple[LiveService, str]]:
    with run_service(tmp_path, store_url=store_url, parser_workers=1) as running:
        running.save(submit("r1", every_kind()), submit("r2", report=build_large_report(640)))
        yield running, store_url


def said(done: CompletedProcess[bytes]) -> str:
    return done.stderr.decode()


def test_a_store_and_a_service_give_the_same_files(service: tuple[LiveService, str], tmp_path: Path) -> None:
    running, store_url = service
    places = {"store": ("--store", store_url), "service": ("--url", running.url)}
    asked = ("--kind", "budget_line", "--kind", "headcount", "--fiscal-year", "2020..2021", "--q", "항목", "--labels", "both")
    for suffix in ("csv", "xlsx"):
        for place, where in places.items():
            done = bogo("export", "-o", tmp_path / f"{place}.{suffix}", *asked, *where, folder=tmp_path)
            assert (done.returncode, done.stdout) == (0, b""), said(done)
            assert f"{place}.{suffix}" in said(done)
            assert "바이트" in said(done)
        assert (tmp_path / f"store.{suffix}").read_bytes() == (tmp_path / f"service.{suffix}").read_bytes()
    found = running.pages("/facts", kind="budget_line", fiscal_year="2020..2021", q="항목", limit=1000)
    rows = list(csv.reader(io.StringIO((tmp_path / "store.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == len(found) + 2 > 400
    assert rows[1][0] == "종류"
    [sheet] = read_workbook((tmp_path / "store.xlsx").read_bytes())
    assert len(sheet.rows) == len(rows)
    assert not list(tmp_path.glob(".*")), "no half-written file is left"


def test_standard_output_is_for_the_data(service: tuple[LiveService, str], tmp_path: Path) -> None:
    running, store_url = service
    done = bogo("export", "--format", "ndjson", "--department", "총 무 과", "--store", store_url, folder=tmp_path)
    assert (done.returncode, said(done)) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == running.pages("/facts", department="총무과", limit=1000)
    plain = bogo("export", "--kind", "vehicle", "--url", running.url, folder=tmp_path)
    assert plain.stdout.startswith(b"\xef\xbb\xbfkind,"), "CSV unless said otherwise"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        pytest.param(["--kind", "colour"], 2, "budget_line", id="no such kind"),
        pytest.param(["--format", "pdf"], 2, "xlsx", id="no such format"),
        pytest.param(["--fiscal-year", "21"], 2, "2007..2021", id="year of two digits"),
        pytest.param(["--fiscal-year", "2021..2007"], 1, "앞 연도가 뒤 연도보다", id="range backwards"),
        pytest.param(["--store", "nothing://here"], 1, "저장소", id="no such store"),
        pytest.param(["--url", "http://127.0.0.1:9"], 1, "닿지 않습니다", id="nobody listens"),
        pytest.param(["-o", "missing/facts.csv"], 1, "missing/facts.csv: No such file", id="no such folder"),
    ],
)
def test_what_can_not_be_done_is_told_in_words(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = bogo("export", *arguments, folder=tmp_path)
    assert done.returncode == code
    assert words in said(done)
    assert "Traceback" not in said(done)


def test_the_service_refuses_in_its_own_words(service: tuple[LiveService, str], tmp_path: Path) -> None:
    running, _ = service
    done = bogo("export", "--government", "가" * 300, "--url", running.url, folder=tmp_path)
    assert done.returncode == 1
    assert "'government'" in said(done)


def test_a_file_that_is_cut_off_does_not_take_its_name(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("old", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nkind,id\r\n")

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        done = bogo("export", "-o", tmp_path / "facts.csv", "--url", url, folder=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "facts.csv").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]


def test_a_reader_may_stop_reading(service: tuple[LiveService, str], tmp_path: Path) -> None:
    _, store_url = service
    command = f"'{sys.executable}' -m app.cli export --store '{store_url}' | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.stdout.startswith(b"\xef\xbb\xbfkind,")
    assert (done.returncode, done.stderr) == (0, b"")
