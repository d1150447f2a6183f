"""Answers travel compressed where the caller takes it: zstd or gzip, whichever weighs more in `Accept-Encoding`.

Weights are those of RFC 9110, 12.5.3: `gzip;q=0` refuses it, `*` speaks of all that is not named. Of two that are as welcome
zstd is taken, which is smaller and much faster. What is streamed stays a stream: each portion is flushed as it comes.
The ETag of an answer is weak, for it is the same whatever the coding; `Vary` says that the bytes are not, on a 304 too.
"""

import asyncio
import sys
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.formats import MEDIA_TYPES, Format
from app.routers.negotiation import read_weights

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdCompressor
else:
    from backports.zstd import ZstdCompressor

MINIMUM_BYTES: Final = 1000
"""Shorter answers go as they are: a packet is a packet."""

_GZIP_LEVEL: Final = 5
_ZSTD_LEVEL: Final = 3
_THREAD_BYTES: Final = 128 * 1024  # what takes longer than a millisecond is not done on the event loop
_UNTOUCHED: Final = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *MEDIA_TYPES[Format.XLSX].names)  # a workbook is compressed already
_CODINGS: Final = ("zstd", "gzip", "identity")
_UNNAMED_IDENTITY: Final = 1e-4  # always allowed, but less welcome than whatever is named


class Compression:
    """The layer that compresses answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        responder: IdentityResponder
        match choose_coding(Headers(scope=scope).get("accept-encoding", "")):
            case "zstd":
                responder = ZstdResponder(self._app, MINIMUM_BYTES, exclude_content_types=_UNTOUCHED)
            case "gzip":
                responder = GZipResponder(self._app, MINIMUM_BYTES, _GZIP_LEVEL, exclude_content_types=_UNTOUCHED)
            case _:
                responder = IdentityResponder(self._app, MINIMUM_BYTES, exclude_content_types=_UNTOUCHED)

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 304:
                MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
            await send(message)

        await responder(scope, receive, send_varying)


class ZstdResponder(IdentityResponder):
    """Compresses one answer, whole or portion by portion."""

    content_encoding = "zstd"
    _compressor: ZstdCompressor | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """The compressed bytes of a portion, flushed; the last one ends the frame."""
        if len(body) >= _THREAD_BYTES:
            return await asyncio.to_thread(self._compress, body, more_body=more_body)
        return self._compress(body, more_body=more_body)

    def _compress(self, body: bytes, *, more_body: bool) -> bytes:
        if self._compressor is None:
            self._compressor = ZstdCompressor(level=_ZSTD_LEVEL)
        return self._compressor.compress(body, ZstdCompressor.FLUSH_BLOCK if more_body else ZstdCompressor.FLUSH_FRAME)


def choose_coding(accepted: str) -> str:
    """The coding that a caller welcomes most; `identity` where nothing else is.

    >>> choose_coding("gzip, deflate, br, zstd"), choose_coding("gzip"), choose_coding("")
    ('zstd', 'gzip', 'identity')
    >>> choose_coding("zstd;q=0.5, gzip"), choose_coding("*, zstd;q=0"), choose_coding("gzip;q=0.5, identity")
    ('gzip', 'gzip', 'identity')
    """
    weights = dict(read_weights(accepted))
    anything = weights.get("*")
    welcome = {coding: weights.get(coding, anything if anything is not None else 0.0) for coding in _CODINGS}
    if "identity" not in weights:
        welcome["identity"] = _UNNAMED_IDENTITY
    return max(_CODINGS, key=lambda coding: welcome[coding])
