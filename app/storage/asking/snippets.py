"""A hit as it is shown: the passages that hold the words, as printed, with the places of the words in them.

A cell or the label of a row is shown within its row, a column's label below those above it; a long text is cut around
the first word that is found in it. The words are looked for anew in the passages as they are printed.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from app.errors import StoreDamaged
from app.models.search import FoundSection, Highlight, SearchHit, Snippet
from app.models.span import Span
from app.storage.asking.ranking import cover_words, match_section
from app.storage.asking.search_keys import Word
from app.storage.documents.folding import fold_with_origins
from app.storage.documents.search_passages import SearchPassage, fold_passages, list_passages
from app.storage.documents.trees import Document

SNIPPET_CHARACTERS: Final = 200
_BEFORE: Final = 60  # how much of the text before the first word is shown
_CUT: Final = "…"

Place = tuple[int, int]


def show_hit(found: Document, content: Document | None, words: Sequence[Word], report_id: str) -> SearchHit:
    """The hit that a search document is; `content` is the document of its section. Raises StoreDamaged."""
    passages = [passage for passage in list_passages(found, content) if fold_passages([passage])[0]]
    match = match_section(*fold_passages(passages), words)
    if match is None:
        raise StoreDamaged(reason=f"section {found['section']} of {report_id} does not hold what its search document says")
    report = found["report"]
    path = tuple(found["path"])
    return SearchHit(
        report_id=report_id,
        title=report.get("title"),
        government=report.get("government"),
        bureau=report.get("bureau"),
        department=report.get("department"),
        fiscal_year=report.get("fiscal_year"),
        section=FoundSection(found["section"], path[-1] if path else "", path),
        passages=len(match.lines),
        snippets=tuple(show_passage(passages[line], words) for line in cover_words(match)),
    )


def show_passage(passage: SearchPassage, words: Sequence[Word]) -> Snippet:
    """A passage with the places of the words in it."""
    text, own = _join_parts(passage)
    places = merge_places(find_places(text, words))
    # what is shown around a passage may hold the words too, but the cut is made around its own
    anchor = next((place for place in places if own[0] <= place[0] < own[1]), own)
    first, last = _find_window(text, anchor)
    lead, tail = _CUT if first else "", _CUT if last < len(text) else ""
    shift = len(lead) - first
    highlights = tuple(Highlight(start + shift, end + shift) for start, end in places if first <= start and end <= last)
    span = passage.span
    return Snippet(
        block=passage.block,
        table=passage.table,
        span=Span(int(span["first"]), int(span["last"]), span.get("start"), span.get("end")),
        text=f"{lead}{text[first:last]}{tail}",
        highlights=highlights,
    )


def find_places(text: str, words: Sequence[Word]) -> Iterator[Place]:
    """Where the words stand in printed text."""
    folded = fold_with_origins(text)
    for word in words:
        for found in word.pattern.finditer(folded.text):
            yield folded.place(*found.span())


def merge_places(places: Iterator[Place]) -> list[Place]:
    """In the order of the text, what overlaps as one.

    >>> merge_places(iter([(4, 6), (0, 2), (5, 8)]))
    [(0, 2), (4, 8)]
    """
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _join_parts(passage: SearchPassage) -> tuple[str, Place]:
    """The passage with what it is shown with, and where it itself stands in it."""
    before = "".join(f"{part}{passage.joint}" for part in passage.parts[: passage.at] if part)
    after = "".join(f"{passage.joint}{part}" for part in passage.parts[passage.at + 1 :] if part)
    return f"{before}{passage.text}{after}", (len(before), len(before) + len(passage.text))


def _find_window(text: str, anchor: Place) -> Place:
    """The stretch of a text that is shown, with the anchor in it where it fits."""
    if len(text) <= SNIPPET_CHARACTERS:
        return 0, len(text)
    first = max(0, min(anchor[0] - _BEFORE, len(text) - SNIPPET_CHARACTERS))
    return first, min(len(text), max(first + SNIPPET_CHARACTERS, anchor[1]))
