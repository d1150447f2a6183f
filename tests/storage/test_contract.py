"""What every store promises about publishing and reading reports, on each database in turn."""

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from app.models.facts import BudgetLine
from app.models.report import Hints, ReportMeta
from app.settings import Settings
from app.storage import open_store
from app.storage.port import Action, FactQuery, ReportQuery, ReportStore
from tests.factories import NOON, budget_line, build_large_report, build_meta, build_report, every_kind, headcount, stored_facts, submit


async def latest_id(store: ReportStore, series_id: str = "r1") -> str | None:
    found = await store.find_summary(series_id)
    return found.identity.id if found else None


async def test_an_empty_store_answers_with_nothing(store: ReportStore) -> None:
    assert await store.find_report("r1") is None
    assert await store.find_report("r1.1") is None
    assert await store.find_summary("r1") is None
    assert await store.find_source("r1") is None
    assert await store.find_revisions("r1") == ()
    assert (await store.find_reports(ReportQuery())).items == ()
    assert (await store.find_facts(FactQuery())).total == 0
    assert [fact async for fact in store.stream_facts(FactQuery())] == []
    assert await store.find_catalogue() == ()
    assert await store.delete("r1", actor="tester", at=NOON) is False
    assert await store.rebuild_heads() == 0
    assert await store.sweep(NOON) == 0
    await store.ping()


async def test_a_report_comes_back_as_it_was_saved(store: ReportStore) -> None:
    submission = submit(facts=every_kind(), text="총무과 보고\r\n\t43 명")
    saved = await store.save(submission)
    found = await store.find_report("r1.1")

    assert saved.created
    assert saved.identity.id == "r1.1"
    assert found is not None
    assert found.report == dataclasses.replace(submission.report, facts=stored_facts(submission.report, "r1.1"))
    assert found.summary.identity == saved.identity
    assert found.summary.hints == submission.hints
    assert found.summary.facts == {fact.kind: 1 for fact in submission.report.facts}
    assert found.summary.findings == 1
    assert await store.find_source("r1.1") == submission.source
    assert await store.find_report("r1") == found
    assert await store.find_summary("r1") == found.summary


async def test_the_journal_says_who_did_what_when(store: ReportStore) -> None:
    first, second = submit(text="하나"), submit(text="둘", at=NOON + timedelta(hours=1))
    await store.save(first)
    await store.save(second)
    await store.delete("r1", actor="clerk", at=NOON + timedelta(hours=2))

    entries = [summary.journal for summary in await store.find_revisions("r1")]
    one, two = first.report.received.sha256, second.report.received.sha256
    assert [(entry.action, entry.actor, entry.revision) for entry in entries] == [
        (Action.DELETE, "clerk", 3),
        (Action.INGEST, "tester", 2),
        (Action.INGEST, "tester", 1),
    ]
    assert [(entry.before_sha256, entry.after_sha256) for entry in entries] == [(two, None), (one, two), (None, one)]
    assert [entry.at for entry in entries] == [NOON + timedelta(hours=hours) for hours in (2, 1, 0)]


async def test_the_same_bytes_and_hints_change_nothing(store: ReportStore) -> None:
    first = await store.save(submit())
    again = await store.save(submit(at=NOON + timedelta(days=1), report=build_report(parser_version="2", source="하나".encode())))

    assert not again.created
    assert again.identity == first.identity
    assert len(await store.find_revisions("r1")) == 1


async def test_what_an_earlier_revision_holds_changes_nothing(store: ReportStore) -> None:
    """A folder with a draft and its correction, sent again and again."""
    for source in ("초안", "정정", "초안", "정정"):
        saved = await store.save(submit(text=source))
    assert (saved.created, saved.identity.id) == (False, "r1.2")
    draft = await store.save(submit(text="초안"))
    assert (draft.created, draft.identity.id, draft.identity.latest) == (False, "r1.1", False)
    assert len(await store.find_revisions("r1")) == 2

    forced = await store.save(dataclasses.replace(submit(text="초안"), force=True))
    assert (forced.created, forced.identity.id) == (True, "r1.3")
    assert (await store.save(submit(text="초안"))).identity.id == "r1.3"

    await store.delete("r1", actor="tester", at=NOON)
    anew = [await store.save(submit(text=text)) for text in ("초안", "정정")]
    assert [(one.created, one.identity.id) for one in anew] == [(True, "r1.5"), (True, "r1.6")], "what was deleted is not there"


