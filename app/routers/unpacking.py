"""Bodies that travel compressed: `Content-Encoding: gzip`, `deflate` or `zstd`, unpacked while they arrive.

A small body may unpack to gigabytes, so it is unpacked piece by piece and whoever reads the pieces stops at a limit of their
own; no more than one piece is ever held here. A body that ends early, goes on behind its end or is not packed as it says is
malformed. `deflate` is the zlib format (RFC 9110, 8.4.1.2), and also the bare one that some senders mean by it.
"""

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final, Protocol

from starlette.requests import Request

from app.errors import MalformedBody, UnsupportedCoding

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

PIECE_BYTES: Final = 65_536
_GZIP_WINDOW: Final = 31
_ZLIB_WINDOW: Final = 15


class _Unpacker(Protocol):
    """What zlib and zstd have in common, once their names for it are the same."""

    @property
    def eof(self) -> bool:
        """Whether the packed bytes have come to their end."""
        ...

    @property
    def rest(self) -> bytes:
        """Bytes behind the end of the packed ones."""
        ...

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """The pieces that packed bytes give. Raises zlib.error, ZstdError."""
        ...


class _Zlib:
    def __init__(self, window: int) -> None:
        self._window = window
        self._inner = zlib.decompressobj(window)
        self._begun = False

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data

    def feed(self, packed: bytes) -> Iterator[bytes]:
        if not self._begun and self._window == _ZLIB_WINDOW and packed[0] & 0x0F != 8:
            self._inner = zlib.decompressobj(-_ZLIB_WINDOW)  # no zlib header: bare deflate
        self._begun = True
        piece = None
        while packed or piece is None or len(piece) == PIECE_BYTES:  # a full piece may be followed by more of the same input
            piece = self._inner.decompress(packed, PIECE_BYTES)
            yield piece
            if self._inner.eof:
                return
            packed = self._inner.unconsumed_tail


class _Zstd:
    def __init__(self) -> None:
        self._inner = ZstdDecompressor()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def rest(self) -> bytes:
        return self._inner.unused_data

    def feed(self, packed: bytes) -> Iterator[bytes]:
        yield self._inner.decompress(packed, PIECE_BYTES)
        while not self._inner.eof and not self._inner.needs_input:
            yield self._inner.decompress(b"", PIECE_BYTES)


UNPACKERS: Final[dict[str, Callable[[], _Unpacker]]] = {
    "gzip": lambda: _Zlib(_GZIP_WINDOW),
    "deflate": lambda: _Zlib(_ZLIB_WINDOW),
    "zstd": _Zstd,
}
_OTHER_NAMES: Final = {"x-gzip": "gzip"}  # RFC 9110, 8.4.1.3
_CUT: Final = "{} 압축이 도중에 끊겼습니다"
_DAMAGED: Final = "{} 압축이 아니거나 손상되었습니다"
_WHOLE: Final = ("", "identity")


async def read_pieces(request: Request) -> AsyncIterator[bytes]:
    """The body of a request, unpacked, in pieces. Raises UnsupportedCoding, MalformedBody.

    Between the pieces other requests have their turn: one chunk may hold thousands of them.
    """
    coding = find_coding(request.headers.getlist("content-encoding"))
    if coding is None:
        async for chunk in request.stream():
            yield chunk
        return
    unpacker, received = UNPACKERS[coding](), False
    async for chunk in request.stream():
        received = received or bool(chunk)
        packed = chunk
        while packed:
            if unpacker.eof:
                unpacker = UNPACKERS[coding]()  # the body goes on with another packed part, as gzip files may
            for piece in _unpack(unpacker, packed, coding):
                yield piece
                await asyncio.sleep(0)
            packed = unpacker.rest if unpacker.eof else b""
    if received and not unpacker.eof:
        raise MalformedBody(_CUT.format(coding))


def _unpack(unpacker: _Unpacker, packed: bytes, coding: str) -> Iterator[bytes]:
    try:
        yield from unpacker.feed(packed)
    except (zlib.error, ZstdError) as error:
        raise MalformedBody(_DAMAGED.format(coding)) from error


def find_coding(headers: list[str]) -> str | None:
    """How a body is packed; None where it is not. Raises UnsupportedCoding, for several codings at once too.

    >>> find_coding(["X-GZip"]), find_coding(["identity"]), find_coding([])
    ('gzip', None, None)
    """
    named = [name for header in headers for part in header.split(",") if (name := part.strip().lower()) not in _WHOLE]
    if not named:
        return None
    coding = _OTHER_NAMES.get(named[0], named[0])
    if len(named) > 1 or coding not in UNPACKERS:
        raise UnsupportedCoding(", ".join(named)[:200], tuple(UNPACKERS))
    return coding
