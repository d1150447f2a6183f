"""The real service on a real socket, for tests.

`run_service` serves the whole application on a free port of 127.0.0.1, in a thread with an event loop of its own; what
a test asks goes through the network stack. `save` puts reports that were built by hand straight into its store.
"""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import uvicorn
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings
from app.storage.port import Saved, Submission

_START_SECONDS: Final = 60.0
TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}


@dataclass(frozen=True)
class LiveService:
    """A running service."""

    url: str
    client: httpx.Client
    app: FastAPI
    loop: asyncio.AbstractEventLoop

    def save(self, *submissions: Submission) -> list[Saved]:
        """Publish reports without reading them, one after the other."""
        store = self.app.state.store
        return [asyncio.run_coroutine_threadsafe(store.save(one), self.loop).result(60) for one in submissions]

    def ingest(self, text: str | bytes, **hints: str) -> httpx.Response:
        """Send a report as plain text."""
        return self.client.post("/ingest", content=text, headers=TEXT, params=hints)

    def get(self, path: str, **parameters: Any) -> Any:
        """The JSON of an answer that must be 200."""
        response = self.client.get(httpx.URL(path).copy_merge_params(parameters))
        assert response.status_code == 200, response.text
        return response.json()

    def pages(self, path: str, key: str = "items", **parameters: Any) -> list[Any]:
        """All items of a list, page by page."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.get(path, **parameters, **cursor)
            found += page[key]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    def count_reports(self) -> int:
        """How many reports the store has."""
        total: int = self.get("/reports")["total"]
        return total


@contextmanager
def run_service(folder: Path, **settings: Any) -> Iterator[LiveService]:
    """The service with an empty store in `folder`; ended with the block."""
    store_url = settings.pop("store_url", f"sqlite:///{folder / 'bogo.db'}")
    app = create_app(Settings(store_url=store_url, **settings))
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=5)
    config.load()  # imports the protocols here, and not in the thread, where compiling them beside this one can fail (CPython 3.11)
    server = uvicorn.Server(config)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()), daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{_wait_for_port(server, thread)}"
        with httpx.Client(base_url=url, timeout=60) as client:
            yield LiveService(url, client, app, loop)
    finally:
        server.should_exit = True
        thread.join(30)
        loop.close()


def _wait_for_port(server: uvicorn.Server, thread: threading.Thread) -> int:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        assert thread.is_alive(), "the service ended while starting"
        assert time.monotonic() < deadline, "the service did not start in time"
        time.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port
