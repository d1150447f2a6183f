"""Documents of reports as finished JSON: large, asked for often, and never changing but for `latest`.

They are built once and kept in memory, the least recently used making room.
"""

from collections import OrderedDict

from fastapi import Request
from starlette.responses import Response

from app.models.report import ReportIdentity
from app.models.responses import Document
from app.queries import ReportStore
from app.queries.reports import build_document, require_report, require_summary
from app.routers.answers import JSON, answer_unchanged, last_modified, to_json

Key = tuple[str, bool]


class DocumentCache:
    """Finished documents by revision id and whether it is the latest; at most `max_bytes` of them."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._documents: OrderedDict[Key, bytes] = OrderedDict()

    def find(self, key: Key) -> bytes | None:
        """A finished document, now the most recently used."""
        body = self._documents.get(key)
        if body is not None:
            self._documents.move_to_end(key)
        return body

    def keep(self, document: Document) -> bytes:
        """Finish a document, and keep it where it fits."""
        key = document.id, document.latest
        body = to_json(document)
        self._bytes += len(body) - len(self._documents.pop(key, b""))
        self._documents[key] = body
        while self._bytes > self._max_bytes:
            self._bytes -= len(self._documents.popitem(last=False)[1])
        return body


def tag_document(identity: ReportIdentity) -> str:
    """The ETag of a document: a revision never changes but for being the latest."""
    return f'W/"{identity.id}{"+" if identity.latest else ""}"'


async def send_document(request: Request, store: ReportStore, report_id: str) -> Response:
    """The document of a revision, or of the latest of a series. Raises ReportNotFound."""
    summary = await require_summary(store, report_id)
    identity = summary.identity
    tag = tag_document(identity)
    unchanged = answer_unchanged(request, tag, summary.journal.at)
    if unchanged:
        return unchanged
    cache: DocumentCache = request.app.state.documents
    body = cache.find((identity.id, identity.latest))
    if body is None:
        stored = await require_report(store, identity.id)
        body = cache.keep(build_document(stored.report, identity))
    headers = {"ETag": tag, "Cache-Control": "no-cache", **last_modified(summary.journal.at)}
    return Response(body, headers=headers, media_type=JSON)
