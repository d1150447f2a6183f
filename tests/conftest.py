"""Fixtures that all tests share: stores of both kinds, a MongoDB server, the real reports."""

import encodings.iso2022_kr  # noqa: F401
import multiprocessing.popen_forkserver
import multiprocessing.synchronize  # noqa: F401
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

# These, encodings and multiprocessing above too, are first asked for in the middle of a request: in the thread of a
# service, where compiling them beside another thread can fail (CPython 3.11).
import anyio._backends._asyncio  # noqa: F401
import fastapi.telemetry._runtime  # noqa: F401
import pytest

from app.settings import Settings
from app.storage import open_store
from app.storage.port import ReportStore
from tests.mongodb_server import MongoServer, build_server, run_server

_SERVER: pytest.StashKey[str] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="Run the long tests too.")
    parser.addoption("--update-golden", action="store_true", help="Rewrite the golden files; read the diff before you keep it.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--soak"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="only with --soak"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Build the server before the first test, whose time limit is not meant for that."""
    needed = {"mongodb_server", "mongodb_url", "store_url"}
    if any(needed & set(getattr(item, "fixturenames", ())) for item in session.items) and not session.config.option.collectonly:
        build_server()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if product := config.stash.get(_SERVER, None):
        terminalreporter.write_line(f"MongoDB tests ran against {product}")


@pytest.fixture(scope="session")
def mongodb_server(pytestconfig: pytest.Config) -> Iterator[MongoServer]:
    """A server that speaks MongoDB's protocol; the summary at the end says which."""
    with run_server() as server:
        pytestconfig.stash[_SERVER] = server.product
        yield server


@pytest.fixture
def mongodb_url(mongodb_server: MongoServer) -> Iterator[str]:
    """An empty database of its own."""
    with mongodb_server.fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store may be opened: each test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bogo.db"
    url: str = request.getfixturevalue("mongodb_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[ReportStore]:
    """An empty store, on both databases in turn."""
    opened = await open_store(Settings(store_url=store_url))
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite_store(tmp_path: Path) -> AsyncIterator[ReportStore]:
    """An empty store in a file."""
    opened = await open_store(Settings(store_url=f"sqlite:///{tmp_path}/bogo.db"))
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def real_pages() -> tuple[Path, ...]:
    """Pages of all sorts in the folders that BOGO_TEST_PAGES names, parted as in a search path."""
    folders = os.environ.get("BOGO_TEST_PAGES")
    if not folders:
        pytest.skip("BOGO_TEST_PAGES names no folders of real pages")
    found = tuple(sorted(path for folder in folders.split(os.pathsep) for path in Path(folder).glob("*.txt")))
    assert found, f"no pages in {folders}"
    return found


@pytest.fixture(scope="session")
def real_reports() -> tuple[Path, ...]:
    """The reports in the folder that BOGO_TEST_REPORTS names."""
    folder = os.environ.get("BOGO_TEST_REPORTS")
    if not folder:
        pytest.skip("BOGO_TEST_REPORTS names no folder of real reports")
    found = tuple(sorted(Path(folder).glob("*.txt")))
    assert found, f"no reports in {folder}"
    return found
