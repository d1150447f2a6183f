"""What a page says of itself in keys and values: whose it is, when it was written, of which account's year.

How they look: `담당부서 : 총무과`, `- 작성일2031-07-10`, `부서명 | 구조과 | 분야명 | 안전 |`, a key on one line and its value on the
next, several of them in one line of a flattened page (`실국: 안전국 부서: 구조과`). A title page, a form, the head of a notice and
the foot of a web page print them alike.

>>> from app.parsers.lines.lines import read_lines
>>> lines = read_lines("- 부서\\n- 총무과\\n등록일2031-07-10\\n부서명 | 구조과 | 분야명 | 안전 |")
>>> [(one.key, one.value) for one in find_particulars(lines)]
[('부서', '총무과'), ('등록일', '2031-07-10'), ('부서명', '구조과'), ('분야명', '안전')]
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final, NamedTuple

from app.parsers.labels import (
    DOCUMENT_NUMBER_KEY,
    FORM_KEYS,
    ISSUED_KEYS,
    KEYED_DATE,
    REPORTER_KEYS,
    TOPIC_PARTICLES,
    UPDATED_KEYS,
    YEAR_KEYS,
    label_key,
)
from app.parsers.lines.lines import Line

_KEYS: Final = REPORTER_KEYS | ISSUED_KEYS | UPDATED_KEYS | YEAR_KEYS | FORM_KEYS
HEAD_LINES: Final = 30  # lines that are not blank
FOOT_LINES: Final = 15
_LONGEST_LINE: Final = 60
_LONGEST_VALUE: Final = 40
_MOST_COLONS: Final = 12  # keys with a colon that are looked at in one line
_FLAT: Final = 600  # characters of a flattened line that may hold them
_MARKS: Final = " \t-–•·○ㅇ*|"


def _spelt(keys: frozenset[str]) -> str:
    """Any of the keys, also padded with blanks: `부 서`; the longest first."""
    return "|".join(r"\s{0,3}".join(key) for key in sorted(keys, key=lambda key: (-len(key), key)))


_KEY: Final = re.compile(rf"(?P<key>{_spelt(_KEYS)})(?P<colon>\s*[:：]?\s*)(?P<value>.*)")
_KEYED: Final = re.compile(rf"(?:^|(?<=[\s(]))(?P<key>{_spelt(_KEYS)})(?:\s*[:：]|[{TOPIC_PARTICLES}](?=\s))\s*(?P<value>[^\s|:：]+)")
# A date stands right behind its key, wherever that is; so does the number of a document, which opens with who wrote it.
_DATED: Final = re.compile(rf"(?P<key>{_spelt(ISSUED_KEYS)})\s*[:：]?\s*(?P<value>{KEYED_DATE})")
_DOCUMENT: Final = re.compile(rf"(?P<key>{DOCUMENT_NUMBER_KEY})\s*[:：]?\s*(?P<value>[가-힣]{{2,12}})-\d")


class Particular(NamedTuple):
    """A key, its value and the index of its line."""

    key: str
    value: str
    at: int


def find_particulars(lines: Sequence[Line]) -> tuple[Particular, ...]:
    """The keys with their values at the head and the foot of a page, in the order of print."""
    said = [at for at, line in enumerate(lines) if line.body]
    near = sorted({*said[:HEAD_LINES], *said[-FOOT_LINES:]})
    return tuple(one for at in near for one in _of_line(lines, at))


def _of_line(lines: Sequence[Line], at: int) -> Iterator[Particular]:
    cells = _cells(lines[at])
    yield from _beside(cells, at)
    body = lines[at].body.strip(_MARKS)
    keyed = list(_keyed(body, at))
    match = _KEY.match(body)
    if match is None or len(keyed) > 1 or len(body) > _LONGEST_LINE or any(cells[1:]):
        yield from keyed
        return
    value = match["value"].strip(_MARKS) or _below(lines, at)
    if value and len(value) <= _LONGEST_VALUE:
        yield Particular(label_key(match["key"]), value, at)


def _beside(cells: Sequence[str], at: int) -> Iterator[Particular]:
    """Known keys, each with the cell behind it."""
    return (Particular(label_key(key), value, at) for key, value in pairwise(cells) if label_key(key) in _KEYS and value)


def _cells(line: Line) -> list[str]:
    return [cell.strip() for cell in line.body.split("|")] if "|" in line.body else [cell.text for cell in line.cells]


def _keyed(body: str, at: int) -> Iterator[Particular]:
    """Keys with their values anywhere in a line."""
    for pattern in (_KEYED, _DATED, _DOCUMENT):
        for match in islice(pattern.finditer(body[:_FLAT]), _MOST_COLONS):
            yield Particular(label_key(match["key"]), match["value"], at)


def _below(lines: Sequence[Line], at: int) -> str:
    """The next line that says anything: the value of a key that stands alone."""
    following = next((line for line in lines[at + 1 : at + 3] if line.body.strip(_MARKS)), None)
    return following.body.strip(_MARKS) if following else ""
