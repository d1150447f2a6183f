"""The OpenAPI document keeps what it promises: generated requests, right and wrong, against the running service."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import every_kind, submit
from tests.live import LiveService

CONFIG = Path(__file__).with_name("schemathesis.toml")


def check_contract(service: LiveService, folder: Path, examples: int, seconds: float) -> None:
    """Every check of the tool on every call, except where answers are no JSON documents."""
    service.save(submit("r1", every_kind()), submit("r1", every_kind(), "둘"))
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={CONFIG}",
        "run",
        f"{service.url}/openapi.json",
        f"--max-examples={examples}",
        "--exclude-path=/metrics",
        "--exclude-path=/ingest/batch",
        "--generation-database=none",
        "--no-color",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "passed" in done.stdout


def test_the_contract_is_kept(service: LiveService, tmp_path: Path) -> None:
    check_contract(service, tmp_path, 3, 250)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_contract_is_kept_at_length(service: LiveService, tmp_path: Path) -> None:
    check_contract(service, tmp_path, 500, 3500)
