"""All facts in another order than the store's own, however many there are.

Facts are sorted in runs that memory holds; runs lie in files without a name until they are merged.
"""

import asyncio
import heapq
import pickle
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO, Any, Final

from app.models.facts import Fact
from app.queries.listing import place_facts

RUN_FACTS: Final = 10_000
_FACTS_AT_ONCE: Final = 500


async def order_facts(facts: AsyncIterator[Fact], field: str, run_facts: int = RUN_FACTS) -> AsyncIterator[Fact]:
    """Facts in the order of one of their fields, as `listing.sort_facts` pages through it."""
    place = place_facts(field)
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        run: list[Fact] = []
        async for fact in facts:
            run.append(fact)
            if len(run) == run_facts:
                runs.append(files.enter_context(tempfile.TemporaryFile()))
                await asyncio.to_thread(_lay_down, runs[-1], run, place)
                run = []
        merged = heapq.merge(*map(_take_up, runs), await asyncio.to_thread(sorted, run, key=place), key=place)
        while portion := await asyncio.to_thread(_take, merged):
            for fact in portion:
                yield fact


def _lay_down(file: IO[bytes], facts: Iterable[Fact], place: Callable[[Fact], Any]) -> None:
    for fact in sorted(facts, key=place):
        pickle.dump(fact, file)
    file.seek(0)


def _take_up(file: IO[bytes]) -> Iterator[Fact]:
    # Only this process has ever had the file, so what is read is what was written.
    while True:
        try:
            yield pickle.load(file)
        except EOFError:
            return


def _take(facts: Iterator[Fact]) -> list[Fact]:
    return list(islice(facts, _FACTS_AT_ONCE))
