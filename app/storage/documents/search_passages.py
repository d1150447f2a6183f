"""The passages of a section, and the document by which a store finds the section again.

A section's passages are its own: its title, then its blocks in the order of print, a table where it stands among them
(caption, labels of columns, then row by row labels and cells); what stands in the sections under it is theirs. They are
listed out of the documents that a store keeps (`app/storage/documents/revisions.py`), so that what was stored earlier can be
searched without being read again.

The search document holds the folded passages, one a line, and one letter each for their kinds:

    {"section": "1.2", "path": ["일반현황", "인력"], "kinds": "tcllx", "text": "인력\\n정원 및 현원\\n구분\\n…", "keys": ["인력", …]}
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from app.models.search import BlockKind
from app.storage.asking.search_keys import find_keys, limit_keys
from app.storage.documents.folding import fold
from app.storage.documents.keys import index_key, index_year
from app.storage.documents.trees import Document

LETTERS: Final[Mapping[BlockKind, str]] = {
    BlockKind.TITLE: "t",
    BlockKind.CAPTION: "c",
    BlockKind.LABEL: "l",
    BlockKind.PARAGRAPH: "p",
    BlockKind.ITEM: "i",
    BlockKind.NOTE: "n",
    BlockKind.CELL: "x",
    BlockKind.LAYOUT: "y",
}
KINDS: Final[Mapping[str, BlockKind]] = {letter: kind for kind, letter in LETTERS.items()}
_BLOCKS: Final = {"paragraph": BlockKind.PARAGRAPH, "note": BlockKind.NOTE, "layout": BlockKind.LAYOUT}
_REPORT: Final = ("title", "government", "bureau", "department", "fiscal_year")
_NOTHING: Final[Document] = {"blocks": [], "tables": []}


class SearchPassage(NamedTuple):
    """A piece of print: what is searched is `parts[at]`; the other parts are what it is shown with."""

    block: BlockKind
    parts: Sequence[str]
    at: int
    span: Document
    table: str | None = None
    joint: str = " | "

    @property
    def text(self) -> str:
        """What is searched."""
        return self.parts[self.at]


def build_search(revision: Document, outline: Sequence[Document], contents: Iterable[Document]) -> list[Document]:
    """The search documents of a report: out of its revision, its outline's skeleton and its sections' contents."""
    by_number = {content["n"]: content for content in contents}
    shared = _share(revision)
    documents = [_build_document(section, path, by_number.get(section["n"]), shared) for path, section in _walk(outline)]
    stray = [content for content in by_number.values() if content["id"] is None]  # tables that no section of the outline has
    return documents + [_build_document(_invent_section(content), (), content, shared) for content in stray]


def list_passages(heading: Document, content: Document | None) -> list[SearchPassage]:
    """The passages of a section. `heading`: a search document; `content`: the section's document, if it has one."""
    title = " ".join(filter(None, (heading["path"][-1] if heading["path"] else None, heading.get("team"))))
    passages = [SearchPassage(BlockKind.TITLE, (title,), 0, heading["span"])] if title else []
    held = content["content"] if content else _NOTHING
    tables = {table["id"]: table for table in held["tables"]}
    for block in held["blocks"]:
        if block["type"] == "table":
            passages.extend(_list_table(tables.pop(block["table"], None)))
        elif block["type"] == "list":
            passages.extend(_list_items(block["items"]))
        elif block["text"]:
            passages.append(SearchPassage(_BLOCKS[block["type"]], (block["text"],), 0, block["span"]))
    for table in tables.values():
        passages.extend(_list_table(table))
    return passages


def fold_passages(passages: Iterable[SearchPassage]) -> tuple[str, str]:
    """The folded passages, one a line, and the letters of their kinds; what is blank is left out."""
    lines, kinds = [], []
    for passage in passages:
        if line := fold(passage.text):
            lines.append(line)
            kinds.append(LETTERS[passage.block])
    return "\n".join(lines), "".join(kinds)


def _share(revision: Document) -> Document:
    """What all search documents of a report have in common, as they are found and shown."""
    meta = revision["meta"]
    bodies = {index_key(meta.get(field)) for field in ("bureau", "department")} - {""}
    return {
        "order": revision["order"],
        "year": index_year(meta.get("fiscal_year")),
        "body_keys": sorted(bodies),
        "report": {field: meta[field] for field in _REPORT if meta.get(field) is not None},
    }


def _build_document(section: Document, path: Sequence[str], content: Document | None, shared: Document) -> Document:
    heading = {
        "n": section["n"],
        "section": section["id"],
        "path": list(path),
        "team": section.get("team"),
        "span": _find_heading(section, content),
    }
    text, kinds = fold_passages(list_passages(heading, content))
    keys: set[str] = set()
    for line in text.split("\n"):
        keys |= find_keys(line)
    return shared | heading | {"kinds": kinds, "text": text, "keys": limit_keys(keys)}


def _find_heading(section: Document, content: Document | None) -> Document:
    """The lines of a heading: from where its section begins to before whatever comes first under it."""
    blocks = content["content"]["blocks"] if content else []
    under = [int(found["span"]["first"]) for found in (*blocks[:1], *section["children"][:1])]
    first = int(section["span"]["first"])
    last = min(under) - 1 if under else int(section["span"]["last"])
    return {"first": first, "last": max(first, last)}


def _invent_section(content: Document) -> Document:
    return {"n": content["n"], "id": "", "span": content["content"]["tables"][0]["span"], "children": []}


def _walk(sections: Iterable[Document], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Document]]:
    for section in sections:
        path = (*above, section["title"])
        yield path, section
        yield from _walk(section["children"], path)


def _list_items(items: Iterable[Document]) -> Iterator[SearchPassage]:
    for item in items:
        if item["text"]:
            yield SearchPassage(BlockKind.ITEM, (item["text"],), 0, item["span"])
        yield from _list_items(item.get("children", ()))


def _list_table(table: Document | None) -> Iterator[SearchPassage]:
    if table is None:
        return
    if table["caption"]:
        yield SearchPassage(BlockKind.CAPTION, (table["caption"],), 0, table["span"], table["id"])
    yield from _list_headings(table)
    for row in table["rows"]:
        yield from _list_row(row, table["id"])


def _list_headings(table: Document) -> Iterator[SearchPassage]:
    """The labels above the columns, a merged one once."""
    seen: set[tuple[str, ...]] = set()
    for column in (*table["label_columns"], *table["columns"]):
        path = tuple(column["path"])
        for at, label in enumerate(path):
            if label and path[: at + 1] not in seen:
                seen.add(path[: at + 1])
                yield SearchPassage(BlockKind.LABEL, path[: at + 1], at, table["span"], table["id"], " > ")


def _list_row(row: Document, table: str) -> Iterator[SearchPassage]:
    labels: list[str] = row["labels"]
    parts = (*labels, *(cell["printed"] for cell in row["cells"]))
    for at, text in enumerate(parts):
        if text:
            block = BlockKind.LABEL if at < len(labels) else BlockKind.CELL
            yield SearchPassage(block, parts, at, _find_span(row, at), table)


def _find_span(row: Document, at: int) -> Any:
    cell = at - len(row["labels"])
    return (row["cells"][cell].get("span") if cell >= 0 else None) or row["span"]
