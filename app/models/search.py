"""What a search finds: sections of reports, each with the passages that hold the words.

A *passage* is one piece of print that is searched as a whole: a section's title, a paragraph, an item of a list, a note, a
caption, a label of a table, a cell, or print that is no content (a page number, a running head, a contents list).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.models.span import Span


class BlockKind(StrEnum):
    """What kind of print a passage is."""

    TITLE = "title"
    CAPTION = "caption"
    LABEL = "label"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    CELL = "cell"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Highlight:
    """Where a word stands in a snippet's text, in characters (Unicode code points)."""

    start: Annotated[int, Field(description="First character, counted from 0.", examples=[4])]
    end: Annotated[int, Field(description="The character after the last one.", examples=[6])]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage as it is shown: plain text, cut around the first word where it is long (`…`), with the words' places."""

    block: Annotated[BlockKind, Field(description="제목, 표 제목, 표 머리, 문단, 항목, 주석, 칸, 쪽 장식. What kind of print it is.")]
    table: Annotated[str | None, Field(description="The table it stands in.", examples=["t3"])]
    span: Annotated[Span, Field(description="The lines of the report that print it.")]
    text: Annotated[
        str,
        Field(
            description="표의 칸은 줄 전체를 보여 줍니다. "
            "Plain text. A cell is shown with its row (` | `), a column's label below those above it (` > `)."
        ),
    ]
    highlights: Annotated[tuple[Highlight, ...], Field(description="In the order of the text; they do not overlap.")]


@dataclass(frozen=True, slots=True)
class FoundSection:
    """The section that a hit is."""

    id: Annotated[str, Field(examples=["1.2"])]
    title: str
    path: Annotated[tuple[str, ...], Field(description="Titles from the root to the section.")]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One section that holds all words in its own title, blocks and tables (not in those of the sections under it)."""

    report_id: Annotated[str, Field(examples=["rdgk3m2qf7abcdef.2"])]
    title: Annotated[str | None, Field(description="The report's title.")]
    government: str | None
    bureau: str | None
    department: str | None
    fiscal_year: int | None
    section: FoundSection
    passages: Annotated[int, Field(description="How many passages of the section hold one of the words.")]
    snippets: Annotated[
        tuple[Snippet, ...], Field(description="The best passage first; further ones where it does not hold all words.", min_length=1)
    ]
