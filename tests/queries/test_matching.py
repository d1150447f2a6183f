"""Which fact of one text is which of another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.models.facts import Fact
from app.models.kinds import FACT_KINDS, IDENTITY
from app.models.span import Span
from app.parsers.pipeline import read_report
from app.queries.matching import Pair, find_changed_fields, match_facts
from tests.factories import budget_line, every_kind, headcount, indicator

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def shown(pairs: Sequence[Pair]) -> set[tuple[str | None, str | None]]:
    return {(pair.before.id if pair.before else None, pair.after.id if pair.after else None) for pair in pairs}


def test_every_kind_says_which_fields_are_its_identity() -> None:
    assert IDENTITY.keys() == set(FACT_KINDS)
    for fact in every_kind():
        assert all(hasattr(fact, field) for field in IDENTITY[fact.kind])


@pytest.mark.parametrize("fact", every_kind(), ids=lambda fact: fact.kind)
def test_a_fact_that_only_moved_is_unchanged(fact: Fact) -> None:
    moved = replace(fact, id="other-9", span=Span(900, 901), printed="…", report_id="r9.9", section=("다른 절",))
    (pair,) = match_facts([fact], [moved])

    assert (pair.before, pair.after) == (fact, moved)
    assert find_changed_fields(fact, moved) == []


@pytest.mark.parametrize(
    ("before", "after", "fields"),
    [
        pytest.param(budget_line(won=1), budget_line(won=2), ["budget_won"], id="another amount"),
        pytest.param(budget_line(won=1), budget_line(won=None), ["budget_won"], id="no amount any more"),
        pytest.param(budget_line(item="인 건 비"), budget_line(item="인건비"), [], id="other spacing is no change"),
        pytest.param(indicator(value=Decimal("86.50")), indicator(value=Decimal("86.5")), [], id="another zero is no change"),
        pytest.param(indicator(value=86), indicator(value=87), ["value"], id="another value"),
        pytest.param(budget_line(department="총무과"), budget_line(department="행정과"), ["department"], id="filed under another body"),
        pytest.param(budget_line(fiscal_year=2021), budget_line(fiscal_year=2022), ["fiscal_year"], id="read as another year"),
        pytest.param(
            budget_line(), replace(budget_line(), as_of="2021-12-31", budget_won=3), ["as_of", "budget_won"], id="of another date"
        ),
    ],
)
def test_the_same_figure_with_other_values(before: Fact, after: Fact, fields: list[str]) -> None:
    (pair,) = match_facts([before], [after])

    assert (pair.before, pair.after) == (before, after)
    assert find_changed_fields(before, after) == fields


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(budget_line(item="인건비"), budget_line(item="물건비"), id="another item"),
        pytest.param(budget_line(), replace(budget_line(), path=("계", "본청")), id="a part of something else"),
        pytest.param(indicator(), replace(indicator(), dimensions={"구 분.": "형사"}), id="another dimension"),
        pytest.param(indicator(), replace(indicator(), unit="건"), id="another unit"),
        pytest.param(headcount(1), headcount(2), id="another grade"),
        pytest.param(headcount(), budget_line(), id="another kind"),
    ],
)
def test_another_figure(before: Fact, after: Fact) -> None:
    assert shown(match_facts([before], [after])) == {(before.id, None), (None, after.id)}


def test_the_place_decides_between_equal_names() -> None:
    first, second = (budget_line(n, statement=f"표 {n}", won=n, item="계") for n in (1, 2))
    swapped = [replace(second, id="s", budget_won=22), replace(first, id="f", budget_won=11)]

    assert shown(match_facts([first, second], swapped)) == {(first.id, "f"), (second.id, "s")}


def test_equal_values_are_paired_before_the_rest() -> None:
    before = [budget_line(n, won=won) for n, won in enumerate((10, 20, 30))]
    after = [replace(budget_line(n + 10, won=won)) for n, won in enumerate((20, 30, 40))]

    assert shown(match_facts(before, after)) == {
        ("budget_line-1", "budget_line-10"),
        ("budget_line-2", "budget_line-11"),
        ("budget_line-0", "budget_line-12"),
    }


def test_nothing_is_guessed_between_several_bodies() -> None:
    before = [budget_line(n, department=f"{n}과", won=n) for n in (1, 2)]
    after = [budget_line(n, department=f"{n}과", won=n) for n in (3, 4)]

    assert len(match_facts(before, after)) == 4


def test_each_fact_is_in_one_pair() -> None:
    before = [*every_kind(), *(budget_line(n, won=n % 3) for n in range(40))]
    after = [*every_kind()[3:], *(budget_line(n, won=n % 4) for n in range(50))]
    pairs = match_facts(before, after)

    assert sorted(id(pair.before) for pair in pairs if pair.before) == sorted(map(id, before))
    assert sorted(id(pair.after) for pair in pairs if pair.after) == sorted(map(id, after))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_one_changed_digit_in_a_sample_changes_just_its_line(path: Path) -> None:
    """Two lines more at the top and one digit changed: all other facts are found again where they went."""
    source = path.read_text(encoding="utf-8")
    before = read_report(source.encode()).facts
    line = next(fact for fact in before if fact.kind == "budget_line" and fact.budget_won and source.count(fact.printed) == 1)
    other = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), line.printed, count=1)
    after = read_report(("\n\n" + source.replace(line.printed, other)).encode()).facts
    changed = [pair for pair in match_facts(before, after) if not is_unchanged(pair)]

    assert len(before) == len(after)
    assert changed
    assert all(pair.before and pair.before.span == line.span for pair in changed)


def is_unchanged(pair: Pair) -> bool:
    return pair.before is not None and pair.after is not None and not find_changed_fields(pair.before, pair.after)
