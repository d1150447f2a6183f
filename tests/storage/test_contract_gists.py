"""Facts found by words, names and values: just those that a plain look at every fact finds, on each database in turn.

Also what is known without reading any fact: how many have each value, and which findings reports have.
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.models.facts import Fact
from app.models.finding import FindingFilter
from app.models.kinds import NAME_FIELDS
from app.models.names import name_key
from app.parsers.pipeline import read_report
from app.storage.documents.gists import EQUAL_FIELDS, GistTest, write_gists
from app.storage.port import FactQuery, ReportQuery, ReportStore
from tests.factories import every_kind, submit
from tests.storage.test_contract_facts import find_all

SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
QUERIES = [
    pytest.param(FactQuery(text="예산"), id="two syllables"),
    pytest.param(FactQuery(text="과"), id="one syllable"),
    pytest.param(FactQuery(text="예산 현황 시"), id="three words"),
    pytest.param(FactQuery(text="2"), id="one digit"),
    pytest.param(FactQuery(text="1,2"), id="a sign"),
    pytest.param(FactQuery(text="%"), id="a sign alone"),
    pytest.param(FactQuery(text="뷁퉳"), id="nowhere"),
    pytest.param(FactQuery(text="unit=명"), id="a mark is no word"),
    pytest.param(FactQuery(equal={"unit": "명"}), id="unit"),
    pytest.param(FactQuery(equal={"unit": "명", "basis": "actual"}), id="unit and basis"),
    pytest.param(FactQuery(equal={"direction": "expenditure"}, text="운영"), id="value and word"),
    pytest.param(FactQuery(kinds=("project",), text="사업", fiscal_years=((2000, 2024),)), id="kind, year and word"),
    pytest.param(FactQuery(equal={"item": "합계"}), id="a field without marks"),
    pytest.param(FactQuery(equal={"status": "done", "audit_year": "2020"}), id="status and year"),
]


async def keep_samples(store: ReportStore) -> None:
    for number, path in enumerate(SEEDS[:3]):
        await store.save(submit(f"r{number}", report=read_report(path.read_bytes())))
    await store.save(submit("kinds", every_kind()))


def holds(fact: Fact, query: FactQuery) -> bool:
    """What the port promises, word for word."""
    named = [held for field in NAME_FIELDS[fact.kind] if (held := getattr(fact, field))]
    names = [text for held in named for text in ((held,) if isinstance(held, str) else held)]
    pieces = [name_key(text) for text in (fact.printed, *names, *fact.section)]
    if not all(any(name_key(word) in piece for piece in pieces) for word in (query.text or "").split()):
        return False
    held = {field: getattr(fact, field, None) for field in query.equal}
    return all(held[field] is not None and name_key(str(held[field])) == name_key(value) for field, value in query.equal.items())


@pytest.mark.parametrize("query", QUERIES)
async def test_words_and_values_find_what_a_plain_look_finds(store: ReportStore, query: FactQuery) -> None:
    await keep_samples(store)
    plain = dataclasses.replace(query, text=None, equal={})

    expected = [fact async for fact in store.stream_facts(plain) if holds(fact, query)]

    assert [fact async for fact in store.stream_facts(query)] == expected
    assert await find_all(store, query, 100) == expected
    assert await find_all(store, query, len(expected) // 5 + 1) == expected, "however it is cut into pages"


async def test_names_find_the_facts_that_bear_them(store: ReportStore) -> None:
    await keep_samples(store)
    facts = [fact async for fact in store.stream_facts(FactQuery(kinds=("indicator",)))]
    common = Counter(name_key(fact.name) for fact in facts if fact.kind == "indicator").most_common(3)

    for name, _ in common:
        expected = [fact for fact in facts if fact.kind == "indicator" and name in {name_key(fact.name), name_key(fact.subject or "")}]
        assert await find_all(store, FactQuery(kinds=("indicator",), names=(name,)), 5) == expected


async def test_values_are_counted_without_reading_facts(sqlite_store: ReportStore) -> None:
    await keep_samples(sqlite_store)
    facts = [fact async for fact in sqlite_store.stream_facts(FactQuery())]

    for field in ("kind", "government", "bureau", "department", "fiscal_year", "report_id"):
        assert await sqlite_store.count_values(FactQuery(), field) == Counter(getattr(fact, field) for fact in facts)
    assert await sqlite_store.count_values(FactQuery(), "as_of") is None
    assert await sqlite_store.count_values(FactQuery(text="예산"), "kind") is None


async def test_findings_are_counted_and_found_by_code(store: ReportStore) -> None:
    await keep_samples(store)
    await store.delete("r2", actor="tester", at=submit().at)
    stored = [await store.find_report(summary.identity.id) for summary in (await store.find_reports(ReportQuery())).items]
    reports = {one.summary.identity.id: one.report.findings for one in stored if one}
    codes = {finding.code for findings in reports.values() for finding in findings}
    assert codes, "the samples have misprints"

    for wanted in (
        FindingFilter(),
        *(FindingFilter((code,)) for code in codes),
        FindingFilter(severities=("error",)),
        FindingFilter(("unit_missing",), ("error",)),
    ):
        query = ReportQuery(findings=wanted)
        having = {report_id for report_id, findings in reports.items() if any(map(wanted.takes, findings))}
        assert {summary.identity.id for summary in (await store.find_reports(query)).items} == having
        assert await store.count_findings(query) == sum(wanted.takes(finding) for findings in reports.values() for finding in findings)
    assert await store.find_findings(["r0.1", "r2.9", "gone.1"]) == {"r0.1": reports["r0.1"]}


def fits(gists: Sequence[str], **asked: object) -> int:
    test = GistTest(**{"words": (), "names": frozenset(), "equal": (), **asked})  # type: ignore[arg-type]
    return test.count("\n".join(gists))


def test_a_gist_tells_words_names_and_values_apart() -> None:
    tree = {"kind": "indicator", "printed": "승소 율\t86", "name": "승소율", "unit": "％", "section": ["소송 현황"]}
    text, keys = write_gists([tree])

    assert fits([text], words=("승소율86",)) == 1
    assert fits([text], words=("승소율소송",)) == 0, "words do not reach from one piece into the next"
    assert fits([text], names=frozenset({"승소율"}), equal=(("unit", "%"),)) == 1
    assert fits([text], names=frozenset({"승소"})) == fits([text], equal=(("unit", ""),)) == fits([text], words=("name",)) == 0
    assert "unit＝％" in keys
    assert set(EQUAL_FIELDS) >= {"unit", "basis", "direction"}
