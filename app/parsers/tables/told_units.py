"""The unit of a table that prints none, where the text beside it states figures of the table with theirs.

    예산은 모두 1,540억 원이다 (본청 1,210억, 사업소 330억)
    구분 | 계 | 본청 | 사업소
    계 | 1,540 | 1,210 | 330             the table counts 억원

An amount of the text and a number of the table are the same if one is the other counted in 천원, 백만원 or 억원. One such
pair may be chance, so it needs proof as a relation of columns does (`evidence/relations.py`): the digits of all numbers that
agree, less those of the pairs that were looked at. A sentence that names the very label and prints the very digits
(`발행액은 34,000백만원`) needs no more.

A label over columns may carry their total with its unit: `관리인력(7명)` over 4 and 3. Where they add up to it they are in its unit.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log10
from typing import Final, NamedTuple

from app.parsers.characters.normalise import fold
from app.parsers.evidence.relations import ENOUGH
from app.parsers.grids import Grid, GridRow
from app.parsers.labels import SCALES_OF_TABLES, WON, WON_UNITS, label_key
from app.parsers.lines.lines import Line
from app.parsers.outline.tree import Part
from app.parsers.values.cells import CellKind, cell_kind
from app.parsers.values.digits import NUMBER, to_number
from app.parsers.values.figures import Figure, read_figure
from app.parsers.values.quantities import Unit, find_quantities, parse_unit

_NEAR: Final = 12
_FEWEST_DIGITS: Final = 1000
_MOST_CELLS: Final = 400
_SCALES: Final = SCALES_OF_TABLES


class Told(NamedTuple):
    """An amount that the text states: won, as printed, and its line."""

    won: int
    printed: str
    line: str


def told_unit(grid: Grid, at: int, part: Part, lines: Sequence[Line]) -> Unit | None:
    """The unit of money in which numbers of a table are amounts that the lines around it state; None where nothing proves one.

    at: its place in the content of its section.
    """
    amounts = list(_amounts(at, part, lines))
    numbers = _numbers(grid) if amounts else {}
    proven = [scale for scale in _SCALES if _is_proven(amounts, numbers, WON_UNITS[scale])]
    return parse_unit(proven[0]) if len(proven) == 1 else None


def _amounts(at: int, part: Part, lines: Sequence[Line]) -> Iterator[Told]:
    """The amounts of money in the lines near a table."""
    for index in part.content[max(0, at - _NEAR) : at + _NEAR + 1]:
        body = lines[index].body if index >= 0 else ""
        for found in find_quantities(body) if any(map(str.isdigit, body)) else ():
            if found.unit == WON and isinstance(found.value, int):
                yield Told(found.value, found.printed, body)


def _numbers(grid: Grid) -> dict[int, tuple[str, frozenset[str]]]:
    """The large whole numbers of a table, each with how it is printed and the labels over it."""
    numbers: dict[int, tuple[str, frozenset[str]]] = {}
    for row in grid.rows:
        for path, cell in zip(grid.paths[grid.label_columns :], row.cells[grid.label_columns :], strict=True):
            read = read_figure(fold(cell.text), None) if cell_kind(cell.text) is CellKind.VALUE else None
            if isinstance(read, Figure) and not read.base and isinstance(read.value, int) and abs(read.value) >= _FEWEST_DIGITS:
                printed, keys = numbers.get(read.value, (cell.text, frozenset()))
                numbers[read.value] = (printed, keys | {label_key(label) for label in path})
        if len(numbers) > _MOST_CELLS:
            break
    return numbers


def _is_proven(amounts: Sequence[Told], numbers: dict[int, tuple[str, frozenset[str]]], factor: int) -> bool:
    """Whether the amounts are numbers of the table counted in a unit."""
    same = {told.won // factor: told for told in amounts if told.won % factor == 0 and told.won // factor in numbers}
    if any(_is_named(told, *numbers[value]) for value, told in same.items()):
        return True
    digits = sum(log10(value) for value in same)
    return bool(same) and digits - log10(len(amounts) * len(numbers) * len(_SCALES)) >= ENOUGH


def _is_named(told: Told, printed: str, keys: frozenset[str]) -> bool:
    """Whether the text prints the digits of a cell as they are and speaks of its label."""
    return told.printed.startswith(printed) and any(len(key) > 1 and key in told.line.replace(" ", "") for key in keys)


_TOTAL_IN_LABEL: Final = re.compile(rf"\(\s*(?P<number>{NUMBER})\s*(?P<unit>[^\d\s()]+)\s*\)")


def headed_units(grid: Grid) -> dict[int, Unit]:
    """The unit of each column of values whose label, or the label of its group, carries the total of the columns below it."""
    units: dict[int, Unit] = {}
    for label in dict.fromkeys(label for path in grid.paths[grid.label_columns :] for label in path):
        match = _TOTAL_IN_LABEL.search(fold(label))
        columns = [at for at, path in enumerate(grid.paths) if label in path and at >= grid.label_columns] if match else []
        if match and any(_sum(row, columns) == to_number(match["number"]) for row in grid.rows):
            units |= dict.fromkeys((at - grid.label_columns for at in columns), parse_unit(match["unit"]))
    return units


def _sum(row: GridRow, columns: Sequence[int]) -> int | Decimal | None:
    """What the cells of some columns add up to; None where one holds no plain number."""
    reads = [read_figure(fold(row.cells[at].text), None) for at in columns]
    figures = [read for read in reads if isinstance(read, Figure) and not read.base]
    return sum(read.value for read in figures) if len(figures) == len(columns) else None
