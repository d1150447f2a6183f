"""The same bytes give the same document in every process, whatever seed Python hashes its strings with there."""

import os
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import pytest

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.pipeline import finding_order

ROOT: Final = Path(__file__).parents[2]
SEEDS: Final = ("0", "1", "4242")
_READ: Final = """
import hashlib, sys
from pathlib import Path
from app.models.report import REPORT
from app.parsers.pipeline import read_report
for path in sys.argv[1:]:
    print(path, hashlib.sha256(REPORT.dump_json(read_report(Path(path).read_bytes()))).hexdigest())
"""


def digests(paths: tuple[Path, ...], seed: str) -> list[str]:
    """The digest of each document, as a process of its own makes it."""
    command = [sys.executable, "-c", _READ, *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_samples_give_the_same_bytes_in_every_process() -> None:
    paths = tuple(sorted((ROOT / "seeds").glob("*.txt")))
    first, *others = [digests(paths, seed) for seed in SEEDS]
    assert len(first) == len(paths) > 0
    assert all(other == first for other in others)


def test_real_reports_give_the_same_bytes_in_every_process(real_reports: tuple[Path, ...]) -> None:
    first, *others = [digests(real_reports, seed) for seed in SEEDS]
    assert all(other == first for other in others)


FINDING: Final = Finding(FindingCode.SUM_MISMATCH, Severity.ERROR, "다릅니다.", Span(3, 4, 1, 5), "12", "13", (Span(7, 8),))
OTHERS: Final[dict[str, Any]] = {
    "code": FindingCode.RATE_MISMATCH,
    "severity": Severity.WARNING,
    "message": "맞지 않습니다.",
    "span": Span(3, 4, 1, 6),
    "printed": "14",
    "expected": "15",
    "related": (Span(7, 9),),
}


@pytest.mark.parametrize("name", [field.name for field in fields(Finding)])
def test_findings_that_differ_in_anything_have_one_order(name: str) -> None:
    assert finding_order(FINDING) != finding_order(replace(FINDING, **{name: OTHERS[name]}))
