"""The service is told to end while texts come in: what is under way is finished, what was acknowledged is there."""

import asyncio
import random
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.faults.serving import Acknowledged, Senders, find_flaws, require_all, require_whole, serving

EXIT_SECONDS = 30.0
_LONGEST_LOAD = 1.0


@dataclass(frozen=True)
class Stopped:
    """What a run came to."""

    stops: int
    acknowledged: int
    slowest_exit: float


def stop_again_and_again(folder: Path, store_url: str, stops: int, seed: int) -> Stopped:
    """Tell a service so often to end under load; after each end it is started again and asked for what it acknowledged."""
    chance = random.Random(seed)
    acknowledged: list[Acknowledged] = []
    exits: list[float] = []
    with serving(folder, store_url) as service:
        service.start()
        for stop in range(stops):
            with Senders(service.url, f"s{stop}") as senders:
                senders.await_more()
                time.sleep(chance.uniform(0, _LONGEST_LOAD))
                seconds, code = service.stop()
            assert code in {0, -signal.SIGTERM}, service.read_log()
            assert {one.status for one in senders.refused} <= {httpx.codes.SERVICE_UNAVAILABLE}
            exits.append(seconds)
            service.start()
            require_all(service, senders.acknowledged)
            require_whole(service)
            acknowledged += senders.acknowledged
        require_all(service, chance.sample(acknowledged, min(len(acknowledged), 500)))
        service.stop()
        assert "Traceback" not in service.read_log()
    flaws, revisions = asyncio.run(find_flaws(store_url))
    assert flaws == []
    assert revisions >= len({one.id for one in acknowledged})
    assert max(exits) <= EXIT_SECONDS
    return Stopped(stops, len(acknowledged), max(exits))


@pytest.mark.timeout(600)
def test_stopped_under_load(tmp_path: Path) -> None:
    assert stop_again_and_again(tmp_path, f"sqlite:///{tmp_path}/bogo.db", stops=2, seed=7).acknowledged > 2


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_stopped_50_times(tmp_path: Path) -> None:
    done = stop_again_and_again(tmp_path, f"sqlite:///{tmp_path}/bogo.db", stops=50, seed=8)
    print(done)
    assert done.acknowledged > 50
