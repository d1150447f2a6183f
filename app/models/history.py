"""What the calls about history answer: who did what, and what a newer text says otherwise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.models.answer import Answer
from app.models.facts import Fact
from app.models.responses import NextCursor, ReportItem, Total, TotalAtLeast

ActionName = Literal["ingest", "delete", "reparse", "alias"]
ChangeName = Literal["appeared", "vanished", "changed"]


class JournalItem(Answer):
    """One thing that was done. It is read off the revision that it made, so the two cannot disagree.

    A change of a department's other names makes a version of its government's book: `aliases:<government>.<version>`.
    """

    at: datetime
    actor: Annotated[str, Field(description="누가. The caller's name, `cli`, or `anonymous`.", examples=["세무시스템"])]
    action: ActionName
    report_id: Annotated[str, Field(description="The revision that it made.", examples=["rdgk3m2qf7abcdef.2"])]
    series_id: str
    revision: int
    before_sha256: Annotated[
        str | None, Field(description="Digest of the text that was the latest before; of a book of aliases, of the names.")
    ]
    after_sha256: Annotated[
        str | None, Field(description="Digest of the text that was sent; null where it was taken away. Of a book of aliases, of the names.")
    ]


class FieldChange(Answer):
    """One value of a fact that is another now."""

    name: Annotated[str, Field(examples=["executed_won"])]
    before: JsonValue
    after: JsonValue


class FactChange(Answer):
    """A fact that appeared, vanished, or has other values now."""

    change: ChangeName
    kind: str
    before: Fact | None
    after: Fact | None
    fields: Annotated[tuple[FieldChange, ...], Field(description="What differs; empty where there is only one of the two.")]
    before_lines: Annotated[tuple[str, ...], Field(description="The printed lines of `before`, as received.")]
    after_lines: Annotated[tuple[str, ...], Field(description="The printed lines of `after`, as received.")]


class ChangeCounts(Answer):
    """How many facts of each fate."""

    appeared: int
    vanished: int
    changed: int
    unchanged: int


class ReportDiff(Answer):
    """What one revision says otherwise than another, page by page; the counts are over all pages and kinds."""

    before: ReportItem
    after: ReportItem
    counts: ChangeCounts
    kinds: Annotated[Mapping[str, ChangeCounts], Field(description="The same per kind of fact.")]
    items: tuple[FactChange, ...]
    next: NextCursor
    total: Total = None
    total_at_least: TotalAtLeast = None
