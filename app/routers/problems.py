"""Errors over HTTP: one shape, `application/problem+json` (RFC 9457).

    {"type": "urn:bogo:problem:department-not-found", "title": "No such department", "status": 404,
     "detail": "'총무가'에 해당하는 부서를 찾을 수 없습니다. …", "instance": "/departments/…/budget", "request_id": "…",
     "near": ["총무과"]}

`type` is stable and made of the error's class name; `title` is its short English name; `detail` is for the person who
reads it. Errors know nothing of HTTP: the table below gives each class of `app/errors.py` its status and its words,
and a class without a row of its own has that of its nearest ancestor.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from app import errors

URN: Final = "urn:bogo:problem:"
MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """How one class of errors looks from outside. `detail` makes the Korean sentence, `facts` the extra members."""

    status: int
    title: str
    detail: Callable[[Any], str]
    facts: tuple[str, ...] = ()
    retry_seconds: int | None = None


def _near(words: str, near: tuple[str, ...]) -> str:
    return f"{words} 비슷한 이름: {', '.join(near)}." if near else words


def _not_found(what: str) -> Callable[[errors.NotFound], str]:
    return lambda error: _near(f"'{error.name}'에 해당하는 {what} 찾을 수 없습니다.", error.near)


def _unknown_parameter(error: errors.UnknownParameter) -> str:
    words = f"'{error.name}'은(는) 이 호출에 없는 매개변수입니다."
    if error.near:
        return f"{words} '{error.near}'을(를) 뜻하셨습니까?"
    return f"{words} 쓸 수 있는 매개변수: {', '.join(error.known)}." if error.known else f"{words} 이 호출에는 매개변수가 없습니다."


KINDS: Final[Mapping[type[errors.BogoError], Kind]] = {
    errors.BogoError: Kind(500, "Internal error", lambda _: "서비스 내부 오류가 발생했습니다."),
    errors.InvalidReport: Kind(422, "Unreadable report", lambda _: "보고서로 읽을 수 없습니다."),
    errors.EmptyReport: Kind(422, "Empty report", lambda _: "보고서에 글자가 하나도 없습니다."),
    errors.BinaryReport: Kind(
        422,
        "Not a text",
        lambda error: f"{error.offset}번째 바이트(0부터)가 제어 문자입니다. 텍스트 보고서가 아닙니다.",
        ("offset",),
    ),
    errors.UndecodableReport: Kind(
        422,
        "Undecodable bytes",
        lambda error: f"{error.offset}번째 바이트(0부터)를 {', '.join(error.encodings)} 문자로 읽을 수 없습니다.",
        ("offset", "encodings"),
    ),
    errors.GarbledReport: Kind(
        422,
        "Garbled text",
        lambda error: f"본문의 글자가 깨져 있습니다: {error.mistake}로 보입니다. 처음 파일의 바이트를 그대로 보내십시오.",
        ("mistake",),
    ),
    errors.TooManyNumbers: Kind(
        413,
        "Too many numbers",
        lambda error: f"보고서 하나에는 숫자가 {error.limit_numbers:,}개까지 있을 수 있습니다. 장별로 나누어 보내십시오.",
        ("limit_numbers",),
    ),
    errors.ReportTooLarge: Kind(
        413,
        "Report too large",
        lambda error: f"보고서는 {error.limit_bytes:,}바이트까지 받습니다.",
        ("limit_bytes",),
    ),
    errors.InvalidRequest: Kind(422, "Invalid request", lambda _: "요청이 올바르지 않습니다."),
    errors.MalformedBody: Kind(400, "Malformed body", lambda error: f"본문을 읽을 수 없습니다: {error.reason}", ("reason",)),
    errors.BodyTooLarge: Kind(
        413, "Body too large", lambda error: f"요청 본문은 {error.limit_bytes:,}바이트까지 받습니다.", ("limit_bytes",)
    ),
    errors.UnsupportedMedia: Kind(
        415,
        "Unsupported media type",
        lambda error: f"'{error.media_type}' 형식은 받지 않습니다. 받는 형식: {', '.join(error.supported)}.",
        ("media_type", "supported"),
    ),
    errors.UnsupportedCoding: Kind(
        415,
        "Unsupported content coding",
        lambda error: f"Content-Encoding '{error.coding}'은(는) 풀 수 없습니다. 풀 수 있는 방식: {', '.join(error.supported)}.",
        ("coding", "supported"),
    ),
    errors.NotAcceptable: Kind(
        406,
        "Not acceptable",
        lambda error: f"'{error.accept}' 형식으로는 답할 수 없습니다. 답할 수 있는 형식: {', '.join(error.supported)}.",
        ("accept", "supported"),
    ),
    errors.UnknownParameter: Kind(422, "Unknown parameter", _unknown_parameter, ("name", "near", "known")),
    errors.InvalidParameter: Kind(
        422,
        "Invalid parameter",
        lambda error: f"매개변수 '{error.name}'의 값 '{error.value}'이(가) 올바르지 않습니다: {error.reason}",
        ("name", "value", "reason"),
    ),
    errors.InvalidCursor: Kind(
        422,
        "Invalid cursor",
        lambda _: "이 호출에서 받은 cursor가 아닙니다. 앞 응답의 next 값을 같은 조건으로 보내십시오.",
    ),
    errors.OutdatedCursor: Kind(
        422, "Outdated cursor", lambda _: "그 사이에 따라가는 이름이 바뀌었습니다. cursor 없이 첫 쪽부터 다시 읽으십시오."
    ),
    errors.AliasCycle: Kind(
        422,
        "Alias cycle",
        lambda error: f"이름이 돌아서 제자리로 옵니다: {' → '.join(error.names)}.",
        ("names",),
    ),
    errors.PreconditionFailed: Kind(412, "Precondition failed", lambda _: "그 사이에 바뀌었습니다. 다시 읽고 새 ETag로 보내십시오."),
    errors.NotFound: Kind(404, "Not found", _not_found("것을"), ("name", "near")),
    errors.ReportNotFound: Kind(404, "No such report", _not_found("보고서를"), ("name", "near")),
    errors.SectionNotFound: Kind(404, "No such section", _not_found("절을"), ("name", "near")),
    errors.TableNotFound: Kind(404, "No such table", _not_found("표를"), ("name", "near")),
    errors.FactNotFound: Kind(404, "No such fact", _not_found("사실을"), ("name", "near")),
    errors.GovernmentNotFound: Kind(404, "No such government", _not_found("지방자치단체를"), ("name", "near")),
    errors.DepartmentNotFound: Kind(404, "No such department", _not_found("부서를"), ("name", "near")),
    errors.AliasesNotFound: Kind(404, "No such aliases", _not_found("다른 이름이 적힌 부서를"), ("name", "near")),
    errors.IndicatorNotFound: Kind(404, "No such indicator", _not_found("지표를"), ("name", "near")),
    errors.ReaderError: Kind(500, "Reading failed", lambda _: "보고서를 읽는 중 오류가 발생했습니다."),
    errors.ReaderBusy: Kind(
        503,
        "Too many reports",
        lambda error: f"읽기를 기다리는 보고서가 {error.waiting}건 있습니다. 잠시 뒤 다시 보내십시오.",
        ("waiting",),
        retry_seconds=5,
    ),
    errors.ReaderTimeout: Kind(
        503,
        "Reading took too long",
        lambda error: f"보고서를 {error.limit_seconds:g}초 안에 읽지 못했습니다.",
        ("limit_seconds",),
        retry_seconds=30,
    ),
    errors.ReaderCrashed: Kind(500, "Reading failed", lambda _: "보고서를 읽던 프로세스가 두 번 중단되었습니다."),
    errors.StoreError: Kind(500, "Store failed", lambda _: "저장소 오류가 발생했습니다."),
    errors.StoreUnavailable: Kind(
        503, "Store unavailable", lambda _: "저장소가 응답하지 않습니다. 잠시 뒤 다시 시도하십시오.", retry_seconds=5
    ),
    errors.StoreConflict: Kind(
        409,
        "Store conflict",
        lambda _: "같은 보고서를 다른 요청이 계속 고치고 있습니다. 잠시 뒤 다시 시도하십시오.",
        ("series_id",),
        retry_seconds=1,
    ),
    errors.StoreDamaged: Kind(500, "Store damaged", lambda _: "저장된 자료가 손상되었습니다. 관리자에게 알리십시오."),
    errors.TransferRefused: Kind(500, "Transfer refused", lambda _: "옮길 자료가 손상되었거나 저장소에 있는 것과 맞지 않습니다."),
    errors.StoreTooNew: Kind(500, "Store too new", lambda _: "저장소가 더 새로운 버전의 프로그램으로 만들어졌습니다.", ("found", "known")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is answered: the members of the JSON object, without those of the request, and the headers beside it."""

    status: int
    members: Mapping[str, Any]
    headers: Mapping[str, str]


