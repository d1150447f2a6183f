"""A note of the unit over the items of a list holds for all of them.

`(단위 : 억 원)` over `자체수입 : 1,228(16%)`, `지방교부세 3,270`: items of no more than a name and a number are in that unit.

>>> unit = Unit("억원", "원", 10**8)
>>> [(one.name, one.value, one.unit) for one in find_listed("자체수입 : 1,228(16%)", unit)]
[('자체수입', 122800000000, '원'), ('자체수입', 16, '%')]
>>> find_listed("기준연도 2031", unit), find_listed("1,228명 참여", unit)
((), ())
"""

import re
from collections.abc import Mapping
from typing import Final

from app.parsers.labels import PERCENT, split_units
from app.parsers.places.half_read import Place
from app.parsers.prose.nouns import noun_phrase
from app.parsers.prose.stated_figure import StatedFigure
from app.parsers.values.digits import NUMBER, to_number
from app.parsers.values.quantities import Unit, parse_unit

_LISTED: Final = re.compile(rf"(?P<name>[^\d:]{{2,40}}?)\s*[:\s]\s*(?P<number>△?{NUMBER})(?:\s?\(\s?(?P<rate>{NUMBER})\s?%\s?\))?")
_YEAR_ALONE: Final = re.compile(r"(?:19|20)\d\d")
_NOTE: Final = re.compile(r"[^:：]*[:：]\s*(?P<unit>[^()]+?)\s*\)?\s*$")


def read_units_over(place: Place) -> Mapping[int, Unit]:
    """The unit that a note above gives to each item of a section, by the item's identity."""
    over: dict[int, Unit] = {}
    unit: Unit | None = None
    for block in place.units:
        if block.kind == "table":
            unit = None
        elif block.kind == "layout":
            unit = _unit_of(block.passage.text) or unit
        elif block.kind == "item" and unit is not None:
            over[id(block)] = unit
    return over


def _unit_of(text: str) -> Unit | None:
    """The one unit that a note names."""
    match = _NOTE.match(text)
    units = split_units(match["unit"]) if match else ()
    return parse_unit(units[0]) if len(units) == 1 else None


def find_listed(text: str, unit: Unit) -> tuple[StatedFigure, ...]:
    """The figures of an item that is no more than a name, a number and perhaps its share."""
    match = _LISTED.fullmatch(text)
    name = noun_phrase(match["name"].split()) if match else ""
    if not match or not name or (match["rate"] is None and _YEAR_ALONE.fullmatch(match["number"])):
        return ()
    value = to_number(match["number"].lstrip("△")) * unit.factor * (-1 if match["number"].startswith("△") else 1)
    whole = StatedFigure(*match.span("number"), value, unit.base, name, None)
    if match["rate"] is None:
        return (whole,)
    return whole, StatedFigure(match.start("rate"), match.end("rate") + 1, to_number(match["rate"]), PERCENT, name, None)
