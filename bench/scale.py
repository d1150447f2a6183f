"""How much a country's reports take: documents and bytes of each collection, measured on generated reports, multiplied.

    python -m bench.scale [--reports 300] [--texts FOLDER]

Each report is read, cut into documents and encoded as BSON exactly as the MongoDB store writes it; the same reports are
saved into an SQLite file whose tables and indexes are weighed page by page. `--texts` measures the `.txt` files of a folder
instead of generated reports. Then both are multiplied to 243 governments, 60 departments each, 3 reports a year, 20 years.

Measured: documents, BSON bytes, entries of each index, SQLite pages, processor time of one process. Estimated, and marked with `~`:
bytes of an index entry (its fields about as MongoDB's key strings hold them, prefixes not compressed), and what block
compression leaves (deflate at its fastest over blocks of 32 KiB, somewhat better than the snappy that MongoDB uses).
"""

import argparse
import asyncio
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

import apsw
import bson

from app.models.report import Report
from app.parsers.pipeline import read_report
from app.settings import Settings
from app.storage import open_store
from app.storage.documents.revisions import build_parts, number_revision
from app.storage.documents.trees import Document
from app.storage.mongodb.driver import encode
from app.storage.mongodb.schema import INDEXES, SHARD_KEYS, Index
from bench.document import LAYOUTS
from bench.generate import generate_report
from tests.factories import submit

GOVERNMENTS: Final = 243
DEPARTMENTS: Final = 60
REPORTS_A_YEAR: Final = 3
YEARS: Final = 20
COUNTRY: Final = GOVERNMENTS * DEPARTMENTS * REPORTS_A_YEAR * YEARS

_BLOCK: Final = 32_768
_RECORD_BYTES: Final = 8  # where an entry points to, and the cell around it
_GIB: Final = 1 << 30


@dataclass(slots=True)
class Weight:
    """What one collection takes, summed over the reports that were measured."""

    documents: int = 0
    size: int = 0
    packed: int = 0
    largest: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    entry_bytes: Counter[str] = field(default_factory=Counter)

    def add(self, document: Document, indexes: Sequence[Index]) -> bytes:
        """Count one document; its BSON."""
        encoded: bytes = bson.encode(encode(document))
        self.documents += 1
        self.size += len(encoded)
        self.largest = max(self.largest, len(encoded))
        for index in indexes:
            keys = list(list_keys(document, index))
            self.entries[index.name] += len(keys)
            self.entry_bytes[index.name] += sum(keys)
        return encoded


def list_keys(document: Document, index: Index) -> Iterator[int]:
    """The bytes of each entry that a document has in an index: one for each value of a list."""
    choices = []
    for name, _ in index.fields:
        value: Any = document
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        distinct = set(value) if isinstance(value, (list, tuple)) else {value}
        choices.append([weigh_key(one) for one in distinct] or [1])
    return (sum(chosen) + _RECORD_BYTES for chosen in product(*choices))


def weigh_key(value: Any) -> int:
    """About the bytes of a value in a key: a mark of its type, itself, for text an end.

    >>> weigh_key("총무과"), weigh_key(7), weigh_key(None)
    (11, 5, 1)
    """
    if isinstance(value, str):
        return len(value.encode()) + 2
    return 1 if value is None else 5


def index_collections() -> dict[str, tuple[Index, ...]]:
    """All indexes of a sharded cluster: the declared ones, that of `_id`, and that of the shard key where none begins with it."""
    every = {}
    for collection, key in SHARD_KEYS.items():
        declared = (Index((("_id", 1),)), *INDEXES.get(collection, ()))
        shard = Index(tuple((name, 1) for name in key))
        begun = any(index.fields[: len(key)] == shard.fields for index in declared)
        every[collection] = declared if begun else (*declared, shard)
    return every


def list_documents(report: Report, text: str, number: int) -> Iterator[tuple[str, Document]]:
    """Every document that the publication of a report leaves in MongoDB, with its collection."""
    parts = build_parts(submit(f"r{number:015}", report=report, text=text))
    revision = number_revision(parts.revision, 1, None)
    own = {"_id": parts.attempt, "attempt": parts.attempt, "series_id": parts.series_id, "government_key": parts.government_key}
    yield "revisions", revision
    yield "heads", {name: revision[name] for name in ("_id", "series_id", "number", "attempt", "deleted")}
    yield "sources", own | {"bytes": parts.source}
    for collection in ("sections", "search", "sheets", "catalogue", "pieces"):
        for document in getattr(parts, collection):
            yield collection, document


def measure_documents(reports: Sequence[tuple[Report, str]]) -> dict[str, Weight]:
    """The weight of each collection."""
    indexes = index_collections()
    weights: dict[str, Weight] = {}
    blocks: dict[str, bytearray] = {}
    for number, (report, text) in enumerate(reports):
        for collection, document in list_documents(report, text, number):
            weight = weights.setdefault(collection, Weight())
            block = blocks.setdefault(collection, bytearray())
            block += weight.add(document, indexes[collection])
            while len(block) >= _BLOCK:
                weight.packed += len(zlib.compress(block[:_BLOCK], 1))
                del block[:_BLOCK]
    for collection, block in blocks.items():
        weights[collection].packed += len(zlib.compress(block, 1)) if block else 0
    return weights


