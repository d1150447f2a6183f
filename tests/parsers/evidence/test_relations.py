"""Relations between columns: what holds in all rows, and what chance could have made."""

from decimal import Decimal

import pytest

from app.parsers.evidence.relations import Kind, Relation, Row, find_relations, sums_all_others, try_relation, turned

TOTAL = Relation(Kind.SUM, 0, (1, 2))


@pytest.mark.parametrize(
    ("rows", "relation", "holds", "proven"),
    [
        pytest.param([(900, 440, 460), (135, 60, 75)], TOTAL, True, True, id="a sum in two rows"),
        pytest.param([(900, 440, 460), (135, 60, 74)], TOTAL, False, False, id="one of two rows fails"),
        pytest.param([(5, 2, 3)], TOTAL, True, False, id="one row of small figures is a hint"),
        pytest.param([(900, 440, 460)] * 3, TOTAL, True, False, id="a row that repeats proves nothing new"),
        pytest.param([(900, 900, 0), (800, None, 800), (0, 0, 0)], TOTAL, True, False, id="one member alone proves nothing"),
        pytest.param([(500, None, None)], TOTAL, False, False, id="a total without members says nothing"),
        pytest.param([(7001, 3000, 4000), (5000, 2600, 2400)], TOTAL, True, True, id="rounded parts are one off"),
        pytest.param([(7, 3, 3), (9, 4, 4)], TOTAL, False, False, id="counts are exact"),
        pytest.param(
            [(300, 100, 200), (470, 150, 320), (510, 200, 310), (640, 300, 350)], TOTAL, True, True, id="one misprint of four rows"
        ),
        pytest.param([(-45, 410, 455), (60, 820, 760)], Relation(Kind.DIFFERENCE, 0, (1, 2)), True, True, id="a difference with its sign"),
        pytest.param([(-45, None, 45)], Relation(Kind.DIFFERENCE, 0, (1, 2)), False, False, id="nothing to take away from"),
        pytest.param(
            [(Decimal("35.7"), 357, 1000), (Decimal("51.2"), 64, 125)], Relation(Kind.RATE, 0, (1, 2)), True, True, id="a rate of two"
        ),
        pytest.param([(Decimal("12.5"), 45, 40)], Relation(Kind.GROWTH, 0, (1, 2)), True, False, id="how much it grew"),
        pytest.param(
            [(100, 400), (Decimal("24.3"), 97), (Decimal("75.8"), 303)],
            Relation(Kind.SHARE, 0, (1,), 0),
            True,
            True,
            id="shares of a total row",
        ),
    ],
)
def test_a_relation_is_tried_on_all_rows(rows: list[Row], relation: Relation, holds: bool, proven: bool) -> None:
    support = try_relation(rows, relation)
    assert (support.holds, support.proven) == (holds, proven)


def test_the_misprinted_row_is_named() -> None:
    support = try_relation([(300, 100, 200), (470, 150, 320), (510, 200, 310), (640, 300, 350)], TOTAL)
    assert support.failed == (3,)


def test_a_relation_that_was_searched_for_needs_more_proof() -> None:
    rows = [(90, 44, 46), (13, 6, 7)]
    assert try_relation(rows, TOTAL).proof > try_relation(rows, TOTAL, tried=100).proof


def test_relations_are_found_without_labels() -> None:
    rows = [(820, 760, 60, Decimal("7.9")), (410, 455, -45, Decimal("-9.9")), (336, 300, 36, Decimal("12.0"))]
    found = {support.relation for support in find_relations(rows) if support.proven}
    assert found == {Relation(Kind.SUM, 0, (1, 2)), Relation(Kind.RATE, 3, (2, 1))}


def test_groups_that_repeat_add_up_column_by_column() -> None:
    rows = [(900, 35, 410, 15, 490, 20, 60, 10), (700, 30, 350, 12, 350, 18, 40, 9)]
    found = {support.relation for support in find_relations(rows)}
    assert {Relation(Kind.SUM, 0, (2, 4)), Relation(Kind.SUM, 1, (3, 5))} <= found


def test_a_nameless_column_is_the_total_of_all_others() -> None:
    rows = [(14, 21, 63, 98), (13, 22, 58, 93)]
    assert sums_all_others(rows, 3).holds
    assert not sums_all_others(rows, 0).holds


def test_rows_are_compared_when_the_block_is_turned() -> None:
    rows = [(300, 41), (100, 30), (200, 11)]
    assert try_relation(turned(rows), TOTAL).proven


def test_too_wide_blocks_are_not_searched() -> None:
    assert find_relations([tuple(range(40)), tuple(range(40))]) == ()
