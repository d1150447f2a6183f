"""The sample reports in `seeds/`: their whole documents, read against the text before they were kept.

`pytest --update-golden` rewrites them; the diff is read against the report before it is committed.
"""

import json
from pathlib import Path

import pytest

from app.models.report import REPORT
from app.parsers.pipeline import read_report

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_golden(path: Path, request: pytest.FixtureRequest) -> None:
    document = json.loads(REPORT.dump_json(read_report(path.read_bytes())))
    golden = GOLDEN / f"{path.stem}.json"
    if request.config.getoption("--update-golden"):
        golden.write_text(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    assert json.loads(golden.read_text()) == document
