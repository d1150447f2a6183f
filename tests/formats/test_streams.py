"""Files of very many items: memory stays flat, whatever the format."""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from app.formats import Format, Labels
from app.formats.streams import cut_portions, write_text
from app.formats.tables import fact_table
from app.models.facts import Fact
from tests.factories import budget_line, indicator
from tests.running import ROOT

MANY = 100_000
FEW = 5_000

# Run in a process of its own, for what a process once held is never told apart from what it holds now.
MEASURE = """
import asyncio, resource, sys, tempfile
from app.formats import Format, Labels
from app.formats.streams import cut_portions, write_text, write_workbook
from app.formats.tables import fact_table
from tests.formats.test_streams import make_facts

async def main(form, number):
    table, portions = fact_table(), cut_portions(make_facts(number))
    if form is Format.XLSX:
        with tempfile.TemporaryFile() as file:
            await write_workbook(file, Labels.EN, table, portions)
            return file.seek(0, 2)
    return sum([len(part) async for part in write_text(form, Labels.EN, table, portions)])

size = asyncio.run(main(Format(sys.argv[1]), int(sys.argv[2])))
print(size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


async def make_facts(number: int) -> AsyncIterator[Fact]:
    """Facts that are made as they are asked for, each of its own text."""
    for at in range(number):
        yield replace(budget_line(at), printed=f"항목 {at}\t{at * 1000:,}\t46.50") if at % 2 else indicator(at, value=at)


def measure(form: Format, number: int) -> tuple[int, int]:
    """The bytes of a file of so many facts, and the most KiB that its writer held."""
    command = [sys.executable, "-c", MEASURE, form, str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=250, check=True)
    size, held = map(int, done.stdout.split())
    return size, held


@pytest.mark.parametrize(("form", "number"), [(Format.NDJSON, MANY), (Format.CSV, MANY), (Format.XLSX, MANY // 5)])
def test_memory_stays_flat(form: Format, number: int) -> None:
    little, before = measure(form, FEW)
    large, after = measure(form, number)
    assert large > little * number / FEW * 0.8
    assert after - before < 12_000, f"KiB for {number:,} facts rather than {FEW:,}"


async def test_only_a_portion_is_held() -> None:
    """As above, by what Python itself counts, and while the file is being written."""
    lines = 0
    tracemalloc.start()
    try:
        async for part in write_text(Format.NDJSON, Labels.EN, fact_table(), cut_portions(make_facts(20_000))):
            lines += part.count(b"\n")
            if lines == 1000:
                tracemalloc.reset_peak()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines == 20_000
    assert peak < 8_000_000


async def test_portions_lose_nothing() -> None:
    portions = [portion async for portion in cut_portions(make_facts(1234), 500)]
    assert [len(portion) for portion in portions] == [500, 500, 234]
    assert [portion async for portion in cut_portions(make_facts(0))] == []
    lines = b"".join(
        [part async for part in write_text(Format.NDJSON, Labels.EN, fact_table(), cut_portions(make_facts(1234)))]
    ).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [fact.id async for fact in make_facts(1234)]