async def test_other_hints_make_a_revision(store: ReportStore) -> None:
    await store.save(submit(hints=Hints(source="r1")))
    changed = await store.save(submit(hints=Hints(source="r1", title="보고")))

    assert changed.created
    assert changed.identity.id == "r1.2"


@pytest.mark.parametrize(("facts", "created"), [pytest.param(1, False, id="same facts"), pytest.param(2, True, id="other facts")])
async def test_a_new_reading_of_the_same_bytes(store: ReportStore, facts: int, created: bool) -> None:
    await store.save(submit(facts=[budget_line()]))
    report = build_report([budget_line(number) for number in range(1, facts + 1)], parser_version="2", source="하나".encode())

    read_again = await store.save(submit(report=report, action=Action.REPARSE))

    assert read_again.created is created
    assert read_again.identity.revision == 1 + created
    assert (await store.find_revisions("r1"))[0].journal.action is (Action.REPARSE if created else Action.INGEST)


async def test_three_texts_are_three_revisions(store: ReportStore) -> None:
    saved = [await store.save(submit(text=text, facts=[budget_line(won=won)])) for text, won in (("가", 1), ("나", 2), ("다", 1))]

    assert [one.identity.id for one in saved] == ["r1.1", "r1.2", "r1.3"]
    assert [(one.identity.revision, one.identity.latest) for one in await store.find_revisions("r1")] == [(3, True), (2, False), (1, False)]
    second = await store.find_report("r1.2")
    assert second is not None
    assert not second.summary.identity.latest
    assert second.report.facts == stored_facts(build_report([budget_line(won=2)]), "r1.2")
    assert [await store.find_source(one) for one in ("r1.1", "r1")] == ["가".encode(), "다".encode()]


async def test_a_deleted_series_is_gone_and_its_numbers_go_on(store: ReportStore) -> None:
    await store.save(submit(facts=every_kind()))
    assert await store.delete("r1", actor="tester", at=NOON) is True
    assert await store.delete("r1", actor="tester", at=NOON) is False

    assert await store.find_report("r1") is None
    assert await store.find_report("r1.2") is None
    assert await store.find_source("r1") is None
    assert (await store.find_reports(ReportQuery())).total == 0
    assert (await store.find_facts(FactQuery())).total == 0
    assert (await store.find_facts(FactQuery(include_history=True))).total == 0
    assert await store.find_catalogue() == ()
    assert [(one.deleted, one.identity.latest) for one in await store.find_revisions("r1")] == [(True, False), (False, False)]

    again = await store.save(submit(facts=every_kind()))
    assert again.created
    assert again.identity.id == "r1.3"
    assert (await store.find_facts(FactQuery())).total == 10


async def test_a_revision_stays_readable_after_its_series_is_deleted(store: ReportStore) -> None:
    await store.save(submit())
    await store.delete("r1", actor="tester", at=NOON)

    found = await store.find_report("r1.1")
    assert found is not None
    assert not found.summary.identity.latest
    assert await store.find_source("r1.1") == "하나".encode()


@pytest.mark.parametrize("report_id", ["r2", "r1.2", "r1.0", "r1.x", "r1.", ".1", "", "r1.1.1", "r1.999999999999999999999999"])
async def test_an_unknown_id_is_nothing(store: ReportStore, report_id: str) -> None:
    await store.save(submit())

    assert await store.find_report(report_id) is None
    assert await store.find_summary(report_id) is None
    assert await store.find_source(report_id) is None
    assert (await store.find_facts(FactQuery(report_id=report_id))).total == 0


async def test_the_same_bytes_from_many_at_once_are_one_revision(store: ReportStore, store_url: str) -> None:
    other = await open_store(Settings(store_url=store_url))
    saved = await asyncio.gather(*(one.save(submit(facts=every_kind())) for one in (store, other) * 4))
    await other.close()

    assert {one.identity.id for one in saved} == {"r1.1"}
    assert sum(one.created for one in saved) == 1
    assert len(await store.find_revisions("r1")) == 1
    assert (await store.find_facts(FactQuery())).total == 10