def describe(error: errors.BogoError) -> Problem:
    """The problem that an error of ours is.

    >>> describe(errors.ReportTooLarge(10)).members["type"]
    'urn:bogo:problem:report-too-large'
    """
    kind = next(KINDS[ancestor] for ancestor in type(error).__mro__ if ancestor in KINDS)
    members = {
        "type": URN + kebab(type(error).__name__),
        "title": kind.title,
        "status": kind.status,
        "detail": kind.detail(error),
        **{fact: getattr(error, fact) for fact in kind.facts},
    }
    return Problem(kind.status, members, {"Retry-After": str(kind.retry_seconds)} if kind.retry_seconds else {})


def kebab(name: str) -> str:
    """A class name as a part of an address.

    >>> kebab("ReportTooLarge")
    'report-too-large'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


# What pydantic calls a fault -> what a person is told; `{…}` are the limits that pydantic names.
REASONS: Final[Mapping[str, str]] = {
    "missing": "꼭 있어야 합니다.",
    "int_parsing": "정수여야 합니다.",
    "int_from_float": "정수여야 합니다.",
    "int_parsing_size": "너무 큰 수입니다.",
    "bool_parsing": "true 또는 false여야 합니다.",
    "string_type": "문자열이어야 합니다.",
    "tuple_type": "목록이어야 합니다.",
    "model_type": "JSON 객체여야 합니다.",
    "too_long": "{max_length}개 이하여야 합니다.",
    "extra_forbidden": "없는 항목입니다.",
    "greater_than_equal": "{ge} 이상이어야 합니다.",
    "less_than_equal": "{le} 이하여야 합니다.",
    "enum": "다음 가운데 하나여야 합니다: {expected}",
    "literal_error": "다음 가운데 하나여야 합니다: {expected}",
    "string_too_short": "{min_length}자 이상이어야 합니다.",
    "string_too_long": "{max_length}자 이하여야 합니다.",
    "string_pattern_mismatch": "{pattern} 꼴이어야 합니다.",
    "datetime_parsing": "ISO 8601 시각이어야 합니다. 예: 2024-01-31T09:00:00+09:00",
    "datetime_from_date_parsing": "ISO 8601 시각이어야 합니다. 예: 2024-01-31T09:00:00+09:00",
}


def describe_faults(faults: Sequence[Mapping[str, Any]]) -> Problem:
    """The problem of parameters or members that a model refuses: the first one in words, all of them in `errors`."""
    found = [_describe_fault(fault) for fault in faults]
    problem = describe(found[0])
    members = {**problem.members, "errors": [{"name": fault.name, "reason": fault.reason} for fault in found]}
    return Problem(problem.status, members, problem.headers)


def _describe_fault(fault: Mapping[str, Any]) -> errors.InvalidParameter:
    where, *place = fault["loc"]
    # A parameter is one word; which of its values and of its forms did not fit is for the one who wrote the model.
    name = _name_place(place[:1] if where == "query" else place)
    reason = REASONS.get(fault["type"], "{msg}").format(**{"msg": fault["msg"], **fault.get("ctx", {})})
    return errors.InvalidParameter(name, str(fault.get("input", ""))[:200], reason)


def _name_place(place: Sequence[str | int]) -> str:
    """Which parameter or member, of those around it.

    >>> _name_place(("fiscal_year", 0)), _name_place(("aliases", 2, "first"))
    ('fiscal_year', 'aliases[2].first')
    """
    words = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    return words[: words.rfind("[")] if words.endswith("]") else words


# What the framework refuses before anything of ours is asked.
HTTP_DETAILS: Final[Mapping[int, tuple[str, str]]] = {
    400: ("Bad request", "요청을 읽을 수 없습니다."),
    404: ("No such address", "이 주소에는 아무것도 없습니다. /docs 에서 호출 목록을 보십시오."),
    405: ("Method not allowed", "이 주소에서 쓸 수 없는 메서드입니다."),
    413: ("Content too large", "요청 본문이 너무 큽니다."),
    500: ("Internal error", "서비스 내부 오류가 발생했습니다. request_id와 함께 관리자에게 알리십시오."),
}


def describe_status(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem of a bare HTTP status."""
    title, korean = HTTP_DETAILS.get(status, (HTTPStatus(status).phrase, detail))
    slug = re.sub(r"[^a-z]+", "-", title.lower()).strip("-")
    return Problem(status, {"type": URN + slug, "title": title, "status": status, "detail": korean}, dict(headers or {}))
