"""`bogo serve` in a process of its own, to be killed and stopped, and senders that keep it busy.

What is *acknowledged* is what a caller was told is stored: an answer 200 or 201 that came through whole. An acknowledged
text must be there for ever after, whatever happens to the process; one whose answer was lost may be there or not.
"""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from app.settings import Settings
from app.storage import open_keeper
from app.storage.upkeep.examination import examine_all
from tests.running import ROOT, free_port

_START_SECONDS: Final = 60.0
_PAUSE_SECONDS: Final = 0.01
_ITEMS: Final = ("인건비", "물건비", "여비", "업무추진비", "자산취득비", "시설비")
_TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass
class Serving:
    """One `bogo serve` on a store, which may be started again and again on the same port."""

    folder: Path
    store_url: str
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    settings: Mapping[str, str] = field(default_factory=dict)
    longest_start: float = 0.0  # in seconds as the clock on the wall counts them

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start it; how many seconds it took to be ready, less those in which the machine gave it no processor."""
        command = [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port), "--store", self.store_url]
        environment = os.environ | {"BOGO_PARSER_WORKERS": "1", "BOGO_LOG_LEVEL": "warning", **self.settings}
        started = time.monotonic()
        with (self.folder / "service.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        while not self.is_ready():
            assert self.process.poll() is None, self.read_log()
            assert time.monotonic() - started < _START_SECONDS, self.read_log()
            time.sleep(_PAUSE_SECONDS)
        seconds = time.monotonic() - started
        self.longest_start = max(self.longest_start, seconds)
        return seconds - self.measure_waiting()

    def measure_waiting(self) -> float:
        """Seconds for which its threads could have run and did not, for the machine was busy with other programs."""
        assert self.process is not None
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[1]) for thread in threads) / 1e9

    def is_ready(self) -> bool:
        """Whether it answers, store and all."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """As a crash would end it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> tuple[float, int]:
        """As an operator ends it; how many seconds that took, and the exit code."""
        assert self.process is not None
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        return time.monotonic() - started, code

    def read_log(self) -> str:
        """What it wrote."""
        return (self.folder / "service.log").read_text(encoding="utf-8")


@contextmanager
def serving(folder: Path, store_url: str, **settings: str) -> Iterator[Serving]:
    """A service that is over with the block, whatever state it is in then. `settings`: as in the environment."""
    service = Serving(folder, store_url, settings=settings)
    try:
        yield service
    finally:
        if service.process and service.process.poll() is None:
            service.kill()


@dataclass(frozen=True)
class Acknowledged:
    """What a caller was told is stored."""

    id: str
    text: str
    facts: int

    @property
    def sha256(self) -> str:
        """The digest of the text, by which the service knows it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Refused:
    """What a caller was told is not stored."""

    status: int
    text: str

    @property
    def sha256(self) -> str:
        """The digest of the text, by which the service knows it."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def count_rows(number: int) -> int:
    """How many budget rows the text of a number has."""
    return 3 + number % 4


def write_text(name: str, number: int) -> str:
    """A short report whose figures are all made of one number, and so many rows: any mixture of two of them can be seen."""
    rows = "".join(f"{item}\t{number * 1000:,}\t{number * 1000:,}\n" for item in _ITEMS[: count_rows(number)])
    people = f"(단위: 명)\n구분\t계\t5급\t6급\n정원\t{2 * number}\t{number}\t{number}\n현원\t{2 * number}\t{number}\t{number}\n"
    return f"Ⅰ. 일반현황 {name}\n\n1 인 력\n{people}\n2 예 산\n세출예산 현황\n(단위: 천원)\n구분\t예산액\t집행액\n{rows}"


class Senders:
    """Callers that send one text after another, some of them to the same series, until they are stopped."""

    def __init__(self, url: str, mark: str, senders: int = 6, series: int = 3, pause_seconds: float = 0.0) -> None:
        self.acknowledged: list[Acknowledged] = []
        self.refused: list[Refused] = []
        self.cut = 0
        self._url = url
        self._mark = mark
        self._pause_seconds = pause_seconds
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._send, args=(n, f"{mark}-{n % series}")) for n in range(senders)]

    def __enter__(self) -> "Senders":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Wait for what was sent last, and send no more."""
        self._over.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def await_more(self, known: int = 0, seconds: float = 60.0) -> bool:
        """Wait until more than so many texts are acknowledged, or so long; whether they are."""
        end = time.monotonic() + seconds
        while len(self.acknowledged) <= known and time.monotonic() < end:
            time.sleep(_PAUSE_SECONDS)
        return len(self.acknowledged) > known

    def _send(self, sender: int, series: str) -> None:
        hints = {"source": series, "department": f"{series}과"}
        number = 0
        with httpx.Client(base_url=self._url, timeout=30, params=hints, headers=_TEXT) as client:
            while not self._over.wait(self._pause_seconds):
                number += 1
                text = write_text(f"{self._mark} {sender}", number)
                try:
                    answer = client.post("/ingest", content=text.encode())
                except httpx.TransportError:
                    self.cut += 1
                    time.sleep(_PAUSE_SECONDS)
                    continue
                if answer.status_code in {200, 201}:
                    document = answer.json()
                    self.acknowledged.append(Acknowledged(document["id"], text, sum(document["facts"].values())))
                else:
                    self.refused.append(Refused(answer.status_code, text))


def require_all(service: Serving, acknowledged: list[Acknowledged]) -> None:
    """Every acknowledged text is there, as it was sent, with all that was read in it."""
    with httpx.Client(base_url=service.url, timeout=30) as client:
        for one in acknowledged:
            document = client.get(f"/reports/{one.id}")
            assert document.status_code == 200, f"{one.id} was acknowledged and is lost: {document.text}"
            assert document.json()["received"]["sha256"] == one.sha256, f"{one.id} was acknowledged and is another text"
            found = client.get(f"/reports/{one.id}/facts").json()["total"]
            assert found == one.facts, f"{one.id} was acknowledged with {one.facts} facts and has {found}"


def require_whole(service: Serving) -> int:
    """What is listed is whole: every figure of every latest text is of that text, and as many as it says. How many reports."""
    with httpx.Client(base_url=service.url, timeout=30) as client:
        listed = client.get("/reports", params={"limit": 1000}).json()["items"]
        for report in listed:
            facts = client.get(f"/reports/{report['series_id']}/facts", params={"limit": 1000}).json()["items"]
            stated = sum(report["facts"].values())
            assert len(facts) == stated, f"{report['id']} states {stated} facts and has {len(facts)}"
            assert {fact["report_id"] for fact in facts} == {report["id"]}, f"{report['id']} answers with facts of others"
        total = client.get("/facts", params={"limit": 1}).json()["total"]
        stated = sum(sum(report["facts"].values()) for report in listed)
        assert total == stated, f"the reports state {stated} facts, {total} are found"
    return len(listed)


async def find_flaws(store_url: str) -> tuple[list[str], int]:
    """What a full examination finds wrong with the store, and how many revisions there are."""
    keeper = await open_keeper(Settings(store_url=store_url))
    try:
        examined = [one async for one in examine_all(keeper)]
        flaws = [*(flaw for one in examined for flaw in one.flaws), *await keeper.inspection.find_flaws()]
    finally:
        await keeper.close()
    return [f"{flaw.kind} {flaw.subject}: {flaw.detail}" for flaw in flaws], sum(one.revisions for one in examined)
