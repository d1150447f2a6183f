"""Requests and answers of an audit printed as items and headings, without a table.

How they look: `□ 지적사항` over requests, each with `- 조치결과 : …` below it or with `□ 조치결과` after it; keys (`지적사항 : …`);
numbered headings that are the requests themselves, over `□ 추진상황 : 추진완료`; a table whose columns were lost, so that the
answer stands behind its request. A request without an answer is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import AuditCategory, AuditItem
from app.models.span import Span, join_spans
from app.parsers.facts.audit_request import build_item, is_audit
from app.parsers.labels import AUDIT_REQUEST_COLUMNS, AUDIT_RESPONSE_COLUMNS, label_key
from app.parsers.outline.passages import TextUnit, split_key
from app.parsers.places.half_read import Place, Reading
from app.parsers.prose.audits import find_category, is_body, read_departments, read_request, split_answer

LONGEST_REQUEST_WORD: Final = 16


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


def read_audit_lists(reading: Reading) -> Iterator[AuditItem]:
    """Requests and answers printed as items, in the sections of an audit."""
    reader = _ListReader(reading)
    for place in reading.places:
        if not is_audit(reading, place):
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
        self.named: AuditCategory | None = None  # by a column's header above the requests

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
        self.named, self.listing = None, _is_request_word(key)
        if line is not None and self.listing and place.part.value:
            self._begin(place, place.part.value, line.span)
        elif line is not None and not self.listing and _heads_answers(place):
            self._begin(place, line.printed_rest() or line.raw, line.span)

    def add(self, place: Place, unit: TextUnit) -> None:
        """An item: a request, or a line of an answer."""
        if unit.kind != "item" and _is_request_word(label_key(unit.passage.printed)):
            self._head(unit)
            return
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

    def _head(self, unit: TextUnit) -> None:
        """A line that is the header of a column of requests: those below it are of its category."""
        self.finish()
        self.listing, self.named = True, find_category(unit.passage.printed)

    def _is_next(self, unit: TextUnit) -> bool:
        """Whether an item is the next request: it has the mark and the depth of the last one, and departments where only they tell."""
        draft = self.draft
        if draft is None or unit.kind != "item" or unit.marker != draft.marker:
            return False
        if not (self.answering or draft.flat):
            return unit.depth <= draft.depth
        if draft.names_departments or self.answering:
            return bool(read_request(split_answer(unit.passage.printed)[0]).departments)
        return unit.depth <= draft.depth

    def _begin(self, place: Place, request: str, span: Span, unit: TextUnit | None = None, category: AuditCategory | None = None) -> None:
        titles = place.path if unit is not None or self.listing else place.path[:-1]
        category = category or self.named or next((named for title in reversed(titles) if (named := find_category(title))), None)
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
