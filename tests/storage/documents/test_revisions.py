"""Reports as documents and back, without a database."""

import dataclasses
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import StoreDamaged
from app.models.facts import FACTS, BudgetLine, Facility, Fact, Indicator, Project
from app.models.outline import Cell
from app.models.report import Report
from app.models.span import Span
from app.storage.documents import revisions as documents
from app.storage.documents.revisions import Parts, StoredParts, build_parts, number_revision, read_report
from app.storage.documents.sheets import SHEET_FACTS, build_facts
from app.storage.documents.trees import to_tree
from tests.factories import build_large_report, build_report, every_kind, headcount, indicator, stored_facts, submit

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)


def through_json(parts: Parts) -> tuple[Any, StoredParts]:
    """As a database would give the documents back: in any order, as plain JSON."""
    revision = orjson.loads(orjson.dumps(number_revision(parts.revision, 1, None)))
    texts = [orjson.loads(orjson.dumps(list(reversed(found)))) for found in (parts.sections, parts.sheets, parts.pieces)]
    return revision, StoredParts(*texts)


def there_and_back(report: Report) -> Report:
    return read_report(*through_json(build_parts(submit(report=report))), "r1.1")


def as_stored(report: Report) -> Report:
    return dataclasses.replace(report, facts=stored_facts(report, "r1.1"))


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(build_report(every_kind()), id="one fact of every kind"),
        pytest.param(build_report(), id="no facts"),
        pytest.param(build_large_report(900), id="many sheets, facts of different sheets mixed"),
        pytest.param(dataclasses.replace(build_report(), outline=()), id="a table whose section is not in the outline"),
        pytest.param(dataclasses.replace(build_report(), tables=(), outline=()), id="nothing at all"),
    ],
)
def test_a_report_comes_back_equal(report: Report) -> None:
    assert there_and_back(report) == as_stored(report)


def test_facts_of_a_program_without_places_are_read() -> None:
    """What such a program stored lacks the new fields, and called what stands over an indicator's table its table."""
    trees = [to_tree(fact) for fact in every_kind()]
    new = {"section_id", "table", "row", "column", "at", "role", "rank", "caption"}
    old = [{field: held for field, held in tree.items() if field not in new} for tree in trees]
    told = [tree | ({"table": "사업 현황"} if tree["kind"] == "indicator" else {}) for tree in old]

    found = build_facts(told)

    assert [fact.kind for fact in found] == [fact.kind for fact in every_kind()]
    assert all((fact.section_id, fact.table, fact.row, fact.column, dict(fact.at)) == (None, None, None, None, {}) for fact in found)
    assert [fact.caption for fact in found if isinstance(fact, Indicator)] == ["사업 현황"]
    assert all(line.role is None for line in found if isinstance(line, BudgetLine))


def test_sections_of_the_same_id_are_kept_apart() -> None:
    once = build_report()
    twice = dataclasses.replace(once, outline=once.outline * 2)

    assert there_and_back(twice) == as_stored(twice)


@given(st.lists(st.builds(Cell, TEXT, st.none() | st.integers() | DECIMALS, st.none() | st.just(Span(1, 2, 0, 3))), max_size=4))
@settings(max_examples=200)
def test_cells_of_any_content_come_back_equal(cells: list[Cell]) -> None:
    report = build_report()
    table = report.tables[0]
    row = dataclasses.replace(table.rows[0], cells=tuple(cells))
    report = dataclasses.replace(report, tables=(dataclasses.replace(table, rows=(row,)),))

    assert there_and_back(report) == as_stored(report)


@given(
    st.builds(
        Indicator,
        id=TEXT,
        government=st.none() | TEXT,
        bureau=st.none() | TEXT,
        department=st.none() | TEXT,
        fiscal_year=st.none() | st.integers(),
        as_of=st.none() | TEXT,
        section=st.tuples(TEXT),
        span=st.just(Span(1, 1)),
        printed=TEXT,
        name=TEXT,
        value=st.integers() | DECIMALS,
        dimensions=st.dictionaries(TEXT, TEXT),
    )
)
@settings(max_examples=200)
def test_facts_of_any_content_come_back_equal(fact: Indicator) -> None:
    report = build_report((fact, headcount()))

    assert there_and_back(report) == as_stored(report)


