"""Audit items: what the council's audit (행정사무감사) asked for, and what was done about it.

How they look: a table with a column of requests (`시정 및 처리 요구사항`, `건의사항`, `자료제출 등 기타사항`) beside one of answers
(`조치결과 및 향후 추진계획`), perhaps with columns for the department and the status; a cell may hold HTML, several requests,
or a table that comes again as rows of its own. The last bracket of a request names its departments; the answer opens with
`추진상황 : 추진 중` or with the status alone. Without a table, requests and answers stand as items, under headings
(`□ 지적사항`, `□ 조치결과`) or with keys (`지적사항 : …`).

The category is that of the column, or of the heading where the column only says 지적사항; the year is the heading's.
Figures in answers are indicators as well, so this extractor comes after the one of indicators; what an answer plans for a
stated time (`향후계획`) is a milestone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.models.facts import AuditCategory, AuditItem, Milestone
from app.models.span import Span, join_spans
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.facts.audit_list import read_audit_lists
from app.parsers.facts.audit_request import build_item, is_audit, planned_steps
from app.parsers.labels import (
    AUDIT_BODY_COLUMNS,
    AUDIT_CATEGORY_COLUMNS,
    AUDIT_CERTAIN_WORDS,
    AUDIT_PLAIN_REQUESTS,
    AUDIT_REQUEST_COLUMNS,
    AUDIT_RESPONSE_COLUMNS,
    AUDIT_STATUS_COLUMNS,
    label_key,
)
from app.parsers.places.half_read import Place, Reading
from app.parsers.prose.audits import find_category, is_body, parse_status, read_departments, read_request, split_requests
from app.parsers.tables.table import ReadTable

# Where other requests name their departments and answers their status, a short text with neither is a cell of another table.
SHORTEST_LONE_REQUEST: Final = 40


def read_audit_items(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every request of every table and list of an audit."""
    return join_extractions([*_read_tables(reading), Extraction(tuple(read_audit_lists(reading)))])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what, counted with the label columns first."""

    request: int
    response: int
    status: int | None
    body: int | None
    category: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its cells as shown, the labels among them taken from above where blank; `at` is its number, None in a header."""

    at: int | None
    span: Span
    cells: tuple[str, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the tables of a section are read: a part of a table behind a page break has no header of its own."""

    part: int
    columns: _Columns
    category: AuditCategory | None
    width: int


def _read_tables(reading: Reading) -> Iterator[Extraction]:
    shape: _Shape | None = None
    for number, table in enumerate(reading.tables):
        own = _find_shape(reading, table)
        if own is not None:
            shape = own
            yield _read_table(reading, number, table, shape, _rows(table, shape.columns, header=False))
        elif shape is not None and (id(table.part), len(table.grid.paths)) == (shape.part, shape.width):
            rows = _rows(table, shape.columns, header=True)
            if any(read_request(row.cells[shape.columns.request]).departments for row in rows):
                yield _read_table(reading, number, table, shape, rows)


def _find_shape(reading: Reading, table: ReadTable) -> _Shape | None:
    """The columns of a table whose header names requests and answers."""
    place = reading.place_of[id(table.part)]
    keys = [label_key(path[-1]) if path else "" for path in table.grid.paths]
    columns = _find_columns(keys)
    if columns is None or not (is_audit(reading, place) or any(word in keys[columns.request] for word in AUDIT_CERTAIN_WORDS)):
        return None
    return _Shape(id(table.part), columns, _category(place, table.table.caption, keys[columns.request]), len(keys))


def _rows(table: ReadTable, columns: _Columns, *, header: bool) -> list[_Row]:
    """The rows of a table; with `header`, what was taken for one as well."""
    found = []
    for row in table.grid.header if header else ():
        cells = tuple(cell.text for cell in row.cells)
        found.append(_Row(None, row.span, cells, bool(cells[columns.request].strip())))
    for at, (shown, printed) in enumerate(zip(table.table.rows, table.grid.rows, strict=True)):
        cells = (*shown.labels, *(cell.printed for cell in shown.cells))
        found.append(_Row(at, shown.span, cells, bool(printed.cells[columns.request].text.strip())))
    return found


def _read_table(reading: Reading, number: int, table: ReadTable, shape: _Shape, rows: Sequence[_Row]) -> Extraction:
    """The items of a table's rows, with the milestones of their answers; rows of a table within a cell are left out."""
    place = reading.place_of[id(table.part)]
    found = [(item, group) for group in _joined(rows) for item in _read_rows(reading, table, group, shape)]
    complete = any(item.departments and item.status for item, _ in found)
    facts: list[AuditItem | Milestone] = []
    claimed: set[CellKey] = set()
    for item, group in found:
        if complete and not (item.departments or item.status) and len(item.request) < SHORTEST_LONE_REQUEST:
            continue
        facts += [item, *planned_steps(reading, item, place)]
        claimed |= {
            (number, row.at, column) for row in group if row.at is not None for column in (shape.columns.request, shape.columns.response)
        }
    return Extraction(tuple(facts), frozenset(claimed))


def _find_columns(keys: Sequence[str]) -> _Columns | None:
    request = next((at for at, key in enumerate(keys) if any(word in key for word, _ in AUDIT_REQUEST_COLUMNS)), None)
    if request is None:
        return None
    answers = [at for at, key in enumerate(keys) if at != request and any(word in key for word in AUDIT_RESPONSE_COLUMNS)]
    if not answers:
        return None
    # Of two columns of answers, the one that only says how far it is comes out of its cells.
    status = next((at for at, key in enumerate(keys) if at not in (request, answers[0]) and key in AUDIT_STATUS_COLUMNS), None)
    body = next((at for at, key in enumerate(keys) if key in AUDIT_BODY_COLUMNS), None)
    category = next((at for at, key in enumerate(keys) if at < request and key in AUDIT_CATEGORY_COLUMNS), None)
    return _Columns(request, answers[0], status, body, category)


def _category(place: Place, caption: str | None, key: str) -> AuditCategory | None:
    """The column's category; where it only says 지적사항, that of the nearest heading."""
    titles = [caption or "", *reversed(place.path)]
    named = next((category for title in titles if (category := find_category(title))), None)
    own = next((category for word, category in AUDIT_REQUEST_COLUMNS if word in key), None)
    return (named or own) if key in AUDIT_PLAIN_REQUESTS else own


def _joined(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows of each request: a row whose request is left blank goes on with the answer above."""
    group: list[_Row] = []
    for row in rows:
        if group and row.asks:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _read_rows(reading: Reading, table: ReadTable, rows: Sequence[_Row], shape: _Shape) -> Iterator[AuditItem]:
    """The items of one row, with the rows that go on with its answer."""
    place, source = reading.place_of[id(table.part)], table.source(rows[0].at, shape.columns.request)
    columns, cells = shape.columns, rows[0].cells
    response = "\n".join(text for row in rows if (text := row.cells[columns.response].strip()))
    span = rows[0].span if len(rows) == 1 else join_spans(row.span for row in rows)
    status = parse_status(cells[columns.status]) if columns.status is not None else None
    names = cells[columns.body].replace("\n", ",").split(",") if columns.body is not None else []
    departments = read_departments([name.strip() for name in names if is_body(name.strip())])
    category = (find_category(cells[columns.category]) if columns.category is not None else None) or shape.category
    requests = split_requests(cells[columns.request])
    for request, answer in zip(requests, _answers(response, len(requests)), strict=True):
        item = build_item(reading, place, span, request, answer, category=category, status=status, departments=departments, source=source)
        if item is not None:
            yield item


def _answers(response: str, count: int) -> list[str]:
    """An answer for each request of a cell: the pieces of the response where there are as many, else the whole."""
    pieces = split_requests(response)
    return pieces if count > 1 and len(pieces) == count else [response] * count
