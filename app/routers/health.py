"""Whether the service lives and is ready, and its figures for monitoring."""

from typing import Final

from fastapi import APIRouter, Depends, Request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from app.models.responses import Health
from app.routers.answers import JSON, to_json
from app.routers.context import Store, make_router
from app.routers.strictness import refuse_unknown_parameters

router = make_router("상태 · health")
plain = APIRouter(tags=["상태 · health"], dependencies=[Depends(refuse_unknown_parameters)])

_NOT_KEPT: Final = {"Cache-Control": "no-store"}
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """What is counted; one set for each running service."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("bogo_http_requests", "Answers given", ("method", "route", "status"), registry=self.registry)
        self.seconds = Histogram("bogo_http_seconds", "Time until answered", ("method", "route"), buckets=_SECONDS, registry=self.registry)
        self.reports = Counter("bogo_reports", "Reports sent", ("outcome",), registry=self.registry)
        self.waiting = Gauge("bogo_reports_waiting", "Reports waiting to be read", registry=self.registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note one answer. Routes are templates, never addresses as sent, so their number is bounded."""
        known = method if method in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"} else "other"
        self.requests.labels(known, route, str(status)).inc()
        self.seconds.labels(known, route).observe(seconds)


@plain.get("/livez", response_model=Health, summary="살아 있음 · Alive")
async def show_alive() -> Response:
    """프로세스가 답합니다. The process answers; nothing else is asked."""
    return Response(to_json(Health(status="ok")), headers=_NOT_KEPT, media_type=JSON)


@router.get("/readyz", response_model=Health, summary="준비됨 · Ready")
async def show_ready(store: Store) -> Response:
    """저장소까지 답합니다. The store answers too; else 503."""
    await store.ping()
    return Response(to_json(Health(status="ok")), headers=_NOT_KEPT, media_type=JSON)


@plain.get("/metrics", summary="측정값 · Metrics", responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}})
async def show_metrics(request: Request) -> Response:
    """Prometheus 형식. In Prometheus' text format."""
    metrics: Metrics = request.app.state.metrics
    return Response(generate_latest(metrics.registry), headers={**_NOT_KEPT, "Content-Type": CONTENT_TYPE_LATEST})
