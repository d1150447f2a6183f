"""Requests of an audit with their departments, status and answer, in tables and lists."""

from collections import Counter
from pathlib import Path

import pytest

from app.models.facts import AuditCategory, AuditItem, AuditStatus, Indicator, Milestone
from app.parsers.pipeline import parse_report, read_report
from app.parsers.prose.audits import find_status, read_request, split_requests

FRONT = "2022년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\nⅣ. 2021년 행정사무감사 처리결과\n\n"

Row = tuple[str, tuple[str, ...], AuditStatus | None]


def items(text: str) -> list[AuditItem]:
    return [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, AuditItem)]


def rows(text: str) -> list[Row]:
    return [(one.request, one.departments, one.status) for one in items(text)]


@pytest.mark.parametrize(
    ("printed", "text", "departments"),
    [
        ("○ 절차를 줄일 것. (인사과, 인력개발과)", "절차를 줄일 것.", ("인사과", "인력개발과")),
        ("○ 현황 (4급) (인사과)", "현황 (4급)", ("인사과",)),
        ("1. 대장을 쓸 것(총무과장)", "대장을 쓸 것", ("총무과",)),
        ("○ 점검할 것 [세무과 외 2]", "점검할 것", ("세무과",)),
        ("○ 점검할 것 (전 부서)", "점검할 것", ("전 부서",)),
        ("○ 주민 현황(동별 참여자수)", "주민 현황(동별 참여자수)", ()),
        ("○ 점검할 것", "점검할 것", ()),
    ],
)
def test_read_request(printed: str, text: str, departments: tuple[str, ...]) -> None:
    request = read_request(printed)
    assert (request.text, request.departments) == (text, departments)


@pytest.mark.parametrize(
    ("response", "status"),
    [
        ("□ 추진상황 : 검토 중\n□ 추진내용\n○ 협의함", AuditStatus.UNDER_REVIEW),
        ("추진상황 : 추진완료 추진내용 및 향후계획 ○ 제출", AuditStatus.DONE),
        ("○ 조치결과 : 완료, 두 곳을 고침", AuditStatus.DONE),
        ("○ 추진 중 : 협의 중", AuditStatus.IN_PROGRESS),
        ("조치결과 : 담당자를 늘려 운영 완료", AuditStatus.DONE),
        ("미반영", AuditStatus.REJECTED),
        ("일부 반영", AuditStatus.IN_PROGRESS),
        ("○ 조치결과를 알리겠음\n○ 관계 부서와 협의함", None),
        ("검토하여 보고하겠음", None),
    ],
)
def test_find_status(response: str, status: AuditStatus | None) -> None:
    assert find_status(response) == status


def test_marks_inside_one_request_do_not_split_it() -> None:
    assert split_requests("다음을 고칠 것. ○ 가 ○ 나") == ["다음을 고칠 것. ○ 가 ○ 나"]


HTML = (
    "시정 및 처리 요구사항\t조치결과 및 향후 추진계획\n"
    '<p>○ 절차를 줄이기 바람. (인사과, 총무과)</p>\t<p><input type="checkbox"/> 추진상황 : 검토 중</p><p>○ 68명을 살핌</p>'
    "<table><tr><th>계</th><th>전문관</th></tr><tr><td>68</td><td>6</td></tr></table>\t계\t전문관\t68\t6\n"
    "계\t전문관\t\t\t\t\n68\t6\t\t\t\t\n"
)


def test_html_cells_are_shown_without_tags_and_nested_tables_are_no_requests() -> None:
    found = items("시정 · 처리 요구사항\n\n" + HTML)
    assert [(one.category, one.audit_year, one.request, one.departments, one.status, one.department) for one in found] == [
        (AuditCategory.CORRECTION, 2021, "절차를 줄이기 바람.", ("인사과", "총무과"), AuditStatus.UNDER_REVIEW, "인사과")
    ]
    assert found[0].response is not None
    assert "<" not in found[0].response


