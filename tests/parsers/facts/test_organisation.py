"""Bodies with their size, in charts, headings and tables."""

from pathlib import Path

import pytest

from app.models.facts import BodyLevel, Organisation
from app.parsers.pipeline import parse_report, read_report

FRONT = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n행 정 국\n\nⅠ. 일반현황\n\n"
OWN = "2023년도\n\n주요업무보고\n\n서울특별시 종로구\n\n총 무 과\n\nⅠ. 일반현황\n\n"

Row = tuple[str, str, str | None, int | None, int | None]


def bodies(text: str) -> list[Organisation]:
    return [fact for fact in parse_report(text).facts if isinstance(fact, Organisation)]


def rows(text: str) -> list[Row]:
    return [(one.name, one.level.value, one.parent, one.teams, one.persons) for one in bodies(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "□ 조직·인력 : 5과 2사업소 353명\n\n(’21.1.31. 기준)\n",
            [("행정국", "bureau", "서울특별시 종로구", None, 353)],
            id="a heading's value sizes the body of its section",
        ),
        pytest.param(
            "1 조 직\n\n7팀 178명\n총 무 과\n\n5팀 41명\n인 사 과\n\n공무원수련원 12명\n",
            [
                ("총무과", "department", "행정국", 7, 178),
                ("인사과", "department", "행정국", 5, 41),
                ("공무원수련원", "office", "행정국", None, 12),
            ],
            id="counts above names",
        ),
        pytest.param(
            "1 조 직\n\n총 무 과\n7팀 178명\n\n인 사 과\n5팀 41명\n",
            [("총무과", "department", "행정국", 7, 178), ("인사과", "department", "행정국", 5, 41)],
            id="counts below names",
        ),
        pytest.param(
            "1 조 직\n\n행 정 국\n\n7팀 178명\n총 무 과\n\n5팀 41명\n인 사 과\n",
            [
                ("행정국", "bureau", "서울특별시 종로구", None, None),
                ("총무과", "department", "행정국", 7, 178),
                ("인사과", "department", "행정국", 5, 41),
            ],
            id="counts above names, under the name of the whole",
        ),
        pytest.param(
            "□ 부서 현황\n\n  부서           팀    인원\n  총무과         6팀   26명\n  인사행정과     5팀   80명\n",
            [("총무과", "department", "행정국", 6, 26), ("인사행정과", "department", "행정국", 5, 80)],
            id="aligned columns: a word that mostly names rows heads figures",
        ),
        pytest.param(
            "1 조 직\n\n○ 1국 2과 12팀\n\n국 장\n\n총 무 과 인 사 과\n7팀 5팀\n",
            [
                ("서울특별시 종로구", "government", None, 12, None),
                ("총무과", "department", "행정국", 7, None),
                ("인사과", "department", "행정국", 5, None),
            ],
            id="a row of names over a row of counts, below who heads them all",
        ),
        pytest.param(
            "1 조 직\n\n7팀 178명 5팀 41명\n총 무 과 인 사 과\n",
            [("총무과", "department", "행정국", 7, 178), ("인사과", "department", "행정국", 5, 41)],
            id="a row of counts over a row of names",
        ),
        pytest.param(
            "1 조 직\n\n7팀 178명 총무과 5팀 41명 인사과\n",
            [("총무과", "department", "행정국", 7, 178), ("인사과", "department", "행정국", 5, 41)],
            id="counts before names on one line",
        ),
        pytest.param(
            "1 조 직\n\n○ 총무과 : 7팀 178명\n○ 인사과 : 5팀 41명\n※ (사)시민봉사센터(’06. 1. 18. 설립) 2부 5팀 36명\n",
            [
                ("총무과", "department", "행정국", 7, 178),
                ("인사과", "department", "행정국", 5, 41),
                ("(사)시민봉사센터", "affiliate", "행정국", 5, 36),
            ],
            id="items, and an affiliate with a remark in brackets",
        ),
        pytest.param(
            "□ 과별 담당업무\n\n부서\t주요업무\n총무과\t· 청사 관리 · 당직\n서울기록원 (4급사업소)\t· 기록물 보존\n",
            [("총무과", "department", "행정국", None, None), ("서울기록원", "office", "행정국", None, None)],
            id="bodies of a table of duties",
        ),
        pytest.param(
            "□ 조직\n\n부서\t팀\t인원\n총무과\t7팀\t178명\n인사과\t5\t41\n계\t12\t219\n",
            [
                ("총무과", "department", "행정국", 7, 178),
                ("인사과", "department", "행정국", 5, 41),
                ("행정국", "bureau", "서울특별시 종로구", 12, 219),
            ],
            id="a table of sizes with a total",
        ),
        pytest.param(
            "□ 조직\n\n구분\t계\t총무과\t인사과\n팀\t12\t7\t5\n인원(명)\t219\t178\t41\n",
            [
                ("행정국", "bureau", "서울특별시 종로구", 12, 219),
                ("총무과", "department", "행정국", 7, 178),
                ("인사과", "department", "행정국", 5, 41),
            ],
            id="bodies as columns",
        ),
        pytest.param(
            "□ 조직\n\n| 총무과 | 인사과 |\n|---|---|\n| 7팀 178명 | 5팀 41명 |\n",
            [("총무과", "department", "행정국", 7, 178), ("인사과", "department", "행정국", 5, 41)],
            id="a chart printed as a table",
        ),
    ],
)
def test_bureau(text: str, expected: list[Row]) -> None:
    assert rows(FRONT + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "1 조 직\n\n총 무 과 - ( 4 )개팀\n\n총 무 팀 인 사 팀 교육후생팀 의회법무팀\n",
            [
                ("총무과", "department", None, 4, None),
                ("총무팀", "team", "총무과", None, None),
                ("인사팀", "team", "총무과", None, None),
                ("교육후생팀", "team", "총무과", None, None),
                ("의회법무팀", "team", "총무과", None, None),
            ],
            id="padded names run into one another",
        ),
        pytest.param(
            "【조 직】\n\n■ 기구 : 1과 3팀\n\n ◦ 청소행정팀 27명, 재활용팀(14명), 시설관리팀 정원 31명 현원 30명\n ◦ 과장 1명\n",
            [
                ("총무과", "department", None, 3, None),
                ("청소행정팀", "team", "총무과", None, 27),
                ("재활용팀", "team", "총무과", None, 14),
                ("시설관리팀", "team", "총무과", None, 30),
            ],
            id="names with counts; a person's office is no body",
        ),
        pytest.param(
            "### 조직\n\n- 1과 2팀 25명 (2023. 12. 31. 기준)\n\n| 팀 | 인원 | 담당업무 |\n|---|---|---|\n"
            "| 기획팀 | 7명 | 계획 수립 |\n| 지원팀 | 6명 | 상담 |\n",
            [
                ("총무과", "department", None, 2, 25),
                ("기획팀", "team", "총무과", None, 7),
                ("지원팀", "team", "총무과", None, 6),
            ],
            id="a count without a name is the section's own body's",
        ),
        pytest.param(
            "□ 팀별 담당업무\n\n 가. 행정팀\n   - 복무 관리\n\n 나. 기획팀\n   - 계획 수립\n",
            [("행정팀", "team", "총무과", None, None), ("기획팀", "team", "총무과", None, None)],
            id="headings that are names",
        ),
        pytest.param(
            "□ 조직문화 확산\n\n○ 간담회 : 2회 45명\n○ 총무과장 면담\n",
            [],
            id="a heading that only begins with the word",
        ),
        pytest.param("□ 조직\n\n○ 직원 교육훈련 2회 45명\n○ 근거 : 지방자치법\n", [], id="sentences"),
    ],
)
def test_department(text: str, expected: list[Row]) -> None:
    assert rows(OWN + text) == expected


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("‣ 조     직  --------  25자치구 426동 (12,885통, 96,545반)\n", {"자치구": 25, "동": 426, "통": 12885, "반": 96545}),
        ("○ 행정구역 : 8구 2군 155개 읍면동\n", {"구": 8, "군": 2, "읍면동": 155}),
        ("▶ 면적\t-----\t605㎢\n▶ 조직\t-----\t5국 1담당관 22동\n▶ 인구\t-----\t9,657명\n", {"국": 5, "담당관": 1, "동": 22}),
    ],
)
def test_government(text: str, counts: dict[str, int]) -> None:
    (body,) = bodies(FRONT + "□ 행정여건\n\n" + text)
    assert (body.name, body.level, body.parent, dict(body.counts)) == ("서울특별시 종로구", BodyLevel.GOVERNMENT, None, counts)
    assert (body.bureau, body.department) == (None, None)


