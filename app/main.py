"""The service: joins store, readers and routes into one application.

`create_app(settings)` makes it; its lifespan opens the store and starts the reading processes, and lets go of both.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from app import VERSION
from app.errors import StoreError
from app.ingest import Ingestor, open_ingestor
from app.reading import ReaderPool
from app.routers import across, aliases, departments, docs, governments, health, history, indicators, ingest, reports, search
from app.routers.compression import Compression
from app.routers.documents import DocumentCache
from app.routers.error_handlers import add_error_handlers
from app.routers.exports import SPREADSHEETS_AT_ONCE
from app.routers.health import Metrics
from app.routers.middleware import Envelope
from app.routers.openapi import make_openapi
from app.settings import Settings
from app.storage import open_store
from app.storage.port import ReportStore

_DESCRIPTION: Final = (
    "지방자치단체의 주요업무보고를 읽어, 값마다 형식과 출처 줄이 있는 문서로 만들고 질문에 답합니다. "
    "Reads Korean municipal work reports into documents whose every figure is typed, checked and traced to the line that prints it. "
    "Amounts are integers in won, rates percent as printed; a value that is not printed is null, never zero."
)
_ROUTERS: Final = (
    ingest.router,
    reports.router,
    history.router,
    governments.router,
    departments.router,
    aliases.router,
    indicators.router,
    across.router,
    search.router,
    health.router,
    health.plain,
    docs.router,
)
SWEEP_SECONDS: Final = 6 * 3600.0
_log = logging.getLogger("bogo")


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application, ready for an ASGI server."""
    chosen = settings or Settings()
    app = FastAPI(
        title="Bogo",
        version=VERSION,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_run,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    app.state.settings = chosen
    app.state.metrics = Metrics()
    app.state.documents = DocumentCache(chosen.document_cache_bytes)
    app.state.spreadsheets = asyncio.Semaphore(SPREADSHEETS_AT_ONCE)
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=docs.STATIC), name="static")
    app.openapi = make_openapi(app)  # type: ignore[method-assign]
    add_error_handlers(app)
    app.add_middleware(Compression)
    app.add_middleware(Envelope, observe=app.state.metrics.observe)
    return app


@asynccontextmanager
async def _run(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with open_service(settings) as (store, ingestor):
        app.state.store, app.state.ingestor = store, ingestor
        app.state.metrics.waiting.set_function(lambda: ingestor.readers.waiting)
        # What the first request would otherwise wait for: processes, and a description of all calls.
        beside = (
            asyncio.create_task(ingestor.readers.start()),
            asyncio.create_task(asyncio.to_thread(app.openapi)),
            asyncio.create_task(_keep_swept(store)),
        )
        yield
        for task in beside:
            task.cancel()


async def _keep_swept(store: ReportStore) -> None:
    """Remove now and then what writers that died have left; it was done when the store was opened."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            swept = await store.sweep(datetime.now(UTC))
        except StoreError as failed:
            _log.warning("sweeping is left to the next time: %s", failed)
        else:
            _log.info("swept %d attempts that were never published", swept)


@asynccontextmanager
async def open_service(settings: Settings) -> AsyncIterator[tuple[ReportStore, Ingestor]]:
    """Store and ingestor as the settings want them, without any HTTP. Raises StoreError."""
    store = await open_store(settings)
    try:
        readers = ReaderPool(settings.parser_workers, settings.parse_seconds, settings.max_waiting_reports)
        async with open_ingestor(store, readers, settings.max_report_bytes) as ingestor:
            yield store, ingestor
    finally:
        await store.close()
