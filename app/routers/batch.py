"""Many reports in one request: NDJSON in, NDJSON out, while both run.

Three things go on at once. Lines are taken in, and a few of them are read by the parser at the same time; what has
been read is stored line by line in the order it came, so that two texts of one series keep their order; receipts go out
as each line is done. A caller that sends faster than reports are read is made to wait. Receipts are small and are kept
for a caller that reads them late, up to a number that no honest caller reaches.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Final

import orjson
from fastapi.exceptions import RequestValidationError
from starlette.requests import ClientDisconnect

from app.errors import BogoError, MalformedBody, ReportTooLarge
from app.ingest import Ingestor, Receipt
from app.models.report import Hints, Report
from app.models.responses import BatchReceipt
from app.routers.answers import to_json
from app.routers.bodies import json_limit, parse_submission, split_lines
from app.routers.problems import Problem, describe, describe_faults, describe_status

_MAX_RECEIPTS: Final = 10_000
_log = logging.getLogger("bogo")

Read = tuple[bytes, Hints, Report]


class Batch:
    """One batch, from its first line to its last receipt."""

    def __init__(self, ingestor: Ingestor, window: int, actor: str) -> None:
        self._ingestor = ingestor
        self._actor = actor
        self._readings: asyncio.Queue[tuple[int, asyncio.Task[Read]] | None] = asyncio.Queue(window)
        self._receipts: asyncio.Queue[bytes | None] = asyncio.Queue(_MAX_RECEIPTS)

    async def run(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The answers to all lines, each one line of JSON, in the order of the lines."""
        tasks = (asyncio.create_task(self._take_lines(chunks)), asyncio.create_task(self._store_in_order()))
        try:
            while (receipt := await self._receipts.get()) is not None:
                yield receipt
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _take_lines(self, chunks: AsyncIterator[bytes]) -> None:
        number = 0
        try:
            async for number, line in split_lines(chunks, json_limit(self._ingestor.max_report_bytes)):
                if line is None or line.strip():
                    await self._readings.put((number, asyncio.create_task(self._read(line))))
        except ClientDisconnect:
            _log.info("a batch ended early: its sender went away")
        except MalformedBody as error:  # what came could not be unpacked to its end
            await self._readings.put((number + 1, asyncio.create_task(_refuse(error))))
        await self._readings.put(None)

    async def _read(self, line: bytes | None) -> Read:
        if line is None:
            raise ReportTooLarge(self._ingestor.max_report_bytes)
        source, hints = parse_submission(line)
        return source, hints, await self._ingestor.read(source, hints, patient=True)

    async def _store_in_order(self) -> None:
        while (taken := await self._readings.get()) is not None:
            number, reading = taken
            await self._receipts.put(await self._store(number, reading))
        await self._receipts.put(None)

    async def _store(self, number: int, reading: asyncio.Task[Read]) -> bytes:
        try:
            source, hints, report = await reading
            return _write_receipt(number, await self._ingestor.store(report, source, hints, actor=self._actor))
        except Exception as error:  # noqa: BLE001 - one bad line harms no other, whatever is wrong with it
            return _write_problem(number, _describe(error))


async def _refuse(error: BogoError) -> Read:
    raise error


def _describe(error: Exception) -> Problem:
    if isinstance(error, BogoError):
        return describe(error)
    if isinstance(error, RequestValidationError):
        return describe_faults(error.errors())
    _log.error("a line of a batch failed", exc_info=error)
    return describe_status(500, "")


def _write_receipt(number: int, receipt: Receipt) -> bytes:
    identity = receipt.saved.identity
    counts: dict[str, int] = {}
    for fact in receipt.report.facts:
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
    written = BatchReceipt(
        line=number,
        status=201 if receipt.saved.created else 200,
        id=identity.id,
        series_id=identity.series_id,
        revision=identity.revision,
        facts=counts,
        findings=len(receipt.report.findings),
    )
    return to_json(written) + b"\n"


def _write_problem(number: int, problem: Problem) -> bytes:
    return orjson.dumps({"line": number, **problem.members}) + b"\n"
