"""Services that the route tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import LiveService, run_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[LiveService]:
    """A service with an empty store."""
    with run_service(tmp_path, parser_workers=1) as running:
        yield running
