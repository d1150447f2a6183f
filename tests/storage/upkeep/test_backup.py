"""The embedded store's file, copied while it is written to, and put back."""

import asyncio
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import apsw
import pytest

from app.errors import StoreDamaged, StoreTooNew, StoreUnavailable, TransferRefused
from app.settings import Settings
from app.storage import open_keeper, open_store
from app.storage.sqlite.schema import VERSION
from app.storage.upkeep.backup import back_up, restore
from app.storage.upkeep.examination import examine_all
from tests.factories import budget_line, build_large_report, every_kind, submit
from tests.running import ROOT


async def fill(path: Path, *, reports: int = 3, large: int = 0) -> None:
    store = await open_store(Settings(store_url=f"sqlite:///{path}"))
    for number in range(reports):
        await store.save(submit(f"r{number}", every_kind()))
        await store.save(submit(f"r{number}", [budget_line(won=number)], "둘"))
    if large:
        await store.save(submit("large", report=build_large_report(large)))
    await store.close()


async def look_into(path: Path) -> tuple[list[str], int]:
    """What is wrong with a store, and how many revisions it has."""
    keeper = await open_keeper(Settings(store_url=f"sqlite:///{path}"))
    examined = [one async for one in examine_all(keeper)]
    flaws = [*(flaw for one in examined for flaw in one.flaws), *await keeper.inspection.find_flaws()]
    await keeper.close()
    return [f"{flaw.subject}: {flaw.detail}" for flaw in flaws], sum(one.revisions for one in examined)


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def test_a_copy_is_a_store(tmp_path: Path) -> None:
    await fill(tmp_path / "bogo.db", large=2000)
    told: list[tuple[int, int]] = []
    counts = back_up(tmp_path / "bogo.db", tmp_path / "copy.db", progress=lambda done, total: told.append((done, total)))

    assert (counts["revisions"], counts["heads"]) == (7, 4)
    assert told
    assert told[-1][0] == told[-1][1]
    assert files(tmp_path) == {"bogo.db", "copy.db"}, "one file, nothing beside it"
    assert await look_into(tmp_path / "copy.db") == ([], 7)


WRITER = """
    import asyncio, sys
    from app.settings import Settings
    from app.storage import open_store
    from tests.factories import budget_line, submit

    async def main(path):
        store = await open_store(Settings(store_url=f"sqlite:///{path}"))
        number = 0
        while True:
            number += 1
            await store.save(submit(f"w{number % 7}", [budget_line(n, won=number) for n in range(30)], text=str(number)))
            print(number, flush=True)

    asyncio.run(main(sys.argv[1]))
"""


def start_writer(path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(WRITER), str(path)], cwd=ROOT, stdout=subprocess.PIPE)


async def test_a_copy_while_others_write_belongs_to_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path, large=5000)
    writer = start_writer(path)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        slowed: list[int] = []

        def slow(done: int, total: int) -> None:
            slowed.append(done)
            time.sleep(0.05)  # the writer publishes some between any two steps

        counts = [await asyncio.to_thread(back_up, path, tmp_path / f"copy{n}.db", progress=slow) for n in range(3)]
        assert writer.poll() is None
    finally:
        writer.send_signal(signal.SIGKILL)
        written = writer.communicate()[0].split()
    assert len(written) > 5, "the writer was not held up"
    assert counts[0]["revisions"] < counts[2]["revisions"] <= 7 + len(written) + 1
    for n in range(3):
        assert await look_into(tmp_path / f"copy{n}.db") == ([], counts[n]["revisions"])


