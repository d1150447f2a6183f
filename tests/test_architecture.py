"""Who imports whom: one direction, as the house plan says."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

APP: Final = Path(__file__).parent.parent / "app"

# A part of the application -> what of ours it may import. The longest fitting name counts.
MAY_IMPORT: Final[Mapping[str, tuple[str, ...]]] = {
    "app": (),
    "app.errors": (),
    "app.settings": (),
    "app.models": ("app.models",),
    "app.parsers": ("app.parsers", "app.models", "app.errors"),
    "app.storage": ("app.storage", "app.models", "app.errors", "app.settings"),
    "app.identity": ("app.models", "app.errors"),
    "app.reading": ("app.parsers", "app.models", "app.errors"),
    "app.ingest": ("app.identity", "app.reading", "app.parsers", "app.storage.port", "app.models", "app.errors"),
    "app.reparse": ("app.ingest", "app.identity", "app.reading", "app.parsers", "app.storage.port", "app.models", "app.errors"),
    "app.queries": ("app.queries", "app.parsers", "app.storage.port", "app.models", "app.errors"),
    "app.formats": ("app.formats", "app.models"),
    "app.routers": ("app.routers", "app.ingest", "app.queries", "app.formats", "app.models", "app.errors"),
    "app.client": ("app.client", "app.models"),
    "app.dictionary": ("app.formats", "app.models"),
    "app.main": ("app",),
    "app.cli": ("app",),
}
# Drivers and frameworks -> the only places that may know of them.
ONLY_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "motor": ("app/storage/mongodb/driver.py",),
    "pymongo": ("app/storage/mongodb/driver.py",),
    "bson": ("app/storage/mongodb/driver.py",),
    "apsw": ("app/storage/",),
    "fastapi": ("app/routers/", "app/main.py", "app/cli/"),
    "starlette": ("app/routers/", "app/main.py"),
    "uvicorn": ("app/cli/",),
    "typer": ("app/cli/",),
    "httpx": ("app/cli/", "app/client/"),
    "xlsxwriter": ("app/formats/xlsx.py",),
}
# The rooms of the parser, from the ground up: each imports only from itself and from those before it.
ROOMS: Final = (
    "characters",
    "labels",
    "values",
    "evidence",
    "lines",
    "bodies",
    "prose",
    "grids",
    "outline",
    "tables",
    "places",
    "facts",
    "checks",
    "pipeline",
)
# A parser knows no I/O, no clock and no chance.
IMPURE: Final = frozenset(
    {"asyncio", "datetime.now", "io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "tempfile", "threading", "time", "uuid"}
)


def modules() -> list[Path]:
    return sorted(APP.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(APP.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file it does so; `from x import y` gives x.y."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports of ours are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_inside(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def test_the_plan_knows_every_part() -> None:
    found = {".".join(name_of(path).split(".")[:2]) for path in modules()}
    planned = {*MAY_IMPORT, "app.access", "app.charts"}
    assert found <= planned, "a new part needs a line in the plan"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    name = name_of(path)
    part = max((part for part in MAY_IMPORT if is_inside(name, part)), key=len)
    for imported in imports_of(path):
        if is_inside(imported, "app") and imported != "app.VERSION":
            assert any(is_inside(imported, allowed) for allowed in MAY_IMPORT[part]), f"{name} imports {imported}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_drivers_and_frameworks_stay_in_their_places(path: Path) -> None:
    place = path.relative_to(APP.parent).as_posix()
    for imported in imports_of(path):
        allowed = ONLY_IN.get(imported.partition(".")[0])
        assert allowed is None or place.startswith(allowed), f"{place} imports {imported}"


@pytest.mark.parametrize("path", sorted((APP / "parsers").rglob("*.py")), ids=name_of)
def test_parsers_are_pure(path: Path) -> None:
    for imported in imports_of(path):
        assert not any(is_inside(imported, impure) for impure in IMPURE), f"{name_of(path)} imports {imported}"


def room_of(name: str) -> str:
    return name.split(".")[2]


@pytest.mark.parametrize("path", sorted((APP / "parsers").glob("*/**/*.py")), ids=name_of)
def test_rooms_of_the_parser_build_on_those_below(path: Path) -> None:
    name = name_of(path)
    for imported in imports_of(path):
        if imported.startswith("app.parsers."):
            assert ROOMS.index(room_of(imported)) <= ROOMS.index(room_of(name)), f"{name} imports {imported}"


def test_every_room_of_the_parser_is_known() -> None:
    found = {room_of(f"{name_of(path)}.") for path in (APP / "parsers").rglob("*.py")} - {""}
    assert found == {*ROOMS}


def test_numbers_are_spelt_in_one_room() -> None:
    """How digits are grouped is a pattern of `values/digits.py`; the others are put together from it."""
    grouped = re.compile(r",(?:\\d|\[0-9\])\{\{?3")
    spelt = [path for path in modules() if grouped.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(APP)) for path in spelt] == ["parsers/values/digits.py"]
