"""What the embedded store promises beyond the contract: one file, durable, never answering from damage."""

import asyncio
import logging
import random
import sqlite3
import sys
from pathlib import Path

import apsw
import orjson
import pytest

from app.errors import StoreDamaged, StoreError, StoreTooNew, StoreUnavailable
from app.models.finding import FindingFilter
from app.settings import Settings
from app.storage import open_store
from app.storage.port import FactQuery, ReportQuery, ReportStore
from app.storage.sqlite.schema import STEPS, VERSION
from tests.factories import build_large_report, build_report, every_kind, stored_facts, submit


async def open_file(path: Path, *, seconds: float = 10.0) -> ReportStore:
    return await open_store(Settings(store_url=f"sqlite:///{path}", store_timeout_seconds=seconds))


async def fill(path: Path, *, reports: int = 3) -> None:
    store = await open_file(path)
    for number in range(reports):
        await store.save(submit(f"r{number}", every_kind()))
    await store.close()


async def test_the_library_is_named_when_a_store_is_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "app.storage"):
        await (await open_file(tmp_path / "bogo.db")).close()

    assert f"SQLite {apsw.sqlite_lib_version()}" in caplog.text


async def test_an_old_library_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")

    with pytest.raises(StoreUnavailable, match=r"3\.51\.2 is too old"):
        await open_file(tmp_path / "bogo.db")


async def test_what_is_stored_is_json_that_any_sqlite_shell_shows(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path, reports=1)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as shell:
        (sheet,) = shell.execute("SELECT document FROM sheets WHERE kind = 'headcount'").fetchone()
        (revision,) = shell.execute("SELECT document FROM revisions").fetchone()
    shell.close()

    assert '"department":"총무과"' in sheet
    assert orjson.loads(sheet)["facts"][0]["persons"] == 43
    assert orjson.loads(revision)["meta"]["title"] == "주요업무보고"


async def test_commits_are_made_durable(tmp_path: Path) -> None:
    store = await open_file(tmp_path / "bogo.db")
    pragmas = await store._backend._file.write(  # type: ignore[attr-defined]
        lambda connection: [connection.pragma(name) for name in ("journal_mode", "synchronous", "checksum_verification")]
    )
    await store.close()

    assert pragmas == ["wal", 2, "1"]


async def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    newer = apsw.Connection(str(path), vfs="cksmvfs")
    newer.pragma("user_version", VERSION + 1)
    newer.close()

    with pytest.raises(StoreTooNew) as refused:
        await open_file(path)
    assert (refused.value.found, refused.value.known) == (VERSION + 1, VERSION)


async def test_a_step_that_fails_halfway_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    broken = "CREATE TABLE half_done (a TEXT); INSERT INTO no_such_table VALUES (1)"
    with monkeypatch.context() as patched:
        patched.setattr("app.storage.sqlite.file.STEPS", (*STEPS, broken))
        patched.setattr("app.storage.sqlite.file.VERSION", VERSION + 1)
        with pytest.raises(StoreDamaged):
            await open_file(path)

    with sqlite3.connect(path) as shell:
        assert not shell.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half_done'").fetchone()[0]
    shell.close()
    store = await open_file(path)
    assert (await store.find_reports(ReportQuery())).total == 3
    await store.close()


async def test_a_step_forward_keeps_what_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    monkeypatch.setattr("app.storage.sqlite.file.STEPS", (*STEPS, "CREATE TABLE later (a TEXT)"))
    monkeypatch.setattr("app.storage.sqlite.file.VERSION", VERSION + 1)

    stores = [await open_file(path) for _ in range(2)]

    assert [(await store.find_facts(FactQuery())).total for store in stores] == [30, 30]
    for store in stores:
        await store.close()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        pytest.param(b"no database at all " * 100, StoreDamaged, id="another kind of file"),
        pytest.param(b"", None, id="an empty file becomes a store"),
    ],
)
async def test_a_file_that_is_no_store(tmp_path: Path, content: bytes, error: type[StoreError] | None) -> None:
    path = tmp_path / "bogo.db"
    path.write_bytes(content)
    if error:
        with pytest.raises(error, match=r"bogo\.db"):
            await open_file(path)
        assert path.read_bytes() == content
    else:
        await (await open_file(path)).close()


async def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    with sqlite3.connect(path) as shell:
        shell.execute("CREATE TABLE theirs (a TEXT)")
    shell.close()
    before = path.read_bytes()

    with pytest.raises(StoreDamaged, match="no store of reports"):
        await open_file(path)
    assert path.read_bytes() == before


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        await open_file(tmp_path / "nowhere" / "bogo.db")


async def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(StoreUnavailable, match="postgres"):
        await open_store(Settings(store_url="postgres://localhost/bogo"))


async def ask_everything(path: Path) -> object:
    """All that a store can be asked, as one value."""
    store = await open_file(path)
    try:
        facts = [fact async for fact in store.stream_facts(FactQuery())]
        by_name = [(await store.find_facts(FactQuery(names=("인건비",), body=body))).items for body in ("총무과", "행정국")]
        reports = await store.find_reports(ReportQuery())
        whole = [await store.find_report(summary.identity.id) for summary in reports.items]
        sources = [await store.find_source(summary.identity.id) for summary in reports.items]
        by_word = [await store.find_facts(FactQuery(text=word)) for word in ("인건비", "과")]
        counted = [await store.count_values(FactQuery(), "department"), await store.count_findings(ReportQuery(findings=FindingFilter()))]
        return (facts, by_name, by_word, counted, reports, whole, sources, await store.find_catalogue())
    finally:
        await store.close()


