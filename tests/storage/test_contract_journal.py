"""What every store promises about its journal and about readings that changed nothing, on each database in turn."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from app.errors import InvalidCursor
from app.models.report import Hints
from app.storage.port import Action, JournalQuery, ReportStore
from tests.factories import NOON, budget_line, build_report, submit

MINUTE = timedelta(minutes=1)


async def write_some(store: ReportStore) -> None:
    """r1: two texts, a deletion, a third text; r2: one text and a new reading of it. A minute between any two."""
    await store.save(submit("r1", text="하나", at=NOON, actor="세무시스템"))
    await store.save(submit("r2", text="둘", at=NOON + MINUTE, actor="cli"))
    await store.save(submit("r1", text="셋", at=NOON + 2 * MINUTE, actor="cli"))
    await store.delete("r1", actor="관리자", at=NOON + 3 * MINUTE)
    reading = build_report([budget_line(), budget_line(2)], source="둘".encode(), parser_version="2")
    await store.save(submit("r2", text="둘", report=reading, action=Action.REPARSE, at=NOON + 4 * MINUTE, actor="cli"))
    await store.save(submit("r1", text="넷", at=NOON + 5 * MINUTE, actor="cli"))


async def ids(store: ReportStore, query: JournalQuery) -> list[str]:
    return [f"{entry.series_id}.{entry.revision}" for entry in (await store.find_journal(query)).items]


async def test_an_empty_store_has_an_empty_journal(store: ReportStore) -> None:
    page = await store.find_journal(JournalQuery())

    assert (page.items, page.total, page.next) == ((), 0, None)


async def test_the_journal_tells_all_that_was_done_newest_first(store: ReportStore) -> None:
    await write_some(store)
    page = await store.find_journal(JournalQuery())

    assert await ids(store, JournalQuery()) == ["r1.4", "r2.2", "r1.3", "r1.2", "r2.1", "r1.1"]
    assert page.total == 6
    assert [entry.action for entry in page.items] == [
        Action.INGEST, Action.REPARSE, Action.DELETE, Action.INGEST, Action.INGEST, Action.INGEST,
    ]  # fmt: skip
    assert [entry.at for entry in page.items] == [NOON + minutes * MINUTE for minutes in (5, 4, 3, 2, 1, 0)]
    # It is what the revisions themselves say, so the two cannot disagree.
    for series_id in ("r1", "r2"):
        own = tuple(entry for entry in page.items if entry.series_id == series_id)
        assert own == tuple(summary.journal for summary in await store.find_revisions(series_id))


async def test_each_entry_names_what_it_followed(store: ReportStore) -> None:
    await write_some(store)
    entries = [entry for entry in (await store.find_journal(JournalQuery())).items if entry.series_id == "r1"]

    assert entries[-1].before_sha256 is None
    for later, earlier in pairwise(entries):
        assert later.before_sha256 == earlier.after_sha256
    assert [entry.after_sha256 is None for entry in entries] == [False, True, False, False]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(JournalQuery(actors=("cli",)), ["r1.4", "r2.2", "r1.2", "r2.1"], id="one actor"),
        pytest.param(JournalQuery(actors=("관리자", "세무시스템")), ["r1.3", "r1.1"], id="any of several"),
        pytest.param(JournalQuery(actors=("누구",)), [], id="nobody"),
        pytest.param(JournalQuery(actions=(Action.DELETE,)), ["r1.3"], id="one action"),
        pytest.param(JournalQuery(actions=(Action.DELETE, Action.REPARSE)), ["r2.2", "r1.3"], id="several actions"),
        pytest.param(JournalQuery(actors=("cli",), actions=(Action.INGEST,)), ["r1.4", "r1.2", "r2.1"], id="both must fit"),
        pytest.param(JournalQuery(since=NOON + 3 * MINUTE), ["r1.4", "r2.2", "r1.3"], id="then or later"),
        pytest.param(JournalQuery(since=NOON + 6 * MINUTE), [], id="nothing since"),
    ],
)
async def test_the_journal_is_filtered(store: ReportStore, query: JournalQuery, found: list[str]) -> None:
    await write_some(store)

    assert await ids(store, query) == found
    assert (await store.find_journal(query)).total == len(found)


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
async def test_pages_neither_repeat_nor_lose_whatever_is_written_between(store: ReportStore, limit: int) -> None:
    for number in range(12):  # three at a time made at the very same moment
        await store.save(submit(f"r{number}", text=str(number), at=NOON + (number // 3) * MINUTE))
    at_once = await ids(store, JournalQuery())

    found: list[str] = []
    after = None
    while True:
        page = await store.find_journal(JournalQuery(limit=limit, after=after))
        found += [f"{entry.series_id}.{entry.revision}" for entry in page.items]
        await store.save(submit("later", text=str(len(found)), at=NOON + timedelta(hours=1)))
        if page.next is None:
            break
        after = page.next
    assert found == at_once
    assert len(at_once) == 12


@pytest.mark.parametrize("after", [(), ("2026",), ("a", "b", "c")])
async def test_a_cursor_of_something_else_is_refused(store: ReportStore, after: tuple[str, ...]) -> None:
    with pytest.raises(InvalidCursor):
        await store.find_journal(JournalQuery(after=after))


async def test_readings_that_changed_nothing_are_remembered(store: ReportStore) -> None:
    assert await store.find_readings((), "2") == frozenset()
    assert await store.find_readings(("r1.1",), "2") == frozenset()
    for report_id in ("r1.1", "r2.1", "r1.1"):
        await store.note_reading(report_id, "2")

    assert await store.find_readings(("r1.1", "r2.1", "r3.1"), "2") == {"r1.1", "r2.1"}
    assert await store.find_readings(("r1.1", "r2.1"), "3") == frozenset()


async def test_a_new_reading_of_a_text_that_is_no_longer_the_latest_changes_nothing(store: ReportStore) -> None:
    reading = build_report([budget_line(), budget_line(2)], source="하나".encode(), parser_version="2")
    await store.save(submit("r1", text="하나"))
    await store.save(submit("r1", text="둘"))
    overtaken = await store.save(submit("r1", text="하나", report=reading, action=Action.REPARSE))
    assert (overtaken.created, overtaken.identity.id) == (False, "r1.2")

    other_hints = await store.save(submit("r1", text="둘", hints=Hints(title="보고"), report=reading, action=Action.REPARSE))
    assert not other_hints.created

    await store.delete("r1", actor="tester", at=NOON)
    gone = await store.save(submit("r1", text="둘", report=reading, action=Action.REPARSE))
    assert not gone.created
    assert await store.find_report("r1") is None, "it is not brought back"
    assert [one.identity.revision for one in await store.find_revisions("r1")] == [3, 2, 1]


async def test_a_new_reading_at_once_with_a_new_text_never_hides_it(store: ReportStore) -> None:
    for number in range(6):
        series_id = f"r{number}"
        await store.save(submit(series_id, text="옛글"))
        reading = build_report([budget_line(), budget_line(2)], source="옛글".encode(), parser_version="2")
        await asyncio.gather(
            store.save(submit(series_id, text="옛글", report=reading, action=Action.REPARSE)),
            store.save(submit(series_id, text="새글", facts=[budget_line(won=7)])),
        )

        assert await store.find_source(series_id) == "새글".encode()
