"""Reads XLSX files for tests: what a spreadsheet would show, and whether anything in them would run."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Value = str | float | bool | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows as long as the longest, and how many formulas and links it holds."""

    name: str
    rows: list[list[Value]]
    active: int


def read_workbook(content: bytes) -> list[Sheet]:
    """All sheets of a workbook, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [sheet.attrib["name"] for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")]
        shared = "xl/sharedStrings.xml"
        assert shared not in parts.namelist(), "texts stand in their cells, so that memory need not hold them"
        return [read_sheet(name, parts.read(f"xl/worksheets/sheet{number}.xml")) for number, name in enumerate(names, start=1)]


def read_sheet(name: str, content: bytes) -> Sheet:
    root = ElementTree.fromstring(content)
    rows = [{_column(cell.attrib["r"]): _value(cell) for cell in row} for row in root.iter(f"{_MAIN}row")]
    width = max((max(row) + 1 for row in rows if row), default=0)
    active = len(list(root.iter(f"{_MAIN}f"))) + len(list(root.iter(f"{_MAIN}hyperlink")))
    return Sheet(name, [[row.get(number) for number in range(width)] for row in rows], active)


def _column(reference: str) -> int:
    number = 0
    for letter in filter(str.isalpha, reference):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element) -> Value:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    held = cell.find(f"{_MAIN}v")
    if held is None or held.text is None:
        return None
    return held.text == "1" if kind == "b" else float(held.text)
