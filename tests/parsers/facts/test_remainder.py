"""How much of the print became facts: what counts as a number, and what is said of those that nothing has used."""

from app.models.finding import FindingCode, Severity
from app.models.report import NumberCount, Report
from app.parsers.pipeline import parse_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"


def read(text: str) -> Report:
    return parse_report(FRONT + text)


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


def test_a_number_that_nothing_has_used_is_a_finding() -> None:
    report = read("□ 추진 현황\n\n구분\t내용\t비고\n회의실\t보수 공사\t붙임 2-1\n도서관\t공사 완료\t-\n")
    unread = [finding for finding in report.findings if finding.code is FindingCode.UNREAD_NUMBER]
    assert {finding.severity for finding in unread} == {Severity.WARNING}
    assert [finding.printed for finding in unread] == ["붙임 2-1"]
    assert report.coverage.tables == NumberCount(1, 0)
