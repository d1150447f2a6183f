"""Grids in short, for tests of all layouts: the columns, how many of them name a row, and the cells of each row."""

from app.parsers.characters.normalise import split_lines
from app.parsers.grids import Grid
from app.parsers.lines.logical import logical_lines
from app.parsers.pipeline import find_grids

Shown = tuple[str, int, list[str]]
"""The columns from left to right (the levels of a label joined by `>`), how many name a row, the rows (cells joined by `|`)."""


def read_grids(text: str) -> tuple[Grid, ...]:
    """Every table of a text, as printed."""
    return find_grids(logical_lines(text, split_lines(text)))


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
