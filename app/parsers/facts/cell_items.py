"""The items of a cell of words: each on a line of its own, or behind a mark, with the items that it hangs from."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.parsers.characters.inline import cut_pieces
from app.parsers.facts.stated import short_text
from app.parsers.grids import GridCell
from app.parsers.lines.lines import read_line
from app.parsers.outline.passages import Passage, build_text_units

_ITEM_BREAK: Final = re.compile(r"\s(?=[○◦□■▶▸※◆➔·]\s?[^\s○◦□■▶▸※◆➔·])|\s(?=[-–]\s\S)|\n")


def cell_passages(cell: GridCell) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """The items of a cell of words, each with the texts of the items that it hangs from, nearest first."""
    items = tuple(_cell_items(cell.text))
    lines = [read_line(cell.text[first:last], number) for number, (first, last) in enumerate(items, 1)]
    above: list[str] = []
    for unit in build_text_units(lines, range(len(lines)), frozenset(), 1):
        if unit.kind in ("item", "paragraph", "note"):
            del above[unit.depth :]
            yield _in_print(unit.passage, items, cell), tuple(reversed(above))
            if unit.kind == "item":
                above = [*above[: unit.depth], short_text(unit.passage.printed)]


def _cell_items(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the items of a cell stand in its text: they begin on a line of their own or with a mark."""
    breaks = [match.span() for match in _ITEM_BREAK.finditer(text)]
    edges = [0, *(edge for pair in breaks for edge in pair), len(text)]
    return ((first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if text[first:last].strip())


def _in_print(passage: Passage, items: Sequence[tuple[int, int]], cell: GridCell) -> Passage:
    """A passage whose lines are items of a cell, with its places in the report."""
    ends = [*(begin for begin, _, _ in passage.starts[1:]), len(passage.text)]
    starts = [
        (begin + offset, line, character)
        for (begin, item, at), end in zip(passage.starts, ends, strict=True)
        for offset, line, character in cut_pieces(cell.pieces, items[item - 1][0] + at, items[item - 1][0] + at + end - begin)
    ]
    return passage._replace(starts=tuple(starts))
