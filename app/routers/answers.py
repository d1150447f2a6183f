"""Answers: JSON bytes with the headers that let a caller keep, compare and page through them.

Every data answer carries a weak `ETag` (the body may travel compressed) and `Cache-Control: no-cache`: keep it, but ask
before using it again. A request that already has the newest answer gets a 304 without a body.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Request
from pydantic import BaseModel, TypeAdapter
from starlette.responses import Response

from app.models.facts import FactBase
from app.models.responses import DepartmentBudget, DepartmentHeadcount, DepartmentTrend, GovernmentBudget, IndicatorSeries, Page
from app.queries.listing import MAX_TOTAL, Listing
from app.routers.cursors import write_cursor
from app.routers.negotiation import describe_request, find_state

T = TypeVar("T")
AnyList = Page[Any] | DepartmentBudget | DepartmentHeadcount | DepartmentTrend | GovernmentBudget | IndicatorSeries

JSON: Final = "application/json"
REVALIDATE: Final = {"Cache-Control": "no-cache"}


def answer(request: Request, value: BaseModel | FactBase, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A value as JSON, under an ETag made of its bytes."""
    body = to_json(value)
    tag = make_tag(body, find_state(request))
    return answer_unchanged(request, tag) or Response(body, status, {**REVALIDATE, "ETag": tag, **(headers or {})}, JSON)


def answer_page(request: Request, listing: Listing[T], page: type[Page[T]]) -> Response:
    """One page of a list, with a link to the next one."""
    return answer_list(request, page(items=listing.items, facets=listing.facets, **list_members(request, listing)))


def answer_list(request: Request, listed: AnyList) -> Response:
    """Anything that is a list, with a link to its next page."""
    return answer(request, listed, headers=link_next(request, listed.next))


def list_members(request: Request, listing: Listing[Any]) -> dict[str, Any]:
    """`next` and the total, as they are sent."""
    following = write_cursor(describe_request(request), listing.next, find_state(request)) if listing.next else None
    if listing.total > MAX_TOTAL:
        return {"next": following, "total_at_least": MAX_TOTAL}
    return {"next": following, "total": listing.total}


def link_next(request: Request, cursor: str | None) -> dict[str, str]:
    """The header that leads to the next page, where there is one."""
    return {"Link": f'<{_next_address(request, cursor)}>; rel="next"'} if cursor else {}


def _next_address(request: Request, cursor: str) -> str:
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return f"{raw.decode('ascii')}?{urlencode([*kept, ('cursor', cursor)])}"


def to_json(value: BaseModel | FactBase) -> bytes:
    """A value as JSON bytes."""
    kind: Any = type(value)
    return _adapter(kind).dump_json(value)


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def make_tag(body: bytes, state: str = "") -> str:
    """The weak ETag of a body, and of what else it depends on (`negotiation.note_state`)."""
    return f'W/"{hashlib.blake2b(body + state.encode(), digest_size=12).hexdigest()}"'


def answer_unchanged(request: Request, tag: str, modified: datetime | None = None) -> Response | None:
    """304 where the caller has this answer already; None where it must be sent."""
    if request.method != "GET":
        return None
    wanted = request.headers.get("if-none-match")
    if wanted is not None:
        same = bool({"*", tag} & read_tags(wanted))
    else:
        same = _is_unmodified(request.headers.get("if-modified-since"), modified)
    return Response(status_code=304, headers={**REVALIDATE, "ETag": tag, **last_modified(modified)}) if same else None


def read_tags(header: str) -> set[str]:
    """The ETags that a condition names, all of them as weak ones, and `*`.

    >>> sorted(read_tags('W/"a", "b", *'))
    ['*', 'W/"a"', 'W/"b"']
    """
    tags = (part.strip().removeprefix("W/") for part in header.split(","))
    return {tag if tag == "*" else f"W/{tag}" for tag in tags}


def last_modified(modified: datetime | None) -> dict[str, str]:
    """The header, where there is a time to tell."""
    return {"Last-Modified": format_datetime(modified, usegmt=True)} if modified else {}


def _is_unmodified(since: str | None, modified: datetime | None) -> bool:
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False  # a date that can't be read is no condition (RFC 9110, 13.1.3)
