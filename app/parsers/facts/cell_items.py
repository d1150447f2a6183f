"""The items of a cell of words: each on a line of its own, or behind a mark, with the items that it hangs from.

Where a cell was printed without its line breaks, numbers that count up from one begin its items: `1. 소모품 - 밧줄 47종 2. 보트 - …`.
What hangs from such an item is all that stands before the next number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from app.parsers.characters.inline import cut_pieces
from app.parsers.facts.stated import short_text
from app.parsers.grids import GridCell
from app.parsers.lines.lines import Line, read_line
from app.parsers.outline.passages import Passage, build_text_units

_ITEM_BREAK: Final = re.compile(r"\s(?=[○◦□■▶▸※◆➔·]\s?[^\s○◦□■▶▸※◆➔·])|\s(?=[-–]\s\S)|\n")


_NUMBER: Final = re.compile(r"(?<!\S)(?P<number>\d{1,2})\.\s+(?=[^\W\d_])")


def cell_passages(cell: GridCell) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """The items of a cell of words, each with the texts of the items that it hangs from, nearest first."""
    numbered = frozenset(_numbered(cell.text))
    items = tuple(_cell_items(cell.text, numbered))
    lines = [read_line(cell.text[first:last], number) for number, (first, last) in enumerate(items, 1)]
    starts = [at for at, (first, _) in enumerate(items) if first in numbered]
    for start, end in pairwise(dict.fromkeys((0, *starts, len(items)))):
        group = start in starts
        for passage, above in _nested(lines, range(start + group, end)):
            yield _in_print(passage, items, cell), (*above, *((_NUMBER.sub("", short_text(lines[start].raw), count=1),) if group else ()))
        if group:
            yield _in_print(build_text_units(lines, (start,), frozenset(), 0)[0].passage, items, cell), ()


def _nested(lines: Sequence[Line], content: range) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """The passages of some lines with the texts of those that they hang from, nearest first."""
    above: list[str] = []
    for unit in build_text_units(lines, content, frozenset(), 1):
        if unit.kind in ("item", "paragraph", "note"):
            del above[unit.depth :]
            yield unit.passage, tuple(reversed(above))
            if unit.kind == "item":
                above = [*above[: unit.depth], short_text(unit.passage.printed)]


def _numbered(text: str) -> Iterator[int]:
    """Where the items of a text begin that are numbered from one on; none where only one is."""
    found = {int(match["number"]): match.start() for match in reversed(tuple(_NUMBER.finditer(text)))}
    last = next((number for number in range(1, len(found) + 2) if found.get(number + 1, -1) <= found.get(number, -1)), 0)
    if last > 1:
        yield from (found[number] for number in range(1, last + 1))


def _cell_items(text: str, numbered: frozenset[int]) -> Iterator[tuple[int, int]]:
    """From where to where the items of a cell stand in its text: they begin on a line of their own, or with a mark or a number."""
    breaks = {match.span() for match in _ITEM_BREAK.finditer(text)} | {(at - 1, at) for at in numbered if at}
    edges = [0, *(edge for pair in sorted(breaks) for edge in pair), len(text)]
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