def test_of_whom_and_where() -> None:
    heading, department, office = bodies(FRONT + "□ 조직 : 2과 219명\n\n(’23. 3. 31. 기준)\n\n7팀 178명\n총 무 과\n\n공무원수련원 12명\n")
    assert (heading.bureau, heading.department, dict(heading.counts), heading.as_of) == ("행정국", None, {"과": 2}, "2023-03-31")
    assert (department.bureau, department.department, department.printed) == ("행정국", "총무과", "7팀 178명\n총 무 과")
    assert department.span.last == department.span.first + 1
    assert office.printed == "공무원수련원 12명"


def test_two_lines_about_one_body_are_one_fact() -> None:
    (body,) = bodies(OWN + "□ 조직 : 1과 4팀\n\n○ 총무과 25명\n")
    assert (body.teams, body.persons, dict(body.counts)) == (4, 25, {"과": 1})


def test_real_reports(real_reports: tuple[Path, ...]) -> None:
    found = []
    for path in real_reports:
        report = read_report(path.read_bytes())
        facts = [fact for fact in report.facts if isinstance(fact, Organisation)]
        found.append((len(facts), sum(fact.persons or 0 for fact in facts), sum(fact.teams or 0 for fact in facts)))
    assert found == [(5, 0, 4), (0, 0, 0), (9, 381, 5), (18, 758, 36)]