def test_figures_of_answers_stay_indicators() -> None:
    text = "시정 및 처리 요구사항\t조치결과\n○ 절차를 줄이기 바람. (인사과)\t○ 완료 : 점검 9개소 시행\n"
    facts = parse_report(FRONT + text).facts
    assert [(fact.value, fact.unit) for fact in facts if isinstance(fact, Indicator)] == [(9, "개소")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "연번\t지적사항\t처리상황\t비고\n1\t징수 대책을 세울 것\t징수반 확대 운영\t완료\n2\t운행일지를 쓸 것\t시범 운영\t추진중\n",
            [("징수 대책을 세울 것", (), AuditStatus.DONE), ("운행일지를 쓸 것", (), AuditStatus.IN_PROGRESS)],
            id="a column of its own for the status",
        ),
        pytest.param(
            "소관부서\t지적사항\t조치결과\n세무과, 재무과\t징수 대책을 세울 것\t완료\n",
            [("징수 대책을 세울 것", ("세무과", "재무과"), AuditStatus.DONE)],
            id="a column of its own for the departments",
        ),
        pytest.param(
            "지적사항\t처리결과\n○ 가를 줄일 것. (총무과) ○ 나를 늘릴 것. (인사과)\t○ 추진상황 : 완료\n",
            [("가를 줄일 것.", ("총무과",), AuditStatus.DONE), ("나를 늘릴 것.", ("인사과",), AuditStatus.DONE)],
            id="two requests in one cell",
        ),
        pytest.param(
            "| 지적사항 | 처리결과 |\n|---|---|\n| 지표를 다시 만들 것 (총무과) | ○ 추진상황 : 추진 중<br>- 초안 마련 |\n",
            [("지표를 다시 만들 것", ("총무과",), AuditStatus.IN_PROGRESS)],
            id="a pipe table",
        ),
        pytest.param(
            "지적사항\t조치결과\n절차를 줄일 것 (총무과)\t추진상황 : 완료\n2020.12월\t68\n개정 전 협약\t(삭제)\n",
            [("절차를 줄일 것", ("총무과",), AuditStatus.DONE)],
            id="rows of a table within a cell",
        ),
        pytest.param("구 분\t계\t완료\n시정·처리요구사항\t36\t17\n건의사항\t3\t1\n", [], id="the summary"),
        pytest.param(
            "□ 지적사항\n ○ 징수 대책을 세울 것 (세무과)\n  - 조치결과 : 완료\n  - 징수반을 늘림\n"
            " ○ 운행일지를 쓸 것 (총무과)\n  - 조치결과 : 추진 중\n",
            [("징수 대책을 세울 것", ("세무과",), AuditStatus.DONE), ("운행일지를 쓸 것", ("총무과",), AuditStatus.IN_PROGRESS)],
            id="items under items",
        ),
        pytest.param(
            "1. 징수 대책 마련 (세무과)\n\n□ 지적사항\n ○ 징수 대책을 세울 것\n\n□ 조치결과 : 완료\n ○ 징수반을 늘림\n\n"
            "2. 차량 관리 (총무과)\n\n□ 지적사항\n ○ 운행일지를 쓸 것\n\n□ 조치결과\n ○ 추진 중 : 시범 운영\n",
            [("징수 대책을 세울 것", ("세무과",), AuditStatus.DONE), ("운행일지를 쓸 것", ("총무과",), AuditStatus.IN_PROGRESS)],
            id="headings for requests and answers",
        ),
        pytest.param(
            "□ 지적사항 : 징수 대책을 세울 것(세무과)\n ○ 조치결과 : 징수반을 늘려 운영 완료\n"
            "□ 지적사항 : 운행일지를 쓸 것(총무과)\n ○ 조치결과 : 추진중\n",
            [("징수 대책을 세울 것", ("세무과",), AuditStatus.DONE), ("운행일지를 쓸 것", ("총무과",), AuditStatus.IN_PROGRESS)],
            id="headings with the request as their value",
        ),
        pytest.param(
            "1. 징수 대책을 세울 것 (세무과)\n □ 추진상황 : 추진완료\n □ 추진내용\n  ○ 징수반 확대\n"
            "2. 운행일지를 쓸 것 (총무과)\n □ 추진상황 : 검토 중\n",
            [("징수 대책을 세울 것", ("세무과",), AuditStatus.DONE), ("운행일지를 쓸 것", ("총무과",), AuditStatus.UNDER_REVIEW)],
            id="requests as headings",
        ),
        pytest.param(
            "□ 건의사항\n\n건의사항 처리결과 및 향후계획\n\n○ 기준을 통일하기 바람. (세무과)\n\n추진상황 : 미반영\n\n"
            "추진내용\n\n- 지침을 고침\n\n"
            "○ 절차를 줄이기 바람. (총무과)\n\n추진상황 : 완료\n\n추진내용\n\n- 협의를 마침\n",
            [("기준을 통일하기 바람.", ("세무과",), AuditStatus.REJECTED), ("절차를 줄이기 바람.", ("총무과",), AuditStatus.DONE)],
            id="a table that lost its columns",
        ),
    ],
)
def test_tables_and_lists(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


def test_the_header_of_a_column_tells_the_category() -> None:
    text = (
        "□ 2031년 행정사무감사 처리결과\n\n시정·처리요구사항\n처리결과\n○ 대장을 갖출 것. (세무과)\n추진상황 : 완료\n\n"
        "건의사항\n처리결과\n○ 절차를 줄이기 바람. (총무과)\n추진상황 : 검토 중\n"
    )
    assert [(item.request, item.category) for item in items(text)] == [
        ("대장을 갖출 것.", AuditCategory.CORRECTION),
        ("절차를 줄이기 바람.", AuditCategory.SUGGESTION),
    ]


@pytest.mark.parametrize(
    ("heading", "column", "category"),
    [
        ("시정·처리요구사항", "지적사항", AuditCategory.CORRECTION),
        ("건의사항", "요구사항", AuditCategory.SUGGESTION),
        ("총괄", "건의사항", AuditCategory.SUGGESTION),
        ("기타사항", "자료제출 등 기타사항", AuditCategory.SUBMISSION),
    ],
)
def test_the_category_is_the_columns_else_the_headings(heading: str, column: str, category: AuditCategory) -> None:
    found = items(f"□ {heading}\n\n{column}\t조치결과\n○ 절차를 줄이기 바람. (총무과)\t완료\n")
    assert [one.category for one in found] == [category]


def test_suggestions_outside_an_audit_are_no_audit_items() -> None:
    text = "2022년도\n\n주요업무보고\n\nⅡ. 주요업무\n\n1. 간담회 개최\n\n건의사항\t조치결과\n쉼터를 늘려 달라\t반영\n"
    assert not [fact for fact in parse_report(text).facts if isinstance(fact, AuditItem)]


def test_a_request_with_a_blank_row_below_keeps_its_whole_answer() -> None:
    found = items("지적사항\t조치결과\n징수 대책을 세울 것 (세무과)\t추진상황 : 완료\n\t징수반을 늘림\n")
    assert [(one.response, one.span.first, one.span.last) for one in found] == [("추진상황 : 완료\n징수반을 늘림", 14, 15)]


def test_what_an_answer_plans_for_a_time_is_a_milestone_of_the_reports_own_year() -> None:
    answer = "□ 추진상황 : 추진 중<br>□ 추진내용 및 향후계획<br>○ 3월부터 운영함<br>□ 향후계획<br>○ 제도 홍보 : 4월~<br>○ 교육(5월)"
    text = f"| 지적사항 | 조치결과 |\n|---|---|\n| ○ 절차를 줄일 것. (인사과) | {answer} |\n"
    found = [fact for fact in parse_report(FRONT + text).facts if isinstance(fact, Milestone)]
    assert [(one.what, one.when.text, one.when.first, one.status, one.department) for one in found] == [
        ("제도 홍보", "4월~", "2022-04", "planned", "인사과"),
        ("교육", "5월", "2022-05", "planned", "인사과"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param("\n- 12 -\n\n", id="a page number"),
        pytest.param("\n계\t전문관\n68\t6\n\n", id="a table of its own"),
    ],
)
def test_a_table_goes_on_behind_a_break_without_its_header(between: str) -> None:
    rest = "○ 나를 줄일 것. (인사과)\t추진상황 : 추진 중\n○ 다를 줄일 것. (인사과)\t추진상황 : 완료\n"
    text = f"지적사항\t조치결과\n○ 가를 줄일 것. (총무과)\t추진상황 : 완료\n{between}{rest}"
    assert [one[0] for one in rows(text)] == ["가를 줄일 것.", "나를 줄일 것.", "다를 줄일 것."]


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    """As many requests of each sort and state as the printed summary of each report's audit says."""
    found = [fact for path in real_reports for fact in read_report(path.read_bytes()).facts if isinstance(fact, AuditItem)]
    assert Counter(one.category for one in found) == {
        AuditCategory.CORRECTION: 36,
        AuditCategory.SUGGESTION: 3,
        AuditCategory.SUBMISSION: 15,
    }
    assert Counter(one.status for one in found) == {AuditStatus.DONE: 33, AuditStatus.IN_PROGRESS: 17, AuditStatus.UNDER_REVIEW: 4}
    assert all(one.departments and one.response and one.audit_year == 2020 for one in found)
