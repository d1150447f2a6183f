"""Addresses as people type them: `curl 'http://…/search?q=예산'` sends its letters as they are.

HTTP allows only ASCII in the first line of a request, and the server refuses anything else before a route is asked, with a
bare 400. Browsers write such letters as `%EC%98%88`; curl does so in a path but not behind the question mark. Here the
first line is put right before it is parsed, so that what was meant is answered.

>>> escape_letters("GET /search?q=예 HTTP/1.1".encode())
b'GET /search?q=%EC%98%88 HTTP/1.1'
"""

import re
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LETTERS: Final = re.compile(rb"[\x80-\xff]")
# Empty lines before a request are allowed, and are no part of it.
_FIRST_LINE: Final = re.compile(rb"[\r\n]*[^\r\n]*")


def escape_letters(line: bytes) -> bytes:
    """A first line in which every byte beyond ASCII is written as `%` and two digits."""
    return _LETTERS.sub(lambda letter: f"%{letter[0][0]:02X}".encode(), line)


class LenientProtocol(HttpToolsProtocol):
    """The server's own protocol, for first lines that are not all ASCII.

    Only a line that begins what is received is looked at: a request that follows another within one packet is parsed as it
    is, and refused if it is not ASCII.
    """

    _in_first_line = True

    def data_received(self, data: bytes) -> None:
        """Take bytes in; those of a first line are put right, and it may come in pieces."""
        if self._in_first_line:
            found = _FIRST_LINE.match(data)
            end = found.end() if found else 0
            self._in_first_line = end == len(data)
            data = escape_letters(data[:end]) + data[end:]
        super().data_received(data)

    def on_message_complete(self) -> None:
        """A request is through: what comes next begins with a first line."""
        self._in_first_line = True
        super().on_message_complete()
