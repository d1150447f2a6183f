"""Flat rows: their columns, and the written forms of what has parts."""

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.formats.cells import Cell
from app.formats.tables import fact_table, model_table
from app.models.facts import FundingShare, Period
from app.models.finding import FindingCode, Severity
from app.models.history import JournalItem
from app.models.kinds import FACT_CLASSES, FACT_KINDS
from app.models.quantity import FundingTier
from app.models.report import ReportMeta, Session
from app.models.responses import BodyItem, FindingItem, IndicatorItem, ReportFinding, ReportItem, TrendPoint
from app.models.span import Span
from tests.factories import budget_line, every_kind, headcount, indicator

FIRST = ["kind", "id", "report_id", "government", "bureau", "department", "fiscal_year", "as_of"]
LAST = ["section", "span_first", "span_last", "span_start", "span_end", "printed", "section_id", "table", "row", "column", "at"]
LISTED = (ReportItem, ReportFinding, FindingItem, BodyItem, IndicatorItem, TrendPoint, JournalItem)


def flat(fact: Any, *kinds: str) -> dict[str, Cell]:
    table = fact_table(kinds or (fact.kind,))
    return dict(zip((column.name for column in table.columns), table.row(fact), strict=True))


@pytest.mark.parametrize("kinds", [*((kind,) for kind in FACT_KINDS), ("budget_line", "headcount"), ()])
def test_columns_come_in_the_documented_order(kinds: tuple[str, ...]) -> None:
    names = [column.name for column in fact_table(kinds).columns]
    assert names[: len(FIRST)] == FIRST
    assert names[-len(LAST) :] == LAST
    assert len(names) == len(set(names))
    own = [field.name for kind in FACT_KINDS if kind in kinds or not kinds for field in dataclasses.fields(FACT_CLASSES[kind])]
    heads = {name.split("_text")[0] for name in names}
    assert {name for name in own if name not in heads} <= {"span", "period", "when"}


@pytest.mark.parametrize("table", [*(fact_table((kind,)) for kind in FACT_KINDS), *(model_table(model) for model in LISTED)])
def test_both_headings_name_each_column_once(table: Any) -> None:
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert len({column.korean for column in table.columns}) == len(table.columns)
    assert all(any("가" <= letter <= "힣" for letter in column.korean) for column in table.columns)


def test_a_row_has_a_cell_for_each_column_whatever_its_kind() -> None:
    table = fact_table()
    for fact in every_kind():
        row = dict(zip((column.name for column in table.columns), table.row(fact), strict=True))
        assert row["kind"] == fact.kind
        for name, value in flat(fact).items():
            assert row[name] == value


def test_amounts_are_numbers() -> None:
    fact = dataclasses.replace(budget_line(), change_won=-1_250_000, carried_over_won=0, change_percent=Decimal("-9.7"))
    row = flat(fact)
    assert (row["budget_won"], row["change_won"], row["carried_over_won"]) == (1_250_000_000, -1_250_000, 0)
    assert (row["rate_percent"], row["change_percent"]) == (Decimal("46.50"), Decimal("-9.7"))
    assert row["executed_won"] is None


def test_parts_have_one_written_form() -> None:
    shares = (FundingShare("국비", FundingTier.NATIONAL, 28_000_000), FundingShare("시비", FundingTier.UPPER, -12))
    row = flat(dataclasses.replace(budget_line(), funding=shares, path=("계", "사업비"), executed_funding=()))
    assert row["funding"] == "국비(national)=28000000; 시비(upper)=-12"
    assert row["executed_funding"] is None
    assert row["path"] == "계 > 사업비"
    assert row["section"] == "예산현황 > 세출예산 집행현황"
    assert flat(indicator())["dimensions"] == "구 분.=행정; $대상=민사"
    assert flat(headcount())["span_start"] == 3
    by_kind = {fact.kind: flat(fact) for fact in every_kind()}
    assert by_kind["organisation"]["counts"] == "국=5; 동=22"
    assert by_kind["audit_item"]["departments"] == "총무과; 교통과"
    assert by_kind["project"]["results"] == "위치 : 본관 1층\n위치 : 본관 1층"
    assert by_kind["project"]["non_budget"] is True


def test_objects_become_columns_of_their_own() -> None:
    row = flat(dataclasses.replace(indicator(), period=Period("’21. 1. ~ 12.", "2021-01", "2021-12")))
    assert (row["period_text"], row["period_first"], row["period_last"]) == ("’21. 1. ~ 12.", "2021-01", "2021-12")
    empty = flat(dataclasses.replace(indicator(), period=None))
    assert (empty["period_text"], empty["period_first"], empty["period_last"]) == (None, None, None)


def test_places_of_figures_are_one_cell() -> None:
    row = flat(budget_line(line=11))
    assert row["at"] == "budget_won=11:4-14; rate_percent=11:15-20; funding.0=11:4-14"
    assert (row["section_id"], row["table"], row["row"], row["column"], row["role"], row["rank"]) == ("1.2", "t3", 1, None, "leaf", "세부")


def test_reports_and_findings_are_flat_too() -> None:
    item = ReportItem(
        id="r1.1",
        series_id="r1",
        revision=1,
        latest=True,
        meta=ReportMeta(title="업무보고", session=Session("제1차 정례회", "2021-07-02")),
        facts={"headcount": 3},
        findings=0,
        sha256="aa",
        parser_version="1",
        published=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )
    table = model_table(ReportItem)
    row = dict(zip((column.name for column in table.columns), table.row(item), strict=True))
    assert row["meta_title"] == "업무보고"
    assert (row["meta_session_name"], row["meta_session_last"]) == ("제1차 정례회", None)
    assert (row["facts"], row["published"], row["latest"]) == ("headcount=3", "2026-03-02T12:00:00Z", True)
    finding = ReportFinding(
        code=FindingCode.SUM_MISMATCH,
        severity=Severity.ERROR,
        message="…",
        span=Span(5, 6),
        printed="43",
        expected="45",
        related=(Span(6, 6), Span(8, 9)),
    )
    cells = model_table(ReportFinding).row(finding)
    assert cells == ["sum_mismatch", "error", "…", 5, 6, None, None, "43", "45", "6; 8-9"]
