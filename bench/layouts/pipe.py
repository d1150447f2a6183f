"""Markdown: `#` headings, pipe tables, `<br>` inside cells."""

from collections.abc import Sequence

from bench.document import Grid, GridRow, Heading, Item
from bench.layouts.base import Printer, header_rows, printed_rows


class PipePrinter(Printer):
    """Prints Markdown."""

    def cover(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            self.add(f"# {line}" if number == 1 else f"**{line}**" if self.style.loose else line)
            self.gap()

    def heading(self, heading: Heading) -> None:
        self.gap()
        text = self.heading_text(heading).replace("\n\n", ". ")
        self.add(f"{'#' * (heading.level + 1)} {text}")
        self.gap()

    def item(self, item: Item, depth: int) -> None:
        key, colon, value = item.text.partition(" : ")
        text = f"**{key}** : {value}" if colon and self.style.nested_html and not depth else item.text
        self.add(f"{'  ' * depth}- {text}", item.key)
        for child in item.children:
            self.item(child, depth + 1)

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        first, *others = header_rows(grid.columns)
        self.add(_row(first))
        self.add("|" + "|".join(["---:" if self.style.loose else "---"] * len(first)) + "|")
        for header in others:
            self.add(_row(header))
        for row, cells in printed_rows(grid, rows):
            self.add(_row([cell.replace("\n", "<br>") for cell in cells]), row.key)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
