"""Services that the route tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import LiveService, run_service
from tests.mongodb_server import MongoServer


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LiveService]:
    """A service with an empty store."""
    with run_service(tmp_path, parser_workers=1) as running:
        yield running


@pytest.fixture(scope="module", params=["sqlite", "mongodb"])
def any_store_url(request: pytest.FixtureRequest, mongodb_server: MongoServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the empty store of a module may be opened: its tests run on both databases, one after the other."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('store') / 'bogo.db'}"
    else:
        with mongodb_server.fresh_database() as url:
            yield url
