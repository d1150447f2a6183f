"""A total that stands over a table against the table: `공용차량 - 총 224대`, `관리인력(8명)` over its own columns.

A heading or an item that introduces a table says 총, and the table has a total: where the two are of one unit and near each
other, they are the same figure. A merged header that ends in a count says what the columns below it add up to. A note below
a table of one line may say what a column's figure consists of.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from app.models.finding import Finding, FindingCode, Severity
from app.models.span import Span
from app.parsers.characters.normalise import fold
from app.parsers.checks.messages import with_ro
from app.parsers.checks.splits import parts_in, read_pieces
from app.parsers.evidence.arithmetic import CellAt
from app.parsers.labels import TOLD_TOTAL, TOTAL_SIGNS
from app.parsers.lines.lines import Line
from app.parsers.outline.passages import Passage, TextUnit
from app.parsers.tables.roles import Path
from app.parsers.tables.sheet import Sheet, View, is_sum
from app.parsers.values.digits import WHOLE
from app.parsers.values.figures import Figure, looks_misprinted, show
from app.parsers.values.quantities import FoundQuantity, find_quantities, parse_number

_TOTAL: Final = re.compile(TOLD_TOTAL)
_COUNTED_LABEL: Final = re.compile(rf"\(\s*(?P<number>{WHOLE})\s?(?P<unit>[가-힣㎡]{{1,4}})\s*\)\s*$")
_BEFORE: Final = 3
"""How many passages before a table may still introduce it."""


def check_introduced(heading: Line | None, before: Sequence[TextUnit], sheet: Sheet) -> Iterator[Finding]:
    """The totals of a table against those stated in the heading and in the passages right before it."""
    stated = _stated(heading, before[-_BEFORE:])
    totals = _grand_totals(sheet) if stated else []
    for quantity, span in stated:
        same = [(at, figure) for at, figure in totals if figure.base in ("", quantity.unit)]
        if same and not any(figure.value == quantity.value for _, figure in same):
            yield from _compare_total(sheet, quantity, span, *same[0])


def _stated(heading: Line | None, before: Sequence[TextUnit]) -> list[tuple[FoundQuantity, Span]]:
    """The totals that a heading and passages state."""
    texts = [(heading.body, heading.span)] if heading else []
    texts += [(unit.passage.text, unit.passage.span()) for unit in before]
    return [(quantity, span) for text, span in texts for quantity in _totals(text)]


def _compare_total(sheet: Sheet, quantity: FoundQuantity, span: Span, at: CellAt, figure: Figure) -> Iterator[Finding]:
    if looks_misprinted(quantity.value, figure.value) and abs(Decimal(quantity.value) - Decimal(figure.value)) > figure.slack * 2:
        printed = quantity.printed.strip()
        message = f"표 위에는 {with_ro(f'총 {printed}')} 인쇄되었으나, 표의 '{sheet.name(at)}' 칸은 {figure.printed}입니다."
        yield Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, span, printed, figure.printed, (sheet.span(at),))


def _totals(text: str) -> list[FoundQuantity]:
    if not any(sign in text for sign in TOTAL_SIGNS):
        return []
    found = (find_quantities(text[match.end() : match.end() + 30]) for match in _TOTAL.finditer(text))
    return [quantities[0] for quantities in found if quantities and quantities[0].start == 0]


def _grand_totals(sheet: Sheet) -> list[tuple[CellAt, Figure]]:
    """The cells that total a whole table: where a total row and a total column cross, or all there is of the one."""
    columns, rows = _all_sums(sheet.columns.paths), _all_sums(sheet.rows.paths)
    if not columns and not rows:
        return []
    rows = rows[:1] or ([0] if len(sheet.cells) == 1 else [])
    columns = columns[:1] or list(range(len(sheet.columns.paths)))
    if len(columns) > 1 and sum(sheet.columns.numeric) > 1:
        return []
    return _figures_at(sheet, [(row, column) for row in rows for column in columns])


def _figures_at(sheet: Sheet, places: Sequence[CellAt]) -> list[tuple[CellAt, Figure]]:
    reads = ((at, sheet.cells[at[0]][at[1]]) for at in places)
    return [(at, read) for at, read in reads if isinstance(read, Figure)]


def _all_sums(paths: Sequence[Path]) -> list[int]:
    """The columns or rows that are called nothing but totals."""
    return [item for item, path in enumerate(paths) if path and all(map(is_sum, path))]


def check_header_counts(sheet: Sheet) -> Iterator[Finding]:
    """`관리인력(8명)` over the columns 구청 and 구민회관: what they add up to on the only line, or on the total's."""
    view = sheet.columns
    line = _summing_line(view)
    if line is None:
        return
    groups: dict[str, list[int]] = {}
    for item, path in enumerate(view.paths):
        for label in path[:-1]:
            if label.rstrip().endswith(")") and _COUNTED_LABEL.search(fold(label)):
                groups.setdefault(label, []).append(item)
    for label, items in groups.items():
        yield from _check_group(sheet, label, items, line)


