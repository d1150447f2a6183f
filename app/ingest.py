"""Taking a report in: limits, reading, identity, publication, receipt.

The bytes go in as they came and are kept so. Nothing is stored unless the whole report could be read. A text in which
no heading can be found is one section without a title.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from app.errors import EmptyReport, ReportTooLarge
from app.identity import find_series
from app.models.report import Hints, Report
from app.parsers.characters.normalise import to_text
from app.reading import ReaderPool
from app.storage.port import ReportStore, Saved, Submission


@dataclass(frozen=True, slots=True)
class Receipt:
    """A report that is safely stored. `report` is what was read; the stored reading may be older where nothing changed."""

    saved: Saved
    report: Report


class Ingestor:
    """Takes reports in, one or many at a time."""

    def __init__(self, store: ReportStore, readers: ReaderPool, max_report_bytes: int) -> None:
        self._store = store
        self.readers = readers
        self.max_report_bytes = max_report_bytes

    async def ingest(self, source: bytes, hints: Hints, *, actor: str, force: bool = False) -> Receipt:
        """Read and publish one report; the receipt is given when the store holds it durably. `force`: though it is there already.

        Raises the InvalidReport, ReaderError and StoreError families; then nothing has changed in the store.
        """
        return await self.store(await self.read(source, hints), source, hints, actor=actor, force=force)

    async def read(self, source: bytes, hints: Hints, *, patient: bool = False) -> Report:
        """Read one report without storing it; `patient`: wait for a reader however many are waiting."""
        if len(source) > self.max_report_bytes:
            raise ReportTooLarge(self.max_report_bytes)
        if not source.strip():
            raise EmptyReport  # known without a process
        return await self.readers.read(source, hints, patient=patient)

    async def store(self, report: Report, source: bytes, hints: Hints, *, actor: str, force: bool = False) -> Receipt:
        """Publish a report that was read. Raises the StoreError family."""
        submission = Submission(
            series_id=find_series(report.meta, hints, report.received.sha256),
            report=report,
            source=source,
            hints=hints,
            actor=actor,
            at=datetime.now(UTC),
            force=force,
        )
        return Receipt(await self._store.save(submission), report)


def tell_text(source: bytes) -> str:
    """Bytes as text, their encoding told as a report's is. Raises the InvalidReport family."""
    return to_text(source).text


@asynccontextmanager
async def open_ingestor(store: ReportStore, readers: ReaderPool, max_report_bytes: int) -> AsyncIterator[Ingestor]:
    """An ingestor whose reading processes end with the block."""
    try:
        yield Ingestor(store, readers, max_report_bytes)
    finally:
        readers.close()
