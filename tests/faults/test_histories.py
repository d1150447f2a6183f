"""Whatever is done to a store, in whatever order, it answers as a dictionary would.

A history is a row of random steps: texts come in, the same ones again, others for the same report; reports are deleted, come
again, are read again with another parser; in between the store is closed and opened. The model of it is a dictionary of
lists, and every answer is compared with what the lists say.
"""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any, ClassVar, Final, NamedTuple, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.models.facts import BudgetLine, Fact
from app.models.report import Hints
from app.settings import Settings
from app.storage import open_store
from app.storage.port import Action, FactQuery, JournalQuery, ReportQuery, ReportStore, Saved, SearchQuery, Submission
from tests.factories import NOON, budget_line, build_meta, build_report, submit
from tests.mongodb_server import MongoServer

_T = TypeVar("_T")
_DEPARTMENTS: Final = ("가무과", "나무과", "다무과")
_SERIES: Final = ("r1", "r2")  # few, so that steps meet each other
SERIES: Final = st.sampled_from(_SERIES)
TEXTS: Final = st.integers(0, 3)
READINGS: Final = st.integers(0, 1)
TITLES: Final = st.sampled_from([None, "주요업무보고"])


class Text(NamedTuple):
    """What came in: a text, with a title that the sender may have given."""

    number: int
    title: str | None


@dataclass(frozen=True)
class Revision:
    """What a revision holds; no text: it is a tombstone."""

    text: Text | None
    reading: int
    at: datetime
    action: Action


def write_source(text: Text) -> str:
    """The text as it is sent."""
    return f"보고서 {text.number}"


def read_lines(text: Text, reading: int) -> list[BudgetLine]:
    """What a parser (there are two readings) finds in a text: figures of two departments and two years."""
    count = 2 + text.number % 3 + reading
    return [
        budget_line(
            n,
            department=_DEPARTMENTS[(text.number + n) % 3],
            fiscal_year=2020 + n % 2,
            won=1000 * text.number + 10 * n + reading,
            line=10 + n,
        )
        for n in range(1, count + 1)
    ]


def submit_text(series_id: str, text: Text, reading: int, at: datetime, action: Action) -> Submission:
    """A text and what was read in it."""
    source = write_source(text)
    report = build_report(read_lines(text, reading), meta=build_meta(), source=source.encode(), parser_version=str(reading + 1))
    return submit(series_id, text=source, report=report, hints=Hints(source=series_id, title=text.title), at=at, action=action)