async def test_texts_from_many_at_once_are_all_kept(store: ReportStore, store_url: str) -> None:
    other = await open_store(Settings(store_url=store_url))
    texts = [f"본문 {number}" for number in range(6)]
    writers = [(store, other)[number % 2] for number in range(6)]
    saved = await asyncio.gather(
        *(
            writer.save(submit(text=text, facts=[budget_line(won=won)]))
            for won, (writer, text) in enumerate(zip(writers, texts, strict=True))
        )
    )
    await other.close()

    assert sorted(one.identity.revision for one in saved) == [1, 2, 3, 4, 5, 6]
    for text, one in zip(texts, saved, strict=True):
        assert await store.find_source(one.identity.id) == text.encode()
    newest = next(won for won, one in enumerate(saved) if one.identity.revision == 6)
    assert [fact.budget_won for fact in (await store.find_facts(FactQuery())).items if fact.kind == "budget_line"] == [newest]


async def test_what_was_saved_is_there_after_reopening(store_url: str) -> None:
    first = await open_store(Settings(store_url=store_url))
    await first.save(submit(facts=every_kind()))
    before = await first.find_report("r1")
    await first.close()

    second = await open_store(Settings(store_url=store_url))
    assert await second.find_report("r1") == before
    assert (await second.find_facts(FactQuery())).total == 10
    assert not (await second.save(submit(facts=every_kind()))).created
    await second.close()


async def test_readers_never_see_two_revisions_mixed(store: ReportStore, store_url: str) -> None:
    """While a series is re-issued again and again, each answer is of one revision, whole."""
    writer = await open_store(Settings(store_url=store_url))

    def issue(number: int) -> list[BudgetLine]:
        return [budget_line(n, won=number, fiscal_year=2019 + n % 3, department=f"{'가나다'[n % 3]}과") for n in range(12)]

    await writer.save(submit(text="0", facts=issue(0)))

    async def write() -> None:
        for number in range(1, 8):
            await writer.save(submit(text=str(number), facts=issue(number)))

    writing = asyncio.create_task(write())
    answers = []
    while not writing.done():
        answers.append((await store.find_facts(FactQuery())).items)
        answers.append(tuple([fact async for fact in store.stream_facts(FactQuery())]))
    await writing
    await writer.close()

    assert answers
    for items in answers:
        assert len(items) == 12
        assert len({fact.report_id for fact in items}) == 1
        assert len({fact.budget_won for fact in items if fact.kind == "budget_line"}) == 1


async def test_heads_can_be_rebuilt(store: ReportStore) -> None:
    for number in range(3):
        await store.save(submit(f"r{number}", text=str(number)))
        await store.save(submit(f"r{number}", text=f"{number} neu"))
    await store.delete("r2", actor="tester", at=NOON)

    assert await store.rebuild_heads() == 0
    assert [one.identity.id for one in (await store.find_reports(ReportQuery())).items] == ["r0.2", "r1.2"]


