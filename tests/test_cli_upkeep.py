"""The commands that look after a store, as they are typed."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from tests.factories import every_kind, submit
from tests.live import LiveService, run_service
from tests.test_cli import bogo


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LiveService]:
    """A service that runs on `bogo.db` in the folder, with three revisions of two reports, one of them deleted."""
    with run_service(tmp_path, parser_workers=1) as running:
        running.save(submit("r1", every_kind(), "하나"), submit("r1", every_kind()[:3], "둘"), submit("r2"))
        running.client.delete("/reports/r2").raise_for_status()
        yield running


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands run here, as in a shell that is here."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes = b"") -> Result:
    """A command in this process: starting one takes longer than most of what is tested."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(app, arguments, input=stdin)


def told(*arguments: str, fails: bool = False, stdin: bytes = b"") -> str:
    done = run(*arguments, stdin=stdin)
    assert done.exit_code == (1 if fails else 0), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.stderr


def test_backup_and_restore(service: LiveService, tmp_path: Path) -> None:
    assert "판 4개, 보고서 2개" in told("backup", "copy.db")
    assert "already" in told("backup", "copy.db", fails=True)
    assert "판 4개" in told("restore", "copy.db", "--store", "sqlite:///new.db")
    assert "already" in told("restore", "copy.db", "--store", "sqlite:///new.db", fails=True)
    assert "in use" in told("restore", "copy.db", "--force", fails=True)
    assert service.get("/reports/r1")["id"] == "r1.2"
    assert "docs/operations.md" in told("backup", "other.db", "--store", "mongodb://127.0.0.1/x", fails=True)
    for store in ("sqlite:///new.db", "sqlite:///copy.db"):
        assert "잘못된 곳이 없습니다" in told("doctor", "--store", store)


def test_dump_and_load(service: LiveService, tmp_path: Path) -> None:
    written = told("dump", "all.ndjson")
    assert "판 4개" in written
    loaded = told("load", "all.ndjson", "--store", "sqlite:///new.db")
    assert "4개를 새로" in loaded
    assert re.findall("[0-9a-f]{64}", written) == re.findall("[0-9a-f]{64}", loaded)
    piped = bogo("dump", "-", "--store", "sqlite:///new.db", folder=tmp_path).stdout  # through a real pipe
    assert piped == (tmp_path / "all.ndjson").read_bytes()
    assert "0개를 새로" in told("load", "-", "--store", "sqlite:///new.db", stdin=piped)
    assert "File exists" in told("dump", "all.ndjson", fails=True)
    assert "cut" in told("load", "-", "--store", "sqlite:///cut.db", stdin=piped[:-40], fails=True)
    assert "No such file" in told("load", "none", fails=True)
    assert len(gzip.compress(piped)) < len(piped)


def test_copy_into_the_other_database(service: LiveService, tmp_path: Path, mongodb_url: str) -> None:
    first = told("copy", "--from", "sqlite:///bogo.db", "--to", mongodb_url)
    assert "판 4개 가운데 4개를 새로" in first
    service.save(submit("r3"))
    again = told("copy", "--from", "sqlite:///bogo.db", "--to", mongodb_url)
    assert "판 5개 가운데 1개를 새로" in again
    digests = [re.findall("[0-9a-f]{64}", told("doctor", "--store", url)) for url in ("sqlite:///bogo.db", mongodb_url)]
    assert digests[0] == digests[1] != []
    with run_service(tmp_path, store_url=mongodb_url, parser_workers=1) as other:
        assert other.get("/journal") == service.get("/journal")
        assert other.get("/reports/r1.1/facts") == service.get("/reports/r1.1/facts")


def test_the_doctor_says_what_is_wrong_and_mends_what_can_be(service: LiveService, tmp_path: Path) -> None:
    assert "잘못된 곳이 없습니다" in told("doctor")
    with apsw.Connection(str(tmp_path / "bogo.db"), vfs="cksmvfs") as shell:
        shell.execute("DELETE FROM heads WHERE series_id = 'r1'")
        shell.execute("INSERT INTO sections (attempt, n, document) VALUES ('nobody', 0, '{}')")
        shell.execute("UPDATE sources SET bytes = x'41' WHERE attempt = (SELECT attempt FROM revisions WHERE series_id = 'r2')")
    shown = told("doctor", fails=True)
    for words in ("최신 판 표시 어긋남", "주인 없는 문서", "내용 손상", "r2.1", "3군데"):
        assert words in shown
    mended = told("doctor", "--rebuild-heads", "--sweep", fails=True)
    assert "1개를 바로잡았습니다" in mended
    assert "주인 없는 것 1건" in mended
    assert "1군데" in mended
    assert service.get("/reports/r1")["id"] == "r1.2"


def test_a_file_that_rotted_is_told_in_words(tmp_path: Path) -> None:
    with run_service(tmp_path, parser_workers=1) as service:
        service.save(*(submit(f"r{number}", every_kind()) for number in range(5)))
    path = tmp_path / "bogo.db"
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    assert "손상" in told("doctor", fails=True)
    assert "손상" in told("backup", "copy.db", fails=True)
    assert not (tmp_path / "copy.db").exists()


def test_how_collections_are_parted_is_shown() -> None:
    script = run("shards").stdout
    assert "sh.shardCollection" in script
    told("shards", "--apply", fails=True)  # the store of these tests is a file


def test_every_command_teaches() -> None:
    overview = run("--help").output
    for command in ("reparse", "backup", "restore", "dump", "load", "copy", "doctor", "shards"):
        assert command in overview
        assert f"bogo {command}" in run(command, "--help").output, "each command shows examples"
