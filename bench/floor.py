"""How long a whole parse takes, beside a floor that is measured in the same run.

The floor is what no line-reading parser can do without: `splitlines` and one alternation of ten patterns, matched once
per line. The ratio says how much is done beyond it, whatever the machine. A service reads each report once, so what is
timed is a process that has read the other reports and not yet this one. Beside it stands t(2n)/t(n): the same report printed
twice in one text must take about twice as long, not four times.

    python -m bench.floor                               # the samples in seeds/
    BOGO_TEST_REPORTS=folder python -m bench.floor      # the reports of a folder
    python -m bench.floor --at-most 60                  # fail where the ratio of all reports is above
"""

import argparse
import gc
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import _lru_cache_wrapper
from typing import Final

from app.parsers.characters.memo import Kept
from app.parsers.characters.normalise import decode
from app.parsers.pipeline import parse_report
from bench.reports import find_reports

_FLOOR: Final = re.compile(
    r"\s*(?:(?P<chapter>[ⅠⅡⅢⅣⅤ]+\.?)|(?P<number>\d+\.)|(?P<letter>[가-하]\.)|(?P<ring>[①-⑳])|(?P<box>[□■◇◆])|(?P<circle>[○ㅇ◦])"
    r"|(?P<dash>[-–·∙])|(?P<note>※|\*)|(?P<pipe>\|)|(?P<tag><[a-z]+))"
)


def floor(text: str) -> int:
    """Match every line once; the number of lines that begin with a mark."""
    return sum(_FLOOR.match(line) is not None for line in text.splitlines())


def forget() -> None:
    """Let the parser forget every answer it has kept."""
    for held in gc.get_objects():
        if isinstance(held, Kept):
            held.clear()
        elif isinstance(held, _lru_cache_wrapper) and held.__module__.startswith("app.parsers"):
            held.cache_clear()


def seconds(work: Callable[[], object], rounds: int, before: Callable[[], object] = gc.collect) -> float:
    """The shortest of some runs, `before` done untimed ahead of each: what the work takes when nothing disturbs it."""
    times = []
    for _ in range(rounds):
        before()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(text: str, others: Sequence[str], rounds: int) -> tuple[float, float, float]:
    """Seconds of a parse, of the floor, and of a parse of the text printed twice, in a process that has read only `others`."""

    def read_others() -> None:
        forget()
        for other in others:
            parse_report(other)
        gc.collect()

    return (
        seconds(lambda: parse_report(text), rounds, read_others),
        seconds(lambda: floor(text), rounds),
        seconds(lambda: parse_report(f"{text}\n{text}"), rounds, read_others),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--at-most", type=float, default=float("inf"), help="the highest ratio that passes")
    chosen = parser.parse_args()
    texts = {path.name: decode(path.read_bytes()).text for path in find_reports()}
    whole = [0.0, 0.0]
    print(f"{'report':40} {'lines':>6} {'parse ms':>9} {'floor ms':>9} {'ratio':>7} {'t(2n)/t(n)':>11}")
    for name, text in texts.items():
        parse, least, twice = measure(text, [other for other in texts.values() if other is not text], chosen.rounds)
        whole = [whole[0] + parse, whole[1] + least]
        print(f"{name:40} {text.count(chr(10)) + 1:6} {parse * 1e3:9.1f} {least * 1e3:9.3f} {parse / least:7.1f} {twice / parse:11.2f}")
    ratio = whole[0] / whole[1]
    print(f"{'all':40} {'':6} {whole[0] * 1e3:9.1f} {whole[1] * 1e3:9.3f} {ratio:7.1f}")
    if ratio > chosen.at_most:
        sys.exit(f"the parse takes {ratio:.1f} times the floor, more than {chosen.at_most}")


if __name__ == "__main__":
    main()
