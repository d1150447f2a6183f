"""Indicators out of figures that words state: how a figure of a passage becomes a fact.

The name is the figure's own, else the nearest text that its passage hangs from; the words that tell parts apart and the
text above are dimensions, so that a figure can be found by any of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.models.facts import Basis, Indicator
from app.models.outline import Topic
from app.models.span import Span, Spots
from app.parsers.labels import BASIS_WORDS, DIMENSION_OF_PARTS, DIMENSION_OF_WHOLE, SILENT_NAMES, label_key, topic_of
from app.parsers.lines.lines import squeeze
from app.parsers.outline.passages import Passage, split_key
from app.parsers.places.reading import NO_TABLE, Place, Reading
from app.parsers.prose.figure import Figure
from app.parsers.tables.table import Source

LONGEST_NAME: Final = 60
TOPIC_BASES: Final[Mapping[Topic, Basis]] = {
    Topic.RESULTS: Basis.ACTUAL,
    Topic.GENERAL: Basis.ACTUAL,
    Topic.STAFFING: Basis.ACTUAL,
    Topic.FACILITIES: Basis.ACTUAL,
    Topic.VEHICLES: Basis.ACTUAL,
    Topic.PLAN: Basis.PLAN,
    Topic.SCHEDULE: Basis.PLAN,
    Topic.GOALS: Basis.TARGET,
    Topic.EFFECTS: Basis.FORECAST,
}
_LEADER: Final = re.compile(r"\s*(?:-{3,}|·{3,}|\.{3,})\s*")
_NUMBERED: Final = re.compile(r"^(?:[가나다라마바사아자차카타파하]\.|\d{1,2}\)|[①-⑳])\s*(?=\S)")
_STRIPPED: Final = re.compile(r"\*\*|__|<[^>]+>")


def short_text(text: str) -> str:
    """A text as context for the figures below it; of an item with a colon, only its key."""
    key, _ = split_key(text)
    return squeeze(_STRIPPED.sub("", _LEADER.split(key or text)[0]))[:LONGEST_NAME].strip()


@dataclass(frozen=True, slots=True)
class Around:
    """What a table says of a figure that words in one of its cells or labels state; `span` and `source` are the cell's."""

    span: Span
    caption: str | None
    source: Source
    dimensions: Mapping[str, str] = field(default_factory=dict)
    project: str | None = None


def build_stated(
    reading: Reading,
    place: Place,
    passage: Passage,
    figure: Figure,
    context: tuple[str, ...],
    around: Around | None = None,
    spots: Spots | None = None,
) -> Indicator:
    """An indicator of a stated figure. `context`: what the passage hangs from, nearest first.

    spots: where the figure is printed, if the passage's letters are not those of the print.
    """
    own = _printed_name(passage, figure)
    name, rest = (
        (own, context)
        if own
        else ((context[0], context[1:]) if context else (place.part.title or (place.path[-1] if place.path else ""), ()))
    )
    if not name:
        name = reading.meta.title or place.project or ""
    labels = dict(around.dimensions) if around else {}
    if figure.label:
        labels[DIMENSION_OF_PARTS] = squeeze(figure.label)
    if rest and rest[0] and rest[0] != name:
        labels[DIMENSION_OF_WHOLE] = rest[0]
    # On a part of a line the span is as narrow as what is quoted.
    where = around.span if around else passage.span(_phrase_start(passage, figure) if passage.narrow else figure.start, figure.end)
    year = (
        int(figure.period.last[:4])
        if figure.period and figure.period.last
        else int(figure.period.first[:4])
        if figure.period and figure.period.first
        else None
    )
    return Indicator(
        id="",
        **reading.common(
            place.part,
            where,
            year=year,
            as_of=None,
            printed=_printed_phrase(passage, figure),
            at={"value": passage.at(figure.start, figure.end) if spots is None else spots},
            source=around.source if around else NO_TABLE,
        ),
        name=name,
        subject=_subject(name, rest, place),
        value=figure.value,
        unit=figure.unit,
        basis=_basis((_word(figure.label), _near(passage.text, figure), name), place),
        bound=figure.bound,
        step=figure.step,
        dimensions=labels,
        period=figure.period,
        project=(around.project if around else None) or place.project,
        caption=around.caption if around else None,
    )


def _printed_name(passage: Passage, figure: Figure) -> str:
    """The name as received: the folded one is as long, so it is found at the same place where it stands in one piece."""
    name = _NUMBERED.sub("", squeeze(_STRIPPED.sub("", figure.name)).strip("-·~ "))
    at = passage.text.rfind(name, 0, figure.start) if name else -1
    return passage.printed[at : at + len(name)] if at >= 0 else name


def _printed_phrase(passage: Passage, figure: Figure) -> str:
    """The clause that states a figure, as received."""
    start = _phrase_start(passage, figure)
    after = next((begin for begin in _line_starts(passage) if begin > figure.start), len(passage.text))
    return passage.printed[start : max(figure.end, min(after, figure.end))].strip()


def _phrase_start(passage: Passage, figure: Figure) -> int:
    """Where the clause that states a figure begins: behind a comma, at the earliest with the line."""
    start = max(passage.text.rfind(sign, 0, figure.start) for sign in (", ", "; ", "\n")) + 1
    return max(start, max((begin for begin in _line_starts(passage) if begin <= figure.start), default=0))


def _line_starts(passage: Passage) -> list[int]:
    """Where in a passage another line of print begins."""
    numbers = [0, *(number for _, number, _ in passage.starts)]
    return [begin for (begin, number, _), before in zip(passage.starts, numbers, strict=False) if number != before]


def _subject(name: str, rest: tuple[str, ...], place: Place) -> str | None:
    if label_key(name) not in SILENT_NAMES:
        return None
    return next((text for text in (*rest, place.part.title, place.project or "") if text and text != name), None)


_ANOTHER: Final = re.compile(r"\([^()']*\d[\d,.]*\s?(?![년월\d,.')])")
_LONGEST_WORD: Final = 8


def _near(text: str, figure: Figure) -> str:
    """A figure with the words behind it, but for a bracket that states another figure: `31,240회(목표 35,000회)`."""
    behind = text[figure.end : figure.end + 24]
    other = _ANOTHER.search(behind)
    return text[figure.start : figure.end] + behind[: min(12, other.start()) if other else 12]


def _word(label: str | None) -> str:
    return label if label and len(label) <= _LONGEST_WORD else ""


def _basis(texts: tuple[str, ...], place: Place) -> Basis | None:
    """Whether the figure happened: by its own words, else by the heading it stands under."""
    for text in (*texts, place.part.title):
        for word, basis in BASIS_WORDS:
            if word in text:
                return basis
    for part in (place.part, *reversed(place.parents)):
        if (found := TOPIC_BASES.get(topic_of(part.title))) is not None:
            return found
    return None
