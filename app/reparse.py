"""Reading what is stored again, with the parser of today.

A better parser finds more in old texts. Each report's latest text is read again out of the bytes that were kept, with the
hints that came with it, and published as the next revision where the facts are others; the journal calls that `reparse`.
Where they are the same nothing is published, and the store keeps in mind that this parser has nothing to add: so a run
that was stopped goes on where it was, and a second run has nothing to do.

A series keeps its identity. What the new reading would file the text under if it came today is only told.

It runs beside the service: a text that comes in meanwhile is never hidden by a new reading of the one before it.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from app.errors import InvalidReport, ReaderCrashed, ReaderTimeout, ReportNotFound, StoreConflict, StoreDamaged
from app.identity import find_series
from app.models.report import Report
from app.parsers.pipeline import PARSER_VERSION
from app.reading import ReaderPool
from app.storage.port import Action, ReportQuery, ReportStore, ReportSummary, Submission

_REPORTS_AT_ONCE: Final = 200
# What one report's text or documents can be guilty of; anything else ends the run, which then can be taken up again.
_OWN_FAULTS: Final = (InvalidReport, ReaderCrashed, ReaderTimeout, StoreConflict, StoreDamaged)


class Fate(StrEnum):
    """What became of a report that was read again."""

    CHANGED = "changed"  # other facts: published, or in a trial to be published
    UNCHANGED = "unchanged"
    OVERTAKEN = "overtaken"  # a newer text came, or the report was deleted, while it was read
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reread:
    """One report, read again.

    named: the series that the text would be filed under if it came today, where that is not its own.
    facts: how many the stored reading has, and the new one; None where there is no new one.
    """

    report_id: str
    fate: Fate
    new_id: str | None = None
    named: str | None = None
    facts: tuple[int, int] | None = None
    error: Exception | None = None


class Rereader:
    """Reads reports of one store again. `dry_run`: only tells what would change."""

    def __init__(self, store: ReportStore, readers: ReaderPool, *, actor: str, dry_run: bool = False) -> None:
        self._store = store
        self._readers = readers
        self._actor = actor
        self._dry_run = dry_run

    async def reread_all(self, ahead: int) -> AsyncIterator[Reread]:
        """All reports whose latest reading is of another parser; `ahead` of them are read at the same time."""
        running: list[asyncio.Task[Reread]] = []
        try:
            async for summary in self.find_outdated():
                running.append(asyncio.create_task(self._reread(summary)))
                if len(running) >= ahead:
                    yield await running.pop(0)
            while running:
                yield await running.pop(0)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def reread_series(self, series_id: str) -> Reread:
        """One report, whatever parser has read it. Raises ReportNotFound."""
        summary = await self._store.find_summary(series_id)
        if summary is None or summary.identity.series_id != series_id:
            raise ReportNotFound(series_id)
        return await self._reread(summary)

    async def find_outdated(self) -> AsyncIterator[ReportSummary]:
        """Latest revisions that this parser has neither made nor found to be right."""
        after, more = None, True
        while more:
            page = await self._store.find_reports(ReportQuery(after=after, limit=_REPORTS_AT_ONCE))
            old = [summary for summary in page.items if summary.parser_version != PARSER_VERSION]
            known = await self._store.find_readings([summary.identity.id for summary in old], PARSER_VERSION)
            for summary in old:
                if summary.identity.id not in known:
                    yield summary
            after, more = page.next, page.next is not None

    async def _reread(self, summary: ReportSummary) -> Reread:
        report_id = summary.identity.id
        try:
            source = await self._store.find_source(report_id)
            if source is None:
                return Reread(report_id, Fate.OVERTAKEN)
            report = await self._readers.read(source, summary.hints, patient=True)
            found = await (self._compare if self._dry_run else self._publish)(summary, source, report)
        except _OWN_FAULTS as error:
            return Reread(report_id, Fate.FAILED, error=error)
        name = find_series(report.meta, summary.hints, report.received.sha256)
        facts = (sum(summary.facts.values()), len(report.facts))
        return replace(found, facts=facts, named=name if name != summary.identity.series_id else None)

    async def _compare(self, summary: ReportSummary, _: bytes, report: Report) -> Reread:
        stored = await self._store.find_report(summary.identity.id)
        if stored is None:
            return Reread(summary.identity.id, Fate.OVERTAKEN)
        same = tuple(replace(fact, report_id="") for fact in stored.report.facts) == report.facts
        return Reread(summary.identity.id, Fate.UNCHANGED if same else Fate.CHANGED)

    async def _publish(self, summary: ReportSummary, source: bytes, report: Report) -> Reread:
        read = summary.identity
        submission = Submission(read.series_id, report, source, summary.hints, self._actor, datetime.now(UTC), Action.REPARSE)
        saved = await self._store.save(submission)
        if saved.created:
            return Reread(read.id, Fate.CHANGED, saved.identity.id)
        if saved.identity.id != read.id:
            return Reread(read.id, Fate.OVERTAKEN)
        await self._store.note_reading(read.id, PARSER_VERSION)
        return Reread(read.id, Fate.UNCHANGED)
