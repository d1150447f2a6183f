"""A real MongoDB server, or the nearest thing to one that this machine can have, on a real socket.

1. The server that BOGO_TEST_MONGODB_URL names.
2. FerretDB 1.24 with its SQLite backend, built by the Go toolchain out of `tests/storage/ferretdb` (pinned there, with
   checksums) and kept in `.cache/`, so that only the first run on a machine builds it.
3. nx-27017, a development dependency: Mongo's protocol over SQLite, incomplete and slow.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pymongo import MongoClient

ROOT: Final = Path(__file__).parent.parent
_SOURCES: Final = ROOT / "tests" / "storage" / "ferretdb"
_CACHE: Final = ROOT / ".cache"
_BUILD_SECONDS: Final = 900
_START_SECONDS: Final = 30
_MEMORY: Final = "/dev/shm" if Path("/dev/shm").is_dir() else None  # the stand-in keeps nothing beyond a run


@dataclass(frozen=True, slots=True)
class MongoServer:
    """Where a server listens, and which one it is."""

    url: str
    product: str

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL of a database that is empty now and gone afterwards."""
        name = f"bogo_test_{uuid.uuid4().hex[:12]}"
        address, _, options = self.url.partition("?")
        host = address.rstrip("/") if address.count("/") < 3 else address.rpartition("/")[0]
        yield f"{host}/{name}" + (f"?{options}" if options else "")
        client: MongoClient[dict[str, object]] = MongoClient(self.url, serverSelectionTimeoutMS=5000)
        with client:
            client.drop_database(name)


def build_server() -> Path | None:
    """The FerretDB binary, built if it is not there; None where there is no Go toolchain or the build fails."""
    if os.environ.get("BOGO_TEST_MONGODB_URL") or not shutil.which("go"):
        return None
    sources = b"".join((_SOURCES / name).read_bytes() for name in ("main.go", "go.mod", "go.sum"))
    binary = _CACHE / f"ferretdb-{hashlib.sha256(sources).hexdigest()[:12]}"
    _CACHE.mkdir(exist_ok=True)
    with (_CACHE / "ferretdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test processes that start together build it once
        return binary if binary.exists() or _compile(binary) else None


def _compile(binary: Path) -> bool:
    unfinished = binary.with_suffix(f".{os.getpid()}")
    print("building FerretDB for the tests (about a minute, once a machine) …", file=sys.stderr, flush=True)
    command = ["go", "build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-o", str(unfinished), "."]
    environment = os.environ | {"CGO_ENABLED": "0", "GOFLAGS": "", "GOTOOLCHAIN": "local"}
    built = subprocess.run(command, cwd=_SOURCES, env=environment, capture_output=True, timeout=_BUILD_SECONDS, check=False)
    if built.returncode:
        print(built.stderr.decode()[-2000:], file=sys.stderr)
        return False
    unfinished.rename(binary)  # whole or not at all
    return True


@contextmanager
def run_server() -> Iterator[MongoServer]:
    """The best server that can be had here, until the block ends."""
    if url := os.environ.get("BOGO_TEST_MONGODB_URL"):
        yield MongoServer(url, "the server of BOGO_TEST_MONGODB_URL")
    elif binary := build_server():
        with run_ferretdb(binary) as server:
            yield server
    else:
        with _run_nx() as server:
            yield server


@contextmanager
def run_ferretdb(binary: Path) -> Iterator[MongoServer]:
    """FerretDB on a free port, with an empty folder."""
    with tempfile.TemporaryDirectory(prefix="bogo-ferretdb-", dir=_MEMORY) as folder:
        process = subprocess.Popen([binary, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            assert process.stdout is not None
            url = process.stdout.readline().decode().strip()  # printed once it listens
            assert url.startswith("mongodb://"), "FerretDB did not start"
            _await_server(url)
            yield MongoServer(url, "FerretDB 1.24.2")
        finally:
            _end(process)


@contextmanager
def _run_nx() -> Iterator[MongoServer]:
    with tempfile.TemporaryDirectory(prefix="bogo-nx-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        program = Path(sys.executable).parent / "nx-27017"
        command = [str(program), "--data-dir", folder, "--port", str(port), "--log-file", f"{folder}/log", "--pid-file", f"{folder}/pid"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await_server(f"mongodb://127.0.0.1:{port}/")
            yield MongoServer(f"mongodb://127.0.0.1:{port}/", "nx-27017")
        finally:
            _end(process)


def _await_server(url: str) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            client: MongoClient[dict[str, object]] = MongoClient(url, serverSelectionTimeoutMS=500)
            with client:
                client.admin.command("ping")
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
