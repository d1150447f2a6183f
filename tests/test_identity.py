"""What makes two texts two issues of one report."""

import re
from dataclasses import replace

import pytest

from app.identity import find_date, find_series
from app.models.report import Hints, ReportMeta, Session

STATED = ReportMeta(government="경기도 가람시", bureau="행정국", department="민원과", kind="주요업무보고", issued="2023-06")


def test_an_id_is_short_and_safe_in_an_address() -> None:
    assert re.fullmatch(r"r[a-z2-7]{15}", find_series(STATED, Hints(), "aa"))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(STATED, department="민 원 과"), id="padding"),
        pytest.param(replace(STATED, government="경기도　가람시"), id="an ideographic space"),
        pytest.param(replace(STATED, title="2023년 주요업무보고", fiscal_year=2023), id="title and year do not identify"),
        pytest.param(replace(STATED, as_of="2023-05-31"), id="the issue date outweighs the as-of date"),
    ],
)
def test_same_series(other: ReportMeta) -> None:
    assert find_series(other, Hints(), "bb") == find_series(STATED, Hints(), "aa")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(STATED, government="강원도 가람시"), id="government"),
        pytest.param(replace(STATED, bureau="복지국"), id="bureau"),
        pytest.param(replace(STATED, department=None), id="the bureau's own report"),
        pytest.param(replace(STATED, kind="주요업무계획"), id="kind"),
        pytest.param(replace(STATED, issued="2023-12"), id="date"),
        pytest.param(replace(STATED, bureau="", department="행정국민원과"), id="names do not run together"),
    ],
)
def test_other_series(other: ReportMeta) -> None:
    assert find_series(other, Hints(), "aa") != find_series(STATED, Hints(), "aa")


@pytest.mark.parametrize("missing", ["government", "kind", "issued"])
def test_a_report_that_states_too_little_is_told_apart_by_its_text(missing: str) -> None:
    little = replace(STATED, **{missing: None})
    assert find_series(little, Hints(), "aa") != find_series(little, Hints(), "bb")
    assert find_series(little, Hints(), "aa") == find_series(little, Hints(title="다른 제목"), "aa")


def test_the_source_outweighs_what_is_stated() -> None:
    assert find_series(STATED, Hints(source="행정-7"), "aa") == find_series(ReportMeta(), Hints(source="행정-7"), "bb")


@pytest.mark.parametrize(
    ("meta", "date"),
    [
        pytest.param(ReportMeta(issued="2023-06", as_of="2023-05-31"), "day 2023-06", id="issued"),
        pytest.param(ReportMeta(as_of="2023-05-31", fiscal_year=2023), "day 2023-05-31", id="as of"),
        pytest.param(ReportMeta(session=Session("제1차 정례회"), fiscal_year=2023), "session 제1차정례회", id="session"),
        pytest.param(ReportMeta(fiscal_year=2023), "year 2023", id="fiscal year"),
        pytest.param(ReportMeta(title="주요업무보고"), None, id="none"),
    ],
)
def test_find_date(meta: ReportMeta, date: str | None) -> None:
    assert find_date(meta) == date
