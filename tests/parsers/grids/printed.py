"""Grids in short, for tests of all layouts: the columns, how many of them name a row, and the cells of each row."""

from app.parsers.characters.normalise import split_lines
from app.parsers.grids import Grid
from app.parsers.lines.boxes import settle_rows
from app.parsers.lines.lines import read_lines
from app.parsers.lines.markup import unfold_lines
from app.parsers.lines.pipes import gather_rows
from app.parsers.pipeline import find_grids

Shown = tuple[str, int, list[str]]
"""The columns from left to right (the levels of a label joined by `>`), how many name a row, the rows (cells joined by `|`)."""


def read_grids(text: str) -> tuple[Grid, ...]:
    """Every table of a text, as printed."""
    printed = split_lines(text)
    return find_grids(settle_rows(unfold_lines(gather_rows(read_lines(text), printed), printed)))


def shown(text: str) -> list[Shown]:
    """Every table of a text, in short."""
    return [
        (
            "|".join(">".join(path) for path in grid.paths),
            grid.label_columns,
            ["|".join(cell.text for cell in row.cells) for row in grid.rows],
        )
        for grid in read_grids(text)
    ]


def tabbed(*rows: str) -> str:
    """Rows of a tab table; the examples print `|` for a tab, so that a reader sees the cells. Other lines have none."""
    return "\n".join(rows).replace("|", "\t")
