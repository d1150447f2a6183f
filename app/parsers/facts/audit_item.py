"""Audit items: what the council's audit (행정사무감사) asked for, and what was done about it.

How they look: a table with a column of requests (`시정 및 처리 요구사항`, `건의사항`, `자료제출 등 기타사항`) beside one of answers
(`조치결과 및 향후 추진계획`), perhaps with columns for the department and the status; a cell may hold HTML, several requests,
or a table that comes again as rows of its own. The last bracket of a request names its departments; the answer opens with
`추진상황 : 추진 중` or with the status alone. Without a table, requests and answers stand as items, under headings
(`□ 지적사항`, `□ 조치결과`) or with keys (`지적사항 : …`).

The category is that of the column, or of the heading where the column only says 지적사항; the year is the heading's.
Figures in answers are indicators as well, so this extractor comes after the one of indicators.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from app.models.facts import AuditCategory, AuditItem, AuditStatus
from app.models.span import Span, join_spans
from app.parsers.audits import (
    find_category,
    find_status,
    is_body,
    parse_status,
    read_departments,
    read_request,
    split_answer,
    split_requests,
)
from app.parsers.blocks import Unit, split_key
from app.parsers.facts import CellKey, Extraction, join_extractions
from app.parsers.labels import (
    AUDIT_BODY_COLUMNS,
    AUDIT_CATEGORY_COLUMNS,
    AUDIT_CERTAIN_WORDS,
    AUDIT_PLAIN_REQUESTS,
    AUDIT_REQUEST_COLUMNS,
    AUDIT_RESPONSE_COLUMNS,
    AUDIT_STATUS_COLUMNS,
    AUDIT_TITLE,
    is_total,
    label_key,
)
from app.parsers.normalise import fold
from app.parsers.periods import column_year
from app.parsers.reading import Body, Place, Reading
from app.parsers.tables import ReadTable

SHORTEST_REQUEST: Final = 5
LONGEST_REQUEST_WORD: Final = 16


def read_audit_items(reading: Reading, used: frozenset[CellKey]) -> Extraction:
    """Every request of every table and list of an audit."""
    tables = (_read_table(reading, number, table) for number, table in enumerate(reading.tables))
    return join_extractions([*tables, Extraction(tuple(_read_lists(reading)))])


def build_item(
    reading: Reading,
    place: Place,
    span: Span,
    printed: str,
    response: str | None,
    *,
    category: AuditCategory | None,
    status: AuditStatus | None = None,
    departments: tuple[str, ...] = (),
) -> AuditItem | None:
    """One request with its answer; the first department that it names is the one that it is filed under."""
    request = read_request(printed)
    if len(request.text.replace(" ", "")) < SHORTEST_REQUEST or is_total(request.text):
        return None
    named = request.departments or departments
    body = Body(place.body.government, place.body.bureau, named[0]) if named else None
    return AuditItem(
        id="",
        **reading.common(place.part, span, body=body),
        category=category or AuditCategory.CORRECTION,
        audit_year=_audit_year(reading, place),
        request=request.text,
        departments=named,
        status=status or (find_status(response) if response else None),
        response=response.strip() or None if response else None,
    )


def _audit_year(reading: Reading, place: Place) -> int | None:
    """The year whose work was audited: the nearest heading that speaks of an audit and names one, else the report's title."""
    titles = [*reversed(place.path), reading.meta.title or ""]
    return next((year for title in titles if _speaks_of_audit(title) and (year := column_year(fold(title)))), None)


def _is_audit(reading: Reading, place: Place) -> bool:
    return any(_speaks_of_audit(title) for title in (*place.path, reading.meta.title or ""))


@lru_cache(maxsize=4096)
def _speaks_of_audit(title: str) -> bool:
    return AUDIT_TITLE.search(title) is not None


# --- tables -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what, counted with the label columns first."""

    request: int
    response: int
    status: int | None
    body: int | None
    category: int | None


