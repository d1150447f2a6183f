"""A database server of the test's own, to be killed, frozen and started again; and what a network does to the way there."""

import asyncio
import random
import signal
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.cutting_proxy import CuttingProxy, run_proxy

_PUBLICATION: Final = b"\x02insert\x00\x0a\x00\x00\x00revisions\x00"
_CUT_IN: Final = 2  # one publication in so many
_CUT_ELSE: Final = 20  # one message of another kind in so many
_PUBLICATIONS_CUT: Final = 4
_LONGEST_SECONDS: Final = 30.0
_DELAY_SECONDS: Final = 0.1
_PAUSE_SECONDS: Final = 0.05


@dataclass
class Database:
    """FerretDB in a folder. Started again it listens elsewhere, and holds what it held."""

    binary: Path
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> str:
        """Start it; its URL."""
        self.process = subprocess.Popen([self.binary, self.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode().strip()  # printed once it listens

    def send(self, number: signal.Signals) -> None:
        """SIGKILL, SIGSTOP or SIGCONT."""
        assert self.process is not None
        self.process.send_signal(number)
        if number is signal.SIGKILL:
            self.end()

    def end(self) -> None:
        """Whatever state it is in."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()
        self.process = None


@contextmanager
def running_database(binary: Path, folder: Path) -> Iterator[tuple[Database, str]]:
    """A server that is over with the block, and its URL."""
    folder.mkdir()
    database = Database(binary, folder)
    try:
        yield database, database.start()
    finally:
        database.end()


@dataclass
class Setting:
    """A server, and the proxy before it that a service is connected to."""

    database: Database
    proxy: CuttingProxy
    url: str
    chance: random.Random


@asynccontextmanager
async def behind_a_proxy(binary: Path, folder: Path, seed: int) -> AsyncIterator[Setting]:
    """A server that is reached through a proxy, so that its address stays."""
    with running_database(binary, folder) as (database, url):
        async with run_proxy(f"{url.rstrip('/')}/bogo") as (proxy, through):
            yield Setting(database, proxy, through, random.Random(seed))


async def kill(setting: Setting, seconds: float) -> None:
    """The server dies, and is started again after a while."""
    await asyncio.to_thread(setting.database.send, signal.SIGKILL)
    await asyncio.sleep(seconds)
    parts = urlsplit(await asyncio.to_thread(setting.database.start))
    setting.proxy.server = (parts.hostname or "", parts.port or 0)


async def freeze(setting: Setting, seconds: float) -> None:
    """The server does nothing for a while, and goes on where it was."""
    setting.database.send(signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        setting.database.send(signal.SIGCONT)


async def cut(setting: Setting, seconds: float) -> None:
    """Connections break again and again, so long and until some publications were cut: on the way there, on the way back."""
    chance, publications = setting.chance, 0

    def decide(request: bytes) -> bool:
        nonlocal publications
        if _PUBLICATION not in request:
            setting.proxy.deliver = chance.random() < 0.5
            return chance.randrange(_CUT_ELSE) == 0
        setting.proxy.deliver = publications % 2 == 0
        cuts = chance.randrange(_CUT_IN) == 0
        publications += cuts
        return cuts

    setting.proxy.cuts = decide
    await asyncio.sleep(seconds)
    for _ in range(int(_LONGEST_SECONDS / _PAUSE_SECONDS)):
        if publications >= _PUBLICATIONS_CUT:
            break
        await asyncio.sleep(_PAUSE_SECONDS)
    setting.proxy.cuts = lambda _: False
    assert publications >= _PUBLICATIONS_CUT


async def delay(setting: Setting, seconds: float) -> None:
    """Everything takes longer for a while."""
    setting.proxy.delay_seconds = _DELAY_SECONDS
    await asyncio.sleep(seconds)
    setting.proxy.delay_seconds = 0.0


FAULTS: Final[dict[str, Callable[[Setting, float], Awaitable[None]]]] = {"killed": kill, "frozen": freeze, "cut": cut, "slow": delay}
