"""Every figure of every fact, and every cell, knows the characters where it is printed."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from app.models.facts import Fact
from app.models.report import Report
from app.parsers.characters.normalise import decode, split_lines
from app.parsers.pipeline import parse_report, read_report
from bench.document import LAYOUTS
from bench.generate import generate_report
from tests.parsers.placed import digits, figures, parts, printed_at

SAMPLES: Final = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SEEDS: Final = (3, 11)
_SCALED: Final = re.compile("[십백천만억조]|순증")  # the value of `1조 2,500억원` is not its digits


@cache
def made(seed: int, layout: str) -> str:
    return generate_report(seed, layout).printed.text  # type: ignore[arg-type]


def faults(report: Report, received: list[str]) -> Iterator[str]:
    """What is wrong with the places of a report."""
    for fact in report.facts:
        yield from _faults_of(fact, received)
    for table in report.tables:
        for row in table.rows:
            for cell in row.cells:
                if not cell.printed.strip():
                    continue
                if cell.at is None or not row.span.first <= cell.at.line <= row.span.last:
                    yield f"{table.id}: no place in its row for {cell.printed!r}"
                elif digits(cell.printed.split("\n", 1)[0]) not in digits(printed_at(received, cell.at)):
                    yield f"{table.id}: {printed_at(received, cell.at)!r} is not {cell.printed!r}"


def _faults_of(fact: Fact, received: list[str]) -> Iterator[str]:
    named = dict(figures(fact))
    for name, value in named.items():
        if name not in fact.at:
            yield f"{fact.id}: no place for {name} of {fact.printed!r}"
            continue
        texts = [printed_at(received, spot) for spot in parts(fact, name)]
        if not all(re.search(r"\d", text) for text in texts):
            yield f"{fact.id}: {texts} is no figure"
        elif len(texts) == 1 and not _SCALED.search(texts[0]) and digits(value) not in digits(texts[0]):
            yield f"{fact.id}: {texts[0]!r} is not {name} = {value}"
        # A project's lines are its heading; its sums stand in the items and tables below.
        if fact.kind != "project" and not all(fact.span.first <= spot.line <= fact.span.last for spot in parts(fact, name)):
            yield f"{fact.id}: {name} stands outside of {fact.span}"
    unknown = {name for name in fact.at if name not in named and name.rpartition(".")[0] not in named}
    if unknown:
        yield f"{fact.id}: places for {unknown}, which it does not hold"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_figure_of_a_sample_has_its_place(path: Path) -> None:
    source = path.read_bytes()
    assert not [*faults(read_report(source), split_lines(decode(source).text))]


def test_every_figure_of_a_real_report_has_its_place(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        source = path.read_bytes()
        assert not [*faults(read_report(source), split_lines(decode(source).text))], path.name


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_a_layout_has_its_place(seed: int, layout: str) -> None:
    text = made(seed, layout)
    report = parse_report(text)
    assert sum(len(fact.at) for fact in report.facts) > 100
    assert not [*faults(report, split_lines(text))]


SPOTS: Final = [
    pytest.param(
        "□ 정원 현황\n(단위:명)\n구분\t계\t5급\n정원\t43\t3\n현원\t41\t3", "headcount", {"persons": ["43", "3", "41", "3"]}, id="tab"
    ),
    pytest.param(
        "□ 예산현황\n\n(단위:천원)\n| 구분 | 예산액 | 집행액 |\n|---|---|---|\n| 시설관리 | **1,250** | 625(50%) |",
        "budget_line",
        {"budget_won": ["1,250"], "executed_won": ["625"]},
        id="pipe, bold, a bracket behind the amount",
    ),
    pytest.param(
        "<h2>예산현황</h2><p>(단위:천원)</p><table><tr><th>구분</th><th>예산액</th><th>집행액</th></tr>"
        "<tr><td>시설관리</td><td>1,2<b>5</b>0</td><td>&nbsp;625</td></tr></table>",
        "budget_line",
        {"budget_won": ["1,2<b>5</b>0"], "executed_won": ["625"]},
        id="html on one line, a tag within the figure",
    ),
    pytest.param(
        "□ 예산현황\n(단위:천원)\n구 분 예산액 집행액\n시설관리 2,427,784\n(국 28,000, 시 12,000,\n구비 2,387,784)\n1,200,000",
        "budget_line",
        {"budget_won": ["2,427,784"], "funding.0": ["28,000"], "funding.2": ["2,387,784"], "executed_won": ["1,200,000"]},
        id="blanks, a cell over three lines",
    ),
    pytest.param(
        "□ 예산현황\n(단위:천원)\n구분 예산액 집행액 계 1,000 500 시설관리 600 300 청사운영 400 200",
        "budget_line",
        {"budget_won": ["1,000", "600", "400"], "executed_won": ["500", "300", "200"]},
        id="flattened into one line",
    ),
    pytest.param("□ 교육\n○ 교육 : 2회 3개과정 45명", "indicator", {"value": ["2회", "3개과정", "45명"]}, id="an item"),
    pytest.param(
        "□ 교육\n○ 올해 모두 새로 뽑은 직원과 다시 온 직원을 함께 가르친 사람이 총\n1,2**45**명",
        "indicator",
        {"value": ["1,2**45**명"]},
        id="on the second line of an item, a mark within the figure",
    ),
    pytest.param(
        "□ 현황\n구분\t내용\n운영\t○ 강좌 : 12개 ○ 수강생 : 340명\n지원\t○ 대상 : 25명",
        "indicator",
        {"value": ["12개", "340명", "25명"]},
        id="words in a cell",
    ),
    pytest.param(
        "총무과 주요업무보고\nⅠ. 일반현황\n1 조직·인력\n○ 조직 : 4팀 43명",
        "organisation",
        {"teams": ["4팀"], "persons": ["43명"]},
        id="the counts of a body",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "wanted"), SPOTS)
def test_the_place_of_a_figure(text: str, kind: str, wanted: dict[str, list[str]]) -> None:
    received = split_lines(text)
    found = [fact for fact in parse_report(text).facts if fact.kind == kind]
    got = {name: [printed_at(received, fact.at[name]) for fact in found if name in fact.at] for name in wanted}
    assert got == wanted


def test_a_figure_that_a_line_breaks_has_a_place_for_each_part() -> None:
    text = "□ 세입\n○ 올해 거두어들인 지방세와 세외수입을 모두 더한 자체수입은 모두 22조\n1,491억원"
    (fact,) = (fact for fact in parse_report(text).facts if fact.kind == "indicator")
    assert {name: printed_at(split_lines(text), spot) for name, spot in fact.at.items()} == {"value": "22조", "value.1": "1,491억원"}


def test_where_in_a_table_a_fact_was_read() -> None:
    text = "□ 정원 현황\n(단위:명)\n구분\t계\t5급\n정원\t43\t3\n현원\t41\t4"
    report = parse_report(text)
    (table,) = report.tables
    for fact in report.facts:
        assert (fact.table, fact.section_id) == (table.id, table.section)
        assert fact.row is not None
        assert fact.column is not None
        assert table.rows[fact.row].cells[fact.column].at == fact.at["persons"]