class Histories(RuleBasedStateMachine):
    """A store and its model side by side."""

    open_database: ClassVar[Callable[[], AbstractContextManager[str]]]
    histories: ClassVar[int] = 0
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).histories += 1
        self.model: dict[str, list[Revision]] = {}
        self.now = NOON
        self._stack = ExitStack()
        self._url = self._stack.enter_context(type(self).open_database())
        self._runner = self._stack.enter_context(asyncio.Runner())
        self.store = self._open()

    def _open(self) -> ReportStore:
        return self._run(open_store(Settings(store_url=self._url)))

    def _run(self, call: Coroutine[Any, Any, _T]) -> _T:
        return self._runner.run(call)

    def _tick(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def _latest(self, series_id: str) -> Revision | None:
        newest = self.model.get(series_id, [None])[-1]
        return newest if newest and newest.text else None

    def _alive(self) -> list[str]:
        return [series_id for series_id in _SERIES if self._latest(series_id)]

    def _held(self, series_id: str, text: Text) -> int | None:
        """The number of the newest revision of a text, if one came since the series was deleted last."""
        revisions = list(enumerate(self.model.get(series_id, []), 1))
        since = takewhile(lambda pair: pair[1].text is not None, reversed(revisions))
        return next((number for number, revision in since if revision.text == text), None)

    def _save(self, series_id: str, text: Text, reading: int, action: Action, *, created: bool, held: int | None = None) -> None:
        at = self._tick()
        saved: Saved = self._run(self.store.save(submit_text(series_id, text, reading, at, action)))
        if created:
            self.model.setdefault(series_id, []).append(Revision(text, reading, at, action))
        assert saved.created is created
        assert saved.identity.id == f"{series_id}.{held or len(self.model[series_id])}"

    @invariant()
    def count(self) -> None:
        type(self).steps += 1

    @rule(series_id=SERIES, number=TEXTS, title=TITLES, reading=READINGS)
    def ingest(self, series_id: str, number: int, title: str | None, reading: int) -> None:
        text = Text(number, title)
        held = self._held(series_id, text)
        self._save(series_id, text, reading, Action.INGEST, created=held is None, held=held)

    @precondition(lambda self: self._alive())
    @rule(data=st.data())
    def ingest_the_same(self, data: st.DataObject) -> None:
        series_id = data.draw(st.sampled_from(self._alive()))
        latest = self._latest(series_id)
        assert latest
        assert latest.text
        self._save(series_id, latest.text, latest.reading, Action.INGEST, created=False)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reading=READINGS)
    def read_again(self, data: st.DataObject, reading: int) -> None:
        """With another parser, the latest text or one that is not the latest any more."""
        series_id = data.draw(st.sampled_from(sorted(self.model)))
        known = sorted({revision.text for revision in self.model[series_id] if revision.text}, key=str)
        text, latest = data.draw(st.sampled_from(known)), self._latest(series_id)
        self._save(
            series_id, text, reading, Action.REPARSE, created=latest is not None and latest.text == text and latest.reading != reading
        )

    @rule(series_id=SERIES)
    def delete(self, series_id: str) -> None:
        there, at = self._latest(series_id) is not None, self._tick()
        assert self._run(self.store.delete(series_id, actor="tester", at=at)) is there
        if there:
            self.model[series_id].append(Revision(None, 0, at, Action.DELETE))

    @rule()
    def open_again(self) -> None:
        self._run(self.store.close())
        self.store = self._open()

    @rule()
    def put_in_order(self) -> None:
        assert self._run(self.store.rebuild_heads()) == 0
        assert self._run(self.store.sweep(datetime.now(UTC) + timedelta(days=2))) == 0

    @rule(series_id=SERIES)
    def find_series(self, series_id: str) -> None:
        self._compare_report(series_id, self._latest(series_id), len(self.model.get(series_id, ())))

    @rule(series_id=SERIES, number=st.integers(1, 12))
    def find_revision(self, series_id: str, number: int) -> None:
        revisions = self.model.get(series_id, [])
        held = revisions[number - 1] if number <= len(revisions) else None
        self._compare_report(f"{series_id}.{number}", held if held and held.text else None, number)

    @rule(department=st.sampled_from(_DEPARTMENTS))
    def find_department(self, department: str) -> None:
        page = self._run(self.store.find_facts(FactQuery(body=department, limit=1000)))
        expected = [fact for fact in self._facts(self._alive()) if fact.department == department]
        assert list(page.items) == in_order(expected)
        assert page.total == len(expected)

    @rule()
    def find_all(self) -> None:
        page = self._run(self.store.find_facts(FactQuery(limit=1000)))
        assert list(page.items) == in_order(self._facts(self._alive()))
        listed = self._run(self.store.find_reports(ReportQuery()))
        assert {one.identity.id for one in listed.items} == {f"{series_id}.{len(self.model[series_id])}" for series_id in self._alive()}

    @rule()
    def find_history(self) -> None:
        page = self._run(self.store.find_facts(FactQuery(include_history=True, limit=1000)))
        expected = [fact for one in self._alive() for n, held in enumerate(self.model[one], 1) for fact in stored(f"{one}.{n}", held)]
        assert sorted(page.items, key=by_name) == sorted(expected, key=by_name)

    @rule()
    def find_journal(self) -> None:
        page = self._run(self.store.find_journal(JournalQuery(limit=1000)))
        entries = sorted(((held.at, one, n, held.action) for one in self.model for n, held in enumerate(self.model[one], 1)), reverse=True)
        assert [(entry.at, entry.series_id, entry.revision, entry.action) for entry in page.items] == entries

    @rule()
    def search(self) -> None:
        page = self._run(self.store.search(SearchQuery("휴직")))
        assert {hit.report_id for hit in page.items} == {f"{series_id}.{len(self.model[series_id])}" for series_id in self._alive()}

    def _compare_report(self, report_id: str, held: Revision | None, number: int) -> None:
        found = self._run(self.store.find_report(report_id))
        source = self._run(self.store.find_source(report_id))
        page = self._run(self.store.find_facts(FactQuery(report_id=report_id, limit=1000)))
        if held is None or held.text is None:
            assert (found, source, page.items) == (None, None, ())
            return
        series_id = report_id.partition(".")[0]
        expected = stored(f"{series_id}.{number}", held)
        assert found is not None
        assert list(found.report.facts) == expected
        assert list(page.items) == in_order(expected)
        assert source == write_source(held.text).encode()
        assert found.summary.identity.latest is (number == len(self.model[series_id]))
        assert len(self._run(self.store.find_revisions(series_id))) == len(self.model[series_id])

    def _facts(self, series: Iterable[str]) -> list[BudgetLine]:
        return [fact for one in series for fact in stored(f"{one}.{len(self.model[one])}", self.model[one][-1])]

    def teardown(self) -> None:
        """What was not asked for on the way is asked for at the end."""
        try:
            self.find_all()
            self.find_history()
            self.find_journal()
            for series_id in _SERIES:
                self.find_series(series_id)
        finally:
            self._run(self.store.close())
            self._stack.close()


