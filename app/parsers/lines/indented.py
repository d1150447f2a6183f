"""HTML whose tags are indented with tabs: the tabs part no cells there.

A page's source indents what stands inside a tag. Where a line begins with a tag that opens a block, tabs at the beginning of the
lines down to its end tag are blanks. A cell of a row of tabs may hold tags as well; before those there are words, or they are
never closed, and such a line keeps its cells.

>>> from app.parsers.lines.lines import read_lines
>>> printed = ["\\t<ul>", "\\t\\t<li>가", "\\t\\t나</li>", "\\t</ul>", "\\t다"]
>>> [line.layout for line in free_indented(read_lines("\\n".join(printed)), printed)]
['space', 'space', 'space', 'space', 'tab']
"""

import re
from collections.abc import Sequence
from typing import Final

from app.parsers.lines.lines import Line, shown_line

_OPENING: Final = re.compile(r"\s*<(?:ul|ol|dl|table|div|section|article|form|fieldset)\b", re.I)
_BLOCK: Final = re.compile(r"<(?P<close>/?)(?:ul|ol|dl|table|div|section|article|form|fieldset)\b", re.I)


def free_indented(lines: Sequence[Line], printed: Sequence[str]) -> tuple[Line, ...]:
    """The lines, those of indented HTML as lines of text."""
    if not any(line.layout == "tab" and "<" in line.body for line in lines):
        return tuple(lines)
    inside = _inside(printed)
    return tuple(
        shown_line(printed[line.number - 1], line.number, line.indent, line.end)
        if line.layout == "tab" and line.body and inside[line.number - 1]
        else line
        for line in lines
    )


def _inside(printed: Sequence[str]) -> list[bool]:
    """Whether each line lies within a block that a line begins with and that is closed."""
    inside = [False] * len(printed)
    depth = start = 0
    for at, received in enumerate(printed):
        if not depth and not _OPENING.match(received):
            continue
        start = start if depth else at
        depth = max(0, depth + sum(-1 if tag["close"] else 1 for tag in _BLOCK.finditer(received)))
        if not depth:
            inside[start : at + 1] = [True] * (at + 1 - start)
    return inside
