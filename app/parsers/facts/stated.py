"""Indicators out of figures that words state: how a figure of a passage becomes a fact.

The name is the figure's own, else the nearest text that its passage hangs from; the words that tell parts apart and the
text above are dimensions, so that a figure can be found by any of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from app.models.facts import Basis, Indicator
from app.models.outline import Topic
from app.models.span import Span, Spots
from app.parsers.characters.memo import remember
from app.parsers.characters.normalise import DIGIT, fold
from app.parsers.labels import (
    AS_OF_WORDS,
    BASIS_TITLES,
    BASIS_WORDS,
    DECADE,
    DIMENSION_OF_PARTS,
    DIMENSION_OF_WHOLE,
    FURNITURE_WORDS,
    ITEM_LETTERS,
    MONTH,
    SILENT_NAMES,
    SPOKEN_YEARS,
    STATE_TITLES,
    UNDER_WAY,
    YEAR,
    label_key,
    topic_of,
)
from app.parsers.lines.lines import squeeze
from app.parsers.outline.passages import Passage, split_key
from app.parsers.places.half_read import NO_TABLE, Place, Reading
from app.parsers.places.works import ends_behind
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.tables.table import Source
from app.parsers.values.measured import find_tokens
from app.parsers.values.periods import find_periods

LONGEST_NAME: Final = 60
_LONGEST_PHRASE: Final = 400  # letters of a quoted clause: a line without a comma would be quoted whole for each of its figures

_BEGIN: Final = itemgetter(0)
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
_NUMBERED: Final = re.compile(rf"^(?:[{ITEM_LETTERS}]\.|\d{{1,2}}\)|[①-⑳])\s*(?=\S)")
_STRIPPED: Final = re.compile(r"\*\*|__|<[^>]+>")


@remember(4096)
def short_text(text: str) -> str:
    """A text as context for the figures below it: its key, or its words before the first figure; empty for the page's own lines."""
    key, _ = split_key(text)
    words = squeeze(_STRIPPED.sub("", _LEADER.split(key or text)[0]))
    if words.startswith(FURNITURE_WORDS):
        return ""
    return _before_figures(words)[:LONGEST_NAME].strip()


def _before_figures(words: str) -> str:
    """Words up to the first figure that they state: a name holds no other figure."""
    if not DIGIT.search(words):
        return words
    folded = fold(words)
    first = next((token.start for token in find_tokens(folded, find_periods(folded))), len(words))
    return words[:first].rstrip(" (-:=") or words


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
    figure: StatedFigure,
    context: tuple[str, ...],
    around: Around | None = None,
    spots: Spots | None = None,
) -> Indicator:
    """An indicator of a stated figure. `context`: what the passage hangs from, nearest first.

    spots: where the figure is printed, if the passage's letters are not those of the print.
    """
    figure = _called(figure, context)
    name, rest = _name(reading, place, _printed_name(passage, figure), tuple(filter(None, context)))
    labels = _dimensions(figure, name, rest, around)
    # On a part of a line the span is as narrow as what is quoted.
    where = around.span if around else passage.span(_phrase_start(passage, figure) if passage.narrow else figure.start, figure.end)
    work = reading.work_at_line.get(where.first)
    common = reading.common(
        place.part,
        where,
        year=_year(figure),
        as_of=None,
        printed=_printed_phrase(passage, figure),
        at={"value": passage.at(figure.start, figure.end) if spots is None else spots},
        source=around.source if around else NO_TABLE,
    )
    if figure.undated:
        common["fiscal_year"] = None
    return Indicator(
        id="",
        **common,
        name=name,
        subject=_subject(name, rest, place, around),
        value=figure.value,
        unit=figure.unit,
        basis=_past(_basis(reading, place, passage, figure, name, context, around), figure, reading.year),
        bound=figure.bound,
        step=figure.step,
        dimensions=labels,
        # A word for a year whose number is known is said by that number; where it is not known, the word is all there is.
        period=None if figure.period and figure.period.text in SPOKEN_YEARS and not figure.undated else figure.period,
        project=(around.project if around else None) or (work.name if work else None) or place.project,
        caption=around.caption if around else None,
    )


def _called(figure: StatedFigure, context: tuple[str, ...]) -> StatedFigure:
    """A figure under nothing but 기존 or 개선 is called by its own words: `기존 | (좌석) 400개`."""
    if figure.name or figure.label is None or not context or label_key(context[0]) not in STATE_TITLES:
        return figure
    return figure._replace(name=figure.label, label=None)