async def test_a_file_damaged_anywhere_is_refused_or_answers_as_before(tmp_path: Path) -> None:
    """Flip one byte at each of 50 random places: StoreDamaged, or the right answer."""
    path = tmp_path / "bogo.db"
    await fill(path, reports=4)
    whole, right = path.read_bytes(), await ask_everything(path)
    chance, refused = random.Random(20070607), 0
    for _ in range(50):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        for name in ("bogo.db-wal", "bogo.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        path.write_bytes(damaged)
        try:
            answer = await ask_everything(path)
        except StoreDamaged:
            refused += 1
        else:
            assert answer == right
    assert refused > 25  # half of the file at least is read by these questions, wherever its pages come to lie


async def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path, reports=4)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(StoreDamaged):
        await ask_everything(path)


async def test_a_source_that_was_changed_by_hand_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    store = await open_file(path)
    await store.save(submit())
    await store._backend._file.write(lambda connection: connection.execute("UPDATE sources SET bytes = x'41'"))  # type: ignore[attr-defined]

    with pytest.raises(StoreDamaged, match=r"r1\.1"):
        await store.find_source("r1")
    await store.close()


async def test_malformed_json_is_refused(tmp_path: Path) -> None:
    store = await open_file(tmp_path / "bogo.db")
    await store.save(submit())
    await store._backend._file.write(lambda connection: connection.execute("UPDATE sheets SET document = '{\"facts\": ['"))  # type: ignore[attr-defined]

    with pytest.raises(StoreDamaged):
        await store.find_facts(FactQuery())
    with pytest.raises(StoreDamaged):
        await store.find_report("r1")
    await store.close()


async def test_heads_are_rebuilt_from_the_revisions(tmp_path: Path) -> None:
    store = await open_file(tmp_path / "bogo.db")
    for text in ("가", "나"):
        await store.save(submit("r1", text=text))
        await store.save(submit("r2", text=text))
    await store._backend._file.write(  # type: ignore[attr-defined]
        lambda connection: connection.execute(
            "DELETE FROM heads WHERE series_id = 'r1'; UPDATE heads SET number = 1 WHERE series_id = 'r2'"
        )
    )

    assert (await store.find_reports(ReportQuery())).total == 1
    assert await store.rebuild_heads() == 2
    assert await store.rebuild_heads() == 0
    assert [one.identity.id for one in (await store.find_reports(ReportQuery())).items] == ["r1.2", "r2.2"]
    await store.close()


async def test_a_writer_waits_for_another_process_and_then_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    store = await open_file(path, seconds=0.5)
    other = apsw.Connection(str(path), vfs="cksmvfs")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="locked"):
        await store.save(submit())
    assert await store.find_report("r1") is None  # readers do not wait

    saving = asyncio.create_task(store.save(submit()))
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    assert (await saving).created
    other.close()
    await store.close()


WRITER = """
import asyncio, sys
from app.settings import Settings
from app.storage import open_store
from tests.factories import budget_line, submit

async def main(path, name):
    store = await open_store(Settings(store_url=f"sqlite:///{path}"))
    for number in range(15):
        await store.save(submit("shared", [budget_line()], text=f"{name} {number}"))
        await store.save(submit(f"own-{name}", [budget_line()], text=f"{name} {number}"))
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_processes_may_write_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    root = Path(__file__).parents[3]
    writers = [await asyncio.create_subprocess_exec(sys.executable, "-c", WRITER, str(path), name, cwd=root) for name in ("a", "b", "c")]
    assert [await asyncio.wait_for(writer.wait(), 60) for writer in writers] == [0, 0, 0]
    store = await open_file(path)

    shared = await store.find_revisions("shared")
    sources = {await store.find_source(one.identity.id) for one in shared}
    await store.close()

    assert [one.identity.revision for one in shared] == list(range(45, 0, -1))
    assert sources == {f"{name} {number}".encode() for name in "abc" for number in range(15)}


async def test_a_full_disk_loses_nothing_and_is_reported(tmp_path: Path) -> None:
    store = await open_file(tmp_path / "bogo.db")
    await store.save(submit("r1"))
    limit = await store._backend._file.write(lambda connection: connection.pragma("page_count"))  # type: ignore[attr-defined]
    await store._backend._file.write(lambda connection: connection.pragma("max_page_count", limit + 5))  # type: ignore[attr-defined]

    with pytest.raises(StoreUnavailable, match="full"):
        await store.save(submit("r2", report=build_large_report(3000)))
    assert await store.find_report("r2") is None
    assert (await store.find_facts(FactQuery())).total == 1

    await store._backend._file.write(lambda connection: connection.pragma("max_page_count", 1_000_000))  # type: ignore[attr-defined]
    report = build_report(every_kind())
    await store.save(submit("r2", report=report))
    found = await store.find_report("r2")
    assert found is not None
    assert found.report.facts == stored_facts(report, "r2.1")
    await store.close()