def _read_table(reading: Reading, number: int, table: ReadTable) -> Extraction:
    place = reading.place_of[id(table.part)]
    paths = (*table.table.label_columns, *(column.path for column in table.table.columns))
    keys = [label_key(path[-1]) if path else "" for path in paths]
    columns = _find_columns(keys)
    if columns is None or not (_is_audit(reading, place) or any(word in keys[columns.request] for word in AUDIT_CERTAIN_WORDS)):
        return Extraction()
    category = _category(place, table.table.caption, keys[columns.request])
    facts: list[AuditItem] = []
    claimed: set[CellKey] = set()
    for rows in _joined(table, columns):
        facts += _read_rows(reading, table, rows, columns, category)
        claimed |= {(number, at, column) for at in rows for column in (columns.request, columns.response)}
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


def _joined(table: ReadTable, columns: _Columns) -> Iterator[tuple[int, ...]]:
    """The rows of each request: a row whose request is left blank goes on with the answer above."""
    rows: list[int] = []
    for at in range(len(table.table.rows)):
        if rows and _text(table, at, columns.request, own=True).strip():
            yield tuple(rows)
            rows = []
        rows.append(at)
    if rows:
        yield tuple(rows)


def _text(table: ReadTable, at: int, column: int, *, own: bool = False) -> str:
    """What a cell prints; `own`: only what it prints itself, not what a blank label takes from above."""
    row, labels = table.table.rows[at], table.grid.label_columns
    if column >= labels:
        return row.cells[column - labels].printed
    return table.grid.rows[at].cells[column].text if own else row.labels[column]


def _read_rows(
    reading: Reading, table: ReadTable, rows: Sequence[int], columns: _Columns, category: AuditCategory | None
) -> Iterator[AuditItem]:
    """The items of one row, with the rows that go on with its answer."""
    place = reading.place_of[id(table.part)]
    first = rows[0]
    response = "\n".join(text for at in rows if (text := _text(table, at, columns.response).strip()))
    span = table.table.rows[first].span if len(rows) == 1 else join_spans(table.table.rows[at].span for at in rows)
    status = parse_status(_text(table, first, columns.status)) if columns.status is not None else None
    bodies = [_text(table, first, columns.body)] if columns.body is not None else []
    departments = read_departments([name for text in bodies for name in text.replace("\n", ",").split(",") if is_body(name.strip())])
    own = find_category(_text(table, first, columns.category)) if columns.category is not None else None
    requests = split_requests(_text(table, first, columns.request))
    for request, answer in zip(requests, _answers(response, len(requests)), strict=True):
        item = build_item(reading, place, span, request, answer, category=own or category, status=status, departments=departments)
        if item is not None:
            yield item


def _answers(response: str, count: int) -> list[str]:
    """An answer for each request of a cell: the pieces of the response where there are as many, else the whole."""
    pieces = split_requests(response)
    return pieces if count > 1 and len(pieces) == count else [response] * count


# --- lists ------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
    """A request of a list, and the lines of its answer so far; `flat`: some of them stand as far out as the request."""

    place: Place
    request: str
    category: AuditCategory | None
    spans: list[Span]
    depth: int
    marker: str | None
    names_departments: bool
    flat: bool = False
    response: list[str] = field(default_factory=list)


def _read_lists(reading: Reading) -> Iterator[AuditItem]:
    """Requests and answers printed as items, in the sections of an audit."""
    reader = _ListReader(reading)
    for place in reading.places:
        if not _is_audit(reading, place):
            reader.finish()
            continue
        reader.enter(place)
        for unit in place.units:
            if unit.kind in ("item", "paragraph", "note"):
                reader.add(place, unit)
    reader.finish()
    yield from reader.items


