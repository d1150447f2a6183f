"""What the routes have of the running service, and the marks that all of them share."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request

from app.formats import MEDIA_TYPES, Format
from app.ingest import Ingestor
from app.queries import ReportStore
from app.routers.problems import MEDIA_TYPE
from app.routers.strictness import refuse_unknown_parameters


def _get_store(request: Request) -> ReportStore:
    store: ReportStore = request.app.state.store
    return store


def _get_ingestor(request: Request) -> Ingestor:
    ingestor: Ingestor = request.app.state.ingestor
    return ingestor


Store = Annotated[ReportStore, Depends(_get_store)]
Ingest = Annotated[Ingestor, Depends(_get_ingestor)]


def problem(description: str) -> dict[str, Any]:
    """The OpenAPI description of one error answer."""
    return {"description": description, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}}


INVALID: Final = problem("매개변수가 틀렸거나 이 호출에 없습니다. An unknown or impossible parameter; `near` names the likely one.")
NOT_FOUND: Final = problem("찾을 수 없습니다. Not found; `near` holds similar names.")
UNAVAILABLE: Final = problem("저장소나 읽기 프로세스가 답하지 못합니다. Come back after `Retry-After` seconds.")
FAILED: Final = problem("내부 오류. Our own fault; the log has it under `request_id`.")

SHARED: Final[dict[int | str, dict[str, Any]]] = {422: INVALID, 500: FAILED, 503: UNAVAILABLE}
NAMED: Final[dict[int | str, dict[str, Any]]] = {404: NOT_FOUND}

LISTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {media.names[0]: {"schema": {"type": "string"}} for form, media in MEDIA_TYPES.items() if form is not Format.JSON}},
    406: problem("`Accept`에 답할 수 있는 형식이 없습니다. Nothing that `Accept` takes; `supported` names what there is."),
}
"""Of lists that can also be files (`app/routers/exports.py`)."""


def make_router(tag: str) -> APIRouter:
    """A router whose calls refuse unknown parameters and document their errors."""
    return APIRouter(tags=[tag], dependencies=[Depends(refuse_unknown_parameters)], responses=SHARED)
