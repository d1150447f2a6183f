"""`bogo serve`: the service itself."""

import asyncio
import logging
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.config import LOG_LEVELS, LOGGING_CONFIG

from app.cli.files import find_files
from app.cli.protocol import LenientProtocol
from app.cli.screen import console, say
from app.errors import BogoError, StoreError
from app.main import create_app
from app.models.report import Hints
from app.settings import Settings
from app.storage import open_store

_GRACE_SECONDS = 20
_log = logging.getLogger("bogo")


def serve(
    host: Annotated[str | None, typer.Option(help="들을 주소. 기본 BOGO_HOST 또는 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="들을 포트, 0이면 빈 포트. 기본 BOGO_PORT 또는 8000", min=0, max=65535)] = None,
    store: Annotated[str | None, typer.Option(help="저장소 주소. 기본 BOGO_STORE_URL 또는 sqlite:///./bogo.db")] = None,
    load: Annotated[Path | None, typer.Option(help="켠 뒤 이 폴더의 보고서를 넣습니다.", exists=True, show_default=False)] = None,
) -> None:
    """서비스를 켭니다. Starts the service.

    예 · Examples:

      bogo serve

      bogo serve --load seeds --port 8080

      bogo serve --host 0.0.0.0 --store mongodb://db1,db2,db3/bogo?replicaSet=rs0
    """
    settings = override_settings(host=host, port=port, store_url=store)
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(settings, load))


def override_settings(**given: Any) -> Settings:
    """The settings of the environment, with what the command line says instead."""
    return Settings(**{name: value for name, value in given.items() if value is not None})


async def _run(settings: Settings, load: Path | None) -> None:
    await _check_store(settings)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=LenientProtocol,
        log_config=_configure_logs(settings.log_level),
        log_level=settings.log_level,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
    )
    server = uvicorn.Server(config)
    loading = asyncio.create_task(_load(server, app, load)) if load else None
    await server.serve()
    if loading:
        loading.cancel()
    if not server.started:
        raise typer.Exit(1)


def _configure_logs(level: str) -> dict[str, Any]:
    """What the service itself says goes where the server's own lines go."""
    ours = {name: {"handlers": ["default"], "level": LOG_LEVELS[level.lower()], "propagate": False} for name in ("app", "bogo")}
    return LOGGING_CONFIG | {"loggers": LOGGING_CONFIG["loggers"] | ours}


async def _check_store(settings: Settings) -> None:
    try:
        await (await open_store(settings)).close()
    except StoreError as error:
        console.print(f"{say(error)} ({error})", style="red", markup=False)
        raise typer.Exit(1) from error


async def _load(server: uvicorn.Server, app: FastAPI, folder: Path) -> None:
    while not server.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.05)
    loaded = 0
    for path in find_files([folder]):
        try:
            await app.state.ingestor.ingest(path.read_bytes(), Hints(), actor="load")
            loaded += 1
        except BogoError as error:
            _log.warning("%s was not loaded: %s", path, error)
    # uvicorn's own logger is the one that is set up to reach the terminal
    logging.getLogger("uvicorn.error").info("Loaded %d reports from %s", loaded, folder)
