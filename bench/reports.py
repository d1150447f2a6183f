"""The reports that the measurements read: the real ones that BOGO_TEST_REPORTS names, else the samples in seeds/."""

import os
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def find_reports() -> tuple[Path, ...]:
    """Every `.txt` of the folder, in the order of their names."""
    folder = Path(os.environ.get("BOGO_TEST_REPORTS") or SEEDS)
    return tuple(sorted(folder.glob("*.txt")))
