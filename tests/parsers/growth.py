"""How the work of reading grows with the text.

Two measures. *Steps*: the calls that Python makes, which are the same on every run and every machine; twice the text may take
little more than twice as many. *Seconds*: what one call does inside (a pattern, a slice) is no step, so the time is looked at
too, over four times the text, where squares take sixteen times as long; other work on the machine is far from that.
"""

import gc
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from app.errors import InvalidReport
from app.parsers.pipeline import parse_report

MOST_STEPS: Final = 2.3
"""Times as many steps for twice the text."""

MOST_SECONDS: Final = 8.0
"""Times as long for four times the text: between four of what is linear and sixteen of squares."""

_ROUNDS: Final = 3
_LEAST_SECONDS: Final = 0.02


def read(text: str) -> None:
    """Read a text, or find that it is none."""
    try:
        parse_report(text)
    except InvalidReport:
        return


def steps_of(work: Callable[[], object]) -> int:
    """How many calls a piece of work makes."""
    steps = 0

    def count(_frame: object, event: str, _argument: Any) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return steps


def seconds_of(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work, without those that the collector spends on what others have left."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def assert_linear(text: str) -> None:
    """Twice the text takes twice the steps, and four times the text no sixteenfold time."""
    assert_linear_in(lambda times: text * times, 1)


def assert_linear_in(write: Callable[[int], str], size: int) -> None:
    """The same of a text that is written at a size, at twice and at four times that."""
    short_text, text, long_text = write(size), write(2 * size), write(4 * size)
    read(short_text)  # what is kept of it is kept for all readings
    once, twice = steps_of(lambda: read(short_text)), steps_of(lambda: read(text))
    assert twice <= MOST_STEPS * once, f"{once} steps became {twice}"
    short = long = float("inf")
    for _ in range(_ROUNDS):
        short, long = min(short, seconds_of(lambda: read(short_text))), min(long, seconds_of(lambda: read(long_text)))
        if long <= MOST_SECONDS * max(short, _LEAST_SECONDS):
            break
    assert long <= MOST_SECONDS * max(short, _LEAST_SECONDS), f"{short:.3f} s became {long:.3f} s"