async def test_a_copy_that_was_cut_off_has_no_name(tmp_path: Path) -> None:
    await fill(tmp_path / "bogo.db", large=2000)

    def cut(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(tmp_path / "bogo.db", tmp_path / "copy.db", progress=cut)
    assert files(tmp_path) == {"bogo.db"}


async def test_a_copy_does_not_overwrite(tmp_path: Path) -> None:
    await fill(tmp_path / "bogo.db")
    (tmp_path / "copy.db").write_bytes(b"something")
    with pytest.raises(TransferRefused, match="already"):
        back_up(tmp_path / "bogo.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == b"something"
    with pytest.raises(TransferRefused, match="not there"):
        back_up(tmp_path / "none.db", tmp_path / "other.db")


async def test_a_damaged_file_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(StoreDamaged):
        back_up(path, tmp_path / "copy.db")
    assert files(tmp_path) <= {"bogo.db", "bogo.db-wal", "bogo.db-shm"}


async def test_put_back_where_nothing_is(tmp_path: Path) -> None:
    await fill(tmp_path / "bogo.db")
    counts = back_up(tmp_path / "bogo.db", tmp_path / "copy.db")

    assert restore(tmp_path / "copy.db", tmp_path / "new.db", force=False) == counts
    assert await look_into(tmp_path / "new.db") == ([], 6)
    assert files(tmp_path) == {"bogo.db", "copy.db", "new.db"}


async def test_put_back_over_another_store_only_when_forced(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    back_up(path, tmp_path / "copy.db")
    await fill(path, reports=9)
    with pytest.raises(TransferRefused, match="already"):
        restore(tmp_path / "copy.db", path, force=False)
    assert (await look_into(path))[1] == 9 * 2, "six more reports; of the others nothing is new"

    restore(tmp_path / "copy.db", path, force=True)
    assert await look_into(path) == ([], 6)
    assert files(tmp_path) == {"bogo.db", "copy.db"}


async def test_a_store_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    back_up(path, tmp_path / "copy.db")
    store = await open_store(Settings(store_url=f"sqlite:///{path}"))
    await store.save(submit("newer", every_kind()))
    with pytest.raises(StoreUnavailable, match="in use"):
        restore(tmp_path / "copy.db", path, force=True)
    assert await store.find_report("newer") is not None
    await store.save(submit("newest", every_kind()))
    await store.close()

    assert await look_into(path) == ([], 8)


async def test_a_log_of_the_old_file_is_not_read_into_the_new_one(tmp_path: Path) -> None:
    """A store whose program was killed has a log; the file put in its place must not be opened with it."""
    path = tmp_path / "bogo.db"
    await fill(path)
    back_up(path, tmp_path / "copy.db")
    writer = start_writer(path)
    assert writer.stdout is not None
    for _ in range(3):
        writer.stdout.readline()
    writer.kill()
    writer.communicate()
    assert "bogo.db-wal" in files(tmp_path)

    restore(tmp_path / "copy.db", path, force=True)
    assert files(tmp_path) == {"bogo.db", "copy.db"}
    assert await look_into(path) == ([], 6)


async def test_a_broken_store_can_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "bogo.db"
    await fill(path)
    back_up(path, tmp_path / "copy.db")
    for broken in (b"no database at all " * 100, path.read_bytes()[:5000], b""):
        path.write_bytes(broken)
        restore(tmp_path / "copy.db", path, force=True)
        assert await look_into(path) == ([], 6)


async def test_a_copy_damaged_anywhere_is_not_put_back(tmp_path: Path) -> None:
    await fill(tmp_path / "bogo.db")
    back_up(tmp_path / "bogo.db", tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    chance, refused = random.Random(1945), 0
    for _ in range(20):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        (tmp_path / "damaged.db").write_bytes(damaged)
        try:
            restore(tmp_path / "damaged.db", tmp_path / "new.db", force=True)
        except StoreDamaged:
            refused += 1
            assert not (tmp_path / "new.db").exists()
        else:  # a byte that means nothing, on a page that holds nothing
            assert await look_into(tmp_path / "new.db") == ([], 6)
            (tmp_path / "new.db").unlink()
    assert refused > 15


async def test_what_is_no_copy_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"no database at all " * 100)
    with apsw.Connection(str(tmp_path / "other")) as other:
        other.execute("CREATE TABLE theirs (a)")
    await fill(tmp_path / "newer")
    newer = apsw.Connection(str(tmp_path / "newer"), vfs="cksmvfs")
    newer.pragma("user_version", VERSION + 1)
    newer.close()
    for name, error in (("text", StoreDamaged), ("other", StoreDamaged), ("newer", StoreTooNew), ("none", TransferRefused)):
        with pytest.raises(error):
            restore(tmp_path / name, tmp_path / "bogo.db", force=False)
    assert not (tmp_path / "bogo.db").exists()