def _name(reading: Reading, place: Place, own: str, context: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The name of a figure, and what of the context is left: its own, else the nearest text above, else the section's title."""
    if own or context:
        return (own, context) if own else (context[0], context[1:])
    title = short_text(place.part.title or (place.path[-1] if place.path else ""))
    return title or reading.meta.title or place.project or "", ()


def _dimensions(figure: StatedFigure, name: str, rest: tuple[str, ...], around: Around | None) -> dict[str, str]:
    """What tells a figure apart: what its table says, its own label, and the nearest text above that is not its name."""
    labels = dict(around.dimensions) if around else {}
    if figure.label:
        labels[DIMENSION_OF_PARTS] = squeeze(figure.label)
    if rest and rest[0] != name:
        labels[DIMENSION_OF_WHOLE] = rest[0]
    return labels


def _year(figure: StatedFigure) -> int | None:
    """The year that is printed with a figure; a decade (`'80~'00년대`) is none."""
    if figure.period and figure.period.text.endswith(YEAR + DECADE):
        return None
    printed = (figure.period.last or figure.period.first) if figure.period else None
    return int(printed[:4]) if printed else None


def _printed_name(passage: Passage, figure: StatedFigure) -> str:
    """The name as received: the folded one is as long, so it is found at the same place where it stands in one piece."""
    name = _NUMBERED.sub("", squeeze(_STRIPPED.sub("", figure.name)).strip("-·~ "))
    at = passage.text.rfind(name, 0, figure.start) if name else -1
    return passage.printed[at : at + len(name)] if at >= 0 else name


def _printed_phrase(passage: Passage, figure: StatedFigure) -> str:
    """The clause that states a figure, as received."""
    return passage.printed[_phrase_start(passage, figure) : figure.end].strip()


def _phrase_start(passage: Passage, figure: StatedFigure) -> int:
    """Where the clause that states a figure begins: behind a comma, at the earliest with the line; a line without end is cut."""
    near = max(passage.begin_of(figure.start), figure.start - _LONGEST_PHRASE)
    comma = max(passage.text.rfind(sign, near, figure.start) for sign in (", ", "; ", "\n"))
    return comma + 1 if comma >= 0 else near


def _subject(name: str, rest: tuple[str, ...], place: Place, around: Around | None) -> str | None:
    """What a name that says nothing alone is about: what it hangs from, its table's caption, its section's title, its project."""
    if label_key(name) not in SILENT_NAMES:
        return None
    caption = around.caption if around else None
    return next((text for text in (*rest, caption, short_text(place.part.title), place.project) if text and text != name), None)


# A bracket that states another figure, not the day or month that the figure is of.
_ANOTHER: Final = re.compile(rf"\([^()']*\d[\d,.]*+\s?+(?![{YEAR}{MONTH}\d,.')]|{'|'.join(AS_OF_WORDS)})")
_LONGEST_WORD: Final = 8
LONGEST_HEAD: Final = 12


def _near(text: str, figure: StatedFigure) -> str:
    """A figure with the words behind it, but for a bracket that states another figure: `31,240회(목표 35,000회)`."""
    behind = text[figure.end : figure.end + 24]
    other = _ANOTHER.search(behind)
    return text[figure.start : figure.end] + behind[: min(12, other.start()) if other else 12]


def _word(label: str | None) -> str:
    return label if label and len(label) <= _LONGEST_WORD else ""


def _past(basis: Basis | None, figure: StatedFigure, year: int | None) -> Basis | None:
    """What is stated of a year before the report's has happened, whatever the heading says that is planned."""
    told = figure.period.last if figure.period else None
    past = told is not None and year is not None and int(told[:4]) < year
    return Basis.ACTUAL if past and basis in (Basis.PLAN, Basis.TARGET, Basis.FORECAST) else basis


def _basis(
    reading: Reading, place: Place, passage: Passage, figure: StatedFigure, name: str, context: tuple[str, ...], around: Around | None
) -> Basis | None:
    """Whether a figure happened: by its own words, by the item it hangs from, by the time of its work, else by the heading above."""
    own = (_word(figure.label), _near(passage.text, figure), name)
    labels = (figure.label, *(around.dimensions.values() if around else ()))
    return (
        _said_in(own)
        or next((BASIS_TITLES[key] for label in labels if label and (key := label_key(label)) in BASIS_TITLES), None)
        or (Basis.PLAN if own[0] in UNDER_WAY else None)
        or _said_at_end(context)
        or _said_in((short_text(place.part.title),))
        or (Basis.PLAN if _is_ahead(reading, passage, figure, around) else None)
        or _of_topic(place)
    )


def _said_in(texts: tuple[str, ...]) -> Basis | None:
    return next((basis for text in texts for word, basis in BASIS_WORDS if word in text), None)


def _said_at_end(context: tuple[str, ...]) -> Basis | None:
    heads = [text for text in context if len(text) <= LONGEST_HEAD]
    return next((basis for text in heads for word, basis in BASIS_WORDS if text.endswith(word)), None)


def _is_ahead(reading: Reading, passage: Passage, figure: StatedFigure, around: Around | None) -> bool:
    """Whether a figure is of a work, of a course of years or of a stretch of time that ends behind the report's date.

    The first figure of a course (`120톤 → 200톤`) is what there is before.
    """
    if figure.step == 1:
        return False
    work = None if around else reading.work_at_line.get(passage.span(figure.start, figure.end).first)
    if work is not None and work.ahead:
        return True
    period = figure.period
    lasts = period is not None and (period.first != period.last or bool(figure.step))
    return period is not None and lasts and ends_behind(period, reading.meta)


def _of_topic(place: Place) -> Basis | None:
    titles = (short_text(part.title) for part in (place.part, *reversed(place.parents)))
    return next((found for title in titles if (found := TOPIC_BASES.get(topic_of(title))) is not None), None)