async def test_reports_come_newest_year_first_then_by_names(store: ReportStore) -> None:
    wanted = [
        ("r5", build_meta(fiscal_year=2022, department="회계과")),
        ("r3", build_meta(government="가시", fiscal_year=2021, department="총무과")),
        ("r2", build_meta(government="나시", fiscal_year=2021, department=None)),
        ("r4", build_meta(government="나시", fiscal_year=2021, department="감사과")),
        ("r6", build_meta(government="나시", fiscal_year=2021, department="총 무 과")),
        ("r7", build_meta(government="나시", fiscal_year=2021, department="총무과")),
        ("r1", ReportMeta()),
    ]
    for series_id, meta in reversed(wanted):
        await store.save(submit(series_id, meta=meta, facts=[]))

    pages, after = [], None
    while True:
        page = await store.find_reports(ReportQuery(limit=3, after=after))
        pages.append([one.identity.series_id for one in page.items])
        assert page.total == 7
        if page.next is None:
            break
        after = page.next
    assert pages == [["r5", "r3", "r2"], ["r4", "r6", "r7"], ["r1"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param(ReportQuery(governments=("한빛특별시가람구",)), ["r1", "r2"], id="government, whatever the spacing"),
        pytest.param(ReportQuery(governments=("없는시",)), [], id="unknown government"),
        pytest.param(ReportQuery(departments=("총 무 과",)), ["r1"], id="its own department"),
        pytest.param(ReportQuery(departments=("민원과",)), ["r1"], id="a department that it has figures of"),
        pytest.param(ReportQuery(departments=("행정국",)), ["r2"], id="a bureau"),
        pytest.param(ReportQuery(departments=("민원과", "행정국")), ["r1", "r2"], id="any of several"),
        pytest.param(ReportQuery(governments=("누리시",), departments=("행정국",)), [], id="both must fit"),
        pytest.param(ReportQuery(kinds=("주요업무 보고",)), ["r1", "r2"], id="kind"),
        pytest.param(ReportQuery(fiscal_years=((2019, 2020),)), ["r2"], id="years"),
        pytest.param(ReportQuery(fiscal_years=((2021, 2021), (2018, 2018))), ["r1", "r3"], id="several ranges of years"),
        pytest.param(ReportQuery(updated_after=NOON), ["r3"], id="published later"),
    ],
)
async def test_reports_are_filtered(store: ReportStore, query: ReportQuery, found: list[str]) -> None:
    await store.save(submit("r1", facts=[budget_line(), headcount(department="민원과")]))
    bureau = dataclasses.replace(build_meta(department=None, fiscal_year=2020), bureau="행정국")
    await store.save(submit("r2", facts=[], meta=bureau))
    other = ReportMeta(government="누리시", kind="업무계획", fiscal_year=2018)
    await store.save(submit("r3", facts=[], meta=other, at=NOON + timedelta(seconds=1)))
    await store.save(submit("r4", facts=[budget_line()]))
    await store.delete("r4", actor="tester", at=NOON)

    page = await store.find_reports(query)

    assert [one.identity.series_id for one in page.items] == found
    assert page.total == len(found)


async def test_the_catalogue_has_every_name_with_years_and_counts(store: ReportStore) -> None:
    await store.save(submit("r1", facts=[*every_kind(), headcount(2, department="총 무 과", fiscal_year=2019)]))
    await store.save(submit("r2", facts=[budget_line(department="감사과")], meta=build_meta(department="감사과")))
    await store.save(submit("r3", facts=[budget_line(department="옛날과")], meta=build_meta(department="옛날과")))
    await store.delete("r3", actor="tester", at=NOON)

    entries = {(entry.kind, entry.name): entry for entry in await store.find_catalogue()}

    assert list(entries) == [
        ("government", "한빛특별시 가람구"),
        ("bureau", "행정국"),
        ("department", "감사과"),
        ("department", "총무과"),
        ("indicator", "승소율"),
        ("project", "청사 환경 조성"),
    ]
    office = entries["department", "총무과"]
    assert (office.government, office.years, office.facts) == (
        "한빛특별시 가람구",
        (2019, 2021),
        {"budget_line": 1, "headcount": 2, "indicator": 1},
    )
    assert entries["indicator", "승소율"].department == "총무과"
    assert entries["indicator", "승소율"].units == ("%",)
    assert entries["project", "청사 환경 조성"].department == "행정국"
    assert [entry.kind for entry in await store.find_catalogue(("department",))] == ["department", "department"]


async def test_the_catalogue_follows_the_latest_revision(store: ReportStore) -> None:
    await store.save(submit(text="가", facts=[budget_line(department="감사과")]))
    await store.save(submit(text="나", facts=[budget_line(department="회계과")]))

    assert [entry.name for entry in await store.find_catalogue(("department",))] == ["총무과", "회계과"]


async def test_the_catalogue_notices_what_others_publish(store: ReportStore, store_url: str) -> None:
    other = await open_store(Settings(store_url=store_url))
    assert await store.find_catalogue(("department",)) == ()
    await other.save(submit())
    assert [entry.name for entry in await store.find_catalogue(("department",))] == ["총무과"]
    await other.delete("r1", actor="tester", at=NOON)
    assert await store.find_catalogue(("department",)) == ()
    await other.close()


async def test_a_large_report_comes_back_equal(store: ReportStore) -> None:
    submission = submit(report=build_large_report(3000))
    await store.save(submission)
    found = await store.find_report("r1")

    assert found is not None
    assert found.report.facts == stored_facts(submission.report, "r1.1")
