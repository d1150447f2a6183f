"""Lines whose numbers can't be trusted, and that nothing of them is served."""

import pytest

from app.parsers.characters.damage import Damage, find_damage
from app.parsers.pipeline import parse_report

LOST = (
    "1 세출 예산\n인건비 1,2,5 운영비 64,,원\n여비 2,4,원 교육비 18,236,5 계 1,274,8,229\n"
    "홍보비 36,6,115 시설비 12,4,원 위탁비 5,38,19 자산 23,,4원 물품 4,7,381\n"
)


@pytest.mark.parametrize(
    ("text", "damages"),
    [
        pytest.param("구구분분 예예산산액액\n인인건건비비 11,,220000", {1: Damage.DOUBLED, 2: Damage.DOUBLED}, id="each letter twice"),
        pytest.param("과과목목 합합계계\n1111 2200\n끝 22", {1: Damage.DOUBLED, 2: Damage.DOUBLED}, id="digits below doubled words"),
        pytest.param("방방곡곡 시시비비 12개소\n11 22 33", {}, id="words of the language, and figures by themselves"),
        pytest.param("인인건건비비 1,200", {1: Damage.DOUBLED}, id="a doubled label beside figures"),
        pytest.param(LOST, dict.fromkeys((1, 2, 3, 4), Damage.LOST_DIGIT), id="no zero in the whole text, thousands broken"),
        pytest.param(LOST + "계 1,200원\n", {}, id="a zero somewhere: numbers are wrong one by one"),
        pytest.param("분기 1,2,3 층 4,5 " * 12, {}, id="lists of small numbers"),
        pytest.param("인원 1,234,567 2,345,678 " * 4, {}, id="whole thousands without a zero"),
        pytest.param("예산 현황\nÀÎ°Çºñ 1,200\n운영비 3,400", {2: Damage.GARBLED}, id="one line in a wrong encoding"),
        pytest.param("예산 현황\n????? 1,200\n세입?세출 3,400", {2: Damage.GARBLED}, id="one line without its letters"),
    ],
)
def test_damaged_lines(text: str, damages: dict[int, Damage]) -> None:
    assert find_damage(text.split("\n")) == damages


def test_nothing_of_a_damaged_line_is_served_and_it_is_said_once() -> None:
    report = parse_report("1 예산 현황\n(단위: 천원)\n구분\t예산액\n인인건건비비\t11,,220000\n운영비\t3,400\n물물건건비비\t50\n")
    assert [fact.span.first for fact in report.facts] == [5]
    assert [(finding.code.value, finding.span.first) for finding in report.findings if finding.span.first in (4, 6)] == [
        ("unread_number", 4),
        ("unread_number", 6),
    ]
    assert report.coverage.tables.read == 1
