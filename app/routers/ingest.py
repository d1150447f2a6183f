"""Taking reports in, one at a time or as a stream."""

from typing import Annotated, Any, Final

from fastapi import Query, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.errors import BogoError
from app.models.responses import BatchReceipt, Document
from app.queries.reports import build_document, require_report
from app.routers.actors import Actor
from app.routers.answers import JSON
from app.routers.batch import Batch
from app.routers.bodies import BATCH_TYPES, JSON_TYPE, TEXT_TYPES, find_media_type, read_submission, to_hints
from app.routers.context import Ingest, Store, make_router, problem
from app.routers.documents import DocumentCache, tag_document
from app.routers.health import Metrics
from app.routers.parameters import HintParameters, IngestParameters
from app.routers.unpacking import find_coding, read_pieces

router = make_router("보내기 · ingest")

_EXAMPLE: Final = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\t6급\n정원\t7\t1\t6\n현원\t6\t1\t5\n"
_TEXT_SCHEMA: Final = {"type": "string", "minLength": 1, "pattern": r"\S"}
_JSON_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "text": {**_TEXT_SCHEMA, "description": "보고서 본문. The report's text."},
        "base64": {"type": "string", "format": "byte", "minLength": 4, "description": "또는 받은 바이트 그대로. Or its bytes as they are."},
        **HintParameters.model_json_schema()["properties"],
    },
    "oneOf": [{"required": ["text"]}, {"required": ["base64"]}],
    "additionalProperties": False,
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            **{media: {"schema": _TEXT_SCHEMA, "example": _EXAMPLE} for media in TEXT_TYPES},
            JSON_TYPE: {"schema": _JSON_SCHEMA, "example": {"text": _EXAMPLE, "department": "총무과", "issued": "2021-06"}},
        },
    }
}
_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: problem("본문이 JSON이 아닙니다. The body is not the JSON it says it is."),
    409: problem("같은 보고서를 다른 요청이 고치고 있습니다. Others write the same series; try again."),
    413: problem("보고서가 너무 큽니다. Too large; `limit_bytes` says how much is taken."),
    415: problem("받지 않는 형식입니다. `supported` names what is taken."),
}


@router.post(
    "/ingest",
    response_model=Document,
    status_code=201,
    responses={
        **_ERRORS,
        200: {"model": Document, "description": "바뀐 것이 없습니다. The same bytes and hints are one of its revisions already."},
    },
    openapi_extra=_BODY,
    summary="보고서 보내기 · Send one report",
)
async def ingest_report(
    request: Request, store: Store, ingestor: Ingest, actor: Actor, parameters: Annotated[IngestParameters, Query()]
) -> Response:
    """본문을 읽어 문서로 저장합니다. Reads a report and stores it as a document.

    UTF-8(BOM 포함), UTF-16, CP949를 스스로 알아보며, `Content-Encoding: gzip`, `deflate`, `zstd`를 풉니다.
    The same text and hints again change nothing (200), whichever revision is the latest, unless `force=true`; a newer text of
    the same series becomes its next revision (201).
    """
    metrics: Metrics = request.app.state.metrics
    try:
        source, hints = await read_submission(request, to_hints(parameters), ingestor.max_report_bytes)
        receipt = await ingestor.ingest(source, hints, actor=actor, force=parameters.force)
    except BogoError:
        metrics.reports.labels("refused").inc()
        raise
    identity = receipt.saved.identity
    created = receipt.saved.created
    metrics.reports.labels("created" if created else "unchanged").inc()
    # Where nothing changed, what is stored may have been read by an older parser: it is what is answered.
    report = receipt.report if created else (await require_report(store, identity.id)).report
    documents: DocumentCache = request.app.state.documents
    body = documents.keep(build_document(report, identity))
    headers = {"Location": f"/reports/{identity.id}", "ETag": tag_document(identity), "Cache-Control": "no-cache"}
    return Response(body, 201 if created else 200, headers, JSON)


class DuplexResponse(StreamingResponse):
    """A streamed answer that leaves the request's body alone: it is still being read while the answer goes out."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.stream_response(send)


@router.post(
    "/ingest/batch",
    response_class=DuplexResponse,
    responses={
        415: _ERRORS[415],
        200: {
            "description": "줄마다 접수증 또는 문제. A receipt or a problem for each line, in the order of the lines.",
            "content": {BATCH_TYPES[0]: {"schema": BatchReceipt.model_json_schema(mode="serialization")}},
        },
    },
    openapi_extra={"requestBody": {"required": False, "content": {BATCH_TYPES[0]: {"schema": _JSON_SCHEMA}}}},
    summary="여러 보고서 보내기 · Send many reports",
)
async def ingest_batch(request: Request, ingestor: Ingest, actor: Actor) -> Response:
    """한 줄에 보고서 하나(NDJSON). One report a line, `{"text": …, hints…}`; one bad line harms no other.

    Receipts stream back, in the order of the lines, while later lines are still being read: read them while you send. Only a few
    reports are held at a time; the service takes the next lines when it is ready for them.
    """
    find_media_type(request, BATCH_TYPES)
    find_coding(request.headers.getlist("content-encoding"))  # refused before the answer begins
    batch = Batch(ingestor, request.app.state.settings.batch_window, actor)
    return DuplexResponse(batch.run(read_pieces(request)), media_type=BATCH_TYPES[0], headers={"Cache-Control": "no-store"})
