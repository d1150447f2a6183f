"""A rate of a table told in words above it: `승소율 : 86 % (행정 86%, 민사 94%)` over a table of cases won and lost.

The rate's own name says what it counts (승소율 the column 승소), not what it is of. So every other column is tried, and only
where all rates but one agree with the table is that one reported.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.parsers.checks.messages import with_ro
from app.parsers.checks.splits import read_pieces
from app.parsers.evidence.arithmetic import Kind, judge
from app.parsers.labels import PERCENT_ENDINGS, RATE_NAME, label_key
from app.parsers.outline.passages import Passage
from app.parsers.tables.sheet import Sheet, View, is_sum
from app.parsers.values.figures import Figure, Read, Value, percent, show

_TOLD: Final = re.compile(rf"(?P<name>{RATE_NAME})\s?:?\s?(?P<rate>\d{{1,9}}(?:\.\d{{1,4}})?)\s?%\s?\((?P<inner>[^()]*%[^()]*)\)")


def check_told_rates(passage: Passage, sheet: Sheet) -> Iterator[Finding]:
    """A rate told in words with its parts, against the columns of the table below that it was computed from."""
    match = _TOLD.search(passage.text) if "%" in passage.text else None
    told = _told(match, sheet) if match else []
    if not match or len(told) < LEAST_TOLD:
        return
    wrong = _wrong(told, _parts(match["name"], sheet.columns), sheet.columns)
    if wrong is None:
        return
    line, figure, value = wrong
    expected = show(value, figure)
    name = f"{sheet.columns.lines[line][-1]} {match['name']}"
    message = f"'{name}'은 글에 {with_ro(figure.printed)} 인쇄되었으나, 아래 표의 값으로 계산하면 {expected}입니다."
    span, row = passage.span(match.start(), match.end()), sheet.table.table.rows[line].span
    yield Finding(FindingCode.RATE_MISMATCH, Severity.ERROR, message, span, figure.printed, expected, (row,))


LEAST_TOLD: Final = 3
"""Of so many rates told, all but one must agree with the table."""


def _parts(name: str, view: View) -> list[int]:
    """The columns that a rate counts: 승소율 counts what stands under 승소."""
    stem = label_key(name)[:-1]
    return [item for item, keys in enumerate(view.keys) if keys and keys[-1].startswith(stem) and not keys[-1].endswith(PERCENT_ENDINGS)]


def _wrong(told: Sequence[tuple[int, Figure]], parts: Sequence[int], view: View) -> tuple[int, Figure, Value] | None:
    """The one rate that the table contradicts, whatever column it is of; None where all agree, or more than one does not."""
    found = None
    for part, whole in ((part, whole) for part in parts[:2] for whole in range(len(view.paths)) if whole != part):
        off = _contradicted(told, view.cells[part], view.cells[whole])
        if off is not None and not off:
            return None
        if off is not None and len(off) == 1:
            found = off[0]
    return found


def _contradicted(
    told: Sequence[tuple[int, Figure]], part: Sequence[Read], whole: Sequence[Read]
) -> list[tuple[int, Figure, Value]] | None:
    """The rates that two columns contradict; None where they don't say something of all."""
    verdicts = [(line, judge(Kind.RATE, rate, [(part[line], 1), (whole[line], 1)])) for line, rate in told]
    known = [(line, verdict) for line, verdict in verdicts if verdict]
    if len(known) < len(told):
        return None
    return [(line, verdict.figure, verdict.expected) for line, verdict in known if verdict.off and not verdict.cut]


def _told(match: re.Match[str], sheet: Sheet) -> list[tuple[int, Figure]]:
    """The rows of a table that a text tells a rate of: the total's, and those of its parts."""
    paths = sheet.columns.lines
    lines = {label_key(path[-1]): line for line, path in enumerate(paths) if path}
    told = [(line, percent(match["rate"])) for line, path in enumerate(paths) if path and is_sum(path[-1])][:1]
    for piece in read_pieces(match["inner"]):
        line = lines.get(label_key(piece.label))
        if line is not None and _is_rate(*piece.amounts[0]):
            told.append((line, percent(piece.amounts[0][0])))
    return told


def _is_rate(number: str, unit: str) -> bool:
    return unit == "%" and number.replace(".", "").isdigit()
