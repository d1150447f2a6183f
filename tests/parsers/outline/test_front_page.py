"""What a report says of itself: title, kind, dates, session, body; what is not stated stays open."""

import pytest

from app.models.report import Hints, ReportMeta, Session
from app.parsers.outline.dating import find_as_of, find_session
from app.parsers.pipeline import parse_report

NO_HINTS = Hints()
REST = ("", "Ⅰ. 일반현황", "○ 조직 정비")


def meta(*lines: str, hints: Hints = NO_HINTS, rest: tuple[str, ...] = REST) -> ReportMeta:
    return parse_report("\n".join((*lines, *rest)), hints).meta


def test_a_whole_title_page() -> None:
    found = meta(
        "제300회 정례회 (2024. 6. 10. ~ 6. 21.)",
        "",
        "2024년도",
        "",
        "주요업무 추진실적",
        "",
        "2024. 6.",
        "",
        "서울특별시 종로구",
        "",
        "행정국 총무과",
    )
    assert found == ReportMeta(
        title="2024년도 주요업무 추진실적",
        kind="주요업무추진실적",
        government="서울특별시 종로구",
        bureau="행정국",
        department="총무과",
        fiscal_year=2024,
        issued="2024-06",
        session=Session("제300회 정례회", "2024-06-10", "2024-06-21"),
    )


def test_what_is_not_stated_stays_open() -> None:
    assert meta() == ReportMeta()


# --- title and kind ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "title", "kind"),
    [
        pytest.param(["주 요 업 무 보 고"], "주요업무보고", "주요업무보고", id="padded letters"),
        pytest.param(["2024년도", "주요업무계획"], "2024년도 주요업무계획", "주요업무계획", id="the year on the line above"),
        pytest.param(["2024년도 주요업무계획"], "2024년도 주요업무계획", "주요업무계획", id="the year on its line"),
        pytest.param(["총무과", "주요업무보고"], "주요업무보고", "주요업무보고", id="a body above is no part of it"),
        pytest.param(["주요업무 추진실적 및 계획"], "주요업무 추진실적 및 계획", "주요업무추진실적및계획", id="the longest kind"),
        pytest.param(["행정사무감사 결과보고"], "행정사무감사 결과보고", "행정사무감사결과보고", id="an audit"),
        pytest.param(["# 2024년 주요업무보고", "", "## 일반현황"], "2024년 주요업무보고", "주요업무보고", id="a heading of Markdown"),
        pytest.param(["우리 동네 소식"], None, None, id="other words"),
    ],
)
def test_title_and_kind(lines: list[str], title: str | None, kind: str | None) -> None:
    found = meta(*lines)
    assert (found.title, found.kind) == (title, kind)


def test_chapters_tell_the_kind_where_no_title_does() -> None:
    found = meta("Ⅱ. 주요업무 추진실적", "○ 연중")
    assert (found.title, found.kind) == (None, "주요업무추진실적")


# --- years and dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        pytest.param(["2024년도", "주요업무보고"], 2024, id="on the title page"),
        pytest.param(["’24년 주요업무보고"], 2024, id="of two digits"),
        pytest.param(["주요업무보고", "2024. 1. 15."], 2024, id="of the date of issue"),
        pytest.param(["제300회 정례회 2023년 회기", "주요업무보고", "2024. 1. 15."], 2024, id="a session's year is not the report's"),
        pytest.param(["주요업무보고", *REST, "□ 인력 (2023. 12. 31. 기준)"], 2023, id="of an as-of date"),
        pytest.param(["주요업무보고", *REST, "○ '22. 3월, '23. 4월, '23. 5월"], 2023, id="the one that most dates speak of"),
        pytest.param(["주요업무보고"], None, id="none"),
    ],
)
def test_fiscal_year(lines: list[str], year: int | None) -> None:
    assert meta(*lines).fiscal_year == year


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        pytest.param("2024. 6.", "2024-06", id="a month"),
        pytest.param("2024. 6. 10.", "2024-06-10", id="a day"),
        pytest.param("2024. 6. 10.(월)", "2024-06-10", id="with its weekday"),
        pytest.param("2024년 6월 10일", "2024-06-10", id="in words"),
        pytest.param("보고일자 : 2024. 6. 10.", "2024-06-10", id="behind a word that says so"),
        pytest.param("공사기간 : 2024. 6. 10.", None, id="behind another word"),
        pytest.param("2024. 6. 10. ~ 6. 21.", None, id="a range"),
        pytest.param("2024. 13. 40.", None, id="no date"),
    ],
)
def test_date_of_issue(line: str, issued: str | None) -> None:
    assert meta("주요업무보고", "", line).issued == issued


