"""Readers ask while every report is issued anew again and again: each answer is of one text of each report, and whole.

Every figure of a text is made of its number, and the number says how many rows it has (`tests/faults/serving.py`), so an
answer alone shows whether it is mixed or short; and what is told of one revision may never change.
"""

import itertools
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.faults.serving import Senders, count_rows, serving

_SERIES: Final = 2
_READERS: Final = 3
_HEADCOUNTS: Final = 6


def read_number(fact: Mapping[str, Any]) -> int:
    """The number that a figure was made of."""
    if fact["kind"] == "budget_line":
        assert fact["budget_won"] == fact["executed_won"]
        return int(fact["budget_won"]) // 1_000_000
    return int(fact["persons"]) // (2 if fact["grade"] is None else 1)


def read_facts(facts: Iterable[Mapping[str, Any]], *kinds: str) -> dict[str, int]:
    """The number of each revision that these are all facts of those kinds of."""
    numbers: dict[str, set[int]] = defaultdict(set)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for fact in facts:
        numbers[fact["report_id"]].add(read_number(fact))
        counts[fact["report_id"], fact["kind"]] += 1
    assert all(len(found) == 1 for found in numbers.values()), f"mixed: {dict(numbers)}"
    told = {report_id: found.pop() for report_id, found in numbers.items()}
    whole = {
        (report_id, kind): count_rows(number) if kind == "budget_line" else _HEADCOUNTS
        for report_id, number in told.items()
        for kind in kinds
    }
    assert counts == whole, f"{dict(counts)} instead of {whole}"
    return told


def read_list(answer: httpx.Response) -> dict[str, int]:
    """A list of all facts."""
    page = answer.json()
    assert page["total"] == len(page["items"])
    return read_facts(page["items"], "budget_line", "headcount")


def read_lines(answer: httpx.Response) -> dict[str, int]:
    """A stream of all facts."""
    return read_facts(map(json.loads, answer.text.splitlines()), "budget_line", "headcount")


def read_budget(answer: httpx.Response) -> dict[str, int]:
    """The statements of a department."""
    statements = answer.json()["statements"]
    return read_facts((line for statement in statements for line in statement["lines"]), "budget_line")


def read_headcount(answer: httpx.Response) -> dict[str, int]:
    """The people of a department."""
    return read_facts(answer.json()["items"], "headcount")


def read_document(answer: httpx.Response) -> dict[str, int]:
    """A whole document: the cells of its tables."""
    document = answer.json()
    people, budget = document["tables"]
    numbers = {cell["value"] // 1000 for row in budget["rows"] for cell in row["cells"]}
    numbers |= {row["cells"][1]["value"] for row in people["rows"]}
    assert len(numbers) == 1, f"mixed: {numbers}"
    assert len(budget["rows"]) == count_rows(*numbers) == document["facts"]["budget_line"]
    return {document["id"]: numbers.pop()}


def read_hits(answer: httpx.Response) -> dict[str, int]:
    """Passages that hold a word."""
    hits = answer.json()["items"]
    return {hit["report_id"]: int(hit["snippets"][0]["text"].split(" | ")[1].replace(",", "")) // 1000 for hit in hits}


# path, how it is read, of how many reports it tells
QUESTIONS: Final[tuple[tuple[str, Callable[[httpx.Response], dict[str, int]], int], ...]] = (
    ("/reports/{series_id}", read_document, 1),
    ("/reports/{series_id}/facts?limit=1000", read_list, 1),
    ("/facts?limit=1000", read_list, _SERIES),
    ("/facts?format=ndjson", read_lines, _SERIES),
    ("/departments/{department}/budget", read_budget, 1),
    ("/departments/{department}/headcount", read_headcount, 1),
    ("/search?q=인건비", read_hits, _SERIES),
)


@dataclass
class Readers:
    """Callers that ask every question in turn, so often in all."""

    url: str
    series: Mapping[str, str]  # department -> series
    reads: int
    asked: list[int] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Ask everything; what was wrong is noted, not raised."""
        threads = [threading.Thread(target=self._ask, args=(self.reads // _READERS,)) for _ in range(_READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, reads: int) -> None:
        questions = itertools.cycle(itertools.product(QUESTIONS, self.series.items()))
        with httpx.Client(base_url=self.url, timeout=60) as client:
            for (path, read, reports), (department, series_id) in itertools.islice(questions, reads):
                answer = client.get(path.format(department=department, series_id=series_id))
                try:
                    assert answer.status_code == httpx.codes.OK, answer.text
                    self._compare(read(answer), reports)
                except (AssertionError, LookupError, TypeError, ValueError) as mixed:
                    self.wrong.append(f"{path}: {mixed!r}")
        self.asked.append(reads)

    def _compare(self, told: Mapping[str, int], reports: int) -> None:
        assert len(told) == len({report_id.rpartition(".")[0] for report_id in told}) == reports, f"{dict(told)}"
        for report_id, number in told.items():
            assert self.told.setdefault(report_id, number) == number, f"{report_id} was {self.told[report_id]} and is {number}"


def read_while_texts_come_in(folder: Path, store_url: str, reads: int) -> Readers:
    """So many reads of a store in which two reports are issued anew all the time."""
    with serving(folder, store_url) as service:
        service.start()
        with Senders(service.url, "r", senders=_SERIES, series=_SERIES, pause_seconds=0.1) as senders:
            while len({one.id.rpartition(".")[0] for one in senders.acknowledged}) < _SERIES:
                assert senders.await_more(len(senders.acknowledged))
            listed = httpx.get(f"{service.url}/reports").json()["items"]
            readers = Readers(service.url, {report["meta"]["department"]: report["series_id"] for report in listed}, reads)
            readers.run()
        assert senders.refused == []
    assert sum(readers.asked) >= reads - _READERS
    return readers


@pytest.mark.timeout(600)
def test_no_answer_is_mixed(tmp_path: Path) -> None:
    readers = read_while_texts_come_in(tmp_path, f"sqlite:///{tmp_path}/bogo.db", reads=2000)
    assert readers.wrong == []
    assert len(readers.told) > 20, "revisions came in between"


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("fifth", range(5))
def test_100_000_reads(tmp_path: Path, fifth: int) -> None:
    """In five stores, for no two reports are issued anew ten thousand times."""
    readers = read_while_texts_come_in(tmp_path, f"sqlite:///{tmp_path}/bogo.db", reads=20_001)
    print(f"{fifth}: {sum(readers.asked)} reads told of {len(readers.told)} revisions, {len(readers.wrong)} mixed")
    assert readers.wrong == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_2_000_reads_on_mongodb(tmp_path: Path, mongodb_url: str) -> None:
    readers = read_while_texts_come_in(tmp_path, mongodb_url, reads=2_001)
    print(f"{sum(readers.asked)} reads told of {len(readers.told)} revisions, {len(readers.wrong)} mixed")
    assert readers.wrong == []
