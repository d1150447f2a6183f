"""The figures that a fact holds, by the field that holds each, and what is printed at a place: for tests of places."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from app.models.facts import Fact
from app.models.span import Spot

FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "budget_line": (
        "budget_won",
        "executed_won",
        "rate_percent",
        "remaining_won",
        "prior_budget_won",
        "change_won",
        "change_percent",
        "share_percent",
        "carried_over_won",
    ),
    "headcount": ("persons",),
    "project": ("budget_won", "executed_won", "rate_percent"),
    "indicator": ("value",),
    "facility": ("value",),
    "vehicle": ("vehicles",),
    "duty": (),
    "organisation": ("teams", "persons"),
    "milestone": ("amount_won",),
    "audit_item": (),
}


def figures(fact: Fact) -> Iterator[tuple[str, object]]:
    """Every figure of a fact: the key of its place, and its value."""
    yield from ((name, value) for name in FIGURES[fact.kind] if (value := getattr(fact, name)) is not None)
    for name in ("funding", "executed_funding"):
        yield from ((f"{name}.{at}", share.won) for at, share in enumerate(getattr(fact, name, ())))
    yield from ((f"counts.{unit}", number) for unit, number in getattr(fact, "counts", {}).items())


def parts(fact: Fact, name: str) -> list[Spot]:
    """The places of all parts of a figure: the first under its own name, those behind it as `.1`, `.2`."""
    found = [fact.at[name]]
    while name not in ("funding", "executed_funding") and (spot := fact.at.get(f"{name}.{len(found)}")) is not None:
        found.append(spot)
    return found


def printed_at(received: Sequence[str], spot: Spot) -> str:
    """The characters at a place."""
    return received[spot.line - 1][spot.start : spot.end]


def digits(text: object) -> str:
    """The digits of a text or number; zeros at either end may come of a unit or of how a number is written."""
    return re.sub(r"\D", "", str(text)).strip("0")
