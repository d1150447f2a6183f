"""The tokens of the print: digits, scales, signs and units, and what can't be read."""

from decimal import Decimal
from typing import Any

import pytest

from app.parsers.characters.normalise import fold
from app.parsers.values.digits import Fault
from app.parsers.values.tokens import find_marks, find_numbers, read_tokens


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("1,250명", [(1250, "명")], id="grouped"),
        pytest.param("0.5㎞ 41.0 %", [(Decimal("0.5"), "㎞"), (Decimal("41.0"), "%")], id="decimals, a blank before the unit"),
        pytest.param("386천명 10백만원", [(386_000, "명"), (10_000_000, "원")], id="one scale"),
        pytest.param("12조 3,456억원", [(12_345_600_000_000, "원")], id="two myriads"),
        pytest.param("3천4백56억7천8백만원", [(345_678_000_000, "원")], id="multiples within myriads"),
        pytest.param("4만321필지, 1만2천 권", [(40_321, "필지"), (12_000, "권")], id="ones behind a myriad"),
        pytest.param("9억 5천", [(950_000_000, "원")], id="the next myriad and the won are left out"),
        pytest.param("도 7조 2,310, 시군", [(7_231_000_000_000, "원")], id="억 left out behind 조"),
        pytest.param("64억을", [(6_400_000_000, "원")], id="won left out"),
        pytest.param("4,700 천원", [(4_700_000, "원")], id="the unit's own scale"),
        pytest.param("10만 30만", [(100_000, None), (300_000, None)], id="two columns, not one number"),
        pytest.param("3조직 5 만족", [(3, None), (5, None)], id="the beginning of a word is no scale"),
        pytest.param("1,234 조회", [(1234, None)], id="nor where a counter seems to follow"),
        pytest.param("7개 과정", [(7, "개 과정")], id="a counter of two words"),
        pytest.param("12회실시", [(12, "회")], id="glued to a verb"),
        pytest.param("12회의 결과", [(12, None)], id="glued to another word"),
        pytest.param("45종록 발간", [(45, None)], id="nor is a counter with a lone letter behind it"),
        pytest.param("34개 동청사", [(34, "개")], id="a counter of two words ends with its word"),
        pytest.param("250,000 교재구입", [(250_000, None)], id="the next word's syllable is no unit"),
        pytest.param("5만 이상 평균", [(50_000, None)], id="nor is one further on"),
        pytest.param("3,000 명이", [(3000, "명")], id="a particle ends the counter"),
        pytest.param("3km 3kmx", [(3, "km"), (3, None)], id="letters end with their word"),
        pytest.param("②회 ²㎡", [], id="numbers that are no digits"),
    ],
)
def test_values_and_units(text: str, values: list[tuple[Any, str | None]]) -> None:
    assert [(number.value, number.unit) for number in find_numbers(fold(text))] == values


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("△1,250", -1250, "△"),
        ("▲ 3", -3, "△"),
        ("증감 -250", -250, "-"),
        ("+ 18.9%", Decimal("18.9"), "+"),
        ("±3%", 3, "±"),
        ("A-3", 3, ""),
        ("총무과 - 3명", 3, ""),
    ],
)
def test_signs(text: str, value: object, sign: str) -> None:
    [number] = find_numbers(fold(text))
    assert (number.value, number.sign) == (value, sign)
    assert fold(text)[number.start :].startswith(sign)


@pytest.mark.parametrize(("text", "about"), [("200여 명", True), ("2억4천여만원", True), ("200명", False), ("3여성", False)])
def test_about(text: str, about: bool) -> None:
    assert [number.about for number in find_numbers(text)] == [about]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("2조3,456만1,200만원", Fault.SCALES, id="만 after 만"),
        pytest.param("3천5백12억4천6백억원", Fault.SCALES, id="억 after 억"),
        pytest.param("6천300백만원", Fault.SCALES, id="백 of 300 after 천"),
        pytest.param("3조12,000억원", Fault.SCALES, id="more 억 than a 조"),
        pytest.param("1,2503,180", Fault.DIGITS, id="glued"),
        pytest.param("1,2345", Fault.DIGITS, id="four digits in a group"),
        pytest.param("2조4,475억7,90만원", Fault.DIGITS, id="two digits in a group of a compound"),
        pytest.param("7,90만원", Fault.DIGITS, id="two digits in a group of money"),
        pytest.param("0,250", Fault.DIGITS, id="a group of nought"),
        pytest.param("48,,원", Fault.LOST, id="nothing between commas"),
        pytest.param("2,5,원", Fault.LOST, id="nothing behind a comma"),
        pytest.param("9" * 5000, Fault.LENGTH, id="five thousand digits"),
        pytest.param("9" * 5000 + "억원", Fault.LENGTH, id="five thousand digits of money"),
        pytest.param("999,999,999조원", Fault.LENGTH, id="more than a store can keep"),
    ],
)
def test_what_cannot_be_read_has_no_value(text: str, fault: Fault) -> None:
    numbers = find_numbers(text)
    assert [(number.value, number.fault) for number in numbers] == [(None, fault)]
    assert numbers[0].first == 0


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("3,6,9월", ["3", "6", "9"]),
        ("2021.3.16", ["2021", "3", "16"]),
        ("2019,2020", ["2019", "2020"]),
        ("02-731-1234", ["02", "731", "1234"]),
        ("10:30", ["10", "30"]),
    ],
)
def test_chains(text: str, printed: list[str]) -> None:
    numbers = find_numbers(text)
    assert [text[number.first : number.last] for number in numbers] == printed
    assert all(number.chained for number in numbers)


@pytest.mark.parametrize(
    ("text", "factor", "step"), [("18,500백만원", 10**6, 10**6), ("3.12억원", 10**8, 10**6), ("12조 3,456억원", 1, 10**8)]
)
def test_what_one_printed_step_is_worth(text: str, factor: int, step: int) -> None:
    [number] = find_numbers(text)
    assert (number.factor, number.step) == (factor, step)


def test_every_digit_belongs_to_one_number() -> None:
    text = "'21. 3. 2. 총 1,2503,180원(국비 3조1,000만 4만, 도비 5.5%) → 211-01, A4 12345678901234567890123 3,6,9급"
    numbers = find_numbers(text)
    covered = [at for number in numbers for at in range(number.first, number.last)]
    assert sorted(set(covered)) == covered, "no two overlap"
    assert {at for at, letter in enumerate(text) if letter.isdigit()} <= set(covered)


def test_times_and_marks_stand_beside_the_numbers() -> None:
    tokens = read_tokens("교육(3월, 2회) : 45명", 2023)
    assert [time.period.first for time in tokens.times] == ["2023-03"]
    assert [mark.letter for mark in tokens.marks] == ["(", ",", ")", ":"] == [mark.letter for mark in find_marks("(,):")]
