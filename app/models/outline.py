"""The structure of a report: sections under sections, each with its blocks.

Every non-blank line of the report belongs to exactly one block, heading or table. Page numbers, running heads,
divider pages and tables of contents are kept as `layout` blocks: accounted for, but no part of the text.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.models.quantity import Number
from app.models.span import Span, Spot


class Topic(StrEnum):
    """What a section is about; the words that lead to each stand in `app/parsers/labels`."""

    GENERAL = "general"
    ORGANISATION = "organisation"
    STAFFING = "staffing"
    DUTIES = "duties"
    FACILITIES = "facilities"
    VEHICLES = "vehicles"
    BUDGET = "budget"
    REVENUE = "revenue"
    EXPENDITURE = "expenditure"
    GOALS = "goals"
    PROJECT = "project"
    OVERVIEW = "overview"
    PLAN = "plan"
    RESULTS = "results"
    SCHEDULE = "schedule"
    EFFECTS = "effects"
    AUDIT = "audit"
    CONTENTS = "contents"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with the items printed under it."""

    marker: str | None
    text: str
    span: Span
    key: Annotated[str | None, Field(description="The words before the colon, if the item states a value.")] = None
    value: Annotated[str | None, Field(description="The words after the colon.")] = None
    children: tuple["ListItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; wrapped lines are joined by one blank."""

    text: str
    span: Span
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list with its items, nested as printed."""

    items: tuple[ListItem, ...]
    span: Span
    type: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class TableReference:
    """Where a table stands among the blocks; the table itself is in `tables`."""

    table: Annotated[str, Field(description="The table's id.", examples=["t3"])]
    span: Span
    type: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Note:
    """A note (※, *): it explains what stands around it."""

    text: str
    span: Span
    type: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Layout:
    """Print that is no content: a page number, a running head, a divider page, a contents list, a caption's unit."""

    text: str
    span: Span
    type: Literal["layout"] = "layout"


Block = Annotated[Paragraph | ItemList | TableReference | Note | Layout, Field(discriminator="type")]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it. `span` runs from the heading's line to the end of its last child."""

    id: Annotated[str, Field(description="Numbers from the root, joined by points.", examples=["1.2"])]
    level: int
    marker: Annotated[str | None, Field(description="The mark as printed: □, Ⅰ., 1., ①.", examples=["□"])]
    number: Annotated[str | None, Field(description="The number of the heading, without its punctuation.", examples=["1"])]
    title: str
    topic: Topic
    team: Annotated[str | None, Field(description="The team printed beside the title.", examples=["총무팀"])]
    span: Span
    blocks: tuple[Block, ...] = ()
    children: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column. `path` is its labels, outermost first; a merged header cell is repeated in each path below it."""

    path: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed. `value` is its number where it holds just one; `span` its lines, `at` its characters on the first of them."""

    printed: str
    value: Number | None = None
    span: Annotated[Span | None, Field(description="Where the cell stands, if its row fills more than one line or a part of one.")] = None
    at: Annotated[Spot | None, Field(description="Where its text is printed; of several lines the first. Null where it is blank.")] = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the texts of its label columns, then its cells, as many as the table has `columns`."""

    labels: tuple[str, ...]
    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `label_columns` are the paths of the columns that name a row, `columns` those that hold its cells."""

    id: Annotated[str, Field(examples=["t3"])]
    section: Annotated[str, Field(description="Id of the section it stands in.", examples=["1.2"])]
    caption: str | None
    unit: Annotated[str | None, Field(description="The unit printed for the whole table.", examples=["천원"])]
    span: Span
    label_columns: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    as_of: Annotated[str | None, Field(description="The date that the table says its figures are of, ISO 8601.")] = None
    layout: Annotated[Literal["tab", "space", "pipe", "html", "flat"], Field(description="How the table was printed.")] = "tab"