def _summing_line(view: View) -> int | None:
    if len(view.lines) == 1:
        return 0
    return next((line for line, path in enumerate(view.lines) if path and all(map(is_sum, path))), None)


def _check_group(sheet: Sheet, label: str, items: Sequence[int], line: int) -> Iterator[Finding]:
    match = _COUNTED_LABEL.search(fold(label))
    figures = _figures(sheet.columns, items, line)
    if not match or len(figures) < 2:
        return
    stated = parse_number(match["number"])
    added = sum((Decimal(figure.value) for figure in figures), Decimal(0))
    if stated != added / figures[0].factor and looks_misprinted(stated, added / figures[0].factor):
        printed, expected = match.group().strip("() "), show(added, figures[0])
        message = f"표 머리 '{label.strip()}'에는 {with_ro(printed)} 인쇄되었으나, 그 아래 칸을 더하면 {expected}입니다."
        row = sheet.table.table.rows[line].span
        span = Span(sheet.table.table.span.first, row.last)
        yield Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, span, printed, expected, (row,))


def _figures(view: View, items: Sequence[int], line: int) -> list[Figure]:
    """The parts that a group's columns hold on a line; none where any of them holds no figure."""
    reads = [view.cells[item][line] for item in items if not is_sum(view.paths[item][-1])]
    figures = [read for read in reads if isinstance(read, Figure)]
    return figures if len(figures) == len(reads) else []


# --- notes below a table ------------------------------------------------------------------------------------------------

_EXPLAINED: Final = re.compile(r"(?P<label>[가-힣][가-힣·.\s]{0,14}?)\s?\((?P<inner>[^()]*\d[^()]*)\)")


def check_explained(note: Passage, sheet: Sheet) -> Iterator[Finding]:
    """`※ 중대형(중형:15, 대형:3)` below a table with one line: what a column's figure consists of."""
    view = sheet.columns
    if len(view.lines) != 1 or "(" not in note.text:
        return
    for match in _EXPLAINED.finditer(note.text):
        named = [item for item, path in enumerate(view.paths) if path and _is_named(path, match["label"])]
        figure = view.cells[named[0]][0] if len(named) == 1 else None
        if isinstance(figure, Figure):
            yield from _compare_parts(sheet, view.at(named[0], 0), figure, match["inner"], note.span(match.start(), match.end()))


def _compare_parts(sheet: Sheet, at: CellAt, figure: Figure, listed: str, span: Span) -> Iterator[Finding]:
    """A figure against the parts that a note lists."""
    parts = parts_in(read_pieces(listed), figure.base, 1)
    added = sum((Decimal(part.value) for part in parts), Decimal(0))
    if len(parts) > 1 and figure.exact and added != figure.value and looks_misprinted(figure.value, added, 0.5):
        expected = show(added, figure)
        message = f"'{sheet.name(at)}' 칸은 {with_ro(figure.printed)} 인쇄되었으나, 표 아래에 적힌 내역을 더하면 {expected}입니다."
        yield Finding(FindingCode.STATED_TWICE, Severity.ERROR, message, sheet.span(at), figure.printed, expected, (span,))


def _is_named(path: Path, label: str) -> bool:
    """Whether a note's words are a column's label, or its group's and its own."""
    key = _letters(label)
    return key in (_letters(path[-1]), _letters("".join(path)))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
