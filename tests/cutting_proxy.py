"""A proxy on the socket between a driver and its server that loses a request or an answer, or is slow, as networks are."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

_HEADER: Final = struct.Struct("<iiii")  # length, request, response to, operation


@dataclass
class CuttingProxy:
    """Forwards messages of MongoDB's protocol. `cuts` decides which request's connection breaks.

    A request that is cut is forwarded first (and its answer swallowed) with `deliver`, or never reaches the server. Every
    request is held back for `delay_seconds`. `server` may be another one from some moment on, or none that listens.
    """

    server: tuple[str, int]
    deliver: bool = True
    cuts: Callable[[bytes], bool] = lambda _: False
    delay_seconds: float = 0.0
    lost: int = 0
    _served: set["asyncio.Task[None]"] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client's connection, until either side ends it or it is cut."""
        task: asyncio.Task[None] | None = asyncio.current_task()
        assert task is not None
        self._served.add(task)
        streams = [writer]
        try:
            upstream_reader, upstream_writer = await asyncio.open_connection(*self.server)
            streams.append(upstream_writer)
            while True:
                request = await _read_message(reader)
                await asyncio.sleep(self.delay_seconds)
                cut = self.cuts(request)
                self.lost += cut
                if cut and not self.deliver:
                    return
                upstream_writer.write(request)
                answer = await _read_message(upstream_reader)
                if cut:
                    return
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return  # either side has ended it, or the test is over
        finally:
            for stream in reversed(streams):
                stream.close()
                with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                    await stream.wait_closed()

    async def close(self) -> None:
        """End every connection that is still open."""
        for task in self._served:
            task.cancel()
        await asyncio.gather(*self._served, return_exceptions=True)


async def _read_message(reader: asyncio.StreamReader) -> bytes:
    header = await reader.readexactly(_HEADER.size)
    return header + await reader.readexactly(_HEADER.unpack(header)[0] - _HEADER.size)


@asynccontextmanager
async def run_proxy(url: str) -> AsyncIterator[tuple[CuttingProxy, str]]:
    """A proxy before the server of `url`, and the URL that leads through it."""
    parts = urlsplit(url)
    proxy = CuttingProxy((parts.hostname or "127.0.0.1", parts.port or 27017))
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    # A server that reports changes by itself would send answers that nobody asked for.
    options = "directConnection=true&serverMonitoringMode=poll" + (f"&{parts.query}" if parts.query else "")
    try:
        yield proxy, f"mongodb://127.0.0.1:{port}{parts.path}?{options}"
    finally:
        listening.close()
        await proxy.close()
        await listening.wait_closed()
