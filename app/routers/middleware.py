"""What every request has in common, before and after its route.

- A request id: the caller's `X-Request-ID` where it is a plain word, else a new one; in every answer and every problem.
- HEAD is answered as GET without a body.
- A slash that is a part of a name (`%2F`) does not divide the address.
- A fault of our own becomes a problem with status 500 that shows nothing of the inside; the log has the trace.
- Each answer is counted and timed under its route.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, unquote

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.routers.problems import MEDIA_TYPE, describe_status

REQUEST_ID: Final = "bogo.request_id"
BODILESS: Final = "bogo.bodiless"
"""Whether only the headers of an answer are sent, so that nobody need make its body."""

SLASH: Final = "\ue02f"
"""Stands for a slash inside a name while the address is being routed: a private-use character, so no name holds it."""

_LEFT: Final = 499  # how an answer that nobody waited for is counted
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_log = logging.getLogger("bogo")

Observe = Callable[[str, str, int, float], None]


class Envelope:
    """The outermost layer. `observe` is told method, route, status and seconds of each answer."""

    def __init__(self, app: ASGIApp, observe: Observe) -> None:
        self._app = app
        self._observe = observe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        inner = prepare_scope(scope)
        answer = _Answer(inner[REQUEST_ID], send, bodiless=inner[BODILESS])
        started = time.perf_counter()
        try:
            await self._app(inner, receive, answer.send)
        except ClientDisconnect:
            _log.info("%s %s was left by its sender (request %s)", scope["method"], scope["path"], inner[REQUEST_ID])
        except Exception:
            _log.exception("%s %s failed (request %s)", scope["method"], scope["path"], inner[REQUEST_ID])
            if answer.status:
                raise  # half an answer is out: cutting the connection is the only way left to say so
            await _send_fault(inner, answer)
        finally:
            route = getattr(inner.get("route"), "path", "-")
            self._observe(scope["method"], route, answer.status or _LEFT, time.perf_counter() - started)


def prepare_scope(scope: Scope) -> Scope:
    """A copy in which the request has its id, HEAD has become GET, and slashes inside names are kept apart.

    >>> scope = {"method": "HEAD", "headers": [], "path": "/departments/a/b", "raw_path": b"/departments/a%2Fb"}
    >>> prepare_scope(scope)["path"] == f"/departments/a{SLASH}b"
    True
    """
    given = Headers(scope=scope).get("x-request-id", "")
    inner = {**scope, REQUEST_ID: given if _PLAIN.fullmatch(given) else uuid.uuid4().hex, BODILESS: scope["method"] == "HEAD"}
    if inner[BODILESS]:
        inner["method"] = "GET"
    raw: bytes = scope.get("raw_path") or b""
    if b"%2f" in raw.lower():
        inner["path"] = "/".join(unquote(part).replace("/", SLASH) for part in raw.decode("ascii").split("/"))
    return inner


def restore_name(name: str) -> str:
    """A name out of an address, with its own slashes.

    >>> restore_name(f"보건소{SLASH}의원")
    '보건소/의원'
    """
    return name.replace(SLASH, "/")


def find_instance(scope: Scope) -> str:
    """The address that was asked for, as it was sent."""
    raw: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    return raw.decode("ascii")


class _Answer:
    def __init__(self, request_id: str, send: Send, *, bodiless: bool) -> None:
        self._request_id = request_id
        self._send = send
        self._bodiless = bodiless
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            headers["X-Content-Type-Options"] = "nosniff"
        elif self._bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)


async def _send_fault(scope: Scope, answer: _Answer) -> None:
    problem = describe_status(500, "")
    body = orjson.dumps({**problem.members, "instance": find_instance(scope), "request_id": scope[REQUEST_ID]})
    headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), "cache-control": "no-store"}
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await answer.send({"type": "http.response.start", "status": 500, "headers": raw})
    await answer.send({"type": "http.response.body", "body": body})