async def measure_file(reports: Sequence[tuple[Report, str]], path: Path) -> tuple[float, list[tuple[str, int, int]]]:
    """Save the reports into an SQLite file: seconds, and of each table its bytes and those of its indexes."""
    store = await open_store(Settings(store_url=f"sqlite:///{path}"))
    started = time.process_time()
    for number, (report, text) in enumerate(reports):
        await store.save(submit(f"r{number}", report=report, text=text))
    seconds = time.process_time() - started
    await store.close()
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    rows = connection.execute(
        """SELECT s.tbl_name, sum(iif(s.type = 'table', d.pgsize, 0)), sum(iif(s.type = 'index', d.pgsize, 0))
        FROM dbstat d JOIN sqlite_schema s ON s.name = d.name GROUP BY 1 ORDER BY sum(d.pgsize) DESC"""
    )
    sizes = [(str(name), int(table), int(index)) for name, table, index in rows]
    connection.close()
    return seconds, sizes


def read_texts(folder: Path | None, reports: int) -> list[str]:
    """The texts that are measured."""
    if folder:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [generate_report(number, LAYOUTS[number % len(LAYOUTS)]).printed.text for number in range(reports)]


def show_documents(weights: dict[str, Weight], reports: int) -> None:
    times = COUNTRY / reports
    print(
        f"\n| collection | documents a report | BSON bytes a report | largest document | documents | data GiB | ~ packed GiB |\n{_rule(7)}"
    )
    for collection, weight in sorted(weights.items(), key=lambda pair: -pair[1].size):
        print(
            f"| {collection} | {weight.documents / reports:.1f} | {weight.size / reports:,.0f} | {weight.largest:,} "
            f"| {weight.documents * times:,.0f} | {weight.size * times / _GIB:,.1f} | ~{weight.packed * times / _GIB:,.1f} |"
        )
    total, packed = (sum(getattr(weight, name) for weight in weights.values()) for name in ("size", "packed"))
    documents = sum(weight.documents for weight in weights.values())
    print(
        f"| **all** | {documents / reports:.1f} | {total / reports:,.0f} | | {documents * times:,.0f} "
        f"| {total * times / _GIB:,.1f} | ~{packed * times / _GIB:,.1f} |"
    )


def show_indexes(weights: dict[str, Weight], reports: int) -> None:
    times, total = COUNTRY / reports, 0.0
    print(f"\n| index | entries a report | ~ bytes an entry | entries | ~ GiB |\n{_rule(5)}")
    for collection, weight in sorted(weights.items(), key=lambda pair: -sum(pair[1].entry_bytes.values())):
        for name, entries in weight.entries.items():
            size = weight.entry_bytes[name]
            total += size
            each = size / entries if entries else 0
            print(
                f"| {collection}: {name} | {entries / reports:.1f} | ~{each:.0f} | {entries * times:,.0f} | ~{size * times / _GIB:,.1f} |"
            )
    print(f"| **all** | | | | ~{total * times / _GIB:,.1f} |")


def show_file(sizes: Sequence[tuple[str, int, int]], reports: int) -> None:
    times = COUNTRY / reports
    print(f"\n| SQLite table | bytes a report | of its indexes | GiB in all |\n{_rule(4)}")
    for name, table, index in sizes:
        print(f"| {name} | {table / reports:,.0f} | {index / reports:,.0f} | {(table + index) * times / _GIB:,.1f} |")
    table, index = sum(size[1] for size in sizes), sum(size[2] for size in sizes)
    print(f"| **all** | {table / reports:,.0f} | {index / reports:,.0f} | {(table + index) * times / _GIB:,.1f} |")


def _rule(columns: int) -> str:
    return "| --- |" + " ---: |" * (columns - 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--texts", type=Path)
    chosen = parser.parse_args()
    texts = read_texts(chosen.texts, chosen.reports)
    started = time.process_time()
    reports = [(read_report(text.encode()), text) for text in texts]
    reading = time.process_time() - started
    size = sum(len(text.encode()) for text in texts)
    facts = sum(len(report.facts) for report, _ in reports)
    count = len(reports)
    print(f"{count} reports, {size / count:,.0f} bytes of text and {facts / count:.0f} facts each; multiplied to {COUNTRY:,}")
    weights = measure_documents(reports)
    show_documents(weights, len(reports))
    show_indexes(weights, len(reports))
    with tempfile.TemporaryDirectory(prefix="bogo-bench-") as folder:
        saving, sizes = asyncio.run(measure_file(reports, Path(folder) / "bogo.db"))
    show_file(sizes, len(reports))
    for what, seconds in (("read", reading), ("saved into SQLite", saving)):
        each = seconds / count
        print(f"\n{each * 1000:.1f} ms of a processor for a report to be {what}; {each * COUNTRY / 3600:.1f} h for all of them")


if __name__ == "__main__":
    main()