def test_a_date_below_the_first_heading_is_no_date_of_issue() -> None:
    assert meta("주요업무보고", *REST, "2024. 6. 10.").issued is None


@pytest.mark.parametrize(
    ("text", "year", "as_of"),
    [
        ("('23.3.31. 기준)", None, "2023-03-31"),
        ("(2023. 12. 31. 현재)", None, "2023-12-31"),
        ("(5.31.현재)", 2023, "2023-05-31"),
        ("(5.31.현재)", None, None),
        ("(2023년 3월말 기준)", None, "2023-03"),
        ("기준일 이전", 2023, None),
        ("2023. 3. 31.", None, None),
    ],
)
def test_find_as_of(text: str, year: int | None, as_of: str | None) -> None:
    assert find_as_of(text, year) == as_of


@pytest.mark.parametrize(
    ("lines", "as_of"),
    [
        pytest.param(
            ["(3.31. 기준)", "○ 가", "(3.31. 기준)", "○ 나", "(2.28. 기준)"], "2024-03-31", id="the date that most figures are of"
        ),
        pytest.param(["(2023. 12. 31. 기준)"], "2023-12-31", id="the end of the year before"),
        pytest.param(["(2021. 12. 31. 기준)"], None, id="a date of long ago is some table's alone"),
        pytest.param(["○ 가"], None, id="none"),
    ],
)
def test_as_of_of_the_report(lines: list[str], as_of: str | None) -> None:
    assert meta("2024년도 주요업무보고", *REST, *lines).as_of == as_of


# --- the session ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "session"),
    [
        pytest.param(["제300회 임시회"], Session("제300회 임시회"), id="its name alone"),
        pytest.param(
            ["제300회 임시회", "(2024. 1. 23. ~ 1. 31.)"],
            Session("제300회 임시회", "2024-01-23", "2024-01-31"),
            id="its days on the next line",
        ),
        pytest.param(
            ["2024.제1차 정례회", "", "2024. 6. 3 ~ 6. 12"],
            Session("2024.제1차 정례회", "2024-06-03", "2024-06-12"),
            id="below a blank line",
        ),
        pytest.param(
            ["제300회 임시회 : 2024. 1. 23. ~ 1. 31."], Session("제300회 임시회", "2024-01-23", "2024-01-31"), id="behind a colon"
        ),
        pytest.param(["제300회 임시회", "2024. 1."], Session("제300회 임시회"), id="a month beside it says no days"),
        pytest.param(["주요업무보고"], None, id="none"),
    ],
)
def test_session(lines: list[str], session: Session | None) -> None:
    assert meta(*lines).session == session


def test_a_long_line_is_no_name_of_a_session() -> None:
    assert find_session("제300회 임시회") == "제300회 임시회"
    assert (
        find_session("지난 임시회에서 여러 위원님께서 말씀하신 사항을 다음과 같이 하나하나 모두 조치하고 그 결과를 자세히 보고드림") is None
    )


# --- hints ---------------------------------------------------------------------------------------------------------------

HINTS = Hints(government="경기도 수원시", department="도서관과", issued="2022. 3. 4.", title="보낸 제목", source="문서-7")


def test_hints_fill_what_the_text_leaves_open() -> None:
    assert meta(hints=HINTS) == ReportMeta(
        title="보낸 제목",
        government="경기도 수원시",
        department="도서관과",
        fiscal_year=2022,
        issued="2022-03-04",
        source="문서-7",
    )


def test_hints_do_not_override_what_is_printed() -> None:
    found = meta("2024년도 주요업무보고", "2024. 6.", "서울특별시 종로구", "총무과", hints=HINTS)
    assert (found.title, found.issued, found.government, found.department, found.fiscal_year, found.source) == (
        "2024년도 주요업무보고",
        "2024-06",
        "서울특별시 종로구",
        "총무과",
        2024,
        "문서-7",
    )


def test_a_hinted_department_is_not_put_under_a_printed_bureau() -> None:
    found = meta("주요업무보고", "행정국", hints=HINTS)
    assert (found.bureau, found.department) == ("행정국", None)