class _ListReader:
    """Goes over headings and items in reading order and gathers requests with their answers."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.items: list[AuditItem] = []
        self.listing = False  # below 지적사항: items are requests
        self.answering = False  # below 조치결과: items are lines of the answer
        self.draft: _Draft | None = None

    def enter(self, place: Place) -> None:
        """A heading: of requests, of an answer, or a request itself."""
        line = self.reading.lines[place.part.first] if place.part.first >= 0 else None
        key = label_key(place.part.title)
        self.answering = self.draft is not None and key.startswith(AUDIT_RESPONSE_COLUMNS)
        if self.draft is not None and self.answering:
            self.draft.spans += [line.span] if line else []
            self.draft.response += [f"{place.part.title} : {place.part.value}"] if place.part.value else []
            return
        self.finish()
        self.listing = _is_request_word(key)
        if line is not None and self.listing and place.part.value:
            self._begin(place, place.part.value, line.span)
        elif line is not None and not self.listing and _heads_answers(place):
            self._begin(place, line.printed_rest() or line.raw, line.span)

    def add(self, place: Place, unit: Unit) -> None:
        """An item: a request, or a line of an answer."""
        key, value = split_key(unit.passage.printed)
        word = label_key(key) if key else ""
        span = join_spans(line.span for line in unit.lines) if len(unit.lines) > 1 else unit.lines[0].span
        if value is not None and _is_request_word(word):
            self.finish()
            self._begin(place, value, span, unit, find_category(word))
        elif self.draft is not None and (word.startswith(AUDIT_RESPONSE_COLUMNS) or not self._is_next(unit)):
            self.draft.spans.append(span)
            self.draft.response.append(unit.passage.printed)
            self.draft.flat |= unit.depth <= self.draft.depth
        elif unit.kind == "item" and (self.listing or self.draft is not None):
            self.finish()
            self._begin(place, unit.passage.printed, span, unit)

    def _is_next(self, unit: Unit) -> bool:
        """Whether an item is the next request: it has the mark and the depth of the last one, and departments where only they tell."""
        draft = self.draft
        if draft is None or unit.kind != "item" or unit.marker != draft.marker:
            return False
        if not (self.answering or draft.flat):
            return unit.depth <= draft.depth
        if draft.names_departments or self.answering:
            return bool(read_request(split_answer(unit.passage.printed)[0]).departments)
        return unit.depth <= draft.depth

    def _begin(self, place: Place, request: str, span: Span, unit: Unit | None = None, category: AuditCategory | None = None) -> None:
        titles = place.path if unit is not None or self.listing else place.path[:-1]
        category = category or next((named for title in reversed(titles) if (named := find_category(title))), None)
        request, answer = split_answer(request)
        depth, marker = (unit.depth, unit.marker) if unit else (-1, None)
        self.draft = _Draft(place, request, category, [span], depth, marker, bool(read_request(request).departments))
        self.draft.response += [answer] if answer else []
        self.answering = False

    def finish(self) -> None:
        """Keep the request at hand if it was answered."""
        draft, self.draft = self.draft, None
        if draft is None or not draft.response:
            return
        span = draft.spans[0] if len(draft.spans) == 1 else join_spans(draft.spans)
        teams = [part.team for part in (*draft.place.parents, draft.place.part) if part.team and is_body(part.team)]
        response, departments = "\n".join(draft.response), read_departments(teams[-1:])
        item = build_item(self.reading, draft.place, span, draft.request, response, category=draft.category, departments=departments)
        if item is not None:
            self.items.append(item)


def _is_request_word(key: str) -> bool:
    """Whether a key or title is nothing but a word for requests, perhaps beside the one for answers (a header without its columns)."""
    head = next((key[: key.index(word)] for word in AUDIT_RESPONSE_COLUMNS if word in key), key)
    return any(head.endswith(word) for word, _ in AUDIT_REQUEST_COLUMNS) and len(head) <= LONGEST_REQUEST_WORD


def _heads_answers(place: Place) -> bool:
    """Whether a heading is a request itself: answers stand right below it."""
    keys = [label_key(child.title) for child in place.part.children]
    keys += [label_key(split_key(unit.passage.text)[0] or "") for unit in place.units[:1]]
    return any(key.startswith(AUDIT_RESPONSE_COLUMNS) for key in keys)
