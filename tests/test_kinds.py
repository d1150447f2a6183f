"""The table of the kinds of facts: each has a class, its names and one that reads it."""

from dataclasses import fields
from typing import get_args

import pytest

from app.models.facts import Fact
from app.models.kinds import KINDS, FactKind
from app.parsers.facts.registry import EXTRACTORS


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.kind)
def test_a_kind_is_one_row(row: FactKind) -> None:
    held = {field.name for field in fields(row.model)}
    assert row.called
    assert {*row.names, *row.identity} <= held
    assert next(field.default for field in fields(row.model) if field.name == "kind") == row.kind


def test_the_table_is_whole() -> None:
    assert {row.model for row in KINDS} == set(get_args(get_args(Fact)[0]))
    assert {entry.kind for entry in EXTRACTORS} == {row.kind for row in KINDS}
