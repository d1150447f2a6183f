"""Taking reports in: what is stored, when it is the same report again, and what is refused."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.errors import EmptyReport, ReportTooLarge, UndecodableReport
from app.ingest import Ingestor
from app.main import open_service
from app.models.report import Hints
from app.settings import Settings
from app.storage.port import ReportQuery, ReportStore

REPORT = "Ⅰ. 일반현황\n\n1 인 력\n(단위: 명)\n구분\t계\t5급\t6급\n정원\t7\t1\t6\n현원\t6\t1\t5\n"
OURS = Hints(source="총무과-1")


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[tuple[Ingestor, ReportStore]]:
    settings = Settings(store_url=f"sqlite:///{tmp_path / 'bogo.db'}", parser_workers=1, max_report_bytes=10_000)
    async with open_service(settings) as (store, ingestor):
        yield ingestor, store


async def test_a_report_is_stored_as_it_came(parts: tuple[Ingestor, ReportStore]) -> None:
    ingestor, store = parts
    receipt = await ingestor.ingest(REPORT.encode(), OURS, actor="tester")
    assert receipt.saved.created
    stored = await store.find_report(receipt.saved.identity.id)
    assert stored is not None
    assert await store.find_source(receipt.saved.identity.id) == REPORT.encode()
    assert (stored.summary.journal.actor, stored.summary.hints) == ("tester", OURS)
    assert stored.report.outline == receipt.report.outline


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("구분\t계\t5급\n정원\t7\t1\n현원\t6\t1\n", id="one table"),
        pytest.param("글만 있습니다.\n", id="one sentence"),
    ],
)
async def test_a_text_without_any_heading_is_one_section_without_a_title(parts: tuple[Ingestor, ReportStore], text: str) -> None:
    ingestor, store = parts
    receipt = await ingestor.ingest(text.encode(), OURS, actor="tester")
    stored = await store.find_report(receipt.saved.identity.id)
    assert stored is not None
    assert [(section.title, section.span.first, section.span.last) for section in stored.report.outline] == [("", 1, text.count("\n"))]


async def test_the_same_again_changes_nothing_a_newer_text_is_the_next_revision(parts: tuple[Ingestor, ReportStore]) -> None:
    ingestor, _ = parts
    first = await ingestor.ingest(REPORT.encode(), OURS, actor="tester")
    same = await ingestor.ingest(REPORT.encode(), OURS, actor="another")
    assert (same.saved.created, same.saved.identity) == (False, first.saved.identity)
    newer = await ingestor.ingest(REPORT.replace("7", "8").encode(), OURS, actor="tester")
    assert (newer.saved.identity.series_id, newer.saved.identity.revision) == (first.saved.identity.series_id, 2)
    unsaid = await ingestor.ingest(REPORT.encode(), Hints(), actor="tester")
    assert unsaid.saved.identity.series_id != first.saved.identity.series_id, "it does not say whose it is: a series of its own"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param(b"", EmptyReport, id="empty"),
        pytest.param(b"1 \xff\xff\xff", UndecodableReport, id="undecodable"),
        pytest.param(b"1 " * 6000, ReportTooLarge, id="too large"),
    ],
)
async def test_what_is_refused_changes_nothing(parts: tuple[Ingestor, ReportStore], source: bytes, error: type[Exception]) -> None:
    ingestor, store = parts
    with pytest.raises(error):
        await ingestor.ingest(source, OURS, actor="tester")
    assert (await store.find_reports(ReportQuery())).total == 0
