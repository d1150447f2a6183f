"""Columns separated by blanks, as text copied out of a page: headers and labels broken over lines, empty lines anywhere."""

from collections.abc import Sequence

from bench.document import Grid, GridRow, Heading, Item, TeamDuties
from bench.layouts.base import Printer, spread

_WIDTH = 52


class SpacePrinter(Printer):
    """Prints tables as words in a row."""

    def heading_text(self, heading: Heading) -> str:
        if heading.level == 2:
            return f"{heading.number} {heading.title}" + (f" {heading.team}" if heading.team else "")
        return super().heading_text(heading)

    def item(self, item: Item, depth: int) -> None:
        mark = self.sub_bullet() if depth else self.style.bullet
        self.add(_wrap(f"{mark} {item.text}"), item.key)
        self.gap()
        for child in item.children:
            self.item(child, depth + 1)

    def chart(self, rows: Sequence[GridRow]) -> None:
        for row in rows:
            self.add(f"{row.cells[1]} {row.cells[2]}\n{spread(row.cells[0])}", row.key)
            self.gap()

    def duties(self, block: TeamDuties) -> None:
        for line in (block.title, " ".join(block.teams), *(f"- {duty}" for own in block.duties for duty in own)):
            self.add(line)
            self.gap()

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        if any("\n" in cell for row in rows for cell in row.cells) and grid.columns[0] == ("부서",):
            self.prose(grid, rows)
            return
        if any("□" in row.cells[-1] for row in rows):
            self.answers(grid, rows)
            return
        self.header(grid.columns)
        for row in rows:
            self.row(row, grid.labels)
            if self.style.loose:
                self.gap()

    def prose(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        """A row's name stands before its first line alone."""
        self.add(" ".join("".join(path) for path in grid.columns))
        for row in rows:
            first, *others = row.cells[1].replace("· ", "◦ ").split("\n")
            self.add("\n\n".join((f"{row.cells[0]} {first}", *others)), row.key)
            self.gap()

    def answers(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        """Requests and answers one under another: copied out of a page, their two columns have lost their marks."""
        self.add(" ".join("".join(path) for path in grid.columns))
        for row in rows:
            request, answer = row.cells[0], row.cells[1].replace("□ ", "").replace("○", "-")
            self.gap()
            self.add("\n\n".join((_wrap(request), *answer.split("\n"))), row.key)

    def header(self, columns: Sequence[tuple[str, ...]]) -> None:
        pad = spread if self.style.padded else str
        if all(len(path) == 1 for path in columns):
            self.add(" ".join(pad(path[0]) for path in columns))
            self.gap()
            return
        groups = list(dict.fromkeys(path[0] for path in columns))
        alone = [group for group in groups if (group,) in columns]
        before = alone[: next((number for number, group in enumerate(groups) if group not in alone), 0)]
        self.add("\n".join((" ".join(pad(group) for group in before), " ".join(pad(group) for group in groups[len(before) :]))))
        self.gap()
        leaves = [path[1] for path in columns if len(path) == 2]
        self.add("\n".join("\n".join(leaf) if leaf == "소계" else leaf for leaf in leaves) if self.style.letters else " ".join(leaves))
        self.gap()

    def row(self, row: GridRow, labels: int) -> None:
        cells = list(row.cells)
        label = " ".join(cells[:labels])
        words = label.split()
        if len(words) > 2 and self.random.random() < 0.3:
            cut = len(words) - 1
            self.add(f"{' '.join(words[:cut])}\n\n{words[cut]}\n{' '.join(cells[labels:])}", row.key)
        else:
            text = " ".join(cells)
            self.add(text.replace(", ", ",\n\n", 1) if "\n" in text and self.style.loose else text, row.key)


def _wrap(text: str) -> str:
    """Break a long line at blanks, as a page does, with an empty line between its parts."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > _WIDTH:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n\n".join(lines)
