"""Works that lie ahead: what items state beside the time of their work is planned until that time has passed."""

import pytest

from app.models.facts import Basis, Indicator, Milestone, Period
from app.models.report import ReportMeta
from app.parsers.pipeline import parse_report
from app.parsers.places.works import ends_behind

FRONT = "2031년도 주요업무보고\n\n(2031. 3. 31. 기준)\n\n생활국\n\nⅠ. 주요업무\n\n1 도서관 건립\n\n□ 개요\n\n"


def bases(text: str) -> list[tuple[object, Basis | None, str | None]]:
    facts = parse_report(FRONT + text).facts
    return [(fact.value, fact.basis, fact.project) for fact in facts if isinstance(fact, Indicator)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 공사기간 : 2031. 5. ~ 2033. 8.\n- 연면적 : 3,450㎡\n - 열람석 : 120석\n",
            [(3450, Basis.PLAN), (120, Basis.PLAN)],
            id="beside the time of the work, and below what stands beside it",
        ),
        pytest.param(
            "- 공사기간 : 2031. 5. ~ 2033. 8.\n- 규모 : 하루 120톤 → 200톤\n", [(120, None), (200, Basis.PLAN)], id="a course begins now"
        ),
        pytest.param("- 공사기간 : 2028. 5. ~ 2030. 8.\n- 연면적 : 3,450㎡\n", [(3450, None)], id="a work that is done"),
        pytest.param("- 일 시 : '31. 4. 7.\n- 투표소 : 225개\n", [(225, Basis.PLAN)], id="an event to come"),
        pytest.param(
            "- 사업기간 : 2031. 1. ~ 12.\n- 이용자 : 261명 (3. 31. 현재)\n",
            [(261, Basis.ACTUAL)],
            id="what was counted on a day has happened",
        ),
        pytest.param(
            "- 운영기간 : 2030. 1. ~ 2032. 12.\n- 근무자 : 12명\n", [(12, None)], id="what is running says nothing of its figures"
        ),
        pytest.param("- 5개년('31~'36) 간 총 750억원 조성\n", [(75_000_000_000, Basis.PLAN)], id="a stretch of years that goes on"),
        pytest.param(
            "- 인정시간 확대 : '30년 20시간 → '31년 40시간\n", [(20, None), (40, Basis.PLAN)], id="a course that leads to this year"
        ),
        pytest.param("- 콘도 이용 : 2031년 30명\n", [(30, None)], id="this year alone may be so far"),
        pytest.param(
            "기 존\t(직위수) 400개\t⇒\t개 선\t(직위수) 80개\n--------\t---\t---\t---\t---\n",
            [(400, Basis.ACTUAL), (80, Basis.PLAN)],
            id="what a box says to be better",
        ),
    ],
)
def test_what_lies_ahead_is_planned(text: str, expected: list[tuple[object, Basis | None]]) -> None:
    assert [row[:2] for row in bases(text)] == expected


def test_an_item_over_the_time_of_its_work_names_it() -> None:
    text = "○ 현황\n - 면수 : 210면\n - 나루공원 주차장 건설\n  - 공사기간 : 2030. 10. ~ 2031. 8.\n  - 면수 : 190면\n"
    assert [(value, project) for value, _, project in bases(text)] == [(210, "도서관 건립"), (190, "나루공원 주차장 건설")]
    report = parse_report(FRONT + "□ 추진실적\n\n- 나루공원 주차장 건설\n - 사업시기 : 2031. 2.\n")
    assert [(fact.what, fact.project) for fact in report.facts if isinstance(fact, Milestone)] == [
        ("나루공원 주차장 건설", "나루공원 주차장 건설")
    ]


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        ("2031-04", "2031-03-31", True),
        ("2031-03", "2031-03-31", False),
        ("2031-03", "2031-03", False),
        ("2031", "2031-03-31", True),
        ("2031", None, False),
        ("2032", None, True),
        (None, "2031-03-31", False),
    ],
)
def test_ends_behind(last: str | None, as_of: str | None, *, expected: bool) -> None:
    meta = ReportMeta(fiscal_year=2031, as_of=as_of)
    assert ends_behind(Period("", None, last), meta) is expected
