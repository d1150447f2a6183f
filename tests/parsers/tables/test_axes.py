"""What the labels of columns and rows tell, and units that a printed total proves."""

import pytest

from app.models.facts import Indicator
from app.models.outline import Table
from app.parsers.pipeline import parse_report
from app.parsers.tables.axes import read_item


@pytest.mark.parametrize(
    ("labels", "label", "year", "period", "total"),
    [
        pytest.param(["방문객(명)"], "방문객", None, None, False, id="without its note"),
        pytest.param(["인원", "명"], "인원", None, None, False, id="a unit alone names nothing"),
        pytest.param(["▶ 2031 방문객"], "방문객", 2031, None, False, id="without mark and year"),
        pytest.param(["2031년도말"], "2031년도말", 2031, "2031년도말", False, id="a time stays whole"),
        pytest.param(["2031년 목표"], "2031년 목표", 2031, "2031년", False, id="a time with what was aimed at"),
        pytest.param(["예산", "1분기"], "1분기", 2031, "1분기", False, id="a quarter is of the year around the table"),
        pytest.param(["현재액", "현재액"], "현재액", None, None, False, id="a merged label is said once"),
        pytest.param(["등록", "합 계"], "합계", None, None, True, id="a total"),
        pytest.param([""], "", None, None, False, id="nothing"),
    ],
)
def test_items(labels: list[str], label: str, year: int | None, period: str | None, total: bool) -> None:
    item = read_item(labels, 2031)
    assert (item.label, item.year, item.period.text if item.period else None, item.total) == (label, year, period, total)


def table(*lines: str) -> Table:
    (found,) = parse_report("\n".join(("2031년도 주요업무보고", "", "Ⅰ. 일반현황", *lines))).tables
    return found


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        pytest.param(["□ 관리", "인력(7명)\t\t주차(120대)\t", "갑\t을\t갑\t을", "4\t3\t70\t50"], ["명", "명", "대", "대"], id="in labels"),
        pytest.param(
            ["□ 관리", "인력(8명)\t\t주차(120대)\t", "갑\t을\t갑\t을", "4\t3\t70\t50"], [None, None, "대", "대"], id="that add up"
        ),
        pytest.param(["□ 관리", "수입(9백만원)\t\t비고", "갑\t을\t", "5\t4\t없음"], ["백만원", "백만원", None], id="of money"),
        pytest.param(["□ 제외 대상(68명)", "계\t퇴직\t휴직", "68\t40\t28"], ["명", "명", "명"], id="in the heading"),
        pytest.param(["□ 제외 대상(69명)", "계\t퇴직\t휴직", "68\t40\t28"], [None, None, None], id="that the total meets"),
        pytest.param(["□ 요구", "- 요구 : 총 54건", "구분\t완료\t추진", "계\t54\t0", "갑\t54\t0"], ["건", "건"], id="above it"),
        pytest.param(["□ 제외 대상(3명)", "계\t퇴직\t휴직", "3\t2\t1"], [None, None, None], id="but not by one digit"),
    ],
)
def test_units_that_totals_prove(lines: list[str], units: list[str | None]) -> None:
    assert [column.unit for column in table(*lines).columns] == units


@pytest.mark.parametrize(
    ("lines", "dimensions"),
    [
        pytest.param(["업종\t사용량\t요금(원)", "가정\t0 ~ 20\t30", "가정\t21 ~\t40"], {"업종": "가정", "사용량": "0 ~ 20"}, id="ranges"),
        pytest.param(["구경별(㎜)\t요금(원)", "15\t30", "20\t40"], {"구경별(㎜)": "15"}, id="sizes that sort the rows"),
        pytest.param(
            ["구분\t우리 군\t\t다른 군\t", "\t30년\t31년\t30년\t31년", "세입\t1\t2\t3\t4"], {"항목": "우리 군"}, id="groups over years"
        ),
    ],
)
def test_what_tells_figures_apart(lines: list[str], dimensions: dict[str, str]) -> None:
    facts = parse_report("\n".join(("2031년도 주요업무보고", "", "Ⅰ. 일반현황", *lines))).facts
    assert next(fact for fact in facts if isinstance(fact, Indicator)).dimensions == dimensions
