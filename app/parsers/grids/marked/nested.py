"""Tables within a cell of a row of tabs: they are printed again as further cells of the row, and once more as rows below."""

import re
from typing import Final

from app.parsers.grids.marked.rows import Cells, Indexed
from app.parsers.lines.markup import cell_text

_INNER_TABLE: Final = re.compile(r"<table\b", re.I)
_RULED: Final = re.compile(r"[\s:\-=─━―]*")


def split_nested(rows: list[Indexed]) -> list[tuple[list[Indexed], str]]:
    """Take apart tables that were printed inside a cell and again below it.

    A row that is wider than its table's header carries the inner table's cells behind its own; where the next rows
    repeat just those cells, they are the inner table, and the surplus cells of the row say nothing new. Beside each
    block stands what the cell says right before its inner table: that is its title.
    """
    rows = [row for row in rows if row[1] and not all(_RULED.fullmatch(cell.text) for cell in row[1])]
    if not rows:
        return []
    width = len(rows[0][1])
    outer: list[Indexed] = []
    blocks = [(outer, "")]
    at = 0
    while at < len(rows):
        index, cells = rows[at]
        surplus = [cell.text for cell in cells[width:] if cell.text]
        inner = _repeated(rows, at + 1, surplus) if len(surplus) > 1 and "<" in "".join(cell.text for cell in cells[:width]) else 0
        if not inner:
            outer.append((index, cells))
            at += 1
            continue
        outer.append((index, cells[:width]))
        blocks.append((rows[at + 1 : at + 1 + inner], _told_before(cells[:width])))
        at += 1 + inner
    return [(block, told) for block, told in blocks if block]


def _told_before(cells: Cells) -> str:
    """The last item of a cell before the table in it."""
    text = next((cell.text for cell in cells if _INNER_TABLE.search(cell.text)), "")
    items = cell_text(_INNER_TABLE.split(text)[0]).split("\n") if text else [""]
    return re.split(r"\s(?=[-–○※·]\s)", items[-1])[-1].lstrip("-–○※· ").strip()


def _repeated(rows: list[Indexed], at: int, surplus: list[str]) -> int:
    """How many rows from `at` on repeat the surplus cells, in order."""
    count = 0
    while surplus and at + count < len(rows):
        texts = [cell.text for cell in rows[at + count][1] if cell.text]
        if surplus[: len(texts)] != texts:
            return 0
        surplus = surplus[len(texts) :]
        count += 1
    return 0 if surplus else count
