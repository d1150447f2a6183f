"""The database server dies, freezes, or is badly connected while texts come in.

What was acknowledged is there, once; nothing is half there. What was refused while the fault was shorter than the patience
of the service is not there: a write whose outcome was unknown was looked up, not reported as failed.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.faults.database import FAULTS, Setting, behind_a_proxy
from tests.faults.serving import Acknowledged, Refused, Senders, Serving, find_flaws, require_all, require_whole, serving
from tests.mongodb_server import build_server

_TIMEOUT_SECONDS: Final = 4
_BEFORE_SECONDS: Final = 0.5
_PAUSE_SECONDS: Final = 0.1
_LOOKED_AT: Final = 5


@dataclass
class Survived:
    """What a run came to."""

    faults: Counter[str] = field(default_factory=Counter)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    lost_messages: int = 0
    stored_though_refused: int = 0

    def __str__(self) -> str:
        return (
            f"{dict(self.faults)}: {len(self.acknowledged)} acknowledged, {len(self.refused)} refused"
            f" ({self.stored_though_refused} of them stored), {self.lost_messages} messages lost on the way"
        )


async def meet(fault: str, seconds: float, setting: Setting, service: Serving, survived: Survived) -> None:
    """One fault, so long, while texts come in; then everything is looked at."""
    mark = f"{fault}{survived.faults.total()}"
    senders = Senders(service.url, mark, senders=3, series=2, pause_seconds=_PAUSE_SECONDS)
    with senders:
        await asyncio.to_thread(senders.await_more)
        await asyncio.sleep(setting.chance.uniform(0, _BEFORE_SECONDS))
        await FAULTS[fault](setting, seconds)
        known = len(senders.acknowledged)
        assert await asyncio.to_thread(senders.await_more, known), "it recovers by itself"
        # Leaving the block waits for threads that wait for the proxy, which runs here.
        await asyncio.to_thread(senders.stop)
    survived.faults[fault] += 1
    survived.acknowledged += senders.acknowledged
    survived.refused += senders.refused
    await asyncio.to_thread(require_all, service, senders.acknowledged[-_LOOKED_AT:])  # all of them in the end
    await asyncio.to_thread(require_whole, service)


def count_stored(service: Serving) -> Counter[str]:
    """How often each text was published, by its digest."""
    with httpx.Client(base_url=service.url, timeout=60) as client:
        counts: Counter[str] = Counter()
        cursor: dict[str, Any] = {}
        while True:
            page = client.get("/journal", params={"limit": 1000} | cursor).json()
            counts.update(entry["after_sha256"] for entry in page["items"])
            if page["next"] is None:
                return counts
            cursor = {"cursor": page["next"]}


async def survive(folder: Path, faults: list[tuple[str, float]], seed: int) -> Survived:
    """A service under load through these faults, each for so many seconds."""
    binary = build_server()
    if binary is None:
        pytest.skip("there is no server of our own that may be killed")
    survived = Survived()
    async with behind_a_proxy(binary, folder / "database", seed) as setting:
        with serving(folder, setting.url, BOGO_STORE_TIMEOUT_SECONDS=str(_TIMEOUT_SECONDS)) as service:
            await asyncio.to_thread(service.start)
            for fault, seconds in faults:
                await meet(fault, seconds, setting, service, survived)
            stored = await asyncio.to_thread(count_stored, service)
            await asyncio.to_thread(service.stop)
        survived.lost_messages = setting.proxy.lost
        assert (await find_flaws(setting.url))[0] == []
    assert {one.status for one in survived.refused} <= {httpx.codes.SERVICE_UNAVAILABLE}
    assert max(stored.values()) == 1, "a text was published twice"
    assert all(stored[one.sha256] for one in survived.acknowledged), "an acknowledged text is lost"
    survived.stored_though_refused = sum(stored[one.sha256] for one in survived.refused)
    return survived


@pytest.mark.timeout(600)
async def test_the_server_is_killed_frozen_and_cut_off(tmp_path: Path) -> None:
    survived = await survive(tmp_path, [("killed", 0.5), ("frozen", 0.7), ("cut", 0.5)], seed=3)
    assert survived.stored_though_refused == 0, str(survived)
    assert survived.lost_messages > 3


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(4))
async def test_many_faults_of_the_server(tmp_path: Path, seed: int) -> None:
    survived = await survive(tmp_path, [(fault, seconds) for seconds in (0.5, 1.0, 2.0) for fault in FAULTS], seed)
    print(survived)
    assert survived.stored_though_refused == 0


@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_a_server_that_is_gone_for_longer_than_anyone_waits(tmp_path: Path) -> None:
    """Then texts are refused, for nobody knows; what is there in the end is whole, and there once."""
    survived = await survive(tmp_path, [(fault, 4.0 * _TIMEOUT_SECONDS) for fault in ("killed", "frozen")], seed=9)
    print(survived)
    assert survived.refused
