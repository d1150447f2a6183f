"""What a database must do to keep reports. Two of them do it: SQLite and MongoDB.

`app/storage/library.py` decides what is kept and answered; a backend keeps documents, publishes, and finds. It owes
four things, each in whatever way its database allows:

- `publish` is all or nothing, and tells whether the number was still free;
- what `find_sheets` and `find_summaries` answer belongs to one moment: of every series one published revision, all of it;
- a head never moves backward, and whoever finds one behind moves it on before answering;
- none of the driver's errors gets out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from app.storage.asking.selection import JournalCursor, JournalFilter, ReportFilter, SearchFilter, SheetFilter
from app.storage.documents.gists import GistTest
from app.storage.documents.revisions import Parts, StoredParts
from app.storage.documents.trees import Document


class SheetEntry(NamedTuple):
    """A sheet as its index knows it: where it stands among all, how to fetch it, whose it is, how many facts it holds."""

    order: str
    key: int | str
    series_id: str
    revision: int
    facts: int


class SectionEntry(NamedTuple):
    """A section as the index of words knows it: the place of its report among all, how to fetch it, and whose it is."""

    order: str
    key: int | str
    series_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A revision with its details, and all documents of its attempt."""

    revision: Document
    parts: StoredParts


class Backend(Protocol):
    """A database. Revisions are documents without `details` unless said otherwise."""

    async def publish(self, parts: Parts | None, revision: Document) -> bool:
        """Make a revision, and the parts it stands on, visible at once. False when its number is taken; then nothing is."""
        ...

    async def abandon(self, parts: Parts) -> None:
        """Remove what was written of parts that were not published and will not be."""
        ...

    async def find_newest(self, series_id: str) -> Document | None:
        """The newest revision of a series, be it a tombstone."""
        ...

    async def find_revision(self, series_id: str, number: int) -> Document | None:
        """One revision, be it a tombstone."""
        ...

    async def find_revisions(self, series_id: str) -> Sequence[Document]:
        """All revisions of a series, newest first."""
        ...

    async def find_whole(self, revision: Document) -> Whole:
        """Everything of a revision that is no tombstone."""
        ...

    async def find_source(self, revision: Document) -> bytes | None:
        """The bytes as received."""
        ...

    async def find_summaries(self, wanted: ReportFilter, after: str | None, limit: int) -> tuple[Sequence[Document], int]:
        """Latest revisions by `order`, those after `after`, and how many there are in all (as ReportPage counts)."""
        ...

    async def find_details(self, revisions: Sequence[tuple[str, int]]) -> Sequence[Document]:
        """These revisions (series, number), as far as they are there, with `details`, nothing folded."""
        ...

    async def count_findings(self, wanted: ReportFilter) -> int:
        """How many of the findings that are wanted the latest revisions have that are wanted."""
        ...

    async def find_journal(self, wanted: JournalFilter, after: JournalCursor | None, limit: int) -> tuple[Sequence[Document], int]:
        """Revisions and books of aliases, newest first, by `_id` where two were made at once, those after `after`; and how many
        there are in all.
        """
        ...

    async def note_reading(self, revision_id: str, parser_version: str) -> None:
        """Keep in mind that a parser reads nothing new in a revision; noting it twice is as good as once."""
        ...

    async def find_readings(self, revision_ids: Sequence[str], parser_version: str) -> frozenset[str]:
        """Which of these revisions were noted."""
        ...

    async def find_sheets(self, wanted: SheetFilter, start: str | None, enough: int | None) -> Sequence[SheetEntry]:
        """Sheets by `order` from `start` on; groups of equal order are whole.

        They hold at least `enough` facts beyond the group of `start` itself, unless there are no more; None for all.
        """
        ...

    async def count_facts(self, wanted: SheetFilter, limit: int) -> int:
        """How many facts the sheets hold; counting may stop beyond `limit`."""
        ...

    async def find_holding(self, wanted: SheetFilter, test: GistTest, start: str | None, enough: int | None) -> Sequence[SheetEntry] | None:
        """As `find_sheets`, of the sheets with facts that fit, `facts` being how many; None where no gists are kept to tell by."""
        ...

    async def count_shared(self, wanted: SheetFilter) -> Sequence[tuple[Document, int]] | None:
        """What the facts of sheets share, and `report_id`, with the number of such facts; None where all must be read for it."""
        ...

    async def fetch_sheets(self, keys: Sequence[int | str]) -> Sequence[Document]:
        """The sheets of these keys, in their order, nothing folded. Raises StoreDamaged when one is not there."""
        ...

    async def find_sections(self, wanted: SearchFilter, start: str | None, enough: int) -> Sequence[SectionEntry]:
        """Sections that have the keys, by `order` from `start` on; those of equal order (of one report) all or none.

        They are at least `enough` beyond those of `start` itself, unless there are no more.
        """
        ...

    async def fetch_search(self, keys: Sequence[int | str]) -> Sequence[Document]:
        """The search documents of these keys, in their order, nothing folded. Raises StoreDamaged when one is not there."""
        ...

    async def fetch_contents(self, found: Sequence[Document]) -> Sequence[Document | None]:
        """For each search document that of its section, nothing folded; None for a section that is a title and no more."""
        ...

    async def find_catalogue(self, kinds: Sequence[str]) -> Sequence[Document]:
        """Catalogue documents of the latest revisions."""
        ...

    async def publish_book(self, book: Document) -> bool:
        """Keep a version of a book of aliases. False when its number is taken."""
        ...

    async def find_books(self, governments: Sequence[str]) -> Sequence[Document]:
        """The newest books of these governments (none: of all), by their keys."""
        ...

    async def find_state(self) -> str:
        """Something that changes with every publication: what was derived from all reports holds while it stays."""
        ...

    async def rebuild_heads(self) -> int:
        """Work out every head anew from the revisions; how many were missing or wrong."""
        ...

    async def sweep(self, before: datetime) -> int:
        """Remove what was written before that and never published; how many attempts that were."""
        ...

    async def ping(self) -> None:
        """Raises StoreUnavailable when the database cannot answer."""
        ...

    async def close(self) -> None:
        """Let go of connections and files."""
        ...
