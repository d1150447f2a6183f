"""Head counts: posts and people, by category and grade, whichever way the table is turned."""

import pytest

from app.models.facts import Headcount, Indicator, Measure
from app.models.finding import FindingCode
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str | None, str, str, str | None, int]


def rows(text: str) -> list[Row]:
    facts = parse_report(FRONT + text).facts
    return [(one.department, one.measure.value, one.category, one.grade, one.persons) for one in facts if isinstance(one, Headcount)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 인력 현황\n\n구분\t계\t일반직\t\t\t공무직\n\t\t소계\t5급\t6급\t\n"
            "정원\t12\t10\t1\t9\t2\n현원\t11\t9\t1\t8\t2\n과부족\t△1\t△1\t-\t△1\t-\n",
            [
                ("총무과", "authorised", "계", None, 12),
                ("총무과", "authorised", "일반직", None, 10),
                ("총무과", "authorised", "일반직", "5급", 1),
                ("총무과", "authorised", "일반직", "6급", 9),
                ("총무과", "authorised", "공무직", None, 2),
                ("총무과", "actual", "계", None, 11),
                ("총무과", "actual", "일반직", None, 9),
                ("총무과", "actual", "일반직", "5급", 1),
                ("총무과", "actual", "일반직", "6급", 8),
                ("총무과", "actual", "공무직", None, 2),
                ("총무과", "variance", "계", None, -1),
                ("총무과", "variance", "일반직", None, -1),
                ("총무과", "variance", "일반직", "6급", -1),
            ],
            id="a row per measure; a dash is no fact",
        ),
        pytest.param(
            "□ 인력 현황\n\n구분\t정원\t현원\t과부족\n계\t45\t44\t△1\n4급\t1\t1\t-\n5급\t4\t4\t-\n6급 이하\t40\t39\t△1\n",
            [
                ("총무과", "authorised", "계", None, 45),
                ("총무과", "actual", "계", None, 44),
                ("총무과", "variance", "계", None, -1),
                ("총무과", "authorised", "계", "4급", 1),
                ("총무과", "actual", "계", "4급", 1),
                ("총무과", "authorised", "계", "5급", 4),
                ("총무과", "actual", "계", "5급", 4),
                ("총무과", "authorised", "계", "6급 이하", 40),
                ("총무과", "actual", "계", "6급 이하", 39),
                ("총무과", "variance", "계", "6급 이하", -1),
            ],
            id="a row per grade",
        ),
        pytest.param(
            "□ 인력 현황\n\n구분\t정원\t현원\n총무과\t50\t48\n민원과\t20\t20\n",
            [
                ("총무과", "authorised", "계", None, 50),
                ("총무과", "actual", "계", None, 48),
                ("민원과", "authorised", "계", None, 20),
                ("민원과", "actual", "계", None, 20),
            ],
            id="a row per department",
        ),
        pytest.param(
            "□ 정·현원 현황\n\n구분\t정원\t\t\t현원\t\t\t과부족\n\t계\t일반직\t공무직\t계\t일반직\t공무직\t\n"
            "계\t50\t40\t10\t48\t39\t9\t△2\n행정팀\t20\t15\t5\t19\t15\t4\t△1\n",
            [
                ("총무과", "authorised", "계", None, 50),
                ("총무과", "authorised", "일반직", None, 40),
                ("총무과", "authorised", "공무직", None, 10),
                ("총무과", "actual", "계", None, 48),
                ("총무과", "actual", "일반직", None, 39),
                ("총무과", "actual", "공무직", None, 9),
                ("총무과", "variance", "계", None, -2),
                ("총무과", "authorised", "행정팀", None, 20),
                ("총무과", "authorised", "행정팀", "일반직", 15),
                ("총무과", "authorised", "행정팀", "공무직", 5),
                ("총무과", "actual", "행정팀", None, 19),
                ("총무과", "actual", "행정팀", "일반직", 15),
                ("총무과", "actual", "행정팀", "공무직", 4),
                ("총무과", "variance", "행정팀", None, -1),
            ],
            id="categories under each measure; a team is told apart within its department",
        ),
        pytest.param(
            "□ 정원 현황\n\n부서별\t계\t5급\t6급\t7급\n총무과\t14\t1\t5\t8\n민원과\t8\t1\t3\t4\n",
            [
                ("총무과", "authorised", "계", None, 14),
                ("총무과", "authorised", "계", "5급", 1),
                ("총무과", "authorised", "계", "6급", 5),
                ("총무과", "authorised", "계", "7급", 8),
                ("민원과", "authorised", "계", None, 8),
                ("민원과", "authorised", "계", "5급", 1),
                ("민원과", "authorised", "계", "6급", 3),
                ("민원과", "authorised", "계", "7급", 4),
            ],
            id="only the title says what was counted",
        ),
        pytest.param(
            "□ 자원봉사자 현황\n\n구분\t계\t남\t여\n성인\t14\t6\t8\n",
            [],
            id="people who hold no post",
        ),
    ],
)
def test_tables(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_a_difference_of_the_whole_is_that_of_the_totals() -> None:
    report = parse_report(
        FRONT + "□ 정·현원 현황\n\n구분\t정원\t\t\t현원\t\t\t과부족\n\t계\t일반직\t공무직\t계\t일반직\t공무직\t\n"
        "계\t50\t40\t10\t48\t39\t9\t△2\n행정과\t20\t15\t5\t19\t15\t4\t△2\n"
    )
    wrong = [finding for finding in report.findings if finding.code is FindingCode.VARIANCE_MISMATCH]
    assert [(finding.printed, finding.expected) for finding in wrong] == [("△2", "△1")]


def test_as_of_and_unit_of_a_note_above() -> None:
    report = parse_report(FRONT + "□ 인력 현황\n\n(’23. 6. 30. 현재, 단위: 명)\n구분\t정원\t현원\n계\t45\t44\n")
    assert {(fact.as_of, fact.fiscal_year) for fact in report.facts if isinstance(fact, Headcount)} == {("2023-06-30", 2023)}


def test_text_that_counts_posts_is_an_indicator() -> None:
    report = parse_report(FRONT + "□ 인력 현황\n\n○ 정원 : 45명 (5급 1, 6급 44)\n")
    assert [(fact.name, fact.value, dict(fact.dimensions)) for fact in report.facts if isinstance(fact, Indicator)] == [
        ("정원", 45, {}),
        ("정원", 1, {"구분": "5급"}),
        ("정원", 44, {"구분": "6급"}),
    ]


def test_a_plus_sign_is_a_surplus() -> None:
    report = parse_report(FRONT + "□ 인력 현황\n\n구분\t계\t일반직\n정원\t50\t40\n현원\t52\t41\n과부족\t+2\t+1\n")
    counts = [fact for fact in report.facts if isinstance(fact, Headcount)]
    assert [fact.persons for fact in counts if fact.measure is Measure.VARIANCE] == [2, 1]
    assert not report.findings
