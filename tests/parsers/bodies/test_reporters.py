"""Whose report it is: the government, also where a name is several governments'; the bureau and the department."""

import pytest

from app.models.report import Hints
from app.parsers.pipeline import parse_report

NO_HINTS = Hints()


def government(*lines: str, hint: str | None = None, below: str = "○ 조직 정비") -> str | None:
    return parse_report("\n".join((*lines, "", "Ⅰ. 일반현황", below)), Hints(government=hint)).meta.government


def bodies(*lines: str, below: str = "○ 조직 정비") -> tuple[str | None, str | None]:
    meta = parse_report("\n".join((*lines, "", "Ⅰ. 일반현황", below))).meta
    return (meta.bureau, meta.department)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        pytest.param(["서울특별시 종로구"], "서울특별시 종로구", id="in full"),
        pytest.param(["서울시 종로구"], "서울특별시 종로구", id="its province shortened"),
        pytest.param(["종로구"], "서울특별시 종로구", id="a name that only one government has"),
        pytest.param(["종 로 구"], "서울특별시 종로구", id="padded letters"),
        pytest.param(["서울특별시 종 로 구"], "서울특별시 종로구", id="padded behind its province"),
        pytest.param(["종로구청"], "서울특별시 종로구", id="by its office"),
        pytest.param(["종로구의회 제300회 임시회"], "서울특별시 종로구", id="by its council"),
        pytest.param(["중구"], None, id="a name that several have: nothing is guessed"),
        pytest.param(["부산광역시", "중구"], "부산광역시 중구", id="unless its province stands elsewhere on the page"),
        pytest.param(["경기도"], "경기도", id="an upper government"),
        pytest.param(["경기도 수원시", "경기도"], "경기도 수원시", id="of one and one inside it the one inside"),
        pytest.param(["서울특별시교육청"], "서울특별시교육청", id="an education office"),
        pytest.param(["총무과"], None, id="none"),
    ],
)
def test_government(lines: list[str], name: str | None) -> None:
    assert government("주요업무보고", *lines) == name


@pytest.mark.parametrize(
    ("lines", "hint", "name"),
    [
        pytest.param(["중구"], "대구광역시 중구", "대구광역시 중구", id="chooses among those that a name can mean"),
        pytest.param(["중구"], "서울특별시 종로구", None, id="but only among those"),
        pytest.param(["총무과"], "종로구", "서울특별시 종로구", id="stands where the text names none"),
        pytest.param(["총무과"], "중구", None, id="may be ambiguous itself"),
        pytest.param(["서울특별시 종로구"], "경기도 수원시", "서울특별시 종로구", id="does not override what is printed"),
    ],
)
def test_a_hint_of_the_government(lines: list[str], hint: str, name: str | None) -> None:
    assert government("주요업무보고", *lines, hint=hint) == name


def test_the_title_page_outweighs_the_text() -> None:
    below = "○ 수원시와 협약\n○ 수원시 방문\n○ 수원시 답방"
    assert government("주요업무보고", "종로구", below=below) == "서울특별시 종로구"
    assert government("주요업무보고", below=below) == "경기도 수원시"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["총 무 과"], (None, "총무과"), id="a department, padded"),
        pytest.param(["행정국"], ("행정국", None), id="a bureau"),
        pytest.param(["행정국 총무과"], ("행정국", "총무과"), id="both on one line"),
        pytest.param(["행정국", "총무과"], ("행정국", "총무과"), id="on two"),
        pytest.param(["(총무과)"], (None, "총무과"), id="in brackets"),
        pytest.param(["【 총무과 】"], (None, "총무과"), id="in brackets of another form"),
        pytest.param(["보고부서 : 총무과"], (None, "총무과"), id="behind a word that says so"),
        pytest.param(["서울특별시 종로구 총무과"], (None, "총무과"), id="behind its government"),
        pytest.param(["감사담당관"], (None, "감사담당관"), id="an officer"),
        pytest.param(["보건소"], (None, "보건소"), id="an office"),
        pytest.param(["의회사무국"], (None, "의회사무국"), id="a council's office"),
        pytest.param(["총무과", "인사과"], (None, "총무과"), id="the first of several"),
        pytest.param(["추진 성과"], (None, None), id="a word that only ends like one"),
        pytest.param(["올해 주민과 함께 이룬 일들을 정리하여 의회에 보고드리는 문서과"], (None, None), id="a long line"),
        pytest.param(["종로구"], (None, None), id="none"),
    ],
)
def test_bureau_and_department(lines: list[str], expected: tuple[str | None, str | None]) -> None:
    assert bodies("주요업무보고", *lines) == expected


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        pytest.param("총무과\n5팀 30명", (None, "총무과"), id="a name alone on a line"),
        pytest.param("행정국 (5과 30명)", ("행정국", None), id="before its counts"),
        pytest.param("○ 총무과 소관 업무", (None, None), id="a name within an item"),
    ],
)
def test_without_a_title_page_the_chart_names_the_body(below: str, expected: tuple[str | None, str | None]) -> None:
    assert bodies(below=below) == expected
