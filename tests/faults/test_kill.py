"""The service is killed at random moments while texts come in: what was acknowledged is there, nothing is half there."""

import asyncio
import random
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.serving import Acknowledged, Senders, find_flaws, require_all, require_whole, serving

READY_SECONDS = 5.0
_LONGEST_LOAD = 0.8
_KILLS_A_STORE = 25


@dataclass(frozen=True)
class Killed:
    """What a run came to."""

    kills: int
    acknowledged: int
    cut: int
    revisions: int
    slowest: float
    slowest_on_the_wall: float


def kill_again_and_again(folder: Path, store_url: str, kills: int, seed: int) -> Killed:
    """Kill a service so often; what was acknowledged is looked at after each kill, and all that is stored in the end.

    Every fourth kill comes while the service is still warming up, the others while texts are stored one after another.
    """
    chance = random.Random(seed)
    acknowledged: list[Acknowledged] = []
    seconds: list[float] = []
    cut = 0
    with serving(folder, store_url) as service:
        service.start()
        for kill in range(kills):
            with Senders(service.url, f"k{kill}") as senders:
                if kill % 4:
                    senders.await_more()
                time.sleep(chance.uniform(0, _LONGEST_LOAD))
                service.kill()
            seconds.append(service.start())
            require_all(service, senders.acknowledged)
            require_whole(service)
            acknowledged += senders.acknowledged
            cut += senders.cut
        require_all(service, chance.sample(acknowledged, min(len(acknowledged), 500)))
        service.stop()
    flaws, revisions = asyncio.run(find_flaws(store_url))
    assert flaws == []
    assert revisions >= len({one.id for one in acknowledged})
    assert max(seconds) <= READY_SECONDS
    return Killed(kills, len(acknowledged), cut, revisions, max(seconds), service.longest_start)


@pytest.mark.timeout(600)
def test_killed_at_random_moments(tmp_path: Path) -> None:
    done = kill_again_and_again(tmp_path, f"sqlite:///{tmp_path}/bogo.db", kills=3, seed=19)
    assert done.acknowledged > done.kills
    assert done.cut >= done.kills, "it was killed while callers waited"


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(8))
def test_killed_200_times(tmp_path: Path, seed: int) -> None:
    done = kill_again_and_again(tmp_path, f"sqlite:///{tmp_path}/bogo.db", kills=_KILLS_A_STORE, seed=seed)
    print(done)
    assert done.acknowledged > 100


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_killed_on_mongodb(tmp_path: Path, mongodb_url: str) -> None:
    done = kill_again_and_again(tmp_path, mongodb_url, kills=10, seed=20)
    print(done)
    assert done.acknowledged > done.kills
