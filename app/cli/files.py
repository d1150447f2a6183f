"""Which files a command means."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset({".txt", ".md", ".markdown", ".html", ".htm"})
_NO_REPORTS: Final = frozenset({"readme.md"})


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are named, and the reports of folders, in the order of their names. A missing one stays in the list."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(inner for inner in path.rglob("*") if _is_report(inner)))
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def _is_report(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in SUFFIXES and path.name.lower() not in _NO_REPORTS
