"""The remainder: every number of the print is held by a fact, measures nothing, or is told."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from app.errors import InvalidReport
from app.models.finding import FindingCode, Severity
from app.models.report import NumberCount, Report
from app.models.span import Span
from app.parsers.characters.normalise import decode, fold, split_lines
from app.parsers.facts.claims import Claims
from app.parsers.facts.dismissed import REASONS, reason_of
from app.parsers.pipeline import parse_report, read_report
from app.parsers.values.tokens import find_numbers
from bench.document import LAYOUTS, Layout
from bench.generate import generate_report

FRONT: Final = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"
SAMPLES: Final = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


def read(text: str) -> Report:
    return parse_report(FRONT + text)


def unread(report: Report) -> list[str | None]:
    return [finding.printed for finding in report.findings if finding.code is FindingCode.UNREAD_NUMBER]


# --- counted, dismissed, told ---------------------------------------------------------------------------------------------


def test_every_number_of_a_table_and_of_text_is_counted() -> None:
    coverage = read("□ 이용 현황\n\n시설\t이용자(명)\t개최\n도서관\t1,250\t12회\n미술관\t-\t연중\n\n○ 방문객 300명\n").coverage
    assert coverage.by_table == {"t1": NumberCount(2, 2)}
    assert coverage.prose == NumberCount(1, 1)


def test_a_day_is_no_number() -> None:
    report = read("□ 위원회 현황\n\n위원회명\t위원수\t구성일\n인사위원회\t16\t2020. 1. 1.\n정보공개심의회\t7\t2021. 3. 2.\n")
    assert report.coverage.tables == NumberCount(2, 2)
    assert report.findings == ()


def test_a_running_number_of_a_list_is_no_number() -> None:
    report = read("□ 분장 사무\n\n구분\t내용\n총무팀\t1. 조직 운영 2. 교육 훈련\n")
    assert report.coverage.tables.numbers == 0


def test_a_number_of_a_table_that_nothing_holds_is_a_finding() -> None:
    report = read("□ 추진 현황\n\n구분\t내용\t비고\n회의실\t보수 공사\t참여 37\n도서관\t공사 완료\t-\n")
    [finding] = report.findings
    assert (finding.code, finding.severity, finding.printed) == (FindingCode.UNREAD_NUMBER, Severity.WARNING, "37")
    assert finding.span == Span(14, 14, 13, 15)
    assert report.coverage.tables == NumberCount(1, 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("○ 모임은 37 가지가 넘고 4,120 가지에 이름\n", ["37 가지가 넘고 4,120"], id="one finding for a run"),
        pytest.param("○ 예산은 1조1,471만1,800만원임\n", ["1조1,471만1,800만원"], id="scales that don't fall"),
        pytest.param("○ 예산은 1,2503,180 정도\n", ["1,2503,180"], id="glued"),
        pytest.param("가나다라 4,120 마바사\n", ["4,120"], id="not in any item"),
        pytest.param('<p class="c1234">가나 &#8231; <b>4,120</b> 다라</p>\n', ["4,120"], id="markup is no print"),
    ],
)
def test_a_number_of_running_text_that_nothing_holds_is_a_finding(text: str, told: list[str]) -> None:
    report = read("□ 추진 현황\n\n" + text)
    assert unread(report) == told
    assert not [fact for fact in report.facts if getattr(fact, "value", None) is not None]


REASONED: Final = [
    ("ordinal", "제36조에 따라", "36조"),
    ("ordinal", "5급 이상", "5"),
    ("ordinal", "2단계 사업", "2"),
    ("duration", "3년간 추진", "3"),
    ("duration", "6개월 과정", "6"),
    ("phone", "☎ 2670-3333", "2670"),
    ("phone", "02-731-1234", "731"),
    ("clock", "09:30부터", "09"),
    ("clock", "오후 2시에서", "2"),
    ("date", "2019 결산", "2019"),
    ("date", "'19 결산", "19"),
    ("page", "p. 12 참조", "12"),
    ("article", "지방자치법 9조", "9조"),
    ("address", "가람동3가", "3"),
    ("address", "중앙로 123", "123"),
    ("name", "SO2 농도", "2"),
    ("name", "코로나19 대응", "19"),
    ("name", "119구조대 신설", "119"),
    ("enumeration", "1. 조직", "1"),
    ("enumeration", "가나 2) 다라", "2"),
    ("enumeration", "총계1) 다라", "1"),
    ("code", "가나 211-01 다라", "211"),
    ("rate base", "10만 명당", "10만"),
    (None, "여가(5)", "5"),
    (None, "총 36명", "36"),
    (None, "지하2층/지상4층", "2"),
    (None, "지상4층, 지하2층", "4"),
    (None, "지상4층", "4"),
    ("ordinal", "지하2층~지상4층", "2"),
    ("ordinal", "지상4층 회의실", "4"),
    ("ordinal", "- 2구간 착공", "2"),
    (None, "- 2구간 : 250m", "2"),
    (None, "1회 80명", "1"),
    (None, "2,021년", "2,021"),
    (None, "구비500", "500"),
]


@pytest.mark.parametrize(("reason", "text", "digits"), REASONED, ids=[row[1] for row in REASONED])
def test_reasons(reason: str | None, text: str, digits: str) -> None:
    text = fold(text)
    number = next(number for number in find_numbers(text) if text[number.first : number.last] == digits)
    assert reason_of(text, number) == reason


def test_every_reason_has_a_row() -> None:
    assert {reason for reason, _, _ in REASONED if reason} == {reason.name for reason in REASONS}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("□ 현황\n\n구분\t2021년\t4급\n5급 이하\t3\t4\n", [], id="years and grades of labels and headers"),
        pytest.param("□ 현황\n\n- 12 -\n\n가나다\n", [], id="pages"),
        pytest.param("1\n\n청사 관리\n\n○ 내용 : 없음\n", [], id="a number alone over its title"),
        pytest.param("□ 현황\n\n80 |\n\n95 |\n", ["80", "95"], id="a cell of its own line is no marker"),
        pytest.param(
            "<table><tr><th>구분</th><th>1,250</th></tr><tr><td>가나</td><td>다라</td></tr></table>\n", ["1,250"], id="a figure in a header"
        ),
        pytest.param("□ 현황\n\n분과\t위원(명)\n6개 분과\t80\n", ["6개"], id="a count in a label"),
    ],
)
def test_numbers_whose_place_says_what_they_are(text: str, told: list[str]) -> None:
    assert unread(read(text)) == told


LONG: Final = "9" * 5000


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\n",
        f"가나 {LONG}명\n",
        f"□ 예산\n\n(단위: 천원)\n구분\t예산액\n계\t{LONG}\n",
        f"구분 예산액\n계 {LONG}\n",
        f"○ 사업비 : {LONG}천원(국 {LONG})\n",
        f"총무과 {LONG}명 4팀\n",
        f"승용 {LONG}대\n",
        f"{LONG}. 제목\n",
        f"기간 : {LONG}년({LONG}개월)\n",
    ],
    ids=["alone", "in a sentence", "in a cell", "in a spaced row", "of money", "of people", "of cars", "of a heading", "of a time"],
)
def test_a_number_of_any_length_is_told_and_never_served(text: str) -> None:
    report = read(text)
    assert any(LONG in (printed or "") for printed in unread(report))
    assert not any(LONG in str(value) for fact in report.facts for value in (getattr(fact, "value", ""), getattr(fact, "budget_won", "")))


# --- nothing is silent -----------------------------------------------------------------------------------------------------

# Numbers of several parts (`3억 1,250만`) are left to the tests of tokens.
_GROUPED: Final = re.compile(
    r"(?<![0-9.,-])(?<![억만조천백])(?<![억만조천백] )[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,-]|[ ]?[억만천백])"
)
_TAG: Final = re.compile(r"<[^<>]*>")


def silent_figures(text: str, report: Report) -> Iterator[tuple[int, str]]:
    """Numbers in thousands that are in no fact of their line and in no finding on it, found without the parser's own tokens."""
    claims = Claims(report.facts)
    told = [(finding.span, finding.printed or "") for finding in report.findings if finding.code in _UNREAD]
    for number, line in enumerate(split_lines(text), 1):
        for match in _GROUPED.finditer(_TAG.sub(lambda tag: " " * len(tag.group()), fold(line))):
            held = claims.hold(number, match.start(), match.end())
            if not held and not any(span.first <= number <= span.last and match.group() in fold(printed) for span, printed in told):
                yield number, match.group()


