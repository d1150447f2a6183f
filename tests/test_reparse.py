"""Reading what is stored again: on both stores, stopped and taken up, while texts come in."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.errors import BinaryReport, ReportNotFound, StoreUnavailable
from app.models.facts import Fact
from app.models.report import Hints, Report
from app.parsers.pipeline import PARSER_VERSION, read_report
from app.reading import ReaderPool
from app.reparse import Fate, Reread, Rereader
from app.settings import Settings
from app.storage import open_store
from app.storage.port import Action, ReportStore, Submission
from tests.factories import NOON, budget_line, build_meta, build_report, submit
from tests.live import run_service
from tests.test_cli import bogo

SAMPLE = next((Path(__file__).parent.parent / "seeds").glob("tab-*.txt"))


def read_anew(source: bytes, hints: Hints) -> Report:
    """The parser of today: a fact for each word; texts with `!` are no texts to it, and `@` states another body."""
    if b"!" in source:
        raise BinaryReport(source.index(b"!"))
    words = source.decode().split()
    facts: list[Fact] = [budget_line(number, item=word) for number, word in enumerate(words, start=1)]
    meta = build_meta(department="다른과" if "@" in words else "총무과")
    return build_report(facts, meta=meta, source=source, parser_version=PARSER_VERSION)


def old_reading(series_id: str, text: str, facts: int, **given: object) -> Submission:
    """What the parser of yesterday has read: only the first words."""
    words = text.split()[:facts]
    lines: list[Fact] = [budget_line(number, item=word) for number, word in enumerate(words, start=1)]
    report = build_report(lines, source=text.encode(), parser_version="old")
    return replace(submit(series_id, text=text, report=report), **given)  # type: ignore[arg-type]


@pytest.fixture
async def readers() -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(1, 30.0, 10, read_anew)
    yield pool
    pool.close()


async def reread_all(store: ReportStore, readers: ReaderPool, *, dry_run: bool = False) -> dict[str, Reread]:
    rereader = Rereader(store, readers, actor="cli", dry_run=dry_run)
    return {reread.report_id: reread async for reread in rereader.reread_all(ahead=2)}


async def fill(store: ReportStore) -> None:
    await store.save(old_reading("better", "하나 둘 셋", 2))
    await store.save(old_reading("same", "하나 둘", 2))
    await store.save(old_reading("refused", "하나 !", 1))
    await store.save(old_reading("moved", "하나 @", 1, hints=Hints()))
    await store.save(submit("current", text="하나", report=read_anew("하나".encode(), Hints())))
    await store.save(old_reading("deleted", "하나 둘", 1))
    await store.delete("deleted", actor="tester", at=NOON)


async def test_only_reports_whose_facts_changed_get_a_revision(store: ReportStore, readers: ReaderPool) -> None:
    await fill(store)
    found = await reread_all(store, readers)

    assert {report_id: reread.fate for report_id, reread in found.items()} == {
        "better.1": Fate.CHANGED,
        "same.1": Fate.UNCHANGED,
        "refused.1": Fate.FAILED,
        "moved.1": Fate.CHANGED,
    }
    assert found["better.1"].new_id == "better.2"
    assert found["better.1"].facts == (2, 3)
    assert isinstance(found["refused.1"].error, BinaryReport)
    better = await store.find_report("better")
    assert better is not None
    assert (better.summary.parser_version, better.summary.journal.action, better.summary.journal.actor) == (
        PARSER_VERSION,
        Action.REPARSE,
        "cli",
    )
    assert better.summary.journal.before_sha256 == better.summary.journal.after_sha256
    assert len(better.report.facts) == 3
    assert await store.find_source("better.2") == await store.find_source("better.1")
    old = await store.find_report("better.1")
    assert old is not None
    assert (old.summary.parser_version, len(old.report.facts)) == ("old", 2)
    for untouched in ("same", "refused", "current"):
        assert [one.identity.revision for one in await store.find_revisions(untouched)] == [1]


async def test_old_reports_get_the_places_of_their_figures(store: ReportStore) -> None:
    source = SAMPLE.read_bytes()
    report = read_report(source)
    bare = (replace(fact, id=f"{fact.kind}-{at}", section_id=None, table=None, row=None, at={}) for at, fact in enumerate(report.facts, 1))
    old = replace(report, facts=tuple(bare), parser_version="1")
    await store.save(replace(submit("old", report=old), source=source))
    pool = ReaderPool(1, 60.0, 10, read_report)
    try:
        (found,) = (await reread_all(store, pool)).values()
    finally:
        pool.close()
    stored = await store.find_report("old")
    assert (found.fate, found.new_id) == (Fate.CHANGED, "old.2")
    assert stored is not None
    assert [fact.at for fact in stored.report.facts] == [fact.at for fact in report.facts]


async def test_a_series_keeps_its_identity_and_its_other_name_is_told(store: ReportStore, readers: ReaderPool) -> None:
    await fill(store)
    found = await reread_all(store, readers)

    assert found["moved.1"].new_id == "moved.2"
    assert found["moved.1"].named not in {None, "moved"}
    moved = await store.find_summary("moved")
    assert moved is not None
    assert moved.meta.department == "다른과"
    assert await store.find_summary(found["moved.1"].named or "") is None


async def test_a_second_run_has_nothing_to_do_but_what_failed(store: ReportStore, readers: ReaderPool) -> None:
    await fill(store)
    await reread_all(store, readers)

    assert {report_id: reread.fate for report_id, reread in (await reread_all(store, readers)).items()} == {"refused.1": Fate.FAILED}


async def test_a_run_that_was_stopped_goes_on_where_it_was(store: ReportStore, readers: ReaderPool) -> None:
    for number in range(12):
        await store.save(old_reading(f"r{number}", f"하나 둘 {number}", 2 + number % 2))
    first = Rereader(store, readers, actor="cli").reread_all(ahead=2)
    done = [(await anext(first)).report_id for _ in range(5)]
    await first.aclose()  # type: ignore[attr-defined]
    rest = await reread_all(store, readers)

    under_way = {f"r{number}.1" for number in range(12)} - set(done) - set(rest)
    assert len(under_way) <= 2, "what was finished just when the run was stopped"
    assert not set(done) & set(rest), "nothing that was finished is read again"
    assert await reread_all(store, readers) == {}
    assert Counter([len(await store.find_revisions(f"r{number}")) for number in range(12)]) == {1: 6, 2: 6}


async def test_a_trial_tells_the_same_and_changes_nothing(store: ReportStore, readers: ReaderPool) -> None:
    await fill(store)
    trial = await reread_all(store, readers, dry_run=True)
    journal = [len(await store.find_revisions(series_id)) for series_id in ("better", "same", "moved")]
    real = await reread_all(store, readers)

    assert journal == [1, 1, 1]
    assert {report_id: (one.fate, one.facts, one.named) for report_id, one in trial.items()} == {
        report_id: (one.fate, one.facts, one.named) for report_id, one in real.items()
    }


async def test_one_report_by_its_name(store: ReportStore, readers: ReaderPool) -> None:
    await fill(store)
    rereader = Rereader(store, readers, actor="cli")

    assert (await rereader.reread_series("better")).new_id == "better.2"
    assert (await rereader.reread_series("better")).fate is Fate.UNCHANGED
    for unknown in ("nobody", "deleted", "better.1"):
        with pytest.raises(ReportNotFound):
            await rereader.reread_series(unknown)


class Overtaken(ReaderPool):
    """Something else happens while a text is read."""

    def __init__(self, store: ReportStore, series_id: str) -> None:
        super().__init__(1, 30.0, 10, read_anew)
        self._store = store
        self._series_id = series_id

    async def read(self, source: bytes, hints: Hints, *, patient: bool = False) -> Report:
        report = await super().read(source, hints, patient=patient)
        if self._series_id == "gone":
            await self._store.delete("gone", actor="clerk", at=NOON)
        else:
            await self._store.save(submit(self._series_id, text="ganz neu", facts=[budget_line(won=7)], at=NOON + timedelta(hours=1)))
        return report


@pytest.mark.parametrize("series_id", ["renewed", "gone"])
async def test_what_comes_meanwhile_is_not_hidden(store: ReportStore, series_id: str) -> None:
    await store.save(old_reading(series_id, "하나 둘", 1))
    readers = Overtaken(store, series_id)
    found = await reread_all(store, readers)
    readers.close()

    assert found[f"{series_id}.1"].fate is Fate.OVERTAKEN
    assert len(await store.find_revisions(series_id)) == 2
    newest = await store.find_source(series_id) if series_id == "renewed" else None
    assert newest == (b"ganz neu" if series_id == "renewed" else None)


async def test_a_store_that_is_gone_ends_the_run(tmp_path: Path, readers: ReaderPool) -> None:
    store = await open_store(Settings(store_url=f"sqlite:///{tmp_path}/bogo.db"))
    await store.save(old_reading("r1", "하나 둘", 1))

    async def fail(report_id: str) -> bytes:
        raise StoreUnavailable(reason="gone")

    store.find_source = fail  # type: ignore[method-assign]
    with pytest.raises(StoreUnavailable):
        await reread_all(store, readers)
    await store.close()


def test_the_command_beside_a_running_service(tmp_path: Path) -> None:
    """`bogo reparse` in a process of its own, while texts go on coming in over HTTP."""
    with run_service(tmp_path, parser_workers=1) as service:
        source = SAMPLE.read_bytes()
        report = read_report(source)
        stale = replace(report, facts=report.facts[:-5], parser_version="old")
        service.save(
            *(Submission(f"r{n}", stale if n % 2 else replace(report, parser_version="old"), source, Hints(), "t", NOON) for n in range(6))
        )
        trial = bogo("reparse", "--dry-run", folder=tmp_path)
        assert trial.returncode == 0, trial.stderr.decode()
        assert "달라짐 3건, 그대로 3건" in trial.stderr.decode()
        assert len(service.get("/reports/r1/revisions")["items"]) == 1
        done = asyncio.run(_reparse_and_ingest(tmp_path, service.url))
        assert "달라짐 3건, 그대로 3건" in done
        assert {service.get(f"/reports/r{n}")["revision"] for n in (1, 3, 5)} == {2}
        assert {service.get(f"/reports/r{n}")["revision"] for n in (0, 2, 4)} == {1}
        assert service.get("/reports/r1.1/diff/r1.2")["counts"]["appeared"] == 5
        assert service.get("/journal", action="reparse")["total"] == 3
        assert service.get("/reports", limit=1000)["total"] == 6 + 10
        again = bogo("reparse", folder=tmp_path)
        assert "다시 읽을 보고서가 없습니다" in again.stderr.decode()


async def _reparse_and_ingest(folder: Path, url: str) -> str:
    async def send(client: httpx.AsyncClient, number: int) -> None:
        text = f"Ⅰ. 일반현황\n\n1 인 력\n구분\t계\n정원\t{number}\n"
        answer = await client.post("/ingest", params={"source": str(number)}, content=text.encode(), headers={"Content-Type": "text/plain"})
        assert answer.status_code == 201, answer.text

    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        command = asyncio.create_task(asyncio.to_thread(bogo, "reparse", folder=folder))
        await asyncio.gather(*(send(client, number) for number in range(10)))
        done = await command
    assert done.returncode == 0, done.stderr.decode()
    return done.stderr.decode()


def test_a_series_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    done = bogo("reparse", "--series", "nobody", "--store", f"sqlite:///{tmp_path}/bogo.db", folder=tmp_path)
    assert done.returncode == 1
    assert "nobody" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
