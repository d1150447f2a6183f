"""Lists as files: which part of a list a file holds, and how it is sent.

Without `limit` and `cursor` a file holds the whole list. It is made while it is sent, portion by portion, so memory
stays flat; the first portion is made before the first header goes out, so that an error still is an answer of its own.
With them a file holds one page, as JSON would, with a `Link` to the next one and an `ETag`; of budgets and series, whose
JSON is grouped, a page of a file counts rows.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import IO, Any, Final, Generic, Protocol, TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.errors import InvalidParameter
from app.formats import MEDIA_TYPES, Format, Labels
from app.formats.streams import cut_portions, write_text, write_workbook
from app.formats.tables import RowTable, fact_table, model_table
from app.models.facts import Fact
from app.models.responses import Page
from app.queries import FactQuery, ReportStore
from app.queries.facts import find_body_facts, find_facts, stream_body_facts, stream_facts
from app.queries.listing import Key, Listing
from app.routers.answers import REVALIDATE, answer_page, answer_unchanged, link_next, list_members, make_tag
from app.routers.middleware import BODILESS
from app.routers.negotiation import describe_file, find_state, require_format
from app.routers.parameters import ListParameters

T = TypeVar("T")

SPREADSHEETS_AT_ONCE: Final = 2
"""How many workbooks are written at the same time; the next ones wait. Each keeps a processor busy."""

_FILE_PORTION: Final = 262_144


@dataclass(frozen=True, slots=True)
class Export(Generic[T]):
    """What of a list goes into a file, and the title of the file.

    page: the items between `cursor` and `limit`; everything: all of them, raising before the first what `page` raises.
    """

    table: RowTable[T]
    title: str
    page: Callable[[], Awaitable[Listing[T]]]
    everything: Callable[[], AsyncGenerator[T, None]]


async def answer_items(request: Request, wanted: ListParameters, export: Export[T], page: type[Page[T]]) -> Response:
    """A list in the format that is asked for."""

    async def show() -> Response:
        return answer_page(request, await export.page(), page)

    return await answer_list_as(request, wanted, export, show)


async def answer_facts(request: Request, store: ReportStore, wanted: ListParameters, query: FactQuery, title: str) -> Response:
    """Facts in the format that is asked for. Raises DepartmentNotFound where the query names a body that is not known."""
    return await answer_items(request, wanted, export_facts(store, wanted, query, title), Page[Fact])


def export_facts(store: ReportStore, wanted: ListParameters, query: FactQuery, title: str) -> Export[Fact]:
    """The facts of a query as rows."""
    sort: str | None = getattr(wanted, "sort", None)  # not every list can be sorted, or counted by values
    facets: tuple[str, ...] = getattr(wanted, "facet", ())
    find, stream = (find_facts, stream_facts) if query.body is None else (find_body_facts, stream_body_facts)
    return Export(
        fact_table(tuple(sorted(set(query.kinds)))),
        title,
        page=lambda: find(store, query, sort=sort, facets=facets),
        everything=lambda: stream(store, query, sort=sort),
    )


class FindPart(Protocol[T]):
    """Finds a part of a list that memory holds whole anyway: names of the catalogue, findings of a report."""

    def __call__(self, *, after: Key | None, limit: int) -> Awaitable[Listing[T]]: ...


async def answer_names(request: Request, wanted: ListParameters, find: FindPart[T], page: type[Page[T]], title: str) -> Response:
    """A list that memory holds whole, in the format that is asked for."""
    (item,) = page.__pydantic_generic_metadata__["args"]
    after = wanted.after(request)

    async def everything() -> AsyncGenerator[T, None]:
        for one in (await find(after=None, limit=sys.maxsize)).items:
            yield one

    found = Export(model_table(item), title, page=lambda: find(after=after, limit=wanted.limit), everything=everything)
    return await answer_items(request, wanted, found, page)


async def answer_list_as(request: Request, wanted: ListParameters, export: Export[T], show: Callable[[], Awaitable[Response]]) -> Response:
    """A list whose JSON is not its plain items, in the format that is asked for; `show` answers in JSON."""
    form = require_format(request)
    refuse_misfits(form, wanted)
    if form is Format.JSON:
        response = await show()
    elif {"limit", "cursor"} & request.query_params.keys():
        response = await _send_page(request, form, wanted.labels, export)
    else:
        response = await _send_everything(request, form, wanted.labels, export)
    response.headers.add_vary_header("Accept")
    return response


def refuse_misfits(form: Format, wanted: ListParameters) -> None:
    """Raises InvalidParameter for a parameter that the format has no place for."""
    if wanted.labels is not Labels.EN and form not in {Format.CSV, Format.XLSX}:
        raise InvalidParameter("labels", wanted.labels, "열 이름은 csv와 xlsx에만 있습니다.")
    facets: tuple[str, ...] = getattr(wanted, "facet", ())
    if facets and form is not Format.JSON:
        raise InvalidParameter("facet", ", ".join(facets), "값마다 건수는 json에만 있습니다.")


async def _send_page(request: Request, form: Format, labels: Labels, export: Export[T]) -> Response:
    found = await export.page()
    if form is Format.XLSX:
        with await _write_workbook(request, labels, export.table, _put(found.items)) as file:
            body = file.read()
    else:
        body = b"".join([part async for part in write_text(form, labels, export.table, _put(found.items))])
    tag = make_tag(body, find_state(request))
    headers = {**_describe(request, form, export.title), "ETag": tag, **link_next(request, list_members(request, found)["next"])}
    return answer_unchanged(request, tag) or Response(body, headers=headers, media_type=MEDIA_TYPES[form].names[0])


async def _send_everything(request: Request, form: Format, labels: Labels, export: Export[T]) -> Response:
    headers, media_type = _describe(request, form, export.title), MEDIA_TYPES[form].names[0]
    items = export.everything()
    portions = cut_portions(items)
    first = await anext(portions, None) or ()  # an empty tuple as the default ends in a SystemError (CPython 3.11)
    if request.scope[BODILESS]:
        return _Stream(_write_nothing(), headers, media_type, source=items)
    if form is not Format.XLSX:
        return _Stream(write_text(form, labels, export.table, _put(first, portions)), headers, media_type, source=items)
    file = await _write_workbook(request, labels, export.table, _put(first, portions))
    return _Stream(_read(file), {**headers, "Content-Length": str(file.seek(0, os.SEEK_END))}, media_type)


class _Stream(StreamingResponse):
    """A streamed answer that lets go of what it is made of as soon as it ends, however it ends."""

    def __init__(
        self,
        parts: AsyncGenerator[bytes, None],
        headers: Mapping[str, str],
        media_type: str,
        source: AsyncGenerator[Any, None] | None = None,
    ) -> None:
        super().__init__(parts, headers=headers, media_type=media_type)
        self._held = (source or parts, parts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        source, parts = self._held
        async with aclosing(source), aclosing(parts):
            await super().__call__(scope, receive, send)


def _describe(request: Request, form: Format, title: str) -> dict[str, str]:
    # the part of the address that is no name: /departments/{name}/budget gives budget
    plain = next(part for part in reversed(request.scope["route"].path.split("/")) if not part.startswith("{"))
    return {**REVALIDATE, "Content-Disposition": describe_file(title, plain, form)}


async def _write_nothing() -> AsyncGenerator[bytes, None]:
    return
    yield b""


async def _put(first: Sequence[T], rest: AsyncIterator[Sequence[T]] | None = None) -> AsyncIterator[Sequence[T]]:
    """Portions whose first one is at hand."""
    yield first
    if rest:
        async for portion in rest:
            yield portion


async def _write_workbook(request: Request, labels: Labels, table: RowTable[T], portions: AsyncIterator[Sequence[T]]) -> IO[bytes]:
    """A finished workbook in a file without a name. Raises ClientDisconnect as soon as nobody waits for it."""
    async with request.app.state.spreadsheets:
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this call: what is written is sent later
        await write_workbook(file, labels, table, _while_connected(request, portions))
    file.seek(0)
    return file


async def _while_connected(request: Request, portions: AsyncIterator[Sequence[T]]) -> AsyncIterator[Sequence[T]]:
    async for portion in portions:
        if await request.is_disconnected():
            raise ClientDisconnect
        yield portion


async def _read(file: IO[bytes]) -> AsyncGenerator[bytes, None]:
    with file:
        file.seek(0)
        while portion := await asyncio.to_thread(file.read, _FILE_PORTION):
            yield portion
