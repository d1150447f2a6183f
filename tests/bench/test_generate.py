"""The generator: a seed decides everything, what is true is printed, and a perfect reader scores full marks."""

import re
from collections.abc import Iterable

import pytest

from app.models.facts import Headcount, Measure
from app.models.span import Span
from bench.document import LAYOUTS, Layout, TrueFact
from bench.generate import generate_report
from bench.matching import match_facts

SEEDS = range(1, 31)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_seed_decides_everything(layout: Layout) -> None:
    assert generate_report(5, layout) == generate_report(5, layout)
    assert generate_report(5, layout).printed.text != generate_report(6, layout).printed.text


def test_all_layouts_say_the_same() -> None:
    truths = [generate_report(9, layout).truth for layout in LAYOUTS]
    assert truths == [truths[0]] * len(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_true_figure_is_printed_on_its_lines(layout: Layout) -> None:
    checked = 0
    for seed in SEEDS:
        made = generate_report(seed, layout)
        lines = made.printed.text.split("\n")
        for fact in made.truth.facts:
            if fact.kind in {"headcount", "vehicle"} and fact.row in made.printed.lines:
                first, last = made.printed.lines[fact.row]
                number = str(fact.fields.get("persons", fact.fields.get("vehicles"))).replace("-", "△")
                assert re.search(rf"(?<!\d){number}(?!\d)", "\n".join(lines[first - 1 : last])), (seed, fact)
                checked += 1
    assert checked > 400


def test_figures_add_up_apart_from_the_misprints() -> None:
    compared = 0
    for seed in SEEDS:
        truth = generate_report(seed, "tab").truth
        wrong = {row for misprint in truth.misprints for row in misprint.rows}
        for whole, parts in families(truth.facts):
            if parts and whole.row not in wrong:
                compared += 1
                assert sum(amount(part) for part in parts) == amount(whole), (seed, whole)
    assert compared > 100


def families(facts: Iterable[TrueFact]) -> list[tuple[TrueFact, list[TrueFact]]]:
    """Budget lines with their parts: rows stand in the order of the tree, each after its parent."""
    every: list[tuple[TrueFact, list[TrueFact]]] = []
    above: list[tuple[TrueFact, list[TrueFact]]] = []
    for fact in facts:
        if fact.kind == "budget_line" and "parent" in fact.fields:
            while above and above[-1][0].fields["item"] != fact.fields["parent"]:
                above.pop()
            if above:
                above[-1][1].append(fact)
            above.append((fact, []))
            every.append(above[-1])
    return every


def amount(fact: TrueFact) -> int:
    return int(str(fact.fields["budget_won"] or 0))


def headcount(number: int, persons: int) -> Headcount:
    return Headcount(
        id=f"headcount-{number}",
        government=None,
        bureau=None,
        department="가나과",
        fiscal_year=2020,
        as_of=None,
        section=(),
        span=Span(1, 1),
        printed="",
        measure=Measure.ACTUAL,
        category="일반직",
        grade="7급",
        persons=persons,
    )


def test_matching_counts_what_is_missed_and_what_is_invented() -> None:
    def true(persons: int, *, optional: bool = False) -> TrueFact:
        fields = {"measure": "actual", "category": "일 반 직", "grade": "7급", "persons": persons, "department": "다라과"}
        return TrueFact("headcount", fields, optional=optional)

    tally = match_facts("headcount", [true(3), true(4), true(6, optional=True)], [headcount(1, 3), headcount(2, 5), headcount(3, 6)])
    assert (tally.true, tally.found, tally.served, tally.right) == (2, 1, 3, 2)
    assert tally.qualities["department"] == [0, 2]
    assert [fact.id for fact in tally.invented] == ["headcount-2"]
    assert [fact.fields["persons"] for fact in tally.missed] == [4]