@pytest.mark.parametrize("fact", every_kind(), ids=lambda fact: fact.kind)
def test_a_tree_reads_as_what_it_was_written_from(fact: Fact) -> None:
    tree = orjson.loads(orjson.dumps(to_tree(fact)))
    for field in {"dimensions", "counts", "at"} & tree.keys():
        tree[field] = {pair["label"]: pair["value"] for pair in tree[field]}

    assert FACTS.validate_python([tree]) == (fact,)


def test_a_sheet_holds_one_kind_of_one_body_and_year() -> None:
    parts = build_parts(submit(report=build_large_report(900)))

    for sheet in parts.sheets:
        assert sheet["count"] == len(sheet["facts"]) == len(sheet["positions"]) <= SHEET_FACTS
    keys = [(sheet["kind"], sheet["body_key"], sheet["fiscal_year"], sheet["statement"]) for sheet in parts.sheets]
    assert len(set(keys)) == len(keys)


def test_what_a_sheet_says_once_is_not_repeated() -> None:
    (sheet,) = build_parts(submit(facts=[indicator(1), indicator(2)])).sheets

    assert sheet["department"] == "총무과"
    assert not {"department", "kind", "unit_missing", "bound"} & sheet["facts"][0].keys()


def test_a_hostile_report_is_folded_and_comes_back_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "FOLD_BYTES", 500)
    report = build_large_report(300)
    parts = build_parts(submit(report=report))

    assert parts.pieces
    assert all(len(orjson.dumps(document)) < 3000 for document in (*parts.sections, *parts.sheets, *parts.pieces))
    assert read_report(*through_json(parts), "r1.1") == as_stored(report)


def drop_sheet(revision: Any, parts: Any) -> None:
    parts.sheets.pop()


def drop_section(revision: Any, parts: Any) -> None:
    parts.sections.pop()


def double_sheet(revision: Any, parts: Any) -> None:
    parts.sheets.append(parts.sheets[0])


def change_amount(revision: Any, parts: Any) -> None:
    next(sheet for sheet in parts.sheets if sheet["kind"] == "headcount")["facts"][0]["persons"] += 1


def change_title(revision: Any, parts: Any) -> None:
    revision["details"]["outline"][0]["title"] = "일반 현황"


def change_cell(revision: Any, parts: Any) -> None:
    next(section for section in parts.sections if section["content"]["tables"])["content"]["tables"][0]["rows"][0]["cells"][0]["value"] = 44


def lose_details(revision: Any, parts: Any) -> None:
    revision["details"] = None


@pytest.mark.parametrize(
    "damage",
    [drop_sheet, drop_section, double_sheet, change_amount, change_title, change_cell, lose_details],
    ids=lambda made: made.__name__,
)
def test_documents_that_are_not_what_was_written_are_refused(damage: Any) -> None:
    revision, parts = through_json(build_parts(submit(facts=every_kind())))
    damage(revision, parts)

    with pytest.raises(StoreDamaged, match=r"r1\.1"):
        read_report(revision, parts, "r1.1")


def test_the_digest_does_not_depend_on_how_documents_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    report = build_large_report(500)
    whole = build_parts(submit(report=report)).revision["digests"]
    monkeypatch.setattr("app.storage.documents.sheets.SHEET_FACTS", 7)

    assert build_parts(submit(report=report)).revision["digests"] == whole


def test_numbers_beyond_64_bits_and_beyond_a_double_are_kept() -> None:
    facts: tuple[Fact, ...] = (
        dataclasses.replace(indicator(), value=10**30),
        dataclasses.replace(indicator(2), value=Decimal("3.14159265358979323846264338327950288")),
    )
    report = build_report(facts)

    assert there_and_back(report).facts == stored_facts(report, "r1.1")


def test_every_kind_is_in_the_factory() -> None:
    assert {type(fact) for fact in every_kind()} >= {BudgetLine, Facility, Project, Indicator}
    assert len({fact.kind for fact in every_kind()}) == 10
