"""What can go wrong with a call.

    ClientError
    ├── Unreachable       no answer, or half of one
    └── ProblemError      the service answered with a problem (RFC 9457)
        ├── InvalidCall   the call itself is wrong: a parameter, a body, a format (400, 406, 413, 415, 422)
        ├── NotFound      no such report, department … (404); `near` holds similar names
        ├── Conflict      others write the same series (409)
        ├── Outdated      it was changed since it was read (412)
        ├── Unavailable   come back later (503)
        └── Failed        a fault of the service (other 5xx)

>>> error = build_problem(404, {"type": "urn:bogo:problem:department-not-found", "detail": "…", "near": ["총무과"]})
>>> type(error).__name__, error.kind, error.near
('NotFound', 'department-not-found', ('총무과',))
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import httpx
import orjson

_URN: Final = "urn:bogo:problem:"
_SHOWN: Final = 200


class ClientError(Exception):
    """A call did not bring what it was made for."""


class Unreachable(ClientError):
    """The service gave no answer, or broke off in the middle of it."""

    def __init__(self, address: object, reason: object) -> None:
        super().__init__(f"{address}: {reason}")


class ProblemError(ClientError):
    """The service said what is wrong.

    status: the HTTP status. kind: the stable name of the problem (`department-not-found`), or "" where what answered was
    not the service itself. detail: the Korean sentence. near: similar names. members: all that the problem holds.
    """

    def __init__(self, status: int, members: Mapping[str, Any]) -> None:
        self.status = status
        self.members = members
        self.kind = str(members.get("type", "")).removeprefix(_URN)
        self.detail = str(members.get("detail") or HTTPStatus(status).phrase)
        self.request_id: str | None = members.get("request_id")
        near = members.get("near") or ()
        self.near: tuple[str, ...] = (near,) if isinstance(near, str) else tuple(near)
        super().__init__(f"{status} {self.detail}")


class InvalidCall(ProblemError):
    """The call itself is wrong; making it again changes nothing."""


class NotFound(ProblemError):
    """What was asked for is not there."""


class Conflict(ProblemError):
    """Others write the same series; make the call again."""


class Outdated(ProblemError):
    """What was to be changed is not, or no longer, what was read; read it again."""


class Unavailable(ProblemError):
    """The service can't answer now; make the call again later."""


class Failed(ProblemError):
    """A fault of the service; its log has it under `request_id`."""


_KINDS: Final[Mapping[int, type[ProblemError]]] = {404: NotFound, 409: Conflict, 412: Outdated, 503: Unavailable}


def build_problem(status: int, members: Mapping[str, Any]) -> ProblemError:
    """The error that a problem is."""
    family = Failed if status >= HTTPStatus.INTERNAL_SERVER_ERROR else InvalidCall
    return _KINDS.get(status, family)(status, members)


def read_problem(response: httpx.Response) -> ProblemError:
    """The error in an answer whose body has been read; what is no problem of ours (a proxy's page) is quoted."""
    try:
        members = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        members = None
    if not isinstance(members, dict):
        members = {"detail": response.text[:_SHOWN]}
    return build_problem(response.status_code, members)