_UNREAD: Final = (FindingCode.UNREAD_NUMBER, FindingCode.RAGGED_ROW)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_figure_of_a_sample_is_silent(path: Path) -> None:
    text = path.read_text()
    assert list(silent_figures(text, parse_report(text))) == []


def test_no_figure_of_a_real_report_is_silent(real_reports: tuple[Path, ...]) -> None:
    for path in real_reports:
        text = path.read_text()
        assert list(silent_figures(text, parse_report(text))) == []


def test_no_figure_of_a_real_page_is_silent(real_pages: tuple[Path, ...]) -> None:
    read = 0
    for path in real_pages:
        source = path.read_bytes()
        try:
            text = decode(source).text
        except InvalidReport:
            continue  # packed or spoilt on purpose: refused, as other tests say
        assert list(silent_figures(text, read_report(source))) == [], path.name
        read += 1
    assert 2 * read > len(real_pages)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", [3, 14])
def test_no_figure_of_a_generated_report_is_silent(layout: Layout, seed: int) -> None:
    text = generate_report(seed, layout).printed.text
    assert list(silent_figures(text, parse_report(text))) == []


def test_what_no_fact_holds_would_be_seen() -> None:
    text = FRONT + "○ 방문객 4,120명, 모임 12회\n"
    report = parse_report(text)
    bare = Report(**{**{name: getattr(report, name) for name in report.__slots__}, "facts": (), "findings": ()})
    assert list(silent_figures(text, report)) == []
    assert list(silent_figures(text, bare)) == [(11, "4,120")]