def stored(report_id: str, held: Revision) -> list[BudgetLine]:
    """The facts of a revision as a store answers them."""
    return [replace(fact, report_id=report_id) for fact in read_lines(held.text, held.reading)] if held.text else []


def by_name(fact: Fact) -> tuple[str, str]:
    """The name of a fact, whatever revision it is of."""
    return fact.report_id, fact.id


def in_order(facts: Sequence[BudgetLine]) -> list[BudgetLine]:
    """As the port puts them."""
    return sorted(facts, key=lambda fact: (-(fact.fiscal_year or 0), fact.department or "", fact.report_id, fact.span.first))


@contextmanager
def open_file(folder: Path) -> Iterator[str]:
    """A file of its own for each history."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        yield f"sqlite:///{own}/bogo.db"


def run_histories(open_database: Callable[[], AbstractContextManager[str]], histories: int, steps: int) -> tuple[int, int]:
    """So many histories of so many steps; how many of both there were. A difference ends it, with the shortest way there."""

    class Machine(Histories):
        histories = 0
        steps = 0

    Machine.open_database = open_database
    chosen = settings(
        max_examples=histories,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=chosen)
    return Machine.histories, Machine.steps - Machine.histories  # it is counted before the first step too


@pytest.fixture(params=["sqlite", "mongodb"])
def open_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], AbstractContextManager[str]]:
    """Gives an empty database of its own to each history, on both databases in turn."""
    if request.param == "sqlite":
        return lambda: open_file(tmp_path)
    server: MongoServer = request.getfixturevalue("mongodb_server")
    return server.fresh_database


@pytest.mark.timeout(600)
def test_histories(open_database: Callable[[], AbstractContextManager[str]], request: pytest.FixtureRequest) -> None:
    histories, steps = run_histories(open_database, histories=60 if "sqlite" in request.node.name else 15, steps=20)
    assert steps > 10 * histories


@pytest.mark.soak
@pytest.mark.timeout(10_000)
def test_500_histories_of_50_steps(open_database: Callable[[], AbstractContextManager[str]]) -> None:
    """A few more, for some of them are shorter."""
    histories, steps = run_histories(open_database, histories=600, steps=50)
    print(f"{histories} histories, {steps} steps, no difference")
    assert steps >= 500 * 50
