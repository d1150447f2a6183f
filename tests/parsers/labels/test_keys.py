"""Labels read once: the word they are looked up by, and what their notes say."""

import pytest

from app.parsers.labels import COUNTERS, budget_column, label_key, read_label
from app.parsers.labels.budgets import BudgetColumn
from app.parsers.labels.units import split_units, unit_alone


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        pytest.param("예산액", "예산액", "예산액", id="nothing but a word"),
        pytest.param("집 행 률(%)", "집행률", "집 행 률", id="letters set apart"),
        pytest.param("잔액(C=A-B)", "잔액", "잔액", id="a formula with its own letter"),
        pytest.param("증감률((B-A)/A×100%)", "증감률", "증감률", id="a bracket within a formula"),
        pytest.param("인구¹⁾", "인구", "인구", id="a raised footnote"),
        pytest.param("인구1)", "인구", "인구", id="a footnote on the line"),
        pytest.param("면적*", "면적", "면적", id="a star"),
        pytest.param("배출량(30%↓)", "배출량", "배출량", id="an arrow with how much"),
        pytest.param("정원(2031.12.31. 현재)", "정원", "정원", id="a date"),
        pytest.param("사업(단위: 물사랑)", "사업", "사업", id="a unit note that names no unit"),
        pytest.param("연수원(본관)", "연수원(본관)", "연수원(본관)", id="a bracket of the label's own"),
        pytest.param("한빛(주)", "한빛(주)", "한빛(주)", id="a company"),
        pytest.param("(주)한빛", "(주)한빛", "(주)한빛", id="a company, before its name"),
        pytest.param("1000명 이상", "1000명이상", "1000명 이상", id="four digits are no year"),
        pytest.param("15년 이상", "15년이상", "15년 이상", id="how long is no year"),
        pytest.param("2030년~2032년", "2030년~2032년", "2030년~2032년", id="a range is no year"),
    ],
)
def test_words(text: str, key: str, name: str) -> None:
    label = read_label(text)
    assert (label.key, label.name, label_key(text)) == (key, name, key)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("사업비(천원)", "천원"),
        ("사업비[천원]", "천원"),
        ("사업비 (천 원)", "천원"),
        ("사업비(단위: 백만 원)", "백만원"),
        ("사업비 [단위 천원]", "천원"),
        ("인원(단위: 명)", "명"),
        ("인구(천명)", "천명"),
        ("요금(원/㎥)", "원/㎥"),
        ("집행률 %", "%"),
        ("집행률(％)", "%"),
        ("인원(명, %)", "명"),
        ("먼지(PM10) ㎍/㎥", "㎍/㎥"),
        ("예산액 천원", "천원"),
        ("1인당 부담, 천원", "천원"),
        ("조례, 규칙", None),
        ("구분 A", None),
        ("사업비(국)", None),
        ("휴관(월)", None),
        ("증감(A-B)", None),
        ("사업(단위: 물사랑)", None),
    ],
)
def test_units(text: str, unit: str | None) -> None:
    assert read_label(text).unit == unit


@pytest.mark.parametrize("counter", sorted(COUNTERS - {"국", "주"}))
def test_every_counter_may_be_a_unit(counter: str) -> None:
    assert read_label(f"물건({counter})")[:4:3] == ("물건", counter.replace(" ", ""))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2031 예산현액(A)", 2031),
        ("예산액(2031)", 2031),
        ("예산액('31년)", 2031),
        ("31년 예산액", 2031),
        ("'31 예산", 2031),
        ("2031회계연도 결산", 2031),
        ("76년도 예산", 1976),
        ("20년 이상 근속", None),
        ("2030 대비 2031 증감", None),
        ("예산액", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert read_label(text).year == year


@pytest.mark.parametrize("text", ["예산액(천 원)", "예산액[천원]", "예산액(2031)", "31년 예산액", "2031 예산액", "예산액(A)"])
def test_a_budget_column_is_one_however_it_is_noted(text: str) -> None:
    assert budget_column(text) is BudgetColumn.BUDGET


@pytest.mark.parametrize(
    ("text", "letter"),
    [("예산현액(A)", "A"), ("계(A+B)", "A+B"), ("집행률(B/A)", "B/A"), ("잔액 (㉠-㉡)", "㉠-㉡"), ("연수원(본관)", None)],
)
def test_letters(text: str, letter: str | None) -> None:
    assert read_label(text).letter == letter


@pytest.mark.parametrize(
    ("note", "units"),
    [("천원", ("천원",)), ("천 원, %", ("천원", "%")), ("명·건", ("명", "건")), ("억", ("억원",)), ("물사랑", ()), ("회/일", ("회/일",))],
)
def test_units_of_a_note(note: str, units: tuple[str, ...]) -> None:
    assert split_units(note) == units


@pytest.mark.parametrize(("text", "unit"), [("명", "명"), ("천 원", "천원"), ("㎡", "㎡"), ("동", None), ("과", None), ("인원", None)])
def test_a_label_that_is_a_unit(text: str, unit: str | None) -> None:
    assert unit_alone(text) == unit


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [("오존(O3) ppm", "오존(O3)", "ppm"), ("조성면적 ㎡", "조성면적", "㎡"), ("대회", "대회", None), ("ppm", "ppm", None)],
)
def test_a_unit_behind_a_label_without_a_bracket(text: str, name: str, unit: str | None) -> None:
    assert read_label(text)[1:4] == (name, None, unit)
