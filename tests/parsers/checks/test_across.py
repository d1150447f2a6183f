"""Means beside their whole, and one thing counted in two tables: what is right stays unaccused."""

import pytest

from tests.parsers.checks.reported import Said, reported

MONTHLY = "1 보육료 지원\n\n□ 추진실적(5.31.현재)\n\n- 지원 : 1,090명(월평균 {}명)\n"
GROUPS = (
    "1 행정여건\n\n□ 총괄\n\n- 조직 : 25개 군 240개 읍면\n\n○ 행정인력 : 정원 {}명(군 평균 {}명)\n"
    "- 본청(25) : 정원 26,740명 (평균 {}명)\n- 의회(25) : 정원 884명 (평균 {}명)\n"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (MONTHLY.format("218"), []),
        (MONTHLY.format("242"), [("sum_mismatch", 5, "242명", "218")]),
        pytest.param(MONTHLY.format("90"), [], id="of another time"),
        pytest.param(MONTHLY.format("218").replace("(5.31.현재)", ""), [], id="of no known time"),
        (GROUPS.format("27,624", "1,105", "1,070", "35"), []),
        pytest.param(GROUPS.format("27,624", "1,104", "1,069", "35"), [], id="cut off throughout"),
        pytest.param(GROUPS.format("27,624", "1,105", "1,070", "36"), [], id="rounded up throughout"),
        pytest.param(GROUPS.format("27,640", "1,106", "1,069", "35"), [("sum_mismatch", 8, "1,069명", "1,070")], id="cut off once"),
        (GROUPS.format("27,624", "1,105", "1,170", "35"), [("sum_mismatch", 8, "1,170명", "1,070")]),
    ],
)
def test_means(text: str, found: list[Said]) -> None:
    assert reported(text) == found


PARKING = (
    "1 시설 현황\n\n○ 문화회관\n\n위치\t건평\t비고(주차장)\n가람동 3\t9,246㎡\t·지하:621평(55대) ·지상:710평(51대)\n\n"
    "2 주차장 운영\n\n○ 현황\n\n관리인력(8명)\t\t{}\t\n청사\t문화회관\t청사\t{}\n5\t3\t{}\t{}\n"
)


@pytest.mark.parametrize(
    ("header", "name", "counts", "found"),
    [
        ("주차면 수(213대)", "문화회관", ("107", "106"), []),
        ("주차면 수(210대)", "문화회관", ("107", "103"), [("stated_twice", 14, "103", "106")]),
        pytest.param("주차면 수(210대)", "체육관", ("107", "103"), [], id="another building"),
        pytest.param("관용차량(210대)", "문화회관", ("107", "103"), [], id="other things"),
        pytest.param("주차면 수(177대)", "문화회관", ("107", "70"), [], id="too far off to be the same"),
    ],
)
def test_one_thing_in_two_tables(header: str, name: str, counts: tuple[str, str], found: list[Said]) -> None:
    assert reported(PARKING.format(header, name, *counts)) == found
