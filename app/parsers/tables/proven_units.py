"""Units that arithmetic proves where a table prints none: a total with its unit stands in a label, a caption or the line above.

`관리인력(7명)` over `본관 4 | 별관 3` is in persons, for 4 + 3 = 7; a table under `예외 대상(68명)` or `접수 : 총 68명` is, where its
total is 68. Nothing is taken from a total that no figure of the table meets.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from app.models.outline import Row
from app.parsers.characters.normalise import fold
from app.parsers.labels import PERCENT_ENDINGS, TOTAL_WORDS, label_key
from app.parsers.values.digits import Value
from app.parsers.values.figures import Figure, read_figure
from app.parsers.values.quantities import FoundQuantity, Unit, find_quantities, parse_unit

_MOST_ROWS: Final = 50
"""So many rows are added up, at the most."""
_LEAST: Final = 10
"""A smaller total meets a figure too easily by chance, unless the label of the figures themselves holds it."""

Path = tuple[str, ...]


def proven_units(paths: Sequence[Path], units: Sequence[str | None], rows: Sequence[Row], told: Sequence[str]) -> list[str | None]:
    """The units of columns, with those that a printed total proves; `told` are the texts above the table, nearest first."""
    found = list(units)
    if all(found):
        return found
    for at, unit in _in_labels(paths, rows):
        found[at] = found[at] or unit
    for at, unit in _in_total_rows(rows):
        found[at] = found[at] or unit
    bare = [at for at, unit in enumerate(found) if unit is None and not _is_rate(paths[at])]
    whole = _told_unit(paths, rows, bare, told) if len(bare) == len([unit for unit in found if unit is None]) else None
    for at in bare if whole else ():
        found[at] = whole
    return found


def _is_rate(path: Path) -> bool:
    return bool(path) and label_key(path[-1]).endswith(PERCENT_ENDINGS)


def _in_labels(paths: Sequence[Path], rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Columns under a label that holds their total: `주차면 수(120대)`."""
    labels = dict.fromkeys(label for path in paths for label in path if "(" in label)
    for label in labels:
        total = _only_quantity(label)
        under = [at for at, path in enumerate(paths) if label in path]
        if total is not None and _adds_up(total, [[row.cells[at].printed for at in under] for row in rows[:_MOST_ROWS]]):
            yield from ((at, _unit_printed(total)) for at in under)


def _in_total_rows(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Columns whose first row is a total that prints its unit, over parts that print none and add up to it: `총 854억 원`, 766, 88."""
    if not 2 < len(rows) <= _MOST_ROWS or not any(label_key(label) in TOTAL_WORDS for label in rows[0].labels):
        return
    for at, cell in enumerate(rows[0].cells):
        total = _only_quantity(cell.printed)
        if total is not None and _sum([row.cells[at].printed for row in rows[1:]], parse_unit(_unit_printed(total))) == total.value:
            yield at, _unit_printed(total)


def _told_unit(paths: Sequence[Path], rows: Sequence[Row], bare: Sequence[int], told: Sequence[str]) -> str | None:
    """The unit of the table's total, by a text above it that states the same total."""
    totals = {value for value in _totals(paths, rows, bare) if value >= _LEAST}
    quantities = (quantity for text in told for quantity in find_quantities(fold(text)))
    return next((_unit_printed(one) for one in quantities if one.value in totals and one.unit != "%"), None)


def _totals(paths: Sequence[Path], rows: Sequence[Row], bare: Sequence[int]) -> Iterator[Value]:
    """The figures that stand under or beside a total's label."""
    for row in rows[:_MOST_ROWS]:
        total_row = any(label_key(label) in TOTAL_WORDS for label in row.labels)
        for at in bare:
            if total_row or (len(rows) == 1 and any(label_key(label) in TOTAL_WORDS for label in paths[at])):
                read = read_figure(row.cells[at].printed, None)
                if isinstance(read, Figure):
                    yield read.value


def _adds_up(total: FoundQuantity, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the figures of a row, or of all rows, make up a total."""
    unit = parse_unit(_unit_printed(total))
    sums = [_sum(row, unit) for row in rows]
    return total.value in sums or (len(rows) > 1 and sum(value or 0 for value in sums) == total.value)


def _sum(cells: Sequence[str], unit: Unit) -> Value | None:
    figures = [read for cell in cells if isinstance(read := read_figure(cell, unit), Figure)]
    return sum(figure.value for figure in figures) if figures else None


def _only_quantity(label: str) -> FoundQuantity | None:
    found = find_quantities(fold(label))
    return found[0] if len(found) == 1 and found[0].unit != "%" else None


def _unit_printed(quantity: FoundQuantity) -> str:
    """The unit as it is printed behind the number: 백만원 of `90백만원`, which counts won."""
    digits = quantity.printed.lstrip("△-+ ").lstrip("0123456789,. ")
    return digits.replace(" ", "") or quantity.unit
