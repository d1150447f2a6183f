"""Real reports, read and kept: what comes back is what was read, on both databases."""

import dataclasses
from pathlib import Path

import pytest

from app.models.report import Hints
from app.parsers.pipeline import read_report
from app.storage.port import FactQuery, ReportStore, Submission
from tests.factories import NOON, stored_facts

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


async def keep_all(store: ReportStore, paths: tuple[Path, ...]) -> None:
    for number, path in enumerate(paths):
        source = path.read_bytes()
        report = read_report(source)
        await store.save(Submission(f"r{number}", report, source, Hints(), "tester", NOON))
        found = await store.find_report(f"r{number}")
        assert found is not None
        assert found.report == dataclasses.replace(report, facts=stored_facts(report, f"r{number}.1"))
        assert await store.find_source(f"r{number}") == source
        in_order = [fact async for fact in store.stream_facts(FactQuery(report_id=f"r{number}"))]
        assert sorted(in_order, key=lambda fact: fact.id) == sorted(stored_facts(report, f"r{number}.1"), key=lambda fact: fact.id)
    summaries = [await store.find_summary(f"r{number}") for number in range(len(paths))]
    total = sum(sum(summary.facts.values()) for summary in summaries if summary)
    assert len([fact async for fact in store.stream_facts(FactQuery())]) == total > 0


async def test_real_reports_come_back_equal(store: ReportStore, real_reports: tuple[Path, ...]) -> None:
    await keep_all(store, real_reports)


@pytest.mark.skipif(not SEEDS, reason="no sample reports")
async def test_sample_reports_come_back_equal(store: ReportStore) -> None:
    await keep_all(store, tuple(SEEDS))
