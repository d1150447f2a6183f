"""What is weighed is what is stored."""

import re

import bson
import pytest
from pymongo import MongoClient

from app.parsers.pipeline import read_report
from app.settings import Settings
from app.storage import open_store
from app.storage.mongodb.schema import Index
from bench.generate import generate_report
from bench.scale import COUNTRY, index_collections, list_keys, measure_documents
from tests.factories import submit
from tests.running import ROOT


async def test_documents_weigh_what_the_database_holds(mongodb_url: str) -> None:
    text = generate_report(3, "tab").printed.text
    report = read_report(text.encode())
    store = await open_store(Settings(store_url=mongodb_url))
    await store.save(submit("r000000000000000", report=report, text=text))
    await store.close()

    weights = measure_documents([(report, text)])

    assert weights.keys() >= {"revisions", "heads", "sources", "sections", "search", "sheets", "catalogue"}
    with MongoClient[dict[str, object]](mongodb_url) as client:
        for collection, weight in weights.items():
            held = [len(bson.encode(document)) for document in client.get_default_database()[collection].find()]
            assert (weight.documents, weight.size, weight.largest) == (len(held), sum(held), max(held)), collection
            assert weight.size // 20 < weight.packed < weight.size


@pytest.mark.parametrize(
    ("document", "fields", "entries"),
    [
        pytest.param({"a": "가"}, ("a",), [5 + 8], id="text: its bytes, a mark and an end"),
        pytest.param({"a": ["x", "y", "x"], "b": 1}, ("a", "b"), [3 + 5 + 8] * 2, id="a list: one for each value"),
        pytest.param({"a": []}, ("a",), [1 + 8], id="an empty list is found too"),
        pytest.param({"a": {"b": "x"}}, ("a.b",), [3 + 8], id="a field within a field"),
        pytest.param({}, ("a",), [1 + 8], id="what is not there"),
    ],
)
def test_entries_of_an_index(document: dict[str, object], fields: tuple[str, ...], entries: list[int]) -> None:
    assert list(list_keys(document, Index(tuple((name, 1) for name in fields)))) == entries


def test_a_cluster_has_an_index_for_every_shard_key() -> None:
    indexes = index_collections()
    assert [index.name for index in indexes["sections"]] == ["_id", "attempt", "government_key_attempt"]
    assert [index.name for index in indexes["heads"]] == ["_id", "series_id_number"]  # it begins with the key


def test_the_country() -> None:
    assert COUNTRY == 243 * 60 * 3 * 20


def test_the_document_multiplies_by_what_is_measured() -> None:
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    assert f"= {COUNTRY:,} reports" in text
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d,]+) \| ([\d,]+) \| ([\d.]+) \|", text, re.MULTILINE)
    assert {name for name, *_ in rows} == {"sheets", "search", "sections", "sources", "revisions", "catalogue", "heads"}
    for _, each, size, documents, gib in rows:
        assert float(each) * COUNTRY == pytest.approx(float(documents.replace(",", "")), rel=0.02)
        assert float(size.replace(",", "")) * COUNTRY / 2**30 == pytest.approx(float(gib), abs=0.06)
