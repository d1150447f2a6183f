"""Means beside their whole, and one thing counted in two tables: what is right stays unaccused."""

import pytest

from tests.parsers.checks.reported import Said, reported

MONTHLY = "1 보육료 지원\n\n□ 추진실적(5.31.현재)\n\n- 지원 : 1,150명(월평균 {}명)\n"
GROUPS = (
    "1 행정여건\n\n□ 총괄\n\n- 조직 : 15개 군 140개 읍면\n\n○ 행정인력 : 정원 {}명(군 평균 {}명)\n"
    "- 본청(15) : 정원 16,109명 (평균 {}명)\n- 의회(15) : 정원 514명 (평균 {}명)\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MONTHLY.format("230"), []),
        (MONTHLY.format("252"), [("sum_mismatch", 5, "252명", "230")]),
        pytest.param(MONTHLY.format("90"), [], id="of another time"),
        pytest.param(MONTHLY.format("230").replace("(5.31.현재)", ""), [], id="of no known time"),
        (GROUPS.format("16,623", "1,108", "1,074", "34"), []),
        pytest.param(GROUPS.format("16,623", "1,108", "1,073", "34"), [], id="cut off throughout"),
        pytest.param(GROUPS.format("16,623", "1,109", "1,074", "35"), [], id="rounded up throughout"),
        pytest.param(GROUPS.format("16,634", "1,109", "1,073", "34"), [("sum_mismatch", 8, "1,073명", "1,074")], id="cut off once"),
        (GROUPS.format("16,623", "1,108", "1,174", "34"), [("sum_mismatch", 8, "1,174명", "1,074")]),
    ],
)
def test_means(text: str, found: list[Said]) -> None:
    assert reported(text) == found


PARKING = (
    "1 시설 현황\n\n○ 문화회관\n\n위치\t건평\t비고(주차장)\n가람동 3\t8,120㎡\t·지하:480평(64대) ·지상:520평(48대)\n\n"
    "2 주차장 운영\n\n○ 현황\n\n관리인력(8명)\t\t{}\t\n청사\t문화회관\t청사\t{}\n6\t2\t{}\t{}\n"
)


@pytest.mark.parametrize(
    ("header", "name", "counts", "found"),
    [
        ("주차면 수(210대)", "문화회관", ("98", "112"), []),
        ("주차면 수(207대)", "문화회관", ("98", "109"), [("stated_twice", 14, "109", "112")]),
        pytest.param("주차면 수(207대)", "체육관", ("98", "109"), [], id="another building"),
        pytest.param("관용차량(207대)", "문화회관", ("98", "109"), [], id="other things"),
        pytest.param("주차면 수(168대)", "문화회관", ("98", "70"), [], id="too far off to be the same"),
    ],
)
def test_one_thing_in_two_tables(header: str, name: str, counts: tuple[str, str], found: list[Said]) -> None:
    assert reported(PARKING.format(header, name, *counts)) == found


STAFF = "1 인력\n(2023. 3. 31. 기준)\n\n총무과\n\n(단위 : 명)\n구분\t계\t일반직\t임기제\n정원\t143\t120\t23\n현원\t{}\t{}\t20\n\n"
SERIES = "1 재정 현황\n\n□ 기금 규모 추이\n(단위 : 억원)\n구분\t2021년\t2022년\n적립기금\t8,214\t{}\n융자기금\t1,020\t1,035\n\n"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("8,457", "8,457", []),
        ("8,457", "8,475", [("stated_twice", "8,457", "8,475")]),
        pytest.param("8,457", "7,500", [], id="of another time or scope"),
        pytest.param("457", "475", [], id="too few digits"),
    ],
)
def test_an_item_of_one_year_in_two_tables(first: str, second: str, found: list[tuple[str, str, str]]) -> None:
    text = SERIES.format(first) + "2 그 밖의 현황\n\n" + SERIES.format(second).split("\n", 2)[2]
    told = [(code, printed, expected) for code, _, printed, expected in reported(text) if code == "stated_twice"]
    assert [{code, printed, expected} for code, printed, expected in told] == [set(one) for one in found]
