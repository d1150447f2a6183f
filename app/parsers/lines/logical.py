"""The logical lines of a text: what is read out of the printed lines before anything is asked about their meaning.

Each step makes lines of what several lines are, or several of what one is: cells that run over lines, drawn tables, rows between bars,
HTML, and last the rows that are none.
"""

from collections.abc import Sequence

from app.parsers.lines.boxes import settle_rows
from app.parsers.lines.drawn import gather_drawn
from app.parsers.lines.indented import free_indented
from app.parsers.lines.lines import Line, read_lines
from app.parsers.lines.markup import unfold_lines
from app.parsers.lines.pipes import gather_rows
from app.parsers.lines.quoted import gather_quoted


def logical_lines(text: str, printed: Sequence[str]) -> tuple[Line, ...]:
    """Every line that the rules read; `printed` are the lines as received."""
    lines = free_indented(read_lines(text), printed)
    for gather in (gather_quoted, gather_drawn, gather_rows, unfold_lines):
        lines = gather(lines, printed)
    return settle_rows(lines)
