"""An outline as it is drawn on a page: for tests of stages that place headings."""

from app.parsers.characters.normalise import split_lines
from app.parsers.lines.logical import logical_lines
from app.parsers.outline.placing import build_tree
from app.parsers.outline.tree import Part, Tree
from app.parsers.pipeline import find_grids


def tree_of(text: str) -> tuple[Tree, list[str]]:
    """The outline of a text, and the text of each of its lines."""
    lines = logical_lines(text, split_lines(text))
    return build_tree(lines, find_grids(lines)), [line.body for line in lines]


def outline(*lines: str) -> list[str]:
    """The headings of a report, two blanks deeper under each heading: `Ⅰ. 일반현황`."""
    tree, _ = tree_of("\n".join(lines))
    return [row for part in tree.children for row in _rows(part, "")]


def _rows(part: Part, indent: str) -> list[str]:
    own = f"{indent}{part.marker or ''} {part.title}" if part.marker else f"{indent}{part.title}"
    return [own, *(row for child in part.children for row in _rows(child, indent + "  "))]


def layout(*lines: str) -> list[str]:
    """The lines that are no text: contents lists, page numbers, running heads, rules."""
    tree, bodies = tree_of("\n".join(lines))
    return [bodies[at] for at in sorted(tree.layout)]


def part_named(title: str, *lines: str) -> Part:
    """The first heading with a title."""
    tree, _ = tree_of("\n".join(lines))
    queue = list(tree.children)
    while queue[0].title != title:
        queue = [*queue[0].children, *queue[1:]]
    return queue[0]


def under(title: str, *lines: str) -> list[str]:
    """What stands right under a heading, its own headings left out; `table` for a table."""
    _, bodies = tree_of("\n".join(lines))
    return [bodies[at] if at >= 0 else "table" for at in part_named(title, *lines).content]
