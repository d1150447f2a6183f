"""Bodies of requests: read within their limits, and understood by their media type.

The size is watched while the body arrives, so a report that is too large is refused without being held. The text of a
plain body goes on as the bytes that came: which encoding they are in is for the parser to see. A JSON body holds the
report as `text`, or byte for byte as `base64`, with the hints beside it.
"""

import base64
import binascii
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, fields, replace
from email.message import Message
from typing import Any, Final

import orjson
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.errors import BogoError, InvalidParameter, InvalidReport, MalformedBody, ReportTooLarge, UnknownParameter, UnsupportedMedia
from app.ingest import tell_text
from app.models.report import Hints
from app.routers.parameters import HintParameters
from app.routers.strictness import find_near_parameter
from app.routers.unpacking import read_pieces

TEXT_TYPES: Final = ("text/plain", "text/markdown", "text/html")
JSON_TYPE: Final = "application/json"
BATCH_TYPES: Final = ("application/x-ndjson", "application/ndjson", "application/jsonl")
CHARSETS: Final = frozenset(
    {
        *("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "us-ascii"),
        *("euc-kr", "cp949", "ms949", "windows-949", "uhc", "ks_c_5601-1987"),
    }
)
"""What a sender may call its bytes; which of them they are is seen from the bytes."""

_HINTS: Final = tuple(field.name for field in fields(Hints))
_MEMBERS: Final = ("text", "base64", *_HINTS)
# A character of one byte may be written with six in JSON (\u0020), and there are hints and braces around the text.
_JSON_FACTOR: Final = 6
_JSON_SLACK: Final = 65_536

_LONGEST_TYPE: Final = 1000
_NO_OBJECT: Final = '{"text": …} 꼴의 JSON 객체가 아닙니다'
_NO_REPORT: Final = "text와 base64 가운데 하나가 있어야 합니다"
_NO_STRING: Final = "text와 base64는 문자열이어야 합니다"
_NO_BASE64: Final = "base64를 풀 수 없습니다"


def json_limit(max_report_bytes: int) -> int:
    """How long JSON may be that holds a report of the greatest size."""
    return max_report_bytes * _JSON_FACTOR + _JSON_SLACK


async def read_submission(request: Request, query_hints: Hints, max_report_bytes: int) -> tuple[bytes, Hints]:
    """The bytes of a report and its hints. Raises UnsupportedMedia, ReportTooLarge, MalformedBody and what hints raise."""
    media_type = find_media_type(request, (*TEXT_TYPES, JSON_TYPE))
    too_large = ReportTooLarge(max_report_bytes)
    if media_type != JSON_TYPE:
        return await read_body(request, max_report_bytes, too_large), query_hints
    body = await read_body(request, json_limit(max_report_bytes), too_large)
    source, hints = parse_submission(body)
    return source, merge_hints(query_hints, hints)


def find_media_type(request: Request, supported: tuple[str, ...]) -> str:
    """The media type of a request's body; the first supported one where it names none. Raises UnsupportedMedia."""
    header = request.headers.get("content-type")
    if header is None:
        return supported[0]
    if len(header) > _LONGEST_TYPE:
        raise UnsupportedMedia(header[:200], supported)  # reading parameters takes time in the square of their number
    message = Message()
    message["content-type"] = header
    media_type, charset = message.get_content_type(), message.get_content_charset("utf-8")
    if media_type not in supported or "/" not in header:
        raise UnsupportedMedia(header[:200], supported)
    if charset not in CHARSETS:
        raise UnsupportedMedia(header[:200], [f"{media_type}; charset={name}" for name in sorted(CHARSETS)])
    return media_type


async def read_body(request: Request, limit_bytes: int, too_large: BogoError) -> bytes:
    """The whole body, unpacked. Raises `too_large` as soon as it is known to be longer than `limit_bytes`, and what unpacking does."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit_bytes:
        raise too_large
    body = bytearray()
    async for chunk in read_pieces(request):
        body += chunk
        if len(body) > limit_bytes:
            raise too_large
    return bytes(body)


def parse_submission(body: bytes) -> tuple[bytes, Hints]:
    """A JSON object with a report and its hints. Raises MalformedBody, UnknownParameter, RequestValidationError."""
    members = parse_object(body, _NO_OBJECT)
    for name in members:
        if name not in _MEMBERS:
            raise UnknownParameter(name, _MEMBERS, find_near_parameter(name, _MEMBERS))
    return _read_source(members), parse_hints({name: members[name] for name in _HINTS if name in members})


def parse_object(body: bytes, otherwise: str) -> dict[str, Any]:
    """A JSON object. Raises MalformedBody, with `otherwise` for any other JSON."""
    try:
        members = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        members = _load_recoded(body, error)
    if not isinstance(members, dict):
        raise MalformedBody(otherwise)
    return members


def _load_recoded(body: bytes, fault: orjson.JSONDecodeError) -> Any:
    """JSON is UTF-8 without a mark; what some programs write instead is told apart as the bytes of a report are."""
    try:
        return orjson.loads(tell_text(body))
    except orjson.JSONDecodeError as error:
        raise MalformedBody(_tell_place(error)) from error
    except InvalidReport as error:
        raise MalformedBody(_tell_place(fault)) from error


def _tell_place(error: orjson.JSONDecodeError) -> str:
    return f"JSON이 아닙니다 ({error.lineno}번째 줄 {error.colno}번째 글자)"


def _read_source(members: Mapping[str, Any]) -> bytes:
    if ("text" in members) == ("base64" in members):
        raise MalformedBody(_NO_REPORT)
    given = members.get("text", members.get("base64"))
    if not isinstance(given, str):
        raise MalformedBody(_NO_STRING)
    if "text" in members:
        return given.encode()
    try:
        return base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedBody(_NO_BASE64) from error


def parse_hints(given: Mapping[str, Any]) -> Hints:
    """Hints out of a JSON object. Raises RequestValidationError."""
    try:
        return to_hints(HintParameters.model_validate(given))
    except ValidationError as error:
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]) from error


def to_hints(parameters: HintParameters) -> Hints:
    """Hints as the parser takes them; an empty one says nothing."""
    return Hints(**{name: getattr(parameters, name) or None for name in _HINTS})


def merge_hints(first: Hints, second: Hints) -> Hints:
    """Both together. Raises InvalidParameter where they contradict each other."""
    for name, value in asdict(second).items():
        other = getattr(first, name)
        if value is not None and other is not None and value != other:
            raise InvalidParameter(name, value, f"주소의 매개변수에는 '{other}'(으)로 되어 있습니다.")
    return replace(first, **{name: value for name, value in asdict(second).items() if value is not None})


async def split_lines(chunks: AsyncIterator[bytes], limit_bytes: int) -> AsyncIterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers from 1; None for a line longer than `limit_bytes`, which is never held."""
    number, held, skipping = 1, bytearray(), False
    async for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for part in ended:
            too_long = skipping or len(held) + len(part) > limit_bytes
            yield number, None if too_long else bytes(held + part)
            number, held, skipping = number + 1, bytearray(), False
        skipping = skipping or len(held) + len(rest) > limit_bytes
        held = bytearray() if skipping else held + rest
    if held or skipping:
        yield number, None if skipping else bytes(held)
