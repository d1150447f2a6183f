"""A disk that fails, fills up or rots under the embedded store: nothing is half written, and nothing wrong is answered."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from app.errors import StoreDamaged
from tests.faults.failing_disk import FAULTS
from tests.running import ROOT
from tests.storage.sqlite.test_backend import ask_everything, fill

_PAGE: Final = 4096
_SECTOR: Final = 512
_PLACES: Final = 50


def fail_again_and_again(folder: Path, step: int) -> dict[str, Any]:
    """Every fault at every `step`-th access; how the runs ended."""
    command = [sys.executable, "-m", "tests.faults.failing_disk", str(folder), str(step)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stderr
    outcomes: dict[str, Any] = json.loads(done.stdout)
    assert outcomes.keys() == FAULTS.keys()
    return outcomes


def test_a_disk_that_fails_or_is_full(tmp_path: Path) -> None:
    for outcome in fail_again_and_again(tmp_path, step=11).values():
        assert outcome["refused"] == outcome["runs"] - 1 > 2


@pytest.mark.soak
@pytest.mark.timeout(2000)
def test_a_disk_that_fails_at_any_access(tmp_path: Path) -> None:
    outcomes = fail_again_and_again(tmp_path, step=1)
    print(outcomes)
    for outcome in outcomes.values():
        assert outcome["refused"] == outcome["runs"] - 1 > 30


def flip(content: bytearray, place: int, chance: random.Random) -> None:
    """One byte is another one."""
    content[place] ^= chance.randrange(1, 256)


def blank(content: bytearray, place: int, _: random.Random) -> None:
    """A sector was never written."""
    start = place - place % _SECTOR
    content[start : start + _SECTOR] = bytes(_SECTOR)


def blank_page(content: bytearray, place: int, _: random.Random) -> None:
    """A page was never written."""
    start = place - place % _PAGE
    content[start : start + _PAGE] = bytes(_PAGE)


def scribble(content: bytearray, place: int, chance: random.Random) -> None:
    """A sector holds something else."""
    start = place - place % _SECTOR
    content[start : start + _SECTOR] = chance.randbytes(_SECTOR)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("damage", [flip, blank, blank_page, scribble])
async def test_a_file_damaged_in_50_places(tmp_path: Path, damage: Callable[[bytearray, int, random.Random], None]) -> None:
    """Refused with the reason, or answered as before; a single byte in short is looked at in tests/storage/sqlite/test_backend.py."""
    path = tmp_path / "bogo.db"
    await fill(path, reports=40)
    whole, right = path.read_bytes(), await ask_everything(path)
    chance, reasons = random.Random(damage.__name__), []
    for _ in range(_PLACES):
        damaged = bytearray(whole)
        damage(damaged, chance.randrange(len(whole)), chance)
        for name in ("bogo.db-wal", "bogo.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        path.write_bytes(damaged)
        try:
            answer = await ask_everything(path)
        except StoreDamaged as error:
            reasons.append(error.reason)
        else:
            assert answer == right
    print(f"{damage.__name__}: {len(reasons)} of {_PLACES} refused, the others answered as before: {sorted(set(reasons))}")
    assert len(reasons) > _PLACES // 3
    assert all(reasons)
    assert not any("rollback" in reason for reason in reasons), "the reason is hidden behind another one"
