"""HTML: headings, lists, and tables with spans; some reports close no cell, some put a table on one line."""

from collections.abc import Sequence
from itertools import takewhile

from bench.document import Grid, GridRow, Heading, Item
from bench.layouts.base import Printer


class HtmlPrinter(Printer):
    """Prints HTML."""

    def cover(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines):
            self.add(f"<h1>{line}</h1>" if number == 1 else f"<p>{line}</p>")

    def contents(self, titles: Sequence[str]) -> None:
        self.add("<p>목 차</p>\n<ul>")
        for number, title in enumerate(titles):
            self.add(f"<li>{self.chapter_mark(number)} {title} {self.style.leader * 12} {number * 3 + 1}</li>")
        self.add("</ul>")

    def gap(self) -> None:
        """Tags part things here, no empty lines."""

    def heading(self, heading: Heading) -> None:
        text = self.heading_text(heading).replace("\n\n", ". ")
        self.add(f"<h{heading.level + 1}>{text}</h{heading.level + 1}>")

    def note(self, text: str) -> None:
        self.add(f"<p>{text}</p>")

    def page_end(self, number: int, *, last: bool) -> None:
        if not last:
            self.add(f"<p>- {number} -</p>")

    def items(self, items: Sequence[Item]) -> None:
        self.add("<ul>")
        for item in items:
            self.item(item, 0)
        self.add("</ul>")

    def item(self, item: Item, depth: int) -> None:
        mark = f"{self.sub_bullet() if depth else self.style.bullet} " if self.style.loose else ""
        self.add(f"<li>{mark}{item.text}" + ("" if item.children else "</li>"), item.key)
        if item.children:
            self.add("<ul>")
            for child in item.children:
                self.item(child, depth + 1)
            self.add("</ul></li>")

    def grid(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        header = [f"<tr>{cells}</tr>" for cells in _header(grid.columns)]
        body = [(row.key, self.row(row, _span(grid, rows, number))) for number, row in enumerate(rows)]
        if self.style.padded:
            self.add("<table>" + "".join(header) + "".join(text for _, text in body) + "</table>")
            self.lines |= dict.fromkeys((key for key, _ in body), (len(self.out), len(self.out)))
            return
        self.add('<table border="1">\n<thead>\n' + "\n".join(header) + "\n</thead>\n<tbody>")
        for key, text in body:
            self.add(text, key)
        self.add("</tbody>\n</table>")

    def row(self, row: GridRow, span: int) -> str:
        """A row; its first cell spans so many rows, and is not printed where that is none."""
        close_cell, close_row = ("", "") if self.style.nested_html else ("</td>", "</tr>")
        opened = [f'<td rowspan="{span}">' if span > 1 else "<td>", *["<td>"] * (len(row.cells) - 1)]
        cells = [f"{tag}{cell.replace(chr(10), '<br>')}{close_cell}" for tag, cell in zip(opened, row.cells, strict=True)]
        return "<tr>" + "".join(cells if span else cells[1:]) + close_row


def _span(grid: Grid, rows: Sequence[GridRow], number: int) -> int:
    """How many rows a merged first label stands for: 0 where it stands above."""
    if not grid.merged:
        return 1
    label = rows[number].cells[0]
    if number and rows[number - 1].cells[0] == label:
        return 0
    return sum(1 for _ in takewhile(lambda row: row.cells[0] == label, rows[number:]))


def _header(columns: Sequence[tuple[str, ...]]) -> list[str]:
    """Header rows with `rowspan` and `colspan`."""
    depth, rows = max(len(path) for path in columns), []
    for level in range(depth):
        cells, position = [], 0
        while position < len(columns):
            path, width = columns[position], 1
            if level < len(path):
                if level + 1 < len(path):
                    while position + width < len(columns) and columns[position + width][: level + 1] == path[: level + 1]:
                        width += 1
                down = depth - level if level + 1 == len(path) else 1
                spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{width}"' if width > 1 else "")
                cells.append(f"<th{spans}>{path[level]}</th>")
            position += width
        rows.append("".join(cells))
    return rows
